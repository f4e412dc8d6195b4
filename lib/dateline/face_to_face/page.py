"""The page of claims face to face: its size, the heads of its columns, its caption."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from dateline import style, typeset
from dateline.face_to_face.faces import Faced
from dateline.face_to_face.plan import SIDE, Plan
from dateline.face_to_face.texts import small_lines
from dateline.phrases import counted

CAUTION = (
    "This figure takes no side. “Refutes”, “disputes” or “denies” is what a coder read in a "
    "source, not a verdict on who is right; an arrow's card says in whose mention."
)
_LAG = (
    "At each arrow: how long after the first saying of the claim its answer was first said, as "
    "far as dates tell. Words without a date were said at the latest when their source was out."
)
_KEY = "An origin is the innermost speaker, on whose word the others rest."
_HEADS = ("Claim", "What answers it")
_NARROW_HEAD = "Claims, and below each what answers it"
_TOP, _EDGE, _LINE = 40, 16, 16
_CARD_LINE, _CARD = 17.0, 24.0
_EMPTY, _FRAME = 30, 2
_FONT = {"size": 11, "color": style.QUIET}


def laid_out(plan: Plan, faced: Faced, *, width: float, cards: list[str]) -> go.Layout:
    """Return the page, on whose axes a unit is a pixel, and no card is higher than it.

    Parameters
    ----------
    plan : Plan
        What is drawn.
    faced : Faced
        What is known.
    width : float
        Of the figure.
    cards : list of str
        All that can show.
    """
    note = small_lines(" ".join(notes(faced)), pixels=width - 2 * SIDE)
    below = _EDGE + 10 + _LINE * len(note)
    highest = max((card.count("<br>") + 1 for card in cards), default=0) * _CARD_LINE + _CARD
    inner = max(round(plan.height) + 2 * _FRAME, _EMPTY)
    axis = {"visible": False, "showgrid": False, "fixedrange": True}
    template = style.template()
    return go.Layout(
        template=template,
        width=width,
        height=max(_TOP + inner + below, round(highest)),
        margin={"l": 0, "r": 0, "t": _TOP, "b": max(below, round(highest) - _TOP - inner)},
        dragmode=False,
        modebar={"remove": [*template.layout.modebar.remove, "select2d", "lasso2d"]},
        barmode="overlay",
        xaxis={"range": [0, width], **axis},
        yaxis={"range": [inner - _FRAME, -_FRAME], **axis},
        annotations=[*_heads(plan), _note(note), *_nothing(faced)],
    )


def notes(faced: Faced) -> list[str]:
    """Return the sentences of the caption."""
    if not faced.faces:
        return left_out(faced)
    return [CAUTION, _LAG, _KEY, *left_out(faced)]


def left_out(faced: Faced) -> list[str]:
    """Say what is not drawn, if anything."""
    told = []
    if more := len(faced.faces) - len(faced.drawn):
        told.append(
            f"Drawn: the {len(faced.drawn)} answers with the most mentions behind them. "
            f"Left to the table: {counted(more, 'further answer')}."
        )
    if faced.outside:
        verb = "leads" if faced.outside == 1 else "lead"
        told.append(
            f"Left out: {counted(faced.outside, 'link')} that {verb} to claims not among these."
        )
    if faced.alone:
        is_one = len(faced.alone) == 1
        told.append(
            f"{counted(len(faced.alone), 'claim')} {'is' if is_one else 'are'} not drawn: "
            f"{'it neither answers nor is' if is_one else 'they neither answer nor are'} "
            f"answered here. {'It is' if is_one else 'They are'} in the table."
        )
    return told


def _heads(plan: Plan) -> list[dict[str, Any]]:
    if not plan.boxes:
        return []
    if plan.is_narrow:
        return [_head(_NARROW_HEAD, SIDE)]
    return [_head(words, x) for words, x in zip(_HEADS, (SIDE, plan.answers_x), strict=True)]


def _head(words: str, x: float) -> dict[str, Any]:
    look = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": x, "showarrow": False}
    font = {"size": 12, "color": style.QUIET}
    return {"text": words, "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 6,
            "font": font, **look}  # fmt: skip


def _note(lines: list[str]) -> dict[str, Any]:
    return {
        "text": "<br>".join(map(typeset.plain, lines)),
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": SIDE,
        "y": 0,
        "yref": "paper",
        "yanchor": "top",
        "yshift": -_EDGE,
        "align": "left",
        "showarrow": False,
        "font": _FONT,
    }


def _nothing(faced: Faced) -> list[dict[str, Any]]:
    """Say in the page's middle that there is nothing to draw."""
    if faced.faces:
        return []
    words = "No claim here answers another" if len(faced.claims) else "No claims"
    return [_head(words, SIDE) | {"y": 0.5, "yanchor": "middle", "yshift": 0}]
