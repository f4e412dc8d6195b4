"""What a timeline says in words: the key under it, its description, its notes."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from dateline import extent
from dateline.phrases import counted, listed
from dateline.style import Look
from dateline.wording import span_in_words, year_in_words

_KEY = {
    "core": "Solid: certainly under way.",
    "outer": "Pale, between two ticks: somewhere inside.",
    "open": "Full arrow: an open end.",
    "unbounded": "Hollow arrow: no bound is known on that side.",
    "expected": "Dashed: expected.",
    "not-occurred": "Crossed: said not to have happened.",
    "approximate": "≈: an approximate date.",
    "uncertain": "(?): an uncertain date.",
}
"""What is explained under the figure, if it is in it."""


def key(placed: pd.DataFrame, tray: pd.DataFrame) -> list[str]:
    """Explain the marks that are in the figure, and say how many labels have no room."""
    shown = pd.concat([placed, tray])
    no_start, no_end = placed["start_min"].isna(), placed["end_max"].isna()
    is_open = (no_start & placed["open_start"]) | (no_end & placed["open_end"])
    is_unbounded = (no_start & ~placed["open_start"]) | (no_end & ~placed["open_end"])
    found = {
        "core": not extent.cores(placed).empty,
        "outer": not placed.empty,
        "open": is_open.any(),
        "unbounded": is_unbounded.any(),
        "expected": (shown["status"] == "expected").any(),
        "not-occurred": (shown["status"] == "not-occurred").any(),
        "approximate": shown["approximate"].any(),
        "uncertain": shown["uncertain"].any(),
    }
    sentences = [words for mark, words in _KEY.items() if found[mark]]
    if bare := int((placed["label"] == "").sum()):
        kept = "the most mentioned have one" if placed["mentions"].any() else "some have one"
        sentences.append(
            f"{counted(bare, 'event')} without a label ({kept}): the table names them."
        )
    return sentences


def zone_note(first: pd.Timestamp, last: pd.Timestamp, *, look: Look) -> str:
    """Name the years and the time zone of an axis, for its ticks may lose them."""
    one, other = (year_in_words(instant, months=look.months) for instant in (first, last))
    years = one if one == other else f"{one} – {other}"
    return f"{years}, {look.zone}" + ("" if look.zone == "UTC" else "; days as written")


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
    if len(undated):
        titles = listed(f"“{title}”" for title in undated["title"])
        parts.append(f"Without a date: {titles}.")
    return " ".join(parts)
