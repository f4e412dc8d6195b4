"""What must go with a student's notebook that is sent to somebody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from nbformat import NotebookNode

from dateline.lesson.moving import paths_in
from dateline.phrases import listed

_KEYS = "exercises.toml"


def needed(
    student: NotebookNode, *, source: NotebookNode, folder: Path, name: str
) -> Iterator[str]:
    """Tell which files and folders a student's notebook reads, and what in them is no student's.

    Parameters
    ----------
    student, source : nbformat.NotebookNode
        The copy, and the notebook from which it was made, both as they are run in `folder`.
    folder : pathlib.Path
    name : str
        The copy's file.
    """
    paths = sorted(set(_read(student, folder=folder)))
    folders = [it for it in paths if (folder / it).is_dir()]
    private = set(_read(source, folder=folder)) - set(paths)
    for path in paths:
        if any(_lies_in(path, other, folder=folder) for other in folders):
            continue
        if path not in folders:
            yield f"{name} reads {path}: send this file too"
            continue
        place = (folder / path).resolve()
        keys = {
            (folder / it).resolve().relative_to(place).as_posix()
            for it in private
            if _lies_in(it, path, folder=folder)
        }
        told = sorted(keys | ({_KEYS} if (place / _KEYS).is_file() else set()))
        verb = "holds" if len(told) == 1 else "hold"
        without = f", without {listed(told)}, which {verb} the answers" if told else ""
        yield f"{name} reads {path}: send this folder too{without}"


def _read(notebook: NotebookNode, *, folder: Path) -> Iterable[str]:
    code = (cell.source for cell in notebook.cells if cell.cell_type == "code")
    return (it.text for source in code for it in paths_in(source, folder=folder))


def _lies_in(path: str, other: str, *, folder: Path) -> bool:
    """Tell whether a path leads to something below a folder."""
    return (folder / other).resolve() in (folder / path).resolve().parents
