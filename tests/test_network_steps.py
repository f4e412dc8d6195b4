"""Steps in time: which events had begun by which day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.network.steps import ONE, Steps, stages

IDS = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(IDS, st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 5)), st.integers(0, 3))
def test_each_step_is_in_one_stage_with_the_events_begun_by_then(ids, since, further):
    """Stages follow one another to the last step; each holds what has begun, in the order given."""
    steps = Steps([""] * (max(since.values(), default=0) + 1 + further), since)
    found = list(stages(ids, steps))
    for step in range(steps.last + 1):
        expected = [id for id in ids if since.get(id, 0) <= step]
        at = [shown for first, end, shown in found if first <= step < end]
        assert at == ([expected] if expected else [])
    assert all(first < end for first, end, _ in found)


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        ([], []),
        (["a"], [(0, 1, ["a"])]),
        (["b", "a"], [(0, 1, ["b", "a"])]),
    ],
)
def test_without_steps_everything_is_shown_at_once(ids, expected):
    """Where there is nothing to step through, there is one stage of all events, or none."""
    assert ONE.last == 0
    assert list(stages(ids, ONE)) == expected


def test_events_that_begin_by_the_same_step_come_together():
    """Two events of a step are one stage, one of a later step another."""
    steps = Steps(["one", "two", "three", "four"], {"a": 1, "b": 3, "c": 1})
    assert list(stages(["b", "a", "c"], steps)) == [(1, 3, ["a", "c"]), (3, 4, ["b", "a", "c"])]
