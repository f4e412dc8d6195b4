"""What a learner sees of an exercise, and what answers it can have.

Every answer reduces to atoms, small texts such as ``option:3`` or ``e-a < e-b``; which atoms an
exercise has follows from its form alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations
from typing import NamedTuple

from dateline.exercises.faults import ExerciseError
from dateline.phrases import counted, listed, quoted

RATINGS = {"C": "consistent", "I": "inconsistent", "N": "not applicable"}
"""What evidence can be to a hypothesis (Heuer, *Psychology of Intelligence Analysis*, 1999)."""

_LONGEST = 4000
_MOST = 40
_HEAVIEST = 9


class Item(NamedTuple):
    """One thing that an exercise offers.

    Attributes
    ----------
    id : str
    text : str
    weight : int
        How much a piece of evidence counts; 1 of anything else.
    """

    id: str
    text: str
    weight: int = 1


class Form(NamedTuple):
    """An exercise without its key.

    Attributes
    ----------
    id, kind, question : str
    rows : tuple of Item
        What is asked about one by one: sentences, hops, evidence.
    choices : tuple of Item
        What is chosen from: options, events, categories, speakers, hypotheses.
    """

    id: str
    kind: str
    question: str
    rows: tuple[Item, ...] = ()
    choices: tuple[Item, ...] = ()


class Kind(NamedTuple):
    """What sets a kind of exercise apart.

    Attributes
    ----------
    title : str
        What the learner is asked to do.
    rows, choices : tuple of int
        The fewest and the most that it has.
    answers : callable
        From a form, its atoms, and each in words.
    """

    title: str
    rows: tuple[int, int]
    choices: tuple[int, int]
    answers: Callable[[Form], Iterator[tuple[str, str]]]


def answers(form: Form) -> dict[str, str]:
    """Return every atom that an answer can reduce to, and what it says in words."""
    return dict(KINDS[form.kind].answers(form))


def require_form(form: Form) -> None:
    """Raise an ExerciseError unless a form can be shown and answered."""
    require_text(form.id, what="the id")
    if form.kind not in KINDS:
        raise ExerciseError(
            f"{quoted(form.kind)} is not a kind of exercise; allowed are {listed(KINDS)}"
        )
    by = f"exercise {quoted(form.id)}"
    require_text(form.question, what=f"the question of {by}")
    for name in ("rows", "choices"):
        items: tuple[Item, ...] = getattr(form, name)
        fewest, most = getattr(KINDS[form.kind], name)
        _require_items(items, what=f"{name} of {by}")
        if not fewest <= len(items) <= most:
            needs = f"{fewest} to {most}" if most else "none"
            raise ExerciseError(f"{by} ({form.kind}) has {len(items)} {name}; it needs {needs}")
    if form.kind == "predict" and len(form.choices) == 1:
        raise ExerciseError(f"{by} offers one option; offer at least two, or none and ask openly")
    weights = [item.weight for item in form.rows + form.choices]
    if form.kind != "ach" and any(weight != 1 for weight in weights):
        raise ExerciseError(f"{by} has weights; only evidence has a weight, in ach")


def _require_items(items: tuple[Item, ...], *, what: str) -> None:
    for item in items:
        require_text(item.id, what=f"an id in the {what}")
        require_text(item.text, what=f"a text in the {what}")
        if type(item.weight) is not int or not 1 <= item.weight <= _HEAVIEST:
            raise ExerciseError(
                f"a weight in the {what} is {item.weight!r}; allowed are 1 to {_HEAVIEST}"
            )
    for column in ("id", "text"):
        texts = [getattr(item, column) for item in items]
        twice = next((text for text in texts if texts.count(text) > 1), None)
        if twice is not None:
            raise ExerciseError(
                f"{quoted(twice)} is given twice in the {what}; nobody could tell the two apart"
            )


def require_text(text: object, *, what: str) -> None:
    """Raise an ExerciseError unless this is a text that can be shown and read."""
    if not isinstance(text, str) or not text.strip():
        raise ExerciseError(f"{what} is {text!r}; give a text that is not empty")
    if len(text) > _LONGEST:
        raise ExerciseError(f"{what} has {counted(len(text), 'character')}; say it shorter")
    if any(0xD800 <= ord(letter) <= 0xDFFF or letter == "\0" for letter in text):
        raise ExerciseError(f"{what} holds what is no character of a text; take it out")


# -- the answers of each kind ------------------------------------------------------------------


def _one(form: Form) -> Iterator[tuple[str, str]]:
    return ((f"option:{item.id}", item.text) for item in form.choices)


def _several(form: Form) -> Iterator[tuple[str, str]]:
    for item in form.choices:
        yield f"option:{item.id}=yes", f"ticked: {item.text}"
        yield f"option:{item.id}=no", f"not ticked: {item.text}"


def _ordering(form: Form) -> Iterator[tuple[str, str]]:
    # Ids of events have no blanks: these keep the pairs apart.
    for one, other in permutations(form.choices, 2):
        yield f"{one.id} < {other.id}", f"“{one.text}” before “{other.text}”"


def _classify(form: Form) -> Iterator[tuple[str, str]]:
    for row in form.rows:
        for choice in form.choices:
            yield f"{row.id}={choice.id}", f"“{row.text}” is: {choice.text}"


def _chain(form: Form) -> Iterator[tuple[str, str]]:
    for row in form.rows:
        for choice in form.choices:
            yield f"hop:{row.id}={choice.id}", f"hop {row.id}: {choice.text}"


def _likelihood(form: Form) -> Iterator[tuple[str, str]]:  # noqa: ARG001 (as all kinds)
    yield "number", "any number from 0 to 100"


def _ach(form: Form) -> Iterator[tuple[str, str]]:
    for row in form.rows:
        for choice in form.choices:
            for letter, word in RATINGS.items():
                answer = f"“{row.text}” with “{choice.text}”: {word}"
                yield f"cell:{choice.id}/{row.id}={letter}", answer


def _predict(form: Form) -> Iterator[tuple[str, str]]:
    return _one(form) if form.choices else iter([("answered", "any prediction")])


KINDS = {
    "single": Kind("Choose one", (0, 0), (2, _MOST), _one),
    "several": Kind("Choose all that apply", (0, 0), (2, _MOST), _several),
    "ordering": Kind("Put in order", (0, 0), (2, 12), _ordering),
    "classify": Kind("Sort into kinds", (1, _MOST), (2, 8), _classify),
    "chain": Kind("Rebuild the chain", (2, 12), (2, _MOST), _chain),
    "likelihood": Kind("Put a number on it", (0, 0), (0, 0), _likelihood),
    "ach": Kind("Weigh the hypotheses", (1, 20), (2, 6), _ach),
    "predict": Kind("Predict, then look", (0, 0), (0, _MOST), _predict),
}
"""The kinds of exercise."""
