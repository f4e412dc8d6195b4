"""The lesson's exercises ask, judge and cover in a real JupyterLab, by mouse and by keyboard."""

import json
import re
import shutil
from itertools import combinations, groupby

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from playwright.sync_api import expect

from dateline import exercises, read_case
from exploring import PATIENCE
from labs import (
    OPEN_WITHOUT_KERNEL,
    PANEL,
    POPUPS,
    ROOT,
    RUN_ALL,
    RUN_ONE,
    SAVE,
    are_drawn,
    complaints,
    copy_without_outputs,
    opened,
    started,
)

LESSON = ROOT / "notebooks" / "10_lesson.ipynb"
DATA = ROOT / "data" / "negotiations-2023"
OPEN = exercises.predict("open", "What stands in the box?", look="s1 has the word “likely”.")
MORE = (
    'exercises.ask_speakers(case, "e-call")',
    f"""display(exercises.predict({OPEN.id!r}, {OPEN.question!r}, look={OPEN.key[0].reason!r}))
Markdown("In the box.")""",
)
"""Cells with what the lesson itself does not have: boxes to tick, and a line to write."""
POINTER = re.compile(r"\bs\d+\b|(events|mentions)\.csv")
SIGNS = {"right": "✓ Right.", "wrong": "✗ Not right."}
FIGURE = ".js-plotly-plot .main-svg"
CONTROL = "input, select, textarea, button"
COMMANDS = "a d d x m z 0 0 j Escape ArrowUp Shift+Enter"
"""Keys that JupyterLab takes, where a cell has the focus, for its own."""
CELLS = """() => {
    const { content } = window.jupyterapp.shell.currentWidget;
    const cells = content.model.toJSON().cells;
    const kept = cells.map(it => [it.id, it.cell_type, it.source, it.execution_count]);
    return JSON.stringify([kept, content.activeCellIndex, content.mode]);
}"""
GO_TO = """at => {
    const { content } = window.jupyterapp.shell.currentWidget;
    content.activeCellIndex = at;
    content.mode = "command";
    content.activate();
}"""
PLACE = "it => [...it.closest('.jp-Notebook').querySelectorAll('.jp-Cell')]"
PLACE = f"{PLACE}.indexOf(it.closest('.jp-Cell'))"
RESET = """it => {
    it.querySelector("form").reset();
    it.firstElementChild.dispatchEvent(new Event("input", { bubbles: true }));
}"""
HAS_FOCUS = "it => it.contains(document.activeElement)"
USE_STYLES = """uses => document.querySelectorAll(".jp-OutputArea style").forEach(it => {
    it.media = uses ? "all" : "not all";
})"""
DISPOSE = "() => window.jupyterapp.shell.currentWidget.dispose()"

pytestmark = pytest.mark.browser


def of_the_lesson():
    """Return the exercises that the notebook shows, by id."""
    case = read_case(DATA)
    return exercises.read(DATA / "exercises.toml") | {
        "chain": exercises.ask_chain(case, "e-call"),
        "several": exercises.ask_speakers(case, "e-call"),
        "open": OPEN,
    }


ASKED = of_the_lesson()


def its_exercises(notebook):
    """Leave of the lesson its exercises, and of its figures, which nbval runs, the first."""
    notebook.cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell in notebook.cells:
        lines = cell.source.splitlines()
        is_first = "predict-solid" in cell.source
        kept = [it for it in lines if is_first or not it.startswith("display(dateline.")]
        cell.source = "\n".join(kept)


@pytest.fixture(scope="module")
def lesson(browser, tmp_path_factory):
    """Return JupyterLab's page, in which the lesson's code has run, and where its file is."""
    home, folder, said = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("copy"), []
    copy_without_outputs(folder)
    path = folder / "notebooks" / LESSON.name
    notebook = nbformat.read(path, as_version=4)
    its_exercises(notebook)
    notebook.cells += map(new_code_cell, MORE)
    nbformat.write(notebook, path)
    with started(folder, home=home) as lab, opened(browser, lab) as page:
        page.on("console", lambda it: it.type == "error" and said.append(it.text))
        cells = page.evaluate(RUN_ALL, f"notebooks/{LESSON.name}")
        assert complaints(cells) == []
        are_drawn(page, number=1)
        expect(page.locator(f"{PANEL} [data-live]")).to_have_count(len(ASKED))
        yield page, path
    assert said == []


