"""Questions on who says so and on whose word, answered by `who_says` and `origins`."""

from __future__ import annotations

from collections.abc import Collection, Sequence

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
    "source": "one source can tell of several voices, and several sources of the same one",
    "chain": "several chains can end with the same voice",
    "mention": "whoever only passes something on adds no voice",
}
_SAYS = {value: word for value, word in FACTUALITY.items() if value.endswith("+")}
_DENIES = {value: word for value, word in FACTUALITY.items() if value.endswith("-")}


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
    """Ask how many origins of an event or a claim say that it is so.

    Parameters
    ----------
    case, subject_id
        As for `ask_chain`.

    Returns
    -------
    Exercise
        Of the kind ``single``; right is the number of `origins` without those who deny it, who
        only pass it on, or who do not tell.

    Raises
    ------
    ExerciseError
        Nobody mentions it, the speaker of a hop is not given, or an origin both says and denies
        it.

    Examples
    --------
    >>> from dateline.case import read_case
    >>> exercise = ask_origins(read_case("data/negotiations-2023"), "e-call")
    >>> [option.text for option in exercise.choices]
    ['1', '2', '3', '5']
    """
    about = subject(case, subject_id)
    ladder = _ladder(case, subject_id)
    inner = ladder[ladder["is_origin"]]
    backing = supporters(ladder)
    row = origins(case.mentions, case=case).set_index("id").loc[[subject_id]].iloc[0].to_dict()
    others_in = set(inner["speaker_id"]) - set(backing)
    number = int(row["origins"]) - len(others_in)
    reasons = {number + 1: "", number - 1: ""}
    for noun, why in _NOT_VOICES.items():
        reasons[int(row[f"{noun}s"])] = f"That is the number of its {noun}s, but {why}. "
    against = _apart(case, ladder, others_in)
    if others_in:
        reasons[int(row["origins"])] = "That is the number of all its origins. "
    reasons = {count: start for count, start in reasons.items() if count >= 0} | {number: ""}
    follow = f"Follow each chain to its innermost voice: {places(case, ladder)}. {against}".strip()
    options = []
    for count, start in sorted(reasons.items()):
        verdict = ("wrong", start + follow)
        if count == number:
            verdict = ("right", f"{_resting(case, inner, backing)} {against}".strip())
        options.append((str(count), *verdict))
    question = (
        f"On how many origins does {about} rest in this case? An origin is the innermost voice of "
        "a chain. Count each once, and only those who say that it is so, be it certainly, probably "
        "or possibly."
    )
    return single(f"origins-{subject_id}", question, options)


def ask_speakers(case: Case, subject_id: str) -> Exercise:
    """Ask on whose word an event or a claim rests in the end.

    Parameters
    ----------
    case, subject_id
        As for `ask_chain`.

    Returns
    -------
    Exercise
        Of the kind ``several``: those who speak about it. Right are the origins who say that it
        is so; who passes on, denies it or takes no stance is wrong.

    Raises
    ------
    ExerciseError
        Nobody mentions it, the speaker of a hop is not given, an origin both says and denies
        it, all who speak of it are such origins, or nobody is.

    Examples
    --------
    >>> from dateline.case import read_case
    >>> ask_speakers(read_case("data/negotiations-2023"), "c-freeze")
    <Exercise speakers-c-freeze: several, 8 answers>
    """
    about = subject(case, subject_id)
    ladder = _ladder(case, subject_id)
    id = f"speakers-{subject_id}"
    backing = supporters(ladder)
    speakers = shuffled(id, ladder["speaker_id"].unique())
    if set(backing) == set(speakers):
        raise ExerciseError(f"all who speak of {quoted(subject_id)} are its origins")
    if not backing:
        raise ExerciseError(f"no origin of {quoted(subject_id)} says that it is so")
    options = [
        (
            named(case, speaker),
            "right" if speaker in backing else "wrong",
            _why(case, ladder[ladder["speaker_id"] == speaker], backs=speaker in backing),
        )
        for speaker in speakers
    ]
    question = (
        f"On whose word does {about} rest in the end? Choose the origins, the innermost voices of "
        "the chains, who say that it is so. Who denies it does not support it."
    )
    return several(id, question, options)


def supporters(ladder: pd.DataFrame) -> list[str]:
    """Return the origins who say that it is so, by id, in the order of a ladder.

    Each speaker is taken at its own word: whoever passes on what an origin says, and denies it,
    does not make the origin say otherwise.

    Raises
    ------
    ExerciseError
        One of them denies it, too, at another place.
    """
    says = ladder["factuality"].isin(_SAYS)
    denies = set(ladder.loc[ladder["factuality"].isin(_DENIES), "speaker_id"])
    backing = list(dict.fromkeys(ladder.loc[ladder["is_origin"] & says, "speaker_id"]))
    both = [quoted(speaker) for speaker in backing if speaker in denies]
    if both:
        raise ExerciseError(f"{listed(both)} both says and denies it; there are two answers")
    return backing


def _resting(case: Case, inner: pd.DataFrame, backing: Sequence[str]) -> str:
    """Say on whom it rests, and where that is told."""
    if not backing:
        return "No origin says that it is so."
    own = inner[inner["speaker_id"].isin(backing) & inner["factuality"].isin(_SAYS)]
    who = listed(named(case, speaker) for speaker in backing)
    return f"It rests on {who}: {places(case, own)}. Who only passes it on adds no voice."


def _apart(case: Case, ladder: pd.DataFrame, others_in: Collection[str]) -> str:
    """Say of each origin who does not support it, and of who else denies it, what they do."""
    denies = ladder["factuality"].isin(_DENIES)
    apart = ladder[denies | (ladder["is_origin"] & ladder["speaker_id"].isin(others_in))]
    told = [
        f"{named(case, str(speaker))} {_instead(hops)} ({places(case, hops)}): not support."
        for speaker, hops in apart.groupby("speaker_id", sort=False)
    ]
    return " ".join(told)


def _why(case: Case, hops: pd.DataFrame, *, backs: bool) -> str:
    """Say why it rests on a speaker's word, or why not."""
    denials = hops[hops["factuality"].isin(_DENIES)]
    inner = hops[hops["is_origin"]]
    if backs:
        held = listed(dict.fromkeys(inner["factuality"].astype("str").map(_SAYS).dropna()))
        return f"{places(case, inner)}: nobody stands behind this voice, which holds it {held}."
    if len(denials):
        return f"{places(case, denials)}: this voice denies it, which is not support."
    if len(inner):
        return f"{places(case, inner)}: this voice {_instead(inner)}, which is not support."
    return f"{places(case, hops)}: another voice stands behind this one."


def _instead(hops: pd.DataFrame) -> str:
    """Say what is done by a speaker who does not say that it is so."""
    stances = set(hops["factuality"].astype("str"))
    if stances & set(_DENIES):
        return "denies it"
    return "does not tell whether it is so" if "CTu" in stances else "only passes it on"


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
        stance = f"denies it ({stance})" if hop["factuality"] in _DENIES else stance
        return "right", f"{seen}{cue}: {stance} (mentions.csv, {hop['mention_id']})."
    spoken = hops.reset_index(drop=True)
    elsewhere = spoken.index[spoken["speaker_id"] == item.id]
    if len(elsewhere):
        side = "further in" if elsewhere[0] > at else "further out"
        return "wrong", f"{seen}: this voice speaks in the chain, but {side}."
    return "wrong", f"{seen}: this voice does not speak in the chain."
