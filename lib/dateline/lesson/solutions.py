"""The key of an exercise as Markdown, for instructors."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dateline.lesson.keys import Answer, Asked

_MEANS_SOMETHING = re.compile(r"[^\w\s.,;:?!“”‘’'()–—…-]")
_HEADS = {
    "right": "Right",
    "either": "Accepted, too",
    "wrong": "Wrong, and what the learner then reads",
}


def solution(asked: Asked) -> str:
    """Return the answers of an exercise by verdict, with the reasons, as Markdown tables.

    A wrong answer whose reason is that of a right one is left out, for it says the same once
    more: not to tick what is to be ticked, to put two events the other way round.

    Examples
    --------
    >>> key = (Answer("One", "right", "s2: one voice."), Answer("Two", "wrong", "s5: retold."))
    >>> print(solution(Asked("voices", "", key)))
    **Solution: voices**
    <BLANKLINE>
    | Right | Reason |
    |---|---|
    | One | s2: one voice. |
    <BLANKLINE>
    | Wrong, and what the learner then reads | Reason |
    |---|---|
    | Two | s5: retold. |
    """
    right = [it for it in asked.key if it.verdict == "right"]
    told = {it.reason for it in right}
    wrong = [it for it in asked.key if it.verdict == "wrong" and it.reason not in told]
    either = [it for it in asked.key if it.verdict == "either"]
    answers = {"right": right, "either": either, "wrong": wrong}
    tables = [_table(_HEADS[verdict], rows) for verdict, rows in answers.items() if rows]
    return "\n\n".join([f"**Solution: {_plain(asked.id)}**", *tables])


def _table(head: str, answers: Iterable[Answer]) -> str:
    """Return a table of a row for each reason, with all answers that have it."""
    by_reason: dict[str, list[str]] = {}
    for answer in answers:
        by_reason.setdefault(answer.reason, []).append(answer.answer)
    rows = [
        f"| {'<br>'.join(map(_plain, them))} | {_plain(reason)} |"
        for reason, them in by_reason.items()
    ]
    return "\n".join([f"| {head} | Reason |", "|---|---|", *rows])


def _plain(text: str) -> str:
    """Return a text that Markdown shows as it is, on one line."""
    line = " ".join(text.split())
    return _MEANS_SOMETHING.sub(lambda letter: f"&#{ord(letter[0])};", line)
