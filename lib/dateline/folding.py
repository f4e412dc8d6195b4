"""Actors stand for the body that they belong to: persons for organisations, these for states."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dateline.errors import FrameError
from dateline.frames import texts_in
from dateline.phrases import listed, quoted

LEVELS = ("person", "organisation", "state")
"""The levels from the finest to the coarsest."""
_RANK = {"person": 0, "group": 0, "outlet": 1, "organisation": 1, "government": 1, "state": 2}


def folded(events: pd.DataFrame, *, actors: pd.DataFrame, level: str) -> pd.DataFrame:
    """Put in the place of each actor the body of a level that it belongs to.

    Parameters
    ----------
    events : pandas.DataFrame
        A typed events frame.
    actors, level
        As `bodies` takes them.

    Returns
    -------
    pandas.DataFrame
        The events with other ``initiators`` and ``recipients``; an actor that several stood for
        is named once.

    Raises
    ------
    FrameError
        As `bodies`, or there are no actors to look up.

    Examples
    --------
    >>> from dateline.case import read_case
    >>> case = read_case("data/negotiations-2023")
    >>> whole = folded(case.events, actors=case.actors, level="state")
    >>> whole.set_index("event_id").loc["e-call", ["initiators", "recipients"]].tolist()
    [('russia',), ('brazil',)]
    """
    if level != LEVELS[0] and actors.empty and level in LEVELS:
        raise FrameError(
            f"level={level!r} needs to know who belongs to whom: pass case=case, with a table of "
            "actors"
        )
    stands_for = bodies(actors, level=level)
    return events.assign(
        **{
            column: events[column].map(lambda ids: _renamed(ids, stands_for))
            for column in ("initiators", "recipients")
        }
    )


def bodies(actors: pd.DataFrame, *, level: str) -> dict[str, str]:
    """Return for each actor the one that stands for it on a level.

    Parameters
    ----------
    actors : pandas.DataFrame
        ``case.actors``: ``actor_id``, ``kind`` and ``member_of``.
    level : {"person", "organisation", "state"}
        How far ``member_of`` is followed: not at all, up to an organisation, government or
        outlet, or up to a state. Who belongs to nothing that high stands for the
        highest body known, or for himself.

    Returns
    -------
    dict of str to str
        Actor ids to actor ids.

    Raises
    ------
    FrameError
        There is no such level, or ``member_of`` runs in a circle; the circle is named.

    Examples
    --------
    >>> from dateline.case import read_case
    >>> bodies(read_case("data/negotiations-2023").actors, level="state")["putin"]
    'russia'
    """
    if level not in LEVELS:
        raise FrameError(
            f"there is no level {quoted(str(level))}; write {listed(LEVELS, last='or')}"
        )
    members = actors.dropna(subset=["member_of"])
    parent = dict(zip(members["actor_id"], members["member_of"], strict=True))
    rank = {
        actor: _RANK.get(kind, 0)
        for actor, kind in zip(actors["actor_id"], actors["kind"].astype("str"), strict=True)
    }
    height = LEVELS.index(level)
    return {actor: _body(actor, parent=parent, rank=rank, height=height) for actor in rank}


def _body(actor: str, *, parent: Mapping[str, str], rank: Mapping[str, int], height: int) -> str:
    path = [actor]
    while path[-1] in parent:
        above = parent[path[-1]]
        if above in path:
            circle = [*path[path.index(above) :], above]
            raise FrameError(f"member_of runs in a circle: {' → '.join(circle)}")
        path.append(above)
    # The whole path is walked, so that a circle is found on whatever level is asked for.
    below = (step for step, body in enumerate(path) if rank.get(body, 0) >= height)
    return path[next(below, len(path) - 1)]


def _renamed(ids: object, stands_for: Mapping[str, str]) -> tuple[str, ...]:
    ids = ids if isinstance(ids, tuple) else texts_in(ids)
    return tuple(dict.fromkeys(stands_for.get(actor, actor) for actor in ids))
