"""Several figures in one: all that was in each is there, where it was in its panel."""

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.citations import linked_citations
from dateline.explore.stack import HEAD, Panel, stacked
from dateline.linked import Linked
from dateline.network import linked_network
from dateline.timeline import linked_timeline
from dateline.typeset import FONT_SIZE, width_of

SIDES = st.integers(0, 60)
PARTS = st.floats(-0.3, 1.3).map(lambda part: round(part, 3))
REFS = st.sampled_from(["paper", "", "2", " domain", "2 domain"])


def ref(letter, drawn):
    return drawn if drawn == "paper" else letter + drawn


@st.composite
def figures(draw):
    """Draw a figure with two axes in each direction, and things on each axis and on the paper."""
    domain = sorted(draw(st.lists(st.integers(0, 20), min_size=2, max_size=2, unique=True)))
    refs = [(ref("x", draw(REFS)), ref("y", draw(REFS))) for _ in range(3)]
    ends = [draw(st.tuples(PARTS, PARTS, PARTS, PARTS)) for _ in refs]
    names = ("x0", "x1", "y0", "y1")
    layout = {
        "width": draw(st.integers(200, 500)),
        "height": draw(st.integers(200, 500)),
        "margin": {side: draw(SIDES) for side in "lrtb"},
        "xaxis2": {"domain": [it / 20 for it in domain], "anchor": "y2"},
        "yaxis2": {"domain": [it / 20 for it in domain], "type": "date"},
        "annotations": [
            {"text": "a", "x": end[0], "y": end[2], "xref": x, "yref": y}
            for (x, y), end in zip(refs, ends, strict=True)
        ],
        "shapes": [
            {"xref": x, "yref": y, **dict(zip(names, end, strict=True))}
            for (x, y), end in zip(refs, ends, strict=True)
        ],
        "meta": {"alt": "Something."},
    }
    traces = [{"x": [1], "y": [1], "xaxis": f"x{n}", "yaxis": f"y{n}"} for n in ("", "2")]
    return go.Figure(traces, layout)


def panels_of(drawn):
    """Lay figures side by side."""
    panels, left = [], 0
    for number, figure in enumerate(drawn):
        linked = Linked(figure, [[(f"event {number}",)], []], [()] * 3)
        panels.append(Panel(linked, f"Panel {number}", left, 10 * number))
        left += figure.layout.width + 5
    return panels


def name(letter, number):
    """Return what an axis is called that has this number."""
    return letter if number == 1 else f"{letter}{number}"


def axis_of(figure, ref):
    return figure.layout[f"{ref[0]}axis{ref[1:]}"]


def at(figure, letter, part, ref):
    """Return where in px from the left or top a part of the paper, or of an axis' domain, lies."""
    layout = figure.layout
    near, far, size = ("l", "r", "width") if letter == "x" else ("b", "t", "height")
    start, end = layout.margin[near], layout[size] - layout.margin[far]
    if ref != "paper":
        low, high = axis_of(figure, ref.removesuffix(" domain")).domain or (0, 1)
        start, end = start + low * (end - start), start + high * (end - start)
    place = start + part * (end - start)
    return place if letter == "x" else layout.height - place


def kept(old, new, letter, panel, whole, names):
    """Hold that a thing is where it was in its panel, and on the axis that stands for its own."""
    was, now = old[f"{letter}ref"], new[f"{letter}ref"]
    for part in names:
        if was == "paper" or "domain" in was:
            offset = panel.left if letter == "x" else panel.top + HEAD
            before = offset + at(panel.linked.figure, letter, old[part], was)
            assert at(whole, letter, new[part], now) == pytest.approx(before, abs=0.01)
        else:
            assert new[part] == old[part]
    assert ("domain" in was) == ("domain" in now)


