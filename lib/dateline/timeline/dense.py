"""Many events: how many there are by lane and bin of time, and the most mentioned ones."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from dateline import marks, plan, style, typeset
from dateline.axis import Axis
from dateline.density import Bins, bins_for, counted_by_bin, few_lanes
from dateline.phrases import counted
from dateline.style import Look
from dateline.wording import span_in_words

STRIP = 58
_ABOVE = 6
"""Pixels that the highest bar of counts takes."""
_LANES = 24
_CELLS, _BLOCKS = 3000, 8000
"""So many bins of all lanes, and of all lanes, statuses and certainties, are drawn at most."""
_BIN = 5
_MARKED_IN_LANE, _MARKED = 4, 40


class Dense(NamedTuple):
    """The counts of many events, and those events that are drawn one by one.

    Attributes
    ----------
    counts : pandas.DataFrame
        As `counted_by_bin` returns it, and ``base`` (px from the top, the strip's foot).
    bins : Bins
        The bins of time.
    placed : pandas.DataFrame
        As `plan.place` returns it: the most mentioned events.
    lanes : list of (str, float)
        Each lane and where it begins; last an empty name and the height.
    most : int
        The number of events that the highest bar counts.
    scale : list of (float, float, int)
        Of each lane its top and where its highest bar ends, in px, and what that bar counts.
    events : pandas.DataFrame
        The events that are counted, with the lanes that they are counted in.
    """

    counts: pd.DataFrame
    bins: Bins
    placed: pd.DataFrame
    lanes: list[tuple[str, float]]
    most: int
    scale: list[tuple[float, float, int]]
    events: pd.DataFrame

    def key(self) -> str:
        """Say what a bar's height means, and which events have a mark of their own."""
        few = len(self.placed)
        return (
            f"Bars count the events that may fall into {self.bins.words}; the highest counts "
            f"{self.most:,}. Solid: certainly there; pale: somewhere there."
            + (" Drawn one by one: " if few else "")
            + (f"{few}, each among the most mentioned of its lane." if few else "")
        )

    def note(self, total: int) -> str:
        """Say the same for the figure's description."""
        return (
            f"{counted(total, 'event')} counted by lane and {self.bins.words}, "
            f"{len(self.placed)} of them drawn."
        )


def dense(dated: pd.DataFrame, *, axis: Axis) -> Dense:
    """Count events by lane, status and bin of time, and place the most mentioned.

    Parameters
    ----------
    dated : pandas.DataFrame
        Typed events of which each has at least one bound, and ``mentions`` (int).
    axis : Axis
        As `axis_for` returns it.
    """
    lane, _ = few_lanes(dated, most=_LANES)
    events = dated.assign(lane=lane)
    lanes, statuses = lane.nunique(), events["status"].nunique()
    fewest = min(axis.pixels / _BIN, _CELLS / lanes, _BLOCKS / (2 * lanes * statuses))
    bins = bins_for(axis.first, axis.last, most=max(int(fewest), 12))
    counts = counted_by_bin(events, bins=bins)
    heights = counts.groupby(["lane", "bin"], observed=True)["possible"].sum()
    most = int(heights.max())
    highest = heights.groupby("lane", observed=True).max()
    strips = highest * STRIP / most
    placed, tops, feet = _stacked(_most_mentioned(events), strips, axis=axis)
    counts = counts.assign(base=counts["lane"].map(feet).astype(float))
    scale = [
        (top, foot - number * STRIP / most, int(number))
        for (_, top), foot, number in zip(tops[:-1], feet.values(), highest, strict=True)
    ]
    return Dense(counts, bins, placed, tops, most, scale, events)


def recounted(view: Dense, ids: Collection[str]) -> Dense:
    """Count only some of the events, in the same bins and lanes and on the same scale."""
    chosen = view.events[view.events["event_id"].isin(ids)]
    feet = view.counts.drop_duplicates("lane").set_index("lane")["base"]
    counts = counted_by_bin(chosen, bins=view.bins)
    return view._replace(counts=counts.assign(base=counts["lane"].map(feet).astype(float)))


def count_traces(view: Dense, *, look: Look, every: bool = False) -> list[marks.Trace]:
    """Draw the counts as blocks, statuses one above another, what is certain below.

    With `every`, there is a trace for each status, certain or not, also where it has no block.
    """
    counts = view.counts.sort_values(["lane", "bin", "status"], kind="stable")
    scale = STRIP / view.most
    by_bin = counts.groupby(["lane", "bin"], observed=True)["possible"]
    below = by_bin.cumsum() - counts["possible"]
    traces = [_pointed(view, counts, scale=scale, look=look)]
    for status, kind in style.LOOKS.items():
        certain = counts["certain"] if kind.filled else counts["certain"] * 0
        layers = [
            (below, below + certain, True),
            (below + certain, below + counts["possible"], False),
        ]
        for low, high, is_certain in layers:
            blocks = counts.assign(
                low=counts["base"] - low * scale, high=counts["base"] - high * scale
            )
            blocks = blocks[(counts["status"] == status) & (high > low)]
            if every or len(blocks):
                traces.append(_blocks(blocks, status=status, core=is_certain, bins=view.bins))
    return traces


def _most_mentioned(events: pd.DataFrame) -> pd.DataFrame:
    """Take a few events of each lane, those that are mentioned most, if any is."""
    told = np.flatnonzero(events["mentions"] > 0)
    in_lanes = events[["lane", "mentions"]].iloc[told].groupby("lane", observed=True)["mentions"]
    # Who may be among the few is found by rank, for ids take long to sort.
    may_be = in_lanes.rank(method="min", ascending=False).to_numpy() <= _MARKED_IN_LANE
    few = events.iloc[told[may_be]]
    by_mentions = few.sort_values(["mentions", "event_id"], ascending=[False, True], kind="stable")
    in_lane = by_mentions.groupby("lane", observed=True).head(_MARKED_IN_LANE)
    return in_lane.head(_MARKED)


def _stacked(
    marked: pd.DataFrame, strips: pd.Series, *, axis: Axis
) -> tuple[pd.DataFrame, list[tuple[str, float]], dict[Hashable, float]]:
    """Place each lane's marked events above its strip, and the lanes one under another."""
    parts, lanes, feet, y = [], [], {}, 0.0
    down = ["label_y", "bar_y", "top", "bottom"]
    for name, strip in strips.items():
        mine = marked[marked["lane"] == name]
        lanes.append((str(name), y))
        height = float(plan.LANE_HEAD)
        if len(mine):
            own = mine.assign(lane=mine["lane"].cat.remove_unused_categories())
            placed, own_lanes = plan.place(own, axis=axis)
            parts.append(placed.assign(**{column: placed[column] + y for column in down}))
            height = own_lanes[-1][1]
        feet[name] = y + height + strip + _ABOVE
        y = feet[name] + plan.ROW_GAP
    empty = plan.place(marked[:0], axis=axis).events
    placed = pd.concat(parts, ignore_index=True) if parts else empty
    return placed, [*lanes, ("", y)], feet


def _blocks(blocks: pd.DataFrame, *, status: str, core: bool, bins: Bins) -> marks.Trace:
    """Draw blocks as one outline, so that a zoom has one element to move."""
    edges = _milliseconds(bins)
    left, right = edges[blocks["bin"]], edges[blocks["bin"] + 1]
    low, high = blocks["low"].round(2), blocks["high"].round(2)
    gap = np.full(len(blocks), None)
    return dict(
        type="scatter",
        x=np.column_stack([left, left, right, right, gap]).ravel().tolist(),
        y=np.column_stack([low, high, high, low, gap]).ravel().tolist(),
        mode="lines",
        **(marks.fill(status, solid=core) | {"line": _edge(status)}),
        **marks.belongs(status, marks.TIME),
    )


def _pointed(view: Dense, counts: pd.DataFrame, *, scale: float, look: Look) -> marks.Trace:
    """Lay an unseen bar over each bin of each lane, which says what it counts."""
    words = [
        f"{possible:,} {status}" + (f", {certain:,} certainly" if certain else "")
        for possible, certain, status in zip(
            counts["possible"], counts["certain"], counts["status"], strict=True
        )
    ]
    told = counts.assign(words=words).groupby(["lane", "bin"], observed=True, sort=True)
    cells = told.agg(words=("words", "<br>".join), base=("base", "first"), n=("possible", "sum"))
    cells = cells.reset_index()
    edges = [pd.Timestamp(edge) for edge in view.bins.edges()]
    cards = [
        f"<b>{typeset.plain(lane)}</b><br>"
        f"{span_in_words(edges[number], edges[number + 1], months=look.months, zone=look.zone)}"
        f"<br>May fall here:<br>{inside}"
        for lane, number, inside in cells[["lane", "bin", "words"]].itertuples(index=False)
    ]
    height = np.maximum(cells["n"] * scale, 8)
    return dict(
        type="bar",
        x=_milliseconds(view.bins)[cells["bin"]].tolist(),
        y=(-height).round(2).tolist(),
        base=cells["base"].round(2).tolist(),
        width=view.bins.seconds * 1000,
        offset=0,
        marker=marks.UNSEEN,
        hovertext=cards,
        hoverinfo="text",
        showlegend=False,
        **marks.TIME,
    )


def _edge(status: str) -> dict[str, Any]:
    """Return the outline of a block, which only a hollow one needs."""
    look = style.LOOKS[status]
    return {"color": look.colour, "width": 0 if look.filled else 0.8, "simplify": False}


def _milliseconds(bins: Bins) -> np.ndarray:
    """Return the bins' edges as numbers, which take less room in a file than dates."""
    return bins.edges().astype("datetime64[ms]").astype(np.int64)
