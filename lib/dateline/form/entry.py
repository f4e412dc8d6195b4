"""One row that somebody fills in: what stands on disk, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from dateline import terms
from dateline.editing import Table, opened, started
from dateline.form.choices import proposed_id
from dateline.phrases import listed, quoted

NEW = 0
"""Stands for the row that is not there yet; spreadsheets count from 1."""


class Entry(NamedTuple):
    """A row of a table, as it stands on disk.

    Attributes
    ----------
    table : Table
        The table as it was read; one that the case does not have yet is started.
    row : int
        Its number as a spreadsheet counts, or `NEW`.
    cells : dict of str to str
        Its texts by column; of a new row, the id that is proposed.
    """

    table: Table
    row: int
    cells: dict[str, str]

    @property
    def name(self) -> str:
        """The name of the table."""
        return self.table.path.stem

    @property
    def key(self) -> tuple[str, ...]:
        """What tells the row from all others, empty for a new one."""
        if self.row == NEW:
            return ()
        return tuple(self.cells.get(name, "") for name in terms.primary_key(self.name))


def table_of(folder: Path, name: str) -> Table:
    """Open a table, or start it where the case has none yet.

    Raises
    ------
    EditError
        There is one, and it cannot be edited as it stands.
    """
    path = folder / f"{name}.csv"
    return opened(path) if path.exists() else started(path)


def entry_of(table: Table, row: int) -> Entry:
    """Take a row of a table to be edited, or a new one with an id that is free."""
    if row != NEW:
        return Entry(table, row, table.rows[row])
    key = terms.primary_key(table.path.stem)
    # A key of several columns is made of other tables' ids: there is none to propose.
    if len(key) > 1:
        return Entry(table, NEW, {})
    taken = (cells.get(key[0], "") for cells in table.rows.values())
    return Entry(table, NEW, {key[0]: proposed_id(table.path.stem, taken)})


def edited(entry: Entry, changes: Mapping[str, str]) -> tuple[Table, int]:
    """Return the table with the row filled in, and the row's number.

    Raises
    ------
    EditError
        CSV cannot hold one of the texts, or nothing would stand in the row.
    """
    if entry.row != NEW:
        return entry.table.changed(entry.row, changes), entry.row
    # The empty rows that a spreadsheet may have left below it are no rows.
    after = entry.table.added({**entry.cells, **changes})
    return after, max(after.rows)


def read_again(
    entry: Entry, changes: Mapping[str, str], *, folder: Path
) -> tuple[Entry, dict[str, str], str]:
    """Read a row again after its file changed on disk, and keep what was typed.

    Returns
    -------
    entry : Entry
        The row as it stands now: found by its key, else a new one.
    changes : dict of str to str
        What is still to be saved.
    told : str
        What somebody should know about it.
    """
    table = table_of(folder, entry.name)
    if entry.row == NEW:
        return entry_of(table, NEW), dict(changes), ""
    again = (entry_of(table, row) for row in table.rows)
    same = next((other for other in again if other.key == entry.key), None)
    if same is None:
        kept = {**entry.cells, **changes}
        return Entry(table, NEW, {}), kept, "The row is gone from the file; it would be a new one."
    both = [name for name in changes if same.cells.get(name, "") != entry.cells.get(name, "")]
    theirs = [f"{name} {quoted(same.cells.get(name, ''))}" for name in both]
    told = f"In the file there is now: {listed(theirs)}. Yours would replace it." if both else ""
    return same, dict(changes), told
