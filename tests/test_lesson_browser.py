"""What students meet who open a lesson's pages in a browser, and what comes out of a printer."""

import re
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import expect

from dateline.lesson import write_lesson
from lessons import lesson_cells, prose, write_notebook

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
RUN_AXE = """async () => (await axe.run(document)).violations.map(
    it => [it.id, it.nodes.map(node => node.html.slice(0, 120))])"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What begins on the screen that is seen, by its place among all, and what of it is cut off.
SEEN = """() => {
    const parts = [...document.querySelectorAll(
        ".cell > :not(script), .output > *, .cell li, .cell tbody tr, .row, .option")]
        .filter(it => it.getClientRects().length > 0);
    const { bottom } = document.querySelector(".deck").getBoundingClientRect();
    const begun = parts.filter(it => {
        const { left } = it.getClientRects()[0];
        return left > -1 && left < innerWidth;
    });
    const cut = begun.filter(it => !it.closest(".card") && [...it.getClientRects()].some(
        box => box.bottom > bottom + 1 || (box.left < innerWidth && box.right > innerWidth + 1)));
    return {
        all: parts.length,
        begun: begun.map(it => parts.indexOf(it)),
        cut: cut.map(it => it.outerHTML.slice(0, 80)),
    };
}"""
DRAWN = "[...document.querySelectorAll('figure.figure')].every(it => it.dataset.state === 'drawn')"

pytestmark = pytest.mark.browser


LINE = "What is told on the first page need not be what was said. "
LONG = "\n\n".join(
    [
        "## A long cell",
        *(f"{LINE * 4}{number}" for number in range(5)),
        "### A list",
        "\n".join(f"{number}. {LINE}" for number in range(1, 16)),
        "| day | voice | words |\n|---|---|---|",
    ]
) + "".join(f"\n| {number} | dockers | {LINE} |" for number in range(30))
GRID = f"""| voice | says | on whose word |
|---|---|---|
| The Gazette | {LINE * 2} | the captain |

See [02_timeline](02_timeline.ipynb) and [the network](../03_net.ipynb)."""


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    """Return the folder of a small notebook's lesson, with a cell for each that is added here."""
    added = [
        prose(LONG, kind="slide"),
        prose(GRID, kind="slide"),
        prose("Uncover the figure here.", "screen-only"),
        prose("Write one sentence.", "paper-only", "lines-5"),
    ]
    path = write_notebook(tmp_path_factory.mktemp("source"), [*lesson_cells(), *added])
    write_lesson(path, path.parent / "out", slides=True)
    return path.parent / "out"


@pytest.fixture(scope="module")
def tab(browser):
    """Return a page on which one file after the other is opened, and what went wrong on it."""
    page, troubles = browser.new_page(), []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda said: said.type == "error" and troubles.append(said.text))
    page.on(
        "request",
        lambda it: it.url.startswith(("file:", "data:", "blob:")) or troubles.append(it.url),
    )
    yield page, troubles
    page.close()


@pytest.fixture
def visit(tab, lesson):
    """Return a function that opens a file of the lesson; an error or a request fails the test."""
    page, troubles = tab

    def _visit(kind, *, width=1280, height=720):
        page.set_viewport_size({"width": width, "height": height})
        page.goto((lesson / f"ferry.{kind}.html").as_uri())
        page.wait_for_function(DRAWN)
        return page

    yield _visit
    found, troubles[:] = [*troubles], []
    assert found == []


def axe(page):
    page.evaluate(f"() => {{ {AXE.read_text(encoding='utf-8')} }}")
    return page.evaluate(RUN_AXE)


def pages_of(pdf):
    """Count the pages of a PDF as Chromium writes it."""
    return pdf.count(b"/Type /Page\n")


def exercise(page, kind):
    return page.locator(f"[data-exercise={kind}]")


def test_a_prediction_covers_its_figure_until_it_is_answered(visit):
    """The figure is drawn, covered, and seen after the answer, whose reason is told."""
    page = visit("student")
    figure, asked = page.locator("figure .main-svg").first, exercise(page, "predict")
    assert figure.evaluate("it => getComputedStyle(it).visibility") == "hidden"
    asked.get_by_label("Three").check()
    asked.get_by_role("button", name="Answer").click()
    expect(asked).to_contain_text("s2 & s5: both newspapers pass on what the dockers say.")
    assert figure.evaluate("it => getComputedStyle(it).visibility") == "visible"


