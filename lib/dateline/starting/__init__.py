"""A new case: a folder with the description, all tables and one worked example in them."""

from __future__ import annotations

import csv
import io
import os
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from dateline import terms
from dateline.errors import DatelineError
from dateline.files import replace_all
from dateline.phrases import listed, printable, quoted
from dateline.starting.description import description
from dateline.starting.example import ROWS, Row, reading

__all__ = ["new_case"]

_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Categories of characters that steer, hide or break a line."""
_JOINERS = "\u200c\u200d"
"""They cannot be seen alone, but Persian, Hindi and others are not written rightly without."""


def new_case(
    folder: str | os.PathLike[str],
    *,
    title: str,
    author: str = "",
    licence: str = "",
    empty: bool = False,
) -> list[Path]:
    """Begin a case of one's own in an empty or new folder.

    Parameters
    ----------
    folder : str or os.PathLike
        The case's folder; it is made where there is none.
    title : str
        The case's title.
    author : str, default ""
        Who codes it; empty: a placeholder stands there.
    licence : str, default ""
        The SPDX name of the licence under which the coding may be used, such as ``CC-BY-4.0``;
        empty: that none is chosen yet.
    empty : bool, default False
        Write the tables with their column names alone, and no reading text.

    Returns
    -------
    list of pathlib.Path
        The files: ``datapackage.json``, a table each and, with the example, ``reading.md``.

    Raises
    ------
    DatelineError
        The folder holds anything, or cannot be written; the title is empty, or the title, author
        or licence has a character that cannot be seen. Nothing is written then.

    Notes
    -----
    The same arguments write the same bytes at any time. The example is made up: two sources of
    two sentences each, with a vague date, a hedge, an unnamed speaker whom an outlet relays, and
    a claim that disputes another.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in new_case(folder, title="Ruritania votes", empty=True)]
    ... # doctest: +NORMALIZE_WHITESPACE
    ['datapackage.json', 'actors.csv', 'sources.csv', 'events.csv', 'claims.csv',
     'mentions.csv', 'links.csv']
    """
    texts = {"title": title, "author": author, "licence": licence}
    title, author, licence = (_line(name, text) for name, text in texts.items())
    if not title:
        raise DatelineError("the case needs a title: say in some words what it is about")
    contents = {"datapackage.json": description(title, author=author, licence=licence)}
    for table in terms.TABLES:
        contents[f"{table}.csv"] = _table(table, () if empty else ROWS[table])
    if not empty:
        contents["reading.md"] = reading(title)
    files = {Path(folder) / name: text.encode("utf-8") for name, text in contents.items()}
    _write(Path(folder), files)
    return list(files)


def _line(name: str, text: str) -> str:
    """Return a text without blanks around it, if all of it can be seen."""
    for letter in text.strip():
        if letter not in _JOINERS and unicodedata.category(letter) in _UNSEEN:
            raise DatelineError(
                f"the {name} {quoted(text.strip())} has a character that cannot be seen, "
                f"{printable(letter)}: write it in one line, without that character"
            )
    return text.strip()


def _table(table: str, rows: Sequence[Row]) -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, terms.columns(table), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def _write(folder: Path, files: dict[Path, bytes]) -> None:
    """Write all files into an empty folder; where one cannot be, leave everything as it was."""
    made = [place for place in (folder, *folder.parents) if not os.path.lexists(place)]
    try:
        if not made and not folder.is_dir():
            raise DatelineError(f"{quoted(str(folder))} is a file; name a folder for the case")
        folder.mkdir(parents=True, exist_ok=True)
        if there := sorted(printable(entry.name) for entry in folder.iterdir()):
            raise DatelineError(
                f"{quoted(str(folder))} is not empty: it has {listed(there)}. "
                "Name a new folder; nothing was written"
            )
        replace_all(files)
    except OSError as error:
        _remove(made)
        reason = error.strerror or str(error)
        raise DatelineError(f"{quoted(str(folder))} cannot be written: {reason}") from error


def _remove(made: list[Path]) -> None:
    """Remove the folders made for nothing, the innermost first."""
    for place in made:
        if place.is_dir() and not any(place.iterdir()):
            place.rmdir()
