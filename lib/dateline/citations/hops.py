"""Mentions become hops between a document, its own voice, and those on whose word it tells."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from dateline import actor_marks
from dateline.case import Case
from dateline.chains.hops import (
    LINKS,
    is_innermost,
    mentions_of,
    not_mentioned,
    parents,
    require,
    subjects_of,
)
from dateline.citations.stances import stance_of
from dateline.errors import FrameError
from dateline.phrases import counted

_COLUMNS = (*LINKS, "locator", "factuality", "hedge", "cue", "quote")
_ARROWS = 200
"""So many arrows are drawn: those with the most hops."""
_DOCUMENTS = 20
"""So many documents are drawn apart; more stand as one."""
_PAGE = 22.0
"""The width of a document's mark in px."""
_TOLD = 4
"""So many hops an arrow's card tells."""
ARROW = ("outer", "inner", "stance")
"""What tells arrows apart."""
DOCUMENT, SPEAKER = "document ", "speaker "
"""What a place's key begins with; an actor and a source may share an id."""


class Drawn(NamedTuple):
    """What is drawn, and what is left out.

    Attributes
    ----------
    hops : pandas.DataFrame
        A row a mention, by source, locator and id, from row 0 on: its columns, ``subject`` (the
        number of what it is about), ``outer`` and ``inner`` (keys of the places that it runs
        between), ``stance``, ``depth`` (int, 0: the source's own voice), ``parent`` (row of the
        mention that relays it, or -1) and ``is_origin`` (bool).
    arrows : pandas.DataFrame
        As `gathered` and `with_hops` return them.
    left_out : pandas.DataFrame
        Those arrows that are not drawn.
    """

    hops: pd.DataFrame
    arrows: pd.DataFrame
    left_out: pd.DataFrame


def drawn_of(mentions: pd.DataFrame, *, about: str | None) -> Drawn:
    """Return the hops of all chains, or of those about one event or claim, as arrows.

    Raises
    ------
    FrameError
        A column is absent, no mention is about that id, a mention's id is used twice, a
        mention is about both an event and a claim, or ``parent_id`` runs in a circle.
    """
    require(mentions, by="citation_network", columns=_COLUMNS)
    _, every, _ = subjects_of(mentions)
    ids = [*every] if about is None else [about]
    if about is not None and about not in every:
        raise FrameError(not_mentioned(mentions, about, by="citation_network"))
    hops = _anchored(mentions_of(mentions, ids))
    arrows = gathered(hops).sort_values("count", ascending=False, kind="stable")
    shown = arrows.head(_ARROWS).sort_index().reset_index(drop=True)
    return Drawn(hops, with_hops(shown, hops), arrows.iloc[_ARROWS:])


def _anchored(told: pd.DataFrame) -> pd.DataFrame:
    """Let every mention run from whoever relays it, or from its document, to its speaker."""
    subject, _, _ = subjects_of(told)
    parent = parents(told, subject)
    speaker = (SPEAKER + told["speaker_id"].astype("str").fillna("")).to_numpy(dtype=object)
    source = told["source_id"].astype("str").fillna("")
    is_apart = source.nunique() <= _DOCUMENTS
    document = (DOCUMENT + (source if is_apart else source.str[:0])).to_numpy(dtype=object)
    return told.assign(
        subject=subject,
        outer=np.where(parent >= 0, speaker[parent], document) if len(told) else document,
        inner=speaker,
        stance=stance_of(told["factuality"]),
        parent=parent,
        depth=_depths(parent),
        is_origin=is_innermost(parent),
    )


def _depths(parent: np.ndarray) -> np.ndarray:
    """Count the hops further out; each round doubles how far out has been counted."""
    depth, further = (parent >= 0).astype(np.int64), parent.copy()
    while (goes_on := further >= 0).any():
        depth[goes_on] += depth[further[goes_on]]
        further[goes_on] = further[further[goes_on]]
    return depth


