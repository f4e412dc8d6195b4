"""EDTF text → four bounds and flags, for one value or a whole column.

The modules, in the order in which a value passes them: ``column`` takes the column apart,
``fast`` reads plain days and timestamps all at once, ``parse`` (with ``grammar.lark``) reads
any other value, ``bounds`` (with ``digits``, ``clock`` and ``civil``) finds its bounds,
``advice`` (with ``habits`` and ``in_words``) explains one that cannot be read, ``frame``
puts all together.
"""

from __future__ import annotations

from typing import Literal

import pandas as pd

from dateline.dates.advice import explain, explain_instant, read, read_instant
from dateline.dates.column import column_of, read_column, require_sound
from dateline.dates.faults import Fault
from dateline.dates.frame import first_instants, frame_of
from dateline.dates.override import override

__all__ = ["diagnose", "diagnose_instant", "override_bounds", "parse_dates", "parse_instants"]


def parse_dates(values: object, *, errors: Literal["raise", "coerce"] = "raise") -> pd.DataFrame:
    """Read a column of EDTF dates as four bounds and flags.

    Parameters
    ----------
    values : Series, list or other column of str
        EDTF, level 0, 1 or 2. One text alone is a column of one value.
    errors : {"raise", "coerce"}, default "raise"
        What to do about a value that is not EDTF: raise an error about the first one, or
        leave its bounds null and say what is wrong in the column ``problem``.

    Returns
    -------
    pandas.DataFrame
        A row a value, with the index of `values` if that is a Series, else 0, 1, ….

        start_min, start_max, end_min, end_max
            datetime64[s], naive UTC, half-open: the event starts at or after ``start_min``
            and before ``start_max``; the first instant after it is later than ``end_min``
            and not later than ``end_max``. Null: no bound is known on that side.
        precision
            Ordered category: the smallest unit known to hold the date, from ``second`` to
            ``millennium``; of several dates the coarsest. Null: no date is given
            (``../..``) or it cannot be read.
        approximate, uncertain
            bool: ``~`` or ``%``, ``?`` or ``%`` anywhere in the value.
        open_start, open_end
            bool: the interval has no start or no end (``..``).
        offset
            str, ``±hh:mm`` as written; two ends with different ones as
            ``+03:00/+02:00``. Null: none is written.
        problem
            str: what is wrong and what to write instead. Null: nothing.

    Raises
    ------
    DateError
        A value is not EDTF and `errors` is ``"raise"``. It names the first such value, its
        row, what is wrong and what to write instead.
    TypeError
        `values` is not one column.

    Notes
    -----
    The format is the Library of Congress' *Extended Date/Time Format (EDTF) Specification*
    of 4 February 2019, a profile of ISO 8601-2:2019. Where that leaves a choice:

    - A date is somewhere inside its span: both its start and its end have the span's first
      instant as lower and the first instant after as upper bound. Nothing is certainly
      covered.
    - ``A/B`` takes its start bounds from A and its end bounds from B; neither bound may pass
      the other end's. An unknown start (``/B``) lies before B's end and an unknown end
      (``A/``) after A's start. An interval that certainly ends before it starts is wrong.
      Its ends may be timestamps, seasons and years of any size, too, and on or before
      (``..A/B``) or on or after (``A/B..``) a date, as in ISO 8601-2.
    - ``[a,b]``, one of a set, has the hull of what may be meant. With ``..`` first (last)
      it is one unknown date on or before (after) the one named: unbounded, not open.
    - ``{a,b}``, all of a set, starts in its earliest and ends in its latest member. With a
      gap between members nothing is certainly covered. ``{..b}`` starts at an unknown time,
      at the latest in b. Blanks beside the commas of a set are allowed, as in the draft of
      2012.
    - ``X`` stands for any digit: the bounds are the hull of all days that exist and match.
    - Seasons are the meteorological ones (WMO): three whole months, northern spring from
      March. Winter of a year (northern 28, southern summer 30) begins in its December. 21 to
      24 name no hemisphere and are read as northern.
    - ``1950S2`` has its bounds from the first to the last year with the same significant
      digits. ``Y`` is for years of more than four digits and for exponents.
    - A year beyond -9999 to 9999 is valid, but has null bounds and a `problem` that says it
      cannot be drawn, whatever `errors` is.
    - ``~`` and ``?`` set flags and move no bound.
    - A time without an offset is taken as UTC. Offsets are those in use, -12:00 to +14:00,
      and times have whole seconds. ``T24:00:00`` is the next day's first instant.

    Examples
    --------
    >>> dates = parse_dates(["2023-05-26", "2023-05/..", "2023-05-26T14:00:00+03:00"])
    >>> dates[["start_min", "end_max", "open_end"]]
                start_min             end_max  open_end
    0 2023-05-26 00:00:00 2023-05-27 00:00:00     False
    1 2023-05-01 00:00:00                 NaT      True
    2 2023-05-26 11:00:00 2023-05-26 11:00:01     False
    >>> parse_dates("26/05/2023")
    Traceback (most recent call last):
    dateline.errors.DateError: row 0: '26/05/2023' has the day first; write 2023-05-26
    """
    _require_known(errors)
    column = column_of(values)
    reading = read_column(column.values, read=read)
    if errors == "raise":
        hint = "lists every one in the column problem"
        require_sound(reading, column.labels, explain=explain, hint=hint)
    return frame_of(reading, column.labels)


