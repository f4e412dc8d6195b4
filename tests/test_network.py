"""Actors and arrows: the figure as data, and as a browser draws it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from dateline import Case, FrameError, Look, actor_network, events_frame, style
from dateline.frames import typed_frame

MARKUP = ["<b>x</b>", "<img src=x onerror=alert(1)>", "$x$ and $y$", "%{y} %{x}"]
CARD = """() => [...document.querySelectorAll(".hoverlayer .hovertext")]
    .map(card => card.textContent).join("|")"""
AT = """([x, y]) => {
    const plot = document.querySelector(".js-plotly-plot"), {xaxis, yaxis} = plot._fullLayout;
    const box = plot.getBoundingClientRect();
    return [box.left + xaxis._offset + xaxis.d2p(x), box.top + yaxis._offset + yaxis.d2p(y)];
}"""


def events_of(*ties):
    """Return an event for each (initiators, recipients, kind)."""
    return events_frame(
        pd.DataFrame(
            {
                "event_id": [f"e{number}" for number in range(len(ties))],
                "title": [f"Event {number}" for number in range(len(ties))],
                "initiators": [one for one, _, _ in ties],
                "recipients": [other for _, other, _ in ties],
                "kind": [kind for _, _, kind in ties],
            }
        )
    )


def actors_of(**columns):
    """Return a typed actors frame; whose kind and naming are not given is a named person."""
    frame = pd.DataFrame({"kind": "person", "naming": "named"} | columns, dtype="str")
    return typed_frame("actors", frame)


def actor_traces(figure):
    return [
        trace
        for trace in figure.data
        if str(trace.legendgroup).startswith("actors") and trace.x != (None,)
    ]


def actors_drawn(figure):
    """Return each actor's name to its place, size, colour, label and card."""
    return {
        card.split("</b>")[0].removeprefix("<b>").replace("<br>", " "): {
            "at": (x, y),
            "size": size,
            "colour": colour,
            "label": label,
            "card": card,
            "symbol": trace.marker.symbol,
            "line": line,
        }
        for trace in actor_traces(figure)
        for x, y, size, colour, label, card, line in zip(
            trace.x,
            trace.y,
            trace.marker.size,
            trace.marker.color,
            trace.text,
            trace.hovertext,
            trace.marker.line.width,
            strict=True,
        )
    }


def heads(figure):
    """Return where arrows end: (kind, x, y)."""
    return {
        (trace.name, x, y)
        for trace in figure.data
        if trace.mode == "lines+markers"
        for x, y, size in zip(trace.x, trace.y, trace.marker.size, strict=True)
        if size
    }


@pytest.fixture(scope="module")
def figure(case):
    """Return the case's network."""
    return actor_network(case.events, case=case)


# -- the figure as data ------------------------------------------------------------------------


def test_every_actor_of_an_event_is_drawn_once(case, figure):
    """Actors with and without an arrow are drawn, and nobody who takes part in no event."""
    ids = {
        *case.events["initiators"].explode().dropna(),
        *case.events["recipients"].explode().dropna(),
    }
    names = case.actors.set_index("actor_id")["name"]
    drawn = [card for trace in actor_traces(figure) for card in trace.hovertext]
    assert len(drawn) == len(ids)
    assert set(actors_drawn(figure)) == set(names[sorted(ids)])


def test_no_two_actors_stand_in_one_place(figure):
    """Every actor has a place of its own, isolated ones too."""
    places = np.array([actor["at"] for actor in actors_drawn(figure).values()])
    apart = np.linalg.norm(places[:, None] - places[None], axis=2) + 9 * np.eye(len(places))
    assert apart.min() > 0.7


def test_arrows_point_at_the_recipient(figure):
    """Each of the case's five arrows ends where its recipient stands."""
    at = {name: actor["at"] for name, actor in actors_drawn(figure).items()}
    assert heads(figure) == {
        ("appeal", *at["European officials"]),
        ("call", *at["Luiz Inacio Lula da Silva"]),
        ("campaign", *at["The West"]),
        ("talk", *at["Li Hui"]),
        ("visit", *at["European states"]),
    }


def test_size_counts_events_and_the_caption_says_so(figure):
    """A mark's area grows with the events of its actor, which the caption calls coverage."""
    drawn = actors_drawn(figure)
    assert drawn["Li Hui"]["size"] > drawn["Kremlin"]["size"] > drawn["Ukraine"]["size"]
    [note] = figure.layout.annotations
    assert note.text.replace("<br>", " ") == (
        "Size counts the events coded here that an actor takes part in: coverage, not influence. "
        "Dashed ring: an actor whom the source does not name. Hollow: a class of actors."
    )


