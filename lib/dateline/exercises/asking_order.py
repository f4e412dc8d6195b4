"""Questions on the order of a case's events, answered by `dateline.order`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

from dateline.case import Case
from dateline.exercises.arranging import ordering
from dateline.exercises.choosing import single
from dateline.exercises.exercise import Exercise
from dateline.exercises.faults import ExerciseError
from dateline.exercises.sealing import shuffled
from dateline.exercises.telling import places, short
from dateline.order import order
from dateline.phrases import listed, quoted
from dateline.wording import when_in_words

_IN_CHAIN, _BESIDE, _LOOKED_AT = 4, 2, 60
_OPEN = "The dates leave it open"


def ask_order(case: Case, ids: Sequence[str], *, id: str = "order") -> Exercise:
    """Ask for the order of some events.

    Parameters
    ----------
    case : Case
    ids : sequence of str
        Two to twelve events.
    id : str, default "order"
        The exercise's.

    Returns
    -------
    Exercise
        Of the kind ``ordering``. One event is before another where it certainly precedes it, as
        `dateline.order` tells; other pairs are accepted both ways.

    Raises
    ------
    ExerciseError
        No pair is settled, or one is settled only as far as an approximate or uncertain date,
        or an event that is not said to have happened.

    Examples
    --------
    >>> from dateline.case import read_case
    >>> case = read_case("data/negotiations-2023")
    >>> ask_order(case, ["e-arrival", "e-call", "e-news-item"])
    <Exercise order: ordering, 6 answers>
    """
    events = _events(case, ids)
    pairs = _certain(events)
    question = (
        "Put these events in order, earliest first. One comes before another where it was over "
        "before the other began; pairs whose dates leave that open count either way round."
    )
    return ordering(
        id,
        question,
        items={event: short(title) for event, title in _titles(events).items()},
        before={pair: _reason(case, events, pair) for pair in pairs},
        unsettled="By their dates in events.csv, either of the two may have come first.",
    )


def ask_first(case: Case, ids: tuple[str, str]) -> Exercise:
    """Ask which of two events certainly came first, or whether that is open.

    Parameters
    ----------
    case : Case
    ids : tuple of str
        Two events.

    Returns
    -------
    Exercise
        Of the kind ``single``.

    Raises
    ------
    ExerciseError
        As for `ask_order`, though the pair need not be settled.

    Examples
    --------
    >>> from dateline.case import read_case
    >>> case = read_case("data/negotiations-2023")
    >>> ask_first(case, ("e-call", "e-arrival")).solution()["verdict"].tolist()
    ['wrong', 'wrong', 'right']
    """
    one, other = shuffled("first", ids)
    events = _events(case, [one, other])
    titles, pairs = _titles(events), _certain(events)
    reason = _reason(case, events, pairs[0]) if pairs else _left_open(events)
    right = pairs[0][0] if pairs else None
    options = [
        (short(titles[event]), "right" if event == right else "wrong", reason)
        for event in (one, other)
    ]
    options.append((_OPEN, "wrong" if pairs else "right", reason))
    question = "Which of these was certainly over before the other began?"
    return single(f"first-{one}-{other}", question, options)


def events_to_order(case: Case) -> list[str]:
    """Choose events for `ask_order`: some in certain succession, and some open beside them."""
    events = _settled_events(case)
    chain = _succession(events)
    if len(chain) > _IN_CHAIN:
        chain = [chain[round(at * (len(chain) - 1) / (_IN_CHAIN - 1))] for at in range(_IN_CHAIN)]
    beside = [id for id in events["event_id"].head(_LOOKED_AT) if id not in chain]
    certain = _certain_among(events[events["event_id"].isin([*chain, *beside])])
    beside = [id for id in beside if any(not certain & _both(id, other) for other in chain)]
    chosen = [*chain, *beside[:_BESIDE]]
    return chosen if len(chain) > 1 and len(chosen) > 2 else []


def pairs_to_ask(case: Case) -> list[tuple[str, str]]:
    """Choose pairs for `ask_first`: the closest that is settled, then those that are not."""
    events = _settled_events(case)
    chain = events.set_index("event_id").loc[_succession(events)]
    starts, ends = chain["start_min"].to_dict(), chain["end_max"].to_dict()
    gaps = {(one, other): starts[other] - ends[one] for one, other in pairwise(chain.index)}
    dated = events[events["start_min"].notna() & events["end_max"].notna()].head(_LOOKED_AT)
    certain = _certain_among(dated)
    ids = dated["event_id"].tolist()
    open_pairs = [
        (one, other)
        for at, one in enumerate(ids)
        for other in ids[at + 1 :]
        if not certain & _both(one, other)
    ]
    return [*sorted(gaps, key=lambda pair: gaps[pair])[:1], *open_pairs[:1]]


def _events(case: Case, ids: Sequence[str]) -> pd.DataFrame:
    missing = [quoted(str(id)) for id in ids if id not in set(case.events["event_id"])]
    if missing or len(set(ids)) < max(2, len(ids)):
        raise ExerciseError(
            f"{listed(missing)} is not an event of the case"
            if missing
            else "an order needs two events or more, each once"
        )
    return case.events.set_index("event_id", drop=False).loc[list(ids)]


def _titles(events: pd.DataFrame) -> dict[str, str]:
    return dict(zip(events["event_id"], events["title"], strict=True))


def _certain(events: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the pairs of which the first certainly precedes the other, on settled dates."""
    pairs = order(events.reset_index(drop=True))
    certain = pairs[pairs["precedes"] == "certainly"]
    flagged = certain[certain["unsettled"] != ""]
    if len(flagged):
        one, other, *_, why = flagged.iloc[0]
        raise ExerciseError(
            f"whether {one} was before {other} is certain only as far as what is {why}; leave "
            "one of them out"
        )
    return list(
        zip(certain["event_id"].astype("str"), certain["other_id"].astype("str"), strict=True)
    )


