"""Actors as marks: what is known of them, how large they are, the ring of an unnamed one."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import style, terms
from dateline.actor_marks import LARGEST, SMALLEST, described, look, ring, sizes
from dateline.frames import typed_frame

KNOWN = typed_frame(
    "actors",
    pd.DataFrame(
        {
            "actor_id": ["a", "b", "c"],
            "name": ["Ada", "Somebody", "They"],
            "kind": ["person", "outlet", "group"],
            "naming": ["named", "unnamed", "generic"],
            "descriptor": ["", "a paper", ""],
        },
        dtype="str",
    ),
)


def counts_of(**counts):
    return pd.Series(counts, dtype=int, name="events")


def test_actors_have_what_the_table_knows():
    """Count, name, kind, naming and description stand beside one another, by actor."""
    frame = described(counts_of(a=2, b=1), KNOWN)
    assert frame.columns.tolist() == ["events", "name", "kind", "naming", "descriptor"]
    assert frame.loc["b"].tolist() == [1, "Somebody", "outlet", "unnamed", "a paper"]
    assert frame.loc["a"].tolist()[:4] == [2, "Ada", "person", "named"]
    assert pd.isna(frame.loc["a", "descriptor"])
    assert frame.index.tolist() == ["a", "b"]


@pytest.mark.parametrize("known", [None, KNOWN])
def test_an_actor_whom_the_table_lacks_stands_for_itself(known):
    """Its id is its name; it is named, and of no kind."""
    frame = described(counts_of(x=1), known)
    assert frame.loc["x"].tolist()[:4] == [1, "x", "kind not given", "named"]


def test_nobody_makes_an_empty_frame():
    """Without actors there are no rows, sizes or marks."""
    frame = described(counts_of(), KNOWN)
    assert frame.empty
    assert sizes(frame["events"]).tolist() == []
    assert look(frame.assign(size=[]))["size"] == []


def test_the_tables_given_are_not_changed():
    """Describing actors leaves count and table as they were."""
    counts, known = counts_of(a=1), KNOWN.copy(deep=True)
    described(counts, known)
    pd.testing.assert_frame_equal(known, KNOWN)
    assert counts.to_dict() == {"a": 1}


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=30))
def test_the_area_of_a_mark_grows_with_its_count(numbers):
    """The most frequent is the largest, none is too small, equal counts have equal sizes."""
    widths = sizes(pd.Series(numbers))
    assert widths.max() == LARGEST
    assert widths.min() >= SMALLEST
    rank = np.argsort(numbers, kind="stable")
    assert (np.diff(widths.to_numpy()[rank]) >= 0).all()
    assert widths.nunique() <= len(set(numbers))
    share = (widths - SMALLEST) / (LARGEST - SMALLEST)
    np.testing.assert_allclose(share**2, np.array(numbers) / max(numbers), atol=0.005)


@pytest.mark.parametrize(
    ("naming", "expected"),
    [("named", (style.ACTOR, 2)), ("generic", (style.PAPER, 2)), ("unnamed", (style.PAPER, 0))],
)
def test_filling_and_outline_say_the_naming(naming, expected):
    """Named actors are filled, classes are hollow, unnamed ones leave their outline to a ring."""
    marks = look(pd.DataFrame({"kind": ["person"], "naming": [naming], "size": [20.0]}))
    assert (marks["color"][0], marks["line"]["width"][0]) == expected


def test_each_kind_of_actor_has_a_shape_of_its_own():
    """The kinds that a case may use differ in shape; any other kind is a circle."""
    kinds = [*terms.allowed("actors", "kind")]
    frame = pd.DataFrame({"kind": [*kinds, "kind not given"], "naming": "named", "size": 20.0})
    symbols = look(frame)["symbol"]
    assert len(set(symbols[:-1])) == len(kinds)
    assert symbols[-1] == "circle"


def test_a_ring_is_as_large_as_its_mark_at_every_zoom():
    """A ring is measured in pixels around its actor's place, and dashed."""
    drawn = ring({"x": 30.0, "y": 50.0, "size": 24.0})
    assert (drawn["xanchor"], drawn["yanchor"]) == (30, 50)
    assert (drawn["x0"], drawn["x1"], drawn["y0"], drawn["y1"]) == (-12, 12, -12, 12)
    assert (drawn["xsizemode"], drawn["ysizemode"]) == ("pixel", "pixel")
    assert drawn["line"]["dash"] == "4px,3px"
