"""Claims face to face as a table, for readers who cannot see the figure."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dateline.case import Case
from dateline.face_to_face.cards import how_found, made_by
from dateline.face_to_face.faces import Face, Faced, faced
from dateline.face_to_face.standing import Side
from dateline.face_to_face.texts import NOT_SO, text_of
from dateline.options import require_options
from dateline.style import LIGHT, Look

_TEXTS = (
    *("claim_id", "claim", "kind", "put forward by", "passed on by", "first said"),
    *("relation", "answer_id", "answer", "answered by", "answer first said"),
    *("lag", "lag found from", "linked by", "note"),
)
_NUMBERS = ("mentions", "sources", "origins")


def face_to_face_table(claims: pd.DataFrame, *, case: Case, look: Look = LIGHT) -> pd.DataFrame:
    """Return what `face_to_face` draws, and what it has no room for, as a table.

    Parameters
    ----------
    claims, case, look
        As `face_to_face` takes them.

    Returns
    -------
    pandas.DataFrame
        A row for each answer to a claim, by when the claim was first said; then a row for each
        claim that neither answers another nor is answered. All columns are str unless another
        type is told; empty text: there is none, or nothing is known.

        claim_id, claim, kind
            The claim, as it is coded.
        put forward by, passed on by
            Who commits to it, with how certain they are and their hedges; and who does not.
        first said
            In words, as far as dates tell.
        mentions, sources, origins
            int64, as `origins` counts them.
        relation, answer_id, answer
            How it is answered, and by which claim. ``denies``: somebody says of the claim
            itself that it is not so; ``answer_id`` is then empty.
        answered by, answer first said
            Who commits to the answer, and when that was first said.
        lag
            How long after the claim the answer was said, in words.
        lag_min, lag_max
            timedelta64[s]: the least and the greatest lag that the dates allow. Null: no
            bound, or no answer.
        lag found from, linked by, note
            The dates that the lag lies between; whose mention makes the link; the coder's note
            on the link or, in a row without one, on the claim.

    Raises
    ------
    FrameError
        As `face_to_face`.

    Examples
    --------
    >>> from dateline.case import read_case
    >>> case = read_case("data/negotiations-2023")
    >>> table = face_to_face_table(case.claims, case=case)
    >>> table.loc[0, ["claim_id", "relation", "answer_id", "lag"]].tolist()
    ['c-openness', 'refutes', 'c-no-interest', 'at most 2 days later, or earlier']
    """
    view = "face_to_face_table"
    require_options(view=view, case=case, look=look, width=940, needs_case=True)
    found = faced(claims, case=case, look=look, view=view)
    rows = [_answered(face, found) for face in found.faces]
    rows += [_alone(id, found) for id in found.alone]
    columns = [*_TEXTS[:6], *_NUMBERS, *_TEXTS[6:12], "lag_min", "lag_max", *_TEXTS[12:]]
    table = pd.DataFrame(rows, columns=columns)
    types = dict.fromkeys(_TEXTS, "str") | dict.fromkeys(_NUMBERS, "int64")
    lags = {name: table[name].to_numpy("timedelta64[s]") for name in ("lag_min", "lag_max")}
    return table.assign(**lags).astype(types)


def _alone(id: str, found: Faced) -> dict[str, object]:
    standing, claim = found.standings[id], found.claims.loc[id]
    return {
        **dict.fromkeys(_TEXTS, ""),
        "claim_id": id,
        "claim": text_of(id, found),
        "kind": _given(claim["kind"]),
        "put forward by": _named(standing.claim),
        "passed on by": "; ".join(standing.claim.relays),
        "first said": standing.claim.first.words,
        "mentions": standing.mentions,
        "sources": standing.sources,
        "origins": len(standing.origins),
        "lag_min": np.timedelta64("NaT", "s"),
        "lag_max": np.timedelta64("NaT", "s"),
        "note": _given(claim["note"]),
    }


def _answered(face: Face, found: Faced) -> dict[str, object]:
    side = found.side(face)
    return _alone(face.claim, found) | {
        "relation": face.relation,
        "answer_id": face.answer or "",
        "answer": NOT_SO if face.answer is None else text_of(face.answer, found),
        "answered by": _named(side),
        "answer first said": side.first.words,
        "lag": face.lag_words,
        "lag_min": _seconds(face.lag.low),
        "lag_max": _seconds(face.lag.high),
        "lag found from": how_found(face, found),
        "linked by": made_by(face, found),
        "note": _given(face.note),
    }


def _named(side: Side) -> str:
    return "; ".join(side.speakers)


def _given(text: object) -> str:
    return text if isinstance(text, str) else ""


def _seconds(number: int | None) -> np.timedelta64:
    return np.timedelta64("NaT" if number is None else number, "s")
