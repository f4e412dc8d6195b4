"""Ties as arrows: which there are, how they bend, where they point."""

import numpy as np
import pandas as pd
import pytest

from dateline import arrows, graph, style
from dateline.frames import events_frame

PLACES = pd.DataFrame(
    {"x": [0.0, 2.0, 1.0], "y": [0.0, 0.0, 3.0]}, index=pd.Index(list("abc"), name="actor_id")
)
PEOPLE = pd.DataFrame({"name": list("ABC"), "size": [20.0, 30.0, 40.0]}, index=PLACES.index)


def arrows_of(*ties):
    """Return the arrows of (initiator, recipient, kind), one event each; a status may follow."""
    events = events_frame(
        pd.DataFrame(
            {
                "event_id": [f"e{number:02}" for number in range(len(ties))],
                "title": [f"Event {number}" for number in range(len(ties))],
                "initiators": [one for one, *_ in ties],
                "recipients": [other for _, other, *_ in ties],
                "kind": [kind for _, _, kind, *_ in ties],
                "status": [(*tie, "occurred")[3] for tie in ties],
            }
        )
    )
    return arrows.gathered(graph.ties(events), events)


def drawn(gathered, people=PEOPLE):
    return arrows.traces(gathered, arrows.curves(gathered, PLACES), actors=people)


def test_events_of_one_pair_and_kind_are_one_arrow():
    """An arrow gathers the events of an initiator, a recipient and a kind."""
    gathered = arrows_of(
        ("a", "b", "call"), ("a", "b", "visit"), ("b", "a", "call"), ("a", "b", "call")
    )
    assert gathered[["initiator", "recipient", "kind", "titles"]].to_numpy().tolist() == [
        ["a", "b", "call", ("Event 0", "Event 3")],
        ["a", "b", "visit", ("Event 1",)],
        ["b", "a", "call", ("Event 2",)],
    ]


def test_a_title_that_is_missing_is_told_by_its_id():
    """An event without a title stands in the card as its id."""
    events = events_frame(
        pd.DataFrame(
            {"event_id": ["e1"], "title": [None], "initiators": ["a"], "recipients": ["b"]}
        )
    )
    assert arrows.gathered(graph.ties(events), events)["titles"].tolist() == [("e1",)]


