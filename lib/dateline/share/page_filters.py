"""What a reader can set: lane, status, actor, and the day on whose knowledge the page rests."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.case import Case
from dateline.frames import texts_in
from dateline.index import Index
from dateline.index.publication import Dates
from dateline.linked import ACTOR, key
from dateline.phrases import counted
from dateline.share.page_html import choice


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
