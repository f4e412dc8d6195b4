"""Where on the page a box of mentions wears its number and its label, so that none collide.

All positions are pixels from the plot's lower left, for the zoom at which a figure opens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import product

import numpy as np
import pandas as pd

from dateline import typeset
from dateline.axis import Axis

SIZE = 22
"""A badge's width and height in px."""
_GAP = 2
_CLEAR = 4
_INSET = 30
_STEPS = 6
_DIAGONAL_STEPS = 100
_SHARES = (0.36, 0.3, 0.42, 0.24, 0.5, 0.18, 0.58, 0.66, 0.74, 0.82, 0.12)
_WORDS = np.array([[-86, 0], [4, -42]])
"""Lower left corners of the words above and below the diagonal, and their size, in px."""
_WORDS_SIZE = np.array([82, 42])
_LABEL = 176
_LINES = 2
_LINE = 16
_SIDES = {
    "top right": np.array([1, 1]),
    "top left": np.array([-1, 1]),
    "bottom right": np.array([1, -1]),
    "bottom left": np.array([-1, -1]),
}


def wear_badges(
    boxes: pd.DataFrame,
    told: pd.DataFrame,
    *,
    titles: dict[str, str],
    across: Axis,
    up: Axis,
) -> tuple[pd.DataFrame, float | None]:
    """Give boxes badges and, where there is room, the title of an event.

    Returns
    -------
    boxes : pandas.DataFrame
        The boxes with ``badge_x``, ``badge_y`` (datetime64[ms], the badge's middle; null: no
        room), ``label`` and ``side`` as in `label`. A box is called by the event
        that most of its mentions assert.
    share : float or None
        How far up the diagonal the words beside it meet no badge and the fewest boxes; None:
        there is no such place.
    """
    sides = pd.DataFrame(
        {
            "left": across.to_pixels(boxes["event_from"]),
            "right": across.to_pixels(boxes["event_to"]),
            "bottom": up.to_pixels(boxes["said_from"]),
            "top": up.to_pixels(boxes["said_to"]),
        }
    )
    size = (across.pixels, up.pixels)
    spots = place(sides, size=size)
    share = min(_SHARES, key=lambda share: _covered(spots, sides, share=share, size=size))
    asserted = [_most_told(told["event_id"].iloc[list(rows)]) for rows in boxes["members"]]
    labels = label(
        [titles[ids[0]] for ids in asserted],
        spots,
        more=[len(ids) - 1 for ids in asserted],
        obstacles=_obstacles(sides, share=share, size=size),
        width=across.pixels,
    )
    x, y = (
        across.to_instants(np.nan_to_num(spots[:, 0])),
        up.to_instants(np.nan_to_num(spots[:, 1])),
    )
    worn = ~np.isnan(spots[:, 0])
    columns = {"badge_x": x.where(worn), "badge_y": y.where(worn)}
    columns |= {name: labels[name] for name in ("label", "side")}
    worn_boxes = boxes.assign(**{name: column.to_numpy() for name, column in columns.items()})
    return worn_boxes, None if _covered(spots, sides, share=share, size=size)[0] else share


def _most_told(ids: pd.Series) -> list[str]:
    """Return the distinct ids, the most frequent first."""
    counts = Counter(ids)
    return sorted(counts, key=lambda event: (-counts[event], event))


def _words(share: float, size: tuple[float, float]) -> np.ndarray:
    """Return the rectangles of the words on both sides of the diagonal."""
    corners = share * np.array(size) + _WORDS
    return _rects(corners, corners + _WORDS_SIZE)


def _covered(
    spots: np.ndarray, sides: pd.DataFrame, *, share: float, size: tuple[float, float]
) -> tuple[int, int]:
    """Return how many of the two words meet a badge, and how many a box."""
    worn = spots[~np.isnan(spots[:, 0])]
    taken = _rects(worn - SIZE / 2, worn + SIZE / 2)
    ends = sides.fillna({"left": 0, "right": size[0], "bottom": 0, "top": size[1]}).to_numpy()
    words = _words(share, size)
    return sum(_meets(rect, taken) for rect in words), sum(_meets(rect, ends) for rect in words)


