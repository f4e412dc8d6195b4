"""Lessons that are made from a case: what stands in them, in which order, and for how long."""

import re
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from dateline import Case, exercises, read_case
from dateline.cli import main
from dateline.exercises import ExerciseError
from dateline.lesson.generated import notebook_of, own_exercises
from dateline.lesson.sources import source_of
from dateline.read import About
from dateline.terms import FACTUALITY
from lessons import hidden_in, readable

ROOT = Path(__file__).parent.parent
FERRY = ROOT / "notebooks" / "made-up-ferry"
OWN = """[sold]
kind = "single"
question = "Who says first that the ferry is sold?"
options = [
    {text = "A docker", verdict = "right", reason = "s2 of Board meets: the docker believes it, on 5 March."},
    {text = "The board", verdict = "wrong", reason = "No sentence has the board say so; see s2 of Board meets."},
]

[late]
kind = "predict"
question = "Which lane of the timeline is fullest?"
look = "Compare the two lanes: the harbour has three bars with dates."
"""  # noqa: E501 (TOML has such tables on one line)
CODES = re.compile(r"CT[+-]|P[RS][+-]|\bUu\b|\bCTu\b|\bNa[NT]\b|\(\)|\('|\bTrue\b|\bFalse\b|None")


@pytest.fixture
def own(tmp_path):
    """Return exercises that were written by hand."""
    (tmp_path / "exercises.toml").write_text(OWN, encoding="utf-8")
    return own_exercises(tmp_path)


@pytest.fixture(scope="module")
def taught(tmp_path_factory):
    """Return a folder with the files of the ferry's lesson, which has exercises of its own."""
    folder = tmp_path_factory.mktemp("own") / "made"
    folder.mkdir()
    (folder / "exercises.toml").write_text(OWN, encoding="utf-8")
    for table in FERRY.iterdir():
        (folder / table.name).write_bytes(table.read_bytes())
    options = ["--out", str(folder / "out"), "--to", "slides"]
    result = CliRunner().invoke(main, ["lesson", str(folder), *options])
    assert result.exit_code == 0, result.output
    return folder / "out"


def sources(notebook, *tags):
    """Return the sources of cells, of those with one of these tags if any are given."""
    cells = [it for it in notebook.cells if not tags or set(tags) & {*it.metadata.get("tags", [])}]
    return [cell.source for cell in cells]


def prose(notebook):
    return "\n\n".join(it.source for it in notebook.cells if it.cell_type == "markdown")


@pytest.fixture(scope="module")
def notebooks(case, ferry):
    """Return the notebooks of two cases that have a reading text."""
    return [notebook_of(it, folder="here") for it in (case, ferry)]


def test_minutes_add_up(notebooks, ferry, own):
    """Two minutes a part and two a question, and the whole is what the head says."""
    for notebook in [*notebooks, notebook_of(ferry, folder="here", own=own)]:
        head, text = notebook.cells[0].source, prose(notebook)
        parts = re.findall(r"^## (\d) (.*) \((\d+) minutes\)$", text, flags=re.MULTILINE)
        table = re.findall(r"^\| (\d) (.*) \| (\d+) \|$", head, flags=re.MULTILINE)
        assert parts == table
        minutes = [int(number) for *_, number in parts]
        assert f"**Time:** {sum(minutes)} minutes." in head
        asked = len(sources(notebook, "exercise"))
        assert sum(minutes) == 5 + 8 + 2 * (len(parts) - 2) + 2 * asked
        begins = [int(it) for it in re.findall(r"\d+", text.split("Parts begin at ")[1])]
        assert begins[: len(parts)] == [sum(minutes[:at]) for at in range(len(parts))]


def test_what_a_teacher_needs_is_there(notebooks):
    """A lesson has aims, a note, a rubric of four rows and a glossary of all words of certainty."""
    text = prose(notebooks[1])
    assert "After this lesson you will be able to\n\n- say which events" in text
    assert "**Before you begin.**" in text
    rows = re.findall(r"^\| \*\*(\w+)\*\* \| .* \| .* \| .* \|$", text, flags=re.MULTILINE)
    assert rows == ["evidence", "chronology", "network", "attribution"]
    assert "| graded | beginning | developing | secure |" in text
    glossary = text.split("| word | here it means |")[1]
    assert [it for it in FACTUALITY.values() if it not in glossary] == []


def test_tables_are_covered_by_questions(notebooks):
    """No table, and no figure that answers questions, is shown before these were answered."""
    for notebook in notebooks:
        shown = [cell.source for cell in notebook.cells if re.search(r"shown\(\w+_", cell.source)]
        assert len(shown) == 4
        assert all(it.startswith("display(exercises.covering(asked[") for it in shown)
        plain = [it for it in sources(notebook) if it.startswith(("timeline(", "citation_"))]
        assert plain == ["timeline(case.events, case=case)"]
        assert "who says so" in shown[0].split(".drop(")[1]


def test_without_a_text_the_figure_is_what_is_read(ferry):
    """Without a reading text, who says so is read from the figure, and its table is covered."""
    notebook = notebook_of(replace(ferry, about=About(title="Ferry")), folder="here")
    code = [it.source for it in notebook.cells if it.cell_type == "code"]
    figure = code.index("citation_network(case.mentions, case=case)")
    chain = next(at for at, it in enumerate(code) if 'asked["chain-' in it)
    assert figure < chain
    assert "about.reading" not in "".join(code)
    assert "How surely it is said" not in prose(notebook)


def test_tables_tell_of_what_was_asked(notebooks):
    """The tables of voices have the mentions of what the questions are about, and no others."""
    table = next(it for it in sources(notebooks[1], "exercise") if "told(" in it)
    assert 'told("e-letter", "e-meeting", "e-sale")' in table


