"""What the command prints, and how it ends."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from nbformat.v4 import new_code_cell, new_notebook

from dateline.cli import main

CASES = Path(__file__).parent / "cases"


@pytest.fixture
def run(monkeypatch):
    """Return a function that runs the command among the cases, in a terminal of 60 columns."""
    monkeypatch.chdir(CASES)
    return lambda *arguments: CliRunner(env={"COLUMNS": "60"}).invoke(main, arguments)


def test_a_sound_case_is_said_to_be_sound(run):
    """A sound case is called so, with how much is in it, and the exit code is 0."""
    result = run("check", "sound-all-tables")
    assert result.exit_code == 0
    assert result.output == (
        "sound-all-tables is sound: 2 events, 4 actors, 1 source, 2 claims, 3 mentions, 1 link\n"
    )


def test_every_problem_is_printed_with_its_place_and_fix(run):
    """A case that is not sound has a block a problem, a count at the end and exit code 1."""
    result = run("check", "events-saved-by-a-spreadsheet-with-errors")
    assert result.exit_code == 1
    assert result.output.startswith(
        """\
events.csv
    lines end as Windows writes them (CRLF), not with a line
    feed alone (LF)
    fix: run dateline check --repair on the folder; it
    changes nothing else

events.csv
    the file begins with an invisible byte order mark (BOM)
    fix: run dateline check --repair on the folder; it
    changes nothing else

events.csv, row 2, column status
    “Occured” is not a status: allowed are occurred,
    ongoing, expected, not-occurred, undetermined
    fix: write occurred

events.csv, row 3, column when
"""
    )
    assert result.output.endswith(
        "\n\nevents-saved-by-a-spreadsheet-with-errors is not sound: 4 problems in 1 file\n"
    )


def test_no_line_is_wider_than_the_terminal(run):
    """Problems are wrapped to the terminal's width."""
    lines = run("check", "everything-at-once").output.splitlines()
    assert max(map(len, lines)) <= 60


@pytest.mark.parametrize("name", sorted(folder.name for folder in CASES.iterdir())[::4])
def test_the_exit_code_tells_whether_a_case_is_sound(run, name):
    """Each case ends with 0 or 1, never with a traceback."""
    result = run("check", name)
    assert result.exit_code == (0 if name.startswith("sound-") else 1)
    assert result.exception is None or isinstance(result.exception, SystemExit)


@pytest.mark.parametrize("name", ["nowhere", "sound-events-only/events.csv", "\x1b[2J"])
def test_a_wrong_path_is_a_problem_like_any_other(run, name):
    """A path that is no folder is told, without a traceback."""
    result = run("check", name)
    assert result.exit_code == 1
    assert result.output.endswith("is not sound: 1 problem in 1 file\n")


def test_repair_makes_a_spreadsheets_file_sound(run, tmp_path):
    """With --repair the file is rewritten first, and then only real errors are left."""
    shutil.copytree(CASES / "events-windows-line-ends", tmp_path / "case")
    shutil.copy(CASES / "events-byte-order-mark" / "events.csv", tmp_path / "mark.csv")
    result = run("check", "--repair", str(tmp_path / "case"))
    assert (result.exit_code, result.output.splitlines()[0]) == (
        0,
        "events.csv is repaired: a line feed alone ends each line",
    )
    assert "is sound" in run("check", str(tmp_path / "case")).output


def test_a_european_spreadsheets_file_is_repaired(run, tmp_path):
    """Semicolons become commas with --repair, and what was done is told."""
    shutil.copytree(CASES / "events-order-to-spreadsheets-above", tmp_path / "case")
    result = run("check", "--repair", str(tmp_path / "case"))
    assert result.output.splitlines()[0] == (
        "events.csv is repaired: a line feed alone ends each line; no row sep=; "
        "commas separate the cells, which are the same as before"
    )
    assert (tmp_path / "case" / "events.csv").read_text(encoding="utf-8") == (
        "event_id,title,when,status,kind,lane,initiators\n"
        "e1,Ruritania holds a parade,2023-05-26,occurred,parade,Ruritania,\n"
    )


def test_new_says_what_to_do_next(run, tmp_path, monkeypatch):
    """A new case is told with the steps that follow, and the check finds it sound."""
    monkeypatch.chdir(tmp_path)
    result = run("new", "mine", "--title", "Who said it first?", "--licence", "CC0-1.0")
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "mine is a new case of 8 files. The rows in it are made up, as an example.",
        (
            f"1. Open {Path('mine', 'events.csv')} in a spreadsheet and replace the example rows "
            "by your own. In tables that you do not need yet, delete all rows but the first. Let "
            "the comma separate the cells and take all columns as text, or the spreadsheet "
            "changes the dates: LibreOffice asks for both, in Excel open the file by "
            "Data > From Text/CSV."
        ),
        (
            '2. Run: dateline check "mine". It says what is wrong and what to write instead. '
            "After Excel, run it with --repair."
        ),
        ("3. Write a description, your name and the licence of your coding into datapackage.json."),
        (
            "4. Open notebooks/05_your_own_case.ipynb, and write in its first cell of code: "
            f"folder = {str(tmp_path / 'mine')!r}. It draws the case."
        ),
    ]
    assert run("check", "mine").exit_code == 0


