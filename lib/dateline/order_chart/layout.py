"""The page of an order chart: columns with dated lines between them, rows, and the key."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dateline import plan, style, typeset
from dateline.style import Look
from dateline.wording import instant_in_words, span_in_words

SIDE = 12
_TOP = 40
_AXIS_HEIGHT = 56
_TICK = 100
"""Pixels that the date of a line takes."""
_KEY = (
    "One event certainly precedes another where its bar ends left of where the other's begins. "
    "Bars that share a column: neither certainly precedes the other. Each line is an instant: "
    "what ends left of it is over by then, what begins right of it begins then or later. "
    "Columns count steps, not time; the order and the dates at lines are UTC"
)
NOTHING = "No events."
_HEAD = "No certain place in the order: each may fall together with any other event"


class Canvas(NamedTuple):
    """The columns, and the sizes in px of what stands around them."""

    columns: int
    height: float
    titles: float
    pixels: float

    @property
    def column(self) -> float:
        """Pixels to a column."""
        return (self.pixels - self.titles) / self.columns


def laid_out(
    canvas: Canvas, *, placed: pd.DataFrame, tray: pd.DataFrame, left_out: list[str], look: Look
) -> go.Layout:
    """Return the page: columns, rows, tray, and the key under them."""
    note = _note(placed, tray, left_out=left_out, look=look, pixels=canvas.pixels)
    tray_height = plan.tray_height(tray)
    room = _AXIS_HEIGHT if len(placed) else 0
    inner = canvas.height + room + tray_height
    below = 16 * len(note) + 8
    share = canvas.titles / canvas.pixels
    hidden = {"visible": False, "fixedrange": True}
    return go.Layout(
        template=style.template(),
        width=canvas.pixels + 2 * SIDE,
        height=_TOP + inner + below,
        margin={"l": SIDE, "r": SIDE, "t": _TOP, "b": below},
        barmode="overlay",
        xaxis={
            "domain": [share, 1],
            "visible": room > 0,
            **_columns_axis(canvas, placed, months=look.months),
        },
        xaxis2={"range": [0, canvas.pixels], "anchor": "y2", **hidden},
        xaxis3={"range": [0, max(canvas.titles, 1)], "domain": [0, share], **hidden},
        yaxis={"range": [canvas.height, 0], "domain": [1 - canvas.height / inner, 1], **hidden},
        yaxis2={"range": [tray_height, 0], "domain": [0, tray_height / inner], **hidden},
        shapes=_bands(placed),
        annotations=_texts(tray, note, pixels=canvas.pixels),
    )


def _note(
    placed: pd.DataFrame, tray: pd.DataFrame, *, left_out: list[str], look: Look, pixels: float
) -> list[str]:
    """Return the key in lines: what is left out, the signs that are in the figure, how to read."""
    if placed.empty and tray.empty:
        return [NOTHING]
    clock = "." if look.zone == "UTC" else f", times in cards {look.zone}."
    signs = dict.fromkeys([*plan.signs_in(placed), *plan.signs_in(tray)])
    # Without titles there are no signs at them; the legend tells the bars' looks.
    shown = [plan.SIGNS[name] for name in plan.SIGNS if name in signs and "label" in placed]
    sentences = [*left_out, *shown, _KEY + clock]
    return typeset.lines(" ".join(sentences), characters=int(pixels / 6))


def _columns_axis(canvas: Canvas, placed: pd.DataFrame, *, months: str) -> dict[str, Any]:
    """Return the axis of the columns: a line between any two, dated where there is room."""
    cuts = placed.groupby("first")["start_min"].min().drop(0, errors="ignore")
    every = max(1, int(np.ceil(_TICK / canvas.column)))
    reach = _TICK / 2 - SIDE
    at = canvas.titles + cuts.index.to_numpy() * canvas.column
    dated = cuts[(at >= reach) & (at <= canvas.pixels - reach)].iloc[::every]
    return {
        "range": [0, canvas.columns],
        "tickvals": dated.index.tolist(),
        "ticktext": [_date(instant, months=months) for instant in dated],
        "minor": {"tickvals": cuts.index.tolist(), "showgrid": canvas.column > 5},
        "showgrid": True,
        "gridcolor": style.QUIET,
        "griddash": "dot",
    }


def _date(instant: pd.Timestamp, *, months: str) -> str:
    """Write an instant in two lines: its day, then the rest."""
    is_midnight = instant == instant.normalize()
    words = (
        span_in_words(instant, instant + pd.Timedelta(1, "D"), months=months)
        if is_midnight
        else instant_in_words(instant, months=months).removesuffix(" UTC")
    )
    day, _, rest = words.rpartition(" ")
    if months == "iso":
        return f"{day or rest}<br>{rest if day else ''}".removesuffix("<br>")
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
