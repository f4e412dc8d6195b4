"""A case's folder becomes raw frames of strings, and a list of what could not be read.

Bytes become text (`text`), text becomes rows and a frame (`rows`); each step tells what is
wrong with the file and hands on what it can, so that the rest of the file is checked as well.
"""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd

from dateline import terms
from dateline.errors import Problem
from dateline.read.about import About, read_about
from dateline.read.folder import PACKAGE, folder_problem, misnamed, package_problems, read_bytes
from dateline.read.rows import frame_of
from dateline.read.text import repair_file, text_of

__all__ = ["About", "read_about", "read_tables", "repair_files"]


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
    A byte order mark, Windows or old Mac line ends and NUL bytes are problems, but the frame
    is what it would be without them. `repair_files` removes all but the last.

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


def repair_files(path: str | os.PathLike[str]) -> list[str]:
    """Take byte order marks out of a case's files, and end every line with a line feed alone.

    Nothing else changes, and a file that does not need it, or is not UTF-8 text, is not
    touched. Each file is replaced whole, so that it is never half written.

    Parameters
    ----------
    path : str or os.PathLike
        The case's folder.

    Returns
    -------
    list of str
        The names of the files that were rewritten.

    Raises
    ------
    OSError
        A file cannot be written.
    """
    folder = Path(path)
    if folder_problem(folder):
        return []
    names = {entry.name for entry in folder.iterdir()}
    known = [*(f"{table}.csv" for table in terms.TABLES), PACKAGE]
    return [name for name in known if name in names and repair_file(folder / name)]


def _read_table(folder: Path, table: str) -> tuple[pd.DataFrame | None, list[Problem]]:
    file = f"{table}.csv"
    data, trouble = read_bytes(folder / file)
    if trouble:
        return None, [trouble]
    text, problems = text_of(data, file)
    if text is None:
        return None, problems
    frame, found = frame_of(text, table)
    return frame, problems + found
