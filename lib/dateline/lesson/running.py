"""A notebook in a kernel of its own, with lines that are run before and after its cells."""

from __future__ import annotations

import copy
import json
import os
from pathlib import Path
from typing import NamedTuple

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from dateline.lesson.faults import LessonError, wrong_cell
from dateline.lesson.keys import TELL, UNSEALED
from dateline.phrases import printable


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
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.update(outputs=[], execution_count=None)
    notebook.cells.append(new_code_cell(UNSEALED))  # type: ignore[no-untyped-call]
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        # The kernel's own remarks are not about the notebook.
        extra_arguments=["--log-level=ERROR", f"--IPKernelApp.exec_lines={TELL}"],
        record_timing=False,
        # Nothing in it is to be kept.
        shutdown_kernel="immediate",
        coalesce_streams=True,
    )
    with client.setup_kernel(env=_environment()):
        for place, cell in enumerate(notebook.cells):
            _run(client, cell, place=place, path=path)
    probe = notebook.cells.pop()
    return Ran(notebook, json.loads(probe.outputs[0].text))


def _run(client: NotebookClient, cell: NotebookNode, *, place: int, path: Path) -> None:
    try:
        client.execute_cell(cell, place)
    except CellExecutionError as error:
        problem = f"{error.ename}: {printable(error.evalue.strip())}"
        raise wrong_cell(path, place + 1, cell, problem) from error
    except DeadKernelError as error:
        raise wrong_cell(path, place + 1, cell, "Python itself ended in this cell") from error


def require_run(ran: Ran, *, path: Path) -> NotebookNode:
    """Return the notebook of a run, which must have left no key to students."""
    if ran.holding:
        raise LessonError(
            f"{path.name}: in the student's copy {ran.holding[0]!r} holds exercises with their "
            "solutions; tag the cell that makes it “instructor”: students need it not, as each "
            "exercise comes sealed into its own cell"
        )
    return ran.notebook


def _environment() -> dict[str, str]:
    """Return the variables under which every run shows the same, as JSON for figures."""
    return {**os.environ, "PLOTLY_RENDERER": "plotly_mimetype", "PYTHONHASHSEED": "0"}
