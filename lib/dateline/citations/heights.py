"""Members of layers get heights: in their order, apart, and as straight as that allows."""

from __future__ import annotations

import numpy as np

_SWEEPS = 12


def heights(
    rows: list[list[int]], edges: list[tuple[int, int]], *, extents: np.ndarray, gap: float
) -> np.ndarray:
    """Return the height of every member in px, from the top down.

    Parameters
    ----------
    rows : list of list of int
        Each layer's members from top to bottom.
    edges : list of pair of int
        Members of neighbouring layers that a line joins.
    extents : numpy.ndarray
        Shape (n, 2): how many px each member takes above and below its height.
    gap : float
        How many px stay free between two members of a layer.

    Notes
    -----
    Each layer in turn is put as near as possible, by least squares, to the mean of what its
    members are joined to; with a fixed order that is isotonic regression.
    """
    joined: list[list[int]] = [[] for _ in extents]
    for left, right in edges:
        joined[left].append(right)
        joined[right].append(left)
    at = np.zeros(len(extents))
    for row in rows:
        at[row] = _apart(np.zeros(len(row)), extents[row], gap=gap)
    for sweep in range(_SWEEPS):
        for row in rows[:: -1 if sweep % 2 else 1]:
            wanted = [at[joined[member]].mean() if joined[member] else at[member] for member in row]
            at[row] = _apart(np.array(wanted), extents[row], gap=gap)
    return (at - (at - extents[:, 0]).min(initial=np.inf)).round(1) if len(at) else at


def _apart(wanted: np.ndarray, extents: np.ndarray, *, gap: float) -> np.ndarray:
    """Move heights as little as possible so that none is nearer to the next than it may be."""
    between = extents[:-1, 1] + extents[1:, 0] + gap
    least = np.concatenate([[0.0], between.cumsum()])
    return _rising(wanted - least) + least


def _rising(values: np.ndarray) -> np.ndarray:
    """Return the rising sequence nearest to the values: neighbours that fall are pooled."""
    pools: list[tuple[float, int]] = []
    for value in values.tolist():
        mean, size = value, 1
        while pools and pools[-1][0] > mean:
            last, number = pools.pop()
            mean, size = (mean * size + last * number) / (size + number), size + number
        pools.append((mean, size))
    return np.array([mean for mean, size in pools for _ in range(size)])
