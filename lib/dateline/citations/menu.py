"""The menu that shows the chains of one event or claim alone, without a kernel."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dateline import style
from dateline.citations.cards import Words, arrow_cards
from dateline.citations.hops import ARROW, gathered, with_hops
from dateline.citations.page import shapes_shown
from dateline.citations.traces import Sheet, changes, traces
from dateline.typeset import plain

_MOST = 600
"""So many arrows all choices together have at most; each of them is stored once more."""
_CHOICES = 60
"""So many events and claims are offered at most."""
_SHORT = 72
_NARROW = 0.09
"""Characters of a choice, by px of the figure."""


def menu_of(sheet: Sheet, hops: pd.DataFrame, *, words: Words, width: int) -> list[dict[str, Any]]:
    """Return a menu of all that is told, each event and each claim, these in order of reading."""
    if hops["subject"].nunique() < 2:
        return []
    arrows = _by_subject(sheet, hops)
    shown = _most_told(arrows)
    arrows = with_hops(arrows[arrows["subject"].isin(shown)], hops, keys=("subject", *ARROW))
    arrows = arrows.assign(card=arrow_cards(arrows, hops, words=words))
    rest = "" if len(shown) == hops["subject"].nunique() else f" (or of {len(shown)} of them)"
    choices = [_choice(f"all events and claims{rest}", sheet, of=sheet)]
    labels = _labels([words.texts[subject] for subject in shown], width=width)
    for subject, label in zip(shown, labels, strict=True):
        mine = arrows[arrows["subject"] == subject]
        keys = {*mine["outer"], *mine["inner"]}
        part = sheet._replace(arrows=mine, places=sheet.places[sheet.places.index.isin(keys)])
        choices.append(_choice(label, part, of=sheet))
    font = {"size": 12, "color": style.INK}
    box = {"bgcolor": style.PAPER, "bordercolor": style.QUIET, "borderwidth": 1, "font": font}
    place = {"x": 0, "xanchor": "left", "yanchor": "bottom", "pad": {"l": 12}}
    return [{"buttons": choices, "active": 0, **box, **place}]


def _by_subject(sheet: Sheet, hops: pd.DataFrame) -> pd.DataFrame:
    """Gather by themselves the hops of those most told of, and keep what is in the figure."""
    most = hops["subject"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    mine = hops[hops["subject"].isin(most.index[:_CHOICES])]
    number = sheet.arrows[[*ARROW, "number"]]
    return gathered(mine, keys=("subject", *ARROW)).merge(number, on=[*ARROW])


def _most_told(arrows: pd.DataFrame) -> list[int]:
    """Return those with the most hops whose arrows fit, events first, in order of reading."""
    told = arrows.groupby("subject")["count"].agg(["sum", "size"])
    told = told.sort_values("sum", ascending=False, kind="stable")
    return sorted(told.index[told["size"].cumsum() <= _MOST].tolist())


def _labels(texts: list[str], *, width: int) -> list[str]:
    """Cut texts short; where that makes two alike, number them."""
    characters = max(min(_SHORT, int(width * _NARROW)), 12)
    short = [_cut(text, characters) for text in texts]
    return [
        f"{_cut(text, characters - 5)} ({short[: place + 1].count(label)})"
        if short.count(label) > 1
        else label
        for place, (text, label) in enumerate(zip(texts, short, strict=True))
    ]


def _choice(label: str, part: Sheet, *, of: Sheet) -> dict[str, Any]:
    drawn = traces(part)
    args = [changes(drawn), shapes_shown(part.places, of=of.places), [*range(len(drawn))]]
    return {"label": plain(label), "method": "update", "args": args}


def _cut(text: str, characters: int) -> str:
    return text if len(text) <= characters else f"{text[: characters - 1].rstrip()}…"
