"""The controls beside the figure: what they offer, and what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import ipywidgets as widgets
import pandas as pd

from dateline.case import Case
from dateline.errors import FrameError
from dateline.explore.filters import Filters, hops_in_words
from dateline.index import CLAIM
from dateline.linked import EVENT
from dateline.phrases import listed, nearest, quoted
from dateline.terms import FACTUALITY

_ALL, _NONE = "all", "—"
_CHOOSE = "choose one from the list"
_EVERY = -1
_OFFERED = 200
"""So many events a menu offers; filters bring others into it."""


class Controls:
    """All controls of one case.

    Parameters
    ----------
    case : Case
    names : mapping of str to str
        Actor ids to names; those that take part or speak.
    dates : sequence of (str, str)
        Dates by which sources were out, as EDTF and in words.
    depth : int
        The longest chain has so many hops after the document's own voice.
    """

    def __init__(
        self,
        case: Case,
        *,
        names: Mapping[str, str],
        dates: Sequence[tuple[str, str]],
        depth: int,
    ) -> None:
        self._actors = _called(case.actors, names)
        self._spoken = _spoken_of(case.actors, names)
        self.lanes = _several("Lane", _present(case.events["lane"]))
        self.statuses = _several("Status", _present(case.events["status"]))
        hedged = [(FACTUALITY[it], it) for it in _present(case.mentions["factuality"])]
        self.factuality = _several("Told as", hedged)
        self.actor = widgets.Combobox(
            options=sorted(self._actors), description="Actor", placeholder="name or alias"
        )
        self.event = widgets.Dropdown(description="Event")
        self.claim = widgets.Dropdown(description="Claim")
        self.offer(case.events, case.claims)
        self.depth = widgets.Dropdown(
            options=[(_ALL, _EVERY), *((hops_in_words(number), number) for number in range(depth))],
            description="Hops",
        )
        self.first = widgets.Text(description="From", placeholder="2023-05, 2023-05-26 …")
        self.last = widgets.Text(description="To", placeholder="2023-05, 2023-05-26 …")
        self.known_on = widgets.Dropdown(
            options=[(_ALL, ""), *((words, date) for date, words in dates)],
            description="Known on",
        )
        self.reset = widgets.Button(description="Reset", tooltip="Show everything again")
        for typed in (self.actor, self.first, self.last):
            # Half a date is none: what is typed counts when it is finished.
            typed.continuous_update = False

    def box(self, case: Case) -> widgets.Widget:
        """Return the controls that this case has a use for, side by side."""
        has_mentions = len(case.mentions) > 0
        shown = [self.lanes, self.statuses]
        shown += [self.factuality] if has_mentions else []
        small = [self.actor, self.event]
        small += [self.claim] if len(case.claims) else []
        small += [self.first, self.last]
        small += [self.depth] if has_mentions else []
        small += [self.known_on] if len(self.known_on.options) > 2 else []
        column = {"display": "flex", "flex_flow": "row wrap", "align_items": "flex-start"}
        rest = widgets.Box([*small, self.reset], layout={**column, "max_width": "660px"})
        return widgets.Box([*shown, rest], layout=column)

    def filters(self) -> Filters:
        """Return what the controls say.

        Raises
        ------
        FrameError
            There is no such actor.
        """
        return Filters(
            lanes=tuple(self.lanes.value),
            statuses=tuple(self.statuses.value),
            factuality=tuple(self.factuality.value),
            actor=self._actor(self.actor.value),
            depth=None if self.depth.value == _EVERY else self.depth.value,
            first=self.first.value.strip(),
            last=self.last.value.strip(),
            known_on=self.known_on.value,
        )

    def offer(self, events: pd.DataFrame, claims: pd.DataFrame, *, chosen: str = "") -> None:
        """Let these events and claims be chosen, the first of them, and show which one is."""
        menus = (
            (self.event, EVENT, events, "title"),
            (self.claim, CLAIM, claims, "text"),
        )
        for menu, kind, frame, column in menus:
            offered = [(_NONE, ""), *_titles(frame.head(_OFFERED), f"{kind}_id", column)]
            if list(menu.options) != offered:
                menu.options = offered
            id = chosen.removeprefix(f"{kind} ")
            menu.value = id if id != chosen and id in [id for _, id in offered] else ""

    def clear(self) -> None:
        """Set every control to let everything through."""
        for several in (self.lanes, self.statuses, self.factuality):
            several.value = ()
        for typed in (self.actor, self.first, self.last, self.known_on, self.event, self.claim):
            typed.value = ""
        self.depth.value = _EVERY

    def watch(self, changed: Callable[[Any], None], *, picked: Callable[[Any], None]) -> None:
        """Call `changed` when a filter changes, and `picked` when a menu chooses something."""
        for control in (
            *(self.lanes, self.statuses, self.factuality, self.actor),
            *(self.depth, self.first, self.last, self.known_on),
        ):
            control.observe(changed, names="value")
        for menu in (self.event, self.claim):
            menu.observe(picked, names="value")

    def _actor(self, typed: str) -> str:
        if not (said := _spoken(typed)):
            return ""
        if typed in self._actors:
            return self._actors[typed]
        parts = {id for name, ids in self._spoken.items() if said in name for id in ids}
        found = self._spoken.get(said, parts)
        if len(found) == 1:
            return min(found)
        if found:
            labels = [it for it, id in self._actors.items() if id in found and said in _spoken(it)]
            raise FrameError(f"{quoted(typed)} may be {listed(labels, last='or')}: {_CHOOSE}")
        meant = nearest(typed, [*self._actors]) or self._by_word(typed)
        hint = f"did you mean {quoted(meant)}?" if meant else _CHOOSE
        raise FrameError(f"this case has no actor {quoted(typed)}: {hint}")

    def _by_word(self, typed: str) -> str | None:
        """Return who has a word like this in the name, if that is one alone."""
        words: dict[str, set[str]] = {}
        for name, id in self._actors.items():
            for word in name.split():
                words.setdefault(word, set()).add(id)
        ids = words.get(nearest(typed, [*words]) or "", set())
        names = [name for name, id in self._actors.items() if {id} == ids]
        return names[0] if names else None


def _spoken(name: str) -> str:
    return " ".join(name.split()).casefold()


def _aliases(actors: pd.DataFrame, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    aliases = dict(zip(actors["actor_id"], actors["aliases"], strict=True))
    return ((id, alias) for id in names for alias in aliases.get(id, ()))


def _called(actors: pd.DataFrame, names: Mapping[str, str]) -> dict[str, str]:
    """Return actors' ids by name and by alias, with the name beside the alias."""
    number = Counter(map(_spoken, names.values()))
    # Two may have one name: each is then called by its id, too.
    own = {id: it if number[_spoken(it)] == 1 else f"{it} ({id})" for id, it in names.items()}
    found = {name: id for id, name in own.items()}
    for id, alias in _aliases(actors, names):
        found.setdefault(f"{alias} ({own[id]})", id)
    return found


def _spoken_of(actors: pd.DataFrame, names: Mapping[str, str]) -> dict[str, set[str]]:
    """Return the ids of those who go by a name or alias, as it is spoken."""
    found: dict[str, set[str]] = {}
    for id, name in [*names.items(), *_aliases(actors, names)]:
        found.setdefault(_spoken(name), set()).add(id)
    return found


def _several(description: str, options: Sequence[Any]) -> widgets.SelectMultiple:
    return widgets.SelectMultiple(
        options=options,
        description=description,
        rows=min(max(len(options), 2), 6),
        layout={"width": "260px"},
    )


def _present(column: pd.Series) -> list[str]:
    return [it for it in map(str, column.cat.categories) if (column == it).any()]


def _titles(frame: pd.DataFrame, ids: str, column: str) -> list[tuple[str, str]]:
    titles = frame[column].fillna(frame[ids])
    return [
        (f"{title} ({id})" if is_twice else str(title), id)
        for title, id, is_twice in zip(
            titles, frame[ids], titles.duplicated(keep=False), strict=True
        )
    ]
