"""A file becomes a `Table` to be edited, or a new one is started."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from dateline import terms
from dateline.editing.records import fields_of, is_blank, read_cell, record_of, records_of, written
from dateline.editing.storable import require_storable
from dateline.editing.table import Table, unreadable
from dateline.errors import EditError
from dateline.phrases import listed, quoted
from dateline.read import frame_from

_BOM = "\ufeff"


def opened(path: str | os.PathLike[str]) -> Table:
    """Open a table of a case to be edited.

    Parameters
    ----------
    path : str or os.PathLike
        The table's file, one of the six of a case.

    Returns
    -------
    Table

    Raises
    ------
    EditError
        The file is not there, is not a case's table, or cannot be read as rows and columns.

    Examples
    --------
    >>> events = opened("tests/cases/sound-events-only/events.csv")
    >>> events
    Table(events.csv, 2 rows)
    >>> events.changed(2, {"place": "Strelsau"}).rows[2]["place"]
    'Strelsau'
    """
    file = _table_file(path)
    try:
        data = file.read_bytes()
    except OSError as error:
        reason = error.strerror or error
        raise EditError(f"{file.name} cannot be opened: {reason}") from error
    frame, problems = frame_from(data, file.stem)
    table = _exact(file, data)
    # What `read` has to guess at, such as semicolons, is not to be guessed at in writing.
    if frame is None or table is None or not _is_read_alike(table, frame):
        raise unreadable(problems)
    return table


def _exact(file: Path, data: bytes) -> Table | None:
    """Take a file's bytes apart as what every case has: UTF-8 text, cells separated by commas."""
    try:
        text = data.decode("utf-8")
        records = records_of(text.removeprefix(_BOM))
    except (UnicodeDecodeError, csv.Error):
        return None
    return Table(file, data, _BOM if text.startswith(_BOM) else "", records)


def _is_read_alike(table: Table, frame: pd.DataFrame) -> bool:
    rows = {
        place + 1: [read_cell(field) for field in fields_of(record)]
        for place, record in enumerate(table.records)
        if not is_blank(record)
    }
    _, *numbers = rows
    kept = {name: place for name, place in table.places.items() if name.strip()}
    cells = [
        [row[place] if place < len(row) else "" for place in kept.values()]
        for row in (rows[number] for number in numbers)
    ]
    return (list(kept), numbers, cells) == (
        list(frame.columns),
        list(frame.index),
        frame.to_numpy().tolist(),
    )


def started(path: str | os.PathLike[str], *, columns: Iterable[str] = ()) -> Table:
    """Start a table that a case does not have yet; `saved` makes its file.

    Parameters
    ----------
    path : str or os.PathLike
        Where the file is to be.
    columns : iterable of str
        Which columns it has beside those that it must have.

    Returns
    -------
    Table

    Raises
    ------
    EditError
        There is such a file, there is no such folder, or a case has no table of that name.

    Examples
    --------
    >>> started("tests/cases/sound-events-only/links.csv").columns
    ('claim_id', 'relation', 'other_claim_id')
    """
    file = _table_file(path)
    if file.exists():
        raise EditError(f"{file.name} is there already; open it to add rows")
    if not file.parent.is_dir():
        raise EditError(f"there is no folder {file.parent}; make it first")
    given = list(columns)
    require_storable(dict.fromkeys(given, ""))
    known = [*terms.required(file.stem), *given]
    ordered = [name for name in terms.columns(file.stem) if name in known]
    header = dict.fromkeys([*ordered, *given])
    return Table(file, None, "", (record_of([written(name) for name in header], end="\n"),))


def _table_file(path: str | os.PathLike[str]) -> Path:
    file = Path(path).absolute()
    names = [f"{table}.csv" for table in terms.TABLES]
    if file.name not in names:
        raise EditError(f"{quoted(file.name)} is not a case's table; those are {listed(names)}")
    return file
