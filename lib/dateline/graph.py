"""Events become ties between actors, and every actor gets a place that stays."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

import igraph
import numpy as np
import pandas as pd

_SEED = 20230526
_GAP = 1.0
_ROUNDS, _FEWER, _LARGE = 1000, 300, 1000
"""Rounds of the layout, and those of a part with more actors than this, which take longer."""


def ties(events: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each event, initiator and recipient.

    Parameters
    ----------
    events : pandas.DataFrame
        A typed events frame.

    Returns
    -------
    pandas.DataFrame
        ``event_id``, ``kind``, ``initiator``, ``recipient`` (actor ids), sorted by these;
        events without an initiator or without a recipient have no row.

    Examples
    --------
    >>> from dateline.frames import events_frame
    >>> df = pd.DataFrame(
    ...     {"event_id": ["e1"], "title": ["A visit"], "initiators": ["a;b"], "recipients": ["c"]}
    ... )
    >>> ties(events_frame(df))[["initiator", "recipient"]].to_numpy().tolist()
    [['a', 'c'], ['b', 'c']]
    """
    rows = events[["event_id", "kind", "initiators", "recipients"]].fillna({"kind": ""})
    rows = rows.explode("initiators").explode("recipients")
    rows = rows.dropna(subset=["initiators", "recipients"])
    rows = rows.rename(columns={"initiators": "initiator", "recipients": "recipient"})
    order = ["event_id", "kind", "initiator", "recipient"]
    return rows.drop_duplicates().sort_values(order).reset_index(drop=True)[order]


def actors_in(events: pd.DataFrame) -> pd.Series:
    """Count the events that each actor takes part in.

    Returns
    -------
    pandas.Series
        Number of events, int, indexed by actor id in sorted order.
    """
    by_event = events.set_index("event_id")
    both = pd.concat([by_event["initiators"], by_event["recipients"]]).explode().dropna()
    parts = pd.DataFrame({"event_id": both.index, "actor_id": both.to_numpy()}).drop_duplicates()
    return parts["actor_id"].value_counts().sort_index().rename("events")


def positions(actors: list[str], tied: pd.DataFrame, *, across: float = 6.0) -> pd.DataFrame:
    """Give every actor a place, the same in every run.

    Parameters
    ----------
    actors : list of str
        All actor ids; their order does not matter.
    tied : pandas.DataFrame
        ``initiator`` and ``recipient`` of each tie, as `ties` returns them.
    across : float, default 6.0
        About how many units may stand beside one another; a part that is wider than that
        has a row of its own.

    Returns
    -------
    pandas.DataFrame
        ``x`` and ``y`` (float, about one unit between tied actors), indexed by actor id in
        sorted order. Each connected part is laid out by itself; the parts stand in rows, the
        largest first, and actors without a tie come last.

    Notes
    -----
    Fruchterman and Reingold, *Graph drawing by force-directed placement* (1991), as igraph
    computes it, from a fixed seed.
    """
    ids = sorted(actors)
    number = {actor: place for place, actor in enumerate(ids)}
    pairs = tied[["initiator", "recipient"]].drop_duplicates()
    pairs = pairs[pairs["initiator"] != pairs["recipient"]]
    edges = sorted(
        (number[one], number[other]) for one, other in pairs.itertuples(index=False, name=None)
    )
    whole = igraph.Graph(n=len(ids), edges=edges).simplify()
    parts = sorted(whole.connected_components(), key=lambda part: (-len(part), part))
    places = np.zeros((len(ids), 2))
    with _seeded():
        drawn = [_one_part(whole.induced_subgraph(part)) for part in parts]
    for part, corner, place in zip(parts, _corners(drawn, across=across), drawn, strict=True):
        places[part] = place + corner
    # Rounded, so that the last bits of another processor's arithmetic do not show.
    return pd.DataFrame(
        places.round(3) + 0.0, index=pd.Index(ids, name="actor_id"), columns=["x", "y"]
    )


def _one_part(part: igraph.Graph) -> np.ndarray:
    """Lay out one connected part, its lower left corner at the origin, wider than high."""
    if part.vcount() == 1:
        return np.zeros((1, 2))
    if part.vcount() == 2:
        return np.array([[0.0, 0.0], [1.6, 0.0]])
    rounds = _ROUNDS if part.vcount() <= _LARGE else _FEWER
    place = np.array(part.layout_fruchterman_reingold(niter=rounds).coords)
    place -= place.mean(axis=0)
    _, axes = np.linalg.eigh(place.T @ place)
    place = place @ axes[:, ::-1]
    # An eigenvector's sign is arbitrary: let the first actor stand to the upper left.
    place *= np.where(place[0] * [1, -1] > 0, -1, 1)
    ends = np.array(part.get_edgelist())
    length = np.linalg.norm(place[ends[:, 0]] - place[ends[:, 1]], axis=1).mean()
    place *= 1.4 / length
    return place - place.min(axis=0)


def _corners(parts: list[np.ndarray], *, across: float) -> list[np.ndarray]:
    """Return a lower left corner for each part, in centred rows."""
    sizes = [part.max(axis=0) + _GAP for part in parts]
    # The last part of a row needs no gap; beside the widest part others may stand, too.
    limit = max([across, *(float(width) - _GAP for width, _ in sizes)]) + _GAP
    rows: list[list[int]] = [[]]
    for part, (width, _) in enumerate(sizes):
        is_full = sum(sizes[i][0] for i in rows[-1]) + width > limit * 1.001
        # Actors without a tie stand in rows of their own.
        is_first_alone = len(parts[part]) == 1 < max((len(parts[i]) for i in rows[-1]), default=1)
        if rows[-1] and (is_full or is_first_alone):
            rows.append([])
        rows[-1].append(part)
    corners = [np.zeros(2) for _ in parts]
    top = 0.0
    for row in filter(None, rows):
        x = -sum(sizes[i][0] for i in row) / 2
        deepest = max(sizes[i][1] for i in row)
        for i in row:
            corners[i] = np.array([x, top - (deepest + sizes[i][1]) / 2 + _GAP])
            x += sizes[i][0]
        top -= deepest
    return corners


@contextmanager
def _seeded() -> Iterator[None]:
    """Let igraph draw its random numbers from a fixed seed, for this block only."""
    igraph.set_random_number_generator(random.Random(_SEED))  # noqa: S311
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)
