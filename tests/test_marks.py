"""The marks of a timeline, one by one."""

import numpy as np
import pandas as pd
import pytest

from dateline import marks

BETWEEN = {"left": ["2023-05-26"], "right": ["2023-05-28"]}


def frame(**columns):
    data = {"bar_y": 10.0, "card": "card", **columns}
    typed = pd.DataFrame(data, index=range(len(next(iter(columns.values())))))
    typed["row"] = range(len(typed))
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


def test_a_span_is_outlined_from_bound_to_bound():
    """A span is a closed line around its bounds, filled, and broken after each event."""
    [span] = marks.spans(frame(**BETWEEN), status="occurred", core=True, axes=marks.TIME)
    left, right = "2023-05-26T00:00:00", "2023-05-28T00:00:00"
    assert (span["type"], span["mode"], span["fill"]) == ("scatter", "lines", "toself")
    assert span["x"] == [left, right, right, left, left, None]
    assert span["y"] == [2.0, 2.0, 18.0, 18.0, 2.0, None]
    assert span["rows"].tolist() == [0] * 6


def test_outer_bounds_are_thin_and_pale():
    """The outer bounds are drawn less high and paler than the core."""
    core, outer = (
        marks.spans(frame(**BETWEEN), status="occurred", core=is_core, axes=marks.TIME)[0]
        for is_core in (True, False)
    )
    heights = [trace["y"][2] - trace["y"][0] for trace in (core, outer)]
    assert heights == [marks.CORE_HEIGHT, marks.OUTER_HEIGHT]
    assert (core["fillcolor"], outer["fillcolor"]) == ("#005a8c", "#b9d5e6")


def test_an_expected_span_is_a_dashed_outline():
    """What is expected is drawn as a dashed line around its bounds, not filled."""
    [outline] = marks.spans(frame(**BETWEEN), status="expected", core=False, axes=marks.TIME)
    assert "fill" not in outline
    assert outline["line"]["dash"] == "4px,3px"
    assert outline["y"] == [6.0, 6.0, 14.0, 14.0, 6.0, None]


def test_spans_without_outlines_are_still_seen():
    """Asked for no outlines, what is filled has none, and what is dashed keeps them."""
    modes = [
        marks.spans(
            frame(**BETWEEN), status=status, core=False, axes=marks.TIME, outlined=outlined
        )[0]["mode"]
        for status in ("occurred", "expected")
        for outlined in (True, False)
    ]
    assert modes == ["lines", "none", "lines", "lines"]


def test_spans_of_the_tray_are_in_pixels():
    """In the tray a span runs between two numbers of pixels."""
    tray = frame(**BETWEEN).assign(left=4.0, right=38.0)
    [span] = marks.spans(tray, status="occurred", core=False, axes=marks.TRAY)
    assert span["x"] == [4.0, 38.0, 38.0, 4.0, 4.0, None]
    assert (span["xaxis"], span["yaxis"]) == ("x2", "y2")


def test_no_spans_draw_no_trace():
    """A status without a core adds no empty trace."""
    assert marks.spans(frame(**BETWEEN)[:0], status="occurred", core=True, axes=marks.TIME) == []


def test_ticks_stand_at_both_known_bounds():
    """Both ticks of an event are one line 20 px high at each end; an unknown bound has none."""
    both = frame(start_min=["2023-05-26", "NaT"], end_max=["2023-05-27", "2023-05-28"])
    [ticks] = marks.ticks(both, status="occurred")
    first, last, alone = (f"2023-05-{day}T00:00:00" for day in (26, 27, 28))
    assert ticks["x"] == [first, first, first, last, last, last, None, alone, alone, None]
    assert ticks["y"] == [0.0, 20.0, 10.0, 10.0, 0.0, 20.0, None, 0.0, 20.0, None]
    assert ticks["rows"].tolist() == [0] * 7 + [1] * 3


def test_ticks_of_what_is_not_filled_are_not_joined():
    """No bar hides what would join the ticks of an expected event, so nothing does."""
    both = frame(start_min=["2023-05-26"], end_max=["2023-05-27"])
    [ticks] = marks.ticks(both, status="expected")
    assert ticks["y"] == [0.0, 20.0, None, 0.0, 20.0, None]


def test_an_event_without_bounds_has_no_ticks():
    """What is open on both sides adds no trace of ticks."""
    neither = frame(start_min=["NaT"], end_max=["NaT"])
    assert marks.ticks(neither, status="occurred") == []


def test_no_tick_is_left_out_where_many_are_close():
    """Plotly must not simplify the line of ticks, or those of a crowd would vanish."""
    both = frame(start_min=["2023-05-26"], end_max=["2023-05-27"])
    assert marks.ticks(both, status="occurred")[0]["line"]["simplify"] is False


