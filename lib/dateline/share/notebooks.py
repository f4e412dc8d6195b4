"""Notebooks: read from a file, and executed."""

from __future__ import annotations

import copy
import os
import warnings
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbformat import NotebookNode

from dateline.errors import RenderError
from dateline.phrases import printable
from dateline.share.faults import at_cell

_KERNEL = "python3"


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook, of whatever version of the format."""
    if path.is_dir():
        raise RenderError(f"{path} is a folder: name its notebooks, as in {path / '*.ipynb'}")
    try:
        return _parsed(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RenderError(f"{path} cannot be read: {error.strerror or error}") from error
    except Exception as error:
        # Anything may be in a file, and nbformat fails on it in as many ways.
        raise RenderError(f"{path} is not a notebook, as JupyterLab writes them") from error


def _parsed(text: str) -> NotebookNode:
    """Return a notebook that follows its format; what only should be otherwise is let pass."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        raw = nbformat.reader.reads(text)  # type: ignore[no-untyped-call]
        notebook: NotebookNode = nbformat.convert(raw, to_version=4)  # type: ignore[no-untyped-call]
        nbformat.validate(notebook)
    return notebook


def executed(
    notebook: NotebookNode, *, path: Path, folder: Path | None = None, first: str = ""
) -> NotebookNode:
    """Return a copy of a notebook, its outputs made anew by a kernel of its own.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        What is run; it stays as it is.
    path : pathlib.Path
        Its name, for what is told of a cell that fails.
    folder : pathlib.Path, optional
        Where it is run; by default where it lies.
    first : str
        What the kernel is started with: the lines that it runs before all cells, as a list.

    Raises
    ------
    RenderError
        A cell fails.
    """
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.update(outputs=[], execution_count=None)
    client = NotebookClient(
        notebook,
        kernel_name=_KERNEL,
        resources={"metadata": {"path": str(folder or path.resolve().parent)}},
        # The kernel's own remarks are not about the notebook.
        extra_arguments=[
            "--log-level=ERROR",
            *([f"--IPKernelApp.exec_lines={first}"] if first else []),
        ],
        record_timing=False,
        # Nothing in it is to be kept.
        shutdown_kernel="immediate",
        coalesce_streams=True,
    )
    with client.setup_kernel(env=_environment()):
        for place, cell in enumerate(notebook.cells):
            try:
                client.execute_cell(cell, place)
            except CellExecutionError as error:
                problem = f"{error.ename}: {printable(error.evalue.strip())}"
                raise at_cell(path, place + 1, cell, problem) from error
            except DeadKernelError as error:
                raise at_cell(path, place + 1, cell, "Python itself ended in this cell") from error
    return notebook


def _environment() -> dict[str, str]:
    """Return the variables under which every run shows the same, as JSON for figures."""
    return {**os.environ, "PLOTLY_RENDERER": "plotly_mimetype", "PYTHONHASHSEED": "0"}
