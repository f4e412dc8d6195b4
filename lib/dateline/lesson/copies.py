"""The student's and the instructor's copy of a notebook."""

from __future__ import annotations

import copy
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from dateline.lesson.asking import Questions
from dateline.lesson.faults import LessonError
from dateline.lesson.keys import Asked, forget
from dateline.lesson.running import require_run, run
from dateline.lesson.solutions import solution
from dateline.lesson.tags import after_exercise, for_instructors, on_paper_only

_METADATA = {
    "kernelspec": {
        "name": "python3",
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
    },
    "language_info": {"name": "python", "mimetype": "text/x-python", "file_extension": ".py"},
}
_WIDGET = "application/vnd.jupyter.widget-view+json"
_SOLUTION = {"tags": ["solution"], "slideshow": {"slide_type": "notes"}}
_KEPT = ("tags", "slideshow")


def students(
    source: NotebookNode, *, questions: Questions, path: Path, folder: Path
) -> NotebookNode:
    """Return the notebook for students, executed, with an empty cell for each that is left out.

    So a cell has the same number in all copies while they are made.

    Raises
    ------
    LessonError
        A cell fails without those left out, or a name still holds exercises with their keys.
    """
    cells = [_for_students(cell, questions.get(place)) for place, cell in enumerate(source.cells)]
    try:
        ran = run(_notebook(cells), path=path, folder=folder)
    except LessonError as error:
        raise LessonError(
            f"the student's copy fails where the notebook itself does not: {error}. If what it "
            "needs is in a cell for instructors, take the tag off that cell"
        ) from error
    return require_run(ran, path=path)


def _for_students(cell: NotebookNode, asked: Asked | None) -> NotebookNode:
    if for_instructors(cell):
        return new_markdown_cell()  # type: ignore[no-untyped-call]
    if asked is None:
        return copy.deepcopy(cell)
    rest = after_exercise(cell.source)
    shown = f"from_sealed({asked.sealed!r})"
    lines = ["from dateline.exercises import from_sealed", ""]
    lines += [f"display({shown})", rest] if rest else [shown]
    metadata = {name: cell.metadata[name] for name in _KEPT if name in cell.metadata}
    # Nobody reads these lines: JupyterLab folds them.
    metadata["jupyter"] = {"source_hidden": True}
    return new_code_cell("\n".join(lines), metadata=metadata)  # type: ignore[no-untyped-call]


def with_solutions(shown: NotebookNode, *, questions: Questions) -> NotebookNode:
    """Return a notebook in which the solution follows each exercise, in a cell of its own."""
    cells: list[NotebookNode] = []
    for place, cell in enumerate(shown.cells):
        cells.append(cell)
        if place in questions:
            number = f"{place + 1}-solution"
            cells.append(
                new_markdown_cell(  # type: ignore[no-untyped-call]
                    solution(questions[place]), metadata=_SOLUTION | {"number": number}
                )
            )
    return NotebookNode({**shown, "cells": cells})  # type: ignore[no-untyped-call]


def without_empty(notebook: NotebookNode) -> NotebookNode:
    """Return a notebook without the cells in which there is nothing."""
    cells = [cell for cell in notebook.cells if cell.source.strip()]
    return NotebookNode({**notebook, "cells": cells})  # type: ignore[no-untyped-call]


def for_screens(notebook: NotebookNode) -> NotebookNode:
    """Return a notebook without the cells that are for the handout only."""
    cells = [cell for cell in notebook.cells if not on_paper_only(cell)]
    return NotebookNode({**notebook, "cells": cells})  # type: ignore[no-untyped-call]


def stored(notebook: NotebookNode) -> NotebookNode:
    """Return a notebook as it is written: without keys, widgets, and what differs by machine."""
    cells = [*map(copy.deepcopy, notebook.cells)]
    for place, cell in enumerate(cells, start=1):
        forget(cell)
        cell["id"] = f"cell-{place}"
        cell.metadata.pop("number", None)
        if "outputs" in cell:
            cell.outputs = [it for it in cell.outputs if _WIDGET not in it.get("data", {})]
    return _notebook(cells)


def _notebook(cells: list[NotebookNode]) -> NotebookNode:
    return new_notebook(cells=cells, metadata=copy.deepcopy(_METADATA))  # type: ignore[no-untyped-call]