def test_what_did_not_occur_has_a_cross_of_fixed_size():
    """Whatever the width of its bar, a cross in its middle says that an event did not occur."""
    [cross] = marks.crosses(frame(**BETWEEN), status="not-occurred", axes=marks.TIME)
    assert (cross["x"], cross["y"]) == (["2023-05-27T00:00:00"], [10.0])
    assert (cross["mode"], cross["marker"]["symbol"]) == ("markers", "x")
    assert marks.crosses(frame(**BETWEEN), status="occurred", axes=marks.TIME) == []
    assert marks.crosses(frame(**BETWEEN)[:0], status="not-occurred", axes=marks.TIME) == []


def test_arrows_are_full_where_open_and_hollow_where_unknown():
    """An open end is a full arrow at the axis' edge, an end without a bound a hollow one."""
    ends = frame(start_min=["NaT", "NaT", "2023-05-26"], end_max=["2023-05-27", "NaT", "NaT"])
    ends = ends.assign(open_start=[True, False, False], open_end=[False, False, True])
    left, right = marks.arrows(ends, status="ongoing")
    assert (left["x"], left["marker"]["symbol"]) == (
        [0, 0],
        ["triangle-left", "triangle-left-open"],
    )
    assert (right["x"], right["marker"]["symbol"]) == (
        [1, 1],
        ["triangle-right-open", "triangle-right"],
    )
    assert (left["xaxis"], right["xaxis"]) == ("x3", "x3")


def test_a_closed_event_has_no_arrow():
    """An event whose bounds are all known has no arrow."""
    closed = frame(start_min=["2023-05-26"], end_max=["2023-05-27"])
    assert marks.arrows(closed.assign(open_start=False, open_end=False), status="ongoing") == []


def labelled(*labels):
    count = len(labels)
    placed = frame(left=["2023-05-26"] * count, right=["2023-05-28"] * count)
    place = {"label": labels, "label_x": placed["left"], "label_side": "right"}
    return placed.assign(
        **place,
        label_y=4.0,
        label_depth=17,
        top=0.0,
        bottom=20.0,
        event_id=[f"e{number}" for number in range(count)],
    )


def test_an_empty_label_is_not_written():
    """An event whose label has no room adds no text, and none at all no trace."""
    [trace] = marks.labels(labelled("A", "", "C"), status="occurred", axes=marks.TIME)
    assert (trace["text"], trace["rows"].tolist()) == (["A", "C"], [0, 2])
    assert marks.labels(labelled("", ""), status="occurred", axes=marks.TIME) == []


def test_an_area_covers_bar_and_label_and_carries_the_card():
    """The unseen bar that can be pointed at spans the given area and knows the event's id."""
    area = marks.areas(labelled("A"), status="occurred", axes=marks.TIME)
    assert (area["type"], area["marker"]["color"]) == ("bar", "rgba(0,0,0,0)")
    assert (area["base"], area["x"]) == (["2023-05-26T00:00:00"], [172_800_000.0])
    assert (area["y"], area["width"]) == ([10.0], [20.0])
    assert (area["hovertext"], area["customdata"], area["hoverinfo"]) == (["card"], ["e0"], "text")


def test_rows_that_are_not_shown_keep_their_place_without_a_height():
    """What is hidden at a step of a slider stays in its trace, so that it can be shown again."""
    traces = [
        *marks.spans(labelled("A", "B"), status="occurred", core=False, axes=marks.TIME),
        *marks.labels(labelled("A", "B"), status="occurred", axes=marks.TIME),
    ]
    span, label = marks.drawn(traces, np.array([False, True]))
    assert span["y"] == [None] * 6 + [6.0, 6.0, 14.0, 14.0, 6.0, None]
    assert label["y"] == [None, 4.0]
    assert span["x"] == traces[0]["x"]
    assert all("rows" not in trace for trace in (span, label))


def test_all_rows_are_drawn_unless_told_otherwise():
    """Without a choice of rows only the key ``rows`` is taken out."""
    traces = marks.labels(labelled("A"), status="occurred", axes=marks.TIME)
    [drawn] = marks.drawn(traces)
    assert drawn == {name: value for name, value in traces[0].items() if name != "rows"}


def test_one_status_is_one_group_of_the_legend():
    """All marks of a status share a legend group, and only the legend's entry shows in it."""
    placed = labelled("A").assign(start_min=pd.Timestamp("2023-05-26"), end_max=pd.NaT)
    placed = placed.assign(open_start=False, open_end=True)
    traces = [
        *marks.spans(placed, status="expected", core=False, axes=marks.TIME),
        *marks.ticks(placed, status="expected"),
        *marks.arrows(placed, status="expected"),
        *marks.labels(placed, status="expected", axes=marks.TIME),
        marks.areas(placed, status="expected", axes=marks.TIME),
        marks.legend_entry("expected"),
    ]
    assert {trace["legendgroup"] for trace in traces} == {"expected"}
    assert [trace.get("showlegend") for trace in traces] == [*[False] * 5, None]
