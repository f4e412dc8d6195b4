"""The digits of a year, month or day → the span of time in which the date lies."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice, product
from typing import NamedTuple

from dateline.dates.civil import DAY, MONTHS, instant, month_length
from dateline.dates.faults import Fault, Write
from dateline.dates.parse import Calendar, Year

FARTHEST = 9999
"""The last year, before and after year 0, that is drawn."""

_HUGE = 30
"""Years of more digits than this are compared as if they had no more."""

_YEAR_UNITS = ("millennium", "millennium", "century", "decade")
"""What is known of a year whose first unspecified digit stands at this place."""

_PARTS = {
    **{code: (3 * (code - 20), 3, "season") for code in range(21, 25)},
    **{code: (3 * (code - 24), 3, "season") for code in range(25, 29)},
    29: (9, 3, "season"),
    30: (12, 3, "season"),
    31: (3, 3, "season"),
    32: (6, 3, "season"),
    **{code: (3 * (code - 33) + 1, 3, "quarter") for code in range(33, 37)},
    **{code: (4 * (code - 37) + 1, 4, "quadrimester") for code in range(37, 40)},
    **{code: (6 * (code - 40) + 1, 6, "half-year") for code in (40, 41)},
}
"""Parts of a year by their code: the first month, how many months, what it is called.