@settings(max_examples=20)
@given(drawn=st.lists(figures(), min_size=2, max_size=3))
def test_everything_keeps_its_place(drawn):
    """Axes, annotations and shapes lie to the pixel where they lay, counted from their panel."""
    panels = panels_of(drawn)
    whole = stacked(panels).figure
    notes = iter([it for it in whole.layout.annotations if it.text == "a"])
    shapes = iter(whole.layout.shapes)
    for number, panel in enumerate(panels):
        own = panel.linked.figure
        for letter in "xy":
            for axis in (1, 2):
                was, now = name(letter, axis), name(letter, 2 * number + axis)
                offset = panel.left if letter == "x" else panel.top + HEAD
                for end in (0, 1):
                    before = offset + at(own, letter, end, was)
                    assert at(whole, letter, end, now) == pytest.approx(before, abs=0.01)
                assert axis_of(own, was).type == axis_of(whole, now).type
        for old, new in zip(own.layout.annotations, notes, strict=False):
            kept(old, new, "x", panel, whole, ["x"])
            kept(old, new, "y", panel, whole, ["y"])
        for old, new in zip(own.layout.shapes, shapes, strict=False):
            kept(old, new, "x", panel, whole, ["x0", "x1"])
            kept(old, new, "y", panel, whole, ["y0", "y1"])


