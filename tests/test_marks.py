"""The marks of a timeline, one by one."""

import numpy as np
import pandas as pd
import pytest

from dateline import marks

BETWEEN = {"left": ["2023-05-26"], "right": ["2023-05-28"]}


def frame(**columns):
    data = {"bar_y": 10.0, "card": "card", **columns}
    typed = pd.DataFrame(data, index=range(len(next(iter(columns.values())))))
    dates = [name for name in columns if name in ("left", "right", "start_min", "end_max")]
    return typed.assign(**{name: np.array(columns[name], "datetime64[s]") for name in dates})


@pytest.mark.parametrize(
    ("instant", "text"),
    [
        ("2023-05-26T14:00:00", "2023-05-26T14:00:00"),
        ("-0001-03-15", "-0001-03-15T00:00:00"),
        ("-0044-03-15", "-0044-03-15T00:00:00"),
        ("-9999-01-01", "-9999-01-01T00:00:00"),
        ("0044-03-15", "0044-03-15T00:00:00"),
        ("10000-01-01", "9999-12-31T23:59:59"),
    ],
)
def test_years_are_written_with_the_four_digits_that_plotly_reads(instant, text):
    """Years before 1000, BCE ones too, have four digits; the end of 9999 is the last second."""
    assert marks.iso(pd.Series(np.array([instant], "datetime64[s]"))) == [text]


def test_fractions_of_a_second_are_kept():
    """Labels are placed to the millisecond."""
    assert marks.iso(pd.Series(np.array(["2023-05-26T14:00:00.250"], "datetime64[ms]"))) == [
        "2023-05-26T14:00:00.250"
    ]


def test_a_bar_starts_and_ends_at_its_bounds():
    """A bar's base is its start, and its length is in milliseconds."""
    [bar] = marks.spans(frame(**BETWEEN), status="occurred", core=True, axes=marks.TIME)
    assert (bar.type, bar.base, bar.x) == ("bar", ("2023-05-26T00:00:00",), (172_800_000.0,))
    assert bar.width == (marks.CORE_HEIGHT,)


def test_outer_bounds_are_thin_and_pale():
    """The outer bounds are drawn less high and paler than the core."""
    core, outer = (
        marks.spans(frame(**BETWEEN), status="occurred", core=is_core, axes=marks.TIME)[0]
        for is_core in (True, False)
    )
    assert outer.width < core.width
    assert (core.marker.color, outer.marker.color) == ("#005a8c", "#b9d5e6")


def test_an_expected_span_is_a_dashed_outline():
    """What is expected is drawn as a line around its bounds, not filled."""
    outline, area = marks.spans(frame(**BETWEEN), status="expected", core=False, axes=marks.TIME)
    left, right = "2023-05-26T00:00:00", "2023-05-28T00:00:00"
    assert (outline.type, outline.mode, outline.fill) == ("scatter", "lines", None)
    assert outline.line.dash == "4px,3px"
    assert outline.x == (left, right, right, left, left, None)
    assert outline.y == (6.0, 6.0, 14.0, 14.0, 6.0, None)
    assert (area.type, area.marker.color, area.hovertext) == ("bar", "rgba(0,0,0,0)", ("card",))


def test_no_spans_draw_no_trace():
    """A status without a core adds no empty trace."""
    assert marks.spans(frame(**BETWEEN)[:0], status="occurred", core=True, axes=marks.TIME) == []


def test_ticks_stand_at_both_known_bounds():
    """Each known outer bound has a tick, an unknown one none."""
    both = frame(start_min=["2023-05-26", "NaT"], end_max=["2023-05-27", "2023-05-28"])
    assert marks.ticks(both, status="occurred").x == (
        "2023-05-26T00:00:00",
        "2023-05-27T00:00:00",
        "2023-05-28T00:00:00",
    )


def test_arrows_are_full_where_open_and_hollow_where_unknown():
    """An open end is a full arrow at the axis' edge, an end without a bound a hollow one."""
    ends = frame(start_min=["NaT", "NaT", "2023-05-26"], end_max=["2023-05-27", "NaT", "NaT"])
    ends = ends.assign(open_start=[True, False, False], open_end=[False, False, True])
    left, right = marks.arrows(ends, status="ongoing")
    assert (left.x, left.marker.symbol) == ((0, 0), ("triangle-left", "triangle-left-open"))
    assert (right.x, right.marker.symbol) == ((1, 1), ("triangle-right-open", "triangle-right"))
    assert (left.xaxis, right.xaxis) == ("x3", "x3")


def test_a_closed_event_has_no_arrow():
    """An event whose bounds are all known has no arrow."""
    closed = frame(start_min=["2023-05-26"], end_max=["2023-05-27"])
    assert marks.arrows(closed.assign(open_start=False, open_end=False), status="ongoing") == []


def test_one_status_is_one_group_of_the_legend():
    """All marks of a status share a legend group, and only the legend's entry shows in it."""
    placed = frame(**BETWEEN, start_min=["2023-05-26"], end_max=["NaT"])
    placed = placed.assign(
        open_start=False,
        open_end=True,
        label="A",
        label_x=placed["left"],
        label_end=placed["right"],
        label_y=4.0,
        label_depth=17,
    )
    traces = [
        *marks.spans(placed, status="expected", core=False, axes=marks.TIME),
        marks.ticks(placed, status="expected"),
        *marks.arrows(placed, status="expected"),
        *marks.labels(placed, status="expected", axes=marks.TIME),
        marks.legend_entry("expected"),
    ]
    assert {trace.legendgroup for trace in traces} == {"expected"}
    assert [trace.showlegend for trace in traces] == [*[False] * 6, None]
