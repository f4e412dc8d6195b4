"""The command ``dateline``.

To add a command, write a function that is decorated with ``@main.command()``. What it needs is
imported inside it, so that ``dateline --help`` does not wait for pandas.
"""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.errors import CaseError, DatelineError, Problem
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
    help="First take back what spreadsheets do to files: semicolons or tabs between cells, "
    "Windows line ends, UTF-16, byte order marks.",
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


@main.command()
@click.argument("folder", type=click.Path())
@click.option("--title", required=True, help="What the case is about, in some words.")
@click.option("--author", default="", help="Who codes it.")
@click.option("--licence", default="", help="Its licence's SPDX name, as in CC-BY-4.0.")
@click.option("--empty", is_flag=True, help="Write the tables' column names, and no example.")
def new(folder: str, *, title: str, author: str, licence: str, empty: bool) -> None:
    """Begin a case of your own in FOLDER, which must be new or empty.

    All tables are there with their columns, and in them a small made-up example of how sentences
    become rows.
    """
    from dateline.starting import new_case  # noqa: PLC0415

    try:
        files = new_case(folder, title=title, author=author, licence=licence, empty=empty)
    except DatelineError as error:
        raise click.ClickException(printable(str(error))) from error
    rows = "" if empty else " The rows in it are made up, as an example."
    _print_safely(f"{folder} is a new case of {counted(len(files), 'file')}.{rows}")
    for number, step in enumerate(_next_steps(folder, empty=empty), start=1):
        _print_safely(f"{number}. {step}")


@main.command()
@click.argument("notebooks", nargs=-1, required=True, type=click.Path(), metavar="NOTEBOOK...")
@click.option(
    "--out",
    required=True,
    type=click.Path(),
    metavar="DIR",
    help="The folder for the pages; it is made where there is none.",
)
@click.option(
    "--no-execute",
    is_flag=True,
    help="Show the outputs that are stored in the notebooks; run nothing.",
)
def render(notebooks: tuple[str, ...], *, out: str, no_execute: bool) -> None:
    """Write notebooks as pages for a browser.

    A page needs neither Python nor a network, and its figures stay interactive. Beside the
    pages, index.html lists them. A notebook is executed first and is itself not changed. Where
    one fails, or a figure could not be drawn, no page is written and the exit code is 1.
    """
    from dateline.share import render as write_pages  # noqa: PLC0415

    try:
        files = write_pages(notebooks, out, execute=not no_execute, tell=_print_safely)
    except DatelineError as error:
        raise click.ClickException(printable(str(error))) from error
    _print_safely(f"{counted(len(files), 'file')} written to {out}; begin with {files[-1]}")


@main.command()
@click.argument("folder", type=click.Path())
@click.option("--out", required=True, type=click.Path(), help="The file to write, as in case.html.")
def page(folder: str, *, out: str) -> None:
    """Write the case in FOLDER as one HTML page for readers who have no Python.

    The page needs no network. Its timeline, networks, tables and text are linked: whoever chooses
    an event, an actor, a claim or a sentence sees all others follow, and who says so.
    """
    from dateline.case import read_case  # noqa: PLC0415
    from dateline.share.page import save_page  # noqa: PLC0415

    try:
        save_page(read_case(folder), out)
    except CaseError as error:
        for problem in _rows(error.problems):
            _print(_told(problem))
        problems = counted(len(error.problems), "problem")
        message = f"no page is written: {printable(folder)} has {problems}"
        raise click.ClickException(message) from error
    except DatelineError as error:
        raise click.ClickException(printable(str(error))) from error
    size = Path(out).stat().st_size / 1e6
    _print_safely(f"{out} is written ({size:.1f} MB); open it in any browser")


@main.command()
@click.argument("source", type=click.Path(), metavar="NOTEBOOK_OR_CASE")
@click.option(
    "--out",
    required=True,
    type=click.Path(),
    metavar="DIR",
    help="The folder for the files; it is made where there is none.",
)
@click.option(
    "--to",
    type=click.Choice(["slides"]),
    help="Write slides as well: one page that shows the same notebook, a screen at a time.",
)
def lesson(source: str, *, out: str, to: str | None) -> None:
    """Write a lesson for students, without solutions, and for instructors.

    NOTEBOOK_OR_CASE is a notebook whose cells have tags: exercise shows one exercise, solution
    and instructor are for instructors only. Or it is the folder of a case: then the notebook is
    made from its tables, with exercises whose key is computed.

    Written are both copies as notebooks and as pages, and a handout to print. The pages need
    neither Python nor a network. Where a cell fails, or students would read a solution, nothing
    is written and the exit code is 1.
    """
    from dateline.lesson import write_lesson  # noqa: PLC0415

    try:
        files = write_lesson(source, out, slides=to == "slides", tell=_print_safely)
    except CaseError as error:
        for problem in _rows(error.problems):
            _print(_told(problem))
        problems = counted(len(error.problems), "problem")
        message = f"no lesson is written: {printable(source)} has {problems}"
        raise click.ClickException(message) from error
    except DatelineError as error:
        raise click.ClickException(printable(str(error))) from error
    _print_safely(f"{counted(len(files), 'file')} written to {out}")


def _next_steps(folder: str, *, empty: bool) -> list[str]:
    rows = (
        "write your rows into it; the other tables can wait."
        if empty
        else "replace the example rows by your own. In tables that you do not need yet, delete "
        "all rows but the first."
    )
    first = f"Open {Path(folder) / 'events.csv'} in a spreadsheet and {rows}"
    format_ = "Let the comma separate the cells and take all columns as text, or the spreadsheet"
    way = "LibreOffice asks for both, in Excel open the file by Data > From Text/CSV."
    check = f'Run: dateline check "{folder}". It says what is wrong and what to write instead.'
    draw = "Open notebooks/05_your_own_case.ipynb, and write in its first cell of code:"
    return [
        f"{first} {format_} changes the dates: {way}",
        f"{check} After Excel, run it with --repair.",
        "Write a description, your name and the licence of your coding into datapackage.json.",
        f"{draw} folder = {str(Path(folder).resolve())!r}. It draws the case.",
    ]


def _print_safely(line: str) -> None:
    _print(printable(line))


def _repair(folder: str) -> None:
    from dateline.read import repair_files  # noqa: PLC0415

    try:
        repaired = repair_files(folder)
    except OSError as error:
        reason = error.strerror or str(error)
        raise click.ClickException(f"a file could not be rewritten: {printable(reason)}") from error
    for file, done in repaired.items():
        _print(f"{file} is repaired: {'; '.join(done)}")


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
