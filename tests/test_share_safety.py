"""Texts of a case never run, ask or lead away: in any figure, table, page, notebook or file."""

import csv
import json
import re
from base64 import b64decode, b64encode
from xml.etree import ElementTree

import nbformat
import pandas as pd
import pytest
from click.testing import CliRunner
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell
from plotly.offline import get_plotlyjs

import dateline
from dateline import CaseError, DateError, DatelineError, FrameError, save_network, save_page
from dateline.cli import main
from hostile import FIELDS, FIGURES, HOSTILE, RUN, TABLES, Watch, hostile_case
from test_share_render import PIXEL

pytestmark = pytest.mark.browser

PLOTLY = "application/vnd.plotly.v1+json"
WHOLE = ("display.max_rows", None, "display.max_columns", None, "display.max_colwidth", None)
IN_NO_VIEW = {"Case", "Look", "check_case", "edit_case", "explore", "save_network", "save_page"}
IN_NO_VIEW |= {it.__name__ for it in (CaseError, DateError, DatelineError, FrameError)}

FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
DRAWN = "() => document.querySelectorAll('.view[data-state=drawn]').length === 3"
ALL_DRAWN = "() => !document.querySelector('figure:has(> script):not([data-state=drawn])')"
TAGS = "a aside button dd div dl dt h2 h3 h4 li ol p q small span strong ul"
NAMES = (
    "aria-controls aria-expanded aria-label aria-labelledby class data-pick hidden href id rel"
    " role tabindex type"
)
KEYS = """kind => JSON.parse(document.getElementById("data").textContent).keys
    .filter(key => key.startsWith(`${kind} `))
    .map(key => `${kind}=${encodeURIComponent(key.slice(kind.length + 1))}`)"""
PANELS = """async addresses => {
    const [tags, names, links] = [new Set(), new Set(), new Set()];
    const update = Plotly.update;
    Plotly.update = async () => {};  // Only the panel is looked at.
    for (const address of addresses) {
        location.hash = address;
        await new Promise(resume => addEventListener("hashchange", resume, {once: true}));
        for (const element of document.querySelectorAll("#panel, #panel *")) {
            tags.add(element.localName);
            for (const name of element.getAttributeNames()) names.add(name);
            if (element.href) links.add(element.protocol + (element.rel || element.hash[0]));
        }
    }
    Plotly.update = update;
    return {tags: [...tags], names: [...names], links: [...links]};
}"""

DRAW = """async figure => {
    const place = document.createElement("div");
    document.body.append(place);
    await Plotly.newPlot(place, figure.data, figure.layout);
    const pause = () => new Promise(resume => setTimeout(resume));
    const press = (element, kind) =>
        element.dispatchEvent(new MouseEvent(kind, {bubbles: true, view: window}));
    const count = what => place.querySelectorAll(what).length;
    const points = place.data.flatMap((trace, curveNumber) =>
        Array.from(trace.x ?? trace.y ?? [], (_, pointNumber) => ({curveNumber, pointNumber})));
    Plotly.Fx.hover(place, points, Object.keys(place._fullLayout._plots));
    const cards = count(".hovertext");
    const toggle = place.querySelector(".legendtoggle");
    for (const kind of toggle ? ["mousedown", "mouseup"] : []) press(toggle, kind);
    let buttons = 0;
    for (const head of place.querySelectorAll(".updatemenu-header")) {
        press(head, "click");
        buttons += count(".updatemenu-dropdown-button");
        const last = [...place.querySelectorAll(".updatemenu-dropdown-button")].at(-1);
        if (last) press(last, "click");
        await pause();
    }
    const links = count("svg a");
    return {marks: count(".cartesianlayer .trace"), cards, buttons, links};
}"""


@pytest.fixture(scope="module")
def case():
    return hostile_case()


@pytest.fixture(scope="module")
def figures(case):
    return {name: json.loads(draw(case).to_json()) for name, draw in FIGURES.items()}


@pytest.fixture(scope="module")
def tables(case):
    return {name: tell(case) for name, tell in TABLES.items()}


@pytest.fixture(scope="module")
def watch(browser):
    watch = Watch(browser)
    yield watch
    watch.context.close()


