"""The Gregorian calendar in whole numbers, before and after every year."""

from __future__ import annotations

DAY = 86_400
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def is_leap(year: int) -> bool:
    """Tell whether a year has a 29 February, year 0 being 1 BCE."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """Return the number of days of a month."""
    if month == 2:
        return 29 if is_leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def instant(year: int, month: int = 1, day: int = 1) -> int:
    """Return the seconds from 1970 to a day's first instant, UTC.

    Notes
    -----
    The year is counted from March, so that the leap day comes last; a day of that year is
    then ``(153 * month + 2) // 5``. Source: H. Hinnant, "chrono-Compatible Low-Level Date
    Algorithms", `days_from_civil`.

    Examples
    --------
    >>> instant(1970), instant(1970, 1, 2), instant(-1, 12, 31)
    (0, 86400, -62167305600)
    """
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    since_march = (month + 9) % 12
    year -= since_march // 10
    leap_days = year // 4 - year // 100 + year // 400
    return (365 * year + leap_days + (153 * since_march + 2) // 5 + day - 719_469) * DAY


def written(seconds: int) -> str:
    """Return the day that holds an instant as EDTF text, for years -9999 to 9999.

    Examples
    --------
    >>> written(instant(-44, 3, 15))
    '-0044-03-15'
    """
    days = seconds // DAY
    year = days * 400 // 146_097 + 1970
    year = next(y for y in (year + 1, year, year - 1) if instant(y) <= seconds)
    month = next(m for m in range(12, 0, -1) if instant(year, m) <= seconds)
    day = (seconds - instant(year, month)) // DAY + 1
    return f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{day:02}"
