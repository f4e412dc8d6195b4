"""What stands beside the views when something is chosen: facts, and who says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pandas as pd

from dateline import terms
from dateline.case import Case
from dateline.chains import origins
from dateline.dates import parse_dates
from dateline.frames import texts_in
from dateline.index import CLAIM, SENTENCE, Index, Told, actor_of
from dateline.index.reading import Block
from dateline.linked import ACTOR, EVENT, SOURCE, key, keys
from dateline.wording import when_in_words

Fact = tuple[str, list[str], str]
"""A label, the keys that it names, and its text; one of these two is empty."""
_MOST = 200
"""So many chains a panel holds at most."""
_LATER = ("Claims about it", "Note")
_PASSIVE = {
    "supports": "Supported by",
    "disputes": "Disputed by",
    "refutes": "Refuted by",
    "qualifies": "Qualified by",
    "repeats": "Repeated by",
}


class Panel(NamedTuple):
    """What is told of one thing.

    Attributes
    ----------
    facts, more : list of Fact
        What comes before and after who says so.
    groups : list of (str, list of tuple of int)
        The key of each event or claim that is told, and rows of mentions, outermost first.
    chains : int
        How many chains there are, also beyond those in `groups`.
    """

    facts: list[Fact]
    more: list[Fact]
    groups: list[tuple[str, list[tuple[int, ...]]]]
    chains: int


def panels_of(case: Case, index: Index, blocks: list[Block]) -> dict[str, Panel]:
    """Return what is told of each event, claim, actor, source and sentence, by its key."""
    facts: dict[str, list[Fact]] = {}
    for found in (_events(case, index), _claims(case), _actors(case, index), _sources(case)):
        facts |= {name: [fact for fact in told if fact[1] or fact[2]] for name, told in found}
    for block in blocks:
        if block.id:
            source = [key(SOURCE, block.source)]
            facts[key(SENTENCE, block.id)] = [("Text", [], block.text), ("Source", source, "")]
    groups = _groups(index)
    names = [*facts, *(name for name in groups if name not in facts)]
    return {name: _panel(facts.get(name, []), groups.get(name, {})) for name in names}


def _panel(facts: list[Fact], chains: dict[str, list[tuple[int, ...]]]) -> Panel:
    groups, room = [], _MOST
    for subject, found in chains.items():
        if room > 0:
            groups.append((subject, found[:room]))
            room -= len(found)
    first, more = ([it for it in facts if (it[0] in _LATER) is late] for late in (False, True))
    return Panel(first, more, groups, sum(map(len, chains.values())))


def _groups(index: Index) -> dict[str, dict[str, list[tuple[int, ...]]]]:
    """Return chains by what is chosen and by what they are about."""
    groups = {subject: {subject: chains} for subject, chains in index.chains.items()}
    for one in index.told:
        _add(groups, actor_of(one.voice), one, one.chain)
    for chains in index.chains.values():
        for chain in chains:
            origin = index.told[chain[-1]]
            places = dict.fromkeys(index.told[row].sentence for row in chain)
            for place in [*places, origin.source]:
                if place:
                    _add(groups, place, origin, chain)
    return groups


def _add(
    groups: dict[str, dict[str, list[tuple[int, ...]]]],
    name: str,
    one: Told,
    chain: tuple[int, ...],
) -> None:
    groups.setdefault(name, {}).setdefault(one.subject, []).append(chain)


def _text(label: str, value: object) -> Fact:
    is_given = isinstance(value, str) and value != ""
    return (label, [], str(value) if is_given else "")


def _rows(frame: pd.DataFrame) -> Iterator[dict[Any, Any]]:
    yield from frame.to_dict(orient="records")


def _events(case: Case, index: Index) -> Iterator[tuple[str, list[Fact]]]:
    claims: dict[str, list[str]] = {}
    for claim, event in index.about.items():
        claims.setdefault(event, []).append(claim)
    rests = origins(index.mentions, case=case).set_index("id")["rests_on"].to_dict()
    when = when_in_words(case.events)
    for row, words in zip(_rows(case.events), when, strict=True):
        id = row["event_id"]
        yield (
            key(EVENT, id),
            [
                ("When", [], words),
                _text("EDTF", row["when"]),
                _text("In the source’s words", _quoted(row["when_text"])),
                _text("Status", row["status"]),
                _text("Kind", row["kind"]),
                _text("Lane", row["lane"]),
                _text("Place", row["place"]),
                ("By", [*keys(ACTOR, texts_in(row["initiators"]))], ""),
                ("To or with", [*keys(ACTOR, texts_in(row["recipients"]))], ""),
                ("Claims about it", claims.get(key(EVENT, id), []), ""),
                _text("Rests on", rests.get(id)),
                _text("Note", row["note"]),
            ],
        )


def _claims(case: Case) -> Iterator[tuple[str, list[Fact]]]:
    known, events = set(case.claims["claim_id"]), set(case.events["event_id"])
    relations: dict[str, list[Fact]] = {}
    for link in _rows(case.links):
        one, other, relation = link["claim_id"], link["other_claim_id"], str(link["relation"])
        if {one, other} <= known:
            passive = _PASSIVE.get(relation, "Answered by")
            relations.setdefault(one, []).append((relation.capitalize(), [key(CLAIM, other)], ""))
            relations.setdefault(other, []).append((passive, [key(CLAIM, one)], ""))
    for claim in _rows(case.claims):
        id, event = claim["claim_id"], claim["event_id"]
        about = [key(EVENT, event)] if event in events else []
        facts = [_text("Kind", claim["kind"]), ("About", about, "")]
        yield key(CLAIM, id), [*facts, *relations.get(id, []), _text("Note", claim.get("note"))]


def _actors(case: Case, index: Index) -> Iterator[tuple[str, list[Fact]]]:
    part: dict[str, list[str]] = {}
    for event, actors in index.parts.items():
        for actor in actors:
            part.setdefault(actor, []).append(event)
    known = set(case.actors["actor_id"])
    for row in _rows(case.actors):
        name, group = key(ACTOR, row["actor_id"]), row["member_of"]
        what = [str(row[column]) for column in ("kind", "naming") if pd.notna(row[column])]
        yield (
            name,
            [
                _text("What it is", ", ".join(what)),
                _text("Also called", ", ".join(texts_in(row["aliases"]))),
                _text("Described as", _quoted(row["descriptor"])),
                ("Member of", [key(ACTOR, group)] if group in known else [], ""),
                ("Takes part in", part.pop(name, []), ""),
                _text("Note", row.get("note")),
            ],
        )
    for name, events in part.items():
        yield name, [("Takes part in", events, "")]


def _sources(case: Case) -> Iterator[tuple[str, list[Fact]]]:
    published = when_in_words(parse_dates(case.sources["published"], errors="coerce"))
    for source, words in zip(_rows(case.sources), published, strict=True):
        publisher = source["publisher_id"]
        yield (
            key(SOURCE, source["source_id"]),
            [
                ("Published", [], words),
                ("Publisher", [key(ACTOR, publisher)] if pd.notna(publisher) else [], ""),
                _text("Medium", source["medium"]),
                _text("Language", source["lang"]),
                _text("Address", source["url"]),
                _text("Note", source.get("note")),
            ],
        )


def _quoted(value: object) -> str:
    return f"“{value}”" if isinstance(value, str) and value else ""


def spoken(index: Index) -> Iterator[dict[str, str]]:
    """Yield for each mention how its speaker puts it, leaving out what is not told."""
    columns = index.mentions[["factuality", "cue", "hedge", "quote", "locator"]]
    for row in _rows(columns):
        told = {
            "how": terms.FACTUALITY.get(row["factuality"], "factuality not given"),
            "cue": row["cue"],
            "hedge": "; ".join(row["hedge"]),
            "quote": row["quote"],
            "at": row["locator"],
        }
        yield {name: text for name, text in told.items() if isinstance(text, str) and text}


def is_web(address: str) -> bool:
    """Tell whether an address may become a link.

    Examples
    --------
    >>> is_web("https://example.org/"), is_web("javascript:alert(1)"), is_web("//example.org")
    (True, False, False)
    """
    try:
        return urlsplit(address).scheme in ("http", "https")
    except ValueError:
        return False
