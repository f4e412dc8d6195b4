"""EDTF that is only spelt wrongly: blanks, other dashes, small letters, the draft's signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

Respelling: TypeAlias = Callable[[str], str]


class Spelling(NamedTuple):
    """A respelling, and what is wrong with a text that it changes."""

    problem: str
    respell: Respelling


def _ascii(text: str) -> str:
    """Replace what only looks like ASCII by ASCII, and drop what cannot be seen."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(_ascii_character(character) for character in plain)


def _ascii_character(character: str) -> str:
    if character.isascii():
        return character
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Pd" or character == "\N{MINUS SIGN}":
        return "-"
    if category == "Zs":
        return " "
    return "" if category == "Cf" else character


def _without_words(text: str) -> str:
    ends = text.split("/")
    words = {"unknown": "", "open": "..", "present": "..", "now": "..", "ongoing": ".."}
    return "/".join(words.get(end.strip().lower(), end) for end in ends) if len(ends) == 2 else text


def _without_brackets(text: str) -> str:
    """Put the mark of a bracketed group before each of its parts; free a bracketed mark."""
    text = re.sub(r"\(([?~%])\)", r"\1", text)
    return re.sub(
        r"\(([0-9X-]+)\)([?~%])",
        lambda match: "-".join(f"{match[2]}{part}" for part in match[1].split("-")),
        text,
    )


ALWAYS = (
    Spelling("has characters that are not ASCII", _ascii),
    Spelling("has blanks around it", str.strip),
)
"""What never changes the meaning."""

IF_IT_HELPS = (
    Spelling("has words for an open or unknown end", _without_words),
    Spelling("has quotation marks around it", lambda text: text.strip("'\"`´‘’‚“”„«»")),
    Spelling("has blanks in it", lambda text: re.sub(r"\s+", "", text)),
    Spelling("has \\ for /", lambda text: text.replace("\\", "/")),
    Spelling("has small letters", str.upper),
    Spelling("has u for an unspecified digit", lambda text: text.replace("U", "X")),
    Spelling("has p for significant digits", lambda text: text.replace("P", "S")),
    Spelling("has ? and ~ together", lambda text: re.sub(r"\?~|~\?", "%", text)),
    Spelling("has brackets", _without_brackets),
)
"""What may change a text that is not EDTF at all, and so counts only if EDTF comes of it."""


def respelled(text: str, spellings: Sequence[Spelling]) -> tuple[str, str]:
    """Return the text respelled, and what was wrong with it."""
    problems = []
    for spelling in spellings:
        respelt = spelling.respell(text)
        if respelt != text:
            problems.append(spelling.problem)
        text = respelt
    return text, " and ".join(problems)
