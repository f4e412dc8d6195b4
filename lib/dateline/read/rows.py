"""Text becomes rows, and rows a frame."""

from __future__ import annotations

import pandas as pd

from dateline import terms
from dateline.errors import Problem
from dateline.phrases import counted, listed, quoted
from dateline.read.cells import SEPARATORS, Cells, cells_of, holds, known
from dateline.read.text import REPAIR

Row = tuple[int, list[str]]
"""A row's number as a spreadsheet counts, and its cells."""

_NUL = "\0"


def frame_of(text: str, table: str) -> tuple[pd.DataFrame | None, list[Problem]]:
    """Return a table's raw frame and what is wrong with its rows and header.

    The frame is None where the text has no rows or its rows cannot be told apart.
    """
    file = f"{table}.csv"
    cells = cells_of(text, table)
    problems = _separation_problems(cells, file)
    if cells.trouble:
        return None, [*problems, cells.trouble]
    rows = [(number, row) for number, row in enumerate(cells.rows, start=1) if holds(row)]
    if not rows:
        return None, [*problems, _empty(table)]
    (first, header), *body = rows
    problems += _nul_problems(rows, file) if _NUL in text else []
    if first > 1:
        problem = f"the column names stand in row {first}, below empty rows"
        fix = "delete the empty rows above them"
        problems.append(Problem(file, None, None, None, problem, fix))
    columns = _columns([name.replace(_NUL, "") for name in header])
    if not any(known([name], table) for name in columns):
        return None, [*problems, _no_header(table)]
    problems += _header_problems(columns, file)
    problems += _ragged(body, width=len(header), separator=cells.separator, file=file)
    return _frame(body, columns), problems


def _separation_problems(cells: Cells, file: str) -> list[Problem]:
    """Tell in which way of its own a spreadsheet has separated the cells."""
    fix = REPAIR if cells.is_even else f"first correct the rows told below, then {REPAIR}"
    return [Problem(file, None, None, None, problem, fix) for problem in cells.repairs]


def _no_header(table: str) -> Problem:
    problem = "the first row has none of the names of this table's columns"
    fix = f"write them there: {','.join(terms.columns(table))}"
    return Problem(f"{table}.csv", None, None, None, problem, fix)


def _empty(table: str) -> Problem:
    fix = f"write the column names in its first row: {','.join(terms.columns(table))}"
    return Problem(f"{table}.csv", None, None, None, "the file is empty", fix)


def _columns(header: list[str]) -> dict[str, list[int]]:
    """Where each column name stands; a blank name is the empty text."""
    places: dict[str, list[int]] = {}
    for place, name in enumerate(header):
        places.setdefault(name if name.strip() else "", []).append(place)
    return places


def _header_problems(columns: dict[str, list[int]], file: str) -> list[Problem]:
    problems = []
    for name, places in columns.items():
        numbers = listed(place + 1 for place in places)
        if not name:
            some = "a column has" if len(places) == 1 else "columns have"
            problem = f"{some} no name: {numbers}"
            fix = "write a name in the first row, or delete the column"
            problems.append(Problem(file, None, None, None, problem, fix))
        elif len(places) > 1:
            problem = f"the column name {quoted(name)} stands more than once: in columns {numbers}"
            fix = "delete or rename all but one of them"
            problems.append(Problem(file, None, name, None, problem, fix))
    return problems


def _frame(body: list[Row], columns: dict[str, list[int]]) -> pd.DataFrame:
    kept = {name: places[0] for name, places in columns.items() if name}
    index = pd.Index([row for row, _ in body], dtype="int64", name="row")
    cells = {name: [_cell(cells, place) for _, cells in body] for name, place in kept.items()}
    return pd.DataFrame(cells, index=index, dtype="str")


def _cell(cells: list[str], place: int) -> str:
    return cells[place].replace(_NUL, "") if place < len(cells) else ""


def _ragged(body: list[Row], *, width: int, separator: str, file: str) -> list[Problem]:
    return [
        Problem(
            file,
            row,
            None,
            None,
            f"the row has {counted(len(cells), 'cell')}, but there are {counted(width, 'column')}",
            _ragged_fix(cells, width, separator),
        )
        for row, cells in body
        if len(cells) != width
    ]


def _ragged_fix(cells: list[str], width: int, separator: str) -> str:
    mark = SEPARATORS[separator]
    if len(cells) < width:
        return f"add the {mark}s that are missing, one for each empty cell"
    if not any(cell.strip() for cell in cells[width:]):
        return f"delete the {mark}s too many at the end; if a list has commas, separate it by ;"
    return (
        f'put quotation marks (") around the cell that has a {mark} in it; lists are separated by ;'
    )


def _nul_problems(rows: list[Row], file: str) -> list[Problem]:
    header = rows[0][1]
    return [
        Problem(
            file,
            row,
            header[place].replace(_NUL, "") if place < len(header) else None,
            cell,
            f"the cell {quoted(cell)} has a NUL byte in it, which belongs in no text",
            f"type the cell again: {quoted(cell.replace(_NUL, ''))}",
        )
        for row, cells in rows
        for place, cell in enumerate(cells)
        if _NUL in cell
    ]
