"""How many events may have been, and certainly were, under way in each bin of time."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from dateline import extent
from dateline.density.bins import Bins
from dateline.terms import BOUNDS

_ENDLESS = 2**62
"""Beyond any instant, counted in seconds."""


def counted_by_bin(events: pd.DataFrame, *, bins: Bins) -> pd.DataFrame:
    """Count the events of each lane and status that were under way in each bin.

    Parameters
    ----------
    events : pandas.DataFrame
        A typed events frame. Its lanes should be few (see `few_lanes`): each pair of a lane
        and a status takes an array of all bins.
    bins : Bins
        What to count by; outside of them nothing is counted.

    Returns
    -------
    pandas.DataFrame
        A row for each lane, status and bin in which an event may have been under way, in
        this order. No count is null.

        lane, status
            Category, as in `events`; null: the events have none.
        bin
            int32, the bin's number, from 0.
        possible
            int64: so many events may have been under way at some time of the bin.
        certain
            int64: so many of them were under way at some time of the bin in every
            admissible dating.

    Notes
    -----
    An event that spans several bins is counted in each, so counts must not be added up along
    time. Undated events are counted nowhere. An event that is given one instant as its whole
    extent is taken to last that second. A stated open end makes no bin certain, as it makes no
    core. Bounds are as `parse_dates` describes them; that none
    excludes another is for `check_case` to hold. Whether an event occurred plays no part: one
    that is expected is counted when it is expected.

    Examples
    --------
    >>> from dateline.density.bins import bins_for
    >>> from dateline.frames import events_frame
    >>> df = pd.DataFrame({"event_id": ["a", "b"], "title": "Made up", "when": ["2023-05-26"] * 2})
    >>> first, last = pd.Timestamp("2023-05-26"), pd.Timestamp("2023-05-27")
    >>> half_days = bins_for(first, last, most=2)
    >>> counted_by_bin(events_frame(df), bins=half_days)[["bin", "possible", "certain"]]
       bin  possible  certain
    0    0         2        0
    1    1         2        0
    >>> day = bins_for(first, last, most=1)
    >>> counted_by_bin(events_frame(df), bins=day)[["bin", "possible", "certain"]]
       bin  possible  certain
    0    0         2        2
    """
    needed = [*BOUNDS, "lane", "status"]
    dated = events.loc[~extent.is_undated(events), needed]
    pairs, groups = _pairs(dated)
    seconds = _whole_seconds(dated)
    outer = (seconds.first_min, seconds.last_max)
    possible = _spans_counted(*outer, pairs=pairs, groups=len(groups), bins=bins)
    inner = (seconds.first_max, seconds.last_min)
    certain = _spans_counted(*inner, pairs=pairs, groups=len(groups), bins=bins)
    group, place = np.nonzero(possible)
    lanes, statuses = divmod(groups[group], len(dated["status"].cat.categories) + 1)
    columns = {
        "lane": _like(dated["lane"], codes=lanes - 1),
        "status": _like(dated["status"], codes=statuses - 1),
        "bin": place.astype(np.int32),
        "possible": possible[group, place],
        "certain": certain[group, place],
    }
    return pd.DataFrame(columns)


class _Seconds(NamedTuple):
    """The earliest and latest whole seconds in which events may start, and be for the last time."""

    first_min: np.ndarray
    first_max: np.ndarray
    last_min: np.ndarray
    last_max: np.ndarray


def _whole_seconds(events: pd.DataFrame) -> _Seconds:
    """Return the limits of the first and the last second of dated events.

    An event is under way in [s, e): s in [start_min, start_max), e in (end_min, end_max],
    s < e. It meets a bin [b, c) iff s < c and b < e; edges and bounds being whole seconds, iff
    the second that holds s lies before c, and the last one before e not before b.

    Possible: start_min with end_max is a dating, and meets every bin that any dating meets.
    Certain: s < c in all datings iff start_max <= c, or end_max <= c, for s < e <= end_max:
    iff first_max = min(start_max, end_max) - 1 lies before c. Likewise b < e in all datings
    iff last_min = max(end_min, start_min) does not lie before b. Two equal bounds are that very
    instant, so first_max is not less than start_min, nor last_min more than end_max - 1.

    As first_min <= first_max and last_min <= last_max, the certain bins, from that of first_max
    to that of last_min, are among the possible ones, from that of first_min to that of
    last_max: certain <= possible. Any bin that meets a core of `extent.cores`, [start_max,
    end_min), is certain; so is one that holds an event without a core, as a week does a day.
    """
    start_min, start_max, end_min, end_max = (
        _counted(events[bound], null=null)
        for bound, null in zip(BOUNDS, (-_ENDLESS, _ENDLESS, -_ENDLESS, _ENDLESS), strict=True)
    )
    end_max += end_max == start_min
    last_max = end_max - 1
    return _Seconds(
        start_min,
        np.maximum(np.minimum(start_max, end_max) - 1, start_min),
        np.minimum(np.maximum(end_min, start_min), last_max),
        last_max,
    )


def _like(column: pd.Series, *, codes: np.ndarray) -> pd.Categorical:
    return pd.Categorical.from_codes(codes, column.cat.categories, ordered=column.cat.ordered)


def _counted(instants: pd.Series, *, null: int) -> np.ndarray:
    values = instants.to_numpy("datetime64[s]")
    return np.where(np.isnat(values), null, values.astype(np.int64))


def _pairs(events: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return the number of each event's pair of lane and status, and the pairs' codes."""
    lane, status = (events[name].cat.codes.to_numpy(np.int64) + 1 for name in ("lane", "status"))
    return pd.factorize(lane * (len(events["status"].cat.categories) + 1) + status, sort=True)


def _spans_counted(
    first: np.ndarray, last: np.ndarray, *, pairs: np.ndarray, groups: int, bins: Bins
) -> np.ndarray:
    """Count by group and bin the events from whose first to whose last second a bin lies."""
    columns = bins.number + 1
    begins = np.maximum(bins.places(first), 0)
    # Not before it begins: a span of no bin then adds one and takes it away at one place.
    stops = np.maximum(np.minimum(bins.places(last) + 1, bins.number), begins)
    cells = groups * columns
    changes = np.bincount(pairs * columns + begins, minlength=cells)
    changes -= np.bincount(pairs * columns + stops, minlength=cells)
    return changes.reshape(groups, columns).cumsum(axis=1)[:, :-1]
