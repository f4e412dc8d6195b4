"""Ways in which people write dates that are not EDTF, and what they mean.

To add one: write a function that takes the text and returns a `Fault`, or None where the
text is of another kind, and put it into `HABITS`. What it says to write is offered only if
it can be read, so it may offer every reading it can think of.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TypeAlias

import numpy as np

from dateline.dates import in_words, spreadsheet
from dateline.dates.faults import EXAMPLES, Fault, Write
from dateline.dates.spreadsheet import SERIALS, serial_day

Habit: TypeAlias = Callable[[str], Fault | None]


def _nothing(text: str) -> Fault | None:
    if text:
        return None
    return Fault("is empty", advice=f"{EXAMPLES}, or leave the row out if nothing is known")


def _no_date(text: str) -> Fault | None:
    """Unknown, n.d., today: a word that stands for no date or for any."""
    word = text.lower().strip(".")
    if re.fullmatch(r"unknown|undated|none|null|nan|nat|n\.?d|n/?a|tb[acd]|[?\-/.]+", word):
        return Fault(
            "names no date",
            advice="leave the cell empty where nothing is known; where a date must stand, write it"
            " as vaguely as it is known, as in 2023 or [2023-05-26..]",
        )
    if word in ("open", "ongoing", "present", "to date"):
        return Fault("is an end without a start", advice="write the start and /.., as in 2023/..")
    if word in ("today", "yesterday", "tomorrow", "now"):
        return Fault("names a different day for every reader")
    return None


def _day_or_month_first(text: str) -> Fault | None:
    """26/05/2023, 5.6.2023, 26-05-23."""
    match = re.fullmatch(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})", text)
    if not match:
        return None
    first, _, second, year = match.groups()
    whole = year if len(year) == 4 else f"20{year}"
    dates = {
        "day": f"{whole}-{second:0>2}-{first:0>2}",
        "month": f"{whole}-{first:0>2}-{second:0>2}",
    }
    exists = [part for part, day in dates.items() if _is_day(day)]
    if len(year) == 2:
        writes = [Write(dates[part], f"if {first} is the {part}, of {whole}") for part in exists]
        return Fault("has a year of two digits", *writes)
    if len(exists) == 2 and first.zfill(2) != second.zfill(2):
        writes = [Write(dates[part], f"if {first} is the {part}") for part in exists]
        return Fault("has no year in front, and can be read in two ways", *writes)
    if not exists:
        return Fault("has no year in front, and is no day in either order")
    what = f"has the {exists[0]} first" if len(exists) == 1 else "has the year last"
    return Fault(what, Write(dates[exists[0]]))


def _is_day(text: str) -> bool:
    """Tell whether a day exists; the years are those that people write after the day."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _years_or_month(text: str) -> Fault | None:
    """2023/24, 2010/11, 2023/5."""
    match = re.fullmatch(r"(\d{2})(\d{2})/(\d{1,2})", text)
    if not match:
        return None
    century, year, last = match.groups()
    writes = [Write(f"{century}{year}-{last:0>2}", "if a month is meant")]
    if int(last) > 12:
        writes = []
    if len(last) == 2 and last > year:
        meant = f"if the years {century}{year} to {century}{last} are meant"
        writes.append(Write(f"{century}{year}/{century}{last}", meant))
    return Fault("has no whole date after the /", *writes)


def _year_first(text: str) -> Fault | None:
    """2023/05/26, 2023.5.26, 2023-5-6, 2023-5."""
    match = re.fullmatch(r"(-?\d{4})([./-])(\d{1,2})(?:\2(\d{1,2}))?([?~%]?)", text)
    if not match:
        return None
    year, sign, month, day, mark = match.groups()
    parts = [f"{part:0>2}" for part in (month, day) if part]
    writes = [Write("-".join([year, *parts]) + mark)]
    if day and int(month) > 12:
        writes.append(Write("-".join([year, *reversed(parts)]) + mark, f"if {month} is the day"))
    if sign != "-":
        return Fault(f"has {sign} between its parts; EDTF has -", *writes)
    return Fault("has a month or day of one digit; EDTF has two", *writes)


