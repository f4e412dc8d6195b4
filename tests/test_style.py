"""The visual language: palette, status looks, ticks, template, themes."""

import re
from itertools import combinations, pairwise

import pandas as pd
import plotly.graph_objects as go
import pytest

from dateline import (
    FrameError,
    Look,
    actor_network,
    events_frame,
    order_chart,
    style,
    terms,
    timeline,
    timeline_legend,
    two_clocks,
)

THEMES = ("light", "dark", "print")
SEEN = [
    style.INK,
    style.QUIET,
    style.ACTOR,
    *(look.colour for look in style.LOOKS.values()),
    *(colour for colour, _ in style.KINDS),
]
"""What text and lines are drawn in, in the light theme."""
UNSEEN = "rgba(0,0,0,0)"
VIEWS = {
    "timeline": lambda case, look: timeline(case.events, case=case, now="2023-06-01", look=look),
    "timeline_legend": lambda _, look: timeline_legend(look=look),
    "two_clocks": lambda case, look: two_clocks(case.mentions, case=case, look=look),
    "actor_network": lambda case, look: actor_network(case.events, case=case, look=look),
    "order_chart": lambda case, look: order_chart(case.events, case=case, look=look),
}


def in_theme(theme, colour):
    return style.THEMES[theme].get(colour, colour)


def luminance(colour):
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    """Return the contrast ratio of WCAG 2.2, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def distance(one, other):
    """Return how far apart two colours are, in sRGB, from 0 to 441."""
    parts = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return sum((left - right) ** 2 for left, right in parts) ** 0.5


def over(rgba, ground):
    """Return the colour that shows where a ground shines through another colour."""
    *parts, share = map(float, re.findall(r"[0-9.]+", rgba))
    below = [int(ground[i : i + 2], 16) for i in (1, 3, 5)]
    mixed = [
        round(share * part + (1 - share) * under) for part, under in zip(parts, below, strict=True)
    ]
    return "#" + "".join(f"{part:02x}" for part in mixed)


def leaves(part, path=()):
    """Yield every value of a figure with the path to it; a list of colours is several values."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield from leaves(value, (*path, key))
    elif isinstance(part, list | tuple):
        for place, value in enumerate(part):
            yield from leaves(value, (*path, place))
    else:
        yield path, part


def is_colour(path):
    """Tell whether a path of a figure leads to a colour, one of a list of colours, or a halo."""
    return next(step for step in reversed(path) if isinstance(step, str)).endswith(
        ("color", "shadow")
    )


# -- the palette -------------------------------------------------------------------------------


def test_every_status_has_a_look_of_its_own():
    """Each status of the vocabulary has a look, and pattern or filling tells it without colour."""
    assert tuple(style.LOOKS) == terms.allowed("events", "status")
    shapes = {(look.pattern, look.filled) for look in style.LOOKS.values()}
    assert len(shapes) == len(style.LOOKS)


def test_every_kind_of_actor_has_a_symbol_of_its_own():
    """Each kind of the vocabulary has a shape, and no two share one."""
    assert tuple(style.SYMBOLS) == terms.allowed("actors", "kind")
    assert len(set(style.SYMBOLS.values())) == len(style.SYMBOLS)


def test_every_kind_of_arrow_has_colour_and_mark_of_its_own():
    """As long as there are looks enough, no two kinds of event share the colour or the mark."""
    for parts in zip(*style.KINDS, strict=True):
        assert len(set(parts)) == len(style.KINDS)


def test_every_standing_that_is_not_a_fact_is_broken():
    """Only what occurred or goes on is a solid arrow; each other status is dashed or dotted."""
    facts = {"occurred", "ongoing"}
    assert {"", *terms.allowed("events", "status")} - facts == set(style.DASHES)
    assert [name for name, dash in style.DASHES.items() if dash == "solid"] == [""]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["PAPER", "BAND"])
def test_text_and_lines_stand_out(theme, ground):
    """In each theme text and lines have the contrast of 4.5 to 1 that WCAG 2.2 asks of text."""
    below = in_theme(theme, getattr(style, ground))
    for colour in SEEN:
        assert contrast(in_theme(theme, colour), below) >= 4.5, colour


