"""Event time against the time it was said: what was told before, during and after it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dateline import style, typeset
from dateline.axis import Axis, axis_for
from dateline.case import Case
from dateline.chains import speakers
from dateline.chains.hops import require
from dateline.clocks.badges import wear_badges
from dateline.clocks.places import height_for
from dateline.clocks.tense import TENSES, boxes_of, require_typed, tell
from dateline.clocks.traces import box_traces, diagonal
from dateline.clocks.voices import box_cards, titles_of
from dateline.marks import iso
from dateline.options import require_options
from dateline.phrases import counted, listed
from dateline.style import LIGHT, Look
from dateline.terms import BOUNDS
from dateline.zones import in_zone

_LEFT, _RIGHT, _AXIS_HEIGHT = 74, 14, 62
_ARROW = 7
_NARROW = 600
_LETTER = 5.7
"""Pixels that a letter of the key takes."""
_KEY = (
    "Forecast, live, retrospect: certainly said before, during, after the event. Undecided: the "
    "bounds allow more than one. A box spans what is known of both times; its number counts its "
    "mentions. Hatched: the event was certainly under way. Dotted, not filled: when it was said is "
    "bounded on one side only, mostly by when its source was out. Full arrow: an open end. Hollow "
    "arrow: no bound is known on that side."
)
_NOTHING = "No mentions of events to draw."
_EMPTY = 24
"""Pixels between head and words where there is nothing to draw."""
_BESIDE = "A thin grey line leads from a number that had no room on its box to the box."
_JUDGED = "What is certain is judged in UTC."
_JOINED = "Boxes that nearly coincide are drawn as one, as wide as all of them."


def two_clocks(
    mentions: pd.DataFrame, *, case: Case, look: Look = LIGHT, width: int = 940
) -> go.Figure:
    """Draw mentions of events by when the event was and when it was said.

    Parameters
    ----------
    mentions : pandas.DataFrame
        ``case.mentions``, or some rows of it. Drawn is each mention of an event where both
        have a bound; the figure says how many are left out, and why.
    case : Case
        Where events, sources and names are looked up. A mention without a date was said at
        the latest when its source was out; in a case without sources it is left out.
    look : Look, optional
        Theme, way to write months, and the time zone of both axes and of the cards. Whether a
        mention is forecast, live or retrospect is judged in UTC whatever the zone.
    width : int, default 940
        The figure's width in px.

    Returns
    -------
    plotly.graph_objects.Figure
        Forecasts lie below the diagonal, live reports on it and retrospect above, as far as
        bounds can tell; where they allow more than one, a mention is undecided. Mentions with
        the same bounds share a box, whose number counts them; where numbers have no room on
        their boxes they stand beside these, and the figure is as high as all of them need. An
        event's title stands at one box at most. ``layout.meta["alt"]`` describes the figure in
        words.

    Raises
    ------
    FrameError
        A frame is not typed, or uses an id twice, or `case` is None.

    Examples
    --------
    >>> from dateline.case import read_case
    >>> case = read_case("data/negotiations-2023")
    >>> two_clocks(case.mentions.loc[[2]], case=case).layout.meta["alt"]
    'Two clocks: 1 mention of 1 event, by when the event was and when it was said. 1 undecided.'
    """
    require_options(view="two_clocks", case=case, look=look, width=width, needs_case=True)
    columns = ("mention_id", "parent_id", "speaker_id", "factuality", "hedge")
    require(mentions, by="two_clocks", columns=columns)
    require_typed(mentions, events=case.events, sources=case.sources)
    events = in_zone(case.events, zone=look.zone)
    told, left_out = tell(mentions, events=case.events, sources=case.sources, zone=look.zone)
    across = axis_for(_as_bounds(told), pixels=width - _LEFT - _RIGHT)
    boxes = boxes_of(told, to_pixels=across.to_pixels)
    least = math.ceil(height_for(boxes["tense"], width=across.pixels))
    height = max(np.clip(round(0.62 * across.pixels), 300, 640), least) if len(boxes) else _EMPTY
    up = across._replace(pixels=float(height))
    chains = speakers(mentions, names=case.names)
    boxes = boxes.assign(card=box_cards(boxes, told, events=events, chains=chains, look=look))
    boxes, share = wear_badges(boxes, told, titles=titles_of(events), across=across, up=up)
    layout = _layout(across, up=up, look=look, width=width, notes=_notes(boxes, left_out, look))
    layout.update(xaxis_visible=len(boxes) > 0, yaxis_visible=len(boxes) > 0)
    at = [] if share is None else iso(across.to_instants(np.array([share * across.pixels])))
    line = diagonal(across.far, words_at=at) if len(boxes) else []
    layout.meta = {"alt": _alt(told, left_out)}
    return style.dressed(go.Figure([*line, *box_traces(boxes, far=across.far)], layout), look)


def _as_bounds(told: pd.DataFrame) -> pd.DataFrame:
    """Return both clocks' bounds in the four columns for which an axis is chosen."""
    event = told[["event_from", "core_from", "core_to", "event_to"]]
    said = told[["said_from", "said_from", "said_to", "said_to"]]
    both = [side.set_axis(list(BOUNDS), axis=1) for side in (event, said)]
    return pd.concat(both, ignore_index=True)


