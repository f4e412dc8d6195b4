"""The actor network as a browser draws it."""

import html

import numpy as np
import pandas as pd
import pytest

from dateline import Case, Look, actor_network, events_frame
from dateline.frames import typed_frame

MARKUP = ["<b>x</b>", "<img src=x onerror=alert(1)>", "$x$ and $y$", "%{y} %{x}"]
NAME = "Deputy spokesperson of the Ministry of Foreign Affairs and International Cooperation"
# Every label and every mark of an actor or an arrow's middle, with the trace's group and the
# point's number, as boxes within the figure.
DRAWN = """() => {
    const plot = document.querySelector(".js-plotly-plot"), {_size} = plot._fullLayout;
    const at = plot.getBoundingClientRect();
    const box = part => {
        const {left, top, right, bottom} = part.getBoundingClientRect();
        return [left - at.left, top - at.top, right - at.left, bottom - at.top];
    };
    const labels = [], marks = [];
    for (const node of document.querySelectorAll(".scatterlayer .trace")) {
        const {index, mode, legendgroup} = node.__data__[0].trace;
        if (mode !== "markers+text") continue;
        const own = part => [`${index} ${part.__data__.i}`, legendgroup];
        for (const label of node.querySelectorAll(".textpoint:has(text)")) {
            labels.push([...own(label), label.textContent, ...box(label.querySelector("text"))]);
        }
        for (const mark of node.querySelectorAll(".points path")) {
            marks.push([...own(mark), "", ...box(mark)]);
        }
    }
    const {l, t, w, h} = _size;
    return {labels, marks, area: [l, t, l + w, t + h]};
}"""
TEXTS = """() => [...document.querySelectorAll(".scatterlayer .textpoint text")]
    .map(text => text.textContent.trim())"""
# In the browser a ring that is put away stays in the page, far outside of what is seen.
RINGS = """() => [...document.querySelectorAll(".shapelayer path")]
    .map(ring => ring.getBoundingClientRect())
    .filter(({left, top}) => left >= 0 && top >= 0)
    .map(({left, top, width}) => [left + width / 2, top + width / 2].map(Math.round))"""
PLACES = """() => [...document.querySelectorAll(".scatterlayer .points path")].map(mark => {
    const {left, top, width, height} = mark.getBoundingClientRect();
    return [left + width / 2, top + height / 2].map(Math.round);
})"""
PATHS = """() => [...document.querySelectorAll(".scatterlayer .js-line")].flatMap(
    line => line.getAttribute("d").split("M").slice(1))"""
AT = """([x, y]) => {
    const plot = document.querySelector(".js-plotly-plot"), {xaxis, yaxis} = plot._fullLayout;
    const box = plot.getBoundingClientRect();
    return [box.left + xaxis._offset + xaxis.d2p(x), box.top + yaxis._offset + yaxis.d2p(y)];
}"""
PLOT = "document.querySelector('.js-plotly-plot')"
CARD = """() => [...document.querySelectorAll(".hoverlayer .hovertext")]
    .map(card => card.textContent).join("|")"""
CARD_BOX = """() => {
    const text = document.querySelector(".hoverlayer .hovertext text.nums");
    const {left, top, right, bottom} = text.getBoundingClientRect();
    const whole = document.querySelector(".main-svg").getBoundingClientRect();
    return [left - whole.left, top - whole.top, whole.right - right, whole.bottom - bottom];
}"""


def made_up(number, ties, *, seed):
    """Return made-up events of actors of all sorts with long names, and their case."""
    draw = np.random.default_rng(seed)
    ids = [f"a{actor:02}" for actor in range(number)]
    ones = np.minimum(draw.zipf(1.7, ties) - 1, number - 1)
    days = pd.Series(pd.date_range("2023-01-01", "2023-12-31").strftime("%Y-%m-%d"))
    rows = {
        "event_id": [f"e{row}" for row in range(ties)],
        "title": [f"Made-up event number {row}" for row in range(ties)],
        "when": days.iloc[draw.integers(365, size=ties)].mask(draw.random(ties) < 0.2).to_numpy(),
        "kind": draw.choice(["call", "visit", "statement to the press", "sanction"], ties),
        "status": draw.choice(["occurred", "expected", "not-occurred"], ties, p=[0.7, 0.2, 0.1]),
        "initiators": [ids[actor] for actor in ones],
        "recipients": draw.choice(ids, ties),
    }
    words = NAME.split()
    length = draw.integers(1, len(words) + 1, size=number)
    actors = {
        "actor_id": ids,
        "name": [" ".join([*words[:count], str(id)]) for id, count in enumerate(length)],
        "kind": draw.choice(["person", "state", "outlet", "group"], number),
        "naming": draw.choice(["named", "unnamed", "generic"], number, p=[0.6, 0.3, 0.1]),
        "aliases": [f"Alias {actor}" if actor % 3 == 0 else "" for actor in range(number)],
    }
    events = events_frame(pd.DataFrame(rows))
    return events, Case(events=events, actors=typed_frame("actors", pd.DataFrame(actors)))


