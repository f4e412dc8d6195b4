"""Steps in time: which events had begun by which day, as far as they are dated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from dateline.network.cast import Cast
from dateline.style import Look
from dateline.wording import span_in_words
from dateline.zones import in_zone

_MOST = 24
_ROWS = 1_500
"""So many points that change at a step, and cards, all steps together may need."""
_DAY = pd.Timedelta(1, "D")


class Steps(NamedTuple):
    """The stops of a slider; the last one shows all events.

    Attributes
    ----------
    labels : list of str
        What each step is called.
    since : mapping of str to int
        By ``event_id``, the first step at which an event is shown.
    """

    labels: list[str]
    since: Mapping[str, int]

    @property
    def last(self) -> int:
        """The step that shows all events."""
        return len(self.labels) - 1


ONE = Steps([""], {})
"""Where there is nothing to step through: every event is shown at once."""


def steps_of(cast: Cast, look: Look) -> Steps:
    """Return a stop for each day by which an event has begun, as dated; then one for all.

    Only events of actors who are drawn in full are looked at: no others change the figure.
    An event whose latest start is not known is shown at the last stop only: it may have begun
    at any time before.
    """
    events = _drawn(cast)
    begun = in_zone(events, zone=look.zone)["start_max"].dt.ceil("D")
    days = pd.Series(begun.dropna().unique()).sort_values(ignore_index=True)
    if not begun.hasnans:
        days = days.iloc[:-1]
    most = min(_MOST, len(days), _ROWS // max(len(cast.arrows), 1))
    if most < 1:
        return ONE
    stops = days.iloc[np.linspace(0, len(days) - 1, most).round().astype(int)]
    step = pd.Series(stops.searchsorted(begun), index=begun.index).where(begun.notna(), most)
    labels = [_label(day, look) for day in stops]
    last = "all" if begun.notna().all() else "all, undated ones too"
    return Steps([*labels, last], dict(zip(events["event_id"], step.tolist(), strict=True)))


def _drawn(cast: Cast) -> pd.DataFrame:
    ends = pd.concat([cast.events["initiators"], cast.events["recipients"]])
    parts = ends.set_axis([*cast.events["event_id"]] * 2).explode()
    return cast.events[cast.events["event_id"].isin(parts.index[parts.isin(cast.actors.index)])]


def _label(end: pd.Timestamp, look: Look) -> str:
    day = span_in_words(end - _DAY, end, months=look.months, zone=look.zone)
    return f"dated to begin by {day}"


def stages(ids: Sequence[str], steps: Steps) -> Iterator[tuple[int, int, list[str]]]:
    """Yield from which step until before which one these of the events are shown.

    Parameters
    ----------
    ids : sequence of str
        Event ids in some order, which is kept.
    steps : Steps
        When they are shown.
    """
    since = [steps.since.get(id, 0) for id in ids]
    turns = [*sorted(set(since)), steps.last + 1]
    for turn, end in pairwise(turns):
        yield turn, end, [id for id, begun in zip(ids, since, strict=True) if begun <= turn]
