"""What a reader can set in a timeline without a kernel: the span, and the lane."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pandas as pd

from dateline import marks, style
from dateline.axis import Axis
from dateline.timeline.page import Page
from dateline.timeline.words import shortened
from dateline.typeset import FONT_SIZE, plain, width_of

_PRESETS = {
    "day": 1,
    "week": 7,
    "month": 30,
    "6 months": 182,
    "year": 365,
    "10 years": 3652,
    "100 years": 36524,
}
"""Spans of time in days."""
_SHOWN = 3
_BEYOND = 0.04
"""The share of a span that is shown after it, so that a mark at its end is seen whole."""
_DAY = pd.Timedelta(1, "D")
_SIZE = 11
_LANE = 200
"""Pixels that a lane's name takes in the menu at most."""
_MENU, _BUTTON = 48, 30
"""Pixels that the menu and a button take besides their words, the space around them counted in."""
_FONT = {"size": _SIZE, "color": style.INK}
_ABOVE = {"y": 1, "yanchor": "bottom", "pad": {"b": 2}}
_BOX = {"bgcolor": style.PAPER, "bordercolor": style.QUIET, "borderwidth": 1, "font": _FONT}


def range_presets(axis: Axis, *, now: pd.Timestamp | None, pixels: float) -> list[dict[str, Any]]:
    """Offer spans that end now, or with the last known bound, as many as have room.

    Each is shorter than what lies before its end, and something begins or ends in it.
    """
    end = axis.latest if now is None else now
    if axis.latest is None or end is None:
        return []
    days = (end - axis.first) / _DAY
    spans = {label: _DAY * length for label, length in _PRESETS.items()}
    fitting = [
        (f"last {label}", end - span, end + span * _BEYOND)
        for label, span in spans.items()
        if days / 60 <= span / _DAY <= days * 0.7 and end - span <= axis.latest
    ]
    choices = [*fitting[-_SHOWN:], ("all", axis.first, axis.last)]
    while len(choices) > 2 and sum(_width(label) + _BUTTON for label, *_ in choices) > pixels:
        del choices[0]
    buttons = [
        {"label": label, "method": "relayout", "args": [{"xaxis.range": _range(*ends)}]}
        for label, *ends in choices
    ]
    place = {"type": "buttons", "direction": "right", "showactive": False, "x": 0}
    return [{"buttons": buttons, "xanchor": "left", **place, **_BOX, **_ABOVE}] if fitting else []


def _range(first: pd.Timestamp, last: pd.Timestamp) -> list[str]:
    return marks.iso(pd.Series([first, last]))


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
    return [{"buttons": buttons, "x": 1, "xanchor": "right", **_BOX, **_ABOVE}]


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
