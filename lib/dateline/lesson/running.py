"""A notebook in a kernel of its own, with lines that are run before and after its cells."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import NamedTuple

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from dateline.errors import RenderError
from dateline.lesson.faults import LessonError
from dateline.lesson.keys import TELL, UNSEALED
from dateline.share.notebooks import executed


class Ran(NamedTuple):
    """A notebook with the outputs of a run, and the names that then held keys."""

    notebook: NotebookNode
    holding: list[str]


def run(notebook: NotebookNode, *, path: Path, folder: Path) -> Ran:
    """Return a copy of a notebook, its outputs made anew by a kernel.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        What is run; it stays as it is.
    path : pathlib.Path
        Its name, for what is told of a cell that fails.
    folder : pathlib.Path
        Where it is run.

    Raises
    ------
    LessonError
        A cell fails.
    """
    probed = copy.deepcopy(notebook)
    probed.cells.append(new_code_cell(UNSEALED))  # type: ignore[no-untyped-call]
    try:
        done = executed(probed, path=path, folder=folder, first=TELL)
    except RenderError as error:
        raise LessonError(str(error)) from error
    probe = done.cells.pop()
    return Ran(done, json.loads(probe.outputs[0].text))


def require_run(ran: Ran, *, path: Path) -> NotebookNode:
    """Return the notebook of a run, which must have left no key to students."""
    if ran.holding:
        raise LessonError(
            f"{path.name}: in the student's copy {ran.holding[0]!r} holds exercises with their "
            "solutions; tag the cell that makes it “instructor”: students need it not, as each "
            "exercise comes sealed into its own cell"
        )
    return ran.notebook
