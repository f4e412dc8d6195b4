"""Paths in the cells of a notebook, as they are from another folder."""

from __future__ import annotations

import ast
import copy
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from nbformat import NotebookNode

_COMMAND = re.compile(r"^(\s*)[%!].*$", flags=re.MULTILINE)
_LINK = re.compile(r"(?<=\]\()[^()\s<>#?]+(?=[)#?\s])")
_OF_PATHS = {"Path", "PurePath", "chdir", "read_case", "listdir", "iterdir", "scandir"}
_LONGEST = 400


class Literal(NamedTuple):
    """A text in a cell's code that names a file or a folder, relative to the notebook's own.

    Attributes
    ----------
    text : str
    start, end : int
        Where it stands, in bytes of UTF-8.
    """

    text: str
    start: int
    end: int


def way(path: Path, *, start: Path) -> str:
    """Return how to get to a path from a folder, as short as it can be said everywhere."""
    try:
        return Path(os.path.relpath(path, start)).as_posix()
    except ValueError:
        # On Windows no way leads from one drive to another.
        return path.as_posix()


def moved(notebook: NotebookNode, *, here: Path, there: Path) -> NotebookNode:
    """Return a copy in which code finds from another folder what it found from its own.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Nothing but relative paths in its code changes, and each only if it leads to something.
        What is put together from pieces, as f-strings are, stays as it is.
    here, there : pathlib.Path
        The folder from which it was written, and that from which it will be run.
    """
    cells = [*map(copy.copy, notebook.cells)]
    for cell in cells:
        if cell.cell_type == "code" and here.resolve() != there.resolve():
            cell["source"] = _rewritten(cell.source, here=here.resolve(), there=there.resolve())
    return NotebookNode({**notebook, "cells": cells})  # type: ignore[no-untyped-call]


def links_moved(notebook: NotebookNode, *, here: Path, there: Path) -> NotebookNode:
    """Return a copy in which the links and pictures of Markdown lead to what they led to."""

    def lead(found: re.Match[str]) -> str:
        return way(here.resolve() / found[0], start=there.resolve())

    def led(found: re.Match[str]) -> str:
        return lead(found) if _exists(found[0], folder=here) else found[0]

    cells = [*map(copy.copy, notebook.cells)]
    for cell in cells:
        if cell.cell_type == "markdown" and here.resolve() != there.resolve():
            cell["source"] = _LINK.sub(led, cell.source)
    return NotebookNode({**notebook, "cells": cells})  # type: ignore[no-untyped-call]


def paths_in(source: str, *, folder: Path) -> list[Literal]:
    r"""Return the texts of Python that are relative paths to something in or near a folder.

    A single word, as the name of a column, is a path only as the argument of a function, and a
    single dot only where a function takes nothing but paths.

    Examples
    --------
    >>> folder = Path(__file__).parent
    >>> [it.text for it in paths_in('read("moving.py"); f"{x}/moving.py"', folder=folder)]
    ['moving.py']
    """
    tree = _parsed(source)
    if tree is None:
        return []
    starts = [0]
    for line in source.encode("utf-8").split(b"\n"):
        starts.append(starts[-1] + len(line) + 1)
    return [
        Literal(
            str(node.value),
            starts[node.lineno - 1] + node.col_offset,
            starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0),
        )
        for node, function in _texts(tree, function=None)
        if _is_path(str(node.value), function=function, folder=folder)
    ]


def _parsed(source: str) -> ast.Module | None:
    """Return a cell's code; lines of IPython's own commands are looked over. None: no Python."""
    for text in (source, _COMMAND.sub(r"\1pass", source)):
        try:
            return ast.parse(text)
        except (SyntaxError, ValueError):
            continue
    return None


def _texts(node: ast.AST, *, function: str | None) -> Iterator[tuple[ast.Constant, str | None]]:
    """Return each text, and the name of the function whose argument it is."""
    if isinstance(node, ast.JoinedStr):
        return
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield node, function
        return
    called = ""
    if isinstance(node, ast.Call):
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        yield from _texts(node.func, function=None)
    for name, value in ast.iter_fields(node):
        if isinstance(node, ast.Call) and name == "func":
            continue
        inner = called if isinstance(node, ast.Call) else None
        if isinstance(node, ast.keyword):
            inner = function
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _texts(child, function=inner)


def _is_path(text: str, *, function: str | None, folder: Path) -> bool:
    if text in ("", ".", "./"):
        return bool(text) and function in _OF_PATHS
    if text.isidentifier() and function is None:
        return False
    return _exists(text, folder=folder)


def _exists(text: str, *, folder: Path) -> bool:
    """Tell whether a text is a relative path to something."""
    if len(text) > _LONGEST or "\n" in text or "\0" in text or not text.strip():
        return False
    if Path(text).is_absolute() or "://" in text or text.startswith("/"):
        return False
    try:
        return (folder / text).exists()
    except (OSError, ValueError):
        return False


def _rewritten(source: str, *, here: Path, there: Path) -> str:
    raw = source.encode("utf-8")
    for literal in reversed(paths_in(source, folder=here)):
        target = way(here / literal.text, start=there)
        if literal.text.endswith("/"):
            target += "/"
        old = raw[literal.start : literal.end].decode("utf-8")
        new = _literal(target, like=old).encode("utf-8")
        raw = raw[: literal.start] + new + raw[literal.end :]
    return raw.decode("utf-8")


def _literal(text: str, *, like: str) -> str:
    """Write a text in the quotes of another."""
    quote = "'" if like.lstrip("rRuU(").startswith("'") else '"'
    escaped = text.replace("\\", "\\\\").replace(quote, f"\\{quote}")
    return f"{quote}{escaped}{quote}"
