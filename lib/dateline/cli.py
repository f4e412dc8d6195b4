"""The command ``dateline``.

To add a command, write a function that is decorated with ``@main.command()``. What it needs is
imported inside it, so that ``dateline --help`` does not wait for pandas.
"""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from dateline.errors import Problem
from dateline.phrases import counted, printable

if TYPE_CHECKING:
    import pandas as pd

_INDENT = "    "


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Read information campaigns: who said or did what, when, and on whose word."""


@main.command()
@click.argument("folder", type=click.Path())
@click.option(
    "--repair",
    is_flag=True,
    help="First remove byte order marks and Windows line ends, which spreadsheets write.",
)
def check(folder: str, *, repair: bool) -> None:
    """Report everything that is wrong with the case in FOLDER.

    The exit code is 0 when the case is sound and 1 when it is not.
    """
    from dateline.case import check_case  # noqa: PLC0415

    if repair:
        _repair(folder)
    problems = check_case(folder)
    if problems.empty:
        _print(f"{printable(folder)} is sound: {_inventory(folder)}")
        return
    for problem in _rows(problems):
        _print(_told(problem))
    files = counted(problems["file"].nunique(), "file")
    _print(f"{printable(folder)} is not sound: {counted(len(problems), 'problem')} in {files}")
    sys.exit(1)


def _repair(folder: str) -> None:
    from dateline.read import repair_files  # noqa: PLC0415

    try:
        repaired = repair_files(folder)
    except OSError as error:
        reason = error.strerror or str(error)
        raise click.ClickException(f"a file could not be rewritten: {printable(reason)}") from error
    for file in repaired:
        _print(f"{file} is repaired: no byte order mark, and a line feed alone ends each line")


def _inventory(folder: str) -> str:
    """Say how many rows each table has, the events first."""
    from dateline.read import read_tables  # noqa: PLC0415

    frames, _ = read_tables(folder)
    tables = sorted(frames, key=lambda table: table != "events")
    return ", ".join(counted(len(frames[table]), table.removesuffix("s")) for table in tables)


def _rows(problems: pd.DataFrame) -> Iterator[Problem]:
    """Return the rows of a table of problems, None where a cell is null."""
    cells = problems.astype(object)
    for row in cells.where(cells.notna(), None).itertuples(index=False, name=None):
        yield Problem(*row)


def _told(problem: Problem) -> str:
    """Put one problem under the place where it is."""
    parts = [
        problem.file,
        f"row {problem.row}" if problem.row else "",
        f"column {problem.column}" if problem.column else "",
    ]
    place = printable(", ".join(part for part in parts if part))
    return "\n".join([place, *_wrapped(problem.problem), *_wrapped(f"fix: {problem.fix}"), ""])


def _wrapped(text: str) -> list[str]:
    width = max(shutil.get_terminal_size().columns, 4 * len(_INDENT))
    return textwrap.wrap(
        printable(text),
        width=width,
        initial_indent=_INDENT,
        subsequent_indent=_INDENT,
        break_on_hyphens=False,
    )


def _print(text: str) -> None:
    """Print text, with a question mark for each character that the terminal does not know."""
    encoding = sys.stdout.encoding or "utf-8"
    click.echo(text.encode(encoding, "replace").decode(encoding))
