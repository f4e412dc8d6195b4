"""Where actors stand on the page, in px from its upper left corner, and where their labels do."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from dateline import actor_marks, typeset
from dateline.network.arrows import gathered, reach_of_loops
from dateline.network.boxes import Box, pushed_apart
from dateline.network.cast import Stage

LINE = 17.0
"""Pixels of a line of a label."""
_UNIT = 130.0
"""Pixels to one unit of the layout, at most; ties are about 1.4 units long."""
_HEIGHT = 900.0
"""Pixels that a network takes in height which is too large to be drawn in full."""
_MARGIN = 0.12
"""The part of such a page, on each side, where only grey dots stand."""
_LABEL, _SMALL = 18, 16
"""Characters of a line of a label, and likewise where the page is narrow."""
_NARROW = 600
_EDGE = 14.0
_BESIDE = 30.0
"""Pixels that an arrow's mark and the words above or below it take."""
_SIDES = ("bottom center", "top center")


@dataclass(frozen=True)
class Placed:
    """Where everybody stands.

    Attributes
    ----------
    places : pandas.DataFrame
        By ``actor_id``, of every actor that has a place: ``x``, ``y`` (px, downwards), ``up``
        (bool), whether its arrows to itself rise above it, ``side`` (str), where its label
        stands (empty: it has none), and ``label`` (Plotly's markup, not empty for whom is
        drawn in full).
    boxes : dict of str to Box
        The room of each actor's mark and label, of those drawn in full.
    lines : dict of str to list of str
        The labels' lines, not escaped.
    width : float
        Pixels of all.
    top, bottom : float
        From where to where the page goes, px.
    """

    places: pd.DataFrame
    boxes: dict[str, Box]
    lines: dict[str, list[str]]
    width: float
    top: float
    bottom: float


def across(width: int) -> float:
    """Return about how many units of a layout stand beside one another on a page."""
    return (width - 2 * min(150.0, 0.2 * width)) / _UNIT


def placed(stage: Stage, *, width: int) -> Placed:
    """Put everybody on the page, and move apart those who are drawn in full.

    They are moved as little as will do for no label to lie on another. Where all actors are
    drawn in full, how they are moved does not depend on which events are shown.

    Parameters
    ----------
    stage : Stage
        Who is drawn, and the layout.
    width : int
        Pixels of the figure.
    """
    cast = stage.cast
    lines = _lines(cast.around["name"], width=width)
    places = _scaled(stage, width=width).assign(up=_run_up(stage))
    own = places if cast.is_whole else places.loc[cast.actors.index]
    reach = _reach(stage, lines, places=own)
    at = pushed_apart(own[["x", "y"]].to_numpy(), reach, width=width)
    places.loc[own.index, ["x", "y"]] = at
    low, high = _span(places, at, reach)
    places = places.assign(x=places["x"].round(1), y=(places["y"] - low).round(1))
    side = pd.Series(np.where(own["up"], *_SIDES), index=own.index)
    corners = np.hstack([at - reach[:, :2], at + reach[:, 2:]]) - [0, low, 0, low]
    boxes = {
        str(actor): Box(*corner)
        for actor, corner in zip(own.index, corners.tolist(), strict=True)
        if actor in cast.actors.index
    }
    named = zip(lines.values(), cast.around["naming"], strict=True)
    labels = [_label(text, naming) for text, naming in named]
    places = places.assign(label=labels, side=side.reindex(places.index).fillna(""))
    return Placed(places, boxes, lines, width, top=0.0, bottom=round(high - low, 1))


def with_room(placed: Placed, lines: list[np.ndarray]) -> Placed:
    """Let the page go as far up and down as arrows do, and the words beside them.

    Parameters
    ----------
    placed : Placed
        Where everybody stands, which is where they stay.
    lines : list of numpy.ndarray
        As `curves` returns them.
    """
    heights = [float(height) for line in lines for height in line[:, 1]]
    top = min([placed.top, *(height - _BESIDE for height in heights)])
    bottom = max([placed.bottom, *(height + _BESIDE for height in heights)])
    return replace(placed, top=round(top, 1), bottom=round(bottom, 1))


def _span(places: pd.DataFrame, at: np.ndarray, reach: np.ndarray) -> tuple[float, float]:
    """Return from where to where the page goes."""
    if places.empty:
        return 0.0, 40.0
    low, high = (at[:, 1] - reach[:, 1]).min(), (at[:, 1] + reach[:, 3]).max()
    return min(low, places["y"].min()) - _EDGE, max(high, places["y"].max()) + _EDGE


def _lines(names: pd.Series, *, width: int) -> dict[str, list[str]]:
    characters = _SMALL if width < _NARROW else _LABEL
    return {str(actor): typeset.lines(name, characters=characters) for actor, name in names.items()}


def _label(lines: list[str], naming: str) -> str:
    text = "<br>".join(typeset.plain(line) for line in lines)
    return f"<i>{text}</i>" if naming == "unnamed" else text