def gathered(hops: pd.DataFrame, *, keys: tuple[str, ...] = ARROW) -> pd.DataFrame:
    """Gather hops into arrows: one for each pair of places and stance.

    Returns
    -------
    pandas.DataFrame
        Sorted by `keys`, and these columns; ``count`` (int, its hops).
    """
    return hops.groupby([*keys], sort=True).size().rename("count").reset_index()


def with_hops(
    arrows: pd.DataFrame, hops: pd.DataFrame, *, keys: tuple[str, ...] = ARROW
) -> pd.DataFrame:
    """Add ``rows`` to arrows: a tuple of the labels of their first hops, at most four."""
    mine = hops.assign(row=hops.index)[[*keys, "row"]].merge(arrows[[*keys]], on=[*keys])
    first = mine[mine.groupby([*keys]).cumcount() < _TOLD]
    rows = first.groupby([*keys], sort=True)["row"].agg(tuple)
    return arrows.merge(rows.rename("rows").reset_index(), on=[*keys])


def places_of(drawn: Drawn, case: Case | None) -> pd.DataFrame:
    """Describe every place that an arrow touches.

    Returns
    -------
    pandas.DataFrame
        Indexed by key in sorted order, documents first: ``name``, ``kind``, ``naming``,
        ``descriptor``, ``mentions`` and ``origins`` (int, as whose origin it speaks),
        ``depth`` (float, the mean of its hops; -1: a document), ``is_document`` and ``size``
        (px).
    """
    keys = sorted({*drawn.arrows["outer"], *drawn.arrows["inner"]})
    documents = _documents([key for key in keys if key.startswith(DOCUMENT)], drawn, case)
    speakers = _speakers([key for key in keys if key.startswith(SPEAKER)], drawn, case)
    joined = pd.concat([documents, speakers])
    return joined.assign(is_document=joined["depth"] < 0)


def _speakers(keys: list[str], drawn: Drawn, case: Case | None) -> pd.DataFrame:
    by_speaker = drawn.hops.groupby("inner")
    counts = {
        "mentions": by_speaker.size(),
        "origins": by_speaker["is_origin"].sum(),
        "depth": by_speaker["depth"].mean(),
    }
    speakers = pd.DataFrame(counts).reindex(keys).astype({"mentions": "int64", "origins": "int64"})
    by_id = speakers["mentions"].set_axis([key.removeprefix(SPEAKER) for key in keys])
    known = actor_marks.described(by_id, None if case is None else case.actors)
    known = known.drop(columns="mentions").set_axis(pd.Index(keys, dtype="str"))
    nobody = known.index == SPEAKER
    known["name"] = known["name"].mask(nobody, "speaker not given")
    known["naming"] = known["naming"].mask(nobody, "unnamed")
    return speakers.join(known).assign(size=actor_marks.sizes(by_id).to_numpy())


def _documents(keys: list[str], drawn: Drawn, case: Case | None) -> pd.DataFrame:
    titles = {} if case is None else titles_of(case.sources)
    source = drawn.hops["source_id"].astype("str").fillna("")
    counts = source.value_counts()
    rows = []
    for key in keys:
        id = key.removeprefix(DOCUMENT)
        is_folded = not id and len(counts) > _DOCUMENTS
        name = counted(len(counts), "document") if is_folded else titles.get(id, id)
        mine = int(counts.sum() if is_folded else counts[id])
        rows.append((mine, 0, -1.0, name or "document not given", "document", "named", None))
    columns = ["mentions", "origins", "depth", "name", "kind", "naming", "descriptor"]
    index = pd.Index(keys, dtype="str")
    frame = pd.DataFrame(rows, columns=columns, index=index).astype({"descriptor": "str"})
    return frame.assign(size=_PAGE)


def titles_of(sources: pd.DataFrame) -> dict[str, str]:
    """Return the sources' titles by id; one without a title is called by its id."""
    titles = sources["title"].fillna(sources["source_id"])
    return dict(zip(sources["source_id"], titles, strict=True))
