"""The rules that a sound case keeps, in the order in which they are run.

To add one, write a generator that takes `Tables` and yields a `Problem` for each breach, in
the module that it belongs to, and add it below. It looks at `Tables.frames`, where any table
and any column may be absent: then it yields nothing. Its problem is a sentence that quotes
the value, its fix says what to write. Then add a folder to ``tests/cases`` that breaks it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dateline.check import columns, conformance, parents, references, spreadsheets, times
from dateline.check.tables import Tables
from dateline.errors import Problem

RULES: tuple[Callable[[Tables], Iterator[Problem]], ...] = (
    columns.missing_columns,
    columns.unknown_columns,
    columns.blanks,
    columns.unnamed_without_descriptor,
    spreadsheets.error_values,
    conformance.schema_rules,
    references.absent_tables,
    references.listed_ids,
    times.dates,
    times.instants,
    times.bounds_in_order,
    times.expected_but_past,
    parents.one_subject,
    parents.parent_circles,
    parents.parent_sources,
    parents.parent_subjects,
    parents.member_circles,
)
