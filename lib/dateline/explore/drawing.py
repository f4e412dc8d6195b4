"""The views of a case in one figure, and which of their marks are seen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dateline.case import Case
from dateline.citations import linked_citations
from dateline.explore.layers import Layers, layered
from dateline.explore.stack import Panel, stacked
from dateline.linked import SOURCE, VOICE, Linked
from dateline.network import linked_network
from dateline.timeline import Live, live_timeline

_GAP = 20
_SIDE_BY_SIDE = 900
"""From so many pixels on, the network stands beside the timeline."""
_PART = 0.42
"""What the network takes of the width then."""
_NARROW = 90
"""Pixels between the columns of speakers below which their names break within words."""

Span = tuple[pd.Timestamp, pd.Timestamp]


class Drawing(NamedTuple):
    """The figure of all views, each trace faint and in full.

    Attributes
    ----------
    figure : plotly.graph_objects.Figure
        Each mark once, in full; what a reader without a kernel sees.
    layers : Layers
        What is drawn live.
    points : list of list of tuple of str
        What the points of each trace of `layers` stand for.
    live : Live
        The timeline; where it counts events, the counts are its last traces.
    timeline : int
        How many traces the timeline has; they are the figure's first.
    """

    figure: go.Figure
    layers: Layers
    points: list[list[tuple[str, ...]]]
    live: Live
    timeline: int

    def changes(self, by_key: np.ndarray, ids: Collection[str]) -> dict[int, dict[str, Any]]:
        """Return what traces show, by place: marks by the level of their keys, counts by event."""
        found: dict[int, dict[str, Any]] = {
            place: {"y": y} for place, y in self.layers.heights(by_key).items()
        }
        counted = self.live.counted(ids)
        first = self.layers.first + self.timeline - len(counted)
        for place, trace in enumerate(counted, start=first):
            found[place] = {it: trace[it] for it in ("x", "y", "base", "hovertext") if it in trace}
        return found

    def is_mark(self, place: int) -> bool:
        """Tell whether to catch a trace's points in a lasso is to choose what they stand for.

        Not of an arrow's line and head in a network: they end in a lasso around an actor.
        """
        trace = self.layers.traces[place]
        is_pointed_at = trace.get("hoverinfo") != "skip" or trace.get("mode") == "text"
        return is_pointed_at or self.layers.origins[place] < self.timeline


class Views:
    """The views that a case's tables are enough for.

    Attributes
    ----------
    width : int
        The whole figure's width in px.

    Parameters
    ----------
    case : Case
    number : mapping of str to int
        The keys' numbers.
    width : int
        The whole figure's width in px.
    """

    def __init__(self, case: Case, *, number: Mapping[str, int], width: int) -> None:
        self._case, self._number = case, number
        sides = case.events[["initiators", "recipients"]]
        self._has_network = bool(sides.map(len).to_numpy().any())
        self._is_wide = self._has_network and width >= _SIDE_BY_SIDE
        self.width = width
        self._right = round(width * _PART) if self._is_wide else width
        self._left = width - self._right - _GAP if self._is_wide else width

    @cached_property
    def whole(self) -> Drawing:
        """All views, the timeline with all known bounds."""
        return self._drawn(self._case.events, within=None)

    def within(self, span: Span) -> Drawing:
        """Draw all views, the timeline between two instants."""
        events = self._case.events
        outside = (events["end_max"] <= span[0]) | (events["start_min"] >= span[1])
        return self._drawn(events[~outside], within=span)

    def _drawn(self, events: pd.DataFrame, *, within: Span | None) -> Drawing:
        live = live_timeline(events, case=self._case, width=self._left, within=within)
        linked = stacked([*self._panels(Panel(live.linked, "Timeline", 0, 0))])
        layers = layered(linked, self._number)
        points = [linked.points[place] for place in layers.origins]
        return Drawing(linked.figure, layers, points, live, len(live.linked.figure.data))

    def _panels(self, timeline: Panel) -> list[Panel]:
        panels = [timeline]
        if self._has_network:
            place = (self._left + _GAP, 0) if self._is_wide else (0, timeline.bottom)
            panels.append(Panel(self._network, "Who acts on whom", *place))
        if len(self._case.mentions):
            is_beside = self._citations.figure.layout.width < self.width
            above = panels[:1] if is_beside else panels
            bottom = max(panel.bottom for panel in above)
            panels.append(Panel(self._citations, "Who says so", 0, bottom))
        return panels

    @cached_property
    def _network(self) -> Linked:
        return linked_network(self._case.events, case=self._case, width=self._right)

    @cached_property
    def _citations(self) -> Linked:
        """Beside the network where there is room, else below it."""
        beside = linked_citations(self._case.mentions, case=self._case, width=self._left)
        if not self._is_wide or _room(beside) >= _NARROW:
            return beside
        return linked_citations(self._case.mentions, case=self._case, width=self.width)


def _room(citations: Linked) -> float:
    """Return the px between the columns of speakers."""
    columns = {
        x
        for trace, points in zip(citations.figure.data, citations.points, strict=True)
        for x, keys in zip(trace.x, points, strict=False)
        if keys and keys[0].startswith((f"{SOURCE} ", f"{VOICE} "))
    }
    return float(np.diff(sorted(columns)).min(initial=np.inf))
