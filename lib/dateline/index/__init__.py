"""What belongs to what: for each event, claim, actor, sentence and source all that follows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from dateline.case import Case
from dateline.chains.hops import is_innermost, mentions_of, parents, subjects_of
from dateline.frames import texts_in
from dateline.index.reading import Block
from dateline.linked import ACTOR, EVENT, MENTION, SOURCE, VOICE, key, keys

CLAIM, SENTENCE = "claim", "sentence"


class Told(NamedTuple):
    """One mention: what it is about, who speaks where, and all that relays it.

    Attributes
    ----------
    row : int
        In ``Index.mentions``.
    key, subject, voice, source, sentence : str
        Keys; empty: there is no such sentence.
    chain : tuple of int
        Rows from the outermost mention to this one.
    """

    row: int
    key: str
    subject: str
    voice: str
    source: str
    sentence: str
    chain: tuple[int, ...]


class Index(NamedTuple):
    """What belongs to what.

    Attributes
    ----------
    mentions : pandas.DataFrame
        All mentions by source, locator and id, from row 0 on.
    told : list of Told
        A row each.
    chains : dict of str to list of tuple of int
        By the key of an event or a claim, its chains, each from the outermost row to its origin.
    parts : dict of str to tuple of str
        By the key of an event, the keys of the actors that take part.
    about : dict of str to str
        By the key of a claim, that of the event it is about.
    """

    mentions: pd.DataFrame
    told: list[Told]
    chains: dict[str, list[tuple[int, ...]]]
    parts: dict[str, tuple[str, ...]]
    about: dict[str, str]


def index_of(case: Case, blocks: Iterable[Block]) -> Index:
    """Read who takes part in what, and which mention stands where."""
    events = zip(
        case.events["event_id"], case.events["initiators"], case.events["recipients"], strict=True
    )
    about = case.claims[case.claims["event_id"].isin(case.events["event_id"])]
    claims = zip(about["claim_id"], about["event_id"], strict=True)
    subjects = [*case.events["event_id"], *case.claims["claim_id"]]
    mentions = mentions_of(case.mentions, subjects)
    told, chains = _told(mentions, blocks)
    return Index(
        mentions,
        told,
        chains,
        {
            key(EVENT, id): keys(ACTOR, dict.fromkeys([*texts_in(by), *texts_in(to)]))
            for id, by, to in events
        },
        {key(CLAIM, claim): key(EVENT, event) for claim, event in claims},
    )


def _told(
    mentions: pd.DataFrame, blocks: Iterable[Block]
) -> tuple[list[Told], dict[str, list[tuple[int, ...]]]]:
    number, ids, is_event = subjects_of(mentions)
    kinds = [EVENT if is_one else CLAIM for is_one in is_event]
    parent = parents(mentions, number)
    sentences = {(it.source, f"s{it.number}"): key(SENTENCE, it.id) for it in blocks if it.id}
    columns = mentions[["mention_id", "speaker_id", "source_id", "locator"]]
    further_out, told = parent.tolist(), []
    for row, (id, speaker, source, locator) in enumerate(columns.itertuples(index=False)):
        subject = number[row]
        told.append(
            Told(
                row,
                key(MENTION, id),
                key(kinds[subject], ids[subject]),
                key(VOICE, speaker),
                key(SOURCE, source),
                sentences.get((source, locator), ""),
                _upward(row, further_out),
            )
        )
    chains: dict[str, list[tuple[int, ...]]] = {}
    for origin in np.flatnonzero(is_innermost(parent)):
        chains.setdefault(told[origin].subject, []).append(told[origin].chain)
    return told, chains


def _upward(row: int, parent: list[int]) -> tuple[int, ...]:
    chain = []
    while row >= 0:
        chain.append(row)
        row = parent[row]
    return tuple(chain[::-1])


def related(index: Index) -> dict[str, set[str]]:
    """Return for each key that can be chosen the keys of all that belongs to it, itself too.

    An event has its actors, its claims and its mentions; a claim its event and its mentions; an
    actor the events that it takes part in, and what it says with all who relay it; a sentence
    and a source what they tell. A mention brings its speaker, its sentence and its source.
    """
    found: dict[str, set[str]] = {}
    for event, actors in index.parts.items():
        found[event] = {event, *actors}
        for actor in actors:
            found.setdefault(actor, {actor}).update({event, *actors})
    for claim, event in index.about.items():
        found.setdefault(event, {event}).add(claim)
        found[claim] = {claim, event, *index.parts.get(event, ())}
    for one in index.told:
        own = _around(one)
        subject = {one.subject, *index.parts.get(one.subject, ())}
        found.setdefault(one.subject, {one.subject}).update(own)
        for place in filter(None, (one.sentence, one.source)):
            found.setdefault(place, {place}).update(own, subject)
        for actor in index.parts.get(one.subject, ()):
            found[actor].update(filter(None, (one.sentence, one.source)))
        speaker = actor_of(one.voice)
        mine = found.setdefault(speaker, {speaker})
        mine.update(*(_around(index.told[row]) for row in one.chain))
        if one.subject.startswith(CLAIM):
            mine.add(one.subject)
    return found


def scopes(index: Index) -> dict[str, set[str]]:
    """Return for each actor the events it takes part in, and all events and claims it tells of."""
    found: dict[str, set[str]] = {}
    for event, actors in index.parts.items():
        for actor in actors:
            found.setdefault(actor, set()).add(event)
    for one in index.told:
        found.setdefault(actor_of(one.voice), set()).add(one.subject)
    return found


def actor_of(voice: str) -> str:
    """Return the key of the actor who speaks."""
    return key(ACTOR, voice.removeprefix(f"{VOICE} "))


def actors_of(case: Case, index: Index) -> list[str]:
    """Return the keys of all actors: those of the table, then others that are named."""
    table = keys(ACTOR, case.actors["actor_id"])
    others = {actor for actors in index.parts.values() for actor in actors}
    others |= {actor_of(one.voice) for one in index.told}
    return [*table, *sorted(others.difference(table))]


def numbered(groups: Mapping[str, Iterable[str]], number: Mapping[str, int]) -> list[list[int]]:
    """Return sets of keys as lists of their numbers, one for each key in order of number."""
    return [sorted(number[it] for it in groups.get(name, ())) for name in number]


def _around(one: Told) -> set[str]:
    return {it for it in (one.key, one.voice, one.sentence, one.source) if it}