@pytest.mark.parametrize("kinds", [1, 2, 3, 8])
def test_all_arrows_of_a_pair_are_apart(kinds):
    """Parallel arrows, opposite ones and an actor's arrows to itself never share a middle."""
    pairs = [("a", "b"), ("b", "a"), ("a", "a"), ("c", "b")]
    gathered = arrows_of(*[(*pair, f"kind {n}") for pair in pairs for n in range(kinds)])
    lines = arrows.curves(gathered, PLACES)
    middles = np.array([line[len(line) // 2] for line in lines])
    apart = np.linalg.norm(middles[:, None] - middles[None], axis=2) + 9 * np.eye(len(middles))
    assert len(lines) == 4 * kinds
    assert apart.min() > 0.05


def test_a_lone_arrow_is_straight():
    """An arrow that shares its pair with no other is a straight line."""
    [line] = arrows.curves(arrows_of(("a", "b", "call")), PLACES)
    assert line[:, 1].tolist() == [0.0] * 17


def test_many_arrows_of_a_pair_stay_near_it():
    """However many arrows a pair has, none bends further than half the pair's distance."""
    gathered = arrows_of(*[("a", "b", f"kind {n}") for n in range(30)])
    for line in arrows.curves(gathered, PLACES):
        assert np.abs(line[:, 1]).max() < 1


def test_arrows_run_from_initiator_to_recipient():
    """Each line begins at its initiator and ends at its recipient."""
    gathered = arrows_of(
        ("a", "b", "call"), ("b", "a", "call"), ("c", "a", "talk"), ("c", "c", "x")
    )
    for arrow, line in zip(gathered.itertuples(), arrows.curves(gathered, PLACES), strict=True):
        assert line[0].tolist() == PLACES.loc[arrow.initiator].tolist()
        assert line[-1].tolist() == PLACES.loc[arrow.recipient].tolist()


def test_heads_stand_at_the_recipient_and_point_along_the_line():
    """Only a line's last point has a mark: an arrow that stands off by the recipient's size."""
    heads = drawn(arrows_of(("a", "b", "call"), ("b", "c", "call")))[0]
    shown = [i for i, size in enumerate(heads.marker.size) if size > 0]
    assert [(heads.x[i], heads.y[i]) for i in shown] == [(2.0, 0.0), (1.0, 3.0)]
    assert [heads.marker.standoff[i] for i in shown] == [18.0, 23.0]
    assert (heads.marker.symbol, heads.marker.angleref) == ("arrow", "previous")


def test_middles_carry_the_events_behind_an_arrow():
    """The mark on an arrow's middle shows who does what to whom, and every event's title."""
    _, middles = drawn(arrows_of(("a", "b", "call"), ("a", "b", "call")))
    assert middles.hovertext == ("<b>A → B: call</b><br>• Event 0<br>• Event 1",)
    assert middles.text == ("call × 2",)
    assert (middles.x, middles.y) == ((1.0,), (0.0,))


def test_a_long_card_is_cut_and_says_so():
    """A card shows twelve events and says how many more there are."""
    _, middles = drawn(arrows_of(*[("a", "b", "call")] * 20))
    [card] = middles.hovertext
    assert card.count("•") == 12
    assert card.endswith("<br>and 8 more")


def test_cards_and_labels_of_arrows_are_escaped():
    """Markup in a name, a kind or a title shows as text."""
    people = PEOPLE.assign(name=["<i>A</i>", "$B$", "C"])
    lines, middles = drawn(arrows_of(("a", "b", "<b>%{y}</b>")), people)
    assert middles.hovertext[0].startswith("<b>&lt;i&gt;A&lt;/i&gt; → &#36;B&#36;: &lt;b&gt;")
    assert middles.text == ("&lt;b&gt;&#37;{y}&lt;/b&gt;",)
    assert lines.name == "&lt;b&gt;&#37;{y}&lt;/b&gt;"


def test_kinds_differ_in_shape_as_well_as_in_colour():
    """As long as there are looks enough, no two kinds share the colour or the middle's shape."""
    traces = drawn(arrows_of(*[("a", "b", f"kind {n}") for n in range(len(style.KINDS))]))
    looks = [(trace.marker.line.color, trace.marker.symbol) for trace in traces[1::2]]
    assert looks == list(style.KINDS)
    assert all(len(set(part)) == len(looks) for part in zip(*looks, strict=True))


def test_what_did_not_happen_is_an_arrow_of_its_own():
    """Only what occurred or is under way is a solid arrow; the others say what they are."""
    statuses = ("occurred", "ongoing", "expected", "undetermined", "not-occurred")
    gathered = arrows_of(*[("a", "b", "call", status) for status in statuses])
    assert dict(zip(gathered["standing"], gathered["titles"], strict=True)) == {
        "": ("Event 0", "Event 1"),
        "expected": ("Event 2",),
        "not-occurred": ("Event 4",),
        "undetermined": ("Event 3",),
    }
    traces = drawn(gathered)
    assert [trace.line.dash for trace in traces[::2]] == ["solid", "4px,3px", "1px,3px", "1px,3px"]
    assert [trace.text[0] for trace in traces[1::2]] == [
        "call × 2",
        "call (expected)",
        "call (not-occurred)",
        "call",
    ]
    assert traces[5].marker.symbol == "x"
    assert traces[7].hovertext == ("<b>A → B: call, undetermined</b><br>• Event 3",)


def test_many_arrows_have_a_legend_instead_of_labels():
    """Beyond forty arrows the legend names the kinds, and middles have no text."""
    traces = drawn(arrows_of(*[("a", "b", f"kind {n:02}") for n in range(41)]))
    assert {trace.mode for trace in traces[1::2]} == {"markers"}
    assert {trace.showlegend for trace in traces[::2]} == {True}


def test_no_ties_draw_nothing():
    """Without a tie there is no trace."""
    assert drawn(arrows_of()) == []
