"""The marks of two clocks: traces for areas, edges, corners, arrows and badges.

One trace a kind of mark and tense, not one a box: drawing time grows with traces.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dateline import style
from dateline.clocks.places import SIZE
from dateline.marks import iso


class _Look(NamedTuple):
    symbol: str
    colour: str
    pale: str
    ink: str


_LOOKS = {
    "forecast": _Look("diamond", "#a14400", "rgba(161,68,0,0.16)", style.PAPER),
    "live": _Look("circle", "#00664a", "rgba(0,102,74,0.16)", style.PAPER),
    "retrospect": _Look("square", "#005a8c", "rgba(0,90,140,0.16)", style.PAPER),
    "undecided": _Look("hexagon", "#55606b", "rgba(85,96,107,0.13)", style.INK),
}
_PLOT = {"xaxis": "x", "yaxis": "y"}
_SIDEWAYS = {"xaxis": "x2", "yaxis": "y"}
"""From 0 to 1 across the plot at whatever zoom, so that its ends are the plot's edges."""
_UPRIGHT = {"xaxis": "x", "yaxis": "y2"}

_UNSEEN = {"size": 6, "color": "rgba(0,0,0,0)"}
"""A marker that keeps its text a little away from the lines that meet in it."""


def box_traces(boxes: pd.DataFrame, *, far: tuple[pd.Timestamp, pd.Timestamp]) -> list[Any]:
    """Draw all areas first and all badges last, so that no tense hides another's badges."""
    groups = [(name, boxes[boxes["tense"] == name]) for name in _LOOKS]
    groups = [(name, group) for name, group in groups if len(group)]
    traces: list[Any] = []
    for name, group in groups:
        traces += _areas(group, name=name, far=far)
    for name, group in groups:
        traces += [*_edges(group, name=name, far=far), _corners(group, boxes, name=name)]
        traces += _arrows(group, name=name)
    traces += _leaders(boxes)
    for name, group in groups:
        traces += [*_badges(group, name=name), _legend_entry(group, name=name)]
    return traces


def _belongs(name: str, axes: dict[str, str]) -> dict[str, Any]:
    return {"name": name, "legendgroup": name, "showlegend": False, "hoverinfo": "text", **axes}


def _areas(
    group: pd.DataFrame, *, name: str, far: tuple[pd.Timestamp, pd.Timestamp]
) -> list[go.Bar]:
    """Fill boxes whose saying has both bounds, and darker the part that is certain."""
    look = _LOOKS[name]
    closed = group.dropna(subset=["said_from", "said_to"])
    outer = closed.assign(
        left=closed["event_from"].fillna(far[0]), right=closed["event_to"].fillna(far[1])
    )
    core = closed.dropna(subset=["core_from", "core_to"])
    core = core.assign(left=core["core_from"], right=core["core_to"])
    # Pale boxes that overlap look darker too, so what is certain has lines of its own.
    hatch = {"shape": "/", "fillmode": "overlay", "size": 7, "solidity": 0.15}
    hatch |= {"fgcolor": look.colour}
    return [
        go.Bar(
            orientation="h",
            base=iso(part["left"]),
            x=_milliseconds(part["right"] - part["left"]),
            y=iso(part["said_from"]),
            width=_milliseconds(part["said_to"] - part["said_from"]),
            offset=0,
            marker={"color": look.pale, "line": {"width": 0}, "pattern": pattern},
            hovertext=part["card"].tolist(),
            **_belongs(name, _PLOT),
        )
        for part, pattern in ((outer, {}), (core, hatch))
        if len(part)
    ]


def _milliseconds(spans: pd.Series) -> list[float]:
    """Return lengths as Plotly counts them on a time axis."""
    return (spans.dt.total_seconds() * 1000).tolist()


def _edges(
    group: pd.DataFrame, *, name: str, far: tuple[pd.Timestamp, pd.Timestamp]
) -> list[go.Scatter]:
    """Draw a line for each bound that is known, as long as the other clock leaves it."""
    is_dotted = group[["said_from", "said_to"]].isna().any(axis=1)
    traces = []
    for part, dash in ((group[~is_dotted], "solid"), (group[is_dotted], "2px,3px")):
        left, right = part["event_from"].fillna(far[0]), part["event_to"].fillna(far[1])
        low, high = part["said_from"].fillna(far[0]), part["said_to"].fillna(far[1])
        lines = [(part[x], low, part[x], high) for x in ("event_from", "event_to")]
        lines += [(left, part[y], right, part[y]) for y in ("said_from", "said_to")]
        ends = pd.concat([pd.concat(line, axis=1, keys=range(4)) for line in lines]).dropna()
        ends = ends.drop_duplicates()
        gap = np.full(len(ends), None)
        x, y = (
            np.column_stack([iso(ends[one]), iso(ends[other]), gap]).ravel().tolist()
            for one, other in ((0, 2), (1, 3))
        )
        line = {"color": _LOOKS[name].colour, "width": 1, "dash": dash}
        place = _belongs(name, _PLOT) | {"hoverinfo": "skip"}
        if len(ends):
            traces.append(go.Scatter(x=x, y=y, mode="lines", line=line, **place))
    return traces


def _corners(group: pd.DataFrame, boxes: pd.DataFrame, *, name: str) -> go.Scatter:
    """Mark the corners that are known with marks of a fixed size, which no zoom makes vanish."""
    corners = [
        group.assign(x=group[event], y=group[said])
        for event in ("event_from", "event_to")
        for said in ("said_from", "said_to")
    ]
    known = pd.concat(corners).dropna(subset=["x", "y"])
    # Plotly prefers a small mark's card to that of a badge around it, so none is left inside one.
    badges = set(zip(boxes["badge_x"], boxes["badge_y"], strict=True))
    seen = [at not in badges for at in zip(known["x"], known["y"], strict=True)]
    known = known.loc[np.array(seen, dtype=bool)]
    look = _LOOKS[name]
    return go.Scatter(
        x=iso(known["x"]),
        y=iso(known["y"]),
        mode="markers",
        marker={"symbol": look.symbol, "size": 6, "color": look.colour},
        hovertext=known["card"].tolist(),
        **_belongs(name, _PLOT),
    )


