"""What stands in a box: what is claimed, who says so, and when it was first said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dateline.face_to_face.faces import Face, Faced
from dateline.face_to_face.said import First
from dateline.face_to_face.standing import Side, Standing
from dateline.phrases import counted, listed
from dateline.typeset import FONT_SIZE, lines_within

SMALL = 11
PAD = 10.0
"""Pixels between a box and its text."""
_LINE = 1.3
"""Plotly's distance of lines, in sizes of the font."""
_GAP = 5.0
_CUT, _CUT_NAME = 400, 140
_NAMES = 3
"""So many speakers are named in a box; the table names all."""
NOT_SO = "This is not so."


class Part(NamedTuple):
    """Lines of one size, and how far below the top of their box they begin."""

    lines: list[str]
    size: int
    y: float


class Content(NamedTuple):
    """What stands in a box: a quiet head, the text, and who says so; and the box's height."""

    parts: tuple[Part, Part, Part]
    height: float


def claim_content(id: str, faced: Faced, *, width: float, notes: list[str]) -> Content:
    """Return what stands in the box of a claim that is so many px wide.

    Parameters
    ----------
    id : str
        The claim.
    faced : Faced
        Where it is looked up.
    width : float
        Of the box.
    notes : list of str
        Sentences that stand below all.
    """
    claim, standing = faced.claims.loc[id], faced.standings[id]
    kind = claim["kind"] if isinstance(claim["kind"], str) else "claim"
    head = f"{kind} · {first_words(standing.claim.first)}"
    return _content(head, cut(text_of(id, faced)), [*_told(standing), *notes], width)


def denial_content(face: Face, faced: Faced, *, width: float) -> Content:
    """Return what stands in the box of those who say that a claim is not so."""
    side = faced.standings[face.claim].denial
    head = f"denial · {first_words(side.first)}"
    return _content(head, NOT_SO, [voices(side, verb="Said")], width)


def text_of(id: str, faced: Faced) -> str:
    """Return a claim's text, or its id where it has none."""
    text = faced.claims["text"][id]
    return text if isinstance(text, str) and text.strip() else id


def voices(side: Side, *, verb: str) -> str:
    """Say who says so, how certain, with whose hedges, and who passes it on."""
    relays = _relays(side)
    if side.speakers:
        told = f"{verb} by {_named(side.speakers)}"
        return f"{told}, passed on by {relays}" if relays else told
    if relays:
        return f"Passed on by {relays}; nobody here puts it forward"
    return "Nobody here puts it forward"


def first_words(first: First) -> str:
    """Say when something was first said."""
    return f"first said {first.words}" if first.words else "nobody dates it"


def origins_words(standing: Standing) -> str:
    """Say on whose word a claim rests."""
    origins = f"{counted(len(standing.origins), 'origin')}: {_named(standing.origins)}"
    mentions = counted(standing.mentions, "mention")
    return f"{origins} · {mentions} in {counted(standing.sources, 'source')}"


def cut(text: str, *, characters: int = _CUT) -> str:
    """Shorten a text that is longer than any should be, at a blank where there is one."""
    text = " ".join(text.split())
    if len(text) <= characters:
        return text
    return text[:characters].rsplit(" ", maxsplit=1)[0] + " …"


def small_lines(text: str, *, pixels: float) -> list[str]:
    """Break a small text into lines."""
    return lines_within(text, pixels=pixels * FONT_SIZE / SMALL)


def height_of(lines: list[str], *, size: int) -> float:
    """Return how many px lines take."""
    return len(lines) * size * _LINE


def _told(standing: Standing) -> Iterator[str]:
    if not standing.mentions:
        yield "No mention of it is coded"
        return
    yield voices(standing.claim, verb="Put forward")
    yield origins_words(standing)


def _relays(side: Side) -> str:
    if not side.speakers or len(side.relays) == 1:
        return _named(side.relays)
    return counted(len(side.relays), "other") if side.relays else ""


def _named(names: list[str]) -> str:
    short = [cut(name, characters=_CUT_NAME) for name in names]
    if len(short) <= _NAMES:
        return listed(short)
    return f"{', '.join(short[: _NAMES - 1])} and {len(short) - _NAMES + 1:,} more"


def _content(head: str, text: str, told: list[str], width: float) -> Content:
    inner = width - 2 * PAD
    lines = [
        small_lines(head, pixels=inner),
        lines_within(text, pixels=inner),
        [line for sentence in told for line in small_lines(sentence, pixels=inner)],
    ]
    parts, y = [], PAD
    for mine, size in zip(lines, (SMALL, FONT_SIZE, SMALL), strict=True):
        parts.append(Part(mine, size, y))
        y += height_of(mine, size=size) + _GAP
    return Content((parts[0], parts[1], parts[2]), y - _GAP + PAD)
