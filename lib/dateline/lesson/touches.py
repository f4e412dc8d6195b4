"""Touches to a lesson's HTML: links to notebooks in words, and tables that fit a telephone."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

_STACKED = 3
"""A table of so many columns is a list of its rows on a narrow screen."""


def links_said(html: str) -> str:
    """Say of each link to a notebook where that is found, for it does not lie beside the page.

    Examples
    --------
    >>> links_said('<p>Next: <a href="02_time.ipynb">02_time</a>.</p>')
    '<p>Next: notebook 02_time of the project.</p>'
    >>> links_said('<p>See <a href="../02_time.ipynb#clocks">the clocks</a>.</p>')
    '<p>See the clocks (notebook 02_time of the project).</p>'
    """
    soup = BeautifulSoup(html, "html.parser")
    for link in soup("a", href=True):
        parts = urlsplit(str(link["href"]))
        name = Path(unquote(parts.path))
        if parts.scheme or parts.netloc or name.suffix != ".ipynb":
            continue
        before = link.previous_sibling
        said = isinstance(before, NavigableString) and before.rstrip().endswith("notebook")
        where = f"{'' if said else 'notebook '}{name.stem} of the project"
        if link.get_text(strip=True) not in (name.stem, name.name, str(name)):
            link.append(f" (notebook {name.stem} of the project)")
            link.unwrap()
        else:
            link.replace_with(where)
    return str(soup)


def cells_named(soup: BeautifulSoup) -> None:
    """Let each cell of a table's body have the head of its column, to be shown beside it.

    Where a style sheet lays a table out as a list, browsers may take it for no table any more:
    the roles keep it one.
    """
    for table in soup.select(".table > table"):
        heads = [it.get_text(" ", strip=True) for it in table.select("thead > tr:last-child > *")]
        if len(heads) < _STACKED:
            continue
        table["role"] = "table"
        table["class"] = "stacked"
        for part in table(["thead", "tbody"]):
            part["role"] = "rowgroup"
        for row in table("tr"):
            row["role"] = "row"
            for cell, head in zip(row(["td", "th"]), heads, strict=False):
                _name(cell, head=head)


def _name(cell: Tag, *, head: str) -> None:
    if cell.find_parent("thead"):
        cell["role"] = "columnheader"
        return
    cell["role"] = "rowheader" if cell.name == "th" else "cell"
    if head and cell.name == "td":
        cell["data-head"] = head
    if not cell.get_text(strip=True):
        cell["data-empty"] = ""
