"""Claims and what answers them: which face which, how long after, and which are drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from dateline.case import Case
from dateline.face_to_face.lags import Lag, lag_between, lag_in_words
from dateline.face_to_face.linkers import linkers
from dateline.face_to_face.needs import require_case, require_claims, require_something
from dateline.face_to_face.relations import DENIES, rank
from dateline.face_to_face.said import First
from dateline.face_to_face.standing import UNHEARD, Side, Standing, standings
from dateline.style import Look

MOST = 40
"""So many answers are drawn: those with the most mentions behind them."""


class Face(NamedTuple):
    """A claim and what answers it: another claim, or those who say of it that it is not so.

    Attributes
    ----------
    claim : str
        The id of the claim that is answered.
    relation : str
        As in the links, or `DENIES`.
    answer : str or None
        The id of the claim that answers; None: a denial of the claim itself.
    mention_id, note : str or None
        Of the link; None: not given.
    lag : Lag
        Seconds from the first saying of the claim to that of its answer.
    lag_words : str
    """

    claim: str
    relation: str
    answer: str | None
    mention_id: str | None
    note: str | None
    lag: Lag
    lag_words: str

    @property
    def lag_sentence(self) -> str:
        """The lag as a sentence of its own."""
        return f"Lag{' ' if self.lag_words.startswith('not known') else ': '}{self.lag_words}"

    @property
    def key(self) -> list[str]:
        """What a click on the arrow tells: who answers, how, and whom."""
        return [self.answer or self.claim, self.relation, self.claim]


class Faced(NamedTuple):
    """All that is known of some claims and of what answers them.

    Attributes
    ----------
    claims : pandas.DataFrame
        ``text``, ``kind`` and ``note`` (str; null: not given), indexed by id.
    standings : dict of str to Standing
        Of every claim.
    faces : list of Face
        In the order in which they stand in the table.
    drawn : list of Face
        Those of the figure, in the same order.
    alone : list of str
        The ids of claims that neither answer nor are answered, in order of first saying.
    outside : int
        How many links have a claim that is not among these.
    linkers : dict of str to str
        Who makes a link and where, by the id of the mention that does.
    """

    claims: pd.DataFrame
    standings: dict[str, Standing]
    faces: list[Face]
    drawn: list[Face]
    alone: list[str]
    outside: int
    linkers: dict[str, str]

    def side(self, face: Face) -> Side:
        """Return those who answer."""
        if face.answer is None:
            return self.standings[face.claim].denial
        return self.standings[face.answer].claim


def faced(claims: pd.DataFrame, *, case: Case, look: Look, view: str) -> Faced:
    """Look up who stands behind claims, and what answers them.

    Parameters
    ----------
    claims : pandas.DataFrame
        ``case.claims``, or rows of it.
    case : Case
        Where links, mentions, sources and names are looked up.
    look : Look
        How dates are written.
    view : str
        Who asks, for errors.

    Raises
    ------
    FrameError
        A frame is not typed or uses an id twice, or a table is needed that the case lacks.
    """
    require_claims(claims, view=view)
    require_case(case, view=view)
    own = claims.reindex(columns=["claim_id", "text", "kind", "note"]).set_index("claim_id")
    own = own.astype("str")
    heard = standings(case.mentions, own.index, names=case.names, sources=case.sources, look=look)
    known = {claim: heard.get(claim, UNHEARD) for claim in own.index}
    links, outside = _links(case.links, own)
    found = [*_linked(links, known), *_denied(known)]
    if len(own):
        require_something(case, is_denied=any(face.answer is None for face in found), view=view)
    places = {claim: _place(claim, standing.claim.first) for claim, standing in known.items()}
    faces = sorted(found, key=lambda face: (*places[face.claim], *_among(face, places)))
    answered = {claim for face in faces for claim in (face.claim, face.answer)}
    alone = [claim for claim in sorted(known, key=places.__getitem__) if claim not in answered]
    makers = linkers((face.mention_id for face in faces), case=case)
    return Faced(own, known, faces, _most_mentioned(faces, known), alone, outside, makers)


def _links(links: pd.DataFrame, own: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Return the links between these claims, and how many lead out of them."""
    here, there = (links[name].isin(own.index) for name in ("claim_id", "other_claim_id"))
    return links[here & there], int((here ^ there).sum())


def _linked(links: pd.DataFrame, known: dict[str, Standing]) -> Iterator[Face]:
    rows = links.reindex(columns=["claim_id", "relation", "other_claim_id", "mention_id", "note"])
    for answer, relation, claim, *further in rows.astype("str").itertuples(index=False, name=None):
        when = (known[claim].claim.first.when, known[answer].claim.first.when)
        mention, note = (text if isinstance(text, str) else None for text in further)
        words = relation if isinstance(relation, str) else "relation not given"
        lag = (lag_between(*when), lag_in_words(*when))
        yield Face(claim, words, answer, mention, note, *lag)


def _denied(known: dict[str, Standing]) -> Iterator[Face]:
    """Let those who say that a claim is not so face those who say that it is."""
    for claim, standing in known.items():
        if standing.denial.speakers:
            when = (standing.claim.first.when, standing.denial.first.when)
            order = standing.order
            lag = (lag_between(*when, order=order), lag_in_words(*when, order=order))
            yield Face(claim, DENIES, None, None, None, *lag)


def _place(id: str, first: First) -> tuple[bool, int, bool, int, str]:
    """Return where something stands: by the latest, then the earliest bound, undated last."""
    low, high = first.when
    return high is None, high or 0, low is None, low or 0, id


def _among(face: Face, places: dict[str, tuple[bool, int, bool, int, str]]) -> tuple[object, ...]:
    """Return where an answer stands among those to the same claim."""
    relation = (rank(face.relation), face.relation)
    if face.answer is None:
        return (0, (), relation)
    return (1, places[face.answer], relation)


def _most_mentioned(faces: list[Face], known: dict[str, Standing]) -> list[Face]:
    def mentions(face: Face) -> int:
        return sum(known[claim].mentions for claim in {face.claim, face.answer or face.claim})

    most = sorted(range(len(faces)), key=lambda number: -mentions(faces[number]))[:MOST]
    return [faces[number] for number in sorted(most)]
