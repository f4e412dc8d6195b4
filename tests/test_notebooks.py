"""The notebooks keep the rules of all notebooks, and their outputs are those of the data."""

import ast
import base64
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from PIL import Image

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PLOTLY = "application/vnd.plotly.v1+json"
WIDGET = "application/vnd.jupyter.widget-view+json"
MACHINE = re.compile(r"/home/|/root/|/tmp/|/Users/|[A-Z]:\\\\|site-packages| at 0x[0-9a-f]{8,}")
FOR_OTHERS = {"instructor", "solution", "paper-only"}
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells_of(path, *kinds):
    cells = nbformat.read(path, as_version=4).cells
    return [cell for cell in cells if not kinds or cell.cell_type in kinds]


def outputs_of(path):
    return [output for cell in cells_of(path, "code") for output in cell.outputs]


def figures_of(cell):
    """Return the Plotly figures that a cell shows."""
    data = [output.get("data", {}) for output in cell.outputs]
    return [shown[PLOTLY] for shown in data if PLOTLY in shown]


def shows_table(cell):
    return any("<table" in output.get("data", {}).get("text/html", "") for output in cell.outputs)


def test_there_are_notebooks():
    """There are notebooks, and the first is where README's command leads."""
    assert NOTEBOOKS[0].name == "00_start_here.ipynb"


@every_notebook
def test_is_short(path):
    """A reader sees at most 25 cells, and in one 10 lines of code; a file has at most 1 MB."""
    seen = [it for it in cells_of(path) if not {*it.metadata.get("tags", [])} & FOR_OTHERS]
    assert len(seen) <= 25
    lines = [len(cell.source.strip().splitlines()) for cell in cells_of(path, "code")]
    assert max(lines) <= 10
    assert path.stat().st_size <= 1_000_000


@every_notebook
def test_defines_nothing(path):
    """Cells are plain Python without magic, and define no function and no class."""
    trees = [ast.parse(cell.source) for cell in cells_of(path, "code")]
    found = [node for tree in trees for node in ast.walk(tree) if isinstance(node, DEFINITIONS)]
    assert [ast.unparse(node) for node in found] == []


@every_notebook
def test_begins_with_aim_and_time(path):
    """The first cell is a heading, what the reader will be able to do, and the minutes it takes."""
    first = cells_of(path)[0]
    assert first.cell_type == "markdown"
    assert re.match(r"# \w.*\n", first.source)
    assert "you will be able to" in first.source
    assert re.search(r"\*\*Time:\*\* \d+ minutes", first.source)


@every_notebook
def test_takes_as_long_as_readme_says(path):
    """README's table gives the same minutes as the notebook itself."""
    minutes = re.search(r"(\d+) minutes", cells_of(path)[0].source)[1]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    row = re.search(rf"^\| \[{path.stem}\].*\| (\d+) \|$", readme, flags=re.MULTILINE)
    assert row[1] == minutes


@every_notebook
def test_ends_with_recap_and_next(path):
    """The last cell is a recap that links to the next notebook; the last one links to the first."""
    last = cells_of(path)[-1]
    assert last.cell_type == "markdown"
    assert last.source.startswith("## Recap\n")
    following = NOTEBOOKS[(NOTEBOOKS.index(path) + 1) % len(NOTEBOOKS)]
    assert f"]({following.name})" in last.source.split("**Next:**")[1]


@every_notebook
def test_links_lead_somewhere(path):
    """Every relative link points to a file of the repository."""
    text = "\n".join(cell.source for cell in cells_of(path, "markdown"))
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    assert [link for link in links if not (path.parent / link).exists()] == []


@every_notebook
def test_is_committed_executed(path):
    """Every code cell was run once, from top to bottom, without an error or a warning."""
    counts = [cell.execution_count for cell in cells_of(path, "code")]
    assert counts == [*range(1, len(counts) + 1)]
    wrong = [
        it for it in outputs_of(path) if it.output_type == "error" or it.get("name") == "stderr"
    ]
    assert wrong == []


