"""An exercise as text: its form, and the sealed verdicts on every answer."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from binascii import Error
from collections.abc import Mapping
from typing import Any, NamedTuple

from dateline.exercises.faults import ExerciseError
from dateline.exercises.form import Form, Item, answers, require_form
from dateline.exercises.sealing import address
from dateline.phrases import listed, quoted

_PARTS = ("kind", "id", "question", "rows", "choices", "seals")
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


class Sealed(NamedTuple):
    """What a learner's file holds of an exercise.

    Attributes
    ----------
    form : Form
    seals : tuple of tuple of str
        Address and masked text of each answer, by address.
    """

    form: Form
    seals: tuple[tuple[str, str], ...]


def written(sealed: Sealed) -> str:
    """Return the text of a sealed exercise: JSON that can stand in a script element."""
    return _text(parts_of(sealed))


def parts_of(sealed: Sealed) -> dict[str, Any]:
    """Return what the text of a sealed exercise holds, by name."""
    form = sealed.form
    return {
        "kind": form.kind,
        "id": form.id,
        "question": form.question,
        "rows": [_item(item) for item in form.rows],
        "choices": [_item(item) for item in form.choices],
        "seals": [list(seal) for seal in sealed.seals],
    }


def read(given: object) -> Sealed:
    """Read a sealed exercise, from its text or from what JSON holds.

    Raises
    ------
    ExerciseError
        It is not what `written` writes.
    """
    parts = _parsed(given) if isinstance(given, str) else given
    if not isinstance(parts, Mapping) or set(parts) != set(_PARTS):
        raise ExerciseError(
            f"this is not a sealed exercise, a JSON object of {listed(_PARTS)}; copy the whole "
            "text that exercise.sealed() returns"
        )
    kind, id, question = (parts[name] for name in _PARTS[:3])
    if not isinstance(kind, str):
        raise ExerciseError(f"the kind of a sealed exercise is {kind!r}, not a text")
    rows, choices = (_items(parts[name], what=name) for name in ("rows", "choices"))
    form = Form(kind=kind, id=id, question=question, rows=rows, choices=choices)
    require_form(form)
    return Sealed(form, _seals(parts["seals"], form=form))


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ExerciseError(
            f"this is not a sealed exercise: {quoted(text)} is not JSON; copy the whole text that "
            "exercise.sealed() returns"
        ) from error


def _text(parts: object) -> str:
    text = json.dumps(parts, separators=(",", ":"), allow_nan=False)
    return re.sub("[<>&]", lambda letter: _ESCAPES[letter[0]], text)


def _item(item: Item) -> list[Any]:
    return [item.id, item.text, *([item.weight] if item.weight != 1 else [])]


def _items(given: object, *, what: str) -> tuple[Item, ...]:
    if not isinstance(given, list) or not all(
        isinstance(item, list) and len(item) in (2, 3) for item in given
    ):
        raise ExerciseError(f"the {what} of a sealed exercise are not a list of ids and texts")
    return tuple(Item(*item) for item in given)


def _seals(given: object, *, form: Form) -> tuple[tuple[str, str], ...]:
    """Return the seals, which must be those of the form's answers, all of one length."""
    wanted = sorted(address(form.id, atom) for atom in answers(form))
    pairs = [pair for pair in given if _is_seal(pair)] if isinstance(given, list) else []
    if [pair[0] for pair in pairs] != wanted or len({len(pair[1]) for pair in pairs}) != 1:
        raise ExerciseError(
            f"the seals of exercise {quoted(form.id)} do not fit its question; seal it again, "
            "and change nothing in the text"
        )
    return tuple((pair[0], pair[1]) for pair in pairs)


def _is_seal(pair: object) -> bool:
    if not isinstance(pair, list) or [type(part) for part in pair] != [str, str]:
        return False
    try:
        return bool(b64decode(pair[1], validate=True))
    except (Error, ValueError):
        return False
