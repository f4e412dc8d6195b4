"""The matrix of competing hypotheses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from dateline.exercises.exercise import Atom, Exercise
from dateline.exercises.faults import ExerciseError
from dateline.exercises.form import RATINGS, Item
from dateline.phrases import listed, quoted


class Evidence(NamedTuple):
    """One line of the matrix.

    Attributes
    ----------
    text : str
        What is known, and from which sentence or row.
    ratings : mapping of str to str
        By hypothesis: ``C`` consistent, ``I`` inconsistent, ``N`` not applicable; two letters
        where either is accepted, the better first.
    reason : str or mapping of str to str
        Why, pointing to a sentence or row; one for the line, or one for each hypothesis.
    weight : int, default 1
        How much it counts where it is inconsistent, 1 to 9: more for what is better attested.
    """

    text: str
    ratings: Mapping[str, str]
    reason: str | Mapping[str, str]
    weight: int = 1


def ach(
    id: str,
    question: str,
    *,
    hypotheses: Mapping[str, str],
    evidence: Mapping[str, Evidence],
) -> Exercise:
    """Ask how evidence stands to competing hypotheses.

    Parameters
    ----------
    id : str
        What tells the exercise from others.
    question : str
    hypotheses : mapping of str to str
        Two to six ids, such as ``h1``, and texts.
    evidence : mapping of str to Evidence
        By id.

    Returns
    -------
    Exercise
        The form sums up, for each hypothesis, the weights of the evidence that the learner
        finds inconsistent with it, names the hypothesis with the least, and compares the cells
        with the key. It says of no hypothesis that it is true.

    Raises
    ------
    ExerciseError
        A line does not rate each hypothesis, a letter is none of C, I and N, or a reason is
        missing.

    Notes
    -----
    Analysis of Competing Hypotheses: Heuer, *Psychology of Intelligence Analysis*, Center for
    the Study of Intelligence 1999, chapter 8. One works across the lines, tries to disprove,
    and prefers the hypothesis with the least against it, not the one with the most for it.

    Examples
    --------
    >>> late = Evidence("s1: the ferry docked a day late", {"h1": "C", "h2": "N"}, "s1 says so.")
    >>> hypotheses = {"h1": "The engine failed", "h2": "The board wants to sell"}
    >>> ach("why", "Why was it late?", hypotheses=hypotheses, evidence={"e1": late})
    <Exercise why: ach, 6 answers>
    """
    key = [
        Atom(f"cell:{hypothesis}/{name}={letter}", verdict, reason)
        for name, line in evidence.items()
        for hypothesis, letters, reason in _cells(line, id=id, name=name, hypotheses=hypotheses)
        for letter, verdict in _verdicts(letters).items()
    ]
    return Exercise(
        id,
        "ach",
        question,
        rows=tuple(Item(name, line.text, line.weight) for name, line in evidence.items()),
        choices=tuple(Item(name, text) for name, text in hypotheses.items()),
        key=tuple(key),
    )


def _cells(
    line: Evidence, *, id: str, name: str, hypotheses: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    """Return hypothesis, letters and reason of each cell of a line."""
    by = f"evidence {quoted(name)} of exercise {quoted(str(id))}"
    if set(line.ratings) != set(hypotheses):
        raise ExerciseError(
            f"{by} rates {listed(line.ratings) or 'nothing'}; rate {listed(hypotheses)}"
        )
    cells = []
    for hypothesis in hypotheses:
        letters = line.ratings[hypothesis]
        if not letters or set(letters) - set(RATINGS) or len(set(letters)) < len(letters):
            allowed = listed([f"{letter} ({word})" for letter, word in RATINGS.items()])
            raise ExerciseError(
                f"{by} is {letters!r} to {hypothesis}; allowed are {allowed}, or two of them where "
                "either is accepted"
            )
        reason = line.reason if isinstance(line.reason, str) else line.reason.get(hypothesis, "")
        cells.append((hypothesis, letters, reason))
    return cells


def _verdicts(letters: str) -> dict[str, str]:
    accepted = dict.fromkeys(letters, "either") | {letters[0]: "right"}
    return {letter: accepted.get(letter, "wrong") for letter in RATINGS}
