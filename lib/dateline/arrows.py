"""Lines that end in a head: many in one trace."""

from __future__ import annotations

from typing import Any

import numpy as np

_HEAD = 15


def pointed_lines(
    points: list[np.ndarray], *, colour: str, dash: str, standoff: list[float], **shown: object
) -> dict[str, Any]:
    """Draw lines in one trace, a plain dict; only their last points have a mark, the head.

    Parameters
    ----------
    points : list of numpy.ndarray
        A line each, shape (n, 2), n ≥ 2.
    colour, dash : str
        How all of them are drawn.
    standoff : list of float
        How many px each head stays away from its line's end.
    **shown
        Further properties of the trace.
    """
    gap = np.array([[np.nan, np.nan]])
    nowhere = np.empty((0, 2))
    x, y = np.concatenate([nowhere, *(part for line in points for part in (line, gap))]).round(4).T
    counts = [len(line) for line in points]
    return {
        "type": "scatter",
        "x": [None if np.isnan(value) else value for value in x.tolist()],
        "y": [None if np.isnan(value) else value for value in y.tolist()],
        # Left to itself, Plotly shortens lines at every point that stands off, not at heads alone.
        "line": {"color": colour, "width": 2, "dash": dash, "backoff": 0},
        "marker": {
            "symbol": "arrow",
            "size": [size for count in counts for size in [*[0] * (count - 1), _HEAD, 0]],
            "angleref": "previous",
            "standoff": [
                end for end, count in zip(standoff, counts, strict=True) for _ in range(count + 1)
            ],
            "color": colour,
            "opacity": 1,
            "line": {"width": 0},
        },
        "mode": "lines+markers",
        "hoverinfo": "skip",
        **shown,
    }
