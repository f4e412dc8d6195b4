"""Exercises whose rows each get one choice: sentences into kinds, speakers into a chain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.exercises.exercise import Atom, Exercise
from dateline.exercises.faults import ExerciseError
from dateline.exercises.form import Item
from dateline.exercises.sealing import shuffled
from dateline.phrases import listed, quoted

CATEGORIES = ("event", "claim", "assessment", "denial")
"""What a sentence can tell of, unless an exercise names others."""

Sentence = tuple[str, str | Sequence[str], str | Mapping[str, str]]
"""A text, its category or several that are accepted, and the reason or one for each category."""


def classify(
    id: str,
    question: str,
    *,
    sentences: Mapping[str, Sentence],
    categories: Sequence[str] = CATEGORIES,
) -> Exercise:
    """Ask of what kind each of some sentences is.

    Parameters
    ----------
    id : str
        What tells the exercise from others.
    question : str
    sentences : mapping of str to tuple
        By id, ``s5``: the text; its category, or several, of which the first is right and the
        others are accepted, too; and the reason, or a reason for each category, by category.
    categories : sequence of str
        What is chosen from.

    Returns
    -------
    Exercise

    Raises
    ------
    ExerciseError
        A sentence has a category that is not offered, or lacks a reason.

    Examples
    --------
    >>> sentence = ("The board says there was no meeting.", "denial", "s4: it says “no meeting”.")
    >>> classify("kinds", "What is each sentence?", sentences={"s4": sentence})
    <Exercise kinds: classify, 4 answers>
    """
    key: list[Atom] = []
    for name, sentence in sentences.items():
        if isinstance(sentence, str) or len(sentence) != 3:
            raise ExerciseError(
                f"sentence {quoted(name)} of exercise {quoted(str(id))} is {sentence!r}; give its "
                "text, its category and the reason"
            )
        accepted = _accepted(sentence[1], by=f"sentence {quoted(name)}", categories=categories)
        reasons = sentence[2]
        for category in categories:
            verdict = "wrong" if category not in accepted else "either"
            verdict = "right" if category == accepted[0] else verdict
            reason = reasons if isinstance(reasons, str) else reasons.get(category, "")
            key.append(Atom(f"{name}={category}", verdict, reason))
    rows = tuple(Item(name, sentence[0]) for name, sentence in sentences.items())
    choices = tuple(Item(category, category) for category in categories)
    return Exercise(id, "classify", question, rows=rows, choices=choices, key=tuple(key))


def chain(
    id: str,
    question: str,
    *,
    hops: Sequence[tuple[str, str]],
    distractors: Sequence[str] = (),
) -> Exercise:
    """Ask for the speakers of a chain, from the outermost to the origin.

    Parameters
    ----------
    id : str
        What tells the exercise from others.
    question : str
    hops : sequence of tuple of str
        Two to twelve: the speaker of each hop, outermost first, and the reason, which is told
        of whomever the learner puts there.
    distractors : sequence of str, optional
        Speakers who have no part in the chain.

    Returns
    -------
    Exercise
        The learner finds all speakers shuffled.

    Raises
    ------
    ExerciseError
        There are fewer than two hops, a reason is missing, or a distractor is in the chain.

    Examples
    --------
    >>> hops = [("The Gazette", "s2: it is the page."), ("The captain", "s2: “says the captain”.")]
    >>> chain("letter", "Who says so?", hops=hops, distractors=["The board"])
    <Exercise letter: chain, 6 answers>
    """
    speakers = list(dict.fromkeys(speaker for speaker, _ in hops))
    both = [quoted(name) for name in distractors if name in speakers]
    if both:
        raise ExerciseError(
            f"{listed(both)} speaks in the chain of exercise {quoted(str(id))} and so cannot be a "
            "distractor"
        )
    pieces = shuffled(id, [*speakers, *distractors])
    key = [
        Atom(f"hop:{place}={piece}", "right" if piece == speaker else "wrong", reason)
        for place, (speaker, reason) in enumerate(hops, start=1)
        for piece in pieces
    ]
    choices = tuple(Item(piece, piece) for piece in pieces)
    return built(id, question, length=len(hops), choices=choices, key=key)


def built(
    id: str, question: str, *, length: int, choices: tuple[Item, ...], key: Sequence[Atom]
) -> Exercise:
    """Return the exercise of a chain of so many hops."""
    names = [f"Hop {place}" for place in range(1, length + 1)]
    names[0] += ", the outermost voice"
    names[-1] += ", the origin"
    rows = tuple(Item(str(place), name) for place, name in enumerate(names, start=1))
    return Exercise(id, "chain", question, rows=rows, choices=choices, key=tuple(key))


def _accepted(given: str | Sequence[str], *, by: str, categories: Sequence[str]) -> tuple[str, ...]:
    accepted = (given,) if isinstance(given, str) else tuple(given)
    others = [quoted(str(it)) for it in accepted if it not in categories]
    if others or not accepted:
        raise ExerciseError(
            f"the category of {by} is {listed(others) or 'missing'}; offered are "
            f"{listed(categories)}"
        )
    return accepted
