"""Questions on who says so and on whose word, answered by `who_says` and `origins`."""

from __future__ import annotations

import pandas as pd

from dateline.case import Case
from dateline.chains import origins, who_says
from dateline.exercises.choosing import several, single
from dateline.exercises.exercise import Atom, Exercise
from dateline.exercises.faults import ExerciseError
from dateline.exercises.form import Item
from dateline.exercises.sealing import shuffled
from dateline.exercises.sorting import built
from dateline.exercises.telling import named, others, place, places, short, subject
from dateline.phrases import listed, quoted
from dateline.terms import FACTUALITY

_DISTRACTORS = 3
_LONGEST = 12
_NOT_VOICES = {
    "source": "one source can tell of several voices, and several of the same",
    "chain": "several chains can end with the same voice",
    "mention": "who only passes on adds no voice",
}


def ask_chain(case: Case, subject_id: str) -> Exercise:
    """Ask for the speakers of a chain behind an event or a claim.

    Parameters
    ----------
    case : Case
    subject_id : str
        An event or a claim.

    Returns
    -------
    Exercise
        Of the kind ``chain``: the longest chain of `who_says` that is the only one in its
        place. Other speakers of the case are among the choices.

    Raises
    ------
    ExerciseError
        No chain of two to twelve hops stands alone in its place, or a speaker is not given.

    Examples
    --------
    >>> from dateline.case import read_case
    >>> ask_chain(read_case("data/negotiations-2023"), "c-freeze")
    <Exercise chain-s7-freeze-diplomat-1: chain, 28 answers>
    """
    about = subject(case, subject_id)
    hops = _alone(who_says(case.mentions, subject_id, case=case), by=subject_id)
    inner = hops.iloc[-1]
    id = f"chain-{inner['mention_id']}"
    speakers = list(dict.fromkeys(hops["speaker_id"]))
    voices = case.mentions["speaker_id"].dropna().unique()
    distractors = others(shuffled(id, voices), known=speakers, most=_DISTRACTORS)
    choices = [Item(it, named(case, it)) for it in shuffled(id, [*speakers, *distractors])]
    key = [
        Atom(f"hop:{at + 1}={item.id}", *_judged(case, hops, at=at, item=item))
        for at in range(len(hops))
        for item in choices
    ]
    question = (
        f"Rebuild the chain behind {about}, as {place(case, hops.iloc[0])} tells it: who speaks "
        "on whose word, from the outermost voice to the origin?"
    )
    return built(id, question, length=len(hops), choices=tuple(choices), key=key)


def ask_origins(case: Case, subject_id: str) -> Exercise:
    """Ask on how many independent voices an event or a claim rests.

    Parameters
    ----------
    case, subject_id
        As for `ask_chain`.

    Returns
    -------
    Exercise
        Of the kind ``single``; right is the number of `origins`.

    Raises
    ------
    ExerciseError
        Nobody mentions it, or an origin's speaker is not given.

    Examples
    --------
    >>> from dateline.case import read_case
    >>> exercise = ask_origins(read_case("data/negotiations-2023"), "e-call")
    >>> [option.text for option in exercise.choices]
    ['1', '2', '3', '5']
    """
    about = subject(case, subject_id)
    ladder = _ladder(case, subject_id)
    table = origins(case.mentions, case=case).set_index("id")
    row = table.loc[[subject_id]].iloc[0].to_dict()
    number, inner = int(row["origins"]), ladder[ladder["is_origin"]]
    seen = places(case, ladder)
    reasons = {number + 1: "", number - 1: ""}
    for noun, why in _NOT_VOICES.items():
        reasons[int(row[f"{noun}s"])] = f"So many are its {noun}s: {why}. "
    reasons.pop(0, None)
    reasons[number] = ""
    options = []
    for count, start in sorted(reasons.items()):
        follow = f"Follow each chain to its innermost speaker: {seen}."
        who = listed(dict.fromkeys(short(name) for name in inner["speaker"]))
        right = f"It rests on {who}: {places(case, inner)}; who passes on adds no voice."
        verdict = ("right", right) if count == number else ("wrong", start + follow)
        options.append((str(count), *verdict))
    question = f"On how many independent voices, or origins, does {about} rest in this case?"
    return single(f"origins-{subject_id}", question, options)


