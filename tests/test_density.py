"""Counts by lane, status and bin, beside every dating tried one by one."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import events_frame
from dateline.density import Bins, bins_for, counted_by_bin, few_lanes
from dateline.extent import cores
from dateline.terms import BOUNDS, allowed

MINUTE, HOUR, DAY = 60, 3_600, 86_400
YEAR = 365 * DAY
START = pd.Timestamp("2023-05-26T14:00:00")
LANES = ("north", "south")
STATUSES = ("occurred", "expected")
PARTS = 3
"""Datings are tried in thirds of a second."""

LIMIT = st.none() | st.integers(0, 4)
FLAGS = st.tuples(st.booleans(), st.booleans())
PLACE = st.tuples(st.sampled_from(LANES), st.sampled_from(STATUSES))
ANY = st.tuples(st.tuples(LIMIT, LIMIT, LIMIT, LIMIT), FLAGS, PLACE)
EVENT = ANY.filter(
    lambda event: (
        not _closed(event[0][0], event[0][1], strict=False)
        and not _closed(event[0][2], event[0][3], strict=False)
        and not _closed(event[0][0], event[0][3], strict=True)
    )
)
BINS = st.builds(
    lambda first, seconds, number: Bins(START + pd.Timedelta(first, "s"), seconds, number),
    st.integers(-2, 3),
    st.integers(1, 3),
    st.integers(1, 4),
)


def _closed(low, high, *, strict):
    """Tell whether nothing is left between two limits."""
    return None not in (low, high) and (low >= high if strict else low > high)


def events_of(*events):
    """Return events of these bounds (seconds after a start), flags, lanes and statuses."""
    bounds = pd.DataFrame([event[0] for event in events], columns=BOUNDS, dtype="float")
    instants = {name: START + pd.to_timedelta(bounds[name], "s") for name in BOUNDS}
    flags = np.array([event[1] for event in events], dtype=bool).reshape(-1, 2)
    words = np.array([event[2] for event in events], dtype=object).reshape(-1, 2)
    raw = {"event_id": [f"e{number}" for number in range(len(events))], "title": "Made up"}
    raw |= {"lane": words[:, 0], "status": words[:, 1]}
    typed = events_frame(pd.DataFrame(raw | instants).astype({"event_id": "str"}))
    return typed.assign(open_start=flags[:, 0], open_end=flags[:, 1])


def dated(*when, **columns):
    """Return events e0, e1, … of these EDTF dates."""
    ids = [f"e{number}" for number in range(len(when))]
    text = pd.Series(when, dtype="str")
    return events_frame(pd.DataFrame({"event_id": ids, "title": "Made up", "when": text} | columns))


def days(first, number):
    """Return bins of a day each."""
    return Bins(pd.Timestamp(first), DAY, number)


def told(events, bins):
    """Return in which bins an event is possible and in which it is certain."""
    frame = counted_by_bin(events, bins=bins)
    return frame["bin"].tolist(), frame.loc[frame["certain"] > 0, "bin"].tolist()


# -- against every dating tried ----------------------------------------------------------------


def datings(bounds):
    """Return every admissible start and end in parts, some seconds beyond the limits too."""
    start_min, start_max, end_min, end_max = (
        None if bound is None else bound * PARTS for bound in bounds
    )
    grid = range(-5 * PARTS, 18 * PARTS)
    starts = [at for at in grid if _within(at, start_min, start_max, shut="low")]
    ends = [at for at in grid if _within(at, end_min, end_max, shut="high")]
    return np.array([(start, end) for start in starts for end in ends if start < end]).T


def _within(at, low, high, *, shut):
    if low is not None and low == high:
        return at == low
    above = low is None or (low <= at if shut == "low" else low < at)
    below = high is None or (at <= high if shut == "high" else at < high)
    return above and below


def tried(events, bins):
    """Count by lane, status and bin what the datings say that are tried one by one."""
    counts = {}
    edges = (bins.edges() - START.to_datetime64()).astype("timedelta64[s]").astype(int) * PARTS
    for bounds, _, (lane, status) in events:
        if bounds == (None, None, None, None):
            continue
        start, end = datings(bounds)
        for number in range(bins.number):
            meets = (start < edges[number + 1]) & (edges[number] < end)
            possible, certain = counts.get((lane, status, number), (0, 0))
            counts[lane, status, number] = possible + meets.any(), certain + meets.all()
    return {key: count for key, count in counts.items() if count[0]}


@given(st.lists(EVENT, max_size=6), BINS)
def test_counts_are_those_of_every_dating_tried(events, bins):
    """Possible is met in some, certain in every dating, whether or not an end is called open."""
    frame = counted_by_bin(events_of(*events), bins=bins)
    rows = frame.itertuples(index=False, name=None)
    assert {row[:3]: row[3:] for row in rows} == tried(events, bins)


@given(st.lists(ANY, max_size=6), BINS)
def test_certain_is_never_more_than_possible(events, bins):
    """No bound, be it out of order, makes more events certain than are possible."""
    frame = counted_by_bin(events_of(*events), bins=bins)
    assert (frame["possible"] > 0).all()
    assert frame["certain"].between(0, frame["possible"]).all()


@given(EVENT, BINS)
def test_a_bin_that_meets_a_core_is_certain(event, bins):
    """An event is certain wherever its core is."""
    events = events_of(event)
    edges = pd.Series(bins.edges())
    in_core = set()
    for left, right in cores(events)[["left", "right"]].itertuples(index=False, name=None):
        is_met = ~(edges.shift(-1) <= left) & ~(edges >= right)
        in_core |= set(np.flatnonzero(is_met[: bins.number]).tolist())
    assert in_core <= set(told(events, bins)[1])


# -- dates as people write them ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "bins", "possible", "certain"),
    [
        ("2023-05-26", Bins(pd.Timestamp("2023-05-15"), 7 * DAY, 3), [1], [1]),
        ("2023-05-26", Bins(pd.Timestamp("2023-05-25T23:00"), HOUR, 26), [*range(1, 25)], []),
        ("2023-05-26", days("2023-05-25", 3), [1], [1]),
        ("2023-05-26", days("2023-05-26", 1), [0], [0]),
        ("2023-05-26", days("2023-05-27", 3), [], []),
        ("2023-05-26", days("2023-05-23", 3), [], []),
        ("2023-05", days("2023-05-30", 4), [0, 1], []),
        ("2023-05-24/2023-05-26", days("2023-05-23", 5), [1, 2, 3], [1, 2, 3]),
        ("2023-05-24/2023-05-26", days("2023-05-25", 1), [0], [0]),
        ("2023-04/2023-06", days("2023-04-29", 4), [0, 1, 2, 3], [1, 2, 3]),
        ("2023-04/2023-06", days("2023-05-30", 4), [0, 1, 2, 3], [0, 1, 2]),
        ("2023/..", days("2022-12-31", 3), [1, 2], []),
        ("2023/..", days("2023-12-30", 4), [0, 1, 2, 3], []),
        ("2023/..", days("9999-12-31", 1), [0], []),
        ("../2023", days("2022-12-30", 4), [0, 1, 2, 3], []),
        ("../2023", days("2023-12-30", 4), [0, 1], []),
        ("[..2023]", days("2022-12-30", 4), [0, 1, 2, 3], []),
        ("[..2023]", days("2023-12-30", 4), [0, 1], []),
        ("[2023..]", days("2022-12-30", 4), [2, 3], []),
        ("2023-05-26/", days("2023-05-25", 4), [1, 2, 3], [1]),
        ("/2023-05-26", days("2023-05-25", 4), [0, 1], [1]),
        ("2023-05-26T14:00:00/..", days("2023-05-25", 3), [1, 2], [1]),
        ("2023-05-26T14:00:04", Bins(START, 5, 2), [0], [0]),
        ("2023-05-26T14:00:05", Bins(START, 5, 2), [1], [1]),
        ("2023-05-26T16:00:05+02:00", Bins(START, 5, 2), [1], [1]),
        ("../..", days("2023-05-25", 3), [], []),
        ("", days("2023-05-25", 3), [], []),
    ],
)
def test_dates_are_counted_where_they_may_and_must_be(when, bins, possible, certain):
    """A day is certain in its week and in none of its hours; an open end makes nothing certain."""
    assert told(dated(when), bins) == (possible, certain)


@pytest.mark.parametrize(("second", "place"), [(4, 0), (5, 1), (9, 1)])
def test_an_instant_counts_in_the_bin_that_begins_with_it(second, place):
    """An event of one instant, without length, is not lost on the edge of a bin."""
    events = events_of(((second,) * 4, (False, False), ("north", "occurred")))
    assert told(events, Bins(START, 5, 2)) == ([place], [place])


def test_every_year_can_be_counted():
    """From the year -9999 to 9999 bins have their edges, and events their bins."""
    events = dated("-9999-01-01", "9999-12-31", "-0043-03-15")
    bins = bins_for(events["start_min"].min(), events["end_max"].max(), most=300)
    assert bins.words == "100 years of 365 days"
    assert bins.edges()[[0, -1]].astype(str).tolist() == [
        "-9999-01-01T00:00:00",
        "10087-08-28T00:00:00",
    ]
    assert told(events, bins) == ([0, 99, 200], [0, 99, 200])


def test_the_case_by_days(case):
    """Of the case's events the visit is certain on no day, the call and the arrival on theirs."""
    frame = counted_by_bin(case.events, bins=days("2023-05-25", 4))
    rows = frame.astype({"lane": "str", "status": "str"}).itertuples(index=False, name=None)
    assert list(rows) == [
        ("Kremlin", "occurred", 1, 2, 2),
        ("Kremlin", "ongoing", 0, 1, 0),
        ("Kremlin", "ongoing", 1, 1, 0),
        ("Kremlin", "ongoing", 2, 1, 1),
        ("Kremlin", "ongoing", 3, 1, 0),
        ("China's envoy", "occurred", 0, 2, 0),
        ("China's envoy", "occurred", 1, 3, 1),
        ("Reporting", "occurred", 0, 1, 0),
        ("Reporting", "occurred", 1, 2, 0),
        ("Reporting", "occurred", 2, 3, 1),
    ]


