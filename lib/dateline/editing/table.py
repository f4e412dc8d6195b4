"""One table of a case, opened to be edited: a value that keeps every character of its file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from dateline.editing.records import (
    cell_of,
    end_of,
    fields_of,
    is_blank,
    plain,
    read_cell,
    record_of,
    written,
)
from dateline.editing.storable import require_storable
from dateline.errors import EditError, Problem
from dateline.phrases import counted, listed
from dateline.read import frame_from


@dataclass(frozen=True, repr=False)
class Table:
    """A table as it was read, with the rows that were added or changed since.

    Attributes
    ----------
    path : Path
        Its file.
    on_disk : bytes or None
        What the file held when it was read; None: there was no file yet.
    mark : str
        The byte order mark that the file begins with, or nothing.
    records : tuple of str
        Every row of the file as it stands there, empty ones too, with its line end.
    """

    path: Path
    on_disk: bytes | None
    mark: str
    records: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Table({self.path.name}, {counted(len(self.rows), 'row')})"

    @property
    def content(self) -> bytes:
        """The bytes of the file as it would be saved."""
        return (self.mark + "".join(self.records)).encode("utf-8")

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in the file's order."""
        return tuple(self.frame.columns)

    @property
    def rows(self) -> dict[int, dict[str, str]]:
        """Each row's cells by column, under its number as a spreadsheet counts."""
        frame = self.frame
        return dict(zip(frame.index.tolist(), frame.to_dict("records"), strict=True))

    @property
    def frame(self) -> pd.DataFrame:
        """The raw frame that `dateline.read.read_tables` would return of this content."""
        return self.as_read()[0]

    def as_read(self) -> tuple[pd.DataFrame, list[Problem]]:
        """Return the raw frame of this content, and what is wrong with it as a file.

        Raises
        ------
        EditError
            The content cannot be read as rows and columns.
        """
        frame, problems = frame_from(self.content, self.path.stem)
        if frame is None:
            raise unreadable(problems)
        return frame, problems

    def added(self, cells: Mapping[str, str]) -> Table:
        """Return the table with one more row, below the last one that is not empty.

        Parameters
        ----------
        cells : mapping of str to str
            Texts by column; a column that is not given stays empty. One that the table does
            not have is added at the end, if the text is not empty.

        Raises
        ------
        EditError
            All texts are empty, or CSV cannot hold one of them.
        """
        require_storable(cells)
        if not any(cell.strip() for cell in cells.values()):
            raise EditError(f"{self.path.name}: the row is empty; fill in at least one cell")
        wide = self._with_columns(name for name, cell in cells.items() if cell)
        places = wide.places
        fields = [""] * len(wide.header_fields)
        for name, cell in cells.items():
            if cell:
                fields[places[name]] = written(plain(cell))
        last = max(place for place, record in enumerate(wide.records) if not is_blank(record))
        end = end_of(wide.records[wide._header()]) or "\n"
        above = wide.records[last]
        ended = above if end_of(above) else above + end
        new = (ended, record_of(fields, end=end))
        return replace(wide, records=(*wide.records[:last], *new, *wide.records[last + 1 :]))

    def changed(self, row: int, cells: Mapping[str, str]) -> Table:
        """Return the table with other texts in some cells of one row.

        No other row changes, and in this row no other cell does; a row with too few cells is
        filled up.

        Parameters
        ----------
        row : int
            Its number as a spreadsheet counts: a key of `rows`.
        cells : mapping of str to str
            The new texts by column, as for `added`.

        Raises
        ------
        EditError
            There is no such row, CSV cannot hold one of the texts, or nothing would be left
            in the row.
        """
        require_storable(cells)
        old = self.rows.get(row)
        if old is None:
            raise EditError(f"{self.path.name} has no row {row}")
        new = {name: plain(cell) for name, cell in cells.items()}
        new = {name: cell for name, cell in new.items() if cell != old.get(name, "")}
        if not new:
            return self
        if not any(cell.strip() for cell in (old | new).values()):
            raise EditError(f"{self.path.name}, row {row}: nothing would be left in the row")
        wide = self._with_columns(new)
        places = wide.places
        record = wide.records[row - 1]
        fields = fields_of(record)
        fields += [""] * (len(wide.header_fields) - len(fields))
        for name, cell in new.items():
            fields[places[name]] = written(cell)
        records = list(wide.records)
        records[row - 1] = record_of(fields, end=end_of(record))
        return replace(wide, records=tuple(records))

    # -- columns -----------------------------------------------------------------------------------

    def _header(self) -> int:
        return next(place for place, record in enumerate(self.records) if not is_blank(record))

    @property
    def places(self) -> dict[str, int]:
        """Return where each column stands; of two with one name the first counts, as in `read`."""
        places: dict[str, int] = {}
        for place, field in enumerate(self.header_fields):
            places.setdefault(read_cell(field), place)
        return places

    @property
    def header_fields(self) -> list[str]:
        """The names of the columns as the file has them, with their quotation marks."""
        return fields_of(self.records[self._header()])

    def _with_columns(self, names: Iterable[str]) -> Table:
        """Return the table with further columns at the end, empty in every row."""
        missing = [name for name in names if name not in self.places]
        if not missing:
            return self
        header, width = self._header(), len(self.header_fields)
        self._require_no_row_beyond(width)
        empty = [""] * len(missing)
        records = [
            self._widened(record, [written(name) for name in missing])
            if place == header
            # A row that had a cell for every column still has: it would be a problem if not.
            else self._widened(record, empty)
            if len(fields_of(record)) == width and not is_blank(record)
            else record
            for place, record in enumerate(self.records)
        ]
        return replace(self, records=tuple(records))

    @staticmethod
    def _widened(record: str, fields: list[str]) -> str:
        return record_of([*fields_of(record), *fields], end=end_of(record))

    def _require_no_row_beyond(self, width: int) -> None:
        """Refuse to give a new column to cells that stand, by mistake, right of all columns."""
        rows = [
            place + 1
            for place, record in enumerate(self.records)
            if any(cell_of(field).strip() for field in fields_of(record)[width:])
        ]
        if rows:
            raise EditError(
                f"{self.path.name}: a column cannot be added, for what stands right of the last "
                f"column in row {listed(rows)} would slip under it; correct that first"
            )


def unreadable(problems: Sequence[Problem]) -> EditError:
    """Tell why a file's rows and columns are not certain enough to be edited."""
    of_file = [problem for problem in problems if problem.row is None and problem.column is None]
    lines = [
        f"{problem.file}{f', row {problem.row}' if problem.row else ''} cannot be edited as it "
        f"stands: {problem.problem}; {problem.fix}"
        for problem in of_file or problems
    ]
    return EditError("\n".join(lines))
