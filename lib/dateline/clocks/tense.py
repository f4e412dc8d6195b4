"""Whether a mention was said before, during or after its event, as far as bounds can tell."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from dateline import extent, terms
from dateline.errors import FrameError
from dateline.phrases import counted, listed
from dateline.zones import in_zone

TENSES = {
    "forecast": "said before the event",
    "live": "said while it lasted",
    "retrospect": "said after it was over",
    "undecided": "its bounds allow more than one of these",
}
"""The tenses in the order in which they are shown, and what each means."""

SIDES = ("event_from", "event_to", "said_from", "said_to")
"""The outer bounds of a mention on both clocks."""

_CORE = ("core_from", "core_to")
_OPEN = ("open_start", "open_end")
_SAID = ("said_min", "said_max")
_PUBLISHED = ("published_min", "published_max")
_MOST = 200
"""Boxes that a figure holds; beyond it, those that nearly coincide are put together."""
_CELL = 4.0


def tell(
    mentions: pd.DataFrame, *, events: pd.DataFrame, sources: pd.DataFrame, zone: str = "UTC"
) -> tuple[pd.DataFrame, list[str]]:
    """Tell the tense of each mention of a dated event.

    Parameters
    ----------
    mentions, events, sources : pandas.DataFrame
        Typed frames, as a `Case` has them, that `require_typed` has let pass.
    zone : str, default "UTC"
        The time zone on whose clock the bounds are returned.

    Returns
    -------
    told : pandas.DataFrame
        The mentions whose event and saying have a bound each, in order of ``mention_id``:
        the columns of the table, ``tense`` (str, a key of `TENSES`), ``meaning`` (str, what
        that says of its dates), `SIDES` and ``core_from``, ``core_to`` (datetime64[s], the
        span in which the event was certainly under way; null: none), ``open_start``,
        ``open_end`` (bool) and ``by_source`` (bool: the source's publication is what bounds the
        saying above).
    left_out : list of str
        How many mentions are left out, and why, a part of a sentence for each reason.

    Notes
    -----
    An event starts in [``start_min``, ``start_max``) and the first instant after it lies in
    (``end_min``, ``end_max``]; a mention was said in [``said_min``, ``said_max``) and not
    after its source was out. A tense is told where the two others are impossible. That is
    judged in UTC, so that no tense depends on the zone: clocks that are set back show what was
    said later at an earlier hour.

    An open end excludes nothing: that no end is stated does not tell that the event went on, so
    what was said after it began may be live or retrospect.
    """
    own = mentions.sort_values("mention_id", kind="stable").reset_index(drop=True)
    names = dict.fromkeys([*terms.columns("mentions"), *_SAID])
    own = own.reindex(columns=list(names))
    tenses = _tenses(*_on_clock(own, events=events, sources=sources, zone="UTC"))
    dates, said = _on_clock(own, events=events, sources=sources, zone=zone)
    told = pd.concat([own, _event_sides(dates), said, tenses], axis=1)
    return _without_gaps(told, known=own["event_id"].isin(events["event_id"]), dates=dates)


def boxes_of(told: pd.DataFrame, *, to_pixels: Callable[[pd.Series], np.ndarray]) -> pd.DataFrame:
    """Put mentions with the same bounds on both clocks into one box.

    Where there are more boxes than a figure can hold, those of a tense whose bounds are alike to
    a few pixels become one, as wide as all of them, so that it claims less.

    Returns
    -------
    pandas.DataFrame
        A row a box, in order of tense and bounds: ``tense``, `SIDES`, ``core_from``,
        ``core_to``, ``open_start``, ``open_end`` as in `tell`, ``by_source`` (bool, true of any
        mention), ``members`` (tuple of positions in `told`) and ``is_joined`` (bool, the same in
        all rows: boxes were put together).
    """
    rank = told["tense"].map(list(TENSES).index)
    exact = told[[*SIDES, *_CORE, *_OPEN]]
    number = exact.groupby([rank, *exact], dropna=False).ngroup()
    cell = _CELL
    is_joined = number.max() >= _MOST
    while number.max() >= _MOST:
        cells = _cells(told, to_pixels=to_pixels, cell=cell)
        flags = [told[flag] for flag in _OPEN]
        number = told.groupby([rank, *cells, *flags], dropna=False).ngroup()
        nothing = pd.Series(pd.NaT, index=told.index, dtype="M8[s]")
        told = told.assign(core_from=nothing, core_to=nothing)
        cell *= 2
    lows = dict.fromkeys(["event_from", "said_from", "core_from"], "min")
    highs = dict.fromkeys(["event_to", "said_to", "core_to", "by_source"], "max")
    firsts = dict.fromkeys(["tense", *_OPEN], "first")
    grouped = told.groupby(number).agg({**firsts, **lows, **highs})
    members = [tuple(map(int, rows)) for rows in told.groupby(number).indices.values()]
    return grouped.assign(
        members=pd.Series(members, index=grouped.index, dtype=object), is_joined=is_joined
    )


def _cells(
    told: pd.DataFrame, *, to_pixels: Callable[[pd.Series], np.ndarray], cell: float
) -> list[np.ndarray]:
    """Return in which cell of each clock a box begins, and how many doublings long it is."""
    cells = []
    for side, other in (SIDES[:2], SIDES[2:]):
        low, high = to_pixels(told[side]), to_pixels(told[other])
        cells.append(np.floor(np.where(np.isnan(low), high, low) / cell))
        cells.append(np.floor(np.log2(1 + (high - low) / cell)))
        cells.append(np.isnan(low))
    return cells


def require_typed(mentions: pd.DataFrame, *, events: pd.DataFrame, sources: pd.DataFrame) -> None:
    """Refuse frames of which no tense can be told.

    Raises
    ------
    FrameError
        A frame lacks columns or uses an id twice.
    """
    needs = {"mention_id", "event_id", "source_id", "speaker_id", *_SAID}
    if not needs <= set(mentions.columns):
        lacks = listed(sorted(needs - set(mentions.columns)))
        raise FrameError(
            f"two_clocks needs typed mentions: case.mentions; this frame lacks {lacks}"
        )
    if not {"event_id", "precision", *terms.BOUNDS, *_OPEN} <= set(events.columns):
        raise FrameError(
            "two_clocks needs a case whose events are typed: read_case(path), or "
            "Case(events=events_frame(df), …)"
        )
    if not {"source_id", *_PUBLISHED} <= set(sources.columns):
        raise FrameError(
            "two_clocks needs a case whose sources are typed, with published_min and "
            "published_max: read_case(path)"
        )
    for frame, key in ((mentions, "mention_id"), (events, "event_id"), (sources, "source_id")):
        if not frame[key].is_unique:
            again = frame[key][frame[key].duplicated()].iloc[0]
            raise FrameError(f"two_clocks needs each {key} once; {again!r} is used twice")


def _on_clock(
    own: pd.DataFrame, *, events: pd.DataFrame, sources: pd.DataFrame, zone: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return each mention's bounds, the event's and the saying's, as a zone's clock shows them."""
    events = in_zone(events, zone=zone)
    own = in_zone(own, zone=zone, bounds=_SAID)
    sources = in_zone(sources, zone=zone, bounds=_PUBLISHED)
    return _looked_up(events, "event_id", own, [*terms.BOUNDS, *_OPEN]), _said(own, sources)


