"""The page of an actor network: menu, legend, rings, slider and key."""

from __future__ import annotations

from typing import Any, NamedTuple

import plotly.graph_objects as go

from dateline import style, typeset

_MENU, _ENTRY, _EDGE = 36, 21, 10
_SLIDER, _LINE = 84, 16
_CARD = 18
"""Pixels that a line of a card takes, with its share of the frame."""
_SAMPLE = 46
"""Pixels that an entry of the legend takes beside its text."""
_FONT = {"size": 11, "color": style.QUIET}


class Page(NamedTuple):
    """What the page is made for.

    Attributes
    ----------
    width : int
        Of the network, px.
    top, bottom : float
        From where to where it goes, px.
    entries : list of str
        The legend's, not escaped.
    key : str
        What is explained below.
    note : str
        What is said in the place of a network that is empty.
    tallest : int
        Lines of the longest card. A browser shows no card that is higher than the figure.
    rings : list of dict
        Shapes.
    menus, sliders : list of dict
    """

    width: int
    top: float
    bottom: float
    entries: list[str]
    key: str
    note: str
    tallest: int
    rings: list[dict[str, Any]]
    menus: list[dict[str, Any]]
    sliders: list[dict[str, Any]]


def laid_out(page: Page) -> go.Layout:
    """Return the page, on whose axes a unit is a pixel."""
    key = typeset.lines(page.key, characters=int(page.width / 6))
    above = _MENU * bool(page.menus) + _ENTRY * _rows(page) + _EDGE
    under = _SLIDER * bool(page.sliders)
    below = under + _EDGE + _LINE * len(key)
    inner = max(round(page.bottom - page.top), 60, _CARD * (page.tallest + 1) - above - below)
    total = above + inner + below
    spare = (inner - page.bottom + page.top) / 2
    axis = {"visible": False, "showgrid": False}
    return go.Layout(
        template=style.template(),
        width=page.width,
        height=total,
        margin={"l": 0, "r": 0, "t": above, "b": below, "autoexpand": False},
        dragmode="pan",
        xaxis={"range": [0, page.width], **axis},
        yaxis={"range": [page.bottom + spare, page.top - spare], "scaleanchor": "x", **axis},
        shapes=page.rings,
        annotations=_annotations(page, key, under=under),
        updatemenus=[menu | {"y": 1 + (above - _MENU) / inner} for menu in page.menus],
        sliders=page.sliders,
        legend={
            "yref": "container",
            "y": 1 - (4 + _MENU * bool(page.menus)) / total,
            "yanchor": "top",
            "x": 0,
            "tracegroupgap": 0,
            "entrywidth": max(_widths(page), default=0) if _rows(page) > 1 else 0,
        },
    )


def _rows(page: Page) -> int:
    """Count the rows of entries: one where all fit, else each has the room of the widest."""
    widths = [width + _SAMPLE for width in _widths(page)]
    if sum(widths) <= page.width:
        return 1
    return -(-len(widths) // max(1, int(page.width / max(widths))))


def _widths(page: Page) -> list[int]:
    """Return the px that the legend's texts take."""
    sizes = [typeset.width_of(text) for text in page.entries]
    return [round(size * 12 / typeset.FONT_SIZE) + 4 for size in sizes]


def _annotations(page: Page, key: list[str], *, under: int) -> list[dict[str, Any]]:
    paper = {"xref": "paper", "yref": "paper", "x": 0, "xanchor": "left", "xshift": 12}
    look = {"showarrow": False, "align": "left", "font": _FONT, **paper}
    texts = [
        {"text": "<br>".join(key), "y": 0, "yanchor": "top", "yshift": -under - 4, **look},
    ]
    if page.note:
        texts.append({"text": typeset.plain(page.note), "y": 0.5, "yanchor": "middle", **look})
    return texts
