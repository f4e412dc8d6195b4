"""The exceptions of dateline, and the one shape in which a problem is told."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pandas as pd


class Problem(NamedTuple):
    """One thing that is wrong with a case, and what to do about it.

    Attributes
    ----------
    file : str
        The file's name inside the case's folder, ``"events.csv"``.
    row : int or None
        The row as a spreadsheet counts it (the header is row 1); None for the whole file.
    column : str or None
        The column's name; None for the whole row.
    value : str or None
        The cell as it stands; None where the problem is not about one cell.
    problem : str
        What is wrong, with the values that are allowed.
    fix : str
        What to write or do instead.
    """

    file: str
    row: int | None
    column: str | None
    value: str | None
    problem: str
    fix: str


class DatelineError(Exception):
    """Any error that dateline raises on purpose."""


class DateError(DatelineError, ValueError):
    """A value that is not an EDTF date.

    Attributes
    ----------
    row : Hashable
        The index label of the first wrong value.
    value : object
        That value.
    """

    def __init__(self, message: str, *, row: Hashable, value: object) -> None:
        super().__init__(message)
        self.row = row
        self.value = value


class FrameError(DatelineError, ValueError):
    """A frame that lacks a column or a value that a view or a table needs."""


class RenderError(DatelineError, ValueError):
    """A notebook that cannot become a page, or a folder that cannot take it."""


class EditError(DatelineError, ValueError):
    """A table that cannot be edited or saved as asked; its file is as it was."""


class StaleError(EditError):
    """A table that changed on disk since it was read, and so was not saved."""


class CaseError(DatelineError, ValueError):
    """A case that is not sound.

    Attributes
    ----------
    problems : pandas.DataFrame
        Every problem of every table: file, row, column, value, problem, fix.
    """

    def __init__(self, message: str, *, problems: pd.DataFrame) -> None:
        super().__init__(message)
        self.problems = problems
