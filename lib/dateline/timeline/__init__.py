"""Events on a time axis, each drawn no more exactly than it is known."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dateline import marks, style
from dateline.cards import event_cards
from dateline.case import Case
from dateline.linked import EVENT, Linked, keys
from dateline.options import require_options
from dateline.phrases import counted
from dateline.style import LIGHT, Look
from dateline.timeline import overview, slider, words
from dateline.timeline.dense import Dense, count_traces, recounted
from dateline.timeline.drawing import event_traces
from dateline.timeline.layout import laid_out
from dateline.timeline.now import now_instant
from dateline.timeline.sheet import TALLEST, Sheet, Span, sheet_for
from dateline.timeline.shown import Shown, shown
from dateline.timeline.table import timeline_table

__all__ = ["timeline", "timeline_table"]

_CARDS = 400_000
"""Bytes that all cards together may take in the figure's JSON."""


def timeline(
    events: pd.DataFrame,
    *,
    case: Case | None = None,
    known_on: str | None = None,
    now: str | None = None,
    look: Look = LIGHT,
    width: int = 940,
    height: int = TALLEST,
) -> go.Figure:
    """Draw events on a time axis, in lanes, with what is and is not known of their dates.

    Parameters
    ----------
    events : pandas.DataFrame
        A typed events frame, as `events_frame` returns it and ``case.events`` is one.
    case : Case, optional
        Where names, mentions and sources are looked up: with it the hover cards say who says
        so, the most mentioned events keep their labels, and a slider steps through the dates
        on which sources were published, if there are several.
    known_on : str, optional
        A date in EDTF: only what a reader could know by its end is drawn, as
        `Case.as_known_on` tells it. Needs `case`.
    now : str, optional
        A day or second in EDTF that is marked by a line. Without it nothing in the figure
        depends on the day on which it is drawn.
    look : Look, optional
        Theme, way to write months, and time zone.
    width : int, default 940
        The figure's width in px; labels are broken and rows are chosen for it.
    height : int, default 1500
        Pixels that the figure may take, about. Where not all labels fit, only the most
        mentioned events keep theirs; where the rows without labels take more than this and
        more than 1,500 px, the events are counted.

    Returns
    -------
    plotly.graph_objects.Figure
        A thick solid bar is the core, a thin pale bar between two ticks the outer bounds, a
        dashed outline an expected event, a cross one that is said not to have happened; a
        full arrow at the axis' edge is an open end, a hollow one an end of which no bound is
        known. Undated events stand in a tray under the axis. Above 1,000 events, bars count
        them by lane, status and bin of time instead, and a few of the most mentioned are drawn.
        Buttons show the last week, month, year or so up to `now`, or else up to the last known
        bound. ``layout.meta["alt"]`` describes the figure in words, `timeline_table` has its
        content. The ``customdata`` of a trace that has hover cards holds event ids.

    Raises
    ------
    FrameError
        `events` is not a typed events frame, `known_on` lacks a case with sources and
        mentions, `now` is longer than a day, or the time zone does not exist.
    DateError
        `known_on` or `now` is not an EDTF date.

    Notes
    -----
    An open end (``..``) makes nothing certain: that no end is stated does not tell that the event
    went on, whatever sources speak of it later, so its bar is pale up to the arrow and `order`
    and `two_clocks` take it the same way. Where a source tells that it was still going on, write
    that as ``end_min`` (of an open start, as ``start_max``), and the core reaches to there.

    Examples
    --------
    >>> from dateline.frames import events_frame
    >>> df = pd.DataFrame({"event_id": ["e1"], "title": ["A call"], "when": ["2023-05-26"]})
    >>> timeline(events_frame(df)).layout.meta["alt"]
    'Timeline of 1 event, 26 May 2023. By status: 1 undetermined.'
    """
    require_options(view="timeline", case=case, look=look, width=width)
    view = shown(events, case=case, known_on=known_on, look=look, view="timeline")
    today = None if now is None else now_instant(now, zone=look.zone)
    slid = None if known_on else case
    return _drawn(view, sheet_for(view, case=slid, now=today, width=width, height=height)).figure


class Live(NamedTuple):
    """A timeline of which parts can be shown.

    Attributes
    ----------
    linked : Linked
        Without menus and sliders of its own.
    counts : Dense or None
        What its bars count, where events are too many to be drawn one by one.
    """

    linked: Linked
    counts: Dense | None

    def counted(self, ids: Collection[str]) -> list[marks.Trace]:
        """Return the traces that count events, with bars for some events; last in the figure."""
        if self.counts is None:
            return []
        return count_traces(recounted(self.counts, ids), look=LIGHT, every=True)


def linked_timeline(events: pd.DataFrame, *, case: Case, width: int) -> Linked:
    """Draw a timeline without menus and sliders, and tell which event each mark stands for."""
    return live_timeline(events, case=case, width=width).linked


