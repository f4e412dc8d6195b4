"""Rules about ids that stand for a row of a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from dateline import terms
from dateline.check.tables import Tables, cells_of, file_of
from dateline.errors import Problem
from dateline.phrases import nearest, quoted

_COMPARISONS = 20_000


def absent_tables(tables: Tables) -> Iterator[Problem]:
    """Check that a column of ids has the table that they belong to."""
    for table, frame in tables.frames.items():
        for column, target, _ in terms.references(table):
            is_there = target in tables.frames or file_of(target) in tables.unread
            if is_there or column not in frame.columns or not (frame[column] != "").any():
                continue
            problem = f"the column names {target}, but there is no {file_of(target)}"
            fix = f"add {file_of(target)} with these ids"
            if column not in terms.required(table):
                fix += ", or empty the column"
            yield Problem(file_of(table), None, column, None, problem, fix)


def listed_ids(tables: Tables) -> Iterator[Problem]:
    """Check that every id in a list is in its table, and once in the list."""
    for table, frame in tables.frames.items():
        for target in terms.TABLES:
            known = _ids(tables, target)
            for column in terms.columns_with(table, "references", target):
                if column in frame.columns and known is not None:
                    cells = frame[column][frame[column] != ""]
                    fixes = fixes_for(_unknown(cells.unique(), known), known, target=target)
                    for row, cell in cells_of(cells):
                        for problem, fix in _list_faults(cell, fixes, target=target):
                            yield Problem(file_of(table), row, column, cell, problem, fix)


def not_an_id(value: str, target: str) -> str:
    """Say that an id is not in the table that it belongs to."""
    return f"{quoted(value)} is no {_key(target)} of {file_of(target)}"


def fixes_for(unknown: Iterable[str], known: Collection[str], *, target: str) -> dict[str, str]:
    """Return for each unknown id what to write instead.

    A near id is looked for only where this takes no time worth mentioning.
    """
    wrong = sorted(set(unknown))
    candidates = sorted(known) if len(wrong) * len(known) <= _COMPARISONS else []
    bare = {_without_zeros(id): id for id in sorted(known, reverse=True) if id.isdigit()}
    return {
        value: _zeros_fix(value, bare) or _fix(value, known, candidates, target) for value in wrong
    }


def _zeros_fix(value: str, bare: Mapping[str, str]) -> str:
    """Return what to write for a number whose zeros a spreadsheet left out or put behind."""
    number = re.fullmatch(r"(\d+)(?:[.,]0+)?", value)
    meant = bare.get(_without_zeros(number[1])) if number else None
    if not meant:
        return ""
    return (
        f"write {meant}, or in both tables an id that is no number, such as n{meant}: a "
        "spreadsheet changes the zeros of numbers"
    )


def _without_zeros(number: str) -> str:
    return number.lstrip("0") or "0"


def _fix(value: str, known: Collection[str], candidates: list[str], target: str) -> str:
    parts = [part.strip() for part in value.split(",")]
    if len(parts) > 1 and all(part in known for part in parts):
        return f"separate ids by semicolons: {';'.join(parts)}"
    alike = nearest(value, candidates, cutoff=0.8)
    add = f"add it to {file_of(target)}"
    return f"write {alike}, or {add}" if alike else f"write another id, or {add}"


def _list_faults(cell: str, fixes: dict[str, str], *, target: str) -> Iterator[tuple[str, str]]:
    for value, count in Counter(_members(cell)).items():
        if value in fixes:
            yield not_an_id(value, target), fixes[value]
        if count > 1:
            yield f"{quoted(value)} stands {count} times in the list", "write it once"


def _unknown(cells: Iterable[str], known: Collection[str]) -> set[str]:
    return {value for cell in cells for value in _members(cell)} - set(known)


def _members(cell: str) -> list[str]:
    return [member.strip() for member in cell.split(";") if member.strip()]


def _ids(tables: Tables, target: str) -> set[str] | None:
    frame = tables.frames.get(target)
    if frame is None or _key(target) not in frame.columns:
        return None
    return set(frame[_key(target)])


def _key(table: str) -> str:
    return terms.primary_key(table)[0]
