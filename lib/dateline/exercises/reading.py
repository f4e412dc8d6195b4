"""Hand-written exercises as data: the file ``exercises.toml`` of a case.

A table for each exercise, named by the exercise's id, in the order in which they are asked. Its
``kind`` names a function of this package, and all else are that function's parameters. Common to
all kinds: ``kind`` and ``question`` (which only ``likelihood`` may leave out).

``single``, ``several``, ``predict`` have ``options``, a list of tables of ``text``, ``verdict``
(right, wrong, either) and ``reason``. A ``predict`` that asks openly has ``look`` in their place::

    [voices]
    kind = "single"
    question = "On how many voices does it rest?"
    options = [
        {text = "One", verdict = "right", reason = "s2: only the dockers say so."},
        {text = "Three", verdict = "wrong", reason = "s5: the newspaper passes it on."},
    ]

    [lanes]
    kind = "predict"
    question = "Which lane will be fullest?"
    look = "Compare the lanes: events.csv, lane."

``ordering`` has ``items`` (a table of ids and texts), ``before`` (a list of tables of
``earlier``, ``later`` and ``reason``) and, optional, ``unsettled``::

    [order]
    kind = "ordering"
    question = "Put in order."
    items = {late = "The ferry is late", strike = "The dockers strike"}
    before = [{earlier = "late", later = "strike", reason = "s1 and s4: Sunday, then Monday."}]

``classify`` has a table for each of its ``sentences``, of ``text``, ``is`` (a category, or a list
of which the first is right and the others are accepted) and ``reason`` (a text, or a table of one
for each category); optional, ``categories``, a list of what is chosen from::

    [sentences]
    kind = "classify"
    question = "What is each sentence?"
    [sentences.sentences.s4]
    text = "The board says there was no meeting."
    is = ["denial", "claim"]
    reason = "s4: it says “no meeting”."

``chain`` has ``hops``, a list of tables of ``speaker`` and ``reason``, the outermost first, and,
optional, ``distractors``, a list of speakers::

    [letter]
    kind = "chain"
    question = "Who says so?"
    hops = [
        {speaker = "The Gazette", reason = "s2: it is the page."},
        {speaker = "The captain", reason = "s2: “says the captain”."},
    ]
    distractors = ["The board"]

``likelihood`` has ``expression``::

    [likely]
    kind = "likelihood"
    expression = "likely"

``ach`` has ``hypotheses`` (a table of ids and texts) and a table for each line of ``evidence``,
of ``text``, ``ratings`` (by hypothesis: C, I or N, or two of them, the better first), ``reason``
(a text, or a table of one for each hypothesis) and, optional, ``weight``, 1 to 9::

    [why]
    kind = "ach"
    question = "Why was it late?"
    hypotheses = {h1 = "The engine failed", h2 = "The board wants to sell"}
    [why.evidence.e1]
    text = "s1: the ferry docked a day late"
    ratings = {h1 = "C", h2 = "NC"}
    reason = "s1: a failure would make it late; a sale would not."
    weight = 2
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from dateline.exercises.arranging import ordering
from dateline.exercises.choosing import Option, predict, several, single
from dateline.exercises.exercise import VERDICTS, Exercise
from dateline.exercises.faults import ExerciseError
from dateline.exercises.guessing import likelihood
from dateline.exercises.sorting import CATEGORIES, Sentence, chain, classify
from dateline.exercises.tables import Table, TableError
from dateline.exercises.weighing import Evidence, ach
from dateline.phrases import listed, printable, quoted


def read(path: str | Path) -> dict[str, Exercise]:
    r"""Read hand-written exercises from a file in the form of ``exercises.toml``.

    Parameters
    ----------
    path : str or pathlib.Path
        A TOML file; its form is described at the head of this module.

    Returns
    -------
    dict of str to Exercise
        By id, in the order of the file.

    Raises
    ------
    ExerciseError
        The file cannot be read or is no TOML, or an exercise in it lacks something, has a key
        that its kind does not have, or cannot be asked.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "exercises.toml"
    ...     _ = path.write_text('[lanes]\nkind = "predict"\nquestion = "Which?"\nlook = "Lanes."')
    ...     read(path)
    {'lanes': <Exercise lanes: predict, 1 answer>}
    """
    name = printable(Path(path).name)
    try:
        tables = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        reason = error.strerror or error
        raise ExerciseError(f"{printable(str(path))} cannot be read: {reason}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ExerciseError(f"{name} is not valid TOML: {printable(str(error))}") from error
    return {
        id: _exercise(id, Table(f"{name}, exercise {quoted(id)}", it)) for id, it in tables.items()
    }


def _exercise(id: str, table: Table) -> Exercise:
    """Make one exercise, naming it in whatever is wrong with it."""
    if not isinstance(table.given, Mapping):
        raise ExerciseError(
            f"{table.where}: {table.given!r} is not an exercise; begin it with [{id}]"
        )
    kind = table.given.get("kind")
    if not isinstance(kind, str) or kind not in _MAKERS:
        said = "kind is missing" if kind is None else f"kind, {kind!r} is not a kind of exercise"
        raise ExerciseError(f"{table.where}: {said}; allowed are {listed(_MAKERS)}")
    others = {key: it for key, it in table.given.items() if key != "kind"}
    inner = Table(table.where, others)
    try:
        return _MAKERS[kind](id, inner)
    except TableError:
        raise
    except ExerciseError as error:
        raise ExerciseError(f"{table.where}: {error}") from error


def _options(table: Table) -> list[Option]:
    options = []
    for option in table.listed("options"):
        option.require("text", "verdict", "reason")
        verdict = option.text("verdict")
        if verdict not in VERDICTS:
            raise TableError(
                f"{option.at('verdict')}: {quoted(verdict)} is not a verdict; allowed are "
                f"{listed(VERDICTS)}"
            )
        options.append((option.text("text"), verdict, option.text("reason")))
    return options


def _choosing(make: Callable[[str, str, Sequence[Option]], Exercise]) -> _Maker:
    def made(id: str, table: Table) -> Exercise:
        table.require("question", "options")
        return make(id, table.text("question"), _options(table))

    return made


def _predict(id: str, table: Table) -> Exercise:
    table.require("question", optional=("options", "look"))
    options = _options(table) if "options" in table.given else ()
    return predict(id, table.text("question"), options=options, look=table.text("look", ""))


def _ordering(id: str, table: Table) -> Exercise:
    table.require("question", "items", "before", optional=("unsettled",))
    before = {}
    for pair in table.listed("before"):
        pair.require("earlier", "later", "reason")
        before[pair.text("earlier"), pair.text("later")] = pair.text("reason")
    other = {"unsettled": table.text("unsettled")} if "unsettled" in table.given else {}
    question = table.text("question")
    return ordering(id, question, items=table.words("items"), before=before, **other)


def _classify(id: str, table: Table) -> Exercise:
    table.require("question", "sentences", optional=("categories",))
    sentences: dict[str, Sentence] = {}
    for name, it in table.named("sentences").items():
        it.require("text", "is", "reason")
        sentences[name] = it.text("text"), it.text_or_texts("is"), it.text_or_words("reason")
    categories = table.texts("categories", CATEGORIES)
    return classify(id, table.text("question"), sentences=sentences, categories=categories)


def _chain(id: str, table: Table) -> Exercise:
    table.require("question", "hops", optional=("distractors",))
    hops = []
    for hop in table.listed("hops"):
        hop.require("speaker", "reason")
        hops.append((hop.text("speaker"), hop.text("reason")))
    return chain(id, table.text("question"), hops=hops, distractors=table.texts("distractors"))


def _likelihood(id: str, table: Table) -> Exercise:
    table.require("expression", optional=("question",))
    return likelihood(id, table.text("expression"), question=table.text("question", ""))


def _ach(id: str, table: Table) -> Exercise:
    table.require("question", "hypotheses", "evidence")
    evidence = {}
    for name, line in table.named("evidence").items():
        line.require("text", "ratings", "reason", optional=("weight",))
        ratings, reason = line.words("ratings"), line.text_or_words("reason")
        evidence[name] = Evidence(line.text("text"), ratings, reason, line.given.get("weight", 1))
    hypotheses = table.words("hypotheses")
    return ach(id, table.text("question"), hypotheses=hypotheses, evidence=evidence)


_Maker = Callable[[str, Table], Exercise]
_MAKERS: dict[str, _Maker] = {
    "single": _choosing(single),
    "several": _choosing(several),
    "predict": _predict,
    "ordering": _ordering,
    "classify": _classify,
    "chain": _chain,
    "likelihood": _likelihood,
    "ach": _ach,
}