def _scaled(stage: Stage, *, width: int) -> pd.DataFrame:
    """Put the layout's units on the page: x to the right, y down."""
    places = stage.places
    if places.empty:
        return places
    units = places.to_numpy()
    if stage.cast.ego is not None:
        units = units / _length(stage) * 1.4
    low, high = units.min(axis=0), units.max(axis=0)
    run = (high - low)[0]
    room = across(width) * _UNIT
    unit = min(_UNIT, room / max(run, 1e-9))
    at = np.column_stack([units[:, 0] - (low + high)[0] / 2, (low + high)[1] / 2 - units[:, 1]])
    places = pd.DataFrame(at * unit, index=places.index, columns=["x", "y"])
    if stage.cast.is_whole:
        return places.assign(x=places["x"] + width / 2)
    size = np.array([width, _HEIGHT])
    return _unfolded(places, stage.cast.actors.index, size=size)


def _unfolded(places: pd.DataFrame, full: pd.Index, *, size: np.ndarray) -> pd.DataFrame:
    """Stretch the page where those who are drawn in full stand close, and press the rest.

    In a large network they crowd the middle. From left to right, and from top to bottom, all
    actors keep their order.
    """
    at = places.to_numpy()
    stretched = np.empty_like(at)
    for axis in (0, 1):
        knots = np.unique(places.loc[full].to_numpy()[:, axis])
        aims = np.linspace(_MARGIN, 1 - _MARGIN, len(knots)) if len(knots) > 1 else np.array([0.5])
        ends = at[:, axis].min() - 1, at[:, axis].max() + 1
        stretched[:, axis] = np.interp(at[:, axis], [ends[0], *knots, ends[1]], [0.02, *aims, 0.98])
    return pd.DataFrame(stretched * size, index=places.index, columns=places.columns)


def _length(stage: Stage) -> float:
    """Return how long ties are in the layout, in the middle."""
    tied = stage.tied[stage.tied["initiator"] != stage.tied["recipient"]]
    place = stage.places
    ends = [place.reindex(tied[column]).to_numpy() for column in ("initiator", "recipient")]
    lengths = np.linalg.norm(ends[0] - ends[1], axis=1)
    return max(float(np.nanmedian(lengths)), 1e-3) if len(lengths) else 1.4


def _run_up(stage: Stage) -> np.ndarray:
    """Tell of which actors no fewer ties run up than down; their labels stand below."""
    place, tied = stage.places["y"], stage.tied
    rise = place.reindex(tied["recipient"]).to_numpy() - place.reindex(tied["initiator"]).to_numpy()
    ends = pd.concat([tied["initiator"], tied["recipient"]])
    ways = pd.Series(np.sign(np.concatenate([rise, -rise])), index=ends.to_numpy())
    return (ways.groupby(level=0).sum().reindex(place.index).fillna(0) >= 0).to_numpy()


def _marks(sizes: np.ndarray) -> np.ndarray:
    return np.repeat(sizes[:, None] / 2 + 2, 4, axis=1)


def _reach(stage: Stage, lines: dict[str, list[str]], *, places: pd.DataFrame) -> np.ndarray:
    """Return how far mark, label and arrows to itself reach from each place.

    Marks count as the largest there are: places must not move when fewer events are shown.
    """
    reach = np.full((len(places), 4), actor_marks.LARGEST / 2 + 2)
    loops = _loops(stage).reindex(places.index).fillna(0).to_numpy()
    for row, (actor, is_up) in enumerate(places["up"].items()):
        text = lines[str(actor)]
        half = max(map(typeset.width_of, text)) / 2
        reach[row, [0, 2]] = np.maximum(reach[row, [0, 2]], [half, half])
        below, above = (3, 1) if is_up else (1, 3)
        reach[row, below] += 8 + LINE * len(text)
        reach[row, above] = max(reach[row, above], loops[row])
    return reach


def _loops(stage: Stage) -> pd.Series:
    """Return how far actors' arrows to themselves reach, whichever events are shown."""
    own = stage.tied[stage.tied["initiator"] == stage.tied["recipient"]]
    return reach_of_loops(gathered(own, stage.whole))


def label_box(x: float, y: float, *, size: float, side: str, lines: list[str]) -> Box:
    """Return the room that a text takes beside a mark, as Plotly places it.

    Parameters
    ----------
    x, y, size : float
        The mark, px.
    side : str
        Plotly's ``textposition``.
    lines : list of str
        The text, not escaped.
    """
    wide, high = max(map(typeset.width_of, lines)), LINE * len(lines)
    away = size / 2 * 1.25 + 1
    if side in ("bottom center", "top center"):
        # Of a text below, Plotly puts the upper edge of small letters there.
        top = y + away - 2 if side == "bottom center" else y - away - high
        return Box(x - wide / 2, top, x + wide / 2, top + high)
    left = x + away if side == "middle right" else x - away - wide
    return Box(left, y - high / 2, left + wide, y + high / 2)
