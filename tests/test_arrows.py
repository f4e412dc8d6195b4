"""Lines that end in a head: many in one trace."""

import numpy as np
import plotly.graph_objects as go

from dateline.arrows import pointed_lines

LINES = [np.array([[0.0, 0.0], [2.0, 0.0]]), np.array([[2.0, 0.0], [1.5, 1.0], [1.0, 3.0]])]


def drawn(lines, **shown):
    standoff = [10.0 + place for place in range(len(lines))]
    look = {"colour": "#123456", "dash": "4px,3px"}
    return go.Scatter(pointed_lines(lines, standoff=standoff, **look, **shown))


def test_each_line_is_unbroken_and_ends_before_the_next():
    """All lines are in one trace, with a gap after each."""
    trace = drawn(LINES)
    assert trace.x == (0, 2, None, 2, 1.5, 1, None)
    assert trace.y == (0, 0, None, 0, 1, 3, None)


def test_only_a_lines_last_point_has_a_head():
    """A head stands at each line's end, points along it, and stays away as far as asked for."""
    trace = drawn(LINES)
    heads = [place for place, size in enumerate(trace.marker.size) if size > 0]
    assert [(trace.x[place], trace.y[place]) for place in heads] == [(2, 0), (1, 3)]
    assert [trace.marker.standoff[place] for place in heads] == [10, 11]
    assert (trace.marker.symbol, trace.marker.angleref) == ("arrow", "previous")
    assert len(trace.marker.size) == len(trace.marker.standoff) == len(trace.x)


def test_lines_and_heads_are_drawn_alike():
    """Colour and dash are those of all lines of the trace; other properties are passed on."""
    trace = drawn(LINES, name="call", showlegend=False)
    assert (trace.line.color, trace.marker.color, trace.line.dash) == (
        "#123456",
        "#123456",
        "4px,3px",
    )
    assert (trace.name, trace.showlegend, trace.hoverinfo) == ("call", False, "skip")


def test_coordinates_are_rounded():
    """Places hold four decimals, which is less than any screen shows."""
    trace = drawn([np.array([[1 / 3, 0.0], [2 / 3, 1e-9]])])
    assert trace.x == (0.3333, 0.6667, None)
    assert trace.y == (0, 0, None)


def test_no_lines_make_an_empty_trace():
    """Without a line there is a trace without points."""
    trace = drawn([])
    assert (trace.x, trace.y, trace.marker.size) == ((), (), ())
