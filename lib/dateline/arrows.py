"""Ties become arrows: one a pair and kind, bent so that no two lie on one another.

What happened and what is only expected, denied or undetermined are arrows apart.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dateline import style, typeset

_STEPS = 16
_BESIDE = 4
"""So many arrows of one pair lie a full step apart; more share the room of these."""
_HEAD = 15
_LABELLED = 40
"""Up to so many arrows are labelled where they stand; beyond, the card says it."""
_SHOWN_TITLES = 12
_HAPPENED = ("occurred", "ongoing")


def gathered(ties: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Gather ties into arrows.

    Parameters
    ----------
    ties : pandas.DataFrame
        ``event_id``, ``kind``, ``initiator`` and ``recipient`` of each tie.
    events : pandas.DataFrame
        The events, for their titles and status.

    Returns
    -------
    pandas.DataFrame
        Sorted by the pair of actors: ``initiator``, ``recipient``, ``kind``, ``standing``
        (empty where the events happened or are under way, else their status), ``titles``
        (tuple of str) and ``bend``, how many steps the arrow bends to the left of the pair's
        straight line, so that arrows of one pair, opposite ones too, lie beside one another.
        An actor's arrows to itself are numbered from 0, the innermost.
    """
    told = events.set_index("event_id")
    status = ties["event_id"].map(told["status"].astype("str")).fillna("undetermined")
    ties = ties.assign(
        title=ties["event_id"].map(told["title"]).fillna(ties["event_id"]),
        standing=status.mask(status.isin(_HAPPENED), ""),
        one=ties[["initiator", "recipient"]].min(axis=1),
        other=ties[["initiator", "recipient"]].max(axis=1),
    )
    keys = ["one", "other", "initiator", "recipient", "kind", "standing"]
    arrows = ties.groupby(keys, sort=True)["title"].agg(tuple).rename("titles").reset_index()
    beside = arrows.groupby(["one", "other"])
    number, total = beside.cumcount(), beside["kind"].transform("size")
    bend = number - (total - 1) / 2
    # What lies left of a line lies right of the opposite one.
    bend = bend.where(arrows["initiator"] == arrows["one"], -bend)
    bend = bend.where(arrows["one"] != arrows["other"], number)
    bend *= np.minimum(1, (_BESIDE - 1) / (total - 1).clip(lower=1))
    columns = ["initiator", "recipient", "kind", "standing", "titles", "bend"]
    return arrows.assign(bend=bend)[columns]


def curves(arrows: pd.DataFrame, places: pd.DataFrame) -> list[np.ndarray]:
    """Return each arrow's line as points, shape (17, 2), from initiator to recipient.

    Parameters
    ----------
    arrows : pandas.DataFrame
        As `gathered` returns them.
    places : pandas.DataFrame
        ``x`` and ``y``, indexed by actor id.
    """
    place = {actor: np.array(xy) for actor, *xy in places[["x", "y"]].itertuples(name=None)}
    columns = arrows[["initiator", "recipient", "bend"]]
    return [
        _loop(place[initiator], bend)
        if initiator == recipient
        else _arc(place[initiator], place[recipient], bend)
        for initiator, recipient, bend in columns.itertuples(index=False, name=None)
    ]


def traces(
    arrows: pd.DataFrame, lines: list[np.ndarray], *, actors: pd.DataFrame
) -> list[go.Scatter]:
    """Draw arrows and, at their middles, marks that carry the card of the events behind them.

    Parameters
    ----------
    arrows, lines
        As `gathered` and `curves` return them.
    actors : pandas.DataFrame
        ``name`` and ``size`` (px, the mark's width), indexed by actor id.
    """
    names = {str(actor): str(name) for actor, name in actors["name"].items()}
    standoff = (arrows["recipient"].map(actors["size"]) / 2 + 3).tolist()
    labelled = len(arrows) <= _LABELLED
    kinds = sorted(arrows["kind"].unique())
    drawn: list[go.Scatter] = []
    looks = arrows[["kind", "standing"]].drop_duplicates().sort_values(["kind", "standing"])
    for kind, standing in looks.itertuples(index=False, name=None):
        mine = np.flatnonzero((arrows["kind"] == kind) & (arrows["standing"] == standing))
        colour, symbol = style.KINDS[kinds.index(kind) % len(style.KINDS)]
        shown = {
            "name": typeset.plain(kind or "kind not given"),
            "legendgroup": f"kind {kind}",
            "showlegend": not labelled and all(f"kind {kind}" != it.legendgroup for it in drawn),
        }
        points = [lines[i] for i in mine]
        dash, ends = style.DASHES[standing], [standoff[i] for i in mine]
        drawn.append(pointed_lines(points, colour=colour, dash=dash, standoff=ends, **shown))
        middles = _middles(arrows.iloc[mine], points, names=names, colour=colour)
        middles.marker.symbol = "x" if standing == "not-occurred" else symbol
        middles.mode = "markers+text" if labelled else "markers"
        drawn.append(middles.update(shown | {"showlegend": False}))
    return drawn


