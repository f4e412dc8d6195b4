"""Events side by side, one left of another only where that order is certain."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dateline import marks, plan, style
from dateline.order import require_events, steps
from dateline.packing import pack
from dateline.phrases import counted, listed
from dateline.wording import instant_in_words, span_in_words

_SIDE = 12
_TOP = 40
_AXIS_HEIGHT = 56
_PACKED = 14
"""Pixels to a row, and to a mark of the tray, where titles are only in the cards."""
_TITLED = 200
"""Up to so many events have a row of their own with a title."""
_MOST = 2000
"""So many events are drawn; more would be slow to draw and to zoom."""
_PANEL = 0.42
"""The share of the width that titles take at most."""
_GAP = 0.06
_TICK = 100
"""Pixels that the date of a line takes."""
_TITLES = {"xaxis": "x3", "yaxis": "y"}
_KEY = (
    "One event certainly precedes another where its bar ends left of where the other's begins. "
    "Bars that share a column: neither certainly precedes the other. Each line is an instant: "
    "what ends left of it is over by then, what begins right of it begins then or later. "
    "Columns count steps, not time; dates are UTC."
)
_HEAD = "No certain place in the order: each may fall together with any other event"


class _Canvas(NamedTuple):
    """The columns, and the sizes in px of what stands around them."""

    columns: int
    height: float
    titles: float
    pixels: float

    @property
    def column(self) -> float:
        """Pixels to a column."""
        return (self.pixels - self.titles) / self.columns


def order_chart(
    events: pd.DataFrame, *, actors: pd.DataFrame | None = None, width: int = 940
) -> go.Figure:
    """Draw which events certainly precede which, and nothing that is not certain.

    Parameters
    ----------
    events : pandas.DataFrame
        A typed events frame, as `events_frame` returns it and ``case.events`` is one.
    actors : pandas.DataFrame, optional
        ``case.actors``, so that the hover cards show names instead of ids.
    width : int, default 940
        The figure's width in px; titles are broken for it.

    Returns
    -------
    plotly.graph_objects.Figure
        A bar an event, over numbered columns that have no length in time. A bar that ends
        left of where another begins certainly precedes it; bars that share a column may be
        dated either way or together. The lines between columns carry the instant that parts
        them. Events that certainly precede or follow no other stand in a tray below. Above
        200 events titles are only in the hover cards; above 2,000 those with the first
        ``start_min`` are drawn, and the figure says how many are left out.
        ``layout.meta["alt"]`` describes the figure in words.

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
    A longest certain sequence: “A call” and “A visit”.
    """
    require_events(events, by="order_chart")
    names = {} if actors is None else dict(zip(actors["actor_id"], actors["name"], strict=True))
    drawn = _ranked(_prepared(events), names=names)
    columns = int(drawn["last"].max()) + 1 if len(drawn) else 1
    is_loose = (drawn["first"] == 0) & (drawn["last"] == columns - 1)
    pixels, is_titled = width - 2 * _SIDE, len(drawn) <= _TITLED
    if is_titled:
        placed, titles = _in_rows(drawn[~is_loose], pixels=pixels)
        tray = plan.place_in_tray(drawn[is_loose], pixels=pixels)
    else:
        placed, titles = _packed(drawn[~is_loose]), 0.0
        tray = _packed_tray(drawn[is_loose], pixels=pixels)
    bottom = placed["bottom"].max() if len(placed) else 1.0
    canvas = _Canvas(columns, float(bottom), titles, float(pixels))
    left_out = len(events) - len(drawn)
    layout = _layout(canvas, placed=placed, tray=tray, left_out=left_out)
    layout.meta = {"alt": _alt(placed, tray, left_out=left_out)}
    return go.Figure(_traces(placed, tray, is_titled=is_titled), layout)


def _prepared(events: pd.DataFrame) -> pd.DataFrame:
    """Take those events that are drawn, and let none be nameless or without a look."""
    by_start = events.sort_values(["start_min", "end_max", "event_id"], kind="stable")
    drawn = by_start.head(_MOST).reset_index(drop=True)
    return drawn.assign(
        title=drawn["title"].fillna(drawn["event_id"]),
        status=drawn["status"].fillna("undetermined"),
        lane=drawn["lane"].astype("category").cat.remove_unused_categories(),
    )


def _ranked(events: pd.DataFrame, *, names: dict[str, str]) -> pd.DataFrame:
    """Add each event's steps and its card, and sort the events by their steps."""
    ranked = events.join(steps(events))
    told = [style.event_cards(events, names=names), ranked["predecessors"], ranked["successors"]]
    cards = [
        f"{card}<br>Certainly after {counted(before, 'event')}, before {counted(after, 'event')}"
        for card, before, after in zip(*told, strict=True)
    ]
    left, right = ranked["first"] + _GAP, ranked["last"] + (1 - _GAP)
    ranked = ranked.assign(card=cards, left=left, right=right)
    return ranked.sort_values(["first", "last", "start_min", "event_id"], kind="stable")


def _in_rows(events: pd.DataFrame, *, pixels: float) -> tuple[pd.DataFrame, float]:
    """Give every event a row; return also the px that their titles take."""
    texts = [style.lines_within(title, pixels=_PANEL * pixels) for title in events["title"]]
    widths = np.array([max(map(style.width_of, text)) for text in texts], dtype=float)
    depth = np.array([len(text) * plan.LINE for text in texts], dtype=float)
    bottom = (depth + 7).cumsum()
    middle = bottom - (depth + 7) / 2
    placed = events.assign(
        label=["<br>".join(map(style.plain, text)) for text in texts],
        label_x=0.0,
        label_end=widths,
        label_y=middle,
        label_depth=depth,
        bar_y=middle,
        bottom=bottom,
    )
    return placed, float(min(widths.max(initial=0) + _SIDE, _PANEL * pixels))


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
            traces += marks.spans(mine, status=status, core=False, axes=bars)
            if is_titled and len(mine):
                traces += marks.labels(mine, status=status, axes=titles)
    shown = {*placed["status"], *tray["status"]}
    return traces + [marks.legend_entry(name) for name in style.LOOKS if name in shown]


