"""A lesson's notebook, made from the tables of a case."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from dateline.case import Case
from dateline.exercises import Exercise, from_case, read
from dateline.exercises.telling import sentences_of, subject_ids
from dateline.lesson.generated_parts import (
    ASK,
    NOTE,
    ORDER,
    READ,
    SETUP,
    STANCE,
    STARTING,
    TIES,
    VOICES,
    WORDS,
    WRITING,
    Part,
)
from dateline.phrases import listed

OWN = "exercises.toml"
"""The file of a case's folder that holds exercises written by hand."""

_A_PART, _A_QUESTION, _TO_READ, _TO_WRITE = 2, 2, 5, 8
"""Minutes for a part's text, for a question, to read the text, and to write three sentences."""


class _Section(NamedTuple):
    """A section as it stands in the notebook; the first of its cells is text."""

    title: str
    minutes: int
    cells: list[NotebookNode]


def own_exercises(folder: Path) -> dict[str, Exercise]:
    """Read the exercises that were written by hand for the case in a folder; none: no file.

    Raises
    ------
    ExerciseError
        Something is wrong with the file.
    """
    return read(folder / OWN) if (folder / OWN).exists() else {}


def notebook_of(
    case: Case, *, folder: str, own: Mapping[str, Exercise] | None = None
) -> NotebookNode:
    """Return a notebook that teaches a case, its cells tagged.

    Parameters
    ----------
    case : Case
    folder : str
        The case's folder, as the notebook names it.
    own : mapping of str to Exercise, optional
        What `own_exercises` read from that folder. One with the id of an exercise that is made
        from the tables takes its place.

    Returns
    -------
    nbformat.NotebookNode
        With the reading text, where the case has one; then a part each on order, voices,
        certainty and ties, as far as its tables go, with the exercises of
        `dateline.exercises.from_case`, and figures and tables that these cover; then those
        written by hand, three sentences to write with their rubric, and a glossary. Without any
        exercise, there is none in it.
    """
    own = own or {}
    asked = [it for it in from_case(case) if it.id not in own]
    parts = _parts(case, asked)
    sections = list(_sections(case, parts, asked, own=own))
    cells = list(_head(case, parts, sections, folder=folder, own=own))
    for number, (title, minutes, (first, *rest)) in enumerate(sections, start=1):
        text = f"## {number} {title} ({minutes} minutes)\n\n{first.source}"
        headed = _markdown(text, tag=" ".join(first.metadata.get("tags", [])), kind="slide")
        cells += [headed, *rest]
    cells.append(_markdown(f"## Recap\n\nYou can\n\n{_aims(parts)}\n\n{WORDS}", kind="slide"))
    return new_notebook(cells=cells)  # type: ignore[no-untyped-call]


def _parts(case: Case, asked: Sequence[Exercise]) -> list[Part]:
    """Return the parts that the tables of a case have something for."""
    parts = [part for part in (ORDER, VOICES, STANCE) if _of(part, asked)]
    one, other = (case.events[side].map(len).gt(0) for side in ("initiators", "recipients"))
    return [*parts, TIES] if (one & other).any() else parts


def _sections(
    case: Case, parts: Sequence[Part], asked: Sequence[Exercise], *, own: Mapping[str, Exercise]
) -> Iterator[_Section]:
    if case.about.reading:
        cells = [_markdown(STARTING, tag="lines-2"), _code(READ, kind="slide")]
        yield _Section("The text", _TO_READ, cells)
    is_read = _is_read(case)
    for part in parts:
        questions = _of(part, asked)
        about = _about(case, questions)
        cells = list(_taught(part, questions, about=about, is_read=is_read))
        yield _Section(part.title, _minutes(len(questions)), cells)
    if own:
        cells = [
            _markdown("Whoever coded this case asks this of it."),
            *map(_by_hand, own.values()),
        ]
        yield _Section("Exercises written for this case", _minutes(len(own)), cells)
    yield _Section("Three sentences", _TO_WRITE, [_markdown(WRITING, tag="lines-9")])


def _of(part: Part, asked: Sequence[Exercise]) -> list[Exercise]:
    return [it for it in asked if it.id.partition("-")[0] in part.sorts]


def _about(case: Case, questions: Sequence[Exercise]) -> str:
    """Return, as code, the ids of the events and claims that questions are about."""
    subjects = dict(zip(case.mentions["mention_id"], subject_ids(case.mentions), strict=True))
    named = [it.id.partition("-")[2] for it in questions]
    ids = dict.fromkeys(subjects.get(name, name) for name in named)
    return ", ".join(json.dumps(id, ensure_ascii=False) for id in ids)


def _is_read(case: Case) -> bool:
    """Tell whether whoever reads the text meets every mention."""
    places = zip(case.mentions["source_id"], case.mentions["locator"], strict=True)
    return set(places) <= set(sentences_of(case))


