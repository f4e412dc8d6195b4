"""Hiding verdicts from those who read the file: addresses, masks, and an order that tells nothing.

A seal is looked up by a hash of the exercise's id and one answer, and masked with bytes that
another hash of the same two seeds: who gives the answer opens its seal. That hides answers from
reading. It does not hide them from somebody who tries every answer, or who breaks 32 bits: it is
a cover over a teaching key, no cipher.

`static/exercise.js` holds the same few lines, and tests compare the two.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence

_WORD = 0xFFFFFFFF
_BLOCK = 32
"""Bytes: a payload is as long as the longest of its exercise, rounded up to whole blocks."""


def hashed(text: str) -> int:
    """Return the 32-bit FNV-1a hash of a text in UTF-8.

    Notes
    -----
    Fowler, Noll and Vo; offset basis 2166136261, prime 16777619.

    Examples
    --------
    >>> f"{hashed('foobar'):08x}"
    'bf9cf968'
    """
    found = 0x811C9DC5
    for byte in text.encode("utf-8"):
        found = ((found ^ byte) * 0x01000193) & _WORD
    return found


def address(id: str, atom: str) -> str:
    """Return where the seal of an answer lies: 16 hexadecimal digits."""
    halves = (hashed("\n".join([half, id, atom])) for half in ("left", "right"))
    return "".join(f"{half:08x}" for half in halves)


def masked(payload: bytes, *, id: str, atom: str) -> bytes:
    """Mask a payload, or take the mask off again.

    Notes
    -----
    The mask is the topmost bytes of a 32-bit xorshift generator with the shifts 13, 17 and 5
    (Marsaglia, *Xorshift RNGs*, Journal of Statistical Software 8 (14), 2003).

    Examples
    --------
    >>> masked(masked(b"right", id="q1", atom="option:1"), id="q1", atom="option:1")
    b'right'
    """
    stream = _bytes(hashed(f"mask\n{id}\n{atom}") or 1)
    return bytes(byte ^ next(stream) for byte in payload)


def seals(id: str, payloads: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Return address and masked text of each atom's payload, by address, all of one length."""
    texts = [(atom, text.encode("utf-8")) for atom, text in payloads]
    longest = max(len(text) for _, text in texts)
    length = -(-longest // _BLOCK) * _BLOCK
    return sorted(
        [
            address(id, atom),
            b64encode(masked(text.ljust(length), id=id, atom=atom)).decode("ascii"),
        ]
        for atom, text in texts
    )


def shuffled(id: str, words: Iterable[str]) -> list[str]:
    """Return texts in an order that follows from nothing but themselves and an id.

    Examples
    --------
    >>> shuffled("order", ["a", "b", "c"]) == shuffled("order", ["c", "b", "a"])
    True
    """
    return sorted(words, key=lambda word: (hashed(f"place\n{id}\n{word}"), word))


def _bytes(state: int) -> Iterator[int]:
    while True:
        state ^= (state << 13) & _WORD
        state ^= state >> 17
        state ^= (state << 5) & _WORD
        yield state >> 24