def test_an_unnamed_actor_is_a_dashed_ring_with_an_italic_label(figure):
    """An unnamed actor has no filled mark but a dashed ring of its size; its label is italic."""
    drawn = actors_drawn(figure)
    unnamed = [drawn["First unnamed diplomat"], drawn["Unnamed news outlet"]]
    rings = {(ring.xanchor, ring.yanchor, ring.x1 * 2) for ring in figure.layout.shapes}
    assert rings == {(*actor["at"], actor["size"]) for actor in unnamed}
    assert {ring.line.dash for ring in figure.layout.shapes} == {"4px,3px"}
    assert [actor["label"] for actor in unnamed] == [
        "<i>First unnamed<br>diplomat</i>",
        "<i>Unnamed news<br>outlet</i>",
    ]
    assert {(actor["colour"], actor["line"]) for actor in unnamed} == {("#ffffff", 0)}
    assert drawn["The West"]["label"] == "The West"


def test_kinds_and_naming_show_in_shape_and_filling(figure):
    """A class of actors is hollow, a named actor is filled, and each kind has its shape."""
    drawn = actors_drawn(figure)
    shown = {
        name: (drawn[name]["symbol"], drawn[name]["colour"], drawn[name]["line"]) for name in drawn
    }
    assert shown["The West"] == ("triangle-up", "#ffffff", 2)
    assert shown["Ukraine"] == ("square", "#2f4a63", 2)
    assert shown["Vladimir Putin"] == ("circle", "#2f4a63", 2)


def test_a_card_says_who_an_actor_is(figure):
    """The card of an unnamed actor gives its kind, the source's description and its counts."""
    assert actors_drawn(figure)["First unnamed diplomat"]["card"] == (
        "<b>First unnamed diplomat</b><br>person, unnamed"
        "<br>described as: “a (likely European, but unspecified) diplomat<br>who spoke to Li”"
        "<br>in 1 event coded here<br>arrows out: 1, in: 0"
    )


def test_ids_without_a_row_stand_for_themselves():
    """Unknown actors are drawn under their ids, named and of no kind, and lose no arrow."""
    events = events_of(("x", "y", "call"))
    known = actors_of(actor_id=["y"], name=["Y"], kind=["state"])
    drawn = actors_drawn(actor_network(events, case=Case(events=events, actors=known)))
    assert drawn["x"]["card"] == (
        "<b>x</b><br>kind not given, named<br>in 1 event coded here<br>arrows out: 1, in: 0"
    )
    assert drawn["Y"]["card"].startswith("<b>Y</b><br>state, named")
    assert set(actors_drawn(actor_network(events))) == {"x", "y"}
    assert set(actors_drawn(actor_network(events, case=Case(events=events)))) == {"x", "y"}


@pytest.mark.parametrize(
    ("ties", "alt"),
    [
        ([], "Network of 0 actors with 0 ties between them."),
        ([("a", "", "x")], "Network of 1 actor with 0 ties between them. Most events: a (1)."),
        ([("a", "a", "x")], "Network of 1 actor with 1 tie between them. Most events: a (1)."),
        (
            [("a", "b", "x"), ("b", "a", "x"), ("a", "", "x")],
            "Network of 2 actors with 2 ties between them. Most events: a (3) and b (2).",
        ),
    ],
)
def test_few_actors_are_drawn(ties, alt):
    """No actor, one, one that acts on itself, and two each make a figure with its text."""
    drawn = actor_network(events_of(*ties))
    assert drawn.layout.meta["alt"] == alt
    assert np.isfinite([*drawn.layout.xaxis.range, *drawn.layout.yaxis.range]).all()


def test_the_alt_text_of_the_case(figure):
    """The figure says in words how many actors and ties it shows and who stands out."""
    assert figure.layout.meta["alt"] == (
        "Network of 12 actors with 5 ties between them. "
        "Most events: Li Hui (4), Kremlin (2) and First unnamed diplomat (1). Unnamed: 2 actors."
    )


def test_order_of_rows_does_not_matter(case, figure):
    """The same events and actors in another order make the same figure to the byte."""
    turned = replace(case, events=case.events.iloc[::-1], actors=case.actors.iloc[::-1])
    again = actor_network(turned.events, case=turned)
    assert again.to_json() == figure.to_json()


