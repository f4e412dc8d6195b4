"""Where on the page each event of a timeline goes: the rows, the labels, the tray.

Heights and label positions are pixels, so that a plan can be checked without drawing it.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pandas as pd

from dateline import typeset
from dateline.axis import Axis
from dateline.packing import pack

LANE_HEAD = 26
LINE = 17
BAR = 16
ROW_GAP, _TIGHT_GAP = 12, 5
"""Pixels between rows, and where there is not enough room for all labels."""
SPAN_GAP = 14
BARE_GAP = 4
"""Pixels between an event without a label and the next."""
_LABEL = 320
"""Pixels that a label's line takes at most, where the axis is that long."""
_TRAY_LABEL = 44
_BESIDE = 3
"""Pixels by which a label reaches beyond the end of its bar."""
_LEAST = 5
"""So many labels there are at least, for a figure without any tells nothing."""
_GOLDEN = (5**0.5 - 1) / 2

SIGNS = {
    "expected": "Dashed: expected.",
    "not-occurred": "×, crossed: said not to have happened.",
    "approximate": "≈: an approximate date.",
    "uncertain": "(?): an uncertain date.",
}
"""What a status and the flags of a date look like in a figure, by their names."""


class Placed(NamedTuple):
    """Events with their places; each lane's name and top, last an empty name and the height."""

    events: pd.DataFrame
    lanes: list[tuple[str, float]]

    @property
    def height(self) -> float:
        """Pixels from the first lane's top to the last one's bottom."""
        return self.lanes[-1][1]


class _Extent(NamedTuple):
    """Each event's label in lines, its bar's ends, its label's left end and width in px.

    A label is held at its anchor, so that a zoom leaves it at its mark: at the bar's start, or,
    where it would run out of the figure there, at the bar's end.
    """

    texts: list[list[str]]
    start: np.ndarray
    end: np.ndarray
    label: np.ndarray
    width: np.ndarray
    is_at_end: np.ndarray

    @property
    def anchor(self) -> np.ndarray:
        """Where each label is held, in px."""
        return np.where(self.is_at_end, self.label + self.width, self.label)


def place(dated: pd.DataFrame, *, axis: Axis, tallest: float = math.inf) -> Placed:
    """Place dated events in their lanes.

    Parameters
    ----------
    dated : pandas.DataFrame
        Typed events of which each has at least one bound, and ``mentions`` (int), how often
        each is mentioned.
    axis : Axis
        As `axis_for` returns it.
    tallest : float, default infinite
        Pixels that all lanes may take. Where all labels would take more, rows move closer, and
        then only the most mentioned events are labelled, as many as fit, and five at least.

    Returns
    -------
    events : pandas.DataFrame
        The events sorted by lane, start, end and id, with ``label`` (lines joined by
        ``<br>``; empty: no room for it), ``label_x`` (datetime64[ms], where it is held),
        ``label_side`` ("right" or "left" of that), ``label_y`` (px from the top, the label's
        middle), ``label_depth`` (px), ``bar_y`` (px, the bar's middle), and the ends of the
        area that label and bar take: ``left``, ``right`` (datetime64[ms]), ``top`` and
        ``bottom`` (px).
    lanes : list of (str, float)
        Each lane and where it begins, in px from the top; last an empty name and the height.
    """
    events = _in_order(dated)
    extents = _extents(events, axis=axis)
    rank = _by_mentions(events)
    few, many = min(_LEAST, len(events)), len(events)
    for gap in (ROW_GAP, _TIGHT_GAP):
        placed = _placed(events, extents, axis=axis, labelled=rank < many, gap=gap)
        if placed.height <= tallest:
            return placed
    while few + 1 < many:
        middle = (few + many) // 2
        tried = _placed(events, extents, axis=axis, labelled=rank < middle, gap=_TIGHT_GAP)
        few, many = (middle, many) if tried.height <= tallest else (few, middle)
    return _placed(events, extents, axis=axis, labelled=rank < few, gap=_TIGHT_GAP)


def place_in_tray(undated: pd.DataFrame, *, pixels: float, most: int | None = None) -> pd.DataFrame:
    """Place undated events one under another, in pixels from the tray's top left.

    Parameters
    ----------
    undated : pandas.DataFrame
        Typed events; with `most` also ``mentions`` (int), how often each is mentioned.
    pixels : float
        The tray's width.
    most : int, optional
        So many events are placed, those that are mentioned most; None: all.

    Returns
    -------
    pandas.DataFrame
        The events sorted by lane and id, with ``left``, ``right`` and ``bar_y`` of the mark,
        ``label``, ``label_x``, ``label_side``, ``label_end``, ``label_y`` and ``label_depth``,
        and ``top`` and ``bottom`` of the row.
    """
    events = undated.sort_values(["lane", "event_id"], kind="stable").reset_index(drop=True)
    if most is not None and len(events) > most:
        events = events[_by_mentions(events) < most].reset_index(drop=True)
    texts = [
        typeset.lines_within(
            " · ".join(filter(None, (title, str(lane), status))), pixels=pixels - _TRAY_LABEL
        )
        for title, lane, status in zip(
            signed_titles(events), events["lane"], events["status"], strict=True
        )
    ]
    depth = np.array([len(text) * LINE for text in texts], dtype=float)
    heights = depth + ROW_GAP
    bottoms = LANE_HEAD + heights.cumsum()
    middles = bottoms - heights / 2
    return events.assign(
        left=4.0,
        right=_TRAY_LABEL - 6.0,
        bar_y=middles,
        label=["<br>".join(map(typeset.plain, text)) for text in texts],
        label_x=float(_TRAY_LABEL),
        label_side="right",
        label_end=_TRAY_LABEL + _widths(texts),
        label_y=middles,
        label_depth=depth,
        top=bottoms - heights,
        bottom=bottoms,
    )


