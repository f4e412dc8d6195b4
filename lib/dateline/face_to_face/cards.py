"""What shows when the pointer rests on a claim, on a denial or on an arrow."""

from __future__ import annotations

from typing import NamedTuple

from dateline.face_to_face.faces import Face, Faced
from dateline.face_to_face.relations import DENIES
from dateline.face_to_face.said import First
from dateline.face_to_face.texts import (
    NOT_SO,
    cut,
    first_words,
    origins_words,
    text_of,
    voices,
)
from dateline.phrases import counted
from dateline.typeset import lines_within, plain

_QUOTES = 3
_CUT, _CUT_NOTE = 160, 280
_BOLD = 0.92
"""How much less of a bold text a line holds."""


class Cards(NamedTuple):
    """Writes cards whose lines take at most so many px."""

    faced: Faced
    pixels: float

    def claim(self, id: str) -> str:
        """Return the card of a claim: who says so, and in which words."""
        standing = self.faced.standings[id]
        kind = self.faced.claims["kind"][id]
        rows = [f"{kind if isinstance(kind, str) else 'claim'}, {_dated(standing.claim.first)}"]
        if standing.mentions:
            rows.append(voices(standing.claim, verb="Put forward"))
            if standing.denial.speakers:
                rows.append(voices(standing.denial, verb="Denied"))
            rows.append(origins_words(standing))
        else:
            rows.append("No mention of it is coded")
        return self._card(text_of(id, self.faced), [*rows, *_quotes(standing.claim.quotes)])

    def denial(self, id: str) -> str:
        """Return the card of those who say that a claim is not so."""
        side = self.faced.standings[id].denial
        dated = _dated(side.first)
        rows = [f"{dated[0].upper()}{dated[1:]}", voices(side, verb="Said")]
        head = f"{NOT_SO.removesuffix('.')}: “{cut(text_of(id, self.faced), characters=_CUT)}”"
        return self._card(head, [*rows, *_quotes(side.quotes)])

    def arrow(self, face: Face) -> str:
        """Return the card of an arrow: who makes the link, and how its lag was found."""
        claim = cut(text_of(face.claim, self.faced), characters=_CUT)
        if face.answer is None:
            head = f"Denied: “{claim}”"
            rows = [voices(self.faced.side(face), verb="Denied")]
        else:
            answer = cut(text_of(face.answer, self.faced), characters=_CUT)
            head = f"“{answer}” {face.relation} “{claim}”"
            made = made_by(face, self.faced)
            told = f"Read from: {made}" if made else "No mention makes the link: a coder read it"
            rows = [cut(told, characters=_CUT_NOTE)]
        rows += [face.lag_sentence, how_found(face, self.faced)]
        if face.note:
            rows.append(f"Note: {cut(face.note, characters=_CUT_NOTE)}")
        return self._card(head, rows)

    def _card(self, head: str, rows: list[str]) -> str:
        title = _lines(cut(head), pixels=_BOLD * self.pixels)
        return "<br>".join([f"<b>{title}</b>", *(_lines(row, pixels=self.pixels) for row in rows)])


def _lines(text: str, *, pixels: float) -> str:
    return "<br>".join(map(plain, lines_within(text, pixels=pixels)))


def made_by(face: Face, faced: Faced) -> str:
    """Say which mention makes a link; empty: none does."""
    if face.mention_id is None:
        return ""
    return faced.linkers.get(face.mention_id, f"mention {face.mention_id}")


def how_found(face: Face, faced: Faced) -> str:
    """Say between which dates a lag lies, and what else bounds it."""
    standing, side = faced.standings[face.claim], faced.side(face)
    told = f"Claim {_dated(standing.claim.first)}; answer {_dated(side.first)}"
    order = standing.order
    if face.relation != DENIES or not (order.not_earlier or order.not_later):
        return told
    if order.not_earlier:
        return f"{told}. Whoever denies the claim relays it, so it was said first"
    return f"{told}. Whoever puts the claim forward relays the denial, so that was said first"


def _dated(first: First) -> str:
    return first_words(first) + (", when its source was out" if first.by_source else "")


def _quotes(quotes: list[str]) -> list[str]:
    more = len(quotes) - _QUOTES
    shown = [cut(quote, characters=_CUT_NOTE) for quote in quotes[:_QUOTES]]
    return [*shown, f"and {counted(more, 'more quote')}"] if more > 0 else shown
