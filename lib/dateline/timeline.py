"""Events on a time axis, each drawn no more exactly than it is known."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dateline import marks, plan, style
from dateline.frames import require_typed_events
from dateline.phrases import counted, listed
from dateline.wording import span_in_words, year_in_words

_SIDE = 26
_TOP = 40
_AXIS_HEIGHT = 56
_ARROW = 2
_KEY = {
    "core": "Solid: certainly under way.",
    "outer": "Pale, between two ticks: somewhere inside.",
    "open": "Full arrow: an open end.",
    "unbounded": "Hollow arrow: no bound is known on that side.",
    "expected": "Dashed: expected.",
    "not-occurred": "Crossed: said not to have happened.",
    "approximate": "≈: an approximate date.",
    "uncertain": "(?): an uncertain date.",
}
"""What is explained under the figure, if it is in it."""


def timeline(
    events: pd.DataFrame, *, actors: pd.DataFrame | None = None, width: int = 940
) -> go.Figure:
    """Draw events on a time axis, in lanes, with what is and is not known of their dates.

    Parameters
    ----------
    events : pandas.DataFrame
        A typed events frame, as `events_frame` returns it and ``case.events`` is one.
    actors : pandas.DataFrame, optional
        ``case.actors``, so that the hover cards show names instead of ids.
    width : int, default 940
        The figure's width in px; labels are broken and rows are chosen for it.

    Returns
    -------
    plotly.graph_objects.Figure
        A thick solid bar is the core, a thin pale bar between two ticks the outer bounds, a
        dashed outline an expected event; a full arrow at the axis' edge is an open end, a
        hollow one an end of which no bound is known. Undated events stand in a tray under
        the axis. ``layout.meta["alt"]`` describes the figure in words.

    Raises
    ------
    FrameError
        `events` is not a typed events frame.

    Examples
    --------
    >>> from dateline.frames import events_frame
    >>> df = pd.DataFrame({"event_id": ["e1"], "title": ["A call"], "when": ["2023-05-26"]})
    >>> timeline(events_frame(df)).layout.meta["alt"]
    'Timeline of 1 event, 26 May 2023. By status: 1 undetermined.'
    """
    require_typed_events(events, view="timeline")
    events = _without_gaps(events)
    names = {} if actors is None else dict(zip(actors["actor_id"], actors["name"], strict=True))
    is_undated = plan.is_undated(events)
    pixels = width - 2 * _SIDE
    axis = plan.axis_for(events[~is_undated], pixels=pixels)
    placed, lanes = plan.place(events[~is_undated], axis=axis)
    tray = plan.place_in_tray(events[is_undated], pixels=pixels)
    placed, tray = (
        frame.assign(card=style.event_cards(frame, names=names)) for frame in (placed, tray)
    )
    traces = [*_on_axis(placed, axis=axis), *_in_tray(tray)]
    traces += [marks.legend_entry(name) for name in style.LOOKS if (events["status"] == name).any()]
    key = _key(placed, tray)
    layout = _layout(axis=axis, lanes=lanes, tray=tray, key=key)
    layout.meta = {"alt": _alt(placed, tray)}
    return go.Figure(traces, layout)


def _without_gaps(events: pd.DataFrame) -> pd.DataFrame:
    """Let no event be lost or nameless because a cell of a frame made by hand is null."""
    return events.assign(
        title=events["title"].fillna(events["event_id"]),
        status=events["status"].fillna("undetermined"),
        lane=events["lane"].astype("category").cat.remove_unused_categories(),
    )


def _on_axis(placed: pd.DataFrame, *, axis: plan.Axis) -> list[Any]:
    far_left, far_right = axis.far
    outer = placed.assign(
        left=placed["start_min"].fillna(far_left), right=placed["end_max"].fillna(far_right)
    )
    core = plan.cores(placed).fillna({"left": far_left, "right": far_right})
    traces: list[Any] = []
    for status in style.LOOKS:
        mine = placed[placed["status"] == status]
        if mine.empty:
            continue
        for frame, is_core in ((outer, False), (core, True)):
            of_status = frame[frame["status"] == status]
            traces += marks.spans(of_status, status=status, core=is_core, axes=marks.TIME)
        traces.append(marks.ticks(mine, status=status))
        traces += marks.arrows(mine, status=status)
        traces += marks.labels(mine, status=status, axes=marks.TIME)
    return traces


def _key(placed: pd.DataFrame, tray: pd.DataFrame) -> str:
    """Explain the marks that are in the figure."""
    shown = pd.concat([placed, tray])
    no_start, no_end = placed["start_min"].isna(), placed["end_max"].isna()
    is_open = (no_start & placed["open_start"]) | (no_end & placed["open_end"])
    is_unbounded = (no_start & ~placed["open_start"]) | (no_end & ~placed["open_end"])
    found = {
        "core": not plan.cores(placed).empty,
        "outer": not placed.empty,
        "open": is_open.any(),
        "unbounded": is_unbounded.any(),
        "expected": (shown["status"] == "expected").any(),
        "not-occurred": (shown["status"] == "not-occurred").any(),
        "approximate": shown["approximate"].any(),
        "uncertain": shown["uncertain"].any(),
    }
    return " ".join(words for mark, words in _KEY.items() if found[mark])


def _in_tray(tray: pd.DataFrame) -> list[Any]:
    traces: list[Any] = []
    for status in style.LOOKS:
        mine = tray[tray["status"] == status]
        if not mine.empty:
            traces += marks.spans(mine, status=status, core=False, axes=marks.TRAY)
            traces += marks.labels(mine, status=status, axes=marks.TRAY)
    return traces


def _layout(
    *, axis: plan.Axis, lanes: list[tuple[str, float]], tray: pd.DataFrame, key: str
) -> go.Layout:
    note = style.lines(key, characters=int(axis.pixels / 5.6)) if key else []
    tray_height, is_dated = plan.tray_height(tray), len(lanes) > 1
    # Plotly needs some height for an axis that is not shown.
    main, room = (lanes[-1][1], _AXIS_HEIGHT) if is_dated else (1.0, 0)
    inner = main + room + tray_height
    below = 16 * len(note) + 8
    x0, x1 = marks.iso(pd.Series([axis.first, axis.last]))
    # Arrows point out of the axis, but stand inside, where the pointer can rest on them.
    edge = _ARROW / axis.pixels
    hidden = {"visible": False, "fixedrange": True}
    return go.Layout(
        template=style.template(),
        width=axis.pixels + 2 * _SIDE,
        height=_TOP + inner + below,
        margin={"l": _SIDE, "r": _SIDE, "t": _TOP, "b": below},
        barmode="overlay",
        xaxis={
            "type": "date",
            "range": [x0, x1],
            # Else a double click would show the far ends of bars that seem to have none.
            "autorangeoptions": {"clipmin": x0, "clipmax": x1},
            "showgrid": True,
            "tickformatstops": style.TICKS,
            "visible": is_dated,
        },
        xaxis2={"range": [0, axis.pixels], "anchor": "y2", **hidden},
        xaxis3={"range": [-edge, 1 + edge], "overlaying": "x", **hidden},
        yaxis={"range": [main, 0], "domain": [1 - main / inner, 1], **hidden},
        yaxis2={"range": [tray_height, 0], "domain": [0, tray_height / inner], **hidden},
        shapes=_bands(lanes),
        annotations=[*_lane_heads(lanes), *_zone(lanes, axis), *_tray_head(tray), *_note(note)],
    )


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


def _lane_heads(lanes: list[tuple[str, float]]) -> list[dict[str, Any]]:
    return [
        _text(f"<b>{style.plain(name)}</b>", yref="y", y=top + 2, font={"color": style.QUIET})
        for name, top in lanes
        if name
    ]


def _zone(lanes: list[tuple[str, float]], axis: plan.Axis) -> list[dict[str, Any]]:
    """Name the years and the time zone at the axis' right end, for its ticks may lose them."""
    first, last = year_in_words(axis.first), year_in_words(axis.last)
    span = first if first == last else f"{first} – {last}"
    font = {"size": 11, "color": style.QUIET}
    place = {"yref": "y domain", "y": 0, "x": 1, "xanchor": "right", "yshift": -38}
    return [_text(f"{span}, UTC", font=font, **place)] if len(lanes) > 1 else []


