"""The exercise in which an expression of likelihood gets a number."""

from __future__ import annotations

from dateline.exercises.exercise import Atom, Exercise
from dateline.exercises.faults import ExerciseError
from dateline.exercises.scales import EXPRESSIONS, scales_of
from dateline.phrases import quoted


def likelihood(id: str, expression: str, *, question: str = "") -> Exercise:
    """Ask which number, 0 to 100, somebody means who says "likely", then show what is published.

    Parameters
    ----------
    id : str
        What tells the exercise from others.
    expression : str
        One of "almost certain", "very likely", "likely", "probable", "probably", "roughly even
        chance", "unlikely", "improbable", "very unlikely" and "almost no chance".
    question : str, optional
        Another question, such as one that quotes a sentence of the case.

    Returns
    -------
    Exercise
        No number is right or wrong: each is set beside the ranges.

    Raises
    ------
    ExerciseError
        The expression is another.

    Notes
    -----
    Shown are the ranges of the US intelligence community (ICD 203, 2015), of Kent (*Words of
    Estimative Probability*, 1964) and of the IPCC's guidance (Mastrandrea et al., 2010), and
    how 123 readers answered (Fagen-Ulmschneider, *Perception of Probability Words*): the middle
    half with the median, and nine in ten of them. Where a scheme has another word, its own is
    shown.

    Examples
    --------
    >>> likelihood("likely", "likely").scales[0][:4]
    ('ICD 203 (2015)', 'likely', 55, 80)
    """
    if expression not in EXPRESSIONS:
        raise ExerciseError(
            f"{quoted(str(expression))} is not among the expressions whose meaning is "
            f"published here; choose among {', '.join(map(quoted, EXPRESSIONS))}"
        )
    scales = scales_of(expression)
    ranges = "; ".join(f"{it.by}, “{it.word}”: {it.low} to {it.high}" for it in scales)
    reason = f"No number is right by itself. {ranges}."
    asked = question or f"“{expression}”: how likely is that, from 0 (never) to 100 (certain)?"
    key = (Atom("number", "either", reason),)
    return Exercise(id, "likelihood", asked, key=key, scales=scales)
