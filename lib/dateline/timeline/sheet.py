"""What is drawn where, and on how high a page: events one by one, or counts of too many."""

from __future__ import annotations

import math
from typing import NamedTuple

import pandas as pd

from dateline import plan
from dateline.axis import Axis, axis_for
from dateline.case import Case
from dateline.timeline import overview, slider, words
from dateline.timeline.controls import range_presets
from dateline.timeline.dense import Dense, dense
from dateline.timeline.layout import key_lines
from dateline.timeline.page import SIDE, Page
from dateline.timeline.shown import Shown

Span = tuple[pd.Timestamp, pd.Timestamp]
TALLEST = 1500
_DRAWN = 1000
"""So many events are drawn one by one; more would be slow to draw and to zoom."""
_IN_TRAY = 30
_TRAY = 1 / 3
"""What a tray takes at most beside counts, of the rest of the page: a quarter of the whole."""


class Sheet(NamedTuple):
    """What is drawn where.

    Attributes
    ----------
    events, tray : pandas.DataFrame
        The events that are drawn one by one, placed, each with a ``row`` (int) of its own.
    counts : Dense or None
        The counts of all dated events, where they are too many.
    steps : Steps or None
        The steps of the slider, if there is one.
    page : Page
        How high everything is.
    """

    events: pd.DataFrame
    tray: pd.DataFrame
    counts: Dense | None
    steps: slider.Steps | None
    page: Page


def sheet_for(
    view: Shown,
    *,
    case: Case | None,
    now: pd.Timestamp | None,
    width: int,
    height: int,
    within: Span | None = None,
) -> Sheet:
    """Find place for everything: rows move closer, then labels go, then events are counted.

    With `within`, the axis shows this span instead of every known bound.
    """
    axis = axis_for(view.dated, pixels=width - 2 * SIDE, now=now)
    if within is not None:
        axis = axis._replace(first=within[0], last=within[1])
    points = 12 * len(view.dated) + 8 * len(view.undated)
    on_paper = view.look.theme == "print"
    steps = None if on_paper else slider.steps(view, case, points=points)
    sheet = _sheet(view, axis=axis, now=now, steps=steps)
    over = sheet.page.height - height
    if over <= 0 or sheet.counts is not None:
        return sheet
    return _sheet(view, axis=axis, now=now, steps=steps, tallest=sheet.page.lanes[-1][1] - over)


def _sheet(
    view: Shown,
    *,
    axis: Axis,
    now: pd.Timestamp | None,
    steps: slider.Steps | None,
    tallest: float = math.inf,
) -> Sheet:
    counts = None
    if len(view.dated) <= _DRAWN:
        placed = plan.place(view.dated, axis=axis, tallest=tallest)
        if tallest < placed.height and placed.height > TALLEST:
            counts = dense(view.dated, axis=axis)
    else:
        counts = dense(view.dated, axis=axis)
    if counts is not None:
        placed, steps = plan.Placed(counts.placed, counts.lanes), None
    page = _page(view, placed, counts, axis=axis, now=now, has_slider=steps is not None)
    tray = plan.place_in_tray(view.undated, pixels=axis.pixels, most=_IN_TRAY)
    if counts is not None:
        tray = _within(tray, height=page.height * _TRAY, pixels=axis.pixels)
    first = len(placed.events)
    events = placed.events.assign(row=range(first))
    tray = tray.assign(row=range(first, first + len(tray)))
    note = _note(view, events, tray, counts=counts, has_slider=steps is not None)
    page = page._replace(tray=tray, note=key_lines(note, pixels=axis.pixels))
    return Sheet(events, tray, counts, steps, page)


def _page(
    view: Shown,
    placed: plan.Placed,
    counts: Dense | None,
    *,
    axis: Axis,
    now: pd.Timestamp | None,
    has_slider: bool,
) -> Page:
    """Return the page without tray and note."""
    on_paper, is_dated = view.look.theme == "print", len(placed.lanes) > 1
    has_choice = len(placed.lanes) > 2 or range_presets(axis, now=now, pixels=axis.pixels) != []
    return Page(
        axis=axis,
        lanes=placed.lanes,
        tray=view.undated[:0],
        texts=_texts(placed),
        scale=[] if counts is None else counts.scale,
        note=[],
        statuses=view.events["status"].nunique(),
        now=now if is_dated else None,
        has_controls=is_dated and not on_paper and has_choice,
        has_slider=has_slider,
        has_overview=is_dated and not on_paper and len(view.dated) >= overview.WORTH,
    )


def _texts(placed: plan.Placed) -> list[tuple[float, float]]:
    """Return between which heights the lanes' names and the labels stand."""
    labelled = placed.events[placed.events["label"] != ""]
    top, half = labelled["label_y"], labelled["label_depth"] / 2
    labels = dict.fromkeys(zip((top - half).tolist(), (top + half).tolist(), strict=True))
    return [*((top, top + plan.LANE_HEAD) for name, top in placed.lanes if name), *labels]


def _within(tray: pd.DataFrame, *, height: float, pixels: float) -> pd.DataFrame:
    """Leave in a tray as many events as have room, the most mentioned, one at least."""
    room = int((tray["bottom"] <= height).sum())
    while plan.tray_height(tray) > height and len(tray) > 1:
        tray = plan.place_in_tray(tray, pixels=pixels, most=max(min(room, len(tray) - 1), 1))
    return tray


def _note(
    view: Shown,
    events: pd.DataFrame,
    tray: pd.DataFrame,
    *,
    counts: Dense | None,
    has_slider: bool,
) -> list[str]:
    """Return the sentences under the figure."""
    if view.events.empty:
        return [words.nothing(view.known_on, left_out=view.left_out)]
    key = words.key(events, tray, as_known=has_slider or view.known_on is not None)
    if counts is not None:
        key.append(counts.key())
    if view.known_on is not None:
        whole = len(view.events) + view.left_out
        key.insert(0, f"As known on {view.known_on}: {len(view.events):,} of {whole:,} events.")
    return key
