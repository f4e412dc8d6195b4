"""On which days a source was certainly out, and so what was known."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from dateline.case import Case
from dateline.index import Index
from dateline.marks import iso
from dateline.wording import instant_in_words, span_in_words

_DAY, _SECOND = pd.Timedelta(1, "D"), pd.Timedelta(1, "s")


class Dates(NamedTuple):
    """When sources appeared.

    Attributes
    ----------
    options : list of (str, str)
        What stands in an address for a date by whose end a source was certainly out, and the
        date in words; in order.
    steps : list of int
        For each mention, the place of the first such date; ``len(options)``: not before all.
    """

    options: list[tuple[str, str]]
    steps: list[int]


def dates_of(case: Case, index: Index) -> Dates:
    """Return the dates between which a reader can step."""
    published = case.sources.set_index("source_id")["published_max"]
    known_from = published.reindex(index.mentions["source_id"])
    every = pd.Series(known_from.dropna().unique(), dtype="datetime64[s]").sort_values()
    steps = pd.Series(every.searchsorted(known_from), index=known_from.index)
    steps = steps.where(known_from.notna(), len(every))
    return Dates([_named(end) for end in every], [int(step) for step in steps])


def _named(end: pd.Timestamp) -> tuple[str, str]:
    """Name the day at whose end a source was out, or the second where that is known."""
    [last] = iso(pd.Series([end - _SECOND]))
    if end == end.normalize():
        return last.split("T", maxsplit=1)[0], span_in_words(end - _DAY, end)
    return last, instant_in_words(end - _SECOND)
