"""Chains in words: who speaks through whom, how certain the origin is, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from dateline.chains.hops import (
    LINKS,
    is_innermost,
    ladders,
    mentions_of,
    parent_rows,
    parents,
    require,
    subjects_of,
    tally,
)


class Voices(NamedTuple):
    """Who says one thing, as a hover card tells it. The texts are not escaped.

    Attributes
    ----------
    chains : list of str
        A line for each different chain, by source, locator and mention of its origin: names
        from the outermost hop to the origin, then the origin's factuality and hedges, then how
        often the line occurs, if more than once.
    hedges : list of str
        The different hedges of all hops, exactly as they stand, in the order of the chains.
    mentions, sources, origins : int
        As `origins` counts them.
    """

    chains: list[str]
    hedges: list[str]
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
    ['news-outlet → ISW (PR+, “likely”)']
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
    hedges: list[dict[str, None]] = [{} for _ in heard]
    spoken = _lines(about, parent=parent, names=names)
    words, stances = about["hedge"].tolist(), about["factuality"].tolist()
    for row in ladders(parent)[0].tolist():
        hedges[number[row]] |= dict.fromkeys(words[row])
        if innermost[row]:
            lines[number[row]][spoken[row] + _stance(stances[row], words[row])] += 1
    numbers = tally(about, number, is_innermost=innermost)
    columns = [numbers[name].tolist() for name in ("mentions", "sources", "origins")]
    found = {
        id: Voices(_merged(line), list(hedge), *told)
        for id, line, hedge, *told in zip(heard, lines, hedges, *columns, strict=True)
    }
    return {id: found[id] for id in wanted if id in found}


def speakers(mentions: pd.DataFrame, *, names: Mapping[str, str]) -> dict[str, str]:
    """Say of each mention who speaks, from the outermost hop to its own.

    Parameters
    ----------
    mentions : pandas.DataFrame
        ``case.mentions``, or rows of it.
    names : mapping of str to str
        Actor ids to names; an id that is not in it stands for itself.

    Returns
    -------
    dict of str to str
        By ``mention_id``, the names joined by arrows. An ellipsis stands for hops that are not
        in the frame, and for a circle of ``parent_id``, which has no outermost hop.

    Raises
    ------
    FrameError
        A column is absent, or a mention has the id of another.

    Examples
    --------
    >>> frame = pd.DataFrame({"mention_id": ["m1", "m2"], "parent_id": [None, "m1"]})
    >>> speakers(frame.assign(speaker_id=["gazette", "owl"]), names={"owl": "The Owl"})
    {'m1': 'gazette', 'm2': 'gazette → The Owl'}
    """
    require(mentions, by="speakers", columns=("mention_id", "parent_id", "speaker_id"))
    lines = _lines(mentions, parent=parent_rows(mentions), names=names)
    return dict(zip(mentions["mention_id"], lines, strict=True))


def called(ids: pd.Series, names: Mapping[str, str]) -> pd.Series:
    """Return names for ids; an id without one stands for itself, null stays null."""
    return ids.map(lambda id: names.get(id, id), na_action="ignore").astype("str")


def _lines(mentions: pd.DataFrame, *, parent: np.ndarray, names: Mapping[str, str]) -> list[str]:
    """Return who speaks in each row, from the outermost hop to its own."""
    voice = called(mentions["speaker_id"], names).fillna("unknown").tolist()
    is_relayed = mentions["parent_id"].notna().tolist()
    further_out = parent.tolist()
    lines = []
    for own in range(len(mentions)):
        hops, row = [], own
        seen = set()
        while row >= 0 and row not in seen:
            seen.add(row)
            hops.append(row)
            row = further_out[row]
        beyond = ["…"] if is_relayed[hops[-1]] else []
        lines.append(" → ".join([*beyond, *(voice[hop] for hop in reversed(hops))]))
    return lines


def _stance(factuality: object, hedge: tuple[str, ...]) -> str:
    facts = [str(factuality)] if isinstance(factuality, str) else []
    facts += [f"“{words}”" for words in hedge]
    return f" ({', '.join(facts)})" if facts else ""


def _merged(lines: Counter[str]) -> list[str]:
    return [line if times == 1 else f"{line} × {times:,}" for line, times in lines.items()]
