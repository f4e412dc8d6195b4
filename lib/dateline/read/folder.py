"""The folder of a case: which files are there, under which names."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

from dateline import terms
from dateline.errors import Problem
from dateline.phrases import listed, nearest, printable, quoted
from dateline.read.text import text_of

PACKAGE = "datapackage.json"


def folder_problem(folder: Path) -> Problem | None:
    """Tell why the folder cannot be looked into, None if it can."""
    try:
        if folder.is_dir():
            next(folder.iterdir(), None)
            return None
        if folder.exists():
            problem, fix = "this is a file, not a folder", f"give its folder: {folder.parent}"
        else:
            problem = f"there is no such folder; looked for {printable(str(folder.absolute()))}"
            fix = "check how its name is written, and from where you run this"
    except OSError as error:
        problem, fix = f"the folder cannot be opened: {_reason(error)}", "give another folder"
    return Problem(printable(str(folder)), None, None, None, problem, fix)


def misnamed(names: list[str]) -> list[Problem]:
    """Tell which files are probably a table under a wrong name, and whether events are missing."""
    tables = [f"{table}.csv" for table in terms.TABLES]
    absent = [table for table in tables if table not in names]
    meant = {
        name: nearest(name, absent, cutoff=0.85)
        for name in names
        if name.casefold().endswith(".csv") and name not in tables
    }
    problems = [
        Problem(
            printable(name), None, None, None, "this is not a table's name", f"rename it {table}"
        )
        for name, table in meant.items()
        if table
    ]
    if "events.csv" in absent and "events.csv" not in meant.values():
        problems.append(_no_events(names))
    return problems


def read_bytes(path: Path) -> tuple[bytes, Problem | None]:
    """Return a file's bytes, or why they cannot be had."""
    try:
        if path.exists() and not path.is_file():
            problem, fix = "this is not a file", "put the table in its place"
        else:
            return path.read_bytes(), None
    except OSError as error:
        problem, fix = f"the file cannot be opened: {_reason(error)}", "make it readable"
    return b"", Problem(path.name, None, None, None, problem, fix)


def package_problems(folder: Path, names: list[str]) -> list[Problem]:
    """Tell whether ``datapackage.json``, if there is one, can be read and names existing files."""
    if PACKAGE not in names:
        return []
    data, trouble = read_bytes(folder / PACKAGE)
    if trouble:
        return [trouble]
    text, problems = text_of(data, PACKAGE)
    if text is None:
        return problems
    return problems + _description_problems(text, names)


def _no_events(names: list[str]) -> Problem:
    sheets = [name for name in names if name.startswith("events.")]
    fix = (
        f"save {quoted(sheets[0])} as CSV UTF-8 under the name events.csv"
        if sheets
        else f"add it, with at least the columns {listed(terms.required('events'))}"
    )
    problem = "the file is missing, and it is the one that every case needs"
    return Problem("events.csv", None, None, None, problem, fix)


def _description_problems(text: str, names: list[str]) -> list[Problem]:
    try:
        description = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        problem = f"this is not JSON: it cannot be understood{line}"
        return [_about_package(problem, "look for a missing comma, quotation mark or bracket")]
    resources = description.get("resources") if isinstance(description, dict) else None
    if not isinstance(resources, list):
        fix = "name every table under “resources”, each with its “path”"
        return [_about_package("it has no list “resources”", fix)]
    paths = [resource.get("path") for resource in resources if isinstance(resource, dict)]
    return [
        _about_package(
            f"it names {quoted(path)}, which is not in the folder",
            "add the file, or take it out of “resources”",
        )
        for path in paths
        if isinstance(path, str) and "://" not in path and not _is_there(path, names)
    ]


def _is_there(path: str, names: list[str]) -> bool:
    # A case is one flat folder: a path out of it or below it is not a table of this case.
    return str(PurePosixPath(path)) in names


def _about_package(problem: str, fix: str) -> Problem:
    return Problem(PACKAGE, None, None, None, problem, fix)


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
