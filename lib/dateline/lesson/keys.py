"""The keys of exercises: told by the kernel that has them, and found in what cells show."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from dateline.exercises import MIMETYPE, Exercise

if TYPE_CHECKING:
    # A kernel runs this module, and would wait for it.
    from nbformat import NotebookNode

_KEY = "application/vnd.dateline.key+json"
TELL = f"__import__({__name__!r}, fromlist=['tell']).tell()"
"""What a kernel runs before all cells, so that exercises show their keys; it leaves no name."""
UNSEALED = f"__import__({__name__!r}, fromlist=['unsealed']).unsealed(globals())"
"""What a kernel runs after all cells, to say which names hold exercises with their keys."""


class Answer(NamedTuple):
    """One line of a key."""

    answer: str
    verdict: str
    reason: str


class Asked(NamedTuple):
    """An exercise as a cell shows it.

    Attributes
    ----------
    id : str
    sealed : str
        Its text for students.
    key : tuple of Answer
    """

    id: str
    sealed: str
    key: tuple[Answer, ...]


def tell() -> None:
    """Let every exercise that this kernel shows show its key, too."""
    from IPython import get_ipython  # noqa: PLC0415

    shell = get_ipython()
    shell.display_formatter.mimebundle_formatter.for_type(Exercise, with_key)


def with_key(
    exercise: Exercise,
    include: object = None,  # noqa: ARG001 (as IPython calls it)
    exclude: object = None,  # noqa: ARG001
) -> dict[str, Any]:
    """Return what an exercise shows of itself, and its key."""
    table = exercise.solution()[["answer", "verdict", "reason"]]
    key = {"id": exercise.id, "sealed": exercise.sealed(), "key": table.to_numpy().tolist()}
    return {**exercise._repr_mimebundle_(), _KEY: key}


def unsealed(names: Mapping[str, object]) -> None:
    """Print, as JSON, the names that hold exercises with their keys."""
    print(json.dumps([name for name, value in names.items() if _holds(value)]))  # noqa: T201


def told(cell: NotebookNode) -> list[Asked]:
    """Return the exercises that a cell shows with their keys."""
    found = [data[_KEY] for data in _data(cell) if _KEY in data]
    return [Asked(it["id"], it["sealed"], tuple(Answer(*row) for row in it["key"])) for it in found]


def shows_sealed(cell: NotebookNode) -> bool:
    """Tell whether a cell shows an exercise without its key."""
    return any(MIMETYPE in data and _KEY not in data for data in _data(cell))


def forget(cell: NotebookNode) -> None:
    """Take the keys out of what a cell shows."""
    for data in _data(cell):
        data.pop(_KEY, None)


def _data(cell: NotebookNode) -> Iterator[dict[str, Any]]:
    return (output.data for output in cell.get("outputs", []) if "data" in output)


def _holds(value: object) -> bool:
    """Tell whether a value is an exercise, or a list or dict that has one."""
    members = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict | list | tuple | set):
        return any(isinstance(it, Exercise) for it in members)  # type: ignore[attr-defined]
    return isinstance(value, Exercise)