def test_exercises_of_the_students_page_tell_right_from_wrong(visit):
    """A wrong answer gets its reason, and the right one afterwards is said to be right."""
    page = visit("student")
    asked = exercise(page, "chain")
    check = asked.get_by_role("button", name="Check")
    right = ("The Gazette", "The captain")
    for verdict, hops in (("wrong", right[::-1]), ("right", right)):
        for menu, hop in zip(asked.get_by_role("combobox").all(), hops, strict=True):
            menu.select_option(hop)
        check.click()
        expect(asked.locator(f"li.row[data-verdict={verdict}]")).to_have_count(2)
        expect(asked).to_contain_text("s2: it ends with “says the captain”.")
    assert page.locator(".private").count() == 0


@pytest.mark.parametrize("kind", ["student", "handout", "slides"])
def test_axe_finds_nothing(visit, kind):
    """Each page passes the accessibility checks, and fits a narrow window."""
    page = visit(kind)
    assert axe(page) == []
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate(SIDEWAYS) <= 0


def test_the_handout_is_a_sheet_of_paper(visit):
    """It has lines and boxes for answers, and nothing to press or that is true of screens only."""
    page = visit("handout")
    assert page.locator("main :is(input, select, textarea, button:visible, .code)").count() == 0
    counts = {look: page.locator(f".{look}").count() for look in ("radio", "checkbox", "lines")}
    assert counts == {"radio": 2 + 4, "checkbox": 2, "lines": 1}
    assert exercise(page, "chain").locator(".line").count() == 2
    assert exercise(page, "ach").locator(".line").count() == 2
    expect(exercise(page, "chain")).to_contain_text("Choose from:")
    expect(page.get_by_text("Uncover the figure here.")).to_have_count(0)
    asked = page.locator(".cell", has_text="Write one sentence.")
    assert asked.locator(".lines").bounding_box()["height"] > 5 * 24
    pdf = page.pdf(prefer_css_page_size=True)
    assert b"/MediaBox [0 0 594.95996 841.91998]" in pdf
    assert pages_of(pdf) >= 3


def test_what_is_covered_is_on_a_sheet_apart(visit):
    """A prediction's figure is at the end, on a numbered sheet that begins a page."""
    page = visit("handout")
    expect(exercise(page, "predict").locator(".covers")).to_have_text(
        "Answer first. What it is about is on sheet 1 of the figures to uncover."
    )
    assert page.locator(".cell figure").count() == 0
    sheet = page.locator("main > :last-child")
    expect(sheet).to_contain_text("Sheet 1 of the figures to uncover")
    expect(sheet).to_contain_text("On how many voices does it rest?")
    assert sheet.locator("figure").count() == 1
    assert sheet.evaluate("it => getComputedStyle(it).breakBefore") == "page"


def test_paper_only_is_on_paper_only(visit):
    """The page and the slides lack what is tagged so, and have what is for screens."""
    for kind in ("student", "instructor", "slides"):
        page = visit(kind)
        expect(page.get_by_text("Write one sentence.")).to_have_count(0)
        expect(page.get_by_text("Uncover the figure here.")).to_have_count(1)


def test_links_to_notebooks_say_where_those_are(visit):
    """No notebook lies beside the page: the text names it, and where it is found."""
    page = visit("student")
    expect(page.locator("main")).to_contain_text(
        "See notebook 02_timeline of the project and the network (notebook 03_net of the project)."
    )
    assert page.locator("main a").count() == 0


@pytest.mark.parametrize("width", [1280, 390])
def test_tables_are_read_without_scrolling(visit, width):
    """Long words of a table go on in the next line; on a telephone each cell has its head."""
    page = visit("student", width=width)
    assert page.locator(".table.wide").count() == 0
    cell = page.get_by_role("cell", name="the captain")
    before = cell.evaluate("it => getComputedStyle(it, '::before').content")
    assert before == ('"on whose word"' if width == 390 else "none")


def last(page):
    """Return how many screens there are, as the bar says."""
    return int(page.locator("#where").text_content().partition(" / ")[2])


