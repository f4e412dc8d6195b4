"""A table is edited row by row, and saved so that nothing is ever lost."""

import csv
import io
import os
import random
import stat
import subprocess
import sys
import time

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline import check_case, read_case, terms
from dateline.editing import opened, previous_of, saved, started
from dateline.errors import EditError, StaleError
from dateline.read import read_tables

HEADER = "event_id,title,status,kind,lane"
ROW = "e1,Ruritania holds a parade,occurred,parade,Ruritania"
SOUND = f"{HEADER}\n{ROW}\n"
NEW = {"event_id": "e2", "title": "A ball", "status": "occurred", "kind": "ball", "lane": "Court"}
NEW_LINE = "e2,A ball,occurred,ball,Court"


@pytest.fixture
def events(tmp_path):
    """Return a function that opens a table of events with this content."""

    def _events(content):
        path = tmp_path / "events.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return opened(path)

    return _events


def error(action, *arguments, **options):
    with pytest.raises(EditError) as caught:
        action(*arguments, **options)
    return str(caught.value)


# -- what is kept ----------------------------------------------------------------------------------


@st.composite
def quirky_files(draw):
    """Any table that people's programs write: marks, ends, quirks of quoting, ragged rows."""
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)
    cells = st.one_of(texts, st.sampled_from(['say ""no""', '""', "two\r\nlines", "a,b", " "]))
    quoted = cells.map(lambda cell: '"' + cell.replace('"', '""') + '"')
    bare = cells.map(lambda cell: "".join(c for c in cell.lstrip('"') if c not in ",\r\n")).filter(
        lambda cell: not cell.startswith('"')
    )
    row = st.lists(st.one_of(quoted, bare), max_size=8).map(",".join)
    extra = draw(st.sampled_from(["", ",colour", ',"odd, name"', ",,note"]))
    rows = draw(st.lists(st.one_of(row, st.sampled_from(["", ",,,,", ROW])), max_size=6))
    blank = draw(st.sampled_from(["", end]))
    last = draw(st.sampled_from(["", end, end * 3]))
    mark = draw(st.sampled_from(["", "\ufeff"]))
    return (mark + blank + end.join([HEADER + extra, *rows]) + last).encode()


QUIRKY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)


@QUIRKY
@given(content=quirky_files())
def test_a_table_saved_without_an_edit_is_equal_to_the_byte(events, content):
    """Loading and saving keeps marks, line ends, quotation marks, blank and ragged rows."""
    table = events(content)
    assert table.content == content
    assert saved(table) is table
    assert table.path.read_bytes() == content
    assert os.listdir(table.path.parent) == ["events.csv"]  # noqa: PTH208


@QUIRKY
@given(content=quirky_files(), cell=st.text(st.characters(exclude_categories=["Cs"]), max_size=9))
def test_a_new_row_leaves_every_other_row_as_it_was(events, content, cell):
    """A row is added below the last filled one; all the file's other characters stay in place."""
    cell = cell.replace("\0", "")
    table = events(content)
    after = table.added(NEW | {"title": cell})
    above, _ = after.content.decode().split("e2,", 1)
    assert content.decode().startswith(above.rstrip("\r\n"))
    assert after.content.endswith(content[len(above.encode()) :])
    assert list(after.rows.values())[:-1] == list(table.rows.values())
    shown = cell.replace("\r\n", "\n").replace("\r", "\n")
    assert list(after.rows.values())[-1].items() >= (NEW | {"title": shown}).items()


@QUIRKY
@given(content=quirky_files(), data=st.data())
def test_a_changed_row_leaves_every_other_row_as_it_was(events, content, data):
    """Of a changed row the other cells stay as well, and the record of no other row differs."""
    table = events(content)
    if not table.rows:
        return
    row = data.draw(st.sampled_from(sorted(table.rows)))
    after = table.changed(row, {"lane": 'the "new", lane'})
    assert after.rows == table.rows | {row: table.rows[row] | {"lane": 'the "new", lane'}}
    assert len(after.records) == len(table.records)
    differing = [a != b for a, b in zip(after.records, table.records, strict=True)]
    assert [place + 1 for place, is_so in enumerate(differing) if is_so] == [row]