def live_timeline(
    events: pd.DataFrame, *, case: Case, width: int, within: Span | None = None
) -> Live:
    """Draw a timeline of which a part can be shown, of all time or within two instants."""
    view = shown(events, case=case, known_on=None, look=LIGHT, view="timeline")
    sheet = sheet_for(view, case=None, now=None, width=width, height=TALLEST, within=within)
    page = sheet.page._replace(has_controls=False, has_overview=False)
    return Live(_drawn(view, sheet._replace(page=page), every=True), sheet.counts)


def _drawn(view: Shown, sheet: Sheet, *, every: bool = False) -> Linked:
    look = view.look
    layout = laid_out(sheet.page, tray_head=_tray_head(sheet, view), look=look)
    layout.meta = {"alt": _alt(view, sheet)}
    axis, steps = sheet.page.axis, sheet.steps
    pointed = _pointed(view, sheet)
    traces = event_traces(sheet.events, sheet.tray, pointed=pointed, axis=axis)
    if sheet.page.has_overview and sheet.counts is None:
        traces.append(_in_small(sheet))
    shown_at = [
        _shown_at(step, sheet, pointed) for step in range(len(steps.labels) if steps else 1)
    ]
    if steps is not None:
        layout.sliders = [slider.slider(steps, traces=traces, shown=shown_at)]
    drawn = marks.drawn(traces, shown_at[-1])
    if sheet.counts is not None and sheet.page.has_overview:
        drawn.append(overview.counts_in_small(sheet.counts))
    statuses = view.events["status"].unique()
    drawn += [marks.legend_entry(name) for name in style.LOOKS if name in statuses]
    if sheet.counts is not None:
        drawn += count_traces(sheet.counts, look=look, every=every)
    ids = pd.concat([frame["event_id"] for frame in (sheet.events, sheet.tray, pointed)])
    of_row = keys(EVENT, ids)
    points: list[list[tuple[str, ...]]]
    points = [[(of_row[row],) for row in trace["rows"]] for trace in traces]
    points += [[] for _ in drawn[len(traces) :]]
    return Linked(style.dressed(go.Figure(drawn, layout), look), points, [])


def _in_small(sheet: Sheet) -> marks.Trace:
    return overview.events_in_small(
        sheet.events,
        lanes=sheet.page.lanes,
        axis=sheet.page.axis,
        steps=sheet.steps is not None,
    )


def _pointed(view: Shown, sheet: Sheet) -> pd.DataFrame:
    """Return what shows when the pointer rests on an event, as known from and until a step."""
    ids = pd.concat([sheet.events["event_id"], sheet.tray["event_id"]], ignore_index=True)
    drawn = view.events[view.events["event_id"].isin(ids)]
    told = [(pd.DataFrame({"event_id": ids, "since": 0, "until": 1}), view)]
    if sheet.steps is not None:
        told = list(slider.known_at(sheet.steps, view))
    size = max(_CARDS // max(sum(len(rows) for rows, _ in told), 1), 200)
    parts = []
    for rows, known in told:
        mine = rows.merge(drawn, on="event_id")
        cards = event_cards(
            mine,
            names=known.names,
            voices=known.voices(mine),
            look=known.look,
            size=size,
        )
        parts.append(mine[["event_id", "since", "until"]].assign(card=cards))
    pointed = pd.concat(parts, ignore_index=True)
    return pointed.assign(row=range(len(ids), len(ids) + len(pointed)))


def _shown_at(step: int, sheet: Sheet, pointed: pd.DataFrame) -> np.ndarray:
    """Return by row whether it is shown at a step: events, those of the tray, then cards."""
    holds = (pointed["since"] <= step) & (step < pointed["until"])
    known = pointed.loc[holds, "event_id"]
    events = [frame["event_id"].isin(known) for frame in (sheet.events, sheet.tray)]
    return np.concatenate([*events, holds]).astype(bool)


def _tray_head(sheet: Sheet, view: Shown) -> str:
    left_out = len(view.undated) - len(sheet.tray)
    told = "counted" if sheet.counts is not None else "more"
    more = f" ({left_out:,} {told} in the table)" if left_out else ""
    head = f"No date given, so on no day of the axis{more}"
    return head if words.fits(head, pixels=sheet.page.axis.pixels) else f"No date given{more}"


def _alt(view: Shown, sheet: Sheet) -> str:
    if view.events.empty:
        said = words.nothing(view.known_on, left_out=view.left_out)
        return f"Timeline: {said[0].lower()}{said[1:]}"
    notes = [] if sheet.counts is None else [sheet.counts.note(len(view.dated))]
    if view.known_on is not None:
        notes.append(
            f"As known on {view.known_on}; left out, for no source certainly out by then mentions "
            f"them: {counted(view.left_out, 'event')}."
        )
    if sheet.steps is not None:
        dates = counted(len(sheet.steps.labels) - 1, "date")
        notes.append(f"A slider shows what was known on {dates} of publication.")
    return words.alt(view.events, undated=view.undated, look=view.look, notes=notes)
