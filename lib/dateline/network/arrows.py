"""Ties become arrows: one a pair and kind, bent so that no two lie on one another.

What happened and what is only expected, denied or undetermined are arrows apart.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from dateline.network.boxes import Box, Boxes

_STEPS = 12
_BESIDE = 4
"""So many arrows of one pair lie a full step apart; more share the room of these."""
_CLOSEST, _FURTHEST = 26.0, 64.0
"""Pixels between the middles of two arrows of one pair."""
_SHIFTS = (0.0, 0.5, -0.5, 1.0, -1.0, 1.5, -1.5)
"""By how many steps all arrows of a pair may bend so as not to run through other actors."""
_LOOP, _LOOPS = 62.0, 20.0
"""How many px an actor's arrow to itself reaches, and each further one beyond it."""
_HAPPENED = ("occurred", "ongoing")


def gathered(ties: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Gather ties into arrows.

    Parameters
    ----------
    ties : pandas.DataFrame
        ``event_id``, ``kind``, ``initiator`` and ``recipient`` of each tie.
    events : pandas.DataFrame
        The events, for their status.

    Returns
    -------
    pandas.DataFrame
        Sorted by the pair of actors: ``initiator``, ``recipient``, ``kind``, ``standing``
        (empty where the events happened or are under way, else their status), ``events``
        (tuple of event ids) and ``bend``, how many steps the arrow bends to the left of the
        pair's straight line, so that arrows of one pair, opposite ones too, lie beside one
        another. An actor's arrows to itself are numbered from 0, the innermost.
    """
    status = ties["event_id"].map(events.set_index("event_id")["status"].astype("str"))
    status = status.fillna("undetermined")
    # Cells of text compare one by one much faster than by pandas' rows.
    start, end = (ties[name].to_numpy(object) for name in ("initiator", "recipient"))
    ties = ties.assign(
        standing=status.mask(status.isin(_HAPPENED), ""),
        one=np.where(start <= end, start, end),
        other=np.where(start <= end, end, start),
    )
    keys = ["one", "other", "initiator", "recipient", "kind", "standing"]
    behind = ties.groupby(keys, sort=True)["event_id"].agg(tuple).astype(object)
    arrows = behind.rename("events").reset_index()
    beside = arrows.groupby(["one", "other"])
    number, total = beside.cumcount(), beside["kind"].transform("size")
    bend = number - (total - 1) / 2
    # What lies left of a line lies right of the opposite one.
    bend = bend.where(arrows["initiator"] == arrows["one"], -bend)
    bend = bend.where(arrows["one"] != arrows["other"], number)
    bend *= np.minimum(1, (_BESIDE - 1) / (total - 1).clip(lower=1))
    columns = ["initiator", "recipient", "kind", "standing", "events", "bend"]
    return arrows.assign(bend=bend)[columns]


def reach_of_loops(arrows: pd.DataFrame) -> pd.Series:
    """Return how many px each actor's arrows to itself reach, by actor id; others have none."""
    loops = arrows[arrows["initiator"] == arrows["recipient"]]
    return 0.75 * _reach(loops.groupby("initiator")["bend"].max())


def curves(
    arrows: pd.DataFrame, places: pd.DataFrame, *, boxes: dict[str, Box], width: float
) -> list[np.ndarray]:
    """Return each arrow's line as points from initiator to recipient, shape (2 or 13, 2).

    Parameters
    ----------
    arrows : pandas.DataFrame
        As `gathered` returns them.
    places : pandas.DataFrame
        By actor id: ``x``, ``y`` (px, downwards) and ``up`` (bool), whether an actor's arrows
        to itself rise above it.
    boxes : dict of str to Box
        The room of each actor's mark and label; lines keep out of others' where they can.
    width : float
        Pixels that no line may leave to either side, where it can.
    """
    place = {actor: np.array(xy) for actor, *xy in places[["x", "y"]].itertuples(name=None)}
    ways = arrows[["initiator", "recipient"]].itertuples(index=False, name=None)
    pairs = [tuple(sorted(way)) for way in ways]
    ends = [0, *(i for i, (a, b) in enumerate(pairwise(pairs), 1) if a != b), len(arrows)]
    lines: list[np.ndarray] = []
    for first, last in pairwise(ends if len(arrows) else []):
        group = arrows.iloc[first:last]
        one, other = pairs[first]
        if one == other:
            way = -1.0 if places.loc[one, "up"] else 1.0
            lines += [_loop(place[one], reach * way) for reach in _reach(group["bend"])]
            continue
        others = Boxes([box for actor, box in boxes.items() if actor not in (one, other)])
        lines += _clearest(group, place, others, width=width)
    return lines


def _reach(bend: pd.Series) -> pd.Series:
    return _LOOP + _LOOPS * bend


def _clearest(
    group: pd.DataFrame, place: dict[str, np.ndarray], others: Boxes, *, width: float
) -> list[np.ndarray]:
    """Bend the arrows of a pair to where they meet the fewest others, as little as will do."""
    ways = [*group[["initiator", "recipient", "bend"]].itertuples(index=False, name=None)]
    first = min(ways[0][:2])
    tried = []
    for shift in _SHIFTS:
        lines = [
            _arc(place[start], place[end], bend + (shift if start == first else -shift))
            for start, end, bend in ways
        ]
        points = np.vstack([_at(line) for line in lines])
        met = others.holding(points) + int(((points[:, 0] < 0) | (points[:, 0] > width)).sum())
        if met == 0:
            return lines
        tried.append((met, lines))
    return min(tried, key=lambda way: way[0])[1]


def _arc(start: np.ndarray, end: np.ndarray, bend: float) -> np.ndarray:
    if bend == 0:
        return np.array([start, end])
    along = end - start
    length = max(float(np.hypot(*along)), 1.0)
    side = np.array([along[1], -along[0]]) / length
    # The middle of the curve lies half as far out as its control point.
    out = 2 * bend * min(max(0.25 * length, _CLOSEST), _FURTHEST)
    return _bezier(np.array([start, (start + end) / 2 + side * out, end]))


def _loop(place: np.ndarray, reach: float) -> np.ndarray:
    sideways, away = np.array([0.6 * abs(reach), 0.0]), np.array([0.0, reach])
    return _bezier(np.array([place, place + away - sideways, place + away + sideways, place]))


def _bezier(control: np.ndarray) -> np.ndarray:
    """Return points of the curve that these points control (de Casteljau)."""
    t = np.linspace(0, 1, _STEPS + 1)[:, None]
    points = [np.broadcast_to(point, (len(t), 2)) for point in control]
    while len(points) > 1:
        points = [(1 - t) * one + t * other for one, other in pairwise(points)]
    return points[0]


def _at(line: np.ndarray) -> np.ndarray:
    """Return points along a line, a straight one too."""
    return np.array([along(line, share) for share in np.linspace(0.04, 0.96, 24)])


def along(line: np.ndarray, share: float) -> np.ndarray:
    """Return the point of a line that so large a share of its points has been passed at."""
    place = share * (len(line) - 1)
    step = min(int(place), len(line) - 2)
    return line[step] + (line[step + 1] - line[step]) * (place - step)