@pytest.fixture(scope="module")
def bare(tables, tmp_path_factory):
    """Return a page without a policy: what runs on it nothing stops."""
    path = tmp_path_factory.mktemp("bare") / "bare.html"
    with pd.option_context(*WHOLE):
        html = "\n".join(f"{it._repr_html_()}\n{it.to_html()}" for it in tables.values())
    head = "<!doctype html><meta charset=utf-8><title>All tables</title>"
    path.write_text(f"{head}<script>{get_plotlyjs()}</script>{html}", encoding="utf-8")
    return path


# -- what is gone through ----------------------------------------------------------------------


def test_there_are_enough_hostile_texts():
    """At least sixty different texts try to run."""
    assert len(set(HOSTILE)) >= 60


def test_every_field_is_hostile(case):
    """All columns of text hold all these texts, but for dates and words from a fixed list."""
    tame = {
        f"{name}.{column}"
        for name in ("events", "actors", "sources", "claims", "mentions", "links")
        for column, values in getattr(case, name).items()
        if values.dtype in ("str", "object") and not holds_all(values)
    }
    dates = {"events.offset", "events.when", "mentions.said", "sources.published"}
    assert tame == dates | {"mentions.parent_id"}


def holds_all(values):
    """Tell whether a column holds every hostile text, blanks apart, in one piece or as a list."""
    given = (";".join(it) if isinstance(it, tuple) else str(it) for it in values)
    whole = "".join(" ".join(given).split())
    return all("".join(text.split()).rstrip(";") in whole for text in HOSTILE)


def test_nothing_public_is_forgotten():
    """Whatever dateline returns that is shown somewhere is among the figures and tables."""
    gone_through = {name.split(",")[0] for name in FIGURES | TABLES}
    assert gone_through | IN_NO_VIEW == {*dateline.__all__}


# -- what is noticed ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        (f"<script>{RUN}</script>", "a script ran"),
        (f"<img src=data: onerror={RUN}>", "a script ran"),
        ("<p onclick=x>", "p onclick"),
        ("<img src=https://example.org/a.png>", "request https://example.org/a.png"),
        ("<style>@import 'https://example.org/a.css'</style>", "request https://example.org/a.css"),
        ("<img src=x>", "request file:"),
        ("<script>alert(1)</script>", "dialog 1"),
        ("<script>open('about:blank')</script>", "window "),
        ("<script>throw 1</script>", "error "),
        ("<a href='java\tscript:1'>x</a>", "a href javascript:"),
        ("<svg><a xlink:href='data:text/html,x'></a></svg>", "a xlink:href data:"),
        ("<form action=//example.org/></form>", "form action file:"),
        ("<iframe srcdoc=x></iframe>", "element iframe"),
        ("<meta http-equiv=refresh content='9;url=x'>", "element meta"),
        ("<script>location.replace('about:blank')</script>", "at about:blank"),
    ],
)
def test_what_runs_asks_or_leads_away_is_noticed(watch, tmp_path, html, fault):
    """Each of the ways in which a text could do harm is told by the watch."""
    path = tmp_path / "a.html"
    path.write_text(f"<!doctype html><meta charset=utf-8>{html}", encoding="utf-8")
    watch.open(path).wait_for_timeout(20)
    assert [it for it in watch.faults() if it.startswith(fault)]


def test_an_unescaped_table_is_noticed(watch, tables, tmp_path):
    """The same texts do run in the same table where they are not escaped."""
    path = tmp_path / "a.html"
    html = tables["timeline_table"].head(8).to_html(escape=False)
    path.write_text(f"<!doctype html><meta charset=utf-8>{html}", encoding="utf-8")
    watch.open(path)
    assert "a script ran" in watch.faults()


# -- figures and tables without a policy -------------------------------------------------------


@pytest.mark.parametrize("name", FIGURES)
def test_no_text_of_a_figure_is_markup(figures, name):
    """What Plotly shows has no tags but those of bold, italic and new lines, and no template."""
    shown = [*texts_in(figures[name])]
    assert len(shown) > 20
    tags = {tag for text in shown for tag in re.findall("<[^>]*>?", text)}
    assert tags <= {"<b>", "</b>", "<i>", "</i>", "<br>"}
    assert [text for text in shown if "$" in text or "%{" in text] == []


