"""A lesson's notebook, made from the tables of a case."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from dateline.case import Case
from dateline.exercises import Exercise, from_case
from dateline.phrases import counted

_MINUTES = 4
"""For an exercise, its reading and its discussion."""


class _Part(NamedTuple):
    """A section of the lesson.

    Attributes
    ----------
    title, aim, text, points : str
        The heading; what one can do afterwards; how to read what follows; and for instructors.
    sorts : tuple of str
        The first words of the ids of its exercises.
    names : tuple of str
        The functions of dateline that its code needs.
    code : tuple of str
        A cell each.
    """

    title: str
    aim: str
    text: str
    points: str
    sorts: tuple[str, ...]
    names: tuple[str, ...]
    code: tuple[str, ...]


_HOPS = """hops = citation_table(case.mentions, case=case)
hops[["about", "told by", "on the word of", "locator"]]"""
_EDGES = """nodes, edges = network_tables(case.events, case=case)
edges[["source", "target", "label", "when"]].replace(case.names)"""
_ORDER = _Part(
    "What came first",
    "say which events certainly follow one another, and which do not",
    "A solid bar is time in which an event was certainly going on, a pale one time in which it "
    "may have been: somewhere in here. One event certainly comes before another only where it "
    "was over before the other began.",
    "Let learners name the two days that settle a pair before they move anything. Expect them to "
    "go by the middle of a bar, or to take the order of the text for the order of events.",
    ("order", "first"),
    ("timeline", "timeline_table"),
    ("timeline(case.events, case=case)", "timeline_table(case.events, case=case)"),
)
_VOICES = _Part(
    "Who says so",
    "follow what is told to its origin, and count independent voices",
    "Each arrow is one voice that passes on another. Whoever has nobody behind them is an "
    "origin. What is told many times may rest on one voice.",
    "Ask of each hop: on whose word? Expect learners to count documents or retellings for "
    "voices, and to take the outlet that they read for the origin.",
    ("chain", "origins", "speakers"),
    ("citation_network", "citation_table"),
    ("citation_network(case.mentions, case=case)", _HOPS),
)
_STANCE = _Part(
    "How surely it is said",
    "tell how certain each voice is, and by which words",
    "A hedge is a word such as “likely” by which a voice says less than “certainly”. It belongs "
    "to the voice that uses it, and may get lost on the way out. Look the places up in the text.",
    "Read the sentence aloud without its hedge. Expect learners to give a hedge to the wrong "
    "voice, and to mix up what a voice says with what they themselves believe.",
    ("hedge", "certainty"),
    (),
    (),
)
_TIES = _Part(
    "Who acts on whom",
    "say what an arrow between two actors means, and what it does not",
    "An arrow leads from whoever begins an event to whomever it reaches. Size counts mentions in "
    "this case, not influence.",
    "Ask what would change if another source were added. Expect learners to take the middle of "
    "the drawing for the one who pulls the strings.",
    (),
    ("actor_network", "network_tables"),
    (
        "actor_network(case.events, case=case)",
        _EDGES,
    ),
)


def notebook_of(case: Case, *, folder: str) -> NotebookNode:
    """Return a notebook that teaches a case, its cells tagged.

    Parameters
    ----------
    case : Case
    folder : str
        The case's folder, as the notebook names it.

    Returns
    -------
    nbformat.NotebookNode
        With the reading text, where the case has one; then a part each on order, voices,
        certainty and ties, as far as its tables go, with figures, tables and the exercises of
        `dateline.exercises.from_case`. Without any exercise, there is none in it.
    """
    asked = from_case(case)
    parts = [part for part in (_ORDER, _VOICES, _STANCE) if _of(part, asked)]
    if (
        case.events["initiators"].map(len).gt(0).any()
        and case.events["recipients"].map(len).gt(0).any()
    ):
        parts.append(_TIES)
    cells = [
        _markdown(_opening(case, parts, asked=asked), kind="slide"),
        _code(_setup(parts, folder=folder), kind="skip"),
        _code(_ASK, tag="instructor", kind="skip"),
    ]
    if case.about.description:
        cells.append(_markdown(f"## The case\n\n{case.about.description}", kind="slide"))
    if case.about.reading:
        cells.append(_code(_READ, kind="slide"))
    for part in parts:
        cells += _section(part, asked)
    cells.append(_markdown(_recap(parts), kind="slide"))
    return new_notebook(cells=cells)  # type: ignore[no-untyped-call]


_ASK = "from dateline import exercises\n\nasked = {it.id: it for it in exercises.from_case(case)}"
_READ = "from IPython.display import Markdown\n\nMarkdown(case.about.reading)"


def _of(part: _Part, asked: Sequence[Exercise]) -> list[Exercise]:
    return [it for it in asked if it.id.partition("-")[0] in part.sorts]


def _opening(case: Case, parts: Sequence[_Part], *, asked: Sequence[Exercise]) -> str:
    minutes = 5 * round((_MINUTES * len(asked) + 5 * len(parts)) / 5)
    number = counted(len(asked), "exercise")
    lines = [
        f"# {case.about.title}: a lesson",
        f"About {minutes} minutes, {number}. After this lesson you will be able to",
        _aims(parts),
    ]
    return "\n\n".join(lines)


def _aims(parts: Sequence[_Part]) -> str:
    return "\n".join(f"- {part.aim}" for part in parts)


def _setup(parts: Sequence[_Part], *, folder: str) -> str:
    names = sorted({"read_case", *(name for part in parts for name in part.names)})
    place = json.dumps(folder, ensure_ascii=False)
    return f"from dateline import {', '.join(names)}\n\ncase = read_case({place})"


def _section(part: _Part, asked: Sequence[Exercise]) -> Iterator[NotebookNode]:
    yield _markdown(f"## {part.title}\n\n{part.text}", kind="slide")
    yield _markdown(f"**Talking points.** {part.points}", tag="instructor", kind="notes")
    for code in part.code:
        yield _code(code, kind="subslide")
    for exercise in _of(part, asked):
        yield _code(f"asked[{json.dumps(exercise.id)}]", tag="exercise", kind="subslide")


def _recap(parts: Sequence[_Part]) -> str:
    return f"## What you can do now\n\nYou can\n\n{_aims(parts)}"


def _markdown(text: str, *, tag: str = "", kind: str = "") -> NotebookNode:
    return new_markdown_cell(text, metadata=_metadata(tag, kind))  # type: ignore[no-untyped-call]


def _code(text: str, *, tag: str = "", kind: str = "") -> NotebookNode:
    return new_code_cell(text, metadata=_metadata(tag, kind))  # type: ignore[no-untyped-call]


def _metadata(tag: str, kind: str) -> dict[str, object]:
    slideshow = {"slideshow": {"slide_type": kind}} if kind else {}
    return {**({"tags": [tag]} if tag else {}), **slideshow}
