"""The exercise as a value: a form, and a key that judges every answer that the form can have."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from dateline.exercises.faults import ExerciseError
from dateline.exercises.form import Form, Item, answers, require_form, require_text
from dateline.exercises.markup import plain, whole
from dateline.exercises.scales import Scale
from dateline.exercises.sealed import Sealed, parts_of, read, written
from dateline.exercises.sealing import seals
from dateline.phrases import counted, listed, quoted

MIMETYPE = "application/vnd.dateline.exercise+json"
"""The type under which an output holds an exercise, sealed."""

VERDICTS = ("right", "wrong", "either")
"""What can be said of an answer; ``either``: it counts as right whether it is given or not."""


class Atom(NamedTuple):
    """What the key says of one answer.

    Attributes
    ----------
    atom : str
        The answer, as `form.answers` lists them.
    verdict : str
        One of `VERDICTS`.
    reason : str
        Why, pointing to a sentence or a row of a table.
    """

    atom: str
    verdict: str
    reason: str


@dataclass(frozen=True, repr=False)
class Exercise:
    """A question, what it offers, and a verdict with a reason on every possible answer.

    The functions of this package make exercises; in a notebook one shows itself as a form that
    checks its answers without a kernel.

    Attributes
    ----------
    id : str
        What tells it from others; its seals depend on it.
    kind : str
        ``single``, ``several``, ``ordering``, ``classify``, ``chain``, ``likelihood``, ``ach``
        or ``predict``.
    question : str
    rows, choices : tuple of Item
        What is offered, as `form.Form` tells.
    key : tuple of Atom
        One for each possible answer.
    scales : tuple of Scale
        What is shown beside a number, of the kind ``likelihood`` only.
    """

    id: str
    kind: str
    question: str
    rows: tuple[Item, ...] = ()
    choices: tuple[Item, ...] = ()
    key: tuple[Atom, ...] = ()
    scales: tuple[Scale, ...] = ()

    def __post_init__(self) -> None:
        require_form(self._form)
        _require_key(self.key, form=self._form)

    def __repr__(self) -> str:
        # The key would be in the outputs of whoever shows a list of exercises.
        return f"<Exercise {self.id}: {self.kind}, {counted(len(self.key), 'answer')}>"

    def sealed(self) -> str:
        """Return the exercise as text from which nobody reads the answers.

        Returns
        -------
        str
            JSON in ASCII: the form, and for each possible answer, right and wrong alike, its
            verdict and reason, masked. The same exercise gives the same text.

        Notes
        -----
        A seal is opened by giving the answer. So sealing hides answers from whoever reads the
        file, not from somebody who tries every answer.
        """
        return written(self._sealed)

    def solution(self) -> pd.DataFrame:
        """Return the key as a table, for the instructor.

        Returns
        -------
        pandas.DataFrame
            A row for each possible answer, all str, none null: ``atom``, ``answer`` (the same
            in words), ``verdict`` (right, wrong or either) and ``reason``.
        """
        words = answers(self._form)
        rows = [(atom, words[atom], verdict, reason) for atom, verdict, reason in self.key]
        return pd.DataFrame(rows, columns=["atom", "answer", "verdict", "reason"], dtype="str")

    def _repr_mimebundle_(
        self,
        include: Iterable[str] | None = None,  # noqa: ARG002 (as IPython calls it)
        exclude: Iterable[str] | None = None,  # noqa: ARG002
    ) -> dict[str, Any]:
        return _bundle(self._sealed)

    @property
    def _form(self) -> Form:
        return Form(self.id, self.kind, self.question, self.rows, self.choices)

    @property
    def _sealed(self) -> Sealed:
        scales = [list(scale) for scale in self.scales]
        payloads = [
            (atom, _payload([verdict, reason, *([scales] if scales else [])]))
            for atom, verdict, reason in self.key
        ]
        pairs = seals(self.id, payloads)
        return Sealed(self._form, tuple((place, text) for place, text in pairs))


@dataclass(frozen=True, repr=False)
class SealedExercise:
    """An exercise that can be answered and whose solution is not at hand.

    Attributes
    ----------
    text : str
        What `Exercise.sealed` returned.
    """

    text: str

    def __post_init__(self) -> None:
        read(self.text)

    def __repr__(self) -> str:
        form = read(self.text).form
        return f"<SealedExercise {form.id}: {form.kind}>"

    def sealed(self) -> str:
        """Return the exercise as text, as `Exercise.sealed` does."""
        return written(read(self.text))

    def solution(self) -> pd.DataFrame:
        """Raise an ExerciseError: the solution is in the instructor's copy only."""
        raise ExerciseError(
            f"exercise {quoted(read(self.text).form.id)} is sealed: its solution is in the "
            "instructor's notebook"
        )

    def _repr_mimebundle_(
        self,
        include: Iterable[str] | None = None,  # noqa: ARG002 (as IPython calls it)
        exclude: Iterable[str] | None = None,  # noqa: ARG002
    ) -> dict[str, Any]:
        return _bundle(read(self.text))


def from_sealed(text: str) -> SealedExercise:
    """Return the exercise that a sealed text holds, without its solution.

    Parameters
    ----------
    text : str
        What `Exercise.sealed` returned.

    Returns
    -------
    SealedExercise
        It shows the same form, and checks answers alike.

    Raises
    ------
    ExerciseError
        The text is no sealed exercise, or was changed.
    """
    if not isinstance(text, str):
        raise ExerciseError(f"from_sealed needs the text of an exercise, not {text!r}")
    return SealedExercise(text)


def _bundle(sealed: Sealed) -> dict[str, Any]:
    return {MIMETYPE: parts_of(sealed), "text/html": whole(sealed), "text/plain": plain(sealed)}


def _payload(parts: list[Any]) -> str:
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _require_key(key: tuple[Atom, ...], *, form: Form) -> None:
    by = f"exercise {quoted(form.id)}"
    judged, possible = [atom.atom for atom in key], answers(form)
    missing = [quoted(atom) for atom in possible if atom not in judged]
    if missing:
        raise ExerciseError(f"the key of {by} says nothing of {listed(missing)}")
    others = [quoted(atom) for atom in judged if atom not in possible]
    if others or len(judged) != len(possible):
        raise ExerciseError(
            f"the key of {by} judges {listed(others) or 'an answer twice'}; give each possible "
            "answer one verdict"
        )
    for atom, verdict, reason in key:
        if verdict not in VERDICTS:
            raise ExerciseError(
                f"{by}, {atom}: {verdict!r} is not a verdict; allowed are {listed(VERDICTS)}"
            )
        require_text(reason, what=f"the reason of {atom} in {by}")
