"""The words beside badges and beside the diagonal, where they cover nothing.

All positions are pixels from the plot's lower left, for the zoom at which a figure opens.
"""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd

from dateline import typeset
from dateline.clocks.places import SIZE, Worn, meets, rects_between

_CLEAR = 4
_DIAGONAL_STEPS = 100
_SHARES = (0.36, 0.3, 0.42, 0.24, 0.5, 0.18, 0.58, 0.66, 0.74, 0.82, 0.12)
_WORDS = np.array([[-86, 0], [4, -42]])
"""Lower left corners of the words above and below the diagonal, and their size, in px."""
_WORDS_SIZE = np.array([82, 42])
_SHAPES = ((176, 2), (112, 3))
"""How many pixels wide a title is, in how many lines at most, as tried in turn."""
_LINE = 16
_SIDES = {
    "top right": np.array([1, 1]),
    "top left": np.array([-1, 1]),
    "bottom right": np.array([1, -1]),
    "bottom left": np.array([-1, -1]),
}


def share_for_words(
    worn: Worn, sides: pd.DataFrame, *, size: tuple[float, float]
) -> tuple[float, bool]:
    """Return how far up the diagonal its words meet no badge and the fewest boxes.

    Returns
    -------
    share : float
        The best there is, from 0 to 1.
    is_free : bool
        Whether the words meet no badge there.
    """
    share = min(_SHARES, key=lambda share: _covered(worn, sides, share=share, size=size))
    return share, _covered(worn, sides, share=share, size=size)[0] == 0


def label(
    asserted: list[list[str]],
    worn: Worn,
    *,
    titles: dict[str, str],
    sides: pd.DataFrame,
    share: float,
    size: tuple[float, float],
) -> pd.DataFrame:
    """Write titles beside badges where they cover no line, badge or other title.

    Parameters
    ----------
    asserted : list of list of str
        The events of each box, the most told first. A box is called by the first of them that
        names no box before it, so that no title stands twice.
    worn : Worn
        As `place` returns it.
    titles : dict of str to str
        Of events, by id.
    sides : pandas.DataFrame
        As `place` takes them.
    share : float
        Where the diagonal's words stand.
    size : (float, float)
        The plot's width and height.

    Returns
    -------
    pandas.DataFrame
        ``label`` (str, lines joined by ``<br>``, escaped; null: no room, or its events name
        other boxes) and ``side`` (str, where it stands seen from the badge: ``top right``, …).
    """
    obstacles = _obstacles(sides, share=share, size=size)
    taken = np.vstack([obstacles, worn.rects, worn.leaders])
    rows: list[tuple[str | None, str | None]] = [(None, None)] * len(asserted)
    named: set[str] = set()
    for box, events in enumerate(asserted):
        event = next((event for event in events if event not in named), None)
        if event is None:
            continue
        for shape, (side, towards) in product(_SHAPES, _SIDES.items()):
            lines = _and_more(_cut(titles[event], *shape), len(events) - 1)
            rect = _beside(worn.spots[box], towards=towards, lines=lines)
            if rect[0] >= 0 and rect[1] <= size[0] and not meets(rect, taken):
                taken = np.vstack([taken, rect])
                rows[box] = ("<br>".join(map(typeset.plain, lines)), side)
                named.add(event)
                break
    return pd.DataFrame(rows, columns=["label", "side"], dtype=object)


def _beside(spot: np.ndarray, *, towards: np.ndarray, lines: list[str]) -> np.ndarray:
    """Return the rectangle of a text on one side of a badge."""
    far = np.array([max(map(typeset.width_of, lines)) + SIZE / 2 + 12, len(lines) * _LINE + 8])
    one, other = spot + towards * np.array([SIZE / 2 + 5, 3]), spot + towards * far
    return rects_between(np.minimum(one, other), np.maximum(one, other))


def _cut(title: str, pixels: int, most: int) -> list[str]:
    lines = typeset.lines_within(title, pixels=pixels)
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]} …"]


def _and_more(lines: list[str], number: int) -> list[str]:
    return [*lines[:-1], f"{lines[-1]} and {number} more"] if number else lines


def _words(share: float, size: tuple[float, float]) -> np.ndarray:
    """Return the rectangles of the words on both sides of the diagonal."""
    corners = share * np.array(size) + _WORDS
    return rects_between(corners, corners + _WORDS_SIZE)


def _covered(
    worn: Worn, sides: pd.DataFrame, *, share: float, size: tuple[float, float]
) -> tuple[int, int]:
    """Return how many of the two words meet a badge, and how many a box."""
    ends = sides.fillna({"left": 0, "right": size[0], "bottom": 0, "top": size[1]}).to_numpy()
    words = _words(share, size)
    return sum(meets(rect, worn.rects) for rect in words), sum(meets(rect, ends) for rect in words)


def _obstacles(sides: pd.DataFrame, *, share: float, size: tuple[float, float]) -> np.ndarray:
    """Return what no title may cover: edges, the diagonal and its words, and the outside."""
    width, height = size
    left, bottom = sides["left"].fillna(0), sides["bottom"].fillna(0)
    right, top = sides["right"].fillna(width), sides["top"].fillna(height)
    upright = [
        (sides[x] - _CLEAR, sides[x] + _CLEAR, bottom, top + _CLEAR) for x in ("left", "right")
    ]
    level = [(left - _CLEAR, right + _CLEAR, sides[y] - 2, sides[y] + 2) for y in ("bottom", "top")]
    edges = np.vstack([np.column_stack(edge) for edge in [*upright, *level]])
    steps = np.linspace(0, 1, _DIAGONAL_STEPS)
    along = np.column_stack([steps * width, steps * height])
    cell = np.array([width, height]) / _DIAGONAL_STEPS
    outside = [[0, width, height, np.inf], [0, width, -np.inf, 0]]
    words = _words(share, size)
    return np.vstack(
        [edges[~np.isnan(edges).any(axis=1)], rects_between(along, along + cell), words, outside]
    )
