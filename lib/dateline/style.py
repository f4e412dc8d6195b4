"""The visual language: palette, marks, hover cards, template, alt text.

One look a status, said by shape and pattern as well as by colour, so that a figure reads in
grey and for colour-blind readers. To change how a status looks, change its row in `LOOKS`.
"""

from __future__ import annotations

import textwrap
from collections.abc import Hashable, Iterable
from html import escape
from typing import Any, NamedTuple
from unicodedata import east_asian_width

import pandas as pd
import plotly.graph_objects as go

from dateline.wording import when_in_words

INK = "#1b2733"
QUIET = "#5b6875"
GRID = "#e3e7eb"
BAND = "#f6f7f9"
PAPER = "#ffffff"
FONT = "Helvetica Neue, Arial, Liberation Sans, sans-serif"
FONT_SIZE = 13
_SMALL, _CAPITAL, _FULL = 7.3, 9.4, 13.5
"""Pixels that a small letter, a capital and a Chinese character take, at `FONT_SIZE`."""


class Look(NamedTuple):
    """How a status is drawn: its colour, the pale of it, its pattern, and whether it is filled."""

    colour: str
    pale: str
    pattern: str
    filled: bool


# Colours after Okabe and Ito (2008), darkened so that text and thin lines keep 4.5 : 1 on white.
LOOKS = {
    "occurred": Look("#005a8c", "#b9d5e6", "", True),
    "ongoing": Look("#00664a", "#b4dccf", "/", True),
    "expected": Look("#a14400", "#ffffff", "", False),
    "not-occurred": Look("#55606b", "#d9dde1", "x", True),
    "undetermined": Look("#8a3a6b", "#e6cbdb", ".", True),
}

_HOUR, _DAY = 3_600_000, 86_400_000
TICKS = (
    {"dtickrange": [None, 60_000], "value": "%H:%M:%S\n%-d %b %Y"},
    {"dtickrange": [60_000, 12 * _HOUR], "value": "%H:%M\n%-d %b %Y"},
    {"dtickrange": [12 * _HOUR, 28 * _DAY], "value": "%-d %b\n%Y"},
    {"dtickrange": ["M1", "M11"], "value": "%b\n%Y"},
    {"dtickrange": ["M12", None], "value": "%Y"},
)
"""How a time axis writes its ticks, by the time between two of them; no template can say it."""

ACTOR = "#2f4a63"
SYMBOLS = {
    "person": "circle",
    "state": "square",
    "government": "pentagon",
    "organisation": "diamond",
    "outlet": "hexagon",
    "group": "triangle-up",
}
"""A mark's shape says what kind of actor it is; any other kind is a circle."""

KINDS = (
    ("#005a8c", "circle"),
    ("#a14400", "square"),
    ("#00664a", "diamond"),
    ("#8a3a6b", "triangle-up"),
    ("#55606b", "pentagon"),
    ("#6b5a00", "hexagram"),
)
"""Colour and middle mark of arrows, one a kind of event in alphabetical order, and again."""

DASHES = {"": "solid", "expected": "4px,3px", "undetermined": "1px,3px", "not-occurred": "1px,3px"}
"""How an arrow is drawn whose events did not all happen, by what is said of them."""


def template() -> go.layout.Template:
    """Return the layout that all figures share; nothing in it depends on the data."""
    axis = {
        "gridcolor": GRID,
        "linecolor": QUIET,
        "tickcolor": QUIET,
        "ticks": "outside",
        "zeroline": False,
        "title": {"font": {"size": 12, "color": QUIET}},
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": FONT_SIZE, "color": INK},
            "paper_bgcolor": PAPER,
            "plot_bgcolor": PAPER,
            "hovermode": "closest",
            "hoverlabel": {
                "align": "left",
                "bgcolor": PAPER,
                "bordercolor": QUIET,
                "font": {"family": FONT, "size": FONT_SIZE, "color": INK},
                "namelength": -1,
            },
            "legend": {
                "orientation": "h",
                "x": 0,
                "xanchor": "left",
                "y": 1,
                "yanchor": "bottom",
                "font": {"size": 12},
                "itemsizing": "constant",
            },
            # No button may send the figure anywhere.
            "modebar": {"remove": ["sendDataToCloud", "sendChartToCloud", "editInChartStudio"]},
            "xaxis": axis,
            "yaxis": axis,
        }
    )


def plain(text: object) -> str:
    """Return a text from a case so that Plotly shows it and never reads it as markup.

    Plotly reads a subset of HTML, what stands between two dollar signs as TeX, and ``%{…}``
    as a place for a value.

    Examples
    --------
    >>> plain("<b>$x$ & y</b>")
    '&lt;b&gt;&#36;x&#36; &amp; y&lt;/b&gt;'
    """
    return escape(str(text), quote=False).replace("$", "&#36;").replace("%{", "&#37;{")


def wrapped(text: object, *, characters: int) -> str:
    """Return a text, made `plain`, in lines of at most so many characters."""
    return "<br>".join(plain(line) for line in lines(text, characters=characters))


def lines(text: object, *, characters: int) -> list[str]:
    """Break a text into lines; a word that is too long for a line is broken too."""
    return textwrap.wrap(str(text), max(characters, 8)) or [""]


def lines_within(text: object, *, pixels: float) -> list[str]:
    """Break a text into lines of about so many pixels."""
    each = width_of(str(text)) / max(len(str(text)), 1)
    return lines(text, characters=int(pixels / max(each, _SMALL)))


def width_of(line: str) -> float:
    """Return how many pixels a line takes at `FONT_SIZE`, rather too many than too few.

    Examples
    --------
    >>> width_of("call") < width_of("CALL") < width_of("电话电话")
    True
    """
    return sum(
        _FULL if east_asian_width(letter) in "WF" else _CAPITAL if letter.isupper() else _SMALL
        for letter in line
    )


def event_cards(events: pd.DataFrame, *, names: dict[str, str]) -> list[str]:
    """Return what shows when the pointer rests on an event.

    Parameters
    ----------
    events : pandas.DataFrame
        A typed events frame.
    names : dict of str to str
        Actor ids to names; an id that is not in it stands for itself.

    Returns
    -------
    list of str
        One card an event, in Plotly's markup; all text from the case is escaped.
    """
    return [
        _card(event, when=when, names=names)
        for event, when in zip(events.to_dict(orient="records"), when_in_words(events), strict=True)
    ]


def named(ids: Iterable[str], names: dict[str, str]) -> str:
    """Return actors' names in a row."""
    return ", ".join(names.get(actor, actor) for actor in ids)


def _card(event: dict[Hashable, Any], *, when: str, names: dict[str, str]) -> str:
    facts = [
        ("When", when),
        ("EDTF", event["when"]),
        ("Offset", f"written as UTC{event['offset']}" if pd.notna(event["offset"]) else None),
        ("In the source", f"“{event['when_text']}”" if pd.notna(event["when_text"]) else None),
        ("Status", event["status"]),
        ("By", named(event["initiators"], names)),
        ("To or with", named(event["recipients"], names)),
        ("Place", event["place"]),
        ("Note", event["note"]),
    ]
    rows = [
        wrapped(f"{label}: {fact}", characters=64)
        for label, fact in facts
        if pd.notna(fact) and fact != ""
    ]
    return "<br>".join([f"<b>{wrapped(event['title'], characters=56)}</b>", *rows])
