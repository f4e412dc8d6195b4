"""Mentions become chains: on whose word a claim or an event rests, and how certain each hop is."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dateline.case import Case
from dateline.chains.hops import (
    LINKS,
    is_innermost,
    ladders,
    mentions_of,
    not_mentioned,
    parents,
    require,
    rises,
    subjects_of,
    tally,
)
from dateline.chains.spoken import Voices, called, rests_on, speakers, voices
from dateline.errors import FrameError

__all__ = ["Voices", "counts", "origins", "speakers", "voices", "who_says"]

_LADDER = (*LINKS, "locator", "factuality", "hedge", "cue", "quote")


def who_says(mentions: pd.DataFrame, id: str, *, case: Case | None = None) -> pd.DataFrame:
    """Return the ladder behind a claim or an event: who says so, and on whose word.

    Parameters
    ----------
    mentions : pandas.DataFrame
        ``case.mentions``, or rows of it.
    id : str
        An event or a claim.
    case : Case, optional
        Where names and titles are looked up; without it ids stand for them.

    Returns
    -------
    pandas.DataFrame
        A row for each hop of each chain. A chain runs from the source's own voice to its
        origin, whom no further mention lies behind; a hop that is part of several chains stands
        in each. Chains stand by source, locator (s2 before s10) and id of the origin's mention.

        chain, depth
            int: the chain's number from 1, and the hop's from 0, the outermost.
        mention_id, source_id, source, locator, speaker_id, speaker, cue, quote
            str; ``source`` and ``speaker`` are title and name, or the id where none is given.
            Null: the cell is empty.
        hedge, factuality
            As in `mentions`: a tuple of the exact words, and according to that speaker.
        is_origin
            bool: the innermost hop.

    Raises
    ------
    FrameError
        `id` is no text, no mention is about it, a frame lacks a column, a mention's id is used
        twice, a mention is about both an event and a claim, or ``parent_id`` runs in a circle.

    Notes
    -----
    Where ``parent_id`` names a mention that `mentions` does not hold, or one about something
    else, the chain starts there.

    Examples
    --------
    >>> from dateline.case import read_case
    >>> case = read_case("data/negotiations-2023")
    >>> ladder = who_says(case.mentions, "c-freeze", case=case)
    >>> ladder[["depth", "speaker", "factuality"]].tail(2).to_numpy().tolist()
    [[2, 'The Wall Street Journal', 'Uu'], [3, 'First unnamed diplomat', 'CT+']]
    """
    require(mentions, by="who_says", columns=_LADDER)
    if not isinstance(id, str):
        raise FrameError(f"who_says needs the id of a claim or an event, not {id!r}")
    names = {} if case is None else case.names
    titles = {} if case is None else _titles(case.sources)
    about = mentions_of(mentions, [id])
    if about.empty:
        raise FrameError(not_mentioned(mentions, id, by="who_says"))
    parent = parents(about, subjects_of(about)[0])
    rows, chain = ladders(parent)
    hops = about.iloc[rows].reset_index(drop=True)
    columns = {
        "chain": chain + 1,
        "depth": pd.Series(chain).groupby(chain).cumcount(),
        **hops[["mention_id", "source_id"]],
        "source": called(hops["source_id"], titles),
        **hops[["locator", "speaker_id"]],
        "speaker": called(hops["speaker_id"], names),
        **hops[["cue", "hedge", "factuality", "quote"]],
        "is_origin": is_innermost(parent)[rows],
    }
    return pd.DataFrame(columns)


def origins(mentions: pd.DataFrame, *, case: Case | None = None) -> pd.DataFrame:
    """Count on how many voices each claim and each event rests.

    Parameters
    ----------
    mentions : pandas.DataFrame
        ``case.mentions``, or rows of it.
    case : Case, optional
        Where names are looked up; without it ids stand for them.

    Returns
    -------
    pandas.DataFrame
        A row for each event, then each claim, that is mentioned, in order of first mention.

        id, about
            str: the id, and what it is of, ``event`` or ``claim``.
        mentions, sources, chains
            int: its mentions, the different documents they stand in, and the chains they form.
        origins
            int: the different speakers of the innermost mentions (all without a speaker are
            one). Nobody is known behind them; whether one knows it from another, or belongs to
            another, is not looked at.
        rests_on
            str: the same in words, with the origins' names; who says that it is not so is marked.
        rises
            bool: hedge drift, factuality rises on the way out. A hop is PS or PR, and a hop
            further out in the same chain, next to it or not, is CT of the same polarity.
        rising_mentions
            Tuple of mention ids, two for each PS or PR hop that shows it: that hop, then the
            nearest CT hop further out. Empty: nothing rises.

    Raises
    ------
    FrameError
        A column is absent, a mention's id is used twice, a mention is about both an event and
        a claim or about neither, or ``parent_id`` runs in a circle.

    Notes
    -----
    Factuality is that of FactBank: Saurí and Pustejovsky, *FactBank: a corpus annotated with
    event factuality*, Language Resources and Evaluation 43 (2009), 227–268. ``CTu`` and ``Uu``
    neither rise nor are risen to: their polarity is not told, so they are no more certain of
    the same thing. A ``Uu`` hop between a hedged and a certain one does not hide the rise. A
    claim that is hedged in one chain and certain in another shows no drift, only two voices.

    An origin is the innermost mention of `mentions`: where rows are left out of the middle of a
    chain or from its inner end, another speaker stands there. Choose whole chains.

    Examples
    --------
    >>> from dateline.case import read_case
    >>> case = read_case("data/negotiations-2023")
    >>> table = origins(case.mentions, case=case).set_index("id")
    >>> table.loc["e-call", ["mentions", "sources", "chains", "origins"]].to_dict()
    {'mentions': 5, 'sources': 1, 'chains': 2, 'origins': 2}
    >>> table.loc["c-freeze", "rests_on"]
    '4 mentions, 1 source, 1 origin: First unnamed diplomat'
    """
    require(mentions, by="origins", columns=(*LINKS, "factuality"))
    subject, ids, is_event = subjects_of(mentions)
    parent = parents(mentions, subject)
    is_origin = is_innermost(parent)
    numbers = tally(mentions, subject, is_innermost=is_origin)
    names = {} if case is None else case.names
    speaker = mentions["speaker_id"][is_origin]
    denies = mentions["factuality"][is_origin].isin(["CT-", "PR-", "PS-"])
    voice = pd.DataFrame({"subject": subject[is_origin], "id": speaker.array})
    told = rests_on(numbers, voice.assign(denies=denies.to_numpy()), names=names)
    columns = {
        "id": pd.Series(ids, dtype="str"),
        "about": pd.Series(np.where(is_event, "event", "claim"), dtype="str"),
        **numbers,
        "rests_on": pd.Series(told, dtype="str"),
    }
    hedged, certain = rises(mentions["factuality"], parent)
    order = np.argsort(subject[hedged], kind="stable")
    pairs = np.column_stack([hedged, certain])[order].ravel()
    shown = mentions["mention_id"].to_numpy(dtype=object)[pairs]
    ends = 2 * np.bincount(subject[hedged], minlength=len(ids)).cumsum()
    starts = np.concatenate([[0], ends])[:-1]
    tuples = (tuple(shown[start:end]) for start, end in zip(starts, ends, strict=True))
    cells = np.fromiter(tuples, dtype=object, count=len(ids))
    return pd.DataFrame(columns | {"rises": starts < ends, "rising_mentions": cells})


def counts(mentions: pd.DataFrame, *, key: str = "event_id") -> pd.Series:
    """Count the mentions of each event.

    Parameters
    ----------
    mentions : pandas.DataFrame
        ``case.mentions``, or rows of it.
    key : str, default "event_id"
        Another column of ids by which to count: ``"claim_id"``, ``"speaker_id"``, ...

    Returns
    -------
    pandas.Series
        Number of mentions, int, indexed by id in order of first mention; an id that is never
        mentioned is not in it.

    Raises
    ------
    FrameError
        The column is absent.

    Examples
    --------
    >>> frame = pd.DataFrame({"event_id": ["e1", None, "e2", "e1"]})
    >>> counts(frame).to_dict()
    {'e1': 2, 'e2': 1}
    """
    require(mentions, by="counts", columns=[key])
    return mentions[key].value_counts(sort=False).astype("int64").rename("mentions")


def _titles(sources: pd.DataFrame) -> dict[str, str]:
    given = sources[["source_id", "title"]].dropna()
    return dict(zip(given["source_id"], given["title"], strict=True))
