"""What the four bounds say: who has none, where a core is, which instants bound."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.extent import cores, is_undated, known_bounds
from dateline.frames import events_frame
from dateline.terms import BOUNDS

MAYBE_SECONDS = st.one_of(st.none(), st.integers(0, 8))


def events_of(*when):
    ids = [f"e{number}" for number in range(len(when))]
    return events_frame(pd.DataFrame({"event_id": ids, "title": ids, "when": list(when)}))


@pytest.mark.parametrize(
    ("when", "undated"),
    [
        ("", True),
        ("../..", True),
        ("2023-05-26", False),
        ("2023/..", False),
        ("../2023", False),
        ("[..2023-05-26]", False),
        ("[2023-05-26..]", False),
    ],
)
def test_an_event_is_undated_where_no_bound_is_known(when, undated):
    """One bound is enough to stand on an axis; none at all is undated."""
    assert is_undated(events_of(when)).tolist() == [undated]


@pytest.mark.parametrize(
    ("when", "core"),
    [
        ("", None),
        ("2023-05-26", None),
        ("2023-05", None),
        ("2023-05-26T14:00:00Z", None),
        ("2023-05-20/2023-05-21", None),
        ("2023-05-20/2023-05-22", ("2023-05-21", "2023-05-22")),
        ("2023-05/2023-08", ("2023-06-01", "2023-08-01")),
        ("2023-05-20/..", None),
        ("../2023-05-20", None),
        ("2023-05-20/", None),
        ("/2023-05-20", None),
        ("../..", None),
        ("[2023-05-20..]", None),
        ("[..2023-05-20]", None),
    ],
)
def test_a_core_is_where_the_event_certainly_went_on(when, core):
    """A core reaches from the latest start to the earliest end; an open end has no earliest."""
    found = [
        tuple(str(end.date()) for end in ends)
        for ends in cores(events_of(when))[["left", "right"]].itertuples(index=False, name=None)
    ]
    assert found == ([] if core is None else [core])


def test_a_core_ends_at_a_known_bound_even_where_the_end_is_open():
    """Where an end is stated to be open but a bound of it is given, the bound counts."""
    frame = {"event_id": ["e1"], "title": ["A march"], "when": ["2023-05-20/.."]}
    frame |= {"end_min": ["2023-05-30"], "end_max": ["2023-06-02"]}
    [core] = cores(events_frame(pd.DataFrame(frame)))[["left", "right"]].to_numpy().tolist()
    assert [str(end)[:10] for end in core] == ["2023-05-21", "2023-05-30"]


def test_cores_keep_rows_and_columns():
    """The events that have a core keep index, order and all their columns."""
    events = events_of("2023-05-26", "2023-05-20/2023-05-26", "", "2023/..")
    found = cores(events)
    assert found.index.tolist() == [1]
    assert found.columns.tolist() == [*events.columns, "left", "right"]


@given(st.lists(st.tuples(*[MAYBE_SECONDS] * 4, st.booleans(), st.booleans()), max_size=20))
def test_a_core_never_ends_before_it_begins(rows):
    """Whatever the bounds and flags, a core has two ends and a length."""
    frame = pd.DataFrame(rows, columns=[*BOUNDS, "open_start", "open_end"])
    instants = {name: pd.to_datetime(frame[name], unit="s").astype("M8[s]") for name in BOUNDS}
    found = cores(frame.assign(**instants).astype({"open_start": bool, "open_end": bool}))
    assert (found["left"] < found["right"]).all()


def test_known_bounds_are_all_that_are_known():
    """All instants of all four columns are in one, without nulls."""
    found = known_bounds(events_of("2023-05-26", "", "2023/.."))
    assert sorted(found.astype(str)) == [
        "2023-01-01",
        "2023-05-26",
        "2023-05-26",
        "2023-05-27",
        "2023-05-27",
        "2024-01-01",
    ]
    assert str(found.dtype) == "datetime64[s]"


def test_undated_events_have_no_known_bounds():
    """No event, or none with a date, gives an empty column."""
    assert known_bounds(events_of()).empty
    assert known_bounds(events_of("")).empty