def events_of(*ties, **columns):
    """Return an event for each (initiators, recipients, kind)."""
    names = [[tie[part] for tie in ties] for part in range(3)]
    rows = dict(zip(["initiators", "recipients", "kind"], names, strict=True))
    ids = [f"e{number}" for number in range(len(ties))]
    return events_frame(pd.DataFrame({"event_id": ids, "title": ids, **rows, **columns}))


def shown(draw, figure):
    """Return the page of a figure, in a window that is a little larger."""
    size = {"width": int(figure.layout.width) + 20, "height": int(figure.layout.height) + 20}
    return draw(figure, **size)


def overlap(one, other):
    """Return how far two boxes lie on each other, the smaller of width and height."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    return min(across, min(one[3], other[3]) - max(one[1], other[1]))


def require_readable(page, *, labels):
    """Fail where a label is cut, or lies on another or on a mark of another."""
    drawn = page.evaluate(DRAWN)
    assert len(drawn["labels"]) >= labels
    left, top, right, bottom = drawn["area"]
    for place, (own, _, text, *box) in enumerate(drawn["labels"]):
        assert box[0] >= left, text
        assert box[1] >= top, text
        assert box[2] <= right, text
        assert box[3] <= bottom, text
        for _, _, other, *box2 in drawn["labels"][:place]:
            assert overlap(box, box2) <= 0, (text, other)
        for mark, group, _, *box2 in drawn["marks"]:
            # A mark of an arrow that has no other room may touch a label's upper or lower edge.
            most = 0 if group.startswith("actors") else 3
            assert mark == own or overlap(box, box2) <= most, (text, group)


MADE_UP = [
    (number, ties, seed)
    for number, ties, seeds in [(1, 3, 1), (2, 6, 1), (12, 25, 1), (40, 60, 1)]
    for seed in range(seeds)
] + [(40, 34, 0)]


@pytest.mark.browser
@pytest.mark.parametrize(("number", "ties", "seed"), MADE_UP)
def test_labels_of_made_up_networks_are_readable(draw, number, ties, seed):
    """At 800 px no label is cut, or lies on another or on another's mark, up to 40 actors."""
    events, case = made_up(number, ties, seed=seed)
    figure = actor_network(events, case=case, width=800)
    ids = {*events["initiators"].str[0], *events["recipients"].str[0]}
    require_readable(shown(draw, figure), labels=len(ids))


@pytest.mark.browser
@pytest.mark.parametrize(
    ("options", "width"),
    [*(({}, it) for it in (390, 800, 1600)), ({"level": "state"}, 390), ({"ego": "Li Hui"}, 1600)],
    ids=str,
)
def test_labels_of_the_case_are_readable(draw, case, width, options):
    """At every width the case's labels are whole and apart, of all actors, states, and one."""
    figure = actor_network(case.events, case=case, width=width, **options)
    page = shown(draw, figure)
    require_readable(page, labels=4 if "ego" in options else 11)
    told = page.evaluate(TEXTS)
    assert {"appeal", "talk", "visit"} <= set(told)


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 940])
def test_heads_and_captions_are_whole(draw, width):
    """Menu, legend, slider and caption lie inside the figure, and none on another."""
    events, case = made_up(12, 60, seed=0)
    page = shown(draw, actor_network(events, case=case, width=width, level="state"))
    parts = ".updatemenu-header, .legendtext, .annotation-text, .slider-label, .slider-rail-rect"
    boxes = page.evaluate(
        """parts => [...document.querySelectorAll(parts)].map(part => {
            const at = document.querySelector(".main-svg").getBoundingClientRect();
            const {left, top, right, bottom} = part.getBoundingClientRect();
            return [left - at.left, top - at.top, right - at.left, bottom - at.top];
        })""",
        parts,
    )
    size = page.evaluate(f"[{PLOT}._fullLayout.width, {PLOT}._fullLayout.height]")
    assert len(boxes) > 8
    for place, box in enumerate(boxes):
        assert min(box[:2]) >= 0
        assert box[2] <= size[0]
        assert box[3] <= size[1]
        for other in boxes[:place]:
            assert overlap(box, other) <= 1


