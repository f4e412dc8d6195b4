"""Actors stand for the body that they belong to."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import FrameError, events_frame
from dateline.folding import LEVELS, folded
from dateline.frames import typed_frame


def actors_of(*rows):
    """Return made-up actors from (id, kind, member_of)."""
    frame = pd.DataFrame(rows, columns=["actor_id", "kind", "member_of"], dtype="str")
    return typed_frame("actors", frame.assign(name=frame["actor_id"], naming="named"))


def events_of(initiators, recipients):
    rows = {"event_id": ["e1"], "title": ["Made up"]}
    return events_frame(
        pd.DataFrame(rows | {"initiators": [initiators], "recipients": [recipients]})
    )


def ends_of(events):
    return [tuple(events[column].iloc[0]) for column in ("initiators", "recipients")]


MOON = actors_of(
    ("dragon", "person", "guards"),
    ("guards", "group", "castle"),
    ("castle", "government", "moon"),
    ("moon", "state", ""),
    ("witch", "person", "moon"),
    ("knight", "person", ""),
    ("gazette", "outlet", ""),
)


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("person", [("dragon", "witch"), ("knight", "gazette")]),
        ("organisation", [("castle", "moon"), ("knight", "gazette")]),
        ("state", [("moon",), ("knight", "gazette")]),
    ],
)
def test_actors_stand_for_the_body_of_the_level(level, expected):
    """Members climb to the level or above it; who belongs to nothing stands for himself."""
    events = folded(events_of("dragon;witch", "knight;gazette"), actors=MOON, level=level)
    assert ends_of(events) == expected


def test_the_call_becomes_one_of_states(case):
    """Putin and Lula stand for Russia and Brazil when the case is folded to states."""
    whole = folded(case.events, actors=case.actors, level="state").set_index("event_id")
    assert whole.loc["e-call", ["initiators", "recipients"]].tolist() == [("russia",), ("brazil",)]


def test_nothing_but_the_ends_changes(case):
    """Dates, titles and order stay, and the frame given is as it was."""
    before = case.events.copy(deep=True)
    whole = folded(case.events, actors=case.actors, level="state")
    ends = ["initiators", "recipients"]
    pd.testing.assert_frame_equal(whole.drop(columns=ends), case.events.drop(columns=ends))
    pd.testing.assert_frame_equal(case.events, before)


def test_unknown_actors_stand_for_themselves():
    """An id that the actors table lacks is left as it is."""
    events = folded(events_of("stranger", "dragon"), actors=MOON, level="state")
    assert ends_of(events) == [("stranger",), ("moon",)]


@pytest.mark.parametrize("level", LEVELS)
def test_a_circle_is_named(level):
    """Members of themselves, at whatever remove, are refused on every level."""
    actors = actors_of(
        ("a", "person", "b"), ("b", "organisation", "c"), ("c", "group", "b"), ("d", "state", "")
    )
    with pytest.raises(FrameError) as raised:
        folded(events_of("d", "a"), actors=actors, level=level)
    assert str(raised.value) == "member_of runs in a circle: b → c → b"


def test_an_unknown_level_is_refused(case):
    """The error says which levels there are."""
    with pytest.raises(FrameError) as raised:
        folded(case.events, actors=case.actors, level="planet")
    assert str(raised.value) == ("there is no level “planet”; write person, organisation or state")


@given(st.lists(st.integers(-1, 7), min_size=8, max_size=8), st.sampled_from(LEVELS))
def test_folding_twice_changes_nothing_more(parents, level):
    """Whoever stands for others stands for himself; circles are always found."""
    kinds = ["person", "group", "organisation", "state"] * 2
    rows = [
        (f"a{number}", kind, "" if above < 0 else f"a{above}")
        for number, (kind, above) in enumerate(zip(kinds, parents, strict=True))
    ]
    actors = actors_of(*rows)
    events = events_of(";".join(f"a{number}" for number in range(8)), "a0")
    is_circular = any(_runs_in_a_circle(start, parents) for start in range(8))
    if is_circular:
        with pytest.raises(FrameError, match="member_of runs in a circle"):
            folded(events, actors=actors, level=level)
        return
    once = folded(events, actors=actors, level=level)
    twice = folded(once, actors=actors, level=level)
    assert ends_of(once) == ends_of(twice)


def _runs_in_a_circle(start, parents):
    at, seen = start, set()
    while at >= 0 and at not in seen:
        seen.add(at)
        at = parents[at]
    return at >= 0