def texts_in(part, name=""):
    """Yield the texts of a figure, but those that are only for scripts and screen readers."""
    if name in ("customdata", "legendgroup", "meta"):
        return
    if isinstance(part, str):
        yield part
    else:
        pairs = part.items() if isinstance(part, dict) else ()
        pairs = ((name, it) for it in part) if isinstance(part, list) else pairs
        for key, value in pairs:
            yield from texts_in(value, key)


def test_figures_and_tables_show_texts_as_texts(watch, bare, figures):
    """Without a policy, no table's HTML and no figure, card, menu or legend runs or links."""
    page = watch.open(bare)
    assert page.locator("table").count() == 2 * len(TABLES)
    assert watch.faults() == []
    counts = {name: page.evaluate(DRAW, figure) for name, figure in figures.items()}
    assert watch.faults() == []
    assert [name for name, it in counts.items() if it["marks"] == 0] == []
    # Cards of marks so near one another that they would overlap are left out.
    assert sum(it["cards"] for it in counts.values()) > 50
    assert [it["links"] for it in counts.values()] == [0] * len(FIGURES)
    menus = {name for name, it in counts.items() if it["buttons"]}
    assert menus >= {"timeline", "actor_network", "citation_network"}
    # A text that Plotly takes for markup is noticed.
    link = {"x": [1], "y": [1], "mode": "text", "text": "<a href='https://example.org/'>x</a>"}
    assert page.evaluate(DRAW, {"data": [link], "layout": {}})["links"] > 0


# -- files -------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["graphml", "gexf"])
def test_network_files_are_well_formed(case, tmp_path, ending):
    """A network's file is XML that holds the format's own elements, and every text as text."""
    path = save_network(case.events, tmp_path / f"network.{ending}", case=case)
    elements = [*ElementTree.fromstring(path.read_bytes()).iter()]  # noqa: S314 (just written)
    assert len({element.tag.split("}")[0] for element in elements}) == 1
    texts = {text for it in elements for text in (it.text, *it.attrib.values()) if text}
    whole = " ".join(map(in_xml, texts))
    assert [text for text in HOSTILE if in_xml(text) not in whole] == []


def in_xml(text):
    """Return a text as XML gives it back: blanks alike, and a mark for what no XML may hold."""
    return " ".join(text.replace("\0", "\ufffd").replace("\1", "\ufffd").split())


# -- pages with a policy -----------------------------------------------------------------------


def test_the_linked_page_shows_texts_as_texts(watch, case, tmp_path):
    """On the page of a case nothing runs whatever is chosen, and its tables are safe as files."""
    path = tmp_path / "case.html"
    save_page(case, path)
    page = watch.open(path)
    page.wait_for_function(DRAWN)
    assert page.locator(".view").count() == 8
    for kind in ("event", "claim", "actor", "source"):
        keys = page.evaluate(KEYS, kind)
        assert len(keys) >= len(FIELDS)
        # All texts that harm anywhere, and some of those that harm where they stand alone.
        seen = page.evaluate(PANELS, [*keys[:12], *keys[12::25]])
        assert {*seen["tags"]} <= {*TAGS.split()}
        assert {*seen["names"]} <= {*NAMES.split()}
        assert {*seen["links"]} <= {"file:#", "https:noopener noreferrer"}
    page.evaluate("location.hash = ''")
    for name in ("events", "claims", "actors", "mentions"):
        rows = downloaded(page, name, tmp_path)
        assert len(rows) > len(FIELDS)
        assert [cell for row in rows for cell in row if FORMULA.match(cell)] == []
    assert watch.faults() == []


def downloaded(page, name, folder):
    """Return the rows of a table as its button writes them into a file."""
    with page.expect_download() as waiting:
        page.locator(f"#{name} [data-csv]").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [*csv.reader(file)]


# -- notebooks ---------------------------------------------------------------------------------