def test_the_frames_given_are_not_changed(case):
    """Drawing leaves events and actors as they were."""
    events, actors = case.events.copy(deep=True), case.actors.copy(deep=True)
    actor_network(case.events, case=case)
    pd.testing.assert_frame_equal(case.events, events)
    pd.testing.assert_frame_equal(case.actors, actors)


def test_an_untyped_frame_is_refused():
    """A frame that is not typed is refused with what to pass instead."""
    raw = pd.DataFrame({"event_id": ["e1"], "title": ["A call"], "initiators": ["a"]})
    with pytest.raises(FrameError) as raised:
        actor_network(raw)
    assert str(raised.value) == (
        "actor_network needs events whose dates have been read: pass case.events, or "
        "events_frame(df) for a frame of your own"
    )


def test_a_large_network_is_drawn():
    """Five hundred actors and two thousand events make one figure with every actor in it."""
    ties = [(f"a{n % 500}", f"a{(n * 37 + n // 500) % 500}", f"kind {n % 7}") for n in range(2000)]
    drawn = actor_network(events_of(*ties))
    assert len({actor["at"] for actor in actors_drawn(drawn).values()}) == 500
    assert len(drawn.data) < 40


@pytest.mark.parametrize("width", [390, 700, 940, 1600])
def test_everything_lies_inside_the_figure(case, width):
    """At every width all actors and arrows lie inside what the axes show."""
    ties = [("a", "b", f"kind {n}") for n in range(6)] + [("a", "a", f"k {n}") for n in range(4)]
    for drawn in (
        actor_network(case.events, case=case, width=width),
        actor_network(events_of(*ties, ("c", "", "x")), width=width),
    ):
        for axis, values in (("xaxis", "x"), ("yaxis", "y")):
            low, high = drawn.layout[axis].range
            shown = [at for trace in drawn.data for at in trace[values] if at is not None]
            assert low < min(shown)
            assert max(shown) < high


@pytest.mark.parametrize("theme", ["dark", "print"])
def test_a_theme_changes_colours_and_nothing_else(case, figure, theme):
    """In another theme the same marks stand in the same places, in that theme's colours."""
    themed = actor_network(case.events, case=case, look=Look(theme=theme))
    ink = style.THEMES[theme][style.ACTOR]
    assert actors_drawn(themed)["Vladimir Putin"]["colour"] == ink
    assert {ring.line.color for ring in themed.layout.shapes} == {ink}
    for name, actor in actors_drawn(figure).items():
        assert actors_drawn(themed)[name] | {"colour": None} == actor | {"colour": None}
    assert themed.layout.meta == figure.layout.meta


def test_zone_and_months_change_nothing(case, figure):
    """A network holds no dates, so neither a time zone nor a way to write months shows in it."""
    drawn = actor_network(case.events, case=case, look=Look(months="iso", zone="Asia/Kathmandu"))
    assert drawn.to_json() == figure.to_json()


# -- the figure in a browser -------------------------------------------------------------------


def card_at(page, place):
    """Return the card that shows when the pointer rests on a place of the axes."""
    page.mouse.move(3, 3)
    page.mouse.move(*page.evaluate(AT, list(place)))
    page.wait_for_selector(".hoverlayer .hovertext")
    return page.evaluate(CARD)


@pytest.mark.browser
def test_actors_and_arrows_show_their_cards(draw, figure):
    """Resting on a mark shows its actor, and on an arrow's middle the events behind it."""
    page = draw(figure, height=int(figure.layout.height) + 20)
    for name, actor in actors_drawn(figure).items():
        assert card_at(page, actor["at"]).startswith(name)
    middles = [trace for trace in figure.data if str(trace.legendgroup).startswith("kind")][1::2]
    cards = {card_at(page, (trace.x[0], trace.y[0])) for trace in middles}
    assert cards == {
        "Li Hui → European officials: appeal• Li Hui urges officials to end the conflict",
        "Vladimir Putin → Luiz Inacio Lula da Silva: call• Putin and Lula speak by telephone",
        "Kremlin → The West: campaign• Information campaign likely being revived",
        "First unnamed diplomat → Li Hui: talk• Unnamed diplomat speaks with Li Hui",
        "Li Hui → European states: visit• Li Hui visits European states",
    }


