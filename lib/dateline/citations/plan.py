"""Where everything stands, in px from the upper left corner of what is drawn."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from dateline import actor_marks, typeset
from dateline.citations.heights import heights
from dateline.citations.layers import Layered, Pair, layered

LANE = 22.0
"""Pixels between two arrows of one pair."""
LOOP = 26.0
"""Pixels between two arrows from a speaker to itself."""
LINE = 15
_FONT, _SMALL = 12, 11
_NARROW = 90
"""Pixels between two layers below which labels are small."""
_SIDE = 8
_GAP, _CLOSE = 18.0, 4.0
_TINY = 0.45
"""How much smaller marks are where no place is labelled."""
_LABELLED = 40
"""Up to so many places are labelled; beyond, the card names them."""
_NARROWEST = 56
"""Pixels between two layers that labels need."""
_LONGEST = 72
"""So many characters of a document's title stand under its mark at most; its card has all."""


class Plan(NamedTuple):
    """Where places and bends stand.

    Attributes
    ----------
    x, y, sizes : numpy.ndarray
        Of places, by their number, then of bends; px.
    routes : dict of pair to list of int
        The members that each pair's lines pass, the left place first.
    reach : numpy.ndarray
        How many px each place's mark reaches up and down.
    labels : list of list of str
        The lines of each place's label, not escaped; none where no place is labelled.
    font : int
        The labels' size.
    clear : float
        Pixels on either side of a layer that labels may take.
    height : float
        Pixels of all.
    is_labelled : bool
    """

    x: np.ndarray
    y: np.ndarray
    sizes: np.ndarray
    routes: dict[Pair, list[int]]
    reach: np.ndarray
    labels: list[list[str]]
    font: int
    clear: float
    height: float
    is_labelled: bool

    def route(self, outer: int, inner: int) -> list[int]:
        """Return what a line passes from one place to another, in its direction."""
        if (outer, inner) in self.routes:
            return self.routes[outer, inner]
        return self.routes[inner, outer][::-1]


def planned(places: pd.DataFrame, arrows: pd.DataFrame, *, width: int) -> Plan:
    """Give everything a place.

    Parameters
    ----------
    places : pandas.DataFrame
        ``name``, ``depth``, ``is_document`` and ``size``.
    arrows : pandas.DataFrame
        ``start`` and ``end``: numbers of rows of `places`.
    width : int
        Pixels of the figure.
    """
    ends = list(zip(arrows["start"].tolist(), arrows["end"].tolist(), strict=True))
    pairs = sorted({(outer, inner) for outer, inner in ends if outer != inner})
    found = layered(places["depth"].to_numpy(), pairs)
    columns, room = len(found.rows), _room(len(found.rows), width)
    is_labelled = len(places) <= _LABELLED and room >= _NARROWEST
    font = _FONT if room >= _NARROW else _SMALL
    wide = min(room - 22, room / 2 + 25, 130.0) if is_labelled else 0.0
    labels = [
        _lines(*row, pixels=wide * typeset.FONT_SIZE / font)
        for row in zip(places["name"], places["is_document"], strict=True)
    ]
    labels = labels if is_labelled else [[] for _ in labels]
    least = np.where(places["is_document"], 1.0, _scale(room, is_labelled=is_labelled))
    sizes = (places["size"].to_numpy() * least).round(1)
    reach = sizes / 2 * np.where(places["kind"] == "organisation", 1.3, 1.1) + 1
    extents = _extents(reach, labels, ends, found)
    edges = [pair for route in found.routes.values() for pair in pairwise(route)]
    y = heights(found.rows, edges, extents=extents, gap=_GAP if is_labelled else _CLOSE)
    layer = {member: column for column, row in enumerate(found.rows) for member in row}
    first = (width - room * (columns - 1)) / 2
    x = np.array([first + room * layer[member] for member in range(len(y))])
    sizes = np.concatenate([sizes, np.zeros(len(y) - len(places))])
    clear = wide / 2 + 2 if is_labelled else min(24.0, room / 4)
    height = float((y + extents[:, 1]).max(initial=0))
    return Plan(x, y, sizes, found.routes, reach, labels, font, clear, height, is_labelled)


def _room(columns: int, width: int) -> float:
    """Return the px from one layer to the next; half as many stay at the sides, or a label's."""
    between = (width - 2 * _SIDE) / max(columns, 2)
    side = min(between, 160.0)
    return (width - 2 * _SIDE - side) / max(columns - 1, 1)


def _scale(room: float, *, is_labelled: bool) -> float:
    """Return how large marks are, so that layers near to one another keep apart."""
    return min(1.0 if is_labelled else _TINY, 0.4 * room / actor_marks.LARGEST)


def _lines(name: str, is_document: bool, *, pixels: float) -> list[str]:
    longest = min(_LONGEST, int(pixels * 0.75))
    if is_document and len(name) > longest:
        name = name[:longest].rsplit(" ", maxsplit=1)[0] + " …"
    return typeset.lines_within(name, pixels=pixels)


def _extents(
    reach: np.ndarray, labels: list[list[str]], ends: list[Pair], found: Layered
) -> np.ndarray:
    """Return the px that each member needs above and below its middle."""
    loops = np.bincount([outer for outer, inner in ends if outer == inner], minlength=len(reach))
    lines = np.array([len(label) for label in labels], dtype=float)
    above = reach + loops * LOOP + np.where(loops > 0, 10, 0)
    below = reach + np.where(lines > 0, 6 + LINE * lines, 0)
    beside: dict[Pair, int] = {}
    for outer, inner in ends:
        pair = (outer, inner) if (outer, inner) in found.routes else (inner, outer)
        beside[pair] = beside.get(pair, 0) + 1
    bends = sum(len(row) for row in found.rows) - len(reach)
    extents = np.vstack([np.column_stack([above, below]), np.zeros((bends, 2))])
    for pair, route in found.routes.items():
        extents[route[1:-1]] = beside[pair] * LANE / 2
    return extents
