"""Bytes become text: encodings, byte order marks and line ends."""

from __future__ import annotations

import csv
import io

from dateline.errors import Problem

_BOM = "\ufeff"
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff")
_WIDE = "the text is in UTF-16, not UTF-8"
_SAVE_AS = (
    "open it in the spreadsheet program and save it as “CSV UTF-8”; if that separates cells by "
    "semicolons, run dateline check --repair on the folder afterwards"
)
REPAIR = "run dateline check --repair on the folder; it changes nothing else"
"""What to do about a problem that a repair takes away."""

REPAIRED = {
    _WIDE: "the text is UTF-8",
    "the file begins with an invisible byte order mark (BOM)": "no byte order mark",
    "lines end as Windows writes them (CRLF), not with a line feed alone (LF)": (
        "a line feed alone ends each line"
    ),
    "lines end as old Macs wrote them (CR), not with a line feed (LF)": (
        "a line feed alone ends each line"
    ),
}
"""What a repair makes of each problem that a text may have."""
_MARK, _WINDOWS, _MAC = list(REPAIRED)[1:]


def text_of(data: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """Return a file's text, every line ended by a line feed, and what is wrong with its bytes.

    The text is None where it cannot be told for certain from the bytes.
    """
    if data.startswith(_SPREADSHEETS):
        problem = "this is a spreadsheet; only its name ends as a CSV file's does"
        return None, [Problem(file, None, None, None, problem, _SAVE_AS)]
    wide = _wide_text(data) if data.startswith(_WIDE_TEXT) else None
    if wide is not None:
        found = [_WIDE, *(name for name in _oddities(wide) if name != _MARK)]
        return _plain(wide), [Problem(file, None, None, None, name, REPAIR) for name in found]
    # English text in UTF-16 is a NUL byte in every second place.
    if data.startswith(_WIDE_TEXT) or data.count(0) * 4 > len(data):
        return None, [Problem(file, None, None, None, _WIDE, _SAVE_AS)]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        row = _row_at(data[: error.start].decode("utf-8"))
        problem = f"the text is not in UTF-8: the byte {data[error.start]:02X} cannot stand there"
        return None, [Problem(file, row, None, None, problem, _SAVE_AS)]
    problems = [Problem(file, None, None, None, problem, REPAIR) for problem in _oddities(text)]
    return _plain(text), problems


def _wide_text(data: bytes) -> str | None:
    """Decode UTF-16 whose mark tells the order of its bytes, None where it is broken off."""
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError:
        return None


def _oddities(text: str) -> list[str]:
    without_pairs = text.replace("\r\n", "")
    found = {
        _MARK: text.startswith(_BOM),
        _WINDOWS: len(without_pairs) < len(text),
        _MAC: "\r" in without_pairs,
    }
    return [problem for problem, is_so in found.items() if is_so]


def _plain(text: str) -> str:
    return text.removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n")


def _row_at(before: str) -> int | None:
    """Count the rows up to where `before` ends; None if its quotation marks tell none."""
    try:
        # The letter stands for what follows: it belongs to the row that is searched for.
        return sum(1 for _ in csv.reader(io.StringIO(_plain(before) + "x", newline="\n")))
    except csv.Error:
        return None
