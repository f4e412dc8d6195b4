"""Why a value cannot be read, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

import numpy as np

from dateline.dates.bounds import Bounds, bounds_of
from dateline.dates.civil import written
from dateline.dates.compounds import COMPOUNDS
from dateline.dates.faults import EXAMPLES, Fault, OrderFault, Write, shown
from dateline.dates.habits import HABITS, guess_number
from dateline.dates.parse import MARKS, Calendar, Timestamp, parse
from dateline.dates.spelling import ALWAYS, IF_IT_HELPS, respelled

LONGEST_GUESSED = 100
"""Nothing is guessed about a text longer than this."""

_NOTHING = f"{EXAMPLES}, or leave the row out where nothing is known"


def read(value: object) -> Bounds | None:
    """Return what a value says, None if it cannot be read."""
    return _bounds(value) if isinstance(value, str) else None


def read_instant(value: object) -> Bounds | None:
    """Return the bounds of a plain day or timestamp, None for any other date.

    An empty or null value has no bounds.
    """
    if _is_null(value) or value == "":
        return Bounds()
    bounds = read(value)
    if bounds is None or not isinstance(value, str):
        return None
    moment = parse(value)
    plain_day = isinstance(moment, Calendar) and moment.day and not {"X", *MARKS} & set(value)
    return bounds if plain_day or isinstance(moment, Timestamp) else None


def explain(value: object) -> Fault | None:
    """Return why a value cannot be read and what to write instead, None if it can."""
    if not isinstance(value, str):
        return _not_text(value)
    try:
        bounds_of(parse(value))
    except Fault as fault:
        return _explained(value, fault)
    return None


def explain_instant(value: object) -> Fault | None:
    """Return why a value is not one instant and what to write instead, None if it is."""
    if read_instant(value) is not None:
        return None
    bounds = read(value)
    if bounds is None:
        return explain(value)
    problem = "is not one instant; a bound is a day or a timestamp"
    if bounds.start_min is None or bounds.far:
        return Fault(problem, advice="write a day such as 2023-05-26")
    return Fault(problem, Write(written(bounds.start_min), "for its first day"))


def _explained(text: str, fault: Fault) -> Fault:
    """Return the fault with what to write instead of the whole text."""
    if isinstance(fault, OrderFault):
        swapped = [Write(order) for order in _swaps(text) if len(order) <= LONGEST_GUESSED]
        return Fault(fault.problem, *_readable(swapped), advice="put the earlier date first")
    if fault.writes:
        if len(text) > LONGEST_GUESSED:
            return Fault(fault.problem, advice=f"correct {shown(fault.part)}")
        whole = [Write(text.replace(fault.part, w.value, 1), w.when) for w in fault.writes]
        return Fault(fault.problem, *_readable(whole))
    if fault.advice:
        return fault
    guess = _guessed(text) if len(text) <= LONGEST_GUESSED else None
    return guess or fault


def _swaps(text: str) -> Iterator[str]:
    """Yield the text with the ends of the interval, or of each range, the other way round."""
    yield "/".join(reversed(text.split("/")))
    yield re.sub(r"([^][{},]+)\.\.([^][{},]+)", r"\2..\1", text)


def _guessed(text: str) -> Fault | None:
    """Return what a text that is not EDTF probably means."""
    plain, problems = respelled(text, ALWAYS)
    if plain != text:
        fault = explain(plain)
        if fault is None:
            return Fault(problems, Write(plain))
        return Fault(f"{problems}, and {fault.problem}", *fault.writes, advice=fault.advice)
    helped, problems = respelled(text, IF_IT_HELPS)
    if _reads(helped):
        return Fault(problems, Write(helped))
    guesses = chain(
        (habit(text) for habit in HABITS),
        (compound(text, _edtf) for compound in COMPOUNDS),
    )
    return next(_offers(guesses), None)


def _offers(guesses: Iterable[Fault | None]) -> Iterator[Fault]:
    """Yield the guesses of which something is left once what cannot be read is dropped."""
    for guess in guesses:
        if guess:
            readable = _readable(guess.writes)
            if readable or not guess.writes:
                yield Fault(guess.problem, *readable, advice=guess.advice)


def _edtf(text: str) -> str | None:
    """Return a part of a text as EDTF, None where its meaning is not certain."""
    plain, _ = respelled(text, ALWAYS)
    helped, _ = respelled(plain, IF_IT_HELPS)
    for candidate in (plain, helped):
        if _reads(candidate):
            return candidate
    guess = next(_offers(habit(plain) for habit in HABITS), None)
    if guess and len(guess.writes) == 1 and not guess.writes[0].when:
        return guess.writes[0].value
    return None


def _readable(writes: Iterable[Write]) -> list[Write]:
    """Return the different ones that can be read."""
    different = {write.value: write for write in reversed(list(writes))}
    return [write for write in reversed(different.values()) if _reads(write.value)]


def _reads(text: str) -> bool:
    return _bounds(text) is not None


def _bounds(text: str) -> Bounds | None:
    try:
        return bounds_of(parse(text))
    except Fault:
        return None


def _is_null(value: object) -> bool:
    """Tell whether a value is one of the signs for nothing that a column may hold."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, float) and value != value  # noqa: PLR0124 - only NaN differs


def _not_text(value: object) -> Fault:
    if _is_null(value):
        return Fault("is no date", advice=_NOTHING)
    kind = type(value).__name__
    if isinstance(value, date):
        moment = value.isoformat()
        day, time = Write(moment[:10]), Write(moment, "if the time of day counts")
        has_time = "T" in moment and "T00:00:00" not in moment
        return Fault(
            f"is a {kind}, not text",
            *_readable([day, time] if has_time else [day]),
            advice="for a whole column, .dt.strftime('%Y-%m-%d') makes text of it",
        )
    if isinstance(value, int | np.integer | float) and not isinstance(value, bool):
        return Fault(
            "is a number, not text",
            *_readable(guess_number(value)),
            advice="read the column as text, as in pandas.read_csv(path, dtype=str)",
        )
    writes = [] if isinstance(value, Iterable) else _readable([Write(str(value))])
    return Fault(f"is of the type {kind}, not text", *writes)
