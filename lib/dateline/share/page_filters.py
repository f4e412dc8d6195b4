"""What a reader can set: lane, status, actor, and the day on whose knowledge the page rests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from dateline.case import Case
from dateline.frames import texts_in
from dateline.linked import ACTOR, key
from dateline.marks import iso
from dateline.phrases import counted
from dateline.share.page_html import choice
from dateline.share.page_index import Index
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


def form(case: Case, index: Index, dates: Dates, *, names: Mapping[str, str]) -> str:
    """Return the form of the filters."""
    events = case.events
    lanes = [str(lane) for lane in events["lane"].cat.categories if (events["lane"] == lane).any()]
    statuses = [str(it) for it in events["status"].cat.categories if (events["status"] == it).any()]
    parts = [
        choice("lane", "Lane", [(it, it) for it in lanes if it], every="all lanes"),
        choice("status", "Status", [(it, it) for it in statuses], every="all statuses"),
    ]
    if actors := _actors(case, index, names):
        parts.append(choice("with", "Actor, taking part or speaking", actors, every="all actors"))
    if len(dates.options) > 1:
        parts.append(choice("known", "As known on", dates.options, every="all that is coded"))
    lines = "\n".join(parts)
    return (
        f'<form id="filters" aria-label="Filters">\n{lines}\n'
        '<p><button type="reset">Reset</button></p>\n'
        f'<p class="quiet"><output id="counts"></output>{_known(case, dates)}</p>\n</form>'
    )


def _actors(case: Case, index: Index, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return actors' ids with their names and aliases, as in an index of names."""
    active = {actor for actors in index.parts.values() for actor in actors}
    active |= {key(ACTOR, id) for id in index.mentions["speaker_id"]}
    found = [(name, names[name]) for name in active]
    for id, aliases in zip(case.actors["actor_id"], case.actors["aliases"], strict=True):
        name = key(ACTOR, id)
        if name in active:
            found += [(name, f"{alias} → {names[name]}") for alias in texts_in(aliases)]
    found = [(name.removeprefix(f"{ACTOR} "), label) for name, label in found]
    return sorted(found, key=lambda pair: (pair[1].casefold(), pair))


def _known(case: Case, dates: Dates) -> str:
    """Say why there is no date to choose, where there is none."""
    if len(dates.options) > 1:
        return ""
    if not dates.options:
        return (
            " Nothing tells on which day what was known: of no source with mentions is it known by"
            " which day it had appeared."
        )
    sources = counted(case.sources["source_id"].nunique(), "source")
    return f" There is one date of publication ({sources}, {dates.options[0][1]}) and no other."
