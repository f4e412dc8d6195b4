"""What a case says of itself: title, description, licence and its reading text."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, NamedTuple

from dateline.read.folder import PACKAGE, read_bytes

_READING = "reading.md"


class About(NamedTuple):
    """What a case's folder holds beside its tables; empty text: it has none.

    Attributes
    ----------
    title, description : str
        As ``datapackage.json`` has them; without it, the title is the folder's name.
    licence, licence_url : str
        The first licence's title or name, and its address.
    reading : str
        The text of ``reading.md``, as it stands.
    """

    title: str = ""
    description: str = ""
    licence: str = ""
    licence_url: str = ""
    reading: str = ""


def read_about(path: str | os.PathLike[str]) -> About:
    """Read what a sound case says of itself.

    Examples
    --------
    >>> read_about("data/negotiations-2023").licence
    'Creative Commons Attribution 4.0 International'
    """
    folder = Path(path)
    package = json.loads(_text(folder / PACKAGE).removeprefix("\ufeff") or "{}")
    licences = package.get("licenses")
    first = licences[0] if isinstance(licences, list) and licences else None
    licence = first if isinstance(first, dict) else {}
    return About(
        title=_given(package, "title") or _given(package, "name") or folder.resolve().name,
        description=_given(package, "description"),
        licence=_given(licence, "title") or _given(licence, "name"),
        licence_url=_given(licence, "path"),
        reading=_text(folder / _READING).removeprefix("\ufeff"),
    )


def _text(path: Path) -> str:
    """Return a file's text, empty where there is none to be had."""
    data, _ = read_bytes(path) if path.exists() else (b"", None)
    return data.decode("utf-8", "replace")


def _given(part: dict[str, Any], name: str) -> str:
    value = part.get(name)
    return value.strip() if isinstance(value, str) else ""
