"""Bytes become text: encodings, byte order marks and line ends."""

from __future__ import annotations

import csv
import io
import os
import shutil
import tempfile
from pathlib import Path

from dateline.errors import Problem

_BOM = "\ufeff"
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff")
_SAVE_AS = "open it in the spreadsheet program and save it as “CSV UTF-8 (comma delimited)”"
_REPAIR = "run dateline check --repair on the folder; it changes nothing else"


def text_of(data: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """Return a file's text, every line ended by a line feed, and what is wrong with its bytes.

    The text is None where the bytes are not UTF-8 text.
    """
    if data.startswith(_SPREADSHEETS):
        problem = "this is a spreadsheet; only its name ends as a CSV file's does"
        return None, [Problem(file, None, None, None, problem, _SAVE_AS)]
    # English text in UTF-16 is a NUL byte in every second place.
    if data.startswith(_WIDE_TEXT) or data.count(0) * 4 > len(data):
        problem = "the text is in UTF-16, not UTF-8"
        return None, [Problem(file, None, None, None, problem, _SAVE_AS)]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        row = _row_at(data[: error.start].decode("utf-8"))
        problem = f"the text is not in UTF-8: the byte {data[error.start]:02X} cannot stand there"
        return None, [Problem(file, row, None, None, problem, _SAVE_AS)]
    problems = [Problem(file, None, None, None, problem, _REPAIR) for problem in _oddities(text)]
    return _plain(text), problems


def repair_file(path: Path) -> bool:
    """Rewrite a text without byte order mark and carriage returns; True if it had any."""
    data = path.read_bytes()
    text, problems = text_of(data, path.name)
    if text is None or not problems:
        return False
    target = path.resolve()
    handle, new = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
        shutil.copymode(target, new)
        Path(new).replace(target)
    except BaseException:
        Path(new).unlink(missing_ok=True)
        raise
    return True


def _oddities(text: str) -> list[str]:
    without_pairs = text.replace("\r\n", "")
    found = {
        "the file begins with an invisible byte order mark (BOM)": text.startswith(_BOM),
        "lines end as Windows writes them (CRLF), not with a line feed alone (LF)": (
            len(without_pairs) < len(text)
        ),
        "lines end as old Macs wrote them (CR), not with a line feed (LF)": "\r" in without_pairs,
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
