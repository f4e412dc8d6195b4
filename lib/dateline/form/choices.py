"""What there is to choose from: rows under names that people know, and ids that are free."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import pandas as pd

from dateline import terms

Cells = Mapping[str, str]

_TOLD = {
    "actors": ("name",),
    "sources": ("title",),
    "events": ("title",),
    "claims": ("text",),
    "mentions": ("locator", "speaker_id", "event_id", "claim_id"),
    "links": (),
}
"""The columns that tell people what a row is."""

_LONGEST = 70


def label(table: str, cells: Cells) -> str:
    """Name a row by what it tells and by its id.

    Examples
    --------
    >>> label("actors", {"actor_id": "lula", "name": "Luiz Inácio Lula da Silva"})
    'Luiz Inácio Lula da Silva — lula'
    >>> label("links", {"claim_id": "c1", "relation": "refutes", "other_claim_id": "c2"})
    'c1 refutes c2'
    """
    told = " ".join(" ".join(_given(cells, _TOLD[table])).split())
    short = told if len(told) <= _LONGEST else told[: _LONGEST - 1] + "…"
    key = " ".join(_given(cells, terms.primary_key(table)))
    return " — ".join(part for part in (short, key) if part)


def found(rows: Mapping[int, Cells], words: str, *, table: str) -> dict[int, Cells]:
    """Return the rows in whose id or telling cells all these words stand.

    Examples
    --------
    >>> rows = {2: {"actor_id": "lula", "name": "Lula"}, 3: {"actor_id": "li", "name": "Li Hui"}}
    >>> list(found(rows, "hui", table="actors"))
    [3]
    """
    wanted = words.casefold().split()
    columns = (*terms.primary_key(table), *_TOLD[table])
    return {
        row: cells
        for row, cells in rows.items()
        if all(word in " ".join(_given(cells, columns)).casefold() for word in wanted)
    }


def ids(frames: Mapping[str, pd.DataFrame], table: str) -> dict[str, str] | None:
    """Return a table's ids, each with its label; None where the case has no such table.

    Actors stand in the order of their names, all others in that of their file.
    """
    key = terms.primary_key(table)[0]
    frame = frames.get(table)
    if frame is None or key not in frame.columns:
        return None
    rows = [cells for cells in frame.to_dict("records") if cells[key]]
    named = {str(cells[key]): label(table, _texts(cells)) for cells in rows}
    if table != "actors":
        return named
    return dict(sorted(named.items(), key=lambda item: (item[1].casefold(), item[0])))


def proposed_id(table: str, taken: Iterable[str]) -> str:
    """Return a short id that no row has.

    Examples
    --------
    >>> proposed_id("events", ["e1", "e2", "e-call"])
    'e4'
    """
    used = set(taken)
    number = len(used) + 1
    while f"{table[0]}{number}" in used:
        number += 1
    return f"{table[0]}{number}"


def habitual(column: Iterable[str]) -> list[str]:
    """Return a column's values where some of them are used again and again, else none.

    Examples
    --------
    >>> habitual(["Kremlin", "Kyiv", "Kremlin", ""]), habitual(["one", "two"])
    (['Kremlin', 'Kyiv'], [])
    """
    counts = Counter(value for value in column if value)
    return sorted(counts, key=str.casefold) if any(n > 1 for n in counts.values()) else []


def _given(cells: Cells, columns: Iterable[str]) -> list[str]:
    return [cells[name] for name in columns if cells.get(name)]


def _texts(cells: Mapping[object, object]) -> dict[str, str]:
    return {str(name): str(cell) for name, cell in cells.items()}
