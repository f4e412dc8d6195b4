"""Events side by side, one left of another only where that order is certain."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dateline import marks, plan, style, typeset
from dateline.cards import event_cards
from dateline.case import Case
from dateline.chains import voices
from dateline.options import require_options
from dateline.order import require_events, steps
from dateline.order.flags import flags_of, names_of
from dateline.order_chart.layout import NOTHING, SIDE, Canvas, laid_out
from dateline.packing import pack
from dateline.phrases import counted, listed
from dateline.style import LIGHT, Look
from dateline.zones import in_zone

_PACKED = 14
"""Pixels to a row, and to a mark of the tray, where titles are only in the cards."""
_TITLED = 200
"""Up to so many events have a row of their own with a title."""
_MOST = 2000
"""So many events are drawn; more would be slow to draw and to zoom."""
_PANEL = 0.42
"""The share of the width that titles take at most."""
_GAP = 0.06
_CROSS, _SMALL_CROSS = 9, 5
"""Pixels of a cross, and of one where bars are so many that a larger one would hide others."""
_OF_SETTLED = " of events that are said to have happened, on dates that are not flagged"
_TITLES = {"xaxis": "x3", "yaxis": "y"}


def order_chart(
    events: pd.DataFrame, *, case: Case | None = None, look: Look = LIGHT, width: int = 940
) -> go.Figure:
    """Draw which events certainly precede which, and nothing that is not certain.

    Parameters
    ----------
    events : pandas.DataFrame
        A typed events frame, as `events_frame` returns it and ``case.events`` is one.
    case : Case, optional
        Where names and mentions are looked up, so that the hover cards say who says so.
    look : Look, optional
        Theme, way to write months, and the time zone of the hover cards. The order and the
        lines' dates are in UTC whatever the zone, as those of `order` are.
    width : int, default 940
        The figure's width in px; titles are broken for it.

    Returns
    -------
    plotly.graph_objects.Figure
        A bar an event, over numbered columns that have no length in time. A bar that ends
        left of where another begins certainly precedes it; bars that share a column may be
        dated either way or together. The lines between columns carry the instant that parts
        them. Events that certainly precede or follow no other stand in a tray below. A date's
        flags and an event's status move no bar: they are signs at the title and the look of the
        bar, as in `timeline`. Above 200 events titles are only in the hover cards; above 2,000
        those with the first ``start_min`` are drawn, and the figure says how many are left out.
        ``layout.meta["alt"]`` describes the figure in words; the sequence that it names is one
        of events that are said to have happened, on dates that are not flagged, or it says at
        each other event what is not settled of it.

    Raises
    ------
    FrameError
        `events` is not a typed events frame, an id is null or used twice, or an event's
        bounds admit no dating.

    Notes
    -----
    Arrows between ranks would put some events left of others without their order being
    certain. Here the position alone says it, after the representation of interval orders by
    the fewest steps; see `dateline.order.steps`.

    Examples
    --------
    >>> from dateline.frames import events_frame
    >>> when = ["2023-05-26", "2023-05-27"]
    >>> df = pd.DataFrame({"event_id": ["a", "b"], "title": ["A call", "A visit"], "when": when})
    >>> print(order_chart(events_frame(df)).layout.meta["alt"])
    Order of 2 events, as far as it is certain under every admissible dating.
    A longest certain sequence: “A call” (undetermined) and “A visit” (undetermined).
    """
    require_options(view="order_chart", case=case, look=look, width=width)
    require_events(events, by="order_chart")
    drawn = _ranked(_prepared(events), case=case, look=look)
    columns = int(drawn["last"].max()) + 1 if len(drawn) else 1
    is_loose = (drawn["first"] == 0) & (drawn["last"] == columns - 1)
    pixels, is_titled = width - 2 * SIDE, len(drawn) <= _TITLED
    if is_titled:
        placed, titles = _in_rows(drawn[~is_loose], pixels=pixels)
        tray = plan.place_in_tray(drawn[is_loose], pixels=pixels)
    else:
        placed, titles = _packed(drawn[~is_loose]), 0.0
        tray = _packed_tray(drawn[is_loose], pixels=pixels)
    bottom = placed["bottom"].max() if len(placed) else 1.0
    canvas = Canvas(columns, float(bottom), titles, float(pixels))
    left_out = len(events) - len(drawn)
    layout = laid_out(canvas, placed=placed, tray=tray, left_out=_left_out(left_out), look=look)
    layout.meta = {"alt": _alt(placed, tray, left_out=left_out)}
    return style.dressed(go.Figure(_traces(placed, tray, is_titled=is_titled), layout), look)


def _prepared(events: pd.DataFrame) -> pd.DataFrame:
    """Take those events that are drawn, and let none be nameless or without a look."""
    by_start = events.sort_values(["start_min", "end_max", "event_id"], kind="stable")
    drawn = by_start.head(_MOST).reset_index(drop=True)
    return drawn.assign(
        title=drawn["title"].fillna(drawn["event_id"]),
        status=drawn["status"].fillna("undetermined"),
        lane=drawn["lane"].astype("category").cat.remove_unused_categories(),
        **{flag: drawn[flag].eq(True) for flag in ("approximate", "uncertain")},
        flags=flags_of(drawn),
    )


def _ranked(events: pd.DataFrame, *, case: Case | None, look: Look) -> pd.DataFrame:
    """Add each event's steps and its card, and sort the events by their steps."""
    ranked = events.join(steps(events))
    told = [_cards(events, case=case, look=look), ranked["predecessors"], ranked["successors"]]
    cards = [
        f"{card}<br>Certainly after {counted(before, 'event')}, before {counted(after, 'event')}"
        for card, before, after in zip(*told, strict=True)
    ]
    left, right = ranked["first"] + _GAP, ranked["last"] + (1 - _GAP)
    ranked = ranked.assign(row=range(len(ranked)), card=cards, left=left, right=right)
    return ranked.sort_values(["first", "last", "start_min", "event_id"], kind="stable")


