"""Who acts on whom, as arrows between actors that keep their places."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dateline import style
from dateline.case import Case
from dateline.frames import require_own_ids, require_typed_events
from dateline.linked import ACTOR, Linked, keys
from dateline.network import words
from dateline.network.arrows import curves
from dateline.network.backdrop import background, entries, rings
from dateline.network.cast import Stage, staged
from dateline.network.controls import Controls, choices_of, menu, slider
from dateline.network.labels import beside, middles, rooms
from dateline.network.page import Page, laid_out
from dateline.network.places import across, placed, with_room
from dateline.network.sheet import Sheet
from dateline.network.steps import ONE, Steps, steps_of
from dateline.network.traces import drawn
from dateline.options import require_options
from dateline.style import LIGHT, Look

__all__ = ["actor_network"]


def actor_network(
    events: pd.DataFrame,
    *,
    case: Case | None = None,
    level: str = "person",
    ego: str | None = None,
    look: Look = LIGHT,
    width: int = 940,
) -> go.Figure:
    """Draw who acts on whom: one arrow for each pair of actors and kind of event.

    Parameters
    ----------
    events : pandas.DataFrame
        A typed events frame, as `events_frame` returns it and ``case.events`` is one. Arrows
        run from ``initiators`` to ``recipients``; actors of an event that has only one of the
        two stand without an arrow.
    case : Case, optional
        Where the actors' names and kinds are looked up, who is named, and who else there is:
        all actors of ``case.events`` have their places, so that figures of some of its events
        can be laid side by side. Without it ids stand for names.
    level : {"person", "organisation", "state"}, default "person"
        Whom an actor stands for: himself, or the organisation or state that ``member_of`` leads
        to, as far as `case` tells it.
    ego : str, optional
        An actor, by id, name or alias, in capitals or not: only it, the actors that it has ties
        with, and the ties among these are drawn, at a larger scale.
    look : Look, optional
        The theme, and how cards write dates. In print there is neither menu nor slider.
    width : int, default 940
        The figure's width in px.

    Returns
    -------
    plotly.graph_objects.Figure
        Actors as marks whose shape says their kind; an unnamed actor is a dashed ring with
        an italic label, a generic one a hollow mark. A menu shows one actor, found by name or
        alias, with those around it; a slider shows what had begun by a day, as dated. Neither
        moves anybody: actors that are not shown leave a grey dot. ``layout.meta["alt"]``
        describes the figure in words, `network_tables` has its content. The ``customdata``
        of actors' marks are actor ids, those of arrows' middles lists of event ids.

    Raises
    ------
    FrameError
        `events` is not a typed events frame, an ``event_id`` is used twice, there is no such
        level or actor, or ``member_of`` runs in a circle.

    Notes
    -----
    Places come from one layout of all events of the case (Fruchterman and Reingold, 1991, as
    igraph computes it), from the actors in order of their ids. Up to 60 actors are all drawn
    in full and labelled, and moved apart as little as will do for labels not to overlap.
    Of more, the 40 in the most events are drawn in full. At most 150 arrows are drawn. Grey dots
    and lines stand for others, up to 5,000 actors in all and 3,000 pairs, and the figure says how
    many there are.

    Examples
    --------
    >>> from dateline.frames import events_frame
    >>> df = pd.DataFrame(
    ...     {"event_id": ["e1"], "title": ["A visit"], "initiators": ["a"], "recipients": ["b"]}
    ... ).assign(status="occurred")
    >>> actor_network(events_frame(df)).layout.meta["alt"]
    'Network of 2 actors with 1 tie between them. Most events: a (1) and b (1).'
    """
    require_options(view="actor_network", case=case, look=look, width=width)
    columns = ("kind", "initiators", "recipients")
    require_typed_events(events, view="actor_network", columns=columns)
    require_own_ids(events, view="actor_network")
    stage = staged(events, case=case, level=level, ego=ego, across=across(width))
    steps = ONE if look.theme == "print" else steps_of(stage.cast, look)
    sheet = _sheet(stage, steps, case=case, look=look, width=width)
    linked = _linked(sheet, level=level, width=width, has_menu=look.theme != "print")
    return style.dressed(linked.figure, look)


def linked_network(events: pd.DataFrame, *, case: Case, width: int) -> Linked:
    """Draw a network without menu and slider, and tell what each mark stands for."""
    stage = staged(events, case=case, level="person", ego=None, across=across(width))
    sheet = _sheet(stage, ONE, case=case, look=LIGHT, width=width)
    return _linked(sheet, level="person", width=width, has_menu=False)


def _sheet(stage: Stage, steps: Steps, *, case: Case | None, look: Look, width: int) -> Sheet:
    cast, place = stage.cast, placed(stage, width=width)
    lines = curves(cast.arrows, place.places, boxes=place.boxes, width=width)
    place = with_room(beside(stage, place, lines), lines)
    named = cast.arrows.assign(label=_labels(cast.arrows))
    return Sheet(
        cast=cast,
        placed=place,
        steps=steps,
        lines=lines,
        middles=middles(named, lines, taken=rooms(stage, place), page=place),
        told=words.told(cast, look),
        names={} if case is None else case.names,
        kinds=stage.kinds,
    )


def _labels(arrows: pd.DataFrame) -> list[str]:
    rows = zip(arrows["kind"], arrows["standing"], arrows["events"].map(len), strict=True)
    return [words.arrow_label(*row) for row in rows]


def _linked(sheet: Sheet, *, level: str, width: int, has_menu: bool) -> Linked:
    cast, steps = sheet.cast, sheet.steps
    behind, parts, shown = background(sheet), drawn(sheet), entries(sheet)
    ringed = rings(sheet)
    traces = [part.at(steps.last) for part in parts]
    controls = Controls(parts, ringed, first=len(behind))
    choices = choices_of(cast, points=controls.points, width=width)
    key = words.key(
        cast,
        level=level,
        has_words_left=not sheet.middles["side"].all(),
        is_stepped=steps.last > 0,
        is_live=has_menu,
    )
    page = Page(
        width=width,
        top=sheet.placed.top,
        bottom=sheet.placed.bottom,
        entries=[entry["name"] for entry in shown],
        key=key,
        note=words.note(cast),
        tallest=max((part.tallest for part in parts), default=0),
        rings=ringed["shape"].tolist(),
        menus=menu(choices, controls) if has_menu else [],
        sliders=slider(steps, controls),
    )
    layout = laid_out(page)
    layout.meta = {"alt": words.alt(cast, steps=steps.last)}
    # Of what is behind, only the dots of actors who are not drawn in full stand for them.
    points: list[list[tuple[str, ...]]]
    points = [[], [], [keys(ACTOR, [id]) for id in behind[-1]["customdata"]]]
    points += [part.points["keys"].tolist() for part in parts]
    points += [[] for _ in shown]
    figure = go.Figure([*behind, *traces, *shown], layout)
    return Linked(figure, points, [keys(ACTOR, [id]) for id in ringed.index])
