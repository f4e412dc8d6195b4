"""What stays while a reader steps and chooses: grey dots and lines, the legend; and the rings."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dateline import actor_marks, style, typeset
from dateline.network import words
from dateline.network.sheet import Sheet, Trace, look_of, middle_mark, symbol_of
from dateline.phrases import counted

_KINDS_SHOWN = 20
_DOT = 5


def background(sheet: Sheet) -> list[Trace]:
    """Draw what stays: a grey dot where each actor stands, and lines for ties without arrow."""
    cast, places = sheet.cast, sheet.placed.places
    ends = [places.loc[cast.thin[end], ["x", "y"]].to_numpy() for end in ("one", "other")]
    between = np.full((len(cast.thin), 2), np.nan)
    points = np.stack([*ends, between], axis=1).reshape(-1, 2)
    line: Trace = {
        "type": "scatter",
        "mode": "lines",
        "line": {"color": style.GRID, "width": 0.5},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    line |= {"x": _or_none(points[:, 0]), "y": _or_none(points[:, 1])}
    is_full = cast.around.index.isin(cast.actors.index)
    # Only a whole trace lets the pointer through, to the actors that stand on its dots.
    under = _dots(places[is_full]) | {"hoverinfo": "skip"}
    rest = cast.around[~is_full]
    cards = [
        f"<b>{typeset.wrapped(name, characters=56)}</b><br>in {counted(count, 'event')} shown"
        for name, count in zip(rest["name"], rest["events"], strict=True)
    ]
    return [line, under, _dots(places[~is_full]) | {"hovertext": cards, "hoverinfo": "text"}]


def _dots(places: pd.DataFrame) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "marker": {"size": _DOT, "color": style.GRID, "line": {"color": style.QUIET, "width": 0.5}},
        "x": places["x"].tolist(),
        "y": places["y"].tolist(),
        "customdata": places.index.tolist(),
        "showlegend": False,
    }


def entries(sheet: Sheet) -> list[Trace]:
    """Return traces that draw nothing but entries of the legend: kinds of actors, of events."""
    nowhere: Trace = {"type": "scatter", "x": [None], "y": [None]}
    found: list[Trace] = [
        {
            "mode": "markers",
            "marker": {"symbol": symbol_of(kind), "size": 12, "color": style.ACTOR},
            "name": typeset.plain(kind),
            "legendgroup": f"actors {kind}",
        }
        for kind in sorted(sheet.cast.actors["kind"].unique())
    ]
    # Where every arrow has its words beside it, these say it.
    kinds = [] if sheet.middles["side"].all() else sorted(sheet.cast.arrows["kind"].unique())
    for kind in kinds[:_KINDS_SHOWN]:
        colour, symbol, shown = look_of(sheet, kind)
        mark = middle_mark(colour, symbol)
        found.append({"mode": "lines+markers", "line": mark["line"], "marker": mark, **shown})
    return [nowhere | entry for entry in found]


def rings(sheet: Sheet) -> pd.DataFrame:
    """Return the unnamed actors' dashed rings.

    Returns
    -------
    pandas.DataFrame
        By ``actor_id``: ``shape`` (a shape of Plotly's), and ``since``, the first step at which
        it is shown.
    """
    actors = sheet.cast.actors
    unnamed = actors[actors["naming"] == "unnamed"].join(sheet.placed.places[["x", "y"]])
    behind = words.behind_actors(sheet.cast)
    shapes = [
        actor_marks.ring(actor) | {"legendgroup": f"actors {actor['kind']}"}
        for actor in unnamed.to_dict("records")
    ]
    since = [
        min(sheet.steps.since.get(id, 0) for id in behind[str(actor)]) for actor in unnamed.index
    ]
    return pd.DataFrame(
        {"shape": pd.Series(shapes, index=unnamed.index, dtype=object), "since": since}
    )


def _or_none(values: np.ndarray) -> list[float | None]:
    return [None if np.isnan(value) else value for value in values.tolist()]
