"""What a reader can set without a kernel: a day, and whom the network is about."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from dateline import style
from dateline.network.cast import Cast, names_of
from dateline.network.sheet import Drawn
from dateline.network.steps import Steps
from dateline.typeset import plain

_POINTS = 120_000
"""So many points all choices together may hold; each choice holds every point once more."""
_AWAY = -10_000
"""Where a ring is that the menu or the slider hides."""
_LONGEST = 44
_NARROW = 0.07
"""Characters of a choice, by px of the figure."""


class Choices(NamedTuple):
    """Whom the menu offers.

    Attributes
    ----------
    first : str
        What shows all actors.
    labels : list of (str, str)
        Names and aliases in the order of the alphabet, with the ids of their actors.
    near : dict of str to set of str
        By actor id, the actor and those that it has ties with.
    """

    first: str
    labels: list[tuple[str, str]]
    near: dict[str, set[str]]


class Controls(NamedTuple):
    """What the controls change.

    Attributes
    ----------
    parts : list of Drawn
        Traces that follow them.
    rings : pandas.DataFrame
        As `backdrop.rings` returns them.
    first : int
        The number of the first of these traces in the figure.
    """

    parts: list[Drawn]
    rings: pd.DataFrame
    first: int

    @property
    def points(self) -> int:
        """How many points the traces have."""
        return sum(len(part.points) for part in self.parts)

    def at(self, step: int) -> list[Any]:
        """Return what ``Plotly.update`` is given at a step of the slider."""
        heights = [part.heights(step) for part in self.parts]
        # Their visibility is the legend's.
        anchors = [
            shape["yanchor"] if since <= step else _AWAY
            for shape, since in zip(self.rings["shape"], self.rings["since"], strict=True)
        ]
        return self._update({"y": heights}, {"yanchor": anchors})

    def around(self, near: Collection[str] | None) -> list[Any]:
        """Return what it is given when these actors alone are to be seen; None: all."""
        near = {*self._actors()} if near is None else near
        places = [part.places(near) for part in self.parts]
        anchors = [
            shape["xanchor"] if actor in near else _AWAY
            for actor, shape in self.rings["shape"].items()
        ]
        return self._update({"x": places}, {"xanchor": anchors})

    def _actors(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.points["one"]
            yield from part.points["other"]

    def _update(self, traces: dict[str, Any], rings: dict[str, list[Any]]) -> list[Any]:
        shapes = {
            f"shapes[{number}].{name}": value
            for name, values in rings.items()
            for number, value in enumerate(values)
        }
        return [traces, shapes, [*range(self.first, self.first + len(self.parts))]]


def choices_of(cast: Cast, *, points: int, width: int) -> Choices:
    """Choose whom the menu offers: all who are drawn in full, or those in the most events.

    Each name and each alias is a choice.

    Parameters
    ----------
    cast : Cast
        Who is drawn.
    points : int
        How many points each choice has to set.
    width : int
        Pixels of the figure.
    """
    busiest = cast.actors.sort_values("events", ascending=False, kind="stable")
    names = [len(names_of(row)) for row in busiest.to_dict("records")]
    top = busiest.index[np.cumsum(names) <= _POINTS // max(points, 1)]
    actors = cast.actors[cast.actors.index.isin(top)]
    rest = "" if len(actors) == len(cast.counts) else f" (or one of {len(actors)})"
    return Choices(
        first=f"all actors{rest}",
        labels=_labels(actors, characters=max(min(_LONGEST, int(width * _NARROW)), 12)),
        near={str(actor): _near(str(actor), cast.ties) for actor in actors.index},
    )


def _near(actor: str, ties: pd.DataFrame) -> set[str]:
    mine = ties[(ties["initiator"] == actor) | (ties["recipient"] == actor)]
    return {actor, *mine["initiator"], *mine["recipient"]}


def _labels(actors: pd.DataFrame, *, characters: int) -> list[tuple[str, str]]:
    """Return (label, actor id) for each name and alias, as in an index of names."""
    found = []
    for actor, row in zip(actors.index, actors.to_dict("records"), strict=True):
        name, *aliases = names_of(row)
        found.append((name, str(actor)))
        found += [(f"{alias} → {name}", str(actor)) for alias in aliases]
    found = [(_cut(label, characters), actor) for label, actor in found]
    return sorted(found, key=lambda pair: (pair[0].casefold(), pair))


def _cut(text: str, characters: int) -> str:
    return text if len(text) <= characters else f"{text[: characters - 1].rstrip()}…"


def menu(choices: Choices, controls: Controls) -> list[dict[str, Any]]:
    """Return the menu of a layout, if there is anybody to choose between."""
    if len(choices.near) < 2:
        return []
    whole = [(choices.first, controls.around(None))]
    args = {actor: controls.around(near) for actor, near in choices.near.items()}
    buttons = [
        {"label": plain(label), "method": "update", "args": arg}
        for label, arg in [*whole, *((label, args[actor]) for label, actor in choices.labels)]
    ]
    font = {"size": 12, "color": style.INK}
    box = {"bgcolor": style.PAPER, "bordercolor": style.QUIET, "borderwidth": 1, "font": font}
    place = {"x": 0, "xanchor": "left", "yanchor": "bottom", "pad": {"l": 12}}
    return [{"buttons": buttons, "active": 0, **box, **place}]


def slider(steps: Steps, controls: Controls) -> list[dict[str, Any]]:
    """Return the slider of a layout, if there is anything to step through."""
    if steps.last == 0:
        return []
    stops = [
        {"label": label, "method": "update", "args": controls.at(step)}
        for step, label in enumerate(steps.labels)
    ]
    # The stops' labels would lie on one another; the current one's stands above them.
    unseen = {"size": 1, "color": style.PAPER}
    return [style.slider(stops, says="Events") | {"font": unseen}]
