"""Arrows get their lines: level past the labels, curved between them, none on another."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from dateline.citations.layers import Pair
from dateline.citations.plan import LANE, LOOP, Plan

_STEPS = 12
_PORT = 8.0
"""Pixels between two lines at a mark, where there is room."""
_BADGE = 20.0
"""Pixels between the middles of two badges."""
_WIDE = 60.0
"""Pixels between labels that leave room for badges side by side; arrows lie closer then."""
_SPOTS = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)
"""Where on its curve a badge may stand, the best first."""


class Routes(NamedTuple):
    """Every arrow's line from outer to inner end, and where its badge stands."""

    lines: list[np.ndarray]
    badges: np.ndarray


def routed(arrows: pd.DataFrame, plan: Plan) -> Routes:
    """Return where each arrow runs.

    Parameters
    ----------
    arrows : pandas.DataFrame
        ``start`` and ``end`` (numbers of places), sorted by stance within a pair.
    plan : Plan
        Where the places and bends stand.
    """
    ends = list(zip(arrows["start"].tolist(), arrows["end"].tolist(), strict=True))
    lanes = _lanes(ends)
    ports = _ports(ends, lanes, plan)
    lines, spots = [], []
    for number, (outer, inner) in enumerate(ends):
        if outer == inner:
            line, found = _loop(plan, outer, lanes[number])
        else:
            line, found = _line(plan, (outer, inner), lanes[number], ports[number])
        lines.append(line)
        spots.append(found)
    return Routes(lines, _apart(spots))


def _lanes(ends: list[Pair]) -> list[float]:
    """Give the arrows of each pair, opposite ones too, lanes around 0; loops from 0 on."""
    mine: dict[Pair, list[int]] = {}
    for number, (outer, inner) in enumerate(ends):
        mine.setdefault((min(outer, inner), max(outer, inner)), []).append(number)
    lanes = [0.0] * len(ends)
    for pair, numbers in mine.items():
        middle = 0.0 if pair[0] == pair[1] else (len(numbers) - 1) / 2
        for place, number in enumerate(numbers):
            lanes[number] = place - middle
    return lanes


def _ports(ends: list[Pair], lanes: list[float], plan: Plan) -> list[tuple[float, float]]:
    """Return for each arrow how far from the middle of its two marks it begins and ends."""
    sides: dict[tuple[int, int], list[tuple[tuple[float, float, int], int, int]]] = {}
    for number, pair in enumerate(ends):
        if pair[0] == pair[1]:
            continue
        route = plan.route(*pair)
        for end, place, neighbour in ((0, pair[0], route[1]), (1, pair[1], route[-2])):
            side = 1 if plan.x[neighbour] > plan.x[place] else -1
            order = (float(plan.y[neighbour]), lanes[number], number)
            sides.setdefault((place, side), []).append((order, number, end))
    ports = [[0.0, 0.0] for _ in ends]
    for (place, _), mine in sides.items():
        room = max(float(plan.sizes[place]) - 8, 0)
        step = min(_PORT, room / max(len(mine) - 1, 1))
        for at, (_, number, end) in enumerate(sorted(mine)):
            ports[number][end] = (at - (len(mine) - 1) / 2) * step
    return [(outer, inner) for outer, inner in ports]


def _line(
    plan: Plan, pair: Pair, lane: float, port: tuple[float, float]
) -> tuple[np.ndarray, np.ndarray]:
    """Return a line through its bends, and the spots where its badge may stand."""
    route = plan.route(*pair)
    shift = [port[0], *[lane * LANE for _ in route[2:]], port[1]]
    shift[-1] = port[1]
    at = [np.array([plan.x[m], plan.y[m] + by]) for m, by in zip(route, shift, strict=True)]
    curves, spots = [], []
    for number in range(len(route) - 1):
        middle = (at[number][1] + at[number + 1][1]) / 2
        gap = abs(at[number + 1][0] - at[number][0]) - 2 * plan.clear
        beside = lane * (LANE if gap < _WIDE else LANE / 2)
        level = (plan.y[route[number]] + plan.y[route[number + 1]]) / 2 + beside
        step = _Step(at[number], at[number + 1], (level - middle) / 0.75, plan.clear)
        curves.append(step.curve(np.linspace(0, 1, _STEPS + 1)))
        near = abs(number - (len(route) - 2) / 2)
        spots.append((near, step.curve(np.array(step.spots()))))
    last = at[-1] + np.array([_before(plan, route, port[1]), 0])
    points = np.vstack([at[0], *[point for curve in curves for point in curve], last])
    return points.round(1), np.vstack([found for _, found in sorted(spots, key=lambda it: it[0])])


def _before(plan: Plan, route: list[int], port: float) -> float:
    """Return how far before the middle of a mark a line ends, so that its head is seen."""
    way = 1.0 if plan.x[route[-1]] > plan.x[route[-2]] else -1.0
    return -way * (np.sqrt(max(plan.reach[route[-1]] ** 2 - port**2, 0)) + 2)


class _Step(NamedTuple):
    """A line from one layer to the next: level for so many px, curved between."""

    start: np.ndarray
    end: np.ndarray
    bulge: float
    clear: float

    def curve(self, t: np.ndarray) -> np.ndarray:
        way = 1.0 if self.end[0] > self.start[0] else -1.0
        first = self.start + np.array([way * self.clear, 0])
        last = self.end - np.array([way * self.clear, 0])
        reach = (last[0] - first[0]) / 2
        one, two = first + np.array([reach, self.bulge]), last + np.array([-reach, self.bulge])
        t = t[:, None]
        curve = (1 - t) ** 3 * first + 3 * (1 - t) ** 2 * t * one
        return curve + 3 * (1 - t) * t**2 * two + t**3 * last

    def spots(self) -> list[float]:
        """Return where a badge would lie on no label."""
        gap = abs(self.end[0] - self.start[0]) - 2 * self.clear
        middle = (self.start[0] + self.end[0]) / 2
        x = self.curve(np.array(_SPOTS))[:, 0]
        inside = np.abs(x - middle) <= max(gap / 2 - _BADGE / 2, 0) + 0.1
        return [spot for spot, is_inside in zip(_SPOTS, inside, strict=True) if is_inside]


def _loop(plan: Plan, place: int, lane: float) -> tuple[np.ndarray, np.ndarray]:
    """Draw a line above a mark from itself to itself."""
    centre = np.array([plan.x[place], plan.y[place]])
    reach = (plan.sizes[place] / 2 + LOOP * (lane + 1)) / 0.75
    out, back = (centre + np.array([way * reach * 0.6, -reach]) for way in (-1, 1))
    t = np.linspace(0, 1, 2 * _STEPS + 1)[:, None]
    line = ((1 - t) ** 3 + t**3) * centre + 3 * (1 - t) ** 2 * t * out + 3 * (1 - t) * t**2 * back
    is_outside = np.linalg.norm(line - centre, axis=1) > plan.reach[place] + 2
    return line[is_outside].round(1), line[[_STEPS]]


def _apart(spots: list[np.ndarray]) -> np.ndarray:
    """Give each badge its best spot that is not too near to those of badges before it."""
    taken = np.empty((0, 2))
    for mine in spots:
        away = np.linalg.norm(mine[:, None] - taken[None], axis=2).min(axis=1, initial=np.inf)
        free = np.flatnonzero(away >= _BADGE)
        best = free[0] if len(free) else int(np.argmax(away))
        taken = np.vstack([taken, mine[best]])
    return taken.round(1)
