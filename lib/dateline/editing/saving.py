"""A table's new content takes the old one's place, or nothing changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from dateline.editing.table import Table
from dateline.errors import EditError, StaleError
from dateline.files import remove_drafts, replace_all

_PREVIOUS = "previous"
_LOCK = ".lock"
_PATIENCE = 10.0
_POLL = 0.01
"""Seconds to wait for another process that is saving, and between two looks at it."""


def previous_of(path: Path) -> Path:
    """Return where a table's previous version is kept: in a folder of its own beside the table.

    `dateline check` does not look into folders, and any spreadsheet program opens it.
    """
    place = path.resolve()
    return place.parent / _PREVIOUS / place.name


def saved(table: Table) -> Table:
    """Save an edited table, and keep the version before it.

    Parameters
    ----------
    table : Table
        As `opened` or `started` returned it, with its edits. Without any, nothing is written.

    Returns
    -------
    Table
        The same table as it now is on disk, to be edited on.

    Raises
    ------
    StaleError
        The file is no longer as it was when it was read, because another program or another
        window saved it: nothing is written.
    EditError
        The file cannot be written; it is as it was.

    Notes
    -----
    Whoever saves compares the file with what was read and replaces it under a lock, so of two
    processes that save at once one is refused. The system opens the lock when a process ends,
    also when it is killed. At any moment the table is wholly the old or wholly the new version.
    """
    content = table.content
    if content == table.on_disk:
        return table
    place, previous = table.path.resolve(), previous_of(table.path)
    try:
        previous.parent.mkdir(exist_ok=True)
        lock = FileLock(previous.parent / _LOCK, timeout=_PATIENCE, poll_interval=_POLL)
        with lock:
            _require_unchanged(table, place)
            remove_drafts([place, previous])
            kept = {} if table.on_disk is None else {previous: table.on_disk}
            replace_all({**kept, place: content}, like=place if kept else None)
    except Timeout as error:
        raise EditError(
            f"{table.path.name} is not saved: another program has been saving to this folder for "
            f"{_PATIENCE:.0f} seconds; try again when it is done"
        ) from error
    except OSError as error:
        raise EditError(
            f"{table.path.name} is not saved: {error.strerror or error}; close it where it is "
            "open, or make its folder writable"
        ) from error
    return replace(table, on_disk=content)


def _require_unchanged(table: Table, place: Path) -> None:
    now = place.read_bytes() if place.exists() else None
    if now == table.on_disk:
        return
    if table.on_disk is None:
        what = "there is such a file by now"
    elif now is None:
        what = "the file is no longer there"
    else:
        what = "the file changed on disk since it was read"
    raise StaleError(
        f"{table.path.name} is not saved: {what}, so another program or another window has been "
        "at it; read it again before you save"
    )
