"""Dates in words, from their bounds: with English months, or as ISO 8601 writes them."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from dateline.dates.civil import MONTHS
from dateline.errors import FrameError
from dateline.phrases import quoted

_SECOND = pd.Timedelta(1, "s")
_DAY = pd.Timedelta(1, "D")


class _Form(NamedTuple):
    """How dates are written, and whose clock their times are read from."""

    is_iso: bool
    zone: str


def when_in_words(events: pd.DataFrame, *, months: str = "english", zone: str = "UTC") -> list[str]:
    """Say in English when each event was, no more exactly than its bounds allow.

    Parameters
    ----------
    events : pandas.DataFrame
        The four bounds and the flags of `parse_dates`.
    months : {"english", "iso"}, default "english"
        ``26 May 2023``, or ``2023-05-26``.
    zone : str, default "UTC"
        What is written after a time. The bounds must be on that zone's clock already:
        nothing is converted here.

    Returns
    -------
    list of str
        One sentence part an event; "no date given" where all bounds are null.

    Raises
    ------
    FrameError
        `months` is neither "english" nor "iso".

    Examples
    --------
    >>> from dateline.dates import parse_dates
    >>> when_in_words(parse_dates(["2023-05-26", "2023/.."]))
    ['26 May 2023', 'began 2023, end open']
    >>> when_in_words(parse_dates(["2023-05-20/2023-05-26~"]))
    ['began 20 May 2023, ended 26 May 2023 (approximate)']
    >>> when_in_words(parse_dates(["2023-05-20/2023-05-26~"]), months="iso")
    ['began 2023-05-20, ended 2023-05-26 (approximate)']
    """
    form = _form(months, zone=zone)
    columns = ["start_min", "start_max", "end_min", "end_max"]
    flags = ["open_start", "open_end", "approximate", "uncertain"]
    return [
        _words(row[:4], open_ends=row[4:6], form=form)
        + _flags(approximate=row[6], uncertain=row[7])
        for row in events[columns + flags].itertuples(index=False, name=None)
    ]


def span_in_words(
    first: pd.Timestamp, last: pd.Timestamp, *, months: str = "english", zone: str = "UTC"
) -> str:
    """Say which half-open span lies between two instants.

    Parameters
    ----------
    first, last : pandas.Timestamp
        The span's first instant, and the first one after it.
    months, zone : str
        As for `when_in_words`.

    Raises
    ------
    FrameError
        `months` is neither "english" nor "iso".

    Examples
    --------
    >>> span_in_words(pd.Timestamp("2023-05-19"), pd.Timestamp("2023-05-27"))
    '19–26 May 2023'
    >>> span_in_words(pd.Timestamp("2023-05-19"), pd.Timestamp("2023-05-27"), months="iso")
    '2023-05-19 – 2023-05-26'
    >>> span_in_words(pd.Timestamp("2023-05-01"), pd.Timestamp("2023-06-01"))
    'May 2023'
    >>> span_in_words(pd.Timestamp("2023-05-26T14:00:00"), pd.Timestamp("2023-05-26T14:00:01"))
    '26 May 2023, 14:00:00 UTC'
    """
    return _span(first, last, form=_form(months, zone=zone))


def instant_in_words(instant: pd.Timestamp, *, months: str = "english", zone: str = "UTC") -> str:
    """Say which second an instant is.

    Parameters
    ----------
    instant : pandas.Timestamp
        On the clock of `zone`.
    months, zone : str
        As for `when_in_words`.

    Raises
    ------
    FrameError
        `months` is neither "english" nor "iso".

    Examples
    --------
    >>> instant_in_words(pd.Timestamp("2023-05-26T14:00:00"))
    '26 May 2023, 14:00:00 UTC'
    >>> instant_in_words(pd.Timestamp("2023-05-26T17:00:00"), months="iso", zone="Europe/Kyiv")
    '2023-05-26 17:00:00 Europe/Kyiv'
    """
    return _second(instant, form=_form(months, zone=zone))


def year_in_words(instant: pd.Timestamp, *, months: str = "english") -> str:
    """Say in which year an instant is.

    Parameters
    ----------
    instant : pandas.Timestamp
        Any instant of the year.
    months : {"english", "iso"}, default "english"
        EDTF's year 0 is 1 BCE to historians; "iso" leaves it as EDTF writes it.

    Raises
    ------
    FrameError
        `months` is neither "english" nor "iso".

    Examples
    --------
    >>> year_in_words(pd.Timestamp("2023-05-26"))
    '2023'
    """
    return _year(instant, form=_form(months, zone="UTC"))


def _form(months: str, *, zone: str) -> _Form:
    if months not in ("english", "iso"):
        raise FrameError(
            f'months is {quoted(str(months))}; allowed are "english", as in 26 May 2023, '
            'and "iso", as in 2023-05-26'
        )
    return _Form(months == "iso", zone)


def _words(bounds: tuple[pd.Timestamp, ...], *, open_ends: tuple[bool, ...], form: _Form) -> str:
    start_min, start_max, end_min, end_max = bounds
    if all(pd.isna(bound) for bound in bounds):
        return "no date given" if not any(open_ends) else "start and end open"
    if start_min == end_min and start_max == end_max:
        return _span(start_min, end_max, form=form)
    if pd.isna(start_min) and pd.isna(end_min) and not any(open_ends):
        return f"some time before {_limit(end_max, form=form)}"
    if pd.isna(start_max) and pd.isna(end_max) and not any(open_ends):
        return f"some time from {_limit(start_min, form=form)} on"
    start = _end("began", (start_min, start_max), is_open=open_ends[0], form=form)
    end = _end("ended", (end_min, end_max), is_open=open_ends[1], form=form)
    return f"{start}, {end}"


def _end(
    verb: str, bounds: tuple[pd.Timestamp, pd.Timestamp], *, is_open: bool, form: _Form
) -> str:
    noun = "start" if verb == "began" else "end"
    low, high = bounds
    if pd.isna(low) and pd.isna(high):
        return f"{noun} open" if is_open else f"{noun} not known"
    if pd.isna(low):
        return f"{verb} before {_limit(high, form=form)}"
    if pd.isna(high):
        return f"{noun} open" if is_open else f"{verb} not before {_limit(low, form=form)}"
    if low < high:
        return f"{verb} {_span(low, high, form=form)}"
    return f"{verb} {_limit(low, form=form)}"


def _flags(*, approximate: bool, uncertain: bool) -> str:
    words = [word for word, on in (("approximate", approximate), ("uncertain", uncertain)) if on]
    return f" ({', '.join(words)})" if words else ""


# -- spans -------------------------------------------------------------------------------------


def _span(first: pd.Timestamp, last: pd.Timestamp, *, form: _Form) -> str:
    if last - first <= _SECOND:
        return _second(first, form=form)
    if _midnight(first) and _midnight(last):
        return _days(first, last - _DAY, form=form)
    return f"{_second(first, form=form)} – {_second(last, form=form)}"


def _days(first: pd.Timestamp, last: pd.Timestamp, *, form: _Form) -> str:
    """Two days, both included; a whole month or whole years as such."""
    if first == last:
        return _day(first, form=form)
    whole_months = first.day == 1 and (last + _DAY).day == 1
    if whole_months and first.month == 1 and last.month == 12:
        years = dict.fromkeys((_year(first, form=form), _year(last, form=form)))
        return (" – " if form.is_iso else "–").join(years)
    if whole_months and (first.year, first.month) == (last.year, last.month):
        return _month(first, form=form)
    return f"{_first_day(first, last, form=form)}{_day(last, form=form)}"


def _first_day(first: pd.Timestamp, last: pd.Timestamp, *, form: _Form) -> str:
    """Return a span's first day and its dash; English leaves out what the last day repeats."""
    if form.is_iso or first.year != last.year:
        return f"{_day(first, form=form)} – "
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} – "
    return f"{first.day}–"


