"""A case's files become raw frames, and what is wrong with them as files is told."""

import csv
import io
import os
import stat

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline import terms
from dateline.errors import Problem
from dateline.read import read_tables, repair_files

HEADER = "event_id,title,status,kind,lane"
ROW = "e1,Ruritania holds a parade,occurred,parade,Ruritania"
SOUND = f"{HEADER}\n{ROW}\n"


@pytest.fixture
def folder(tmp_path):
    """Return a function that makes a case's folder of one file of events."""

    def _folder(content):
        data = content.encode() if isinstance(content, str) else content
        (tmp_path / "events.csv").write_bytes(data)
        return tmp_path

    return _folder


def told(problems):
    return [(problem.row, problem.problem) for problem in problems]


def test_cells_are_text_as_they_stand(folder):
    """Nothing is guessed: numbers, dates, NA and empty cells stay the text that they are."""
    frames, problems = read_tables(folder(f"{HEADER},note\n001,NA,,1.0, x,2023-05-26\n"))
    assert problems == []
    assert frames["events"].dtypes.eq("str").all()
    assert frames["events"].loc[2].tolist() == ["001", "NA", "", "1.0", " x", "2023-05-26"]


def test_only_tables_that_are_there_have_a_frame(folder):
    """A case of events alone has one frame, and other files are ignored."""
    path = folder(SOUND)
    (path / "expected.csv").write_text("anything\n", encoding="utf-8")
    frames, problems = read_tables(path)
    assert (list(frames), problems) == (["events"], [])


def test_rows_are_numbered_as_in_a_spreadsheet(folder):
    """Empty rows count, though they are left out; a line break in a cell starts no row."""
    text = f'{HEADER}\n\ne1,"two\nlines",occurred,parade,x\n,,,,\n{ROW}'
    frames, problems = read_tables(folder(text))
    assert (frames["events"].index.tolist(), problems) == ([3, 5], [])


def test_a_ragged_row_keeps_its_place(folder):
    """A row with too few or too many cells is told and stays, filled up or cut."""
    frames, problems = read_tables(folder(f"{HEADER}\ne1,Parade\n{ROW},,more\n"))
    assert told(problems) == [
        (2, "the row has 2 cells, but there are 5 columns"),
        (3, "the row has 7 cells, but there are 5 columns"),
    ]
    assert frames["events"]["lane"].tolist() == ["", "Ruritania"]


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + SOUND.encode(),
        SOUND.replace("\n", "\r\n").encode(),
        SOUND.replace("\n", "\r").encode(),
        SOUND.replace("parade", "par\0ade").encode(),
        SOUND.encode("utf-16"),
        SOUND.replace(",", ";").encode(),
        SOUND.replace(",", "\t").replace("\n", "\r\n").encode("utf-16"),
        b"sep=;\n" + SOUND.replace(",", ";").encode(),
        f'{HEADER}\n"{ROW}"\n'.encode(),
    ],
    ids=["mark", "windows", "mac", "nul", "utf-16", "semicolons", "unicode-text", "hint", "whole"],
)
def test_what_can_be_told_without_loss_is_read_all_the_same(folder, data):
    """A file with an oddity that hides nothing has a problem and the frame of a sound file."""
    frames, problems = read_tables(folder(data))
    sound, _ = read_tables(folder(SOUND))
    assert problems != []
    pd.testing.assert_frame_equal(frames["events"], sound["events"])


@pytest.mark.parametrize(
    ("content", "row", "problem"),
    [
        (
            f"{HEADER},note\n{ROW},{'x' * 10_000_000}\n",
            2,
            "a cell has more than 131,072 characters, so the file cannot be read",
        ),
        (
            f'{HEADER}\n{ROW}\ne2,"Parade\n{ROW}\n' * 3,
            3,
            "more text follows the quotation mark that closes a cell, so the file cannot be read",
        ),
        (
            SOUND.replace("Ruritania", "\u00ab").encode("latin-1"),
            2,
            "the text is not in UTF-8: the byte AB cannot stand there",
        ),
        (b"\xff", 1, "the text is not in UTF-8: the byte FF cannot stand there"),
        (b'"' + b"\n" * 9 + b"\xff", 1, "the text is not in UTF-8: the byte FF cannot stand there"),
    ],
    ids=["huge-cell", "open-quote", "latin-1", "no-text", "in-a-quoted-cell"],
)
def test_a_file_that_cannot_be_read_has_a_problem_and_no_frame(folder, content, row, problem):
    """What is wrong is told with the row where it is, and nothing else is said of the file."""
    frames, problems = read_tables(folder(content))
    assert (frames, told(problems)) == ({}, [(row, problem)])


def test_the_limit_of_a_cell_does_not_depend_on_other_libraries(folder):
    """The csv module's limit, which any library may raise for all, changes no result."""
    path = folder(f"{HEADER},note\n{ROW},{'x' * 140_000}\n")
    before = csv.field_size_limit()
    try:
        results = [csv.field_size_limit(limit) and read_tables(path) for limit in (131_072, 10**8)]
    finally:
        csv.field_size_limit(before)
    assert results[0] == results[1]


