"""Now: the instant that a reader names, and the line that marks it without crossing a title."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from dateline import marks, style
from dateline.arguments import date_given
from dateline.errors import FrameError
from dateline.zones import in_zone

_DAY = pd.Timedelta(1, "D")
_LINE = {"color": style.INK, "width": 2, "dash": "3px,2px"}


def now_instant(date: str, *, zone: str) -> pd.Timestamp:
    """Return the first instant of a day or second in EDTF, in a time zone.

    Raises
    ------
    DateError
        It is not an EDTF date.
    FrameError
        It has no start, or is longer than a day: a line would put it on its first day.
    """
    bounds = date_given(date, name="now", needs="start_min")
    first, last = bounds["start_min"].iloc[0], bounds["end_max"].iloc[0]
    if not last - first <= _DAY:
        day = marks.iso(bounds["start_min"])[0].partition("T")[0]
        raise FrameError(f"now: {date!r} is longer than a day; write one day, such as {day!r}")
    return in_zone(bounds, zone=zone)["start_min"].iloc[0]


def now_line(
    now: pd.Timestamp, *, height: float, texts: Iterable[tuple[float, float]]
) -> dict[str, Any]:
    """Return a line from top to bottom, broken at every height at which a text may stand.

    A text is passed over wherever along the axis it stands, for a zoom moves it there.

    Parameters
    ----------
    now : pandas.Timestamp
        Where the line stands on the axis.
    height : float
        Pixels of all lanes.
    texts : iterable of (float, float)
        Top and bottom of each text, in pixels from the lanes' top.
    """
    # What Plotly reads as a date in a path has no T, which would be a command.
    [at] = [instant.replace("T", "_") for instant in marks.iso(pd.Series([now]))]
    parts, reached = [], 0.0
    for top, bottom in [*sorted(texts), (height, height)]:
        if top > reached:
            parts.append(f"M{at},{reached:g}L{at},{top:g}")
        reached = max(reached, bottom)
    place = {"xref": "x", "yref": "y", "layer": "below", "line": _LINE}
    return {"type": "path", "path": "".join(parts), **place}
