"""Who stands behind each claim: who puts it forward, who says that it is not so, who passes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from dateline.chains.hops import is_innermost, mentions_of, parents, subjects_of
from dateline.face_to_face.lags import Order
from dateline.face_to_face.said import NEVER, Clocks, First, clocks_of, first_of
from dateline.style import Look
from dateline.terms import FACTUALITY

_LEVELS = ("CT", "PR", "PS")


class Side(NamedTuple):
    """Those who say the same of a claim: that it is so, or that it is not.

    Attributes
    ----------
    speakers : list of str
        Who commits to it, with how certain they are and their hedges, by first mention.
    relays : list of str
        Who only passes it on, by first mention.
    first : First
        When it was first said. Where nobody commits to the claim, somebody did before it was
        first passed on.
    quotes : list of str
        The exact words, each with its speaker, locator and source.
    """

    speakers: list[str]
    relays: list[str]
    first: First
    quotes: list[str]


NOBODY = Side([], [], NEVER, [])


class Standing(NamedTuple):
    """Who stands behind one claim, and who against it.

    Attributes
    ----------
    claim, denial : Side
        Those who say that it is so, or pass that on; and those who say that it is not so.
    order : Order
        What is certain of the denial seen from the claim, because one relays the other.
    mentions, sources : int
        As `chains.origins` counts them.
    origins : list of str
        The different speakers of the innermost mentions, by first mention; of one who only
        denies the claim it is said.
    """

    claim: Side
    denial: Side
    order: Order
    mentions: int
    sources: int
    origins: list[str]


UNHEARD = Standing(NOBODY, NOBODY, Order(), 0, 0, [])
"""What is known of a claim that no mention is about."""


class _Told(NamedTuple):
    """All mentions of claims, by source, locator and id; a row each."""

    frame: pd.DataFrame
    parent: np.ndarray
    clocks: Clocks
    who: np.ndarray
    """A number for each speaker: two may share a name."""
    names: list[str]
    places: list[str]


def standings(
    mentions: pd.DataFrame,
    ids: Iterable[str],
    *,
    names: Mapping[str, str],
    sources: pd.DataFrame,
    look: Look,
) -> dict[str, Standing]:
    """Tell who stands behind each of some claims.

    Parameters
    ----------
    mentions, sources : pandas.DataFrame
        Typed frames, as a `Case` has them.
    ids : iterable of str
        The claims.
    names : mapping of str to str
        Actor ids to names; an id that is not in it stands for itself.
    look : Look
        How dates are written.

    Returns
    -------
    dict of str to Standing
        By claim; one that no mention is about is left out.

    Raises
    ------
    FrameError
        A mention's id is used twice, one is about both an event and a claim, a hedge is no
        tuple, or ``parent_id`` runs in a circle.
    """
    wanted = list(ids)
    about = mentions_of(mentions[mentions["claim_id"].isin(wanted)], wanted)
    who, speakers = pd.factorize(about["speaker_id"], use_na_sentinel=False)
    told = _Told(
        about,
        parents(about, subjects_of(about)[0]),
        clocks_of(about, sources=sources, look=look),
        who,
        called(speakers, names, absent="speaker not given"),
        called(about["source_id"], titles_of(sources), absent="document not given"),
    )
    sides = _sides(about["factuality"], told.parent)
    innermost = is_innermost(told.parent)
    rows = about.groupby("claim_id", sort=False).indices
    return {
        str(claim): _standing(told, np.asarray(mine), sides=sides, innermost=innermost)
        for claim, mine in rows.items()
    }


class _Sides(NamedTuple):
    """Which rows say so or say not so, which only pass that on, and which relay either."""

    commits: dict[str, np.ndarray]
    relays: dict[str, np.ndarray]
    above: dict[str, np.ndarray]


def _sides(factuality: pd.Series, parent: np.ndarray) -> _Sides:
    """Find the rows of each side.

    Who does not commit passes on what the next committed speakers behind them say; where there
    is none, the claim.
    """
    commits = {
        sign: factuality.isin([level + sign for level in _LEVELS]).to_numpy() for sign in "+-"
    }
    is_heard = ~(commits["+"] | commits["-"])
    relays = {
        sign: _above(parent, rows, through=is_heard) & is_heard for sign, rows in commits.items()
    }
    relays["+"] |= is_heard & ~relays["-"]
    anything = np.ones(len(parent), dtype=bool)
    above = {sign: _above(parent, rows, through=anything) for sign, rows in commits.items()}
    return _Sides(commits, relays, above)


def _above(parent: np.ndarray, rows: np.ndarray, *, through: np.ndarray) -> np.ndarray:
    """Tell which rows relay any of these, over rows that one may pass through."""
    found = np.zeros(len(parent), dtype=bool)
    at = np.flatnonzero(rows)
    while len(at):
        at = np.unique(parent[at][parent[at] >= 0])
        at = at[~found[at]]
        found[at] = True
        at = at[through[at]]
    return found


def _standing(told: _Told, rows: np.ndarray, *, sides: _Sides, innermost: np.ndarray) -> Standing:
    claim = _side(told, rows, sides=sides, sign="+")
    denial = _side(told, rows, sides=sides, sign="-")
    first = {sign: _firsts(rows, sides, sign) for sign in "+-"}
    order = Order(
        not_earlier=_all_above(first["-"], sides.above["+"]),
        not_later=_all_above(first["+"], sides.above["-"]),
    )
    sources = told.frame["source_id"].iloc[rows].nunique(dropna=False)
    origins = _origins(told, rows[innermost[rows]], denies=sides.commits["-"])
    return Standing(claim, denial, order, len(rows), sources, origins)


def _origins(told: _Told, rows: np.ndarray, *, denies: np.ndarray) -> list[str]:
    others = set(told.who[rows[~denies[rows]]].tolist())
    return [
        told.names[who] if who in others else f"{told.names[who]} (denies it)"
        for who in _distinct(told.who[rows])
    ]


def _firsts(rows: np.ndarray, sides: _Sides, sign: str) -> np.ndarray:
    """Return the rows that commit to a side and relay nobody who does."""
    return rows[sides.commits[sign][rows] & ~sides.above[sign][rows]]


def _all_above(rows: np.ndarray, above: np.ndarray) -> bool:
    return bool(len(rows)) and bool(above[rows].all())


def _side(told: _Told, rows: np.ndarray, *, sides: _Sides, sign: str) -> Side:
    commits = rows[sides.commits[sign][rows]]
    relays = rows[sides.relays[sign][rows]]
    every = commits if len(commits) else relays
    first = first_of(told.clocks, every=every, innermost=_firsts(rows, sides, sign))
    stances = _stances(told, commits)
    speakers = [f"{told.names[who]} ({'; '.join(how)})" for who, how in stances.items()]
    passing = [told.names[who] for who in _distinct(told.who[relays]) if who not in stances]
    quotes = list(_quotes(told, np.sort(np.concatenate([commits, relays]))))
    return Side(speakers, passing, first, quotes)


def _stances(told: _Told, rows: np.ndarray) -> dict[int, dict[str, None]]:
    """Return each speaker's different stances, in the order in which they stand."""
    frame = told.frame.iloc[rows]
    found: dict[int, dict[str, None]] = {}
    spoken = zip(told.who[rows].tolist(), frame["factuality"], frame["hedge"], strict=True)
    for who, factuality, hedge in spoken:
        words = [FACTUALITY[f"{str(factuality)[:2]}+"], *(f"“{word}”" for word in hedge)]
        found.setdefault(who, {})[", ".join(words)] = None
    return found


def _quotes(told: _Told, rows: np.ndarray) -> Iterator[str]:
    quotes, locators = (told.frame[name].iloc[rows] for name in ("quote", "locator"))
    for row, quote, locator in zip(rows.tolist(), quotes, locators, strict=True):
        if isinstance(quote, str):
            at = f"{locator} in " if isinstance(locator, str) else "in "
            yield f"“{quote}”: {told.names[told.who[row]]}, {at}{told.places[row]}"


def titles_of(sources: pd.DataFrame) -> dict[str, str]:
    """Return the sources' titles by id, of those that have one."""
    given = sources[["source_id", "title"]].dropna()
    return dict(zip(given["source_id"], given["title"], strict=True))


def called(ids: Iterable[object], names: Mapping[str, str], *, absent: str) -> list[str]:
    """Return names for ids; an id without one stands for itself."""
    return [str(names.get(id, id)) if isinstance(id, str) else absent for id in ids]


def _distinct(numbers: np.ndarray) -> list[int]:
    return list(dict.fromkeys(numbers.tolist()))