# -- cards -------------------------------------------------------------------------------------


def card_at(page, place):
    """Return the card that shows when the pointer rests on a place of the axes."""
    page.mouse.move(3, 3)
    page.wait_for_function("document.querySelectorAll('.hoverlayer .hovertext').length === 0")
    page.mouse.move(*page.evaluate(AT, list(place)))
    page.wait_for_selector(".hoverlayer .hovertext")
    return page.evaluate(CARD)


def cards(figure):
    """Return (place, card) of every mark of an actor, an arrow's middle, or a dot's."""
    return [
        ((x, y), card)
        for trace in figure.data
        if trace.hoverinfo == "text"
        for x, y, card in zip(trace.x, trace.y, trace.hovertext, strict=True)
        if y is not None
    ]


def require_cards(page, figure):
    """Fail where a mark does not show its card, whole and inside the figure."""
    for place, card in cards(figure):
        text = card.replace("<b>", "").replace("</b>", "").replace("<br>", "")
        assert card_at(page, place) == html.unescape(text)
        assert min(page.evaluate(CARD_BOX)) >= 0, card


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 800])
def test_actors_and_arrows_show_their_cards(draw, case, width):
    """Resting on a mark shows its actor, on an arrow's middle the events behind it, whole."""
    figure = actor_network(case.events, case=case, width=width)
    require_cards(shown(draw, figure), figure)
    arrows = {card for _, card in cards(figure) if " → " in card}
    assert len(cards(figure)) == 17
    assert arrows == {
        (
            "<b>Li Hui → European officials: appeal</b>"
            "<br>• Li Hui urges officials to end the conflict (19–26 May<br>2023)"
        ),
        (
            "<b>Vladimir Putin → Luiz Inacio Lula da Silva: call</b>"
            "<br>• Putin and Lula speak by telephone (26 May 2023)"
        ),
        (
            "<b>Kremlin → The West: campaign</b>"
            "<br>• Information campaign likely being revived (began before 28<br>"
            "May 2023, end open)"
        ),
        (
            "<b>First unnamed diplomat → Li Hui: talk</b>"
            "<br>• Unnamed diplomat speaks with Li Hui (no date given)"
        ),
        (
            "<b>Li Hui → European states: visit</b>"
            "<br>• Li Hui visits European states (began 19–25 May 2023, ended<br>20–26 May 2023)"
        ),
    }


@pytest.mark.browser
@pytest.mark.parametrize("ties", [[("a", "", "x")] * 20, [("a", "b", "x"), ("b", "a", "x")] * 20])
def test_long_cards_of_small_figures_are_whole(draw, ties):
    """A card with ten long titles shows in a figure of one or two actors."""
    title = "An event with a title about as long as one of a case may ever become in the end"
    figure = actor_network(events_of(*ties).assign(title=title), width=500)
    require_cards(shown(draw, figure), figure)


@pytest.mark.browser
def test_dots_show_their_cards(draw):
    """In a large network and beside some of the events, grey dots tell whom they stand for."""
    ties = [(f"a{n}", f"a{(n * 7 + 1) % 70}", "x") for n in range(70)]
    figure = actor_network(events_of(*ties))
    page = shown(draw, figure)
    rest = [(place, card) for place, card in cards(figure) if card.endswith("shown")]
    assert len(rest) == 30
    for place, card in rest[:5]:
        assert card_at(page, place) in card.replace("<b>", "").replace("</b>", "").replace(
            "<br>", ""
        )


@pytest.mark.browser
def test_markup_in_a_case_shows_as_text(draw):
    """Tags, formulas and templates in names, kinds and titles are shown as they are written."""
    ties = [(f"a{n}", "b", text) for n, text in enumerate(MARKUP)]
    events = events_of(*ties).assign(title=MARKUP)
    ids = [f"a{n}" for n in range(len(MARKUP))]
    about = {"name": MARKUP, "descriptor": MARKUP, "aliases": MARKUP}
    rows = pd.DataFrame({"actor_id": ids, "kind": "person", "naming": "named", **about})
    case = Case(events=events, actors=typed_frame("actors", rows))
    figure = actor_network(events, case=case, width=800)
    page = shown(draw, figure)
    texts = page.evaluate(TEXTS)
    for text in MARKUP:
        assert sum(text.replace(" ", "") == seen.replace(" ", "") for seen in texts) >= 1
    require_cards(page, figure)
    page.locator(".updatemenu-header").click()
    offered = page.locator(".updatemenu-dropdown-button").all_text_contents()
    assert set(MARKUP) <= set(offered)
    assert page.evaluate("document.querySelectorAll('img').length") == 0


