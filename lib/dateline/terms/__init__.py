"""The words of a case: its tables, their columns, keys and allowed values.

The facts stand in one JSON file a table beside this module, each a Frictionless Table
Schema. A field's own key ``dateline`` tells what Table Schema has no word for: ``date``
(``edtf`` or ``instant``), ``list`` (``ids`` or ``texts``, separated by ``;``) and
``references`` (the table that listed ids belong to).

To add a column or a value, change the JSON file; nothing else names them.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

TABLES = ("actors", "sources", "events", "claims", "mentions", "links")
"""The tables of a case, in the order in which they refer to one another."""

BOUNDS = ("start_min", "start_max", "end_min", "end_max")
"""The four bounds of every date, earliest first within each end."""

FACTUALITY = {
    "CT+": "certain",
    "PR+": "probable",
    "PS+": "possible",
    "CT-": "certainly not",
    "PR-": "probably not",
    "PS-": "possibly not",
    "CTu": "knows whether it is so",
    "Uu": "passed on without stance",
}
"""What each value of ``factuality`` says of its speaker, in words for readers."""


class Reference(NamedTuple):
    """A column whose values are ids of another table, or of its own."""

    column: str
    table: str
    key: str


def schema(table: str) -> dict[str, Any]:
    """Return a fresh copy of a table's Frictionless Table Schema.

    Parameters
    ----------
    table : str
        One of `TABLES`.

    Examples
    --------
    >>> schema("links")["primaryKey"]
    ['claim_id', 'relation', 'other_claim_id']
    """
    return json.loads(_text(table))


def columns(table: str) -> tuple[str, ...]:
    """Return a table's column names in their order."""
    return tuple(_fields(table))


def required(table: str) -> tuple[str, ...]:
    """Return the columns that a table must have, with a value in every row.

    Examples
    --------
    >>> required("claims")
    ('claim_id', 'text', 'kind')
    """
    return tuple(
        name for name, field in _fields(table).items() if _constraints(field).get("required")
    )


def allowed(table: str, column: str) -> tuple[str, ...]:
    """Return a column's vocabulary, empty where any text is allowed.

    Examples
    --------
    >>> allowed("actors", "naming")
    ('named', 'unnamed', 'generic')
    """
    return tuple(_constraints(_fields(table)[column]).get("enum", ()))


def primary_key(table: str) -> tuple[str, ...]:
    """Return the columns that together tell a table's rows apart."""
    return tuple(schema(table)["primaryKey"])


def columns_with(table: str, trait: str, value: str | None = None) -> tuple[str, ...]:
    """Return the columns that have a trait of dateline's own.

    Parameters
    ----------
    table : str
        One of `TABLES`.
    trait : str
        ``"date"``, ``"list"`` or ``"references"``.
    value : str, optional
        Only columns whose trait has this value.

    Examples
    --------
    >>> columns_with("events", "date", "edtf")
    ('when',)
    >>> columns_with("mentions", "list")
    ('addressees', 'hedge')
    """
    traits = {name: field.get("dateline", {}).get(trait) for name, field in _fields(table).items()}
    return tuple(
        name for name, found in traits.items() if found and (value is None or found == value)
    )


def references(table: str) -> tuple[Reference, ...]:
    """Return the columns of one id each that refer to a table, in the schema's order.

    Examples
    --------
    >>> references("claims")
    (Reference(column='event_id', table='events', key='event_id'),)
    """
    return tuple(
        Reference(
            key["fields"][0], key["reference"]["resource"] or table, key["reference"]["fields"][0]
        )
        for key in schema(table).get("foreignKeys", ())
    )


def _constraints(field: dict[str, Any]) -> dict[str, Any]:
    return field.get("constraints", {})


def _fields(table: str) -> dict[str, dict[str, Any]]:
    return {field["name"]: field for field in schema(table)["fields"]}


@cache
def _text(table: str) -> str:
    return files(__package__).joinpath(f"{table}.json").read_text(encoding="utf-8")