def test_a_file_without_a_final_line_end_gets_one_before_a_new_row(events):
    """The new row stands on a line of its own, and ends as the file's lines do."""
    table = events(SOUND.rstrip().replace("\n", "\r\n"))
    assert table.added(NEW).content.decode() == f"{HEADER}\r\n{ROW}\r\n{NEW_LINE}\r\n"


def test_a_new_row_stands_above_the_empty_rows_of_a_spreadsheet(events):
    """Who looks for the row in a spreadsheet finds it below the others, not below a gap."""
    after = events(f"{SOUND}\n,,,,\n").added(NEW)
    assert after.content.decode() == f"{SOUND}{NEW_LINE}\n\n,,,,\n"
    assert list(after.rows) == [2, 3]


def test_a_cell_that_is_written_again_as_it_was_changes_nothing(events):
    """Quotation marks that nobody needs stay, where the text is the same."""
    table = events(f'{HEADER}\n"e1","Two\r\nlines",occurred,parade,Ruritania\n')
    assert table.changed(2, table.rows[2]) is table
    after = table.changed(2, table.rows[2] | {"kind": "march"})
    assert after.content.decode() == table.content.decode().replace("parade", "march")


def test_a_row_that_is_too_short_is_filled_up_when_it_is_changed(events):
    """A changed row has a cell for every column; another short row stays as it is."""
    table = events(f"{HEADER},note\ne1,Parade\ne2,Ball\n")
    after = table.changed(2, {"status": "occurred"})
    assert after.content.decode() == f"{HEADER},note\ne1,Parade,occurred,,,\ne2,Ball\n"


def test_a_column_is_added_at_the_end_and_sound_rows_stay_sound(events):
    """Rows get the comma that they need; ragged and empty rows stay as they are."""
    text = f"{HEADER}\r\n{ROW}\r\n\r\ne3,Short\r\n,,,,\r\n"
    after = events(text).added(NEW | {"place": "Strelsau"})
    expected = f"{HEADER},place\r\n{ROW},\r\n\r\ne3,Short\r\n{NEW_LINE},Strelsau\r\n,,,,\r\n"
    assert after.content.decode() == expected
    changed = events(SOUND).changed(2, {"when": "2023", "place": ""})
    assert changed.content.decode() == f"{HEADER},when\n{ROW},2023\n"


def test_a_column_is_not_put_over_stray_cells(events):
    """A cell right of all columns is not given a name by a column that somebody else needs."""
    table = events(f"{SOUND}{NEW_LINE},stray\n")
    assert error(table.added, {"event_id": "e3", "place": "Strelsau"}) == (
        "events.csv: a column cannot be added, for what stands right of the last column in row 3 "
        "would slip under it; correct that first"
    )


def test_unknown_columns_and_the_order_of_columns_stay(events):
    """A column that no case has keeps its place and its cells, and takes new ones."""
    table = events("lane,colour,event_id,title,kind,status\nCourt,red,e1,Ball,ball,occurred\n")
    after = table.added(NEW | {"colour": "blue"}).changed(2, {"title": "Grand ball"})
    assert after.content.decode().splitlines()[1:] == [
        "Court,red,e1,Grand ball,ball,occurred",
        "Court,blue,e2,A ball,ball,occurred",
    ]


def test_nothing_is_mutated(events):
    """A table that is edited stays as it was; the edit is another value."""
    table = events(SOUND)
    assert table.added(NEW) != table
    assert table.content == SOUND.encode()
    assert repr(table.added(NEW)) == "Table(events.csv, 2 rows)"


