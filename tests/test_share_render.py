"""Notebooks become pages that need nothing, or nothing is written."""

import base64
import hashlib
import json
import os
import re
import stat
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from dateline.errors import RenderError
from dateline.files import replace_all
from dateline.handover import CASE
from dateline.share import render
from hostile import HOSTILE

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PLOTLY = "application/vnd.plotly.v1+json"
WIDGET = "application/vnd.jupyter.widget-view+json"
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
FIGURE = {
    "data": [{"type": "bar", "x": [1, 2], "y": [3, 4]}],
    "layout": {"width": 940, "height": 300, "meta": {"alt": "Two bars & no more."}},
}
START = """# Vague dates

After this notebook you will be able to tell *a day* from a month.

**Time:** 15 minutes. **Before:** nothing."""


def shows(data, *, source="show()"):
    """Return a code cell that shows one output."""
    output = new_output("display_data", data=data)
    return new_code_cell(source, outputs=[output], execution_count=1)


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a notebook of these cells."""

    def _write(*cells, name="one.ipynb"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        nbformat.write(new_notebook(cells=list(cells)), path)
        return path

    return _write


@pytest.fixture
def page(write, tmp_path):
    """Return a function that renders a notebook of these cells, as stored, and parses its page."""

    def _page(*cells):
        file, _ = render([write(*cells)], tmp_path / "out", execute=False)
        return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")

    return _page


@pytest.fixture
def refusal(write, tmp_path):
    """Return a function that says why a notebook of these cells is not rendered."""

    def _refusal(*cells, execute=False):
        with pytest.raises(RenderError) as caught:
            render([write(*cells)], tmp_path / "out", execute=execute)
        assert not (tmp_path / "out").exists()
        return str(caught.value)

    return _refusal


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return the folder of the repository's own notebooks, rendered as stored, and what is told."""
    out, told = tmp_path_factory.mktemp("site"), []
    render(NOTEBOOKS, out, execute=False, tell=told.append)
    return out, told


def scripts_of(soup):
    """Return the scripts that run."""
    return [script.string for script in soup("script") if script.get("type") is None]


def policy_of(soup):
    return soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]


