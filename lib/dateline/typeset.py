"""Text for Plotly: escaped, broken into lines, and measured before it is drawn."""

from __future__ import annotations

import textwrap
from functools import cache
from html import escape
from unicodedata import combining, east_asian_width, normalize

FONT_SIZE = 13
_ADVANCES = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 "
    "556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 "
    "722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 "
    "556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 "
    "260 334 584"
)
"""Widths of the characters from blank to tilde in Helvetica, in thousandths of the font's size.

Arial and Liberation Sans have the same; the source is Adobe's font metrics of Helvetica.
"""
_FURTHER = {
    222: "‘’‚ł",
    278: "·ı\u00a0",
    333: "“”„‹›¡",
    350: "•",
    400: "°",
    549: "≈≠≤≥",
    556: "–«»§£€¥¢†đðþŁ",
    584: "×÷±−",
    611: "¿ßø",
    667: "Þ",
    722: "ÐĐ",
    737: "©®",
    778: "Ø",
    834: "½¼¾",
    889: "æ",
    944: "œ",
    1000: "—…ÆŒ←→™‰",
    1073: "№",
}
"""Likewise of characters beyond ASCII; arrows, № and ≈, which Helvetica lacks, as in Arial."""
_WIDTHS = dict(zip(map(chr, range(32, 127)), map(int, _ADVANCES.split()), strict=True))
_WIDTHS |= {letter: width for width, letters in _FURTHER.items() for letter in letters}
_ACCENT = 100
"""What an accent adds at most: to an i, or in a font that another lends for it."""
_CYRILLIC = 610
_WIDE = frozenset("жмфшщыюљњسشصضطظ")
"""Small and Arabic letters that are far wider than their neighbours."""
_SMALL, _CAPITAL, _FULL = 750, 1010, 1040
"""What other letters take at most: small ones, capitals, and Chinese characters."""
_SPARE = 1.05
"""Other fonts are a little wider."""


def plain(text: object) -> str:
    """Return a text from a case so that Plotly shows it and never reads it as markup.

    Plotly reads a subset of HTML, what stands between two dollar signs as TeX, and ``%{…}``
    as a place for a value.

    Examples
    --------
    >>> plain("<b>$x$ & y</b>")
    '&lt;b&gt;&#36;x&#36; &amp; y&lt;/b&gt;'
    """
    return escape(str(text), quote=False).replace("$", "&#36;").replace("%{", "&#37;{")


def wrapped(text: object, *, characters: int) -> str:
    """Return a text, made `plain`, in lines of at most so many characters."""
    return "<br>".join(plain(line) for line in lines(text, characters=characters))


def lines(text: object, *, characters: int) -> list[str]:
    """Break a text into lines; a word that is too long for a line is broken too."""
    text = str(text)
    # Most texts fit, and breaking one costs as much as all else that is done to it.
    if 0 < len(text) <= characters and text.isprintable() and text == text.strip():
        return [text]
    return textwrap.wrap(" ".join(text.split()), max(characters, 8)) or [""]


def lines_within(text: object, *, pixels: float) -> list[str]:
    """Break a text into lines of at most so many pixels; a word too long for one is broken too.

    Examples
    --------
    >>> lines_within("A call to Moscow", pixels=60)
    ['A call to', 'Moscow']
    """
    done: list[str] = []
    line = ""
    for word in str(text).split():
        for piece in _pieces(word, pixels):
            longer = f"{line} {piece}" if line else piece
            if line and width_of(longer) > pixels:
                done.append(line)
                line = piece
            else:
                line = longer
    return [*done, line]


def width_of(line: str) -> float:
    """Return how many pixels a line takes at `FONT_SIZE`, rather too many than too few.

    Examples
    --------
    >>> width_of("ill") < width_of("call") < width_of("CALL") < width_of("电话电话")
    True
    """
    thousandths = sum(_WIDTHS.get(letter) or _advance(letter) for letter in line)
    return thousandths * FONT_SIZE / 1000 * _SPARE


def _pieces(word: str, pixels: float) -> list[str]:
    """Break a word that is longer than a line, each piece with at least one letter."""
    if width_of(word) <= pixels:
        return [word]
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter) > pixels:
            pieces.append("")
        pieces[-1] += letter
    return pieces


@cache
def _advance(letter: str) -> int:
    """Return what a letter that has no width of its own takes at most."""
    bare = normalize("NFD", letter)[0]
    if bare in _WIDTHS:
        return _WIDTHS[bare] + _ACCENT
    if combining(letter):
        return 0
    if east_asian_width(letter) in "WF":
        return _FULL
    if bare in _WIDE:
        return _CAPITAL
    if "а" <= bare <= "я":
        return _CYRILLIC
    return _CAPITAL if letter.isupper() or not letter.isalpha() else _SMALL
