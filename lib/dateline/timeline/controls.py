"""What a reader can set in a timeline without a kernel: the span, and the lane."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pandas as pd

from dateline import style
from dateline.axis import Axis
from dateline.timeline.page import Page
from dateline.timeline.words import shortened
from dateline.typeset import FONT_SIZE, plain, width_of

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
_SIZE = 11
_LANE = 200
"""Pixels that a lane's name takes in the menu at most."""
_MENU, _BUTTON = 48, 20
"""Pixels that the menu and a button take besides their words, the space around them counted in."""
_FONT = {"size": _SIZE, "color": style.INK}
_BOX = {"bgcolor": style.PAPER, "bordercolor": style.QUIET, "borderwidth": 1, "font": _FONT}


def range_presets(axis: Axis, *, pixels: float) -> dict[str, Any]:
    """Offer spans that are shorter than the axis, as many as have room, one at least."""
    days = (axis.last - axis.first).total_seconds() / 86_400
    fitting = [preset for preset in _PRESETS if days / 60 <= preset[3] <= days * 0.7]
    buttons: list[dict[str, Any]] = [
        {"label": f"last {label}", "step": step, "count": count, "stepmode": "backward"}
        for label, step, count, _ in fitting[-_SHOWN:]
    ]
    if not buttons:
        return {}
    buttons.append({"label": "all", "step": "all"})
    while len(buttons) > 2 and sum(_width(each["label"]) + _BUTTON for each in buttons) > pixels:
        del buttons[0]
    place = {"x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom"}
    return {"buttons": buttons, "activecolor": style.GRID, **_BOX, **place}


def lane_menu(page: Page) -> list[dict[str, Any]]:
    """Offer to show one lane alone, with the undated events that belong to it."""
    spans = {name: (top, bottom) for (name, top), (_, bottom) in pairwise(page.lanes)}
    names = _lanes(page)
    if not names:
        return []
    choices = [page.whole]
    choices += [(spans.get(name, (0.0, 0.0)), _tray_span(page.tray, name)) for name in names]
    buttons = [
        {"label": plain(label), "method": "relayout", "args": [_window(page, *window)]}
        for label, window in zip(_labels(page), choices, strict=True)
    ]
    place = {"x": 1, "xanchor": "right", "y": 1, "yanchor": "bottom", "pad": {"b": 2}}
    return [{"buttons": buttons, **_BOX, **place}]


def beside_menu(page: Page) -> float:
    """Return the pixels that the menu leaves to the buttons."""
    labels = _labels(page) if _lanes(page) else []
    return page.axis.pixels - max((_width(label) + _MENU for label in labels), default=0.0)


def _lanes(page: Page) -> list[str]:
    """Name the lanes that can be chosen: those of the axis, then those of the tray alone."""
    on_axis = [name for name, _ in page.lanes[:-1]]
    names = list(dict.fromkeys([*on_axis, *page.tray["lane"].astype("str")]))
    return names if len(names) > 1 else []


def _labels(page: Page) -> list[str]:
    """Name the menu's choices, cut to half the page at most."""
    room = min(_LANE, page.axis.pixels / 2 - _MENU) * FONT_SIZE / _SIZE
    lanes = (shortened(name, pixels=room) or "no lane" for name in _lanes(page))
    return ["all lanes", *lanes]


def _width(label: str) -> float:
    return width_of(label) * _SIZE / FONT_SIZE


def _tray_span(tray: pd.DataFrame, lane: str) -> tuple[float, float]:
    mine = tray[tray["lane"].astype("str") == lane]
    return (float(mine["top"].min()), float(mine["bottom"].max())) if len(mine) else (0.0, 0.0)


def _window(page: Page, lanes: tuple[float, float], tray: tuple[float, float]) -> dict[str, Any]:
    """Return what `Plotly.relayout` is given; the tray's head shows where the tray does."""
    head = {} if page.tray.empty else {"annotations[0].visible": tray[0] < tray[1]}
    return page.window(lanes, tray) | head
