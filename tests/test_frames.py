"""Raw frames become typed ones."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import DateError, FrameError, events_frame, terms
from dateline.frames import DATE_COLUMNS, require_typed_events, typed_frame


def two(**columns):
    return pd.DataFrame({"event_id": ["e1", "e2"], "title": ["One", "Two"], **columns})


def test_two_columns_are_enough():
    """A frame with ids and titles alone becomes undated events of undetermined status."""
    events = events_frame(two())
    assert events[list(terms.BOUNDS)].isna().all(axis=None)
    assert events["status"].tolist() == ["undetermined"] * 2
    assert events["initiators"].tolist() == [(), ()]


def test_columns_and_types():
    """The columns are those of events.csv, then those of the date, each of its own type."""
    events = events_frame(two(when=["2023-05-26", ""]))
    assert events.columns.tolist() == [*terms.columns("events"), *DATE_COLUMNS[4:]]
    assert {str(events[bound].dtype) for bound in terms.BOUNDS} == {"datetime64[s]"}
    flags = ["approximate", "uncertain", "open_start", "open_end"]
    assert {str(events[flag].dtype) for flag in flags} == {"bool"}
    for name in ("status", "lane", "precision"):
        assert isinstance(events[name].dtype, pd.CategoricalDtype)


def test_order_index_and_further_columns_stay():
    """Rows keep their order and index, and columns of the frame's own come last, as they were."""
    given_frame = two(score=[0.5, 0.7]).set_axis(["b", "a"])
    events = events_frame(given_frame)
    assert events.index.tolist() == ["b", "a"]
    pd.testing.assert_series_equal(events["score"], given_frame["score"])


def test_input_is_left_alone():
    """The frame that was given is the same afterwards."""
    given_frame = two(when=["2023-05-26", None], initiators=["a; b", ""])
    before = given_frame.copy(deep=True)
    events_frame(given_frame)
    pd.testing.assert_frame_equal(given_frame, before)


def test_result_is_its_own():
    """Writing into the result changes nothing in the frame that was given."""
    given_frame = two(score=[0.5, 0.7], note=["n", "m"])
    before = given_frame.copy(deep=True)
    events = events_frame(given_frame)
    events.loc[0, ["score", "note", "title"]] = [1.0, "x", "y"]
    pd.testing.assert_frame_equal(given_frame, before)


def test_typed_events_stay_as_they_are():
    """A frame that is typed already comes back equal."""
    raw = two(when=["2023-05-26/..", ""], initiators=["a;b", ""], start_max=["", "2023-06-01"])
    events = events_frame(raw)
    pd.testing.assert_frame_equal(events_frame(events), events)


def test_an_index_that_holds_a_label_twice():
    """Dates go to their rows even where an index holds a label twice."""
    events = events_frame(two(when=["", "2023-05-26"]).set_axis([0, 0]))
    assert events["start_min"].isna().tolist() == [True, False]


def test_bounds_that_are_given_win():
    """A bound in its own column wins over the one that `when` gives; the others stay."""
    events = events_frame(two(when=["2023-05-26", "/.."], start_max=["", "2023-05-28"]))
    assert events["start_max"].astype(str).tolist() == ["2023-05-27", "2023-05-28"]
    assert events["start_min"].tolist() == [pd.Timestamp("2023-05-26"), pd.NaT]
    assert events["open_end"].tolist() == [False, True]


def test_lists_are_split_and_trimmed():
    """A cell's list becomes a tuple without blanks and empty members."""
    events = events_frame(two(initiators=["a; b;", None]))
    assert events["initiators"].tolist() == [("a", "b"), ()]


@pytest.mark.parametrize(
    "cells", [[["a", " b"], None], [("a", None, "b"), np.nan], [{"b", "a"}, []], ["a;b", ()]]
)
def test_lists_may_be_lists(cells):
    """A frame made by hand may hold lists, tuples, sets, text and null; null is nobody."""
    events = events_frame(two(initiators=pd.Series(cells, dtype=object)))
    assert events["initiators"].tolist() == [("a", "b"), ()]


@pytest.mark.parametrize("cells", [["a", 7], ["a", ["b", 7]]])
def test_a_list_of_what_is_not_text_is_refused(cells):
    """A number is no actor's id; the error names row, column and value."""
    with pytest.raises(FrameError) as raised:
        events_frame(two(recipients=pd.Series(cells, dtype=object)))
    assert str(raised.value) == (
        'row 1, recipients: 7 is not text; write a list in a cell as text, as in "putin;lula"'
    )


