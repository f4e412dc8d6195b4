"""What the form asks for: one field a column, from the table's schema."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from dateline import terms

Kind = Literal["words", "id", "ids", "edtf", "instant", "long", "text"]

_LONG = ("text", "note", "quote")
"""The columns whose cells run over several lines of a form."""


class Field(NamedTuple):
    """One column of a table, as somebody fills it in.

    Attributes
    ----------
    name : str
        The column.
    kind : str
        ``words``: one of a vocabulary; ``id``, ``ids``: one row or several of the table
        `target`; ``edtf``, ``instant``: a date; ``long``, ``text``: any text.
    is_required : bool
        Whether every row needs it.
    help : str
        What the column means.
    words : dict of str to str
        The vocabulary: each word, and how it is shown.
    target : str
        The table that ids belong to.
    """

    name: str
    kind: Kind
    is_required: bool
    help: str
    words: dict[str, str]
    target: str


def fields_of(table: str, columns: Sequence[str]) -> list[Field]:
    """Return the fields of a table: its schema's, and those that its file has beside them.

    Examples
    --------
    >>> [field.kind for field in fields_of("links", ["claim_id", "colour"])]
    ['id', 'words', 'id', 'id', 'long', 'text']
    """
    known = [_known(table, field) for field in terms.schema(table)["fields"]]
    return known + [_unknown(name) for name in columns if name not in terms.columns(table)]


def _known(table: str, field: dict[str, str]) -> Field:
    name = field["name"]
    return Field(
        name=name,
        kind=_kind(table, name),
        is_required=name in terms.required(table),
        help=_meaning(field["description"], kind=_kind(table, name)),
        words={word: _shown(word) for word in terms.allowed(table, name)},
        target=_target(table, name),
    )


def _meaning(description: str, *, kind: Kind) -> str:
    """Leave out how a cell of a file is written where the form writes it."""
    if kind == "ids":
        description = description.replace(", actor ids separated by `;`", "")
    return description.replace("`", "")


def _unknown(name: str) -> Field:
    told = "A column of your own: no view shows it, and the check names it. It is kept as it is."
    return Field(name, "text", is_required=False, help=told, words={}, target="")


def _kind(table: str, name: str) -> Kind:
    if terms.allowed(table, name):
        return "words"
    if name in terms.columns_with(table, "references"):
        return "ids"
    if name in [reference.column for reference in terms.references(table)]:
        return "id"
    if name in terms.columns_with(table, "date", "edtf"):
        return "edtf"
    if name in terms.columns_with(table, "date", "instant"):
        return "instant"
    return "long" if name in _LONG else "text"


def _target(table: str, name: str) -> str:
    single = {reference.column: reference.table for reference in terms.references(table)}
    listed = {
        column: target
        for target in terms.TABLES
        for column in terms.columns_with(table, "references", target)
    }
    return (single | listed).get(name, "")


def _shown(word: str) -> str:
    return f"{word} — {terms.FACTUALITY[word]}" if word in terms.FACTUALITY else word