# -- the frame ---------------------------------------------------------------------------------


def test_the_whole_frame():
    """Only what is possible has a row, in the order of lanes, statuses and bins."""
    events = dated(
        *("2023-05-26", "2023-05-26", "2023-05-25/2023-05-27", "2023-05", "2023-05-27"),
        lane=["press", "east", "press", "press", "press"],
        status=["occurred", "occurred", "occurred", "occurred", "expected"],
    )
    lanes = pd.CategoricalDtype(pd.Index(["press", "east"], dtype="str"))
    statuses = pd.CategoricalDtype(pd.Index(allowed("events", "status"), dtype="str"))
    expected = pd.DataFrame(
        {
            "lane": ["press", "press", "press", "east"],
            "status": ["occurred", "occurred", "expected", "occurred"],
            "bin": [0, 1, 1, 0],
            "possible": [3, 2, 1, 1],
            "certain": [2, 1, 1, 1],
        }
    )
    dtypes = {"lane": lanes, "status": statuses, "bin": "int32"}
    actual = counted_by_bin(events, bins=days("2023-05-26", 2))
    pd.testing.assert_frame_equal(actual, expected.astype(dtypes))


def test_events_without_lane_or_status_are_counted():
    """A null lane or status is a group of its own, and comes first."""
    events = dated("2023-05-26", "2023-05-26", status=["", "occurred"])
    frame = counted_by_bin(events, bins=days("2023-05-26", 1))
    assert frame["status"].isna().tolist() == [True, False]
    assert frame["possible"].tolist() == [1, 1]
    nowhere = events.assign(lane=events["lane"].where(events["status"].notna()))
    assert counted_by_bin(nowhere, bins=days("2023-05-26", 1))["lane"].isna().tolist() == [
        True,
        False,
    ]


