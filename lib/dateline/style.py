"""The visual language: palette, status looks, axis ticks, template, themes.

One look a status, said by shape and pattern as well as by colour, so that a figure reads in
grey and for colour-blind readers. To change how a status looks, change its row in `LOOKS`.
All views draw in the light theme's colours; `dressed` puts another theme's in their place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import plotly.graph_objects as go

from dateline.arguments import clock_of
from dateline.errors import FrameError
from dateline.phrases import listed
from dateline.typeset import FONT_SIZE

INK = "#1b2733"
QUIET = "#5b6875"
GRID = "#e3e7eb"
BAND = "#f6f7f9"
PAPER = "#ffffff"
FONT = "Arial, Helvetica, Liberation Sans, sans-serif"


HALO = f"0 0 2px {PAPER}, 0 0 3px {PAPER}, 0 0 4px {PAPER}"
"""What sets text off from lines that it lies on."""


class StatusLook(NamedTuple):
    """How a status is drawn: its colour, the pale of it, its pattern, and whether it is filled."""

    colour: str
    pale: str
    pattern: str
    filled: bool


# Colours after Okabe and Ito (2008), darkened so that text and thin lines keep 4.5 : 1 on white.
LOOKS = {
    "occurred": StatusLook("#005a8c", "#b9d5e6", "", True),
    "ongoing": StatusLook("#00664a", "#b4dccf", "/", True),
    "expected": StatusLook("#a14400", "#ffffff", "", False),
    "not-occurred": StatusLook("#55606b", "#d9dde1", "x", True),
    "undetermined": StatusLook("#8a3a6b", "#e6cbdb", ".", True),
}

_HOUR, _DAY = 3_600_000, 86_400_000
_STEPS = (
    [None, 60_000],
    [60_000, 12 * _HOUR],
    [12 * _HOUR, 28 * _DAY],
    ["M1", "M11"],
    ["M12", None],
)
_TICKS = {
    "english": ("%H:%M:%S\n%-d %b %Y", "%H:%M\n%-d %b %Y", "%-d %b\n%Y", "%b\n%Y", "%Y"),
    "iso": ("%H:%M:%S\n%Y-%m-%d", "%H:%M\n%Y-%m-%d", "%m-%d\n%Y", "%Y-%m", "%Y"),
}

ACTOR = "#2f4a63"
SYMBOLS = {
    "person": "circle",
    "state": "square",
    "government": "pentagon",
    "organisation": "diamond",
    "outlet": "hexagon",
    "group": "triangle-up",
}
"""A mark's shape says what kind of actor it is; any other kind is a circle."""

KINDS = (
    ("#005a8c", "circle"),
    ("#a14400", "square"),
    ("#00664a", "diamond"),
    ("#8a3a6b", "triangle-up"),
    ("#55606b", "pentagon"),
    ("#6b5a00", "hexagram"),
)
"""Colour and middle mark of arrows, one a kind of event in alphabetical order, and again."""

DASHES = {"": "solid", "expected": "4px,3px", "undetermined": "1px,3px", "not-occurred": "1px,3px"}
"""How an arrow is drawn whose events did not all happen, by what is said of them."""


_DARK = {
    INK: "#e8ecf0",
    QUIET: "#a3afba",
    GRID: "#2c3640",
    BAND: "#1b222a",
    PAPER: "#12171d",
    ACTOR: "#a9c1d6",
    HALO: HALO.replace(PAPER, "#12171d"),
    "#005a8c": "#6db6e8",
    "#b9d5e6": "#22465f",
    "#00664a": "#4fc9a0",
    "#b4dccf": "#1d4a3d",
    "#a14400": "#f0914d",
    "#55606b": "#a7b2bd",
    "#d9dde1": "#3a444e",
    "#8a3a6b": "#e08fc0",
    "#e6cbdb": "#54304a",
    "#6b5a00": "#d8c255",
    "rgba(161,68,0,0.16)": "rgba(240,145,77,0.2)",
    "rgba(0,102,74,0.16)": "rgba(79,201,160,0.2)",
    "rgba(0,90,140,0.16)": "rgba(109,182,232,0.2)",
    "rgba(85,96,107,0.13)": "rgba(167,178,189,0.16)",
}
_PRINT = {
    INK: "#000000",
    QUIET: "#3d3d3d",
    GRID: "#d4d4d4",
    BAND: "#f5f5f5",
    ACTOR: "#333333",
    HALO: HALO,
    "#005a8c": "#000000",
    "#b9d5e6": "#bdbdbd",
    "#00664a": "#2b2b2b",
    "#b4dccf": "#c9c9c9",
    "#a14400": "#000000",
    "#55606b": "#5c5c5c",
    "#d9dde1": "#d5d5d5",
    "#8a3a6b": "#444444",
    "#e6cbdb": "#e0e0e0",
    "#6b5a00": "#666666",
    "rgba(161,68,0,0.16)": "rgba(0,0,0,0.16)",
    "rgba(0,102,74,0.16)": "rgba(0,0,0,0.16)",
    "rgba(0,90,140,0.16)": "rgba(0,0,0,0.16)",
    "rgba(85,96,107,0.13)": "rgba(0,0,0,0.1)",
}
THEMES: dict[str, dict[str, str]] = {"light": {}, "dark": _DARK, "print": _PRINT}
"""For each theme, what it draws in place of a colour of the light one; print is in grey."""


