"""How one claim bears on another, and how that looks."""

from __future__ import annotations

from typing import NamedTuple

from dateline import style


class Relation(NamedTuple):
    """One look a relation: colour and dash; the word itself stands at the arrow."""

    colour: str
    dash: str
    passive: str
    """What the claim is that the arrow points to."""


DENIES = "denies"
"""A speaker says of the claim itself that it is not so; no row of links is needed for that."""

RELATIONS = {
    "refutes": Relation("#8a3a6b", "solid", "refuted by"),
    DENIES: Relation("#8a3a6b", "10px,3px,2px,3px", "denied by"),
    "disputes": Relation("#a14400", "9px,4px", "disputed by"),
    "qualifies": Relation("#6b5a00", "5px,3px", "qualified by"),
    "supports": Relation("#00664a", "16px,4px", "supported by"),
    "repeats": Relation("#005a8c", "1.5px,3px", "repeated by"),
}
"""From the strongest contradiction to none; answers to a claim stand in this order."""

_OTHER = Relation(style.QUIET, "1.5px,3px", "answered by")


def relation_of(name: str) -> Relation:
    """Return the look of a relation; one that is in no vocabulary is quiet.

    Examples
    --------
    >>> relation_of("refutes").passive
    'refuted by'
    """
    return RELATIONS.get(name, _OTHER)


def rank(name: str) -> int:
    """Return where a relation stands among all of them."""
    return [*RELATIONS, name].index(name)
