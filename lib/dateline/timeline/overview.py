"""The whole axis in small, under a range slider, for timelines that hold many events.

Plotly's own range slider repeats all marks and labels. Here it belongs to an axis of its own,
which follows the time axis and on which each event is a line.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from dateline import marks, style
from dateline.axis import Axis
from dateline.timeline.dense import Dense

WORTH = 20
"""From so many dated events on an overview helps."""
_DOT = 3
"""Pixels that an event takes at least."""
_HALF = 0.05
"""Half a bar's height, of the distance between the first lane and the last."""
_PLACE: dict[str, Any] = {"xaxis": "x4", "yaxis": "y4", "hoverinfo": "skip", "showlegend": False}


def overview_axes(first: str, last: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the axes of the overview between two instants, as Plotly reads them."""
    slider: dict[str, Any] = {
        "visible": True,
        "range": [first, last],
        "autorange": False,
        "bgcolor": style.BAND,
        "bordercolor": style.QUIET,
        "borderwidth": 1,
    }
    along: dict[str, Any] = {"type": "date", "matches": "x", "anchor": "y4", "range": [first, last]}
    along["autorangeoptions"] = {"clipmin": first, "clipmax": last}
    along |= {"rangeslider": slider, "showticklabels": False, "ticks": "", "showgrid": False}
    return along, {"range": [1.1, -0.1], "visible": False, "fixedrange": True}


def events_in_small(
    placed: pd.DataFrame, *, lanes: list[tuple[str, float]], axis: Axis, steps: bool
) -> marks.Trace:
    """Draw each event as a thin bar at its lane's height, a short one as a dot.

    Where there are no steps at which events come and go, equal bars are drawn once.

    The bars are one area, for Plotly makes an element of each line, and those of all events
    would take longer to zoom than all other marks together.
    """
    left = np.floor(np.nan_to_num(axis.to_pixels(placed["start_min"]), nan=0))
    right = np.ceil(np.nan_to_num(axis.to_pixels(placed["end_max"]), nan=axis.pixels))
    place = {name: number for number, (name, _) in enumerate(lanes[:-1])}
    height = placed["lane"].astype("str").map(place).to_numpy() / max(len(place) - 1, 1)
    bars = pd.DataFrame({"left": left, "right": np.maximum(right, left + _DOT), "y": height})
    bars = bars if steps else bars.drop_duplicates()
    left, right = (
        axis.to_instants(bars[end].to_numpy()).to_numpy("datetime64[ms]").astype(np.int64)
        for end in ("left", "right")
    )
    top, bottom = ((bars["y"] + side).round(3) for side in (-_HALF, _HALF))
    gap = np.full(len(bars), None)
    return {
        "type": "scatter",
        "x": np.column_stack([left, left, right, right, gap]).ravel().tolist(),
        "y": np.column_stack([top, bottom, bottom, top, gap]).ravel().tolist(),
        "rows": np.repeat(placed["row"].to_numpy()[bars.index], 5),
        "mode": "none",
        "fill": "toself",
        "fillcolor": style.QUIET,
        **_PLACE,
    }


def counts_in_small(view: Dense) -> marks.Trace:
    """Draw how many events may fall into each bin, all lanes together."""
    totals = view.counts.groupby("bin")["possible"].sum()
    heights = totals.reindex(range(view.bins.number), fill_value=0) / totals.max()
    edges = view.bins.edges().astype("datetime64[ms]").astype(np.int64)
    return {
        "type": "scatter",
        "x": edges.tolist(),
        # The axis points down, as that of the lanes does.
        "y": (1 - np.append(heights, heights.iloc[-1])).round(3).tolist(),
        "mode": "lines",
        "line": {"color": style.QUIET, "width": 1, "shape": "hv"},
        **_PLACE,
    }
