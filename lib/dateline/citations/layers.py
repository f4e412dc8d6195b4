"""Places get a layer each, outermost first, and an order within it that few arrows cross."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import igraph
import numpy as np

Pair = tuple[int, int]


class Layered(NamedTuple):
    """Places in layers.

    Attributes
    ----------
    rows : list of list of int
        Each layer's members from top to bottom: the numbers of places and, above these, of
        bends, where an arrow passes a layer in which it has no end.
    routes : dict of pair to list of int
        For each pair of places, the left one first: these and the bends between them.
    """

    rows: list[list[int]]
    routes: dict[Pair, list[int]]


def layered(depths: np.ndarray, pairs: list[Pair]) -> Layered:
    """Put places into layers so that arrows run to the right, and cross little.

    Parameters
    ----------
    depths : numpy.ndarray
        How far inside each place stands on average.
    pairs : list of pair of int
        The two ends of each arrow, outer first; no loops.

    Notes
    -----
    Every place has one layer: right of all that relay it, and no further right than that takes
    (the longest path). Where places relay one another in a circle, an arrow within it that
    runs against their mean depths (then against their numbers) is not followed, and so runs
    to the left. Within the layers the order is that of the barycentre method: Sugiyama, Tagawa
    and Toda, *Methods for visual understanding of hierarchical system structures* (1981), as
    igraph computes it, from the order of the numbers, from its reverse, and from that in which
    a search goes inwards from each document; that last order itself, which crosses nothing in a
    tree, is tried too. The one with the fewest crossings is taken.
    """
    forward = sorted(set(_forward(depths, pairs)))
    layer = _longest_paths(len(depths), forward)
    routes, level = _bent(forward, layer)
    edges = [pair for route in routes.values() for pair in pairwise(route)]
    return Layered(_least_crossed(level, edges), routes)


def _forward(depths: np.ndarray, pairs: list[Pair]) -> list[Pair]:
    """Turn round those pairs of a circle that run against the mean depths."""
    graph = igraph.Graph(n=len(depths), edges=pairs, directed=True)
    circle = graph.connected_components(mode="strong").membership
    rank = np.empty(len(depths), dtype=np.int64)
    rank[np.lexsort((np.arange(len(depths)), depths))] = np.arange(len(depths))
    return [
        (inner, outer)
        if circle[outer] == circle[inner] and rank[outer] > rank[inner]
        else (outer, inner)
        for outer, inner in pairs
    ]


def _longest_paths(number: int, pairs: list[Pair]) -> list[int]:
    graph = igraph.Graph(n=number, edges=pairs, directed=True)
    layer = [0] * number
    for place in graph.topological_sorting():
        for further in graph.successors(place):
            layer[further] = max(layer[further], layer[place] + 1)
    return layer


def _bent(pairs: list[Pair], layer: list[int]) -> tuple[dict[Pair, list[int]], list[int]]:
    """Give every pair a bend in each layer between its ends; return also all members' layers."""
    level = [*layer]
    routes = {}
    for left, right in pairs:
        between = range(layer[left] + 1, layer[right])
        bends = list(range(len(level), len(level) + len(between)))
        level += between
        routes[left, right] = [left, *bends, right]
    return routes, level


def _least_crossed(level: list[int], edges: list[Pair]) -> list[list[int]]:
    """Return the layers' members in the best order that several starts lead to."""
    number = len(level)
    graph = igraph.Graph(n=number, edges=edges, directed=True)
    roots = [place for place in range(number) if not level[place]]
    starts = [list(range(number)), list(range(number))[::-1], _deep_first(graph, roots)]
    found = [_ordered(level, edges, start=start) for start in starts]
    found.append(_in_layers(level, starts[-1]))
    return min(found, key=lambda rows: crossings(rows, edges))


def _in_layers(level: list[int], order: list[int]) -> list[list[int]]:
    rows: list[list[int]] = [[] for _ in range(max(level, default=-1) + 1)]
    for member in order:
        rows[level[member]].append(member)
    return rows


def _deep_first(graph: igraph.Graph, roots: list[int]) -> list[int]:
    seen: dict[int, None] = {}
    waiting = roots[::-1]
    while waiting:
        place = waiting.pop()
        if place not in seen:
            seen[place] = None
            waiting += graph.successors(place)[::-1]
    return [*seen]


def _ordered(level: list[int], edges: list[Pair], *, start: list[int]) -> list[list[int]]:
    """Let igraph order the layers; it begins with the order of the numbers that it is given."""
    number = {place: at for at, place in enumerate(start)}
    graph = igraph.Graph(
        n=len(level),
        edges=sorted((number[left], number[right]) for left, right in edges),
        directed=True,
    )
    layers = [level[place] for place in start]
    across = graph.layout_sugiyama(layers=layers, maxiter=200).coords if start else []
    order = sorted(range(len(start)), key=lambda at: (across[at][0], at))
    return _in_layers(level, [start[at] for at in order])


def crossings(rows: list[list[int]], edges: list[Pair]) -> int:
    """Count the pairs of edges between the same two layers that cross."""
    place = {member: at for row in rows for at, member in enumerate(row)}
    layer = {member: number for number, row in enumerate(rows) for member in row}
    total = 0
    for number in range(len(rows)):
        mine = sorted((place[a], place[b]) for a, b in edges if layer[a] == number)
        ends = np.array([end for _, end in mine], dtype=np.int64)
        starts = np.array([start for start, _ in mine], dtype=np.int64)
        above = (starts[:, None] < starts[None]) & (ends[:, None] > ends[None])
        total += int(above.sum())
    return total
