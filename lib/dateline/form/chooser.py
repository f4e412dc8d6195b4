"""Which table, and which row of it: found by words in its id or text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import ipywidgets as widgets

from dateline import terms
from dateline.form.choices import Cells, found, label
from dateline.form.entry import NEW, Entry
from dateline.form.inputs import Guard
from dateline.form.messages import help_text
from dateline.phrases import counted

_SHOWN = 200
"""So many rows a list offers at once; words find the others."""

_NEW_ROW = ("a new row", NEW)
_STYLE = {"description_width": "9em"}


class Chooser:
    """The lists of tables and rows at the head of the form.

    Attributes
    ----------
    box : ipywidgets.VBox
        All of it.
    """

    def __init__(self, folder: Path, *, chosen: Callable[[], None], guard: Guard) -> None:
        self._chosen = chosen
        self._folder = folder
        self._rows: dict[int, dict[str, str]] = {}
        self._is_ours = False
        layout = widgets.Layout(width="min(100%, 44em)")
        common = {"style": _STYLE, "layout": layout}
        self._table = widgets.Dropdown(description="table", **common)
        self._find = widgets.Text(
            description="find", placeholder="words in its id or text", **common
        )
        self._row = widgets.Dropdown(description="row", options=[_NEW_ROW], **common)
        self._add = widgets.Button(description="New row", tooltip="Fill in a row that is not there")
        self._line = widgets.HTML(layout=widgets.Layout(margin="0 0 8px 9.6em"))
        self._table.options, self._table.value = self._tables(), "events"
        self._table.observe(guard(self._choose_table), names="value")
        self._find.observe(guard(self._filter), names="value")
        self._row.observe(guard(self._choose_row), names="value")
        self._add.on_click(guard(self._choose_new))
        row = widgets.HBox([self._row, self._add])
        self.box = widgets.VBox([self._table, self._find, row, self._line])

    @property
    def table(self) -> str:
        """The table that is chosen."""
        return str(self._table.value)

    @property
    def row(self) -> int:
        """The row that is chosen, or `NEW`."""
        return int(self._row.value)

    def show(self, entry: Entry) -> None:
        """Show a row as the chosen one, and the rows that there are to choose from."""
        self._rows = entry.table.rows
        with self._quietly():
            self._table.options, self._table.value = self._tables(), entry.name
            self._offer(entry.row)

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """Change the lists without taking it for somebody's choice."""
        self._is_ours = True
        try:
            yield
        finally:
            self._is_ours = False

    def _offer(self, chosen: int) -> None:
        """Offer the rows that are found, and the chosen one, which must not change by it."""
        rows = found(self._rows, self._find.value, table=self.table)
        shown = dict(list(rows.items())[:_SHOWN])
        kept = {chosen: self._rows[chosen]} if chosen != NEW else {}
        offered = dict(sorted({**kept, **shown}.items()))
        self._row.options = [_NEW_ROW, *(self._option(row, offered[row]) for row in offered)]
        self._row.value = chosen
        some = f"{len(rows):,} of " if len(rows) < len(self._rows) else ""
        more = f"; the list has the first {_SHOWN}" if len(rows) > _SHOWN else ""
        self._line.value = help_text(f"{some}{counted(len(self._rows), 'row')}{more}")

    def _option(self, row: int, cells: Cells) -> tuple[str, int]:
        return f"row {row}: {label(self.table, cells)}", row

    def _tables(self) -> list[tuple[str, str]]:
        """Return the tables, the one that every case needs first."""
        names = sorted(terms.TABLES, key=lambda name: name != "events")
        return [(self._table_label(name), name) for name in names]

    def _table_label(self, name: str) -> str:
        is_there = (self._folder / f"{name}.csv").exists()
        return name if is_there else f"{name} (not there yet)"

    # -- what somebody does ------------------------------------------------------------------------

    def _choose_table(self) -> None:
        if not self._is_ours:
            with self._quietly():
                self._rows, self._find.value = {}, ""
                self._offer(NEW)
            self._chosen()

    def _filter(self) -> None:
        if not self._is_ours:
            with self._quietly():
                self._offer(self.row)

    def _choose_row(self) -> None:
        if not self._is_ours:
            self._chosen()

    def _choose_new(self) -> None:
        with self._quietly():
            self._row.value = NEW
        self._chosen()
