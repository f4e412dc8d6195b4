"""All files of a lesson, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from dateline.files import replace_all
from dateline.lesson.asking import Questions, questions_in
from dateline.lesson.copies import (
    for_screens,
    stored,
    students,
    with_solutions,
    without_empty,
)
from dateline.lesson.deck import slides as slides_of
from dateline.lesson.faults import LessonError
from dateline.lesson.guard import require_no_leak
from dateline.lesson.keys import forget
from dateline.lesson.moving import links_moved
from dateline.lesson.pages import again, page, sheet
from dateline.lesson.paper import handout
from dateline.lesson.running import run
from dateline.lesson.sources import Source, source_of
from dateline.lesson.travel import needed
from dateline.phrases import counted
from dateline.share.outputs import prepared

_Files = dict[str, bytes]
_KINDS = (
    "student.ipynb",
    "instructor.ipynb",
    "student.html",
    "instructor.html",
    "handout.html",
    "slides.html",
)
"""What is written, the slides only if asked for."""


def written(
    path: Path, out: Path, *, slides: bool, tell: Callable[[str], None] | None
) -> list[Path]:
    """Write the files of a lesson, as `dateline.lesson.write_lesson` tells."""
    tell = tell or _keep_quiet
    source = source_of(path, out=out)
    every = [f"{source.path.stem}.{kind}" for kind in _KINDS]
    names = every if slides else every[:-1]
    try:
        with _folder(out, names=names):
            files, remarks = _files(source, slides=slides, tell=tell)
            contents = {out / name: files[name] for name in names}
            there = {name for name in every if (out / name).exists()}
            replace_all(contents)
    except OSError as error:
        raise LessonError(f"{out} cannot be written: {error.strerror or error}") from error
    for name in names:
        done = "replaced" if name in there else "written"
        tell(f"{source.path.name}: {name} {done}, {_size(files[name])}")
    for name in sorted(there.difference(names)):
        tell(f"{source.path.name}: {name} is of an earlier run and not written now; it is left")
    for remark in remarks:
        tell(remark)
    return list(contents)


def _keep_quiet(line: str) -> None:
    """Tell nobody."""


@contextmanager
def _folder(out: Path, *, names: list[str]) -> Iterator[None]:
    """Make the folder of the files; where they cannot be written, leave it as it was."""
    new = [place for place in (out, *out.parents) if not place.exists()]
    existing = next((it for it in (out, *out.parents) if it.exists()), out)
    if not existing.is_dir():
        raise LessonError(f"{existing} is not a folder; name another with --out")
    for name in names:
        if (out / name).is_dir():
            raise LessonError(f"{out / name} is a folder, in the place of a file; move it away")
    out.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for place in new:
            if not any(place.iterdir()):
                place.rmdir()
        raise


def _files(
    source: Source, *, slides: bool, tell: Callable[[str], None]
) -> tuple[_Files, list[str]]:
    """Make all files, telling of each run; and say what must go with the student's notebook."""
    path, folder = source.path, source.folder
    tell(f"{path.name}: executing for instructors")
    ran = run(source.notebook, path=path, folder=folder).notebook
    questions = questions_in(ran, path=path)
    tell(f"{path.name}: executing for students, {counted(len(questions), 'exercise')}")
    taught = students(ran, questions=questions, path=path, folder=folder)
    require_no_leak(taught, source=ran, questions=questions, path=path)
    for cell in ran.cells:
        forget(cell)
    copies = {
        "student": without_empty(taught),
        "instructor": with_solutions(ran, questions=questions),
    }
    files = {
        f"{path.stem}.{reader}.ipynb": _bytes(_copy(it, source=source))
        for reader, it in copies.items()
    }
    files |= _pages(ran, taught, questions=questions, path=path, slides=slides)
    name = f"{path.stem}.student.ipynb"
    return files, [*needed(copies["student"], source=ran, folder=folder, name=name)]


def _copy(notebook: NotebookNode, *, source: Source) -> NotebookNode:
    """Return a notebook as it is written into the folder of the copies."""
    here = source.path.resolve().parent
    return stored(links_moved(for_screens(notebook), here=here, there=source.folder))


def _pages(
    ran: NotebookNode, taught: NotebookNode, *, questions: Questions, path: Path, slides: bool
) -> _Files:
    shown = prepared(ran, path=path)
    private = sheet(with_solutions(shown, questions=questions), source=shown, path=path)
    shown = prepared(taught, path=path)
    public = sheet(without_empty(shown), source=shown, path=path)
    # Each way to lay it out changes the HTML that it is given.
    pages = {
        "instructor": page(private, reader="instructors"),
        "student": page(again(public), reader="students"),
        "handout": handout(again(public)),
    }
    if slides:
        pages["slides"] = slides_of(again(public))
    return {f"{path.stem}.{kind}.html": content for kind, content in pages.items()}


def _bytes(notebook: NotebookNode) -> bytes:
    nbformat.validate(notebook)
    return f"{nbformat.writes(notebook).rstrip()}\n".encode()  # type: ignore[no-untyped-call]


def _size(content: bytes) -> str:
    number = len(content)
    return f"{number / 1e6:.1f} MB" if number >= 1e6 else f"{number / 1e3:.0f} kB"
