"""The page's lists: the reading text and the tables, whose rows and sentences can be chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from dateline import terms
from dateline.case import Case
from dateline.extent import is_undated
from dateline.frames import texts_in
from dateline.index import CLAIM, SENTENCE, Index, actor_of, actors_of
from dateline.index.reading import Block
from dateline.linked import ACTOR, EVENT, VOICE, key, keys
from dateline.share.page_html import pick, row, table, text
from dateline.wording import when_in_words

Names = Mapping[str, str]
_ABSENT = {
    "actors": "no actors.csv, so actors are called by their ids",
    "sources": "no sources.csv, so nothing tells what was known on which day",
    "mentions": "no mentions.csv, so nothing tells who says so",
    "claims": "no claims.csv",
}


class Lists:
    """The lists of one case.

    Parameters
    ----------
    case, index
        What is listed.
    names, number : mapping
        By key, what things are called, and their numbers.
    """

    def __init__(self, case: Case, index: Index, *, names: Names) -> None:
        self._case, self._index, self._names = case, index, names
        self._number = {name: place for place, name in enumerate(names)}

    def text(self, blocks: list[Block]) -> str:
        """Return the reading text, whose sentences can be chosen."""
        if not blocks:
            return ""
        parts = "\n".join(map(self._block, blocks))
        linked = any(block.id for block in blocks)
        note = "Choose a sentence to see who says what in it, on whose word."
        if not linked:
            note = "Its sentences are linked with nothing: nothing tells of which source they are."
        return (
            '<section id="text" class="view">\n<h2 tabindex="-1">Reading text</h2>\n'
            f'<p>{note}</p>\n<div class="box prose list">\n{parts}\n</div>\n</section>'
        )

    def events(self) -> str:
        """Return the table of events, in the timeline's order."""
        events = self._case.events
        order = ["lane", "start_min", "end_max", "event_id"]
        dated = events.sort_values(order, na_position="first", kind="stable")
        bare = is_undated(dated)
        ordered = pd.concat([dated[~bare], dated[bare].sort_values(["lane", "event_id"])])
        told = Counter(one.subject for one in self._index.told)
        rows = [
            self._row(
                [name := key(EVENT, event["event_id"])],
                self._pick(name),
                self._when(event, words),
                text(event["status"]),
                _given(event["lane"]),
                self._called(event["initiators"]),
                self._called(event["recipients"]),
                str(told[name]),
            )
            for event, words in zip(
                ordered.to_dict(orient="records"), when_in_words(ordered), strict=True
            )
        ]
        heads = ("Event", "When", "Status", "Lane", "By", "To or with", "Mentions")
        note = "All events, as the timeline has them: by lane and start, undated ones last."
        return table("events", heads, rows, title="Events", note=note)

    def claims(self) -> str:
        """Return the table of claims."""
        claims = self._case.claims
        if claims.empty:
            return ""
        told = Counter(one.subject for one in self._index.told)
        rows = [
            self._row(
                [name := key(CLAIM, claim["claim_id"])],
                self._pick(name),
                _given(claim["kind"]),
                text(self._names.get(self._index.about.get(name, ""), "")),
                str(told[name]),
            )
            for claim in claims.to_dict(orient="records")
        ]
        heads = ("Claim", "Kind", "About the event", "Mentions")
        note = "Claims are what speakers say, in the coder’s words; this page takes no side."
        return table("claims", heads, rows, title="Claims", note=note)

    def actors(self) -> str:
        """Return the table of actors."""
        actors = actors_of(self._case, self._index)
        if not actors:
            return ""
        parts = Counter(actor for actors in self._index.parts.values() for actor in actors)
        told = Counter(actor_of(one.voice) for one in self._index.told)
        table_ids = keys(ACTOR, self._case.actors["actor_id"])
        about = self._case.actors[["kind", "naming"]].astype("str").set_axis(table_ids)
        rows = [
            self._row(
                [name, key(VOICE, name.removeprefix(f"{ACTOR} "))],
                self._pick(name),
                *(_given(about[column].get(name)) for column in about),
                str(parts[name]),
                str(told[name]),
            )
            for name in actors
        ]
        heads = ("Actor", "Kind", "Naming", "Events", "Mentions")
        note = "Events that an actor takes part in, and mentions in which it speaks."
        return table("actors", heads, rows, title="Actors", note=note)

    def mentions(self) -> str:
        """Return the table of mentions: who tells what, on whose word, and how surely."""
        if not self._index.told:
            return ""
        heads = ("About", "Told by", "On the word of", "How certain", "Hedge", "Quote", "Where")
        note = "Every mention, by source and sentence."
        rows = [*self._hops()]
        return table("mentions", heads, rows, title="Mentions", note=note)

    def _hops(self) -> Iterator[str]:
        mentions = self._index.mentions.to_dict(orient="records")
        for one, mention in zip(self._index.told, mentions, strict=True):
            outer = one.source
            if len(one.chain) > 1:
                outer = self._index.told[one.chain[-2]].voice
            place = self._names[one.source]
            yield self._row(
                [one.key],
                self._pick(one.subject),
                text(self._names[outer]),
                text(self._names[one.voice]),
                text(terms.FACTUALITY.get(mention["factuality"], "not given")),
                text("; ".join(mention["hedge"])),
                _given(mention["quote"]),
                text(", ".join(filter(None, (_plain(mention["locator"]), place)))),
            )

    def missing(self, blocks: list[Block]) -> str:
        """Say which tables the case lacks, and what the page therefore cannot tell."""
        lacks = [words for name, words in _ABSENT.items() if getattr(self._case, name).empty]
        if not blocks:
            lacks.append("no reading.md, so there is no reading text")
        return f'<p class="quiet">This case has {"; ".join(lacks)}.</p>' if lacks else ""

    def _block(self, block: Block) -> str:
        words = text(block.text)
        if block.kind == "heading":
            return f"<h3>{words}</h3>"
        if block.kind == "paragraph":
            return f"<p>{words}</p>"
        label = f"<span>{block.number}</span> {words}"
        if not block.id:
            return f'<p class="sentence">{label}</p>'
        name = key(SENTENCE, block.id)
        chosen = pick(name, label, number=self._number)
        return f'<p class="sentence" data-keys="{self._number[name]}">{chosen}</p>'

    def _row(self, names: list[str], *cells: str) -> str:
        return row(names, *cells, number=self._number)

    def _pick(self, name: str) -> str:
        return pick(name, text(self._names[name]), number=self._number)

    def _called(self, ids: Any) -> str:  # noqa: ANN401 (a cell)
        return text(", ".join(self._names[key(ACTOR, id)] for id in texts_in(ids)))

    def _when(self, event: dict[Any, Any], words: str) -> str:
        """Return a date in words, then in EDTF and in the source's own words."""
        own = _plain(event["when_text"])
        rest = [_plain(event["when"]), f"“{own}”" if own else ""]
        small = " · ".join(filter(None, rest))
        return text(words) + (f"<br><small>{text(small)}</small>" if small else "")


def _plain(value: object) -> str:
    return value if isinstance(value, str) else ""


def _given(value: object) -> str:
    return text(_plain(value))
