"""What certainly precedes what, under every admissible dating."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from dateline.errors import FrameError
from dateline.frames import require_typed_events
from dateline.terms import BOUNDS

PRECEDES = ("never", "possibly", "certainly")

# Allen's thirteen relations of a first to a second interval, from wholly before to wholly after,
# each by the ranks of first start, first end, second start and second end.
_RANKS = {
    "before": (0, 1, 2, 3),
    "meets": (0, 1, 1, 2),
    "overlaps": (0, 2, 1, 3),
    "finished-by": (0, 2, 1, 2),
    "contains": (0, 3, 1, 2),
    "starts": (0, 1, 0, 2),
    "equals": (0, 1, 0, 1),
    "started-by": (0, 2, 0, 1),
    "during": (1, 2, 0, 3),
    "finishes": (1, 2, 0, 2),
    "overlapped-by": (1, 3, 0, 2),
    "met-by": (1, 2, 0, 1),
    "after": (2, 3, 0, 1),
}
RELATIONS = tuple(_RANKS)
_PRECEDING = 0b11
"""The bits of before and meets."""
_TESTS = 12
_BLOCK = 256
"""So many first events are compared with all others at a time, to keep arrays small."""
_ENDLESS = 2**61
"""Beyond any instant, counted in microseconds and doubled."""


class _Limits(NamedTuple):
    """Each event's limits: row 0 for its start, row 1 for its end, microseconds."""

    low: np.ndarray
    high: np.ndarray
    least: np.ndarray
    """`low` doubled, one more where it cannot be reached."""
    past: np.ndarray
    """`high` doubled, one more where it can be reached: `least` < `past` where a value is."""


_MOST = 5000
"""Events whose pairs are still listed: 25 million rows."""


def order(events: pd.DataFrame) -> pd.DataFrame:
    """Tell for every pair of events whether one certainly, possibly or never precedes the other.

    Parameters
    ----------
    events : pandas.DataFrame
        A typed events frame, as `events_frame` returns it and ``case.events`` is one.

    Returns
    -------
    pandas.DataFrame
        A row for each ordered pair of different events, n · (n − 1) rows, in the order of
        `events`. No cell is null.

        event_id, other_id
            Category of all ids, in the order of `events`.
        precedes
            Ordered category, never < possibly < certainly: whether the event has ended by
            the time the other starts, in no, in some or in every admissible dating.
        relations
            Category: the relations of the event to the other that some admissible dating
            makes true, separated by ``;``, from before to after. One alone is certain.

    Raises
    ------
    FrameError
        `events` is not a typed events frame, an id is null or used twice, or an event's
        bounds admit no dating.

    Notes
    -----
    The relations are the thirteen of Allen, *Maintaining knowledge about temporal intervals*,
    Communications of the ACM 26 (1983), 832–843. An event precedes another when it is before
    it or meets it.

    An admissible dating of an event is a start in [``start_min``, ``start_max``) and a later
    end in (``end_min``, ``end_max``]; two equal bounds are that very instant. Where a bound is
    null, everything on its side is admissible, an end stated to be open included: nothing is
    certain because an end is open. Time is continuous, and each event is dated by itself: what
    else links two events, such as the words "before that", is not in their bounds.

    A relation fixes how each end of one event lies to each end of the other. Some dating makes
    it true exactly where each of these four comparisons can hold by itself: x < y where the
    lower bound of x is less than the upper bound of y, x = y where their ranges share an
    instant. Certain precedence is then ``end_max`` ≤ the other's ``start_min``, an interval
    order (Fishburn, *Interval Orders and Interval Graphs*, 1985), which is transitive.

    Whether an event occurred plays no part: one that is expected is ordered by when it is
    expected.

    Examples
    --------
    >>> from dateline.frames import events_frame
    >>> when = ["2023-05-26", "2023-05-27"]
    >>> df = pd.DataFrame({"event_id": ["call", "report"], "title": "Made up", "when": when})
    >>> order(events_frame(df)).loc[0].tolist()
    ['call', 'report', 'certainly', 'before;meets']
    >>> order(events_frame(df)).loc[1].tolist()
    ['report', 'call', 'never', 'met-by;after']
    """
    require_events(events, by="order")
    if len(events) > _MOST:
        raise FrameError(
            f"order lists every pair, and {len(events):,} events have too many for a machine's "
            f"memory: choose at most {_MOST:,} rows, or draw order_chart(events)"
        )
    keys = _keys(_limits(events))
    count = len(events)
    different = ~np.eye(count, dtype=bool)
    keys = keys[different]
    numbers = np.arange(count, dtype=np.int32)
    pairs = {
        "event_id": np.repeat(numbers, max(count - 1, 0)),
        "other_id": np.broadcast_to(numbers, (count, count))[different],
    }
    ids = pd.Index(events["event_id"].array)
    columns = {name: pd.Categorical.from_codes(codes, ids) for name, codes in pairs.items()}
    return pd.DataFrame(columns | _answers(keys), copy=False)