def test_new_writes_nothing_where_something_is(run, tmp_path):
    """A folder with anything in it is refused in one line, and the exit code is 1."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    result = run("new", str(tmp_path), "--title", "A", "--empty")
    assert result.exit_code == 1
    assert "is not empty: it has notes.txt. Name a new folder" in result.output
    assert [entry.name for entry in tmp_path.iterdir()] == ["notes.txt"]


def test_without_repair_nothing_is_written(run):
    """The check alone leaves a file with Windows line ends as it is."""
    file = CASES / "events-windows-line-ends" / "events.csv"
    before = file.read_bytes()
    run("check", "events-windows-line-ends")
    assert file.read_bytes() == before


def test_a_repair_that_cannot_be_written_is_told(run, tmp_path, monkeypatch):
    """A file that cannot be rewritten is an error message, not a traceback."""
    shutil.copytree(CASES / "events-windows-line-ends", tmp_path / "case")

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.replace", refuse)
    result = run("check", "--repair", str(tmp_path / "case"))
    assert result.exit_code == 1
    assert result.output == "Error: a file could not be rewritten: Permission denied\n"


def test_characters_that_steer_a_terminal_are_shown_as_escapes(run, tmp_path):
    """Escape sequences in cells, names of columns and names of files do not reach the terminal."""
    header = "event_id,title,status,kind,lane,\x1b[31mred"
    row = "e1,Parade,\x1b[2J\u202eoccurred\u0007,parade,Ruritania,x"
    (tmp_path / "events.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    (tmp_path / "\x1bactors.csv").write_text("", encoding="utf-8")
    output = run("check", str(tmp_path)).output
    assert all(letter.isprintable() for line in output.split("\n") for letter in line)
    assert r"column \x1b[31mred" in output
    assert r"“\x1b[2J\u202eoccurred\x07”" in output


def test_a_terminal_that_knows_few_characters_is_served():
    """Where the output cannot hold a character, a question mark stands for it."""
    code = "import sys; from dateline.cli import main; main(sys.argv[1:])"
    result = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code, "check", str(CASES / "mentions-parent-circle")],
        capture_output=True,
        env={"PYTHONIOENCODING": "ascii"},
        check=False,
    )
    assert (result.returncode, result.stderr) == (1, b"")
    assert b"m1 ? m2 ? m1" in result.stdout


def test_help_names_the_commands(run):
    """The help says what each command does."""
    shown = " ".join(run("--help").output.split())
    assert "check Report everything that is wrong" in shown
    assert "render Write notebooks as pages for a browser." in shown


def notebook(path, *sources):
    """Write a notebook of these cells, without outputs."""
    nbformat.write(new_notebook(cells=[*map(new_code_cell, sources)]), path)
    return str(path)


def test_render_tells_its_progress(run, tmp_path):
    """Rendering says a line as each notebook begins and ends, and where the pages are."""
    path, out = notebook(tmp_path / "one.ipynb", ""), tmp_path / "out"
    result = run("render", path, "--out", str(out), "--no-execute")
    assert result.exit_code == 0
    begun, ended, written = result.output.splitlines()
    assert begun == "one.ipynb: as stored"
    assert re.fullmatch(r"one\.ipynb: one\.html, \d+ kB, 0 figures", ended)
    assert written == f"2 files written to {out}; begin with {out / 'index.html'}"
    assert sorted(it.name for it in out.iterdir()) == ["index.html", "one.html"]


def test_render_executes_and_ends_with_the_cell_that_fails(run, tmp_path):
    """A cell that fails is one line with file, cell and reason; exit code 1, nothing written."""
    path = notebook(tmp_path / "one.ipynb", "x = 1", "1 / 0")
    result = run("render", path, "--out", str(tmp_path / "out"))
    assert result.exit_code == 1
    assert result.output == (
        "one.ipynb: executing\n"
        "Error: one.ipynb, cell 2 (“1 / 0”): ZeroDivisionError: division by zero\n"
    )
    assert not (tmp_path / "out").exists()


def test_render_tells_a_wrong_path(run, tmp_path):
    """A path that is no notebook is an error message, without what would steer a terminal."""
    result = run("render", "\x1b[2J.ipynb", "--out", str(tmp_path))
    assert result.exit_code == 1
    assert result.output.splitlines()[-1] == (
        r"Error: \x1b[2J.ipynb cannot be read: No such file or directory"
    )


def test_python_runs_the_command_too():
    """``python -m dateline`` is the command, for machines on whose path it is not."""
    done = subprocess.run(
        [sys.executable, "-m", "dateline", "--help"], check=True, capture_output=True, text=True
    )
    assert done.stdout.startswith("Usage: dateline ")
