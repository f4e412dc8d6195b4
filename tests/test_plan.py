"""Where a timeline puts what, in pixels."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import extent, plan, typeset
from dateline.axis import axis_for
from dateline.frames import events_frame

WIDTHS = (390, 700, 1000, 1600)


def events_of(when, **columns):
    ids = [f"e{number}" for number in range(len(when))]
    titles = [f"Event number {number} of some" for number in range(len(when))]
    events = pd.DataFrame({"event_id": ids, "title": titles, "when": when, **columns})
    return events_frame(events).assign(mentions=0)


def crowd():
    """Return 300 events of one lane over a year, some with long titles."""
    days = pd.date_range("2023-01-01", periods=300, freq="29h").strftime("%Y-%m-%d")
    titles = [f"Event {n} " + "which takes a long title " * (n % 4) for n in range(300)]
    return events_of(list(days), lane=["one"] * 300).assign(title=titles)


def label_boxes(placed, axis):
    """Return each label's left, right, top and bottom, in pixels."""
    at = axis.to_pixels(placed["label_x"])
    lines = placed["label"].str.split("<br>")
    width = np.array([max(map(typeset.width_of, text)) for text in lines])
    left = np.where(placed["label_side"] == "left", at - width, at)
    half = lines.str.len().to_numpy() * plan.LINE / 2
    middle = placed["label_y"].to_numpy()
    return np.column_stack([left, left + width, middle - half, middle + half])


def overlapping(boxes):
    """Return every pair of boxes that overlap."""
    return [
        (i, j)
        for i, one in enumerate(boxes)
        for j, other in enumerate(boxes[:i])
        if one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
    ]


def test_the_tray_holds_undated_events_one_under_another(case):
    """Each event of the tray has a row of its own, with lane and status in its label."""
    undated = case.events[extent.is_undated(case.events)]
    tray = plan.place_in_tray(undated, pixels=976)
    assert tray["label"].tolist() == [
        "Unnamed diplomat speaks with Li Hui · China's envoy · occurred",
        "Planned Ukrainian counteroffensive · Ukraine · expected",
    ]
    assert (tray["bar_y"].diff().dropna() >= plan.LINE).all()
    assert plan.tray_height(tray) > tray["bar_y"].max()


def test_titles_carry_signs():
    """Before a title stands what did not occur and what is approximate, behind it what is not sure.

    Each sign that is used has its words.
    """
    events = events_of(["2023-05", "2023-05~", "2023-05?", "2023-05%"]).assign(
        title=["A", "B", "C", "D"], status=["occurred", "expected", "occurred", "not-occurred"]
    )
    assert plan.signed_titles(events) == ["A", "≈ B", "C (?)", "× ≈ D (?)"]
    assert plan.signs_in(events) == list(plan.SIGNS)
    assert plan.signs_in(events[:1]) == []


def test_an_empty_tray_takes_no_room(case):
    """Without undated events there is no tray."""
    assert plan.tray_height(plan.place_in_tray(case.events[:0], pixels=976)) == 0


def dates_of(placed, axis):
    """Return each event's left and right end in pixels, as it is pointed at."""
    return axis.to_pixels(placed["left"]), axis.to_pixels(placed["right"])


@pytest.mark.parametrize("height", [200, 700, 1500])
def test_labels_are_kept_for_the_most_mentioned(height):
    """Where not all labels fit, no event without one is mentioned more than one with one."""
    events = crowd().assign(mentions=[n * 7 % 100 for n in range(300)])
    axis = axis_for(events, pixels=900)
    everything = plan.place(events, axis=axis)
    placed = plan.place(events, axis=axis, tallest=height).events
    kept, dropped = placed[placed["label"] != ""], placed[placed["label"] == ""]
    assert everything.height > 1500
    assert (everything.events["label"] != "").all()
    assert len(dropped)
    assert kept["mentions"].min() >= dropped["mentions"].max()
    assert placed["label"].ne("").sum() >= 5


