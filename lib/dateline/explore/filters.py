"""What the controls let through: of a case, the events and the mentions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from dateline import terms
from dateline.arguments import date_given
from dateline.case import Case
from dateline.errors import FrameError
from dateline.index import Index
from dateline.linked import ACTOR, key
from dateline.phrases import listed


class Filters(NamedTuple):
    """What the controls say; what is empty lets everything through.

    Attributes
    ----------
    lanes, statuses, factuality : tuple of str
        The values let through.
    actor : str
        An actor's id: events that it takes part in, and events and claims that it tells of.
    depth : int or None
        So many hops from the document at most; 0 is the document's own voice.
    first, last : str
        EDTF: events that may have been under way from the one to the other. Undated ones are
        left out, for nothing tells.
    known_on : str
        EDTF: as `Case.as_known_on` tells it.
    """

    lanes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    factuality: tuple[str, ...] = ()
    actor: str = ""
    depth: int | None = None
    first: str = ""
    last: str = ""
    known_on: str = ""

    @property
    def ask_for_mentions(self) -> bool:
        """Whether an event must be mentioned to be let through."""
        return bool(self.factuality or self.known_on) or self.depth is not None

    def span(self) -> tuple[pd.Timestamp | None, pd.Timestamp | None]:
        """Return the two instants between which events may lie; None: no bound.

        Raises
        ------
        DateError, FrameError
            A date cannot be read, or has no such end.
        """
        first = _end_of(self.first, name="from", bound="start_min")
        last = _end_of(self.last, name="to", bound="end_max")
        if first is not None and last is not None and first >= last:
            raise FrameError(f"from {self.first} to {self.last} is no time: change them about")
        return first, last

    def in_words(self, names: Mapping[str, str]) -> str:
        """Return what is let through in words, or nothing where that is everything.

        Parameters
        ----------
        names : mapping of str to str
            What actors are called, by their keys.
        """
        several = (
            ("lane", self.lanes),
            ("status", self.statuses),
            ("told as", [terms.FACTUALITY[it] for it in self.factuality]),
        )
        parts = [f"{what} {listed(values, last='or')}" for what, values in several if values]
        single = (
            ("actor", names.get(key(ACTOR, self.actor), self.actor)),
            ("hops", "" if self.depth is None else hops_in_words(self.depth)),
            ("from", self.first),
            ("to", self.last),
            ("known on", self.known_on),
        )
        return "; ".join([*parts, *(f"{what} {value}" for what, value in single if value)])


def hops_in_words(number: int) -> str:
    """Say how far from the document a speaker may stand."""
    return "the documents' own voice" if number == 0 else f"up to {number} further in"


def _end_of(date: str, *, name: str, bound: str) -> pd.Timestamp | None:
    return date_given(date, name=name, needs=bound)[bound].iloc[0] if date else None


class Passing(NamedTuple):
    """What is let through: by row of ``case.events``, ``case.claims``, and ``Index.told``."""

    events: np.ndarray
    claims: np.ndarray
    mentions: np.ndarray


class Sieve:
    """A case, made ready to be filtered many times.

    Parameters
    ----------
    case : Case
    index : Index
        Of this case.
    """

    def __init__(self, case: Case, index: Index) -> None:
        self._case = case
        self._told = index.told
        events, claims = case.events["event_id"].tolist(), case.claims["claim_id"].tolist()
        row = {f"event {id}": place for place, id in enumerate(events)}
        self._events = len(row)
        row |= {f"claim {id}": len(row) + place for place, id in enumerate(claims)}
        self._subject = np.array([row[one.subject] for one in index.told], dtype=int)
        self._depth = np.array([len(one.chain) - 1 for one in index.told], dtype=int)
        self._about = np.array(
            [row.get(index.about.get(f"claim {id}", ""), -1) for id in claims], dtype=int
        )
        self._parts = [index.parts[f"event {id}"] for id in events]
        self._factuality = index.mentions["factuality"]
        self._source = index.mentions["source_id"]

    def passing(self, filters: Filters) -> Passing:
        """Return what filters let through.

        Raises
        ------
        DateError, FrameError
            A date among the filters cannot be read, or the case cannot tell what was known.
        """
        mentions = self._mentions(filters)
        mentioned = np.zeros(self._events + len(self._about), dtype=bool)
        mentioned[self._subject[mentions]] = True
        own = self._of_their_own(filters)
        events = own & mentioned[: self._events] if filters.ask_for_mentions else own
        # A claim about an event stands with it; one about none passes where events are not asked.
        asks = bool(filters.lanes or filters.statuses or filters.first or filters.last)
        about = np.append(own, not asks)[self._about]
        claims = about & mentioned[self._events :] if filters.ask_for_mentions else about
        if filters.actor:
            telling = self._told_by(filters.actor)
            events = events & (self._taking_part(filters.actor) | telling[: self._events])
            claims = claims & telling[self._events :]
        subjects = np.concatenate([events, claims])
        return Passing(events, claims, mentions & subjects[self._subject])

    def _of_their_own(self, filters: Filters) -> np.ndarray:
        """Tell which events pass by their own lane, status and date."""
        events = self._case.events
        keep = np.ones(len(events), dtype=bool)
        for column, allowed in (("lane", filters.lanes), ("status", filters.statuses)):
            if allowed:
                keep &= events[column].isin(allowed).to_numpy()
        first, last = filters.span()
        if first is not None:
            keep &= ~(events["end_max"] <= first).to_numpy()
        if last is not None:
            keep &= ~(events["start_min"] >= last).to_numpy()
        if first is not None or last is not None:
            keep &= events[list(terms.BOUNDS)].notna().any(axis=1).to_numpy()
        return keep

    def _mentions(self, filters: Filters) -> np.ndarray:
        keep = np.ones(len(self._subject), dtype=bool)
        if filters.factuality:
            keep &= self._factuality.isin(filters.factuality).to_numpy()
        if filters.depth is not None:
            keep &= self._depth <= filters.depth
        if filters.known_on:
            known = self._case.as_known_on(filters.known_on).sources["source_id"]
            keep &= self._source.isin(known).to_numpy()
        return keep

    def _taking_part(self, actor: str) -> np.ndarray:
        name = f"actor {actor}"
        return np.fromiter((name in parts for parts in self._parts), bool, self._events)

    def _told_by(self, actor: str) -> np.ndarray:
        told = np.zeros(self._events + len(self._about), dtype=bool)
        rows = [one.row for one in self._told if one.voice == f"voice {actor}"]
        told[self._subject[rows]] = True
        return told


def lines(filters: Filters, *, ids: Sequence[str] | None, claims: Sequence[str] = ()) -> str:
    """Return the pandas lines that select what filters let through.

    Parameters
    ----------
    filters : Filters
    ids : sequence of str, optional
        The events that were chosen in a view besides; None: no choice.
    claims : sequence of str
        The claims that were.

    Returns
    -------
    str
        Python that expects ``case``, and leaves the selection in ``events``, and claims that
        were chosen in ``claims``.

    Examples
    --------
    >>> print(lines(Filters(statuses=("expected",)), ids=None))
    events = case.events
    events = events[events["status"].isin(["expected"])]
    """
    parts = ["events = case.events", *_own_lines(filters), *_actor_lines(filters)]
    parts += _mention_lines(filters)
    if ids is not None:
        parts.append(_isin("events", "event_id", ids))
    if claims:
        parts += ["claims = case.claims", _isin("claims", "claim_id", claims)]
    imports = ["import pandas as pd"] if filters.first or filters.last else []
    return "\n".join([*imports, *parts])


def _isin(frame: str, column: str, values: Sequence[str]) -> str:
    listed = "[" + ", ".join(_quoted(value) for value in values) + "]"
    return f'{frame} = {frame}[{frame}["{column}"].isin({listed})]'


def _quoted(text: str) -> str:
    quoted = repr(text)
    return f'"{quoted[1:-1]}"' if quoted[0] == "'" and '"' not in quoted else quoted


def _own_lines(filters: Filters) -> Iterator[str]:
    if filters.lanes:
        yield _isin("events", "lane", filters.lanes)
    if filters.statuses:
        yield _isin("events", "status", filters.statuses)
    first, last = filters.span()
    if first is not None:
        yield f'events = events[~(events["end_max"] <= pd.Timestamp("{first}"))]'
    if last is not None:
        yield f'events = events[~(events["start_min"] >= pd.Timestamp("{last}"))]'
    if first is not None or last is not None:
        bounds = ", ".join(f'"{bound}"' for bound in terms.BOUNDS)
        yield f"events = events[events[[{bounds}]].notna().any(axis=1)]"


def _actor_lines(filters: Filters) -> Iterator[str]:
    if filters.actor:
        actor = _quoted(filters.actor)
        yield f'told = case.mentions[case.mentions["speaker_id"] == {actor}]["event_id"]'
        yield 'sides = events["initiators"] + events["recipients"]'
        yield f"takes_part = sides.map(lambda ids: {actor} in ids).astype(bool)"
        yield 'events = events[takes_part | events["event_id"].isin(told)]'


def _mention_lines(filters: Filters) -> Iterator[str]:
    if not filters.ask_for_mentions:
        return
    known = f".as_known_on({_quoted(filters.known_on)})" if filters.known_on else ""
    yield f"mentions = case{known}.mentions"
    if filters.depth is not None:
        yield 'is_relayed = mentions["parent_id"].isin(mentions["mention_id"])'
        yield "near = mentions[~is_relayed]"
        further = 'mentions["parent_id"].isin(near["mention_id"])'
        yield from [f"near = mentions[~is_relayed | {further}]"] * filters.depth
        yield "mentions = near"
    if filters.factuality:
        yield _isin("mentions", "factuality", filters.factuality)
    yield 'events = events[events["event_id"].isin(mentions["event_id"])]'
