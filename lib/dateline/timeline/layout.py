"""The page of a timeline: axes, lanes, tray, and the words around them, in pixels."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dateline import marks, style, typeset
from dateline.style import Look
from dateline.timeline.controls import beside_menu, lane_menu, range_presets
from dateline.timeline.overview import overview_axes
from dateline.timeline.page import NOW, SIDE, SLIDER, Page
from dateline.timeline.words import shortened, zone_note
from dateline.wording import instant_in_words, span_in_words

_KEY_SIZE = 11
_ARROW = 2


def key_lines(sentences: list[str], *, pixels: float) -> list[str]:
    """Break the key into lines."""
    full = pixels * typeset.FONT_SIZE / _KEY_SIZE
    return typeset.lines_within(" ".join(sentences), pixels=full) if sentences else []


def laid_out(page: Page, *, tray_head: str, look: Look) -> go.Layout:
    """Return the layout of a page, with its key and words but without its controls."""
    x0, x1 = marks.iso(pd.Series([page.axis.first, page.axis.last]))
    # Arrows point out of the axis, but stand inside, where the pointer can rest on them.
    edge = _ARROW / page.axis.pixels
    hidden = {"visible": False, "fixedrange": True}
    # The tray's head comes first, where the menu of lanes looks for it.
    texts = [*_tray_head(page.tray, tray_head), *_lane_heads(page.lanes, pixels=page.axis.pixels)]
    texts += [*_zone(page, look), *_note(page), *_now_words(page, look)]
    buttons = range_presets(page.axis, pixels=beside_menu(page))
    layout = go.Layout(
        template=style.template(),
        width=page.axis.pixels + 2 * SIDE,
        # Nothing may push the plot aside: a pixel of a plan is a pixel of the figure.
        margin={"l": SIDE, "r": SIDE, "t": page.top, "b": page.below, "autoexpand": False},
        barmode="overlay",
        legend={"yref": "container", "y": 1, "yanchor": "top"},
        updatemenus=lane_menu(page) if page.has_controls else [],
        xaxis={
            "rangeselector": buttons if page.has_controls else {},
            "type": "date",
            "range": [x0, x1],
            # Else a double click would show the far ends of bars that seem to have none.
            "autorangeoptions": {"clipmin": x0, "clipmax": x1},
            "showgrid": True,
            "tickformatstops": look.ticks,
            "visible": page.is_dated,
        },
        xaxis2={"range": [0, page.axis.pixels], "anchor": "y2", **hidden},
        xaxis3={"range": [-edge, 1 + edge], "overlaying": "x", **hidden},
        yaxis=hidden,
        yaxis2=hidden,
        shapes=[*_bands(page.lanes), *_now_line(page.now)],
        annotations=texts,
    )
    if page.has_overview:
        layout.xaxis4, layout.yaxis4 = overview_axes(x0, x1)
    for name, value in page.window(*page.whole).items():
        layout[name] = value
    return layout


def _bands(lanes: list[tuple[str, float]]) -> list[dict[str, Any]]:
    """Tint every other lane, so that a wide figure can be followed across."""
    return [
        {
            "type": "rect",
            "xref": "paper",
            "yref": "y",
            "x0": 0,
            "x1": 1,
            "y0": top,
            "y1": bottom,
            "fillcolor": style.BAND,
            "line": {"width": 0},
            "layer": "below",
        }
        for (_, top), (_, bottom) in [*pairwise(lanes)][::2]
    ]


def _text(text: str, **place: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "text": text,
        "showarrow": False,
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "yanchor": "top",
        "align": "left",
        **place,
    }


def _lane_heads(lanes: list[tuple[str, float]], *, pixels: float) -> list[dict[str, Any]]:
    font = {"color": style.QUIET}
    return [
        _text(f"<b>{typeset.plain(name)}</b>", yref="y", y=top + 2, font=font)
        for name, top in ((shortened(name, pixels=pixels), top) for name, top in lanes)
        if name
    ]


def _zone(page: Page, look: Look) -> list[dict[str, Any]]:
    """Name the years and the time zone at the axis' right end."""
    if not page.is_dated:
        return []
    words = zone_note(page.axis.first, page.axis.last, look=look)
    place = {"yref": "y domain", "y": 0, "x": 1, "xanchor": "right", "yshift": -38}
    return [_text(words, font={"size": _KEY_SIZE, "color": style.QUIET}, **place)]


def _tray_head(tray: pd.DataFrame, words: str) -> list[dict[str, Any]]:
    if tray.empty:
        return []
    place = {"yref": "y2 domain", "y": 1, "yanchor": "bottom"}
    return [_text(f"<b>{words}</b>", font={"color": style.QUIET}, **place)]


def _note(page: Page) -> list[dict[str, Any]]:
    font = {"size": _KEY_SIZE, "color": style.QUIET}
    shift = -4 - (SLIDER if page.has_slider else 0)
    place = {"yref": "paper", "y": 0, "yshift": shift, "font": font}
    return [_text("<br>".join(page.note), **place)] if page.note else []


def _now_line(now: pd.Timestamp | None) -> list[dict[str, Any]]:
    if now is None:
        return []
    [at] = marks.iso(pd.Series([now]))
    line = {"color": style.INK, "width": 1.5, "dash": "6px,3px,1px,3px"}
    place = {"xref": "x", "x0": at, "x1": at, "yref": "y domain", "y0": 0, "y1": 1}
    return [{"type": "line", "layer": "below", "line": line, **place}]


def _now_words(page: Page, look: Look) -> list[dict[str, Any]]:
    """Name the line of now under the axis, away from the figure's edges."""
    if page.now is None:
        return []
    day = pd.Timedelta(1, "D")
    write = {"months": look.months, "zone": look.zone}
    is_day = page.now == page.now.normalize()
    words = (
        span_in_words(page.now, page.now + day, **write)
        if is_day
        else instant_in_words(page.now, **write)
    )
    share = float(page.axis.to_pixels(pd.Series([page.now]))[0]) / page.axis.pixels
    anchor = "left" if share < 0.2 else "right" if share > 0.8 else "center"
    [at] = marks.iso(pd.Series([page.now]))
    place = {"xref": "x", "x": at, "xanchor": anchor, "yref": "y domain", "y": 0}
    font = {"size": _KEY_SIZE, "color": style.INK}
    return [_text(f"now: {words}", yshift=-38 - NOW, font=font, **place)]
