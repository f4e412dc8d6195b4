"""What a learner meets who answers exercises in a browser, by mouse, by keyboard and on paper."""

import json
import re
from pathlib import Path

import axe_playwright_python
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

from dateline import exercises
from dateline.exercises import sealing
from dateline.share.document import asset, document

EVIL = "</script><img src=x onerror=alert(1)>\"'&<b>"
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
RUN_AXE = """async options => (await axe.run(document, options)).violations.map(
    it => [it.id, it.nodes.map(node => node.html.slice(0, 120))])"""
FIGURE = (
    '<figure class="figure"><div class="card"><div class="plot" style="height: 120px">'
    '<button style="visibility: visible">Zoom</button><p>the figure</p></div></div></figure>'
)
# As JupyterLab puts HTML into an output: scripts made anew, for those of innerHTML do not run.
SHOW = """([html, place]) => {
    const child = document.createElement("div");
    child.className = "jp-OutputArea-child";
    document.querySelector(place).append(child);
    child.innerHTML = html;
    for (const script of child.querySelectorAll("script")) {
        const clone = document.createElement("script");
        for (const {name, value} of script.attributes) clone.setAttribute(name, value);
        clone.textContent = script.textContent;
        script.replaceWith(clone);
    }
}"""
CUT_OFF = """() => [...document.querySelectorAll(".dateline-exercise *")].filter(it => {
    const box = it.getBoundingClientRect();
    return it.checkVisibility() && box.width > 1 && box.right > innerWidth + 1;
}).map(it => it.outerHTML.slice(0, 80))"""

pytestmark = pytest.mark.browser


def of_all_kinds():
    """Return exercises of all kinds, made up, by id."""
    options = [("One", "right", "s2: one voice."), ("Four", "wrong", "s5: four retell it.")]
    late = exercises.Evidence("The ferry is late", {"h1": "C", "h2": "N"}, "s1 says so.")
    unmet = exercises.Evidence("Nobody met", {"h1": "N", "h2": "I"}, "s4: a denial.", 2)
    sentences = {
        "s1": ("The ferry docked late.", "event", "s1: it happened."),
        "s2": ("It will likely be sold.", ("assessment", "claim"), "s2: “likely”."),
    }
    made = [
        exercises.single("single", "On how many voices?", options),
        exercises.several("several", "On whose word?", [*options, ("Some", "either", "s6: both.")]),
        exercises.ordering(
            "ordering",
            "In which order?",
            items={"a": "Arrival", "b": "Board meets", "c": "Captain writes"},
            before={("a", "b"): "s1 and s2: Sunday is first."},
            unsettled="s3 has no date.",
        ),
        exercises.classify("classify", "Of what kind?", sentences=sentences),
        exercises.chain(
            "chain",
            "Who says so?",
            hops=[("Gazette", "s2: it is the page."), ("Captain", "s2: “says the captain”.")],
            distractors=["Board"],
        ),
        exercises.likelihood("likelihood", "likely"),
        exercises.ach(
            "ach",
            "Why was it late?",
            hypotheses={"h1": "Engine", "h2": "Sale"},
            evidence={"e1": late, "e2": unmet},
        ),
        exercises.predict("predict", "Which lane?", options=options),
        exercises.predict("open", "What stands first?", look="e-late: 2 March."),
        exercises.single(EVIL, EVIL, [(EVIL, "right", EVIL), ("Other", "wrong", "s1")]),
        exercises.classify("evil", EVIL, sentences={EVIL: (EVIL, "event", EVIL)}),
    ]
    return {exercise.id: exercise for exercise in made}


EXERCISES = of_all_kinds()
PLACES = {id: place for place, id in enumerate(EXERCISES)}


def whole_page():
    sections = [
        f'<section class="cell">{exercises.html(it.sealed())}'
        f"{FIGURE if it.kind == 'predict' else ''}</section>"
        for it in EXERCISES.values()
    ]
    style, script = exercises.assets()
    # A rendered notebook's HTML is parsed and written again.
    parsed = BeautifulSoup("".join(sections), "html.parser")
    body = f"<main><h1>Exercises</h1>{parsed}</main>"
    return document(
        title="Exercises", body=body, styles=asset("reader.css") + style, scripts=[script]
    )


