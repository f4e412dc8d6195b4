"""Sound raw frames become a `Case`: typed frames that the views read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Self

import pandas as pd

from dateline import terms
from dateline.arguments import date_given
from dateline.check import check_frames
from dateline.errors import CaseError, FrameError, Problem
from dateline.frames import typed_frame
from dateline.phrases import counted
from dateline.read import About, read_about, read_tables

_SHOWN_PROBLEMS = 10


@dataclass(frozen=True, repr=False)
class Case:
    """One campaign's tables as typed frames.

    A table that the case does not have is an empty frame with all its columns. Vocabulary
    columns are categories in the order of the vocabulary, lists are tuples (empty where the
    cell is), and every other empty cell is null.

    Attributes
    ----------
    events : pandas.DataFrame
        As `events_frame` returns it.
    claims, actors, links : pandas.DataFrame
        The columns of the tables.
    mentions : pandas.DataFrame
        The columns of the table, and ``said_min``, ``said_max`` (datetime64[s], naive UTC,
        half-open): the outer bounds of ``said``; null: no bound known.
    sources : pandas.DataFrame
        The columns of the table, and ``published_min``, ``published_max`` likewise.
    about : About
        Title, description, licence and reading text, as texts; empty: the case has none.
    """

    events: pd.DataFrame
    claims: pd.DataFrame = field(default_factory=partial(typed_frame, "claims", None))
    mentions: pd.DataFrame = field(default_factory=partial(typed_frame, "mentions", None))
    actors: pd.DataFrame = field(default_factory=partial(typed_frame, "actors", None))
    sources: pd.DataFrame = field(default_factory=partial(typed_frame, "sources", None))
    links: pd.DataFrame = field(default_factory=partial(typed_frame, "links", None))
    about: About = field(default_factory=About)

    @property
    def names(self) -> dict[str, str]:
        """The actors' names by id; one without a name is not in it."""
        named = self.actors[["actor_id", "name"]].dropna()
        return dict(zip(named["actor_id"], named["name"], strict=True))

    def __repr__(self) -> str:
        numbers = {table: len(getattr(self, table)) for table in terms.TABLES}
        counts = (counted(number, table.removesuffix("s")) for table, number in numbers.items())
        return f"Case({', '.join(counts)})"

    def as_known_on(self, date: str) -> Self:
        """Return the part of the case that a reader could know on a date.

        Kept are the sources that were certainly published by the end of that date, the
        mentions in them, the events and claims so mentioned, and the links between such
        claims. Actors stay: they exist whether or not anybody has written of them.

        Parameters
        ----------
        date : str
            EDTF, usually a day; its last possible instant counts.

        Returns
        -------
        Case
            A new case; this one is left as it is.

        Raises
        ------
        FrameError
            The case has no sources or no mentions, so nobody can tell what was known when, or
            `date` has no end.
        DateError
            `date` is not an EDTF date.
        """
        for table in ("sources", "mentions"):
            if getattr(self, table).empty:
                raise FrameError(
                    f"as_known_on needs {table}.csv: without it nothing tells who knew what when"
                )
        end = date_given(date, name="date", needs="end_max")["end_max"].iloc[0]
        sources = self.sources[self.sources["published_max"] <= end]
        mentions = self.mentions[self.mentions["source_id"].isin(sources["source_id"])]
        claims = self.claims[self.claims["claim_id"].isin(mentions["claim_id"])]
        return replace(
            self,
            sources=sources,
            mentions=mentions,
            claims=claims,
            events=self.events[self.events["event_id"].isin(mentions["event_id"])],
            links=_known_links(self.links, claims, mentions),
        )


def read_case(path: str | Path) -> Case:
    """Read a case's folder.

    Parameters
    ----------
    path : str or pathlib.Path
        The folder that holds ``events.csv`` and, as far as the case has grown, the other
        tables.

    Returns
    -------
    Case

    Raises
    ------
    CaseError
        The case is not sound. ``.problems`` holds every problem of every table, as
        `check_case` returns them.

    Examples
    --------
    >>> read_case("tests/cases/sound-events-only").events["event_id"].tolist()
    ['e1', 'e2']
    """
    frames, problems = _read_and_check(path)
    if problems:
        raise CaseError(_summary(path, problems), problems=_problems_frame(problems))
    tables = {table: typed_frame(table, frames.get(table)) for table in terms.TABLES}
    return Case(**tables, about=read_about(path))


def check_case(path: str | Path) -> pd.DataFrame:
    """Check a case's folder, and report every problem of every table at once.

    Parameters
    ----------
    path : str or pathlib.Path
        The case's folder.

    Returns
    -------
    pandas.DataFrame
        One row a problem, empty when the case is sound: ``file``, ``row`` (Int64, as a
        spreadsheet counts, the header is 1; null: the whole file), ``column`` (null: the
        whole row), ``value`` (null: not about one cell), ``problem``, ``fix``.

    Examples
    --------
    >>> check_case("tests/cases/sound-events-only").empty
    True
    """
    return _problems_frame(_read_and_check(path)[1])


def _read_and_check(path: str | Path) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    frames, found = read_tables(path)
    return frames, check_frames(frames, found=found)


def _problems_frame(problems: list[Problem]) -> pd.DataFrame:
    frame = pd.DataFrame(problems, columns=Problem._fields)
    types = dict.fromkeys(Problem._fields, "str") | {"row": "Int64"}
    return frame.astype(types)


def _summary(path: str | Path, problems: list[Problem]) -> str:
    shown = [
        ", ".join(
            part
            for part in (
                problem.file,
                f"row {problem.row}" if problem.row else "",
                f"column {problem.column}" if problem.column else "",
            )
            if part
        )
        + f": {problem.problem}; {problem.fix}"
        for problem in problems[:_SHOWN_PROBLEMS]
    ]
    if len(problems) > _SHOWN_PROBLEMS:
        shown.append(f"and {len(problems) - _SHOWN_PROBLEMS} more: see check_case")
    return "\n".join([f"{Path(path).name} is not sound:", *shown])


def _known_links(links: pd.DataFrame, claims: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    known = links["claim_id"].isin(claims["claim_id"])
    known &= links["other_claim_id"].isin(claims["claim_id"])
    known &= links["mention_id"].isna() | links["mention_id"].isin(mentions["mention_id"])
    return links[known]
