"""The time axis: which span it shows, and where on it an instant falls."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pandas as pd

from dateline import extent

_FAR = 15


class Axis(NamedTuple):
    """The time axis as first seen: its ends, its length in pixels, and where the known ends.

    ``latest`` is the last known bound, of those not after now where now is given; None: none.
    """

    first: pd.Timestamp
    last: pd.Timestamp
    pixels: float
    latest: pd.Timestamp | None = None

    def to_pixels(self, instants: pd.Series) -> np.ndarray:
        """Return where instants fall, in pixels from the axis' left end; null stays null."""
        return ((instants - self.first) / (self.last - self.first) * self.pixels).to_numpy(float)

    def to_instants(self, pixels: np.ndarray) -> pd.Series:
        """Return the instants, to the millisecond, that fall on positions in pixels."""
        seconds = (self.last - self.first).total_seconds() * pixels / self.pixels
        start = np.datetime64(self.first, "ms")
        return pd.Series(start + np.rint(seconds * 1000).astype("timedelta64[ms]"))

    @property
    def far(self) -> tuple[pd.Timestamp, pd.Timestamp]:
        """Two instants so far out that a mark that ends there seems to have no end."""
        before, after = self.first - _YEAR_MIN, _YEAR_MAX - self.last
        reach = (self.last - self.first) * _FAR
        return self.first - min(reach, before), self.last + min(reach, after)


# Plotly draws the years −9999 to 9999.
_YEAR_MIN = pd.Timestamp(np.datetime64("-9999-01-01T00:00:00", "s"))
_YEAR_MAX = pd.Timestamp(np.datetime64("9999-12-31T23:59:59", "s"))


def axis_for(dated: pd.DataFrame, *, pixels: float, now: pd.Timestamp | None = None) -> Axis:
    """Return the axis that shows every known bound, and now, with room at ends that are open."""
    known = extent.known_bounds(dated)
    if known.empty:
        known = pd.Series(np.array(["2000-01-01", "2001-01-01"], "datetime64[s]"))
    first, last = known.min(), known.max()
    latest = last
    if now is not None:
        latest = known[known <= now].max()
        first, last = min(first, now), max(last, now)
    span = max(last - first, pd.Timedelta(1, "s"))
    before = 0.12 if dated["start_min"].isna().any() else 0.04
    after = 0.12 if dated["end_max"].isna().any() else 0.04
    return Axis(
        max(first - _share(span, before), _YEAR_MIN),
        min(last + _share(span, after), _YEAR_MAX),
        pixels,
        None if pd.isna(latest) else latest,
    )


def _share(span: pd.Timedelta, share: float) -> pd.Timedelta:
    """Return a share of a span in whole seconds, at least one."""
    return pd.Timedelta(math.ceil(span.total_seconds() * share), "s")