# -- lines -------------------------------------------------------------------------------------


@pytest.mark.browser
def test_every_arrow_is_a_path_of_its_own(draw):
    """Parallel and opposite arrows, and those to oneself, are unbroken paths, no two alike."""
    pairs = [("a", "b"), ("b", "a"), ("a", "a"), ("b", "c")]
    ties = [(*pair, f"kind {n}") for pair in pairs for n in range(3)]
    figure = actor_network(events_of(*ties))
    page = shown(draw, figure)
    paths = page.evaluate(PATHS)
    assert len(set(paths)) == len(paths) == len(ties)
    area = page.evaluate(DRAWN)["area"]
    boxes = page.evaluate(
        """() => [...document.querySelectorAll(".scatterlayer .js-line")].map(line => {
            const {top, bottom} = line.getBoundingClientRect();
            return [top, bottom].map(y => y - document.querySelector(".main-svg")
                .getBoundingClientRect().top);
        })"""
    )
    assert min(top for top, _ in boxes) >= area[1]
    assert max(bottom for _, bottom in boxes) <= area[3]


@pytest.mark.browser
def test_heads_are_seen_outside_the_marks_they_point_at(draw):
    """A head's middle lies on the way to the recipient, outside the recipient's mark."""
    figure = actor_network(events_of(("a", "b", "call")))
    page = shown(draw, figure)
    marks = [box for _, group, _, *box in page.evaluate(DRAWN)["marks"] if "actors" in group]
    a, b = sorted([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2, box[2] - box[0]] for box in marks)
    head = page.evaluate(
        """() => {
            const at = document.querySelector(".js-plotly-plot").getBoundingClientRect();
            const [head] = [...document.querySelectorAll(".scatterlayer .trace")]
                .filter(node => node.__data__[0].trace.mode === "lines+markers")
                .flatMap(node => [...node.querySelectorAll(".points path")])
                .map(path => path.getBoundingClientRect()).filter(box => box.width > 4);
            return [(head.left + head.right) / 2 - at.left, (head.top + head.bottom) / 2 - at.top];
        }"""
    )
    assert b[2] / 2 < abs(head[0] - b[0]) < b[2] / 2 + 20 < abs(head[0] - a[0])
    assert abs(head[1] - b[1]) < 2


# -- controls that work without a kernel -------------------------------------------------------


def step_to(page, number, steps):
    """Press on the slider where a step is."""
    rail = page.locator(".slider-rail-touch-rect").bounding_box()
    share = number / (steps - 1)
    page.mouse.click(rail["x"] + 1 + share * (rail["width"] - 2), rail["y"] + rail["height"] / 2)


def choose(page, label):
    """Choose from the menu."""
    page.locator(".updatemenu-header").click()
    button = page.locator(".updatemenu-dropdown-button").filter(
        has=page.get_by_text(label, exact=True)
    )
    button.first.dispatch_event("click")


def wait_for(page, texts):
    """Wait until these labels are shown, and no others."""
    page.wait_for_function(
        f"""texts => {{
            const shown = ({TEXTS})();
            return shown.length === texts.length && texts.every(text => shown.includes(text));
        }}""",
        arg=sorted(texts),
    )


LI = {"Li Hui", "European officials", "European states", "First unnameddiplomat", "talk", "visit",
      "appeal"}  # fmt: skip


@pytest.fixture(scope="module")
def figure(case):
    """Return the case's network."""
    return actor_network(case.events, case=case)


@pytest.mark.browser
def test_the_slider_hides_and_shows_what_had_begun(draw, figure):
    """At a step the arrows and actors of the events begun by then are there; nothing moves."""
    page = shown(draw, figure)
    whole = {tuple(place) for place in page.evaluate(PLACES)}
    texts = page.evaluate(TEXTS)
    assert len(page.evaluate(PATHS)) == 5
    step_to(page, 0, 4)
    wait_for(page, {"Li Hui", "European states", "visit"})
    assert len(page.evaluate(PATHS)) == 1
    assert {tuple(place) for place in page.evaluate(PLACES)} <= whole
    assert page.evaluate(RINGS) == []
    at = {
        actor: (x, y)
        for actor, x, y in zip(*(figure.data[1][name] for name in ("customdata", "x", "y")),
                               strict=True)
    }  # fmt: skip
    card = card_at(page, at["li-hui"])
    assert "in 1 event coded here:• Li Hui visits European states" in card
    step_to(page, 3, 4)
    wait_for(page, texts)
    assert {tuple(place) for place in page.evaluate(PLACES)} == whole
    assert "in 4 events coded here:" in card_at(page, at["li-hui"])
    assert len(page.evaluate(RINGS)) == 2