# -- one instant -------------------------------------------------------------------------------


def _limit(instant: pd.Timestamp, *, form: _Form) -> str:
    return _day(instant, form=form) if _midnight(instant) else _second(instant, form=form)


def _midnight(instant: pd.Timestamp) -> bool:
    return instant.hour == instant.minute == instant.second == 0


def _second(instant: pd.Timestamp, *, form: _Form) -> str:
    time = f"{instant.hour:02}:{instant.minute:02}:{instant.second:02}"
    return f"{_day(instant, form=form)}{' ' if form.is_iso else ', '}{time} {form.zone}"


def _day(instant: pd.Timestamp, *, form: _Form) -> str:
    month = _month(instant, form=form)
    return f"{month}-{instant.day:02}" if form.is_iso else f"{instant.day} {month}"


def _month(instant: pd.Timestamp, *, form: _Form) -> str:
    year = _year(instant, form=form)
    return f"{year}-{instant.month:02}" if form.is_iso else f"{MONTHS[instant.month - 1]} {year}"


def _year(instant: pd.Timestamp, *, form: _Form) -> str:
    if form.is_iso:
        return f"{'-' if instant.year < 0 else ''}{abs(instant.year):04}"
    return str(instant.year) if instant.year > 0 else f"{1 - instant.year} BCE"
