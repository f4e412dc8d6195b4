"""Spans that share a row must not overlap: the fewest rows that hold them all."""

from __future__ import annotations

import heapq
from collections.abc import Sequence

import numpy as np


def pack(starts: Sequence[float], ends: Sequence[float]) -> list[int]:
    """Give every span the lowest row that is free at its start.

    Spans are half-open, so one may begin where another ends.

    Parameters
    ----------
    starts, ends : sequence of float
        Each span's two ends, in any unit; ties are settled by their order here.

    Returns
    -------
    list of int
        A row from 0 for each span. As many rows are used as the largest number of spans that
        overlap at one point, which is the fewest possible.

    Notes
    -----
    Greedy colouring of an interval graph in the order of the starts is optimal; see
    Kleinberg and Tardos, *Algorithm Design* (2005), section 4.1.

    Examples
    --------
    >>> pack([0, 1, 5], [4, 6, 9])
    [0, 1, 0]
    """
    order = np.lexsort((np.asarray(ends), np.asarray(starts)))
    rows = [0] * len(order)
    free: list[int] = []
    taken: list[tuple[float, int]] = []
    for span in order.tolist():
        while taken and taken[0][0] <= starts[span]:
            heapq.heappush(free, heapq.heappop(taken)[1])
        rows[span] = heapq.heappop(free) if free else len(taken)
        heapq.heappush(taken, (ends[span], rows[span]))
    return rows
