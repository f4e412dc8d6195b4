"""Figures that know which event, actor or mention each of their marks stands for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import plotly.graph_objects as go

EVENT, ACTOR, VOICE, MENTION, SOURCE = "event", "actor", "voice", "mention", "source"
"""What marks stand for; an actor is a voice where it speaks, not where it takes part."""


class Linked(NamedTuple):
    """A figure, and what its marks stand for.

    Attributes
    ----------
    figure : plotly.graph_objects.Figure
        Without menus and sliders of its own.
    points : list of list of tuple of str
        For each trace, and each of its points, the keys of what it stands for; a trace that
        stands for nothing has no points here.
    shapes : list of tuple of str
        Likewise for each shape of the layout; one that stands for nothing has none.
    """

    figure: go.Figure
    points: list[list[tuple[str, ...]]]
    shapes: list[tuple[str, ...]]


def key(kind: str, id: str) -> str:
    """Return what tells a thing from all others of a case.

    Examples
    --------
    >>> key(EVENT, "e-call")
    'event e-call'
    """
    return f"{kind} {id}"


def keys(kind: str, ids: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of several things of one kind."""
    return tuple(key(kind, id) for id in ids)