def _without_hyphens(text: str) -> Fault | None:
    """20230526, 202305, 20230526T140000Z, 26052023."""
    match = re.fullmatch(r"(\d{4})(\d\d)(\d\d)?(?:T(\d\d)(\d\d)(\d\d)(Z?))?", text)
    if not match:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    written = "-".join(part for part in (year, month, day) if part)
    if hour:
        written += f"T{hour}:{minute}:{second}{zone}"
    writes = [Write(written)]
    if day and not hour and not _is_day(written):
        writes.append(Write(f"{text[4:]}-{text[2:4]}-{text[:2]}", f"if {text[:2]} is the day"))
    return Fault("has nothing between its parts; EDTF has -", *writes)


def _bare_number(text: str) -> Fault | None:
    """44, 193, 45072, -12345, +2006."""
    match = re.fullmatch(r"([+-]?)(\d+)([?~%]?)", text)
    if not match or len(match[2]) > 20:
        return None
    sign, digits, mark = match[1].strip("+"), match[2].lstrip("0") or "0", match[3]
    if len(digits) > 4:
        return _many_digits(sign, digits, mark)
    if match[1] == "+":
        return Fault("has a +; years are written without it", Write(f"{digits:0>4}{mark}"))
    writes = [Write(f"{sign}{digits:0>4}{mark}", f"for the year {sign}{digits}")]
    if len(match[2]) in (2, 3):
        unit = "century" if len(match[2]) == 2 else "decade"
        writes.append(Write(f"{sign}{match[2]:X<4}{mark}", f"for the {unit}"))
    return Fault(f"has {len(match[2])} digits; a year has four", *writes)


def _many_digits(sign: str, digits: str, mark: str) -> Fault:
    writes = [Write(f"Y{sign}{digits}{mark}", "for a year of that many digits")]
    if not sign and not mark and int(digits) in SERIALS:
        writes.insert(0, Write(serial_day(int(digits)), "if it is a spreadsheet's day number"))
    return Fault(f"has {len(digits)} digits; a year has four", *writes)


def _time(text: str) -> Fault | None:
    """2023-05-26T14:00, 2023-05-26 14:00:00, 2023-05-26T14:00:00.5+0300."""
    match = re.fullmatch(
        r"(\d{4}-\d\d-\d\d)[T ] ?(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?([.,]\d+)?"
        r" ?(Z|UTC|GMT|[+-]\d\d?(?::?\d\d)?)?([?~%]?)",
        text,
    )
    if not match:
        return None
    day, hour, minute, second, fraction, zone, mark = match.groups()
    clock = f"{day}T{hour:0>2}:{minute:0>2}:{second or '0':0>2}{_zone(zone or '')}"
    if mark:
        day_alone = Write(day + mark, "for the whole day")
        return Fault(f"has {mark} after a time of day", Write(clock, f"without {mark}"), day_alone)
    if fraction:
        return Fault("has a fraction of a second; EDTF has whole seconds", Write(clock))
    if clock.endswith("T00:00:00"):
        writes = [Write(day, "for the day"), Write(clock, "for its first second")]
        return Fault("has a midnight that spreadsheets add to a day", *writes)
    if not second:
        return Fault("has a time without seconds; EDTF has hours, minutes, seconds", Write(clock))
    return Fault("has a time in another form than Thh:mm:ss and Z or ±hh:mm", Write(clock))


def _zone(zone: str) -> str:
    if not zone or zone in ("Z", "UTC", "GMT"):
        return "Z" if zone else ""
    digits = zone[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
    whole = f"{zone[0]}{hours:0>2}:{minutes}"
    return "Z" if whole == "-00:00" else whole


def _day_and_clock(text: str) -> Fault | None:
    """26/05/2023 14:30, 2023/5/26 0:00."""
    return spreadsheet.with_clock(text, days=(_day_or_month_first, _year_first))


def guess_number(number: float | np.integer) -> list[Write]:
    """Return what a number in a column of dates may mean."""
    if not -(10**8) < number < 10**8:
        return []
    text = str(int(number))
    guesses = [habit(text) for habit in (_without_hyphens, _bare_number)]
    if len(text) == 8 and guesses[0]:
        return list(guesses[0].writes)
    return [
        Write(text, "for the year"),
        *(write for guess in guesses if guess for write in guess.writes),
    ]


HABITS: tuple[Habit, ...] = (
    _nothing,
    _no_date,
    _day_or_month_first,
    _years_or_month,
    _year_first,
    _without_hyphens,
    _bare_number,
    _time,
    _day_and_clock,
    spreadsheet.error_value,
    spreadsheet.number_with_fraction,
    in_words.month_name,
    in_words.part_of_month,
    in_words.decade_or_century,
    in_words.era,
)
"""All of them, each tried in turn."""
