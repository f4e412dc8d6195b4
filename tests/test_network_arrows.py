"""Ties as arrows: which there are, and how they bend."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import events_frame, graph
from dateline.network.arrows import along, curves, gathered, reach_of_loops
from dateline.network.boxes import Box

WIDTH = 600
PLACES = pd.DataFrame(
    {"x": [100.0, 400.0, 250.0], "y": [200.0, 200.0, 450.0], "up": [True, False, True]},
    index=pd.Index(list("abc"), name="actor_id"),
)


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
    return gathered(graph.ties(events), events)


def drawn(arrows, *, boxes=None):
    return curves(arrows, PLACES, boxes=boxes or {}, width=WIDTH)


def middles_of(lines):
    return np.array([along(line, 0.5) for line in lines])


def test_events_of_one_pair_and_kind_are_one_arrow():
    """An arrow gathers the events of an initiator, a recipient and a kind."""
    arrows = arrows_of(
        ("a", "b", "call"), ("a", "b", "visit"), ("b", "a", "call"), ("a", "b", "call")
    )
    assert arrows[["initiator", "recipient", "kind", "events"]].to_numpy().tolist() == [
        ["a", "b", "call", ("e00", "e03")],
        ["a", "b", "visit", ("e01",)],
        ["b", "a", "call", ("e02",)],
    ]


def test_what_did_not_happen_is_an_arrow_of_its_own():
    """What occurred and what is under way is one arrow; each other status has its own."""
    statuses = ("occurred", "ongoing", "expected", "undetermined", "not-occurred")
    arrows = arrows_of(*[("a", "b", "call", status) for status in statuses])
    assert dict(zip(arrows["standing"], arrows["events"], strict=True)) == {
        "": ("e00", "e01"),
        "expected": ("e02",),
        "not-occurred": ("e04",),
        "undetermined": ("e03",),
    }


def test_an_event_of_unknown_status_is_undetermined():
    """A tie whose event is not among those given counts as undetermined."""
    events = events_frame(pd.DataFrame({"event_id": ["e1"], "title": ["A call"]}))
    ties = pd.DataFrame([["e2", "call", "a", "b"]], columns=["event_id", "kind", *TIE])
    assert gathered(ties, events)["standing"].tolist() == ["undetermined"]


TIE = ["initiator", "recipient"]
ENDS = st.sampled_from("abc")


@settings(max_examples=40)
@given(st.lists(st.tuples(ENDS, ENDS, st.sampled_from("uvwxyz")), max_size=30))
def test_every_tie_is_in_exactly_one_arrow(ties):
    """No event of a pair is lost or drawn twice; each arrow is a pair and kind of its own."""
    arrows = arrows_of(*ties)
    behind = [
        (*row[:3], event)
        for *row, events in arrows[[*TIE, "kind", "events"]].to_numpy()
        for event in events
    ]
    assert sorted(behind) == sorted(
        (one, other, kind, f"e{number:02}") for number, (one, other, kind) in enumerate(ties)
    )
    assert len(arrows) == len(set(ties))


@settings(max_examples=40)
@given(st.lists(st.tuples(ENDS, ENDS, st.sampled_from("uvwxyz")), max_size=30))
def test_no_two_arrows_lie_on_one_another(ties):
    """All arrows of a pair, opposite ones and those of an actor to itself have other middles."""
    arrows = arrows_of(*ties)
    lines = drawn(arrows)
    pairs = arrows[TIE].apply(lambda ends: "".join(sorted(ends)), axis=1)
    for one, other in combinations(range(len(lines)), 2):
        if pairs[one] == pairs[other]:
            first, second = along(lines[one], 0.5), along(lines[other], 0.5)
            assert np.linalg.norm(first - second) > 4


@pytest.mark.parametrize("kinds", [1, 2, 3, 4])
def test_a_few_arrows_of_a_pair_are_far_enough_apart_for_their_marks(kinds):
    """Up to four parallel arrows have their middles a mark and its words apart."""
    middles = middles_of(drawn(arrows_of(*[("a", "b", f"kind {n}") for n in range(kinds)])))
    apart = np.linalg.norm(middles[:, None] - middles[None], axis=2) + 999 * np.eye(kinds)
    assert apart.min() >= 25.9


def test_a_lone_arrow_is_straight():
    """An arrow that shares its pair with no other, and meets nobody, is a straight line."""
    [line] = drawn(arrows_of(("a", "b", "call")))
    assert line.tolist() == [[100, 200], [400, 200]]


def test_opposite_arrows_bend_to_different_sides():
    """A call there and a call back lie on either side of the line between the two."""
    there, back = drawn(arrows_of(("a", "b", "call"), ("b", "a", "call")))
    assert along(there, 0.5)[1] - 200 == pytest.approx(200 - along(back, 0.5)[1])
    assert along(there, 0.5)[1] != 200


def test_many_arrows_of_a_pair_stay_near_it():
    """However many arrows a pair has, none bends further than a hundred pixels."""
    for line in drawn(arrows_of(*[("a", "b", f"kind {n}") for n in range(30)])):
        assert np.abs(line[:, 1] - 200).max() < 100


@settings(max_examples=30)
@given(st.lists(st.tuples(ENDS, ENDS, st.sampled_from("uvw")), max_size=12))
def test_arrows_run_from_initiator_to_recipient(ties):
    """Each line begins at its initiator and ends at its recipient."""
    arrows = arrows_of(*ties)
    for one, other, line in zip(*(arrows[end] for end in TIE), drawn(arrows), strict=True):
        assert line[0] == pytest.approx(PLACES.loc[one, ["x", "y"]].to_numpy(float))
        assert line[-1] == pytest.approx(PLACES.loc[other, ["x", "y"]].to_numpy(float))


def test_arrows_to_oneself_rise_or_hang_one_beyond_another():
    """They rise above an actor that is `up`, hang below one that is not, and reach as told."""
    arrows = arrows_of(*[(actor, actor, kind) for actor in "ab" for kind in "xyz"])
    reach = reach_of_loops(arrows)
    assert reach.to_dict() == {"a": 76.5, "b": 76.5}
    lines = drawn(arrows)
    assert [round(200 - line[:, 1].min(), 1) for line in lines[:3]] == [46.5, 61.5, 76.5]
    assert [round(line[:, 1].max() - 200, 1) for line in lines[3:]] == [46.5, 61.5, 76.5]
    assert max(line[:, 1].max() for line in lines[:3]) == 200


def test_who_has_no_arrow_to_itself_reaches_nowhere():
    """Only actors with arrows to themselves are named."""
    assert reach_of_loops(arrows_of(("a", "b", "x"))).empty
    assert reach_of_loops(arrows_of()).empty


def test_a_line_bends_around_an_actor_that_stands_between():
    """No point of an arrow lies in the room of an actor that it has nothing to do with."""
    between = Box(220, 180, 280, 220)
    [line] = drawn(arrows_of(("a", "b", "call")), boxes={"c": between})
    points = np.array([along(line, share) for share in np.linspace(0, 1, 60)])
    inside = (np.abs(points - [250, 200]) < [30, 20]).all(axis=1)
    assert not inside.any()
    assert drawn(arrows_of(("a", "b", "call")), boxes={"a": between})[0].shape == (2, 2)


def test_a_line_stays_on_the_page_where_it_can():
    """Of two ways around an actor the one that does not leave the page is taken."""
    places = PLACES.assign(x=[10.0, 10.0, 10.0], y=[0.0, 600.0, 300.0])
    boxes = {"c": Box(-30, 280, 50, 320)}
    [line] = curves(arrows_of(("a", "b", "call")), places, boxes=boxes, width=WIDTH)
    assert line[:, 0].min() >= 0
    assert line[:, 0].max() > 50


def test_no_ties_make_no_arrows():
    """Without a tie there is no arrow, no line, and nothing is counted."""
    arrows = arrows_of()
    assert arrows["events"].map(len).sum() == 0
    assert drawn(arrows) == []


@pytest.mark.parametrize(
    ("share", "place"),
    [(0, [0, 0]), (0.25, [5, 0]), (0.5, [10, 0]), (0.75, [10, 5]), (1, [10, 10])],
)
def test_places_along_a_line_go_by_its_points(share, place):
    """Half of a line of three points is at the second, whatever the lengths between them."""
    assert along(np.array([[0.0, 0.0], [10.0, 0.0], [10.0, 10.0]]), share).tolist() == place