# -- what is refused -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (HEADER.replace(",", ";") + "\ne1;Parade;occurred;parade;x\n", "separated by semicolons"),
        (SOUND.encode("utf-16"), "UTF-16"),
        (f"sep=,\n{SOUND}", "sep="),
        (f'{HEADER}\ne1,"Parade\n', "never closed"),
        ("colour\nred\n", "none of the names of this table's columns"),
        ("", "the file is empty"),
        (SOUND.encode() + b"\xff", "not in UTF-8"),
    ],
    ids=["semicolons", "utf-16", "hint", "quoting", "header", "empty", "latin-1"],
)
def test_a_file_that_is_not_plain_csv_is_not_edited(tmp_path, content, told):
    """What would have to be guessed at is refused, with what the check says of it."""
    data = content if isinstance(content, bytes) else content.encode()
    (tmp_path / "events.csv").write_bytes(data)
    message = error(opened, tmp_path / "events.csv")
    assert message.startswith("events.csv")
    assert "cannot be edited as it stands: " in message
    assert told in message


def test_only_a_cases_tables_are_edited(tmp_path):
    """Any other file, and one that is not there, is refused by name."""
    assert error(opened, tmp_path / "notes.csv") == (
        "“notes.csv” is not a case's table; those are actors.csv, sources.csv, events.csv, "
        "claims.csv, mentions.csv and links.csv"
    )
    missing = "events.csv cannot be opened: No such file or directory"
    assert error(opened, tmp_path / "events.csv") == missing


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (
            {"title": "a\0b"},
            r"title: “a\x00b” has a character in it that no CSV file can hold; type it again",
        ),
        (
            {"title": "a\ud800b"},
            r"title: “a\ud800b” has a character in it that no CSV file can hold; type it again",
        ),
        (
            {"title": "x" * 131_073},
            "title: the cell has more than 131,072 characters; shorten it",
        ),
        ({" ": "x"}, "“ ” is no column's name; write one line of text"),
    ],
)
def test_what_csv_cannot_hold_is_refused(events, cells, told):
    """A text that could not be read back is told before anything is written."""
    table = events(SOUND)
    assert error(table.added, cells) == told
    assert error(table.changed, 2, cells) == told


def test_an_empty_row_is_not_written(events):
    """A row of blanks would be no row to `read`, so that it is neither added nor left over."""
    table = events(SOUND)
    assert error(table.added, {"title": " "}) == (
        "events.csv: the row is empty; fill in at least one cell"
    )
    assert error(table.changed, 2, dict.fromkeys(table.columns, "")) == (
        "events.csv, row 2: nothing would be left in the row"
    )
    assert error(table.changed, 7, {"title": "x"}) == "events.csv has no row 7"


# -- new tables ------------------------------------------------------------------------------------


def test_a_table_is_started_with_the_columns_that_it_needs(events):
    """A case grows table by table: required columns and those given, in the schema's order."""
    path = events(SOUND).path.with_name("actors.csv")
    table = started(path, columns=["colour", "aliases", "actor_id"])
    assert table.columns == ("actor_id", "name", "kind", "naming", "aliases", "colour")
    saved(started(path).added({"actor_id": "a1", "name": "R", "kind": "state", "naming": "named"}))
    assert path.read_text(encoding="utf-8") == "actor_id,name,kind,naming\na1,R,state,named\n"
    assert read_case(path.parent).names == {"a1": "R"}
    assert not previous_of(path).exists()


def test_a_table_that_is_there_is_not_started(events):
    """Neither a file that was there nor one that appeared meanwhile is overwritten."""
    table = events(SOUND)
    assert error(started, table.path) == "events.csv is there already; open it to add rows"
    path = table.path.with_name("links.csv")
    links = started(path).added({"claim_id": "c1"})
    path.write_text("theirs", encoding="utf-8")
    assert error(saved, links) == (
        "links.csv is not saved: there is such a file by now, so another program or another "
        "window has been at it; read it again before you save"
    )
    assert path.read_text(encoding="utf-8") == "theirs"
    nowhere = path.parent / "nowhere"
    assert error(started, nowhere / "links.csv") == f"there is no folder {nowhere}; make it first"