def test_words_of_the_network_are_those_of_its_figure(taught):
    """The lesson says of the size of marks what the figure says: events, and not mentions."""
    page = (taught / "made.instructor.html").read_text(encoding="utf-8")
    text = BeautifulSoup(page, "html.parser").main.get_text()
    assert "Size counts the events coded here that an actor takes part in" in text
    assert "Size counts mentions" not in page


def test_students_read_words_and_no_codes(taught):
    """Tables and questions have names whole, words in place of codes, and no row numbers."""
    page = BeautifulSoup((taught / "made.student.html").read_text(encoding="utf-8"), "html.parser")
    tables = page.select("main table")
    text = " ".join(it.get_text(" ") for it in [*tables, *page.select("legend, label")])
    assert CODES.findall(text) == []
    assert "The captain of the Imaginary" in text
    heads = [[th.get_text(strip=True) for th in it.select("thead th")] for it in tables]
    assert ["from", "to", "event", "status"] in heads
    assert [it for it in heads if not it[0]] == []
    assert "…" not in text.replace("choose …", "")


def test_own_exercises_have_their_section(own, ferry, notebooks):
    """They stand after those from the tables, in the order of the file; predictions cover."""
    notebook = notebook_of(ferry, folder="../ferry", own=own)
    assert sources(notebook, "exercise")[-2:] == [
        'own["sold"]',
        'display(own["late"])\ntimeline(case.events, case=case)',
    ]
    assert "Exercises written for this case (6 minutes)" in prose(notebook)
    reads = 'own = exercises.read("../ferry/exercises.toml")'
    assert [it for it in sources(notebook, "instructor") if reads in it]
    assert "exercises.read" not in "".join(sources(notebooks[1]))


def test_own_solutions_reach_instructors_alone(taught):
    """No reason of an exercise written by hand is in a student's file, and each in instructors'."""
    by_hand = re.findall(r'(?:reason|look) = "(.*?)"', OWN)
    assert len(by_hand) == 3
    tables = [it.solution() for it in exercises.from_case(read_case(FERRY))]
    judged = [it[it["verdict"].isin(["right", "wrong"])] for it in tables]
    reasons = sorted(
        {*by_hand, "Talking points", *(it for them in judged for it in them["reason"])}
    )
    assert len(reasons) > 40
    for kind in ("student.ipynb", "student.html", "handout.html", "slides.html"):
        content = readable((taught / f"made.{kind}").read_bytes())
        assert [it for it in reasons if hidden_in(content, it)] == []
        assert "exercises.toml" not in content
    page = (taught / "made.instructor.html").read_text(encoding="utf-8")
    text = " ".join(BeautifulSoup(page, "html.parser").main.get_text().split())
    assert [it for it in by_hand if it not in text] == []


def test_a_case_is_taught_by_what_follows_from_it(taught):
    """The lesson asks all that `from_case` makes of the case, once each, part by part."""
    instructor = nbformat.read(taught / "made.instructor.ipynb", as_version=4)
    asked = re.findall(r'\basked\["(.*?)"\]', "\n".join(sources(instructor, "exercise")))
    assert asked == [it.id for it in exercises.from_case(read_case(FERRY))]
    headings = [it.splitlines()[0] for it in sources(instructor) if it.startswith("## ")]
    assert [it.partition(" (")[0] for it in headings] == [
        "## For the instructor",
        "## 1 The text",
        "## 2 What came first",
        "## 3 Who says so",
        "## 4 How surely it is said",
        "## 5 Who acts on whom",
        "## 6 Exercises written for this case",
        "## 7 Three sentences",
        "## Recap",
    ]


def test_a_case_is_named_from_where_the_copies_lie(tmp_path):
    """The notebook names the case's folder relative to that of the copies, where it is run."""
    made = source_of(FERRY, out=tmp_path / "new" / "out")
    named = re.search(r'read_case\("(.*)"\)', "\n".join(sources(made.notebook)))
    assert (made.folder / named[1]).resolve() == FERRY
    assert made.path.name == "made-up-ferry.ipynb"


def test_a_case_of_events_gives_a_short_lesson(case):
    """Where there are events only, the lesson is on their order, with a timeline and its table."""
    bare = Case(events=case.events.assign(initiators=[()] * len(case.events)))
    notebook = notebook_of(bare, folder="../case")
    asked = re.findall(r'asked\["(\w+)', "\n".join(sources(notebook, "exercise")))
    assert set(asked) == {"order", "first"}
    assert not re.search("citation_|network_", "".join(sources(notebook)))


def test_faults_of_own_exercises_are_told(tmp_path):
    """What is wrong with the file is told as elsewhere: with its name and the exercise."""
    assert own_exercises(tmp_path) == {}
    path = tmp_path / "exercises.toml"
    path.write_text('[a]\nkind = "quiz"', encoding="utf-8")
    with pytest.raises(ExerciseError, match=r"^exercises\.toml, exercise “a”: kind, 'quiz' is not"):
        own_exercises(tmp_path)
    path.write_text("[a\n", encoding="utf-8")
    with pytest.raises(ExerciseError, match=r"^exercises\.toml is not valid TOML: Expected"):
        own_exercises(tmp_path)


def test_an_own_exercise_takes_the_place_of_one_from_the_tables(tmp_path, ferry):
    """Where an id is used by both, that written by hand is asked, and the other is not."""
    path = tmp_path / "exercises.toml"
    path.write_text(OWN.replace("[late]", "[order]"), encoding="utf-8")
    notebook = notebook_of(ferry, folder="here", own=own_exercises(tmp_path))
    code = "\n".join(sources(notebook, "exercise"))
    assert 'own["order"]' in code
    assert 'asked["order"]' not in code