def _arrows(group: pd.DataFrame, *, name: str) -> list[go.Scatter]:
    """End each edge that has no corner in an arrow at the plot's edge."""
    none = pd.Series(False, index=group.index)
    sides = (
        ("event_from", group["open_start"], 0, "triangle-left"),
        ("event_to", group["open_end"], 1, "triangle-right"),
        ("said_from", none, 0, "triangle-down"),
        ("said_to", none, 1, "triangle-up"),
    )
    traces = []
    for side, is_open, edge, symbol in sides:
        sideways = side.startswith("event")
        cross = ("said_from", "said_to") if sideways else ("event_from", "event_to")
        beyond = group[group[side].isna()]
        ends = pd.concat([beyond.assign(at=beyond[bound]) for bound in cross]).dropna(subset="at")
        if ends.empty:
            continue
        fixed, moving = [edge] * len(ends), iso(ends["at"])
        colour = _LOOKS[name].colour
        symbols = [symbol if is_open[row] else f"{symbol}-open" for row in ends.index]
        traces.append(
            go.Scatter(
                x=fixed if sideways else moving,
                y=moving if sideways else fixed,
                mode="markers",
                cliponaxis=False,
                marker={
                    "symbol": symbols,
                    "size": 11,
                    "color": colour,
                    "line": {"color": colour, "width": 1.5},
                },
                hovertext=ends["card"].tolist(),
                **_belongs(name, _SIDEWAYS if sideways else _UPRIGHT),
            )
        )
    return traces


def _leaders(boxes: pd.DataFrame) -> list[go.Scatter]:
    """Draw a line from each badge that had no room on its box to the box."""
    away = boxes.dropna(subset=["corner_x"])
    if away.empty:
        return []
    gap = np.full(len(away), None)
    x, y = (
        np.column_stack([iso(away[f"corner_{axis}"]), iso(away[f"badge_{axis}"]), gap])
        for axis in "xy"
    )
    return [
        go.Scatter(
            x=x.ravel().tolist(),
            y=y.ravel().tolist(),
            mode="lines",
            line={"color": style.QUIET, "width": 1},
            hoverinfo="skip",
            showlegend=False,
            **_PLOT,
        )
    ]


def _badges(group: pd.DataFrame, *, name: str) -> list[go.Scatter]:
    """Draw the numbers of mentions, which carry the cards, and the titles that have room."""
    numbers = go.Scatter(
        x=iso(group["badge_x"]),
        y=iso(group["badge_y"]),
        mode="markers+text",
        marker=_badge(name, SIZE),
        text=[_short(len(members)) for members in group["members"]],
        textfont={"size": 11, "color": _LOOKS[name].ink},
        hovertext=group["card"].tolist(),
        **_belongs(name, _PLOT),
    )
    named = group.dropna(subset=["label"])
    # Blanks keep the text off the badge, wherever a zoom moves the two.
    texts = [_apart(text, side) for text, side in zip(named["label"], named["side"], strict=True)]
    titles = go.Scatter(
        x=iso(named["badge_x"]),
        y=iso(named["badge_y"]),
        mode="markers+text",
        marker=_UNSEEN,
        text=texts,
        textposition=named["side"].tolist(),
        textfont={"size": 12, "color": style.INK},
        **_belongs(name, _PLOT) | {"hoverinfo": "skip"},
    )
    return [numbers, titles]


def _badge(name: str, size: float) -> dict[str, Any]:
    look = _LOOKS[name]
    fill = style.PAPER if name == "undecided" else look.colour
    return {
        "symbol": look.symbol,
        "size": size,
        "color": fill,
        "opacity": 1,
        "line": {"color": look.colour, "width": 1.5},
    }


def _short(number: int) -> str:
    return str(number) if number < 1000 else f"{number // 1000}k"


def _apart(text: str, side: str) -> str:
    blank = "\u00a0" * 4
    lines = text.split("<br>")
    return "<br>".join(blank + line if side.endswith("right") else line + blank for line in lines)


def _legend_entry(group: pd.DataFrame, *, name: str) -> go.Scatter:
    number = group["members"].map(len).sum()
    shown = _belongs(name, _PLOT) | {"name": f"{number:,} {name}", "showlegend": True}
    return go.Scatter(x=[None], y=[None], mode="markers", marker=_badge(name, 12), **shown)


def diagonal(far: tuple[pd.Timestamp, pd.Timestamp], *, words_at: list[str]) -> list[go.Scatter]:
    """Draw the line on which an event and its telling are at one time, with words beside it.

    The words stand at an instant, if one is given, and under all boxes, so that they never hide
    a mark.
    """
    ends = iso(pd.Series(far))
    quiet = {"hoverinfo": "skip", "showlegend": False, **_PLOT}
    words = [f"<i>said {word}<br>it happened</i>" for word in ("after", "before")]
    return [
        go.Scatter(x=ends, y=ends, mode="lines", line={"color": style.INK, "width": 1}, **quiet),
        go.Scatter(
            x=words_at * 2,
            y=words_at * 2,
            mode="markers+text",
            marker=_UNSEEN,
            text=words if words_at else [],
            textposition=["top left", "bottom right"],
            textfont={"size": 12, "color": style.QUIET},
            **quiet,
        ),
    ]
