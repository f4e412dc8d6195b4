"""The page of a timeline: axes, lanes, tray, and the words around them, in pixels."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dateline import marks, style, typeset
from dateline.style import Look
from dateline.timeline.controls import beside_menu, lane_menu, range_presets
from dateline.timeline.now import now_line
from dateline.timeline.overview import overview_axes
from dateline.timeline.page import NOW, SIDE, SLIDER, Page
from dateline.timeline.words import shortened, zone_note
from dateline.wording import instant_in_words, span_in_words

_KEY_SIZE = 11
_ARROW = 2
_SCALE = 120
"""Pixels that the number of a lane's highest bar takes at most."""


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
    texts = [*_tray_head(page.tray, tray_head), *_lane_heads(page), *_scale_heads(page)]
    texts += [*_zone(page, look), *_note(page), *_now_words(page, look)]
    controls = lane_menu(page)
    controls += range_presets(page.axis, now=page.now, pixels=beside_menu(page))
    layout = go.Layout(
        template=style.template(),
        width=page.axis.pixels + 2 * SIDE,
        # Nothing may push the plot aside: a pixel of a plan is a pixel of the figure.
        margin={"l": SIDE, "r": SIDE, "t": page.top, "b": page.below, "autoexpand": False},
        barmode="overlay",
        legend={"yref": "container", "y": 1, "yanchor": "top"},
        updatemenus=controls if page.has_controls else [],
        xaxis={
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
        shapes=[*_bands(page.lanes), *_scale_lines(page), *_now_line(page)],
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


def _lane_heads(page: Page) -> list[dict[str, Any]]:
    font = {"color": style.QUIET}
    room = page.axis.pixels - (_SCALE if page.scale else 0)
    return [
        _text(f"<b>{typeset.plain(name)}</b>", yref="y", y=top + 2, font=font)
        for name, top in ((shortened(name, pixels=room), top) for name, top in page.lanes)
        if name
    ]


def _scale_heads(page: Page) -> list[dict[str, Any]]:
    """Write at the right of each lane's head how many events its highest bar counts."""
    font = {"size": _KEY_SIZE, "color": style.QUIET}
    place = {"yref": "y", "x": 1, "xanchor": "right", "font": font}
    return [_text(f"highest bar: {most:,}", y=top + 4, **place) for top, _, most in page.scale]


def _scale_lines(page: Page) -> list[dict[str, Any]]:
    """Draw a line at the height to which each lane's highest bar reaches."""
    line = {"color": style.QUIET, "width": 0.8, "dash": "1px,3px"}
    place = {"xref": "paper", "x0": 0, "x1": 1, "yref": "y", "layer": "below"}
    return [{"type": "line", "line": line, **place, "y0": y, "y1": y} for _, y, _ in page.scale]


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
    size = _KEY_SIZE if page.statuses else typeset.FONT_SIZE
    font = {"size": size, "color": style.QUIET}
    shift = -4 - (SLIDER if page.has_slider else 0)
    place = {"yref": "paper", "y": 0, "yshift": shift, "font": font}
    return [_text("<br>".join(page.note), **place)] if page.note else []


def _now_line(page: Page) -> list[dict[str, Any]]:
    if page.now is None:
        return []
    return [now_line(page.now, height=page.lanes[-1][1], texts=page.texts)]


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
