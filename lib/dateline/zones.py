"""Bounds on the clock of one time zone; calendar days stay where they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dateline.arguments import clock_of
from dateline.dates.civil import DAY
from dateline.errors import FrameError
from dateline.terms import BOUNDS

_FIRST, _LAST = np.datetime64("0001-01-02", "s"), np.datetime64("9999-12-30", "s")
"""Between these any zone's clock shows a year that Python's calendar has."""


def in_zone(frame: pd.DataFrame, *, zone: str, bounds: Sequence[str] = BOUNDS) -> pd.DataFrame:
    """Put the times of a frame on the clock of one time zone.

    Parameters
    ----------
    frame : pandas.DataFrame
        A typed frame whose bounds are naive UTC: events, or mentions with
        ``bounds=("said_min", "said_max")``.
    zone : str
        ``"UTC"``, a name of the IANA time zone database such as ``"Europe/Kyiv"``, or a fixed
        offset such as ``"+03:00"``.
    bounds : sequence of str, default the four bounds
        The columns to move.

    Returns
    -------
    pandas.DataFrame
        A new frame with the same rows, order and columns. The bounds are datetime64[s], naive,
        half-open, as the zone's clocks and calendars show them; null stays null. With
        ``zone="UTC"`` nothing differs.

    Raises
    ------
    FrameError
        There is no such time zone, or a column of `bounds` is absent or holds no instants.

    Notes
    -----
    A calendar date belongs to no zone: 26 May is the day that the source calls so, wherever it
    is read. It stays on its day in every zone. A row is a calendar date when all its known
    bounds are at midnight UTC, its ``offset`` is null and its ``precision`` is not "second".
    Those two columns describe the four bounds; where they are absent, or other columns are
    moved, midnight alone decides. Every other row states instants, and all its bounds move.

    When clocks are set back, as at the end of summer time, they show an hour twice, and an end
    could come to stand before its start. It is then put on the start: of two bounds of a row,
    the one that was not later than the other never becomes later, so that a span within the
    repeated hour may shrink to nothing. Between rows the order may change.

    The rules are those of the IANA time zone database. Before a zone's first rule its clocks
    show local mean time (Kyiv: 2 h 2 min 4 s ahead of UTC); its last rule holds for ever.

    Examples
    --------
    >>> from dateline.dates import parse_dates
    >>> dates = parse_dates(["2023-05-26T14:00:00Z", "2023-05-26"])
    >>> in_zone(dates, zone="Europe/Kyiv")["start_min"].astype(str).tolist()
    ['2023-05-26 17:00:00', '2023-05-26 00:00:00']
    """
    clock = clock_of(zone)
    _require_instants(frame, bounds)
    if zone == "UTC":
        return frame.copy(deep=False)
    instants = np.stack([frame[name].to_numpy("datetime64[s]") for name in bounds])
    rows = np.flatnonzero(~_is_calendar_date(frame, instants, bounds=bounds))
    if not len(rows):
        return frame.copy(deep=False)
    instants[:, rows] = _on_clock(instants[:, rows], clock)
    return frame.assign(**dict(zip(bounds, instants, strict=True)))


def _require_instants(frame: pd.DataFrame, bounds: Sequence[str]) -> None:
    for name in bounds:
        dtype = frame[name].dtype if name in frame.columns else None
        if not isinstance(dtype, np.dtype) or dtype.kind != "M":
            raise FrameError(
                f"in_zone needs dates that have been read in the column {name}; pass case.events "
                "or events_frame(df), or name the columns that hold them with bounds="
            )


def _is_calendar_date(
    frame: pd.DataFrame, instants: NDArray[np.datetime64], *, bounds: Sequence[str]
) -> NDArray[np.bool_]:
    at_midnight = np.isnat(instants) | (instants.astype(np.int64) % DAY == 0)
    is_date = at_midnight.all(axis=0)
    if set(bounds) <= set(BOUNDS):
        if "offset" in frame.columns:
            is_date &= frame["offset"].isna().to_numpy()
        if "precision" in frame.columns:
            is_date &= ~frame["precision"].eq("second").to_numpy()
    return is_date


# -- clocks ------------------------------------------------------------------------------------


def _on_clock(instants: NDArray[np.datetime64], clock: tzinfo) -> NDArray[np.datetime64]:
    """Return what the clock shows at these instants, a bound a row and an event a column."""
    within = np.clip(instants, _FIRST, _LAST)
    utc = pd.DatetimeIndex(within.ravel()).tz_localize("UTC")
    shown = utc.tz_convert(clock).tz_localize(None).to_numpy().reshape(within.shape)
    ahead = shown - within
    moved = instants + ahead
    set_anew = np.flatnonzero(np.fmin.reduce(ahead) != np.fmax.reduce(ahead))
    moved[:, set_anew] = _in_order(moved[:, set_anew], instants[:, set_anew])
    return moved


def _in_order(
    moved: NDArray[np.datetime64], instants: NDArray[np.datetime64]
) -> NDArray[np.datetime64]:
    """Raise what the clock shows to what it showed at any earlier bound of the same event."""
    order = np.argsort(instants, axis=0, kind="stable")  # nulls are last, and so change nothing
    raised = np.maximum.accumulate(np.take_along_axis(moved, order, axis=0), axis=0)
    in_order = np.empty_like(moved)
    np.put_along_axis(in_order, order, raised, axis=0)
    return in_order