def test_a_folder_that_is_not_there_is_a_problem(tmp_path):
    """A wrong path is told like any other problem."""
    path = tmp_path / "nowhere"
    problem = f"there is no such folder; looked for {path}"
    fix = "check how its name is written, and from where you run this"
    assert read_tables(path) == ({}, [Problem(str(path), None, None, None, problem, fix)])


def test_a_folder_that_may_not_be_read_is_a_problem(folder, monkeypatch):
    """A folder that the system does not open is told with the system's reason."""

    def refuse(_):
        raise PermissionError(13, "Permission denied")

    path = folder(SOUND)
    monkeypatch.setattr("pathlib.Path.iterdir", refuse)
    assert told(read_tables(path)[1]) == [(None, "the folder cannot be opened: Permission denied")]


def test_a_file_that_may_not_be_read_is_a_problem(folder, monkeypatch):
    """A file that the system does not open is told with the system's reason."""

    def refuse(_):
        raise PermissionError(13, "Permission denied")

    path = folder(SOUND)
    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    assert told(read_tables(path)[1]) == [(None, "the file cannot be opened: Permission denied")]


def test_a_file_given_as_the_folder_is_a_problem(folder):
    """Who names a table instead of its folder is told the folder."""
    path = folder(SOUND)
    _, problems = read_tables(path / "events.csv")
    assert [problem.fix for problem in problems] == [f"give its folder: {path}"]


def test_a_pipe_under_a_tables_name_is_not_waited_for(tmp_path):
    """Something that is neither a file nor a folder is told and not opened."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("the system has no pipes with names")
    os.mkfifo(tmp_path / "events.csv")
    assert told(read_tables(tmp_path)[1]) == [(None, "this is not a file")]


def test_a_deeply_nested_datapackage_is_a_problem(folder):
    """JSON too deep to be read is told as JSON that cannot be understood."""
    path = folder(SOUND)
    (path / "datapackage.json").write_text("[" * 100_000, encoding="utf-8")
    assert told(read_tables(path)[1]) == [(None, "this is not JSON: it cannot be understood")]


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=20)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(*[CELLS] * 5), max_size=5))
def test_what_the_csv_module_writes_is_read_back(folder, rows):
    """Cells of any text are read as they were written; rows of blanks alone are left out."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([HEADER.split(","), *rows])
    frames, problems = read_tables(folder(buffer.getvalue()))
    kept = [list(row) for row in rows if any(cell.strip() for cell in row)]
    assert problems == []
    assert frames["events"].to_numpy().tolist() == kept
    assert frames["events"].columns.tolist() == HEADER.split(",")


def test_repair_changes_marks_and_line_ends_and_nothing_else(folder):
    """After a repair the bytes are those of the sound file, and the file's mode is kept."""
    sound = f'{HEADER}\n{ROW}\ne2,"two\nlines",occurred,parade,Ünïcode\n'
    path = folder(b"\xef\xbb\xbf" + sound.replace("\n", "\r\n").encode())
    (path / "events.csv").chmod(0o640)
    before, _ = read_tables(path)
    assert repair_files(path) == {
        "events.csv": ("no byte order mark", "a line feed alone ends each line")
    }
    after, problems = read_tables(path)
    assert (path / "events.csv").read_bytes() == sound.encode()
    assert stat.S_IMODE((path / "events.csv").stat().st_mode) == 0o640
    assert problems == []
    pd.testing.assert_frame_equal(before["events"], after["events"])
    assert sorted(entry.name for entry in path.iterdir()) == ["events.csv"]


@pytest.mark.parametrize(
    "data",
    [
        SOUND.encode(),
        b"PK\x03\x04\r\n",
        SOUND.encode("utf-16")[:-1],
        SOUND.encode("utf-16-le"),
        b"caf\xe9\r\n",
        b"",
        f"{HEADER},initiators\n{ROW},\n".replace(",", ";").encode() + b"e2;A;b;c;d;x;y\n",
    ],
    ids=["sound", "spreadsheet", "broken", "utf-16", "latin-1", "empty", "ragged"],
)
def test_repair_leaves_alone_what_it_cannot_repair(folder, data):
    """A sound file, one whose text is not certain, and one with ragged rows is not written."""
    path = folder(data)
    before = (path / "events.csv").stat()
    assert repair_files(path) == {}
    assert (path / "events.csv").read_bytes() == data
    assert (path / "events.csv").stat().st_ino == before.st_ino


EVEN = st.integers(2, 6).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=5)
)


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=EVEN, separator=st.sampled_from(";\t|"), encoding=st.sampled_from(["utf-8", "utf-16"]))
def test_repair_of_separators_loses_nothing(folder, rows, separator, encoding):
    """A table of any cells, saved by a spreadsheet in its own way, is repaired cell by cell."""
    header = list(terms.columns("events")[: len(rows[0]) if rows else 5])
    exported, plain = io.StringIO(), io.StringIO()
    csv.writer(exported, delimiter=separator, lineterminator="\n").writerows([header, *rows])
    csv.writer(plain, lineterminator="\n").writerows([header, *rows])
    path = folder(exported.getvalue().replace("\n", "\r\n").encode(encoding))
    before, _ = read_tables(path)
    repair_files(path)
    after, problems = read_tables(path)
    assert problems == []
    assert (path / "events.csv").read_bytes() == plain.getvalue().encode()
    pd.testing.assert_frame_equal(before["events"], after["events"])


