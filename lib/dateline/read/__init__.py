"""A case's folder becomes raw frames of strings, and a list of what could not be read.

Bytes become text (`text`), text becomes cells (`cells`), cells a frame (`rows`); each step tells
what is wrong with the file and hands on what it can, so that the rest of it is checked as well.
"""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd

from dateline import terms
from dateline.errors import Problem
from dateline.read.about import About, read_about
from dateline.read.folder import PACKAGE, folder_problem, misnamed, package_problems, read_bytes
from dateline.read.repair import repair_file
from dateline.read.rows import frame_of
from dateline.read.text import text_of

__all__ = ["About", "frame_from", "read_about", "read_tables", "repair_files"]


def read_tables(path: str | os.PathLike[str]) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    """Read the tables of a case as they stand.

    Parameters
    ----------
    path : str or os.PathLike
        The case's folder.

    Returns
    -------
    frames : dict of str to pandas.DataFrame
        One frame for each table that is there and could be read, in the order of
        `terms.TABLES`. Columns as in the file, dtype str, an empty cell is empty text. The
        index is the row as a spreadsheet counts it (the header is row 1). Left out are empty
        rows, and columns whose name is blank or stands a second time.
    problems : list of Problem
        What is wrong with the folder and its files as files. A table that could not be read
        has a problem and no frame. A row with too few or too many cells is a problem with a
        row and no column; it stays in the frame, filled up or cut.

    Notes
    -----
    What a spreadsheet does to a file without losing any of it is a problem, but the frame is
    what it would be without: UTF-16, a byte order mark, Windows or old Mac line ends,
    semicolons, tabs or bars between the cells, a first row ``sep=;``, and whole rows in one
    cell. `repair_files` takes it back. Likewise with NUL bytes, which are not repaired.

    Examples
    --------
    >>> frames, problems = read_tables("tests/cases/sound-events-only")
    >>> frames["events"].index.tolist(), problems
    ([2, 3], [])
    """
    folder = Path(path)
    trouble = folder_problem(folder)
    if trouble:
        return {}, [trouble]
    names = sorted(entry.name for entry in folder.iterdir())
    problems = misnamed(names)
    frames = {}
    for table in terms.TABLES:
        if f"{table}.csv" in names:
            frame, found = _read_table(folder, table)
            problems += found
            if frame is not None:
                frames[table] = frame
    return frames, problems + package_problems(folder, names)


def repair_files(path: str | os.PathLike[str]) -> dict[str, tuple[str, ...]]:
    """Take back what spreadsheets did to a case's files without losing any of it.

    No cell of any table changes. A file that does not need it is not touched, nor one whose
    encoding nothing tells; cells are left as they are separated where a row has more or fewer
    of them than there are columns. Each file is replaced whole, so that it is never half written.

    Parameters
    ----------
    path : str or os.PathLike
        The case's folder.

    Returns
    -------
    dict of str to tuple of str
        What was done to each file that was rewritten, in words.

    Raises
    ------
    OSError
        A file cannot be written.
    """
    folder = Path(path)
    if folder_problem(folder):
        return {}
    names = {entry.name for entry in folder.iterdir()}
    known = {f"{table}.csv": table for table in terms.TABLES} | {PACKAGE: None}
    here = {name: table for name, table in known.items() if (folder / name).is_file()}
    done = {name: repair_file(folder / name, here[name]) for name in here if name in names}
    return {name: words for name, words in done.items() if words}


def _read_table(folder: Path, table: str) -> tuple[pd.DataFrame | None, list[Problem]]:
    data, trouble = read_bytes(folder / f"{table}.csv")
    return (None, [trouble]) if trouble else frame_from(data, table)


def frame_from(data: bytes, table: str) -> tuple[pd.DataFrame | None, list[Problem]]:
    """Read one table from its file's bytes, as `read_tables` does.

    Parameters
    ----------
    data : bytes
        What the file holds.
    table : str
        One of `terms.TABLES`.

    Returns
    -------
    frame : pandas.DataFrame or None
        None: the bytes are no text of rows and columns.
    problems : list of Problem
        What is wrong with the file as a file.
    """
    text, problems = text_of(data, f"{table}.csv")
    if text is None:
        return None, problems
    frame, found = frame_of(text, table)
    return frame, problems + found