@pytest.mark.parametrize("when", [[], ["", ""], ["2023-05-29"]])
def test_nothing_to_count_gives_no_row(when):
    """No event, no dated one and none inside the bins leave the columns alone."""
    frame = counted_by_bin(dated(*when), bins=days("2023-05-26", 2))
    assert len(frame) == 0
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == {
        "lane": "category",
        "status": "category",
        "bin": "int32",
        "possible": "int64",
        "certain": "int64",
    }


def test_the_frame_given_is_not_changed(case):
    """Counting and putting lanes together leave the events as they were."""
    events = case.events.copy(deep=True)
    counted_by_bin(case.events, bins=days("2023-05-20", 10))
    few_lanes(case.events, most=2)
    pd.testing.assert_frame_equal(case.events, events)


def test_counts_of_many_events_are_sums_of_the_counts_of_few():
    """Of 3,000 events each count is the sum of those of their thirds."""
    some = pd.date_range("2023-01-01", periods=97).strftime("%Y-%m-%d")
    when = [
        some[number * 37 % 97][: 7 if number % 5 == 0 else 10] + ("/.." if number % 7 == 0 else "")
        for number in range(3000)
    ]
    events = dated(*when, lane=[f"lane {number % 11}" for number in range(3000)])
    bins = bins_for(pd.Timestamp("2023-01-20"), pd.Timestamp("2023-03-20"), most=40)
    thirds = [counted_by_bin(events.iloc[top::3], bins=bins) for top in range(3)]
    keys = ["lane", "status", "bin"]
    summed = pd.concat(thirds).groupby(keys, observed=True, as_index=False).sum()
    pd.testing.assert_frame_equal(counted_by_bin(events, bins=bins), summed)


