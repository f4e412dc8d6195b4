"""What the four bounds say of events: who has none, where a core is, which instants bound them."""

from __future__ import annotations

import pandas as pd

from dateline.terms import BOUNDS


def is_undated(events: pd.DataFrame) -> pd.Series:
    """Tell which events have no bound at all, so that no axis can hold them."""
    return events[list(BOUNDS)].isna().all(axis=1)


def cores(events: pd.DataFrame) -> pd.DataFrame:
    """Return the events that have a core, with its ``left`` and ``right``.

    A core is what all admissible datings share: from the latest start to the earliest end. An
    end that is stated to be open has no earliest one, so it makes nothing certain.
    """
    left, right = events["start_max"], events["end_min"]
    return events.assign(left=left, right=right)[left < right]


def known_bounds(events: pd.DataFrame) -> pd.Series:
    """Return all instants that bound the events, in one column."""
    return pd.concat([events[bound] for bound in BOUNDS], ignore_index=True).dropna()
