"""A whole case as one JSON value, and back: what a notebook keeps of a live view."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dateline import terms
from dateline.case import Case
from dateline.check import check_frames
from dateline.dates import parse_dates
from dateline.errors import CaseError, Problem
from dateline.frames import typed_frame
from dateline.marks import iso
from dateline.phrases import counted
from dateline.read import About

CASE = "application/vnd.dateline.case+json"
"""The type of an output that holds a case."""


def packed(case: Case) -> dict[str, Any]:
    """Return a case as JSON holds it: each table as its columns and its rows of text.

    Columns that no schema names are left out, as are bounds that follow from ``when``.

    Examples
    --------
    >>> from dateline.case import read_case
    >>> case = read_case("tests/cases/sound-events-only")
    >>> packed(case)["tables"]["events"]["rows"][0][:2]
    ['e1', 'Minister of Examples calls the President of Ruritania']
    """
    tables = {table: _texts(table, getattr(case, table)) for table in terms.TABLES}
    return {
        "about": case.about._asdict(),
        "tables": {
            table: {"columns": [*frame], "rows": frame.to_numpy(dtype=object).tolist()}
            for table, frame in tables.items()
            if len(frame) or table == "events"
        },
    }


def unpacked(value: object) -> Case:
    """Return the case that `packed` returned as JSON.

    Parameters
    ----------
    value : object
        What JSON held; nothing is taken on trust.

    Raises
    ------
    CaseError
        It is no case, or none that is sound.
    """
    try:
        frames, about = _frames(value), _about(value)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise _refused([_broken("this is not what dateline keeps of a case")]) from error
    problems = check_frames(frames, found=[])
    if problems:
        raise _refused(problems)
    return Case(
        **{table: typed_frame(table, frames.get(table)) for table in terms.TABLES}, about=about
    )


def _refused(problems: list[Problem]) -> CaseError:
    frame = pd.DataFrame(problems, columns=Problem._fields)
    told = f"the stored case is not sound: {problems[0].problem}"
    more = f"; and {counted(len(problems) - 1, 'more problem')}" if len(problems) > 1 else ""
    return CaseError(told + more, problems=frame)


def _broken(problem: str) -> Problem:
    return Problem("stored case", None, None, None, problem, "run the notebook again")


def _frames(value: Any) -> dict[str, pd.DataFrame]:  # noqa: ANN401
    frames = {}
    for table, parts in value["tables"].items():
        columns, rows = [*map(_text, parts["columns"])], parts["rows"]
        is_even = all(len(row) == len(columns) for row in rows)
        if table not in terms.TABLES or not is_even or len({*columns}) < len(columns):
            raise ValueError(table)
        cells = [[_text(cell) for cell in row] for row in rows]
        frames[table] = pd.DataFrame(cells, range(2, len(rows) + 2), columns, dtype="str")
    if "events" not in frames:
        raise KeyError("events")
    return frames


def _about(value: Any) -> About:  # noqa: ANN401
    return About(**{name: _text(text) for name, text in value["about"].items()})


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _texts(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return a typed frame as text, cell by cell as a file would hold it."""
    lists = terms.columns_with(table, "list")
    instants = terms.columns_with(table, "date", "instant")
    given = _given(frame) if instants else frame
    texts = {}
    for name in terms.columns(table):
        cells = given[name]
        if name in instants:
            known = cells.notna()
            written = pd.Series(iso(cells[known]), cells.index[known], dtype="str")
            texts[name] = written.reindex(cells.index, fill_value="")
        elif name in lists:
            texts[name] = cells.map("; ".join).astype("str")
        else:
            texts[name] = cells.astype("str").fillna("")
    return pd.DataFrame(texts)


def _given(events: pd.DataFrame) -> pd.DataFrame:
    """Leave out the bounds that follow from ``when``."""
    bounds = list(terms.BOUNDS)
    own = parse_dates(events["when"].reset_index(drop=True), errors="coerce")[bounds]
    follows = own.set_axis(events.index).eq(events[bounds]) | events[bounds].isna()
    return events.assign(**events[bounds].mask(follows))
