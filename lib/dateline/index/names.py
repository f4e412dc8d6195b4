"""What everything in a case is called, by its key."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dateline.case import Case
from dateline.index import CLAIM, SENTENCE, Index, actors_of
from dateline.index.reading import Block
from dateline.linked import ACTOR, EVENT, SOURCE, VOICE, key


def names_of(case: Case, index: Index, blocks: list[Block]) -> dict[str, str]:
    """Return the names of all keys, in the order in which they are numbered.

    What has no name is called by its id; a mention has none.
    """
    tables = (
        (EVENT, case.events, "title"),
        (CLAIM, case.claims, "text"),
        (SOURCE, case.sources, "title"),
        (ACTOR, case.actors, "name"),
    )
    names: dict[str, str] = {}
    for kind, frame, column in tables:
        names |= _column(kind, frame, column)
    further = [*actors_of(case, index), *(one.source for one in index.told)]
    for name in further:
        names.setdefault(name, name.split(" ", maxsplit=1)[-1])
    for actor in [name for name in names if name.startswith(f"{ACTOR} ")]:
        names[key(VOICE, actor.removeprefix(f"{ACTOR} "))] = names[actor]
    names |= {key(SENTENCE, it.id): f"Sentence {it.number}" for it in blocks if it.id}
    return names | {one.key: "" for one in index.told}


def _column(kind: str, frame: pd.DataFrame, column: str) -> Mapping[str, str]:
    ids = frame[f"{kind}_id"]
    names = frame[column].fillna(ids)
    return {key(kind, id): str(name) for id, name in zip(ids, names, strict=True)}
