"""What a reader points at in a live figure: all points of one click or lasso at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import plotly.graph_objects as go

CLICK, LASSO, LET_GO = "plotly_click", "plotly_selected", "plotly_deselect"

_POINTS, _LAYOUT = "_js2py_pointsCallback", "_js2py_relayout"
"""The traits of a `FigureWidget` by which the browser tells of points, and of its layout."""


class Pointed(NamedTuple):
    """What was done, and to which points.

    Attributes
    ----------
    act : str
        `CLICK`, `LASSO` or `LET_GO`; a lasso's points may be none.
    points : list of (int, int)
        The place of each point's trace, and the point's own place in it.
    """

    act: str
    points: list[tuple[int, int]]


def listen(figure: go.FigureWidget, heard: Callable[[Pointed], None]) -> None:
    """Call `heard` once for each click, lasso and letting go in a figure.

    Plotly's own ``on_click`` and ``on_selection`` tell each trace of its points, one trace after
    another, also when the pointer only moves; and for each trace that is told of a selection the
    browser draws all of the figure again: for a hundred traces, a minute's work.
    """
    figure.unobserve_all(_POINTS)
    figure.observe(lambda change: _hear(figure, change["new"], heard), _POINTS)
    figure.observe(lambda change: _let_go(figure, change["new"]), _LAYOUT)


def _hear(figure: go.FigureWidget, told: dict[str, Any] | None, heard: Callable[..., None]) -> None:
    if not told:
        return
    # The browser tells the same again only after this.
    setattr(figure, _POINTS, None)
    # It tells of a lasso without an outline when the outline was taken away.
    is_lasso = told["event_type"] == LASSO and told["selector"]
    if is_lasso or told["event_type"] in {CLICK, LET_GO}:
        points = told["points"]
        places = zip(points["trace_indexes"], points["point_indexes"], strict=True)
        heard(Pointed(told["event_type"], [*places]))


def _let_go(figure: go.FigureWidget, told: dict[str, Any] | None) -> None:
    """Take away how Plotly itself shows a selection: it keeps an outline, and fades all else.

    The browser tells of the outline after the points. Only it knows of the fading: to set that
    on the traces here would change nothing, and tell it nothing.
    """
    if told and told["relayout_data"].get("selections"):
        figure.layout.selections = ()
        figure._send_update_msg({"selectedpoints": [None]}, {"selections": []})
