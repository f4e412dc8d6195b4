"""What a reader sees who opens a rendered notebook in a browser, without a network."""

import re
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from playwright.sync_api import expect

from dateline.share import render
from test_share_render import stored_figures

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MANY_SORTS = [it for it in NOTEBOOKS if it.stem[:2] in ("10", "11")]
PLOTLY = "application/vnd.plotly.v1+json"
PATIENCE = 30_000
MARKS = ".cartesianlayer .trace :is(path, text), .annotation text"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CUT_OFF = """() => [...document.querySelectorAll("main *")].filter(element => {
    const box = element.getBoundingClientRect();
    const shown = element.checkVisibility() && !element.closest(".scroll, pre");
    return shown && box.width > 0 && (box.right > innerWidth + 1 || box.left < -1);
}).map(element => element.outerHTML.slice(0, 80))"""
CONTRASTS = """() => {
    const channels = text => text.match(/[\\d.]+/g).map(Number);
    const light = text => channels(text).slice(0, 3).map(it => it / 255)
        .map(it => it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4)
        .reduce((sum, it, place) => sum + it * [0.2126, 0.7152, 0.0722][place], 0);
    const paper = element => {
        for (let it = element; it; it = it.parentElement) {
            const colour = getComputedStyle(it).backgroundColor;
            if (channels(colour)[3] !== 0) return colour;
        }
    };
    const texts = [...document.querySelectorAll("body :not(script, style, svg, svg *)")].filter(
        it => it.checkVisibility() && [...it.childNodes].some(
            node => node.nodeType === Node.TEXT_NODE && node.data.trim()
        )
    );
    return texts.map(it => {
        const [ink, ground] = [light(getComputedStyle(it).color), light(paper(it))];
        const ratio = (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
        return [ratio, it.outerHTML.slice(0, 80)];
    });
}"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return the folder of the repository's own notebooks, rendered as stored."""
    out = tmp_path_factory.mktemp("site")
    render(NOTEBOOKS, out, execute=False)
    return out


def asks_nobody(url):
    return url.startswith(("file:", "data:", "blob:"))


@pytest.fixture(scope="module")
def tabs(browser):  # noqa: ARG001 (they close before it does)
    """Return the pages opened so far, for a mouse and for a finger, and what went wrong on them."""
    tabs, troubles = {}, []
    yield tabs, troubles
    for page in tabs.values():
        page.context.close()


@pytest.fixture
def visit(browser, tabs):
    """Return a function that opens a file and waits for its figures.

    A request that leaves the page, a word in the console (the policy's violations are told
    there), an error or a dialog fails the test. A page that has once compiled plotly.js is
    used for one file after another.
    """
    opened, troubles = tabs

    def _visit(file, *, width=1000, scheme="light", by_finger=False):
        if by_finger not in opened:
            phone = {"has_touch": by_finger, "is_mobile": by_finger}
            opened[by_finger] = watched(browser.new_context(**phone).new_page(), troubles)
        page = opened[by_finger]
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(file.as_uri())
        expect(page.locator(".figure:not([data-state])")).to_have_count(0, timeout=PATIENCE)
        return page

    yield _visit
    for page in opened.values():
        page.emulate_media(media="screen")
        page.mouse.move(0, 0)
    found, troubles[:] = [*troubles], []
    assert found == []