@pytest.mark.parametrize("table", terms.TABLES)
def test_every_table_can_be_started(tmp_path, table):
    """Each of the six tables begins with its required columns."""
    assert started(tmp_path / f"{table}.csv").columns == terms.required(table)


# -- saving ----------------------------------------------------------------------------------------


def test_the_previous_version_is_kept_where_a_person_finds_it(events):
    """It stands in the folder `previous` under the table's name, and the case stays sound."""
    first = saved(events(SOUND).added(NEW))
    second = saved(first.changed(3, {"title": "A grand ball"}))
    previous = second.path.parent / "previous" / "events.csv"
    assert previous == previous_of(second.path)
    assert previous.read_bytes() == first.content == first.on_disk
    assert opened(second.path) == second
    assert check_case(second.path.parent).empty


def test_a_file_that_changed_on_disk_is_not_overwritten(events):
    """What another program wrote stays, the edit is kept, and the error says what to do."""
    table = events(SOUND).added(NEW)
    theirs = SOUND.replace("parade", "march").encode()
    table.path.write_bytes(theirs)
    with pytest.raises(StaleError) as caught:
        saved(table)
    assert str(caught.value) == (
        "events.csv is not saved: the file changed on disk since it was read, so another program "
        "or another window has been at it; read it again before you save"
    )
    assert table.path.read_bytes() == theirs
    assert not previous_of(table.path).exists()
    assert saved(opened(table.path).added(NEW)).content == theirs + NEW_LINE.encode() + b"\n"
    table.path.unlink()
    assert "the file is no longer there" in error(saved, table)
    assert not table.path.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such permissions")
def test_permissions_are_kept_and_hold_for_the_previous_version(events):
    """A table that only its owner may read has no copy that others may read."""
    table = events(SOUND)
    saved(table.added(NEW))
    table.path.chmod(0o600)
    saved(opened(table.path).changed(2, {"kind": "march"}))
    files = [table.path, previous_of(table.path)]
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600, 0o600]


def test_a_table_that_is_a_link_stays_one(tmp_path):
    """The file that a symbolic link leads to is saved, and its previous version beside it."""
    elsewhere = tmp_path / "elsewhere" / "events.csv"
    elsewhere.parent.mkdir()
    elsewhere.write_text(SOUND, encoding="utf-8")
    link = tmp_path / "events.csv"
    link.symlink_to(elsewhere)
    after = saved(opened(link).added(NEW))
    assert link.is_symlink()
    assert elsewhere.read_bytes() == after.content
    assert (elsewhere.parent / "previous" / "events.csv").read_text(encoding="utf-8") == SOUND


def test_a_save_waits_for_another_one_only_so_long(events, monkeypatch):
    """If the lock is held for long, this is said, and nothing is written."""
    table = events(SOUND).added(NEW)
    (table.path.parent / "previous").mkdir()
    monkeypatch.setattr("dateline.editing.saving._PATIENCE", 0.05)
    with FileLock(table.path.parent / "previous" / ".lock"):
        assert error(saved, table) == (
            "events.csv is not saved: another program has been saving to this folder for 0 "
            "seconds; try again when it is done"
        )
    assert table.path.read_text(encoding="utf-8") == SOUND
    assert saved(table).on_disk == table.content


def test_a_file_that_cannot_be_replaced_stays_as_it_was(events, monkeypatch):
    """The system's reason is told with what may help, and no draft is left."""
    table = events(SOUND).added(NEW)

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.replace", refuse)
    assert error(saved, table) == (
        "events.csv is not saved: Permission denied; close it where it is open, or make its "
        "folder writable"
    )
    assert table.path.read_text(encoding="utf-8") == SOUND
    left = sorted(str(it.relative_to(table.path.parent)) for it in table.path.parent.rglob("*"))
    assert left == ["events.csv", "previous", os.path.join("previous", ".lock")]  # noqa: PTH118


# -- many writers, and writers that die ------------------------------------------------------------

