"""Where boxes and arrows stand, in px from the upper left corner of what is drawn."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

import numpy as np

from dateline.face_to_face.faces import Face, Faced
from dateline.face_to_face.texts import (
    SMALL,
    Content,
    claim_content,
    denial_content,
    height_of,
    small_lines,
)

SIDE = 12.0
"""Pixels at the left and right edge of the figure."""
NARROW = 600
"""Below so many px, what answers a claim stands below it instead of beside it."""
_APART, _BETWEEN = 26.0, 12.0
"""Pixels between two claims, and between two answers to one claim."""
_WORD = 22.0
"""Pixels above an arrow for its word."""
_CLOSE = 6.0
_ARM, _INDENT = 9.0, 22.0
"""Pixels that a claim's arm is wide, and from the claim's edge to its answers."""
_ELBOW, _STEP = 34.0, 11.0
_CARD, _CARD_EDGE, _ROOM = 400.0, 24.0, 330.0
_IN_TURN = "Is itself answered, in a row of its own"


class Rect(NamedTuple):
    """A rectangle, ``y`` downwards."""

    x: float
    y: float
    width: float
    height: float


class Box(NamedTuple):
    """A claim, or a denial of it, where it stands; ``zones`` are where its card shows.

    On a narrow page a claim that is answered has an ``arm`` that reaches down to its answers.
    """

    id: str
    is_denial: bool
    rect: Rect
    content: Content
    zones: list[Rect]
    arm: Rect | None = None


class Arrow(NamedTuple):
    """An answer's arrow: its line, where its word and its lag meet, and where its card shows."""

    face: Face
    line: np.ndarray
    words_at: tuple[float, float]
    lag_lines: list[str]
    zone: Rect


class Plan(NamedTuple):
    """What is drawn; ``answers_x`` is where what answers begins."""

    boxes: list[Box]
    arrows: list[Arrow]
    height: float
    is_narrow: bool
    answers_x: float


def planned(faced: Faced, *, width: float) -> Plan:
    """Give claims and their answers places.

    Parameters
    ----------
    faced : Faced
        What is drawn.
    width : float
        Of the figure; below `NARROW` answers stand below their claims.
    """
    answered = {face.claim for face in faced.drawn}
    place = _stacked if width < NARROW else _side_by_side
    boxes: list[Box] = []
    arrows: list[Arrow] = []
    y = 0.0
    for _, mine in groupby(faced.drawn, key=lambda face: face.claim):
        group = [[*same] for _, same in groupby(mine, key=lambda face: face.answer)]
        more, lines, y = place(_Group(group, faced, answered, width), y)
        boxes += more
        arrows += lines
        y += _APART
    answers_x = SIDE + _INDENT if width < NARROW else SIDE + sum(_columns(width))
    return Plan(boxes, arrows, max(y - _APART, 0.0), width < NARROW, answers_x)


class _Group(NamedTuple):
    """A claim with its answers, each of which may answer it in several ways."""

    answers: list[list[Face]]
    faced: Faced
    answered: set[str]
    width: float

    @property
    def claim(self) -> str:
        return self.answers[0][0].claim

    def content(self, *, width: float) -> Content:
        return claim_content(self.claim, self.faced, width=width, notes=[])

    def answer_content(self, faces: list[Face], *, width: float) -> Content:
        face = faces[0]
        if face.answer is None:
            return denial_content(face, self.faced, width=width)
        is_answered = face.answer in self.answered and face.answer != face.claim
        notes = [_IN_TURN] if is_answered else []
        return claim_content(face.answer, self.faced, width=width, notes=notes)


def _answer_box(face: Face, rect: Rect, content: Content) -> Box:
    return Box(face.answer or face.claim, face.answer is None, rect, content, [rect])


# -- side by side ------------------------------------------------------------------------------


def _columns(width: float) -> tuple[float, float]:
    """Return how wide a column of boxes and the gutter between both are."""
    gutter = min(max(0.19 * width, 136.0), 230.0)
    return (width - 2 * SIDE - gutter) / 2, gutter


