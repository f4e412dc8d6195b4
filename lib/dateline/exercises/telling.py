"""What questions made from a case are worded with: places, names and subjects."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from textwrap import shorten
from typing import Any

import pandas as pd

from dateline.case import Case
from dateline.exercises.faults import ExerciseError
from dateline.index.reading import blocks_of
from dateline.phrases import listed, quoted

_WIDTH, _WIDER = 240, 600


def short(text: object) -> str:
    """Return a text on one line, cut where it is long."""
    return shorten(str(text), width=_WIDTH, placeholder=" …")


def named(case: Case, id: str) -> str:
    """Return an actor's name, or the id where none is given."""
    return short(case.names.get(id, id))


def subject(case: Case, id: str) -> str:
    """Return what mentions are about, in words.

    Raises
    ------
    ExerciseError
        No event and no claim has this id, or one of each has.
    """
    tables = (("event", case.events, "title"), ("claim", case.claims, "text"))
    found = [
        f"the {noun} “{short(text).rstrip('.')}”"
        for noun, table, column in tables
        for text in table.loc[table[f"{noun}_id"] == id, column]
    ]
    if len(found) != 1:
        raise ExerciseError(
            f"{quoted(str(id))} names {listed(found) or 'no event and no claim'}; ask about one"
        )
    return found[0]


def place(case: Case, mention: pd.Series) -> str:
    """Return where a mention stands: ``s7``, and of which source where there are several."""
    source, locator = mention["source_id"], short(mention["locator"])
    titles = case.sources.loc[case.sources["source_id"] == source, "title"].dropna()
    if len(case.sources) == 1:
        return locator
    return f"{locator} of “{short(titles.iloc[0] if len(titles) else source)}”"


def places(case: Case, mentions: pd.DataFrame) -> str:
    """Return where mentions stand, each place once, in their order."""
    return listed(dict.fromkeys(place(case, mention) for _, mention in mentions.iterrows()))


def sentences_of(case: Case) -> dict[tuple[str, str], str]:
    """Return the sentences of the reading text, by the source and the locator of mentions."""
    found = [block for block in blocks_of(case) if block.kind == "sentence" and block.source]
    return {(block.source, f"s{block.number}"): block.text for block in found}


def to_read(
    mention: pd.Series | Mapping[Hashable, Any], sentences: Mapping[tuple[str, str], str]
) -> str:
    """Return what a learner can read of a mention: its sentence, else its quote; or nothing."""
    sentence = sentences.get((mention["source_id"], mention["locator"]), "")
    return sentence or quote_of(mention)


def quote_of(mention: pd.Series | Mapping[Hashable, Any]) -> str:
    """Return the words that a mention quotes, empty where it has none."""
    quote = mention["quote"]
    return "" if pd.isna(quote) else shorten(str(quote), width=_WIDER, placeholder=" …")


def mention_of(case: Case, id: str) -> pd.Series:
    """Return a mention, which must be the only one of its speaker, subject and place.

    Raises
    ------
    ExerciseError
        There is none, it lacks its speaker, or another cannot be told from it by a reader.
    """
    mentions = case.mentions
    found = mentions[mentions["mention_id"] == id]
    if len(found) != 1:
        raise ExerciseError(f"no mention has the id {quoted(str(id))}")
    mention = found.iloc[0]
    if pd.isna(mention["speaker_id"]) or pd.isna(mention["factuality"]):
        raise ExerciseError(f"mention {quoted(id)} has no speaker or no factuality to ask about")
    names = mentions["speaker_id"].map(case.names).fillna(mentions["speaker_id"])
    alike = names == case.names.get(mention["speaker_id"], mention["speaker_id"])
    for column in ("source_id", "locator"):
        alike &= mentions[column] == mention[column]
    alike &= subject_ids(mentions) == subject_ids(found).iloc[0]
    if alike.sum() != 1:
        raise ExerciseError(
            f"mention {quoted(id)} is not the only one of its speaker about its subject in that "
            "place; a question about it would have two answers"
        )
    return mention


def subject_ids(mentions: pd.DataFrame) -> pd.Series:
    """Return the event or the claim that each mention is about."""
    return mentions["event_id"].fillna(mentions["claim_id"])


def others(names: Iterable[str], *, known: Iterable[str], most: int) -> list[str]:
    """Return so many names that are not known yet, each once."""
    taken = set(known)
    return [name for name in dict.fromkeys(names) if name not in taken][:most]