# One process imports pandas, saves once to warm up, and forks writers on request in no time.
NURSERY = """
import os, sys
from dateline.editing import opened, saved
from dateline.errors import StaleError

def row(name):
    return {"event_id": name, "title": "x" * 2000, "status": "occurred", "kind": "k", "lane": "l"}

def acknowledge(text):
    os.write(1, (text + "\\n").encode())

def add(path, prefix, first, last):
    acknowledge(f"pid:{os.getpid()}")
    for number in range(first, last + 1):
        while True:
            try:
                saved(opened(path).added(row(f"{prefix}{number}")))
                break
            except StaleError:
                pass
        acknowledge(f"{prefix}{number}")

add(sys.argv[1], "e", 1, 1)
acknowledge("ready")
for request in sys.stdin:
    path, *jobs = request.split()
    children = []
    for job in jobs:
        prefix, first, last = job.split(":")
        child = os.fork()
        if child == 0:
            add(path, prefix, int(first), int(last))
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    acknowledge("done")
"""


class Nursery:
    """A process that forks writers on request, and tells what they have acknowledged."""

    def __init__(self, path):
        self.path = path
        environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
        command = [sys.executable, "-c", NURSERY, path]
        self.process = subprocess.Popen(  # noqa: S603
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert list(iter(self.line, "ready"))[1:] == ["e1"]

    def line(self):
        return self.process.stdout.readline().strip()

    def request(self, *jobs):
        self.process.stdin.write(" ".join([str(self.path), *jobs]) + "\n")
        self.process.stdin.flush()

    def until_done(self):
        return list(iter(self.line, "done"))


@pytest.fixture
def nursery(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(HEADER + "\n", encoding="utf-8")
    nursery = Nursery(path)
    yield nursery
    nursery.process.stdin.close()
    nursery.process.wait(timeout=60)
    nursery.process.stdout.close()


def ids(path):
    return [row["event_id"] for row in csv.DictReader(io.StringIO(path.read_text("utf-8")))]


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")


@needs_fork
def test_200_writers_killed_at_random_moments_lose_nothing(nursery):
    """After each kill the table is a whole version with every acknowledged row.

    The version before it is whole, too, and nothing is in the way of the next writer.
    """
    chance = random.Random(6)  # noqa: S311
    path, previous = nursery.path, previous_of(nursery.path)
    hits = set()
    for _ in range(200):
        before = len(ids(path))
        if before > 30:
            path.write_text(f"{HEADER}\n", encoding="utf-8")
            before = 0
        nursery.request(f"e:{before + 1}:1000")
        child = int(nursery.line().removeprefix("pid:"))
        acknowledged = [nursery.line()]
        time.sleep(chance.uniform(0, 0.004))
        os.kill(child, 9)
        acknowledged += nursery.until_done()
        now, kept = ids(path), ids(previous)
        assert acknowledged == [f"e{before + place + 1}" for place in range(len(acknowledged))]
        last = before + len(acknowledged)
        assert now in ([f"e{number}" for number in range(1, n + 1)] for n in (last, last + 1))
        assert kept in (now, now[:-1])
        drafts = len(list(path.parent.glob(".events*"))), len(list(previous.parent.glob(".e*")))
        hits.add((len(now) > last, kept == now, *drafts))
    saved(opened(path).added(NEW))
    assert sorted(it.name for it in path.parent.iterdir()) == ["events.csv", "previous"]
    assert sorted(it.name for it in previous.parent.iterdir()) == [".lock", "events.csv"]
    # If no kill had hit a save, all this would show nothing.
    assert len(hits) > 1


@needs_fork
def test_two_writers_at_once_lose_no_row(nursery):
    """Each adds 50 rows and reads again when it is refused: in the end all 100 are there once."""
    nursery.request("a:1:50", "b:1:50")
    nursery.until_done()
    first, *written = ids(nursery.path)
    assert (first, len(written)) == ("e1", 100)
    assert set(written) == {f"{name}{number}" for name in "ab" for number in range(1, 51)}
    frames, problems = read_tables(nursery.path.parent)
    assert (problems, frames["events"]["event_id"].tolist()) == ([], [first, *written])