# -- bins --------------------------------------------------------------------------------------

ROUND = [
    *(1, 5, 15, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR),
    *(DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY, 91 * DAY),
    *(digit * 10**power * YEAR for power in range(6) for digit in (1, 2, 5)),
]
FIRST = int(np.datetime64("-9999-01-01T00:00:00", "s").astype(np.int64))
LAST = int(np.datetime64("9999-12-31T23:59:59", "s").astype(np.int64))
LENGTH = (
    st.integers(0, 39)
    .flatmap(lambda power: st.integers(0, 2**power))
    .map(lambda seconds: min(seconds, LAST - FIRST))
)


def instant(seconds):
    return pd.Timestamp(np.datetime64(seconds, "s"))


@given(LENGTH.flatmap(lambda n: st.tuples(st.integers(FIRST, LAST - n), st.just(n))), st.data())
def test_bins_cover_are_few_and_round_and_begin_where_people_expect(span, data):
    """Bins cover the span and no bin more, have a round width, and begin at a round time."""
    begin, length = span
    most = data.draw(st.integers(1, 400))
    bins = bins_for(instant(begin), instant(begin + length), most=most)
    edges = bins.edges().astype("datetime64[s]").astype(np.int64).tolist()
    assert bins.number == len(edges) - 1 <= most
    assert edges[0] <= begin < edges[1]
    assert bins.number == 1 or edges[-2] < begin + length <= edges[-1]
    assert bins.seconds in ROUND
    assert set(np.diff(edges).tolist()) == {bins.seconds}
    begins = str(bins.edges()[0])
    if bins.seconds < DAY:
        assert edges[0] % bins.seconds == 0
    elif bins.seconds < YEAR:
        weekday = (edges[0] // DAY + 3) % 7
        assert begins.endswith("T00:00:00")
        assert bins.seconds % (7 * DAY) != 0 or weekday == 0
    else:
        assert begins == f"{np.datetime64(begin, 's').astype('datetime64[Y]')}-01-01T00:00:00"


@given(LENGTH.flatmap(lambda n: st.tuples(st.integers(FIRST, LAST - n), st.just(n))), st.data())
def test_no_narrower_bins_would_do(span, data):
    """With the next narrower width there would be too many bins, wherever they begin."""
    begin, length = span
    most = data.draw(st.integers(1, 400))
    bins = bins_for(instant(begin), instant(begin + length), most=most)
    place = ROUND.index(bins.seconds)
    # As many bins as the length takes, and one more where an edge is inside the first of them.
    assert place == 0 or -(-length // ROUND[place - 1]) + 1 > most


@pytest.mark.parametrize(
    ("first", "last", "most", "words", "number", "begins"),
    [
        ("2023-05-26", "2023-05-27", 24, "1 hour", 24, "2023-05-26"),
        ("2023-05-26", "2023-05-27", 23, "3 hours", 8, "2023-05-26"),
        ("2023-05-26T13:59", "2023-05-26T14:01", 2, "1 minute", 2, "2023-05-26T13:59"),
        ("2023-05-26T13:59:50", "2023-05-26T14:00:10", 3, "15 seconds", 2, "2023-05-26T13:59:45"),
        ("2023-05-20", "2023-06-20", 31, "1 day", 31, "2023-05-20"),
        ("2023-05-20", "2023-06-20", 6, "7 days", 6, "2023-05-15"),
        ("2023-05-20", "2043-05-20", 300, "28 days", 262, "2023-05-15"),
        ("1914-07-28", "1918-11-11", 10, "1 year of 365 days", 5, "1914-01-01"),
        ("0001-01-01", "2023-05-27", 500, "5 years of 365 days", 405, "0001-01-01"),
        ("2023-05-26", "2023-05-26", 300, "1 second", 1, "2023-05-26"),
        ("2023-05-26", "2023-05-26T00:00:00.5", 300, "1 second", 1, "2023-05-26"),
        ("2023-05-26T00:00:00.5", "2023-05-26T00:00:01.5", 300, "1 second", 2, "2023-05-26"),
    ],
)
def test_bins_of_a_span(first, last, most, words, number, begins):
    """A span has the narrowest round bins, and their width is said in words."""
    bins = bins_for(pd.Timestamp(first), pd.Timestamp(last), most=most)
    assert (bins.words, bins.number, bins.first) == (words, number, pd.Timestamp(begins))


def test_edges_are_between_bins():
    """Edges are instants of whole seconds, one more than there are bins."""
    edges = days("2023-05-26", 2).edges()
    assert edges.dtype == np.dtype("datetime64[s]")
    assert np.datetime_as_string(edges, unit="D").tolist() == [
        "2023-05-26",
        "2023-05-27",
        "2023-05-28",
    ]


@pytest.mark.parametrize("most", [0, -1])
def test_less_than_one_bin_is_refused(most):
    """No bin covers nothing."""
    with pytest.raises(ValueError, match="most") as raised:
        bins_for(START, START, most=most)
    assert str(raised.value) == f"most is {most}; at least one bin is needed to cover anything"


# -- lanes -------------------------------------------------------------------------------------


def in_lanes(*lanes):
    """Return one event a lane named."""
    return dated(*["2023-05-26"] * len(lanes), lane=list(lanes))


def test_small_lanes_are_put_together():
    """The biggest lanes stay in their order, of equally big ones the first by name."""
    events = in_lanes("south", "west", "north", "south", "east", "press", "press", "west")
    lane, together = few_lanes(events, most=4)
    assert together == 2
    rest = ["2 more lanes", "press", "press", "west"]
    assert lane.tolist() == ["south", "west", "2 more lanes", "south", *rest]
    assert lane.cat.categories.tolist() == ["south", "west", "press", "2 more lanes"]
    assert few_lanes(events, most=2)[0].cat.categories.tolist() == ["press", "4 more lanes"]
    assert (lane.name, lane.index.tolist()) == ("lane", events.index.tolist())


@pytest.mark.parametrize("most", [2, 3])
def test_few_lanes_are_left_alone(most):
    """Where the lanes with events are few enough, their column comes back as it is."""
    events = in_lanes("south", "north", "east").iloc[:2]
    lane, together = few_lanes(events, most=most)
    assert together == 0
    pd.testing.assert_series_equal(lane, events["lane"])


def test_one_lane_holds_all():
    """With room for one lane it holds all, and its name says so."""
    lane, together = few_lanes(in_lanes(*map(str, range(1200))), most=1)
    assert together == 1200
    assert set(lane) == {"all 1,200 lanes"}
    assert lane.cat.categories.tolist() == ["all 1,200 lanes"]


def test_the_name_of_the_others_is_no_lane():
    """A lane that is called as the others would be makes these take another name."""
    events = in_lanes("2 more lanes", "2 more lanes", "north", "south")
    lane, _ = few_lanes(events, most=2)
    assert lane.tolist() == [*["2 more lanes"] * 2, *["2 more lanes together"] * 2]


def test_no_lane_stays_no_lane():
    """An event whose lane is null is not put with others, nor counted as a lane."""
    events = in_lanes("south", "north", "east")
    events = events.assign(lane=events["lane"].where(events.index != 1))
    assert few_lanes(events, most=2)[1] == 0
    lane, together = few_lanes(events, most=1)
    assert together == 2
    assert lane.isna().tolist() == [False, True, False]


@given(st.lists(st.sampled_from("abcdef"), max_size=30), st.integers(1, 7))
def test_lanes_put_together_are_no_bigger_than_those_kept(lanes, most):
    """However many lanes there are, at most so many are left, and the biggest are kept."""
    events = in_lanes(*lanes)
    lane, together = few_lanes(events, most=most)
    assert lane.nunique() <= most
    sizes = events["lane"].value_counts()
    kept = set(lane) & set(events["lane"])
    others = set(events["lane"]) - kept
    assert together == len(others)
    assert max((sizes[name] for name in others), default=0) <= min(
        (sizes[name] for name in kept), default=len(lanes)
    )


def test_less_than_one_lane_is_refused():
    """No lane holds no event."""
    with pytest.raises(ValueError, match="most") as raised:
        few_lanes(in_lanes("north"), most=0)
    assert str(raised.value) == "most is 0; at least one lane is needed to hold the events"