@pytest.fixture(scope="module")
def addresses(tmp_path_factory):
    """Return the addresses of a page with all exercises, and of one with nothing on it."""
    folder = tmp_path_factory.mktemp("exercises")
    (folder / "all.html").write_bytes(whole_page())
    empty = '<!doctype html><html lang="en"><title>-</title><main class="jp-OutputArea"></main>'
    (folder / "empty.html").write_text(empty, encoding="utf-8")
    return {path.stem: path.as_uri() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def tab(browser):
    """Return a page for all tests, and what went wrong on it."""
    page, troubles = browser.new_page(), []
    page.set_default_timeout(5_000)
    page.route(re.compile("^(?!file:|data:)"), lambda route: route.abort())
    note = troubles.append
    page.on("request", lambda it: it.url.startswith("file:") or note(it.url))
    page.on("console", lambda it: note(it.text))
    page.on("pageerror", lambda error: note(str(error)))
    page.on("dialog", lambda it: (note(it.message), it.dismiss()))
    yield page, troubles
    page.close()


@pytest.fixture
def page(tab, addresses):
    """Return the page with all exercises, as if just opened.

    A request, a word in the console, where violations of the policy are told, an error or a
    dialog fails the test.
    """
    page, troubles = tab
    page.set_viewport_size({"width": 900, "height": 800})
    page.emulate_media(media="screen", color_scheme="light")
    page.goto(addresses["all"])
    yield page
    found, troubles[:] = [*troubles], []
    assert found == []


def at(page, id):
    return page.locator("[data-exercise]").nth(PLACES[id])


def check(exercise):
    exercise.locator("[type=submit]").click()


def summary(exercise):
    return exercise.locator(".feedback").get_by_role("paragraph").first


# -- each kind, by mouse -------------------------------------------------------------------------


def test_one_is_chosen(page):
    """A wrong option is told so beside it with its reason, and the right one then alone."""
    exercise = at(page, "single")
    exercise.get_by_label("Four").click()
    check(exercise)
    expect(exercise.locator(".row").nth(1)).to_contain_text("✗ Not right. s5: four retell it.")
    expect(exercise.get_by_role("status")).to_have_text("✗ Not right.s5: four retell it.")
    exercise.get_by_label("One").click()
    expect(exercise.get_by_role("status")).to_be_empty()
    check(exercise)
    expect(exercise.locator(".row").first).to_contain_text("✓ Right. s2: one voice.")
    assert exercise.locator(".reason").count() == 1


def test_several_are_chosen(page):
    """Each option is judged, ticked or not; what is accepted either way does not count."""
    exercise = at(page, "several")
    exercise.get_by_label("Four").click()
    check(exercise)
    expect(summary(exercise)).to_have_text(
        "✗ Not all right: 0 of 2 options right, 1 accepted either way."
    )
    expect(exercise.locator(".row").first).to_contain_text("✗ Not right. s2: one voice.")
    exercise.get_by_label("Four").click()
    exercise.get_by_label("One").click()
    check(exercise)
    expect(summary(exercise)).to_have_text("✓ Right: 2 of 2 options right, 1 accepted either way.")
    expect(exercise.locator(".row").nth(2)).to_contain_text("≈ Accepted either way. s6: both.")


def order_of(exercise):
    return exercise.locator(".items .text").all_text_contents()


def test_events_are_put_in_order(page):
    """A settled pair the wrong way round is told with its reason; unsettled ones are accepted."""
    exercise = at(page, "ordering")
    assert order_of(exercise).index("Arrival") > order_of(exercise).index("Board meets")
    check(exercise)
    expect(summary(exercise)).to_have_text(
        "✗ Not all right: 0 of 1 settled pair right, 2 unsettled."
    )
    wrong = exercise.locator(".feedback > .reasons li")
    expect(wrong).to_have_text(
        "“Board meets” before “Arrival” ✗ Not right. s1 and s2: Sunday is first."
    )
    while order_of(exercise).index("Arrival") > 0:
        exercise.get_by_label("Move earlier: Arrival").click()
    check(exercise)
    expect(summary(exercise)).to_have_text("✓ Right: 1 of 1 settled pair right, 2 unsettled.")
    exercise.get_by_text("2 pairs unsettled: either order is accepted").click()
    expect(exercise.get_by_text("≈ Unsettled. s3 has no date.").first).to_be_visible()


def test_sentences_are_sorted(page):
    """Each sentence is judged in its place, and a second category is accepted."""
    exercise = at(page, "classify")
    rows = exercise.locator(".row")
    rows.first.get_by_text("denial").click()
    rows.nth(1).get_by_text("claim").click()
    check(exercise)
    expect(rows.first).to_contain_text("✗ Not right. s1: it happened.")
    expect(rows.nth(1)).to_contain_text("≈ Accepted, too. s2: “likely”.")
    rows.first.get_by_text("event").click()
    rows.nth(1).get_by_text("assessment").click()
    check(exercise)
    expect(summary(exercise)).to_have_text("✓ Right: 2 of 2 sentences right.")


def test_a_chain_is_rebuilt(page):
    """Each hop is judged in its place."""
    exercise = at(page, "chain")
    hops = exercise.get_by_role("combobox")
    hops.first.select_option("Board")
    hops.nth(1).select_option("Captain")
    check(exercise)
    expect(summary(exercise)).to_have_text("✗ Not all right: 1 of 2 hops right.")
    expect(exercise.locator(".row").first).to_contain_text("✗ Not right. s2: it is the page.")
    hops.first.select_option("Gazette")
    check(exercise)
    expect(summary(exercise)).to_have_text("✓ Right: 2 of 2 hops right.")


def test_a_number_is_compared(page):
    """A number is set beside each published range, which were not in the page before."""
    exercise = at(page, "likelihood")
    assert "ICD 203" not in page.content().replace(exercises.assets()[1], "")
    exercise.get_by_role("spinbutton").fill("63")
    check(exercise)
    expect(summary(exercise)).to_have_text(
        "63 % is within 3 of 5 ranges. No number is right by itself."
    )
    sides = exercise.locator(".scales li")
    assert sides.evaluate_all("them => them.map(it => it.dataset.side)") == [
        *("within", "within", "below", "below", "within")
    ]
    expect(sides.first).to_contain_text("ICD 203 (2015) “likely” is 55–80 %. Your 63 is within.")
    exercise.get_by_role("spinbutton").fill("101")
    check(exercise)
    expect(exercise.get_by_role("status")).to_have_text("Write a number from 0 to 100.")


def fill(exercise, letters):
    for menu, letter in zip(exercise.get_by_role("combobox").all(), letters, strict=True):
        menu.select_option(letter)


def test_hypotheses_are_weighed(page):
    """Inconsistency is summed up by weight as cells are filled, and cells compared with the key."""
    exercise = at(page, "ach")
    sums = exercise.locator(".sum")
    fill(exercise, "CCNI")
    assert sums.all_text_contents() == ["0", "2"]
    check(exercise)
    expect(summary(exercise)).to_have_text("✗ Not all as in the key: 3 of 4 cells agree.")
    told = exercise.get_by_role("status")
    expect(told).to_contain_text("Least inconsistent in your matrix: “Engine” (0).")
    expect(told).to_contain_text("it does not say which hypothesis is true")
    expect(told).to_contain_text("so it tells none apart: “The ferry is late”.")
    expect(exercise.locator(".feedback > .reasons li")).to_have_text(
        "The ferry is late – Sale: C consistent ✗ Not as in the key. s1 says so."
    )
    assert exercise.locator("[data-cell] .mark").all_text_contents() == [
        *("✓As in the key", "✗Not as in the key", "✓As in the key", "✓As in the key")
    ]
    fill(exercise, "CNNI")
    check(exercise)
    expect(summary(exercise)).to_have_text("✓ As in the key: 4 of 4 cells agree.")
    expect(told).not_to_contain_text("tells none apart")


@pytest.mark.parametrize("id", list(EXERCISES))
def test_what_is_not_answered_is_asked_for(page, id):
    """Checking before answering says what is missing, and leads there; nothing is judged."""
    exercise = at(page, id)
    if EXERCISES[id].kind in ("several", "ordering"):
        return
    check(exercise)
    expect(exercise.get_by_role("status")).to_contain_text(re.compile("first|Write a number"))
    assert exercise.evaluate("it => it.contains(document.activeElement)")
    assert page.evaluate("document.activeElement.matches('input, select, textarea')")
    assert exercise.locator("[data-verdict]").count() == 0


# -- predict, then look --------------------------------------------------------------------------


@pytest.mark.parametrize(("id", "told"), [("predict", "s5: four retell it."), ("open", "e-late:")])
def test_a_figure_is_covered_until_answered(page, id, told):
    """What follows keeps its place, unseen and out of reach, until any answer is given."""
    exercise = at(page, id)
    figure = exercise.locator("xpath=following-sibling::figure")
    before = figure.bounding_box()["height"]
    expect(figure.get_by_text("the figure")).to_be_hidden()
    expect(figure.locator("button")).to_be_hidden()
    page.evaluate("() => { globalThis.resized = 0; onresize = () => { resized += 1 } }")
    if id == "open":
        exercise.get_by_role("textbox").fill("Something")
    else:
        exercise.get_by_text("Four").click()
    check(exercise)
    expect(figure.get_by_text("the figure")).to_be_visible()
    expect(figure.locator("button")).to_be_visible()
    expect(exercise.get_by_role("status")).to_contain_text(told)
    expect(exercise.get_by_role("status")).to_contain_text("What follows is uncovered")
    assert page.evaluate("resized") == 1
    assert figure.bounding_box()["height"] == before


def test_in_jupyterlab_outputs_of_the_same_cell_are_covered(page, addresses):
    """In JupyterLab an output that comes later, too, is covered until the answer is given."""
    page.goto(addresses["empty"])
    html = EXERCISES["open"]._repr_mimebundle_()["text/html"]
    page.evaluate(SHOW, [html, ".jp-OutputArea"])
    page.evaluate(SHOW, [FIGURE, ".jp-OutputArea"])
    figure = page.get_by_text("the figure")
    expect(figure).to_be_hidden()
    page.get_by_role("textbox").fill("Something")
    page.get_by_role("button", name="Answer").click()
    expect(figure).to_be_visible()


def test_in_jupyterlab_each_output_brings_its_script(page, addresses):
    """The script runs with each output, yet an exercise becomes live once, shown twice or not."""
    page.goto(addresses["empty"])
    for id in ("ordering", "single", "ordering"):
        html = EXERCISES[id]._repr_mimebundle_()["text/html"]
        page.evaluate(SHOW, [html, ".jp-OutputArea"])
    first = page.locator("[data-exercise]").first
    start = order_of(first)
    first.get_by_role("button").nth(1).click()
    assert order_of(first) == [start[1], start[0], start[2]]
    assert order_of(page.locator("[data-exercise]").nth(2)) == start
    check(first)
    expect(first.locator(".summary")).to_have_count(1)


# -- the keyboard --------------------------------------------------------------------------------


def test_all_kinds_are_answered_by_keyboard(page):
    """From the first exercise to the last, Tab, arrows, blank, Enter and letters do it all."""
    press, type_in = page.keyboard.press, page.keyboard.type
    presses = {
        "single": ["Tab", "Space", "Enter"],
        "several": ["Tab", "Space", "Tab", "Tab", "Enter"],
        "classify": ["Tab", "Space", "Tab", "ArrowDown", "ArrowDown", "Enter"],
        "chain": ["Tab", "G", "Tab", "C", "Tab", "Enter"],
        "likelihood": ["Tab", "7", "0", "Enter"],
        "ach": ["Tab", "C", "Tab", "N", "Tab", "N", "Tab", "I", "Tab", "Enter"],
        "predict": ["Tab", "Space", "Enter"],
        "open": ["Tab", "X", "Tab", "Enter"],
    }
    for id, keys in presses.items():
        exercise = at(page, id)
        # The place before: what a reader has read last.
        exercise.evaluate("it => { it.tabIndex = -1; it.focus(); it.removeAttribute('tabindex') }")
        for key in keys:
            type_in(key) if len(key) == 1 else press(key)
        said = {"likelihood": "70 % is within", "open": "e-late: 2 March.", "ach": "4 of 4 cells"}
        expect(exercise.get_by_role("status").last).to_contain_text(said.get(id, "Right"))
        assert page.evaluate("document.activeElement.matches(':focus-visible')")


def test_order_is_changed_by_keyboard(page):
    """A button that moves an item keeps the focus, says the new place, and stops at the end."""
    exercise = at(page, "ordering")
    button = exercise.get_by_label("Move earlier: Arrival")
    button.focus()
    place = order_of(exercise).index("Arrival")
    for now in range(place, 0, -1):
        page.keyboard.press("Enter")
        expect(exercise.locator(".moved")).to_have_text(f"“Arrival” is now {now} of 3.")
        expect(button).to_be_focused()
    page.keyboard.press("Space")
    expect(exercise.locator(".moved")).to_have_text("“Arrival” is already 1 of 3.")
    outline = button.evaluate("it => getComputedStyle(it).outlineStyle")
    assert (outline, order_of(exercise)[0]) == ("solid", "Arrival")


# -- safety, access, paper -----------------------------------------------------------------------


def test_hostile_texts_are_text(page):
    """A text with markup is shown as it is, before and after answering, and nothing runs."""
    exercise = at(page, EVIL)
    expect(exercise.locator(".question")).to_have_text(EVIL)
    exercise.get_by_text(EVIL).nth(1).click()
    check(exercise)
    expect(exercise.locator(".reason")).to_have_text(f"✓ Right. {EVIL}")
    sorting = at(page, "evil")
    sorting.get_by_text("event").click()
    check(sorting)
    expect(sorting.locator(".reason")).to_have_text(f"✓ Right. {EVIL}")
    assert page.locator("img, b:not(.verdict, .letters b)").count() == 0


def test_hashes_and_masks_are_those_of_python(page, addresses):
    """The script finds and opens any seal that Python made, of whatever letters."""
    page.goto(addresses["empty"])
    script = exercises.assets()[1]
    start, end = script.index("function hashed"), script.index("// -- small helpers")
    page.evaluate(
        f"globalThis.seal = (() => {{ {script[start:end]}; return {{address, opened}}; }})()"
    )
    text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)

    @settings(max_examples=40)
    @given(text, text, text)
    def holds(id, atom, reason):
        payload = json.dumps(["right", reason], ensure_ascii=False)
        seals = sealing.seals(id, [(atom, payload), (atom + "x", "[]")])
        found = page.evaluate(
            "([id, atom, seals]) => [seal.address(id, atom), seal.opened({id, seals}, atom)]",
            [id, atom, seals],
        )
        assert found == [sealing.address(id, atom), ["right", reason]]

    holds()