def parse_instants(
    values: object, *, errors: Literal["raise", "coerce"] = "raise"
) -> pd.Series[pd.Timestamp]:
    """Read a column of plain days and timestamps as one instant each.

    Parameters
    ----------
    values : Series, list or other column of str
        ``YYYY-MM-DD`` or ``YYYY-MM-DDThh:mm:ss``, with ``Z`` or an offset or neither.
    errors : {"raise", "coerce"}, default "raise"
        What to do about any other value: raise an error, or return null.

    Returns
    -------
    pandas.Series
        datetime64[s], naive UTC, with the index and name of `values` if that is a Series:
        the day's first instant, or the second itself. Null: an empty or null value.

    Raises
    ------
    DateError
        A value is neither a day nor a timestamp and `errors` is ``"raise"``.
    TypeError
        `values` is not one column.

    Examples
    --------
    >>> parse_instants(["2023-05-26", "2023-05-26T14:00:00+03:00", ""]).tolist()
    [Timestamp('2023-05-26 00:00:00'), Timestamp('2023-05-26 11:00:00'), NaT]
    """
    _require_known(errors)
    column = column_of(values)
    reading = read_column(column.values, read=read_instant)
    if errors == "raise":
        require_sound(reading, column.labels, explain=explain_instant, hint="makes them null")
    return pd.Series(first_instants(reading), index=column.labels, name=column.name, copy=False)


def diagnose(value: object) -> tuple[str, str] | None:
    """Say why a value cannot be read as EDTF.

    Parameters
    ----------
    value : object
        One value; anything but text is wrong.

    Returns
    -------
    tuple of (str, str) or None
        What is wrong and what to write or do instead; None if the value can be read.

    Examples
    --------
    >>> diagnose("2023-02-30")[1]
    "write 2023-02-28 if the month's last day is meant, or 2023-02-XX if the day is not known"
    >>> diagnose("2023-02")
    """
    return _told(explain(value))


def diagnose_instant(value: object) -> tuple[str, str] | None:
    """Say why a value cannot be read by `parse_instants`.

    Parameters
    ----------
    value : object
        One value.

    Returns
    -------
    tuple of (str, str) or None
        What is wrong and what to write or do instead; None if the value can be read.

    Examples
    --------
    >>> diagnose_instant("2023-05")
    ('is not one instant; a bound is a day or a timestamp', 'write 2023-05-01 for its first day')
    """
    return _told(explain_instant(value))


def override_bounds(dates: pd.DataFrame, given: pd.DataFrame) -> pd.DataFrame:
    """Put bounds that a person wrote over those that the dates give.

    Parameters
    ----------
    dates : pandas.DataFrame
        As `parse_dates` returns it.
    given : pandas.DataFrame
        The same rows; any of ``start_min``, ``start_max``, ``end_min`` and ``end_max``, as
        instants or as text for `parse_instants`. An empty or null cell leaves the bound.

    Returns
    -------
    pandas.DataFrame
        `dates` with the bounds exchanged.

    Raises
    ------
    DateError
        A given bound is neither a day nor a timestamp.
    """
    return override(dates, given, read=parse_instants)


def _require_known(errors: str) -> None:
    if errors not in ("raise", "coerce"):
        raise ValueError(f'errors is {errors!r}; it is "raise" or "coerce"')


def _told(fault: Fault | None) -> tuple[str, str] | None:
    return (fault.problem, fault.fix) if fault else None
