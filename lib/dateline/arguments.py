"""A date or a time zone that somebody writes as an argument: read, or refused by its name."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Sequence
from datetime import UTC, timedelta, timezone, tzinfo
from functools import cache

import pandas as pd

from dateline.dates import diagnose, parse_dates
from dateline.dates.clock import EARLIEST, LATEST
from dateline.dates.faults import shown
from dateline.errors import DateError, FrameError
from dateline.phrases import listed, nearest, quoted

_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+−-])\s*([0-9]{1,2})(?::?([0-5][0-9]))?", re.IGNORECASE)
"""An offset as people write it."""


def date_given(date: object, *, name: str, needs: str) -> pd.DataFrame:
    """Read one date that was written as an argument.

    Parameters
    ----------
    date : str
        EDTF.
    name : str
        What the parameter is called.
    needs : {"start_min", "end_max"}
        The bound that the date must have.

    Returns
    -------
    pandas.DataFrame
        One row, as `parse_dates` returns it.

    Raises
    ------
    DateError
        It is no EDTF date, or none that can be drawn.
    FrameError
        It lacks the bound.

    Examples
    --------
    >>> date_given("26.5.2023", name="now", needs="start_min")
    Traceback (most recent call last):
    dateline.errors.DateError: now: '26.5.2023' has the day first; write 2023-05-26
    """
    if (fault := diagnose(date)) and (not isinstance(date, str) or date == ""):
        # The advice for a cell, to leave out its row or to read its column as text, helps nobody.
        told = f"{shown(date)} {fault[0]}; write a year, month or day as text: '2023-05-26'"
        raise DateError(f"{name}: {told}", row=name, value=date)
    bounds = parse_dates([date], errors="coerce")
    if pd.notna(problem := bounds["problem"].iloc[0]):
        raise DateError(f"{name}: {problem}", row=name, value=date)
    if pd.isna(bounds[needs].iloc[0]):
        end = "start" if needs == "start_min" else "end"
        raise FrameError(f"{name}: {shown(date)} has no {end}; write a day, such as '2023-05-26'")
    return bounds


def clock_of(zone: str) -> tzinfo:
    """Return the clock of a time zone.

    Parameters
    ----------
    zone : str
        ``"UTC"``, a name of the IANA time zone database such as ``"Europe/Kyiv"``, or a fixed
        offset such as ``"+03:00"``.

    Raises
    ------
    FrameError
        There is no such time zone; one that is near is named.

    Examples
    --------
    >>> clock_of("+03:00")
    datetime.timezone(datetime.timedelta(seconds=10800))
    """
    if zone == "UTC":
        return UTC
    names = _names()
    if zone in names:
        return zoneinfo.ZoneInfo(zone)
    text = str(zone)
    minutes = _minutes(text)
    if minutes is not None and text == _offset(minutes):
        return timezone(timedelta(minutes=minutes))
    meant = _meant(text, names) if minutes is None else [_offset(minutes)]
    advice = "; write zone=" + listed((f'"{name}"' for name in meant), last="or") if meant else ""
    raise FrameError(
        f"{quoted(text)} is not a time zone; allowed are UTC, names of the IANA time zone database "
        f"such as Europe/Kyiv, and offsets from {_offset(EARLIEST)} to {_offset(LATEST)}{advice}"
    )


@cache
def _names() -> tuple[str, ...]:
    # Some systems list their own clock's setting among the names.
    return tuple(sorted(zoneinfo.available_timezones() - {"localtime"}))


def _minutes(text: str) -> int | None:
    """Return how far ahead of UTC an offset is, however it is written; None: it is none."""
    found = _OFFSET.fullmatch(text.strip())
    if found is None:
        return None
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    minutes = minutes if found[1] == "+" else -minutes
    return minutes if EARLIEST <= minutes <= LATEST else None


def _offset(minutes: int) -> str:
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _meant(text: str, names: Sequence[str]) -> list[str]:
    """Return the zones that were probably meant by a name or a city."""
    # Abbreviations and Etc/GMT+3, which is behind UTC, are near to much that means another time.
    places = [name for name in names if "/" in name and not name.startswith("Etc/")]
    cities: dict[str, list[str]] = {}
    for name in places:
        cities.setdefault(name.rpartition("/")[2], []).append(name)
    text = text.strip().replace(" ", "_")
    city = text.rpartition("/")[2]
    for word, words, cutoff in (
        (text, names, 1.0),
        (city, list(cities), 1.0),
        (text, places, 0.8),
        (city, list(cities), 0.8),
    ):
        if (found := nearest(word, words, cutoff=cutoff)) is not None:
            return [found] if found in names else cities[found]
    return []
