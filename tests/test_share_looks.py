"""No gross breakage: a page and a notebook as they look on a phone, a screen and a wide screen.

Fonts differ between machines, so no picture is kept. What is looked at holds for any font: what
lies where, whether words are whole, and how much of each figure is ink.
"""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from dateline import save_page
from dateline.share import render
from hostile import Watch

pytestmark = pytest.mark.browser

INK = (0.012, 0.3)
"""The share of a figure that is not its ground: less is an empty figure, more is a covered one."""
WORDS = 0.01
"""The least share of ink of what holds words; what is told apart from its ground by this much."""
STEP = 48
CELL = 8
"""Pixels of a side of the squares by which a light and a dark figure are compared."""
SETTLED = """ground => [...document.querySelectorAll(".plot")].every(plot => {
    if (plot._fullLayout?.paper_bgcolor !== ground) return false;
    return plot.id && innerWidth < 720 ? plot.layout.width < 640 : plot.layout.width >= 600;
})"""
SEEN = """() => {
    const rounded = box => ["left", "top", "right", "bottom"].map(side => Math.round(box[side]));
    const within = (box, clip) => ({
        left: Math.max(box.left, clip.left), top: Math.max(box.top, clip.top),
        right: Math.min(box.right, clip.right), bottom: Math.min(box.bottom, clip.bottom),
    });
    // What of a box is seen through all that scrolls or hides around it, in the page's pixels.
    const shown = (box, element) => {
        for (let it = element; it !== document.body; it = it.parentElement) {
            if (getComputedStyle(it).overflowX !== "visible") {
                box = within(box, it.getBoundingClientRect());
            }
        }
        return rounded({left: box.left + scrollX, top: box.top + scrollY,
            right: box.right + scrollX, bottom: box.bottom + scrollY});
    };
    const isEmpty = ([left, top, right, bottom]) => right - left < 3 || bottom - top < 3;
    const name = it =>
        `${it.localName}${it.id && "#" + it.id} ${it.textContent.trim().slice(0, 30)}`;
    const isThere = it => it.checkVisibility() && !it.closest(".unseen, .skip");

    const words = [], out = [], cut = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const skipped = "svg, script, style, option, .unseen, .skip, .plot, noscript";
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        if (!node.data.trim() || element.closest(skipped) || !element.checkVisibility()) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const line of range.getClientRects()) {
            const box = shown(line, element);
            if (!isEmpty(box)) words.push([name(element), box]);
            const scrolls = element.closest(".scroll, .box, pre, #panel-body, .bar h2");
            const isOut = line.left < -1 || line.right > innerWidth + 1;
            if (isOut && !scrolls) out.push(name(element));
            for (let it = element; it !== document.body; it = it.parentElement) {
                if (!/hidden|clip/.test(getComputedStyle(it).overflowX)) continue;
                const {left, right, top, bottom} = it.getBoundingClientRect();
                const isWhole = line.left >= left - 1 && line.right <= right + 1
                    && line.top >= top - 2 && line.bottom <= bottom + 2;
                if (!isWhole) cut.push(name(element));
            }
        }
    }
    const panels = ["body > header, form, nav, .view, #panel, section.cell"]
        .flatMap(which => [...document.querySelectorAll(which)])
        .filter(it => isThere(it) && !it.closest("header header, header nav, header form"))
        .filter(it => getComputedStyle(it).position !== "fixed")
        .map(it => [name(it), shown(it.getBoundingClientRect(), it)]);
    const figures = [...document.querySelectorAll(".plot")]
        .map(it => [it.id || it.closest("figure").id, shown(it.getBoundingClientRect(), it)]);
    const sideways = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    return {words, out, cut, panels, figures, sideways};
}"""


@pytest.fixture(scope="module")
def files(tmp_path_factory, root, case):
    """Return the page of the bundled case, and a notebook with networks."""
    folder = tmp_path_factory.mktemp("looks")
    save_page(case, folder / "case.html")
    render([root / "notebooks" / "03_actors.ipynb"], folder, execute=False)
    return {"page": folder / "case.html", "notebook": folder / "03_actors.html"}


@pytest.fixture(scope="module")
def watch(browser):
    watch = Watch(browser)
    yield watch
    watch.context.close()


@pytest.fixture(scope="module")
def look(watch, files):
    """Return a function that tells what is seen of a file, loading it only where it must."""
    now = []

    def _look(which, *, width=1000, scheme="light", media="screen", css=""):
        if now != [which]:
            watch.open(files[which])
            now[:] = [which]
        page = watch.page
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, media=media)
        ground = "#12171d" if (which, scheme, media) == ("page", "dark", "screen") else "#ffffff"
        page.wait_for_function(SETTLED, arg=ground)
        style = page.add_style_tag(content=f":root {{}} {css}")
        seen = page.evaluate(SEEN)
        picture = Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")
        style.evaluate("it => it.remove()")
        return seen, np.asarray(picture)

    return _look


def ink(picture, box):
    """Return which pixels of a box are not of its ground, its most frequent colour."""
    left, top, right, bottom = (max(0, side) for side in box)
    part = picture[top:bottom, left:right].astype(np.int32)
    if part.size == 0:
        return np.zeros((1, 1), dtype=bool)
    colours, counts = np.unique(part @ [1 << 16, 1 << 8, 1], return_counts=True)
    ground = colours[counts.argmax()] >> np.array([16, 8, 0]) & 255
    return (abs(part - ground) > STEP).any(axis=2)


