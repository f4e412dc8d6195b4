"""What is said of a notebook that cannot become a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import RenderError
from dateline.phrases import quoted

if TYPE_CHECKING:
    from nbformat import NotebookNode


def at_cell(path: Path, number: int, cell: NotebookNode, problem: str) -> RenderError:
    """Return the exception for something wrong in one cell, counted from 1 over all cells."""
    lines = [line.strip() for line in str(cell.source).splitlines() if line.strip()]
    first = f" ({quoted(lines[0])})" if lines else ""
    return RenderError(f"{path.name}, cell {number}{first}: {problem}")
