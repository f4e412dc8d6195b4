"""Where the number of a box of mentions stands, so that none lies on another.

All positions are pixels from the plot's lower left, for the zoom at which a figure opens.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import numpy as np
import pandas as pd

SIZE = 22
"""A badge's size in px, as Plotly counts it."""
_REACH = {"forecast": 15.5}
"""Pixels from the middle of a badge to its outermost point; a diamond's tips reach far."""
_OTHER_REACH = 12.0
_GAP = 2
_CELL = 4
"""Pixels between two places that are tried beside a box."""
_INSET = 30
_STEPS = np.arange(1, 6) * (2 * _OTHER_REACH + _GAP + 0.5)
"""How far from the ends of an edge a badge is tried on it."""
_LEADER_STEPS = 100


class Worn(NamedTuple):
    """Where badges are, in px.

    Attributes
    ----------
    spots : numpy.ndarray
        Two columns, the middle of each badge.
    corners : numpy.ndarray
        Two columns, the corner of its box that a badge beside the box belongs to, or a point
        on an edge that runs on; null: the badge is on its box.
    reach : numpy.ndarray
        From the middle of each badge to its outermost point.
    """

    spots: np.ndarray
    corners: np.ndarray
    reach: np.ndarray

    @property
    def rects(self) -> np.ndarray:
        """Left, right, bottom and top of each badge."""
        return rects_between(self.spots - self.reach[:, None], self.spots + self.reach[:, None])

    @property
    def leaders(self) -> np.ndarray:
        """Small rectangles along the lines from badges beside their boxes to these."""
        away = ~np.isnan(self.corners[:, 0])
        steps = np.linspace(0, 1, _LEADER_STEPS)[:, None, None]
        along = self.corners[away] + steps * (self.spots[away] - self.corners[away])
        return rects_between(along - 1, along + 1).reshape(-1, 4)


def height_for(tenses: pd.Series, *, width: float) -> float:
    """Return a plot's height at which every badge has a place, whatever boxes it has.

    A badge keeps others from a square around it; the plot is larger than all squares together.
    """
    reach = reaches(tenses)
    most = reach.max(initial=_OTHER_REACH)
    squares = (2 * (reach + most + _GAP) + _CELL) ** 2
    return float(2 * most + _CELL + squares.sum() / (width - 2 * most - _CELL))


def reaches(tenses: pd.Series) -> np.ndarray:
    """Return how far the badge of each tense reaches from its middle."""
    return tenses.map(lambda name: _REACH.get(name, _OTHER_REACH)).to_numpy(float)


def place(sides: pd.DataFrame, *, reach: np.ndarray, size: tuple[float, float]) -> Worn:
    """Give each box a place for its badge: a corner, a point on an edge, or the nearest beside it.

    Parameters
    ----------
    sides : pandas.DataFrame
        ``left``, ``right``, ``bottom``, ``top`` of each box in px; null: open on that side. No
        box is open both at its bottom and at its top.
    reach : numpy.ndarray
        From the middle of each badge to its outermost point.
    size : (float, float)
        The plot's width, and its height, as `height_for` says it or more.
    """
    width, height = size
    area = (sides["right"].fillna(width) - sides["left"].fillna(0)) * (
        sides["top"].fillna(height) - sides["bottom"].fillna(0)
    )
    spots, corners = (np.full((len(sides), 2), np.nan) for _ in range(2))
    cells = np.stack(np.meshgrid(*(np.arange(0, end, _CELL) for end in size)), axis=-1)
    cells = cells.reshape(-1, 2)
    # The smallest first, for it has the fewest places that are its own.
    order = np.argsort(area.to_numpy(), kind="stable")
    for turn, row in enumerate(order):
        others, own = order[:turn], reach[row]
        ends = _ends(sides.iloc[row].to_numpy(float), size)
        on_box = np.array([*ends, *_along(sides.iloc[row].to_numpy(float), size)])
        free = on_box[_are_free(on_box, spots[others], reach[others] + own, own=own, size=size)]
        if len(free):
            spots[row] = free[0]
            continue
        beside = cells[_are_free(cells, spots[others], reach[others] + own, own=own, size=size)]
        far = np.linalg.norm(beside[:, None] - ends, axis=2)
        nearest, corner = np.unravel_index(far.argmin(), far.shape)
        spots[row], corners[row] = beside[nearest], ends[corner]
    return Worn(spots, corners, reach)


def _are_free(
    places: np.ndarray,
    taken: np.ndarray,
    apart: np.ndarray,
    *,
    own: float,
    size: tuple[float, float],
) -> np.ndarray:
    """Tell at which places a badge of that reach lies inside the plot and on no other badge."""
    # False for null, a point on an edge that is not there.
    free = np.asarray(((places >= own) & (places <= np.array(size) - own)).all(axis=1))
    for spot, distance in zip(taken, apart + _GAP, strict=True):
        free &= (np.abs(places - spot) >= distance).any(axis=1)
    return free


def _limits(box: np.ndarray, size: tuple[float, float]) -> np.ndarray:
    """Return a box's sides, one near the plot's edge for each that is open."""
    return np.where(np.isnan(box), [_INSET, size[0] - _INSET, _INSET, size[1] - _INSET], box)


def _ends(box: np.ndarray, size: tuple[float, float]) -> np.ndarray:
    """Return the ends of a box's level edges: its corners, where it is closed."""
    left, right, bottom, top = _limits(box, size)
    heights = [y for y, side in ((top, box[3]), (bottom, box[2])) if not np.isnan(side)]
    return np.array([[x, y] for y, x in product(heights, (right, left))])


def _along(box: np.ndarray, size: tuple[float, float]) -> Iterator[tuple[float, float]]:
    """Yield points along a box's edges, from their ends inwards."""
    left, right, bottom, top = _limits(box, size)
    for step, y in product(_STEPS, box[[3, 2]]):
        yield from ((x, y) for x in (left + step, right - step) if left < x < right)
    yield from ((x, top - step) for step, x in product(_STEPS, box[:2]) if top - step > bottom)


def rects_between(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Return left, right, bottom and top of the rectangles between two corners."""
    return np.stack([low[..., 0], high[..., 0], low[..., 1], high[..., 1]], axis=-1)


def meets(rect: np.ndarray, taken: np.ndarray) -> bool:
    """Tell whether a rectangle overlaps any of others."""
    left, right, bottom, top = taken.T
    apart = (right <= rect[0]) | (rect[1] <= left) | (top <= rect[2]) | (rect[3] <= bottom)
    return not apart.all()
