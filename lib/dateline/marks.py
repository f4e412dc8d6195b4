"""The marks of a timeline: traces for spans, ticks, arrows, labels and what can be pointed at.

One trace an encoding and status, and in most one line for all its events: drawing time grows
with traces and with elements. Each function reads ``bar_y`` (px) of the frame it is given and
draws on the axes it is given. A trace is a plain dict, which Plotly checks once, when the figure
is made; its ``rows`` say to which ``row`` of the frame each point belongs, and are taken out by
`drawn`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from dateline import style

Trace = dict[str, Any]

CORE_HEIGHT = 16
OUTER_HEIGHT = 8
_TICK = 20

TIME = {"xaxis": "x", "yaxis": "y"}
"""The time axis."""
EDGE = {"xaxis": "x3", "yaxis": "y"}
"""The same place, but from 0 to 1 at whatever zoom: its two ends are the axis' edges."""
TRAY = {"xaxis": "x2", "yaxis": "y2"}
"""The tray of undated events, in pixels."""

UNSEEN = {"color": "rgba(0,0,0,0)", "line": {"width": 0}}
"""What can be pointed at, but not seen."""

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
    frame: pd.DataFrame, *, status: str, core: bool, axes: dict[str, str], outlined: bool = True
) -> list[Trace]:
    """Draw spans from ``left`` to ``right``: instants, or pixels in the tray.

    Cores are thick and solid, outer bounds thin and pale; a status that is not filled has
    dashed outlines instead. Without outlines what is filled has none: the browser moves each
    outline of its own at a zoom, but all fillings as one.
    """
    if frame.empty:
        return []
    half = (CORE_HEIGHT if core else OUTER_HEIGHT) / 2
    left, right = _places(frame["left"]), _places(frame["right"])
    top, bottom = frame["bar_y"] - half, frame["bar_y"] + half
    return [
        dict(
            type="scatter",
            x=_broken(left, right, right, left, left),
            y=_broken(top, top, bottom, bottom, top),
            rows=np.repeat(frame["row"].to_numpy(), 6),
            mode="lines" if outlined or not style.LOOKS[status].filled else "none",
            **fill(status, solid=core),
            **belongs(status, axes),
        )
    ]


def ticks(frame: pd.DataFrame, *, status: str) -> list[Trace]:
    """Mark both outer bounds with ticks of a fixed width, which no zoom makes vanish.

    The two ticks of an event are one line, whose middle the bar between them hides: each line
    of its own would take the browser as long to move as a bar. Where a status is not filled,
    nothing hides it, and there are two.
    """
    up, down = frame["bar_y"] - _TICK / 2, frame["bar_y"] + _TICK / 2
    is_closed = frame[["start_min", "end_max"]].notna().all(axis=1) & style.LOOKS[status].filled
    x: list[Any] = []
    y: list[Any] = []
    rows: list[int] = []
    closed, middle = frame[is_closed], frame.loc[is_closed, "bar_y"]
    if len(closed):
        left, right = _places(closed["start_min"]), _places(closed["end_max"])
        x += _broken(left, left, left, right, right, right)
        ends = up[is_closed], down[is_closed]
        y += _broken(*ends, middle, middle, *ends)
        rows += np.repeat(closed["row"].to_numpy(), 7).tolist()
    for bound in ("start_min", "end_max"):
        alone = ~is_closed & frame[bound].notna()
        if alone.any():
            at = _places(frame.loc[alone, bound])
            x += _broken(at, at)
            y += _broken(up[alone], down[alone])
            rows += np.repeat(frame.loc[alone, "row"].to_numpy(), 3).tolist()
    if not x:
        return []
    line = {"color": style.LOOKS[status].colour, "width": 2, "simplify": False}
    shape = {"x": x, "y": y, "rows": np.array(rows), "mode": "lines", "line": line}
    return [{"type": "scatter", **shape, **belongs(status, TIME)}]


def crosses(
    frame: pd.DataFrame, *, status: str, axes: dict[str, str], size: float = 9
) -> list[Trace]:
    """Put a cross in the middle of what did not occur: a narrow bar's pattern cannot be seen."""
    if frame.empty or status != "not-occurred":
        return []
    middle = frame["left"] + (frame["right"] - frame["left"]) / 2
    rim = {"color": style.PAPER, "width": 1}
    marker = {"symbol": "x", "size": size, "color": style.LOOKS[status].colour, "line": rim}
    return [
        dict(
            type="scatter",
            x=_places(middle).tolist(),
            y=frame["bar_y"].tolist(),
            rows=frame["row"].to_numpy(),
            mode="markers",
            marker=marker,
            **belongs(status, axes),
        )
    ]


def arrows(frame: pd.DataFrame, *, status: str) -> list[Trace]:
    """Put arrows at the axis' edges, full for an open end, hollow where no bound is known."""
    sides = [
        (frame[frame["start_min"].isna()], 0, "triangle-left", "open_start"),
        (frame[frame["end_max"].isna()], 1, "triangle-right", "open_end"),
    ]
    colour = style.LOOKS[status].colour
    return [
        dict(
            type="scatter",
            x=[edge] * len(beyond),
            y=beyond["bar_y"].tolist(),
            rows=beyond["row"].to_numpy(),
            mode="markers",
            cliponaxis=False,
            marker={
                "symbol": [symbol if is_open else f"{symbol}-open" for is_open in beyond[flag]],
                "size": 13,
                "color": colour,
                "line": {"color": colour, "width": 1.5},
            },
            **belongs(status, EDGE),
        )
        for beyond, edge, symbol, flag in sides
        if not beyond.empty
    ]


