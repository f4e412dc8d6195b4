"""Questions on the network of a case's actors, answered by its events."""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations

import pandas as pd

from dateline.case import Case
from dateline.exercises.choosing import single
from dateline.exercises.exercise import Exercise
from dateline.exercises.faults import ExerciseError
from dateline.exercises.sealing import shuffled
from dateline.exercises.telling import named, short
from dateline.graph import actors_in, ties
from dateline.phrases import counted, listed, quoted

_PAIRS, _LOOKED_AT = 3, 40

Pair = frozenset[str]
"""Two actors."""


def ask_volume(case: Case, actor_id: str) -> Exercise:
    """Ask what it says that an actor's mark is the largest of the network.

    Parameters
    ----------
    case : Case
    actor_id : str
        The actor in the most events.

    Returns
    -------
    Exercise
        Of the kind ``single``; right is the number of events with it.

    Raises
    ------
    ExerciseError
        Another actor is in as many events, or more.

    Examples
    --------
    >>> from dateline.case import read_case
    >>> exercise = ask_volume(read_case("data/negotiations-2023"), "li-hui")
    >>> [option.text for option in exercise.choices][0]
    'Li Hui takes part in the most events that are coded here: 4.'
    """
    volume = actors_in(case.events).sort_values(ascending=False, kind="stable")
    if volume.empty or volume.index[0] != actor_id or (volume == volume.iloc[0]).sum() > 1:
        raise ExerciseError(f"{quoted(actor_id)} is not the one actor in the most events")
    name, number = named(case, actor_id), int(volume.iloc[0])
    events = _events_with(case, actor_id)
    pairs = [pair for pair in _joined(case) if actor_id in pair and len(pair) > 1]
    size = f"events.csv has {name} in {counted(number, 'event')}: {listed(events)}."
    options = [
        (f"{name} takes part in the most events that are coded here: {number}.", "right", size),
        (
            f"{name} has the most influence.",
            "wrong",
            f"Size counts events that are coded here, which is coverage. {size}",
        ),
    ]
    if len(pairs) != number:
        others = listed(named(case, id) for pair in pairs for id in pair - {actor_id})
        joined = f"Arrows join {name} with {others}" if pairs else f"No arrow leads to {name}"
        options.append(
            (
                f"{name} is joined by arrows with {counted(number, 'other actor')}.",
                "wrong",
                f"{joined} (events.csv). Size counts events, not whom they join.",
            )
        )
    question = f"In the network of this case the mark of {name} is the largest. What does that say?"
    return single(f"volume-{actor_id}", question, options)


def ask_tie(case: Case, pair: tuple[str, str]) -> Exercise:
    """Ask which of several pairs of actors an arrow joins.

    Parameters
    ----------
    case : Case
    pair : tuple of str
        Two actors, one of whom acts on, or with, the other in some event.

    Returns
    -------
    Exercise
        Of the kind ``single``. The other pairs are actors of the network whom no arrow joins,
        if possible such as are both joined with a third.

    Raises
    ------
    ExerciseError
        No arrow joins the two, or arrows join all actors.

    Examples
    --------
    >>> from dateline.case import read_case
    >>> exercise = ask_tie(read_case("data/negotiations-2023"), ("putin", "lula"))
    >>> exercise.solution().query("verdict == 'right'")["reason"].tolist()
    ['An event joins them: “Putin and Lula speak by telephone” (events.csv, e-call).']
    """
    joined = _joined(case)
    chosen = frozenset(pair)
    if chosen not in joined:
        raise ExerciseError(f"no event joins {listed(quoted(id) for id in sorted(chosen))}")
    apart = _apart(joined)
    if not apart:
        raise ExerciseError("arrows join all actors of this network")
    id = f"tie-{'-'.join(sorted(chosen))}"
    options = []
    for one, other in shuffled_pairs(id, [chosen, *apart[:_PAIRS]]):
        text = f"{named(case, one)} and {named(case, other)}"
        if {one, other} == chosen:
            options.append((text, "right", _reason(case, joined[chosen])))
        else:
            options.append((text, "wrong", _none(case, one, other, joined=joined)))
    return single(
        id, "Which of these pairs does an arrow join in the network of this case?", options
    )


def shuffled_pairs(id: str, pairs: Collection[Pair]) -> list[tuple[str, str]]:
    """Return pairs in an order that follows from themselves and an id."""
    words = {" ".join(sorted(pair)): pair for pair in pairs}
    chosen = [sorted(words[word]) for word in shuffled(id, words)]
    return [(one, other) for one, other in chosen]


def actors_to_ask(case: Case) -> list[str]:
    """Choose for `ask_volume` the actor in the most events, where there are arrows."""
    volume = actors_in(case.events) if _joined(case) else pd.Series(dtype="int64")
    return [str(volume.idxmax())] if len(volume) > 1 else []


def ties_to_ask(case: Case) -> list[tuple[str, str]]:
    """Choose for `ask_tie` a pair that few events join: the hardest to see."""
    pairs = [(len(events), sorted(pair)) for pair, events in _joined(case).items()]
    return [(pair[0], pair[1]) for _, pair in sorted(pairs) if len(pair) > 1][:1]


def _joined(case: Case) -> dict[Pair, list[str]]:
    """Return the events that join two actors, by the two."""
    found: dict[Pair, list[str]] = {}
    for event, _, one, other in ties(case.events).itertuples(index=False, name=None):
        events = found.setdefault(frozenset((one, other)), [])
        if event not in events:
            events.append(event)
    return found


def _apart(joined: Collection[Pair]) -> list[Pair]:
    """Return pairs without an arrow, first those that are both joined with a third."""
    actors = sorted({id for pair in joined for id in pair})[:_LOOKED_AT]
    pairs = [frozenset(pair) for pair in combinations(actors, 2)]
    return sorted(
        (pair for pair in pairs if pair not in joined), key=lambda it: not _thirds(it, joined)
    )


def _thirds(pair: Pair, joined: Collection[Pair]) -> list[str]:
    one, other = ({id for it in joined if member in it for id in it} for member in sorted(pair))
    return sorted((one & other) - pair)


def _none(case: Case, one: str, other: str, *, joined: Collection[Pair]) -> str:
    thirds = _thirds(frozenset((one, other)), joined)
    between = listed(named(case, id) for id in thirds)
    both = f" That both are joined with {between} does not join them." if thirds else ""
    return f"No event in events.csv has one of them act on, or with, the other.{both}"


def _reason(case: Case, events: Collection[str]) -> str:
    titles = dict(zip(case.events["event_id"], case.events["title"], strict=True))
    told = listed(f"“{short(titles[event])}”" for event in events)
    subject = "An event joins" if len(events) == 1 else f"{len(events)} events join"
    return f"{subject} them: {told} (events.csv, {listed(events)})."


def _events_with(case: Case, actor_id: str) -> list[str]:
    sides = zip(case.events["initiators"], case.events["recipients"], strict=True)
    takes_part = [actor_id in (*one, *other) for one, other in sides]
    return case.events.loc[takes_part, "event_id"].tolist()
