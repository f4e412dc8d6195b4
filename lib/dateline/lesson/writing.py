"""All files of a lesson, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from dateline.files import replace_all
from dateline.lesson.asking import Questions, questions_in
from dateline.lesson.copies import stored, students, with_solutions, without_empty
from dateline.lesson.deck import slides as slides_of
from dateline.lesson.faults import LessonError
from dateline.lesson.guard import require_no_leak
from dateline.lesson.keys import forget
from dateline.lesson.pages import again, page, sheet
from dateline.lesson.paper import handout
from dateline.lesson.running import run
from dateline.lesson.sources import Source, source_of
from dateline.phrases import counted
from dateline.share.outputs import prepared

_Files = dict[str, bytes]


def written(
    path: Path, out: Path, *, slides: bool, tell: Callable[[str], None] | None
) -> list[Path]:
    """Write the files of a lesson, as `dateline.lesson.write_lesson` tells."""
    source = source_of(path, out=out)
    kinds = ["student.ipynb", "instructor.ipynb", "student.html", "instructor.html", "handout.html"]
    names = [f"{source.path.stem}.{kind}" for kind in [*kinds, *(["slides.html"] * slides)]]
    try:
        with _folder(out, names=names):
            files = _files(source, slides=slides, tell=tell or _keep_quiet)
            contents = {out / name: files[name] for name in names}
            replace_all(contents)
    except OSError as error:
        raise LessonError(f"{out} cannot be written: {error.strerror or error}") from error
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


def _files(source: Source, *, slides: bool, tell: Callable[[str], None]) -> _Files:
    """Make all files, telling of each."""
    path, folder, stem = source.path, source.folder, source.path.stem
    tell(f"{path.name}: executing for instructors")
    ran = run(source.notebook, path=path, folder=folder).notebook
    questions = questions_in(ran, path=path)
    tell(f"{path.name}: executing for students, {counted(len(questions), 'exercise')}")
    taught = students(ran, questions=questions, path=path, folder=folder)
    require_no_leak(taught, source=ran, questions=questions, path=path)
    for cell in ran.cells:
        forget(cell)
    files = _copies(ran, taught, questions=questions, stem=stem)
    for name, content in _pages(ran, taught, questions=questions, path=path, slides=slides):
        files[name] = content
    for name, content in files.items():
        tell(f"{path.name}: {name}, {_size(content)}")
    return files


def _copies(ran: NotebookNode, taught: NotebookNode, *, questions: Questions, stem: str) -> _Files:
    copies = {
        "student": without_empty(taught),
        "instructor": with_solutions(ran, questions=questions),
    }
    return {f"{stem}.{reader}.ipynb": _bytes(stored(it)) for reader, it in copies.items()}


def _pages(
    ran: NotebookNode, taught: NotebookNode, *, questions: Questions, path: Path, slides: bool
) -> Iterator[tuple[str, bytes]]:
    shown = prepared(ran, path=path)
    private = sheet(with_solutions(shown, questions=questions), source=shown, path=path)
    yield f"{path.stem}.instructor.html", page(private, reader="instructors")
    shown = prepared(taught, path=path)
    public = sheet(without_empty(shown), source=shown, path=path)
    # Each way to lay it out changes the HTML that it is given.
    yield f"{path.stem}.student.html", page(again(public), reader="students")
    yield f"{path.stem}.handout.html", handout(again(public))
    if slides:
        yield f"{path.stem}.slides.html", slides_of(again(public))


def _bytes(notebook: NotebookNode) -> bytes:
    nbformat.validate(notebook)
    return f"{nbformat.writes(notebook).rstrip()}\n".encode()  # type: ignore[no-untyped-call]


def _size(content: bytes) -> str:
    number = len(content)
    return f"{number / 1e6:.1f} MB" if number >= 1e6 else f"{number / 1e3:.0f} kB"