def _tray_head(tray: pd.DataFrame) -> list[dict[str, Any]]:
    if tray.empty:
        return []
    head = "<b>No date given, so on no day of the axis</b>"
    return [_text(head, yref="y2", y=0, font={"color": style.QUIET})]


def _note(lines: list[str]) -> list[dict[str, Any]]:
    font = {"size": 11, "color": style.QUIET}
    return [_text("<br>".join(lines), yref="paper", y=0, yshift=-4, font=font)] if lines else []


def _alt(placed: pd.DataFrame, tray: pd.DataFrame) -> str:
    shown = pd.concat([placed, tray])
    known = plan.known_bounds(placed)
    span = f", {span_in_words(known.min(), known.max())}" if len(known) else ""
    counts = shown["status"].value_counts(sort=False)
    statuses = listed(f"{number} {status}" for status, number in counts.items() if number)
    lanes = [str(lane) for lane in shown["lane"].cat.categories if lane]
    parts = [f"Timeline of {counted(len(shown), 'event')}{span}."]
    parts += [f"Lanes: {listed(lanes)}."] if lanes else []
    parts += [f"By status: {statuses}."] if statuses else []
    if len(tray):
        titles = listed(f"“{title}”" for title in tray["title"])
        parts.append(f"Without a date: {titles}.")
    return " ".join(parts)
