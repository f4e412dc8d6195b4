"""Actors and what they do to one another, as arrows."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dateline import actor_marks, graph, style, typeset
from dateline import arrows as arrow_marks
from dateline.case import Case
from dateline.folding import folded
from dateline.frames import require_typed_events, typed_frame
from dateline.options import require_options
from dateline.phrases import counted, listed
from dateline.style import LIGHT, Look

_CAUTION = "Size counts the events coded here that an actor takes part in: coverage, not influence."
_KEY = {
    "unnamed": "Dashed ring: an actor whom the source does not name.",
    "generic": "Hollow: a class of actors.",
    "expected": "Dashed arrow: expected.",
    "undetermined": "Dotted arrow: whether it happened is not determined.",
    "not-occurred": "Dotted arrow with a cross: said not to have happened.",
}
"""What is explained under the figure, if it is in it."""
_UNIT = 130
"""Pixels to one unit of the layout, at most."""
_SIDE = 84
_LABEL = 150
"""Pixels that a label beside the outermost mark may take."""
_TOP, _BELOW = 64, 36
_LABELLED = 60
"""Up to so many actors are labelled; beyond, the card names them."""


class _Canvas(NamedTuple):
    """The part of the layout that is shown, and its size in px."""

    x: tuple[float, float]
    y: tuple[float, float]
    width: int
    height: int


def actor_network(
    events: pd.DataFrame,
    *,
    case: Case | None = None,
    level: str = "person",
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
        Where the actors' names and kinds are looked up, and who is named. Without it ids
        stand for names.
    level : {"person", "organisation", "state"}, default "person"
        Whom an actor stands for: himself, or the organisation or state that ``member_of`` leads
        to, as far as `case` tells it.
    look : Look, optional
        The theme.
    width : int, default 940
        The figure's width in px.

    Returns
    -------
    plotly.graph_objects.Figure
        Actors as marks whose shape says their kind; an unnamed actor is a dashed ring with
        an italic label, a generic one a hollow mark. Positions are the same in every run.
        ``layout.meta["alt"]`` describes the figure in words.

    Raises
    ------
    FrameError
        `events` is not a typed events frame, there is no such level, or ``member_of`` runs in
        a circle.

    Examples
    --------
    >>> from dateline.frames import events_frame
    >>> df = pd.DataFrame(
    ...     {"event_id": ["e1"], "title": ["A visit"], "initiators": ["a"], "recipients": ["b"]}
    ... )
    >>> actor_network(events_frame(df)).layout.meta["alt"]
    'Network of 2 actors with 1 tie between them. Most events: a (1) and b (1).'
    """
    require_options(view="actor_network", case=case, look=look, width=width)
    require_typed_events(events, view="actor_network")
    known = None if case is None else case.actors
    members = typed_frame("actors", None) if known is None else known
    events = folded(events, actors=members, level=level)
    ties = graph.ties(events)
    people = actor_marks.described(graph.actors_in(events), known)
    across = _inner(width) / _UNIT
    people = people.join(graph.positions(people.index.tolist(), ties, across=across))
    people = people.assign(size=actor_marks.sizes(people["events"]))
    arrows = arrow_marks.gathered(ties, events)
    lines = arrow_marks.curves(arrows, people)
    traces = arrow_marks.traces(arrows, lines, actors=people)
    traces += _actor_traces(people, ties)
    layout = _layout(
        _canvas(people, lines, width=width), people, key=_key(people, arrows, level=level)
    )
    layout.meta = {"alt": _alt(people, ties)}
    return style.dressed(go.Figure(traces, layout), look)


def _actor_traces(people: pd.DataFrame, ties: pd.DataFrame) -> list[go.Scatter]:
    people = people.assign(
        does=ties["initiator"].value_counts().reindex(people.index, fill_value=0),
        gets=ties["recipient"].value_counts().reindex(people.index, fill_value=0),
        side=_free_sides(people, ties),
    )
    traces: list[go.Scatter] = []
    for kind, group in people.groupby("kind", sort=True):
        traces.append(_legend_entry(str(kind)))
        traces.append(_actor_trace(group, kind=str(kind), labelled=len(people) <= _LABELLED))
    return traces


def _free_sides(people: pd.DataFrame, ties: pd.DataFrame) -> list[str]:
    """Return for each actor the side of its mark that its arrows leave free for a label."""
    place = people[["x", "y"]]
    one, other = place.loc[ties["initiator"]].to_numpy(), place.loc[ties["recipient"]].to_numpy()
    away = pd.DataFrame(np.vstack([other - one, one - other]), columns=["x", "y"])
    away["actor_id"] = [*ties["initiator"], *ties["recipient"]]
    away["side"] = np.where(
        away["y"].abs() * 1.2 >= away["x"].abs(),
        np.where(away["y"] > 0, "top center", "bottom center"),
        np.where(away["x"] > 0, "middle right", "middle left"),
    )
    taken = away.groupby("actor_id")["side"].agg(set).to_dict()
    sides = ("bottom center", "top center", "middle right", "middle left")
    return [
        next((side for side in sides if side not in taken.get(actor, ())), sides[0])
        for actor in people.index
    ]


