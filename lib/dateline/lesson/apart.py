"""Sheets at the end of a handout: what is to be uncovered, and figures that need a whole page."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag

from dateline.share.document import for_script

_WIDEST = 760
"""Px of a figure's own width: a wider one is too small to be read within a page of text."""
_UPRIGHT = (718, 880)
_ACROSS = (840, 640)
"""Px of the room for a figure on a sheet of A4; what is said of it stands below, or beside it."""
_HEADS = {False: "figures", True: "figures to uncover"}
_SIZE = re.compile(r"(width|height): ([\d.]+)px")


class _Sheet(NamedTuple):
    """What stands on one sheet, and the question to which it belongs."""

    number: int
    about: str
    content: list[Tag]
    across: bool
    covered: bool


class Apart:
    """The sheets of a handout.

    Parameters
    ----------
    soup : bs4.BeautifulSoup
        The handout: what is taken from it changes its place, and is no longer there.
    """

    def __init__(self, soup: BeautifulSoup) -> None:
        self._soup = soup
        self._sheets: list[_Sheet] = []

    @staticmethod
    def needs_page(figure: Tag) -> bool:
        """Tell whether a figure's words would be too small within a page of text."""
        return _size(figure)[0] > _WIDEST

    def take(self, content: Sequence[Tag], *, about: str, covered: bool) -> int:
        """Move what belongs together to a sheet of its own; return its number."""
        figures = [it for it in content if "figure" in (it.get("class") or [])]
        across = False
        for figure in figures:
            across = _fit(figure) or across
            _set_note(figure, soup=self._soup)
        taken = [it.extract() for it in content]
        number = len(self._sheets) + 1
        self._sheets.append(_Sheet(number, about, taken, across, covered))
        return number

    def html(self) -> str:
        """Return all sheets, those to be uncovered last: they may be handed out later."""
        ordered = sorted(self._sheets, key=lambda sheet: sheet.covered)
        return "".join(map(_html, ordered))


def _html(sheet: _Sheet) -> str:
    looks = "apart across" if sheet.across else "apart"
    title = f"Sheet {sheet.number} of the {_HEADS[sheet.covered]}"
    about = f"<p>{escape(sheet.about)}</p>\n" if sheet.about else ""
    inner = "\n".join(map(str, sheet.content))
    return f'<section class="{looks}">\n<h2>{title}</h2>\n{about}{inner}\n</section>\n'


def _size(figure: Tag) -> tuple[float, float]:
    """Return a figure's own width and height; without a width it takes what there is."""
    plot = figure.find(class_="plot")
    found = dict(_SIZE.findall(str(plot.get("style", "")))) if plot else {}
    return float(found.get("width", 0)), float(found.get("height", 450))


def _fit(figure: Tag) -> bool:
    """Say how large a figure is on its sheet, and tell whether the sheet lies across."""
    width, height = _size(figure)
    upright, across = (
        min(1, room / max(width, 1), high / height) for room, high in (_UPRIGHT, _ACROSS)
    )
    figure["style"] = f"{figure.get('style', '')}; --zoom: {max(upright, across):.3f}".lstrip("; ")
    return across > upright


def _set_note(figure: Tag, *, soup: BeautifulSoup) -> None:
    """Set the small print at a figure's foot below it, in letters of the page's own size."""
    script = figure.find("script")
    drawn = json.loads(str(script.string)) if script else {}
    notes = drawn.get("layout", {}).get("annotations", [])
    small = [it for it in notes if _is_foot(it)]
    if not script or not small:
        return
    drawn["layout"]["annotations"] = [it for it in notes if not _is_foot(it)]
    script.string = for_script(drawn)
    for note in small:
        line = soup.new_tag("p", attrs={"class": "foot"})
        line.string = re.sub(r"<[^>]*>", " ", note["text"])
        figure.append(line)


def _is_foot(note: dict[str, object]) -> bool:
    """Tell whether an annotation stands below the whole figure, at its left."""
    below = (note.get("yref"), note.get("y"), note.get("yanchor")) == ("paper", 0, "top")
    return below and (note.get("xref"), note.get("x"), note.get("align")) == ("paper", 0, "left")