@every_notebook
def test_holds_no_widget(path):
    """No widget is stored: each would carry its own copy of plotly.js into the file."""
    assert "widgets" not in nbformat.read(path, as_version=4).metadata
    assert [it for it in outputs_of(path) if WIDGET in it.get("data", {})] == []


@every_notebook
def test_names_no_machine(path):
    """Neither a folder of the machine that ran it nor an address in its memory is in the file."""
    assert MACHINE.findall(path.read_text(encoding="utf-8")) == []


@every_notebook
def test_figures_are_described(path):
    """Every figure carries its description in words."""
    figures = [figure for cell in cells_of(path, "code") for figure in figures_of(cell)]
    assert [it for it in figures if not it["layout"].get("meta", {}).get("alt")] == []


@every_notebook
def test_figures_have_a_picture(path):
    """Beside each figure stands a PNG as wide and high, for places that run no JavaScript."""
    for output in outputs_of(path):
        if figure := output.get("data", {}).get(PLOTLY):
            with Image.open(io.BytesIO(base64.b64decode(output.data["image/png"]))) as picture:
                assert picture.size == (figure["layout"]["width"], figure["layout"]["height"])
                assert len(picture.getcolors()) > 8


@every_notebook
def test_table_stands_beside_figure(path):
    """The code cell before or after a figure's shows its table."""
    cells = cells_of(path, "code")
    for place, cell in enumerate(cells):
        beside = cells[max(place - 1, 0) : place + 2]
        assert not figures_of(cell) or any(map(shows_table, beside)), cell.source


@pytest.fixture
def copy(tmp_path):
    """Return a copy of the notebooks, their data and the command that refreshes them."""
    for folder in ("notebooks", "data", ".ci"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def run(*arguments, folder):
    return subprocess.run(  # noqa: S603
        [sys.executable, *arguments], cwd=folder, check=False, capture_output=True, text=True
    )


def test_changed_date_fails(copy):
    """One changed date in events.csv makes the notebook tests fail, at the cells that show it."""
    table = copy / "data" / "negotiations-2023" / "events.csv"
    text = table.read_text(encoding="utf-8")
    before, after = "e-call,Putin and Lula speak by telephone,2023-05-26", "2023-05-25"
    assert text.count(before) == 1
    table.write_text(text.replace(before, before[: -len(after)] + after), encoding="utf-8")
    (copy / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    nbval = ("-m", "pytest", "--nbval", "--nbval-current-env", "-p", "no:cacheprovider", "-qx")
    done = run(*nbval, "notebooks/01_events.ipynb", folder=copy)
    assert done.returncode == pytest.ExitCode.TESTS_FAILED, done.stdout + done.stderr
    assert "FAILED notebooks/01_events.ipynb::Cell" in done.stdout
    assert "Cell outputs differ" in done.stdout
    assert "Cell execution caused an exception" not in done.stdout


def test_refresh_changes_nothing(copy):
    """Running a notebook again leaves the same bytes, wherever the repository lies."""
    path = copy / "notebooks" / NOTEBOOKS[0].name
    notebook = nbformat.read(path, as_version=4)
    drawn = [bool(it.cell_type == "code" and figures_of(it)) for it in notebook.cells]
    del notebook.cells[drawn.index(True) + 1 :]
    path.write_text(nbformat.writes(notebook).rstrip() + "\n", encoding="utf-8")
    before = path.read_bytes()
    done = run(".ci/refresh.py", "--only", path.stem, folder=copy)
    assert done.returncode == 0, done.stderr
    assert path.read_bytes() == before


def test_refresh_stops_at_trouble(copy):
    """A cell that warns ends the refresh with its place, and leaves the notebook as it was."""
    path = copy / "notebooks" / NOTEBOOKS[0].name
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[3].source = "import warnings\nwarnings.warn('old', stacklevel=1)"
    nbformat.write(notebook, path)
    before = path.read_bytes()
    done = run(".ci/refresh.py", "--only", path.stem, folder=copy)
    assert done.returncode == 1
    assert f"{path.name}, cell 4 writes to stderr" in done.stderr
    assert path.read_bytes() == before
