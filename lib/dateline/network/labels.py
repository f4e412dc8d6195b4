"""Where the words beside actors and arrows stand, and the arrows' middles."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from dateline.network.arrows import along
from dateline.network.boxes import Box, Boxes
from dateline.network.cast import Stage
from dateline.network.places import Placed, label_box
from dateline.network.sheet import MARK

_SHARES = (0.5, *(0.5 + way * away for away in np.arange(0.03, 0.4, 0.03) for way in (-1, 1)))
"""Where on its line an arrow's mark is put, the first place that is free."""
_LABELLED = 40
"""Up to so many arrows are labelled where they stand; beyond, the legend and cards say it."""
_RUN = np.linspace(0, 1, 40)
_FLAT = ("top center", "bottom center", "middle right", "middle left")
_STEEP = ("middle right", "middle left", "top center", "bottom center")


def beside(stage: Stage, placed: Placed, lines: list[np.ndarray]) -> Placed:
    """Put labels of actors where fewer arrows run, if there is room that nothing else takes.

    Parameters
    ----------
    stage : Stage
        Who is drawn.
    placed : Placed
        Where everybody stands; there is room for each label where it says.
    lines : list of numpy.ndarray
        As `curves` returns them.
    """
    if not lines:
        return placed
    points = np.vstack([np.array([along(line, share) for share in _RUN]) for line in lines])
    loops = _loops(stage.cast.arrows, lines)
    boxes, sides = dict(placed.boxes), placed.places["side"].copy()
    actors = stage.cast.actors.join(placed.places[["x", "y", "side"]])
    for actor, x, y, size, kept in actors[["x", "y", "size", "side"]].itertuples(name=None):
        words = placed.lines[actor]
        others = Boxes(box for other, box in boxes.items() if other != actor)
        run_over = {}
        for side in dict.fromkeys([kept, *_STEEP]):
            box = label_box(x, y, size=size, side=side, lines=words)
            if side == kept or _is_free(box, others, page=placed):
                run_over[side] = Boxes([box]).holding(points), box
        side, (_, box) = min(run_over.items(), key=lambda way: way[1][0])
        sides[actor] = side
        if side != kept:
            mark = _mark(x, y, size)
            boxes[actor] = box.around(mark).around(loops.get(actor, mark))
    return replace(placed, boxes=boxes, places=placed.places.assign(side=sides))


def _loops(arrows: pd.DataFrame, lines: list[np.ndarray]) -> dict[str, Box]:
    """Return the room of actors' arrows to themselves, by actor id."""
    found: dict[str, Box] = {}
    for start, end, line in zip(arrows["initiator"], arrows["recipient"], lines, strict=True):
        if start == end:
            box = Box(*line.min(axis=0).tolist(), *line.max(axis=0).tolist())
            found[start] = box.around(found.get(start, box))
    return found


def _is_free(box: Box, others: Boxes, *, page: Placed, own: Box | None = None) -> bool:
    is_across = box.left >= 0 and box.right <= page.width
    is_along = box.top >= page.top and box.bottom <= page.bottom
    return is_across and is_along and all(met == own for met in others.meeting(box))


def rooms(stage: Stage, placed: Placed) -> Boxes:
    """Return the room that actors' marks and their labels take."""
    taken = Boxes()
    actors = stage.cast.actors.join(placed.places[["x", "y", "side"]])
    for actor, x, y, size, side in actors[["x", "y", "size", "side"]].itertuples(name=None):
        taken.take(_mark(x, y, size))
        taken.take(label_box(x, y, size=size, side=side, lines=placed.lines[actor]))
    return taken


def set_off(text: str, side: str) -> str:
    """Keep words a blank away from the mark that they stand beside; none: there is no room."""
    if side == "middle right":
        return f"\u00a0{text}"
    return f"{text}\u00a0" if side == "middle left" else text * bool(side)


def middles(
    arrows: pd.DataFrame,
    lines: list[np.ndarray],
    *,
    taken: Boxes,
    page: Placed,
) -> pd.DataFrame:
    """Give each arrow the place of its middle, off other marks where it can be.

    Parameters
    ----------
    arrows : pandas.DataFrame
        With ``label``, the words beside each middle, not escaped.
    lines : list of numpy.ndarray
        As `curves` returns them.
    taken : Boxes
        As `rooms` returns it; the arrows' marks and words take theirs, too.
    page : Placed
        Where the page ends.

    Returns
    -------
    pandas.DataFrame
        A row an arrow: ``x``, ``y`` (px) and ``side`` (Plotly's ``textposition``; empty: there
        is no room for the words).
    """
    places = []
    for line in lines:
        at = _free(line, taken)
        taken.take(_middle(at))
        places.append(at)
    sides = [""] * len(lines)
    if len(lines) <= _LABELLED:
        for row, (line, at, label) in enumerate(zip(lines, places, arrows["label"], strict=True)):
            sides[row] = _side(line, at, label, taken=taken, page=page)
    at = np.array(places).reshape(-1, 2).round(1)
    return pd.DataFrame({"x": at[:, 0], "y": at[:, 1], "side": pd.array(sides, dtype="str")})


def _free(line: np.ndarray, taken: Boxes) -> np.ndarray:
    """Return the place nearest to a line's middle where its mark lies on nothing, or on least."""
    places = [along(line, share) for share in _SHARES]
    for at in places:
        if not taken.meeting(_middle(at)):
            return at
    return min(places, key=lambda at: taken.under(_middle(at)))


def _middle(at: np.ndarray) -> Box:
    x, y = at.tolist()
    return _mark(x, y, MARK)


def _mark(x: float, y: float, size: float) -> Box:
    radius = size / 2 + 2
    return Box(x - radius, y - radius, x + radius, y + radius)


def _side(line: np.ndarray, at: np.ndarray, label: str, *, taken: Boxes, page: Placed) -> str:
    """Take the room of a label: not on its own line, if another place is free."""
    middle = len(line) // 2
    run, rise = np.abs(line[min(middle + 1, len(line) - 1)] - line[middle - 1])
    for side in _FLAT if run > 1.7 * rise else _STEEP:
        box = label_box(*at.tolist(), size=MARK, side=side, lines=[set_off(label, side)])
        if _is_free(box, taken, page=page, own=_middle(at)):
            taken.take(box)
            return side
    return ""
