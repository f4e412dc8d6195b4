"""What the Table Schemas themselves demand, checked by frictionless and told in our words.

Required cells, vocabularies, lengths, patterns, unique keys and columns of one id.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple, Protocol

import pandas as pd

from dateline import terms
from dateline.check.references import fixes_for, not_an_id
from dateline.check.tables import Tables, file_of
from dateline.errors import Problem
from dateline.phrases import counted, listed, nearest, quoted

_ALL_ERRORS = 10**9
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
"""What a spreadsheet or a word processor may put in the place of a hyphen."""


class Finding(Protocol):
    """What every error of frictionless has."""

    type: str
    note: str


class Fault(NamedTuple):
    """One finding of frictionless: its type, and where in the frame it is."""

    type: str
    constraint: str
    row: int | None
    column: str | None


def schema_rules(tables: Tables) -> Iterator[Problem]:
    """Check that every table is as its Table Schema says."""
    faults = _validated(tables)
    for table, found in faults.items():
        yield from translated(table, found, tables=tables)


def translated(table: str, faults: list[Fault], *, tables: Tables) -> Iterator[Problem]:
    """Tell one table's findings in our words; every finding of an unknown type as well."""
    frame = tables.frames[table]
    if any(fault.type == "primary-key" for fault in faults):
        yield from _used_twice(table, frame=frame)
    dangling = [fault for fault in faults if fault.type == "foreign-key"]
    yield from _dangling(table, dangling, tables=tables)
    # The same wrong value often stands in many rows: its words are found once.
    words = cache(_words)
    for fault in faults:
        if fault.type not in ("primary-key", "foreign-key"):
            problem, fix = words(table, fault._replace(row=None), _cell(frame, fault))
            yield Problem(file_of(table), fault.row, fault.column, None, problem, fix)


def _validated(tables: Tables) -> dict[str, list[Fault]]:
    # Its import takes half a second, which `dateline --help` need not wait for.
    from frictionless import Package, Resource, Schema  # noqa: PLC0415

    resources = [
        Resource(
            name=table,
            data=[frame.columns.tolist(), *frame.to_numpy().tolist()],
            schema=Schema.from_descriptor(_descriptor(table, tables)),
        )
        for table, frame in tables.frames.items()
        if not frame.columns.empty
    ]
    if not resources:
        return {}
    report = Package(resources=resources).validate(limit_errors=_ALL_ERRORS)
    return {
        task.name: [_fault(error, tables.frames[task.name]) for error in task.errors]
        for task in report.tasks
    }


def _descriptor(table: str, tables: Tables) -> dict[str, Any]:
    """Return the part of a table's schema that the columns at hand allow to check."""
    schema = terms.schema(table)
    fields = {field["name"]: field for field in schema["fields"]}
    present = tables.frames[table].columns
    key = schema["primaryKey"] if set(schema["primaryKey"]) <= set(present) else []
    return {
        "fields": [
            {"name": name, "type": "string", "constraints": fields[name].get("constraints", {})}
            for name in present
        ],
        "primaryKey": key,
        "foreignKeys": [
            {
                "fields": [column],
                "reference": {
                    "resource": "" if target == table else target,
                    "fields": [target_key],
                },
            }
            for column, target, target_key in terms.references(table)
            if column in present
            and target in tables.frames
            and target_key in tables.frames[target].columns
        ],
    }


def _fault(error: Finding, frame: pd.DataFrame) -> Fault:
    number = getattr(error, "row_number", None)
    columns = getattr(error, "field_names", None) or [getattr(error, "field_name", None)]
    constraint = re.match(r'constraint "(\w+)"', error.note or "")
    return Fault(
        type=error.type,
        constraint=constraint[1] if constraint else "",
        # It counts the header as row 1 and knows no empty rows between.
        row=int(frame.index[number - 2]) if number else None,
        column=columns[0],
    )