@pytest.mark.browser
@pytest.mark.parametrize("label", ["Li Hui", "Li → Li Hui"])
def test_a_choice_stays_while_the_slider_moves(draw, figure, label):
    """An actor found by name or alias is shown with those around it, at every step."""
    page = shown(draw, figure)
    texts, rings = page.evaluate(TEXTS), page.evaluate(RINGS)
    choose(page, label)
    wait_for(page, LI)
    places = {tuple(place) for place in page.evaluate(PLACES)}
    assert len(page.evaluate(RINGS)) == 1
    step_to(page, 0, 4)
    wait_for(page, {"Li Hui", "European states", "visit"})
    assert page.evaluate(RINGS) == []
    assert {tuple(place) for place in page.evaluate(PLACES)} <= places
    step_to(page, 3, 4)
    wait_for(page, LI)
    assert len(page.evaluate(RINGS)) == 1
    choose(page, "all actors")
    wait_for(page, texts)
    assert page.evaluate(RINGS) == rings


@pytest.mark.browser
def test_a_step_stays_while_the_menu_is_used(draw, figure):
    """First a step, then a choice: what had not begun stays hidden, and comes with its step."""
    page = shown(draw, figure)
    step_to(page, 0, 4)
    wait_for(page, {"Li Hui", "European states", "visit"})
    choose(page, "Putin → Vladimir Putin")
    wait_for(page, set())
    step_to(page, 1, 4)
    wait_for(page, {"Vladimir Putin", "Luiz Inacio Lulada Silva", "call"})


@pytest.mark.browser
def test_the_legend_hides_a_kind_with_its_rings_whatever_else_is_set(draw, figure):
    """A click on a kind hides its marks, labels and rings, and neither control brings them back."""
    page = shown(draw, figure)
    rings = page.evaluate(RINGS)
    assert len(rings) == 2
    page.locator(".legend .traces", has_text="outlet").locator(".legendtoggle").click()
    page.wait_for_function(f"({RINGS})().length === 1")
    kept = page.evaluate(RINGS)
    assert not {"The Wall StreetJournal", "Unnamed newsoutlet"} & set(page.evaluate(TEXTS))
    for number in (0, 3):
        step_to(page, number, 4)
        page.wait_for_function(f"({RINGS})().length === {number // 3}")
        assert not {"The Wall StreetJournal", "Unnamed newsoutlet"} & set(page.evaluate(TEXTS))
    assert page.evaluate(RINGS) == kept
    choose(page, "Li Hui")
    wait_for(page, LI)
    choose(page, "all actors")
    page.wait_for_function(f"({TEXTS})().length === 15")
    assert page.evaluate(RINGS) == kept


@pytest.mark.browser
def test_the_legend_hides_a_kind_of_event(draw):
    """Where the legend names kinds of events, a click hides their arrows and their middles."""
    ties = [(f"a{n % 9}", f"a{(n + 1 + n // 9) % 9}", f"kind {n % 2}") for n in range(44)]
    page = shown(draw, actor_network(events_of(*ties)))
    before = len(page.evaluate(PATHS))
    page.locator(".legend .traces", has_text="kind 0").locator(".legendtoggle").click()
    page.wait_for_function(f"({PATHS})().length === {before // 2}")
    assert len([mark for mark in page.evaluate(DRAWN)["marks"] if "kind 0" in mark[1]]) == 0


@pytest.mark.browser
def test_no_button_sends_the_figure_away(draw, figure):
    """The figure's bar of buttons has none that uploads the chart."""
    buttons = shown(draw, figure).evaluate(
        "[...document.querySelectorAll('.modebar-btn')].map(button => button.dataset.title)"
    )
    assert "Download plot as a PNG" in buttons
    assert "Share chart..." not in buttons


@pytest.mark.browser
def test_print_shows_everything_without_controls(draw, case, figure):
    """In print all labels stand where they stand on the screen, with no menu and no slider."""
    page = shown(draw, figure)
    texts = page.evaluate(TEXTS)
    page = shown(draw, actor_network(case.events, case=case, look=Look(theme="print")))
    assert page.evaluate(TEXTS) == texts
    assert page.locator(".updatemenu-header, .slider-container").count() == 0
