"""The traces of a timeline on which every event has a mark of its own."""

from __future__ import annotations

import pandas as pd

from dateline import extent, marks, style
from dateline.axis import Axis
from dateline.terms import BOUNDS

_OUTLINED = 200
"""Up to so many events' bars have outlines; more would make a zoom slow."""


def event_traces(
    placed: pd.DataFrame, tray: pd.DataFrame, *, pointed: pd.DataFrame, axis: Axis
) -> list[marks.Trace]:
    """Draw events on the axis and in the tray.

    Parameters
    ----------
    placed, tray : pandas.DataFrame
        As `plan.place` and `plan.place_in_tray` return them, and ``row`` (int).
    pointed : pandas.DataFrame
        ``event_id``, ``card`` (what shows when the pointer rests on it) and ``row`` (int); an
        event may have several.
    axis : Axis
        The axis as first seen.

    Returns
    -------
    list of dict
        Traces with ``rows``, as `marks` makes them.
    """
    far_left, far_right = axis.far
    outer = placed.assign(
        left=placed["start_min"].fillna(far_left), right=placed["end_max"].fillna(far_right)
    )
    core = extent.cores(placed)
    bounds = placed[list(BOUNDS)]
    known = placed.assign(left=bounds.min(axis=1), right=bounds.max(axis=1))
    reach = placed.assign(
        left=placed["left"].where(placed["start_min"].notna(), far_left),
        right=placed["right"].where(placed["end_max"].notna(), far_right),
    )
    labelled_tray = tray.assign(right=tray["label_end"])
    few = len(placed) <= _OUTLINED
    traces: list[marks.Trace] = []
    for status in style.LOOKS:
        mine = placed[placed["status"] == status]
        # Ticks come first: the bars hide what joins them.
        traces += marks.ticks(mine, status=status)
        for spans, is_core in ((outer, False), (core, True)):
            of_status = spans[spans["status"] == status]
            traces += marks.spans(
                of_status, status=status, core=is_core, axes=marks.TIME, outlined=few
            )
        crossed = known[known["status"] == status]
        traces += marks.crosses(crossed, status=status, axes=marks.TIME)
        traces += marks.arrows(mine, status=status)
        traces += marks.labels(mine, status=status, axes=marks.TIME)
        in_tray = tray[tray["status"] == status]
        traces += marks.spans(in_tray, status=status, core=False, axes=marks.TRAY)
        traces += marks.labels(in_tray, status=status, axes=marks.TRAY)
        for frame, axes in ((reach, marks.TIME), (labelled_tray, marks.TRAY)):
            areas = frame[frame["status"] == status].drop(columns="row")
            if not areas.empty:
                areas = areas.merge(pointed, on="event_id", how="left")
                traces.append(marks.areas(areas, status=status, axes=axes))
    return traces
