"""Boxes on a page, pushed apart."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dateline.network.boxes import Box, Boxes, pushed_apart

WIDTH = 500.0
PIXELS = st.floats(0, WIDTH, allow_nan=False).map(lambda pixel: round(pixel, 2))
SIDES = st.floats(5, 60, allow_nan=False)


@st.composite
def crowds(draw):
    """Make up to 25 boxes, many of them in the same places."""
    number = draw(st.integers(0, 25))
    places = arrays(float, (number, 2), elements=st.one_of(st.sampled_from([0.0, 250.0]), PIXELS))
    return draw(places), draw(arrays(float, (number, 4), elements=SIDES))


def boxes_of(places, reach):
    corners = np.hstack([places - reach[:, :2], places + reach[:, 2:]])
    return [Box(*corner) for corner in corners.tolist()]


def overlaps(places, reach):
    """Return by how much each two boxes lie on each other, the smaller of width and height."""
    found = []
    boxes = boxes_of(places, reach)
    for number, one in enumerate(boxes):
        for other in boxes[:number]:
            across = min(one.right, other.right) - max(one.left, other.left)
            down = min(one.bottom, other.bottom) - max(one.top, other.top)
            found.append(min(across, down))
    return found


@settings(max_examples=40)
@given(crowds())
def test_no_box_lies_on_another_or_off_the_page(crowd):
    """Wherever boxes were, each has its own room, a gap around it, between left and right edge."""
    places, reach = crowd
    apart = pushed_apart(places, reach, width=WIDTH)
    assert max(overlaps(apart, reach), default=-9) < -5.99
    for box in boxes_of(apart, reach):
        assert box.left >= -1e-9
        assert box.right <= WIDTH + 1e-9
    assert np.isfinite(apart).all()


@settings(max_examples=30)
@given(crowds())
def test_the_same_boxes_go_to_the_same_places(crowd):
    """Nothing is drawn by lot, and what was given is not changed."""
    places, reach = crowd
    before = places.copy(), reach.copy()
    once, twice = (pushed_apart(places, reach, width=WIDTH) for _ in range(2))
    assert once.tolist() == twice.tolist()
    assert (places.tolist(), reach.tolist()) == (before[0].tolist(), before[1].tolist())


@settings(max_examples=30)
@given(crowds())
def test_boxes_that_are_apart_stay(crowd):
    """Pushed apart once, nothing moves when it is done again."""
    places, reach = crowd
    apart = pushed_apart(places, reach, width=WIDTH)
    np.testing.assert_allclose(pushed_apart(apart, reach, width=WIDTH), apart, atol=1e-3)


def test_boxes_part_along_the_way_that_is_shorter():
    """Two wide boxes that overlap a little in height part upwards and downwards, evenly."""
    reach = np.array([[50.0, 10.0, 50.0, 10.0]] * 2)
    apart = pushed_apart(np.array([[200.0, 100.0], [210.0, 118.0]]), reach, width=WIDTH)
    assert apart[:, 0].tolist() == [200, 210]
    assert apart[1, 1] - apart[0, 1] == pytest.approx(26, abs=1e-3)
    assert apart[:, 1].sum() == pytest.approx(218, abs=1e-3)


@pytest.mark.parametrize("number", [2, 40])
def test_boxes_in_one_place_part(number):
    """However many boxes stand in one place, they part."""
    reach = np.full((number, 4), 25.0)
    apart = pushed_apart(np.full((number, 2), 100.0), reach, width=300)
    assert max(overlaps(apart, reach)) < -5.99


def test_a_box_wider_than_the_page_ends_at_its_right_edge():
    """What cannot fit is cut to the left, and others make room below or above."""
    reach = np.array([[90.0, 10.0, 90.0, 10.0], [20.0, 10.0, 20.0, 10.0]])
    apart = pushed_apart(np.array([[50.0, 50.0], [50.0, 50.0]]), reach, width=120)
    assert apart[0, 0] + 90 <= 120
    assert max(overlaps(apart, reach)) < -5.99


def test_room_that_is_taken_is_found():
    """A box meets those that it lies on, not those that it touches; points are counted per box."""
    one, other = Box(0, 0, 10, 10), Box(5, 5, 20, 20)
    taken = Boxes([one])
    taken.take(other)
    assert taken.meeting(Box(6, 6, 7, 7)) == [one, other]
    assert taken.meeting(Box(10, 0, 30, 5)) == []
    assert taken.meeting(Box(8, 0, 30, 2)) == [one]
    assert [taken.under(box) for box in (Box(6, 6, 7, 8), Box(8, 0, 30, 2), other)] == [4, 4, 250]
    assert taken.holding(np.array([[6.0, 6.0], [1.0, 1.0], [30.0, 30.0], [10.0, 20.0]])) == 3
    assert Boxes().holding(np.array([[1.0, 1.0]])) == 0
    assert one.around(other) == Box(0, 0, 20, 20)
