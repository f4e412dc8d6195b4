"""Taking back, without loss, what spreadsheets do to a case's files unasked."""

from __future__ import annotations

from pathlib import Path

from dateline.files import replace_all
from dateline.read.cells import rewritten
from dateline.read.text import REPAIRED, text_of


def repair_file(path: Path, table: str | None) -> tuple[str, ...]:
    """Rewrite a file as every case has it, and return what was done; nothing: it is untouched.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    table : str or None
        The table that it holds; None: no table, whose text alone is repaired.
    """
    text, problems = text_of(path.read_bytes(), path.name)
    if text is None:
        return ()
    done = [REPAIRED[problem.problem] for problem in problems]
    if table is not None:
        text, separated = rewritten(text, table)
        done += separated
    if done:
        replace_all({path: text.encode("utf-8")})
    return tuple(dict.fromkeys(done))