def test_a_taller_figure_keeps_more_labels():
    """The lanes keep to the height they may take, and use what they get for more labels."""
    events = crowd()
    axis = axis_for(events, pixels=900)
    plans = [plan.place(events, axis=axis, tallest=height) for height in (600, 1200, 2400, 4800)]
    kept = [int((placed.events["label"] != "").sum()) for placed in plans]
    assert all(
        placed.height <= height
        for placed, height in zip(plans, (600, 1200, 2400, 4800), strict=True)
    )
    assert kept == sorted(set(kept))


def test_labels_of_equals_are_spread_over_the_axis():
    """Where all are mentioned alike, the labels kept are not all at one end."""
    events = crowd()
    axis = axis_for(events, pixels=900)
    placed = plan.place(events, axis=axis, tallest=800).events
    at = axis.to_pixels(placed.loc[placed["label"] != "", "start_min"])
    counts, _ = np.histogram(at, bins=4, range=(0, 900))
    assert counts.min() >= len(at) / 8


@pytest.mark.parametrize("tallest", [math.inf, 900])
def test_areas_that_share_a_row_do_not_overlap(tallest):
    """What can be pointed at covers bar and label of its own event and of no other."""
    events = crowd()
    axis = axis_for(events, pixels=900)
    placed = plan.place(events, axis=axis, tallest=tallest).events
    left, right = dates_of(placed, axis)
    areas = np.column_stack([left, right, placed["top"], placed["bottom"]])
    assert overlapping(areas) == []
    assert (left <= axis.to_pixels(placed["start_min"])).all()
    assert (right >= axis.to_pixels(placed["end_max"])).all()


@given(
    st.lists(st.tuples(st.integers(0, 360), st.integers(1, 40), st.integers(0, 9)), max_size=40),
    st.sampled_from([math.inf, 150.0, 400.0]),
)
def test_rows_are_as_many_as_the_most_events_that_overlap(spans, tallest):
    """In each lane, labels counted in, no plan has fewer rows than this one."""
    days = pd.date_range("2023-01-01", periods=401, freq="D").strftime("%Y-%m-%d")
    when = [f"{days[start]}/{days[start + length]}" for start, length, _ in spans]
    events = events_of(when, lane=["one"] * len(when))
    events["mentions"] = [mentions for _, _, mentions in spans]
    if not spans:
        return
    axis = axis_for(events, pixels=700)
    placed = plan.place(events, axis=axis, tallest=tallest).events
    left, right = dates_of(placed, axis)
    right = right + np.where(placed["label"] != "", plan.SPAN_GAP, plan.BARE_GAP)
    # To the millisecond, as the plan's ends are rounded to instants.
    at_once = max(int(((left <= at + 1e-3) & (at + 1e-3 < right)).sum()) for at in left)
    assert placed["top"].nunique() == at_once


def test_a_crowded_tray_holds_the_most_mentioned():
    """Of more undated events than the tray may hold, the most mentioned are kept, in order."""
    undated = events_of([""] * 9).assign(mentions=[0, 5, 0, 9, 1, 0, 7, 0, 0])
    tray = plan.place_in_tray(undated, pixels=900, most=3)
    assert tray["event_id"].tolist() == ["e1", "e3", "e6"]
    assert len(plan.place_in_tray(undated, pixels=900)) == 9


@pytest.mark.parametrize("pixels", WIDTHS)
def test_labels_are_held_at_their_marks(pixels):
    """A label begins at its bar's start or ends at its bar's end, so that a zoom keeps them."""
    events = crowd()
    axis = axis_for(events, pixels=pixels)
    placed = plan.place(events, axis=axis).events
    at = axis.to_pixels(placed["label_x"])
    near_start = np.abs(at - axis.to_pixels(placed["start_min"])) <= 4
    near_end = np.abs(at - axis.to_pixels(placed["end_max"])) <= 4
    side = placed["label_side"]
    width = label_boxes(placed, axis)[:, 1] - label_boxes(placed, axis)[:, 0]
    assert (near_start[side == "right"] | (width[side == "right"] > pixels / 2)).all()
    assert near_end[side == "left"].all()
    assert (side == "left").any()
