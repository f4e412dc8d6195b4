"""What is seen in full, faint or not at all, by what the controls say and what was chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from dateline.case import Case
from dateline.explore.filters import Filters, Sieve
from dateline.explore.layers import FAINT, GONE, LIT
from dateline.index import CLAIM, actor_of, index_of, related
from dateline.index.names import names_of
from dateline.linked import EVENT, MENTION, VOICE, keys


class Seen(NamedTuple):
    """What is seen.

    Attributes
    ----------
    filters : Filters
    chosen : tuple of str
        The keys of what was chosen in a view; empty: nothing.
    levels : numpy.ndarray
        By number of key: seen in full, faint or not.
    passing, stating : pandas.DataFrame
        The rows of ``case.events`` and of ``case.claims`` that the controls let through.
    events : pandas.DataFrame
        Those of them that are seen in full.
    claims : list of str
        The ids of the claims that are.
    mentions : int
        The number of mentions that are.
    """

    filters: Filters
    chosen: tuple[str, ...]
    levels: np.ndarray
    passing: pd.DataFrame
    stating: pd.DataFrame
    events: pd.DataFrame
    claims: list[str]
    mentions: int


class Chooser:
    """A case, made ready for choosing in it.

    Attributes
    ----------
    names : dict of str to str
        What everything is called, by its key.
    number : dict of str to int
        The keys' numbers.
    """

    def __init__(self, case: Case) -> None:
        self._case = case
        self.index = index_of(case, [])
        self.names = names_of(case, self.index, [])
        self.number = {name: place for place, name in enumerate(self.names)}
        self._sieve = Sieve(case, self.index)
        self._subject = {one.key: one.subject for one in self.index.told}
        self._events = self._numbers(keys(EVENT, case.events["event_id"]))
        self._claims = self._numbers(keys(CLAIM, case.claims["claim_id"]))
        parts = [self.index.parts[key] for key in keys(EVENT, case.events["event_id"])]
        self._part_of = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
        self._parts = self._numbers(actor for part in parts for actor in part)
        told = self.index.told
        self._told = [
            self._numbers(one.key for one in told),
            self._numbers(one.voice for one in told),
            self._numbers(one.source for one in told),
        ]

    @cached_property
    def _related(self) -> dict[str, set[str]]:
        return related(self.index)

    def _numbers(self, names: Iterable[str]) -> np.ndarray:
        return np.array([self.number[name] for name in names], dtype=int)

    def choice(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return what is chosen by marks that stand for `names`, each once.

        A mention chooses what it is about, a speaker the actor.
        """
        chosen = (self._chosen_by(name) for name in names if name in self.number)
        return tuple(dict.fromkeys(chosen))

    def _chosen_by(self, name: str) -> str:
        kind = name.split(" ", maxsplit=1)[0]
        return {MENTION: self._subject.get(name, name), VOICE: actor_of(name)}.get(kind, name)

    def seen(self, filters: Filters, chosen: Sequence[str]) -> Seen:
        """Return what is seen.

        Raises
        ------
        DateError, FrameError
            A date among the filters cannot be read, or the case cannot tell what was known.
        """
        passing = self._sieve.passing(filters)
        passes = np.zeros(len(self.names), dtype=bool)
        passes[self._events[passing.events]] = True
        passes[self._claims[passing.claims]] = True
        passes[self._parts[passing.events[self._part_of]]] = True
        for numbers in self._told:
            passes[numbers[passing.mentions]] = True
        lit = np.full(len(self.names), not chosen)
        for name in chosen:
            lit[[self.number[it] for it in self._related.get(name, {name})]] = True
        events = passing.events & lit[self._events]
        claims = passing.claims & lit[self._claims]
        return Seen(
            filters,
            tuple(chosen),
            np.where(passes, np.where(lit, LIT, FAINT), GONE),
            self._case.events[passing.events],
            self._case.claims[passing.claims],
            self._case.events[events],
            self._case.claims["claim_id"][claims].tolist(),
            int((passing.mentions & lit[self._told[0]]).sum()),
        )
