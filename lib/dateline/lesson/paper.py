"""The handout: a copy for students on paper, where answers are written by hand."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag

from dateline.exercises import assets
from dateline.lesson.pages import Sheet, laid_out, static

_TURN = "Answer before you turn the page."
_HEADER = """<header class="sheet">
<p>Name <span class="line"></span></p>
<p>Date <span class="line"></span></p>
<button type="button" id="all-code" hidden></button>
</header>
"""


def handout(made: Sheet) -> bytes:
    """Return a page that is made to be printed, without code and without any key."""
    soup = made.soup
    # Linked views of a case live on a screen only.
    for element in soup.select("details.code, figure.case, .dateline-exercise script"):
        element.decompose()
    for exercise in soup.select(".dateline-exercise"):
        _on_paper(exercise, soup=soup)
    # What a browser shows of exercises on paper only, the handout shows on a screen, too.
    style = assets()[0].replace("@media print", "@media all")
    body = f"{_HEADER}<main>\n{soup}\n</main>"
    styles = style + static("handout.css")
    return laid_out(made, title=f"{made.title} – handout", body=body, styles=styles, live=False)


def _on_paper(exercise: Tag, *, soup: BeautifulSoup) -> None:
    """Put lines and boxes in the places of what only a browser can fill in."""
    for element in exercise.select("button, .act, .feedback, .moves, .moved"):
        element.decompose()
    for text in exercise("textarea"):
        _replace(text, soup.new_tag("span", attrs={"class": "lines"}))
    for field in exercise(["select", "input"]):
        kind = str(field.get("type", ""))
        look = f"tick {kind}" if kind in ("radio", "checkbox") else "line"
        _replace(field, soup.new_tag("span", attrs={"class": look}))
    for label in exercise("label"):
        label.name = "div"
    covers = exercise.find(class_="covers")
    if covers and exercise.find_next_sibling():
        covers.string = _TURN
        del covers["hidden"]
    elif covers:
        covers.decompose()


def _replace(element: Tag, new: Tag) -> None:
    element.replace_with(new)