def _cards(events: pd.DataFrame, *, case: Case | None, look: Look) -> list[str]:
    events = in_zone(events, zone=look.zone)
    if case is None or case.mentions.empty:
        return event_cards(events, names={} if case is None else case.names, look=look)
    told = voices(case.mentions, events["event_id"], names=case.names)
    return event_cards(events, names=case.names, voices=told, look=look)


def _in_rows(events: pd.DataFrame, *, pixels: float) -> tuple[pd.DataFrame, float]:
    """Give every event a row; return also the px that their titles take."""
    titles = plan.signed_titles(events)
    texts = [typeset.lines_within(title, pixels=_PANEL * pixels) for title in titles]
    widths = np.array([max(map(typeset.width_of, text)) for text in texts], dtype=float)
    depth = np.array([len(text) * plan.LINE for text in texts], dtype=float)
    bottom = (depth + 7).cumsum()
    middle = bottom - (depth + 7) / 2
    placed = events.assign(
        label=["<br>".join(map(typeset.plain, text)) for text in texts],
        label_x=0.0,
        label_side="right",
        label_end=widths,
        label_y=middle,
        label_depth=depth,
        bar_y=middle,
        bottom=bottom,
    )
    return placed, float(min(widths.max(initial=0) + SIDE, _PANEL * pixels))


def _packed(events: pd.DataFrame) -> pd.DataFrame:
    """Put events that share no column into one row."""
    rows = pack(events["first"].tolist(), (events["last"] + 1).tolist())
    bottom = (np.array(rows, dtype=float) + 1) * _PACKED
    return events.assign(bar_y=bottom - _PACKED / 2, bottom=bottom)


def _packed_tray(events: pd.DataFrame, *, pixels: float) -> pd.DataFrame:
    row, place = np.divmod(np.arange(len(events)), int(pixels / _PACKED))
    left = place * float(_PACKED)
    middle = plan.LANE_HEAD + (row + 0.5) * _PACKED
    return events.assign(left=left, right=left + _PACKED - 4, bar_y=middle, label="")


def _traces(placed: pd.DataFrame, tray: pd.DataFrame, *, is_titled: bool) -> list[Any]:
    traces: list[Any] = []
    groups = ((placed, marks.TIME, _TITLES), (tray, marks.TRAY, marks.TRAY))
    for events, bars, titles in groups:
        for status in style.LOOKS:
            mine = events[events["status"] == status]
            if mine.empty:
                continue
            traces += marks.spans(mine, status=status, core=False, axes=bars)
            size = _CROSS if is_titled else _SMALL_CROSS
            traces += marks.crosses(mine, status=status, axes=bars, size=size)
            traces.append(marks.areas(_around(mine, half=plan.BAR / 2), status=status, axes=bars))
            if is_titled:
                traces += marks.labels(mine, status=status, axes=titles)
                beside = mine.assign(left=mine["label_x"], right=mine["label_end"])
                beside = _around(beside, half=mine["label_depth"] / 2)
                traces.append(marks.areas(beside, status=status, axes=titles))
    shown = {*placed["status"], *tray["status"]}
    return marks.drawn(traces) + [marks.legend_entry(name) for name in style.LOOKS if name in shown]


def _around(events: pd.DataFrame, *, half: float | pd.Series) -> pd.DataFrame:
    """Give the area that can be pointed at its height."""
    return events.assign(top=events["bar_y"] - half, bottom=events["bar_y"] + half)


def _left_out(number: int) -> list[str]:
    if not number:
        return []
    return [f"{counted(number, 'event')} left out: drawn are the {_MOST:,} with the first bounds."]


def _alt(placed: pd.DataFrame, tray: pd.DataFrame, *, left_out: int) -> str:
    if placed.empty and tray.empty:
        return f"Order of events: {NOTHING.lower()}"
    number = counted(len(placed) + len(tray), "event")
    parts = [f"Order of {number}, as far as it is certain under every admissible dating."]
    if len(placed):
        parts.append(_sequence_in_words(placed))
    if len(tray):
        parts.append(f"No certain place in the order: {_titles(tray)}.")
    return " ".join([*parts, *_left_out(left_out)])


def _titles(events: pd.DataFrame) -> str:
    return listed(f"“{title}”" for title in events["title"])


def _sequence_in_words(placed: pd.DataFrame) -> str:
    """Name a longest sequence of settled events, or of all, where no two settled ones make one."""
    settled = placed[placed["flags"] == 0]
    sequence = _sequence(settled)
    if len(sequence) > 1:
        of = "" if len(settled) == len(placed) else _OF_SETTLED
        return f"A longest certain sequence{of}: {_titles(sequence)}."
    sequence = _sequence(placed)
    titles = [
        f"“{title}”" + (f" ({listed(names_of(flags))})" if flags else "")
        for title, flags in zip(sequence["title"], sequence["flags"], strict=True)
    ]
    return f"A longest certain sequence: {listed(titles)}."


def _sequence(placed: pd.DataFrame) -> pd.DataFrame:
    """Return as many events as can certainly follow one another: the earliest end comes next."""
    by_end = placed.sort_values(["last", "first", "event_id"], kind="stable")
    taken, reached = [], -1
    for event, (first, last) in enumerate(zip(by_end["first"], by_end["last"], strict=True)):
        if first > reached:
            taken.append(event)
            reached = last
    return by_end.iloc[taken]