def _minutes(questions: int) -> int:
    return _A_PART + _A_QUESTION * questions


def _aims(parts: Sequence[Part]) -> str:
    aims = [part.aim for part in parts] + ["put it into three sentences, each with its source"]
    return "\n".join(f"- {aim}" for aim in aims)


def _head(
    case: Case,
    parts: Sequence[Part],
    sections: Sequence[_Section],
    *,
    folder: str,
    own: Mapping[str, Exercise],
) -> Iterator[NotebookNode]:
    """Return what stands before the parts: aims, minutes, and what they all need."""
    minutes = [section.minutes for section in sections]
    rows = [f"| {at} {it.title} | {it.minutes} |" for at, it in enumerate(sections, start=1)]
    title = f"# {case.about.title or 'A case'}: a lesson"
    time = (
        f"**Time:** {sum(minutes)} minutes. **You need:** nothing but this page. The exercises "
        "check themselves, here or in a browser; nothing that you answer is sent anywhere."
    )
    table = "\n".join(["| part | minutes |", "|---|---|", *rows])
    aims = f"After this lesson you will be able to\n\n{_aims(parts)}"
    yield _markdown("\n\n".join([title, aims, time, table, NOTE]), kind="slide")
    begins = listed(accumulate(minutes[:-1], initial=0))
    guide = (
        f"## For the instructor\n\nParts begin at {begins} minutes: {_A_PART} for the text of a "
        f"part and {_A_QUESTION} for each question. Pairs work best: one reads, one answers. "
        "Questions stand before the figure or the table that answers them; let nobody look ahead."
    )
    yield _markdown(guide, tag="instructor", kind="skip")
    names = sorted({"read_case", *(name for part in parts for name in part.names), "timeline"})
    place = json.dumps(folder, ensure_ascii=False)
    yield _code(SETUP.format(names=", ".join(names), folder=place), kind="skip")
    hand = f"own = exercises.read({json.dumps(f'{folder}/{OWN}', ensure_ascii=False)})"
    yield _code("\n".join([ASK, *([hand] if own else [])]), tag="instructor", kind="skip")
    if case.about.description:
        yield _markdown(f"## The case\n\n{case.about.description}", kind="slide")


def _taught(
    part: Part, questions: Sequence[Exercise], *, about: str, is_read: bool
) -> Iterator[NotebookNode]:
    """Return the cells of a part: what is to be read, then questions that cover the rest."""
    yield _markdown(part.text)
    yield _markdown(f"**Talking points.** {part.points}", tag="instructor", kind="notes")
    covering = [it.id for it in questions if it.kind == "single"]
    answers = [id for id in covering if part.covers and id.startswith(f"{part.covers}-")]
    covered: dict[str, list[str]] = {}
    # Without a text to read, the figure of the voices is what is read.
    if answers and (is_read or part is not VOICES):
        covered[answers[-1]] = [part.figure]
    elif part.figure:
        yield _code(part.figure, kind="subslide")
    table = f"shown({part.table.replace('{ids}', about)})"
    if covering:
        covered.setdefault(covering[-1], []).append(table)
    for exercise in questions:
        place = f"asked[{json.dumps(exercise.id)}]"
        yield _asking(place, covered=covered.get(exercise.id, []), is_single=True)
    if not covering:
        yield _code(table, kind="subslide")


def _by_hand(exercise: Exercise) -> NotebookNode:
    """Return the cell of an exercise written by hand; a prediction covers the timeline."""
    place = f"own[{json.dumps(exercise.id, ensure_ascii=False)}]"
    covered = [ORDER.figure] if exercise.kind == "predict" else []
    return _asking(place, covered=covered, is_single=False)


def _asking(place: str, *, covered: Sequence[str], is_single: bool) -> NotebookNode:
    """Return the cell that shows an exercise, and what is covered until it is answered."""
    *lines, last = [f"exercises.covering({place})" if covered and is_single else place, *covered]
    source = "\n".join([*(f"display({line})" for line in lines), last])
    return _code(source, tag="exercise", kind="subslide")


def _markdown(text: str, *, tag: str = "", kind: str = "") -> NotebookNode:
    return new_markdown_cell(text, metadata=_metadata(tag, kind))  # type: ignore[no-untyped-call]


def _code(text: str, *, tag: str = "", kind: str = "") -> NotebookNode:
    return new_code_cell(text, metadata=_metadata(tag, kind))  # type: ignore[no-untyped-call]


def _metadata(tag: str, kind: str) -> dict[str, object]:
    slideshow = {"slideshow": {"slide_type": kind}} if kind else {}
    return {**({"tags": [tag]} if tag else {}), **slideshow}