def reach(is_ink):
    """Return over what share of a line of pixels those with ink reach."""
    places = np.flatnonzero(is_ink)
    return (places[-1] - places[0]) / len(is_ink) if len(places) else 0


def overlapping(boxes):
    """Yield pairs of names whose boxes lie over one another by more than a line's spacing."""
    places = np.array([box for _, box in boxes])
    for number, (name, (left, top, right, bottom)) in enumerate(boxes[1:], start=1):
        wide = np.minimum(places[:number, 2], right) - np.maximum(places[:number, 0], left)
        high = np.minimum(places[:number, 3], bottom) - np.maximum(places[:number, 1], top)
        for other in np.flatnonzero((wide > 4) & (high > 6)):
            yield f"{boxes[other][0]} / {name}"


def faults(seen, picture):
    """Return what is grossly wrong with the look of a page."""
    found = [f"scrolls sideways by {seen['sideways']} px"] if seen["sideways"] else []
    found += [f"out of the window: {name}" for name in seen["out"]]
    found += [f"cut: {name}" for name in seen["cut"]]
    found += [f"panels overlap: {pair}" for pair in overlapping(seen["panels"])]
    found += [f"words overlap: {pair}" for pair in overlapping(seen["words"])]
    for name, box in seen["figures"]:
        left, top, right, bottom = box
        if min(right - left, bottom - top) < 150:
            found.append(f"figure too small: {name}")
            continue
        share = ink(picture, box)
        if not INK[0] <= share.mean() <= INK[1]:
            found.append(f"figure of {share.mean():.1%} ink: {name}")
        if min(reach(share.any(axis=axis)) for axis in (0, 1)) < 0.5:
            found.append(f"figure with ink in a corner: {name}")
    found += [
        f"words unseen: {it}" for it, box in seen["words"] if ink(picture, box).mean() < WORDS
    ]
    return found


# -- as they are -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("which", "width"),
    [("page", 390), ("page", 1600), ("notebook", 390), ("notebook", 1000)],
    scope="module",
)
def test_nothing_is_broken(look, which, width):
    """Nothing is out of the window, cut, over something else, empty or of its ground's colour."""
    seen, picture = look(which, width=width)
    assert len(seen["words"]) > 100
    assert len(seen["figures"]) == {"page": 3, "notebook": 4}[which]
    assert len(seen["panels"]) > 8
    assert faults(seen, picture) == []


@pytest.mark.parametrize("which", ["page", "notebook"], scope="module")
def test_dark_is_light_in_other_colours(look, which):
    """In dark colours everything lies where it lies in light ones, and figures have equal ink."""
    light, on_white = look(which)
    dark, on_black = look(which, scheme="dark")
    assert dark == light
    assert faults(dark, on_black) == []
    assert abs(on_white.mean() - on_black.mean()) > 30
    for _, box in light["figures"]:
        assert alike(on_white, on_black, box) > 0.97
    _, pale = look(which, scheme="dark", css=".plot .main-svg {opacity: 0.1}")
    assert min(alike(on_white, pale, box) for _, box in light["figures"]) < 0.9


def alike(one, other, box):
    """Return the share of squares that have ink in both pictures or in none."""
    inks = [ink(picture, box) for picture in (one, other)]
    high, wide = (side // CELL for side in inks[0].shape)
    squares = [
        mask[: high * CELL, : wide * CELL].reshape(high, CELL, wide, CELL).any(axis=(1, 3))
        for mask in inks
    ]
    return (squares[0] == squares[1]).mean()


@pytest.mark.parametrize("which", ["page", "notebook"], scope="module")
def test_nothing_is_broken_on_paper(look, which):
    """Printed, nothing is cut or over something else either, and figures are there."""
    seen, picture = look(which, width=720, media="print")
    assert len(seen["words"]) > 100
    assert faults(seen, picture) == []


# -- as they would be, were something broken ---------------------------------------------------


BROKEN = {
    "header {margin-left: -200px}": "out of the window: h1 ",
    "#text h2 {overflow: hidden; width: 20px; white-space: nowrap}": "cut: h2 Reading",
    "#claims {margin-top: -300px}": "panels overlap: section#events ",
    "td, th {line-height: 0.3}": "words overlap: ",
    ".view > p {color: var(--paper)}": "words unseen: p ",
    "#plot-timeline {visibility: hidden}": "figure of 0.0% ink: plot-timeline",
    "#plot-network .cartesianlayer {display: none}": "figure of 0.",
    "#plot-citations .main-svg {transform: scale(0.4)}": "figure with ink in a corner: ",
}
BADLY_BROKEN = {
    "main {width: 3000px}": "scrolls sideways by ",
    ".plot {width: 90px !important; min-width: 0; overflow: hidden}": "figure too small: plot-",
}
UNSCALED = {".plot {transform: none !important; margin: 0 !important}": "scrolls sideways by "}


@pytest.mark.parametrize(
    ("broken", "width"), [(BROKEN, 1000), (BADLY_BROKEN, 1000), (UNSCALED, 390)]
)
def test_what_is_broken_is_noticed(look, broken, width):
    """Of styles that break something, each is noticed."""
    found = faults(*look("page", width=width, css="\n".join(broken)))
    assert [it for it in broken.values() if not any(x.startswith(it) for x in found)] == []