@dataclass(frozen=True)
class Look:
    """How a figure is coloured, and how it writes dates.

    Parameters
    ----------
    theme : {"light", "dark", "print"}, default "light"
        The colours. Light and dark figures have their buttons and sliders in a picture file
        too; print, which is in grey, has none.
    months : {"english", "iso"}, default "english"
        Whether dates are written as ``26 May 2023`` or as ``2023-05-26``.
    zone : str, default "UTC"
        The time zone of the axis and of times in words: an IANA name such as
        ``Europe/Kyiv``, or an offset such as ``+03:00``. A day without a time belongs to no
        zone and stays on its day.

    Raises
    ------
    FrameError
        A theme, a way to write months or a time zone that does not exist.

    Examples
    --------
    >>> Look(theme="dark", zone="Europe/Kyiv")
    Look(theme='dark', months='english', zone='Europe/Kyiv')
    >>> Look(theme="black")
    Traceback (most recent call last):
    dateline.errors.FrameError: there is no theme 'black'; write light, dark or print
    """

    theme: str = "light"
    months: str = "english"
    zone: str = "UTC"

    def __post_init__(self) -> None:
        """Refuse what no view could follow."""
        for name, allowed in (("theme", tuple(THEMES)), ("months", tuple(_TICKS))):
            if getattr(self, name) not in allowed:
                choice = listed(allowed, last="or")
                raise FrameError(f"there is no {name} {getattr(self, name)!r}; write {choice}")
        clock_of(self.zone)

    @property
    def ticks(self) -> list[dict[str, Any]]:
        """How a time axis writes its ticks, by the time between two; no template can say it."""
        return [
            {"dtickrange": step, "value": value}
            for step, value in zip(_STEPS, _TICKS[self.months], strict=True)
        ]


LIGHT = Look()
"""The look of every figure that is not given another."""


def template() -> go.layout.Template:
    """Return the layout that all figures share; nothing in it depends on the data."""
    axis = {
        "gridcolor": GRID,
        "linecolor": QUIET,
        "tickcolor": QUIET,
        "ticks": "outside",
        "zeroline": False,
        "title": {"font": {"size": 12, "color": QUIET}},
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": FONT_SIZE, "color": INK},
            "paper_bgcolor": PAPER,
            "plot_bgcolor": PAPER,
            "hovermode": "closest",
            "hoverlabel": {
                "align": "left",
                "bgcolor": PAPER,
                "bordercolor": QUIET,
                "font": {"family": FONT, "size": FONT_SIZE, "color": INK},
                "namelength": -1,
            },
            "legend": {
                "orientation": "h",
                "x": 0,
                "xanchor": "left",
                "y": 1,
                "yanchor": "bottom",
                "font": {"size": 12},
                "itemsizing": "constant",
            },
            # No button may send the figure anywhere.
            "modebar": {"remove": ["sendDataToCloud", "sendChartToCloud", "editInChartStudio"]},
            "xaxis": axis,
            "yaxis": axis,
        }
    )


def slider(stops: list[dict[str, Any]], *, says: str) -> dict[str, Any]:
    """Return a slider that stands at its last stop, and says which one it is at."""
    return {
        "steps": stops,
        "active": len(stops) - 1,
        "x": 0,
        "len": 1,
        "y": 0,
        "yanchor": "top",
        "pad": {"t": 10, "l": 24, "r": 24},
        "currentvalue": {"prefix": f"{says}: ", "font": {"size": 12, "color": INK}},
        "font": {"size": 11, "color": QUIET},
        "bgcolor": GRID,
        "activebgcolor": QUIET,
        "bordercolor": QUIET,
        "tickcolor": QUIET,
        "ticklen": 4,
        "minorticklen": 4,
    }


def dressed(figure: go.Figure, look: Look) -> go.Figure:
    """Return a figure that was drawn in the light theme in another theme's colours.

    Only properties that hold a colour are read, so that a text is never taken for one.

    Examples
    --------
    >>> figure = go.Figure(go.Bar(x=[1], y=[1], marker_color=INK, text=INK))
    >>> dressed(figure, Look(theme="dark")).data[0].marker.color
    '#e8ecf0'
    """
    colours = THEMES[look.theme]
    return go.Figure(_recoloured(figure.to_plotly_json(), colours)) if colours else figure


def _recoloured(part: Any, colours: dict[str, str], *, name: str = "") -> Any:  # noqa: ANN401
    if isinstance(part, dict):
        return {key: _recoloured(value, colours, name=key) for key, value in part.items()}
    if isinstance(part, list | tuple) and (name.endswith("color") or _holds_parts(part)):
        return [_recoloured(value, colours, name=name) for value in part]
    if not isinstance(part, str) or not name.endswith(("color", "shadow")):
        return part
    return colours.get(part, part)


def _holds_parts(members: list[Any] | tuple[Any, ...]) -> bool:
    return any(isinstance(member, dict) for member in members)
