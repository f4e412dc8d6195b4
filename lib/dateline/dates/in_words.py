"""Dates that people write in words, and what they mean; each is one of `habits.HABITS`."""

from __future__ import annotations

import re

import numpy as np

from dateline.dates.civil import MONTHS
from dateline.dates.faults import Fault, Write

_THIRDS = ((1, 10), (11, 20), (21, 31))
_PARTS = {
    **dict.fromkeys(("early", "beginning", "start"), _THIRDS[0]),
    **dict.fromkeys(("mid", "middle"), _THIRDS[1]),
    **dict.fromkeys(("late", "end"), _THIRDS[2]),
}
"""The days of a month that are offered for words; the user decides whether they are meant."""


def month_name(text: str) -> Fault | None:
    """26 May 2023, May 26th, 2023, May 2023, Friday 26 May, winter 2002."""
    words = re.findall(r"[a-z]+|\d+", re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", text.lower()))
    names = [number for word in words if (number := _month_or_season(word))]
    numbers = [word for word in words if word.isdigit()]
    short_year = re.fullmatch(r"\d{1,2}[ -][a-z]+[ -]\d\d", text.lower())
    if short_year:
        numbers[1] = f"20{numbers[1]}"
    days = [number for number in numbers if len(number) <= 2]
    years = [number for number in numbers if len(number) == 4]
    known = len(names) + len(days) + len(years) + sum(map(_is_filler, words))
    if len(names) != 1 or len(days) > 1 or len(years) > 1 or known != len(words):
        return None
    rest = "-".join([names[0], *(day.zfill(2) for day in days)])
    what = "season" if int(names[0]) > 12 else "month"
    if years:
        meant = f"if the year is {years[0]}" if short_year else ""
        return Fault(f"has its {what} in words", Write(f"{years[0]}-{rest}", meant))
    writes = [Write(f"XXXX-{rest}", "if the year is not known")]
    if len(days) == 1 and re.fullmatch(r"[a-z]+-\d\d", text.lower()):
        writes.insert(0, Write(f"20{days[0]}-{names[0]}", f"if {days[0]} is the year"))
    advice = f"else write the year first, YYYY-{rest}"
    return Fault(f"has no year, and its {what} in words", *writes, advice=advice)


def part_of_month(text: str) -> Fault | None:
    """Early March 2024, mid-March 2024, end of March 2024."""
    match = re.fullmatch(
        r"(?:the )?(early|beginning|start|mid|middle|late|end)(?: of|-)? ?(?:in )?([a-z]+) (\d{4})",
        text.lower(),
    )
    month = _month_or_season(match[2]) if match else None
    if not match or not month or int(month) > 12:
        return None
    first, last = _PARTS[match[1]]
    after = np.datetime64(f"{match[3]}-{month}", "M") + 1
    last = min(last, int(str(after.astype("datetime64[D]") - 1)[-2:]))
    whole = f"{match[3]}-{month}"
    days = Write(f"[{whole}-{first:02}..{whole}-{last:02}]", "if these days are meant")
    return Fault("has its date in words", days, Write(whole, "for the month"))


def _month_or_season(word: str) -> str | None:
    """Return the month's number for its name or a beginning of it, or a season's code."""
    seasons = {"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}
    if len(word) < 3:
        return None
    whole = "september" if word == "sept" else word
    numbers = (n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(whole))
    number = next(numbers, None)
    return f"{number:02}" if number else seasons.get(word)


def _is_filler(word: str) -> bool:
    return word in ("of", "the", "in", "on") or word in (
        f"{day}{end}"
        for day, end in (
            ("mon", "day"),
            ("tues", "day"),
            ("wednes", "day"),
            ("thurs", "day"),
            ("fri", "day"),
            ("satur", "day"),
            ("sun", "day"),
        )
    )


def decade_or_century(text: str) -> Fault | None:
    """1990s, 1900s, 19th century."""
    if match := re.fullmatch(r"(?:the )?(\d{3})0['’]?s", text.lower()):
        decade = Write(f"{match[1]}X", "for the decade" if match[1][2] == "0" else "")
        century = [Write(f"{match[1][:2]}XX", "for the century")] if match[1][2] == "0" else []
        return Fault("has a span of years in words; EDTF has X for any digit", *century, decade)
    if match := re.fullmatch(
        r"(?:the )?(\d{1,2})(?:st|nd|rd|th) ?c(?:ent(?:ury)?|\.)?", text.lower()
    ):
        century_of = Write(f"{int(match[1]) - 1:02}XX") if int(match[1]) else Write("0000")
        return Fault("has a span of years in words; EDTF has X for any digit", century_of)
    return None


def era(text: str) -> Fault | None:
    """44 BCE, AD 79."""
    plain = text.lower().replace(".", "")
    if match := re.fullmatch(r"(\d{1,4}) ?(?:bce|bc)", plain):
        before = int(match[1]) - 1
        year = f"{'-' if before > 0 else ''}{max(before, 0):04}"
        return Fault("has an era; in EDTF 1 BCE is 0000, 2 BCE is -0001", Write(year))
    if match := re.fullmatch(r"(?:ad|ce) ?(\d{1,4})|(\d{1,4}) ?(?:ad|ce)", plain):
        return Fault("has an era; EDTF has none", Write(f"{match[1] or match[2]:0>4}"))
    return None
