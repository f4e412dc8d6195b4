"""The description of a case, as ``datapackage.json`` has it."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

from dateline import terms

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_LICENCES = {
    "CC-BY-4.0": (
        "Creative Commons Attribution 4.0 International",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    "CC-BY-SA-4.0": (
        "Creative Commons Attribution Share Alike 4.0 International",
        "https://creativecommons.org/licenses/by-sa/4.0/",
    ),
    "CC0-1.0": (
        "Creative Commons Zero 1.0 Universal",
        "https://creativecommons.org/publicdomain/zero/1.0/",
    ),
}
"""Titles and addresses of the licences that are most used for data."""


def description(title: str, *, author: str, licence: str) -> str:
    """Return the text of ``datapackage.json``: what the case is, and the schema of each table."""
    package = {
        "$schema": _PROFILE,
        "name": _name(title),
        "title": title,
        "description": "",
        "licenses": [_licence(licence)],
        "contributors": [{"title": author or "(your name)", "roles": ["author", "maintainer"]}],
        "resources": [_resource(table) for table in terms.TABLES],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _name(title: str) -> str:
    """Make a name of small Latin letters and digits, as a Data Package has it."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii")
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower())) or "case"


def _licence(name: str) -> dict[str, str]:
    if not name:
        return {"name": "none-yet", "title": "None chosen yet"}
    if name not in _LICENCES:
        return {"name": name, "title": name}
    title, path = _LICENCES[name]
    return {"name": name, "path": path, "title": title}


def _resource(table: str) -> dict[str, Any]:
    return {
        "name": table,
        "type": "table",
        "path": f"{table}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ","},
        "schema": terms.schema(table),
    }
