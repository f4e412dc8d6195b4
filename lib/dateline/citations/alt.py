"""A citation network in words."""

from __future__ import annotations

import pandas as pd

from dateline.case import Case
from dateline.citations.cards import Words
from dateline.citations.hops import SPEAKER, Drawn
from dateline.citations.stances import STANCES
from dateline.phrases import counted, listed


def alt_text(drawn: Drawn, *, names: dict[str, str], words: Words) -> str:
    """Say how much is drawn, on whose word it rests, how certain, and the longest chain.

    Parameters
    ----------
    drawn : Drawn
        What is drawn.
    names : dict of str to str
        Actors' names by id.
    words : Words
        What everything is called.
    """
    hops = drawn.hops
    origins = hops.loc[hops["is_origin"], "inner"].value_counts(sort=False)
    text = (
        f"Network of who says so on whose word: {counted(len(hops), 'hop')} by "
        f"{counted(hops['inner'].nunique(), 'speaker')} in "
        f"{counted(hops['source_id'].nunique(), 'document')}, from "
        f"{counted(len(origins), 'origin')}."
    )
    if hops.empty:
        return text
    stances = hops["stance"].value_counts(sort=False).sort_index()
    counts = zip(stances.index.tolist(), stances.tolist(), strict=True)
    told = listed(f"{number:,} {STANCES[stance].name}" for stance, number in counts)
    return " ".join([text, f"Hops: {told}.", _longest(hops, names, words), *left_out(drawn)])


def left_out(drawn: Drawn) -> list[str]:
    """Say what is not drawn, if anything."""
    if drawn.left_out.empty:
        return []
    hops, rest = int(drawn.left_out["count"].sum()), counted(len(drawn.left_out), "further arrow")
    arrows = counted(len(drawn.arrows), "arrow")
    return [
        f"Drawn: the {arrows} with the most hops. Left out: {rest} with {counted(hops, 'hop')}."
    ]


def cut_short(drawn: Drawn, case: Case | None) -> list[str]:
    """Say how many chains go on, in the case, behind an origin of the frame."""
    if case is None:
        return []
    shown = drawn.hops["mention_id"]
    goes_on = case.mentions.loc[~case.mentions["mention_id"].isin(shown), "parent_id"]
    ends = shown[drawn.hops["is_origin"]]
    if not (cut := int(ends.isin(goes_on.dropna()).sum())):
        return []
    return [
        f"Cut short, for the case has further hops that were not chosen: {counted(cut, 'chain')}."
    ]


def _longest(hops: pd.DataFrame, names: dict[str, str], words: Words) -> str:
    row = int(hops["depth"].argmax())
    count = counted(int(hops["depth"].iloc[row]) + 1, "hop")
    chain = []
    subject = words.texts[hops["subject"].iloc[row]]
    while row >= 0:
        id = hops["inner"].iloc[row].removeprefix(SPEAKER)
        chain.append(names.get(id, id) or "speaker not given")
        row = int(hops["parent"].iloc[row])
    told = " on the word of ".join(chain[::-1])
    return f"A longest chain, {count}: {told}, about “{subject.rstrip('.')}”."
