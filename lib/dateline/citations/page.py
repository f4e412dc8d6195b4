"""The page of a citation network: size, legend, menu, heads, rings, documents and caption."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dateline import actor_marks, style, typeset
from dateline.citations.plan import Plan
from dateline.citations.stances import STANCES

_CAUTION = "Size counts a speaker's mentions in this corpus, not influence."
_KEY = "An arrow runs from who tells to whose word it is told on; its number counts hops."
_DENIES = "Filled square: said not to be so."
_NAMING = {
    "unnamed": "Dashed ring: a speaker whom the source does not name.",
    "generic": "Hollow: a class of speakers.",
}
_SHAPES = {
    "person": "circle",
    "state": "square",
    "government": "pentagon",
    "organisation": "diamond",
    "outlet": "hexagon",
    "group": "triangle",
}
_MENU, _ENTRY, _HEAD, _EDGE = 36, 21, 26, 14
_LINE = 16
_SAMPLE = 46
"""Pixels that an entry of the legend takes beside its text."""
_FONT = {"size": 11, "color": style.QUIET}


class Page(NamedTuple):
    """What the page is made for."""

    places: pd.DataFrame
    plan: Plan
    stances: list[int]
    width: int
    left_out: list[str]
    menu: list[dict[str, Any]]
    top: float


def laid_out(page: Page) -> go.Layout:
    """Return the page, on whose axes a unit is a pixel."""
    note = typeset.lines(" ".join([*page.left_out, *_key(page)]), characters=int(page.width / 6))
    above = _MENU * bool(page.menu) + _ENTRY * _legend_rows(page) + 8
    top = above + _HEAD + _EDGE
    below = _EDGE + 10 + _LINE * len(note)
    # Plotly takes no menu that stands more than two heights of the plot above it.
    inner = max(round(page.plan.height - page.top), 20, (top - _MENU) // 2 + 1)
    axis = {"visible": False, "showgrid": False}
    return go.Layout(
        template=style.template(),
        width=page.width,
        height=top + inner + below,
        margin={"l": 0, "r": 0, "t": top, "b": below},
        dragmode="pan",
        xaxis={"range": [0, page.width], **axis},
        yaxis={"range": [page.top + inner, page.top], "scaleanchor": "x", **axis},
        shapes=shapes(page.places, page.plan),
        annotations=_annotations(page, note),
        updatemenus=[menu | {"y": 1 + (top - _MENU) / inner} for menu in page.menu],
        legend={
            "yref": "container",
            "y": 1 - (4 + _MENU * bool(page.menu)) / (top + inner + below),
            "yanchor": "top",
            "x": 0,
            "itemsizing": "trace",
            "tracegroupgap": 0,
            "entrywidth": max(_entries(page), default=0) if _legend_rows(page) > 1 else 0,
        },
    )


def shapes(places: pd.DataFrame, plan: Plan) -> list[dict[str, Any]]:
    """Return a page for each document and a dashed ring for each unnamed speaker, in order."""
    return [_shape(place, plan) for place in shaped(places).to_dict(orient="records")]


def shapes_shown(places: pd.DataFrame, *, of: pd.DataFrame) -> dict[str, bool]:
    """Return what `Plotly.relayout` is given so that only these places have their shapes."""
    numbers = set(places["number"])
    mine = [number in numbers for number in shaped(of)["number"]]
    return {f"shapes[{at}].visible": is_shown for at, is_shown in enumerate(mine)}


def shaped(places: pd.DataFrame) -> pd.DataFrame:
    """Return the places whose mark is a shape."""
    return places[places["is_document"] | (places["naming"] == "unnamed")]


def _shape(place: dict[Any, Any], plan: Plan) -> dict[str, Any]:
    number = place["number"]
    x, y = float(plan.x[number]), float(plan.y[number])
    if not place["is_document"]:
        return actor_marks.ring({"x": x, "y": y, "size": place["size"]})
    return {
        "type": "path",
        "xsizemode": "pixel",
        "ysizemode": "pixel",
        "xanchor": x,
        "yanchor": y,
        "path": "M-8,11 L3,11 L8,6 L8,-11 L-8,-11 Z M3,11 L3,6 L8,6 M-4,1 L4,1 M-4,-4 L4,-4",
        "line": {"color": style.ACTOR, "width": 1.5},
    }


def _legend_rows(page: Page) -> int:
    """Count the rows of entries: one where all fit, else each has the room of the widest."""
    entries = [entry + _SAMPLE for entry in _entries(page)]
    if sum(entries) <= page.width:
        return 1
    return -(-len(entries) // max(1, int(page.width / max(entries))))


def _entries(page: Page) -> list[int]:
    """Return the px that the legend's texts take."""
    texts = [typeset.width_of(STANCES[number].name) for number in page.stances]
    return [round(width * 12 / typeset.FONT_SIZE) + 4 for width in texts]


def _key(page: Page) -> list[str]:
    """Explain the marks that are in the figure."""
    speakers = page.places[~page.places["is_document"]]
    kinds = [f"{shape}: {kind}" for kind, shape in _SHAPES.items() if kind in set(speakers["kind"])]
    shapes = "; ".join(kinds).capitalize()
    return [
        _CAUTION,
        _KEY,
        *([_DENIES] if any(STANCES[number].denies for number in page.stances) else []),
        *(words for naming, words in _NAMING.items() if naming in set(speakers["naming"])),
        *([f"{shapes}."] if shapes else []),
        *([] if page.plan.is_labelled or page.places.empty else ["Names are in the cards."]),
    ]


def _annotations(page: Page, note: list[str]) -> list[dict[str, Any]]:
    look = {"showarrow": False, "yref": "paper", "font": _FONT}
    ends = {"xref": "paper", "y": 1, "yanchor": "bottom", "yshift": _EDGE, **look}
    caption = {"x": 0, "xanchor": "left", "xshift": 12, "align": "left", "y": 0, "yanchor": "top"}
    texts: list[dict[str, Any]] = [
        {"text": "<br>".join(note), "xref": "paper", "yshift": -_EDGE, **caption, **look}
    ]
    if page.places.empty:
        return [*texts, {"text": "No mentions", "x": 0, "xanchor": "left", "xshift": 12, **ends}]
    left = {"text": "outermost: documents", "x": 0, "xanchor": "left", "xshift": 12}
    right = {"text": "towards the origins →", "x": 1, "xanchor": "right", "xshift": -12}
    return [*texts, {**left, **ends}, {**right, **ends}]
