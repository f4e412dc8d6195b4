// What slides do in a browser: screens are made of what fits them, keys lead from one to the
// next, fragments come when called, and figures and tables fit the screen.
"use strict";

{
  const LARGEST = 1.5; // how many times a figure's own size
  const CLEAR = 0.92; // as many times its own size, its words are large enough
  const SMALLEST = 12; // px, of the words of a table or a matrix
  const READABLE = 18; // px, of the words of any other exercise
  const BUTTON = 50; // px, above a figure that is wider than the screen
  const PAGE = { width: 1140, height: 640 }; // of paper, in px
  const deck = document.querySelector(".deck");
  const slides = [...deck.querySelectorAll(".slide")];
  const figures = [...deck.querySelectorAll("figure.figure")];
  const contents = document.getElementById("contents");
  const where = document.getElementById("where");
  const links = [...contents.querySelectorAll("a")];
  const parts = [...deck.querySelectorAll(".cell > *, .cell li, .cell tr, .row")];
  let at = 0;
  let first; // of the parts that begin on the screen that is seen

  // -- what fits ----------------------------------------------------------------------------

  // All sizes are meant for 1,280 by 720 pixels: on a larger screen they are as much larger.
  const unit = () => Math.max(1, Math.min(innerWidth / 1280, innerHeight / 720));

  // The height and width that a screen offers, inside all that surrounds what is on it.
  function room() {
    const { paddingTop, paddingBottom } = getComputedStyle(deck);
    const { paddingLeft, paddingRight } = getComputedStyle(slides[0]);
    return {
      width: deck.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight),
      height: deck.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom) - 2,
    };
  }

  // The reader's script makes a figure smaller to fit the width that it has; here that follows
  // from the height, too, and where there is room the figure becomes larger.
  function fitFigure(figure, { width, height }, roomy) {
    const card = figure.querySelector(".card");
    const plot = figure.querySelector(".plot");
    const [wide, high] = [plot.offsetWidth + 12, plot.offsetHeight + 12];
    const margin = parseFloat(getComputedStyle(figure).marginBottom) + (roomy ? 0 : BUTTON);
    const scale = Math.min(LARGEST * unit(), (height - margin) / high, roomy ? width / wide : 1);
    figure.style.setProperty("--on-page", Math.min(1, PAGE.width / wide, PAGE.height / high));
    figure.style.maxWidth = scale < 1 ? `${scale * (wide - 12) + 12}px` : "";
    figure.style.width = scale > 1 ? `${scale * wide}px` : "";
    card.style.transform = scale > 1 ? `scale(${scale})` : "";
    card.style.marginBottom = scale > 1 ? `${(scale - 1) * high}px` : "";
    if (roomy) figure.dataset.chosen = "whole";
    else delete figure.dataset.chosen;
    figure.closest(".slide").classList.toggle("roomy", roomy);
    // Too small to be read as a whole, it is shown again from near, its upper end first.
    const near = width / wide;
    const parts = roomy && scale < CLEAR * unit() && near > scale ? Math.ceil((high * near) / height) : 0;
    Object.assign(figure, { near: near / Math.min(1, scale), parts, nearer: 0 });
    figure.classList.remove("near");
  }

  function showPart(figure, part) {
    const card = figure.querySelector(".card");
    card.style.transform = "";
    figure.nearer = part;
    figure.classList.toggle("near", part > 0);
    if (!part) return;
    const { width, height } = room();
    const { left, top } = card.getBoundingClientRect();
    const screen = deck.getBoundingClientRect();
    const across = screen.left + (screen.width - width) / 2 - left;
    const down = screen.top + parseFloat(getComputedStyle(deck).paddingTop) - top;
    const rest = card.offsetHeight * figure.near - height;
    const up = figure.parts > 1 ? (rest * (part - 1)) / (figure.parts - 1) : 0;
    card.style.transform = `translate(${across}px, ${down - up}px) scale(${figure.near})`;
  }

  // Lead on, or back, among the parts of the figure that is on the screen; tell whether it did.
  function among(by) {
    const figure = figures.find((it) => it.parts && screenOf(it) === at);
    const part = (figure?.nearer ?? 0) + by;
    if (!figure || part < 0 || part > figure.parts || isCovered(figure)) return false;
    showPart(figure, part);
    return true;
  }

  const isCovered = (figure) => !figure.querySelector(".plot").checkVisibility({ visibilityProperty: true });

  // A table is made smaller where it then takes fewer screens, or would be too wide.
  function fitTable(box, { height }) {
    const table = box.querySelector("table");
    const own = 0.9 * parseFloat(getComputedStyle(document.documentElement).fontSize);
    const steps = [1, 0.9, 0.8, 0.7, 0.6].filter((fit) => fit === 1 || fit * own >= SMALLEST * unit());
    const attempt = (fit) => {
      table.style.setProperty("--fit", fit);
      const wide = table.offsetWidth > box.parentElement.clientWidth + 1;
      return { fit, screens: wide ? Infinity : screensOf(table, height) };
    };
    box.classList.remove("tight");
    let tried = steps.map(attempt);
    box.classList.toggle("tight", tried.every(({ screens }) => screens === Infinity));
    if (box.classList.contains("tight")) tried = steps.map(attempt);
    const fewest = Math.min(...tried.map(({ screens }) => screens));
    const { fit } = fewest === Infinity ? tried.at(-1) : tried.find((it) => it.screens === fewest);
    table.style.setProperty("--fit", fit);
    box.classList.toggle("whole", fewest === 1);
  }

  // Each screen repeats the heads of the columns, and no row is on two.
  function screensOf(table, height) {
    const head = table.tHead?.offsetHeight ?? 0;
    let [screens, filled] = [1, head];
    for (const body of table.tBodies) {
      for (const { offsetHeight } of body.rows) {
        filled += offsetHeight;
        if (filled + 3 <= height) continue;
        screens += 1;
        filled = head + offsetHeight;
      }
    }
    return screens;
  }

  function fitExercise(exercise, { height }) {
    const own = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const least = (unit() * (exercise.querySelector(".matrix") ? SMALLEST / 0.9 : READABLE)) / own;
    const high = () => exercise.getBoundingClientRect().height > height;
    exercise.style.zoom = "";
    for (let zoom = 1; high() && zoom > least; ) {
      zoom = Math.max(least, 0.97 * zoom);
      exercise.style.zoom = zoom;
    }
    // What would be smaller than it may be, and still not whole, stays as large as it is.
    if (high()) exercise.style.zoom = "";
  }

  function fitAll() {
    const size = room();
    const roomy = deck.clientWidth > 900;
    deck.style.setProperty("--high", `${size.height}px`);
    deck.classList.add("measuring");
    for (const figure of figures) fitFigure(figure, size, roomy);
    for (const box of deck.querySelectorAll(".table")) fitTable(box, size);
    for (const one of deck.querySelectorAll(".dateline-exercise")) fitExercise(one, size);
    deck.classList.remove("measuring");
  }

  // -- where we are -------------------------------------------------------------------------

  const count = () => Math.max(1, Math.round(deck.scrollWidth / deck.clientWidth));

  // The screen on which an element begins.
  function screenOf(element) {
    const [first] = element.getClientRects();
    const left = deck.getBoundingClientRect().left - deck.scrollLeft;
    return first ? Math.max(0, Math.floor((first.left - left + 1) / deck.clientWidth)) : 0;
  }

  const slideAt = (screen) => slides.findLast((slide) => screenOf(slide) <= screen) ?? slides[0];

  function tell() {
    first = parts.find((part) => screenOf(part) === at && part.getClientRects().length);
    const slide = slideAt(at);
    const step = at - screenOf(slide);
    const place = slides.indexOf(slide);
    const name = slide.getAttribute("aria-label");
    where.textContent = `${at + 1} / ${count()}`;
    where.setAttribute("aria-label", `Slide ${at + 1} of ${count()}: ${name}. All slides`);
    document.getElementById("part").textContent = step || !slide.querySelector("h1, h2, h3") ? slide.dataset.part : "";
    document.getElementById("back").disabled = at === 0;
    for (const link of links) link.removeAttribute("aria-current");
    links[place].setAttribute("aria-current", "true");
    history.replaceState(null, "", `#slide-${place + 1}${step ? `.${step + 1}` : ""}`);
  }

  let aligned = 0; // at which width

  function align() {
    aligned = deck.clientWidth;
    deck.scrollTo({ left: at * deck.clientWidth, top: 0, behavior: "instant" });
  }

  function show(screen) {
    for (const figure of figures) if (figure.nearer) showPart(figure, 0);
    at = Math.max(0, Math.min(screen, count() - 1));
    align();
    slideAt(at).focus({ preventScroll: true });
    tell();
  }

  function on() {
    const waiting = [...deck.querySelectorAll(".fragment:not(.called)")].find((it) => screenOf(it) <= at);
    if (waiting) waiting.classList.add("called");
    else if (!among(1)) show(at + 1);
  }

  const back = () => among(-1) || show(at - 1);

  // -- keys, fingers and the pointer ----------------------------------------------------------

  const KEYS = {
    ArrowRight: on,
    ArrowDown: on,
    PageDown: on,
    " ": on,
    ArrowLeft: back,
    ArrowUp: back,
    PageUp: back,
    Home: () => show(0),
    End: () => show(count() - 1),
    Escape: () => contents.togglePopover(),
  };

  // Whoever fills something in, or scrolls a box, keeps the keys that this needs.
  function needs(target, key) {
    if (target.closest("form")) return true;
    if (key === "Escape") return false;
    if (key === " ") return target.closest("button, summary, a, [popover]") !== null;
    return target.closest("textarea, select, input, .scroll[tabindex], [popover]") !== null;
  }

  function leave(event) {
    if (event.key !== "Escape" || !event.target.closest("form")) return;
    event.preventDefault();
    slideAt(at).focus({ preventScroll: true });
  }

  document.addEventListener("keydown", (event) => {
    const act = KEYS[event.key];
    if (!act || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (needs(event.target, event.key)) return leave(event);
    event.preventDefault();
    act();
  });
  document.getElementById("on").addEventListener("click", on);
  document.getElementById("back").addEventListener("click", back);
  contents.addEventListener("click", (event) => {
    const place = links.indexOf(event.target.closest("a"));
    if (place < 0) return;
    event.preventDefault();
    contents.hidePopover();
    show(screenOf(slides[place]));
  });
  // Who answers with a pointer needs no focus there, and has a clicker for the next slide.
  deck.addEventListener("click", (event) => {
    if (event.detail === 0) return;
    setTimeout(() => {
      if (document.activeElement.matches("form :is(button, input[type=radio], input[type=checkbox])"))
        slideAt(at).focus({ preventScroll: true });
    });
  });
  // A finger, or the focus, moves the deck: then it goes on to the whole screen.
  deck.addEventListener("scrollend", () => {
    if (aligned !== deck.clientWidth) return; // A window that changes scrolls it, too.
    const nearest = Math.round(deck.scrollLeft / deck.clientWidth);
    if (nearest !== at) at = nearest;
    align();
    tell();
  });
  deck.addEventListener("focusin", ({ target }) => {
    if (target === deck || target.matches(".slide")) return;
    const { left, right } = deck.getBoundingClientRect();
    const seen = [...target.getClientRects()].some((it) => it.left < right && it.right > left);
    // The focus may have scrolled the deck by less than a screen.
    if (!seen || deck.scrollLeft % deck.clientWidth) at = screenOf(target);
    align();
    tell();
  });

  // -- what changes -------------------------------------------------------------------------

  // What is answered or drawn changes how many screens there are, and a window their size.
  // What was seen first is seen again.
  function follow() {
    at = first ? screenOf(first) : Math.min(at, count() - 1);
    align();
    tell();
  }

  function again() {
    fitAll();
    follow();
  }

  const grown = new ResizeObserver(follow);
  addEventListener("resize", again);

  // The rules for paper hold as soon as it prints; what a screen scaled is undone by them.
  addEventListener("afterprint", again);

  document.documentElement.classList.add("live");
  // The other scripts have then run: exercises have their buttons.
  addEventListener("DOMContentLoaded", () => {
    fitAll();
    const [, number, step] = location.hash.match(/^#slide-(\d+)(?:\.(\d+))?$/) ?? [];
    const named = slides[Number(number) - 1];
    show(named ? screenOf(named) + Number(step ?? 1) - 1 : 0);
    for (const part of deck.querySelectorAll(".figure, .dateline-exercise, .table")) grown.observe(part);
  });
}
