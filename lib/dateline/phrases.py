"""How values, lists and counts are put into a sentence that a person reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

_SHOWN_CHARACTERS = 60
_SHOWN_MEMBERS = 8
_SHORT = 4


def quoted(value: str) -> str:
    r"""Put a value between quotation marks, cut where it is long, invisible characters escaped.

    Examples
    --------
    >>> quoted("Occured")
    '“Occured”'
    >>> print(quoted("\x1b[31mred"))
    “\x1b[31mred”
    """
    cut = value if len(value) <= _SHOWN_CHARACTERS else value[: _SHOWN_CHARACTERS - 1] + "…"
    return f"“{printable(cut)}”"


def printable(text: str) -> str:
    r"""Escape every character that is not seen, so that it can neither hide nor steer a terminal.

    Examples
    --------
    >>> print(printable("a\u200bb\n"))
    a\u200bb\n
    """
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii")
        for letter in text
    )


def listed(members: Iterable[object], *, last: str = "and") -> str:
    """Join the members of a list as English does, with how many more where there are many.

    Examples
    --------
    >>> listed([4, 9, 12])
    '4, 9 and 12'
    >>> listed(range(1, 100))
    '1, 2, 3, 4, 5, 6, 7, 8 and 91 more'
    """
    words = [str(member) for member in members]
    if len(words) > _SHOWN_MEMBERS + 1:
        return f"{', '.join(words[:_SHOWN_MEMBERS])} and {len(words) - _SHOWN_MEMBERS:,} more"
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def counted(number: int, noun: str) -> str:
    """Say how many there are of something whose plural ends in s.

    Examples
    --------
    >>> counted(1, "problem"), counted(20000, "problem")
    ('1 problem', '20,000 problems')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def nearest(word: str, words: Sequence[str], *, cutoff: float = 0.7) -> str | None:
    """Return the word that was probably meant, or None where that would be a guess.

    Notes
    -----
    Short words and words that differ in a digit (``e1``, ``e2``) are all alike, so only
    another case of letters or stray blanks are put right there.

    Examples
    --------
    >>> nearest("Occured", ["occurred", "ongoing"])
    'occurred'
    >>> nearest("event-12", ["event-11"]) is None
    True
    """
    folded = _folded(word)
    meant = {_folded(other): other for other in reversed(words)}
    if folded in meant:
        return meant[folded]
    if len(folded) < _SHORT:
        return None
    close = get_close_matches(folded, meant, n=3, cutoff=cutoff)
    alike = [meant[other] for other in close if _digits(other) == _digits(folded)]
    return alike[0] if alike else None


def _folded(word: str) -> str:
    return word.strip().casefold()


def _digits(word: str) -> list[str]:
    return re.findall(r"\d", word)
