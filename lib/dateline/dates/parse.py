"""EDTF text → what it says, by the grammar in ``grammar.lark``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple, TypeAlias

from lark import Lark, Token, Transformer, UnexpectedInput, v_args

from dateline.dates.faults import Fault

LONGEST = 10_000
"""The most characters of one value; a set of a thousand dates has about as many."""

MARKS = "?~%"
"""Uncertain, approximate, and both."""


class Calendar(NamedTuple):
    """A year, month or day, its digits as written; the parts it has not are empty."""

    year: str
    month: str
    day: str
    marks: str


class Year(NamedTuple):
    """A year alone, long, exponential or of so many significant digits."""

    digits: str
    exponent: str
    significant: str
    marks: str


class Timestamp(NamedTuple):
    """A time of a day, ``Thh:mm:ss``, with its offset, empty if none is given."""

    date: Calendar | Year
    clock: str
    zone: str


class Open(NamedTuple):
    """An open end."""


class Range(NamedTuple):
    """Some or all of the dates from one to another; None is no limit on that side."""

    first: Calendar | Year | None
    last: Calendar | Year | None


class Interval(NamedTuple):
    """Two ends; None is an unknown end."""

    start: Calendar | Year | Timestamp | Range | Open | None
    end: Calendar | Year | Timestamp | Range | Open | None


class Members(NamedTuple):
    """A set of dates, one or all of which are meant."""

    every: bool
    members: tuple[Calendar | Year | Range, ...]


Date: TypeAlias = Calendar | Year
Moment: TypeAlias = Calendar | Year | Timestamp
Limit: TypeAlias = Moment | Range | Open
Value: TypeAlias = Moment | Interval | Members


def parse(text: str) -> Value:
    """Return what a value says.

    Raises
    ------
    Fault
        The text has not the form of an EDTF value.
    """
    if len(text) > LONGEST:
        raise Fault(
            f"has {len(text):,} characters; a date has at most {LONGEST:,}",
            advice="write a date such as 2023-05-26",
        )
    try:
        value: Value = _parser().parse(text)  # type: ignore[assignment]
    except UnexpectedInput as error:
        raise Fault(_misread(text, error.pos_in_stream)) from None
    return value


def _misread(text: str, position: int | None) -> str:
    """Say where a text stops to be EDTF."""
    if position is None or not 0 <= position < len(text):
        return "breaks off before the date is complete"
    return f"is not an EDTF date: {text[position]!r} at character {position + 1} does not belong"


@cache
def _parser() -> Lark:
    grammar = files(__package__).joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", transformer=_Values(), maybe_placeholders=True)


@v_args(inline=True)
class _Values(Transformer[Token, Value]):
    """One method a rule of the grammar; an optional part that is missing arrives as None."""

    def calendar(self, year: str, month: str | None, day: str | None) -> Calendar:
        written = f"{year}{month or ''}{day or ''}"
        return Calendar(
            year.strip(MARKS),
            (month or "").strip(MARKS + "-"),
            (day or "").strip(MARKS + "-"),
            "".join(sign for sign in written if sign in MARKS),
        )

    def long_year(
        self,
        before: str | None,
        digits: str,
        exponent: str | None,
        significant: str | None,
        after: str | None,
    ) -> Year:
        marks = (before or "") + (after or "")
        return Year(str(digits), (exponent or "")[1:], (significant or "")[1:], marks)

    def significant(self, counted: str) -> Year:
        digits, _, significant = counted.strip(MARKS).partition("S")
        return Year(digits, "", significant, "".join(sign for sign in counted if sign in MARKS))

    def timestamp(self, date: Date, clock: str, zone: str | None) -> Timestamp:
        return Timestamp(date, str(clock), str(zone or ""))

    def open(self) -> Open:
        return Open()

    def interval(self, start: Limit, end: Limit) -> Interval:
        return Interval(start, end)

    def unknown_start(self, end: Limit) -> Interval:
        return Interval(None, end)

    def unknown_end(self, start: Limit) -> Interval:
        return Interval(start, None)

    def range(self, first: Date, last: Date) -> Range:
        return Range(first, last)

    def earlier(self, last: Date) -> Range:
        return Range(None, last)

    def later(self, first: Date) -> Range:
        return Range(first, None)

    def one_of(self, *members: Date | Range) -> Members:
        return Members(every=False, members=members)

    def all_of(self, *members: Date | Range) -> Members:
        return Members(every=True, members=members)
