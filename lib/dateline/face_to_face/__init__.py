"""Claims face to face: which claim answers which, who stands behind each, and how much later."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dateline import style
from dateline.case import Case
from dateline.face_to_face.alt import alt_text
from dateline.face_to_face.cards import Cards
from dateline.face_to_face.faces import faced
from dateline.face_to_face.page import laid_out
from dateline.face_to_face.plan import card_width, planned
from dateline.face_to_face.table import face_to_face_table
from dateline.face_to_face.traces import traces
from dateline.options import require_options
from dateline.style import LIGHT, Look

__all__ = ["face_to_face", "face_to_face_table"]


def face_to_face(
    claims: pd.DataFrame, *, case: Case, look: Look = LIGHT, width: int = 940
) -> go.Figure:
    """Draw claims face to face with what answers them, with who stands behind each, and when.

    Parameters
    ----------
    claims : pandas.DataFrame
        ``case.claims``, or rows of it. Links between these claims are drawn; how many lead to
        other claims, the figure says.
    case : Case
        Where links, mentions, sources and names are looked up.
    look : Look, optional
        Theme, way to write months, and the time zone of times. Lags are judged in UTC.
    width : int, default 940
        The figure's width in px. Below 600 what answers a claim stands below it.

    Returns
    -------
    plotly.graph_objects.Figure
        On the left each claim that is answered, by when it was first said; beside it each
        claim that supports, disputes, refutes, qualifies or repeats it, with an arrow that
        names the relation and the lag. Where somebody says of a claim itself that it is not so
        (CT-, PR- or PS-), that denial is an answer too, in a box that is not filled. A claim
        that answers several claims, or answers and is answered, stands in each of these rows.

        Above 40 answers those with the most mentions behind them are drawn. The caption says
        what is left out; `face_to_face_table` has all. The ``customdata`` of a trace that has
        hover holds the claim's id, or for an arrow answering claim, relation and answered claim
        (for a denial both are the same). ``layout.meta["alt"]`` describes the figure.

    Raises
    ------
    FrameError
        `claims` is not a typed frame of claims or has an id twice; the case lacks mentions, or
        lacks links where nobody denies a claim; or its mentions are not sound.

    Notes
    -----
    Somebody puts a claim forward whose mention has the factuality CT+, PR+ or PS+ (FactBank).
    ``Uu``, ``CTu`` and none do not commit: such a speaker passes on what the next committed
    speaker behind says, or the claim where there is none.

    A claim was first said when the first of those who put it forward said it. As in
    `two_clocks`, a mention lies within ``said`` and not after its source was out. Whoever
    relays another spoke after that other, so that only the innermost of those who commit in a
    chain bound the first saying from below. Where nobody commits, somebody did before the claim
    was first passed on. The lag is bounded by the least and the greatest difference that these
    bounds allow; a denial that relays what it denies was not said before it.

    Rows stand by the latest instant at which a claim can have been first said, then by the
    earliest, then by id; what nobody dates is last.

    Examples
    --------
    >>> from dateline.case import read_case
    >>> case = read_case("data/negotiations-2023")
    >>> figure = face_to_face(case.claims, case=case)
    >>> figure.layout.meta["alt"].partition(". ")[0]
    'Claims face to face: 3 answers to 3 claims: 1 refutes, 1 denies and 1 supports'
    """
    require_options(view="face_to_face", case=case, look=look, width=width, needs_case=True)
    found = faced(claims, case=case, look=look, view="face_to_face")
    plan = planned(found, width=width)
    drawn = traces(plan, Cards(found, card_width(width)))
    shown = [card for trace in drawn for card in trace.get("hovertext", ())]
    layout = laid_out(plan, found, width=width, cards=shown)
    layout.meta = {"alt": alt_text(found)}
    return style.dressed(go.Figure(drawn, layout), look)
