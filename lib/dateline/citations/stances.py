"""How certain a hop is according to its speaker, and how that looks."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd


class Stance(NamedTuple):
    """FactBank's values that are drawn alike, and how."""

    name: str
    levels: tuple[str, ...]
    colour: str
    dash: str
    denies: bool = False


STANCES = (
    Stance("certain", ("CT+",), "#005a8c", "solid"),
    Stance("probable", ("PR+",), "#00664a", "10px,4px"),
    Stance("possible", ("PS+",), "#a14400", "5px,4px"),
    Stance("certainly not", ("CT-",), "#8a3a6b", "solid", denies=True),
    Stance("probably not", ("PR-",), "#8a3a6b", "10px,4px", denies=True),
    Stance("possibly not", ("PS-",), "#8a3a6b", "5px,4px", denies=True),
    Stance("passed on without stance", ("Uu", "CTu"), "#55606b", "1.5px,3px"),
    Stance("factuality not given", (), "#6b5a00", "9px,3px,2px,3px"),
)
"""From certain to none. ``CTu`` is sure of something, but does not tell of what: no stance.

The more certain a hop, the less is its line broken; one that denies has a filled square.
"""


def stance_of(factuality: pd.Series) -> pd.Series:
    """Return the place in `STANCES` of each value; null is the last.

    Examples
    --------
    >>> stance_of(pd.Series(["CT+", "CTu", None], dtype="str")).tolist()
    [0, 6, 7]
    """
    number = {value: place for place, look in enumerate(STANCES) for value in look.levels}
    return factuality.astype("str").map(number).fillna(len(STANCES) - 1).astype("int64")
