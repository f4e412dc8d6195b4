"""Actors as marks: what is known of them, how large they are, and the ring of an unnamed one."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from dateline import style

SMALLEST, LARGEST = 16, 40
"""The widths of marks in px."""
_COLUMNS = ["name", "kind", "naming", "descriptor"]


def described(counts: pd.Series, actors: pd.DataFrame | None) -> pd.DataFrame:
    """Join what the actors table knows to a count of each actor.

    Parameters
    ----------
    counts : pandas.Series
        Indexed by actor id, and named after what it counts.
    actors : pandas.DataFrame or None
        ``case.actors``; an id that it lacks stands for itself, as named.

    Returns
    -------
    pandas.DataFrame
        The count, ``name``, ``kind``, ``naming`` and ``descriptor`` (null: none given).

    Examples
    --------
    >>> described(pd.Series({"a": 2}, name="events"), None).loc["a", ["name", "naming"]].tolist()
    ['a', 'named']
    """
    if actors is None:
        actors = pd.DataFrame(columns=["actor_id", *_COLUMNS], dtype="str")
    known = actors.set_index("actor_id")[_COLUMNS].astype("str")
    frame = counts.to_frame().join(known)
    return frame.assign(
        name=frame["name"].fillna(frame.index.to_series()),
        kind=frame["kind"].fillna("kind not given"),
        naming=frame["naming"].fillna("named"),
    )


def sizes(counts: pd.Series) -> pd.Series:
    """Return marks' widths in px, whose area grows with the count."""
    if counts.empty:
        return counts.astype(float)
    share = (counts / counts.max()) ** 0.5
    return (SMALLEST + (LARGEST - SMALLEST) * share).round(1)


def look(actors: pd.DataFrame) -> dict[str, Any]:
    """Return the look of marks: named ones filled, others hollow, unnamed ones without outline.

    Parameters
    ----------
    actors : pandas.DataFrame
        ``kind``, ``naming`` and ``size``.
    """
    hollow = (actors["naming"] != "named").tolist()
    dashed = (actors["naming"] == "unnamed").tolist()
    return {
        "symbol": [style.SYMBOLS.get(kind, "circle") for kind in actors["kind"]],
        "size": actors["size"].tolist(),
        "opacity": 1,
        "color": [style.PAPER if is_hollow else style.ACTOR for is_hollow in hollow],
        # An unnamed actor's dashed ring is a shape, for marks have no dashed outline.
        "line": {
            "color": style.ACTOR,
            "width": [0 if is_dashed else 2 for is_dashed in dashed],
        },
    }


def ring(actor: dict[Hashable, Any]) -> dict[str, Any]:
    """Draw an unnamed actor's dashed ring, of its ``size`` in px around its ``x`` and ``y``.

    It keeps that size whatever the zoom.
    """
    radius = actor["size"] / 2
    return {
        "type": "circle",
        "xsizemode": "pixel",
        "ysizemode": "pixel",
        "xanchor": actor["x"],
        "yanchor": actor["y"],
        "x0": -radius,
        "x1": radius,
        "y0": -radius,
        "y1": radius,
        "line": {"color": style.ACTOR, "width": 2, "dash": "4px,3px"},
    }
