"""What the view needs to be given, and what to write where it is not."""

from __future__ import annotations

import pandas as pd

from dateline.case import Case
from dateline.errors import FrameError
from dateline.face_to_face.said import PUBLISHED, SAID
from dateline.phrases import listed, quoted

_CLAIMS = ("claim_id", "text", "kind")
_LINKS = ("claim_id", "relation", "other_claim_id")
_NEEDS = {
    "links": _LINKS,
    "mentions": (
        *("mention_id", "event_id", "claim_id", "source_id", "locator", "parent_id"),
        *("speaker_id", "factuality", "hedge", "quote", "cue", *SAID),
    ),
    "sources": ("source_id", "title", *PUBLISHED),
    "actors": ("actor_id", "name"),
}


def require_claims(claims: object, *, view: str) -> None:
    """Refuse what is not a typed frame of claims with ids of their own.

    Raises
    ------
    FrameError
        `claims` is no frame, lacks a column, or has an id twice or a row without one.
    """
    if not isinstance(claims, pd.DataFrame):
        given = type(claims).__name__
        raise FrameError(f"{view} needs a frame of claims, not a {given}: pass case.claims")
    lacks = [name for name in _CLAIMS if name not in claims.columns]
    if lacks:
        raise FrameError(
            f"{view} needs typed claims: pass case.claims; this frame lacks {listed(lacks)}"
        )
    if claims["claim_id"].isna().any():
        row = claims.index[claims["claim_id"].isna()][0]
        raise FrameError(f"{view} needs a claim_id in every row; row {row} has none")
    _require_once(claims, ["claim_id"], what="claim_id", view=view)


def require_case(case: Case, *, view: str) -> None:
    """Refuse a case whose tables have not been read.

    Raises
    ------
    FrameError
        A table of the case lacks a column or has an id twice.
    """
    for table, columns in _NEEDS.items():
        lacks = [name for name in columns if name not in getattr(case, table).columns]
        if lacks:
            raise FrameError(
                f"{view} needs a case whose {table} are typed, as read_case returns it; these "
                f"lack {listed(lacks)}"
            )
    _require_once(case.sources, ["source_id"], what="source_id", view=view)
    _require_once(case.links, [*_LINKS], what="link", view=view)


def require_something(case: Case, *, is_denied: bool, view: str) -> None:
    """Refuse a case without mentions, and one without links where nobody denies a claim either.

    Raises
    ------
    FrameError
        A table is needed that the case lacks.
    """
    if case.mentions.empty:
        raise FrameError(
            f"{view} needs mentions: without them nothing tells who stands behind a claim; write "
            f"mentions.csv with one row for each speaker of each claim"
        )
    if case.links.empty and not is_denied:
        raise FrameError(
            f"{view} needs links: without them nothing tells which claim answers which; write "
            f"links.csv with the columns {listed(_LINKS)}"
        )


def _require_once(frame: pd.DataFrame, keys: list[str], *, what: str, view: str) -> None:
    again = frame[frame.duplicated(keys)]
    if len(again):
        words = " ".join(str(again[key].iloc[0]) for key in keys)
        raise FrameError(f"{view} needs each {what} once; {quoted(words)} is used twice")
