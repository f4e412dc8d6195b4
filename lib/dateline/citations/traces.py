"""Places, arrows and badges as traces, always the same ones in the same order.

So a menu can show fewer hops by giving each trace other points, and whatever the legend hides
stays hidden. A trace is a plain dict, which Plotly checks once, when the figure is made.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from dateline import actor_marks, style, typeset
from dateline.arrows import pointed_lines
from dateline.citations.plan import Plan
from dateline.citations.routes import Routes
from dateline.citations.stances import STANCES, Stance

_CHANGED = (
    *("x", "y", "text", "hovertext", "marker.symbol", "marker.size", "marker.color"),
    *("marker.line.width", "marker.standoff"),
)
"""What a menu changes in a trace."""


Trace = dict[str, Any]


class Sheet(NamedTuple):
    """What is drawn: places and arrows, each with its ``number`` in the plan, and its ``card``."""

    places: pd.DataFrame
    plan: Plan
    arrows: pd.DataFrame
    routes: Routes
    stances: list[int]
    """Those that have a trace, whether or not any of the arrows has them."""


def traces(sheet: Sheet) -> list[Trace]:
    """Draw lines, then the legend, places, and badges on top."""
    groups = [sheet.arrows[sheet.arrows["stance"] == number] for number in sheet.stances]
    looks = [STANCES[number] for number in sheet.stances]
    lines = [
        _lines(mine, sheet.routes, stance=look) for mine, look in zip(groups, looks, strict=True)
    ]
    entries = [_legend_entry(look) for look in looks]
    badges = [
        _badges(mine, sheet.routes, stance=look) for mine, look in zip(groups, looks, strict=True)
    ]
    places = [_marks(sheet.places, sheet.plan), _labels(sheet.places, sheet.plan)]
    return [*lines, *entries, *places, *badges]


def changes(drawn: list[Trace]) -> dict[str, list[Any]]:
    """Return what `Plotly.restyle` is given so that a figure's traces show these points."""
    return {name: [_value(trace, name) for trace in drawn] for name in _CHANGED}


def _value(part: dict[str, Any], name: str) -> Any:  # noqa: ANN401
    value: Any = part
    for step in name.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _shared(stance: Stance) -> dict[str, Any]:
    return {"name": stance.name, "legendgroup": stance.name, "showlegend": False}


def _lines(arrows: pd.DataFrame, routes: Routes, *, stance: Stance) -> Trace:
    points = [routes.lines[number] for number in arrows["number"]]
    look = {"colour": stance.colour, "dash": stance.dash, **_shared(stance)}
    return pointed_lines(points, standoff=[0.0] * len(points), **look)


def _legend_entry(stance: Stance) -> Trace:
    """Return a trace that draws nothing but the stance's entry in the legend."""
    return {
        "type": "scatter",
        "x": [None],
        "y": [None],
        "mode": "lines+markers",
        "line": {"color": stance.colour, "width": 2, "dash": stance.dash},
        "marker": _badge(stance) | {"size": 9},
        **_shared(stance) | {"showlegend": True},
    }


def _badge(stance: Stance) -> dict[str, Any]:
    """Return the badge of a stance: a filled square where it denies, else a hollow circle."""
    return {
        "symbol": "square" if stance.denies else "circle",
        "color": stance.colour if stance.denies else style.PAPER,
        "opacity": 1,
        "line": {"color": stance.colour, "width": 1.5},
    }


def _badges(arrows: pd.DataFrame, routes: Routes, *, stance: Stance) -> Trace:
    at = routes.badges[arrows["number"].to_numpy()]
    texts = [_short(count) for count in arrows["count"]]
    return {
        "type": "scatter",
        "x": at[:, 0].tolist(),
        "y": at[:, 1].tolist(),
        "mode": "markers+text",
        "text": texts,
        "textposition": "middle center",
        "textfont": {"size": 10, "color": style.PAPER if stance.denies else stance.colour},
        "marker": _badge(stance) | {"size": [15 + 4 * max(len(text) - 2, 0) for text in texts]},
        "hovertext": arrows["card"].tolist(),
        "hoverinfo": "text",
        **_shared(stance),
    }


def _short(count: int) -> str:
    return str(count) if count < 1000 else f"{count / 1000:.0f}k"


def _marks(places: pd.DataFrame, plan: Plan) -> Trace:
    numbers = places["number"].to_numpy()
    marker = actor_marks.look(places)
    # A document's page is a shape, as an unnamed actor's ring is.
    is_page = places["is_document"].tolist()
    fills = zip(marker["color"], is_page, strict=True)
    outlines = zip(marker["line"]["width"], is_page, strict=True)
    marker["color"] = [style.PAPER if is_shape else fill for fill, is_shape in fills]
    marker["line"]["width"] = [0 if is_shape else width for width, is_shape in outlines]
    return {
        "type": "scatter",
        "x": plan.x[numbers].tolist(),
        "y": plan.y[numbers].tolist(),
        "mode": "markers",
        "marker": marker,
        "hovertext": places["card"].tolist(),
        "hoverinfo": "text",
        "showlegend": False,
    }


def _labels(places: pd.DataFrame, plan: Plan) -> Trace:
    """Write labels under the marks; some marks reach further down than Plotly reckons."""
    numbers = places["number"].to_numpy() if plan.is_labelled else np.array([], dtype=int)
    rows = zip(numbers.tolist(), places["naming"], strict=plan.is_labelled)
    return {
        "type": "scatter",
        "x": plan.x[numbers].tolist(),
        "y": (plan.y[numbers] + plan.reach[numbers]).round(1).tolist(),
        "mode": "text",
        "text": [_label(plan.labels[number], naming) for number, naming in rows],
        "textposition": "bottom center",
        "textfont": {"size": plan.font},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _label(lines: list[str], naming: str) -> str:
    text = "<br>".join(typeset.plain(line) for line in lines)
    return f"<i>{text}</i>" if naming == "unnamed" else text