def _looked_up(
    frame: pd.DataFrame, key: str, mentions: pd.DataFrame, columns: list[str]
) -> pd.DataFrame:
    """Return columns of another table, a row a mention."""
    return frame.set_index(key)[columns].reindex(mentions[key]).reset_index(drop=True)


def _said(own: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    low, high = own["said_min"], own["said_max"]
    out = _looked_up(sources, "source_id", own, ["published_max"])["published_max"]
    # A source that was out before the words were said does not bound them: the table is wrong.
    by_source = (high.isna() & out.notna() | (out < high)) & ~(out <= low)
    return pd.DataFrame(
        {"said_from": low, "said_to": high.mask(by_source, out), "by_source": by_source}
    )


def _event_sides(dates: pd.DataFrame) -> pd.DataFrame:
    core = extent.cores(dates).reindex(dates.index)
    return pd.DataFrame(
        {
            "event_from": dates["start_min"],
            "event_to": dates["end_max"],
            "core_from": core["left"],
            "core_to": core["right"],
            "open_start": dates["open_start"].eq(True) & dates["start_min"].isna(),
            "open_end": dates["open_end"].eq(True) & dates["end_max"].isna(),
        }
    )


def _tenses(dates: pd.DataFrame, said: pd.DataFrame) -> pd.DataFrame:
    """Return which tenses are possible; a comparison with an unknown bound excludes nothing."""
    low, high = said["said_from"], said["said_to"]
    # A start lies before its end, so a bound of the one bounds the other too.
    started = dates[["start_max", "end_max"]].min(axis=1)
    not_over = dates[["end_min", "start_min"]].max(axis=1)
    possible = {
        "forecast": ~(low >= started),
        "live": ~(low >= dates["end_max"]) & ~(high <= dates["start_min"]),
        "retrospect": ~(high <= not_over),
    }
    rows = zip(*possible.values(), strict=True)
    allowed = [[name for name, on in zip(possible, row, strict=True) if on] for row in rows]
    return pd.DataFrame(
        {
            "tense": [names[0] if len(names) == 1 else "undecided" for names in allowed],
            "meaning": [
                TENSES[names[0]] if len(names) == 1 else f"may be {listed(names, last='or')}"
                for names in allowed
            ],
        }
    )


def _without_gaps(
    told: pd.DataFrame, *, known: pd.Series, dates: pd.DataFrame
) -> tuple[pd.DataFrame, list[str]]:
    """Keep what has a bound on both clocks; count the rest under the first reason it has."""
    reasons = {
        "of a claim": told["event_id"].isna(),
        "of an event that is not in events": ~known,
        "of an event without a date": dates[list(terms.BOUNDS)].isna().all(axis=1),
        "that nothing dates": told[["said_from", "said_to"]].isna().all(axis=1),
    }
    kept = pd.Series(True, index=told.index)
    left_out = []
    for reason, holds in reasons.items():
        if number := int((kept & holds).sum()):
            left_out.append(f"{counted(number, 'mention')} {reason}")
        kept &= ~holds
    return told[kept].reset_index(drop=True), left_out
