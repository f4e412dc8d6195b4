"""One raw table becomes a typed frame: dates to bounds, vocabularies to categories."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dateline import terms
from dateline.dates import override_bounds, parse_dates
from dateline.errors import FrameError

DATE_COLUMNS = (
    *terms.BOUNDS,
    "precision",
    "approximate",
    "uncertain",
    "open_start",
    "open_end",
    "offset",
)
"""What `events_frame` adds for the date, in this order."""


def events_frame(df: pd.DataFrame) -> pd.DataFrame:
    """Turn any frame of events into a typed events frame.

    Parameters
    ----------
    df : pandas.DataFrame
        ``event_id`` and ``title`` are needed; every other column of ``events.csv`` is used
        where it is there. ``when`` is EDTF text; an empty or null cell is an undated event.

    Returns
    -------
    pandas.DataFrame
        The same rows, order and index. The columns of ``events.csv``, then ``precision``
        (category, the finest unit that the date states; null: no date), ``approximate``,
        ``uncertain``, ``open_start``, ``open_end`` (bool) and ``offset`` (null: none given),
        then the frame's own further columns. ``start_min``, ``start_max``, ``end_min``,
        ``end_max`` are datetime64[s], naive UTC, half-open; null: no such bound is known, all
        four null: undated. ``status`` is a category (``undetermined`` where the column is
        absent), ``lane`` a category in order of appearance, ``initiators`` and ``recipients``
        tuples of actor ids.

    Raises
    ------
    FrameError
        A needed column is absent, an id is used twice, or a value is outside its vocabulary.
    DateError
        A date cannot be read; the message names the row and what to write.

    Examples
    --------
    >>> df = pd.DataFrame({"event_id": ["e1"], "title": ["A call"], "when": ["2023-05-26"]})
    >>> events_frame(df).loc[0, ["start_min", "end_max", "status"]].astype(str).tolist()
    ['2023-05-26 00:00:00', '2023-05-27 00:00:00', 'undetermined']
    """
    _require_events(df)
    typed = _typed_columns("events", df)
    if "status" not in df.columns:
        typed["status"] = _constant(df.index, "undetermined", terms.allowed("events", "status"))
    typed["lane"] = _lanes(df)
    typed |= override_bounds(_dates_or_none(typed["when"]), df)[list(DATE_COLUMNS)]
    typed |= {name: df[name] for name in df.columns if name not in typed}
    order = dict.fromkeys([*terms.columns("events"), *DATE_COLUMNS, *df.columns])
    # Not copied: gathering a million rows' columns into blocks would take longer than dating them.
    return pd.DataFrame({name: typed[name] for name in order}, index=df.index, copy=False)


def require_typed_events(events: object, *, view: str) -> None:
    """Refuse what is not a typed events frame, and say what to pass to the view instead.

    Raises
    ------
    FrameError
        `events` is not a frame, or lacks columns that `events_frame` makes.
    """
    needed = {"event_id", "title", "status", "lane", *DATE_COLUMNS}
    if not isinstance(events, pd.DataFrame):
        given = type(events).__name__
        raise FrameError(f"{view} needs a frame of events, not a {given}: pass case.events")
    if not needed <= set(events.columns):
        raise FrameError(
            f"{view} needs events whose dates have been read: pass case.events, or "
            "events_frame(df) for a frame of your own"
        )


def typed_frame(table: str, raw: pd.DataFrame | None) -> pd.DataFrame:
    """Turn a table's raw frame of strings into a typed one.

    Parameters
    ----------
    table : str
        One of `terms.TABLES`.
    raw : pandas.DataFrame or None
        Cells of text, empty text for an empty cell; None: the case lacks the table.

    Returns
    -------
    pandas.DataFrame
        Indexed 0, 1, …; the columns that `Case` describes for this table.
    """
    if raw is None:
        raw = pd.DataFrame(columns=terms.columns(table), dtype="str")
    raw = raw.reset_index(drop=True)
    if table == "events":
        return events_frame(raw)
    typed = pd.DataFrame(_typed_columns(table, raw), index=raw.index)
    for name in terms.columns_with(table, "date", "edtf"):
        dates = _dates_or_none(typed[name])
        typed[f"{name}_min"] = dates["start_min"]
        typed[f"{name}_max"] = dates["end_max"]
    return typed


def _typed_columns(table: str, raw: pd.DataFrame) -> dict[str, pd.Series]:
    """Type every column but those of instants, which belong to a date."""
    lists = terms.columns_with(table, "list")
    instants = terms.columns_with(table, "date", "instant")
    absent = pd.Series(np.nan, index=raw.index, dtype="str")
    typed = {}
    for name in terms.columns(table):
        allowed = terms.allowed(table, name)
        values = raw.get(name)
        if name in instants:
            continue
        if name in lists:
            typed[name] = _tuples(raw.index, values)
        elif allowed:
            typed[name] = _category(raw.index, values, allowed)
        elif values is None:
            typed[name] = absent
        else:
            is_required = name in terms.required(table)
            typed[name] = values.astype("str") if is_required else _text(values)
    return typed


def _lanes(df: pd.DataFrame) -> pd.Series:
    if "lane" not in df.columns:
        return _constant(df.index, "", ("",))
    codes, lanes = pd.factorize(df["lane"].astype("str").fillna(""))
    return pd.Series(pd.Categorical.from_codes(codes, lanes), index=df.index)


def _constant(index: pd.Index, value: str | None, allowed: tuple[str, ...]) -> pd.Series:
    code = -1 if value is None else allowed.index(value)
    codes = np.full(len(index), code, dtype=np.int8)
    return pd.Series(pd.Categorical.from_codes(codes, pd.Index(allowed)), index=index)


def _text(values: pd.Series) -> pd.Series:
    text = values.astype("str")
    # Compared as objects: pandas would look for nulls first, which costs as much again.
    blank = text.to_numpy(dtype=object) == ""
    return text.mask(blank) if blank.any() else text


def _category(index: pd.Index, values: pd.Series | None, allowed: tuple[str, ...]) -> pd.Series:
    if values is None:
        return _constant(index, None, allowed)
    codes, distinct = pd.factorize(values)
    for word in distinct:
        if word != "" and word not in allowed:
            row = index[values == word][0]
            raise FrameError(
                f"row {row}: {word!r} is not a {values.name}; allowed are {', '.join(allowed)}"
            )
    places = [allowed.index(word) if word else -1 for word in distinct]
    cells = pd.Categorical.from_codes(np.array([*places, -1])[codes], pd.Index(allowed))
    return pd.Series(cells, index=index)


def _tuples(index: pd.Index, values: pd.Series | None) -> pd.Series:
    if values is None:
        cells = np.empty(len(index), dtype=object)
        cells.fill(())
        return pd.Series(cells, index=index)
    # Few lists are distinct: each is split once. Code -1, a null, takes the last one.
    codes, distinct = pd.factorize(values)
    split = [*map(_as_tuple, distinct), ()]
    cells = np.fromiter(split, dtype=object, count=len(split))
    return pd.Series(cells[codes], index=index)


def _as_tuple(value: object) -> tuple[str, ...]:
    parts = value.split(";") if isinstance(value, str) else value
    return tuple(part.strip() for part in parts if part.strip())  # type: ignore[attr-defined]


def _dates_or_none(when: pd.Series) -> pd.DataFrame:
    """Parse the dates that are there; rows without one get null bounds and no flags."""
    given = when.notna()
    dates = parse_dates(when if given.all() else when[given])
    if given.all():
        return dates
    # By position, for a frame's index may hold a label twice.
    dates = dates.set_axis(np.flatnonzero(given)).reindex(range(len(when))).set_axis(when.index)
    flags = ["approximate", "uncertain", "open_start", "open_end"]
    return dates.assign(**{name: dates[name].eq(True) for name in flags})


def _require_events(df: pd.DataFrame) -> None:
    for name in ("event_id", "title"):
        if name not in df.columns:
            raise FrameError(
                f"events need the column {name}; this frame has {', '.join(map(str, df.columns))}"
            )
    if not df["event_id"].is_unique:
        again = df["event_id"][df["event_id"].duplicated()]
        raise FrameError(f"row {again.index[0]}: event_id {again.iloc[0]!r} is used twice")
