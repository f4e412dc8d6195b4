"""Which exercises a notebook asks, and in which of its cells."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from dateline.lesson.faults import LessonError, wrong_cell
from dateline.lesson.keys import Asked, shows_sealed, told
from dateline.lesson.tags import after_exercise, for_instructors, is_exercise
from dateline.phrases import counted, quoted

Questions = dict[int, Asked]
"""By the place of its cell, each exercise."""


def questions_in(notebook: NotebookNode, *, path: Path) -> Questions:
    """Return the exercises of an executed notebook, each from a cell of its own.

    Raises
    ------
    LessonError
        There is none, a cell is tagged and shows none or several, shows one and is not tagged,
        or shows one without its key; or two have one id.
    """
    found: Questions = {}
    for place, cell in enumerate(notebook.cells):
        if for_instructors(cell):
            continue
        problem = _problem(cell)
        asked = told(cell)
        if asked and not problem:
            known = next((at for at, it in found.items() if it.id == asked[0].id), None)
            if known is not None:
                problem = (
                    f"exercise {quoted(asked[0].id)} is in cell {known + 1}, too; give one of the "
                    "two another id"
                )
            found[place] = asked[0]
        if problem:
            raise wrong_cell(path, place + 1, cell, problem)
    if not found:
        raise LessonError(
            f"{path.name} has no exercise: show one in a cell of its own, as the functions of "
            "dateline.exercises make them, and tag that cell “exercise”"
        )
    return found


def _problem(cell: NotebookNode) -> str:
    """Say what is wrong with a cell that is for students; empty: nothing."""
    asked = told(cell)
    if not is_exercise(cell):
        if asked:
            return (
                f"it shows exercise {quoted(asked[0].id)}, and its source would go to students; "
                "tag it “exercise”"
            )
        return ""
    if shows_sealed(cell):
        return "the exercise is sealed, as in a student's copy; give the notebook it was made from"
    if len(asked) != 1:
        return (
            f"it is tagged “exercise” and shows {counted(len(asked), 'exercise')}; let one be its "
            "last line, or the first that is displayed"
        )
    try:
        after_exercise(cell.source)
    except SyntaxError:
        return (
            "it is tagged “exercise” and has more than Python in it; put what begins with % or ! "
            "into another cell"
        )
    return ""