@pytest.mark.parametrize("theme", THEMES)
def test_pale_fills_can_be_told_from_what_is_around_them(theme):
    """A pale fill differs from paper, band and its own outline, and from every other fill."""
    fills = {
        name: (in_theme(theme, look.pale), in_theme(theme, look.colour))
        for name, look in style.LOOKS.items()
        if look.filled
    }
    for name, (pale, colour) in fills.items():
        for ground in (style.PAPER, style.BAND):
            assert contrast(pale, in_theme(theme, ground)) >= 1.2, name
        assert contrast(pale, colour) >= 3, name
    for one, other in combinations(fills, 2):
        assert distance(fills[one][0], fills[other][0]) >= 15, (one, other)


@pytest.mark.parametrize("theme", THEMES)
def test_boxes_that_let_the_paper_through_are_seen(theme):
    """Each half transparent fill of the palette can be told from the paper in each theme."""
    veils = [colour for colour in style.THEMES["dark"] if colour.startswith("rgba")]
    assert len(veils) == 4
    paper = in_theme(theme, style.PAPER)
    for veil in veils:
        assert contrast(over(in_theme(theme, veil), paper), paper) >= 1.15, veil


def test_print_is_grey():
    """On paper no colour is needed: all of the print theme is grey."""
    for colour in style.THEMES["print"].values():
        if colour.startswith("#"):
            assert colour[1:3] == colour[3:5] == colour[5:7], colour
        elif colour != style.HALO:
            assert re.fullmatch(r"rgba\(0,0,0,0\.[0-9]+\)", colour), colour


def test_no_theme_forgets_a_colour():
    """Dark and print replace the same colours, but that paper stays white in print."""
    dark, print_ = style.THEMES["dark"], style.THEMES["print"]
    assert set(dark) - set(print_) == {style.PAPER}
    assert set(print_) <= set(dark)
    pales = {look.pale for look in style.LOOKS.values()}
    assert {*SEEN, *pales, style.GRID, style.BAND} <= set(dark)


# -- looks -------------------------------------------------------------------------------------


def test_a_look_is_light_english_and_utc_unless_told_otherwise():
    """Without arguments a look is the one in which all figures are drawn."""
    assert Look() == style.LIGHT == Look(theme="light", months="english", zone="UTC")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"theme": "black"}, "there is no theme 'black'; write light, dark or print"),
        ({"theme": ""}, "there is no theme ''; write light, dark or print"),
        ({"theme": None}, "there is no theme None; write light, dark or print"),
        ({"months": "german"}, "there is no months 'german'; write english or iso"),
        (
            {"zone": "Kiev"},
            (
                "“Kiev” is not a time zone; allowed are UTC, names of the IANA time zone database "
                "such as Europe/Kyiv, and offsets from -12:00 to +14:00; "
                'write zone="Europe/Kiev"'
            ),
        ),
    ],
)
def test_a_look_that_does_not_exist_is_refused(options, message):
    """A wrong theme, way to write months or zone is refused at once, with what there is."""
    with pytest.raises(FrameError) as raised:
        Look(**options)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("months", "day", "month"), [("english", "%-d %b\n%Y", "%b\n%Y"), ("iso", "%m-%d\n%Y", "%Y-%m")]
)
def test_ticks_are_written_by_the_time_between_them(months, day, month):
    """From seconds to years each span between two ticks has its format, without a gap."""
    ticks = Look(months=months).ticks
    written = {tuple(tick["dtickrange"]): tick["value"] for tick in ticks}
    assert written["M1", "M11"] == month
    assert written[43_200_000, 2_419_200_000] == day
    assert written["M12", None] == "%Y"
    assert ticks[0]["dtickrange"][0] is None
    for tick, following in pairwise(ticks[:3]):
        assert tick["dtickrange"][1] == following["dtickrange"][0]


# -- template and themes -----------------------------------------------------------------------


def test_the_template_lets_no_button_send_a_figure_away():
    """Plotly's buttons that upload a chart are removed from every figure."""
    removed = style.template().layout.modebar.remove
    assert set(removed) == {"sendDataToCloud", "sendChartToCloud", "editInChartStudio"}


def test_the_template_is_the_same_each_time():
    """Nothing in the template depends on anything."""
    assert style.template() == style.template()


def test_light_is_how_figures_are_drawn():
    """In the light theme a figure stays the very figure it was."""
    figure = go.Figure(go.Scatter(x=[1], y=[1]))
    assert style.dressed(figure, Look()) is figure


