"""A figure drawn twice, faint below and in full above, so that each mark can be either or gone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from dateline.linked import Linked

GONE, FAINT, LIT = 0, 1, 2
PALE = 0.3
"""How much of a faint mark is seen."""


class _Flat(NamedTuple):
    """For each of several marks the numbers of what it stands for, one after another."""

    keys: np.ndarray
    starts: np.ndarray
    is_free: np.ndarray

    def levels(self, by_key: np.ndarray) -> np.ndarray:
        """Return each mark's level: the highest of what it stands for; free ones are lit."""
        found = np.full(len(self.is_free), LIT, dtype=np.int8)
        if len(self.keys):
            found[~self.is_free] = np.maximum.reduceat(by_key[self.keys], self.starts)
        return found


def _flat(marks: list[tuple[str, ...]], number: Mapping[str, int]) -> _Flat:
    numbers = [[number[key] for key in keys if key in number] for keys in marks]
    sizes = np.array([len(keys) for keys in numbers], dtype=int)
    ends = np.cumsum(sizes[sizes > 0])
    flat = np.array([key for keys in numbers for key in keys], dtype=int)
    return _Flat(flat, np.concatenate([[0], ends[:-1]]) if len(ends) else ends, sizes == 0)


class _Layer(NamedTuple):
    """A trace's heights, what its points stand for, and at which levels they are seen in it."""

    place: int
    y: np.ndarray
    marks: _Flat
    seen: tuple[int, ...]


class Layers(NamedTuple):
    """What is drawn, and which of its traces and shapes follow.

    Attributes
    ----------
    traces : list of dict
        All traces: faint ones first, then those of the figure in their order.
    origins : list of int
        Of each trace, which of the figure's traces it shows.
    first : int
        Where the figure's own traces begin.
    """

    traces: list[dict[str, Any]]
    origins: list[int]
    first: int
    follows: list[_Layer]
    shapes: _Flat

    def heights(self, by_key: np.ndarray) -> dict[int, np.ndarray]:
        """Return by place the heights of each trace that follows; not a number: not seen."""
        found = {}
        for layer in self.follows:
            levels = layer.marks.levels(by_key)
            found[layer.place] = np.where(np.isin(levels, layer.seen), layer.y, np.nan)
        return found

    def opacities(self, by_key: np.ndarray) -> list[float]:
        """Return how much of each shape is seen."""
        return [(0.0, PALE, 1.0)[level] for level in self.shapes.levels(by_key)]


def layered(linked: Linked, number: Mapping[str, int]) -> Layers:
    """Draw the traces that stand for something twice.

    Parameters
    ----------
    linked : Linked
        A figure, and what its marks stand for.
    number : mapping of str to int
        The keys' numbers; a mark that stands for none of them is always in full.
    """
    own = [trace.to_plotly_json() for trace in linked.figure.data]
    marked = [place for place, points in enumerate(linked.points) if points]
    # What cannot be seen but pointed at is there once, and holds for faint marks, too.
    drawn_twice = [place for place in marked if own[place]["type"] != "bar"]
    faint = [own[place] | {"opacity": PALE, "showlegend": False} for place in drawn_twice]
    follows = []
    for place in marked:
        y = np.array(own[place]["y"], dtype=float)
        marks = _flat(linked.points[place], number)
        is_twice = own[place]["type"] != "bar"
        seen = (LIT,) if is_twice else (FAINT, LIT)
        follows.append(_Layer(len(faint) + place, y, marks, seen))
    for below, place in enumerate(drawn_twice):
        y = np.array(own[place]["y"], dtype=float)
        follows.append(_Layer(below, y, _flat(linked.points[place], number), (FAINT,)))
    origins = [*drawn_twice, *range(len(own))]
    shapes = _flat(linked.shapes, number)
    return Layers([*faint, *own], origins, len(faint), follows, shapes)
