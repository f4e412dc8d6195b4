"""The exercises that follow from a case's tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from dateline.case import Case
from dateline.chains import origins
from dateline.exercises.asking_order import ask_first, ask_order, events_to_order, pairs_to_ask
from dateline.exercises.asking_stance import ask_certainty, ask_hedge, mentions_to_ask
from dateline.exercises.asking_ties import actors_to_ask, ask_tie, ask_volume, ties_to_ask
from dateline.exercises.asking_voices import ask_chain, ask_origins, ask_speakers
from dateline.exercises.exercise import Exercise
from dateline.exercises.faults import ExerciseError

_LOOKED_AT = 40
"""Subjects or mentions that are tried for one kind of question."""


def from_case(case: Case, *, most: int = 2) -> list[Exercise]:
    """Make the exercises that follow from any sound case's tables.

    Parameters
    ----------
    case : Case
    most : int, default 2
        How many of one sort of question are made.

    Returns
    -------
    list of Exercise
        On order, from `dateline.order`; on chains, who their origins are and how many, from
        `who_says` and `origins`; on hedges and certainty, from ``mentions``, as far as a reading
        text or quotes let one look them up; on who acts on whom, from ``events``. Only what has
        exactly one answer in the tables is asked: a case of events without dates has no question
        on order, one without mentions none on voices. Distractors come from the same case. The
        same case gives the same exercises.

    Raises
    ------
    ExerciseError
        `case` is no Case.

    Examples
    --------
    >>> from dateline.case import read_case
    >>> exercises = from_case(read_case("data/negotiations-2023"))
    >>> sorted({exercise.kind for exercise in exercises})
    ['chain', 'ordering', 'several', 'single']
    """
    if not isinstance(case, Case):
        raise ExerciseError(f"from_case needs a Case, not a {type(case).__name__}: read_case(path)")
    events = events_to_order(case)
    found = [ask_order(case, events)] if events else []
    found += [ask_first(case, pair) for pair in pairs_to_ask(case)]
    deep, retold = _subjects(case)
    spoken = mentions_to_ask(case)
    for ask, candidates in (
        (ask_chain, deep),
        (ask_speakers, retold),
        (ask_origins, retold),
        (ask_hedge, spoken),
        (ask_certainty, spoken),
        (ask_volume, actors_to_ask(case)),
        (ask_tie, ties_to_ask(case)),
    ):
        found += _some(ask, case, candidates, most=most)
    return found


def _subjects(case: Case) -> tuple[list[str], list[str]]:
    """Rank what is mentioned: by the length of its chains, and by how much is only passed on."""
    table = origins(case.mentions)
    table = table[~table["id"].duplicated(keep=False)]
    length = table["mentions"] / table["chains"].clip(lower=1)
    passed_on = table["mentions"] - table["origins"]
    table = table.assign(length=length, many=table["origins"] > 1, passed_on=passed_on)
    deep = table[table["mentions"] > table["chains"]].sort_values(
        "length", ascending=False, kind="stable"
    )
    retold = table[table["passed_on"] > 0].sort_values(
        ["many", "passed_on"], ascending=False, kind="stable"
    )
    return deep["id"].tolist(), retold["id"].tolist()


def _some(
    ask: Callable[[Case, Any], Exercise], case: Case, candidates: Iterable[Any], *, most: int
) -> list[Exercise]:
    """Ask of the first candidates that have one answer each, and each another answer."""
    found: dict[tuple[str, ...], Exercise] = {}
    for candidate in list(candidates)[:_LOOKED_AT]:
        if len(found) == most:
            break
        try:
            exercise = ask(case, candidate)
        except ExerciseError:
            continue
        found.setdefault(_answer(exercise.solution()), exercise)
    return list(found.values())


def _answer(solution: pd.DataFrame) -> tuple[str, ...]:
    return tuple(solution.loc[solution["verdict"] == "right", "answer"])