def watched(page, troubles):
    """Return a page that can reach files only, and notes whatever goes wrong."""
    page.route(re.compile("^(?!file:|data:|blob:)"), lambda route: route.abort())
    page.on("request", lambda it: asks_nobody(it.url) or troubles.append(it.url))
    page.on("console", lambda it: troubles.append(it.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("dialog", lambda it: (troubles.append(it.message), it.dismiss()))
    return page


@pytest.mark.parametrize("path", MANY_SORTS, ids=lambda path: path.stem)
def test_every_figure_is_drawn_and_named(path, site, visit):
    """Each stored figure is drawn and called by its description; no window cuts the page off."""
    page = visit(site / f"{path.stem}.html", width=1600)
    figures = page.locator(".figure[data-state=drawn]")
    expect(figures).to_have_count(len(stored_figures(path)))
    names = [figure["layout"]["meta"]["alt"] for figure in stored_figures(path)]
    for name in names:
        # A lesson covers some of its figures until a question is answered.
        shown = page.get_by_role("img", name=name, exact=True, include_hidden=True)
        assert shown.count() == names.count(name)
    assert page.locator(".description p").all_text_contents() == names
    for width in (1600, 1000, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SIDEWAYS) == 0
        assert page.evaluate(CUT_OFF) == []
    for figure in figures.all():
        assert figure.locator(MARKS).count() > 0
        box = figure.locator(".main-svg").first.bounding_box()
        assert min(box["width"], box["height"]) > 100


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out(site, visit, scheme):
    """All text, code and its colours included, has a contrast of 4.5 : 1 in both schemes."""
    page = visit(site / "02_timeline.html", scheme=scheme)
    page.get_by_role("button", name="Show all code").click()
    contrasts = page.evaluate(CONTRASTS)
    assert len(contrasts) > 100
    assert [text for ratio, text in contrasts if ratio < 4.5] == []
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == {"light": "rgb(253, 253, 252)", "dark": "rgb(18, 23, 29)"}[scheme]
    card = page.locator(".card").first
    assert card.evaluate("it => getComputedStyle(it).backgroundColor") == "rgb(255, 255, 255)"


def test_code_unfolds_by_key_and_all_at_once(site, visit):
    """Enter unfolds a cell's code, whose focus is seen; one button unfolds and folds them all."""
    page = visit(site / "00_start_here.html")
    first = page.locator("details.code").first
    expect(first.locator("pre")).to_be_hidden()
    first.locator("summary").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    outline = first.locator("summary").evaluate("it => getComputedStyle(it).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    expect(first.locator("pre")).to_be_visible()
    assert first.locator("summary").inner_text() == "Hide the code cell 4"
    button = page.locator("#all-code")
    number = page.locator("details.code").count()
    button.click()
    expect(page.locator("details.code[open]")).to_have_count(number)
    expect(button).to_have_text("Hide all code")
    button.click()
    expect(page.locator("details.code[open]")).to_have_count(0)
    expect(button).to_have_text("Show all code")


def test_hover_zoom_and_menu_work(site, visit):
    """A mark's card shows under the pointer, a drag zooms, and a menu chooses a lane."""
    page = visit(site / "00_start_here.html")
    figure = page.locator("#figure-1")
    figure.scroll_into_view_if_needed()
    bar = figure.locator(".bars .point path").first.bounding_box()
    page.mouse.move(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2)
    expect(figure.locator(".hoverlayer .hovertext")).to_have_count(1)
    extent = "document.querySelector('.plot').layout.xaxis.range.join()"
    before = page.evaluate(extent)
    box = figure.locator(".nsewdrag").first.bounding_box()
    page.mouse.move(box["x"] + 200, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 500, box["y"] + 60, steps=5)
    page.mouse.up()
    expect(figure.locator(".zoombox")).to_have_count(0)
    assert page.evaluate(extent) != before
    figure.locator(".updatemenu-header").last.click()
    expect(figure.locator(".updatemenu-dropdown-button")).not_to_have_count(0)


def test_figure_can_be_saved_but_not_sent(site, visit):
    """A reader can save a figure as a picture; no button sends it anywhere."""
    page = visit(site / "00_start_here.html")
    page.locator(".plot").hover()
    buttons = page.locator(".modebar-btn")
    titles = buttons.evaluate_all("all => all.map(it => it.dataset.title ?? '')")
    assert [it for it in titles if re.search("share|cloud|studio|logo", it, re.IGNORECASE)] == []
    with page.expect_download() as download:
        buttons.first.click()
    assert download.value.path().read_bytes().startswith(b"\x89PNG")


def test_finger_scrolls_and_key_too(site, visit):
    """On a phone, a finger on a figure scrolls and does not zoom; the arrow keys scroll its box."""
    page = visit(site / "00_start_here.html", width=390, by_finger=True)
    card = page.locator(".card").first
    expect(page.locator(".hint").first).to_be_visible()
    assert page.evaluate("document.querySelector('.plot').layout.dragmode") is False
    card.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert card.evaluate("it => it.scrollLeft") > 0


def test_a_wide_figure_begins_at_its_words_and_is_whole_at_a_button(site, visit):
    """A figure too wide to be read whole starts where words are; a button shows all of it."""
    page = visit(site / "03_actors.html", width=390, by_finger=True)
    card, button = page.locator("#figure-1 .card"), page.locator("#figure-1 .size")
    expect(button).to_have_text("Whole figure")
    assert card.evaluate("it => it.scrollLeft") > 50
    button.click()
    expect(button).to_have_text("Full size")
    assert card.evaluate("it => it.scrollWidth - it.clientWidth") == 0
    plot = page.locator("#figure-1 .plot").bounding_box()
    assert plot["width"] < 390
    assert card.bounding_box()["height"] == pytest.approx(plot["height"], abs=12)
    button.click()
    assert card.evaluate("it => it.scrollLeft") > 50
    page.set_viewport_size({"width": 700, "height": 900})
    expect(page.locator("#figure-4 .size")).to_have_text("Full size")
    page.set_viewport_size({"width": 1000, "height": 900})
    expect(button).to_be_hidden()


def test_paper_shows_no_folded_code_and_no_dark(site, visit):
    """Printed, a page is light, without buttons and folded code, and each figure fits."""
    page = visit(site / "02_timeline.html", width=700, scheme="dark")
    page.emulate_media(media="print")
    expect(page.locator("details.code").first).to_be_hidden()
    expect(page.locator("#all-code")).to_be_hidden()
    expect(page.locator(".hint").first).to_be_hidden()
    expect(page.locator(".description p").first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("body").evaluate("it => getComputedStyle(it).color") == "rgb(27, 39, 51)"
    for card in page.locator(".card").all():
        box = card.bounding_box()
        assert box["x"] + box["width"] <= 700


def test_index_leads_to_pages_and_back(site, visit):
    """From the index one comes to a page, on to the next, and back, all by links."""
    page = visit(site / "index.html", width=390)
    assert page.evaluate(SIDEWAYS) == 0
    page.get_by_role("link", name="Events and their dates").click()
    expect(page).to_have_title("Events and their dates")
    page.get_by_role("link", name="02_timeline").click()
    expect(page).to_have_title("Reading the timeline")
    page.get_by_role("link", name="All notebooks").click()
    expect(page.locator("li")).to_have_count(len(NOTEBOOKS))


def test_figure_without_width_follows_the_window(visit, tmp_path):
    """A figure whose width is not fixed is as wide as the window allows."""
    figure = {"data": [{"type": "bar", "y": [1, 2]}], "layout": {"title": {"text": "Bars"}}}
    cell = new_code_cell("x", outputs=[new_output("display_data", data={PLOTLY: figure})])
    nbformat.write(new_notebook(cells=[cell]), tmp_path / "one.ipynb")
    file, _ = render([tmp_path / "one.ipynb"], tmp_path / "out", execute=False)
    page = visit(file, width=1600)
    drawing = page.locator(".main-svg").first
    assert drawing.bounding_box()["width"] > 900
    page.set_viewport_size({"width": 390, "height": 900})
    expect(drawing).to_have_attribute("width", re.compile(r"^3\d\d"))
    assert page.evaluate(SIDEWAYS) == 0
    expect(page.locator(".hint")).to_be_hidden()
