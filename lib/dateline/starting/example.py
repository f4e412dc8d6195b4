"""The worked example that a new case holds: made-up sentences, and the rows coded from them.

It shows a vague date, a hedge, an unnamed speaker whom an outlet relays, and a claim that
disputes another. Places, papers and addresses are made up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Row: TypeAlias = Mapping[str, str]

_NEWS = "gazette-03-11"
_NOTICE = "council-03-14"
_NEWS_TITLE = "The light is out"
_NOTICE_TITLE = "Notice of the town council"

_HOW = (
    "Made up, to show how sentences become rows: sentence 2 under a source's title is what the "
    "locator s2 names. Replace it by your own retelling, one number for each of its sentences."
)

_SENTENCES = {
    _NEWS_TITLE: (
        "In early March the lighthouse of Port Nowhere went dark, writes The Nowhere Gazette.",
        (
            "A harbour worker who did not want to be named told the paper that the town council "
            "had probably sold the lamp."
        ),
    ),
    _NOTICE_TITLE: (
        (
            "In answer to The Nowhere Gazette, the town council of Port Nowhere states that it "
            "has not sold the lamp."
        ),
        "The lamp is being repaired.",
    ),
}

ROWS: Mapping[str, Sequence[Row]] = {
    "actors": (
        {"actor_id": "gazette", "name": "The Nowhere Gazette", "kind": "outlet", "naming": "named"},
        {
            "actor_id": "council",
            "name": "Town council of Port Nowhere",
            "kind": "organisation",
            "naming": "named",
            "aliases": "the council; the town",
        },
        {
            "actor_id": "worker-1",
            "name": "Unnamed harbour worker",
            "kind": "person",
            "naming": "unnamed",
            "descriptor": "a harbour worker who did not want to be named",
            "note": "An unnamed speaker is one actor per source and description.",
        },
    ),
    "sources": (
        {
            "source_id": _NEWS,
            "title": _NEWS_TITLE,
            "publisher_id": "gazette",
            "published": "2031-03-11",
            "medium": "news item",
            "lang": "en",
            "url": "https://example.org/gazette/the-light-is-out",
            "note": "Made up, like all rows here: replace them by your own.",
        },
        {
            "source_id": _NOTICE,
            "title": _NOTICE_TITLE,
            "publisher_id": "council",
            "published": "2031-03-14",
            "medium": "notice",
            "lang": "en",
            "url": "https://example.org/council/notice",
        },
    ),
    "events": (
        {
            "event_id": "e-dark",
            "title": "Lighthouse goes dark",
            "when": "[2031-03-01..2031-03-10]",
            "when_text": "in early March",
            "status": "occurred",
            "kind": "outage",
            "lane": "Lighthouse",
            "place": "Port Nowhere",
            "note": "“Early March” is read as one of the first ten days; the year is the source's.",
        },
        {
            "event_id": "e-answer",
            "title": "Town council answers the Gazette",
            "when": "2031-03-14",
            "status": "occurred",
            "kind": "statement",
            "lane": "Town council",
            "place": "Port Nowhere",
            "initiators": "council",
            "recipients": "gazette",
            "note": "Dated by the notice, which gives no day of its own.",
        },
    ),
    "claims": (
        {
            "claim_id": "c-sold",
            "text": "The town council has sold the lamp of the lighthouse.",
            "kind": "assertion",
            "note": "Worded without “probably”: the hedge stands at the mention.",
        },
        {
            "claim_id": "c-not-sold",
            "text": "The town council has not sold the lamp.",
            "kind": "denial",
        },
        {
            "claim_id": "c-repair",
            "text": "The lamp is being repaired.",
            "kind": "assertion",
            "event_id": "e-dark",
        },
    ),
    "mentions": (
        {
            "mention_id": "m1",
            "event_id": "e-dark",
            "source_id": _NEWS,
            "locator": "s1",
            "speaker_id": "gazette",
            "said": "2031-03-11",
            "mode": "none",
            "factuality": "CT+",
        },
        {
            "mention_id": "m2",
            "claim_id": "c-sold",
            "source_id": _NEWS,
            "locator": "s2",
            "speaker_id": "gazette",
            "said": "2031-03-11",
            "mode": "none",
            "factuality": "Uu",
            "note": "The paper passes it on and takes no stance of its own.",
        },
        {
            "mention_id": "m3",
            "claim_id": "c-sold",
            "source_id": _NEWS,
            "locator": "s2",
            "parent_id": "m2",
            "speaker_id": "worker-1",
            "addressees": "gazette",
            "cue": "told",
            "mode": "indirect",
            "factuality": "PR+",
            "hedge": "probably",
            "note": "m2 relays this one: the paper has it on the worker's word.",
        },
        {
            "mention_id": "m4",
            "event_id": "e-answer",
            "source_id": _NOTICE,
            "locator": "s1",
            "speaker_id": "council",
            "said": "2031-03-14",
            "mode": "none",
            "factuality": "CT+",
        },
        {
            "mention_id": "m5",
            "claim_id": "c-not-sold",
            "source_id": _NOTICE,
            "locator": "s1",
            "speaker_id": "council",
            "addressees": "gazette",
            "said": "2031-03-14",
            "cue": "states",
            "mode": "indirect",
            "factuality": "CT+",
        },
        {
            "mention_id": "m6",
            "claim_id": "c-repair",
            "source_id": _NOTICE,
            "locator": "s2",
            "speaker_id": "council",
            "said": "2031-03-14",
            "mode": "none",
            "factuality": "CT+",
        },
    ),
    "links": (
        {
            "claim_id": "c-not-sold",
            "relation": "disputes",
            "other_claim_id": "c-sold",
            "mention_id": "m5",
        },
        {
            "claim_id": "c-repair",
            "relation": "supports",
            "other_claim_id": "c-not-sold",
            "mention_id": "m6",
            "note": "The notice does not say so in words: it gives the repair as the reason.",
        },
    ),
}
"""The rows of each table; a column that a row does not name is empty."""


def reading(title: str) -> str:
    """Return the reading text: a heading a source, a number a sentence."""
    lines = [
        f"# Reading text: {title}",
        "",
        _HOW,
    ]
    for source, sentences in _SENTENCES.items():
        lines += ["", f"## {source}", ""]
        lines += [f"{number}. {sentence}" for number, sentence in enumerate(sentences, start=1)]
    return "\n".join(lines) + "\n"
