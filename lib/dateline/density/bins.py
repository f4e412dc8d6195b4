"""Equal bins of a round width that cover a span of time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

import numpy as np
import pandas as pd

from dateline.phrases import counted

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_YEAR = 365 * _DAY
_ROUND = (
    *(1, 5, 15),
    *(minutes * _MINUTE for minutes in (1, 5, 15)),
    *(hours * _HOUR for hours in (1, 3, 6, 12)),
    *(days * _DAY for days in (1, 2, 7, 14, 28, 91)),
)
_MONDAY = 4 * _DAY
"""5 January 1970: every round width below a year divides or is made of the days since."""


class Bins(NamedTuple):
    """Equal spans of time, one after another.

    Attributes
    ----------
    first : pandas.Timestamp
        The first instant of the first bin.
    seconds : int
        How long a bin lasts.
    number : int
        How many bins there are.
    """

    first: pd.Timestamp
    seconds: int
    number: int

    def edges(self) -> np.ndarray:
        """Return the instants between which the bins lie, datetime64[s], one more than bins.

        Examples
        --------
        >>> Bins(pd.Timestamp("2023-05-22"), seconds=604800, number=1).edges().astype(str).tolist()
        ['2023-05-22T00:00:00', '2023-05-29T00:00:00']
        """
        return (_seconds(self.first) + self.seconds * np.arange(self.number + 1)).astype(
            "datetime64[s]"
        )

    @property
    def words(self) -> str:
        """How long a bin lasts, in English.

        Examples
        --------
        >>> Bins(pd.Timestamp("2023-05-22"), seconds=604800, number=1).words
        '7 days'
        """
        if self.seconds % _YEAR == 0:
            return f"{counted(self.seconds // _YEAR, 'year')} of 365 days"
        units = ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute"), (1, "second"))
        size, noun = next(unit for unit in units if self.seconds % unit[0] == 0)
        return counted(self.seconds // size, noun)

    def places(self, seconds: np.ndarray) -> np.ndarray:
        """Return in which bins instants lie, in seconds from 1970; -1: before, `number`: after.

        Examples
        --------
        >>> Bins(pd.Timestamp("1970-01-01"), seconds=60, number=2).places(np.array([-9, 60, 120]))
        array([-1, 1, 2])
        """
        first = _seconds(self.first)
        within = np.clip(seconds, first - 1, first + self.seconds * self.number)
        return (within - first) // self.seconds


def bins_for(first: pd.Timestamp, last: pd.Timestamp, *, most: int) -> Bins:
    """Return the narrowest bins of a round width that cover a span.

    Parameters
    ----------
    first, last : pandas.Timestamp
        The span, half-open, naive UTC, of any unit; `last` is not before `first`.
    most : int
        How many bins there are at most, 1 or more.

    Returns
    -------
    Bins
        1, 5 or 15 seconds or minutes, 1, 3, 6 or 12 hours, 1, 2, 7, 14, 28 or 91 days, or
        365 days times 1, 2 or 5, and these times 10, 100, …. A span without length has one.

    Raises
    ------
    ValueError
        `most` is less than 1.

    Notes
    -----
    Bins of less than a day have an edge at each midnight, bins of days begin at one, bins of
    weeks on a Monday: which bin an instant lies in is then the same for every span. Bins of
    365 days begin on 1 January of the year of `first`; as they leave out leap days, later
    ones begin some days before the new year. The outermost edges may lie up to one bin
    outside the span, so outside the years -9999 to 9999, too.

    Examples
    --------
    >>> bins = bins_for(pd.Timestamp("2023-05-20"), pd.Timestamp("2023-06-20"), most=10)
    >>> bins.words, bins.number, bins.first
    ('7 days', 6, Timestamp('2023-05-15 00:00:00'))
    """
    if most < 1:
        raise ValueError(f"most is {most}; at least one bin is needed to cover anything")
    begin, end = _seconds(first), _seconds(last)
    end += bool(last.to_datetime64() > np.datetime64(end, "s"))
    for width in _widths():
        start = _aligned(begin, width)
        number = max(1, -((start - end) // width))
        if number <= most:
            break
    return Bins(pd.Timestamp(np.datetime64(start, "s")), width, number)


def _widths() -> Iterator[int]:
    yield from _ROUND
    for power in count():
        yield from (digit * 10**power * _YEAR for digit in (1, 2, 5))


def _aligned(second: int, width: int) -> int:
    """Return where the bin of this width that holds a second begins."""
    if width < _YEAR:
        return second - (second - _MONDAY) % width
    new_year = np.datetime64(second, "s").astype("datetime64[Y]")
    return int(new_year.astype("datetime64[s]").astype(np.int64))


def _seconds(instant: pd.Timestamp) -> int:
    """Return the last whole second up to an instant, counted from 1970."""
    return int(instant.to_datetime64().astype("datetime64[s]").astype(np.int64))
