"""Writing files that are whole or not there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path


def replace_all(contents: Mapping[Path, bytes], *, like: Path | None = None) -> None:
    """Put whole new files in the places of old ones; where one cannot be written, put none.

    Every file is first written under another name beside its place, and reaches the disk before
    it takes that place; they take their places in the order given. A run that is killed leaves
    at each place the old file or the new one, and at worst a draft whose name begins with a dot.

    A symbolic link stays one, and the file that it leads to is replaced. A file keeps its
    permissions, and a new one gets those of any new file; with `like`, all get those of that file.
    """
    places = {path.resolve(): content for path, content in contents.items()}
    # Not by `tempfile`: its files are closed to other users, and a page is there to be read.
    drafts = {place: place.with_name(f"{_draft_of(place)}{os.getpid()}") for place in places}
    try:
        for place, content in places.items():
            _write(drafts[place], content, like=like or (place if place.exists() else None))
        for place, draft in drafts.items():
            os.replace(draft, place)  # noqa: PTH105
            _sync_folder(place.parent)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def remove_drafts(paths: Iterable[Path]) -> None:
    """Remove what killed runs left beside their places; nobody else may be writing there."""
    for path in paths:
        place = path.resolve()
        for entry in list(place.parent.iterdir()):
            if entry.name.removeprefix(_draft_of(place)).isdigit():
                entry.unlink(missing_ok=True)


def _draft_of(place: Path) -> str:
    return f".{place.name}."


def _write(draft: Path, content: bytes, *, like: Path | None) -> None:
    with draft.open("wb") as file:
        # While it is still empty: nobody may read what they could not read before.
        if like is not None:
            shutil.copymode(like, draft)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Let the new name reach the disk, where the system can be told to."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