def _used_twice(table: str, *, frame: pd.DataFrame) -> Iterator[Problem]:
    """Tell each key once, with all its rows."""
    key = list(terms.primary_key(table))
    rows_of: dict[tuple[str, ...], list[int]] = {}
    for row, *values in frame[key].itertuples(name=None):
        # An empty cell in a key is told as an empty required cell.
        if all(values):
            rows_of.setdefault(tuple(values), []).append(row)
    for found, rows in rows_of.items():
        if len(rows) > 1:
            shown = " ".join(quoted(value) for value in found)
            times = "twice" if len(rows) == 2 else f"{len(rows):,} times"
            others = "one" if len(rows) == 2 else "all but one"
            where = f"{times}: rows {listed(rows)}"
            if len(key) == 1:
                problem, fix = (
                    f"{key[0]} {shown} is used {where}",
                    f"give {others} of them another id",
                )
            else:
                problem, fix = f"{shown} stands there {where}", f"delete {others} of these rows"
            column = key[0] if len(key) == 1 else None
            yield Problem(file_of(table), rows[1], column, None, problem, fix)


def _dangling(table: str, faults: list[Fault], *, tables: Tables) -> Iterator[Problem]:
    """Tell the ids that are not in the table that they belong to."""
    frame = tables.frames[table]
    for column, target, key in terms.references(table):
        found = [fault for fault in faults if fault.column == column]
        values = [(fault.row, _cell(frame, fault)) for fault in found]
        if values:
            known = set(tables.frames[target][key])
            fixes = fixes_for((value for _, value in values), known, target=target)
            for row, value in values:
                problem = not_an_id(value, target)
                yield Problem(file_of(table), row, column, value, problem, fixes[value])


def _words(table: str, fault: Fault, cell: str) -> tuple[str, str]:
    """Return the problem and the fix of one finding."""
    if fault.type == "blank-row":
        return "the row is empty", "delete it"
    fields = {field["name"]: field for field in terms.schema(table)["fields"]}
    tell = _CONSTRAINTS.get(fault.constraint)
    if tell is not None and fault.column in fields:
        return tell(table, fields[fault.column], cell)
    kind = fault.type.replace("-", " ")
    problem = f"this is not as the description of the table demands ({kind})"
    return problem, f"compare it with the columns of the table: {', '.join(fields)}"


def _required(table: str, field: dict[str, Any], _cell: str) -> tuple[str, str]:
    values = terms.allowed(table, field["name"])
    if values:
        fix = f"write {listed(values, last='or')}"
    elif field["name"] in terms.columns_with(table, "date"):
        fix = (
            "write a date such as 2023-05-26, or as vaguely as it is known: 2023-05, 2023, or"
            " [2023-05-26..] for some time on or after that day"
        )
    else:
        fix = _belongs(field)
    return f"{field['name']} is empty", fix


def _enum(table: str, field: dict[str, Any], cell: str) -> tuple[str, str]:
    values = terms.allowed(table, field["name"])
    problem = f"{quoted(cell)} is not a {field['name']}: allowed are {', '.join(values)}"
    alike = nearest(cell.translate(_DASHES), values)
    return problem, f"write {alike}" if alike else "write the one of these that fits best"


def _max_length(_table: str, field: dict[str, Any], cell: str) -> tuple[str, str]:
    most = field["constraints"]["maxLength"]
    problem = f"the {field['name']} has {counted(len(cell), 'character')}; {most} are allowed"
    return problem, "shorten it; what does not fit can stand in note"


def _pattern(table: str, field: dict[str, Any], cell: str) -> tuple[str, str]:
    name = field["name"]
    if name in terms.primary_key(table):
        joined = re.sub(r"[\s;,]+", "-", cell).strip("-")
        problem = f"{name} {quoted(cell)} has a blank, a comma or a semicolon in it"
        return problem, f"write {quoted(joined)}" if joined else "write an id of letters and digits"
    return f"{quoted(cell)} cannot be a {name}", _belongs(field)


def _belongs(field: dict[str, Any]) -> str:
    return f"what belongs there: {field['description'].rstrip('.')}"


_CONSTRAINTS: dict[str, Callable[[str, dict[str, Any], str], tuple[str, str]]] = {
    "required": _required,
    "enum": _enum,
    "maxLength": _max_length,
    "pattern": _pattern,
}


def _cell(frame: pd.DataFrame, fault: Fault) -> str:
    """Return the cell that a finding is about, empty if it is about no single cell."""
    if fault.row is None or fault.column is None:
        return ""
    return str(frame.loc[fault.row, fault.column])