# -- layout ------------------------------------------------------------------------------------


def _notes(boxes: pd.DataFrame, left_out: list[str], look: Look) -> list[str]:
    key = {
        _KEY: True,
        _BESIDE: boxes["corner_x"].notna().any(),
        _JOINED: boxes["is_joined"].any(),
        _JUDGED: look.zone != "UTC",
    }
    words = " ".join(sentence for sentence, holds in key.items() if holds)
    notes = [_NOTHING if boxes.empty else words]
    return [*notes, f"Left out: {listed(left_out)}."] if left_out else notes


def _layout(axis: Axis, *, up: Axis, look: Look, width: int, notes: list[str]) -> go.Layout:
    characters = int((width - 24) / _LETTER)
    key = [line for note in notes for line in typeset.lines(note, characters=characters)]
    top, below = (62 if width < _NARROW else 40), _AXIS_HEIGHT + 16 * len(key) + 8
    time: dict[str, Any] = {"type": "date", "range": iso(pd.Series([axis.first, axis.last]))}
    time |= {"tickformatstops": look.ticks, "showgrid": True}
    # Arrows stand just inside, where the pointer can rest on them.
    aside, upright = _ARROW / axis.pixels, _ARROW / up.pixels
    hidden = {"visible": False, "fixedrange": True}
    return go.Layout(
        template=style.template(),
        width=width,
        height=top + up.pixels + below,
        margin={"l": _LEFT, "r": _RIGHT, "t": top, "b": below},
        barmode="overlay",
        xaxis=time | {"title": {"text": f"When the event was ({look.zone})", "standoff": 6}},
        yaxis=time | {"title": {"text": f"When it was said ({look.zone})", "standoff": 6}},
        xaxis2={"range": [-aside, 1 + aside], "overlaying": "x", "anchor": "y", **hidden},
        yaxis2={"range": [-upright, 1 + upright], "overlaying": "y", "anchor": "x", **hidden},
        annotations=[_note(key)],
    )


def _note(key: list[str]) -> dict[str, Any]:
    return {
        "text": "<br>".join(typeset.plain(line) for line in key),
        "xref": "paper",
        "x": 0,
        "xshift": 12 - _LEFT,
        "xanchor": "left",
        "yref": "paper",
        "y": 0,
        "yshift": -_AXIS_HEIGHT,
        "yanchor": "top",
        "align": "left",
        "showarrow": False,
        "font": {"size": 11, "color": style.QUIET},
    }


def _alt(told: pd.DataFrame, left_out: list[str]) -> str:
    number, events = len(told), told["event_id"].nunique()
    parts = [f"Two clocks: {counted(number, 'mention')} of {counted(events, 'event')}, by when"]
    parts[0] += " the event was and when it was said."
    counts = [(name, int((told["tense"] == name).sum())) for name in TENSES]
    if number:
        parts.append(f"{listed(f'{many:,} {name}' for name, many in counts if many)}.".capitalize())
    if late := int((told["said_from"].isna() & told["by_source"]).sum()):
        parts.append(f"Dated only by when the source was out: {late:,}.")
    if left_out:
        parts.append(f"Left out: {listed(left_out)}.")
    return " ".join(parts)
