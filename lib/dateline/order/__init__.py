"""What certainly precedes what, under every admissible dating."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dateline.errors import FrameError
from dateline.frames import require_own_ids, require_typed_events
from dateline.order.allen import answers, keys_of, limits_of
from dateline.order.flags import flags_of, flags_of_pairs

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
        unsettled
            Category: what of the one event or the other is not settled, separated by ``;``:
            its date is ``approximate`` or ``uncertain``, or by its status it is ``expected``,
            ``not-occurred`` or ``undetermined``. Empty: both are said to have happened, on
            dates that are not flagged.

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

    Flags only flag: whether an event occurred, and ``~`` and ``?`` in its date, move no bound,
    so that one that is expected is ordered by when it is expected. An order that rests on such
    a date or event is certain only as far as these are, which is what ``unsettled`` tells.

    Examples
    --------
    >>> from dateline.frames import events_frame
    >>> when = ["2023-05-26", "2023-05-27"]
    >>> df = pd.DataFrame({"event_id": ["call", "report"], "title": "Made up", "when": when})
    >>> order(events_frame(df)).loc[0].tolist()
    ['call', 'report', 'certainly', 'before;meets', 'undetermined']
    >>> order(events_frame(df)).loc[1].tolist()
    ['report', 'call', 'never', 'met-by;after', 'undetermined']
    """
    require_events(events, by="order")
    if len(events) > _MOST:
        raise FrameError(
            f"order lists every pair, and {len(events):,} events have too many for a machine's "
            f"memory: choose at most {_MOST:,} rows, or draw order_chart(events)"
        )
    keys = keys_of(limits_of(events))
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
    flags = flags_of_pairs(flags_of(events), pairs=different)
    return pd.DataFrame(columns | answers(keys) | {"unsettled": flags}, copy=False)


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
    limits = limits_of(events)
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
    require_own_ids(events, view=by)
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
