"""What the four bounds say of events: who has none, where a core is, which instants bound them."""

from __future__ import annotations

import pandas as pd

from dateline.terms import BOUNDS


def is_undated(events: pd.DataFrame) -> pd.Series:
    """Tell which events have no bound at all, so that no axis can hold them."""
    return events[list(BOUNDS)].isna().all(axis=1)


def cores(events: pd.DataFrame) -> pd.DataFrame:
    """Return the events that have a core, with its ``left`` and ``right``; null: it runs on."""
    left, right = events["start_max"], events["end_min"]
    # Open ends run on; but a bound that is known is as far as certainty goes.
    runs_from = left.isna() & events["open_start"].eq(True) & events["start_min"].isna()
    runs_on = right.isna() & events["open_end"].eq(True) & events["end_max"].isna()
    has_core = (left < right) | (runs_from & right.notna()) | (left.notna() & runs_on)
    return events.assign(left=left, right=right)[has_core]


def known_bounds(events: pd.DataFrame) -> pd.Series:
    """Return all instants that bound the events, in one column."""
    return pd.concat([events[bound] for bound in BOUNDS], ignore_index=True).dropna()
