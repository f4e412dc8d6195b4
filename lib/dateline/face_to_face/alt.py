"""Claims face to face in words."""

from __future__ import annotations

from collections import Counter

from dateline.face_to_face.faces import Face, Faced
from dateline.face_to_face.page import left_out
from dateline.face_to_face.relations import rank, relation_of
from dateline.face_to_face.texts import cut, text_of
from dateline.phrases import counted, listed

_TOLD = 3
_CUT = 120


def alt_text(faced: Faced) -> str:
    """Say how many claims are answered and how, and tell the first of them with their lags.

    Parameters
    ----------
    faced : Faced
        What is drawn.
    """
    if not faced.faces:
        nothing = "no claim here answers another" if len(faced.claims) else "no claims"
        return " ".join([f"Claims face to face: {nothing}.", *left_out(faced)])
    answered = counted(len({face.claim for face in faced.drawn}), "claim")
    found = Counter(face.relation for face in faced.drawn)
    kinds = sorted(found.items(), key=lambda it: (rank(it[0]), it[0]))
    told = listed(f"{number:,} {relation}" for relation, number in kinds)
    return " ".join(
        [
            f"Claims face to face: {counted(len(faced.drawn), 'answer')} to {answered}: {told}.",
            *(_told(face, faced) for face in _strongest(faced.drawn)),
            *left_out(faced),
        ]
    )


def _strongest(faces: list[Face]) -> list[Face]:
    return sorted(faces, key=lambda face: (rank(face.relation), face.relation))[:_TOLD]


def _told(face: Face, faced: Faced) -> str:
    claim = f"“{_text(face.claim, faced)}” is {relation_of(face.relation).passive}"
    speakers = [cut(name, characters=_CUT) for name in faced.side(face).speakers]
    who = listed(speakers) if speakers else "nobody who is coded"
    lag = f"{face.lag_sentence}."
    if face.answer is None:
        return f"{claim} {who}. {lag}"
    return f"{claim} “{_text(face.answer, faced)}”, put forward by {who}. {lag}"


def _text(id: str, faced: Faced) -> str:
    return cut(text_of(id, faced), characters=_CUT).rstrip(".")