def stored_figures(path):
    cells = nbformat.read(path, as_version=4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    data = [output.get("data", {}) for output in outputs]
    # Where a case stands beside a figure, the page shows its linked views instead.
    return [it[PLOTLY] for it in data if PLOTLY in it and CASE not in it]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_is_one_file_with_its_figures(path, site):
    """A page holds each stored figure as JSON, plotly.js at most once, and is at most 5.5 MB."""
    file = site[0] / f"{path.stem}.html"
    soup = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
    figures = [json.loads(it.string) for it in soup.select("figure.figure > script")]
    stored = stored_figures(path)
    assert [it["layout"] for it in figures] == [it["layout"] for it in stored]
    is_drawn = bool(stored or soup.select("figure.case"))
    assert sum("* plotly.js v" in it for it in scripts_of(soup)) == is_drawn
    assert file.stat().st_size <= 5_500_000
    assert [it.get_text() for it in soup("h1")] == [soup.title.get_text()]


def test_index_tells_what_each_page_is_for(site):
    """The index gives each notebook's title, what one will be able to do, and the minutes."""
    soup = BeautifulSoup((site[0] / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert [it["href"] for it in soup("a")] == [f"{path.stem}.html" for path in NOTEBOOKS]
    first = soup.li.get_text("\n", strip=True).splitlines()
    assert first == [
        "Start here",
        (
            "You will be able to open a case, see its events on a timeline, and say which table"
            " holds what."
        ),
        "10 minutes",
    ]
    assert all(re.search(r"\d+ minutes", item.get_text()) for item in soup("li"))
    assert soup("script") == []


def test_progress_is_told_as_each_notebook_begins_and_ends(site):
    """A line names the notebook as it begins, another its file, size and figures as it ends."""
    told = site[1]
    assert told[0] == "00_start_here.ipynb: as stored"
    assert re.fullmatch(r"00_start_here\.ipynb: 00_start_here\.html, 4\.\d MB, 1 figure", told[1])
    begun = [line.split(":")[0] for line in told if line.endswith(": as stored")]
    assert begun == [path.name for path in NOTEBOOKS]


def test_same_bytes(site, tmp_path):
    """Rendering stored outputs again writes equal files, wherever to."""
    again = render(NOTEBOOKS[:2], tmp_path / "b", execute=False)
    render(NOTEBOOKS[:2], tmp_path / "a", execute=False)
    assert [(tmp_path / "a" / it.name).read_bytes() for it in again] == [
        it.read_bytes() for it in again
    ]
    assert again[0].read_bytes() == (site[0] / again[0].name).read_bytes()


def test_execution_fills_in_the_outputs(write, tmp_path):
    """A notebook is executed in its own folder, twice with the same bytes, and not changed."""
    source = """import os, sys
from pathlib import Path
import plotly.graph_objects as go
print(Path("beside.txt").read_text(), list({"a", "b", "c"}) and hash("a"))
print("/some" + "/machine", file=sys.stderr)
go.Figure(go.Bar(y=[1]))"""
    path = write(new_markdown_cell(START), new_code_cell(source), name="deep/one.ipynb")
    (path.parent / "beside.txt").write_text("It lies beside.", encoding="utf-8")
    before, told = path.read_bytes(), []
    first = render([path], tmp_path / "a", tell=told.append)
    second = render([path], tmp_path / "b")
    assert [it.read_bytes() for it in first] == [it.read_bytes() for it in second]
    assert path.read_bytes() == before
    text = first[0].read_text(encoding="utf-8")
    assert "It lies beside." in text
    assert "/some/machine" not in text
    assert told[0] == "one.ipynb: executing"
    assert told[1] == ("one.ipynb: cell 2 warns, which the page leaves out: /some/machine")
    assert re.fullmatch(r"one\.ipynb: one\.html, 4\.\d MB, 1 figure", told[2])


def test_a_cell_that_fails_is_named(refusal):
    """A notebook that fails is told by its file, its cell's number and first line."""
    cells = new_markdown_cell(START), new_code_cell("\nfirst = 1\n1 / 0")
    assert refusal(*cells, execute=True) == (
        "one.ipynb, cell 2 (“first = 1”): ZeroDivisionError: division by zero"
    )


def test_python_that_dies_is_told(refusal):
    """A cell in which the kernel itself ends is named, too."""
    assert refusal(new_code_cell("import os\nos._exit(1)"), execute=True) == (
        "one.ipynb, cell 1 (“import os”): Python itself ended in this cell"
    )


def test_policy_allows_the_pages_own_scripts_alone(page):
    """The policy forbids all but scripts by hash, styles and pictures of the page itself."""
    soup = page(shows({PLOTLY: FIGURE}))
    digests = [
        base64.b64encode(hashlib.sha256(it.encode()).digest()).decode() for it in scripts_of(soup)
    ]
    assert len(digests) == 2
    assert policy_of(soup) == (
        f"default-src 'none'; script-src 'sha256-{digests[0]}' 'sha256-{digests[1]}';"
        " style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def test_nothing_in_a_page_names_another_host(page):
    """Outside plotly.js no address of another host is in a page that names none itself."""
    soup = page(new_markdown_cell(START), shows({PLOTLY: FIGURE}), new_code_cell("x = 1"))
    for script in soup("script"):
        if "plotly.js" in (script.string or "")[:50]:
            script.decompose()
    assert re.findall(r"https?://\S+", str(soup)) == []


def test_alt_is_the_accessible_name(page):
    """A figure's description is the name of its image, and is there to be read, too."""
    soup = page(shows({PLOTLY: FIGURE}))
    image = soup.find(role="img")
    assert image["aria-label"] == "Two bars & no more."
    assert soup.figcaption.details.p.get_text() == "Two bars & no more."
    assert soup.figcaption.summary.get_text() == "Figure 1 in words"


@pytest.mark.parametrize(
    ("layout", "name"),
    [
        ({"title": {"text": "Bars"}}, "Bars"),
        ({"meta": {"alt": " "}, "title": {"text": "Bars"}}, "Bars"),
        ({"meta": ["alt"]}, "Figure, cell 2"),
        ({}, "Figure, cell 2"),
    ],
)
def test_a_figure_without_alt_is_called_by_its_title_or_place(page, layout, name):
    """A figure without a description is called by its title, or by its cell's number."""
    soup = page(new_markdown_cell(START), shows({PLOTLY: {"data": [], "layout": layout}}))
    assert soup.find(role="img")["aria-label"] == name


def test_figures_text_does_not_end_its_script(page):
    """A figure's JSON cannot leave its script element, and comes back as it was."""
    title = "</script><!--<script>alert(1)</script>&amp;\u2028"
    figure = {"data": [], "layout": {"title": {"text": title}}}
    (script,) = page(shows({PLOTLY: figure}))("script", type="application/json")
    assert json.loads(script.string) == {"layout": figure["layout"]}
    assert "<" not in script.string


def test_code_is_folded_with_its_number(page):
    """Each cell's code is in a folded element that gives the cell's number; an empty one is not."""
    soup = page(new_markdown_cell(START), new_code_cell("x = 1"), new_code_cell(""))
    (code,) = soup("details", class_="code")
    assert code.get("open") is None
    assert code.summary.find(class_="shut").get_text() == "Show the code"
    assert code.summary.find(class_="number").get_text() == "cell 2"
    assert code.pre.get_text().strip() == "x = 1"


def test_links_between_notebooks_become_links_between_pages(write, tmp_path):
    """A link to a notebook of the same run leads to its page, a link elsewhere becomes its name."""
    source = (
        "[two](deep/two%20b.ipynb#The-end) [three](three.ipynb) [three.ipynb](three.ipynb)"
        " [our notes](../my%20notes.md) [out](https://example.org/) [here](#Top)"
        " <a href='//h/x'>h</a>"
        " [run](javascript:alert(1))"
    )
    paths = [
        write(new_markdown_cell(source)),
        write(new_markdown_cell(START), name="deep/two b.ipynb"),
    ]
    file, *_ = render(paths, tmp_path / "out", execute=False)
    section = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser").find(id="cell-1")
    assert {it.get_text(): it["href"] for it in section("a", href=True)} == {
        "two": "two%20b.html#The-end",
        "out": "https://example.org/",
        "here": "#Top",
    }
    assert section.get_text().strip() == (
        "two three three.ipynb our notes (../my notes.md) out here h (//h/x) run"
    )


def test_html_in_markdown_holds_its_text(page):
    """Elements written into Markdown keep what stands between their tags."""
    folded = "<details>\n\nIt *is* inside.\n\n</details>"
    soup = page(new_markdown_cell(f"A <b>bold</b> word.\n\n{folded}"))
    assert soup.b.get_text() == "bold"
    assert soup.main.details.get_text().strip() == "It is inside."


def test_formulas_stay_as_they_are_written(page):
    """A formula is shown as its TeX, marked as one."""
    source = r"Let $x^2 < 1$ and" + "\n\n$$\\sum_i a_i$$\n\n" + r"\begin{eq}y_1\end{eq}"
    soup = page(new_markdown_cell(source), shows({"text/latex": "$a & b$"}))
    assert [it.get_text() for it in soup(class_="formula")] == [
        "$x^2 < 1$",
        r"$$\sum_i a_i$$",
        r"\begin{eq}y_1\end{eq}",
        "$a & b$",
    ]


def test_tables_have_scopes_and_boxes(page):
    """A table stands in a box of its own, its headings say what they head."""
    table = (
        "<style scoped>th {color: red}</style><table border='1'><thead><tr><th></th><th>a</th>"
        "</tr></thead><tbody><tr><th>0</th><td>&lt;b&gt;</td></tr></tbody></table>"
    )
    soup = page(shows({"text/html": table, "text/plain": "a"}))
    assert "scroll" in soup.table.parent["class"]
    assert [(it.get_text(), it["scope"]) for it in soup("th")] == [("a", "col"), ("0", "row")]
    assert soup.find("td", class_="short").get_text() == "<b>"
    assert "red" not in soup.main.get_text()


BANNED = (
    "script style svg meta link base iframe form button object embed template textarea math img"
)


@pytest.mark.parametrize("form", ["text/html", "text/markdown"])
def test_nothing_active_is_left_of_an_output(page, form):
    """No element or attribute that runs, asks the network or leads away is left of an output."""
    hostile = [it for it in HOSTILE if not re.search("<img src=x|!\\[", it)]  # these are refused
    soup = page(*(shows({form: text}) for text in hostile))
    assert soup.main(BANNED.split()) == []
    names = {name for element in soup.main(True) for name in element.attrs}
    assert [name for name in names if name.startswith("on")] == []
    links = [it["href"] for it in soup.main("a", href=True)]
    assert [it for it in links if not re.match("https?://", it)] == []
    assert [it["style"] for it in soup.main(style=True) if "position" in it["style"]] == []


def test_pictures_are_in_the_page(write, tmp_path):
    """Pictures of a cell, of an attachment and of the notebook's folder are in the page."""
    cell = new_markdown_cell("![beside](p.png)\n\n![attached](attachment:q.png)")
    cell["attachments"] = {"q.png": {"image/png": PIXEL}}
    shown = shows({"image/png": PIXEL, "text/plain": "<Figure>"})
    svg = shows({"image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg'/>"})
    path = write(cell, shown, svg)
    (tmp_path / "p.png").write_bytes(base64.b64decode(PIXEL))
    file, _ = render([path], tmp_path / "out", execute=False)
    soup = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
    assert [(it["alt"], it["src"][:19]) for it in soup("img")] == [
        ("beside", "data:image/png;base"),
        ("attached", "data:image/png;base"),
        ("Picture, cell 2", "data:image/png;base"),
        ("Picture, cell 3", "data:image/svg+xml;"),
    ]


@pytest.mark.parametrize("source", ["https://example.org/p.png", "../p.png", "gone.png"])
def test_a_picture_from_elsewhere_is_refused(refusal, source):
    """A picture that would have to be fetched, or is not in the folder, fails with its cell."""
    assert refusal(new_markdown_cell("# A"), new_markdown_cell(f"![p]({source})")) == (
        f"one.ipynb, cell 2 (“![p]({source})”): the picture '{source}' cannot be put into the"
        " page; save it in the notebook's folder and name it relative to that"
    )


def bad(data):
    return shows(data, source="draw()")


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        (bad({PLOTLY: [1]}), "this is no Plotly figure: it is not a JSON object"),
        (
            bad({PLOTLY: {"data": [{"type": "bra"}], "layout": {}}}),
            "this is no valid Plotly figure: Invalid element(s) received for the 'data' property",
        ),
        (
            bad({PLOTLY: {"data": [{"type": "bar", "y": [float("nan")]}]}}),
            "this is no valid Plotly figure: Out of range float values are not JSON compliant",
        ),
        (
            bad({PLOTLY: {"data": [{"type": "scattergeo"}]}}),
            "a trace of type scattergeo fetches its map from the network",
        ),
        (
            bad({PLOTLY: {"layout": {"images": [{"source": "https://example.org/p.png"}]}}}),
            "a picture in this figure lies on the network, and a page asks nobody",
        ),
        (
            bad({WIDGET: {"model_id": "1"}, "text/plain": "FigureWidget()"}),
            "a live control or a FigureWidget needs a running kernel, which a page has not",
        ),
        (
            bad({"application/javascript": "alert(1)", "text/plain": "<JS>"}),
            "a page cannot show an output of type application/javascript",
        ),
        (bad({"application/x-odd": "1"}), "a page cannot show an output of type application/x-odd"),
        (
            new_code_cell(
                "draw()",
                outputs=[new_output("error", ename="KeyError", evalue="'no'", traceback=[])],
            ),
            "KeyError: 'no'",
        ),
    ],
)
def test_what_no_page_can_show_is_refused(refusal, cell, problem):
    """An output that would be missing from the page fails, with its cell and the reason."""
    said = refusal(new_markdown_cell("# A"), shows({"text/plain": "1"}), cell)
    assert said.startswith(f"one.ipynb, cell 3 (“draw()”): {problem}")
    assert "\n" not in said


def test_a_widget_with_a_figure_beside_it_is_shown(page):
    """An output that a page can show in another form is shown in that."""
    soup = page(shows({WIDGET: {"model_id": "1"}, PLOTLY: FIGURE, "text/plain": "FigureWidget()"}))
    assert len(soup("figure")) == 1
    assert "FigureWidget" not in soup.main.get_text()


def test_an_announced_error_is_shown(page):
    """An error that the cell's tag announces is shown in one line, without a machine's folders."""
    error = new_output("error", ename="DateError", evalue="<26>", traceback=["/home/x.py"])
    cell = new_code_cell("wrong()", outputs=[error], metadata={"tags": ["raises-exception"]})
    soup = page(cell)
    assert soup.find("pre", class_="error").get_text() == "DateError: <26>"
    assert "/home/" not in soup.main.get_text()


def test_text_is_shown_as_text(write, tmp_path):
    """Printed text and reprs are escaped, and loose half characters are written as marks."""
    stream = new_output("stream", name="stdout", text="<b>\x1b[31mred\x1b[0m HALF")
    path = write(new_code_cell("x", outputs=[stream]), shows({"text/plain": "<i>"}))
    stored = path.read_text(encoding="utf-8").replace("HALF", r"\ud800")
    path.write_text(stored, encoding="utf-8")
    file, _ = render([path], tmp_path / "out", execute=False)
    soup = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
    assert [it.get_text() for it in soup("pre", class_="text")] == ["<b>red ?", "<i>"]


def test_cells_never_run_are_told(write, tmp_path):
    """Where outputs are not stored, the author is told how many are missing."""
    told = []
    path = write(new_code_cell("x = 1"), new_code_cell("y = 1", execution_count=1))
    render([path], tmp_path / "out", execute=False, tell=told.append)
    assert told[1] == "one.ipynb: 1 code cell of 2 never run: no outputs are stored"


def test_a_notebook_without_a_heading_is_called_by_its_file(page):
    """A page has a heading and a title even where the notebook has none."""
    soup = page(new_markdown_cell("Just text."))
    assert (soup.title.get_text(), soup.h1.get_text()) == ("one", "one")


def test_headings_that_are_alike_have_one_id(page):
    """No id is in a page twice, and headings keep the ids that links name."""
    soup = page(new_markdown_cell("# The end\n\n## Part"), new_markdown_cell("## Part"))
    ids = [it["id"] for it in soup(id=True)]
    assert sorted(ids) == sorted(set(ids))
    assert [it.get("id") for it in soup(["h1", "h2"])] == ["The-end", "Part", None]


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("gone.ipynb", "{}/gone.ipynb cannot be read: No such file or directory"),
        ("sub", "{}/sub is a folder: name its notebooks, as in {}/sub/*.ipynb"),
        ("text.ipynb", "{}/text.ipynb is not a notebook, as JupyterLab writes them"),
        ("json.ipynb", "{}/json.ipynb is not a notebook, as JupyterLab writes them"),
        ("bad.ipynb", "{}/bad.ipynb is not a notebook, as JupyterLab writes them"),
        ("Index.ipynb", "{}/Index.ipynb would become index.html, which lists the pages; rename it"),
    ],
)
def test_what_is_no_notebook_is_told(tmp_path, name, problem):
    """A path that is no notebook is refused in one line that says what it is."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "text.ipynb").write_text("Dear reader", encoding="utf-8")
    (tmp_path / "json.ipynb").write_text("[1]", encoding="utf-8")
    (tmp_path / "bad.ipynb").write_text(
        '{"cells": [{}], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}', encoding="utf-8"
    )
    with pytest.raises(RenderError) as caught:
        render([tmp_path / name], tmp_path / "out", execute=False)
    assert str(caught.value) == problem.replace("{}", str(tmp_path))


def test_two_notebooks_of_one_name_are_refused(write, tmp_path):
    """Two notebooks that would be one page on some machine are refused."""
    paths = [write(name="a/one.ipynb"), write(name="b/One.ipynb")]
    with pytest.raises(RenderError) as caught:
        render(paths, tmp_path / "out", execute=False)
    assert str(caught.value) == (
        f"{paths[0]} and {paths[1]} would both become One.html;"
        " name each notebook once, and rename one of two that are called the same"
    )


def test_no_notebook_is_refused(tmp_path):
    """Rendering nothing is a mistake."""
    with pytest.raises(RenderError, match="no notebook is named"):
        render([], tmp_path)


def test_a_place_that_cannot_take_pages_is_told(write, tmp_path):
    """A file in the folder's place, or a folder in a page's, is told before anything runs."""
    path = write(new_code_cell("1 / 0"))
    with pytest.raises(RenderError) as caught:
        render([path], path / "deep")
    assert str(caught.value) == f"{path} is not a folder; name another with --out"
    (tmp_path / "out" / "one.html").mkdir(parents=True)
    with pytest.raises(RenderError) as caught:
        render([path], tmp_path / "out")
    place = tmp_path / "out" / "one.html"
    assert str(caught.value) == f"{place} is a folder, in the place of a page; move it away"


def test_a_folder_that_cannot_be_written_is_told(write, tmp_path, monkeypatch):
    """A disk that refuses is told with the folder, and old pages stay."""
    path, out = write(new_markdown_cell("# A")), tmp_path / "out"
    files = render([path], out, execute=False)
    before = [it.read_bytes() for it in files]
    path = write(new_markdown_cell("# B"))

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.replace", refuse)
    with pytest.raises(RenderError) as caught:
        render([path], out, execute=False)
    assert str(caught.value) == f"{out} cannot be written: Permission denied"
    assert [it.read_bytes() for it in files] == before
    assert sorted(it.name for it in out.iterdir()) == ["index.html", "one.html"]


def test_a_failed_run_leaves_the_old_pages(write, tmp_path):
    """Where the second notebook fails, the first one's page stays as it was, too."""
    out = tmp_path / "out"
    good = write(new_markdown_cell("# Old"))
    files = render([good], out, execute=False)
    before = [it.read_bytes() for it in files]
    paths = [write(new_markdown_cell("# New")), write(bad({PLOTLY: [1]}), name="two.ipynb")]
    with pytest.raises(RenderError, match=r"two\.ipynb, cell 1"):
        render(paths, out, execute=False)
    assert [it.read_bytes() for it in files] == before
    assert sorted(it.name for it in out.iterdir()) == ["index.html", "one.html"]