def answer_all(page):
    """Answer every exercise in some way, and unfold what is told."""
    for id in EXERCISES:
        exercise = at(page, id)
        for menu in exercise.get_by_role("combobox").all():
            menu.select_option(index=1)
        for row in exercise.locator(".row:has([type=radio])").all():
            row.get_by_role("radio").last.check()
        if id == "likelihood":
            exercise.get_by_role("spinbutton").fill("70")
        if id == "open":
            exercise.get_by_role("textbox").fill("Something")
        check(exercise)
    page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true })")
    assert page.locator(".feedback:empty").count() == 0


def test_axe_finds_nothing(page):
    """Before and after answering, in both schemes and on a telephone, axe-core finds no fault."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(RUN_AXE, {}) == []
    answer_all(page)
    assert page.evaluate(RUN_AXE, {}) == []
    page.emulate_media(color_scheme="dark")
    colours = {"runOnly": ["color-contrast"]}
    assert page.evaluate(RUN_AXE, colours) == []
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate(RUN_AXE, {}) == []
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_on_paper_there_are_lines_and_boxes(page):
    """Printed, an exercise has boxes and lines, no button and no verdict, and covers nothing."""
    at(page, "single").get_by_text("Four").click()
    check(at(page, "single"))
    page.emulate_media(media="print")
    for button in page.locator(".dateline-exercise button").all():
        expect(button).to_be_hidden()
    assert page.locator(".reason:visible, .feedback:visible").count() == 0
    expect(at(page, "ordering").locator(".box")).to_have_count(3)
    expect(at(page, "ordering").locator(".box").first).to_be_visible()
    expect(at(page, "chain").get_by_text("Choose from:")).to_be_visible()
    for text in page.get_by_text("the figure", exact=True).all():
        expect(text).to_be_visible()
    line = at(page, "chain").get_by_role("combobox").first
    assert line.evaluate("it => getComputedStyle(it).color") == "rgba(0, 0, 0, 0)"


def test_without_script_it_reads_as_a_question(browser, addresses):
    """Where no script runs, questions and options stand there, no dead button, nothing covered."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(addresses["all"])
    expect(page.get_by_text("On how many voices?")).to_be_visible()
    expect(page.get_by_text("Captain writes")).to_be_visible()
    assert page.locator("button:visible").count() == 2  # those of the figures
    for text in page.get_by_text("the figure", exact=True).all():
        expect(text).to_be_visible()
    context.close()
