"""Text becomes rows of cells, also where a spreadsheet has separated them in its own way.

What it did is told, and can be taken back without loss: `rewritten` writes the same cells as
every case has them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import NamedTuple

from dateline import terms
from dateline.errors import Problem

_LONGEST = 131_072
"""The csv module's own limit, held to also where another library has raised that one."""

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
"""What may stand between cells, and what it is called."""

_HINT = re.compile(r'"?sep=.?"?[,;\t|]*\n', re.IGNORECASE)


class Cells(NamedTuple):
    """A text cut into cells.

    Attributes
    ----------
    rows : list of list of str
        Every row, the empty ones too; none where they cannot be told apart.
    separator : str
        What stands between the cells, a comma in a sound table.
    repairs : dict of str to str
        What is wrong with the way in which the cells are separated, and what a repair makes
        of it.
    trouble : Problem or None
        Why the rows cannot be told apart.
    """

    rows: list[list[str]]
    separator: str
    repairs: dict[str, str]
    trouble: Problem | None

    @property
    def is_even(self) -> bool:
        """Whether all rows that are not empty have as many cells as the first of them."""
        return self.trouble is None and len({len(row) for row in self.rows if holds(row)}) < 2


def cells_of(text: str, table: str) -> Cells:
    """Cut a table's text into cells."""
    repairs = {}
    if hint := _HINT.match(text):
        text = text[hint.end() :]
        repairs["the first row, sep=, is an order to spreadsheets and no row of the table"] = (
            "no row sep="
        )
    separator = _separator(text, table)
    if separator != ",":
        problem = f"the cells are separated by {SEPARATORS[separator]}s, not by commas"
        repairs[problem] = "commas separate the cells, which are the same as before"
    rows, trouble = _parsed(text, separator, f"{table}.csv")
    whole = _unwrapped(rows, table)
    if whole != rows:
        problem = "a spreadsheet that did not know the comma has put whole rows into one cell each"
        repairs[problem] = "each cell stands alone"
    return Cells(whole, separator, repairs, trouble)


def rewritten(text: str, table: str) -> tuple[str, list[str]]:
    """Return the text with its cells separated by commas, and what was done.

    Nothing is done where a row has more or fewer cells than there are columns: a separator
    inside a cell may then have been taken for one between two.
    """
    cells = cells_of(text, table)
    if not cells.repairs or not cells.is_even:
        return text, []
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(cells.rows)
    return buffer.getvalue(), list(cells.repairs.values())


def holds(row: list[str]) -> bool:
    """Tell whether there is more than blanks in a row."""
    return any(cell.replace("\0", "").strip() for cell in row)


def known(cells: list[str], table: str) -> int:
    """Count the table's columns that these cells name."""
    return len({cell.strip(' "').casefold() for cell in cells} & set(terms.columns(table)))


def _separator(text: str, table: str) -> str:
    first = text.lstrip().partition("\n")[0]
    return max(SEPARATORS, key=lambda mark: known(first.split(mark), table))


def _parsed(text: str, separator: str, file: str) -> tuple[list[list[str]], Problem | None]:
    """All rows, or why they cannot be told apart."""
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    try:
        for cells in reader:
            if max(map(len, cells), default=0) > _LONGEST:
                return [], _quoting("field larger", row=len(rows) + 1, file=file)
            rows.append(cells)
    except csv.Error as error:
        return [], _quoting(str(error), row=len(rows) + 1, file=file)
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


def _unwrapped(rows: list[list[str]], table: str) -> list[list[str]]:
    """Take out of its one cell each row that a spreadsheet has put there whole."""
    first = next((place for place, row in enumerate(rows) if holds(row)), None)
    if first is None:
        return rows
    header = _inner(rows[first], lambda cells: known(cells, table) > 1)
    width = len(header)
    if width < 2:
        return rows
    body = [_inner(row, lambda cells: len(cells) == width) for row in rows[first + 1 :]]
    return [*rows[:first], header, *body]


def _inner(row: list[str], is_whole: Callable[[list[str]], bool]) -> list[str]:
    """Return the cells inside a row's one cell, or the row where these are not all of a row."""
    if len(row) != 1:
        return row
    inner, trouble = _parsed(row[0], ",", "")
    return inner[0] if trouble is None and len(inner) == 1 and is_whole(inner[0]) else row
