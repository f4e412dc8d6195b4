"""What a value says → the four bounds of the time it names, in seconds from 1970, UTC."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from math import inf
from typing import NamedTuple

from dateline.dates.clock import clock_seconds, offset_text, zone_seconds
from dateline.dates.digits import Span, calendar_span, year_span
from dateline.dates.faults import Fault, OrderFault
from dateline.dates.parse import (
    Date,
    Interval,
    Limit,
    Members,
    Moment,
    Open,
    Range,
    Timestamp,
    Value,
    Year,
)

PRECISIONS = (
    "second",
    "day",
    "month",
    "quarter",
    "season",
    "quadrimester",
    "half-year",
    "year",
    "decade",
    "century",
    "millennium",
)
"""The units that can hold a date, the finest first."""


class Bounds(NamedTuple):
    """Four bounds, None where none is known, and what else a value says."""

    start_min: int | None = None
    start_max: int | None = None
    end_min: int | None = None
    end_max: int | None = None
    precision: int | None = None
    """The place in `PRECISIONS`; None where no date is given at all."""
    marks: str = ""
    offset: str = ""
    open_start: bool = False
    open_end: bool = False
    far: bool = False
    """Whether a year lies beyond those that are drawn."""


def bounds_of(value: Value) -> Bounds:
    """Return the bounds of a value.

    Raises
    ------
    Fault
        A part of the value does not exist, or it ends before it starts.
    """
    if isinstance(value, Interval):
        return _interval(value)
    if isinstance(value, Members):
        return _all_of(value) if value.every else _one_of(value)
    return _moment(value)


def _moment(moment: Moment) -> Bounds:
    if isinstance(moment, Timestamp):
        return _timestamp(moment)
    span = year_span(moment) if isinstance(moment, Year) else calendar_span(moment)
    return _somewhere_in(span)._replace(marks=moment.marks)


def _somewhere_in(span: Span) -> Bounds:
    """Both ends of what has this date lie in its span: nothing is certainly covered."""
    return Bounds(
        start_min=span.first,
        start_max=span.after,
        end_min=span.first,
        end_max=span.after,
        precision=PRECISIONS.index(span.unit),
        far=span.far,
    )


def _timestamp(moment: Timestamp) -> Bounds:
    date = moment.date
    if isinstance(date, Year) or not date.day or date.marks or "X" in "".join(date[:3]):
        raise Fault(
            "has a time of day, but not after a plain day",
            advice="write a day and a time with nothing else, as in 2023-05-26T14:00:00, "
            "or leave the time out",
        )
    midnight = calendar_span(date).first
    first = midnight + clock_seconds(moment.clock) - zone_seconds(moment.zone)
    bounds = _somewhere_in(Span(first, first + 1, "second"))
    return bounds._replace(offset=offset_text(moment.zone))


def _interval(value: Interval) -> Bounds:
    """Take the start bounds from the first end and the end bounds from the second.

    It starts before it ends, so neither of the inner bounds passes the other end.
    """
    start, end = _limit(value.start), _limit(value.end)
    if _certainly_before(end, start):
        raise OrderFault("ends before it starts")
    open_start, open_end = isinstance(value.start, Open), isinstance(value.end, Open)
    offsets = dict.fromkeys(offset for offset in (start.offset, end.offset) if offset)
    return _flags((start, end))._replace(
        start_min=start.start_min,
        start_max=None if open_start else _earlier(start.start_max, end.end_max),
        end_min=None if open_end else _later(end.end_min, start.start_min),
        end_max=end.end_max,
        offset="/".join(offsets),
        open_start=open_start,
        open_end=open_end,
    )


def _limit(end: Limit | None) -> Bounds:
    if end is None or isinstance(end, Open):
        return Bounds()
    return _choice(end) if isinstance(end, Range) else _moment(end)


def _one_of(value: Members) -> Bounds:
    """Return the hull of every date that may be the one."""
    members = [_choice(member) for member in value.members]
    return _flags(members)._replace(
        start_min=_least(member.start_min for member in members),
        start_max=_greatest(member.start_max for member in members),
        end_min=_least(member.end_min for member in members),
        end_max=_greatest(member.end_max for member in members),
    )


def _choice(member: Moment | Range) -> Bounds:
    """Any one date of a range: no limit on a side leaves both ends unbounded there."""
    if not isinstance(member, Range):
        return _moment(member)
    first, last = _ends(member)
    return _flags((first, last))._replace(
        start_min=first.start_min,
        start_max=last.start_max,
        end_min=first.end_min,
        end_max=last.end_max,
    )


def _all_of(value: Members) -> Bounds:
    """From the start of the earliest member to the end of the latest.

    What the members cover together is certain only if no gap can lie between them; otherwise
    the lower bound on the end is lowered, which is always true, until no core is left.
    """
    members = [_stretch(member) for member in value.members]
    start_max = _earlier(*(member.start_max for member in members))
    end_min = _later(*(member.end_min for member in members))
    gapless = _touch(members) and not any(map(_vague, value.members))
    return _flags(members)._replace(
        start_min=_least(member.start_min for member in members),
        start_max=start_max,
        end_min=end_min if gapless else _earlier(end_min, start_max),
        end_max=_greatest(member.end_max for member in members),
    )


def _stretch(member: Date | Range) -> Bounds:
    """All dates of a range: it starts in the first and ends in the last."""
    if not isinstance(member, Range):
        return _moment(member)
    first, last = _ends(member)
    return _flags((first, last))._replace(
        start_min=first.start_min,
        start_max=last.start_max if member.first is None else first.start_max,
        end_min=first.end_min if member.last is None else last.end_min,
        end_max=last.end_max,
    )


def _ends(member: Range) -> tuple[Bounds, Bounds]:
    first, last = _limit(member.first), _limit(member.last)
    if _certainly_before(last, first):
        raise OrderFault("has a range that ends before it starts")
    return first, last


def _touch(members: list[Bounds]) -> bool:
    """Tell whether the members, one after another, leave no gap."""
    spans = sorted(
        (
            -inf if member.start_min is None else member.start_min,
            inf if member.end_max is None else member.end_max,
        )
        for member in members
    )
    reach = accumulate((after for _, after in spans), max)
    return all(first <= before for (first, _), before in zip(spans[1:], reach, strict=False))


def _vague(member: Date | Range | None) -> bool:
    """Tell whether a member is one of several dates, so that its span may not be filled."""
    if isinstance(member, Range):
        return _vague(member.first) or _vague(member.last)
    if isinstance(member, Year):
        return bool(member.significant)
    return member is not None and "X" in "".join(member[:3])


def _certainly_before(end: Bounds, start: Bounds) -> bool:
    return (
        end.end_max is not None and start.start_min is not None and end.end_max <= start.start_min
    )


def _flags(parts: Sequence[Bounds]) -> Bounds:
    """Return what the parts say together besides bounds; the coarsest precision counts."""
    known = [part.precision for part in parts if part.precision is not None]
    return Bounds(
        precision=max(known, default=None),
        marks="".join(part.marks for part in parts),
        far=any(part.far for part in parts),
    )


def _least(bounds: Iterable[int | None]) -> int | None:
    """Return the least bound, None (no bound) if one of them is not known."""
    every = tuple(bounds)
    return None if None in every else _earlier(*every)


def _greatest(bounds: Iterable[int | None]) -> int | None:
    """Return the greatest bound, None (no bound) if one of them is not known."""
    every = tuple(bounds)
    return None if None in every else _later(*every)


def _earlier(*bounds: int | None) -> int | None:
    """Return the earlier of those that are known."""
    return min((bound for bound in bounds if bound is not None), default=None)


def _later(*bounds: int | None) -> int | None:
    """Return the later of those that are known."""
    return max((bound for bound in bounds if bound is not None), default=None)
