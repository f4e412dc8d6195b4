"""Boxes, their texts and their arrows as traces."""

from __future__ import annotations

from typing import Any

from dateline import style, typeset
from dateline.arrows import pointed_lines
from dateline.face_to_face.cards import Cards
from dateline.face_to_face.plan import Arrow, Box, Plan, Rect
from dateline.face_to_face.relations import rank, relation_of
from dateline.face_to_face.texts import PAD, SMALL
from dateline.typeset import FONT_SIZE

Trace = dict[str, Any]

_UNSEEN = "rgba(0,0,0,0)"
_WORD = 12
_CLEAR_OF = 4
"""Pixels between an arrow and its words."""


def traces(plan: Plan, cards: Cards) -> list[Trace]:
    """Draw boxes, arrows and texts, and over them the places where cards show."""
    boxes: list[tuple[Rect, str, object]] = [
        (zone, cards.denial(box.id) if box.is_denial else cards.claim(box.id), box.id)
        for box in plan.boxes
        for zone in box.zones
    ]
    arrows: list[tuple[Rect, str, object]] = [
        (arrow.zone, cards.arrow(arrow.face), arrow.face.key) for arrow in plan.arrows
    ]
    drawn = [_boxes(plan.boxes), *_lines(plan.arrows), *_texts(plan.boxes), *_words(plan)]
    return [*drawn, _pointed(boxes, name="claims"), _pointed(arrows, name="answers")]


def _bars(rects: list[Rect]) -> dict[str, Any]:
    """Return bars whose end, beside which a card shows, is their upper edge."""
    return {
        "type": "bar",
        "x": [round(rect.x + rect.width / 2, 1) for rect in rects],
        "width": [round(rect.width, 1) for rect in rects],
        "base": [round(rect.y + rect.height, 1) for rect in rects],
        "y": [-round(rect.height, 1) for rect in rects],
        "showlegend": False,
    }


def _boxes(boxes: list[Box]) -> Trace:
    """Draw boxes; a denial's is not filled."""
    drawn = [(rect, box) for box in boxes for rect in (box.arm, box.rect) if rect is not None]
    fills = [style.PAPER if box.is_denial else style.BAND for _, box in drawn]
    marker = {"color": fills, "line": {"color": style.QUIET, "width": 1}, "cornerradius": 4}
    return {**_bars([rect for rect, _ in drawn]), "marker": marker, "hoverinfo": "skip"}


def _pointed(places: list[tuple[Rect, str, object]], *, name: str) -> Trace:
    """Let cards show where nothing but what lies below is seen."""
    return {
        **_bars([rect for rect, _, _ in places]),
        "name": name,
        "marker": {"color": _UNSEEN, "line": {"width": 0}},
        "hovertext": [card for _, card, _ in places],
        "hoverinfo": "text",
        "customdata": [shown for _, _, shown in places],
    }


def _lines(arrows: list[Arrow]) -> list[Trace]:
    """Draw the arrows of each relation as one trace."""
    names = sorted({arrow.face.relation for arrow in arrows}, key=lambda name: (rank(name), name))
    drawn = []
    for name in names:
        mine = [arrow.line for arrow in arrows if arrow.face.relation == name]
        look = relation_of(name)
        ends = [0.0] * len(mine)
        shown = {"name": typeset.plain(name), "showlegend": False}
        drawn.append(
            pointed_lines(mine, colour=look.colour, dash=look.dash, standoff=ends, **shown)
        )
    return drawn


def _texts(boxes: list[Box]) -> list[Trace]:
    """Write heads, claims, and who says so, from each box's upper left corner."""
    colours = (style.QUIET, style.INK, style.INK)
    drawn = []
    for number, colour in enumerate(colours):
        parts = [(box.rect, box.content.parts[number]) for box in boxes]
        size = (SMALL, FONT_SIZE, SMALL)[number]
        drawn.append(
            _text(
                [(rect.x + PAD, rect.y + part.y) for rect, part in parts],
                [part.lines for _, part in parts],
                position="bottom right",
                font={"size": size, "color": colour},
            )
        )
    return drawn


def _words(plan: Plan) -> list[Trace]:
    """Write the relation above each arrow, and the lag below it."""
    side = "right" if plan.is_narrow else "center"
    colours = [relation_of(arrow.face.relation).colour for arrow in plan.arrows]
    clear = _CLEAR_OF / 2 if plan.is_narrow else _CLEAR_OF
    above, below = (
        [(arrow.words_at[0], arrow.words_at[1] + gap) for arrow in plan.arrows]
        for gap in (-clear, clear)
    )
    words = [[arrow.face.relation] for arrow in plan.arrows]
    lags = [arrow.lag_lines for arrow in plan.arrows]
    bold = {"size": _WORD, "color": colours, "weight": "bold"}
    return [
        _text(above, words, position=f"top {side}", font=bold),
        _text(below, lags, position=f"bottom {side}", font={"size": SMALL, "color": style.INK}),
    ]


def _text(
    at: list[tuple[float, float]],
    lines: list[list[str]],
    *,
    position: str,
    font: dict[str, Any],
) -> Trace:
    return {
        "type": "scatter",
        "x": [round(x, 1) for x, _ in at],
        "y": [round(y, 1) for _, y in at],
        "mode": "text",
        "text": ["<br>".join(map(typeset.plain, mine)) for mine in lines],
        "textposition": position,
        "textfont": font,
        "hoverinfo": "skip",
        "showlegend": False,
    }
