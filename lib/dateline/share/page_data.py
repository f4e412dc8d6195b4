"""What the page's script looks up: all keys as numbers, and what belongs to each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline import style
from dateline.case import Case
from dateline.index import CLAIM, Index, numbered, related, scopes
from dateline.index.publication import Dates
from dateline.linked import EVENT, key
from dateline.share.page_panels import Fact, Panel, is_web, spoken

_NONE = -1


def data_of(
    case: Case, index: Index, dates: Dates, *, names: Mapping[str, str], panels: Mapping[str, Panel]
) -> dict[str, Any]:
    """Return what the script looks up, but for the figures.

    Things stand in the order of `names`, and are called by their numbers in it; -1 is none.
    ``events``, ``claims`` and ``mentions`` are rows of what the filters read of them, each with
    the number of the first date on which it was known.
    """
    number = {name: place for place, name in enumerate(names)}
    known: dict[str, int] = {}
    for one, step in zip(index.told, dates.steps, strict=True):
        known[one.subject] = min(step, known.get(one.subject, step))
    never = len(dates.options)
    frame = case.events[["event_id", "lane", "status"]].itertuples(index=False, name=None)
    events = [
        [
            number[name := key(EVENT, id)],
            lane if isinstance(lane, str) else "",
            str(status),
            known.get(name, never),
            [number[actor] for actor in index.parts[name]],
        ]
        for id, lane, status in frame
    ]
    claims = [
        [
            number[name := key(CLAIM, id)],
            number.get(index.about.get(name, ""), _NONE),
            known.get(name, never),
        ]
        for id in case.claims["claim_id"]
    ]
    return {
        "keys": [*names],
        "names": [*names.values()],
        "related": numbered(related(index), number),
        "scopes": numbered(scopes(index), number),
        "events": events,
        "claims": claims,
        "mentions": _mentions(index, dates, number),
        "spoken": [*spoken(index)],
        "panels": [_panel(panels[name], number) if name in panels else None for name in names],
        "dates": [value for value, _ in dates.options],
        "dark": style.THEMES["dark"],
    }


def _mentions(index: Index, dates: Dates, number: Mapping[str, int]) -> list[list[int]]:
    return [
        [
            number[one.key],
            number[one.subject],
            number[one.voice],
            number[one.source],
            number.get(one.sentence, _NONE),
            step,
        ]
        for one, step in zip(index.told, dates.steps, strict=True)
    ]


def _panel(panel: Panel, number: Mapping[str, int]) -> dict[str, Any]:
    groups = [[number[subject], chains] for subject, chains in panel.groups]
    facts, more = ([_fact(it, number) for it in part] for part in (panel.facts, panel.more))
    return {"facts": facts, "more": more, "groups": groups, "chains": panel.chains}


def _fact(fact: Fact, number: Mapping[str, int]) -> dict[str, Any]:
    label, keys, text = fact
    known = [number[name] for name in keys if name in number]
    return {
        "label": label,
        **({"keys": known} if keys else {"text": text}),
        **({"link": 1} if label == "Address" and is_web(text) else {}),
    }
