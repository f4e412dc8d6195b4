// Makes exercises check themselves: every [data-exercise] of the document becomes live, once.
// Nothing is stored and nothing is sent. Texts come from data and are only ever set as text.
"use strict";

{
  const SIGNS = { right: "✓", wrong: "✗", either: "≈" };
  const WORDS = { right: "Right", wrong: "Not right", either: "Accepted, too" };
  // Where judgement fills the cells, the key is one more judgement.
  const AS_KEY = { right: "As in the key", wrong: "Not as in the key", either: "Accepted, too" };
  const AS_KEY_IN_ALL = { right: "As in the key", wrong: "Not all as in the key" };

  // -- seals, as in sealing.py ----------------------------------------------------------------

  function hashed(text) {
    let found = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(text)) found = Math.imul(found ^ byte, 0x01000193);
    return found >>> 0;
  }

  function address(id, atom) {
    const halves = ["left", "right"].map((half) => hashed(`${half}\n${id}\n${atom}`));
    return halves.map((half) => half.toString(16).padStart(8, "0")).join("");
  }

  function masked(payload, id, atom) {
    let state = hashed(`mask\n${id}\n${atom}`) || 1;
    return payload.map((byte) => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return byte ^ (state >>> 24);
    });
  }

  function opened(data, atom) {
    const place = address(data.id, atom);
    const [, text] = data.seals.find(([known]) => known === place);
    const payload = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(masked(payload, data.id, atom)));
  }

  // -- small helpers --------------------------------------------------------------------------

  function element(name, classes, ...content) {
    const made = document.createElement(name);
    made.className = classes;
    made.append(...content);
    return made;
  }

  const told = (name, classes, ...content) => element(name, `told ${classes}`, ...content);

  function hiddenSign(sign) {
    const made = element("span", "sign", sign);
    made.setAttribute("aria-hidden", "true");
    return made;
  }

  const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  const listed = (words) =>
    words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

  // What is not answered yet: where, and what to say of it.
  const lacking = (place, text) => ({ place, text });

  // -- reading answers: each kind's form becomes atoms ------------------------------------------

  function readOne({ root }) {
    const chosen = root.querySelector("input:checked");
    if (!chosen) return lacking(root.querySelector("input"), "Choose one of the answers first.");
    return [{ atom: `option:${chosen.value}`, place: chosen.closest(".row") }];
  }

  function readSeveral({ root }) {
    return [...root.querySelectorAll("input")].map((box) => ({
      atom: `option:${box.value}=${box.checked ? "yes" : "no"}`,
      place: box.closest(".row"),
    }));
  }

  function readOrdering({ root }) {
    const items = [...root.querySelectorAll("[data-item]")];
    const name = (item) => `“${item.querySelector(".text").textContent}”`;
    return items.flatMap((one, place) =>
      items.slice(place + 1).map((other) => ({
        atom: `${one.dataset.item} < ${other.dataset.item}`,
        words: `${name(one)} before ${name(other)}`,
      })),
    );
  }

  // One choice for each row: a radio button or an option of a menu.
  function readRows({ root, atomOf, missing }) {
    const rows = [...root.querySelectorAll("[data-row]")];
    const controls = rows.map((row) => row.querySelector("input:checked, select"));
    const empty = controls.findIndex((control) => !control || control.value === "");
    if (empty >= 0) return lacking(rows[empty].querySelector("input, select"), missing);
    return rows.map((place, at) => ({ atom: atomOf(place.dataset.row, controls[at].value), place }));
  }

  const readClassify = ({ root }) =>
    readRows({
      root,
      atomOf: (row, value) => `${row}=${value}`,
      missing: "Choose a kind for every sentence first.",
    });

  const readChain = ({ root }) =>
    readRows({
      root,
      atomOf: (row, value) => `hop:${row}=${value}`,
      missing: "Choose a speaker for every hop first.",
    });

  function readNumber({ root }) {
    const field = root.querySelector("input");
    const number = field.valueAsNumber;
    if (!(number >= 0 && number <= 100)) return lacking(field, "Write a number from 0 to 100.");
    return [{ atom: "number", number }];
  }

  function readMatrix({ root }) {
    const menus = [...root.querySelectorAll("[data-cell] select")];
    const empty = menus.find((menu) => menu.value === "");
    if (empty) return lacking(empty, "Fill in every cell first.");
    return menus.map((menu) => ({
      atom: `cell:${menu.parentElement.dataset.cell}=${menu.value}`,
      cell: menu.parentElement,
      words: `${menu.getAttribute("aria-label")}: ${menu.selectedOptions[0].textContent}`,
    }));
  }

  function readPrediction({ root }) {
    const text = root.querySelector("textarea");
    if (!text) return readOne({ root });
    if (!text.value.trim()) return lacking(text, "Write down what you expect first.");
    return [{ atom: "answered" }];
  }

  // -- telling ----------------------------------------------------------------------------------

  function reasonOf(answer, words = "") {
    const start = words ? [element("span", "words", words), " "] : [];
    const sign = hiddenSign(SIGNS[answer.verdict]);
    const verdict = element("b", "verdict", sign, ` ${answer.word}.`);
    return [...start, verdict, ` ${answer.reason}`];
  }

  function mark(answer) {
    answer.place.dataset.verdict = answer.verdict;
    answer.place.append(told("p", "reason", ...reasonOf(answer)));
  }

  function markCell(answer) {
    answer.cell.dataset.verdict = answer.verdict;
    const word = element("span", "unseen", answer.word);
    answer.cell.append(told("span", "mark", hiddenSign(SIGNS[answer.verdict]), word));
  }

  function list(answers) {
    const items = answers.map((answer) => {
      const item = element("li", "", ...reasonOf(answer, answer.words));
      item.dataset.verdict = answer.verdict;
      return item;
    });
    return element("ul", "reasons", ...items);
  }

  function folded(title, answers) {
    if (!answers.length) return [];
    const head = element("summary", "", title);
    head.dataset.lmSuppressShortcuts = "true";
    return [element("details", "", head, list(answers))];
  }

  const having = (answers, verdict) => answers.filter((answer) => answer.verdict === verdict);

  function summary(answers, kind) {
    const [right, wrong, either] = ["right", "wrong", "either"].map((it) => having(answers, it));
    const verdict = wrong.length ? "wrong" : right.length ? "right" : "either";
    const more = either.length ? `, ${either.length} ${either[0].word.toLowerCase()}` : "";
    const number = counted(right.length + wrong.length, kind.noun);
    const all = kind.all?.[verdict] ?? (wrong.length ? "Not all right" : "Right");
    const text =
      answers.length === 1
        ? `${answers[0].word}.`
        : `${all}: ${right.length} of ${number} ${kind.agree ?? "right"}${more}.`;
    const made = element("p", "summary", hiddenSign(SIGNS[verdict]), ` ${text}`);
    made.dataset.verdict = verdict;
    return made;
  }

  function tellMarked({ answers, kind }) {
    answers.forEach(mark);
    const alone = answers.length === 1 ? [element("p", "unseen", answers[0].reason)] : [];
    return [summary(answers, kind), ...alone];
  }

  function tellOrdering({ answers, kind }) {
    const [right, wrong, either] = ["right", "wrong", "either"].map((it) => having(answers, it));
    return [
      summary(answers, kind),
      ...(wrong.length ? [list(wrong)] : []),
      ...folded(`${counted(either.length, "pair")} unsettled: either order is accepted`, either),
      ...folded(`${counted(right.length, "pair")} in the right order`, right),
    ];
  }

  function tellMatrix({ root, data, answers, kind }) {
    answers.forEach(markCell);
    const wrong = having(answers, "wrong");
    const agreeing = answers.filter((answer) => answer.verdict !== "wrong");
    return [
      summary(answers, kind),
      element("p", "", leastInconsistent(root, data)),
      ...alike(root, data).map((line) => element("p", "", line)),
      ...(wrong.length ? [list(wrong)] : []),
      ...folded(`${counted(agreeing.length, "cell")} as in the key`, agreeing),
    ];
  }

  function tellNumber({ answers: [{ number, scales }] }) {
    const rows = scales.map(([by, word, low, high, middle, source], place) => {
      const side = number < low ? "below" : number > high ? "above" : "within";
      const median = middle === null ? "" : `, middle ${middle}`;
      const facts = `“${word}” is ${low}–${high} %${median}. Your ${number} is ${side}.`;
      const item = element("li", "", element("b", "", by), ` ${facts}`, bar({ low, high, middle, number }));
      // Two rows from one survey name it once, under the second.
      if (source !== scales[place + 1]?.[5]) item.append(element("span", "source", source));
      item.dataset.side = side;
      return item;
    });
    const within = rows.filter((row) => row.dataset.side === "within").length;
    const text = `${number} % is within ${within} of ${counted(rows.length, "range")}.`;
    return [
      element("p", "summary", `${text} No number is right by itself.`),
      element("ul", "scales", ...rows),
    ];
  }

  function bar({ low, high, middle, number }) {
    const made = element("span", "bar");
    made.setAttribute("aria-hidden", "true");
    const part = (name, left, width) => {
      const piece = element("span", name);
      piece.style.left = `${left}%`;
      if (width !== undefined) piece.style.width = `${width}%`;
      made.append(piece);
    };
    part("range", low, high - low);
    if (middle !== null) part("middle", middle);
    part("number", number);
    return made;
  }

  function tellPrediction({ root, answers, kind }) {
    root.dataset.cover = "off";
    root.querySelector(".covers").hidden = true;
    // Plotly measured its place while it was covered.
    window.dispatchEvent(new Event("resize"));
    const [answer] = answers;
    const hasVerdict = answer.place && answer.verdict !== "either";
    const parts = hasVerdict ? tellMarked({ answers, kind }) : [element("p", "", answer.reason)];
    return [...parts, element("p", "", "What follows is uncovered: compare.")];
  }

  // -- the matrix of hypotheses -------------------------------------------------------------------

  const weightOf = (row) => row[2] ?? 1;

  function ratings(root, [hypothesis], rows) {
    const letters = [...root.querySelectorAll("[data-cell]")].filter((cell) =>
      rows.some(([row]) => cell.dataset.cell === `${hypothesis}/${row}`),
    );
    return letters.map((cell) => cell.querySelector("select").value);
  }

  function inconsistency(root, data, hypothesis) {
    const letters = ratings(root, hypothesis, data.rows);
    return data.rows.reduce(
      (sum, row, place) => sum + (letters[place] === "I" ? weightOf(row) : 0),
      0,
    );
  }

  function sumUp({ root, data }) {
    for (const sum of root.querySelectorAll("[data-sum]")) {
      const hypothesis = data.choices.find(([id]) => id === sum.dataset.sum);
      sum.textContent = inconsistency(root, data, hypothesis);
    }
  }

  function leastInconsistent(root, data) {
    const sums = data.choices.map((hypothesis) => inconsistency(root, data, hypothesis));
    const least = Math.min(...sums);
    const names = data.choices.filter((_, at) => sums[at] === least).map(([, text]) => `“${text}”`);
    return (
      `Least inconsistent in your matrix: ${listed(names)} (${least}). That sums up your cells; ` +
      "it does not say which hypothesis is true."
    );
  }

  // Evidence that is the same to all hypotheses tells none from another.
  function alike(root, data) {
    const same = data.rows.filter((row) => {
      const letters = data.choices.map((hypothesis) => ratings(root, hypothesis, [row])[0]);
      return new Set(letters).size === 1;
    });
    const names = same.map(([, text]) => `“${text}”`);
    return names.length ? [`The same to every hypothesis, so it tells none apart: ${listed(names)}.`] : [];
  }

  // -- moving items ---------------------------------------------------------------------------------

  function letMove({ root, change }) {
    const moved = root.querySelector(".moved");
    for (const button of root.querySelectorAll("[data-by]")) {
      button.addEventListener("click", () => {
        const item = button.closest("[data-item]");
        const goesUp = button.dataset.by === "-1";
        const other = goesUp ? item.previousElementSibling : item.nextElementSibling;
        // The other one is moved: a button that is moved itself would lose the focus.
        if (other && goesUp) item.after(other);
        else if (other) item.before(other);
        const items = [...root.querySelectorAll("[data-item]")];
        const place = `${items.indexOf(item) + 1} of ${items.length}`;
        const text = item.querySelector(".text").textContent;
        moved.textContent = `“${text}” is ${other ? "now" : "already"} ${place}.`;
        if (other) change();
      });
    }
  }

  // -- an exercise as a whole -----------------------------------------------------------------------

  const KINDS = {
    single: { read: readOne, tell: tellMarked },
    several: {
      read: readSeveral,
      tell: tellMarked,
      noun: "option",
      words: { ...WORDS, either: "Accepted either way" },
    },
    ordering: {
      read: readOrdering,
      tell: tellOrdering,
      begin: letMove,
      noun: "settled pair",
      words: { ...WORDS, either: "Unsettled" },
    },
    classify: { read: readClassify, tell: tellMarked, noun: "sentence" },
    chain: { read: readChain, tell: tellMarked, noun: "hop" },
    likelihood: { read: readNumber, tell: tellNumber },
    ach: {
      read: readMatrix,
      tell: tellMatrix,
      follow: sumUp,
      noun: "cell",
      agree: "agree",
      words: AS_KEY,
      all: AS_KEY_IN_ALL,
    },
    predict: { read: readPrediction, tell: tellPrediction },
  };

  function clear(root) {
    for (const part of root.querySelectorAll(".told")) part.remove();
    for (const part of root.querySelectorAll("[data-verdict]")) delete part.dataset.verdict;
    root.querySelector(".feedback").replaceChildren();
  }

  function judged(answer, { data, kind }) {
    const [verdict, reason, scales] = opened(data, answer.atom);
    return { ...answer, verdict, reason, scales, word: (kind.words ?? WORDS)[verdict] };
  }

  function check(exercise) {
    const { root, kind } = exercise;
    clear(root);
    const feedback = root.querySelector(".feedback");
    const found = kind.read({ root });
    if (!Array.isArray(found)) {
      feedback.append(element("p", "", found.text));
      found.place.focus();
      return;
    }
    try {
      const answers = found.map((answer) => judged(answer, exercise));
      feedback.append(...kind.tell({ ...exercise, answers }));
    } catch (error) {
      feedback.append(element("p", "", "This exercise's key is damaged: nothing can be checked."));
      console.error(error);
    }
  }

  function bring(root) {
    const data = JSON.parse(root.querySelector('script[type="application/json"]').textContent);
    const exercise = { root, data, kind: KINDS[data.kind] };
    const change = () => {
      clear(root);
      exercise.kind.follow?.(exercise);
    };
    exercise.kind.begin?.({ root, change });
    root.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      check(exercise);
    });
    root.addEventListener("input", change);
    // As everywhere else; in an output of JupyterLab, Enter in a text field submits no form.
    root.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !event.target.matches("input")) return;
      event.preventDefault();
      event.target.form.requestSubmit();
    });
    for (const part of root.querySelectorAll("[type=submit], .moves, .sums, .covers")) {
      part.hidden = false;
    }
    root.querySelector("fieldset").disabled = false;
    const note = root.previousElementSibling;
    if (note?.matches(".dateline-asleep")) note.remove();
    if (data.kind === "predict") root.dataset.cover = "on";
  }

  for (const root of document.querySelectorAll("[data-exercise]:not([data-live])")) {
    root.dataset.live = "";
    try {
      bring(root);
    } catch (error) {
      console.error("An exercise could not be made live", error);
    }
  }
}