SETUP = """import json
from pathlib import Path
import pandas as pd
figures = json.loads(Path("figures.json").read_text(encoding="utf-8"))
tables = pd.read_pickle("tables")
PLOTLY = 'application/vnd.plotly.v1+json'"""
LOADED = f"<img src=p.png onload={RUN}> ![p](p.png 'x\" onload=\"{RUN}')"
BROKEN = "data:image/png;base64,AAAA"
"""A picture that cannot be shown, so that what waits for an error has its turn."""


def rendered(notebook, folder, *options):
    """Return the page that the command writes of a notebook."""
    (folder / "p.png").write_bytes(b64decode(PIXEL))
    nbformat.write(notebook, folder / "hostile.ipynb")
    arguments = ["render", str(folder / "hostile.ipynb"), "--out", str(folder / "out"), *options]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return folder / "out" / "hostile.html"


def test_an_executed_notebook_shows_texts_as_texts(watch, figures, tables, tmp_path):
    """A notebook that shows all views and tables of a hostile case is executed, and unharmed."""
    figures_file = tmp_path / "figures.json"
    figures_file.write_text(json.dumps([*figures.values()]), encoding="utf-8")
    pd.to_pickle([*tables.values()], tmp_path / "tables")
    cells = [SETUP]
    cells += [f"display({{PLOTLY: figures[{it}]}}, raw=True)" for it in range(len(figures))]
    cells += [f"tables[{number}]" for number in range(len(tables))]
    notebook = new_notebook(cells=[*map(new_code_cell, cells)])
    page = watch.open(rendered(notebook, tmp_path))
    page.wait_for_function(ALL_DRAWN)
    assert page.locator(".figure[data-state=drawn]").count() == len(FIGURES)
    assert page.locator("table").count() == len(TABLES)
    assert watch.faults() == []


def harmful_notebook():
    """Return a notebook whose every part holds every text, as Markdown, HTML or anything."""
    # A picture that is not in the page is refused before anything is written.
    texts = [it.replace("src=x", f"src={BROKEN}").replace("![", "[") for it in HOSTILE]
    whole = " ".join(texts)
    # Of a formula Plotly says in the console that nothing on the page typesets it.
    marks = [text.replace("$", "") for text in texts]
    bars = {"type": "bar", "x": marks, "y": [1] * len(marks), "text": marks, "hovertext": marks}
    layout = {"title": {"text": " ".join(marks)}, "meta": {"alt": whole, "x": texts}}
    picture = b64encode(f"<svg xmlns='http://www.w3.org/2000/svg' onload='{RUN}'/>".encode())
    outputs = [
        new_output("display_data", data={PLOTLY: {"data": [bars], "layout": layout}}),
        new_output("stream", name="stdout", text=whole),
        new_output("error", ename=whole, evalue=whole, traceback=texts),
        new_output("display_data", data={"image/svg+xml": f"<svg>{whole}</svg>"}),
        new_output(
            "display_data", data={"image/png": "AAAA"}, metadata={"image/png": {"alt": whole}}
        ),
    ]
    for form in ("text/html", "text/markdown", "text/latex", "text/plain"):
        outputs += [new_output("display_data", data={form: text}) for text in texts]
    attached = new_markdown_cell("".join(f"![{it}](attachment:{n})" for n, it in enumerate(texts)))
    attached["attachments"] = {
        str(number): {"image/svg+xml": picture.decode()} for number in range(len(texts))
    }
    headings = "\n\n".join(f"## {text}" for text in texts)
    cells = [
        *map(new_markdown_cell, [f"# {whole}", LOADED, headings, *texts]),
        new_raw_cell(whole),
        attached,
        new_code_cell(whole, metadata={"magics_language": whole, "x": texts}),
        new_code_cell(whole, outputs=outputs, metadata={"tags": ["raises-exception"]}),
    ]
    named = {"kernelspec": {"name": whole, "display_name": whole}, "title": whole}
    return new_notebook(cells=cells, metadata={**named, "language_info": {"name": whole}})


@pytest.mark.filterwarnings("ignore:No lexer found for language")
def test_a_stored_notebook_shows_texts_as_texts(watch, tmp_path):
    """Whatever a cell, an output, a picture or metadata hold, nothing on the page runs or asks."""
    page = watch.open(rendered(harmful_notebook(), tmp_path, "--no-execute"))
    page.wait_for_function(ALL_DRAWN)
    assert watch.faults() == []
