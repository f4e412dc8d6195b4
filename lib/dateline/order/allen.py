"""Allen's relations between two events, as far as their bounds admit them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from dateline.terms import BOUNDS

PRECEDES = ("never", "possibly", "certainly")

# Allen's thirteen relations of a first to a second interval, from wholly before to wholly after,
# each by the ranks of first start, first end, second start and second end.
_RANKS = {
    "before": (0, 1, 2, 3),
    "meets": (0, 1, 1, 2),
    "overlaps": (0, 2, 1, 3),
    "finished-by": (0, 2, 1, 2),
    "contains": (0, 3, 1, 2),
    "starts": (0, 1, 0, 2),
    "equals": (0, 1, 0, 1),
    "started-by": (0, 2, 0, 1),
    "during": (1, 2, 0, 3),
    "finishes": (1, 2, 0, 2),
    "overlapped-by": (1, 3, 0, 2),
    "met-by": (1, 2, 0, 1),
    "after": (2, 3, 0, 1),
}
RELATIONS = tuple(_RANKS)
_PRECEDING = 0b11
"""The bits of before and meets."""
_TESTS = 12
_BLOCK = 256
"""So many first events are compared with all others at a time, to keep arrays small."""
_ENDLESS = 2**61
"""Beyond any instant, counted in microseconds and doubled."""


class Limits(NamedTuple):
    """Each event's limits: row 0 for its start, row 1 for its end, microseconds."""

    low: np.ndarray
    high: np.ndarray
    least: np.ndarray
    """`low` doubled, one more where it cannot be reached."""
    past: np.ndarray
    """`high` doubled, one more where it can be reached: `least` < `past` where a value is."""


def limits_of(events: pd.DataFrame) -> Limits:
    """Return the limits of events; what is not known is beyond any instant."""
    instants = {name: events[name].to_numpy("datetime64[us]") for name in BOUNDS}
    low = np.stack([_counted(instants[name], -_ENDLESS) for name in ("start_min", "end_min")])
    high = np.stack([_counted(instants[name], _ENDLESS) for name in ("start_max", "end_max")])
    is_exact = low == high
    side = np.array([[True], [False]])
    return Limits(low, high, least=2 * low + ~(is_exact | side), past=2 * high + (is_exact | ~side))


def _counted(instants: np.ndarray, unknown: int) -> np.ndarray:
    return np.where(np.isnat(instants), unknown, instants.astype(np.int64))


def keys_of(limits: Limits) -> np.ndarray:
    """Return for each pair which comparisons of their ends can hold, one bit each."""
    count = limits.low.shape[1]
    keys = np.zeros((count, count), dtype=np.uint16)
    others = Limits(*(limit[:, None, :] for limit in limits))
    for top in range(0, count, _BLOCK):
        rows = slice(top, top + _BLOCK)
        ones = Limits(*(limit[:, rows, None] for limit in limits))
        for bit, holds in enumerate(_comparisons(ones, others)):
            keys[rows] |= holds.astype(np.uint16) << np.uint16(bit)
    return keys


def _comparisons(ones: Limits, others: Limits) -> Iterator[np.ndarray]:
    """Yield, for each end of one and each of the other, whether <, = and > can hold."""
    for i in (0, 1):
        for j in (0, 1):
            yield ones.low[i] < others.high[j]
            yield (ones.least[i] < others.past[j]) & (others.least[j] < ones.past[i])
            yield others.low[j] < ones.high[i]


def answers(keys: np.ndarray) -> dict[str, pd.Categorical]:
    """Look up what each key means, for few of the possible ones are different."""
    relations = _relations_by_key()
    is_preceding = relations & _PRECEDING
    precedes = np.where(is_preceding == relations, 2, is_preceding > 0).astype(np.int8)
    found = np.zeros(len(relations), dtype=bool)
    found[keys] = True
    sets = np.unique(relations[found])
    places = np.searchsorted(sets, relations).astype(np.int16)
    names = [
        ";".join(name for bit, name in enumerate(RELATIONS) if held >> bit & 1)
        for held in sets.tolist()
    ]
    return {
        "precedes": pd.Categorical.from_codes(precedes[keys], pd.Index(PRECEDES), ordered=True),
        "relations": pd.Categorical.from_codes(places[keys], pd.Index(names, dtype="str")),
    }


def _relations_by_key() -> np.ndarray:
    """Return for each key the relations that it allows, one bit each."""
    keys = np.arange(2**_TESTS)
    allowed = np.zeros_like(keys)
    for bit, ranks in enumerate(_RANKS.values()):
        pairs = [(i, j) for i in ranks[:2] for j in ranks[2:]]
        needed = sum(1 << 3 * place + int(np.sign(i - j)) + 1 for place, (i, j) in enumerate(pairs))
        allowed |= ((keys & needed) == needed).astype(keys.dtype) << bit
    return allowed
