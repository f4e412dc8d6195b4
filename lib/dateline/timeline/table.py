"""The timeline as a table, for readers who cannot see the figure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from dateline.case import Case
from dateline.options import require_options
from dateline.style import LIGHT, Look
from dateline.timeline.dense import Dense
from dateline.timeline.now import now_instant
from dateline.timeline.sheet import TALLEST, sheet_for
from dateline.timeline.shown import Shown, shown
from dateline.wording import when_in_words


def timeline_table(
    events: pd.DataFrame,
    *,
    case: Case | None = None,
    known_on: str | None = None,
    now: str | None = None,
    look: Look = LIGHT,
    width: int = 940,
    height: int = TALLEST,
) -> pd.DataFrame:
    """Return what `timeline` draws, in the same order, as a table of words and numbers.

    Parameters
    ----------
    events, case, known_on, now, look, width, height
        As `timeline` takes them.

    Returns
    -------
    pandas.DataFrame
        A row an event, dated ones by lane and start, then undated ones. All columns are str
        but the last three; empty: nothing is known.

        lane, title, status
            As they are coded.
        when, edtf, in the source
            The date in words, in EDTF, and in the source's own words.
        who says so
            The chains of speakers, outermost first, each speaker with its own factuality, in
            words, and its own hedges, as they stand.
        mentions, sources, origins
            Int64, as `origins` counts them; null: there is no case that tells.

        Where the figure counts events instead, a row for each bar's part: ``lane``,
        ``from`` and ``until`` (datetime64[s], half-open), ``status``, and the numbers of
        events that ``may`` and that ``certainly`` fall there (int64). Null ``from`` and
        ``until``: so many undated events, which may fall anywhere.

    Raises
    ------
    FrameError, DateError
        As `timeline`.

    Examples
    --------
    >>> from dateline.frames import events_frame
    >>> df = pd.DataFrame({"event_id": ["e1"], "title": ["A call"], "when": ["2023-05"]})
    >>> timeline_table(events_frame(df))[["title", "status", "when"]].to_numpy().tolist()
    [['A call', 'undetermined', 'May 2023']]
    """
    require_options(view="timeline_table", case=case, look=look, width=width)
    view = shown(events, case=case, known_on=known_on, look=look, view="timeline_table")
    today = None if now is None else now_instant(now, zone=look.zone)
    # The same sheet as the figure's: whether events are counted depends on all that is on it.
    slid = None if known_on else case
    counts = sheet_for(view, case=slid, now=today, width=width, height=height).counts
    return _of_events(view) if counts is None else _of_counts(counts, view.undated)


def _of_events(view: Shown) -> pd.DataFrame:
    order = ["lane", "start_min", "end_max", "event_id"]
    dated = view.dated.sort_values(order, na_position="first", kind="stable")
    events = pd.concat([dated, view.undated], ignore_index=True)
    voices = view.voices(events) or {}
    told = [voices.get(event) for event in events["event_id"]]
    columns: dict[str, Any] = {
        "lane": events["lane"].astype("str"),
        "title": events["title"],
        "status": events["status"].astype("str"),
        "when": _texts(when_in_words(events, months=view.look.months, zone=view.look.zone)),
        "edtf": events["when"].fillna(""),
        "in the source": events["when_text"].fillna(""),
        "who says so": _texts("" if one is None else "; ".join(one.chains) for one in told),
    }
    for name in ("mentions", "sources", "origins"):
        numbers = [0 if one is None else getattr(one, name) for one in told]
        known = numbers if view.mentions is not None else [pd.NA] * len(numbers)
        columns[name] = pd.array(known, dtype="Int64")
    return pd.DataFrame(columns)


def _texts(words: Iterable[str]) -> pd.Series:
    """Return a column of text, also where there is none."""
    return pd.Series([*words], dtype="str")


def _of_counts(view: Dense, undated: pd.DataFrame) -> pd.DataFrame:
    counts = view.counts.sort_values(["lane", "bin", "status"], kind="stable", ignore_index=True)
    edges = view.bins.edges()
    dated = {
        "lane": counts["lane"].astype("str"),
        "from": edges[counts["bin"]],
        "until": edges[counts["bin"] + 1],
        "status": counts["status"].astype("str"),
        "may": counts["possible"],
        "certainly": counts["certain"],
    }
    rest = undated.groupby(["lane", "status"], observed=True).size().rename("may").reset_index()
    rest = rest.astype({"lane": "str", "status": "str"}).assign(certainly=0)
    # Without a row of one kind its columns' types would not be the other's.
    rest["from"] = rest["until"] = np.full(len(rest), "NaT", "datetime64[s]")
    table = pd.DataFrame(dated)
    return pd.concat([table, rest[table.columns]], ignore_index=True) if len(rest) else table
