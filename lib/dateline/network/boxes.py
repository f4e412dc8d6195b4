"""Boxes on the page: which overlap, and how they are pushed apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

_ROUNDS = 400
_GAP = 6.0
_CLEAR = 1e-6
"""Pixels by which a box clears another, so that rounding does not let them meet again."""


class Box(NamedTuple):
    """Left, top, right and bottom, px, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def around(self, other: Box) -> Box:
        """Return the box around both."""
        left, top = min(self.left, other.left), min(self.top, other.top)
        return Box(left, top, max(self.right, other.right), max(self.bottom, other.bottom))


class Boxes:
    """Room that is taken."""

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        self._taken = [*boxes]

    def take(self, box: Box) -> None:
        """Take a box."""
        self._taken.append(box)

    def meeting(self, box: Box) -> list[Box]:
        """Return those taken that a box would lie on."""
        return [
            other
            for other in self._taken
            if box.left < other.right
            and other.left < box.right
            and box.top < other.bottom
            and other.top < box.bottom
        ]

    def under(self, box: Box) -> float:
        """Return how much of a box lies on those taken, px²."""
        return sum(
            (min(box.right, other.right) - max(box.left, other.left))
            * (min(box.bottom, other.bottom) - max(box.top, other.top))
            for other in self.meeting(box)
        )

    def holding(self, points: np.ndarray) -> int:
        """Count the points, shape (n, 2), that lie in a box, once for each box."""
        if not self._taken:
            return 0
        left, top, right, bottom = np.array(self._taken).T[:, :, None]
        x, y = points.T
        return int(((left < x) & (x < right) & (top < y) & (y < bottom)).sum())


def pushed_apart(places: np.ndarray, reach: np.ndarray, *, width: float) -> np.ndarray:
    """Move boxes as little as will do, so that none overlaps another and all are on the page.

    Parameters
    ----------
    places : numpy.ndarray, shape (n, 2)
        Where the boxes' marks are, px, y downwards.
    reach : numpy.ndarray, shape (n, 4)
        How far each box reaches from its mark: left, up, right, down.
    width : float
        The page's; upwards and downwards it has no end.

    Returns
    -------
    numpy.ndarray, shape (n, 2)
        The new places. Boxes are pushed along the axis on which they overlap less; what still
        overlaps after some rounds moves down.
    """
    reach = reach + _GAP / 2
    at = _on_page(places.astype(float), reach, width)
    for _ in range(_ROUNDS):
        push = _push(at, reach)
        if not push.any():
            return at
        at = _on_page(at + push, reach, width)
    return _dropped(at, reach)


def _on_page(at: np.ndarray, reach: np.ndarray, width: float) -> np.ndarray:
    x = np.minimum(np.maximum(at[:, 0], reach[:, 0]), width - reach[:, 2])
    return np.column_stack([x, at[:, 1]])


def _push(at: np.ndarray, reach: np.ndarray) -> np.ndarray:
    """Return how far each box is pushed by those that it overlaps, half of it each."""
    low, high = at - reach[:, :2], at + reach[:, 2:]
    into = np.minimum(high[:, None], high[None]) - np.maximum(low[:, None], low[None])
    meets = (into > _CLEAR).all(axis=2) & ~np.eye(len(at), dtype=bool)
    middle = (low + high) / 2
    way = np.sign(middle[:, None] - middle[None])
    # Boxes that stand in one place part in the order of their rows.
    rank = np.sign(np.arange(len(at))[:, None] - np.arange(len(at))[None])
    way = np.where(way == 0, rank[:, :, None], way)
    is_across = 0.5 * into[..., 0] <= into[..., 1]
    across = np.stack([is_across, ~is_across], axis=2)
    return np.where(meets[..., None] & across, way * into * 0.5, 0.0).sum(axis=1) * 0.6


def _dropped(at: np.ndarray, reach: np.ndarray) -> np.ndarray:
    """From the top down, put each box below those above that it lies on."""
    at, taken = at.copy(), Boxes()
    for row in np.lexsort([at[:, 0], at[:, 1] - reach[:, 1]]):
        while met := taken.meeting(_box(at[row], reach[row])):
            at[row, 1] = max(other.bottom for other in met) + reach[row, 1] + _CLEAR
        taken.take(_box(at[row], reach[row]))
    return at


def _box(at: np.ndarray, reach: np.ndarray) -> Box:
    left, top = at - reach[:2]
    right, bottom = at + reach[2:]
    return Box(float(left), float(top), float(right), float(bottom))