def steps(events: pd.DataFrame) -> pd.DataFrame:
    """Write the certain order as spans of numbered steps.

    Parameters
    ----------
    events : pandas.DataFrame
        A typed events frame.

    Returns
    -------
    pandas.DataFrame
        The index of `events`, and int columns. An event certainly precedes another exactly
        where its ``last`` step is less than the other's ``first``.

        first, last
            The steps, from 0, at which its span begins and ends.
        predecessors, successors
            How many events certainly precede it, and how many it certainly precedes.

    Raises
    ------
    FrameError
        As for `order`.

    Notes
    -----
    In an interval order the sets of predecessors contain one another (Fishburn, *Interval
    Orders and Interval Graphs*, 1985): each different set is a step, which is the fewest.

    Examples
    --------
    >>> from dateline.frames import events_frame
    >>> when = ["2023-05-26", "2023-05-27", "2023-05"]
    >>> df = pd.DataFrame({"event_id": ["a", "b", "c"], "title": "Made up", "when": when})
    >>> steps(events_frame(df))[["first", "last"]].to_numpy().tolist()
    [[0, 0], [1, 1], [0, 1]]
    """
    require_events(events, by="steps")
    limits = _limits(events)
    start, end = limits.low[0], limits.high[1]
    predecessors = np.searchsorted(np.sort(end), start, side="right")
    different, first = np.unique(predecessors, return_inverse=True)
    by_start = np.argsort(start, kind="stable")
    preceded = np.searchsorted(start[by_start], end, side="left")
    # The earliest that begins after an event's end stands one step after the event's last.
    following = np.append(first[by_start], len(different))
    spans = {
        "first": first,
        "last": following[preceded] - 1,
        "predecessors": predecessors,
        "successors": len(events) - preceded,
    }
    return pd.DataFrame(spans, index=events.index)


def require_events(events: pd.DataFrame, *, by: str) -> None:
    """Raise a FrameError unless these are typed events, each with an id of its own and a dating."""
    require_typed_events(events, view=by)
    ids = events["event_id"]
    for wrong, problem in ((ids.isna(), "has no event_id"), (ids.duplicated(), "is used twice")):
        if wrong.any():
            row, value = ids.index[wrong][0], ids[wrong].iloc[0]
            what = "the event" if pd.isna(value) else f"event_id {value!r}"
            raise FrameError(
                f"row {row}: {what} {problem}; {by} needs one of its own for each event"
            )
    for low, high in (("start_min", "start_max"), ("end_min", "end_max")):
        _require_dating(events, events[low] > events[high], low=low, high=high)
    whole = events["start_min"] >= events["end_max"]
    _require_dating(events, whole, low="start_min", high="end_max")


def _require_dating(events: pd.DataFrame, wrong: pd.Series, *, low: str, high: str) -> None:
    if wrong.any():
        event = events[wrong].iloc[0]
        relation = "is not before" if (low, high) == ("start_min", "end_max") else "is after"
        raise FrameError(
            f"event {event['event_id']!r} has no possible date: its {low}, {event[low]}, "
            f"{relation} its {high}, {event[high]}; correct one of them"
        )


def _limits(events: pd.DataFrame) -> _Limits:
    instants = {name: events[name].to_numpy("datetime64[us]") for name in BOUNDS}
    low = np.stack([_counted(instants[name], -_ENDLESS) for name in ("start_min", "end_min")])
    high = np.stack([_counted(instants[name], _ENDLESS) for name in ("start_max", "end_max")])
    is_exact = low == high
    side = np.array([[True], [False]])
    return _Limits(
        low, high, least=2 * low + ~(is_exact | side), past=2 * high + (is_exact | ~side)
    )


def _counted(instants: np.ndarray, unknown: int) -> np.ndarray:
    return np.where(np.isnat(instants), unknown, instants.astype(np.int64))


def _keys(limits: _Limits) -> np.ndarray:
    """Return for each pair which comparisons of their ends can hold, one bit each."""
    count = limits.low.shape[1]
    keys = np.zeros((count, count), dtype=np.uint16)
    others = _Limits(*(limit[:, None, :] for limit in limits))
    for top in range(0, count, _BLOCK):
        rows = slice(top, top + _BLOCK)
        ones = _Limits(*(limit[:, rows, None] for limit in limits))
        for bit, holds in enumerate(_comparisons(ones, others)):
            keys[rows] |= holds.astype(np.uint16) << np.uint16(bit)
    return keys


def _comparisons(ones: _Limits, others: _Limits) -> Iterator[np.ndarray]:
    """Yield, for each end of one and each of the other, whether <, = and > can hold."""
    for i in (0, 1):
        for j in (0, 1):
            yield ones.low[i] < others.high[j]
            yield (ones.least[i] < others.past[j]) & (others.least[j] < ones.past[i])
            yield others.low[j] < ones.high[i]


def _answers(keys: np.ndarray) -> dict[str, pd.Categorical]:
    """Look up what each key means, for few of the possible ones are different."""
    relations = _relations_by_key()
    is_preceding = relations & _PRECEDING
    precedes = np.where(is_preceding == relations, 2, is_preceding > 0).astype(np.int8)
    found = np.zeros(len(relations), dtype=bool)
    found[keys] = True
    sets = np.unique(relations[found])
    places = np.searchsorted(sets, relations).astype(np.int16)
    names = [
        ";".join(name for bit, name in enumerate(RELATIONS) if held >> bit & 1)
        for held in sets.tolist()
    ]
    return {
        "precedes": pd.Categorical.from_codes(precedes[keys], pd.Index(PRECEDES), ordered=True),
        "relations": pd.Categorical.from_codes(places[keys], pd.Index(names, dtype="str")),
    }


def _relations_by_key() -> np.ndarray:
    """Return for each key the relations that it allows, one bit each."""
    keys = np.arange(2**_TESTS)
    allowed = np.zeros_like(keys)
    for bit, ranks in enumerate(_RANKS.values()):
        pairs = [(i, j) for i in ranks[:2] for j in ranks[2:]]
        needed = sum(1 << 3 * place + int(np.sign(i - j)) + 1 for place, (i, j) in enumerate(pairs))
        allowed |= ((keys & needed) == needed).astype(keys.dtype) << bit
    return allowed
