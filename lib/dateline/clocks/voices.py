"""What shows when the pointer rests on a box of mentions: who said what, and when."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from dateline import typeset
from dateline.phrases import counted
from dateline.style import Look
from dateline.wording import instant_in_words, span_in_words, when_in_words

_SHOWN = 5
_DAY = pd.Timedelta(1, "D")


def box_cards(
    boxes: pd.DataFrame,
    told: pd.DataFrame,
    *,
    events: pd.DataFrame,
    chains: dict[str, str],
    look: Look,
) -> list[str]:
    """Return the hover card of each box of mentions.

    Parameters
    ----------
    boxes, told : pandas.DataFrame
        As the module `tense` makes them.
    events : pandas.DataFrame
        A typed events frame.
    chains : dict of str to str
        Who speaks, and how certain each speaker is, by ``mention_id``, as `chains.speakers`
        says it.
    look : Look
        How dates are written.

    Returns
    -------
    list of str
        One card a box, in Plotly's markup; all text from the case is escaped.
    """
    words = {"months": look.months, "zone": look.zone}
    when = dict(zip(events["event_id"], when_in_words(events, **words), strict=True))
    titles = titles_of(events)
    rows = told.assign(who=told["mention_id"].map(chains)).to_dict(orient="records")
    cards = []
    for box in boxes.to_dict(orient="records"):
        mine = sorted((rows[place] for place in box["members"]), key=lambda row: row["event_id"])
        lines = [f"{counted(len(mine), 'mention')}, said {_said(box, words)}", _tense(box, mine)]
        told_of = None
        for mention in mine[:_SHOWN]:
            if mention["event_id"] != told_of:
                told_of = mention["event_id"]
                lines.append(f"<b>{typeset.wrapped(titles[told_of], characters=56)}</b>")
                lines.append(typeset.wrapped(f"When: {when[told_of]}", characters=64))
            lines.append(typeset.wrapped(f"– {_voice(mention)}", characters=64))
        if len(mine) > _SHOWN:
            lines.append(f"and {counted(len(mine) - _SHOWN, 'more mention')}")
        cards.append("<br>".join(lines))
    return cards


def titles_of(events: pd.DataFrame) -> dict[str, str]:
    """Return the events' titles by id; an event without one is called by its id."""
    titles = events["title"].fillna(events["event_id"])
    return dict(zip(events["event_id"], titles, strict=True))


def _tense(box: dict[Hashable, Any], mine: list[dict[Hashable, Any]]) -> str:
    meanings = sorted({mention["meaning"] for mention in mine})
    return f"{box['tense'].capitalize()}: {'; '.join(meanings)}"


def _said(box: dict[Hashable, Any], words: dict[str, str]) -> str:
    low, high = box["said_from"], box["said_to"]
    out = ", when its source was out" if box["by_source"] else ""
    if pd.isna(high):
        first = (
            span_in_words(low, low + _DAY, **words)
            if low == low.floor("D")
            else instant_in_words(low, **words)
        )
        return f"on or after {first}"
    if pd.notna(low):
        return span_in_words(low, high, **words)
    if high == high.floor("D"):
        return f"by {span_in_words(high - _DAY, high, **words)}{out}"
    return f"before {instant_in_words(high, **words)}{out}"


def _voice(mention: dict[Hashable, Any]) -> str:
    facts = [
        ("said", mention["said"]),
        ("cue", _in_quotes(mention["cue"])),
        ("quote", _in_quotes(mention["quote"])),
    ]
    given = [f"{label} {fact}" for label, fact in facts if pd.notna(fact) and fact]
    return "; ".join([mention["who"], *given])


def _in_quotes(text: object) -> str:
    return f"“{text}”" if isinstance(text, str) else ""