def card_width(width: float) -> float:
    """Return how many px a card's lines may take, on a page so wide.

    Plotly puts a card beside what it belongs to where there is room, else over it; near the
    limit it takes room that is not there. So a card is clearly narrower than a column, or wider.
    """
    column, _ = _columns(width)
    fits = width >= NARROW and column >= _ROOM
    return min(_CARD, column - _CARD_EDGE) if fits else min(_ROOM, width - 2 * _CARD_EDGE)


def _side_by_side(group: _Group, top: float) -> tuple[list[Box], list[Arrow], float]:
    column, gutter = _columns(group.width)
    content = group.content(width=column)
    answers = [group.answer_content(faces, width=column) for faces in group.answers]
    lags = [[_lag(face, pixels=gutter - 16) for face in faces] for faces in group.answers]
    needs = [
        max(answer.height, sum(map(_block, mine)) + 2 * _CLOSE)
        for answer, mine in zip(answers, lags, strict=True)
    ]
    spare = content.height - sum(needs) - _BETWEEN * (len(needs) - 1)
    heights = [need + max(spare, 0) / len(needs) for need in needs]
    boxes: list[Box] = []
    arrows: list[Arrow] = []
    zones = []
    y = top
    for faces, answer, mine, height in zip(group.answers, answers, lags, heights, strict=True):
        rect = Rect(SIDE + column + gutter, y, column, height)
        boxes.append(_answer_box(faces[0], rect, answer))
        zones.append(Rect(SIDE, y, column, height))
        arrows += _level_arrows(faces, mine, rect, gutter=gutter)
        y += height + _BETWEEN
    bottom = y - _BETWEEN
    claim = Rect(SIDE, top, column, bottom - top)
    return [Box(group.claim, False, claim, content, zones), *boxes], arrows, bottom


def _lag(face: Face, *, pixels: float) -> list[str]:
    return small_lines(face.lag_words, pixels=pixels)


def _block(lag: list[str]) -> float:
    """Return how high an arrow is with its word above it and its lag below it."""
    return _WORD + _CLOSE + height_of(lag, size=SMALL) + _CLOSE


def _level_arrows(
    faces: list[Face], lags: list[list[str]], rect: Rect, *, gutter: float
) -> list[Arrow]:
    """Draw arrows from an answer to the claim on its left, one below another."""
    y = rect.y + (rect.height - sum(map(_block, lags))) / 2
    arrows = []
    for face, lag in zip(faces, lags, strict=True):
        level, middle = y + _WORD, rect.x - gutter / 2
        line = np.array([[rect.x - 3, level], [rect.x - gutter + 3, level]])
        zone = Rect(rect.x - gutter, y, gutter, _block(lag))
        arrows.append(Arrow(face, line, (middle, level), lag, zone))
        y += _block(lag)
    return arrows


# -- one above another -------------------------------------------------------------------------


def _stacked(group: _Group, top: float) -> tuple[list[Box], list[Arrow], float]:
    wide = group.width - 2 * SIDE
    content = group.content(width=wide)
    boxes: list[Box] = []
    arrows: list[Arrow] = []
    y = top + content.height
    for faces in group.answers:
        elbows = _ELBOW + _STEP * (len(faces) - 1)
        text_x = SIDE + _INDENT + elbows + 8
        lags = [_lag(face, pixels=group.width - SIDE - text_x - 4) for face in faces]
        below = y + sum(map(_block, lags)) + _CLOSE
        answer = group.answer_content(faces, width=wide - _INDENT)
        rect = Rect(SIDE + _INDENT, below, wide - _INDENT, answer.height)
        boxes.append(_answer_box(faces[0], rect, answer))
        for number, (face, lag) in enumerate(zip(faces, lags, strict=True)):
            level = y + _WORD
            bend = SIDE + _INDENT + elbows - _STEP * number - 8
            line = np.array([[bend, below - 1], [bend, level], [SIDE + _ARM + 3, level]])
            zone = Rect(SIDE + _ARM, y + 2, wide - _ARM, _block(lag))
            arrows.append(Arrow(face, line, (text_x, level), lag, zone))
            y += _block(lag)
        y = below + answer.height
    claim = Rect(SIDE, top, wide, content.height)
    arm = Rect(SIDE, top + content.height, _ARM, y - top - content.height)
    return [Box(group.claim, False, claim, content, [claim, arm], arm), *boxes], arrows, y
