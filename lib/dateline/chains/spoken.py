"""Chains in words: who speaks through whom, how certain each speaker is, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from dateline.chains.hops import (
    LINKS,
    hedges,
    is_innermost,
    mentions_of,
    parent_rows,
    parents,
    require,
    subjects_of,
    tally,
)
from dateline.phrases import counted, listed
from dateline.terms import FACTUALITY

_NOUNS = ("mention", "source", "origin")


class Voices(NamedTuple):
    """Who says one thing, as a hover card tells it. The texts are not escaped.

    Attributes
    ----------
    chains : list of str
        A line for each different chain, by source, locator and mention of its origin: names
        from the outermost hop to the origin, as `speakers` writes them, then how often the
        line occurs, if more than once.
    mentions, sources, origins : int
        As `origins` counts them.
    """

    chains: list[str]
    mentions: int
    sources: int
    origins: int


def voices(
    mentions: pd.DataFrame, ids: Iterable[str], *, names: Mapping[str, str]
) -> dict[str, Voices]:
    """Sum up who says each of some events or claims.

    Parameters
    ----------
    mentions : pandas.DataFrame
        ``case.mentions``, or rows of it.
    ids : iterable of str
        Events or claims; only their mentions are looked into. An id that an event and a claim
        share stands for both.
    names : mapping of str to str
        Actor ids to names; an id that is not in it stands for itself.

    Returns
    -------
    dict of str to Voices
        In the order of `ids`; one that nobody mentions is left out.

    Raises
    ------
    FrameError
        A column is absent, or of the mentions of `ids` one has the id of another, one is about
        both an event and a claim, or ``parent_id`` runs in a circle.

    Examples
    --------
    >>> from dateline.case import read_case
    >>> case = read_case("data/negotiations-2023")
    >>> voices(case.mentions, ["c-amplify"], names={"isw": "ISW"})["c-amplify"].chains
    ['news-outlet → ISW (probable, “likely”)']
    """
    require(mentions, by="voices", columns=(*LINKS, "locator", "factuality", "hedge"))
    wanted = list(ids)
    about = mentions_of(mentions, wanted)
    if about.empty:
        return {}
    subject, subjects, _ = subjects_of(about)
    parent = parents(about, subject)
    innermost = is_innermost(parent)
    number, heard = pd.factorize(subjects[subject])
    lines = [Counter[str]() for _ in heard]
    spoken = _lines(about, parent=parent, names=names)
    for row in np.flatnonzero(innermost).tolist():
        lines[number[row]][spoken[row]] += 1
    numbers = tally(about, number, is_innermost=innermost)
    columns = [numbers[name].tolist() for name in ("mentions", "sources", "origins")]
    found = {
        id: Voices(_merged(line), *told)
        for id, line, *told in zip(heard, lines, *columns, strict=True)
    }
    return {id: found[id] for id in wanted if id in found}


def speakers(mentions: pd.DataFrame, *, names: Mapping[str, str]) -> dict[str, str]:
    """Say of each mention who speaks, from the outermost hop to its own, and how certain each is.

    Parameters
    ----------
    mentions : pandas.DataFrame
        ``case.mentions``, or rows of it.
    names : mapping of str to str
        Actor ids to names; an id that is not in it stands for itself.

    Returns
    -------
    dict of str to str
        By ``mention_id``, the names joined by arrows. By each name stand, in brackets, that
        speaker's own factuality, in the words of `terms.FACTUALITY`, and hedges, exactly as
        they are; by one who only passes on (``Uu``) there is no factuality. An ellipsis stands
        for hops that are not in the frame, and for a circle of ``parent_id``, which has no
        outermost hop.

    Raises
    ------
    FrameError
        A column is absent, a mention has the id of another, or a ``hedge`` was not read.

    Examples
    --------
    >>> from dateline.case import read_case
    >>> case = read_case("data/negotiations-2023")
    >>> told = speakers(case.mentions, names={"isw-analysts": "ISW's analysts"})
    >>> print(told["s5-ready-kremlin"])
    news-outlet → ISW's analysts (certainly not) → kremlin (certain)
    """
    columns = ("mention_id", "parent_id", "speaker_id", "factuality", "hedge")
    require(mentions, by="speakers", columns=columns)
    lines = _lines(mentions, parent=parent_rows(mentions), names=names)
    return dict(zip(mentions["mention_id"], lines, strict=True))


def rests_on(
    numbers: Mapping[str, np.ndarray], voice: pd.DataFrame, *, names: Mapping[str, str]
) -> list[str]:
    """Say of each subject how often it is told, where, and on whose word in the end.

    Parameters
    ----------
    numbers : mapping of str to numpy.ndarray
        By subject: ``mentions``, ``sources`` and ``origins``.
    voice : pandas.DataFrame
        Of each innermost mention: ``subject``, the number of what it is about, ``id``, its
        speaker's, and ``denies`` (bool), whether it says that it is not so.
    names : mapping of str to str
        Actor ids to names.
    """
    denies = voice["denies"].groupby([voice["subject"], voice["id"].fillna("")])
    # Who says both is no denier alone.
    pairs = voice.assign(denies=denies.transform("all")).drop_duplicates(["subject", "id"])
    named = called(pairs["id"], names).fillna("speaker not given")
    named = named.mask(pairs["denies"], named + " (denies it)")
    found = named.groupby(pairs["subject"]).agg(list)
    rows = zip(*(numbers[f"{noun}s"].tolist() for noun in _NOUNS), found, strict=True)
    return [f"{_counts(row)}: {listed(voices)}" for *row, voices in rows]


def _counts(numbers: list[int]) -> str:
    pairs = zip(numbers, _NOUNS, strict=True)
    return ", ".join(counted(number, noun) for number, noun in pairs)


def called(ids: pd.Series, names: Mapping[str, str]) -> pd.Series:
    """Return names for ids; an id without one stands for itself, null stays null."""
    return ids.map(lambda id: names.get(id, id), na_action="ignore").astype("str")


def _lines(mentions: pd.DataFrame, *, parent: np.ndarray, names: Mapping[str, str]) -> list[str]:
    """Return who speaks in each row, from the outermost hop to its own."""
    speaker = called(mentions["speaker_id"], names).fillna("unknown").tolist()
    hops = zip(speaker, mentions["factuality"].tolist(), hedges(mentions), strict=True)
    voice = [name + _stance(factuality, hedge) for name, factuality, hedge in hops]
    is_relayed = mentions["parent_id"].notna().tolist()
    further_out = parent.tolist()
    lines = []
    for own in range(len(mentions)):
        chain, row = [], own
        seen = set()
        while row >= 0 and row not in seen:
            seen.add(row)
            chain.append(row)
            row = further_out[row]
        beyond = ["…"] if is_relayed[chain[-1]] else []
        lines.append(" → ".join([*beyond, *(voice[hop] for hop in reversed(chain))]))
    return lines


def _stance(factuality: object, hedge: tuple[str, ...]) -> str:
    """Return what stands by a speaker's name: nothing where it only passes on."""
    facts = [f"“{words}”" for words in hedge]
    if isinstance(factuality, str) and factuality != "Uu":
        facts.insert(0, FACTUALITY.get(factuality, factuality))
    return f" ({', '.join(facts)})" if facts else ""


def _merged(lines: Counter[str]) -> list[str]:
    return [line if times == 1 else f"{line} × {times:,}" for line, times in lines.items()]
