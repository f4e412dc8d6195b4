"""Rules about mentions, the chains that they form, and who belongs to whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from dateline.check.tables import Tables, cells_of, file_of
from dateline.errors import Problem
from dateline.phrases import printable, quoted

_SHOWN_STEPS = 8


def one_subject(tables: Tables) -> Iterator[Problem]:
    """Check that a mention asserts one event or one claim."""
    mentions = tables.frames.get("mentions")
    if mentions is None:
        return
    if not {"event_id", "claim_id"} & set(mentions.columns):
        problem = "there is neither a column event_id nor a column claim_id"
        fix = "add the one that says what the mentions are about"
        yield Problem("mentions.csv", None, None, None, problem, fix)
        return
    for row, (event, claim) in _subjects(mentions).items():
        if event and claim:
            problem = f"the mention is about both event {quoted(event)} and claim {quoted(claim)}"
            fix = "keep one of them; a second mention can hold the other"
            yield Problem("mentions.csv", row, None, None, problem, fix)
        elif not event and not claim:
            problem = "the mention is about nothing: event_id and claim_id are both empty"
            fix = "fill in one of them"
            yield Problem("mentions.csv", row, None, None, problem, fix)


def parent_circles(tables: Tables) -> Iterator[Problem]:
    """Check that no mention relays itself, however far out."""
    fix = "empty parent_id where the source speaks in its own voice"
    yield from _circles(tables, table="mentions", column="parent_id", fix=fix)


def member_circles(tables: Tables) -> Iterator[Problem]:
    """Check that no actor belongs to itself, however far up."""
    fix = "empty member_of of the actor that belongs to none of the others"
    yield from _circles(tables, table="actors", column="member_of", fix=fix)


def parent_sources(tables: Tables) -> Iterator[Problem]:
    """Check that a mention and its parent stand in one source."""
    pairs = _with_parents(tables, ("source_id",))
    if pairs is None:
        return
    wrong = pairs[pairs["source_id"] != pairs["source_id_parent"]]
    for row, parent, own, other in zip(
        wrong.index, wrong["parent_id"], wrong["source_id"], wrong["source_id_parent"], strict=True
    ):
        problem = (
            f"the parent {quoted(parent)} stands in source {quoted(other)}, "
            f"this mention in {quoted(own)}"
        )
        fix = "name a parent of the same source, or correct one of the two source_id"
        yield _about_parent(row, parent, problem, fix)


def parent_subjects(tables: Tables) -> Iterator[Problem]:
    """Check that a mention and its parent are about one event or claim."""
    pairs = _with_parents(tables, ())
    if pairs is None:
        return
    subjects = _subjects(tables.frames["mentions"])
    for row, parent, value in zip(
        pairs.index, pairs["row_parent"], pairs["parent_id"], strict=True
    ):
        own, other = subjects[row], subjects[parent]
        # A mention about both or about nothing is told by one_subject.
        if own != other and own.count("") == other.count("") == 1:
            problem = (
                f"the parent {quoted(value)} is about {_subject(other)}, "
                f"this mention about {_subject(own)}"
            )
            fix = "name a parent that is about the same, or correct what one of them is about"
            yield _about_parent(row, value, problem, fix)


def circles(parents: Mapping[str, str]) -> list[list[str]]:
    """Return the circles of a mapping from each id to its parent, each from its first id on.

    Examples
    --------
    >>> circles({"a": "b", "b": "c", "c": "b", "d": "d", "e": ""})
    [['b', 'c'], ['d']]
    """
    order = {member: place for place, member in enumerate(parents)}
    found = []
    seen: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        at = start
        while at in parents and at not in seen:
            seen.add(at)
            path[at] = None
            at = parents[at]
        if at in path:
            steps = list(path)
            circle = steps[steps.index(at) :]
            first = circle.index(min(circle, key=lambda member: order[member]))
            found.append(circle[first:] + circle[:first])
    return found


def _circles(tables: Tables, *, table: str, column: str, fix: str) -> Iterator[Problem]:
    frame = tables.frames.get(table)
    key = f"{table[:-1]}_id"
    if frame is None or not {key, column} <= set(frame.columns):
        return
    first = frame[~frame[key].duplicated() & (frame[key] != "")]
    rows = {value: row for row, value in cells_of(first[key])}
    parents = dict(zip(first[key], first[column], strict=True))
    for circle in circles(parents):
        problem = f"{column} runs in a circle: {_steps(circle)}"
        member = circle[0]
        yield Problem(file_of(table), rows[member], column, parents[member], problem, fix)


def _steps(circle: list[str]) -> str:
    shown = [printable(step) for step in circle[:_SHOWN_STEPS]]
    if len(circle) > _SHOWN_STEPS:
        shown[-1] = "…"
    return " → ".join([*shown, printable(circle[0])])


def _with_parents(tables: Tables, columns: tuple[str, ...]) -> pd.DataFrame | None:
    """Return the mentions whose parent is known, with columns of the parent beside their own."""
    mentions = tables.frames.get("mentions")
    needed = ["mention_id", "parent_id", *columns]
    if mentions is None or not set(needed) <= set(mentions.columns):
        return None
    own = mentions[needed].assign(row=mentions.index)
    first = own[~own["mention_id"].duplicated() & (own["mention_id"] != "")]
    parents = first.drop(columns="parent_id").add_suffix("_parent")
    pairs = own.merge(parents, left_on="parent_id", right_on="mention_id_parent")
    filled = pairs[[*columns, *(f"{name}_parent" for name in columns)]] != ""
    return pairs[filled.all(axis="columns")].set_index("row")


def _subjects(mentions: pd.DataFrame) -> dict[int, tuple[str, str]]:
    nothing = [""] * len(mentions)
    events = mentions.get("event_id", nothing)
    claims = mentions.get("claim_id", nothing)
    return dict(zip(mentions.index, zip(events, claims, strict=True), strict=True))


def _subject(subject: tuple[str, str]) -> str:
    event, claim = subject
    return f"event {quoted(event)}" if event else f"claim {quoted(claim)}"


def _about_parent(row: int, value: str, problem: str, fix: str) -> Problem:
    return Problem("mentions.csv", int(row), "parent_id", value, problem, fix)
