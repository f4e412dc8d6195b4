"""Exercises in which options are chosen: one, several, or a prediction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.exercises.exercise import Atom, Exercise
from dateline.exercises.faults import ExerciseError
from dateline.exercises.form import Item
from dateline.phrases import quoted

Option = tuple[str, str, str]
"""A text, its verdict (right, wrong or either), and the reason."""

_CONTRARY = {"right": "wrong", "wrong": "right"}


def single(id: str, question: str, options: Sequence[Option]) -> Exercise:
    """Ask for one of several options.

    Parameters
    ----------
    id : str
        What tells the exercise from others.
    question : str
    options : sequence of tuple of str
        For each option, in the order in which they will stand: its text, the verdict on it
        (``right``, ``wrong``, or ``either``, which is accepted, too), and the reason, which the
        learner reads who chooses it.

    Returns
    -------
    Exercise

    Raises
    ------
    ExerciseError
        There are fewer than two options, none is right or accepted, two read alike, a verdict
        is another, or a reason is missing.

    Examples
    --------
    >>> options = [
    ...     ("One", "right", "s2: the dockers are the only ones who say so."),
    ...     ("Three", "wrong", "s2 and s5: the newspapers only pass on what the dockers say."),
    ... ]
    >>> single("voices", "On how many voices does it rest?", options)
    <Exercise voices: single, 2 answers>
    """
    exercise = _one(id, question, options, kind="single")
    if all(atom.verdict == "wrong" for atom in exercise.key):
        raise ExerciseError(f"exercise {quoted(id)} has no option that is right")
    return exercise


def several(id: str, question: str, options: Sequence[Option]) -> Exercise:
    """Ask for all options that apply.

    Parameters
    ----------
    id, question, options
        As for `single`. ``right`` is an option that is to be ticked and ``wrong`` one that is
        not; the reason is told whether it is ticked or not.

    Returns
    -------
    Exercise

    Raises
    ------
    ExerciseError
        As for `single`, though no option need be right.

    Examples
    --------
    >>> options = [
    ...     ("Dockers", "right", "s2: nobody stands behind them."),
    ...     ("Gazette", "wrong", "s2: it passes on what the dockers say."),
    ... ]
    >>> several("origins", "On whose word does it rest?", options)
    <Exercise origins: several, 4 answers>
    """
    choices, judged = _options(id, options)
    key = [
        Atom(f"option:{item.id}={tick}", said, reason)
        for item, (_, verdict, reason) in zip(choices, judged, strict=True)
        for tick, said in (("yes", verdict), ("no", _CONTRARY.get(verdict, verdict)))
    ]
    return Exercise(id, "several", question, choices=choices, key=tuple(key))


def predict(id: str, question: str, *, options: Sequence[Option] = (), look: str = "") -> Exercise:
    """Ask for a prediction; what follows in the same cell stays covered until it is given.

    Parameters
    ----------
    id, question
        As for `single`.
    options : sequence of tuple of str, optional
        As for `single`; all verdicts may be ``either``. None: the learner writes what comes to
        mind, which is not judged.
    look : str, optional
        Where there are no options, what is told after the answer: what to look at in the figure.

    Returns
    -------
    Exercise
        Show it in the cell of the figure, before it:
        ``display(exercise)``, then the figure.

    Raises
    ------
    ExerciseError
        As for `single`, or there are both options and `look`, or neither.

    Examples
    --------
    >>> predict("lanes", "Which lane is fullest?", look="Compare the lanes: events.csv, lane.")
    <Exercise lanes: predict, 1 answer>
    """
    if bool(options) == bool(look):
        raise ExerciseError(
            f"exercise {quoted(id)} needs either options, or in look what to tell after an open "
            "answer"
        )
    if options:
        return _one(id, question, options, kind="predict")
    return Exercise(id, "predict", question, key=(Atom("answered", "either", look),))


def covering(exercise: Exercise) -> Exercise:
    """Turn a question with one answer into a prediction, which covers what follows in its cell.

    Parameters
    ----------
    exercise : Exercise
        Of the kind ``single``.

    Returns
    -------
    Exercise
        The same question and key, of the kind ``predict``.

    Raises
    ------
    ExerciseError
        It is of another kind.

    Examples
    --------
    >>> options = [("One", "right", "s2: the dockers."), ("Two", "wrong", "s5: retold.")]
    >>> covering(single("voices", "On how many voices?", options))
    <Exercise voices: predict, 2 answers>
    """
    if exercise.kind != "single":
        raise ExerciseError(
            f"exercise {quoted(exercise.id)} is of the kind {exercise.kind}; only a single choice "
            "can cover what follows"
        )
    return replace(exercise, kind="predict")


def _one(id: str, question: str, options: Sequence[Option], *, kind: str) -> Exercise:
    choices, judged = _options(id, options)
    key = [
        Atom(f"option:{item.id}", verdict, reason)
        for item, (_, verdict, reason) in zip(choices, judged, strict=True)
    ]
    return Exercise(id, kind, question, choices=choices, key=tuple(key))


def _options(id: str, options: Sequence[Option]) -> tuple[tuple[Item, ...], list[Option]]:
    """Give the options numbers; each must have a text, a verdict and a reason."""
    judged = [tuple(option) for option in options]
    for place, option in enumerate(judged, start=1):
        if isinstance(options[place - 1], str) or len(option) != 3:
            raise ExerciseError(
                f"option {place} of exercise {quoted(str(id))} is {options[place - 1]!r}; give "
                "its text, right, wrong or either, and the reason"
            )
    items = [Item(str(place), option[0]) for place, option in enumerate(judged, start=1)]
    return tuple(items), [(text, verdict, reason) for text, verdict, reason in judged]
