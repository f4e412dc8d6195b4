"""What a lesson's files hold, and what they must not hold."""

import json
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from nbformat import NotebookNode
from nbformat.v4 import new_notebook, new_output

from dateline import exercises
from dateline.cli import main
from dateline.exercises import MIMETYPE
from dateline.lesson import keys, write_lesson
from dateline.lesson.asking import questions_in
from dateline.lesson.copies import students
from dateline.lesson.faults import LessonError
from dateline.lesson.guard import require_no_leak
from dateline.lesson.moving import moved
from dateline.lesson.running import Ran, require_run
from dateline.lesson.solutions import solution
from dateline.lesson.tags import after_exercise
from lessons import (
    MODEL,
    READ,
    TALK,
    code,
    forms,
    hidden_in,
    lesson_cells,
    prose,
    readable,
    write_notebook,
)

ROOT = Path(__file__).parent.parent
FERRY = ROOT / "notebooks" / "made-up-ferry"
STUDENTS = ("student.ipynb", "student.html", "handout.html", "slides.html")
HERE = Path("ferry.ipynb")
OPTIONS = [
    ("One", "right", "s2: the dockers are the only ones."),
    ("Three", "wrong", "s5: both newspapers pass it on."),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a folder with the lesson of a small notebook, and what was told of it."""
    path = write_notebook(tmp_path_factory.mktemp("source"), lesson_cells())
    out, told = path.parent / "out", []
    write_lesson(path, out, slides=True, tell=told.append)
    return out, told


def read(folder, name):
    return nbformat.read(folder / name, as_version=4)


def sources(notebook):
    return [cell.source for cell in notebook.cells]


def shown(exercise):
    """Return what a cell shows of an exercise in the kernel of a lesson."""
    return new_output("display_data", data=keys.with_key(exercise))


def asking(id="voices", *tags, source="asked"):
    cell = code(source, *tags)
    cell.outputs = [shown(exercises.single(id, "On how many voices?", OPTIONS))]
    return cell


# -- no solution in any student's file ---------------------------------------------------------


def reasons(asked):
    """Return every reason that a right or wrong answer has."""
    tables = [exercise.solution() for exercise in asked]
    judged = [table[table["verdict"].isin(["right", "wrong"])] for table in tables]
    return sorted({reason for table in judged for reason in table["reason"]})


def leaks(folder, stem, secrets):
    """Name each text that stands in a student's file, with the file and the form."""
    files = {kind: readable((folder / f"{stem}.{kind}").read_bytes()) for kind in STUDENTS}
    return [
        (kind, text, form)
        for kind, content in files.items()
        for text in secrets
        for form in hidden_in(content, text)
    ]


def test_no_solution_is_in_a_students_file(made):
    """No reason of the key and no text for instructors is there, in whatever form."""
    out, _ = made
    asked = exercises.read(out.parent / "exercises.toml").values()
    secrets = [*reasons(asked), TALK, TALK[20:], MODEL, "one, not three", "exercises.toml"]
    assert len(secrets) > 12
    assert leaks(out, "ferry", secrets) == []


def test_instructors_have_what_students_have_not(made):
    """The same search finds each secret in the instructor's files."""
    out, _ = made
    asked = exercises.read(out.parent / "exercises.toml").values()
    page = BeautifulSoup((out / "ferry.instructor.html").read_text(encoding="utf-8"), "html.parser")
    text = " ".join(page.main.get_text().split())
    told = [*reasons(asked), TALK.replace("**", ""), MODEL]
    assert [it for it in told if it not in text] == []


@pytest.mark.parametrize("form", forms("x"))
def test_the_search_finds_each_form(form):
    """A file in which a secret stands, plain or encoded, is caught."""
    text = "s2 & s5: “one” voice, says <b>the board</b>'s page"
    content = readable(f"<p>{forms(text)[form]}</p>".encode())
    assert form in hidden_in(content, text)
    assert hidden_in("<p>s2 and s5</p>", text) == []


@pytest.mark.parametrize(
    ("leak", "what"),
    [
        (lambda: code("# s2: the dockers are\n# the only ones."), None),
        (lambda: code("x = 's2: the dockers are   the only ones.'"), "the reason of “One”"),
        (lambda: prose("He said: s5: both newspapers pass it on."), "the reason of “Three”"),
        (lambda: prose("Expect “three”, as they count newspapers."), "what cell 2 tells"),
        (
            lambda: NotebookNode(
                code("table") | {"outputs": [new_output("stream", text=OPTIONS[0][2])]}
            ),
            "the reason of “One”",
        ),
        (
            lambda: NotebookNode(
                code("table")
                | {
                    "outputs": [
                        new_output("display_data", data={"text/html": f"<p>{OPTIONS[1][2]}"})
                    ]
                }
            ),
            "the reason of “Three”",
        ),
        (lambda: NotebookNode(prose("A") | {"metadata": {"x": OPTIONS[0][2]}}), "the reason of"),
    ],
)
def test_a_notebook_that_leaks_is_refused(leak, what):
    """A solution in a source, an output or the metadata of a student's cell is an error."""
    hint = prose("* Expect “three”, as they count newspapers.", "instructor")
    source = new_notebook(cells=[asking("voices", "exercise"), hint, leak()])
    questions = questions_in(source, path=HERE)
    source.cells[0].outputs = []
    student = new_notebook(cells=[prose(""), prose(""), source.cells[2]])
    if what is None:
        require_no_leak(student, source=source, questions=questions, path=HERE)
        return
    with pytest.raises(LessonError, match=r"^ferry\.ipynb, cell 3.*students would read") as error:
        require_no_leak(student, source=source, questions=questions, path=HERE)
    assert what in str(error.value)


def test_a_name_that_holds_keys_is_refused(capsys):
    """Exercises with their keys in a variable of the student's copy are an error."""
    one = exercises.single("voices", "On how many voices?", OPTIONS)
    keys.unsealed({"one": one, "some": [1, one], "by_id": {"a": one}, "none": [1, "a"]})
    names = json.loads(capsys.readouterr().out)
    assert names == ["one", "some", "by_id"]
    with pytest.raises(LessonError, match="'one' holds exercises with their solutions; tag the"):
        require_run(Ran(new_notebook(), names), path=HERE)


# -- the copies --------------------------------------------------------------------------------


def test_students_get_each_exercise_sealed_and_nothing_else_changed(made):
    """The student's notebook lacks what is for instructors, and has exercises by their seals."""
    out, _ = made
    student = read(out, "ferry.student.ipynb")
    asked = exercises.read(out.parent / "exercises.toml")
    seals = [f"from_sealed({it.sealed()!r})" for it in asked.values()]
    head = "from dateline.exercises import from_sealed\n\n"
    expected = [cell.source for cell in lesson_cells()]
    expected[4:11] = [
        f"{head}display({seals[0]})\ndisplay(figure, raw=True)",
        *(head + it for it in seals[1:]),
    ]
    del expected[11:13], expected[2:4]
    assert sources(student) == expected
    assert student.cells[1].metadata == {"tags": ["keep-me"], "slideshow": {"slide_type": "skip"}}
    assert student.cells[2].metadata == {
        "tags": ["exercise"],
        "slideshow": {"slide_type": "slide"},
        "jupyter": {"source_hidden": True},
    }
    assert set(student.metadata) == {"kernelspec", "language_info"}


def test_instructors_get_the_source_and_the_key_after_each_exercise(made):
    """Without the cells that hold keys the instructor's notebook is the source."""
    out, _ = made
    instructor = read(out, "ferry.instructor.ipynb")
    keyed = [it for it in instructor.cells if it.source.startswith("**Solution: ")]
    assert len(keyed) == 7
    assert {tuple(it.metadata.tags) for it in keyed} == {("solution",)}
    others = [it.source for it in instructor.cells if it not in keyed]
    expected = [cell.source for cell in lesson_cells()]
    expected[2] = expected[2].replace('"exercises.toml"', '"../exercises.toml"')
    assert others == expected
    assert instructor.cells[5].source == keyed[0].source
    assert "widgets" not in instructor.metadata


def test_no_output_holds_a_key(made):
    """Both notebooks show exercises as anyone would: sealed."""
    out, _ = made
    for reader in ("student", "instructor"):
        cells = read(out, f"ferry.{reader}.ipynb").cells
        data = [it.data for cell in cells for it in cell.get("outputs", []) if "data" in it]
        assert sum(MIMETYPE in it for it in data) == 7
        assert {form for it in data for form in it if "key" in form} == set()


def test_the_same_source_gives_the_same_bytes(made):
    """Written by other kernels, each file is the same; what is replaced or left over is told."""
    out, _ = made
    folder, told = out.parent / "again", []
    folder.mkdir()
    for kind in ("student.html", "slides.html"):
        (folder / f"ferry.{kind}").write_text("old", encoding="utf-8")
    again = write_lesson(out.parent / "ferry.ipynb", folder, tell=told.append)
    assert [it.name for it in again if it.read_bytes() != (out / it.name).read_bytes()] == []
    assert (folder / "ferry.slides.html").read_text(encoding="utf-8") == "old"
    assert [line for line in told if "replaced" in line] == [told[4]]
    assert told[4].startswith("ferry.ipynb: ferry.student.html replaced, ")
    assert told[-1] == (
        "ferry.ipynb: ferry.slides.html is of an earlier run and not written now; it is left"
    )


def test_progress_is_told_for_each_file(made):
    """A line is told as each run begins and as each file is ready, with its size."""
    lines = made[1]
    assert lines[:2] == [
        "ferry.ipynb: executing for instructors",
        "ferry.ipynb: executing for students, 7 exercises",
    ]
    assert [re.sub(r"\d+(\.\d)? ", "# ", line) for line in lines[2:]] == [
        "ferry.ipynb: ferry.student.ipynb written, # kB",
        "ferry.ipynb: ferry.instructor.ipynb written, # kB",
        "ferry.ipynb: ferry.student.html written, # MB",
        "ferry.ipynb: ferry.instructor.html written, # MB",
        "ferry.ipynb: ferry.handout.html written, # MB",
        "ferry.ipynb: ferry.slides.html written, # MB",
    ]


READS = """from pathlib import Path

folder, name = Path('case'), "case"
whole = f"case/{name}.csv"
print(open('case/events.csv').readline(), "ü", folder.exists(), "case/nothing.csv")"""


def test_both_copies_run_from_where_they_lie(tmp_path):
    """Paths lead from another depth to what they led to; then what must go along is told."""
    source = tmp_path / "in" / "deep"
    source.mkdir(parents=True)
    shutil.copytree(FERRY, source / "case")
    cells = [
        code(READS),
        code(READ.replace("exercises.toml", "case/exercises.toml"), "instructor"),
        code('asked["voices"]', "exercise"),
        prose("[A](case/events.csv) and [b](none.ipynb)", "screen-only"),
        prose("Only on paper.", "paper-only"),
    ]
    path = write_notebook(source, cells)
    (source / "exercises.toml").rename(source / "case" / "exercises.toml")
    told, out = [], tmp_path / "out"
    write_lesson(path, out, tell=told.append)
    student, instructor = (read(out, f"ferry.{it}.ipynb") for it in ("student", "instructor"))
    led = READS.replace("Path('case')", "Path('../in/deep/case')")
    led = led.replace("'case/events.csv'", "'../in/deep/case/events.csv'")
    assert sources(student)[0] == sources(instructor)[0] == led
    assert sources(student)[-1] == "[A](../in/deep/case/events.csv) and [b](none.ipynb)"
    assert 'exercises.read("../in/deep/case/exercises.toml")' in sources(instructor)[1]
    assert student.cells[0].outputs[0].text.startswith("event_id,")
    assert told[-1] == (
        "ferry.student.ipynb reads ../in/deep/case: send this folder too, without "
        "exercises.toml, which holds the answers"
    )


@pytest.mark.parametrize(
    ("source", "moved_to"),
    [
        ('open("case/a.csv")', 'open("../in/case/a.csv")'),
        ("x = r'case/'  # case/a.csv", "x = '../in/case/'  # case/a.csv"),
        ('f"case/a.csv"', 'f"case/a.csv"'),
        ('table["case"]', 'table["case"]'),
        ('Path("..") / "case"', 'Path("..") / "case"'),
        ('Path(".") / "case"', 'Path("../in") / "case"'),
        ('"a.b".split("."); g(folder="case")', '"a.b".split("."); g(folder="../in/case")'),
        ('%time\nprint("ü", "case/a.csv")', '%time\nprint("ü", "../in/case/a.csv")'),
        ('%%bash\ncat "case/a.csv" (', '%%bash\ncat "case/a.csv" ('),
        ('p = ("case"\n     "/a.csv")', 'p = ("../in/case/a.csv")'),
        (
            '"/case/a.csv", "case/b.csv", "case/a.csv#1"',
            '"/case/a.csv", "case/b.csv", "case/a.csv#1"',
        ),
    ],
)
def test_only_paths_that_lead_somewhere_are_moved(tmp_path, source, moved_to):
    """A literal that names something is rewritten, and all else stays to the byte."""
    (tmp_path / "in" / "case").mkdir(parents=True)
    (tmp_path / "in" / "case" / "a.csv").touch()
    (tmp_path / "out").mkdir()
    notebook = new_notebook(cells=[code(source)])
    told = moved(notebook, here=tmp_path / "in", there=tmp_path / "out")
    assert told.cells[0].source == moved_to
    assert notebook.cells[0].source == source


@pytest.mark.parametrize(
    ("source", "rest"),
    [
        ("asked", ""),
        ("options = 1\nasked", ""),
        ("display(asked)", ""),
        ("IPython.display.display(asked)\nfigure", "figure"),
        ("# 3\nk = 3\ndisplay(asked)\n# key\n\nx = 1  # one\nfigure\n", "x = 1  # one\nfigure"),
        ("display(“ä”); figure".replace("“", '"').replace("”", '"'), "figure"),
        ("if True:\n    display(asked)", ""),
        ("display(\n    asked\n)\ndisplay(figure)\ntable", "display(figure)\ntable"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_follows_the_exercise_in_its_cell_is_kept(source, rest):
    """Kept is what comes after the first display(…); without one, nothing is."""
    assert after_exercise(source) == rest


def test_a_key_as_markdown_is_plain_text():
    """Whatever stands in an answer or a reason, a table's row stays one and means nothing."""
    asked = keys.Asked("a|b", "", (keys.Answer("1|2\n*3*", "right", "$x$ <b> `c` [d](e) \\|"),))
    row = solution(asked).splitlines()[-1]
    assert row == (
        "| 1&#124;2 &#42;3&#42; | &#36;x&#36; &#60;b&#62; &#96;c&#96; &#91;d&#93;(e) &#92;&#124; |"
    )


# -- what is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ([prose("# A")], "ferry.ipynb has no exercise: show one in a cell of its own"),
        (
            [asking()],
            (
                "ferry.ipynb, cell 1 (“asked”): it shows exercise “voices”, and its source would "
                "go to students; tag it “exercise”"
            ),
        ),
        (
            [prose("# A"), code("x = 1", "exercise")],
            "ferry.ipynb, cell 2 (“x = 1”): it is tagged “exercise” and shows 0 exercises; let one",
        ),
        (
            [asking("a", "exercise"), prose("# A"), asking("a", "exercise")],
            (
                "ferry.ipynb, cell 3 (“asked”): exercise “a” is in cell 1, too; give one of the "
                "two another id"
            ),
        ),
        (
            [asking("a", "exercise", source="%time\nasked")],
            "ferry.ipynb, cell 1 (“%time”): it is tagged “exercise” and has more than Python in it",
        ),
    ],
)
def test_a_cell_that_does_not_say_what_it_is_is_refused(cells, told):
    """Each error names the file, the cell and what to do."""
    with pytest.raises(LessonError) as error:
        questions_in(new_notebook(cells=cells), path=HERE)
    assert str(error.value).startswith(told)


def test_a_students_copy_is_no_source():
    """An exercise without its key is refused: its solution could not be given."""
    cell = code("asked", "exercise")
    bundle = exercises.single("a", "Who?", OPTIONS)._repr_mimebundle_()
    cell.outputs = [new_output("display_data", data=bundle)]
    with pytest.raises(LessonError, match="sealed, as in a student's copy"):
        questions_in(new_notebook(cells=[cell]), path=HERE)


def test_exercises_for_instructors_alone_are_not_asked():
    """A cell for instructors may show what it likes."""
    cells = [asking("a", "instructor"), asking("a", "exercise")]
    assert {at: it.id for at, it in questions_in(new_notebook(cells=cells), path=HERE).items()} == {
        1: "a"
    }


def test_a_cell_that_fails_leaves_nothing(tmp_path):
    """The command ends with the cell's number; neither files nor a new folder are there."""
    path = write_notebook(tmp_path, [prose("# A"), code("1 / 0")])
    out = tmp_path / "new" / "out"
    result = CliRunner().invoke(main, ["lesson", str(path), "--out", str(out)])
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "ferry.ipynb: executing for instructors",
        "Error: ferry.ipynb, cell 2 (“1 / 0”): ZeroDivisionError: division by zero",
    ]
    assert sorted(it.name for it in tmp_path.iterdir()) == ["exercises.toml", "ferry.ipynb"]


def test_a_cell_that_students_lack_is_told(tmp_path):
    """Where students' cells need one that is left out, the error names the cell and says so."""
    cells = [code("x = 1", "instructor"), asking("a", "exercise"), code("print(x)")]
    source = new_notebook(cells=cells)
    questions = questions_in(source, path=HERE)
    with pytest.raises(LessonError) as error:
        students(source, questions=questions, path=HERE, folder=tmp_path)
    assert str(error.value) == (
        "the student's copy fails where the notebook itself does not: ferry.ipynb, cell 3 "
        "(“print(x)”): NameError: name 'x' is not defined. If what it needs is in a cell for "
        "instructors, take the tag off that cell"
    )


def test_the_command_tells_a_wrong_path(tmp_path):
    """What is no notebook and no case, or is not sound, is an error message."""
    (tmp_path / "notes.txt").write_text("A", encoding="utf-8")
    (tmp_path / "empty").mkdir()

    def run(name, out="out"):
        words = ["lesson", str(tmp_path / name), "--out", str(tmp_path / out)]
        result = CliRunner().invoke(main, words)
        assert result.exit_code == 1
        return result.output

    assert "is neither a notebook (.ipynb) nor the folder of a case" in run("notes.txt")
    assert "does not exist; name a notebook (.ipynb) or a case's folder" in run("none")
    assert "is a folder without events.csv, and so no case" in run("empty")
    assert "notes.txt is not a folder; name another with --out" in run(FERRY, out="notes.txt")
    unsound = run(ROOT / "tests" / "cases" / "mentions-parent-circle")
    assert unsound.startswith("mentions.csv, row")
    assert "Error: no lesson is written: " in unsound
    assert sorted(it.name for it in tmp_path.iterdir()) == ["empty", "notes.txt"]


# -- cases -------------------------------------------------------------------------------------


def test_a_case_without_questions_is_told(tmp_path):
    """A case from which nothing follows, as one without dates, is refused in words."""
    row = "event_id,title,status,kind,lane\ne1,Parade,occurred,parade,North\n"
    (tmp_path / "events.csv").write_text(row, encoding="utf-8")
    with pytest.raises(LessonError, match="no exercise follows from the tables of"):
        write_lesson(tmp_path, tmp_path / "out")
    assert not (tmp_path / "out").exists()
