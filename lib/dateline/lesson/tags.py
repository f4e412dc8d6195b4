"""What the tags of cells say: for whom a cell is, where it is shown, and what it asks for.

exercise
    It shows one exercise.
solution, instructor
    It is for instructors only.
screen-only
    It is left out of the handout: what is only true of a screen.
paper-only
    It is in the handout only: what is only true of paper.
lines, lines-N
    On the handout three lines, or N, up to 40, to write on follow it.
"""

from __future__ import annotations

import ast
import re

from nbformat import NotebookNode

EXERCISE = "exercise"
_INSTRUCTORS = {"instructor", "solution"}
_LINES = re.compile(r"lines(?:-(\d{1,2}))?")
_MOST_LINES = 40


def tags_of(cell: NotebookNode) -> set[str]:
    """Return a cell's tags."""
    return set(cell.metadata.get("tags", []))


def for_instructors(cell: NotebookNode) -> bool:
    """Tell whether a cell is left out of what students get."""
    return not _INSTRUCTORS.isdisjoint(tags_of(cell))


def is_exercise(cell: NotebookNode) -> bool:
    """Tell whether a cell shows students an exercise."""
    return EXERCISE in tags_of(cell) and not for_instructors(cell)


def on_screen_only(cell: NotebookNode) -> bool:
    """Tell whether a cell is left out of the handout."""
    return "screen-only" in tags_of(cell)


def on_paper_only(cell: NotebookNode) -> bool:
    """Tell whether a cell is in the handout only."""
    return "paper-only" in tags_of(cell)


def lines_for(cell: NotebookNode) -> int:
    """Return how many lines to write on follow a cell on paper.

    Examples
    --------
    >>> lines_for(NotebookNode(metadata={"tags": ["lines-5"]}))
    5
    """
    found = filter(None, map(_LINES.fullmatch, sorted(tags_of(cell))))
    return max((min(int(it[1] or 3), _MOST_LINES) for it in found), default=0)


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
