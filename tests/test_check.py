"""Every problem of a case is reported, at once and in words.

Each folder in ``cases`` is a case: those named ``sound-…`` have no problem, every other has
those in its ``expected.csv``, which is compared with all that is reported, word for word. To
add one, make a folder whose name says what is wrong, with its tables and ``expected.csv``.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline import check_case, terms
from dateline.check import check_frames
from dateline.check.conformance import Fault, translated
from dateline.check.parents import circles
from dateline.check.tables import tables_of
from dateline.errors import Problem
from dateline.read import read_tables

CASES = Path(__file__).parent / "cases"
FOLDERS = sorted(folder.name for folder in CASES.iterdir())
SOUND = CASES / "sound-all-tables"


@cache
def problems_of(folder):
    """Return a case's problems as rows of text, empty where a cell is null."""
    problems = check_case(folder).astype(object)
    rows = problems.where(problems.notna(), "").itertuples(index=False, name=None)
    return [tuple(str(cell) for cell in row) for row in rows]


def expected_in(folder):
    with (folder / "expected.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert tuple(header) == Problem._fields
    return [tuple(row) for row in rows]


def frame(**columns):
    """Return a raw frame whose first row is row 2, as `read_tables` gives it."""
    length = len(next(iter(columns.values())))
    return pd.DataFrame(columns, index=range(2, 2 + length), dtype="str")


def events(**change):
    """Return a raw frame of sound events, some of its columns changed."""
    length = len(next(iter(change.values()))) if change else 2
    columns = {
        "event_id": [f"e{number}" for number in range(length)],
        "title": ["Ruritania holds a parade"] * length,
        "status": ["occurred"] * length,
        "kind": ["parade"] * length,
        "lane": ["Ruritania"] * length,
    }
    return frame(**(columns | change))


@pytest.mark.parametrize("name", FOLDERS)
def test_each_case_has_the_problems_that_it_is_expected_to_have(name):
    """A case's problems are exactly those listed beside it, in that order."""
    assert problems_of(CASES / name) == expected_in(CASES / name)


@pytest.mark.parametrize("name", FOLDERS)
def test_a_case_is_called_sound_by_its_name_alone_if_it_is(name):
    """Cases named sound have no problem, all others have at least one."""
    assert (problems_of(CASES / name) == []) == name.startswith("sound-")


def test_there_are_many_malformed_cases():
    """At least 45 cases are malformed."""
    assert sum(not name.startswith("sound-") for name in FOLDERS) >= 45


def test_every_problem_says_what_is_wrong_and_what_to_do():
    """No problem is without a sentence and a fix, and none shows raw notes of a library."""
    rows = [row for name in FOLDERS for row in problems_of(CASES / name)]
    assert all(file and problem and fix for file, _, _, _, problem, fix in rows)
    assert not any("constraint" in problem or "position" in problem for *_, problem, _ in rows)


def test_order_of_tables_does_not_matter():
    """The same frames in another order have the same problems in the same order."""
    frames, found = read_tables(CASES / "everything-at-once")
    turned = dict(reversed(frames.items()))
    assert check_frames(turned, found=found) == check_frames(frames, found=found)


def test_frames_are_left_as_they_are():
    """Checking changes no frame."""
    frames, found = read_tables(CASES / "everything-at-once")
    copies = {table: frame.copy() for table, frame in frames.items()}
    check_frames(frames, found=found)
    for table, copy in copies.items():
        pd.testing.assert_frame_equal(frames[table], copy)


def test_every_problem_is_reported_however_many_there_are():
    """2,000 wrong cells are 2,000 problems, each with its row."""
    frames = {"events": events(status=["Occured"] * 2_000)}
    problems = check_frames(frames)
    assert [problem.row for problem in problems] == list(range(2, 2_002))
    assert {problem.fix for problem in problems} == {"write occurred"}


def test_many_dangling_ids_are_all_reported():
    """2,000 ids that no table has are 2,000 problems."""
    claims = frame(
        claim_id=[f"c{number}" for number in range(2_000)],
        text=["Ruritania is at peace"] * 2_000,
        kind=["assertion"] * 2_000,
        event_id=[f"x{number}" for number in range(2_000)],
    )
    problems = check_frames({"events": events(), "claims": claims})
    assert len(problems) == 2_000
    assert problems[0].problem == "“x0” is no event_id of events.csv"


def test_an_id_used_very_often_is_one_problem_of_readable_length():
    """An id used by 2,000 rows is one problem that names the first rows."""
    problems = check_frames({"events": events(event_id=["e1"] * 2_000)})
    assert [problem.problem for problem in problems] == [
        "event_id “e1” is used 2,000 times: rows 2, 3, 4, 5, 6, 7, 8, 9 and 1,992 more"
    ]


def test_rows_are_counted_as_the_frame_counts_them():
    """A problem's row is the frame's index, whatever rows the reader left out."""
    raw = events(status=["occurred", "Occured"]).set_axis([4, 9])
    assert [problem.row for problem in check_frames({"events": raw})] == [9]


def test_a_row_whose_cells_are_out_of_place_is_not_looked_into():
    """A ragged row has that problem and no other, but its id is known."""
    ragged = Problem("events.csv", 3, None, None, "the row has 4 cells", "add a comma")
    raw = events(status=["occurred", "parade"])
    claims = frame(claim_id=["c1"], text=["It rained"], kind=["assertion"], event_id=["e1"])
    assert check_frames({"events": raw, "claims": claims}, found=[ragged]) == [ragged]


def test_a_file_that_could_not_be_read_is_not_called_missing():
    """Ids of an unread table are not checked, and the table is not said to be absent."""
    unread = Problem("events.csv", None, None, None, "the file is empty", "fill it in")
    claims = frame(claim_id=["c1"], text=["It rained"], kind=["assertion"], event_id=["e1"])
    assert check_frames({"claims": claims}, found=[unread]) == [unread]
    assert [problem.problem for problem in check_frames({"claims": claims})] == [
        "the column names events, but there is no events.csv"
    ]


def test_a_frame_of_any_error_type_becomes_a_problem():
    """A finding of a type that nobody has foreseen is told, not dropped."""
    tables = tables_of({"events": events()}, unread=())
    faults = [
        Fault("brand-new-error", "", 3, None),
        Fault("brand-new-error", "", None, None),
        Fault("constraint-error", "minimum", 2, "status"),
        Fault("blank-row", "", 2, None),
    ]
    told = list(translated("events", faults, tables=tables))
    assert [(problem.row, problem.column) for problem in told] == [
        (3, None),
        (None, None),
        (2, "status"),
        (2, None),
    ]
    assert told[0].problem == (
        "this is not as the description of the table demands (brand new error)"
    )
    assert told[3].problem == "the row is empty"


def test_known_error_types_of_frictionless_are_all_translated():
    """What frictionless finds is what is told: no finding is lost between the two."""
    raw = events(
        event_id=["e0", "e0", "a b", ""],
        title=["", "x" * 81, "Parade", "Parade"],
        status=["occurred", "Occured", "expected", "ongoing"],
    )
    problems = check_frames({"events": raw})
    assert [(problem.row, problem.column) for problem in problems] == [
        (2, "title"),
        (3, "event_id"),
        (3, "status"),
        (3, "title"),
        (4, "event_id"),
        (5, "event_id"),
    ]


def test_a_date_too_far_off_to_be_drawn_is_sound():
    """A valid date outside the years that can be drawn is no problem of the case."""
    assert check_frames({"events": events(when=["Y-20000", "Y170000002"])}) == []


@pytest.mark.parametrize(
    ("end_max", "is_past"), [("2023-05-26", True), ("2023-05-27", True), ("2023-05-28", False)]
)
def test_past_is_what_ended_by_the_latest_publication(end_max, is_past):
    """An expected event is past when it must have ended by the latest source's first instant."""
    sources = frame(
        source_id=["s1", "s2"],
        title=["News", "More news"],
        published=["2023-05-27", "2023-05-20"],
    )
    raw = events(status=["expected"], end_max=[end_max])
    problems = check_frames({"events": raw, "sources": sources})
    assert [problem.column for problem in problems] == ["status"] * is_past


def test_nothing_is_past_where_nothing_is_dated():
    """Without a source and a dated event that occurred, no expected event is past."""
    raw = events(status=["expected", "occurred"], when=["1999", ""])
    assert check_frames({"events": raw}) == []


def test_chains_may_be_long():
    """A circle of 10,000 mentions is one problem, named by its first steps."""
    ids = [f"m{number}" for number in range(10_000)]
    mentions = frame(
        mention_id=ids,
        event_id=["e0"] * 10_000,
        source_id=["s1"] * 10_000,
        locator=["s1"] * 10_000,
        parent_id=[*ids[1:], ids[0]],
        speaker_id=["a1"] * 10_000,
        factuality=["CT+"] * 10_000,
    )
    unread = [
        Problem(f"{table}.csv", None, None, None, "the file is empty", "fill it in")
        for table in ("actors", "sources")
    ]
    problems = check_frames({"events": events(), "mentions": mentions}, found=unread)
    assert [problem.problem for problem in problems if problem not in unread] == [
        "parent_id runs in a circle: m0 → m1 → m2 → m3 → m4 → m5 → m6 → … → m0"
    ]


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from([*"abcdefgh", ""])))
def test_circles_are_those_that_following_parents_finds(parents):
    """An id is in a circle exactly if its parents lead back to it, and in one circle only."""

    def leads_back(start):
        at = parents[start]
        for _ in parents:
            if at == start:
                return True
            at = parents.get(at, "")
        return False

    found = circles(parents)
    members = [member for circle in found for member in circle]
    assert sorted(members) == sorted(start for start in parents if leads_back(start))
    for circle in found:
        steps = zip(circle, [*circle[1:], circle[0]], strict=True)
        assert all(parents[member] == after for member, after in steps)


