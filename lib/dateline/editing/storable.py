"""What a CSV file can hold and give back when it is read again."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.errors import EditError
from dateline.phrases import quoted

_LONGEST = 131_072
"""What `dateline.read` takes for one cell."""


def require_storable(cells: Mapping[str, str]) -> None:
    """Refuse what the file could not give back when it is read again."""
    for name, cell in cells.items():
        if not name.strip() or len(name.splitlines()) > 1:
            raise EditError(f"{quoted(name)} is no column's name; write one line of text")
        for text in (name, cell):
            if "\0" in text or not _is_text(text):
                raise EditError(
                    f"{name}: {quoted(text)} has a character in it that no CSV file can hold; "
                    "type it again"
                )
        if len(cell) > _LONGEST:
            raise EditError(f"{name}: the cell has more than {_LONGEST:,} characters; shorten it")


def _is_text(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
