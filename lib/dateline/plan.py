"""Where on the page each event of a timeline goes: the axis, the rows, the labels, the tray.

Heights and label positions are pixels, so that a plan can be checked without drawing it.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pandas as pd

from dateline import style
from dateline.packing import pack
from dateline.terms import BOUNDS

LANE_HEAD = 26
LINE = 17
BAR = 16
ROW_GAP = 12
SPAN_GAP = 14
_LABEL = 320
"""Pixels that a label's line takes at most, where the axis is that long."""
_TRAY_LABEL = 44
_FAR = 50


class Axis(NamedTuple):
    """The time axis as first seen: its ends, and its length in pixels."""

    first: pd.Timestamp
    last: pd.Timestamp
    pixels: float

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
    return events[list(BOUNDS)].melt()["value"].dropna()


def axis_for(dated: pd.DataFrame, *, pixels: float) -> Axis:
    """Return the axis that shows every known bound, with room at ends that are open."""
    known = known_bounds(dated)
    if known.empty:
        known = pd.Series(np.array(["2000-01-01", "2001-01-01"], "datetime64[s]"))
    first, last = known.min(), known.max()
    span = max(last - first, pd.Timedelta(1, "s"))
    before = 0.12 if dated["start_min"].isna().any() else 0.04
    after = 0.12 if dated["end_max"].isna().any() else 0.04
    return Axis(
        max(first - _share(span, before), _YEAR_MIN),
        min(last + _share(span, after), _YEAR_MAX),
        pixels,
    )


def place(dated: pd.DataFrame, *, axis: Axis) -> tuple[pd.DataFrame, list[tuple[str, float]]]:
    """Place dated events in their lanes.

    Parameters
    ----------
    dated : pandas.DataFrame
        Typed events of which each has at least one bound.
    axis : Axis
        As `axis_for` returns it.

    Returns
    -------
    events : pandas.DataFrame
        The events sorted by lane, start, end and id, with ``label`` (lines joined by
        ``<br>``), ``label_x`` and ``label_end`` (datetime64[ms], the label's ends),
        ``label_y`` (px from the top, the label's middle), ``label_depth`` (px) and ``bar_y``
        (px, the bar's middle).
    lanes : list of (str, float)
        Each lane and where it begins, in px from the top; last an empty name and the height.
    """
    events = _in_order(dated)
    widest = min(axis.pixels - 4, _LABEL)
    texts = [style.lines_within(title, pixels=widest) for title in _labels(events)]
    left, label_left, right = _extents(events, texts, axis=axis)
    tops = np.zeros(len(events))
    lanes: list[tuple[str, float]] = []
    y = 0.0
    for lane, members in events.groupby("lane", observed=True, sort=True).indices.items():
        lanes.append((str(lane), y))
        y += LANE_HEAD if str(lane) else ROW_GAP
        rows = np.array(pack(left[members].tolist(), (right[members] + SPAN_GAP).tolist()))
        height = np.zeros(rows.max() + 1)
        np.maximum.at(height, rows, [len(texts[i]) * LINE + BAR + ROW_GAP for i in members])
        bottoms = y + height.cumsum()
        tops[members] = (bottoms - height)[rows]
        y = float(bottoms[-1])
    lanes.append(("", y))
    depth = np.array([len(text) for text in texts]) * LINE
    placed = events.assign(
        label=["<br>".join(style.plain(line) for line in text) for text in texts],
        label_x=axis.to_instants(label_left).to_numpy(),
        label_end=axis.to_instants(label_left + _widths(texts)).to_numpy(),
        label_y=tops + depth / 2,
        label_depth=depth,
        bar_y=tops + depth + BAR / 2 + 2,
    )
    return placed, lanes


def place_in_tray(undated: pd.DataFrame, *, pixels: float) -> pd.DataFrame:
    """Place undated events one under another, in pixels from the tray's top left.

    Returns
    -------
    pandas.DataFrame
        The events sorted by lane and id, with ``left``, ``right`` and ``bar_y`` of the mark,
        and ``label``, ``label_x``, ``label_end``, ``label_y`` and ``label_depth``.
    """
    events = undated.sort_values(["lane", "event_id"], kind="stable").reset_index(drop=True)
    texts = [
        style.lines_within(
            " · ".join(filter(None, (title, str(lane), status))), pixels=pixels - _TRAY_LABEL
        )
        for title, lane, status in zip(
            _labels(events), events["lane"], events["status"], strict=True
        )
    ]
    depth = np.array([len(text) * LINE for text in texts], dtype=float)
    heights = depth + ROW_GAP
    middles = LANE_HEAD + heights.cumsum() - heights / 2
    return events.assign(
        left=4.0,
        right=_TRAY_LABEL - 6.0,
        bar_y=middles,
        label=["<br>".join(map(style.plain, text)) for text in texts],
        label_x=float(_TRAY_LABEL),
        label_end=_TRAY_LABEL + _widths(texts),
        label_y=middles,
        label_depth=depth,
    )


def tray_height(tray: pd.DataFrame) -> float:
    """Return the height in pixels that a placed tray takes, 0 when nothing is in it."""
    if tray.empty:
        return 0.0
    last = tray["label"].iloc[-1].count("<br>") + 1
    return float(tray["bar_y"].iloc[-1] + (last * LINE + ROW_GAP) / 2)


def _share(span: pd.Timedelta, share: float) -> pd.Timedelta:
    """Return a share of a span in whole seconds, at least one."""
    return pd.Timedelta(math.ceil(span.total_seconds() * share), "s")


def _labels(events: pd.DataFrame) -> list[str]:
    """Return titles, marked where the date is approximate or uncertain."""
    flags = events[["title", "approximate", "uncertain"]].itertuples(index=False, name=None)
    return [
        ("≈ " if approximate else "") + str(title) + (" (?)" if uncertain else "")
        for title, approximate, uncertain in flags
    ]


def _in_order(events: pd.DataFrame) -> pd.DataFrame:
    return events.sort_values(
        ["lane", "start_min", "end_max", "event_id"], na_position="first", kind="stable"
    ).reset_index(drop=True)


def _widths(texts: list[list[str]]) -> np.ndarray:
    return np.array([max(map(style.width_of, text)) for text in texts])


def _extents(
    events: pd.DataFrame, texts: list[list[str]], *, axis: Axis
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return each event's left end, its label's left end, and its right end, in pixels."""
    width = _widths(texts) + 4
    start = np.nan_to_num(axis.to_pixels(events["start_min"]), nan=0)
    end = np.nan_to_num(axis.to_pixels(events["end_max"]), nan=axis.pixels)
    label_left = np.clip(start - 3, 2, np.maximum(axis.pixels - width, 2))
    left = np.minimum(start - BAR / 2, label_left)
    return left, label_left, np.maximum(end + BAR / 2, label_left + width)
