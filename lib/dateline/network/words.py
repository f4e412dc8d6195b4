"""What a network says in words: cards, labels, key and alt text."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from dateline import typeset
from dateline.network.cast import Cast, names_of
from dateline.phrases import counted, listed
from dateline.style import Look
from dateline.wording import when_in_words
from dateline.zones import in_zone

_SHOWN, _FEW = 10, 4
"""So many events stand in a card, and in one of very many cards."""
_MANY = 400
_CAUTION = "Size counts the events coded here that an actor takes part in: coverage, not influence."
_NAMING = {
    "unnamed": "Dashed ring: an actor whom the source does not name.",
    "generic": "Hollow: a class of actors.",
}
_STANDING = {
    "expected": "Dashed arrow: expected.",
    "undetermined": "Dotted arrow: whether it happened is not determined.",
    "not-occurred": "Dotted arrow with a cross: said not to have happened.",
}
"""What is explained under the figure, if it is in it."""


def told(cast: Cast, look: Look) -> dict[str, str]:
    """Say of each event, by id, when it was, what, and whether it happened; not escaped."""
    events = in_zone(cast.events, zone=look.zone)
    needed = {id for ids in cast.arrows["events"] for id in ids}
    needed |= set(_taking_part(cast)["event_id"])
    events = events[events["event_id"].isin(needed)]
    when = when_in_words(events, months=look.months, zone=look.zone)
    titles = events["title"].fillna(events["event_id"])
    rows = zip(events["event_id"], when, titles, events["status"].astype("str"), strict=True)
    return {id: f"{title} ({_when(date, status)})" for id, date, title, status in rows}


def _when(date: str, status: str) -> str:
    return date if status in ("occurred", "ongoing") else f"{date}; {status}"


def _taking_part(cast: Cast) -> pd.DataFrame:
    """Return ``event_id`` and ``actor_id`` of whom is drawn in full, in order of time."""
    order = ["start_min", "end_max", "event_id"]
    events = cast.events.sort_values(order, na_position="last", kind="stable")
    columns = [events.set_index("event_id")[side] for side in ("initiators", "recipients")]
    parts = pd.concat(columns).explode().dropna().rename("actor_id").reset_index()
    parts = parts[parts["actor_id"].isin(cast.actors.index)].drop_duplicates()
    rank = pd.Series(range(len(events)), index=events["event_id"])
    return parts.sort_values("event_id", key=lambda ids: ids.map(rank), kind="stable")


def behind_actors(cast: Cast) -> dict[str, list[str]]:
    """Return for each actor drawn in full the ids of its events, in order of time."""
    parts = _taking_part(cast)
    return {str(actor): ids.tolist() for actor, ids in parts.groupby("actor_id")["event_id"]}


def behind_arrows(cast: Cast) -> list[list[str]]:
    """Return for each arrow the ids of its events, in order of time."""
    order = ["start_min", "end_max", "event_id"]
    events = cast.events.sort_values(order, na_position="last", kind="stable")
    rank = {id: place for place, id in enumerate(events["event_id"])}
    return [sorted(ids, key=lambda id: rank[id]) for ids in cast.arrows["events"]]


def event_rows(ids: Sequence[str], told: Mapping[str, str], *, cards: int) -> list[str]:
    """Return the rows of a card that tell of events, as one of so many cards."""
    shown = ids[: _SHOWN if cards <= _MANY else _FEW]
    rows = [typeset.wrapped(f"• {told[id]}", characters=60) for id in shown]
    more = len(ids) - len(shown)
    return [*rows, f"and {more:,} more"] if more else rows


def actor_head(actor: dict[Hashable, Any], *, names: Mapping[str, str]) -> list[str]:
    """Return the rows of a card that say who an actor is."""
    facts = [f"{actor['kind']}, {actor['naming']}"]
    if pd.notna(actor["descriptor"]):
        facts.append(f"described as: “{actor['descriptor']}”")
    if also := names_of(actor)[1:]:
        facts.append(f"also called {listed(also)}")
    if pd.notna(actor["member_of"]):
        facts.append(f"belongs to {names.get(actor['member_of'], actor['member_of'])}")
    head = f"<b>{typeset.wrapped(actor['name'], characters=56)}</b>"
    return [head, *(typeset.wrapped(fact, characters=60) for fact in facts)]


def arrow_head(arrow: dict[Hashable, Any], *, names: Mapping[str, str]) -> str:
    """Return the head of a card that says who does what to whom."""
    ends = " → ".join(names.get(arrow[end], arrow[end]) for end in ("initiator", "recipient"))
    standing = f", {arrow['standing']}" if arrow["standing"] else ""
    head = f"{ends}: {arrow['kind'] or 'kind not given'}{standing}"
    return f"<b>{typeset.wrapped(head, characters=56)}</b>"


def arrow_label(kind: str, standing: str, count: int) -> str:
    """Return the words beside an arrow's middle, not escaped."""
    times = f" × {count:,}" if count > 1 else ""
    told = f" ({standing})" if standing in ("expected", "not-occurred") else ""
    return kind + times + told