def test_repair_tells_all_that_it_did(folder):
    """A European spreadsheet's file is repaired in one go, and each change is told."""
    exported = "sep=;\n" + f'{HEADER};initiators\n{ROW};"a;b"\n'.replace(",", ";")
    path = folder(b"\xef\xbb\xbf" + exported.replace("\n", "\r\n").encode())
    assert repair_files(path) == {
        "events.csv": (
            "no byte order mark",
            "a line feed alone ends each line",
            "no row sep=",
            "commas separate the cells, which are the same as before",
        )
    }
    assert (path / "events.csv").read_text("utf-8") == f"{HEADER},initiators\n{ROW},a;b\n"


def test_rows_that_a_spreadsheet_put_whole_into_one_cell_are_taken_out(folder):
    """A row whose one cell holds as many cells as there are columns is that row."""
    path = folder(f'{HEADER}\n"e1,""A, b"",occurred,parade,x"\n{ROW}\n"e2,only this"\n')
    frames, problems = read_tables(path)
    assert frames["events"].loc[2].tolist() == ["e1", "A, b", "occurred", "parade", "x"]
    assert [(problem.row, problem.fix) for problem in problems] == [
        (
            None,
            (
                "first correct the rows told below, then run dateline check --repair on the "
                "folder; it changes nothing else"
            ),
        ),
        (4, "add the commas that are missing, one for each empty cell"),
    ]


def test_a_semicolon_that_may_belong_to_a_cell_is_not_guessed(folder):
    """Of a row with too many cells, between semicolons, is said where quotation marks belong."""
    _, problems = read_tables(folder(f"{HEADER},initiators\n{ROW},a;b\n".replace(",", ";")))
    assert [(problem.row, problem.fix) for problem in problems] == [
        (
            None,
            (
                "first correct the rows told below, then run dateline check --repair on the "
                "folder; it changes nothing else"
            ),
        ),
        (
            2,
            (
                'put quotation marks (") around the cell that has a semicolon in it; '
                "lists are separated by ;"
            ),
        ),
    ]


def test_repair_touches_only_files_of_the_case(folder):
    """A file that is not part of a case keeps its line ends."""
    path = folder(SOUND)
    (path / "scratch.csv").write_bytes(b"a\r\n")
    assert repair_files(path) == {}
    assert (path / "scratch.csv").read_bytes() == b"a\r\n"


def test_repair_writes_through_a_link(folder, tmp_path_factory):
    """A table that is a symbolic link stays one; the file that it leads to is repaired."""
    path = folder(SOUND)
    target = tmp_path_factory.mktemp("elsewhere") / "table.csv"
    target.write_bytes(SOUND.replace("\n", "\r\n").encode())
    (path / "events.csv").unlink()
    (path / "events.csv").symlink_to(target)
    assert list(repair_files(path)) == ["events.csv"]
    assert (path / "events.csv").is_symlink()
    assert target.read_bytes() == SOUND.encode()


def test_a_repair_that_fails_leaves_the_file_whole(folder, monkeypatch):
    """If the new file cannot take the old one's place, the old one stays and no other is left."""
    data = SOUND.replace("\n", "\r\n").encode()
    path = folder(data)

    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr("os.replace", refuse)
    with pytest.raises(PermissionError):
        repair_files(path)
    assert [(entry.name, entry.read_bytes()) for entry in path.iterdir()] == [("events.csv", data)]


def test_repair_of_no_folder_does_nothing(tmp_path):
    """A folder that is not there is left to the check to tell."""
    assert repair_files(tmp_path / "nowhere") == {}


def test_every_table_can_be_read(tmp_path):
    """Each table's own columns make a sound, empty frame."""
    for table in terms.TABLES:
        text = ",".join(terms.columns(table)) + "\n"
        (tmp_path / f"{table}.csv").write_text(text, encoding="utf-8")
    frames, problems = read_tables(tmp_path)
    assert problems == []
    assert {table: tuple(frame.columns) for table, frame in frames.items()} == {
        table: terms.columns(table) for table in terms.TABLES
    }


def test_a_problem_shows_invisible_characters(folder):
    """Characters that a terminal would obey are told as escapes."""
    frames, problems = read_tables(folder(f"{HEADER},\x1b[2J,\x1b[2J\n{ROW},,\n"))
    assert problems == [
        Problem(
            "events.csv",
            None,
            "\x1b[2J",
            None,
            r"the column name “\x1b[2J” stands more than once: in columns 6 and 7",
            "delete or rename all but one of them",
        )
    ]
    assert frames["events"].columns.tolist() == [*HEADER.split(","), "\x1b[2J"]