def _legend_entry(kind: str) -> go.Scatter:
    """Return a trace that draws nothing but the kind's entry in the legend."""
    return go.Scatter(
        x=[None],
        y=[None],
        mode="markers",
        marker={"symbol": style.SYMBOLS.get(kind, "circle"), "size": 12, "color": style.ACTOR},
        name=typeset.plain(kind),
        legendgroup=f"actors {kind}",
    )


def _actor_trace(people: pd.DataFrame, *, kind: str, labelled: bool) -> go.Scatter:
    rows = people.to_dict(orient="records")
    return go.Scatter(
        x=people["x"].tolist(),
        y=people["y"].tolist(),
        mode="markers+text" if labelled else "markers",
        text=[_label(actor) for actor in rows],
        textposition=people["side"].tolist(),
        marker=actor_marks.look(people) | {"symbol": style.SYMBOLS.get(kind, "circle")},
        name=typeset.plain(kind),
        legendgroup=f"actors {kind}",
        showlegend=False,
        hovertext=[_card(actor) for actor in rows],
        hoverinfo="text",
    )


def _label(actor: dict[Hashable, Any]) -> str:
    text = typeset.wrapped(actor["name"], characters=18)
    return f"<i>{text}</i>" if actor["naming"] == "unnamed" else text


def _card(actor: dict[Hashable, Any]) -> str:
    rows = [f"{actor['kind']}, {actor['naming']}"]
    if pd.notna(actor["descriptor"]):
        rows.append(f"described as: “{actor['descriptor']}”")
    rows.append(f"in {counted(actor['events'], 'event')} coded here")
    rows.append(f"arrows out: {actor['does']}, in: {actor['gets']}")
    body = [typeset.wrapped(row, characters=60) for row in rows]
    return "<br>".join([f"<b>{typeset.wrapped(actor['name'], characters=56)}</b>", *body])


def _inner(width: int) -> float:
    """Return the px between the outermost marks, room for labels beside them left out."""
    return width - 2 * min(_LABEL, 0.2 * width)


def _canvas(people: pd.DataFrame, lines: list[np.ndarray], *, width: int) -> _Canvas:
    shown = np.vstack([people[["x", "y"]].to_numpy(), *lines]) if len(people) else np.zeros((1, 2))
    (left, bottom), (right, top) = shown.min(axis=0), shown.max(axis=0)
    x, y = (float(left), float(right)), (float(bottom), float(top))
    unit = min(_UNIT, _inner(width) / max(x[1] - x[0], 1e-9))
    spare = (width / unit - (x[1] - x[0])) / 2
    edge = _SIDE / unit
    height = round((y[1] - y[0] + 2 * edge) * unit)
    return _Canvas((x[0] - spare, x[1] + spare), (y[0] - edge, y[1] + edge), width, height)


def _key(people: pd.DataFrame, arrows: pd.DataFrame, *, level: str) -> str:
    """Explain the marks that are in the figure."""
    found = {*people["naming"], *arrows["standing"]}
    folding = [] if level == "person" else [f"Members stand for their {level}, where one is known."]
    return " ".join([_CAUTION, *folding, *(words for mark, words in _KEY.items() if mark in found)])


def _layout(canvas: _Canvas, people: pd.DataFrame, *, key: str) -> go.Layout:
    caution = typeset.lines(key, characters=int(canvas.width / 6))
    below = _BELOW + 16 * len(caution)
    axis = {"visible": False, "showgrid": False}
    return go.Layout(
        template=style.template(),
        width=canvas.width,
        height=canvas.height + _TOP + below,
        margin={"l": 0, "r": 0, "t": _TOP, "b": below},
        dragmode="pan",
        xaxis={"range": list(canvas.x), **axis},
        yaxis={"range": list(canvas.y), "scaleanchor": "x", **axis},
        shapes=[
            actor_marks.ring(actor) | {"legendgroup": f"actors {actor['kind']}"}
            for actor in people[people["naming"] == "unnamed"].to_dict("records")
        ],
        annotations=[
            {
                "text": "<br>".join(caution),
                "showarrow": False,
                "xref": "paper",
                "yref": "paper",
                "x": 0,
                "y": 0,
                "xanchor": "left",
                "yanchor": "top",
                "xshift": 12,
                "yshift": -8,
                "align": "left",
                "font": {"size": 11, "color": style.QUIET},
            }
        ],
    )


def _alt(people: pd.DataFrame, ties: pd.DataFrame) -> str:
    text = f"Network of {counted(len(people), 'actor')}"
    text += f" with {counted(len(ties), 'tie')} between them."
    if people.empty:
        return text
    top = people.sort_values("events", ascending=False, kind="stable").head(3)
    names = listed(
        f"{name} ({count})" for name, count in zip(top["name"], top["events"], strict=True)
    )
    unnamed = int((people["naming"] == "unnamed").sum())
    text += f" Most events: {names}."
    return text + (f" Unnamed: {counted(unnamed, 'actor')}." if unnamed else "")
