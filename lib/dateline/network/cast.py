"""Whom a network shows: the events drawn, their actors, and who is drawn in full."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dateline import actor_marks, graph
from dateline.case import Case
from dateline.errors import FrameError
from dateline.folding import bodies, folded
from dateline.frames import typed_frame
from dateline.network.arrows import gathered
from dateline.phrases import listed, nearest, quoted

FULL, _MOST = 60, 40
"""Up to so many actors are all drawn in full; of more, so many that are in the most events."""
_ARROWS = 150
_DOTS, _LINES = 5_000, 3_000
"""So many actors and pairs at most stand behind as grey dots and lines."""


@dataclass(frozen=True)
class Cast:
    """What a network shows.

    Attributes
    ----------
    events : pandas.DataFrame
        The events drawn, each actor in them replaced by whom it stands for.
    ties : pandas.DataFrame
        Theirs, as `graph.ties` returns them.
    actors : pandas.DataFrame
        By ``actor_id``, sorted: the actors drawn in full, with ``events`` (int, how many they
        take part in), what the actors table knows of them, and ``size``.
    arrows : pandas.DataFrame
        As `gathered` returns them, those drawn.
    around : pandas.DataFrame
        By ``actor_id``, sorted: every actor that has a place, with ``name`` and ``events``.
    thin : pandas.DataFrame
        ``one`` and ``other``: pairs of actors whose ties are grey lines.
    ego : str or None
        Whose neighbourhood alone is shown.
    called : str or None
        Its name.
    counts : pandas.Series
        Of all actors of the events drawn, in how many they take part.
    """

    events: pd.DataFrame
    ties: pd.DataFrame
    actors: pd.DataFrame
    arrows: pd.DataFrame
    around: pd.DataFrame
    thin: pd.DataFrame
    ego: str | None
    called: str | None
    counts: pd.Series

    @property
    def is_whole(self) -> bool:
        """Whether there are so few actors that all are drawn in full."""
        return len(self.around) <= FULL


@dataclass(frozen=True)
class Stage:
    """A cast, and the graph that all its figures share: the case's own.

    Attributes
    ----------
    cast : Cast
    places : pandas.DataFrame
        By ``actor_id``, ``x`` and ``y`` of every actor of ``cast.around``, in units of the
        layout.
    whole : pandas.DataFrame
        ``event_id`` and ``status`` of all events, shown or not.
    tied : pandas.DataFrame
        The ties of all events between these actors.
    kinds : list of str
        The kinds of all ties, shown or not: their places in it say how they look.
    """

    cast: Cast
    places: pd.DataFrame
    whole: pd.DataFrame
    tied: pd.DataFrame
    kinds: list[str]


def staged(
    events: pd.DataFrame, *, case: Case | None, level: str, ego: str | None, across: float
) -> Stage:
    """Choose who is drawn, and give everybody of the whole case a place.

    Raises
    ------
    FrameError
        There is no such level or actor, or ``member_of`` runs in a circle.
    """
    known = typed_frame("actors", None) if case is None else case.actors
    stands_for = bodies(known, level=level)
    shown = folded(events, actors=known, level=level)
    whole = _with_rest(shown, case, level=level)
    tied, everybody = graph.ties(whole), graph.actors_in(whole)
    places = graph.positions(everybody.index.tolist(), tied, across=across)
    kinds = sorted(tied["kind"].unique())
    ties = graph.ties(shown)
    centre = None
    if ego is not None:
        centre = _found(ego, known, everybody.index)
        centre = stands_for.get(centre, centre)
        ties = _around(centre, ties)
        shown = _taking_part(centre, shown, ties)
        everybody = graph.actors_in(shown)
        near = set(everybody.index)
        places = places[places.index.isin(near)]
        tied = _among(places.index, tied)
    cast = _cast(shown, ties, known=known, everybody=everybody, ego=centre)
    return Stage(cast, places.loc[cast.around.index], whole, tied, kinds)


def _with_rest(shown: pd.DataFrame, case: Case | None, *, level: str) -> pd.DataFrame:
    """Return the events shown and the case's others, with what a layout needs of them."""
    frames = [shown]
    if case is not None:
        others = case.events[~case.events["event_id"].isin(shown["event_id"])]
        frames.append(folded(others, actors=case.actors, level=level))
    columns = ["event_id", "kind", "status", "initiators", "recipients"]
    plain = [frame[columns].astype({"kind": "str", "status": "str"}) for frame in frames]
    return pd.concat(plain, ignore_index=True)


def _cast(
    events: pd.DataFrame,
    ties: pd.DataFrame,
    *,
    known: pd.DataFrame,
    everybody: pd.Series,
    ego: str | None,
) -> Cast:
    counts = graph.actors_in(events)
    counts.index = counts.index.astype("str")
    around = actor_marks.described(everybody, known)
    around = around.assign(events=counts.reindex(around.index, fill_value=0))
    about = known.set_index("actor_id")[["aliases", "member_of"]]
    full = counts.index if len(around) <= FULL else _busiest(counts, ego)
    actors = around.loc[sorted(full)].join(about)
    actors = actors.assign(size=actor_marks.sizes(actors["events"]))
    arrows = gathered(_among(full, ties), events)
    is_own = (arrows["initiator"] == ego) | (arrows["recipient"] == ego)
    arrows = _most(arrows, arrows["events"].map(len) + is_own * len(events), _ARROWS)
    around = _most(around, around["events"] + around.index.isin(full) * len(events), _DOTS)
    names = dict(zip(known["actor_id"], known["name"], strict=True))
    return Cast(
        events=events,
        ties=ties,
        actors=actors,
        arrows=arrows,
        around=around,
        thin=_thin(_among(around.index, ties), arrows),
        ego=ego,
        called=None if ego is None else names.get(ego, ego),
        counts=counts,
    )


