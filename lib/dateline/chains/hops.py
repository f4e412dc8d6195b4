"""Which mention relays which: the rows of a mentions frame as a forest, and what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import pandas as pd

from dateline.errors import FrameError
from dateline.phrases import listed, nearest, quoted

LINKS = ("mention_id", "event_id", "claim_id", "source_id", "parent_id", "speaker_id")
"""The columns that chains are made of."""
_OTHER_IDS = {"mention_id": "mention", "speaker_id": "speaker", "source_id": "source"}


def require(mentions: object, *, by: str, columns: Iterable[str]) -> None:
    """Raise a FrameError unless this is a frame of mentions with these columns."""
    if not isinstance(mentions, pd.DataFrame):
        given = type(mentions).__name__
        raise FrameError(f"{by} needs a frame of mentions, not a {given}: pass case.mentions")
    lacks = [name for name in columns if name not in mentions.columns]
    if lacks:
        raise FrameError(
            f"{by} needs typed mentions: pass case.mentions; this frame lacks {listed(lacks)}"
        )


def mentions_of(mentions: pd.DataFrame, ids: list[str]) -> pd.DataFrame:
    """Return the mentions of these events and claims, by source, locator and id, from row 0 on.

    Raises
    ------
    FrameError
        A ``hedge`` is neither a tuple nor null, as in a frame that was not read.
    """
    about = mentions[mentions["event_id"].isin(ids) | mentions["claim_id"].isin(ids)]
    about = about.assign(hedge=pd.Series(hedges(about), index=about.index, dtype=object))
    places = about[["source_id", "locator", "mention_id"]].reset_index(drop=True)
    places["locator"] = places["locator"].map(_natural, na_action="ignore")
    in_order = places.sort_values(["source_id", "locator", "mention_id"])
    return about.iloc[in_order.index].reset_index(drop=True)


def hedges(mentions: pd.DataFrame) -> list[tuple[str, ...]]:
    """Return the hedges of each mention; null is none.

    Raises
    ------
    FrameError
        A cell is neither a tuple nor null.
    """
    read = []
    for mention, hedge in zip(mentions["mention_id"], mentions["hedge"], strict=True):
        if not isinstance(hedge, tuple) and not (pd.api.types.is_scalar(hedge) and pd.isna(hedge)):
            raise FrameError(
                f"hedge of mention {quoted(str(mention))} is {quoted(str(hedge))}, not a tuple of "
                "texts: pass case.mentions, where such lists have been read"
            )
        read.append(hedge if isinstance(hedge, tuple) else ())
    return read


def not_mentioned(mentions: pd.DataFrame, id: str, *, by: str) -> str:
    """Say that no mention is about an id, and which id was probably meant."""
    for column, noun in _OTHER_IDS.items():
        if mentions[column].isin([id]).any():
            return (
                f"{by} needs the id of an event or a claim; {quoted(str(id))} is the id of a {noun}"
            )
    known = pd.unique(pd.concat([mentions["event_id"], mentions["claim_id"]]).dropna())
    near = nearest(str(id), [str(other) for other in known])
    hint = "" if near is None else f"; did you mean {quoted(near)}?"
    return f"no mention is about {quoted(str(id))}: neither event_id nor claim_id has it{hint}"


def subjects_of(mentions: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Tell what mentions are about: a number for each row, and each number's id and kind.

    Returns
    -------
    tuple of numpy.ndarray
        The number of what each mention is about; by that number, the id; and whether it is an
        event. Events come first, each kind in order of first mention.

    Raises
    ------
    FrameError
        A mention is about both an event and a claim, or about neither.
    """
    event, events = pd.factorize(mentions["event_id"])
    claim, claims = pd.factorize(mentions["claim_id"])
    wrong = np.flatnonzero((event < 0) == (claim < 0))
    if len(wrong):
        mention = quoted(str(mentions["mention_id"].iloc[wrong[0]]))
        what = "neither an event nor a claim" if event[wrong[0]] < 0 else "an event and a claim"
        raise FrameError(
            f"mention {mention} is about {what}: give exactly one of event_id and claim_id"
        )
    ids = np.concatenate([np.asarray(events, dtype=object), np.asarray(claims, dtype=object)])
    return np.where(event < 0, claim + len(events), event), ids, np.arange(len(ids)) < len(events)


