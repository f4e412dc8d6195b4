"""The slides: a copy for students, a screen at a time.

What belongs together is one section; in a browser the script lays each out as as many screens
as it takes, for only there is known how large the screen and its letters are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from textwrap import shorten
from typing import NamedTuple

from bs4 import Tag
from nbformat import NotebookNode

from dateline.lesson.pages import Sheet, cell_of, laid_out, static
from dateline.lesson.tags import on_paper_only

_BEGIN = ("slide", "subslide")
_LEFT_OUT = ("skip", "notes")
_LONGEST = 90
_HEADING = re.compile(r"\s*#{1,2}\s")


class _Slide(NamedTuple):
    """What begins a screen of its own: its cells, and for each whether it waits to be called."""

    cells: list[tuple[Tag, bool]]

    def first(self, selector: str) -> str:
        """Return the text of the first element so selected; empty: there is none."""
        found = (it.select_one(selector) for it, _ in self.cells)
        texts = (it.get_text() for it in found if it is not None)
        return shorten(next(texts, ""), width=_LONGEST, placeholder=" …")


def slides(made: Sheet) -> bytes:
    """Return a page that shows one screen at a time.

    Notes
    -----
    A cell's ``slideshow.slide_type`` is as JupyterLab writes it: ``slide`` and ``subslide``
    begin a slide, ``fragment`` waits to be called, ``skip`` and ``notes`` are left out, and
    anything else goes on. Where no cell begins a slide, each heading of the first or second
    level does. A slide that is higher than the screen goes on on the next one: nothing is below.
    """
    for code in made.soup("details", class_="code"):
        code.decompose()
    found = [it for it in _slides(made) if it.cells]
    parts = _parts(found)
    names = _names(found, parts)
    screens = [
        _screen(it, number=number, name=name, part=part)
        for number, (it, name, part) in enumerate(zip(found, names, parts, strict=True), start=1)
    ]
    items = [
        f'<li><a href="#slide-{number}">{escape(name)}</a></li>'
        for number, name in enumerate(names, start=1)
    ]
    deck = static("deck.html")
    body = deck.format(slides="\n".join(screens), items="\n".join(items), count=len(found))
    styles, script = static("tables.css") + static("slides.css"), static("slides.js")
    return laid_out(made, title=f"{made.title} – slides", body=body, styles=styles, script=script)


def _parts(found: list[_Slide]) -> list[str]:
    """Return for each slide the heading that it stands under."""
    parts = [""]
    for slide in found:
        parts.append(slide.first("h1, h2, h3") or parts[-1])
    return parts[1:]


def _names(found: list[_Slide], parts: list[str]) -> list[str]:
    """Return for each slide its heading or question, told from others that are called the same."""
    names: list[str] = []
    for slide, part in zip(found, parts, strict=True):
        name = slide.first("h1, h2, h3") or slide.first(".question") or part
        times = sum(it == name or it.startswith(f"{name} (") for it in names)
        names.append(f"{name} ({times + 1})" if times else name)
    return names


def _slides(made: Sheet) -> Iterator[_Slide]:
    """Gather the cells of each slide."""
    types = [_type(cell) for cell in made.notebook.cells]
    stated = any(it in _BEGIN for it in types)
    current = _Slide([])
    for cell, kind in zip(made.notebook.cells, types, strict=True):
        if kind in _LEFT_OUT or on_paper_only(cell):
            continue
        if kind in _BEGIN if stated else _begins(cell):
            yield current
            current = _Slide([])
        section = cell_of(made, cell)
        if section is not None and section.find():
            current.cells.append((section, kind == "fragment"))
    yield current


def _type(cell: NotebookNode) -> str:
    return str(cell.metadata.get("slideshow", {}).get("slide_type", ""))


def _begins(cell: NotebookNode) -> bool:
    return cell.cell_type == "markdown" and _HEADING.match(cell.source) is not None


def _screen(slide: _Slide, *, number: int, name: str, part: str) -> str:
    """Return a slide as HTML, with its name and that of the part to which it belongs."""
    for section, waits in slide.cells:
        if waits:
            section["class"] = "cell fragment"
    inner = "\n".join(str(section) for section, _ in slide.cells)
    return (
        f'<section class="slide" id="slide-{number}" aria-label="{escape(name)}"'
        f' data-part="{escape(part)}" tabindex="-1">\n'
        f'<div class="inner">\n{inner}\n</div>\n</section>'
    )