def _certain_among(events: pd.DataFrame) -> set[tuple[str, str]]:
    return set(_certain(events)) if len(events) > 1 else set()


def _both(one: str, other: str) -> set[tuple[str, str]]:
    return {(one, other), (other, one)}


def _reason(case: Case, events: pd.DataFrame, pair: tuple[str, str]) -> str:
    one, other = (events.loc[[id]] for id in pair)
    told = case.mentions[case.mentions["event_id"].isin(pair)]
    told = told.drop_duplicates("event_id").dropna(subset=["locator"])
    seen = f"; told at {places(case, told)}" if len(told) else ""
    return (
        f"{_dated(one)} was over before {_dated(other)} began "
        f"(events.csv, {pair[0]} and {pair[1]}{seen})."
    )


def _left_open(events: pd.DataFrame) -> str:
    one, other = (_dated(events.loc[[id]]) for id in events["event_id"])
    rows = listed(events["event_id"])
    return f"{one} and {other}: either may have come first (events.csv, {rows})."


def _dated(event: pd.DataFrame) -> str:
    return f"“{short(event['title'].iloc[0])}” ({when_in_words(event)[0]})"


# -- choosing ------------------------------------------------------------------------------------


def _settled_events(case: Case) -> pd.DataFrame:
    """Return the events that are said to have happened, on dates that are not flagged."""
    events = case.events
    happened = events["status"].isin(["occurred", "ongoing"])
    kept = events[happened & ~events["approximate"] & ~events["uncertain"]]
    return kept.drop_duplicates("title").drop_duplicates("event_id")


def _succession(events: pd.DataFrame) -> list[str]:
    """Return the longest run of events in which each is over before the next begins."""
    # Whoever ends first leaves most room for others.
    in_order = events[events["end_max"].notna()].sort_values(["end_max", "event_id"])
    chain: list[str] = []
    end = pd.Timestamp.min
    columns = (in_order[name].tolist() for name in ("event_id", "start_min", "end_max"))
    for id, start_min, end_max in zip(*columns, strict=True):
        if not chain or start_min >= end:
            chain.append(id)
            end = end_max
    return chain
