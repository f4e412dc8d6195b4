"""The number and the label that a box of mentions wears on the page."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from dateline.axis import Axis
from dateline.clocks.labels import label, share_for_words
from dateline.clocks.places import place, reaches


def wear_badges(
    boxes: pd.DataFrame,
    told: pd.DataFrame,
    *,
    titles: dict[str, str],
    across: Axis,
    up: Axis,
) -> tuple[pd.DataFrame, float | None]:
    """Give boxes badges and, where there is room, the title of an event.

    Parameters
    ----------
    boxes, told : pandas.DataFrame
        As the module `tense` makes them.
    titles : dict of str to str
        Of events, by id.
    across, up : Axis
        The axes as first seen; `up` is as long as `height_for` says, or longer.

    Returns
    -------
    boxes : pandas.DataFrame
        The boxes with ``badge_x``, ``badge_y`` (datetime64[ms], the badge's middle),
        ``corner_x``, ``corner_y`` (the corner of its box that a badge beside it belongs to;
        null: the badge is on its box), ``label`` and ``side`` as in `label`.
    share : float or None
        How far up the diagonal the words beside it meet no badge and the fewest boxes; None:
        there is no such place.
    """
    sides = pd.DataFrame(
        {
            "left": across.to_pixels(boxes["event_from"]),
            "right": across.to_pixels(boxes["event_to"]),
            "bottom": up.to_pixels(boxes["said_from"]),
            "top": up.to_pixels(boxes["said_to"]),
        }
    )
    size = (across.pixels, up.pixels)
    worn = place(sides, reach=reaches(boxes["tense"]), size=size)
    share, is_free = share_for_words(worn, sides, size=size)
    asserted = [_most_told(told["event_id"].iloc[list(rows)]) for rows in boxes["members"]]
    labels = label(asserted, worn, titles=titles, sides=sides, share=share, size=size)
    columns = {
        f"{name}_{axis}": clock.to_instants(np.nan_to_num(places[:, at])).where(
            ~np.isnan(places[:, at])
        )
        for name, places in (("badge", worn.spots), ("corner", worn.corners))
        for at, (axis, clock) in enumerate((("x", across), ("y", up)))
    }
    columns |= {name: labels[name] for name in ("label", "side")}
    worn_boxes = boxes.assign(**{name: column.to_numpy() for name, column in columns.items()})
    return worn_boxes, share if is_free else None


def _most_told(ids: pd.Series) -> list[str]:
    """Return the distinct ids, the most frequent first."""
    counts = Counter(ids)
    return sorted(counts, key=lambda event: (-counts[event], event))