def test_keys_lead_through_the_slides(visit):
    """Arrows, Page keys, Space, Home and End lead to screens, and a fragment is called first."""
    page = visit("slides")
    where, press, end = page.locator("#where"), page.keyboard.press, last(page)
    assert page.locator(".slide").count() == 11
    assert "Only in the notes" not in page.content()
    for key, number in (
        ("ArrowRight", 2), ("PageDown", 3), ("ArrowLeft", 2), ("PageUp", 1), ("ArrowDown", 2),
        ("Space", 3), ("End", end), ("ArrowUp", end - 1), ("Home", 1), ("ArrowLeft", 1),
    ):  # fmt: skip
        press(key)
        expect(where).to_have_text(f"{number} / {end}")
    waiting = page.get_by_text("Then that, when called.")
    page.goto(page.url.replace("#slide-1", "#slide-9"))
    page.reload()
    expect(page).to_have_url(re.compile("#slide-9$"))
    expect(waiting).to_be_hidden()
    press("ArrowRight")
    expect(waiting).to_be_visible()
    expect(page).to_have_url(re.compile("#slide-9$"))


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080), (390, 800)])
def test_all_is_reached_by_one_key_and_nothing_is_cut_off(visit, width, height):
    """From the first screen → leads to each part of the notebook once, and shows it whole."""
    page = visit("slides", width=width, height=height)
    begun, end = [], last(page)
    for number in range(1, end + 1):
        expect(page.locator("#where")).to_have_text(f"{number} / {end}")
        seen = page.evaluate(SEEN)
        begun += seen["begun"]
        assert seen["cut"] == []
        page.keyboard.press("ArrowRight")
        if page.locator("#where").text_content().startswith(f"{number} ") and number < end:
            page.keyboard.press("ArrowRight")  # It called a fragment.
    assert begun == [*range(seen["all"])]


def test_another_window_shows_what_was_seen(visit):
    """When the window changes, the screens are made anew, and what was seen stays in view."""
    page = visit("slides")
    page.goto(page.url.replace("#slide-1", "#slide-10.2"))
    page.reload()
    page.wait_for_function(DRAWN)
    before, seen = last(page), page.evaluate(SEEN)["begun"][0]
    page.set_viewport_size({"width": 1000, "height": 500})
    expect(page.locator("#where")).not_to_have_text(re.compile(f" / {before}$"))
    assert seen in page.evaluate(SEEN)["begun"]


def test_words_on_slides_are_large(visit):
    """At 1,280 by 720 pixels running text has 20 pixels and more, tables and exercises 12."""
    page = visit("slides")
    size = "all => Math.min(...all.map(it => parseFloat(getComputedStyle(it).fontSize)))"
    assert page.locator(".cell > :is(p, ul, ol)").evaluate_all(size) >= 20
    assert page.locator(".cell :is(td, .option, select)").evaluate_all(size) >= 12


def test_the_list_of_slides_opens_and_leads(visit):
    """Escape opens a list that names each slide by its heading or question; a link leads there."""
    page = visit("slides")
    page.keyboard.press("Escape")
    contents = page.locator("#contents")
    expect(contents).to_be_visible()
    assert contents.get_by_role("link").all_text_contents()[:3] == [
        "A late ferry",
        "On how many voices does it rest?",
        "On whose word?",
    ]
    contents.get_by_role("link", name="Who says so?").click()
    expect(contents).to_be_hidden()
    expect(page).to_have_url(re.compile("#slide-6$"))
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(contents).to_be_hidden()


def test_exercises_on_slides_keep_their_keys(visit):
    """No key turns a screen while an exercise has the focus; Escape gives the keys back."""
    page = visit("slides")
    page.keyboard.press("ArrowRight")
    where, asked = page.locator("#where"), exercise(page, "predict")
    number = where.text_content()
    figure = page.locator("figure .main-svg").first
    assert figure.evaluate("it => getComputedStyle(it).visibility") == "hidden"
    asked.get_by_label("One").focus()
    for key in ("Space", "ArrowDown", "PageDown", "End"):
        page.keyboard.press(key)
    expect(asked.get_by_label("Three")).to_be_checked()
    page.keyboard.press("Enter")
    expect(asked.locator("[data-verdict=wrong]").first).to_be_visible()
    assert figure.evaluate("it => getComputedStyle(it).visibility") == "visible"
    expect(where).to_have_text(number)
    page.keyboard.press("Escape")
    page.keyboard.press("PageDown")
    expect(where).to_have_text(re.compile("^3 / "))


def test_slides_print_one_a_page(visit):
    """Each slide begins a page of 1,280 by 720 pixels, and a long one goes on on the next."""
    page = visit("slides", width=900, height=600)
    pdf = page.pdf(prefer_css_page_size=True)
    assert pages_of(pdf) > page.locator(".slide").count()
    assert b"/MediaBox [0 0 960 540]" in pdf
