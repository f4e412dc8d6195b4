"""Plain days and timestamps, a whole column at a time.

A value is plain if it is written ``YYYY-MM-DD`` or ``YYYY-MM-DDThh:mm:ss``, the latter with
or without ``Z``, ``±hh`` or ``±hh:mm``, in a year from 0000 to 9999. The values are laid out
as one row of bytes, and values of equal length are read together, digit by digit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from dateline.dates.civil import DAY
from dateline.dates.clock import EARLIEST, LATEST

Bytes: TypeAlias = NDArray[np.uint8]
Flags: TypeAlias = NDArray[np.bool_]
Numbers: TypeAlias = NDArray[np.int32]
Values: TypeAlias = Sequence[object] | NDArray[np.object_]

NO_ZONE = LATEST + 1
"""Stands for a value without an offset."""

_DAY_FORM = "dddd-dd-dd"
_TIME_FORM = "dddd-dd-ddTdd:dd:dd"
_FORMS = (_DAY_FORM, _TIME_FORM, _TIME_FORM + "Z", _TIME_FORM + "sdd", _TIME_FORM + "sdd:dd")
"""The forms of a plain value, each of a length of its own: d is a digit, s a sign."""

_CHUNK = 1 << 16
"""Values read at a time, few enough to stay in the processor's cache."""


class Plain(NamedTuple):
    """The plain values of a column, an element a value."""

    found: Flags
    """Whether the value is plain; the other arrays mean nothing where it is not."""
    first: NDArray[np.int64]
    """The first instant, seconds from 1970, UTC."""
    length: NDArray[np.int64]
    """How many seconds the day or the second has."""
    zone: NDArray[np.int16]
    """The offset in minutes, `NO_ZONE` where none is written."""


def read_plain(texts: Values) -> Plain:
    """Read the plain values of a column.

    Parameters
    ----------
    texts : sequence of str
        The values; one with a line break in it counts as not plain.

    Raises
    ------
    TypeError
        A value is not text.
    """
    size = len(texts)
    plain = Plain(
        found=np.zeros(size, dtype=np.bool_),
        first=np.zeros(size, dtype=np.int64),
        length=np.zeros(size, dtype=np.int64),
        zone=np.full(size, NO_ZONE, dtype=np.int16),
    )
    data, starts, lengths = _rows_of_bytes(texts)
    months = _months()
    for form in _FORMS:
        rows = np.flatnonzero(lengths == len(form))
        for chunk in np.split(rows, range(_CHUNK, len(rows), _CHUNK)) if len(rows) else ():
            _read_form(plain, chunk, _gather(data, starts[chunk], len(form)), form, months)
    return plain


def _rows_of_bytes(texts: Values) -> tuple[Bytes, NDArray[np.int64], NDArray[np.int64]]:
    """Return all values' bytes in a row, where each value starts, and its length."""
    data, breaks = _joined(texts)
    if len(breaks) != max(len(texts) - 1, 0):
        data, breaks = _joined(["" if "\n" in str(text) else text for text in texts])
    starts = np.concatenate(([0], breaks + 1))[: len(texts)]
    return data, starts, np.append(breaks, len(data))[: len(texts)] - starts


def _joined(texts: Values) -> tuple[Bytes, NDArray[np.int64]]:
    row = "\n".join(texts)  # type: ignore[arg-type]  # join is to raise TypeError itself
    data = np.frombuffer(row.encode("utf-8", "replace"), dtype=np.uint8)
    return data, np.flatnonzero(data == ord("\n"))


def _gather(data: Bytes, starts: NDArray[np.int64], width: int) -> Bytes:
    """Return the characters of values of one length, a row a place in the value."""
    windows = np.ndarray((len(data) - width + 1,), dtype=f"V{width}", buffer=data, strides=(1,))
    values = windows[starts].view(np.uint8).reshape(-1, width)
    return np.ascontiguousarray(values.T)


def _months() -> NDArray[np.int64]:
    """Return the first day of every month from 0000-01 to 10000-01, days from 1970."""
    months = np.arange("0000-01", "10000-02", dtype="datetime64[M]")
    return months.astype("datetime64[D]").astype(np.int64)


def _read_form(
    plain: Plain, rows: NDArray[np.int64], places: Bytes, form: str, months: NDArray[np.int64]
) -> None:
    """Read the values of one form into the arrays that `read_plain` is about to return."""
    good = _has_form(places, form)
    day, exists = _days(places, months)
    good &= exists
    first = day * DAY
    if form != _DAY_FORM:
        seconds, exists = _clock(places)
        good &= exists
        first += seconds
    if form not in (_DAY_FORM, _TIME_FORM):
        zone, exists = _zone(places, form)
        good &= exists
        first -= zone.astype(np.int64) * 60
        plain.zone[rows[good]] = zone[good]
    plain.found[rows] = good
    plain.first[rows] = first
    plain.length[rows] = DAY if form == _DAY_FORM else 1


def _has_form(places: Bytes, form: str) -> Flags:
    """Tell which values have a digit, a sign or the very character at each place."""
    good = np.ones(places.shape[1], dtype=np.bool_)
    for place, kind in zip(places, form, strict=True):
        if kind == "d":
            good &= (place - np.uint8(ord("0"))) <= 9
        elif kind == "s":
            good &= (place == ord("+")) | (place == ord("-"))
        else:
            good &= place == ord(kind)
    return good


def _two(places: Bytes, at: int) -> Numbers:
    """Return the two-digit numbers at a place; nonsense where there are no digits."""
    tens, ones = places[at].astype(np.int32), places[at + 1]
    return tens * 10 + ones - 11 * ord("0")


def _days(places: Bytes, months: NDArray[np.int64]) -> tuple[NDArray[np.int64], Flags]:
    """Return the days from 1970, and whether there is such a day."""
    year, month, day = _two(places, 0) * 100 + _two(places, 2), _two(places, 5), _two(places, 8)
    exists = (month >= 1) & (month <= 12) & (day >= 1) & (year >= 0) & (year <= 9999)
    place = np.where(exists, year * 12 + month - 1, 0)
    first = months[place]
    exists &= day <= months[place + 1] - first
    return first + day - 1, exists


def _clock(places: Bytes) -> tuple[Numbers, Flags]:
    """Return the seconds since midnight, and whether there is such a time."""
    hours, minutes, seconds = _two(places, 11), _two(places, 14), _two(places, 17)
    exists = (hours <= 23) & (minutes <= 59) & (seconds <= 59)
    return hours * 3600 + minutes * 60 + seconds, exists


def _zone(places: Bytes, form: str) -> tuple[NDArray[np.int16], Flags]:
    """Return the offsets in minutes, and whether there are such offsets."""
    if form.endswith("Z"):
        nothing = np.zeros(places.shape[1], dtype=np.int16)
        return nothing, nothing == 0
    minutes = _two(places, 23) if form.endswith(":dd") else np.zeros(1, dtype=np.int32)
    west = places[19] == ord("-")
    ahead = _two(places, 20) * 60 + minutes
    exists = (minutes <= 59) & ~(west & (ahead == 0))
    ahead = np.where(west, -ahead, ahead)
    exists &= (ahead >= EARLIEST) & (ahead <= LATEST)
    return ahead.astype(np.int16), exists
