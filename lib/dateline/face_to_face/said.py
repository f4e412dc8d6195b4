"""When something was first said: bounds of each mention, and of the first of several."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from dateline.face_to_face.lags import When
from dateline.style import Look
from dateline.wording import instant_in_words, span_in_words
from dateline.zones import in_zone

SAID = ("said_min", "said_max")
PUBLISHED = ("published_min", "published_max")
_DAY = pd.Timedelta(1, "D")


class First(NamedTuple):
    """When something was first said: ``when`` in UTC, ``words`` on the clock of the look.

    ``words`` follow the word "said"; they are empty where nothing is known. ``by_source`` tells
    that the latest bound is that of a source's publication.
    """

    when: When
    words: str
    by_source: bool


class Bounds(NamedTuple):
    """Between which instants each mention was said (NaT: no bound), and whether a source says."""

    low: np.ndarray
    high: np.ndarray
    by_source: np.ndarray


class Clocks(NamedTuple):
    """The same mentions' bounds in UTC and as the look's zone shows them."""

    utc: Bounds
    local: Bounds
    look: Look


NEVER = First(When(None, None), "", by_source=False)


def clocks_of(mentions: pd.DataFrame, *, sources: pd.DataFrame, look: Look) -> Clocks:
    """Return when each mention was said: at the latest when its source was out.

    Parameters
    ----------
    mentions, sources : pandas.DataFrame
        Typed frames, as a `Case` has them.
    look : Look
        Its zone and its way to write months.
    """
    utc, local = (_bounds(mentions, sources=sources, zone=zone) for zone in ("UTC", look.zone))
    return Clocks(utc, local, look)


def _bounds(mentions: pd.DataFrame, *, sources: pd.DataFrame, zone: str) -> Bounds:
    said = in_zone(mentions, zone=zone, bounds=SAID)
    published = in_zone(sources, zone=zone, bounds=PUBLISHED)
    ends = published.set_index("source_id")["published_max"].reindex(said["source_id"])
    columns = (said[SAID[0]], said[SAID[1]], ends)
    low, high, out = (column.to_numpy("datetime64[s]") for column in columns)
    # A source that was out before the words were said does not bound them: the table is wrong.
    by_source = (np.isnat(high) & ~np.isnat(out) | (out < high)) & ~(out <= low)
    return Bounds(low, np.where(by_source, out, high), by_source)


def first_of(clocks: Clocks, *, every: np.ndarray, innermost: np.ndarray) -> First:
    """Return when the first of some mentions was said.

    Parameters
    ----------
    clocks : Clocks
        When each mention was said.
    every : numpy.ndarray
        Rows of the mentions that count; none: nothing is known.
    innermost : numpy.ndarray
        Those of them that can have been the first, for they relay no other of them; none:
        somebody said it before all of them, and nobody knows when.
    """
    if not len(every):
        return NEVER
    low, high, by_source = _first(clocks.utc, every, innermost)
    words = _words(*_first(clocks.local, every, innermost)[:2], look=clocks.look)
    return First(When(_seconds(low), _seconds(high)), words, by_source)


def _first(
    bounds: Bounds, every: np.ndarray, innermost: np.ndarray
) -> tuple[np.datetime64, np.datetime64, bool]:
    nothing = np.datetime64("NaT", "s")
    highs = bounds.high[every]
    known = ~np.isnat(highs)
    high = highs[known].min() if known.any() else nothing
    by_source = bool(bounds.by_source[every][highs == high].all()) and bool(known.any())
    # The least of instants is NaT as soon as one of them is.
    low = bounds.low[innermost].min() if len(innermost) else nothing
    if low >= high:  # Who relays spoke earlier than who is relayed: the table is wrong.
        low = bounds.low[every].min()
    return low, high, by_source


def _seconds(instant: np.datetime64) -> int | None:
    return None if np.isnat(instant) else int(instant.astype(np.int64))


def _words(low: np.datetime64, high: np.datetime64, *, look: Look) -> str:
    words = {"months": look.months, "zone": look.zone}
    first, last = pd.Timestamp(low), pd.Timestamp(high)
    if pd.isna(last) and pd.isna(first):
        return ""
    if pd.isna(last):
        is_day = first == first.floor("D")
        return "on or after " + (
            span_in_words(first, first + _DAY, **words)
            if is_day
            else instant_in_words(first, **words)
        )
    if pd.notna(first):
        return span_in_words(first, last, **words)
    if last == last.floor("D"):
        return f"on or before {span_in_words(last - _DAY, last, **words)}"
    return f"before {instant_in_words(last, **words)}"
