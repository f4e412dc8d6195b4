"""What students get must not tell what only instructors may read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import NamedTuple

from nbformat import NotebookNode

from dateline.lesson.asking import Questions
from dateline.lesson.faults import wrong_cell
from dateline.lesson.tags import for_instructors
from dateline.phrases import quoted

_SHORTEST = 20
"""Shorter texts may stand anywhere by chance."""
_MARKUP = " \t#*->|_"


class _Secret(NamedTuple):
    """A text that students must not get, and what it is."""

    text: str
    what: str


def require_no_leak(
    notebook: NotebookNode, *, source: NotebookNode, questions: Questions, path: Path
) -> None:
    """Refuse a student's notebook in which a solution stands, or what is for instructors.

    Looked for are the reasons of right and wrong answers, and of cells for instructors each
    line of Markdown, the code as a whole, and texts among the outputs; in sources, outputs and
    metadata alike.

    Raises
    ------
    LessonError
        One of them is found; the number of the cell is that of `source`.
    """
    secrets = [*_reasons(questions), *_for_instructors(source)]
    for number, cell in enumerate(notebook.cells, start=1):
        texts = {_collapsed(it) for it in _texts(cell)}
        texts |= {_collapsed(unescape(it)) for it in texts}
        for secret in secrets:
            if any(secret.text in text for text in texts):
                problem = (
                    f"students would read {secret.what} in it: {quoted(secret.text)}; say it "
                    "otherwise there, or tag the cell “instructor”"
                )
                raise wrong_cell(path, number, source.cells[number - 1], problem)


def _reasons(questions: Questions) -> Iterator[_Secret]:
    for asked in questions.values():
        for answer in asked.key:
            text = _collapsed(answer.reason)
            if answer.verdict in ("right", "wrong") and len(text) >= _SHORTEST:
                what = f"the reason of {quoted(answer.answer)} in exercise {quoted(asked.id)}"
                yield _Secret(text, what)


def _for_instructors(source: NotebookNode) -> Iterator[_Secret]:
    for number, cell in enumerate(source.cells, start=1):
        if not for_instructors(cell):
            continue
        parts = [cell.source] if cell.cell_type == "code" else cell.source.splitlines()
        for output in cell.get("outputs", []):
            said = output.get("data", {})
            parts += [output.get("text", ""), said.get("text/plain", ""), said.get("text/html", "")]
        for part in parts:
            text = _collapsed(part).strip(_MARKUP)
            if len(text) >= _SHORTEST:
                yield _Secret(text, f"what cell {number} tells instructors")


def _texts(value: object) -> Iterator[str]:
    """Return all texts in a cell, wherever they stand."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(key)
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _collapsed(text: str) -> str:
    return " ".join(text.split())
