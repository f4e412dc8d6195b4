"""One raw table becomes a typed frame: dates to bounds, vocabularies to categories."""

from __future__ import annotations

from collections.abc import Iterable, Set

import numpy as np
import pandas as pd

from dateline import terms
from dateline.dates import override_bounds, parse_dates
from dateline.errors import FrameError
from dateline.phrases import listed

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
_NAMED = 4
"""So many of the columns that a frame lacks are named."""


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
        A needed column is absent, an id is null or used twice, a list holds what is not text,
        or a value is outside its vocabulary.
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


def require_typed_events(events: object, *, view: str, columns: Iterable[str] = ()) -> None:
    """Refuse what is not a typed events frame, and say what to pass to the view instead.

    Parameters
    ----------
    events : object
        What a view was given.
    view : str
        The view's name, for the error.
    columns : iterable of str
        What the view reads besides id, title, status, lane and date.

    Raises
    ------
    FrameError
        `events` is not a frame, or lacks columns that `events_frame` makes; they are named.
    """
    if not isinstance(events, pd.DataFrame):
        given = type(events).__name__
        raise FrameError(f"{view} needs a frame of events, not a {given}: pass case.events")
    needed = dict.fromkeys(["event_id", "title", "status", "lane", *DATE_COLUMNS, *columns])
    if lacks := [name for name in needed if name not in events.columns]:
        noun = "column" if len(lacks) == 1 else "columns"
        named = lacks if len(lacks) <= _NAMED else [*lacks[: _NAMED - 1], "more"]
        raise FrameError(
            f"{view} needs a typed events frame, but this one lacks the {noun} {listed(named)}: "
            "pass case.events, or events_frame(df) for a frame of your own"
        )


def require_own_ids(events: pd.DataFrame, *, view: str) -> None:
    """Refuse events that their ids do not tell apart.

    Raises
    ------
    FrameError
        An ``event_id`` is null or used twice; its row is named.
    """
    ids = events["event_id"]
    if ids.is_unique and not ids.hasnans:
        return
    for wrong, problem in ((ids.isna(), "has no event_id"), (ids.duplicated(), "is used twice")):
        if wrong.any():
            row, value = ids.index[wrong][0], ids[wrong].iloc[0]
            what = "the event" if pd.isna(value) else f"event_id {value!r}"
            raise FrameError(
                f"row {row}: {what} {problem}; {view} needs one of its own for each event"
            )


def texts_in(cell: object) -> tuple[str, ...]:
    """Return the members of a list in a cell, such as the actor ids of ``initiators``.

    A frame made by hand may hold text, lists or null where a typed one has tuples; null is
    nobody.

    Raises
    ------
    FrameError
        A member is not text, but a number, say.

    Examples
    --------
    >>> texts_in("putin; lula"), texts_in(["putin", "lula"]), texts_in(None)
    (('putin', 'lula'), ('putin', 'lula'), ())
    """
    cell = cell.split(";") if isinstance(cell, str) else _hashable(cell)
    texts = []
    for member in cell if isinstance(cell, Iterable) else [cell]:
        if isinstance(member, str):
            texts.append(member.strip())
        elif not pd.api.types.is_scalar(member) or pd.notna(member):
            raise FrameError(
                f'{member!r} is not text; write a list in a cell as text, as in "putin;lula"'
            )
    return tuple(text for text in texts if text)


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
    codes, distinct = pd.factorize(values if values.dtype != object else values.map(_hashable))
    split: list[tuple[str, ...]] = []
    for code, cell in enumerate(distinct):
        try:
            split.append(texts_in(cell))
        except FrameError as error:
            row = index[codes == code][0]
            raise FrameError(f"row {row}, {values.name}: {error}") from None
    cells = np.fromiter([*split, ()], dtype=object, count=len(split) + 1)
    return pd.Series(cells[codes], index=index)


def _hashable(cell: object) -> object:
    if isinstance(cell, Set):
        return tuple(sorted(cell, key=str))
    return tuple(cell) if isinstance(cell, Iterable) and not isinstance(cell, str) else cell


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


def _require_events(df: object) -> None:
    if not isinstance(df, pd.DataFrame):
        raise FrameError(
            f"events_frame needs a frame, not a {type(df).__name__}: pass one of your own, such as "
            "pandas.read_csv(path, dtype=str)"
        )
    for name in ("event_id", "title"):
        if name not in df.columns:
            raise FrameError(
                f"events need the column {name}; this frame has {', '.join(map(str, df.columns))}"
            )
    require_own_ids(df, view="events_frame")