KILLED = """
import os, sys
from pathlib import Path
from dateline.files import replace_all
from dateline.handover import CASE

real = os.fsync
synced = []

def fsync(handle):
    synced.append(handle)
    if len(synced) == 2:
        os._exit(9)
    real(handle)

os.fsync = fsync
out = Path(sys.argv[1])
replace_all({out / "a": b"new a", out / "b": b"new b"})
"""


def test_a_run_killed_half_way_leaves_old_files_whole(tmp_path):
    """A process that ends while it writes a second file has replaced neither of them."""
    for name in "ab":
        (tmp_path / name).write_text("old", encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", KILLED, tmp_path], check=False)  # noqa: S603
    assert done.returncode == 9
    assert [(tmp_path / name).read_text(encoding="utf-8") for name in "ab"] == ["old", "old"]


WRITING = """
import sys
from pathlib import Path
from dateline.files import replace_all
from dateline.handover import CASE

places = [Path(sys.argv[1]) / name for name in ("a", "b")]
print("on", flush=True)
while True:
    for letter in (b"x", b"y"):
        replace_all(dict.fromkeys(places, letter * 5_000_000))
"""


@pytest.mark.parametrize("after", [0.005, 0.03, 0.06])
def test_a_run_killed_at_any_moment_leaves_whole_files(tmp_path, after):
    """A process that is killed while it writes pages leaves each place an old or a new one."""
    command = [sys.executable, "-c", WRITING, tmp_path]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdout.readline().strip() == b"on"
        while not (tmp_path / "b").exists():
            time.sleep(0.002)
        time.sleep(after)
        process.kill()
    for name in "ab":
        assert (tmp_path / name).read_bytes() in (b"x" * 5_000_000, b"y" * 5_000_000)
    rest = [it.name for it in tmp_path.iterdir() if it.name not in ("a", "b")]
    assert [it for it in rest if not re.fullmatch(rf"\.[ab]\.{process.pid}", it)] == []


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such permissions")
def test_a_page_may_be_read_by_others(tmp_path):
    """A written file has the permissions of any new file, so that a server can hand it out."""
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    replace_all({tmp_path / "page": b"x"})
    assert stat.S_IMODE((tmp_path / "page").stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


def test_importing_the_package_loads_no_nbconvert():
    """What only rendering needs is not loaded before something is rendered."""
    code = "import dateline.share, sys; print({'nbconvert', 'nbclient', 'bs4'} & set(sys.modules))"
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    assert done.stdout == "set()\n"
