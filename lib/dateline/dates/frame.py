"""What the values of a column say → a frame of bounds and flags."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dateline.dates.advice import explain
from dateline.dates.bounds import PRECISIONS, Bounds
from dateline.dates.clock import EARLIEST, LATEST
from dateline.dates.column import Outcome, Reading, message
from dateline.dates.fast import NO_ZONE

_NAT = np.iinfo(np.int64).min
_ABSENT = -1
_N = TypeVar("_N", bound=np.generic)


def frame_of(reading: Reading, labels: pd.Index) -> pd.DataFrame:
    """Return the frame that `parse_dates` describes."""
    plain = reading.plain
    after = plain.first + plain.length
    results = [_drawn(outcome) for outcome in reading.outcomes]

    def instants(plain_ones: NDArray[np.int64], bound: Callable[[Bounds], int | None]) -> object:
        others = [_NAT if (at := bound(result)) is None else at for result in results]
        return _filled(plain_ones, others, reading).view("datetime64[s]")

    def flags(flag: Callable[[Bounds], bool]) -> object:
        none = np.zeros(len(labels), dtype=np.bool_)
        return _filled(none, [flag(result) for result in results], reading)

    columns = {
        "start_min": instants(plain.first, lambda bounds: bounds.start_min),
        "start_max": instants(after, lambda bounds: bounds.start_max),
        "end_min": instants(plain.first, lambda bounds: bounds.end_min),
        "end_max": instants(after, lambda bounds: bounds.end_max),
        "precision": _precision(results, reading),
        "approximate": flags(lambda bounds: not {"~", "%"}.isdisjoint(bounds.marks)),
        "uncertain": flags(lambda bounds: not {"?", "%"}.isdisjoint(bounds.marks)),
        "open_start": flags(lambda bounds: bounds.open_start),
        "open_end": flags(lambda bounds: bounds.open_end),
        "offset": _offset(results, reading),
        "problem": _problem(reading),
    }
    return pd.DataFrame(columns, index=labels, copy=False)


def first_instants(reading: Reading) -> NDArray[np.datetime64]:
    """Return the first instant of every value, null where none is known."""
    starts = [_drawn(outcome).start_min for outcome in reading.outcomes]
    others = [_NAT if start is None else start for start in starts]
    return _filled(reading.plain.first, others, reading).view("datetime64[s]")


def _drawn(outcome: Outcome) -> Bounds:
    """Return what a value says as far as it can be drawn."""
    bounds = outcome.bounds or Bounds()
    if not bounds.far:
        return bounds
    return bounds._replace(start_min=None, start_max=None, end_min=None, end_max=None)


def _filled(plain: NDArray[_N], others: list[int] | list[bool], reading: Reading) -> NDArray[_N]:
    """Return a column: what plain values say, and what the distinct others say."""
    column = plain.copy()
    column[reading.rest] = np.array(others, dtype=plain.dtype)[reading.codes]
    return column


def _precision(results: list[Bounds], reading: Reading) -> pd.Categorical[str]:
    second, day = PRECISIONS.index("second"), PRECISIONS.index("day")
    plain = np.where(reading.plain.length == 1, np.int8(second), np.int8(day))
    others = [_ABSENT if result.precision is None else result.precision for result in results]
    codes = _filled(plain, others, reading)
    return pd.Categorical.from_codes(codes, pd.Index(PRECISIONS), ordered=True)


def _offset(results: list[Bounds], reading: Reading) -> object:
    """Return the offsets as written, taken from a list of all there are."""
    whole = [
        f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
        for minutes in range(EARLIEST, LATEST + 1)
    ]
    zone = reading.plain.zone
    plain = np.where(zone == NO_ZONE, np.int64(_ABSENT), zone.astype(np.int64) - EARLIEST)
    others = [
        len(whole) + number if result.offset else _ABSENT for number, result in enumerate(results)
    ]
    texts = whole + [result.offset for result in results]
    return _taken(texts, _filled(plain, others, reading))


def _problem(reading: Reading) -> object:
    texts = [message(outcome, explain=explain) for outcome in reading.outcomes]
    none = np.full(len(reading.plain.found), _ABSENT, dtype=np.int64)
    others = [_ABSENT if text is None else number for number, text in enumerate(texts)]
    return _taken([text or "" for text in texts], _filled(none, others, reading))


def _taken(texts: list[str], places: NDArray[np.int64]) -> object:
    """Return the texts at these places, null where there is none."""
    return pd.array(texts, dtype="str").take(places, allow_fill=True)