@dataclass(frozen=True)
class Change:
    """One cell of the sound case, and what is put there."""

    table: str
    row: int
    column: str
    text: str


@st.composite
def changes(draw):
    frames, _ = read_tables(SOUND)
    table = draw(st.sampled_from(sorted(frames)))
    ids = [
        value for name in ("m1", "e1", "c1", "herald", "minister") for value in (name, f"{name};")
    ]
    samples = ["", " ", ";", ",", "2023-05", "../2023", "-9999/9999", "Y-9999999999", *ids]
    return Change(
        table,
        draw(st.sampled_from(frames[table].index.tolist())),
        draw(st.sampled_from(frames[table].columns.tolist())),
        draw(st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(samples)),
    )


@settings(max_examples=10, deadline=None)
@given(change=changes())
def test_any_text_in_any_cell_is_sound_or_has_a_problem(change):
    """Whatever one cell of a sound case holds, the check ends with problems, not with an error."""
    frames, _ = read_tables(SOUND)
    changed = frames[change.table].copy()
    changed.loc[change.row, change.column] = change.text
    problems = check_frames(frames | {change.table: changed})
    assert all(isinstance(problem, Problem) for problem in problems)
    assert problems == sorted(
        problems, key=lambda problem: (terms.TABLES.index(problem.file.removesuffix(".csv")),)
    )


TEXTS = st.text(
    st.sampled_from(',;"\n\r\t\0 e12') | st.characters(exclude_categories=["Cs"]), max_size=40
)
HEADERS = st.sampled_from(["", "event_id,title,status,kind,lane\n", "event_id;title\n", "\ufeff"])


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    data=st.binary(max_size=60)
    | st.builds(lambda header, text: (header + text).encode(), HEADERS, TEXTS),
    file=st.sampled_from(["events.csv", "actors.csv", "datapackage.json"]),
)
def test_any_bytes_are_sound_or_have_a_problem(tmp_path, data, file):
    """Whatever a file holds, the check of its folder ends with a table, not with an error."""
    (tmp_path / "events.csv").write_text("event_id,title,status,kind,lane\n", encoding="utf-8")
    (tmp_path / file).write_bytes(data)
    problems = check_case(tmp_path)
    (tmp_path / file).unlink()
    assert problems.columns.tolist() == list(Problem._fields)
    assert problems["problem"].notna().all()