def parent_rows(mentions: pd.DataFrame) -> np.ndarray:
    """Return the row of each mention's parent; -1 where it has none or the frame lacks it.

    Raises
    ------
    FrameError
        A mention has no id, or that of another.
    """
    ids = pd.Index(mentions["mention_id"])
    if not ids.is_unique or ids.hasnans:
        again = ids[ids.duplicated() | ids.isna()][0]
        what = "a mention has none" if pd.isna(again) else f"{quoted(str(again))} is used twice"
        raise FrameError(f"mention_id must tell the mentions apart: {what}")
    return ids.get_indexer(pd.Index(mentions["parent_id"]))


def parents(mentions: pd.DataFrame, subject: np.ndarray) -> np.ndarray:
    """Return the row of each mention's parent, -1 where the chain about that subject starts.

    Raises
    ------
    FrameError
        Ids do not tell the mentions apart, or ``parent_id`` runs in a circle.
    """
    parent = parent_rows(mentions)
    parent[subject[parent] != subject] = -1
    ends = nearest_further_out(parent, wanted=np.zeros(len(parent), dtype=bool))
    if (ends >= 0).any():
        circle = [int(ends[ends >= 0].min())]
        while (further := int(parent[circle[-1]])) != circle[0]:
            circle.append(further)
        ids = mentions["mention_id"].iloc[circle]
        raise FrameError(
            f"parent_id runs in a circle through {listed(quoted(str(id)) for id in ids)}; "
            "empty it where the source speaks in its own voice"
        )
    return parent


def nearest_further_out(parent: np.ndarray, *, wanted: np.ndarray) -> np.ndarray:
    """Return for each row the nearest of the wanted rows further out, -1 where there is none.

    In a circle without a wanted row, and behind it, every row is left with a row of the circle.
    """
    found = parent.copy()
    # Each round doubles how far out has been looked, so that these rounds reach every end.
    for _ in range(len(parent).bit_length() + 1):
        goes_on = (found >= 0) & ~wanted[found]
        if not goes_on.any():
            break
        found[goes_on] = found[found[goes_on]]
    return found


def is_innermost(parent: np.ndarray) -> np.ndarray:
    """Tell which rows are an origin's: they are nobody's parent."""
    innermost = np.ones(len(parent), dtype=bool)
    innermost[parent[parent >= 0]] = False
    return innermost


def ladders(parent: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows of each chain, outermost first, and beside each the chain's number from 0.

    Chains stand in the order of the rows of their origins.
    """
    at = np.flatnonzero(is_innermost(parent))
    chain = np.arange(len(at))
    rows, chains = [], []
    while len(at):
        rows.append(at)
        chains.append(chain)
        chain = chain[parent[at] >= 0]
        at = parent[at][parent[at] >= 0]
    row, chain = (np.concatenate(hops[::-1]) for hops in (rows, chains))
    in_order = np.argsort(chain, kind="stable")
    return row[in_order], chain[in_order]


def tally(
    mentions: pd.DataFrame, subject: np.ndarray, *, is_innermost: np.ndarray
) -> dict[str, np.ndarray]:
    """Count by subject its mentions, sources, chains and origins."""
    count = int(subject.max(initial=-1)) + 1
    inner = subject[is_innermost]
    return {
        "mentions": np.bincount(subject, minlength=count),
        "sources": _different(subject, mentions["source_id"], count=count),
        "chains": np.bincount(inner, minlength=count),
        "origins": _different(inner, mentions["speaker_id"][is_innermost], count=count),
    }


def rises(factuality: pd.Series, parent: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows of PR and PS hops, and beside each the nearest CT hop of its polarity.

    Only hops that have such a hop further out are returned.
    """
    certain = np.full(len(parent), -1)
    for sign in "+-":
        is_hedged = factuality.isin([f"PR{sign}", f"PS{sign}"]).to_numpy()
        is_certain = factuality.isin([f"CT{sign}"]).to_numpy()
        certain = np.where(is_hedged, nearest_further_out(parent, wanted=is_certain), certain)
    hedged = np.flatnonzero(certain >= 0)
    return hedged, certain[hedged]


def _different(subject: np.ndarray, values: pd.Series, *, count: int) -> np.ndarray:
    """Count by subject how many different values there are; all empty cells are one of them."""
    codes, distinct = pd.factorize(values, use_na_sentinel=False)
    pairs = pd.unique(subject * max(len(distinct), 1) + codes)
    return np.bincount(pairs // max(len(distinct), 1), minlength=count)


def _natural(locator: object) -> str:
    """Pad the numbers in a locator, so that s2 stands before s10."""
    return re.sub(r"\d+", lambda number: number[0].zfill(12), str(locator))
