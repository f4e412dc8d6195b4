"""What all views are given beside their rows."""

import math

import numpy as np
import pytest

from dateline import (
    Case,
    FrameError,
    Look,
    actor_network,
    citation_network,
    order_chart,
    timeline,
    timeline_legend,
    timeline_table,
    two_clocks,
)
from dateline.options import mentions_in

VIEWS = {
    "timeline": lambda known, **options: timeline(known.events, **options),
    "timeline_table": lambda known, **options: timeline_table(known.events, **options),
    "two_clocks": lambda known, **options: two_clocks(known.mentions, **{"case": known} | options),
    "order_chart": lambda known, **options: order_chart(known.events, **options),
    "citation_network": lambda known, **options: citation_network(known.mentions, **options),
    "actor_network": lambda known, **options: actor_network(known.events, **options),
}


@pytest.mark.parametrize("view", VIEWS)
def test_a_theme_in_place_of_a_look_is_refused(case, view):
    """The error says how a look is written."""
    with pytest.raises(FrameError) as raised:
        VIEWS[view](case, look="dark")
    assert str(raised.value) == f"{view} needs a Look, not 'dark'; write look=Look(theme=\"dark\")"


@pytest.mark.parametrize("view", VIEWS)
def test_a_frame_or_a_path_in_place_of_a_case_is_refused(case, view):
    """The error says where a case comes from."""
    for wrong, name in ((case.mentions, "DataFrame"), ("data/mine", "str")):
        with pytest.raises(FrameError) as raised:
            VIEWS[view](case, case=wrong)
        assert str(raised.value) == (
            f"{view} needs a case as read_case returns it, not a {name}; write case=case"
        )


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("width", [0, -5, 199, "wide", None, math.nan, math.inf])
def test_a_width_that_holds_nothing_is_refused(case, view, width):
    """The error says from how many pixels on a figure can be read."""
    with pytest.raises(FrameError) as raised:
        VIEWS[view](case, width=width)
    assert str(raised.value) == (
        f"{view} needs a width of 200 pixels or more, not {width!r}; write width=940"
    )


def test_a_width_may_be_a_number_of_numpy(case):
    """A width that was computed with numpy is a number like any other."""
    figure = timeline(case.events, width=np.int64(700))
    assert figure.to_json() == timeline(case.events, width=700).to_json()


def test_two_clocks_need_a_case(case):
    """Mentions alone do not tell when events were."""
    with pytest.raises(FrameError) as raised:
        two_clocks(case.mentions, case=None)
    assert str(raised.value) == (
        "two_clocks needs a case as read_case returns it, not a NoneType; write case=case"
    )


def test_a_case_without_mentions_tells_of_no_speaker(case):
    """Where no table holds mentions, nothing tells who says so, which is not that nobody does."""
    assert mentions_in(case) is case.mentions
    assert mentions_in(Case(events=case.events)) is None
    assert mentions_in(None) is None


def test_the_legend_refuses_what_the_timeline_refuses():
    """Made-up events need no case, but a look and a width."""
    with pytest.raises(FrameError, match="needs a Look, not 'dark'"):
        timeline_legend(look="dark")
    assert timeline_legend(look=Look(), width=200).layout.width == 200
