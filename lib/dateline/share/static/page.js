// One page of a case: whatever is chosen in one view, all others follow. Python has worked out
// what belongs to what; here it is only looked up. Everything a case holds is put in as text.
"use strict";

{
  const data = JSON.parse(document.getElementById("data").textContent);
  const count = data.keys.length;
  const numbers = new Map(data.keys.map((key, number) => [key, number]));
  const kinds = data.keys.map((key) => key.slice(0, key.indexOf(" ")));
  const related = data.related.map((keys) => new Set(keys));
  const scopes = data.scopes.map((keys) => new Set(keys));
  const subjectOf = new Map(data.mentions.map((mention) => [mention[0], mention[1]]));
  const CHOOSABLE = ["event", "claim", "actor", "sentence", "source"];
  const CHAINS = 30;
  const PALE = 0.3;
  const [GONE, FAINT, LIT] = [0, 1, 2];

  const at = (id) => document.getElementById(id);
  const make = (tag, text = "", className = "") => {
    const element = document.createElement(tag);
    element.textContent = text;
    if (className) element.className = className;
    return element;
  };
  const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

  // -- state and address ---------------------------------------------------------------------

  const FILTERS = ["lane", "status", "with", "known"];
  const state = { chosen: -1, lane: "", status: "", with: "", known: "" };
  let lost = "";

  function fromAddress() {
    const given = new Map();
    for (const part of location.hash.slice(1).split("&")) {
      const [name, value = ""] = part.split("=", 2);
      try {
        given.set(name, decodeURIComponent(value));
      } catch {
        given.set(name, value);
      }
    }
    lost = "";
    state.chosen = -1;
    for (const kind of CHOOSABLE) {
      if (!given.has(kind)) continue;
      const number = numbers.get(`${kind} ${given.get(kind)}`);
      if (number === undefined) lost = `This case has no ${kind} “${given.get(kind)}”.`;
      else state.chosen = number;
    }
    for (const name of FILTERS) {
      const select = at(name);
      const value = given.get(name) ?? "";
      const isOffered = select && [...select.options].some((option) => option.value === value);
      state[name] = isOffered ? value : "";
      if (select) select.value = state[name];
      if (value && !isOffered) lost = `This page has no ${name} “${value}” to filter by.`;
    }
  }

  function addressOf(number) {
    const parts = [];
    if (number >= 0) {
      const kind = kinds[number];
      const id = data.keys[number].slice(kind.length + 1);
      parts.push(`${kind}=${encodeURIComponent(id)}`);
    }
    for (const name of FILTERS) {
      if (state[name]) parts.push(`${name}=${encodeURIComponent(state[name])}`);
    }
    return parts.length ? `#${parts.join("&")}` : location.href.split("#")[0];
  }

  function choose(number) {
    lost = "";
    if (number === state.chosen) return;
    state.chosen = number;
    history.pushState(null, "", addressOf(number));
    show();
  }

  // -- what is to be seen --------------------------------------------------------------------

  // Which keys pass the filters: an event by its own lane and status, a claim by its event's.
  function passing() {
    const known = state.known ? data.dates.indexOf(state.known) : Infinity;
    const actor = state.with ? numbers.get(`actor ${state.with}`) : -1;
    if (!FILTERS.some((name) => state[name])) return new Uint8Array(count).fill(1);
    const passes = new Uint8Array(count);
    const inLane = new Set();
    const isKnown = (step) => known === Infinity || step <= known;
    const isHis = (key) => actor < 0 || scopes[actor].has(key);
    for (const [key, lane, status, step, actors] of data.events) {
      if (state.lane && state.lane !== lane) continue;
      if (state.status && state.status !== status) continue;
      inLane.add(key);
      if (!isKnown(step) || !isHis(key)) continue;
      for (const one of [key, ...actors]) passes[one] = 1;
    }
    for (const [key, event, step] of data.claims) {
      const isFree = !state.lane && !state.status;
      if ((isFree || inLane.has(event)) && isKnown(step) && isHis(key)) passes[key] = 1;
    }
    for (const [key, subject, voice, source, sentence, step] of data.mentions) {
      if (!passes[subject] || !isKnown(step)) continue;
      for (const one of [key, voice, source, sentence]) if (one >= 0) passes[one] = 1;
    }
    return passes;
  }

  let passes = passing();

  function levelOf(keys) {
    if (keys.length === 0) return LIT;
    let level = GONE;
    for (const key of keys) {
      if (!passes[key]) continue;
      if (state.chosen < 0 || related[state.chosen].has(key)) return LIT;
      level = FAINT;
    }
    return level;
  }

  // -- tables and text -----------------------------------------------------------------------

  const rows = [...document.querySelectorAll("[data-keys]")].map((element) => ({
    element,
    keys: element.dataset.keys.split(" ").map(Number),
    level: LIT,
    chosen: false,
  }));
  const picks = new Map(
    rows.map((row) => [row.element, row.element.querySelector(".pick")]),
  );

  function showRows() {
    for (const row of rows) {
      const level = levelOf(row.keys);
      const isMarked = state.chosen >= 0 && level === LIT;
      const isText = row.element.matches(".sentence");
      // A text with gaps cannot be read: its sentences only recede.
      row.element.hidden = level === GONE && !isText;
      row.element.classList.toggle("faint", level < LIT);
      row.element.classList.toggle("marked", isMarked);
      const isChosen = row.keys.includes(state.chosen);
      if (isChosen) picks.get(row.element).setAttribute("aria-current", "true");
      else picks.get(row.element).removeAttribute("aria-current");
      row.level = level;
      row.chosen = isChosen;
    }
    for (const list of lists) settle(list);
  }

  const lists = [...document.querySelectorAll(".list")];
  const visible = (list) => [...list.querySelectorAll(".pick")].filter((it) => !it.closest("[hidden]"));

  // Each list is one stop of the tab key; arrows go on from there.
  function settle(list) {
    const links = visible(list);
    const now = links.find((it) => it.hasAttribute("aria-current"));
    const held = links.find((it) => it === document.activeElement);
    const marked = links.find((it) => it.closest(".marked"));
    const stop = held ?? now ?? marked ?? links[0];
    for (const link of list.querySelectorAll(".pick")) link.tabIndex = link === stop ? 0 : -1;
    if (!held && (now ?? marked)) bring((now ?? marked).closest("[data-keys]"), list);
  }

  // Scroll a list, and nothing else, until a row is seen.
  function bring(row, list) {
    const [outer, inner] = [list.getBoundingClientRect(), row.getBoundingClientRect()];
    const head = list.querySelector("thead")?.offsetHeight ?? 0;
    if (inner.top >= outer.top + head && inner.bottom <= outer.bottom) return;
    list.scrollTop += inner.top - outer.top - head - 8;
  }

  for (const list of lists) {
    list.addEventListener("keydown", (event) => {
      const links = visible(list);
      const place = links.indexOf(document.activeElement);
      const goes = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: links.length - 1 };
      const next = links[goes[event.key]];
      if (place < 0 || !(event.key in goes)) return;
      event.preventDefault();
      if (!next) return;
      for (const link of links) link.tabIndex = link === next ? 0 : -1;
      next.focus({ preventScroll: true });
      bring(next.closest("[data-keys]"), list);
    });
    list.addEventListener("click", (event) => {
      const row = event.target.closest("[data-keys]");
      if (!row || event.target.closest("a") || String(getSelection())) return;
      choose(Number(picks.get(row).dataset.pick));
    });
  }

  // -- the panel -----------------------------------------------------------------------------

  function link(number, text = data.names[number]) {
    const element = make("a", text, "pick");
    element.href = addressOf(number);
    element.dataset.pick = number;
    return element;
  }

  function factsOf(facts) {
    const list = make("dl");
    for (const fact of facts) {
      const value = make("dd");
      if (fact.link) {
        const out = make("a", fact.text);
        out.href = fact.text;
        out.rel = "noopener noreferrer";
        value.append(out);
      } else if (fact.text) value.textContent = fact.text;
      else value.append(...fact.keys.map((key) => link(key)));
      if (value.hasChildNodes()) list.append(make("dt", fact.label), value);
    }
    return list.hasChildNodes() ? [list] : [];
  }

  // A chain of speakers, outermost first, and where it stands.
  function chainOf(chain) {
    const place = make("div", "", "chain");
    const steps = make("ol");
    for (const row of chain) {
      const [, , voice] = data.mentions[row];
      const said = data.spoken[row];
      const step = make("li");
      const actor = numbers.get(data.keys[voice].replace("voice", "actor"));
      step.append(link(actor), " ", make("strong", said.how));
      if (said.cue) step.append(" · ", make("span", `cue “${said.cue}”`));
      if (said.hedge) step.append(" · ", make("span", `hedge “${said.hedge}”`));
      if (said.quote) step.append(make("q", said.quote));
      steps.append(step);
    }
    const last = chain.at(-1);
    const [, , , source, sentence] = data.mentions[last];
    const where = make("p", "", "where");
    if (sentence >= 0) where.append(link(sentence, data.spoken[last].at), " in ", link(source));
    else where.append(`${data.spoken[last].at ?? "somewhere"} in `, link(source));
    place.append(steps, where);
    return place;
  }

  function groupsOf(panel) {
    const place = make("div");
    const known = state.known ? data.dates.indexOf(state.known) : Infinity;
    const isKnown = (chain) => chain.every((row) => known === Infinity || data.mentions[row][5] <= known);
    let shown = 0;
    for (const [subject, chains] of panel.groups) {
      const told = chains.filter(isKnown).slice(0, CHAINS - shown);
      if (told.length === 0) continue;
      if (subject !== state.chosen) {
        const head = make("h4");
        head.append(make("small", kinds[subject]), " ", link(subject));
        place.append(head);
      }
      place.append(...told.map(chainOf));
      shown += told.length;
    }
    const title = { actor: "What it says, and who passes it on" }[kinds[state.chosen]];
    const head = make("h3", title ?? "Who says so, outermost first");
    if (shown === 0) return [head, make("p", nobody(panel), "quiet")];
    const rest = panel.chains - shown;
    const more = rest ? [make("p", `${counted(rest, "more chain")} not shown here.`, "quiet")] : [];
    return [head, place, ...more];
  }

  function nobody(panel) {
    if (data.mentions.length === 0) return "This case has no mentions, so nothing tells.";
    if (panel.chains) return "Nobody yet, as known on this date.";
    return "No mention of it is coded.";
  }

  function empty() {
    const list = make("ul");
    for (const words of [
      "Click a mark in a figure, a row, a name or a sentence.",
      "With the keyboard: Tab goes from list to list, arrows within one, Enter chooses, Enter again goes to this panel, Escape clears.",
      "What is chosen stands in the address: copy it to share what you see.",
    ]) {
      list.append(make("li", words));
    }
    return [list];
  }

  const UNKNOWN = { facts: [], more: [], groups: [], chains: 0 };

  function showPanel() {
    const { chosen } = state;
    const body = at("panel-body");
    const head = at("panel-head");
    at("panel").classList.toggle("empty", chosen < 0);
    at("clear").hidden = chosen < 0;
    head.textContent = chosen < 0 ? "Nothing chosen" : data.names[chosen];
    if (chosen >= 0 && kinds[chosen] !== "sentence") head.prepend(make("small", kinds[chosen]), " ");
    body.scrollTop = 0;
    if (chosen < 0) {
      body.replaceChildren(...(lost ? [make("p", lost, "quiet")] : []), ...empty());
      return;
    }
    const panel = data.panels[chosen] ?? UNKNOWN;
    // An actor is seen where it takes part, and where it speaks.
    const voice = numbers.get(data.keys[chosen].replace(/^actor /, "voice "));
    const isSeen = passes[chosen] || passes[voice];
    const hidden = isSeen ? [] : [make("p", "The filters hide it in the views.", "quiet")];
    body.replaceChildren(...hidden, ...factsOf(panel.facts), ...groupsOf(panel), ...factsOf(panel.more));
  }

  // Say what was chosen, and how much of each kind belongs to it.
  function tell() {
    const passing = (list) => list.filter(([key]) => passes[key]).length;
    const counts = [["event", data.events], ["claim", data.claims], ["mention", data.mentions]];
    at("counts").textContent = counts
      .filter(([, list]) => list.length)
      .map(([noun, list]) => `${passing(list)} of ${counted(list.length, noun)}`)
      .join(", ") + ".";
    if (state.chosen < 0) {
      at("said").textContent = lost || `Nothing chosen. Shown: ${at("counts").textContent}`;
      return;
    }
    const marked = {};
    for (const key of related[state.chosen]) {
      if (passes[key] && key !== state.chosen) marked[kinds[key]] = (marked[kinds[key]] ?? 0) + 1;
    }
    const told = ["event", "actor", "claim", "sentence", "mention"]
      .filter((kind) => marked[kind])
      .map((kind) => counted(marked[kind], kind));
    const kind = kinds[state.chosen];
    const name = kind === "sentence" ? data.names[state.chosen] : `${kind} ${data.names[state.chosen]}`;
    at("said").textContent =
      `Chosen: ${name}. Marked: ${told.join(", ") || "nothing else"}.`;
  }

  // -- figures -------------------------------------------------------------------------------

  const CONFIG = {
    displaylogo: false,
    displayModeBar: false,
    showSendToCloud: false,
  };
  const NARROW = "(max-width: 719px)";
  const DARK = "(prefers-color-scheme: dark)";
  // Asked anew each time: a query that has been read no longer tells that it changed.
  const is = (query) => matchMedia(query).matches;
  const drawn = new Map();
  let onPaper = false;

  // The light theme's colours become the dark ones, in properties that hold a colour.
  function recoloured(part, name = "") {
    const isColour = name.toLowerCase().endsWith("color");
    if (Array.isArray(part)) {
      const isParts = isColour || (part.length > 0 && typeof part[0] === "object");
      return isParts ? part.map((value) => recoloured(value, name)) : part;
    }
    if (part && typeof part === "object") {
      return Object.fromEntries(
        Object.entries(part).map(([key, value]) => [key, recoloured(value, key)]),
      );
    }
    return isColour && typeof part === "string" ? (data.dark[part] ?? part) : part;
  }

  // A trace is drawn twice, faint below and full above; each point shows in one, both or none.
  // What cannot be seen but pointed at is there once, and holds as long as the filters let it.
  function layersOf(figure) {
    const [below, above] = [[], []];
    figure.data.forEach((trace, place) => {
      const points = figure.points[place];
      if (points.length === 0) above.push({ trace, points, levels: null });
      else if (trace.type === "bar") above.push({ trace, points, levels: [FAINT, LIT] });
      else {
        above.push({ trace, points, levels: [LIT] });
        below.push({ trace: { ...trace, opacity: PALE, showlegend: false }, points, levels: [FAINT] });
      }
    });
    return [...below, ...above];
  }

  const heights = ({ trace, points, levels }) =>
    trace.y.map((y, place) => (levels.includes(levelOf(points[place])) ? y : null));

  const shapesAt = (figure) => figure.shapes.map((keys) => [0, PALE, 1][levelOf(keys)]);

  async function draw(figure) {
    const source = figure[is(NARROW) ? "narrow" : "wide"];
    const dressed = is(DARK) && !onPaper
      ? { ...source, data: recoloured(source.data), layout: recoloured(source.layout) }
      : source;
    const layers = layersOf(dressed);
    const layout = structuredClone(dressed.layout);
    if (is("(pointer: coarse)")) layout.dragmode = false;
    shapesAt(source).forEach((opacity, place) => {
      layout.shapes[place].opacity = opacity;
    });
    const traces = layers.map((layer) =>
      layer.levels ? { ...layer.trace, y: heights(layer) } : layer.trace,
    );
    const place = at(`plot-${figure.id}`);
    const isFirst = !drawn.has(figure.id);
    if (isFirst) place.replaceChildren();
    place.style.minHeight = `${layout.height}px`;
    drawn.set(figure.id, { source, layers });
    fit();
    await Plotly.react(place, traces, layout, CONFIG);
    if (isFirst) place.on("plotly_click", ({ points: [point] }) => clicked(figure, point));
    place.closest(".view").dataset.state = "drawn";
    performance.mark(`drawn ${figure.id}`);
  }

  async function showFigures() {
    for (const [id, { source, layers }] of drawn) {
      const linked = layers.flatMap((layer, place) => (layer.levels ? [place] : []));
      const shapes = {};
      shapesAt(source).forEach((opacity, place) => {
        shapes[`shapes[${place}].opacity`] = opacity;
      });
      const y = linked.map((place) => heights(layers[place]));
      if (linked.length) await Plotly.update(at(`plot-${id}`), { y }, shapes, linked);
    }
  }

  // A mark that stands for several things chooses one after another.
  function clicked(figure, point) {
    const keys = drawn.get(figure.id).layers[point.curveNumber].points[point.pointNumber] ?? [];
    const choices = [...new Set(keys.filter((key) => passes[key]).map(choiceOf))];
    if (choices.length) choose(choices[(choices.indexOf(state.chosen) + 1) % choices.length]);
  }

  function choiceOf(key) {
    if (kinds[key] === "mention") return subjectOf.get(key);
    return kinds[key] === "voice" ? numbers.get(data.keys[key].replace("voice", "actor")) : key;
  }

  // One after another: Plotly mixes up two changes to a figure that run at the same time.
  let turn = Promise.resolve();
  const inTurn = (task) => {
    turn = turn.then(task).catch(console.error);
  };

  function drawAll() {
    for (const figure of data.figures) {
      inTurn(() => draw(figure));
      // Between two figures the reader may scroll.
      inTurn(() => new Promise((resume) => setTimeout(resume)));
    }
  }

  // A figure that is wider than the window, on a phone, is drawn that much smaller.
  function fit() {
    for (const [id, { source }] of drawn) {
      const place = at(`plot-${id}`);
      const { width, height } = source.layout;
      const scale = Math.min(1, place.closest("figure").clientWidth / width);
      place.style.width = `${width}px`;
      place.style.transform = scale < 1 ? `scale(${scale})` : "";
      // What is scaled keeps its room: that is taken back.
      place.style.margin = `0 ${(scale - 1) * width}px ${(scale - 1) * height}px 0`;
    }
  }

  // -- tables as files -----------------------------------------------------------------------

  // A spreadsheet would run a cell that begins like a formula; an apostrophe makes it text.
  const cellOf = (text) => {
    const safe = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text;
    return `"${safe.replaceAll('"', '""')}"`;
  };

  function download(id) {
    const lines = [...at(id).querySelectorAll("tr")].filter((row) => !row.hidden);
    const wordsOf = (cell) => [...cell.childNodes].map((part) => part.textContent).filter(Boolean);
    const text = lines.map((row) => [...row.cells].map((cell) => cellOf(wordsOf(cell).join("; "))));
    const csv = text.map((cells) => `${cells.join(",")}\r\n`).join("");
    const out = make("a");
    out.href = URL.createObjectURL(new Blob(["\ufeff", csv], { type: "text/csv;charset=utf-8" }));
    out.download = `${id}.csv`;
    out.click();
    setTimeout(() => URL.revokeObjectURL(out.href), 1000);
  }

  // -- what the reader does ------------------------------------------------------------------

  function show() {
    passes = passing();
    showRows();
    showPanel();
    inTurn(showFigures);
    tell();
  }

  let last = null;

  document.addEventListener("click", (event) => {
    const pick = event.target.closest("[data-pick]");
    const go = event.target.closest("[data-go]");
    const csv = event.target.closest("[data-csv]");
    if (csv) download(csv.dataset.csv);
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (go) {
      event.preventDefault();
      const place = at(go.dataset.go);
      place.scrollIntoView();
      (place.querySelector("h2") ?? place).focus({ preventScroll: true });
    }
    if (!pick) return;
    event.preventDefault();
    const number = Number(pick.dataset.pick);
    if (!pick.closest("#panel")) last = pick;
    const isAgain = number === state.chosen;
    // Enter is a click without a pointer; the panel's own links vanish with what they chose.
    if (isAgain && event.detail === 0) at("panel-head").focus();
    choose(number);
    if (!isAgain && pick.closest("#panel")) at("panel-head").focus({ preventScroll: true });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.target.matches("select")) return;
    const wasInPanel = at("panel").contains(document.activeElement);
    choose(-1);
    if (wasInPanel) last?.focus({ preventScroll: true });
  });

  at("clear").addEventListener("click", () => {
    choose(-1);
    (last ?? at("panel-head")).focus({ preventScroll: true });
  });

  at("fold").addEventListener("click", () => {
    const isFolded = at("panel").classList.toggle("folded");
    at("fold").textContent = isFolded ? "More" : "Less";
    at("fold").setAttribute("aria-expanded", String(!isFolded));
  });

  function filter() {
    for (const name of FILTERS) state[name] = at(name)?.value ?? "";
    lost = "";
    history.pushState(null, "", addressOf(state.chosen));
    show();
  }

  at("filters").addEventListener("change", filter);
  at("filters").addEventListener("submit", (event) => event.preventDefault());
  // The form resets its fields after this event.
  at("filters").addEventListener("reset", () => setTimeout(filter));

  for (const kind of ["popstate", "hashchange"]) {
    addEventListener(kind, () => {
      fromAddress();
      show();
    });
  }

  const watched = [NARROW, DARK].map((query) => matchMedia(query));
  for (const query of watched) query.addEventListener("change", drawAll);
  addEventListener("resize", fit);
  for (const [kind, paper] of [["beforeprint", true], ["afterprint", false]]) {
    addEventListener(kind, () => {
      onPaper = paper;
      if (is(DARK)) data.figures.forEach(draw);
    });
  }

  fromAddress();
  show();
  // By then plotly.js, which comes after this script, is there.
  addEventListener("DOMContentLoaded", drawAll);
}
