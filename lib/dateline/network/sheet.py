"""What a network is drawn from, and a trace whose points a reader can hide.

A step of the slider hides points by their height, a choice of the menu by their place from left
to right. So each leaves what the other hides, and both leave what the legend hides.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from dateline import style, typeset
from dateline.network.cast import Cast
from dateline.network.places import Placed
from dateline.network.steps import Steps

Trace = dict[str, Any]

MARK = 8
"""Pixels of the mark at an arrow's middle."""


class Drawn(NamedTuple):
    """A trace, and what its points belong to.

    Attributes
    ----------
    trace : dict
        With ``x`` and ``y`` of all its points, None between lines.
    points : pandas.DataFrame
        A row a point: ``since`` and ``until`` (int, the first step at which it is shown and the
        first at which it no longer is), ``one`` and ``other`` (actor ids, the same for a mark),
        ``keys`` (tuple of str, what it stands for).
    """

    trace: Trace
    points: pd.DataFrame

    @property
    def tallest(self) -> int:
        """How many lines the longest of its cards has."""
        return max((card.count("<br>") + 1 for card in self.trace.get("hovertext", ())), default=0)

    def at(self, step: int) -> Trace:
        """Return the trace as a step shows it."""
        return self.trace | {"y": self.heights(step)}

    def heights(self, step: int) -> list[float | None]:
        """Return the heights of the points that a step shows, None for the others."""
        is_shown = (self.points["since"] <= step) & (step < self.points["until"])
        return _kept(self.trace["y"], is_shown)

    def places(self, near: Collection[str]) -> list[float | None]:
        """Return from left to right the places of points that belong to these actors alone."""
        is_near = self.points["one"].isin(near) & self.points["other"].isin(near)
        return _kept(self.trace["x"], is_near)


def _kept(values: list[float | None], is_kept: pd.Series) -> list[float | None]:
    return [value if keep else None for value, keep in zip(values, is_kept, strict=True)]


class Sheet(NamedTuple):
    """What is drawn, and where.

    Attributes
    ----------
    cast, placed, steps
        Who is drawn, where, and when.
    lines : list of numpy.ndarray
        Each arrow's.
    middles : pandas.DataFrame
        As `labels.middles` returns it.
    told : mapping of str to str
        What cards say of events.
    names : mapping of str to str
        Actor ids to names.
    kinds : list of str
        As a `Stage` has them.
    """

    cast: Cast
    placed: Placed
    steps: Steps
    lines: list[np.ndarray]
    middles: pd.DataFrame
    told: Mapping[str, str]
    names: Mapping[str, str]
    kinds: list[str]


def look_of(sheet: Sheet, kind: str) -> tuple[str, str, Trace]:
    """Return the colour and symbol of a kind of events, and what its traces have in common."""
    place, many = sheet.kinds.index(kind), len(style.KINDS)
    colour, _ = style.KINDS[place % many]
    # When all colours have had their turn, they come again with other symbols.
    _, symbol = style.KINDS[(place + place // many) % many]
    shown = {"name": typeset.plain(kind or "kind not given"), "legendgroup": f"kind {kind}"}
    return colour, symbol, shown


def middle_mark(colour: str, symbol: str) -> Trace:
    """Return the mark at an arrow's middle."""
    outline = {"color": colour, "width": 2}
    return {"symbol": symbol, "size": MARK, "color": style.PAPER, "line": outline, "opacity": 1}


def symbol_of(kind: str) -> str:
    """Return the symbol of a kind of actors."""
    return style.SYMBOLS.get(kind, "circle")
