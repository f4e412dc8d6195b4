"""Exercises that check themselves, in JupyterLab and in a page, without a kernel.

An exercise is a question with a key that judges every possible answer and says why. Shown in a
notebook it is a form; the verdicts lie in the file sealed, so that nobody reads them there.

`form` is what a learner sees, `exercise` adds the key, `sealed` writes both as text, `sealing`
hides the verdicts, `markup` makes HTML of the text, and `static` holds what makes that live.
Each kind has its function. `from_case` makes exercises from the tables of any sound case, with
the ``ask_`` functions, which one may call for a chosen event, claim or mention, too. `read` makes
them from a file, in the form that `reading` describes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.exercises.arranging import ordering
from dateline.exercises.asking_order import ask_first, ask_order
from dateline.exercises.asking_stance import ask_certainty, ask_hedge
from dateline.exercises.asking_ties import ask_tie, ask_volume
from dateline.exercises.asking_voices import ask_chain, ask_origins, ask_speakers
from dateline.exercises.choosing import covering, predict, several, single
from dateline.exercises.exercise import MIMETYPE, Atom, Exercise, SealedExercise, from_sealed
from dateline.exercises.faults import ExerciseError
from dateline.exercises.generated import from_case
from dateline.exercises.guessing import likelihood
from dateline.exercises.markup import assets, form_html
from dateline.exercises.reading import read
from dateline.exercises.sealed import read as read_sealed
from dateline.exercises.sorting import chain, classify
from dateline.exercises.weighing import Evidence, ach

__all__ = [
    "MIMETYPE",
    "Atom",
    "Evidence",
    "Exercise",
    "ExerciseError",
    "SealedExercise",
    "ach",
    "ask_certainty",
    "ask_chain",
    "ask_first",
    "ask_hedge",
    "ask_order",
    "ask_origins",
    "ask_speakers",
    "ask_tie",
    "ask_volume",
    "assets",
    "chain",
    "classify",
    "covering",
    "from_case",
    "from_sealed",
    "html",
    "likelihood",
    "ordering",
    "predict",
    "read",
    "several",
    "single",
]


def html(sealed_json: str | Mapping[str, Any]) -> str:
    """Return the form of a sealed exercise, for a page that has the `assets`.

    Parameters
    ----------
    sealed_json : str or mapping
        What `Exercise.sealed` returned, or what an output holds under `MIMETYPE`.

    Returns
    -------
    str
        HTML in which every text is escaped and nothing runs by itself.

    Raises
    ------
    ExerciseError
        It is no sealed exercise, or was changed.
    """
    return form_html(read_sealed(sealed_json))
