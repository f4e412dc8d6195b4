"""The marks of a timeline, explained by a timeline of made-up events."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dateline.frames import events_frame
from dateline.style import LIGHT, Look
from dateline.timeline import timeline

_DATES, _STATUS = "What is known of a date", "What is said of an event"
_MARKS = (
    ("Somewhere inside this day, between the ticks", "2031-05-05", "occurred", _DATES),
    ("Solid: certainly under way; pale: perhaps", "2031-05-04/2031-05-08", "occurred", _DATES),
    ("Began here, and no end is stated", "2031-05-09/..", "occurred", _DATES),
    ("Until here, and no start is known", "[..2031-05-05]", "occurred", _DATES),
    ("About this day", "2031-05-07~", "occurred", _DATES),
    ("Perhaps this day", "2031-05-10?", "occurred", _DATES),
    ("This very second", "2031-05-03T12:00:00Z", "occurred", _DATES),
    ("No date is given", "", "occurred", _DATES),
    ("occurred: it happened", "2031-05-02/2031-05-05", "occurred", _STATUS),
    ("ongoing: it goes on", "2031-05-02/2031-05-05", "ongoing", _STATUS),
    ("expected: dashed and hollow", "2031-05-07/2031-05-10", "expected", _STATUS),
    ("not-occurred: said not to have happened", "2031-05-07/2031-05-10", "not-occurred", _STATUS),
    ("undetermined: nobody knows", "2031-05-07/2031-05-10", "undetermined", _STATUS),
)


def timeline_legend(*, look: Look = LIGHT, width: int = 940) -> go.Figure:
    """Draw one made-up event for each mark of a timeline; its title says what the mark means.

    Parameters
    ----------
    look : Look, optional
        Theme, way to write months, and time zone.
    width : int, default 940
        The figure's width in px.

    Returns
    -------
    plotly.graph_objects.Figure
        As `timeline` draws it: the marks are those of every timeline, not pictures of them.

    Examples
    --------
    >>> print(timeline_legend().layout.meta["alt"])
    Timeline of 13 events, 2–10 May 2031. Lanes: What is known of a date and What is said of an
    event. By status: 9 occurred, 1 ongoing, 1 expected, 1 not-occurred and 1 undetermined.
    With an end that is open or not known: 2. Without a date: “No date is given”.
    """
    rows = pd.DataFrame(_MARKS, columns=["title", "when", "status", "lane"])
    ids = [f"mark-{number:02}" for number in range(1, len(rows) + 1)]
    return timeline(events_frame(rows.assign(event_id=ids)), look=look, width=width)