@pytest.fixture
def page(lesson):
    """Return the page; a test that changes a cell, or lets something pop up, fails."""
    page, _ = lesson
    before = json.loads(page.evaluate(CELLS))[0]
    yield page
    after = json.loads(page.evaluate(CELLS))[0]
    assert [cell[:3] for cell in after] == [cell[:3] for cell in before]
    assert page.locator(POPUPS).all_inner_texts() == []


@pytest.fixture
def opens(lesson):
    """Return a function that opens the lesson as it was saved, changed or not, without a kernel."""
    page, path = lesson

    def _opens(name, *more):
        page.evaluate(SAVE)
        other = path.with_name(name)
        shutil.copy(path, other)
        if more:
            notebook = nbformat.read(other, as_version=4)
            notebook.cells += more
            nbformat.write(notebook, other)
        assert page.evaluate(OPEN_WITHOUT_KERNEL, f"notebooks/{name}") is None
        return page

    yield _opens
    page.evaluate(USE_STYLES, True)
    page.evaluate(DISPOSE)


def form_of(page, id):
    return page.locator(f"{PANEL} .dateline-exercise").filter(has_text=ASKED[id].question)


def cell_of(form):
    return form.locator("xpath=ancestor::*[contains(@class, 'jp-CodeCell')]")


def run_again(page, id):
    page.evaluate(RUN_ONE, form_of(page, id).evaluate(PLACE))
    return form_of(page, id)


def check(form):
    form.locator("[type=submit]").click()


def summary(form):
    return form.locator(".feedback .summary")


def reason_of(id, atom):
    """Return what the key says of an answer, which points to a sentence or a row of a table."""
    [found] = [it.reason for it in ASKED[id].key if it.atom == atom]
    assert POINTER.search(found)
    return found


def answers(id, verdict):
    """Choose in each place of a form the first answer of which the key says so."""
    places = groupby(ASKED[id].key, key=lambda it: it.atom.rpartition("=")[0])
    return [next(it.atom for it in atoms if it.verdict == verdict) for _, atoms in places]


def fill(form, id, atoms):
    for atom in atoms:
        place, _, value = atom.rpartition("=")
        match ASKED[id].kind:
            case "several":
                box = form.locator(f"[value='{place.removeprefix('option:')}']")
                box.set_checked(value == "yes")
            case "single" | "predict":
                form.locator(f"[value='{value.removeprefix('option:')}']").check()
            case "classify":
                form.locator(f"[data-row='{place}'] [value='{value}']").check()
            case "chain":
                row = form.locator(f"[data-row='{place.removeprefix('hop:')}']")
                row.get_by_role("combobox").select_option(value)
            case "ach":
                cell = form.locator(f"[data-cell='{place.removeprefix('cell:')}']")
                cell.get_by_role("combobox").select_option(value)


# -- each kind, wrong and then right ---------------------------------------------------------------


@pytest.mark.parametrize("id", ["bridge", "several", "dates", "chain", "step"])
def test_wrong_then_right(page, id):
    """Beside each answer stands the key's verdict on it, and the reason with its sentence."""
    form = form_of(page, id)
    for verdict, sign in SIGNS.items():
        atoms = answers(id, verdict)
        fill(form, id, atoms)
        check(form)
        expect(summary(form)).to_contain_text(re.compile(f"^{sign[0]}"))
        expect(form.locator(".row .reason")).to_have_text(
            [f"{sign} {reason_of(id, atom)}" for atom in atoms]
        )


