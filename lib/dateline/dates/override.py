"""Bounds that a person wrote win over those that the date gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from dateline.terms import BOUNDS

if TYPE_CHECKING:
    from collections.abc import Callable


def override(
    dates: pd.DataFrame, given: pd.DataFrame, *, read: Callable[[pd.Series], pd.Series]
) -> pd.DataFrame:
    """Put the bounds of `given` over those of `dates`, where there are any."""
    bounds = {}
    for name in BOUNDS:
        if name in given.columns:
            stated = given[name]
            if pd.api.types.is_datetime64_any_dtype(stated.dtype):
                instants = stated.astype("datetime64[s]")
            else:
                instants = read(stated)
            bounds[name] = instants.where(instants.notna(), dates[name])
    return dates.assign(**bounds)
