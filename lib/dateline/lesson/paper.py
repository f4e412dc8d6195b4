"""The handout: a copy for students on paper, where answers are written by hand."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag

from dateline.exercises import assets
from dateline.lesson.apart import Apart
from dateline.lesson.pages import Sheet, cell_of, laid_out, static
from dateline.lesson.tags import lines_for, on_screen_only

_ANSWER = "Answer first. What it is about is on sheet {} of the figures to uncover."
_FIGURE = "The figure is on sheet {}, at the end."
_HEADER = """<header class="sheet">
<p>Name <span class="line"></span></p>
<p>Date <span class="line"></span></p>
<button type="button" id="all-code" hidden></button>
</header>
"""
_ONLY_LIVE = "button, .act, .feedback, .moves, .moved, .asleep"


def handout(made: Sheet) -> bytes:
    """Return a page that is made to be printed, without code and without any key.

    Notes
    -----
    What a prediction covers is no longer below its question, where everybody would see it, but
    on a numbered sheet at the end, which can be handed out later; figures that need a whole page
    to be read are there, too.
    """
    soup = made.soup
    # Linked views of a case live on a screen only.
    for element in soup.select("details.code, figure.case, .dateline-exercise script"):
        element.decompose()
    for cell in made.notebook.cells:
        section = cell_of(made, cell)
        if section and on_screen_only(cell):
            section.decompose()
        elif section and lines_for(cell):
            section.append(_ruled(soup, number=lines_for(cell)))
    apart = Apart(soup)
    for figure in [it for it in soup.select("figure.figure") if apart.needs_page(it)]:
        if _covering(figure) is None:
            _move(figure, apart=apart, soup=soup)
    for exercise in soup.select(".dateline-exercise"):
        _on_paper(exercise, apart=apart, soup=soup)
    # What a browser shows of exercises on paper only, the handout shows on a screen, too.
    style = assets()[0].replace("@media print", "@media all")
    body = f"{_HEADER}<main>\n{soup}\n{apart.html()}</main>"
    styles = style + static("handout.css")
    return laid_out(made, title=f"{made.title} – handout", body=body, styles=styles, live=False)


def _covering(element: Tag) -> Tag | None:
    """Return the prediction that covers an element; None: it can be seen."""
    return element.find_previous_sibling(attrs={"data-exercise": "predict"})


def _move(figure: Tag, *, apart: Apart, soup: BeautifulSoup) -> None:
    """Put a figure on a sheet of its own, and say in its place on which."""
    note = soup.new_tag("p", attrs={"class": "elsewhere"})
    figure.insert_before(note)
    exercise = figure.find_previous_sibling(class_="dateline-exercise")
    note.string = _FIGURE.format(apart.take([figure], about=_question(exercise), covered=False))


def _question(exercise: Tag | None) -> str:
    asked = exercise.find(class_="question") if exercise else None
    return asked.get_text(" ", strip=True) if asked else ""


def _on_paper(exercise: Tag, *, apart: Apart, soup: BeautifulSoup) -> None:
    """Put lines and boxes in the places of what only a browser can fill in."""
    for element in exercise.select(_ONLY_LIVE):
        element.decompose()
    for text in exercise("textarea"):
        text.replace_with(_ruled(soup, number=4, name="span"))
    for field in exercise(["select", "input"]):
        kind = str(field.get("type", ""))
        look = f"tick {kind}" if kind in ("radio", "checkbox") else "line"
        field.replace_with(soup.new_tag("span", attrs={"class": look}))
    for label in exercise("label"):
        label.name = "div"
    for sums in exercise.select(".sums"):
        del sums["hidden"]
    covers = exercise.find(class_="covers")
    covered = exercise.find_next_siblings() if covers else []
    if covers and covered:
        covers.string = _ANSWER.format(apart.take(covered, about=_question(exercise), covered=True))
        del covers["hidden"]
    elif covers:
        covers.decompose()


def _ruled(soup: BeautifulSoup, *, number: int, name: str = "div") -> Tag:
    """Return so many lines to write on."""
    return soup.new_tag(name, attrs={"class": "lines", "style": f"--lines: {number}"})
