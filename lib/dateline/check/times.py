"""Rules about dates and the order of an event's bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from dateline import terms
from dateline.check.tables import Tables, cells_of, file_of
from dateline.dates import diagnose, diagnose_instant, override_bounds, parse_dates, parse_instants
from dateline.errors import Problem
from dateline.phrases import quoted


def dates(tables: Tables) -> Iterator[Problem]:
    """Check that every date can be read."""

    def unread(cells: pd.Series) -> pd.Series:
        return parse_dates(cells, errors="coerce")["problem"].notna()

    # A date too far off to be drawn has a problem and yet is a date: it has no diagnosis.
    yield from _wrong(tables, trait="edtf", unread=unread, diagnose=diagnose)


def instants(tables: Tables) -> Iterator[Problem]:
    """Check that every bound is a day or a time."""

    def unread(cells: pd.Series) -> pd.Series:
        return parse_instants(cells, errors="coerce").isna()

    yield from _wrong(tables, trait="instant", unread=unread, diagnose=diagnose_instant)


def bounds_in_order(tables: Tables) -> Iterator[Problem]:
    """Check that no bound of an event is after the bound that closes it."""
    events = tables.frames.get("events")
    if events is None:
        return
    bounds = _bounds(events)
    start = bounds["start_min"] > bounds["start_max"]
    end = bounds["end_min"] > bounds["end_max"]
    # Half-open bounds: an event that ends at the instant it begins has no time to happen in.
    whole = (bounds["start_min"] >= bounds["end_max"]) & ~start & ~end
    for wrong, low, high in (
        (start, "start_min", "start_max"),
        (end, "end_min", "end_max"),
        (whole, "start_min", "end_max"),
    ):
        for row in events.index[wrong].tolist():
            column, problem = _out_of_order(events.loc[row], bounds.loc[row], low=low, high=high)
            yield Problem("events.csv", row, column, None, problem, _order_fix(column))


def expected_but_past(tables: Tables) -> Iterator[Problem]:
    """Check that no expected event must have ended by the time of the latest source.

    What is past is told by the case itself, never by a clock, so that a case stays sound.
    """
    events = tables.frames.get("events")
    if events is None or "status" not in events.columns:
        return
    bounds = _bounds(events)
    latest, known_by = _latest(tables, events["status"], bounds["start_min"])
    past = (events["status"] == "expected") & (bounds["end_max"] <= latest)
    fix = "write occurred, not-occurred or undetermined, or correct its date"
    for row, end in zip(events.index[past].tolist(), bounds["end_max"][past], strict=True):
        problem = (
            f"the event is expected, but it must have ended by {_shown(end)}, "
            f"and {known_by} {_shown(latest)}"
        )
        yield Problem("events.csv", row, "status", "expected", problem, fix)


def _wrong(
    tables: Tables,
    *,
    trait: str,
    unread: Callable[[pd.Series], pd.Series],
    diagnose: Callable[[str], tuple[str, str] | None],
) -> Iterator[Problem]:
    """Tell what is wrong with the cells that could not be read."""
    for table, frame in tables.frames.items():
        for column in terms.columns_with(table, "date", trait):
            if column in frame.columns:
                cells = frame[column][frame[column] != ""]
                for row, value in cells_of(cells[unread(cells)]):
                    told = diagnose(value)
                    if told:
                        problem = f"{quoted(value)} {told[0]}"
                        yield Problem(file_of(table), row, column, value, problem, told[1])


def _latest(tables: Tables, status: pd.Series, start_min: pd.Series) -> tuple[pd.Timestamp, str]:
    """Return the latest instant of which the case knows, and how it knows."""
    sources = tables.frames.get("sources")
    if sources is not None and "published" in sources.columns:
        published = _edtf(sources["published"])["start_min"].max()
        if not pd.isna(published):
            return published, "the latest source is of"
    return start_min[status == "occurred"].max(), "another event occurred on"


def _bounds(events: pd.DataFrame) -> pd.DataFrame:
    """Return the four bounds of each event, null where none is known or can be read."""
    when = events.get("when", pd.Series("", index=events.index, dtype="str"))
    given = {
        name: parse_instants(events[name], errors="coerce")
        for name in terms.BOUNDS
        if name in events.columns
    }
    return override_bounds(_edtf(when), pd.DataFrame(given, index=events.index))


def _edtf(values: pd.Series) -> pd.DataFrame:
    bounds = parse_dates(values[values != ""], errors="coerce")[list(terms.BOUNDS)]
    return bounds.reindex(values.index)


def _out_of_order(event: pd.Series, bounds: pd.Series, *, low: str, high: str) -> tuple[str, str]:
    """Return the column to look at, and what is wrong."""
    # Without a bound of its own, an event has those of one sound date.
    column = high if event.get(high, "") else low
    relation = "the same as" if bounds[low] == bounds[high] else "after"
    return column, f"{_told(event, bounds, low)} is {relation} {_told(event, bounds, high)}"


def _order_fix(column: str) -> str:
    if column == "end_max":
        return (
            "write a later end_max: it is the first instant that is no longer the event, "
            "for a day the day after it"
        )
    side = "an earlier" if column in ("start_min", "end_min") else "a later"
    return f"write {side} {column}, or correct the other bound"


def _told(event: pd.Series, bounds: pd.Series, name: str) -> str:
    origin = "" if event.get(name, "") else f" (from when, {quoted(event['when'])})"
    return f"{name} {_shown(bounds[name])}{origin}"


def _shown(instant: pd.Timestamp) -> str:
    return str(instant.to_numpy()).removesuffix("T00:00:00")
