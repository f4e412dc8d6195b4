"""The slider: what a reader knew on each day on which a source was published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from dateline import style
from dateline.case import Case
from dateline.marks import Trace, heights
from dateline.style import Look
from dateline.timeline.shown import Shown
from dateline.wording import instant_in_words, span_in_words
from dateline.zones import in_zone

_MOST = 24
_BYTES = 1_350_000
"""What a figure may take in JSON, about; one of many events has fewer steps."""
_POINT, _HEIGHT, _CARD = 40, 8, 320
"""Bytes that a point takes, its height at each further step, and a card, if it is a short one."""
_DAY = pd.Timedelta(1, "D")
_ALL = "all that is coded"


class Steps(NamedTuple):
    """The stops of a slider; the last one shows all that is coded.

    Attributes
    ----------
    labels : list of str
        What each step is called.
    told : pandas.DataFrame
        A row an event and step at which its mentions change: ``event_id``, ``since`` and
        ``until`` (int, the first step at which the row holds and the first at which it no
        longer does).
    mentions : pandas.Series
        By index of the mentions, the step from which a mention is known.
    """

    labels: list[str]
    told: pd.DataFrame
    mentions: pd.Series


def steps(shown: Shown, case: Case | None, *, points: int) -> Steps | None:
    """Return the steps of a figure, or None where there are not two dates to step between.

    Parameters
    ----------
    shown : Shown
        What the figure shows.
    case : Case or None
        Where the sources are.
    points : int
        How many positions the figure holds.
    """
    if case is None or shown.mentions is None or points * (_POINT + 3 * _HEIGHT) > _BYTES:
        return None
    about = shown.mentions[shown.mentions["event_id"].isin(shown.events["event_id"])]
    published = case.sources.set_index("source_id")["published_max"]
    known_from = about["source_id"].map(published)
    every = pd.Series(known_from.dropna().unique()).sort_values(ignore_index=True)
    for most in range(min(_MOST, len(every)), 1, -1):
        dates = every.iloc[np.linspace(0, len(every) - 1, most).astype(int)]
        # A date that is not null has its place among these; null comes with all that is coded.
        step = pd.Series(dates.searchsorted(known_from), index=about.index)
        step = step.where(known_from.notna(), most)
        told = _told(shown.events["event_id"], about.assign(since=step), last=most)
        heights = (most + 1) * (points + len(told))
        if points * _POINT + heights * _HEIGHT + len(told) * _CARD <= _BYTES:
            return Steps([*_labels(dates, case.sources, shown.look), _ALL], told, step)
    return None


def known_at(steps: Steps, shown: Shown) -> Iterator[tuple[pd.DataFrame, Shown]]:
    """Yield the rows of ``steps.told`` that begin at a step, with what was known at it."""
    for since, rows in steps.told.groupby("since"):
        known = steps.mentions.index[steps.mentions <= since]
        mentions = None if shown.mentions is None else shown.mentions.loc[known]
        yield rows, replace(shown, mentions=mentions)


def slider(steps: Steps, *, traces: list[Trace], shown: list[np.ndarray]) -> dict[str, Any]:
    """Return the slider of a layout.

    Parameters
    ----------
    steps : Steps
        Where it stops.
    traces : list of dict
        The figure's first traces, with ``rows``.
    shown : list of numpy.ndarray of bool
        For each step, which rows are shown.

    Returns
    -------
    dict
        Each stop sets the heights of all marks anew. Traces' visibility stays as it is, for
        that belongs to the legend.
    """
    stops = []
    for label, is_shown in zip(steps.labels, shown, strict=True):
        args = [{"y": [heights(trace, is_shown) for trace in traces]}, list(range(len(traces)))]
        stops.append({"label": label, "method": "restyle", "args": args})
    return style.slider(stops, says="Known")


def _told(ids: pd.Series, about: pd.DataFrame, *, last: int) -> pd.DataFrame:
    """List at which steps what is told of each event changes; an event untold comes last."""
    changes = about[["event_id", "since"]].drop_duplicates()
    silent = pd.DataFrame({"event_id": ids[~ids.isin(changes["event_id"])], "since": last})
    changes = pd.concat([changes, silent], ignore_index=True)
    changes = changes.sort_values(["event_id", "since"], kind="stable", ignore_index=True)
    until = changes.groupby("event_id")["since"].shift(-1)
    return changes.assign(until=until.fillna(last + 1).astype(int))


def _labels(dates: pd.Series, sources: pd.DataFrame, look: Look) -> list[str]:
    """Name dates on the clock of the look; that sources came out in UTC's order stays so."""
    on_clock = in_zone(sources, zone=look.zone, bounds=("published_min", "published_max"))
    shown = on_clock["published_max"].groupby(sources["published_max"]).min()
    return [_published(shown[date], look) for date in dates]


def _published(end: pd.Timestamp, look: Look) -> str:
    """Name the day at whose end a source was certainly out."""
    if end == end.normalize():
        return f"by {span_in_words(end - _DAY, end, months=look.months, zone=look.zone)}"
    return f"by {instant_in_words(end, months=look.months, zone=look.zone)}"