def test_events_are_put_in_order(page):
    """Each settled pair that is the wrong way round is told with its reason, and no other."""
    form, key = form_of(page, "order"), {it.atom: it for it in ASKED["order"].key}
    items = form.locator(".items [data-item]")
    for verdict, sign in (("wrong", "✗ Not all right"), ("right", "✓ Right")):
        # Whoever comes before most others is right in front, and wrong at the end.
        first = [it.partition(" < ")[0] for it, atom in key.items() if atom.verdict == verdict]
        wanted = sorted((it.id for it in ASKED["order"].choices), key=first.count, reverse=True)
        for place, id in enumerate(wanted):
            while items.nth(place).get_attribute("data-item") != id:
                form.locator(f"[data-item='{id}'] [data-by='-1']").click()
        check(form)
        expect(summary(form)).to_contain_text(sign)
        pairs = combinations(items.evaluate_all("all => all.map(it => it.dataset.item)"), 2)
        told = [key[f"{one} < {other}"] for one, other in pairs]
        expect(form.locator(".feedback > .reasons li")).to_contain_text(
            [f"✗ Not right. {reason_of('order', it.atom)}" for it in told if it.verdict == "wrong"]
        )


def test_hypotheses_are_weighed(page):
    """Each cell that is not as in the key is told with its reason, and no other."""
    form, wrong = form_of(page, "hypotheses"), answers("hypotheses", "wrong")
    fill(form, "hypotheses", wrong)
    check(form)
    expect(summary(form)).to_have_text(f"✗ Not all as in the key: 0 of {len(wrong)} cells agree.")
    told = form.locator(".feedback > .reasons li")
    for place, atom in enumerate(wrong):
        expect(told.nth(place)).to_contain_text(reason_of("hypotheses", atom))
    fill(form, "hypotheses", answers("hypotheses", "right"))
    check(form)
    cells = f"{len(wrong)} of {len(wrong)} cells agree."
    expect(summary(form)).to_have_text(f"✓ As in the key: {cells}")


def test_a_number_is_compared(page):
    """What is no such number is refused; another is set beside each range, its source named."""
    form, scales = form_of(page, "likely"), ASKED["likely"].scales
    number = form.get_by_role("spinbutton")
    number.fill("101")
    check(form)
    expect(form.get_by_role("status")).to_have_text("Write a number from 0 to 100.")
    number.fill("5")
    check(form)
    expect(summary(form)).to_contain_text(f"5 % is within 0 of {len(scales)} ranges.")
    number.fill("65")
    check(form)
    rows = form.locator(".scales li")
    expect(rows).to_have_count(len(scales))
    for row, (by, word, low, high, *_) in zip(rows.all(), scales, strict=True):
        side = "below" if low > 65 else "above" if high < 65 else "within"
        expect(row).to_contain_text(f"{by} “{word}” is {low}–{high} %")
        expect(row).to_contain_text(f"Your 65 is {side}.")
    assert {scale[-1] for scale in scales} == {*form.locator(".source").all_text_contents()}


# -- what is covered, and for whom -----------------------------------------------------------------


def test_a_prediction_covers_its_figure(page):
    """Figure and table are unseen until any answer is given; a new run covers them again."""
    form = form_of(page, "predict-solid")
    figure, table = cell_of(form).locator(FIGURE).first, cell_of(form).locator("table")
    expect(figure).to_be_hidden()
    expect(table).to_be_hidden()
    expect(form.get_by_text("What follows stays covered")).to_be_visible()
    for verdict, sign in SIGNS.items():
        [atom] = answers("predict-solid", verdict)
        fill(form, "predict-solid", [atom])
        check(form)
        reason = reason_of("predict-solid", atom)
        expect(form.locator(".reason")).to_have_text(f"{sign} {reason}")
        expect(figure).to_be_visible()
        expect(table).to_be_visible()
    form = run_again(page, "predict-solid")
    expect(form.locator(":checked, .told, .feedback > *")).to_have_count(0)
    expect(form).to_have_attribute("data-cover", "on")
    expect(figure).to_be_attached(timeout=PATIENCE)
    expect(figure).to_be_hidden()


