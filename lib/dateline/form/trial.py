"""The case as it would be with an edit: what is wrong with it, and whose doing it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dateline import terms
from dateline.check import check_frames
from dateline.editing import Table
from dateline.errors import Problem
from dateline.read import read_tables


class Trial(NamedTuple):
    """What is wrong with a case as an edit would leave it.

    Attributes
    ----------
    own : list of Problem
        In the row itself.
    caused : list of Problem
        In other rows, but only because of the edit: they use an id that it renames.
    before : list of Problem
        Elsewhere, and there already.
    """

    own: list[Problem]
    caused: list[Problem]
    before: list[Problem]


def tried(before: Table, after: Table, *, row: int) -> Trial:
    """Check the case of an edited table as it would be, without writing anything.

    Parameters
    ----------
    before, after : Table
        The table as it is on disk, and as it would be saved.
    row : int
        The row that was added or changed, by its number in `after`.
    """
    problems = _problems(after)
    place = (after.path.name, row)
    rest = [problem for problem in problems if (problem.file, problem.row) != place]
    # A check takes some tenths of a second: there is none of the case before unless it is needed.
    old = set(_problems(before)) if rest else set()
    own = [problem for problem in problems if problem not in rest]
    own += [problem for problem in rest if problem not in old and _is_of_table(problem, after)]
    return Trial(
        own=own,
        caused=[problem for problem in rest if problem not in old and problem not in own],
        before=[problem for problem in rest if problem in old],
    )


def _problems(table: Table) -> Sequence[Problem]:
    """Check the case of a table, with this table in the place of the one on disk."""
    frames, found = read_tables(table.path.parent)
    if table.on_disk is None and not table.rows:
        return check_frames(frames, found=found)
    frame, of_file = table.as_read()
    elsewhere = [problem for problem in found if problem.file != table.path.name]
    return check_frames({**frames, table.path.stem: frame}, found=[*elsewhere, *of_file])


def _is_of_table(problem: Problem, table: Table) -> bool:
    """Tell whether a new problem is the edited row's own, though it stands at no row or another."""
    if problem.file != table.path.name:
        return False
    # Of two rows with one key the lower one has the problem, whichever of them was edited.
    return problem.row is None or problem.column in (None, *terms.primary_key(table.path.stem))