def ask_speakers(case: Case, subject_id: str) -> Exercise:
    """Ask who of several speakers are the origins of an event or a claim.

    Parameters
    ----------
    case, subject_id
        As for `ask_chain`.

    Returns
    -------
    Exercise
        Of the kind ``several``: those who speak about it, and who of them nobody stands behind.

    Raises
    ------
    ExerciseError
        Nobody mentions it, a speaker is not given, or all who speak of it are origins.

    Examples
    --------
    >>> from dateline.case import read_case
    >>> ask_speakers(read_case("data/negotiations-2023"), "c-freeze")
    <Exercise speakers-c-freeze: several, 8 answers>
    """
    about = subject(case, subject_id)
    ladder = _ladder(case, subject_id)
    id = f"speakers-{subject_id}"
    inner = set(ladder.loc[ladder["is_origin"], "speaker_id"])
    speakers = shuffled(id, ladder["speaker_id"].unique())
    if inner == set(speakers):
        raise ExerciseError(f"all who speak of {quoted(subject_id)} are its origins")
    options = []
    for speaker in speakers:
        hops = ladder[ladder["speaker_id"] == speaker]
        own = hops[hops["is_origin"]]
        if speaker in inner:
            verdict = ("right", f"{places(case, own)}: nobody stands behind this voice.")
        else:
            verdict = ("wrong", f"{places(case, hops)}: another voice stands behind this one.")
        options.append((named(case, speaker), *verdict))
    question = f"Who are the origins of {about}: on whose word does it rest in the end?"
    return several(id, question, options)


def _ladder(case: Case, id: str) -> pd.DataFrame:
    ladder = who_says(case.mentions, id, case=case)
    if ladder[["speaker_id", "locator"]].isna().any(axis=None):
        raise ExerciseError(f"a speaker or a locator of {quoted(id)} is not given")
    return ladder


def _alone(ladder: pd.DataFrame, *, by: str) -> pd.DataFrame:
    """Return the longest chain that no other shares its outermost place with."""
    outer = ladder[ladder["depth"] == 0]
    alone = outer[~outer.duplicated(["source_id", "locator"], keep=False)]
    chains = ladder[ladder["chain"].isin(alone["chain"])]
    lengths = chains.groupby("chain").size()
    gaps = chains.loc[chains[["speaker_id", "locator"]].isna().any(axis=1), "chain"]
    lengths = lengths[~lengths.index.isin(gaps) & lengths.between(2, _LONGEST)]
    if lengths.empty:
        raise ExerciseError(
            f"no chain behind {quoted(by)} has two to {_LONGEST} hops, each with its speaker, and "
            "a place of its own"
        )
    return ladder[ladder["chain"] == lengths.idxmax()]


def _judged(case: Case, hops: pd.DataFrame, *, at: int, item: Item) -> tuple[str, str]:
    """Return the verdict on a speaker at a hop, and the reason."""
    hop = hops.iloc[at]
    seen = place(case, hop)
    if hop["speaker_id"] == item.id:
        cue = "" if pd.isna(hop["cue"]) else f", “{short(hop['cue'])}”"
        stance = FACTUALITY.get(str(hop["factuality"]), str(hop["factuality"]))
        return "right", f"{seen}{cue}: {stance} (mentions.csv, {hop['mention_id']})."
    spoken = hops.reset_index(drop=True)
    elsewhere = spoken.index[spoken["speaker_id"] == item.id]
    if len(elsewhere):
        side = "further in" if elsewhere[0] > at else "further out"
        return "wrong", f"{seen}: this voice speaks in the chain, but {side}."
    return "wrong", f"{seen}: this voice does not speak in the chain."
