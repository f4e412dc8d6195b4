"""What spreadsheets make of dates, and what was meant; each is one of `habits.HABITS`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeAlias

from dateline.dates.faults import Fault, Write

DateHabit: TypeAlias = Callable[[str], Fault | None]

SERIALS = range(20_000, 80_000)
"""Spreadsheet days from 1954 to 2119, which are likelier than years of five digits."""

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's days belong to no zone
_TYPE_AGAIN = "type the date again, in a cell that is formatted as text"


def serial_day(number: int) -> str:
    """Return the day that a spreadsheet shows for a number.

    Notes
    -----
    Day 1 is 1 January 1900, and a 29 February 1900 is counted that never was; for any later
    day that is the same as counting from 30 December 1899 (ECMA-376, part 1, 18.17.4.1).

    Examples
    --------
    >>> serial_day(45072)
    '2023-05-26'
    """
    return (_EPOCH + timedelta(days=number)).date().isoformat()


def error_value(text: str) -> Fault | None:
    """#VALUE!, #NAME?, ########, Err:508."""
    if not re.fullmatch(r"#+|#[^\s#]+|Err:\d+", text):
        return None
    return Fault("is what a spreadsheet shows where it has no value", advice=_TYPE_AGAIN)


def number_with_fraction(text: str) -> Fault | None:
    """45072.5, 45072,0, 2023.0, 1.68E+09."""
    if re.fullmatch(r"-?\d(?:[.,]\d+)?[Ee][+-]?\d+", text):
        return Fault("is a number that a spreadsheet has rounded", advice=_TYPE_AGAIN)
    match = re.fullmatch(r"(\d{4,5})[.,](\d{1,12})", text)
    if not match:
        return None
    whole, fraction = match.groups()
    if len(whole) == 4:
        writes = [Write(whole, "for the year")] if not int(fraction) else []
        return Fault("is a number with a fraction", *writes)
    if int(whole) not in SERIALS:
        return None
    seconds = round(float(f"0.{fraction}") * 86_400)
    time = _EPOCH + timedelta(days=int(whole), seconds=seconds)
    write = serial_day(int(whole)) if not seconds else time.isoformat()
    return Fault("is a number with a fraction", Write(write, "if it is a spreadsheet's day number"))


def with_clock(text: str, *, days: Sequence[DateHabit]) -> Fault | None:
    """26/05/2023 00:00, 5/26/2023 2:30 PM, 26.05.2023, 14:30:00.

    `days` are the habits that may stand before the time.
    """
    match = re.fullmatch(
        r"(\S+?),? (\d{1,2}):(\d\d)(?::(\d\d))?(?: ?([AaPp])\.?[Mm]\.?)?",
        text,
    )
    inner = next((fault for day in days if match and (fault := day(match[1]))), None)
    if not match or inner is None:
        return None
    hour = int(match[2])
    if match[5]:
        hour = hour % 12 + (12 if match[5] in "Pp" else 0)
    clock = f"{hour:02}:{match[3]}:{match[4] or '00'}"
    if clock == "00:00:00":
        what = f"{inner.problem}, and a midnight that spreadsheets add to a day"
        return Fault(what, *inner.writes, advice=inner.advice)
    writes = [Write(f"{write.value}T{clock}", write.when) for write in inner.writes]
    return Fault(f"{inner.problem}, and a time not written T{clock}", *writes)


def word_for_month(text: str) -> Fault | None:
    """26-Mai-23, 26. mai 2023, мая 2023: a month in words that are not English."""
    word = r"[^\W\d_]{3,}\.?"
    if not re.fullmatch(rf"(?:\d{{1,2}}\.?[ -])?{word}[ -](?:\d{{4}}|\d\d)", text):
        return None
    advice = "write year, month and day in numbers, as in 2023-05-26 or 2023-05"
    return Fault("has a word in it that is no English month", advice=advice)
