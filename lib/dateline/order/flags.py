"""What speaks against taking an event, or its date, as settled."""

from __future__ import annotations

import numpy as np
import pandas as pd

FLAGS = ("approximate", "uncertain", "expected", "not-occurred", "undetermined")
"""Flags of a date, then those statuses of which nobody says that the event happened."""
_OF_DATE = FLAGS[:2]


def flags_of(events: pd.DataFrame) -> np.ndarray:
    """Return which of `FLAGS` each event has, one bit each; without a status: undetermined."""
    status = events["status"].astype("str").fillna("undetermined")
    bits = np.zeros(len(events), dtype=np.uint8)
    for place, name in enumerate(FLAGS):
        holds = events[name].eq(True) if name in _OF_DATE else status == name
        bits |= holds.to_numpy(dtype=np.uint8, na_value=0) << np.uint8(place)
    return bits


def names_of(bits: int) -> list[str]:
    """Name the flags whose bits are set.

    Examples
    --------
    >>> names_of(0b101)
    ['approximate', 'expected']
    """
    return [name for place, name in enumerate(FLAGS) if bits >> place & 1]


def flags_of_pairs(bits: np.ndarray, *, pairs: np.ndarray) -> pd.Categorical:
    """Return the flags of the one event or the other, separated by ``;``, for chosen pairs.

    Parameters
    ----------
    bits : numpy.ndarray
        As `flags_of` returns them.
    pairs : numpy.ndarray of bool
        A row for each first event, a column for each other: which pairs are asked for.
    """
    either = (bits[:, None] | bits[None, :])[pairs]
    found = np.zeros(2 ** len(FLAGS), dtype=bool)
    found[either] = True
    place = found.cumsum() - 1
    words = [";".join(names_of(number)) for number in np.flatnonzero(found).tolist()]
    return pd.Categorical.from_codes(place.astype(np.int8)[either], pd.Index(words, dtype="str"))
