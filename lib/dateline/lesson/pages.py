"""The copies of a lesson as pages for a browser."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag
from nbformat import NotebookNode
from plotly.offline import get_plotlyjs

from dateline.exercises import assets
from dateline.lesson.tags import for_instructors, on_paper_only, tags_of
from dateline.lesson.touches import cells_named, links_said
from dateline.share.contents import entry
from dateline.share.document import asset, document
from dateline.share.exporter import exported
from dateline.share.outputs import cases_in, figures_in
from dateline.share.tidying import tidied

_STATIC = Path(__file__).parent / "static"
_HEADER = """<header class="top">
<span>{}</span>
<button type="button" id="all-code" hidden>Show all code</button>
</header>
"""


class Sheet(NamedTuple):
    """The cells of a copy as HTML, to be laid out.

    Attributes
    ----------
    soup : bs4.BeautifulSoup
        A section of class ``cell`` for each cell that shows anything; its id has the number.
    notebook : nbformat.NotebookNode
        What it was made from, each cell's ``number`` in its metadata.
    title : str
        The first heading, as text.
    """

    soup: BeautifulSoup
    notebook: NotebookNode
    title: str


def sheet(notebook: NotebookNode, *, source: NotebookNode, path: Path) -> Sheet:
    """Make HTML of a notebook whose outputs are prepared; `source` has all cells by number."""
    html = links_said(exported(notebook, path=path))
    soup = tidied(html, notebook=source, path=path, pages={})
    cells_named(soup)
    return Sheet(soup, notebook, entry(soup, file=path.stem).title)


def again(made: Sheet) -> Sheet:
    """Return a copy whose HTML can be changed."""
    return made._replace(soup=copy.copy(made.soup))


def cell_of(made: Sheet, cell: NotebookNode) -> Tag | None:
    """Return the section of a cell; None: it shows nothing."""
    return made.soup.find("section", id=f"cell-{cell.metadata.number}")


def static(name: str) -> str:
    """Return the text of a style sheet or script of this package."""
    return (_STATIC / name).read_text(encoding="utf-8")


def page(made: Sheet, *, reader: str) -> bytes:
    """Return a copy as a page of text, for ``students`` or ``instructors``."""
    for cell in made.notebook.cells:
        section = cell_of(made, cell)
        if section and on_paper_only(cell):
            section.decompose()
            continue
        code = section.find("details", class_="code") if section else None
        if code and section and section.find(class_="dateline-exercise") and reader == "students":
            # Lines of sealed text are nothing to read.
            code.decompose()
        if section and for_instructors(cell):
            kind = "solution" if "solution" in tags_of(cell) else "instructor"
            section["class"] = f"cell private {kind}"
    title = f"{made.title} – for {reader}"
    header = _HEADER.format(f"For {reader}")
    body = f"{header}<main>\n{made.soup}\n</main>"
    styles = static("copies.css") + static("tables.css")
    return laid_out(made, title=title, body=body, styles=styles)


def laid_out(
    made: Sheet, *, title: str, body: str, styles: str, script: str = "", live: bool = True
) -> bytes:
    """Return a whole page around a copy's HTML, with what its figures and exercises need.

    Parameters
    ----------
    made : Sheet
    title, body, styles, script : str
        What is this page's own; its styles come after those that all share.
    live : bool, default True
        Whether exercises check answers; if not, `styles` has theirs.
    """
    style, checks = assets() if live else ("", "")
    cases = cases_in(made.notebook)
    # The reader's script takes plotly.js, which frames borrow, for the one right before it.
    figures = [get_plotlyjs()] if figures_in(made.notebook) or cases else []
    scripts = [script, checks, *figures, asset("reader.js")]
    return document(
        title=title,
        body=body,
        styles=asset("reader.css") + style + styles,
        scripts=[it for it in scripts if it],
        framed=[asset("page.js")] if cases else [],
    )
