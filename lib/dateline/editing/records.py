"""A table's text as records: each row's own characters, quotation marks and line end."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice

# A quotation mark inside a quoted cell is doubled; inside any other it is a letter like others.
_FIELD = re.compile(r'(?:\A|,)("(?:[^"]|"")*+"|[^,]*)')
_ENDS = ("\r\n", "\n", "\r")


def records_of(text: str) -> tuple[str, ...]:
    r"""Take a text apart into its records; joined they are the text again.

    Examples
    --------
    >>> records_of('a,b\r\n"1\n2",3\n\n4')
    ('a,b\r\n', '"1\n2",3\n', '\n', '4')
    """
    return tuple(_records(text))


def _records(text: str) -> Iterator[str]:
    lines = list(io.StringIO(text, newline=""))
    rest = iter(lines)
    reader = csv.reader(lines, strict=True)
    before = 0
    for _ in reader:
        yield "".join(islice(rest, reader.line_num - before))
        before = reader.line_num


def end_of(record: str) -> str:
    r"""Return how a record's line ends; the last one of a file may have no end.

    Examples
    --------
    >>> end_of("a,b\r\n"), end_of("a,b")
    ('\r\n', '')
    """
    return next((end for end in _ENDS if record.endswith(end)), "")


def fields_of(record: str) -> list[str]:
    r"""Return a record's cells as they are written, with their quotation marks.

    Examples
    --------
    >>> fields_of('"a,""b"" c",,d\n')
    ['"a,""b"" c"', '', 'd']
    """
    return _FIELD.findall(record.removesuffix(end_of(record)))


def record_of(fields: Sequence[str], *, end: str) -> str:
    """Put written cells together again."""
    return ",".join(fields) + end


def cell_of(field: str) -> str:
    r"""Return the text of a written cell.

    Examples
    --------
    >>> cell_of('"a ""b"" c"')
    'a "b" c'
    """
    return field[1:-1].replace('""', '"') if field.startswith('"') else field


def read_cell(field: str) -> str:
    r"""Return the text of a written cell as `dateline.read` gives it.

    Examples
    --------
    >>> read_cell('"two\r\nlines"')
    'two\nlines'
    """
    return plain(cell_of(field)).replace("\0", "")


def plain(cell: str) -> str:
    """End each line inside a cell by a line feed alone."""
    return cell.replace("\r\n", "\n").replace("\r", "\n")


def written(cell: str) -> str:
    r"""Write a cell, between quotation marks only where CSV needs them.

    Examples
    --------
    >>> written("plain"), written('a "b", c')
    ('plain', '"a ""b"", c"')
    """
    doubled = cell.replace('"', '""')
    return f'"{doubled}"' if any(mark in cell for mark in ',"\r\n') else cell


def is_blank(record: str) -> bool:
    """Tell whether nothing stands in a record, as where a spreadsheet left an empty row."""
    return not any(read_cell(field).strip() for field in fields_of(record))