21 to 24 name no hemisphere and are read as the northern seasons 25 to 28.
"""


class Span(NamedTuple):
    """From the first instant to the first one after, and the smallest unit that holds it."""

    first: int
    after: int
    unit: str
    far: bool = False


def calendar_span(date: Calendar) -> Span:
    """Return the span from the earliest to the latest day that the digits allow.

    Raises
    ------
    Fault
        No such year, month, season or day exists.
    """
    if date.year == "-0000":
        raise Fault(
            "has the year -0000; the year before 0001 is 0000, which is 1 BCE",
            _instead(date, year="0000"),
            part=_written(date),
        )
    if date.month and date.month[0] in "234" and "X" not in date.month:
        return _part_of_year(date)
    months, days = _fitting(date.month, 12), _fitting(date.day, 31)
    if not months:
        raise _no_month(date)
    earliest = _first_day(_years(date.year), months, days)
    latest = _first_day(_years(date.year, latest=True), months[::-1], days[::-1])
    if earliest is None or latest is None:
        raise _no_day(date, months)
    return Span(instant(*earliest), instant(*latest) + DAY, _unit(date))


def year_span(year: Year) -> Span:
    """Return the span of a long year, or of the years with the same significant digits.

    Raises
    ------
    Fault
        The year is written in a form that it must not have.
    """
    _check_year(year)
    negative, digits = "-" in year.digits, year.digits.lstrip("Y-")
    exponent = min(int((year.exponent or "0")[:_HUGE]), _HUGE)
    number = min(int(digits[: _HUGE + 1]) * 10**exponent, 10**_HUGE)
    places = len(str(number))
    unit = 10 ** max(0, places - int((year.significant or str(places))[:_HUGE]))
    low = number // unit * unit
    high = low + unit - 1
    first, last = (-high, -low) if negative else (low, high)
    name = ("year", "decade", "century", "millennium")[min(len(str(unit)) - 1, 3)]
    far = max(abs(first), abs(last)) > FARTHEST
    return Span(instant(first), instant(last + 1), name, far)


def _check_year(year: Year) -> None:
    """Refuse the forms of a year alone that EDTF does not allow."""
    written = "".join(
        (
            year.digits,
            f"E{year.exponent}" if year.exponent else "",
            f"S{year.significant}" if year.significant else "",
        )
    )
    sign = "-" if "-" in year.digits else ""
    digits = year.digits.lstrip("Y-")
    plain = digits.lstrip("0") or "0"
    if "X" in digits:
        raise Fault(
            "counts the significant digits of a year that has unspecified ones",
            Write(year.digits),
            part=written,
        )
    for name, count in (("exponent", year.exponent), ("significant", year.significant)):
        if count and not count.strip("0"):
            what = "an exponent" if name == "exponent" else "a number of significant digits"
            raise Fault(f"has {what} of 0; it counts from 1", Write(year.digits), part=written)
    if year.digits[0] != "Y" or (year.exponent and digits == plain):
        if plain == "0" and sign:
            raise Fault("has the year -0", Write("0000"), part=written)
        return
    short = f"{sign}{plain:0>4}" if len(plain) < 5 else f"Y{sign}{plain}"
    if digits != plain or len(plain) < 5:
        reason = "begins with 0" if digits != plain else f"has {len(digits)} digits"
        raise Fault(
            f"has a Y before a year that {reason}; Y is for years of more than four digits",
            Write(short),
            part=written,
        )


@cache
def _fitting(pattern: str, highest: int) -> tuple[int, ...]:
    """Return the numbers from 1 that two digits can mean; none written means any."""
    if pattern and "X" not in pattern:
        number = int(pattern)
        return (number,) if 1 <= number <= highest else ()
    tens, ones = (pattern or "XX")[0], (pattern or "XX")[1]
    return tuple(
        number
        for number in range(1, highest + 1)
        if tens in ("X", str(number // 10)) and ones in ("X", str(number % 10))
    )


def _years(pattern: str, *, latest: bool = False) -> Iterator[int]:
    """Yield the years that the digits can mean, the earliest (or latest) first."""
    if "X" not in pattern:
        yield int(pattern)
        return
    sign = -1 if pattern[0] == "-" else 1
    ascending = latest == (sign < 0)
    any_digit = "0123456789" if ascending else "9876543210"
    for digits in product(*(any_digit if digit == "X" else digit for digit in pattern.lstrip("-"))):
        number = int("".join(digits))
        if number or sign > 0:
            yield sign * number


def _first_day(
    years: Iterator[int], months: tuple[int, ...], days: tuple[int, ...]
) -> tuple[int, int, int] | None:
    """Return the first day, in the given order, that exists."""
    return next(
        (
            (year, month, day)
            for year in years
            for month in months
            for day in days
            if day <= month_length(year, month)
        ),
        None,
    )


def _unit(date: Calendar) -> str:
    """Name the smallest unit that is known to hold the date."""
    if "X" in date.year:
        return _YEAR_UNITS[date.year.lstrip("-").index("X")]
    if not date.month or "X" in date.month:
        return "year"
    return "month" if not date.day or "X" in date.day else "day"


def _part_of_year(date: Calendar) -> Span:
    """Return the span of a season, quarter, four months or half-year."""
    code = int(date.month)
    if date.day or code not in _PARTS:
        raise _no_month(date)
    month, length, name = _PARTS[code]
    first, last = next(_years(date.year)), next(_years(date.year, latest=True))
    unit = name if "X" not in date.year else _unit(date)
    return Span(instant(first, month), instant(last, month + length), unit)


def _no_month(date: Calendar) -> Fault:
    """Say what is wrong with a month, and which day or years may be meant."""
    writes = []
    if date.day:
        swapped = _instead(date, month=date.day, day=date.month, when=f"if {date.month} is the day")
        day = date.day if _fitting(date.day, 31) else "XX"
        unknown = _instead(date, month="XX", day=day, when="if the month is not known")
        writes = [swapped, unknown]
        parts = "months are 01 to 12"
        if date.month.isdigit() and int(date.month) in _PARTS:
            unit = _PARTS[int(date.month)][2]
            problem = f"has the month {date.month}, the code of a {unit}, which has no days"
            return Fault(f"{problem}; {parts}", *writes, part=_written(date))
    else:
        later = f"{date.year[:-2]}{date.month}"
        writes = [
            Write(f"{date.year}/{later}", f"if the years {date.year} to {later} are meant"),
            _instead(date, month="XX", when="if the month is not known"),
        ]
        parts = "months are 01 to 12, seasons and other parts of a year 21 to 41"
    return Fault(f"has no possible month: {date.month}; {parts}", *writes, part=_written(date))


def _no_day(date: Calendar, months: tuple[int, ...]) -> Fault:
    """Say how many days the month has."""
    longest = max(month_length(year, month) for year in _sample(date.year) for month in months)
    where = f"{MONTHS[months[0] - 1]} {date.year}" if len(months) == 1 else "that month"
    writes = [_instead(date, day="XX", when="if the day is not known")]
    if date.day != "00":
        meant = "if the month's last day is meant"
        writes.insert(0, _instead(date, day=str(longest), when=meant))
    problem = f"has no possible day: {date.day}; {where} has days 01 to {longest}"
    return Fault(problem, *writes, part=_written(date))


def _sample(pattern: str) -> Iterator[int]:
    """Yield enough years for the longest February that the digits allow."""
    return islice(_years(pattern), 100)


def _written(date: Calendar) -> str:
    return "-".join(part for part in date[:3] if part)


def _instead(
    date: Calendar,
    *,
    year: str | None = None,
    month: str | None = None,
    day: str | None = None,
    when: str = "",
) -> Write:
    """Return the date with a part exchanged."""
    changed = date._replace(year=year or date.year, month=month or date.month, day=day or date.day)
    return Write(_written(changed), when)
