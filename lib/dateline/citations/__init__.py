"""Who says so on whose word: chains of mentions as a layered network."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dateline import style
from dateline.case import Case
from dateline.citations.alt import alt_text, cut_short, left_out
from dateline.citations.cards import Words, arrow_cards, place_cards, words_of
from dateline.citations.hops import Drawn, drawn_of, places_of
from dateline.citations.links import points_of, shapes_of
from dateline.citations.menu import menu_of
from dateline.citations.page import Page, laid_out
from dateline.citations.plan import planned
from dateline.citations.routes import routed
from dateline.citations.table import citation_table
from dateline.citations.traces import Sheet, traces
from dateline.linked import Linked
from dateline.options import require_options
from dateline.style import LIGHT, Look

__all__ = ["citation_network", "citation_table"]

_BADGE = 12
"""Pixels that a badge takes above its middle, with room around it."""


def citation_network(
    mentions: pd.DataFrame,
    *,
    case: Case | None = None,
    about: str | None = None,
    look: Look = LIGHT,
    width: int = 940,
) -> go.Figure:
    """Draw who says so on whose word: from documents on the left to origins on the right.

    Parameters
    ----------
    mentions : pandas.DataFrame
        ``case.mentions``, or rows of it. Each mention is a hop: an arrow from the speaker of
        the mention that relays it, or from its document, to its own speaker.
    case : Case, optional
        Where names, titles and texts are looked up. Without it ids stand for them.
    about : str, optional
        An event or a claim; only its chains are drawn.
    look : Look, optional
        The theme. In print there is no menu.
    width : int, default 940
        The figure's width in px; labels are broken for it.

    Returns
    -------
    plotly.graph_objects.Figure
        One arrow for each pair of speakers and kind of factuality, by colour and dash; the
        badge at its middle counts its hops, and its card tells the first four of them. A
        click on a kind of factuality in the legend hides its hops; the menu shows the chains
        of one event or claim alone, and everything stays where it is. Documents are pages; an
        unnamed speaker is a dashed ring with an italic label, a generic one a hollow mark.
        Up to 40 documents and speakers are labelled, if their layers stand at least 56 px
        apart; otherwise the cards name them. ``layout.meta["alt"]`` describes the figure
        in words, and `citation_table` holds every hop.

    Raises
    ------
    FrameError
        `mentions` is not a typed frame of mentions, none is about `about`, an id is used
        twice, a mention is about both an event and a claim, or ``parent_id`` runs in a circle.

    Notes
    -----
    Every speaker stands in one place, however deep its hops: one layer right of the
    rightmost of all that relay it. Where speakers relay one another in a circle, in different
    chains, those who on average stand further out stand further left, and the arrow that
    closes the circle runs to the left. Where ``parent_id`` names a mention that the frame
    does not hold, or one about something else, the hop is anchored at its document.

    Above 20 documents all of them stand as one. Above 200 arrows those with the most hops are
    drawn; the figure and its alt text say how many are left out. The menu offers the 60
    events and claims with the most mentions, or as many as together need 600 arrows.

    Examples
    --------
    >>> from dateline.case import read_case
    >>> case = read_case("data/negotiations-2023")
    >>> figure = citation_network(case.mentions, case=case, about="c-amplify")
    >>> print(figure.layout.meta["alt"])
    Network of who says so on whose word: 2 hops by 2 speakers in 1 document, from 1 origin.
    Hops: 1 probable and 1 passed on without stance. A longest chain, 2 hops: Unnamed news
    outlet on the word of Institute for the Study of War, about “Before Ukraine's planned
    counteroffensive, the Kremlin is playing up an interest in negotiations, so that the West
    loses heart to go on with its aid to Ukraine”.
    """
    require_options(view="citation_network", case=case, look=look, width=width)
    drawn = drawn_of(mentions, about=about)
    has_menu = look.theme != "print"
    figure = _drawn(drawn, case=case, width=width, has_menu=has_menu).figure
    return style.dressed(figure, look)


def linked_citations(mentions: pd.DataFrame, *, case: Case, width: int) -> Linked:
    """Draw a citation network without a menu, and tell what each mark stands for."""
    drawn = drawn_of(mentions, about=None)
    return _drawn(drawn, case=case, width=width, has_menu=False)


def _drawn(drawn: Drawn, *, case: Case | None, width: int, has_menu: bool) -> Linked:
    places = places_of(drawn, case)
    words = words_of(drawn.hops, places, case=case, width=width)
    places = places.assign(
        number=range(len(places)), card=place_cards(places, characters=words.characters)
    )
    sheet = _sheet(drawn, places, words=words, width=width)
    menu = menu_of(sheet, drawn.hops, words=words, width=width) if has_menu else []
    page = Page(
        sheet.places,
        sheet.plan,
        sheet.stances,
        width,
        [*left_out(drawn), *cut_short(drawn, case)],
        menu,
        top=_top(sheet),
    )
    layout = laid_out(page)
    names = {} if case is None else case.names
    alt = alt_text(drawn, names=names, words=words)
    layout.meta = {"alt": " ".join([alt, *cut_short(drawn, case)])}
    figure = go.Figure(traces(sheet), layout)
    return Linked(figure, points_of(sheet, drawn.hops), shapes_of(sheet.places))


def _top(sheet: Sheet) -> float:
    """Return where lines and badges begin: those above the uppermost mark need room too."""
    heights = [*(line[:, 1].min() for line in sheet.routes.lines), *sheet.routes.badges[:, 1]]
    return min(0.0, round(float(min(heights, default=0.0))) - _BADGE)


def _sheet(drawn: Drawn, places: pd.DataFrame, *, words: Words, width: int) -> Sheet:
    """Give every arrow its card and its line, and every place where it stands."""
    arrows = drawn.arrows.assign(
        number=range(len(drawn.arrows)),
        start=drawn.arrows["outer"].map(places["number"]),
        end=drawn.arrows["inner"].map(places["number"]),
        card=arrow_cards(drawn.arrows, drawn.hops, words=words),
    )
    plan = planned(places, arrows, width=width)
    stances = sorted(set(arrows["stance"].tolist()))
    places = places.assign(size=plan.sizes[: len(places)])
    return Sheet(places, plan, arrows, routed(arrows, plan), stances)
