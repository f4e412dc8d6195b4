"""The time axis: the span it shows, and where on it an instant falls."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.axis import Axis, axis_for
from dateline.extent import known_bounds
from dateline.frames import events_frame

FIRST_YEAR = np.datetime64("-9999-01-01T00:00:00", "s")
LAST_YEAR = np.datetime64("9999-12-31T23:59:59", "s")
SECONDS = st.integers(int(FIRST_YEAR.astype(int)), int(LAST_YEAR.astype(int)))


def events_of(*when):
    ids = [f"e{number}" for number in range(len(when))]
    return events_frame(pd.DataFrame({"event_id": ids, "title": ids, "when": list(when)}))


def instant(text):
    return pd.Timestamp(np.datetime64(text, "s"))


@pytest.mark.parametrize(
    "when",
    ["2023-05-26", "2023-05-26T14:00:00", "-0043-03-15", "2023/..", "../2023", "[2023-05-26..]"],
)
def test_the_axis_leaves_room_around_every_bound(when):
    """Every known bound lies inside the axis with room on both sides, so that its tick shows."""
    events = events_of(when)
    at = axis_for(events, pixels=1000).to_pixels(known_bounds(events))
    assert at.min() >= 20
    assert at.max() <= 980


@pytest.mark.parametrize(
    ("when", "room"),
    [
        ("2023-05-10/2023-05-20", (0.04, 0.04)),
        ("2023-05-10/..", (0.04, 0.12)),
        ("../2023-05-20", (0.12, 0.04)),
        ("2023-05-10/", (0.04, 0.12)),
    ],
)
def test_an_open_end_has_more_room_for_its_arrow(when, room):
    """Beyond the last known bound an end that is open or not known has three times the room."""
    events = events_of(when)
    axis = axis_for(events, pixels=1000)
    known = known_bounds(events)
    span = (known.max() - known.min()) / pd.Timedelta(1, "s")
    before, after = known.min() - axis.first, axis.last - known.max()
    shares = (before / pd.Timedelta(1, "s") / span, after / pd.Timedelta(1, "s") / span)
    assert shares == pytest.approx(room, abs=1e-4)


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("-9999", "-9999-01-01T00:00:00", "-9998-01-15T14:24:00"),
        ("9999", "9998-12-17T09:36:00", "9999-12-31T23:59:59"),
    ],
)
def test_the_axis_ends_where_plotly_does(when, first, last):
    """No axis runs beyond the years that Plotly draws."""
    axis = axis_for(events_of(when), pixels=1000)
    assert axis[:2] == (instant(first), instant(last))
    assert axis.far[0] >= pd.Timestamp(FIRST_YEAR)
    assert axis.far[1] <= pd.Timestamp(LAST_YEAR)


def test_all_years_at_once_have_an_axis():
    """From the first year to the last the axis is exactly what Plotly draws, and far is no more."""
    axis = axis_for(events_of("-9999/9999"), pixels=1000)
    assert axis[:2] == (pd.Timestamp(FIRST_YEAR), pd.Timestamp(LAST_YEAR))
    assert axis.far == axis[:2]


def test_far_is_many_spans_out_on_both_sides():
    """A mark that runs to `far` still ends beyond the axis after zooming out ten times."""
    axis = axis_for(events_of("2023-05-10/2023-05-20"), pixels=1000)
    span = axis.last - axis.first
    assert axis.far[0] < axis.first - 10 * span
    assert axis.far[1] > axis.last + 10 * span


@pytest.mark.parametrize("when", [(), ("",), ("../..",)])
def test_without_any_bound_there_is_still_an_axis(when):
    """No event, an undated one and one that is open on both sides give an axis of a year."""
    axis = axis_for(events_of(*when), pixels=1000)
    assert axis.first < instant("2000-01-01")
    assert axis.last > instant("2001-01-01")
    assert axis.last - axis.first < pd.Timedelta(600, "D")


@pytest.mark.parametrize("now", ["2020-01-01", "2023-05-26T12:00:00", "2030-01-01", "-0043-03-15"])
@pytest.mark.parametrize("unit", ["s", "ms", "us"])
def test_now_is_on_the_axis_with_room(now, unit):
    """An axis with now shows it and every bound, whichever lies further out."""
    now = pd.Timestamp(np.datetime64(now, unit))
    events = events_of("2023-05-26")
    axis = axis_for(events, pixels=1000, now=now)
    at = axis.to_pixels(pd.concat([known_bounds(events), pd.Series([now.as_unit("s")])]))
    assert at.min() >= 20
    assert at.max() <= 980


@pytest.mark.parametrize(
    ("when", "now", "latest"),
    [
        (["2023-05-26", "2023-05-20/.."], None, "2023-05-27"),
        (["2023-05-26", "2023-05-20/.."], "2023-06-30", "2023-05-27"),
        (["2023-05-26", "2040"], "2023-06-30", "2023-05-27"),
        (["2040"], "2023-06-30", None),
    ],
)
def test_the_axis_knows_where_the_known_ends(when, now, latest):
    """The latest known bound is that of the events, and with now the latest up to it."""
    now = None if now is None else instant(now)
    found = axis_for(events_of(*when), pixels=1000, now=now).latest
    assert found == (None if latest is None else instant(latest))


def test_an_axis_begins_and_ends_on_a_whole_second():
    """Both ends are whole seconds, which is all that bounds know."""
    axis = axis_for(events_of("2023-05-26T14:00:00Z", "2023-05-26T14:00:07Z"), pixels=1000)
    assert (axis.first, axis.last) == (
        instant("2023-05-26T13:59:59"),
        instant("2023-05-26T14:00:09"),
    )


def test_pixels_and_instants_are_each_others_inverse():
    """An instant's pixels lead back to the instant, and null has no pixels."""
    events = events_of("2023-05-26/2023-06-01", "[2023-05-26..]")
    axis = axis_for(events, pixels=1000)
    instants = pd.Series([instant("2023-05-26"), instant("2023-05-31T12:00:00")])
    assert axis.to_instants(axis.to_pixels(instants)).tolist() == instants.tolist()
    assert np.isnan(axis.to_pixels(events["end_max"])[1])


def test_the_ends_of_the_axis_are_its_first_and_last_pixel():
    """Pixels are counted from the left end, and instants left of it are negative."""
    axis = Axis(instant("2023-01-01"), instant("2023-01-11"), 500.0)
    days = pd.Series(np.array(["2022-12-31", "2023-01-01", "2023-01-06", "2023-01-11"], "M8[s]"))
    assert axis.to_pixels(days).tolist() == [-50.0, 0.0, 250.0, 500.0]
    assert axis.to_instants(np.array([0.05])).tolist() == [pd.Timestamp("2023-01-01T00:01:26.400")]


@given(first=SECONDS, length=st.integers(1, 10**11), share=st.floats(0, 1))
def test_any_axis_returns_the_instant_to_the_millisecond(first, length, share):
    """On an axis of any length in any years an instant is found again to a few microseconds."""
    last = min(first + length, int(LAST_YEAR.astype(int)) + 1)
    axis = Axis(*(pd.Timestamp(np.datetime64(end, "s")) for end in (first, last)), 1000.0)
    meant = np.datetime64(first + int((last - first) * share), "s")
    [found] = axis.to_instants(axis.to_pixels(pd.Series([pd.Timestamp(meant)])))
    assert abs(found - pd.Timestamp(meant)) <= pd.Timedelta(1, "ms")
