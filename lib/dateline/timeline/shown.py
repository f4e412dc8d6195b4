"""What a timeline shows: which events, whose names, and who says so as far as was known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from dateline import chains, extent, terms
from dateline.arguments import date_given
from dateline.case import Case
from dateline.errors import FrameError
from dateline.frames import DATE_COLUMNS, require_own_ids, require_typed_events
from dateline.options import mentions_in
from dateline.phrases import listed
from dateline.style import Look
from dateline.zones import in_zone

_TEXTS = ("event_id", "title", "when", "when_text", "place", "note", "offset")
_FLAGS = ("approximate", "uncertain", "open_start", "open_end")
_COLUMNS = dict.fromkeys([*_TEXTS, "status", "lane", "initiators", "recipients", *DATE_COLUMNS])
"""What a timeline reads of a frame; what else is in it must not get in the way."""


@dataclass(frozen=True)
class Shown:
    """The events of a figure or its table, and where to look the rest up.

    Attributes
    ----------
    events : pandas.DataFrame
        The columns of a typed events frame that a timeline reads, indexed 0, 1, …, without
        gaps in title, status and lane, its bounds in the time zone of `look`, and ``mentions``
        (int), how often each is mentioned.
    names : mapping of str to str
        Actor ids to names.
    mentions : pandas.DataFrame or None
        The mentions that were known; None: the case has none, or there is no case.
    look : Look
        How dates are written.
    known_on : str or None
        The date on whose knowledge the events were chosen; None: all are shown.
    left_out : int
        How many events are not shown because they were not known yet.
    """

    events: pd.DataFrame
    names: Mapping[str, str]
    mentions: pd.DataFrame | None
    look: Look
    known_on: str | None
    left_out: int

    @cached_property
    def dated(self) -> pd.DataFrame:
        """The events that have a place on the axis."""
        return self.events[~extent.is_undated(self.events)]

    @cached_property
    def undated(self) -> pd.DataFrame:
        """The events of which no bound is known, by lane and id."""
        undated = self.events[extent.is_undated(self.events)]
        return undated.sort_values(["lane", "event_id"], kind="stable")

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
        `events` is not a typed events frame, or uses an id twice; `known_on` has no end, or is
        given without a case that could tell.
    DateError
        `known_on` is not an EDTF date.
    """
    require_typed_events(events, view=view, columns=_COLUMNS)
    require_own_ids(events, view=view)
    _require_statuses(events)
    if known_on is not None and case is None:
        raise FrameError(
            f"{view} needs the case to tell what was known on {known_on}: pass case=case"
        )
    drawn = events
    mentions = mentions_in(case)
    if case is not None and known_on is not None:
        date_given(known_on, name="known_on", needs="end_max")
        known = case.as_known_on(known_on)
        drawn = events[events["event_id"].isin(known.events["event_id"])]
        mentions = known.mentions
    if mentions is not None:
        mentions = mentions.reset_index(drop=True)
    return Shown(
        events=_tidy(in_zone(_own(drawn), zone=look.zone), mentions),
        names={} if case is None else case.names,
        mentions=mentions,
        look=look,
        known_on=known_on,
        left_out=len(events) - len(drawn),
    )


def _require_statuses(events: pd.DataFrame) -> None:
    """Refuse a status that has no look."""
    allowed = terms.allowed("events", "status")
    for status in events["status"].dropna().unique():
        if status not in allowed:
            raise FrameError(f"{status!r} is not a status; allowed are {listed(allowed)}")


def _own(events: pd.DataFrame) -> pd.DataFrame:
    """Take the columns that a timeline reads, under an index of its own."""
    # Not copied: that would take longer than all else that is done to a million events.
    return pd.DataFrame({name: events[name].array for name in _COLUMNS}, copy=False)


def _tidy(events: pd.DataFrame, mentions: pd.DataFrame | None) -> pd.DataFrame:
    """Let no event be lost, nameless or vague because of how a frame was made by hand."""
    texts = {name: events[name].astype("str") for name in _TEXTS}
    ids = texts["event_id"]
    told = pd.Series(0, index=events.index)
    if mentions is not None:
        told = ids.map(chains.counts(mentions)).fillna(0).astype(int)
    status = pd.Categorical(events["status"], categories=terms.allowed("events", "status"))
    return events.assign(
        **texts | {"title": texts["title"].fillna(ids)},
        **{name: events[name].eq(True).astype(bool) for name in _FLAGS},
        **{name: events[name].astype("datetime64[s]") for name in terms.BOUNDS},
        status=pd.Series(status).fillna("undetermined"),
        lane=_lanes(events["lane"]),
        mentions=told,
    )


def _lanes(lane: pd.Series) -> pd.Series:
    """Return lanes as categories of text in their order; an event without one is in none's."""
    if not isinstance(lane.dtype, pd.CategoricalDtype):
        lane = lane.astype("str").astype("category")
    lane = lane.cat.remove_unused_categories()
    lane = lane.cat.rename_categories([*map(str, lane.cat.categories)])
    if not lane.hasnans:
        return lane
    return (lane if "" in lane.cat.categories else lane.cat.add_categories([""])).fillna("")
