"""How long after a claim its answer was said: in bounds, for neither date may be exact."""

from __future__ import annotations

from typing import NamedTuple

from dateline.phrases import counted

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_YEAR = 31_556_952
"""Seconds of a mean Gregorian year, 365.2425 days."""
_UNITS = ((3 * _YEAR, _YEAR, "year"), (2 * _DAY, _DAY, "day"), (2 * _HOUR, _HOUR, "hour"),
          (2 * _MINUTE, _MINUTE, "minute"))  # fmt: skip
"""From so many seconds on, a lag is told in this unit."""


class When(NamedTuple):
    """A whole second somewhere from ``low`` on and before ``high``; None: no bound is known."""

    low: int | None
    high: int | None


class Order(NamedTuple):
    """What is certain of two sayings whatever their dates: who relays another speaks after it."""

    not_earlier: bool = False
    not_later: bool = False


class Lag(NamedTuple):
    """The least and the greatest number of seconds from a claim to its answer; None: no bound.

    Both are reached by seconds that the bounds of claim and answer allow.
    """

    low: int | None
    high: int | None


ANY = Order()


def lag_between(claim: When, answer: When, *, order: Order = ANY) -> Lag:
    """Return how many seconds after the claim its answer was said, at least and at most.

    Parameters
    ----------
    claim, answer : When
        When each was first said.
    order : Order, optional
        What else is certain. Where the dates exclude it they are believed.

    Examples
    --------
    >>> lag_between(When(0, 10), When(20, 30))
    Lag(low=11, high=29)
    >>> lag_between(When(0, 10), When(None, 30), order=Order(not_earlier=True))
    Lag(low=0, high=29)
    """
    low = None if answer.low is None or claim.high is None else answer.low - (claim.high - 1)
    high = None if answer.high is None or claim.low is None else answer.high - 1 - claim.low
    if order.not_earlier and (high is None or high >= 0):
        low = max(low or 0, 0)
    if order.not_later and (low is None or low <= 0):
        high = min(high or 0, 0)
    return Lag(low, high)


def lag_in_words(claim: When, answer: When, *, order: Order = ANY) -> str:
    """Say how long after the claim its answer was said, rounded so that it stays true.

    Parameters
    ----------
    claim, answer, order
        As for `lag_between`.

    Notes
    -----
    Where dates are days, so is the lag: two days that follow one another are 0 to 2 days apart,
    for nobody knows the hours.

    Examples
    --------
    >>> day = 86_400
    >>> lag_in_words(When(0, day), When(day, 2 * day))
    '0 to 2 days later'
    >>> lag_in_words(When(0, day), When(None, 2 * day))
    'at most 2 days later, or earlier'
    >>> lag_in_words(When(0, 2 * day), When(day, 4 * day))
    'between 1 day earlier and 4 days later'
    >>> lag_in_words(When(None, None), When(None, None))
    'not known: nobody dates either'
    """
    low, high = lag = lag_between(claim, answer, order=order)
    if low is None and high is None:
        return f"not known: {_why(claim, answer)}"
    if low == high:
        return _exactly(low or 0)
    size, unit = _unit(lag)
    if high is None:
        return _from(low or 0, size, unit)
    if low is None:
        return _up_to(high, size, unit)
    return _between(low // size, -(-high // size), unit)


def _why(claim: When, answer: When) -> str:
    """Say why a lag has no bound."""
    nothing = When(None, None)
    if claim == answer == nothing:
        return "nobody dates either"
    if claim == nothing:
        return "nobody dates the claim"
    if answer == nothing:
        return "nobody dates the answer"
    return f"only the {'earliest' if claim.high is None else 'latest'} dates of both are known"


def _exactly(seconds: int) -> str:
    if seconds == 0:
        return "in the same second"
    sizes = ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute"), (1, "second"))
    size, unit = next(it for it in sizes if seconds % it[0] == 0)
    return f"{counted(abs(seconds) // size, unit)} {'later' if seconds > 0 else 'earlier'}"


def _between(first: int, last: int, unit: str) -> str:
    if first >= 0:
        return f"{first:,} to {counted(last, unit)} later"
    if last <= 0:
        return f"{-last:,} to {counted(-first, unit)} earlier"
    return f"between {counted(-first, unit)} earlier and {counted(last, unit)} later"


def _from(low: int, size: int, unit: str) -> str:
    first = low // size
    if low == 0:
        return "not earlier; nobody says how much later"
    if first == 0:
        return "later; nobody says how much"
    if first > 0:
        return f"at least {counted(first, unit)} later"
    return f"at most {counted(-first, unit)} earlier, or later"


def _up_to(high: int, size: int, unit: str) -> str:
    last = -(-high // size)
    if high == 0:
        return "not later; nobody says how much earlier"
    if last == 0:
        return "earlier; nobody says how much"
    if last < 0:
        return f"at least {counted(-last, unit)} earlier"
    return f"at most {counted(last, unit)} later, or earlier"


def _unit(lag: Lag) -> tuple[int, str]:
    """Return the unit of a lag: days where its bounds are those of days, else the coarsest."""
    low, high = lag
    longest = max(abs(low or 0), abs(high or 0))
    is_whole = not any((low and (low - 1) % _DAY, high and (high + 1) % _DAY))
    if is_whole and longest < _UNITS[0][0]:
        return _DAY, "day"
    found = ((size, unit) for least, size, unit in _UNITS if longest >= least)
    return next(found, (1, "second"))