def _busiest(counts: pd.Series, ego: str | None) -> pd.Index:
    """Return who is in the most events; before all others whom the network is about."""
    ranked = counts.sort_values(ascending=False, kind="stable").index
    return pd.Index([*ranked[ranked == ego], *ranked[ranked != ego]][:_MOST], dtype="str")


def _among(actors: pd.Index, ties: pd.DataFrame) -> pd.DataFrame:
    return ties[ties["initiator"].isin(actors) & ties["recipient"].isin(actors)]


def _most(frame: pd.DataFrame, numbers: pd.Series, most: int) -> pd.DataFrame:
    """Return the rows with the largest numbers, in the order that they have."""
    if len(frame) <= most:
        return frame
    rows = np.sort(np.argsort(-numbers.to_numpy(), kind="stable")[:most])
    return frame.iloc[rows]


def _thin(ties: pd.DataFrame, arrows: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs that no arrow joins, those with the most ties first."""
    pairs = _pairs(ties)
    pairs = pairs[pairs["one"] != pairs["other"]].value_counts(sort=False).reset_index()
    drawn = _pairs(arrows).drop_duplicates().assign(is_drawn=True)
    pairs = pairs.merge(drawn, on=["one", "other"], how="left")
    pairs = pairs[pairs["is_drawn"].isna()]
    order = pairs.sort_values(
        ["count", "one", "other"], ascending=[False, True, True], ignore_index=True
    )
    return order.loc[: _LINES - 1, ["one", "other"]]


def _pairs(ties: pd.DataFrame) -> pd.DataFrame:
    one, other = (ties[end].to_numpy(object) for end in ("initiator", "recipient"))
    is_first = one <= other
    ends = {"one": np.where(is_first, one, other), "other": np.where(is_first, other, one)}
    return pd.DataFrame(ends, dtype="str")


def _found(ego: object, known: pd.DataFrame, drawn: pd.Index) -> str:
    """Return the id of an actor that is given by its id, its name or an alias."""
    if not isinstance(ego, str):
        raise FrameError(f"ego={ego!r} is no text: write an actor's id, name or alias, or None")
    ids = [*known["actor_id"], *sorted(set(drawn) - set(known["actor_id"]))]
    if ego in ids:
        return ego
    # Without a row in the actors table, an id stands for the name.
    called = [*((id, id) for id in ids), *_called(known)]
    spoken = _spoken(ego)
    found = sorted({id for id, name in called if _spoken(name) == spoken})
    if len(found) == 1:
        return found[0]
    if found:
        raise FrameError(f"ego={quoted(ego)} may be {listed(found, last='or')}: write the id")
    meant = nearest(ego, sorted({name for _, name in called}))
    hint = f"did you mean {quoted(meant)}?" if meant else "write an actor's id, name or alias"
    raise FrameError(f"there is no actor {quoted(ego)} in these events or in the case: {hint}")


def _called(known: pd.DataFrame) -> list[tuple[str, str]]:
    """Return (actor id, name) for every name and alias."""
    rows: list[dict[Hashable, object]] = known[["actor_id", "name", "aliases"]].to_dict("records")
    return [(str(row["actor_id"]), name) for row in rows for name in names_of(row)]


def names_of(actor: dict[Hashable, object]) -> list[str]:
    """Return an actor's name, then its aliases; from a row with ``name`` and ``aliases``."""
    aliases = actor["aliases"]
    listed_aliases = aliases if isinstance(aliases, tuple | list) else ()
    return [str(name) for name in dict.fromkeys([actor["name"], *listed_aliases])]


def _spoken(name: str) -> str:
    return " ".join(name.split()).casefold()


def _around(centre: str, ties: pd.DataFrame) -> pd.DataFrame:
    """Return the ties of an actor, and those between the actors that it has ties with."""
    mine = ties[(ties["initiator"] == centre) | (ties["recipient"] == centre)]
    near = {centre, *mine["initiator"], *mine["recipient"]}
    return ties[ties["initiator"].isin(near) & ties["recipient"].isin(near)]


def _taking_part(centre: str, events: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """Return the events of these ties, and those of the actor alone, without anybody else."""
    near = {centre, *ties["initiator"], *ties["recipient"]}
    columns = ["initiators", "recipients"]
    kept = {
        column: events[column].map(lambda ids: tuple(id for id in ids if id in near))
        for column in columns
    }
    events = events.assign(**kept)
    has_part = events["event_id"].isin(ties["event_id"])
    for column in columns:
        has_part |= events[column].map(lambda ids: centre in ids)
    return events[has_part]
