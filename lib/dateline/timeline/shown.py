"""What a timeline shows: which events, whose names, and who says so as far as was known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from dateline import chains, extent
from dateline.case import Case
from dateline.dates import parse_dates
from dateline.errors import FrameError
from dateline.frames import require_typed_events
from dateline.style import Look
from dateline.zones import in_zone


@dataclass(frozen=True)
class Shown:
    """The events of a figure or its table, and where to look the rest up.

    Attributes
    ----------
    events : pandas.DataFrame
        A typed events frame without gaps in title, status and lane, its bounds in the time
        zone of `look`, and ``mentions`` (int), how often each is mentioned.
    names : mapping of str to str
        Actor ids to names.
    mentions : pandas.DataFrame or None
        The mentions that were known; None: the case has none, or there is no case.
    look : Look
        How dates are written.
    left_out : int
        How many events are not shown because they were not known yet.
    """

    events: pd.DataFrame
    names: Mapping[str, str]
    mentions: pd.DataFrame | None
    look: Look
    left_out: int

    @cached_property
    def dated(self) -> pd.DataFrame:
        """The events that have a place on the axis."""
        return self.events[~extent.is_undated(self.events)]

    @cached_property
    def undated(self) -> pd.DataFrame:
        """The events of which no bound is known."""
        return self.events[extent.is_undated(self.events)]

    def voices(self, events: pd.DataFrame) -> Mapping[str, chains.Voices] | None:
        """Return who says so, by ``event_id``, or None where no mention can tell it."""
        if self.mentions is None:
            return None
        return chains.voices(self.mentions, events["event_id"], names=self.names)


def shown(
    events: pd.DataFrame, *, case: Case | None, known_on: str | None, look: Look, view: str
) -> Shown:
    """Take the events that are to be shown, as far as they were known on a date.

    Raises
    ------
    FrameError
        `events` is not a typed events frame; `known_on` is given without a case that could
        tell; the time zone does not exist.
    DateError
        `known_on` is not an EDTF date.
    """
    require_typed_events(events, view=view)
    if known_on is not None and case is None:
        raise FrameError(
            f"{view} needs the case to tell what was known on {known_on}: pass case=case"
        )
    drawn, mentions = events, None
    if case is not None and known_on is not None:
        known = case.as_known_on(known_on)
        drawn, mentions = events[events["event_id"].isin(known.events["event_id"])], known.mentions
    elif case is not None and not case.mentions.empty:
        mentions = case.mentions
    return Shown(
        events=_without_gaps(in_zone(drawn, zone=look.zone), mentions),
        names={} if case is None else case.names,
        mentions=mentions,
        look=look,
        left_out=len(events) - len(drawn),
    )


def _without_gaps(events: pd.DataFrame, mentions: pd.DataFrame | None) -> pd.DataFrame:
    """Let no event be lost or nameless because a cell of a frame made by hand is null."""
    told = pd.Series(0, index=events.index)
    if mentions is not None:
        told = events["event_id"].map(chains.counts(mentions)).fillna(0).astype(int)
    return events.assign(
        title=events["title"].fillna(events["event_id"]),
        status=events["status"].fillna("undetermined"),
        lane=events["lane"].astype("category").cat.remove_unused_categories(),
        mentions=told,
    )


def instant(date: str, *, zone: str) -> pd.Timestamp:
    """Return the first instant of a date in EDTF, in a time zone.

    Raises
    ------
    DateError
        It is not an EDTF date.
    FrameError
        It has no first instant.
    """
    bounds = in_zone(parse_dates([date]), zone=zone)
    if pd.isna(bounds["start_min"].iloc[0]):
        raise FrameError(f"now needs a date with a start, not {date!r}; write a day")
    return bounds["start_min"].iloc[0]
