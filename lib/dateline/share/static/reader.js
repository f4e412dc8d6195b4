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

  async function drawAll() {
    for (const figure of document.querySelectorAll("figure:has(> script)")) {
      await draw(figure);
      // Between two figures the reader may scroll.
      await new Promise((resume) => setTimeout(resume));
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
  drawAll();
}
