"""Raw frames of a case become the list of everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from dateline import terms
from dateline.check.rules import RULES
from dateline.check.tables import file_of, tables_of
from dateline.errors import Problem

__all__ = ["check_frames"]


def check_frames(
    frames: Mapping[str, pd.DataFrame], *, found: Sequence[Problem] = ()
) -> list[Problem]:
    """Check a case's tables against every rule.

    Parameters
    ----------
    frames : mapping of str to pandas.DataFrame
        Raw frames of strings as `read_tables` returns them, indexed by row number.
    found : sequence of Problem
        What `read_tables` found already. A file with such a problem and no frame is not
        called missing, and a row whose cells may stand in wrong columns is not looked into.

    Returns
    -------
    list of Problem
        Those of `found` and all others, by table, row and column; empty for a sound case.

    Examples
    --------
    >>> actors = {"actor_id": ["a1"], "name": ["Ada"], "kind": ["persom"], "naming": ["named"]}
    >>> frame = pd.DataFrame(actors, index=[2], dtype="str")
    >>> for problem in check_frames({"actors": frame}):
    ...     print(problem.row, problem.column, problem.fix)
    2 kind write person
    """
    unread = {problem.file for problem in found} - {file_of(table) for table in frames}
    ragged = {(p.file, p.row) for p in found if p.row and p.column is None}
    tables = tables_of(frames, unread=unread)
    problems = [
        _as_written(problem, tables.written)
        for rule in RULES
        for problem in rule(tables)
        if problem.row is None or (problem.file, problem.row) not in ragged
    ]
    return sorted({*found, *problems}, key=_place)


def _as_written(problem: Problem, frames: Mapping[str, pd.DataFrame]) -> Problem:
    """Give the problem its cell's value with the blanks that the rules leave out."""
    frame = frames[problem.file.removesuffix(".csv")]
    if problem.row is None or problem.column is None or problem.column not in frame.columns:
        return problem
    return problem._replace(value=str(frame.loc[problem.row, problem.column]))


def _place(problem: Problem) -> tuple[int, str, int, str, str, str]:
    order = [file_of(table) for table in terms.TABLES]
    place = order.index(problem.file) if problem.file in order else len(order)
    row, column = problem.row or 0, problem.column or ""
    return place, problem.file, row, column, problem.problem, problem.fix
