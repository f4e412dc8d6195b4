"""The last touches to a page's HTML: its links, tables, pictures and headings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from bs4 import BeautifulSoup, Tag
from nbformat import NotebookNode

from dateline.share.faults import at_cell

_OUTWARD = ("http", "https", "mailto")
_WIDTHS = ((12, "short"), (48, "middling"))


def tidied(
    html: str, *, notebook: NotebookNode, path: Path, pages: Mapping[Path, str]
) -> BeautifulSoup:
    """Return the HTML of a notebook as it will stand in its page.

    Parameters
    ----------
    html : str
        The cells as HTML.
    notebook : nbformat.NotebookNode
        The notebook that it was made from, to name the cell in which something is wrong.
    path : pathlib.Path
        Where the notebook lies; its links are relative to that.
    pages : mapping of pathlib.Path to str
        For each notebook of this run, its absolute path, the name of its page's file.

    Returns
    -------
    bs4.BeautifulSoup
        With a heading of the first level; tables in boxes of their own, their headings with a
        scope; and links that lead to pages, out or nowhere.

    Raises
    ------
    RenderError
        A picture lies on the network, outside the notebook's folder, or nowhere.
    """
    soup = BeautifulSoup(html, "html.parser")
    for anchor in soup("a", class_="anchor-link"):
        anchor.decompose()
    for link in soup("a", href=True):
        _lead(soup, link, folder=path.resolve().parent, pages=pages)
    for picture in soup("img"):
        _require_embedded(picture, notebook=notebook, path=path)
    for table in soup("table"):
        _box(soup, table)
    _keep_ids_unique(soup)
    if soup.h1 is None:
        heading = soup.new_tag("h1")
        heading.string = path.stem
        soup.insert(0, heading)
    return soup


def _lead(soup: BeautifulSoup, link: Tag, *, folder: Path, pages: Mapping[Path, str]) -> None:
    """Let a link lead to a page of this run, or say in words where it would have led."""
    address = str(link["href"])
    parts = urlsplit(address)
    if parts.scheme in _OUTWARD or address.startswith("#"):
        return
    name = unquote(address.partition("#")[0])
    page = None if parts.scheme or parts.netloc else pages.get((folder / name).resolve())
    if page is not None:
        link["href"] = quote(page) + (f"#{parts.fragment}" if parts.fragment else "")
        return
    # The file is not beside the page, where a reader would look for it: its name must do.
    if not parts.scheme and link.get_text() not in (name, Path(name).stem):
        file = soup.new_tag("span", attrs={"class": "file"})
        file.string = f" ({name})"
        link.append(file)
    link.unwrap()


def _require_embedded(picture: Tag, *, notebook: NotebookNode, path: Path) -> None:
    source = str(picture.get("src", ""))
    if source.startswith("data:image/"):
        return
    section = picture.find_parent("section", class_="cell")
    number = int(str(section["id"]).removeprefix("cell-")) if section else 1
    problem = (
        f"the picture {source!r} cannot be put into the page;"
        " save it in the notebook's folder and name it relative to that"
    )
    raise at_cell(path, number, notebook.cells[number - 1], problem)


def _box(soup: BeautifulSoup, table: Tag) -> None:
    """Put a table into a box that scrolls, and say what its headings head."""
    table.wrap(soup.new_tag("div", attrs={"class": "table scroll"}))
    for cell in table(["td", "th"]):
        in_head = cell.find_parent("thead") is not None
        length = len(cell.get_text(strip=True))
        if cell.name == "th" and length == 0:
            cell.name = "td"
        elif cell.name == "th":
            cell["scope"] = "col" if in_head else "row"
        if not in_head:
            cell["class"] = next((name for most, name in _WIDTHS if length <= most), "long")


def _keep_ids_unique(soup: BeautifulSoup) -> None:
    """Let only the first of several headings that are alike have their common id."""
    known: set[str] = set()
    for element in soup(id=True):
        if element["id"] in known:
            del element["id"]
        else:
            known.add(str(element["id"]))
