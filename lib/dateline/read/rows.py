"""Text becomes rows, and rows a frame."""

from __future__ import annotations

import csv
import io

import pandas as pd

from dateline import terms
from dateline.errors import Problem
from dateline.phrases import counted, listed, quoted

Row = tuple[int, list[str]]
"""A row's number as a spreadsheet counts, and its cells."""

_NUL = "\0"
_LONGEST = 131_072
"""The csv module's own limit, held to also where another library has raised that one."""

_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


def frame_of(text: str, table: str) -> tuple[pd.DataFrame | None, list[Problem]]:
    """Return a table's raw frame and what is wrong with its rows and header.

    The frame is None where the text has no rows or its rows cannot be told apart.
    """
    file = f"{table}.csv"
    trouble = _separated(text, table)
    if trouble:
        return None, [trouble]
    rows, trouble = _rows(text, file)
    if trouble:
        return None, [trouble]
    if not rows:
        return None, [_empty(table)]
    (first, header), *body = rows
    problems = _nul_problems(rows, file) if _NUL in text else []
    if first > 1:
        problem = f"the column names stand in row {first}, below empty rows"
        fix = "delete the empty rows above them"
        problems.append(Problem(file, None, None, None, problem, fix))
    columns = _columns([name.replace(_NUL, "") for name in header])
    if not any(_known([name], table) for name in columns):
        return None, [*problems, _no_header(table)]
    problems += _header_problems(columns, file) + _ragged(body, width=len(header), file=file)
    return _frame(body, columns), problems


def _separated(text: str, table: str) -> Problem | None:
    """Tell whether the cells are separated by something else than commas."""
    first = text.lstrip().partition("\n")[0]
    known = {separator: _known(first.split(separator), table) for separator in ",;\t|"}
    separator = max(known, key=lambda mark: known[mark])
    if separator == ",":
        return None
    problem = f"the cells are separated by {_SEPARATORS[separator]}, not by commas"
    fix = "save it again as “CSV UTF-8”, with the comma as separator"
    return Problem(f"{table}.csv", None, None, None, problem, fix)


def _no_header(table: str) -> Problem:
    problem = "the first row has none of the names of this table's columns"
    fix = f"write them there: {','.join(terms.columns(table))}"
    return Problem(f"{table}.csv", None, None, None, problem, fix)


def _empty(table: str) -> Problem:
    fix = f"write the column names in its first row: {','.join(terms.columns(table))}"
    return Problem(f"{table}.csv", None, None, None, "the file is empty", fix)


def _known(cells: list[str], table: str) -> int:
    return len({cell.strip(' "').casefold() for cell in cells} & set(terms.columns(table)))


def _rows(text: str, file: str) -> tuple[list[Row], Problem | None]:
    """All rows that are not empty, or why they cannot be told apart."""
    reader = csv.reader(io.StringIO(text, newline="\n"), strict=True)
    rows: list[Row] = []
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if max(map(len, cells), default=0) > _LONGEST:
                return [], _quoting("field larger", row=number, file=file)
            if any(cell.replace(_NUL, "").strip() for cell in cells):
                rows.append((number, cells))
    except csv.Error as error:
        return [], _quoting(str(error), row=number + 1, file=file)
    return rows, None


def _quoting(reason: str, *, row: int, file: str) -> Problem:
    if "field larger" in reason:
        problem = f"a cell has more than {_LONGEST:,} characters"
        fix = "look there, and in the row before, for a quotation mark that is not closed"
    elif "unexpected end" in reason:
        problem = "a cell opens a quotation mark that is never closed"
        fix = 'close it after the cell; a quotation mark inside a quoted cell is written twice ("")'
    else:
        problem = "more text follows the quotation mark that closes a cell"
        fix = 'write a quotation mark inside a quoted cell twice (""), and close every cell'
    return Problem(file, row, None, None, f"{problem}, so the file cannot be read", fix)


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


def _ragged(body: list[Row], *, width: int, file: str) -> list[Problem]:
    return [
        Problem(
            file,
            row,
            None,
            None,
            f"the row has {counted(len(cells), 'cell')}, but there are {counted(width, 'column')}",
            _ragged_fix(cells, width),
        )
        for row, cells in body
        if len(cells) != width
    ]


def _ragged_fix(cells: list[str], width: int) -> str:
    if len(cells) < width:
        return "add the commas that are missing, one for each empty cell"
    if not any(cell.strip() for cell in cells[width:]):
        return "delete the commas too many at the end; if a list has commas, separate it by ;"
    return (
        'put quotation marks (") around the cell that has a comma in it; lists are separated by ;'
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