def place(sides: pd.DataFrame, *, size: tuple[float, float]) -> np.ndarray:
    """Give each box a place for its badge: a corner, or else a point on one of its edges.

    Parameters
    ----------
    sides : pandas.DataFrame
        ``left``, ``right``, ``bottom``, ``top`` of each box in px; null: open on that side.
    size : (float, float)
        The plot's width and height.

    Returns
    -------
    numpy.ndarray
        Two columns, the badge's middle; null where no place on the box is free.
    """
    width, height = size
    area = (sides["right"].fillna(width) - sides["left"].fillna(0)) * (
        sides["top"].fillna(height) - sides["bottom"].fillna(0)
    )
    places = np.full((len(sides), 2), np.nan)
    taken = np.empty((0, 2))
    # The smallest first, for it has the fewest places that are its own.
    for row in np.argsort(area.to_numpy(), kind="stable"):
        for spot in _spots(sides.iloc[row].to_numpy(float), size):
            if not len(taken) or (np.abs(taken - spot) >= SIZE + _GAP).any(axis=1).all():
                places[row] = spot
                taken = np.vstack([taken, spot])
                break
    return places


def label(
    titles: list[str], places: np.ndarray, *, more: list[int], obstacles: np.ndarray, width: float
) -> pd.DataFrame:
    """Write each title beside its badge where it covers no line, badge or other title.

    Parameters
    ----------
    titles : list of str
        One a box.
    places : numpy.ndarray
        As `place` returns it.
    more : list of int
        How many events a box has besides the one named.
    obstacles : numpy.ndarray
        Left, right, bottom and top of what no title may cover, in px.
    width : float
        The plot's width.

    Returns
    -------
    pandas.DataFrame
        ``label`` (str, lines joined by ``<br>``, escaped; null: no room) and ``side`` (str,
        where it stands seen from the badge: ``top right``, …).
    """
    worn = places[~np.isnan(places[:, 0])]
    taken = np.vstack([obstacles, _rects(worn - SIZE / 2, worn + SIZE / 2)])
    rows: list[tuple[str | None, str | None]] = []
    for title, number, spot in zip(titles, more, places, strict=True):
        lines = _cut(title) if not number else _and_more(_cut(title), number)
        size = np.array([max(map(typeset.width_of, lines)) + SIZE / 2 + 12, len(lines) * _LINE + 8])
        row: tuple[str | None, str | None] = (None, None)
        for side, towards in _SIDES.items():
            one, other = spot + towards * np.array([SIZE / 2 + 5, 3]), spot + towards * size
            rect = _rects(np.minimum(one, other), np.maximum(one, other))
            if rect[0] >= 0 and rect[1] <= width and not _meets(rect, taken):
                taken = np.vstack([taken, rect])
                row = ("<br>".join(map(typeset.plain, lines)), side)
                break
        rows.append(row)
    return pd.DataFrame(rows, columns=["label", "side"], dtype=object)


def _cut(title: str) -> list[str]:
    lines = typeset.lines_within(title, pixels=_LABEL)
    return lines if len(lines) <= _LINES else [*lines[: _LINES - 1], f"{lines[_LINES - 1]} …"]


def _and_more(lines: list[str], number: int) -> list[str]:
    return [*lines[:-1], f"{lines[-1]} and {number} more"]


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
        [edges[~np.isnan(edges).any(axis=1)], _rects(along, along + cell), words, outside]
    )


def _spots(box: np.ndarray, size: tuple[float, float]) -> Iterator[np.ndarray]:
    """Yield a box's corners, then points along its edges; none where it has no edge at all."""
    left, right, bottom, top = box
    ends = np.where(np.isnan(box), [_INSET, size[0] - _INSET, _INSET, size[1] - _INSET], box)
    heights = [y for y in (top, bottom) if not np.isnan(y)]
    for y, x in product(heights, (ends[1], ends[0])):
        yield np.array([x, y])
    for step, y in product(range(1, _STEPS), heights):
        for x in (ends[0] + step * (SIZE + _GAP), ends[1] - step * (SIZE + _GAP)):
            if ends[0] < x < ends[1]:
                yield np.array([x, y])
    for step, x in product(range(1, _STEPS), (left, right)):
        y = ends[3] - step * (SIZE + _GAP)
        if not np.isnan(x) and y > ends[2]:
            yield np.array([x, y])


def _rects(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Return left, right, bottom and top of the rectangles between two corners."""
    return np.stack([low[..., 0], high[..., 0], low[..., 1], high[..., 1]], axis=-1)


def _meets(rect: np.ndarray, taken: np.ndarray) -> bool:
    left, right, bottom, top = taken.T
    apart = (right <= rect[0]) | (rect[1] <= left) | (top <= rect[2]) | (rect[3] <= bottom)
    return not apart.all()
