"""What shows when the pointer rests on an event: what, when, and who says so."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from dateline.chains import Voices
from dateline.frames import texts_in
from dateline.phrases import counted
from dateline.style import LIGHT, Look
from dateline.typeset import wrapped
from dateline.wording import when_in_words

_CHAINS = 4
"""So many chains of speakers a card shows."""
_NOTE = 280
_LEAST = 12
"""Letters of a title that there always are."""
_WIDTH = 64
_MORE = "<br>… more in the table"


def event_cards(
    events: pd.DataFrame,
    *,
    names: Mapping[str, str],
    voices: Mapping[str, Voices] | None = None,
    look: Look = LIGHT,
    size: int = 4000,
) -> list[str]:
    """Return what shows when the pointer rests on an event.

    Parameters
    ----------
    events : pandas.DataFrame
        A typed events frame; its bounds are in the time zone of `look`.
    names : mapping of str to str
        Actor ids to names; an id that is not in it stands for itself.
    voices : mapping of str to Voices, optional
        Who says so, by ``event_id``; None: there are no mentions to tell it.
    look : Look
        How dates are written.
    size : int, default 4000
        Bytes of JSON that a card may take, from 200; rows that do not fit are left to the
        table, and a title that is longer is cut.

    Returns
    -------
    list of str
        One card an event, in Plotly's markup; all text from the case is escaped.
    """
    when = when_in_words(events, months=look.months, zone=look.zone)
    rows = events.to_dict(orient="records")
    return [
        _card(event, [*_facts(event, when=words, names=names), *_voices(event, voices)], size)
        for event, words in zip(rows, when, strict=True)
    ]


def named(ids: Iterable[str], names: Mapping[str, str]) -> str:
    """Return actors' names in a row."""
    return ", ".join(names.get(actor, actor) for actor in ids)


def _facts(event: dict[Hashable, Any], *, when: str, names: Mapping[str, str]) -> list[str]:
    facts = [
        ("When", when),
        ("EDTF", event["when"]),
        ("Offset", f"written as UTC{event['offset']}" if pd.notna(event["offset"]) else None),
        ("In the source", f"“{event['when_text']}”" if pd.notna(event["when_text"]) else None),
        ("Status", event["status"]),
        ("By", named(texts_in(event["initiators"]), names)),
        ("To or with", named(texts_in(event["recipients"]), names)),
        ("Place", event["place"]),
        ("Note", _cut(event["note"])),
    ]
    return [f"{label}: {fact}" for label, fact in facts if pd.notna(fact) and fact != ""]


def _voices(event: dict[Hashable, Any], voices: Mapping[str, Voices] | None) -> Iterator[str]:
    """Say who says so, outermost first, how certain each speaker is, and how often."""
    if voices is None:
        return
    told = voices.get(event["event_id"])
    if told is None:
        yield "Who says so: no mention of it is coded"
        return
    yield "Who says so, outermost first:"
    yield from (f"– {chain}" for chain in told.chains[:_CHAINS])
    if len(told.chains) > _CHAINS:
        yield f"– and {counted(len(told.chains) - _CHAINS, 'more chain')}"
    numbers = ((told.mentions, "mention"), (told.sources, "source"), (told.origins, "origin"))
    yield ", ".join(counted(number, noun) for number, noun in numbers)


def _cut(note: object) -> object:
    if isinstance(note, str) and len(note) > _NOTE:
        return note[:_NOTE].rsplit(" ", maxsplit=1)[0] + " …"
    return note


def _card(event: dict[Hashable, Any], facts: list[str], size: int) -> str:
    card = f"<b>{_title(str(event['title']), size - _bytes(_MORE) - len('<b></b>'))}</b>"
    rows = [f"<br>{wrapped(fact, characters=_WIDTH)}" for fact in facts]
    if _bytes(card) + sum(map(_bytes, rows)) <= size:
        return "".join([card, *rows])
    for row in rows:
        if _bytes(card) + _bytes(row) + _bytes(_MORE) > size:
            break
        card += row
    return card + _MORE


def _title(title: str, size: int) -> str:
    shown, kept = wrapped(title, characters=56), len(title)
    while _bytes(shown) > size and kept > _LEAST:
        kept = kept * 7 // 8
        shown = wrapped(f"{title[:kept]}…", characters=56)
    return shown


def _bytes(text: str) -> int:
    """Return what a text takes in JSON, where a Chinese character takes six bytes."""
    return len(json.dumps(text)) - 2
