"""What the tags of cells say: for whom a cell is, and which part of it shows an exercise."""

from __future__ import annotations

import ast

from nbformat import NotebookNode

EXERCISE = "exercise"
_INSTRUCTORS = {"instructor", "solution"}


def tags_of(cell: NotebookNode) -> set[str]:
    """Return a cell's tags."""
    return set(cell.metadata.get("tags", []))


def for_instructors(cell: NotebookNode) -> bool:
    """Tell whether a cell is left out of what students get."""
    return not _INSTRUCTORS.isdisjoint(tags_of(cell))


def is_exercise(cell: NotebookNode) -> bool:
    """Tell whether a cell shows students an exercise."""
    return EXERCISE in tags_of(cell) and not for_instructors(cell)


def after_exercise(source: str) -> str:
    r"""Return what a cell that shows an exercise does after that.

    Notes
    -----
    The first statement ``display(…)`` shows the exercise, or, where there is none, the last
    statement does. What comes before may hold the key, comments included; what comes after is
    a figure that a prediction covers, or anything else that students need.

    Raises
    ------
    SyntaxError
        The source is no Python, as where IPython's own commands are in it.

    Examples
    --------
    >>> after_exercise('display(asked["lanes"])  # not easy\ntimeline(case.events, case=case)')
    'timeline(case.events, case=case)'
    >>> after_exercise('asked["lanes"]')
    ''
    """
    statements = ast.parse(source).body
    shown = next((at for at, it in enumerate(statements) if _is_display(it)), len(statements) - 1)
    rest = statements[shown + 1 :]
    if not rest:
        return ""
    lines = source.splitlines(keepends=True)[rest[0].lineno - 1 :]
    # The parser counts columns in bytes of UTF-8.
    first = lines[0].encode("utf-8")[rest[0].col_offset :].decode("utf-8")
    return "".join([first, *lines[1:]]).rstrip()


def _is_display(statement: ast.stmt) -> bool:
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Call):
        return False
    function = statement.value.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name == "display"
