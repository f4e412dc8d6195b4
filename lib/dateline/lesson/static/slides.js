// What slides do in a browser: keys lead from one to the next, fragments come when called,
// figures fit the screen, and each slide fits its sheet of paper.
"use strict";

{
  const LOWEST = 0.8;
  const deck = document.querySelector(".deck");
  const slides = [...deck.querySelectorAll(".slide")];
  const contents = document.getElementById("contents");
  const where = document.getElementById("where");
  const down = document.getElementById("down");
  const links = [...contents.querySelectorAll("a")];

  const current = () => Math.round(deck.scrollLeft / deck.clientWidth);

  function tell() {
    const at = current();
    where.textContent = `${at + 1} / ${slides.length}`;
    where.setAttribute("aria-label", `${slides[at].getAttribute("aria-label")}. All slides`);
    document.getElementById("back").disabled = at === 0;
    for (const link of links) link.removeAttribute("aria-current");
    links[at].setAttribute("aria-current", "true");
    history.replaceState(null, "", `#slide-${at + 1}`);
    tellMore();
  }

  function show(at) {
    const slide = slides[Math.max(0, Math.min(at, slides.length - 1))];
    deck.scrollTo({ left: slide.offsetLeft - deck.offsetLeft, behavior: "instant" });
    slide.focus({ preventScroll: true });
    tell();
  }

  function on() {
    const waiting = slides[current()].querySelector(".fragment:not(.called)");
    if (!waiting) return show(current() + 1);
    waiting.classList.add("called");
    waiting.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  const back = () => show(current() - 1);

  const below = (slide) => slide.scrollHeight - slide.clientHeight - slide.scrollTop;

  function tellMore() {
    down.hidden = below(slides[current()]) < 2;
  }

  // Down and up scroll a slide that is higher than the screen; at its end they lead on.
  function onward(by) {
    const slide = slides[current()];
    if ((by > 0 ? below(slide) : slide.scrollTop) > 1) slide.scrollBy({ top: by * 0.5 * slide.clientHeight, behavior: "instant" });
    else if (by > 0) on();
    else back();
  }

  const KEYS = {
    ArrowRight: on,
    PageDown: on,
    ArrowLeft: back,
    PageUp: back,
    ArrowDown: () => onward(1),
    ArrowUp: () => onward(-1),
    Home: () => show(0),
    End: () => show(slides.length - 1),
    Escape: () => contents.togglePopover(),
  };

  // Whoever fills something in, or scrolls a box, keeps the keys that this needs.
  function needs(target, key) {
    if (key === "Escape") return false;
    if (target.closest("textarea, select, input:not([type=radio], [type=checkbox])")) return true;
    const arrow = key.startsWith("Arrow");
    return arrow && target.closest("input, .scroll[tabindex], [popover]") !== null;
  }

  document.addEventListener("keydown", (event) => {
    const act = KEYS[event.key];
    if (!act || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (needs(event.target, event.key)) return;
    event.preventDefault();
    act();
  });
  document.getElementById("on").addEventListener("click", on);
  document.getElementById("back").addEventListener("click", back);
  contents.addEventListener("click", (event) => {
    const at = links.indexOf(event.target.closest("a"));
    if (at < 0) return;
    event.preventDefault();
    contents.hidePopover();
    show(at);
  });
  down.addEventListener("click", () => onward(1));
  deck.addEventListener("scrollend", tell);
  deck.addEventListener("scroll", tellMore, { capture: true });
  // What is answered, drawn or uncovered changes how high a slide is.
  const grown = new ResizeObserver(tellMore);
  for (const inner of deck.querySelectorAll(".inner")) grown.observe(inner);
  addEventListener("resize", () => show(current()));

  // A figure that is higher than the screen is shown smaller, as far as it can still be read:
  // the reader's script fits figures to the width that they have.
  function fitFigures() {
    const room = deck.clientWidth > 900 ? 0.8 * deck.clientHeight : Infinity;
    for (const figure of deck.querySelectorAll("figure.figure")) {
      const plot = figure.querySelector(".plot");
      const scale = Math.max(LOWEST, Math.min(1, room / plot.offsetHeight));
      figure.style.maxWidth = scale < 1 ? `${scale * plot.offsetWidth + 12}px` : "";
    }
  }

  // On paper a slide is a page: what is higher is made smaller. To measure it, the rules for
  // paper hold for a moment.
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  const forPaper = rules.filter((rule) => rule.media?.mediaText === "print");

  function measured(act) {
    for (const rule of forPaper) rule.media.mediaText = "all";
    act();
    for (const rule of forPaper) rule.media.mediaText = "print";
  }

  function fitPage(slide) {
    const inner = slide.querySelector(".inner");
    let zoom = 1;
    for (let turn = 0; turn < 8; turn += 1) {
      inner.style.zoom = zoom;
      const share = slide.clientHeight / slide.scrollHeight;
      if (share >= 1) break;
      zoom *= Math.max(share, 0.5) * 0.99;
    }
  }

  addEventListener("beforeprint", () => measured(() => slides.forEach(fitPage)));
  addEventListener("afterprint", () => {
    for (const slide of slides) slide.querySelector(".inner").style.zoom = "";
  });

  document.documentElement.classList.add("live");
  fitFigures();
  addEventListener("resize", fitFigures);
  const named = slides.findIndex((slide) => `#${slide.id}` === location.hash);
  show(Math.max(0, named));
}