def labels(frame: pd.DataFrame, *, status: str, axes: dict[str, str]) -> list[Trace]:
    """Write each ``label`` that is not empty at ``label_x``, on its ``label_side``."""
    shown = frame[frame["label"] != ""]
    if shown.empty:
        return []
    return [
        dict(
            type="scatter",
            x=_places(shown["label_x"]).tolist(),
            y=shown["label_y"].tolist(),
            rows=shown["row"].to_numpy(),
            mode="text",
            text=shown["label"].tolist(),
            textposition=("middle " + shown["label_side"]).tolist(),
            **belongs(status, axes),
        )
    ]


def areas(frame: pd.DataFrame, *, status: str, axes: dict[str, str]) -> Trace:
    """Lay an unseen bar over each event, which carries its ``card`` and ``event_id``.

    It reaches from ``left`` to ``right`` and from ``top`` to ``bottom``, so that the card shows
    wherever the pointer rests on the bar, a tick or the label: lines and texts have no hover of
    their own.
    """
    length = frame["right"] - frame["left"]
    on_time = pd.api.types.is_timedelta64_dtype(length.dtype)
    return dict(
        type="bar",
        orientation="h",
        base=_places(frame["left"]).tolist(),
        # Plotly counts lengths on a time axis in milliseconds.
        x=(length.dt.total_seconds() * 1000 if on_time else length).tolist(),
        y=((frame["top"] + frame["bottom"]) / 2).tolist(),
        rows=frame["row"].to_numpy(),
        width=(frame["bottom"] - frame["top"]).tolist(),
        marker=UNSEEN,
        hovertext=frame["card"].tolist(),
        customdata=frame["event_id"].tolist(),
        **belongs(status, axes) | {"hoverinfo": "text"},
    )


def legend_entry(status: str) -> Trace:
    """Return a trace that draws nothing but the status' entry in the legend."""
    shown = {"name": status, "legendgroup": status, "hoverinfo": "skip", "x": [None], "y": [None]}
    look = style.LOOKS[status]
    if look.filled:
        return dict(
            type="bar",
            marker={"color": look.colour, "pattern": _pattern(look, solid=True)},
            **shown,
        )
    return dict(type="scatter", mode="lines", line=_dash(look), **shown)


def drawn(traces: list[Trace], shown: np.ndarray | None = None) -> list[Trace]:
    """Return traces as Plotly takes them, without the points of rows that are not shown.

    Parameters
    ----------
    traces : list of dict
        Traces with ``rows``.
    shown : numpy.ndarray of bool, optional
        By row, whether it is shown; None: all are. A point that is not keeps its place,
        without a height.
    """
    return [
        {name: value for name, value in trace.items() if name != "rows"}
        | ({} if shown is None else {"y": heights(trace, shown)})
        for trace in traces
    ]


def heights(trace: Trace, shown: np.ndarray) -> list[float | None]:
    """Return a trace's heights, null where the point's row is not shown."""
    return [
        height if is_shown else None
        for height, is_shown in zip(trace["y"], shown[trace["rows"]].tolist(), strict=True)
    ]


def fill(status: str, *, solid: bool) -> dict[str, Any]:
    """Return how a closed outline is filled, or dashed where the status is not filled."""
    look = style.LOOKS[status]
    if not look.filled:
        return {"line": _dash(look)}
    return {
        "fill": "toself",
        "fillcolor": look.colour if solid else look.pale,
        "fillpattern": _pattern(look, solid=solid),
        "line": {"color": look.colour, "width": 0.8, "simplify": False},
    }


def belongs(status: str, axes: dict[str, str]) -> dict[str, Any]:
    """Return what puts a trace on its axes and into its status' group of the legend."""
    return {
        "name": status,
        "legendgroup": status,
        "showlegend": False,
        "hoverinfo": "skip",
        **axes,
    }


def _places(values: pd.Series) -> np.ndarray:
    """Return instants as Plotly reads them, and pixels as they are."""
    on_time = pd.api.types.is_datetime64_any_dtype(values.dtype)
    return np.array(iso(values) if on_time else values.tolist(), dtype=object)


def _broken(*corners: Any) -> list[Any]:  # noqa: ANN401
    """Return a line through each event's corners, broken between one event and the next."""
    columns = [np.asarray(corner, dtype=object) for corner in corners]
    return np.column_stack([*columns, np.full(len(columns[0]), None)]).ravel().tolist()


def _four_digits(text: str) -> str:
    """Widen a BCE year, of which NumPy writes three digits, to the four that Plotly reads."""
    if not text.startswith("-"):
        return text
    year, rest = text[1:].split("-", maxsplit=1)
    return f"-{year:0>4}-{rest}"


def _pattern(look: style.StatusLook, *, solid: bool) -> dict[str, object]:
    return {
        "shape": look.pattern,
        "fillmode": "overlay",
        "fgcolor": style.PAPER if solid else look.colour,
        "size": 6,
        "solidity": 0.25,
    }


def _dash(look: style.StatusLook) -> dict[str, object]:
    return {"color": look.colour, "width": 1.6, "dash": "4px,3px", "simplify": False}
