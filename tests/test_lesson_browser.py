"""What students meet who open a lesson's pages in a browser, and what comes out of a printer."""

import re
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import expect

from dateline.lesson import write_lesson
from lessons import lesson_cells, write_notebook

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
RUN_AXE = """async () => (await axe.run(document)).violations.map(
    it => [it.id, it.nodes.map(node => node.html.slice(0, 120))])"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CUT_OFF = """() => [...document.querySelectorAll(".slide")].filter(it => {
    const box = it.getBoundingClientRect();
    return box.left > -1 && box.right < innerWidth + 1;
}).flatMap(slide => [...slide.querySelectorAll("*")].filter(it => {
    const box = it.getBoundingClientRect();
    return box.width > 1 && box.right > innerWidth + 1 && it.checkVisibility()
        && !it.closest(".scroll");
})).map(it => it.outerHTML.slice(0, 80))"""
DRAWN = "[...document.querySelectorAll('figure.figure')].every(it => it.dataset.state === 'drawn')"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    """Return the folder of a small notebook's lesson."""
    path = write_notebook(tmp_path_factory.mktemp("source"), lesson_cells())
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
    """It has lines and boxes for answers, nothing to press, and what is covered comes overleaf."""
    page = visit("handout")
    assert page.locator("main :is(input, select, textarea, button:visible, .code)").count() == 0
    counts = {look: page.locator(f".{look}").count() for look in ("radio", "checkbox", "lines")}
    assert counts == {"radio": 2 + 4, "checkbox": 2, "lines": 0}
    assert exercise(page, "chain").locator(".line").count() == 2
    assert exercise(page, "ach").locator(".line").count() == 2
    expect(exercise(page, "predict").locator(".covers")).to_have_text(
        "Answer before you turn the page."
    )
    expect(exercise(page, "chain")).to_contain_text("Choose from:")
    pdf = page.pdf(prefer_css_page_size=True)
    assert b"/MediaBox [0 0 594.95996 841.91998]" in pdf
    assert pages_of(pdf) >= 2


def test_keys_lead_through_the_slides(visit):
    """Arrows, Page keys, Home and End lead to slides, and a fragment is called before the next."""
    page = visit("slides")
    where, press = page.locator("#where"), page.keyboard.press
    assert page.locator(".slide").count() == 9
    assert "Only in the notes" not in page.content()

    def expect_slide(number):
        expect(where).to_have_text(f"{number} / 9")
        expect(page.locator(f"#slide-{number}")).to_be_in_viewport(ratio=0.9)
        expect(page).to_have_url(re.compile(f"#slide-{number}$"))

    expect_slide(1)
    for key, number in (
        ("ArrowRight", 2), ("PageDown", 3), ("ArrowLeft", 2), ("PageUp", 1), ("ArrowDown", 2),
        ("End", 9), ("ArrowUp", 8), ("Home", 1), ("ArrowLeft", 1), ("End", 9),
    ):  # fmt: skip
        press(key)
        expect_slide(number)
    waiting = page.get_by_text("Then that, when called.")
    expect(waiting).to_be_hidden()
    press("ArrowRight")
    expect(waiting).to_be_visible()
    expect_slide(9)


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
    expect(page.locator("#where")).to_have_text("6 / 9")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(contents).to_be_hidden()


def test_exercises_on_slides_keep_their_keys(visit):
    """Arrows choose among answers, not slides, while a slide's exercise has the focus."""
    page = visit("slides")
    page.keyboard.press("ArrowRight")
    asked = exercise(page, "predict")
    asked.get_by_label("One").focus()
    for key in ("Space", "ArrowDown"):
        page.keyboard.press(key)
    expect(asked.get_by_label("Three")).to_be_checked()
    page.keyboard.press("Enter")
    expect(asked.locator("[data-verdict=wrong]").first).to_be_visible()
    expect(page.locator("#where")).to_have_text("2 / 9")
    page.keyboard.press("End")
    expect(page).to_have_url(re.compile("#slide-9$"))
    page.goto(page.url.replace("#slide-9", "#slide-5"))
    page.reload()
    expect(page.locator("#where")).to_have_text("5 / 9")


@pytest.mark.parametrize("width", [1280, 390])
def test_no_slide_is_cut_off_at_the_side(visit, width):
    """On a projector and on a phone everything of a slide is in the window, or scrolls down."""
    page = visit("slides", width=width)
    for number in range(1, 10):
        expect(page.locator("#where")).to_have_text(f"{number} / 9")
        assert page.evaluate(CUT_OFF) == []
        page.keyboard.press("PageDown")


def test_slides_print_one_a_page(visit):
    """Each slide is a page of 1,280 by 720 pixels, made smaller where a screen would scroll."""
    page = visit("slides", width=900, height=600)
    page.evaluate(
        "() => document.querySelector('#slide-3 .inner').append("
        "...Array.from({length: 40}, (_, at) => Object.assign(document.createElement('p'),"
        "{textContent: `Line ${at}`})))"
    )
    for _ in range(2):
        page.keyboard.press("PageDown")
    down = page.get_by_role("button", name="More below")
    expect(down).to_be_visible()
    down.click()
    page.wait_for_function("document.querySelector('#slide-3').scrollTop > 0")
    page.locator("#slide-3").evaluate("it => it.scrollTo(0, it.scrollHeight)")
    expect(down).to_be_hidden()
    pdf = page.pdf(prefer_css_page_size=True)
    assert pages_of(pdf) == 9
    assert b"/MediaBox [0 0 960 540]" in pdf
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    zooms = page.locator(".inner").evaluate_all("all => all.map(it => Number(it.style.zoom))")
    assert zooms[2] < 0.6
    assert zooms[0] == 1
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert page.locator(".inner[style*=zoom]").count() == 0
