"""The marks of a timeline: traces for bars, outlines, ticks, arrows and labels.

One trace an encoding and status, not one an event: drawing time grows with traces. Each
function reads ``bar_y`` (px) and ``card`` (hover text) of the frame it is given, and draws
on the axes it is given.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dateline import style

CORE_HEIGHT = 16
OUTER_HEIGHT = 8

TIME = {"xaxis": "x", "yaxis": "y"}
"""The time axis."""
EDGE = {"xaxis": "x3", "yaxis": "y"}
"""The same place, but from 0 to 1 at whatever zoom: its two ends are the axis' edges."""
TRAY = {"xaxis": "x2", "yaxis": "y2"}
"""The tray of undated events, in pixels."""

_UNSEEN: dict[str, object] = {"color": "rgba(0,0,0,0)", "line": {"width": 0}}
_LAST = np.datetime64("9999-12-31T23:59:59", "s")


def iso(instants: pd.Series) -> list[str]:
    """Return instants as text that Plotly reads, BCE years included.

    Examples
    --------
    >>> iso(pd.Series(np.array(["-0044-03-15"], "datetime64[s]")))
    ['-0044-03-15T00:00:00']
    """
    values = np.minimum(instants.to_numpy("datetime64[ms]"), _LAST)
    texts = np.datetime_as_string(values).tolist()
    return [_four_digits(text.removesuffix(".000")) for text in texts]


def spans(
    frame: pd.DataFrame, *, status: str, core: bool, axes: dict[str, str]
) -> list[go.Bar | go.Scatter]:
    """Draw spans from ``left`` to ``right``: instants, or pixels in the tray.

    Cores are thick and solid, outer bounds thin and pale; a status that is not filled has
    dashed outlines instead.
    """
    if frame.empty:
        return []
    look = style.LOOKS[status]
    height = pd.Series(CORE_HEIGHT if core else OUTER_HEIGHT, index=frame.index)
    fill = _fill(look, solid=core) if look.filled else _UNSEEN
    bars = _bars(frame, status=status, height=height, fill=fill, axes=axes)
    # An outline has no hover, so an unseen bar inside it carries the card.
    return (
        [bars] if look.filled else [_outlines(frame, status=status, height=height, axes=axes), bars]
    )


def ticks(frame: pd.DataFrame, *, status: str) -> go.Scatter:
    """Mark both outer bounds with ticks of a fixed size, which no zoom makes vanish."""
    sides = [frame.assign(at=frame[bound]) for bound in ("start_min", "end_max")]
    ends = pd.concat(sides).dropna(subset=["at"])
    line = {"color": style.LOOKS[status].colour, "width": 2}
    return go.Scatter(
        x=iso(ends["at"]),
        y=ends["bar_y"].tolist(),
        mode="markers",
        cliponaxis=False,
        marker={"symbol": "line-ns", "size": 14, "line": line},
        hovertext=ends["card"].tolist(),
        **_belongs(status, TIME),
    )


def arrows(frame: pd.DataFrame, *, status: str) -> list[go.Scatter]:
    """Put arrows at the axis' edges, full for an open end, hollow where no bound is known."""
    sides = [
        (frame[frame["start_min"].isna()], 0, "triangle-left", "open_start"),
        (frame[frame["end_max"].isna()], 1, "triangle-right", "open_end"),
    ]
    colour = style.LOOKS[status].colour
    return [
        go.Scatter(
            x=[edge] * len(beyond),
            y=beyond["bar_y"].tolist(),
            mode="markers",
            cliponaxis=False,
            marker={
                "symbol": [symbol if is_open else f"{symbol}-open" for is_open in beyond[flag]],
                "size": 13,
                "color": colour,
                "line": {"color": colour, "width": 1.5},
            },
            hovertext=beyond["card"].tolist(),
            **_belongs(status, EDGE),
        )
        for beyond, edge, symbol, flag in sides
        if not beyond.empty
    ]