def _arc(start: np.ndarray, end: np.ndarray, bend: float) -> np.ndarray:
    side = np.array([start[1] - end[1], end[0] - start[0]])
    control = (start + end) / 2 + side * bend * 0.5
    t = np.linspace(0, 1, _STEPS + 1)[:, None]
    return (1 - t) ** 2 * start + 2 * (1 - t) * t * control + t**2 * end


def _loop(place: np.ndarray, bend: float) -> np.ndarray:
    reach = 0.75 + 0.22 * bend
    sideways, up = np.array([0.7 * reach, 0.0]), np.array([0.0, reach])
    out, back = place + up - sideways, place + up + sideways
    t = np.linspace(0, 1, _STEPS + 1)[:, None]
    return ((1 - t) ** 3 + t**3) * place + 3 * (1 - t) ** 2 * t * out + 3 * (1 - t) * t**2 * back


def pointed_lines(
    points: list[np.ndarray], *, colour: str, dash: str, standoff: list[float], **shown: object
) -> go.Scatter:
    """Draw lines in one trace; only their last points have a mark, the head.

    Parameters
    ----------
    points : list of numpy.ndarray
        A line each, shape (n, 2), n ≥ 2.
    colour, dash : str
        How all of them are drawn.
    standoff : list of float
        How many px each head stays away from its line's end.
    **shown
        Further properties of the trace.
    """
    gap = np.array([[np.nan, np.nan]])
    nowhere = np.empty((0, 2))
    x, y = np.concatenate([nowhere, *(part for line in points for part in (line, gap))]).round(4).T
    counts = [len(line) for line in points]
    return go.Scatter(
        x=[None if np.isnan(value) else value for value in x.tolist()],
        y=[None if np.isnan(value) else value for value in y.tolist()],
        # Left to itself, Plotly shortens lines at every point that stands off, not at heads alone.
        line={"color": colour, "width": 2, "dash": dash, "backoff": 0},
        marker={
            "symbol": "arrow",
            "size": [size for count in counts for size in [*[0] * (count - 1), _HEAD, 0]],
            "angleref": "previous",
            "standoff": [
                end for end, count in zip(standoff, counts, strict=True) for _ in range(count + 1)
            ],
            "color": colour,
            "opacity": 1,
        },
        mode="lines+markers",
        hoverinfo="skip",
        **shown,
    )


def _middles(
    arrows: pd.DataFrame, points: list[np.ndarray], *, names: dict[str, str], colour: str
) -> go.Scatter:
    """Lines have no hover, so their middles get marks that do."""
    x, y = np.array([line[_STEPS // 2] for line in points]).round(4).T
    labels = arrows[["kind", "standing", "titles"]].itertuples(index=False, name=None)
    return go.Scatter(
        x=x.tolist(),
        y=y.tolist(),
        text=[_label(*label) for label in labels],
        textposition=[_beside(line) for line in points],
        textfont={"size": 12, "color": colour},
        marker={"size": 8, "color": style.PAPER, "line": {"color": colour, "width": 2}},
        hovertext=[_card(arrow, names) for arrow in arrows.to_dict(orient="records")],
        hoverinfo="text",
    )


def _beside(line: np.ndarray) -> str:
    """Return where a label does not lie on its own line: above a flat one, right of a steep."""
    run, rise = np.abs(line[_STEPS // 2 + 1] - line[_STEPS // 2 - 1])
    return "top center" if run > 1.7 * rise else "middle right"


def _label(kind: str, standing: str, titles: tuple[str, ...]) -> str:
    times = f" × {len(titles)}" if len(titles) > 1 else ""
    told = f" ({standing})" if standing in ("expected", "not-occurred") else ""
    return typeset.plain(kind) + times + told


def _card(arrow: dict[Hashable, Any], names: dict[str, str]) -> str:
    pair = f"{names.get(arrow['initiator'], arrow['initiator'])} → " + names.get(
        arrow["recipient"], arrow["recipient"]
    )
    shown = arrow["titles"][:_SHOWN_TITLES]
    more = len(arrow["titles"]) - len(shown)
    rows = [typeset.wrapped(f"• {title}", characters=60) for title in shown]
    rows += [f"and {more} more"] if more else []
    standing = f", {arrow['standing']}" if arrow["standing"] else ""
    head = typeset.wrapped(f"{pair}: {arrow['kind']}{standing}", characters=56)
    return "<br>".join([f"<b>{head}</b>", *rows])