def tray_height(tray: pd.DataFrame) -> float:
    """Return the height in pixels that a placed tray takes, 0 when nothing is in it."""
    if tray.empty:
        return 0.0
    last = tray["label"].iloc[-1].count("<br>") + 1
    return float(tray["bar_y"].iloc[-1] + (last * LINE + ROW_GAP) / 2)


def signed_titles(events: pd.DataFrame) -> list[str]:
    """Return titles with signs for what did not occur, and for approximate and uncertain dates.

    Examples
    --------
    >>> row = {"title": "A visit", "status": "not-occurred", "approximate": 1, "uncertain": 0}
    >>> signed_titles(pd.DataFrame([row]))
    ['× ≈ A visit']
    """
    columns = events[["title", "status", "approximate", "uncertain"]]
    return [
        ("× " if status == "not-occurred" else "")
        + ("≈ " if approximate else "")
        + str(title)
        + (" (?)" if uncertain else "")
        for title, status, approximate, uncertain in columns.itertuples(index=False, name=None)
    ]


def signs_in(events: pd.DataFrame) -> list[str]:
    """Return the keys of `SIGNS` whose signs these events have."""
    flagged = [name for name in ("approximate", "uncertain") if events[name].any()]
    return [name for name in SIGNS if name in flagged or (events["status"] == name).any()]


def _placed(
    events: pd.DataFrame, extents: _Extent, *, axis: Axis, labelled: np.ndarray, gap: float
) -> Placed:
    left, right = _sides(extents, labelled=labelled)
    count = np.where(labelled, [len(text) for text in extents.texts], 0)
    depth = count * LINE
    beside = np.where(labelled, SPAN_GAP, BARE_GAP)
    tops = np.zeros(len(events))
    lanes: list[tuple[str, float]] = []
    y = 0.0
    for lane, members in events.groupby("lane", observed=True, sort=True).indices.items():
        lanes.append((str(lane), y))
        y += LANE_HEAD if str(lane) else ROW_GAP
        row = np.array(pack(left[members].tolist(), (right + beside)[members].tolist()))
        height = np.zeros(row.max() + 1)
        np.maximum.at(height, row, (depth + BAR + np.where(labelled, gap, _TIGHT_GAP))[members])
        bottoms = y + height.cumsum()
        tops[members] = (bottoms - height)[row]
        y = float(bottoms[-1])
    lanes.append(("", y))
    texts = ["<br>".join(map(typeset.plain, text)) for text in extents.texts]
    places = {
        "label": np.where(labelled, np.array(texts, dtype=object), ""),
        "label_x": axis.to_instants(extents.anchor).to_numpy(),
        "label_side": np.where(extents.is_at_end, "left", "right"),
        "label_y": tops + depth / 2,
        "label_depth": depth,
        "bar_y": tops + depth + BAR / 2 + 2,
        "left": axis.to_instants(left).to_numpy(),
        "right": axis.to_instants(right).to_numpy(),
        "top": tops,
        "bottom": tops + depth + BAR + 4,
    }
    return Placed(events.assign(**places), lanes)


def _by_mentions(events: pd.DataFrame) -> np.ndarray:
    """Rank events from the most mentioned to the least.

    Among equals, neighbours in time get ranks far apart, so that the labels kept are spread
    over the whole figure: multiples of the golden section fill a span evenly.
    """
    spread = (np.arange(len(events)) * _GOLDEN) % 1
    order = np.lexsort((spread, -events["mentions"].to_numpy()))
    rank = np.empty(len(events), dtype=int)
    rank[order] = np.arange(len(events))
    return rank


def _in_order(events: pd.DataFrame) -> pd.DataFrame:
    return events.sort_values(
        ["lane", "start_min", "end_max", "event_id"], na_position="first", kind="stable"
    ).reset_index(drop=True)


def _widths(texts: list[list[str]]) -> np.ndarray:
    return np.array([max(map(typeset.width_of, text)) for text in texts])


def _extents(events: pd.DataFrame, *, axis: Axis) -> _Extent:
    """Measure each event: its bar's ends, its label's left end and width, in pixels."""
    widest = min(axis.pixels - 4, _LABEL)
    texts = [typeset.lines_within(title, pixels=widest) for title in signed_titles(events)]
    width = _widths(texts)
    start = np.nan_to_num(axis.to_pixels(events["start_min"]), nan=0)
    end = np.nan_to_num(axis.to_pixels(events["end_max"]), nan=axis.pixels)
    furthest = axis.pixels - width - 4
    at_end = end + _BESIDE - width
    is_at_end = (start - _BESIDE > furthest) & (at_end >= 2) & (at_end <= furthest)
    label = np.clip(start - _BESIDE, 2, np.maximum(furthest, 2))
    return _Extent(texts, start, end, np.where(is_at_end, at_end, label), width, is_at_end)


def _sides(extents: _Extent, *, labelled: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the left and right end in pixels of the area that bar and label take."""
    side = np.where(labelled, BAR / 2, BAR / 4)
    left, right = extents.start - side, extents.end + side
    return (
        np.where(labelled, np.minimum(left, extents.label), left),
        np.where(labelled, np.maximum(right, extents.label + extents.width + 4), right),
    )
