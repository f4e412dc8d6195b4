"""Where a timeline puts what, in pixels."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from dateline import plan, style
from dateline.frames import events_frame

WIDTHS = (390, 700, 1000, 1600)


def events_of(when, **columns):
    ids = [f"e{number}" for number in range(len(when))]
    titles = [f"Event number {number} of some" for number in range(len(when))]
    return events_frame(pd.DataFrame({"event_id": ids, "title": titles, "when": when, **columns}))


def crowd():
    """Return 300 events of one lane over a year, some with long titles."""
    days = pd.date_range("2023-01-01", periods=300, freq="29h").strftime("%Y-%m-%d")
    titles = [f"Event {n} " + "which takes a long title " * (n % 4) for n in range(300)]
    return events_of(list(days), lane=["one"] * 300).assign(title=titles)


def label_boxes(placed, axis):
    """Return each label's left, right, top and bottom, in pixels."""
    left = axis.to_pixels(placed["label_x"])
    lines = placed["label"].str.split("<br>")
    width = np.array([max(map(style.width_of, text)) for text in lines])
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


@pytest.mark.parametrize("pixels", WIDTHS)
@pytest.mark.parametrize("frame", ["case", "crowd", "seconds"])
def test_every_label_is_on_the_axis_and_alone(case, frame, pixels):
    """At every width each label lies within the axis and on no other label."""
    frames = {
        "case": case.events,
        "crowd": crowd(),
        "seconds": events_of([f"2023-05-26T14:00:0{n % 3}" for n in range(9)]),
    }
    events = frames[frame]
    dated = events[~plan.is_undated(events)]
    axis = plan.axis_for(dated, pixels=pixels)
    placed, _ = plan.place(dated, axis=axis)
    boxes = label_boxes(placed, axis)
    assert boxes[:, 0].min() >= 0
    assert boxes[:, 1].max() <= pixels
    assert overlapping(boxes) == []


def test_every_event_lies_inside_its_lane():
    """Lanes stand one under another, and labels and bars keep to their own."""
    events = events_of(["2023-05-26"] * 6, lane=list("abcabc"))
    placed, lanes = plan.place(events, axis=plan.axis_for(events, pixels=600))
    tops = dict(lanes[:-1])
    bottoms = {name: bottom for (name, _), (_, bottom) in pairwise(lanes)}
    lane = placed["lane"].astype("str")
    assert [name for name, _ in lanes] == ["a", "b", "c", ""]
    assert (placed["label_y"] > lane.map(tops) + plan.LANE_HEAD).all()
    assert (placed["bar_y"] + plan.BAR / 2 < lane.map(bottoms)).all()
    assert (placed["bar_y"] > placed["label_y"]).all()


def test_order_of_rows_does_not_matter():
    """The same events in another order have the same places."""
    events = crowd()
    axis = plan.axis_for(events, pixels=1000)
    placed, lanes = plan.place(events, axis=axis)
    again, lanes_again = plan.place(events.iloc[::-1], axis=axis)
    assert lanes == lanes_again
    pd.testing.assert_frame_equal(placed, again)


@pytest.mark.parametrize(
    "when",
    ["2023-05-26", "2023-05-26T14:00:00", "-0043-03-15", "2023/..", "../2023", "[2023-05-26..]"],
)
def test_the_axis_leaves_room_around_every_bound(when):
    """Every known bound lies inside the axis with room on both sides, so that its tick shows."""
    events = events_of([when])
    axis = plan.axis_for(events, pixels=1000)
    at = axis.to_pixels(plan.known_bounds(events))
    assert at.min() >= 20
    assert at.max() <= 980


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("-9999", "-9999-01-01T00:00:00", "-9998-01-15T14:24:00"),
        ("9999", "9998-12-17T09:36:00", "9999-12-31T23:59:59"),
    ],
)
def test_the_axis_ends_where_plotly_does(when, first, last):
    """No axis runs beyond the years that Plotly draws."""
    axis = plan.axis_for(events_of([when]), pixels=1000)
    assert axis[:2] == tuple(pd.Timestamp(np.datetime64(end, "s")) for end in (first, last))
    assert axis.far[0] >= pd.Timestamp(np.datetime64("-9999-01-01", "s"))
    assert axis.far[1] <= pd.Timestamp(np.datetime64("9999-12-31T23:59:59", "s"))


def test_pixels_and_instants_are_each_others_inverse():
    """An instant's pixels lead back to the instant."""
    events = events_of(["2023-05-26/2023-06-01", "[2023-05-26..]"])
    axis = plan.axis_for(events, pixels=1000)
    instants = pd.Series([pd.Timestamp("2023-05-26"), pd.Timestamp("2023-05-31T12:00:00")])
    assert axis.to_instants(axis.to_pixels(instants)).tolist() == instants.tolist()
    assert np.isnan(axis.to_pixels(events["end_max"])[1])


def test_the_tray_holds_undated_events_one_under_another(case):
    """Each event of the tray has a row of its own, with lane and status in its label."""
    undated = case.events[plan.is_undated(case.events)]
    tray = plan.place_in_tray(undated, pixels=976)
    assert tray["label"].tolist() == [
        "Unnamed diplomat speaks with Li Hui · China's envoy · occurred",
        "Planned Ukrainian counteroffensive · Ukraine · expected",
    ]
    assert (tray["bar_y"].diff().dropna() >= plan.LINE).all()
    assert plan.tray_height(tray) > tray["bar_y"].max()


def test_an_empty_tray_takes_no_room(case):
    """Without undated events there is no tray."""
    assert plan.tray_height(plan.place_in_tray(case.events[:0], pixels=976)) == 0
