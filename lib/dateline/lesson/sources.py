"""What a lesson is made from: a notebook, or a case."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from nbformat import NotebookNode

from dateline.case import read_case
from dateline.lesson.faults import LessonError
from dateline.lesson.generated import notebook_of, own_exercises
from dateline.lesson.moving import moved, way
from dateline.lesson.tags import is_exercise
from dateline.phrases import printable, quoted
from dateline.share.notebooks import read_notebook


class Source(NamedTuple):
    """The notebook of a lesson.

    Attributes
    ----------
    notebook : nbformat.NotebookNode
        Its code names files as they are from `folder`.
    path : pathlib.Path
        Where it lies, or would lie; its stem names the files.
    folder : pathlib.Path
        Where its copies will lie, and are executed.
    """

    notebook: NotebookNode
    path: Path
    folder: Path


def source_of(path: Path, *, out: Path) -> Source:
    """Read a notebook, or make one from a case's folder, for copies that lie in `out`.

    Raises
    ------
    LessonError
        The path is neither.
    CaseError
        The case is not sound.
    ExerciseError
        Something is wrong with the exercises that were written for the case.
    RenderError
        The notebook cannot be read.
    """
    if path.is_dir():
        if not (path / "events.csv").is_file():
            raise LessonError(
                f"{quoted(str(path))} is a folder without events.csv, and so no case; name a "
                "notebook or a case's folder"
            )
        name = path.resolve().name
        folder = way(path.resolve(), start=out.resolve())
        notebook = notebook_of(read_case(path), folder=folder, own=own_exercises(path))
        if not any(map(is_exercise, notebook.cells)):
            raise LessonError(
                f"no exercise follows from the tables of {quoted(str(path))}: it takes two events "
                "of which one was certainly over before the other began, or mentions that say who "
                "tells what on whose word"
            )
        return Source(notebook, out / f"{name}.ipynb", out)
    if path.suffix.lower() != ".ipynb":
        why = "is neither a notebook (.ipynb) nor the folder of a case"
        why = (
            why if path.exists() else "does not exist; name a notebook (.ipynb) or a case's folder"
        )
        raise LessonError(f"{printable(str(path))} {why}")
    notebook = moved(read_notebook(path), here=path.resolve().parent, there=out)
    return Source(notebook, path, out.resolve())
