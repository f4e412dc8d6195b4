"""What a reader can set in a timeline without a kernel: the span, and the lane."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pandas as pd

from dateline import style
from dateline.axis import Axis
from dateline.timeline.page import Page
from dateline.typeset import plain

_PRESETS = (
    ("day", "day", 1, 1),
    ("week", "day", 7, 7),
    ("month", "month", 1, 30),
    ("6 months", "month", 6, 182),
    ("year", "year", 1, 365),
    ("10 years", "year", 10, 3650),
    ("100 years", "year", 100, 36500),
)
_SHOWN = 3
_LANE = 28
_FONT = {"size": 11, "color": style.INK}
_BOX = {"bgcolor": style.PAPER, "bordercolor": style.QUIET, "borderwidth": 1, "font": _FONT}


def range_presets(axis: Axis) -> dict[str, Any]:
    """Offer spans that are shorter than the axis, counted back from its right end."""
    days = (axis.last - axis.first).total_seconds() / 86_400
    fitting = [preset for preset in _PRESETS if days / 60 <= preset[3] <= days * 0.7]
    buttons: list[dict[str, Any]] = [
        {"label": f"last {label}", "step": step, "count": count, "stepmode": "backward"}
        for label, step, count, _ in fitting[-_SHOWN:]
    ]
    if not buttons:
        return {}
    buttons.append({"label": "all", "step": "all"})
    place = {"x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom"}
    return {"buttons": buttons, "activecolor": style.GRID, **_BOX, **place}


def lane_menu(page: Page) -> list[dict[str, Any]]:
    """Offer to show one lane alone, with the undated events that belong to it."""
    spans = {name: (top, bottom) for (name, top), (_, bottom) in pairwise(page.lanes)}
    names = list(dict.fromkeys([*spans, *page.tray["lane"].astype("str")]))
    if len(names) < 2:
        return []
    choices = [("all lanes", page.whole)]
    choices += [
        (_short(name), (spans.get(name, (0.0, 0.0)), _tray_span(page.tray, name))) for name in names
    ]
    buttons = [
        {"label": plain(label), "method": "relayout", "args": [_window(page, *window)]}
        for label, window in choices
    ]
    place = {"x": 1, "xanchor": "right", "y": 1, "yanchor": "bottom", "pad": {"b": 2}}
    return [{"buttons": buttons, **_BOX, **place}]


def _tray_span(tray: pd.DataFrame, lane: str) -> tuple[float, float]:
    mine = tray[tray["lane"].astype("str") == lane]
    return (float(mine["top"].min()), float(mine["bottom"].max())) if len(mine) else (0.0, 0.0)


def _window(page: Page, lanes: tuple[float, float], tray: tuple[float, float]) -> dict[str, Any]:
    """Return what `Plotly.relayout` is given; the tray's head shows where the tray does."""
    head = {} if page.tray.empty else {"annotations[0].visible": tray[0] < tray[1]}
    return page.window(lanes, tray) | head


def _short(name: str) -> str:
    if not name:
        return "no lane"
    return name if len(name) <= _LANE else f"{name[: _LANE - 1]}…"
