"""The exception of lessons."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from dateline.errors import RenderError
from dateline.share.faults import at_cell


class LessonError(RenderError):
    """A notebook or a case of which no lesson can be made; no file is written."""


def wrong_cell(path: Path, number: int, cell: NotebookNode, problem: str) -> LessonError:
    """Return the exception for something wrong in one cell, counted from 1 over all cells."""
    return LessonError(str(at_cell(path, number, cell, problem)))
