"""Few lanes out of many: the biggest by name, all others together."""

from __future__ import annotations

import numpy as np
import pandas as pd


def few_lanes(events: pd.DataFrame, *, most: int) -> tuple[pd.Series, int]:
    """Put all lanes but the biggest together in one, where there are too many.

    Parameters
    ----------
    events : pandas.DataFrame
        A typed events frame.
    most : int
        How many lanes there are at most, 1 or more, the one of the others counted in.

    Returns
    -------
    lane : pandas.Series
        The column ``lane`` of `events`, as it is if its lanes are few enough. Otherwise the
        biggest keep their names and order, of equally big ones those first in the alphabet,
        and the last category stands for all others. Null: the event has no lane.
    together : int
        How many lanes were put together, 0 for none.

    Raises
    ------
    ValueError
        `most` is less than 1.

    Examples
    --------
    >>> events = pd.DataFrame({"lane": pd.Categorical(["north", "east", "west", "north"])})
    >>> lane, together = few_lanes(events, most=2)
    >>> lane.tolist(), together
    (['north', '2 more lanes', '2 more lanes', 'north'], 2)
    """
    if most < 1:
        raise ValueError(f"most is {most}; at least one lane is needed to hold the events")
    lane = events["lane"]
    names, codes = lane.cat.categories, lane.cat.codes.to_numpy()
    sizes = np.bincount(codes[codes >= 0], minlength=len(names))
    used = int(np.count_nonzero(sizes))
    if used <= most:
        return lane, 0
    by_name = names.argsort()
    by_size = by_name[np.argsort(-sizes[by_name], kind="stable")]
    kept = np.sort(by_size[: most - 1])
    together = used - len(kept)
    # Code -1, no lane, reads the last cell.
    places = np.full(len(names) + 1, len(kept))
    places[kept], places[-1] = np.arange(len(kept)), -1
    shown = [*names[kept], _name_of_others(together, taken=names, is_all=most == 1)]
    cells = pd.Categorical.from_codes(places[codes], pd.Index(shown, dtype=names.dtype))
    return pd.Series(cells, index=lane.index, name=lane.name), together


def _name_of_others(together: int, *, taken: pd.Index, is_all: bool) -> str:
    name = f"all {together:,} lanes" if is_all else f"{together:,} more lanes"
    while name in taken:
        name += " together"
    return name
