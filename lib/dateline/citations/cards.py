"""What shows when the pointer rests on an arrow, a speaker or a document."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, NamedTuple

import pandas as pd

from dateline.case import Case
from dateline.citations.hops import titles_of
from dateline.citations.stances import STANCES
from dateline.phrases import counted
from dateline.terms import FACTUALITY
from dateline.typeset import wrapped

_CUT = 160


class Words(NamedTuple):
    """What everything is called: texts that are not escaped.

    Attributes
    ----------
    names : dict of str to str
        Of places, by key.
    texts : list of str
        What is said, by the number of a subject.
    titles : dict of str to str
        Of sources, by id; one that is not in it is called by its id.
    characters : int
        How many characters a card's line has at most.
    """

    names: dict[str, str]
    texts: list[str]
    titles: dict[str, str]
    characters: int


def words_of(hops: pd.DataFrame, places: pd.DataFrame, *, case: Case | None, width: int) -> Words:
    """Look up what everything is called, for cards of a figure so many px wide."""
    titles = {} if case is None else titles_of(case.sources)
    characters = max(24, min(64, int(width / 7.5)))
    return Words(
        dict(zip(places.index, places["name"], strict=True)),
        texts_of(hops, case),
        titles,
        characters,
    )


def arrow_cards(arrows: pd.DataFrame, hops: pd.DataFrame, *, words: Words) -> list[str]:
    """Return a card for each arrow: its first hops, and how many more.

    Parameters
    ----------
    arrows, hops : pandas.DataFrame
        As the module `hops` makes them.
    words : Words
        What everything is called.
    """
    wide = words.characters
    cards = []
    for arrow in arrows.to_dict(orient="records"):
        head = f"{words.names[arrow['outer']]} → {words.names[arrow['inner']]}"
        rows = [f"<b>{wrapped(head, characters=wide - 6)}</b>"]
        count = counted(arrow["count"], "hop")
        rows.append(wrapped(f"{STANCES[arrow['stance']].name}, {count}", characters=wide))
        for hop in hops.loc[list(arrow["rows"])].to_dict(orient="records"):
            rows.append(wrapped(f"• {_cut(words.texts[hop['subject']])}", characters=wide))
            rows.append(f"<i>{wrapped(_said(hop, words.titles), characters=wide)}</i>")
        if (more := arrow["count"] - len(arrow["rows"])) > 0:
            rows.append(f"and {counted(more, 'more hop')}")
        cards.append("<br>".join(rows))
    return cards


def place_cards(places: pd.DataFrame, *, characters: int) -> list[str]:
    """Return a card for each place."""
    rows = places.to_dict(orient="records")
    return [_place_card(place, characters=characters) for place in rows]


def _place_card(place: dict[Hashable, Any], *, characters: int) -> str:
    mentions = counted(place["mentions"], "mention")
    if place["is_document"]:
        rows = ["document", f"holds {mentions} coded here"]
    else:
        rows = [f"{place['kind']}, {place['naming']}"]
        if pd.notna(place["descriptor"]):
            rows.append(f"described as: “{place['descriptor']}”")
        rows.append(f"speaks in {mentions} coded here")
        rows.append(f"origin of {counted(place['origins'], 'chain')}")
    body = [wrapped(row, characters=characters) for row in rows]
    return "<br>".join([f"<b>{wrapped(place['name'], characters=characters - 6)}</b>", *body])


def _said(hop: dict[Hashable, Any], titles: dict[str, str]) -> str:
    """Say in which words, how certain, and where."""
    cue, quote, source = hop["cue"], hop["quote"], hop["source_id"]
    told = [
        FACTUALITY.get(hop["factuality"], "factuality not given"),
        f"cue “{cue}”" if pd.notna(cue) else "",
        " ".join(["hedge", ", ".join(f"“{words}”" for words in hop["hedge"])])
        if hop["hedge"]
        else "",
        f"quote “{_cut(quote)}”" if pd.notna(quote) else "",
    ]
    title = titles.get(source, source) if pd.notna(source) else "document not given"
    at = f"{hop['locator']} in " if pd.notna(hop["locator"]) else "in "
    return "; ".join([*filter(None, told), at + _cut(title)])


def texts_of(hops: pd.DataFrame, case: Case | None) -> list[str]:
    """Return by the number of each subject what it says: an event's title, a claim's text."""
    subjects = hops.drop_duplicates("subject").sort_values("subject")
    if case is None:
        return subjects["event_id"].fillna(subjects["claim_id"]).tolist()
    titles = dict(zip(case.events["event_id"], case.events["title"], strict=True))
    claims = dict(zip(case.claims["claim_id"], case.claims["text"], strict=True))
    return [
        str(
            _given(titles.get(event), event)
            if pd.notna(event)
            else _given(claims.get(claim), claim)
        )
        for event, claim in zip(subjects["event_id"], subjects["claim_id"], strict=True)
    ]


def _given(text: object, id: object) -> object:
    return text if isinstance(text, str) and text else id


def _cut(text: object) -> str:
    words = str(text)
    return words if len(words) <= _CUT else words[:_CUT].rsplit(" ", maxsplit=1)[0] + " …"