def test_exercises_do_not_disturb_one_another(page):
    """What is chosen or told in one exercise, or covered by one, is left alone by another."""
    one, other = form_of(page, "step"), form_of(page, "kinds")
    fill(other, "kinds", answers("kinds", "wrong")[:2])
    fill(one, "step", answers("step", "wrong"))
    check(one)
    expect(one.locator(".reason")).to_have_count(1)
    expect(other.locator(".told, .feedback > *")).to_have_count(0)
    expect(other.locator(":checked")).to_have_count(2)
    expect(cell_of(one).locator("table")).to_be_visible()
    expect(cell_of(form_of(page, "voices-call")).locator("table")).to_be_hidden()


# -- the keyboard ----------------------------------------------------------------------------------


def keys_for(id):
    """Return the keys that answer from an exercise's first control on, and check."""
    form = ASKED[id]
    match form.kind:
        case "several":
            ticks = [it.endswith("=yes") for it in answers(id, "right")]
            keys = " Tab ".join("Space" if it else "Shift" for it in ticks)
        case "ordering":
            # Down by one, and on past the other items' two buttons each.
            keys = "Tab Enter" + " Tab" * (2 * len(form.choices) - 3)
        case "chain":
            keys = "ArrowDown Tab " * len(form.rows)
        case "ach":
            keys = "C Tab " * (len(form.rows) * len(form.choices))
        case "likelihood":
            keys = "6 5"
        case "predict" if not form.choices:
            keys = "a b d d Tab"
        case _:
            keys = "Space ArrowDown"
    return [*keys.split(), "Enter"]


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("step", reason_of("step", "option:2")),
        ("several", "✓ Right: "),
        ("order", "settled pairs right"),
        ("chain", "hops right"),
        ("likely", "65 % is within"),
        ("open", OPEN.key[0].reason),
    ],
)
def test_by_keyboard_alone(page, id, said):
    """From its cell Tab leads into an exercise, keys answer it, and JupyterLab takes none."""
    form = form_of(page, id)
    form.evaluate(RESET)
    page.evaluate(GO_TO, form.evaluate(PLACE))
    for _ in range(3):
        if not form.evaluate(HAS_FOCUS):
            page.keyboard.press("Tab")
    before = page.evaluate(CELLS)
    for key in keys_for(id):
        page.keyboard.press(key)
    expect(form.get_by_role("status").last).to_contain_text(said)
    for key in COMMANDS.split():
        page.keyboard.press(key)
    assert form.evaluate(HAS_FOCUS)
    assert page.evaluate(CELLS) == before


# -- without a kernel ------------------------------------------------------------------------------


def test_what_was_run_and_kept_needs_no_kernel(opens):
    """Opened again without a kernel, an exercise is not answered, covers, and checks answers."""
    form = form_of(opens("kept.ipynb"), "predict-solid")
    table = cell_of(form).locator("table")
    table.wait_for(state="attached")
    expect(table).to_be_hidden()
    expect(form.locator(":checked, .told")).to_have_count(0)
    expect(cell_of(form).get_by_text("First run the notebook")).to_have_count(0)
    fill(form, "predict-solid", answers("predict-solid", "right"))
    check(form)
    expect(form.locator(".reason")).to_contain_text("✓ Right.")
    expect(table).to_be_visible()


def test_what_somebody_else_ran_asks_to_be_run(opens):
    """Where JupyterLab trusts no script, a form says so, and has nothing to choose or press."""
    page = opens("sent.ipynb", new_markdown_cell("Somebody else's."))
    page.evaluate(USE_STYLES, False)
    for id in ("predict-solid", "chain", "voices-call", "order"):
        form = form_of(page, id)
        expect(
            cell_of(form).get_by_text("First run the notebook: Run, Run All Cells.")
        ).to_be_visible()
        expect(form.get_by_text(ASKED[id].question)).to_be_visible()
        expect(form.get_by_text("What follows stays covered")).to_be_hidden()
        expect(form.locator(f":is({CONTROL}):enabled:visible")).to_have_count(0)
        expect(form.locator("button:visible, style, script")).to_have_count(0)