@settings(max_examples=20)
@given(drawn=st.lists(figures(), min_size=2, max_size=3))
def test_each_panel_has_its_own_axes(drawn):
    """Traces, annotations and shapes of two panels share no axis, and none goes with another's."""
    whole = stacked(panels_of(drawn)).figure
    assert [it.xaxis for it in whole.data] == [name("x", n) for n in range(1, len(whole.data) + 1)]
    assert [it.yaxis for it in whole.data] == [name("y", n) for n in range(1, len(whole.data) + 1)]
    per_panel = len(whole.layout.shapes) // len(drawn)
    for place, shape in enumerate(whole.layout.shapes):
        own = {name("x", 2 * (place // per_panel) + axis) for axis in (1, 2)} | {"paper"}
        assert shape.xref.removesuffix(" domain") in own
    for number in range(1, len(whole.data) + 1):
        assert axis_of(whole, name("x", number)).anchor == name("y", number)
        first = number - (number - 1) % 2
        assert axis_of(whole, name("y", number)).anchor in {name("x", first), name("x", first + 1)}


@pytest.fixture(scope="module")
def views(case):
    """Return the three views of the bundled case, in panels."""
    timeline = Panel(linked_timeline(case.events, case=case, width=600), "Timeline", 0, 0)
    network = linked_network(case.events, case=case, width=440)
    chain = linked_citations(case.mentions, case=case, width=600)
    return [
        timeline,
        Panel(network, "Network", 620, 0),
        Panel(chain, "Chain", 0, timeline.bottom),
    ]


def test_nothing_is_lost(views):
    """Of the real views all traces, annotations and shapes are there, with what they stand for."""
    linked = stacked(views)
    own = [panel.linked.figure for panel in views]
    whole = linked.figure
    for kind in ("annotations", "shapes"):
        extra = len(views) if kind == "annotations" else 0  # Each panel gets a head.
        assert len(whole.layout[kind]) == sum(len(it.layout[kind]) for it in own) + extra
    traces = [trace for it in own for trace in it.data]
    for old, new in zip(traces, whole.data, strict=True):
        ignored = {"xaxis", "yaxis", "legend", "legendgroup"}
        for key, value in old.to_plotly_json().items():
            if key not in ignored:
                np.testing.assert_equal(new.to_plotly_json()[key], value)
    assert linked.points == [points for panel in views for points in panel.linked.points]
    assert len(linked.shapes) == len(whole.layout.shapes)


def test_inside_the_page(views):
    """The whole is as large as its panels, and every axis lies within its panel."""
    whole = stacked(views).figure
    assert (whole.layout.width, whole.layout.height) == (1060, views[2].bottom)
    for letter, size in (("x", whole.layout.width), ("y", whole.layout.height)):
        for trace in whole.data:
            low, high = (end * size for end in axis_of(whole, trace[f"{letter}axis"]).domain)
            near = "left" if letter == "x" else "top"
            far = "right" if letter == "x" else "bottom"
            if letter == "y":
                low, high = size - high, size - low
            assert any(
                getattr(it, near) <= low + 1 and high <= getattr(it, far) + 1 for it in views
            )


def test_legends_stand_in_their_panels(views):
    """Each panel has its own entries, at its left, in rows that are not wider than it is."""
    whole = stacked(views).figure
    shown = [it for it in whole.data if it.legendgroup and it.showlegend is not False]
    groups = {it.legendgroup for it in shown}
    assert {it.split(" ")[0] for it in groups} == {"Timeline", "Network", "Chain"}
    for panel in views:
        rows = {}
        for trace in shown:
            if trace.legendgroup.startswith(panel.title):
                rows.setdefault(trace.legend or "legend", {})[trace.legendgroup] = trace.name
        for legend, names in rows.items():
            layout = whole.layout[legend]
            assert layout.x == panel.left / whole.layout.width
            assert layout.entrywidth is None
            wide = sum(width_of(it) * 12 / FONT_SIZE + 46 for it in names.values())
            assert wide <= panel.right - panel.left


def test_alternative_text(views):
    """The whole is described by what describes its panels, in their order."""
    alts = [panel.linked.figure.layout.meta["alt"] for panel in views]
    assert stacked(views).figure.layout.meta["alt"] == " ".join(alts)


def test_titles_are_escaped(views):
    """A panel's name is text."""
    named = views[0]._replace(title="<i>A & B</i>")
    heads = [it.text for it in stacked([named]).figure.layout.annotations]
    assert "<b>&lt;i&gt;A &amp; B&lt;/i&gt;</b>" in heads


RINGS = {
    "rect": {"type": "rect", "x0": -4, "x1": 6, "y0": -2, "y1": 3},
    "circle": {"type": "circle", "x0": -4.5, "x1": 4.5, "y0": -4.5, "y1": 4.5},
    "path": {"type": "path", "path": "M0,-6L7.5,0L0,6Z"},
}


@pytest.mark.parametrize("ring", RINGS.values(), ids=RINGS)
def test_no_shape_is_sized_in_pixels(ring):
    """A shape of so many pixels around a point covers the same pixels in its axes' units."""
    sized = {"xsizemode": "pixel", "ysizemode": "pixel", "xanchor": 100, "yanchor": 40}
    pixels = {"width": 300, "height": 200, "shapes": [ring | sized]}
    figure = go.Figure({"x": [0], "y": [0]}, pixels)
    [shape] = stacked([Panel(Linked(figure, [[()]], [()]), "A", 0, 0)]).figure.layout.shapes
    new = shape.to_plotly_json()
    assert not {"xsizemode", "ysizemode", "xanchor", "yanchor"} & {*new}
    # Sizes in pixels count upwards; the axes of these views count pixels downwards.
    if "path" in ring:
        assert new["path"] == "M100.00,46.00L107.50,40.00L100.00,34.00Z"
        return
    assert (new["x0"], new["x1"]) == (100 + ring["x0"], 100 + ring["x1"])
    assert (new["y0"], new["y1"]) == (40 - ring["y0"], 40 - ring["y1"])
    assert new["type"] == ring["type"]


def test_views_keep_no_shape_sized_in_pixels(views):
    """Of the real views, too, no shape is sized in pixels, though the network's own are."""
    sizes = {it.xsizemode for it in views[1].linked.figure.layout.shapes}
    assert "pixel" in sizes
    assert {it.xsizemode for it in stacked(views).figure.layout.shapes} <= {None, "scaled"}


def test_only_time_is_zoomed(views):
    """A drag zooms along time, and moves no other axis of any panel."""
    layout = stacked(views).figure.layout.to_plotly_json()
    axes = {name: axis for name, axis in layout.items() if name[1:5] == "axis"}
    assert {axis["type"] for axis in axes.values() if not axis.get("fixedrange")} == {"date"}
    assert any(axis.get("fixedrange") for name, axis in axes.items() if name[0] == "x")


def test_one_word_in_two_legends():
    """A click on a word in one panel's legend leaves the same word in another's alone."""
    trace = {"x": [1], "y": [1], "name": "Denied", "legendgroup": "Denied", "showlegend": True}
    figure = go.Figure(trace, {"width": 200, "height": 100})
    linked = Linked(figure, [[()]], [])
    whole = stacked([Panel(linked, "A", 0, 0), Panel(linked, "B", 200, 0)]).figure
    assert [it.legendgroup for it in whole.data] == ["A Denied", "B Denied"]
    assert len({it.legend or "legend" for it in whole.data}) == 2
