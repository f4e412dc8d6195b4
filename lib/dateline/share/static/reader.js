// What a rendered notebook does in a browser: draw its figures, unfold its code, and let the
// keyboard scroll what is wider than the window.
"use strict";

{
  const CONFIG = {
    displaylogo: false,
    showSendToCloud: false,
    modeBarButtonsToRemove: ["sendDataToCloud", "sendChartToCloud", "editInChartStudio"],
  };
  // A finger that moves over a figure scrolls the page; a mouse zooms.
  const byFinger = matchMedia("(pointer: coarse)").matches;

  async function draw(figure) {
    const place = figure.querySelector(".plot");
    const drawing = JSON.parse(figure.querySelector("script").textContent);
    const layout = { ...drawing.layout };
    if (byFinger) layout.dragmode = false;
    place.replaceChildren();
    try {
      const config = { ...CONFIG, responsive: layout.width === undefined };
      await Plotly.newPlot(place, { ...drawing, layout, config });
      name(place);
      figure.dataset.state = "drawn";
    } catch (error) {
      place.textContent = `This figure could not be drawn (${error}). It is described below.`;
      figure.dataset.state = "failed";
      console.error(error);
    }
  }

  // The drawing takes the name over from its place, for an image must hold no buttons.
  function name(place) {
    const [first, ...others] = place.querySelectorAll("svg.main-svg");
    first.setAttribute("role", "img");
    first.setAttribute("aria-label", place.getAttribute("aria-label"));
    for (const other of others) other.setAttribute("aria-hidden", "true");
    place.removeAttribute("role");
    place.removeAttribute("aria-label");
  }

  // A figure that is wider than the window is shown whole where its words can then still be
  // read, and else in full size, from where the most of them are seen. A button changes that.
  const LEAST = 0.6;
  const WORDS = { whole: "Full size", full: "Whole figure" };

  function fit(figure, chosen = figure.dataset.chosen) {
    const card = figure.querySelector(".card");
    const plot = card.querySelector(".plot");
    const room = figure.clientWidth - (card.offsetWidth - card.clientWidth) - 10;
    const scale = Math.min(1, room / plot.offsetWidth);
    const size = scale === 1 ? "" : (chosen ?? (scale < LEAST ? "full" : "whole"));
    const less = size === "whole" ? scale - 1 : 0;
    const was = figure.dataset.size;
    plot.style.transform = less ? `scale(${scale})` : "";
    // What is scaled keeps its room: that is taken back.
    plot.style.margin = `0 ${less * plot.offsetWidth}px ${less * plot.offsetHeight}px 0`;
    figure.dataset.size = size;
    if (size) figure.querySelector(".size").textContent = WORDS[size];
    if (size === "full" && size !== was) card.scrollLeft = mostWords(card);
  }

  // How far to scroll a figure: not at all where half as many words are seen at its left.
  function mostWords(card) {
    const origin = card.getBoundingClientRect().left - card.scrollLeft;
    const words = [...card.querySelectorAll(".cartesianlayer text")]
      .map((word) => word.getBoundingClientRect())
      .map(({ left, right }) => [left - origin, right - origin]);
    const seen = (from) =>
      words.filter(([left, right]) => left >= from && right <= from + card.clientWidth).length;
    const starts = words.map(([left]) => Math.max(0, left - 8));
    const best = starts.reduce((one, other) => (seen(other) > seen(one) ? other : one), 0);
    return 2 * seen(0) < seen(best) ? best : 0;
  }

  function keepFitting(figure) {
    if (!figure.querySelector(".card.scroll")) return; // Its width follows the window by itself.
    const button = document.createElement("button");
    button.type = "button";
    button.className = "size";
    button.addEventListener("click", () => {
      figure.dataset.chosen = figure.dataset.size === "full" ? "whole" : "full";
      fit(figure);
    });
    figure.querySelector(".hint").append(button);
    new ResizeObserver(() => fit(figure)).observe(figure);
  }

  async function drawAll() {
    for (const figure of document.querySelectorAll("figure.figure:has(> script)")) {
      await draw(figure);
      keepFitting(figure);
      // Between two figures the reader may scroll.
      await new Promise((resume) => setTimeout(resume));
    }
  }

  // The linked views of a case are a page in a frame, which borrows this page's plotly.js.
  const plotly = document.currentScript.previousElementSibling;

  function frameCases() {
    for (const figure of document.querySelectorAll("figure.case")) {
      const { page } = JSON.parse(figure.querySelector("script").textContent);
      const whole = page.replace("/* plotly.js */", () => plotly.textContent);
      const frame = figure.querySelector("iframe");
      frame.src = URL.createObjectURL(new Blob([whole], { type: "text/html" }));
      frame.hidden = false;
      figure.querySelector("p").remove();
    }
  }

  function unfoldAll(button) {
    const codes = [...document.querySelectorAll("details.code")];
    button.hidden = codes.length === 0;
    button.addEventListener("click", () => {
      const open = codes.some((code) => !code.open);
      for (const code of codes) code.open = open;
    });
    const label = () => {
      button.textContent = codes.every((code) => code.open) ? "Hide all code" : "Show all code";
    };
    for (const code of codes) code.addEventListener("toggle", label);
  }

  function watchWidths() {
    const boxes = new Map();
    const watch = new ResizeObserver((changes) => {
      for (const { target } of changes) {
        const box = boxes.get(target);
        const wide = box.scrollWidth > box.clientWidth + 1;
        box.classList.toggle("wide", wide);
        if (wide) box.tabIndex = 0;
        else box.removeAttribute("tabindex");
      }
    });
    for (const box of document.querySelectorAll(".scroll, pre")) {
      for (const part of [box, box.firstElementChild ?? box]) {
        boxes.set(part, box);
        watch.observe(part);
      }
    }
  }

  watchWidths();
  unfoldAll(document.getElementById("all-code"));
  frameCases();
  drawAll();
}
