"""What the marks of a citation network stand for, trace by trace and point by point."""

from __future__ import annotations

import pandas as pd

from dateline.citations.hops import ARROW, DOCUMENT, SPEAKER
from dateline.citations.page import shaped
from dateline.citations.traces import Sheet
from dateline.linked import MENTION, SOURCE, VOICE, keys

Points = list[tuple[str, ...]]


def points_of(sheet: Sheet, hops: pd.DataFrame) -> list[Points]:
    """Return for each trace of `traces.traces`, in its order, the keys of its points.

    An arrow stands for all its mentions, also those that its card does not tell.
    """
    behind = hops.groupby([*ARROW])["mention_id"].agg(list)
    lines: list[Points] = []
    badges: list[Points] = []
    for stance in sheet.stances:
        mine = sheet.arrows[sheet.arrows["stance"] == stance]
        ends = mine[[*ARROW]].itertuples(index=False, name=None)
        told = [keys(MENTION, behind[end]) for end in ends]
        steps = [len(sheet.routes.lines[number]) + 1 for number in mine["number"]]
        badges.append(told)
        lines.append([it for it, count in zip(told, steps, strict=True) for _ in range(count)])
    places = [_place(place) for place in sheet.places.index]
    labels = places if sheet.plan.is_labelled else []
    return [*lines, *([] for _ in sheet.stances), places, labels, *badges]


def shapes_of(places: pd.DataFrame) -> Points:
    """Return the keys of the layout's shapes, in their order."""
    return [_place(place) for place in shaped(places).index]


def _place(place: str) -> tuple[str, ...]:
    """Return the key of a place; documents that stand as one, and nobody, have none."""
    kind, prefix = (SOURCE, DOCUMENT) if place.startswith(DOCUMENT) else (VOICE, SPEAKER)
    id = place.removeprefix(prefix)
    return keys(kind, [id]) if id else ()
