"""Which mention makes a link between two claims: who speaks, how certain, in which words, where."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.case import Case
from dateline.face_to_face.standing import called, titles_of
from dateline.terms import FACTUALITY


def linkers(ids: Iterable[str | None], *, case: Case) -> dict[str, str]:
    """Tell of each mention that makes a link who speaks there.

    Parameters
    ----------
    ids : iterable of str or None
        Of mentions; None and ids that the case does not hold are left out.
    case : Case
        Where mentions, names and sources are looked up.
    """
    rows = case.mentions[case.mentions["mention_id"].isin(list(filter(None, ids)))]
    columns = zip(
        rows["mention_id"],
        called(rows["speaker_id"], case.names, absent="speaker not given"),
        rows["factuality"],
        rows["cue"],
        rows["quote"],
        rows["locator"],
        called(rows["source_id"], titles_of(case.sources), absent="document not given"),
        strict=True,
    )
    return {str(id): _words(*cells) for id, *cells in columns}


def _words(*cells: object) -> str:
    speaker, factuality, cue, quote, locator, source = cells
    told = [
        f"{speaker} ({FACTUALITY.get(factuality, factuality)})"
        if isinstance(factuality, str)
        else str(speaker),
        f"cue “{cue}”" if isinstance(cue, str) else "",
        f"“{quote}”" if isinstance(quote, str) else "",
        f"{locator} in {source}" if isinstance(locator, str) else f"in {source}",
    ]
    return ", ".join(filter(None, told))