def painted(figure):
    """Return every colour of a figure with the path to it, and everything else likewise."""
    parts = dict(leaves(figure.to_plotly_json()))
    colours = {path for path, value in parts.items() if is_colour(path) and isinstance(value, str)}
    return (
        {path: value for path, value in parts.items() if path in colours},
        {path: value for path, value in parts.items() if path not in colours},
    )


@pytest.mark.parametrize("view", VIEWS)
def test_dark_replaces_every_colour_and_nothing_else(case, view):
    """In the dark theme each property that holds a colour has the theme's; all else is the same."""
    dark = style.THEMES["dark"]
    colours, rest = painted(VIEWS[view](case, Look()))
    assert len(colours) > 20
    assert set(colours.values()) <= {*dark, UNSEEN}
    replaced = {path: dark.get(colour, colour) for path, colour in colours.items()}
    assert painted(VIEWS[view](case, Look(theme="dark"))) == (replaced, rest)


def seen(trace):
    """Return a trace without the points that have no height."""
    heights = trace.y if isinstance(trace.y, tuple) else ()
    shown = [place for place, height in enumerate(heights) if height is not None]
    return _only(trace.to_plotly_json(), shown, of=len(heights))


def _only(part, shown, *, of):
    if isinstance(part, dict):
        return {name: _only(value, shown, of=of) for name, value in part.items()}
    if isinstance(part, list | tuple) and of and len(part) == of:
        return [part[place] for place in shown]
    return part


@pytest.mark.parametrize("view", VIEWS)
def test_print_replaces_every_colour(ferry, view):
    """In print no colour is left; marks that are seen differ from light ones in nothing else."""
    greys = style.THEMES["print"]
    light, themed = (VIEWS[view](ferry, Look(theme=theme)) for theme in ("light", "print"))
    assert set(painted(themed)[0].values()) <= {*greys.values(), style.PAPER, UNSEEN}
    # A slider's figure has unseen areas and points for its steps, and print has no slider.
    light, themed = (
        go.Figure([seen(trace) for trace in figure.data if trace.marker.color != UNSEEN])
        for figure in (light, themed)
    )
    colours, rest = painted(light)
    replaced = {path: greys.get(colour, colour) for path, colour in colours.items()}
    assert painted(themed) == (replaced, rest)


@pytest.mark.parametrize("theme", ["dark", "print"])
def test_a_text_that_looks_like_a_colour_stays(theme):
    """A title, a name, a place or an id that reads like a colour of the palette is not replaced."""
    raw = pd.DataFrame({"event_id": [style.INK], "title": [style.QUIET], "when": ["2023-05-26"]})
    raw = raw.assign(initiators=style.ACTOR, recipients=style.PAPER, lane=style.BAND)
    events = events_frame(raw.assign(place=style.GRID, kind="#005a8c"))
    for draw in (timeline, actor_network, order_chart):
        light, themed = (
            [
                value
                for path, value in leaves(draw(events, look=Look(theme=name)).to_plotly_json())
                if isinstance(value, str) and not is_colour(path) and "updatemenus" not in path
            ]
            for name in ("light", theme)
        )
        told = [value for value in themed if "#" in value]
        assert told == [value for value in light if "#" in value]
        assert len(told) >= 3


def test_lists_and_nested_parts_are_dressed():
    """Colours in lists, shapes, annotations, frames and the template are all replaced."""
    dark = style.THEMES["dark"]
    trace = go.Scatter(
        x=[1, 2],
        y=[1, 2],
        text=[style.INK, style.QUIET],
        customdata=[[style.INK], [style.QUIET]],
        marker={"color": [style.INK, "#123456"]},
    )
    figure = go.Figure(
        trace, {"template": style.template(), "shapes": [{"line": {"color": style.ACTOR}}]}
    )
    figure.frames = [go.Frame(data=[{"type": "scatter", "line": {"color": style.QUIET}}])]
    themed = style.dressed(figure, Look(theme="dark"))
    assert themed.data[0].marker.color == (dark[style.INK], "#123456")
    assert themed.data[0].text == (style.INK, style.QUIET)
    assert [*map(tuple, themed.data[0].customdata)] == [(style.INK,), (style.QUIET,)]
    assert themed.layout.shapes[0].line.color == dark[style.ACTOR]
    assert themed.layout.template.layout.paper_bgcolor == dark[style.PAPER]
    assert themed.layout.template.layout.hoverlabel.font.color == dark[style.INK]
    assert themed.frames[0].data[0].line.color == dark[style.QUIET]
    assert figure.data[0].marker.color == (style.INK, "#123456")