def _layout(
    canvas: _Canvas, *, placed: pd.DataFrame, tray: pd.DataFrame, left_out: int
) -> go.Layout:
    note = style.lines(" ".join([*_left_out(left_out), _KEY]), characters=int(canvas.pixels / 6))
    tray_height = plan.tray_height(tray)
    room = _AXIS_HEIGHT if len(placed) else 0
    inner = canvas.height + room + tray_height
    below = 16 * len(note) + 8
    share = canvas.titles / canvas.pixels
    hidden = {"visible": False, "fixedrange": True}
    return go.Layout(
        template=style.template(),
        width=canvas.pixels + 2 * _SIDE,
        height=_TOP + inner + below,
        margin={"l": _SIDE, "r": _SIDE, "t": _TOP, "b": below},
        barmode="overlay",
        xaxis={"domain": [share, 1], "visible": room > 0, **_columns_axis(canvas, placed)},
        xaxis2={"range": [0, canvas.pixels], "anchor": "y2", **hidden},
        xaxis3={"range": [0, max(canvas.titles, 1)], "domain": [0, share], **hidden},
        yaxis={"range": [canvas.height, 0], "domain": [1 - canvas.height / inner, 1], **hidden},
        yaxis2={"range": [tray_height, 0], "domain": [0, tray_height / inner], **hidden},
        shapes=_bands(placed),
        annotations=_texts(tray, note, pixels=canvas.pixels),
    )


def _columns_axis(canvas: _Canvas, placed: pd.DataFrame) -> dict[str, Any]:
    """Return the axis of the columns: a line between any two, dated where there is room."""
    cuts = placed.groupby("first")["start_min"].min().drop(0, errors="ignore")
    every = max(1, int(np.ceil(_TICK / canvas.column)))
    reach = _TICK / 2 - _SIDE
    at = canvas.titles + cuts.index.to_numpy() * canvas.column
    dated = cuts[(at >= reach) & (at <= canvas.pixels - reach)].iloc[::every]
    return {
        "range": [0, canvas.columns],
        "tickvals": dated.index.tolist(),
        "ticktext": [_date(instant) for instant in dated],
        "minor": {"tickvals": cuts.index.tolist(), "showgrid": canvas.column > 5},
        "showgrid": True,
        "gridcolor": style.QUIET,
        "griddash": "dot",
    }


def _date(instant: pd.Timestamp) -> str:
    """Write an instant in two lines: day and month, then the rest."""
    is_midnight = instant == instant.normalize()
    words = (
        span_in_words(instant, instant + pd.Timedelta(1, "D"))
        if is_midnight
        else instant_in_words(instant).removesuffix(" UTC")
    )
    day, month, rest = words.split(" ", maxsplit=2)
    return f"{day} {month}<br>{rest}"


def _bands(placed: pd.DataFrame) -> list[dict[str, Any]]:
    """Tint every other row, so that a title can be followed to its bar."""
    if "label" not in placed:
        return []
    place = {"type": "rect", "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "layer": "below"}
    look = {"fillcolor": style.BAND, "line": {"width": 0}}
    edges = [*pairwise([0.0, *placed["bottom"]])]
    return [{**place, **look, "y0": top, "y1": bottom} for top, bottom in edges[::2]]


def _texts(tray: pd.DataFrame, note: list[str], *, pixels: float) -> list[dict[str, Any]]:
    """Return the tray's head, if anything is in it, and the note at the bottom."""
    place = {"xref": "paper", "x": 0, "xanchor": "left", "y": 0, "yanchor": "top"}
    look = {"showarrow": False, "align": "left", **place}
    font = {"size": 11, "color": style.QUIET}
    texts = [{"text": "<br>".join(note), "yref": "paper", "yshift": -4, "font": font, **look}]
    if len(tray):
        head = _HEAD if pixels > 600 else _HEAD.split(":", maxsplit=1)[0]
        font = {"color": style.QUIET}
        texts.append({"text": f"<b>{head}</b>", "yref": "y2", "font": font, **look})
    return texts


def _left_out(number: int) -> list[str]:
    if not number:
        return []
    return [f"{counted(number, 'event')} left out: drawn are the {_MOST:,} with the first bounds."]


def _alt(placed: pd.DataFrame, tray: pd.DataFrame, *, left_out: int) -> str:
    number = counted(len(placed) + len(tray), "event")
    parts = [f"Order of {number}, as far as it is certain under every admissible dating."]
    if len(placed):
        parts.append(f"A longest certain sequence: {_titles(_sequence(placed))}.")
    if len(tray):
        parts.append(f"No certain place in the order: {_titles(tray)}.")
    return " ".join([*parts, *_left_out(left_out)])


def _titles(events: pd.DataFrame) -> str:
    return listed(f"“{title}”" for title in events["title"])


def _sequence(placed: pd.DataFrame) -> pd.DataFrame:
    """Return as many events as can certainly follow one another: the earliest end comes next."""
    by_end = placed.sort_values(["last", "first", "event_id"], kind="stable")
    taken, reached = [], -1
    for event, (first, last) in enumerate(zip(by_end["first"], by_end["last"], strict=True)):
        if first > reached:
            taken.append(event)
            reached = last
    return by_end.iloc[taken]
