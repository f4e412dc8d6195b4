"""Questions on how certain a speaker is, answered by the mention's own columns."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from dateline.case import Case
from dateline.exercises.choosing import single
from dateline.exercises.exercise import Exercise
from dateline.exercises.sealing import shuffled
from dateline.exercises.telling import (
    mention_of,
    named,
    place,
    quote_of,
    sentences_of,
    short,
    subject,
    subject_ids,
    to_read,
)
from dateline.phrases import listed
from dateline.terms import FACTUALITY

_MOST = 4
_LOOKED_AT = 200
_NONE = "With no hedge"
_ALWAYS = ("CT+", "PR+", "PS+", "CT-", "Uu")


def ask_hedge(case: Case, mention_id: str) -> Exercise:
    """Ask with which words a speaker hedges something.

    Parameters
    ----------
    case : Case
    mention_id : str
        The mention that is asked about.

    Returns
    -------
    Exercise
        Of the kind ``single``; right is the mention's ``hedge``, or that it has none. The other
        options are hedges of the case whose words do not overlap with these.

    Raises
    ------
    ExerciseError
        The case has no other hedge, or a reader could not tell which mention is meant.

    Examples
    --------
    >>> from dateline.case import read_case
    >>> exercise = ask_hedge(read_case("data/negotiations-2023"), "s1-revival-isw-analysts")
    >>> [option.text for option in exercise.choices]
    ['“likely”', 'With no hedge']
    """
    mention = mention_of(case, mention_id)
    own_hedge = mention["hedge"]
    own = _words(own_hedge)
    seen, rows = place(case, mention), _hedged(case, near=mention)
    id = f"hedge-{mention_id}"
    distractors = [text for text in rows if not own or not _overlap(text, own)]
    texts = shuffled(id, shuffled(id, distractors)[: _MOST - 1] + ([own] if own else []))
    row = f"(mentions.csv, {mention_id})"
    options = []
    for text in texts:
        if text == own:
            options.append((text, "right", f"At {seen}, {text} {_stand(own_hedge)} with it {row}."))
        else:
            other = rows[text]
            verb = "is" if len(other["hedge"]) == 1 else "are"
            said = f"{text} {verb} said by {_speaker(case, other)} of {_about(case, other)}"
            options.append((text, "wrong", f"At {place(case, other)}, {said}, not here."))
    none = (
        f"At {seen} a hedge stands with it." if own else f"At {seen} no hedge stands with it {row}."
    )
    options.append((_NONE, "wrong" if own else "right", none))
    question = f"{_spoken(case, mention)} With which words does this voice hedge it?"
    return single(id, question, options)


def ask_certainty(case: Case, mention_id: str) -> Exercise:
    """Ask how certain a speaker is of something, according to that speaker.

    Parameters
    ----------
    case, mention_id
        As for `ask_hedge`.

    Returns
    -------
    Exercise
        Of the kind ``single``; right is the mention's ``factuality``, in words.

    Raises
    ------
    ExerciseError
        A reader could not tell which mention is meant.

    Examples
    --------
    >>> from dateline.case import read_case
    >>> exercise = ask_certainty(read_case("data/negotiations-2023"), "s5-ready-isw-analysts")
    >>> exercise.solution().query("verdict == 'right'")["answer"].tolist()
    ['certainly not']
    """
    mention = mention_of(case, mention_id)
    own = str(mention["factuality"])
    seen = f"{place(case, mention)}: {_basis(mention)} (mentions.csv, {mention_id})."
    options = [
        (word, "right", seen) if value == own else (word, "wrong", f"Not “{word}”. {seen}")
        for value, word in FACTUALITY.items()
        if value in (*_ALWAYS, own)
    ]
    question = f"{_spoken(case, mention)} How certain of it is this voice itself?"
    return single(f"certainty-{mention_id}", question, options)


def mentions_to_ask(case: Case) -> list[str]:
    """Rank mentions to ask about: hedged ones, then certain ones of what others hedge.

    Left out is what nobody can look up: a mention without a sentence in the reading text and
    without a quote, or whose hedge does not stand there.
    """
    sentences = sentences_of(case)
    columns = case.mentions[["source_id", "locator", "quote", "hedge"]]
    found = [_is_found(mention, sentences) for mention in columns.to_dict("records")]
    mentions = case.mentions[pd.Series(found, index=case.mentions.index, dtype=bool)]
    hedged = mentions["hedge"].map(bool)
    ids = subject_ids(mentions)
    certain = mentions["factuality"].isin(["CT+", "CT-"]) & ~hedged
    rank = pd.Series(3, index=mentions.index)
    rank = rank.mask(certain, 2).mask(certain & ids.isin(ids[hedged]), 1).mask(hedged, 0)
    ranked = mentions.assign(rank=rank)[rank < 3].sort_values("rank", kind="stable")
    return ranked["mention_id"].tolist()


def _is_found(mention: Mapping[Hashable, Any], sentences: Mapping[tuple[str, str], str]) -> bool:
    """Tell whether a learner can look a mention up, and find its hedges there."""
    text = _folded(to_read(mention, sentences))
    return bool(text) and all(_folded(words) in text for words in mention["hedge"])


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _about(case: Case, mention: pd.Series) -> str:
    return subject(case, subject_ids(mention.to_frame().T).iloc[0])


def _speaker(case: Case, mention: pd.Series) -> str:
    speaker = mention["speaker_id"]
    return "a voice that is not given" if pd.isna(speaker) else named(case, speaker)


def _spoken(case: Case, mention: pd.Series) -> str:
    """Say which mention is meant; where the case has no text to look it up in, also its quote."""
    speaker, seen = named(case, mention["speaker_id"]), place(case, mention)
    has_sentence = (mention["source_id"], mention["locator"]) in sentences_of(case)
    quote = "" if has_sentence else quote_of(mention)
    where = f"at {seen}" if has_sentence or quote else f"in your source, at {seen}"
    told = f" The words: “{quote}”." if quote else ""
    return f"{speaker}, {where}, on {_about(case, mention)}.{told}"


def _hedged(case: Case, *, near: pd.Series) -> dict[str, pd.Series]:
    """Return the hedges of a case, each with a mention that has it, in the same place if any."""
    hedged = case.mentions[case.mentions["hedge"].map(bool)]
    same = (hedged["source_id"] == near["source_id"]) & (hedged["locator"] == near["locator"])
    found: dict[str, pd.Series] = {}
    for _, mention in pd.concat([hedged[same], hedged[~same]]).head(_LOOKED_AT).iterrows():
        found.setdefault(_words(mention["hedge"]), mention)
    return found


def _words(hedge: Sequence[str]) -> str:
    return listed(f"“{short(words)}”" for words in hedge)


def _overlap(one: str, other: str) -> bool:
    """Tell whether hedges share words, so that a reader might find the one in the other."""
    first, second = (re.findall(r"\w+", text.casefold()) for text in (one, other))
    return bool(set(first) & set(second))


def _basis(mention: pd.Series) -> str:
    """Say on what the coding of a speaker's certainty rests."""
    if mention["factuality"] == "Uu":
        return "this voice passes it on and takes no stance of its own"
    denies = (
        ", and this voice says that it is not so" if str(mention["factuality"])[-1] == "-" else ""
    )
    hedge = mention["hedge"]
    if not hedge:
        return f"no hedge stands there{denies}"
    return f"{_words(hedge)} {_stand(hedge)} there{denies}"


def _stand(hedge: Sequence[str]) -> str:
    return "stands" if len(hedge) == 1 else "stand"
