"""What the rules look at: the tables of one case."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from dateline import terms


class Tables(NamedTuple):
    """The tables of one case.

    Attributes
    ----------
    frames : mapping of str to pandas.DataFrame
        The known columns of each table. Blanks around a cell are left out, so that a cell
        with blanks has that problem and no other; dates stand as they were written.
    written : mapping of str to pandas.DataFrame
        The same tables with every column and cell as it was written.
    unread : collection of str
        The names of the files that are there but could not be read.
    """

    frames: Mapping[str, pd.DataFrame]
    written: Mapping[str, pd.DataFrame]
    unread: Collection[str]


def tables_of(written: Mapping[str, pd.DataFrame], *, unread: Collection[str]) -> Tables:
    """Prepare raw frames for the rules."""
    ordered = {table: written[table] for table in terms.TABLES if table in written}
    frames = {table: _trimmed(table, frame) for table, frame in ordered.items()}
    return Tables(frames, ordered, unread)


def file_of(table: str) -> str:
    """Return the name of a table's file."""
    return f"{table}.csv"


def cells_of(column: pd.Series) -> Iterator[tuple[int, str]]:
    """Return each row number with its cell."""
    return zip(column.index.tolist(), column.tolist(), strict=True)


def trim(cell: str) -> str:
    r"""Leave out blanks and invisible characters around a cell's text.

    Examples
    --------
    >>> trim(" a b\u200b")
    'a b'
    """
    shown = cell.strip()
    if shown.isprintable():
        return shown
    seen = [place for place, letter in enumerate(shown) if letter.isprintable() and letter != " "]
    return shown[seen[0] : seen[-1] + 1] if seen else ""


def _trimmed(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    dates = terms.columns_with(table, "date")
    known = [name for name in frame.columns if name in terms.columns(table)]
    trimmed = {
        name: frame[name] if name in dates else frame[name].map(trim).astype("str")
        for name in known
    }
    return pd.DataFrame(trimmed, index=frame.index, dtype="str")