def key(cast: Cast, *, level: str, has_words_left: bool, is_stepped: bool, is_live: bool) -> str:
    """Explain what is in the figure, and what is not; only a live one has cards."""
    found = [
        *(words for naming, words in _NAMING.items() if naming in set(cast.actors["naming"])),
        *(words for mark, words in _STANDING.items() if mark in set(cast.arrows["standing"])),
    ]
    if level != "person":
        found.insert(0, f"Members stand for their {level}, where one is known.")
    if has_words_left:
        where = "in its card" if is_live else "in the table of ties"
        found.append(
            f"What an arrow without words stands for, and for how many events, is {where}."
        )
    if is_stepped:
        found.append(
            "The slider shows an event from the day by which it has begun, as dated; undated ones "
            "come last. Sizes stay those of all events."
        )
    if cast.ego is None and len(cast.around) > len(cast.counts):
        found.append("Grey dot: an actor of the case who takes part in none of these events.")
    return " ".join([_CAUTION, *found, *left_out(cast)])


def left_out(cast: Cast) -> list[str]:
    """Say what is not drawn in full, if anything."""
    rest = len(cast.counts) - len(cast.actors)
    words = []
    if rest > 0:
        own = 0 if cast.ego is None else 1
        first = f"{cast.called} and, of the others, " * own
        full = counted(len(cast.actors) - own, "actor")
        words.append(
            f"Drawn in full: {first}the {full} in the most events; "
            f"{counted(rest, 'further actor')} {_stand(rest, len(cast.around) - len(cast.actors))}."
        )
    ties = len(cast.ties) - int(cast.arrows["events"].map(len).sum())
    if ties > 0:
        words.append(
            f"{counted(ties, 'tie')} of {len(cast.ties):,} without an arrow: grey lines join "
            f"{counted(len(cast.thin), 'pair')} of actors."
        )
    return words


def note(cast: Cast) -> str:
    """Return what stands in the place of an empty network."""
    if not cast.counts.empty:
        return ""
    if cast.ego is not None:
        return f"{cast.called} takes part in none of these events."
    return "No event here names an initiator or a recipient."


def _stand(rest: int, dots: int) -> str:
    if dots >= rest:
        return "stand as grey dots" if rest > 1 else "stands as a grey dot"
    return f"({dots:,} of them as grey dots)"


def alt(cast: Cast, *, steps: int) -> str:
    """Say in a few sentences what the figure shows."""
    about = ""
    if cast.ego is not None:
        about = f" around {cast.called}"
    actors, ties = counted(len(cast.counts), "actor"), counted(len(cast.ties), "tie")
    text = f"Network{about} of {actors} with {ties} between them{_of_what_kind(cast)}."
    if cast.counts.empty:
        return f"{text} {note(cast)}"
    top = cast.actors.sort_values("events", ascending=False, kind="stable").head(3)
    most = zip(top["name"], top["events"], strict=True)
    parts = [f"Most events: {listed(f'{name} ({count:,})' for name, count in most)}."]
    if unnamed := int((cast.actors["naming"] == "unnamed").sum()):
        parts.append(f"Unnamed: {counted(unnamed, 'actor')}.")
    if steps:
        parts.append(f"A slider shows the events in {counted(steps, 'step')} of time.")
    return " ".join([text, *parts, *left_out(cast)])


def _of_what_kind(cast: Cast) -> str:
    """Count the ties of what did not certainly happen, and those of actors to themselves."""
    status = cast.events.set_index("event_id")["status"].astype("str")
    counts = cast.ties["event_id"].map(status).value_counts()
    told = [f"{counts[it]:,} {it}" for it in _STANDING if it in counts.index]
    own = int((cast.ties["initiator"] == cast.ties["recipient"]).sum())
    told += [f"{own:,} of an actor to itself"] if own else []
    return f", of these {listed(told)}" if told else ""
