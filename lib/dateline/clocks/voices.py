"""What shows when the pointer rests on a box of mentions: who said what, and when."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from dateline import style
from dateline.phrases import counted
from dateline.wording import instant_in_words, span_in_words, when_in_words

_SHOWN = 5
_DAY = pd.Timedelta(1, "D")


def box_cards(
    boxes: pd.DataFrame, told: pd.DataFrame, *, events: pd.DataFrame, chains: dict[str, str]
) -> list[str]:
    """Return the hover card of each box of mentions.

    Parameters
    ----------
    boxes, told : pandas.DataFrame
        As the module `tense` makes them.
    events : pandas.DataFrame
        A typed events frame.
    chains : dict of str to str
        Who speaks, by ``mention_id``, as `speakers` says it.

    Returns
    -------
    list of str
        One card a box, in Plotly's markup; all text from the case is escaped.
    """
    when = dict(zip(events["event_id"], when_in_words(events), strict=True))
    titles = titles_of(events)
    rows = told.assign(who=told["mention_id"].map(chains)).to_dict(orient="records")
    cards = []
    for box in boxes.to_dict(orient="records"):
        mine = sorted((rows[place] for place in box["members"]), key=lambda row: row["event_id"])
        lines = [f"{counted(len(mine), 'mention')}, said {_said(box)}", _tense(box, mine)]
        told_of = None
        for mention in mine[:_SHOWN]:
            if mention["event_id"] != told_of:
                told_of = mention["event_id"]
                lines.append(f"<b>{style.wrapped(titles[told_of], characters=56)}</b>")
                lines.append(style.wrapped(f"When: {when[told_of]}", characters=64))
            lines.append(style.wrapped(f"– {_voice(mention)}", characters=64))
        if len(mine) > _SHOWN:
            lines.append(f"and {counted(len(mine) - _SHOWN, 'more mention')}")
        cards.append("<br>".join(lines))
    return cards


def titles_of(events: pd.DataFrame) -> dict[str, str]:
    """Return the events' titles by id; an event without one is called by its id."""
    titles = events["title"].fillna(events["event_id"])
    return dict(zip(events["event_id"], titles, strict=True))


def speakers(mentions: pd.DataFrame, *, names: dict[str, str]) -> dict[str, str]:
    """Say of each mention who speaks, from the outermost hop to its own.

    Parameters
    ----------
    mentions : pandas.DataFrame
        A typed mentions frame.
    names : dict of str to str
        Actor ids to names; an id that is not in it stands for itself.

    Returns
    -------
    dict of str to str
        By ``mention_id``, the names joined by arrows; an ellipsis stands for hops that are
        not in the frame.
    """
    frame = mentions.reindex(columns=["mention_id", "parent_id", "speaker_id"])
    hops = {mention: (parent, speaker) for mention, parent, speaker in frame.to_numpy(object)}
    said: dict[str, str] = {}
    for mention in hops:
        at, chain, seen = mention, [], set()
        while at in hops and at not in seen:
            seen.add(at)
            at, speaker = hops[at]
            chain.append(str(names.get(speaker, speaker)))
        beyond = [] if pd.isna(at) else ["…"]
        said[mention] = " → ".join([*beyond, *reversed(chain)])
    return said


def _tense(box: dict[Hashable, Any], mine: list[dict[Hashable, Any]]) -> str:
    meanings = sorted({mention["meaning"] for mention in mine})
    return f"{box['tense'].capitalize()}: {'; '.join(meanings)}"


def _said(box: dict[Hashable, Any]) -> str:
    low, high = box["said_from"], box["said_to"]
    out = ", when its source was out" if box["by_source"] else ""
    if pd.isna(high):
        first = span_in_words(low, low + _DAY) if low == low.floor("D") else instant_in_words(low)
        return f"on or after {first}"
    if pd.notna(low):
        return span_in_words(low, high)
    if high == high.floor("D"):
        return f"by {span_in_words(high - _DAY, high)}{out}"
    return f"before {instant_in_words(high)}{out}"


def _voice(mention: dict[Hashable, Any]) -> str:
    hedges = mention["hedge"] if isinstance(mention["hedge"], tuple) else ()
    facts = [
        ("said", mention["said"]),
        ("cue", _in_quotes(mention["cue"])),
        ("factuality", mention["factuality"]),
        ("hedge", ", ".join(_in_quotes(words) for words in hedges)),
        ("quote", _in_quotes(mention["quote"])),
    ]
    given = [f"{label} {fact}" for label, fact in facts if pd.notna(fact) and fact]
    return "; ".join([mention["who"], *given])


def _in_quotes(text: object) -> str:
    return f"“{text}”" if isinstance(text, str) else ""
