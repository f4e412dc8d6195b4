"""Rules about columns and single cells that a Table Schema has no word for."""

from __future__ import annotations

from collections.abc import Iterator

from dateline import terms
from dateline.check.tables import Tables, cells_of, file_of, trim
from dateline.errors import Problem
from dateline.phrases import listed, nearest, quoted


def missing_columns(tables: Tables) -> Iterator[Problem]:
    """Check that every required column is there."""
    for table, frame in tables.written.items():
        unknown = [name for name in frame.columns if name not in terms.columns(table)]
        for column in terms.required(table):
            if column not in frame.columns:
                alike = nearest(column, unknown)
                fix = f"rename {quoted(alike)}, or add the column" if alike else "add the column"
                problem = f"the column {column} is missing"
                yield Problem(file_of(table), None, column, None, problem, fix)


def unknown_columns(tables: Tables) -> Iterator[Problem]:
    """Check that every column is known."""
    for table, frame in tables.written.items():
        columns = terms.columns(table)
        absent = [name for name in columns if name not in frame.columns]
        for column in frame.columns:
            if column not in columns:
                alike = nearest(column, absent)
                fix = (
                    f"rename it {alike}"
                    if alike
                    else f"move it to note, or delete it; the columns are {', '.join(columns)}"
                )
                problem = f"{quoted(column)} is not a column of {file_of(table)}"
                yield Problem(file_of(table), None, column, None, problem, fix)


def blanks(tables: Tables) -> Iterator[Problem]:
    """Check that no id, value of a vocabulary or required cell has blanks around it."""
    for table, frame in tables.frames.items():
        for column in _exact_columns(table):
            if column not in frame.columns:
                continue
            written, trimmed = tables.written[table][column], frame[column]
            wrong = written != trimmed
            if column in terms.required(table):
                # With nothing between its blanks it is told as an empty required cell.
                wrong &= trimmed != ""
            for row, value in cells_of(written[wrong]):
                yield _blank(file_of(table), row, column, value)


def unnamed_without_descriptor(tables: Tables) -> Iterator[Problem]:
    """Check that every unnamed actor has the exact description that its source gives."""
    actors = tables.frames.get("actors")
    if actors is None or "naming" not in actors.columns:
        return
    bare = actors["naming"] == "unnamed"
    if "descriptor" in actors.columns:
        bare &= actors["descriptor"] == ""
    problem = "the actor is unnamed, but nothing says how the source describes it"
    fix = "write the source's exact words for it in descriptor"
    for row in actors.index[bare].tolist():
        yield Problem("actors.csv", row, "descriptor", None, problem, fix)


def _exact_columns(table: str) -> list[str]:
    """Return the columns whose text is compared; a date tells its blanks itself."""
    dates = terms.columns_with(table, "date")
    compared = {
        *terms.primary_key(table),
        *terms.required(table),
        *(reference.column for reference in terms.references(table)),
        *(column for column in terms.columns(table) if terms.allowed(table, column)),
        *(
            field["name"]
            for field in terms.schema(table)["fields"]
            if "pattern" in field.get("constraints", {})
        ),
    }
    return [name for name in terms.columns(table) if name in compared and name not in dates]


def _blank(file: str, row: int, column: str, value: str) -> Problem:
    trimmed = trim(value)
    if not trimmed:
        problem = f"{column} holds nothing but blanks or invisible characters"
        return Problem(file, row, column, value, problem, "empty the cell, or fill it in")
    sides = ["before"] * (value[0] != trimmed[0]) + ["after"] * (value[-1] != trimmed[-1])
    problem = f"{quoted(value)} has blanks or invisible characters {listed(sides)} it"
    return Problem(file, row, column, value, problem, f"write {quoted(trimmed)}")
