"""What a timeline says in words: the key under it, its description, its notes."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from dateline import extent, plan, typeset
from dateline.phrases import counted, listed
from dateline.style import Look
from dateline.terms import BOUNDS
from dateline.wording import span_in_words, year_in_words

_BOLD = 1.1
"""How much wider bold letters are, at most."""
_KEY = {
    "core": "Solid: certainly under way.",
    "outer": "Pale, between two ticks: somewhere inside.",
    "open": "Full arrow: an open end; how far it reaches is not stated.",
    "unbounded": "Hollow arrow: no bound is known on that side.",
    **plan.SIGNS,
    "known": "Which events are shown, and who says so: as known then. Dates, status: as coded now.",
}
"""What is explained under the figure, if it is in it."""


def key(placed: pd.DataFrame, tray: pd.DataFrame, *, as_known: bool) -> list[str]:
    """Explain the marks that are in the figure, and say how many labels have no room."""
    no_start, no_end = placed["start_min"].isna(), placed["end_max"].isna()
    is_open = (no_start & placed["open_start"]) | (no_end & placed["open_end"])
    is_unbounded = (no_start & ~placed["open_start"]) | (no_end & ~placed["open_end"])
    found = {
        "core": not extent.cores(placed).empty,
        "outer": not placed.empty,
        "open": is_open.any(),
        "unbounded": is_unbounded.any(),
        **dict.fromkeys(plan.signs_in(pd.concat([placed, tray])), True),
        "known": as_known,
    }
    sentences = [words for mark, words in _KEY.items() if found.get(mark)]
    if bare := int((placed["label"] == "").sum()):
        kept = "the most mentioned have one" if placed["mentions"].any() else "some have one"
        sentences.append(
            f"{counted(bare, 'event')} without a label ({kept}): the table names them."
        )
    return sentences


def fits(text: str, *, pixels: float) -> bool:
    """Tell whether a heading in bold has room in one line."""
    return typeset.width_of(text) * _BOLD <= pixels


def shortened(text: str, *, pixels: float) -> str:
    """Cut a heading to what has room in one line; the table has it whole."""
    cut = text
    while cut and not fits(cut, pixels=pixels):
        cut = f"{cut.removesuffix('…')[:-1]}…" if len(cut) > 1 else ""
    return cut


def zone_note(first: pd.Timestamp, last: pd.Timestamp, *, look: Look) -> str:
    """Name the years and the time zone of an axis, for its ticks may lose them."""
    one, other = (year_in_words(instant, months=look.months) for instant in (first, last))
    years = one if one == other else f"{one} – {other}"
    return f"{years}, {look.zone}" + ("" if look.zone == "UTC" else "; days as written")


def nothing(known_on: str | None, *, left_out: int) -> str:
    """Say why there is nothing to see."""
    if not left_out:
        return "No events."
    return f"Nothing was known by the end of {known_on}."


def alt(events: pd.DataFrame, *, undated: pd.DataFrame, look: Look, notes: Iterable[str]) -> str:
    """Describe a timeline: its span, its lanes, the count by status and what is undated."""
    known = extent.known_bounds(events)
    words = {"months": look.months, "zone": look.zone}
    span = f", {span_in_words(known.min(), known.max(), **words)}" if len(known) else ""
    counts = events["status"].value_counts(sort=False)
    statuses = listed(f"{number:,} {status}" for status, number in counts.items() if number)
    lanes = [str(lane) for lane in events["lane"].cat.categories if lane]
    parts = [f"Timeline of {counted(len(events), 'event')}{span}.", *notes]
    parts += [f"Lanes: {listed(lanes)}."] if lanes else []
    parts += [f"By status: {statuses}."] if statuses else []
    is_dated = events[list(BOUNDS)].notna().any(axis=1)
    if endless := int((is_dated & events[["start_min", "end_max"]].isna().any(axis=1)).sum()):
        parts.append(f"With an end that is open or not known: {endless:,}.")
    if len(undated):
        titles = listed(f"“{title}”" for title in undated["title"])
        parts.append(f"Without a date: {titles}.")
    return " ".join(parts)