@pytest.mark.parametrize(
    ("lost", "what"),
    [
        (["lane"], "column lane"),
        (["end_max", "status", "note"], "columns status, end_max and note"),
        (list(DATE_COLUMNS), "columns start_min, start_max, end_min and more"),
    ],
)
def test_columns_that_a_frame_lacks_are_named(lost, what):
    """What is no typed events frame is refused with the first columns that it lacks."""
    with pytest.raises(FrameError) as raised:
        require_typed_events(events_frame(two()).drop(columns=lost), view="map", columns=["note"])
    assert str(raised.value) == (
        f"map needs a typed events frame, but this one lacks the {what}: pass case.events, or "
        "events_frame(df) for a frame of your own"
    )


def test_lanes_come_in_order_of_appearance():
    """Lanes are categories in the order in which the rows name them."""
    events = events_frame(two(lane=["Z", "A"]))
    assert events["lane"].cat.categories.tolist() == ["Z", "A"]


@pytest.mark.parametrize("column", ["event_id", "title"])
def test_missing_column_is_named(column):
    """A frame without ids or titles is refused, with the columns that it has."""
    left = two(when=["", ""]).drop(columns=column)
    expected = f"events need the column {column}; this frame has {', '.join(left.columns)}"
    with pytest.raises(FrameError) as raised:
        events_frame(left)
    assert str(raised.value) == expected


def test_what_is_no_frame_is_refused():
    """A path in place of a frame is refused with how to read it."""
    with pytest.raises(FrameError) as raised:
        events_frame("events.csv")
    assert str(raised.value) == (
        "events_frame needs a frame, not a str: pass one of your own, such as "
        "pandas.read_csv(path, dtype=str)"
    )


def test_id_used_twice_is_named():
    """An id that stands twice or is null is refused, with its row."""
    for second, what in (
        ("e1", "event_id 'e1' is used twice"),
        (None, "the event has no event_id"),
    ):
        with pytest.raises(FrameError) as raised:
            events_frame(two(event_id=["e1", second]))
        assert str(raised.value) == (
            f"row 1: {what}; events_frame needs one of its own for each event"
        )


def test_status_outside_the_vocabulary_is_named():
    """A status outside the vocabulary is refused, with what is allowed."""
    with pytest.raises(FrameError) as raised:
        events_frame(two(status=["occurred", "done"]))
    assert str(raised.value) == (
        "row 1: 'done' is not a status; "
        "allowed are occurred, ongoing, expected, not-occurred, undetermined"
    )


def test_wrong_date_names_its_own_row():
    """A date that cannot be read is named with its row in the frame, undated rows counted."""
    with pytest.raises(DateError, match=r"row 1: '26/05/2023' has the day first") as raised:
        events_frame(two(when=["", "26/05/2023"]))
    assert (raised.value.row, raised.value.value) == (1, "26/05/2023")


@pytest.mark.parametrize("table", terms.TABLES)
def test_absent_table_has_all_columns(table):
    """A table that a case lacks is an empty frame with every column, and typed like a full one."""
    frame = typed_frame(table, None)
    assert len(frame) == 0
    assert set(terms.columns(table)) <= set(frame.columns)


def test_outer_bounds_of_publication():
    """A source's publication date becomes its two outer bounds."""
    raw = pd.DataFrame({"source_id": ["s"], "title": ["T"], "published": ["2023-05"]})
    sources = typed_frame("sources", raw)
    assert sources["published_min"].tolist() == [pd.Timestamp("2023-05-01")]
    assert sources["published_max"].tolist() == [pd.Timestamp("2023-06-01")]


days = st.dates().map(str)


@given(st.lists(st.one_of(days, st.none(), st.just("")), max_size=20))
def test_undated_rows_are_just_those_without_a_date(when):
    """Bounds are null in just those rows whose `when` is empty or null."""
    frame = pd.DataFrame({"event_id": range(len(when)), "title": "T", "when": when})
    events = events_frame(frame.astype({"event_id": "str", "when": object}))
    expected = np.array([not value for value in when], dtype=bool)
    assert events["start_min"].isna().tolist() == expected.tolist()
    assert events["precision"].isna().tolist() == expected.tolist()
