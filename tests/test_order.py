"""What certainly precedes what, beside every dating tried one by one."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import FrameError, events_frame
from dateline.order import order, steps
from dateline.order.allen import RELATIONS
from dateline.terms import BOUNDS

START = pd.Timestamp("2023-05-20")

# Of the ends s, e of a first and t, f of a second interval, as a textbook writes them.
TEXTBOOK = {
    "before": lambda _s, e, t, _f: e < t,
    "meets": lambda _s, e, t, _f: e == t,
    "overlaps": lambda s, e, t, f: (s < t) & (t < e) & (e < f),
    "finished-by": lambda s, e, t, f: (s < t) & (e == f),
    "contains": lambda s, e, t, f: (s < t) & (f < e),
    "starts": lambda s, e, t, f: (s == t) & (e < f),
    "equals": lambda s, e, t, f: (s == t) & (e == f),
    "started-by": lambda s, e, t, f: (s == t) & (f < e),
    "during": lambda s, e, t, f: (t < s) & (e < f),
    "finishes": lambda s, e, t, f: (t < s) & (e == f),
    "overlapped-by": lambda s, e, t, f: (t < s) & (s < f) & (f < e),
    "met-by": lambda s, _e, _t, f: s == f,
    "after": lambda s, _e, _t, f: f < s,
}
CONVERSE = dict(zip(RELATIONS, reversed(RELATIONS), strict=True)) | {
    "starts": "started-by",
    "equals": "equals",
    "started-by": "starts",
    "contains": "during",
    "during": "contains",
    "finished-by": "finishes",
    "finishes": "finished-by",
}

LIMIT = st.none() | st.integers(0, 3)
BOUND = st.tuples(LIMIT, LIMIT, LIMIT, LIMIT).filter(
    lambda bounds: (
        not _closed(bounds[0], bounds[1], strict=False)
        and not _closed(bounds[2], bounds[3], strict=False)
        and not _closed(bounds[0], bounds[3], strict=True)
    )
)


def _closed(low, high, *, strict):
    """Tell whether nothing is left between two limits."""
    return None not in (low, high) and (low >= high if strict else low > high)


def events_of(*bounds):
    """Return events of these bounds, in days after a start; None is a bound not known."""
    days = pd.DataFrame(bounds, columns=BOUNDS, dtype="float")
    instants = {name: START + pd.to_timedelta(days[name], "D") for name in BOUNDS}
    ids = [f"e{number}" for number in range(len(bounds))]
    return events_frame(pd.DataFrame({"event_id": ids, "title": "Made up", **instants}))


def dated(*when):
    """Return events e0, e1, … of these EDTF dates."""
    ids = [f"e{number}" for number in range(len(when))]
    return events_frame(
        pd.DataFrame({"event_id": ids, "title": "Made up", "when": pd.Series(when, dtype="str")})
    )


def datings(bounds):
    """Return every admissible start and end in fifths, a whole unit beyond the limits too.

    Four ends between two limits next to each other can all be different in fifths.
    """
    start_min, start_max, end_min, end_max = (
        None if bound is None else bound * 5 for bound in bounds
    )
    starts = [at for at in range(-5, 21) if _within(at, start_min, start_max, shut="low")]
    ends = [at for at in range(-5, 21) if _within(at, end_min, end_max, shut="high")]
    return np.array([(start, end) for start in starts for end in ends if start < end]).T


def _within(at, low, high, *, shut):
    if low is not None and low == high:
        return at == low
    above = low is None or (low <= at if shut == "low" else low < at)
    below = high is None or (at <= high if shut == "high" else at < high)
    return above and below


def answer(frame, one, other):
    """Return what a frame says of a pair."""
    row = frame[(frame["event_id"] == one) & (frame["other_id"] == other)].iloc[0]
    return row["precedes"], row["relations"]


def certain(frame):
    """Return the pairs of which the first certainly precedes the second."""
    pairs = frame[frame["precedes"] == "certainly"][["event_id", "other_id"]]
    return set(pairs.itertuples(index=False, name=None))


# -- against every dating tried ----------------------------------------------------------------


@given(BOUND, BOUND)
def test_answers_are_those_of_every_dating_tried(one, other):
    """Relations are exactly those that some dating makes true, and precedence follows."""
    s, e = (end[:, None] for end in datings(one))
    t, f = (end[None, :] for end in datings(other))
    expected = [name for name in RELATIONS if TEXTBOOK[name](s, e, t, f).any()]
    precedes = {bool(value) for value in np.unique(e <= t)}
    word = {(True,): "certainly", (False,): "never"}.get((*precedes,), "possibly")
    assert answer(order(events_of(one, other)), "e0", "e1") == (word, ";".join(expected))


@given(BOUND, BOUND)
def test_answers_the_other_way_round_are_converses(one, other):
    """What an event may be to another, that may the other be to it, conversely."""
    frame = order(events_of(one, other))
    there, back = (answer(frame, *pair)[1].split(";") for pair in (("e0", "e1"), ("e1", "e0")))
    assert {CONVERSE[name] for name in there} == {*back}


@given(st.lists(BOUND, max_size=8))
def test_certain_precedence_is_transitive(bounds):
    """What certainly precedes an event certainly precedes all that follows the event."""
    pairs = certain(order(events_of(*bounds)))
    assert {
        (one, last) for one, middle in pairs for other, last in pairs if middle == other
    } <= pairs


@given(st.lists(BOUND, max_size=8))
def test_steps_say_what_is_certain_and_no_more(bounds):
    """A span of steps ends before another begins exactly where that order is certain."""
    events = events_of(*bounds)
    spans = events[["event_id"]].join(steps(events)).to_dict("records")
    pairs = certain(order(events))
    assert pairs == {
        (one["event_id"], other["event_id"])
        for one in spans
        for other in spans
        if one["last"] < other["first"]
    }
    before = {
        span["event_id"]: frozenset(one for one, other in pairs if other == span["event_id"])
        for span in spans
    }
    assert {span["first"] for span in spans} == {*range(len({*before.values()}))}
    assert all(span["first"] <= span["last"] for span in spans)
    assert [span["predecessors"] for span in spans] == [len(one) for one in before.values()]
    assert [span["successors"] for span in spans] == [
        sum(one == span["event_id"] for one, _ in pairs) for span in spans
    ]


# -- dates as people write them ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "precedes", "relations"),
    [
        ("2023-05-26", "2023-05-27", "certainly", "before;meets"),
        ("2023-05-27", "2023-05-26", "never", "met-by;after"),
        ("2023-05-26", "2023-05-26", "possibly", ";".join(RELATIONS)),
        ("2023-05-26", "", "possibly", ";".join(RELATIONS)),
        ("", "", "possibly", ";".join(RELATIONS)),
        ("2023-05", "2023-06-01", "certainly", "before;meets"),
        ("2023-05-20/2023-05-26", "2023-05-22", "never", "contains"),
        ("2023-05-22", "2023-05-20/2023-05-26", "never", "during"),
        (
            "2023-05-20/2023-05-26",
            "2023-05-26",
            "possibly",
            "before;meets;overlaps;finished-by;contains",
        ),
        ("2023-05-20/2023-05-26", "2023-05-24/2023-05-28", "never", "overlaps"),
        ("2023-05-20/2023-05-26", "2023-05-20/2023-05-28", "never", "overlaps;starts;during"),
        ("2023-05-26T14:00:00+02:00", "2023-05-26T13:00:00Z", "certainly", "before"),
        ("2023-05-20/..", "2023-05-26", "possibly", "before;meets;overlaps;finished-by;contains"),
        ("2023-05-26", "2023-05-27/..", "certainly", "before;meets"),
        ("[..2023-05-26]", "2023-05-27", "certainly", "before;meets"),
    ],
)
def test_relations_of_dates(one, other, precedes, relations):
    """Days, months, intervals, offsets, open ends and no date at all are told as they are."""
    assert answer(order(dated(one, other)), "e0", "e1") == (precedes, relations)


def test_exact_instants_leave_one_relation():
    """Where both bounds of an end are one instant, equal ends are certain."""
    first, second, inside = (0, 0, 2, 2), (2, 2, 3, 3), (1, 1, 2, 2)
    frame = order(events_of(first, second, inside, first))
    assert answer(frame, "e0", "e1") == ("certainly", "meets")
    assert answer(frame, "e0", "e2") == ("never", "finished-by")
    assert answer(frame, "e0", "e3") == ("never", "equals")


def test_order_of_the_case(case):
    """In the case five events certainly precede the news item, and nothing else is certain."""
    frame = order(case.events)
    assert certain(frame) == {
        (event, "e-news-item")
        for event in ("e-appeal", "e-arrival", "e-call", "e-statement", "e-visit")
    }
    assert frame["precedes"].value_counts().to_dict() == {
        "possibly": 91,
        "never": 14,
        "certainly": 5,
    }
    # The visit had begun before the day of the arrival; that it was over is not in the bounds.
    assert answer(frame, "e-arrival", "e-visit") == (
        "never",
        "during;finishes;overlapped-by;met-by;after",
    )
    assert answer(frame, "e-visit", "e-arrival") == (
        "possibly",
        "before;meets;overlaps;finished-by;contains",
    )


def test_flags_tell_on_what_an_order_rests():
    """Flags of both dates and of both statuses stand at each pair, and move no bound."""
    events = dated("2023-05-20~", "2023-05-21?", "2023-05-22%", "2023-05-23", "2023-05-24")
    events["status"] = ["occurred", "ongoing", "not-occurred", "expected", "occurred"]
    frame = order(events).set_index(["event_id", "other_id"])
    assert frame.loc[("e0", "e1"), "unsettled"] == "approximate;uncertain"
    assert frame.loc[("e1", "e0"), "unsettled"] == "approximate;uncertain"
    assert frame.loc[("e0", "e4"), "unsettled"] == "approximate"
    assert frame.loc[("e2", "e3"), "unsettled"] == "approximate;uncertain;expected;not-occurred"
    assert frame.loc[("e3", "e4"), "unsettled"] == "expected"
    plain = order(dated("2023-05-20", "2023-05-21", "2023-05-22", "2023-05-23", "2023-05-24"))
    assert frame["precedes"].tolist() == plain["precedes"].tolist()
    assert set(order(dated("2023", "2024").assign(status="occurred"))["unsettled"]) == {""}


def test_lost_flags_and_statuses_are_told_as_what_they_are():
    """A null flag is none, and an event without a status is undetermined."""
    lost = dict.fromkeys(["approximate", "uncertain", "status"])
    frame = order(dated("2023-05-20~", "2023-05-21").assign(**lost))
    assert set(frame["unsettled"]) == {"undetermined"}


# -- the frame ---------------------------------------------------------------------------------


def test_the_whole_frame():
    """Every ordered pair of different events has one row, in the order of the events."""
    events = dated("2023-05-27", "2023-05-26", "2023-05-28").iloc[[2, 0, 1]]
    expected = pd.DataFrame(
        {
            "event_id": ["e2", "e2", "e0", "e0", "e1", "e1"],
            "other_id": ["e0", "e1", "e2", "e1", "e2", "e0"],
            "precedes": ["never", "never", "certainly", "never", "certainly", "certainly"],
            "relations": [
                "met-by;after",
                "after",
                "before;meets",
                "met-by;after",
                "before",
                "before;meets",
            ],
            "unsettled": "undetermined",
        }
    )
    ids = pd.CategoricalDtype(["e2", "e0", "e1"])
    words = pd.CategoricalDtype(["never", "possibly", "certainly"], ordered=True)
    sets = pd.CategoricalDtype(["before", "before;meets", "after", "met-by;after"])
    dtypes = {"event_id": ids, "other_id": ids, "precedes": words, "relations": sets}
    dtypes["unsettled"] = pd.CategoricalDtype(["undetermined"])
    pd.testing.assert_frame_equal(order(events), expected.astype(dtypes))


@pytest.mark.parametrize("when", [[], ["2023-05-26"]])
def test_no_pair_no_row(when):
    """None and one event have no pair, and the columns are there all the same."""
    frame = order(dated(*when))
    assert frame.columns.tolist() == ["event_id", "other_id", "precedes", "relations", "unsettled"]
    assert len(frame) == 0
    assert frame["precedes"].cat.categories.tolist() == ["never", "possibly", "certainly"]
    assert steps(dated(*when))["first"].tolist() == [0] * len(when)


def test_many_events_have_the_answers_of_few():
    """In 600 events any three have the answers that they have alone."""
    days = pd.date_range("2023-01-01", periods=97).strftime("%Y-%m-%d")
    when = [days[number * 37 % 97][: 7 if number % 5 == 0 else 10] for number in range(600)]
    events = dated(*when)
    few = [3, 255, 256, 599]
    alone = order(events.iloc[few])
    frame = order(events)
    assert len(frame) == 600 * 599
    ids = {f"e{number}" for number in few}
    among = frame[frame["event_id"].isin(ids) & frame["other_id"].isin(ids)]
    assert among.astype(str).to_numpy().tolist() == alone.astype(str).to_numpy().tolist()


def test_the_frame_given_is_not_changed(case):
    """Telling the order leaves the events as they were."""
    events = case.events.copy(deep=True)
    order(case.events)
    steps(case.events)
    pd.testing.assert_frame_equal(case.events, events)


# -- what is refused ---------------------------------------------------------------------------


def refusal(events):
    with pytest.raises(FrameError) as raised:
        order(events)
    return str(raised.value)


def test_an_untyped_frame_is_refused():
    """A frame that is not typed is refused with what to pass instead."""
    raw = pd.DataFrame({"event_id": ["e1"], "title": ["A call"], "when": ["2023-05-26"]})
    assert refusal(raw) == (
        "order needs a typed events frame, but this one lacks the columns status, lane, "
        "start_min and more: pass case.events, or events_frame(df) for a frame of your own"
    )


def test_ids_must_tell_events_apart():
    """An id that is used twice or is not there is refused with its row."""
    events = dated("2023-05-26", "2023-05-27")
    assert refusal(pd.concat([events, events], ignore_index=True)) == (
        "row 2: event_id 'e0' is used twice; order needs one of its own for each event"
    )
    assert refusal(events.assign(event_id=pd.Series(["e0", None], dtype="str"))) == (
        "row 1: the event has no event_id; order needs one of its own for each event"
    )


@pytest.mark.parametrize(
    ("bounds", "problem"),
    [
        (
            (2, 1, None, None),
            "start_min, 2023-05-22 00:00:00, is after its start_max, 2023-05-21 00:00:00",
        ),
        (
            (None, None, 3, 1),
            "end_min, 2023-05-23 00:00:00, is after its end_max, 2023-05-21 00:00:00",
        ),
        (
            (1, None, None, 1),
            "start_min, 2023-05-21 00:00:00, is not before its end_max, 2023-05-21 00:00:00",
        ),
    ],
)
def test_bounds_that_admit_no_dating_are_refused(bounds, problem):
    """An event that cannot be dated is named, with the two bounds that exclude each other."""
    assert refusal(events_of((0, 1, 0, 1), bounds)) == (
        f"event 'e1' has no possible date: its {problem}; correct one of them"
    )


def test_too_many_events_are_refused_before_memory_ends():
    """Above 5,000 events the pairs are not listed, and the error says what to do instead."""
    ids = [f"e{number}" for number in range(5001)]
    events = events_frame(pd.DataFrame({"event_id": ids, "title": "Made up", "when": "2031"}))
    with pytest.raises(FrameError, match=r"5,001 events have too many .* at most 5,000 rows"):
        order(events)