def labels(frame: pd.DataFrame, *, status: str, axes: dict[str, str]) -> list[go.Bar | go.Scatter]:
    """Write ``label`` to the right of ``label_x``, around ``label_y``.

    A text has no hover but at its anchor, so an unseen bar of its size carries the card.
    """
    x = frame["label_x"]
    boxes = frame.assign(left=x, right=frame["label_end"], bar_y=frame["label_y"])
    area = _bars(boxes, status=status, height=frame["label_depth"], fill=_UNSEEN, axes=axes)
    text = go.Scatter(
        x=iso(x) if pd.api.types.is_datetime64_any_dtype(x.dtype) else x.tolist(),
        y=frame["label_y"].tolist(),
        mode="text",
        text=frame["label"].tolist(),
        textposition="middle right",
        **_belongs(status, axes) | {"hoverinfo": "skip"},
    )
    return [area, text]


def legend_entry(status: str) -> go.Bar | go.Scatter:
    """Return a trace that draws nothing but the status' entry in the legend."""
    shown = {"name": status, "legendgroup": status, "hoverinfo": "skip", "x": [None], "y": [None]}
    look = style.LOOKS[status]
    if look.filled:
        return go.Bar(marker=_fill(look, solid=True), **shown)
    return go.Scatter(mode="lines", line=_dash(look), **shown)


def _four_digits(text: str) -> str:
    """Widen a BCE year, of which NumPy writes three digits, to the four that Plotly reads."""
    if not text.startswith("-"):
        return text
    year, rest = text[1:].split("-", maxsplit=1)
    return f"-{year:0>4}-{rest}"


def _bars(
    frame: pd.DataFrame,
    *,
    status: str,
    height: pd.Series,
    fill: dict[str, object],
    axes: dict[str, str],
) -> go.Bar:
    length = frame["right"] - frame["left"]
    on_time = pd.api.types.is_timedelta64_dtype(length.dtype)
    return go.Bar(
        orientation="h",
        base=iso(frame["left"]) if on_time else frame["left"].tolist(),
        # Plotly counts lengths on a time axis in milliseconds.
        x=(length.dt.total_seconds() * 1000 if on_time else length).tolist(),
        y=frame["bar_y"].tolist(),
        width=height.tolist(),
        marker=fill,
        hovertext=frame["card"].tolist(),
        **_belongs(status, axes),
    )


def _outlines(
    frame: pd.DataFrame, *, status: str, height: pd.Series, axes: dict[str, str]
) -> go.Scatter:
    """Draw dashed rectangles as one line, for bars have no dashed outline."""
    on_time = pd.api.types.is_datetime64_any_dtype(frame["left"].dtype)
    left, right = (
        np.array(iso(frame[side]) if on_time else frame[side].tolist(), object)
        for side in ("left", "right")
    )
    top, bottom = frame["bar_y"] - height / 2, frame["bar_y"] + height / 2
    gap = np.full(len(frame), None)
    return go.Scatter(
        x=np.column_stack([left, right, right, left, left, gap]).ravel().tolist(),
        y=np.column_stack([top, top, bottom, bottom, top, gap]).ravel().tolist(),
        mode="lines",
        line=_dash(style.LOOKS[status]),
        **_belongs(status, axes) | {"hoverinfo": "skip"},
    )


def _belongs(status: str, axes: dict[str, str]) -> dict[str, object]:
    return {
        "name": status,
        "legendgroup": status,
        "showlegend": False,
        "hoverinfo": "text",
        **axes,
    }


def _fill(look: style.Look, *, solid: bool) -> dict[str, object]:
    return {
        "color": look.colour if solid else look.pale,
        "line": {"color": look.colour, "width": 0.8},
        "pattern": {
            "shape": look.pattern,
            "fillmode": "overlay",
            "fgcolor": style.PAPER if solid else look.colour,
            "size": 6,
            "solidity": 0.25,
        },
    }


def _dash(look: style.Look) -> dict[str, object]:
    return {"color": look.colour, "width": 1.6, "dash": "4px,3px"}