@pytest.mark.browser
def test_markup_in_a_case_shows_as_text(draw):
    """Tags, formulas and templates in names, kinds and titles are shown as they are written."""
    events = events_of(*[(f"a{n}", "b", text) for n, text in enumerate(MARKUP)])
    events = events.assign(title=MARKUP)
    ids = [f"a{n}" for n in range(len(MARKUP))]
    actors = actors_of(actor_id=ids, name=MARKUP, descriptor=MARKUP)
    figure = actor_network(events, case=Case(events=events, actors=actors))
    page = draw(figure, height=int(figure.layout.height) + 20)
    texts = page.evaluate(
        "[...document.querySelectorAll('.scatterlayer .textpoint text')].map(t => t.textContent)"
    )
    for text in MARKUP:
        assert text in texts
    for trace in figure.data:
        for x, y, card in zip(trace.x, trace.y, trace.hovertext or (), strict=False):
            shown = card_at(page, (x, y))
            told = [text for text in MARKUP if text in shown]
            assert len(told) == (0 if card.startswith("<b>b</b>") else 1), shown
    assert page.evaluate("document.querySelectorAll('img').length") == 0


@pytest.mark.browser
def test_lines_are_drawn_whole(draw):
    """Every arrow is one unbroken path on the screen, with one head."""
    pairs = [("a", "b"), ("b", "a"), ("a", "a"), ("b", "c")]
    ties = [(*pair, f"kind {n}") for pair in pairs for n in range(3)]
    page = draw(actor_network(events_of(*ties)))
    assert page.evaluate("document.querySelectorAll('.scatterlayer .js-line').length") == len(ties)


@pytest.mark.browser
def test_heads_are_seen_outside_the_marks_they_point_at(draw):
    """A head's middle lies on the way to the recipient, outside the recipient's mark."""
    figure = actor_network(events_of(("a", "b", "call")))
    page = draw(figure)
    at = {
        name: page.evaluate(AT, list(actor["at"])) for name, actor in actors_drawn(figure).items()
    }
    head = page.evaluate(
        """() => [...document.querySelectorAll(".scatterlayer .points path")]
            .map(path => path.getBoundingClientRect()).filter(box => box.width > 4)
            .map(box => [(box.left + box.right) / 2, (box.top + box.bottom) / 2])[0]"""
    )
    radius = actors_drawn(figure)["b"]["size"] / 2
    to_b, to_a = (abs(head[0] - at[name][0]) for name in "ba")
    assert radius < to_b < radius + 20
    assert to_b < to_a
    assert abs(head[1] - at["b"][1]) < 2


@pytest.mark.browser
def test_the_legend_hides_an_unnamed_actor_with_its_ring(draw, figure):
    """A click on a kind hides its marks, labels and dashed rings together."""
    page = draw(figure, height=int(figure.layout.height) + 20)
    rings = "document.querySelectorAll('.shapelayer path').length"
    assert page.evaluate(rings) == 2
    page.locator(".legend .traces", has_text="outlet").locator(".legendtoggle").click()
    page.wait_for_function(f"{rings} === 1")
    labels = page.evaluate(
        "[...document.querySelectorAll('.scatterlayer .textpoint text')].map(t => t.textContent)"
    )
    assert [text for text in labels if "outlet" in text] == []


@pytest.mark.browser
def test_no_button_sends_the_figure_away(draw, figure):
    """The figure's bar of buttons has none that uploads the chart."""
    buttons = draw(figure).evaluate(
        "[...document.querySelectorAll('.modebar-btn')].map(button => button.dataset.title)"
    )
    assert "Download plot as a PNG" in buttons
    assert "Share chart..." not in buttons


def test_actors_can_stand_for_their_states(case):
    """Folded to states, the call is one of Russia and Brazil, and nobody else is lost."""
    figure = actor_network(case.events, case=case, level="state")
    names = {text for trace in figure.data for text in trace.text or ()}
    assert {"Russia", "Brazil", "China"} <= {name.replace("<br>", " ") for name in names}
    note = figure.layout.annotations[0].text.replace("<br>", " ")
    assert "Members stand for their state, where one is known." in note
    assert not {"Vladimir Putin", "Li Hui"} & {name.replace("<br>", " ") for name in names}


def test_an_unknown_level_is_refused(case):
    """The error says which levels there are."""
    with pytest.raises(FrameError, match="write person, organisation or state"):
        actor_network(case.events, case=case, level="planet")
