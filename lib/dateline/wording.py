"""Dates in English words, from their bounds."""

from __future__ import annotations

import pandas as pd

from dateline.dates.civil import MONTHS

_SECOND = pd.Timedelta(1, "s")
_DAY = pd.Timedelta(1, "D")


def when_in_words(events: pd.DataFrame) -> list[str]:
    """Say in English when each event was, no more exactly than its bounds allow.

    Parameters
    ----------
    events : pandas.DataFrame
        The four bounds and the flags of `parse_dates`.

    Returns
    -------
    list of str
        One sentence part an event; "no date given" where all bounds are null.

    Examples
    --------
    >>> from dateline.dates import parse_dates
    >>> when_in_words(parse_dates(["2023-05-26", "2023/.."]))
    ['26 May 2023', 'began 2023, end open']
    >>> when_in_words(parse_dates(["2023-05-20/2023-05-26~"]))
    ['began 20 May 2023, ended 26 May 2023 (approximate)']
    """
    columns = ["start_min", "start_max", "end_min", "end_max"]
    flags = ["open_start", "open_end", "approximate", "uncertain"]
    return [
        _words(row[:4], open_ends=row[4:6]) + _flags(approximate=row[6], uncertain=row[7])
        for row in events[columns + flags].itertuples(index=False, name=None)
    ]


def span_in_words(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """Say in English which half-open span lies between two instants.

    Examples
    --------
    >>> span_in_words(pd.Timestamp("2023-05-19"), pd.Timestamp("2023-05-27"))
    '19–26 May 2023'
    >>> span_in_words(pd.Timestamp("2023-05-01"), pd.Timestamp("2023-06-01"))
    'May 2023'
    >>> span_in_words(pd.Timestamp("2023-05-26T14:00:00"), pd.Timestamp("2023-05-26T14:00:01"))
    '26 May 2023, 14:00:00 UTC'
    """
    if last - first <= _SECOND:
        return instant_in_words(first)
    if _midnight(first) and _midnight(last):
        return _days(first, last - _DAY)
    return f"{instant_in_words(first)} – {instant_in_words(last)}"


def instant_in_words(instant: pd.Timestamp) -> str:
    """Say in English which second an instant is.

    Examples
    --------
    >>> instant_in_words(pd.Timestamp("2023-05-26T14:00:00"))
    '26 May 2023, 14:00:00 UTC'
    """
    time = f"{instant.hour:02}:{instant.minute:02}:{instant.second:02}"
    return f"{_day(instant)}, {time} UTC"


def year_in_words(instant: pd.Timestamp) -> str:
    """Say in English in which year an instant is; EDTF's year 0 is 1 BCE to historians.

    Examples
    --------
    >>> year_in_words(pd.Timestamp("2023-05-26"))
    '2023'
    """
    return str(instant.year) if instant.year > 0 else f"{1 - instant.year} BCE"


def _words(bounds: tuple[pd.Timestamp, ...], *, open_ends: tuple[bool, ...]) -> str:
    start_min, start_max, end_min, end_max = bounds
    if all(pd.isna(bound) for bound in bounds):
        return "no date given" if not any(open_ends) else "start and end open"
    if start_min == end_min and start_max == end_max:
        return span_in_words(start_min, end_max)
    if pd.isna(start_min) and pd.isna(end_min) and not any(open_ends):
        return f"some time before {_limit(end_max)}"
    if pd.isna(start_max) and pd.isna(end_max) and not any(open_ends):
        return f"some time from {_limit(start_min)} on"
    start = _end("began", start_min, start_max, is_open=open_ends[0])
    end = _end("ended", end_min, end_max, is_open=open_ends[1])
    return f"{start}, {end}"


def _end(verb: str, low: pd.Timestamp, high: pd.Timestamp, *, is_open: bool) -> str:
    noun = "start" if verb == "began" else "end"
    if pd.isna(low) and pd.isna(high):
        return f"{noun} open" if is_open else f"{noun} not known"
    if pd.isna(low):
        return f"{verb} before {_limit(high)}"
    if pd.isna(high):
        return f"{noun} open" if is_open else f"{verb} not before {_limit(low)}"
    return f"{verb} {span_in_words(low, high)}" if low < high else f"{verb} {_limit(low)}"


def _limit(instant: pd.Timestamp) -> str:
    return _day(instant) if _midnight(instant) else instant_in_words(instant)


def _flags(*, approximate: bool, uncertain: bool) -> str:
    words = [word for word, on in (("approximate", approximate), ("uncertain", uncertain)) if on]
    return f" ({', '.join(words)})" if words else ""


def _midnight(instant: pd.Timestamp) -> bool:
    return instant.hour == instant.minute == instant.second == 0


def _day(instant: pd.Timestamp) -> str:
    return f"{instant.day} {_month(instant)}"


def _month(instant: pd.Timestamp) -> str:
    return f"{MONTHS[instant.month - 1]} {year_in_words(instant)}"


def _days(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """Two days, both included, with what they share said once."""
    if first == last:
        return _day(first)
    whole_months = first.day == 1 and (last + _DAY).day == 1
    if whole_months and first.month == 1 and last.month == 12:
        return (
            year_in_words(first)
            if first.year == last.year
            else f"{year_in_words(first)}–{year_in_words(last)}"
        )
    if whole_months and (first.year, first.month) == (last.year, last.month):
        return _month(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {_day(last)}"
    return f"{_day(first)} – {_day(last)}"
