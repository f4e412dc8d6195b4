"""A column of values → what each says: plain values all at once, the others once each."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Set
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dateline.dates.bounds import Bounds
from dateline.dates.fast import Plain, Values, read_plain
from dateline.dates.faults import Fault, shown
from dateline.errors import DateError


class Column(NamedTuple):
    """The values of a column, the labels of their rows, and the column's name."""

    values: Values
    labels: pd.Index
    name: Hashable


class Outcome(NamedTuple):
    """A value that is not plain, and what it says; None if it cannot be read."""

    value: object
    bounds: Bounds | None


class Reading(NamedTuple):
    """What the values of a column say."""

    plain: Plain
    rest: NDArray[np.intp]
    """The places of the values that are not plain."""
    codes: NDArray[np.intp]
    """For each of these, the place of its outcome in `outcomes`."""
    outcomes: list[Outcome]


def column_of(values: object) -> Column:
    """Return the column that something holds.

    Raises
    ------
    TypeError
        It holds no column, or more than one.
    """
    if isinstance(values, str):
        return Column([values], pd.RangeIndex(1), None)
    if isinstance(values, pd.DataFrame) or getattr(values, "ndim", 1) != 1:
        raise TypeError("dates are read from one column; choose it, as in df['when']")
    if isinstance(values, pd.Series):
        return Column(values.to_numpy(dtype=object), values.index, values.name)
    if isinstance(values, Mapping | Set | bytes) or not isinstance(values, Iterable):
        kind = type(values).__name__
        raise TypeError(f"dates are read from a column, not from {kind}; give a Series or a list")
    held = values.tolist() if isinstance(values, np.ndarray) else list(values)
    return Column(held, pd.RangeIndex(len(held)), None)


def read_column(values: Values, *, read: Callable[[object], Bounds | None]) -> Reading:
    """Read every value of a column, those that are not plain by `read`."""
    plain = _plain(values)
    rest = np.flatnonzero(~plain.found)
    others = [values[row] for row in rest.tolist()]
    # Only texts are compared as themselves: 1, 1.0 and True are equal, and nan is not.
    keys = [value if isinstance(value, str) else (type(value), repr(value)) for value in others]
    distinct = dict(zip(keys, others, strict=True))
    places = {key: place for place, key in enumerate(distinct)}
    codes = np.fromiter((places[key] for key in keys), dtype=np.intp, count=len(keys))
    outcomes = [Outcome(value, read(value)) for value in distinct.values()]
    return Reading(plain, rest, codes, outcomes)


def _plain(values: Values) -> Plain:
    try:
        return read_plain(values)
    except TypeError:  # a value that is not text; to look at each one first costs more
        return read_plain([value if isinstance(value, str) else "" for value in values])


def message(outcome: Outcome, *, explain: Callable[[object], Fault | None]) -> str | None:
    """Return what is wrong with a value, and what to write instead; None if nothing is."""
    if outcome.bounds is not None and outcome.bounds.far:
        far = "is a date outside the years -9999 to 9999, which cannot be drawn"
        return f"{shown(outcome.value)} {far}"
    fault = explain(outcome.value) if outcome.bounds is None else None
    return f"{shown(outcome.value)} {fault.problem}; {fault.fix}" if fault else None


def require_sound(
    reading: Reading,
    labels: pd.Index,
    *,
    explain: Callable[[object], Fault | None],
    hint: str,
) -> None:
    """Raise a `DateError` about the first value that cannot be read, if there is one.

    The hint is what ``errors="coerce"`` does about several.
    """
    wrong = [outcome.bounds is None for outcome in reading.outcomes]
    rows = np.flatnonzero(np.array(wrong, dtype=np.bool_)[reading.codes])
    if not len(rows):
        return
    first = rows[0]
    place = reading.rest[first]
    outcome = reading.outcomes[reading.codes[first]]
    row = labels[place : place + 1].tolist()[0]
    text = f"row {row}: {message(outcome, explain=explain)}"
    if (others := len(rows) - 1) > 0:
        text += (
            f". {others:,} more value{'s' if others > 1 else ''} cannot be read; "
            f'errors="coerce" {hint}'
        )
    raise DateError(text, row=row, value=outcome.value)
