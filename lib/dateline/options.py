"""What all views are given beside their rows: the case, the look, the width."""

from __future__ import annotations

import math
from numbers import Real

import pandas as pd

from dateline.case import Case
from dateline.errors import FrameError
from dateline.style import Look

_NARROWEST = 200


def require_options(
    *, view: str, case: object, look: object, width: object, needs_case: bool = False
) -> None:
    """Refuse a case, look or width that no view can use, and say what to write instead.

    Raises
    ------
    FrameError
        `case` is neither a `Case` nor, where none is needed, None; `look` is no `Look`, or
        `width` is no finite number of pixels from 200 on.

    Examples
    --------
    >>> require_options(view="timeline", case=None, look="dark", width=940)
    Traceback (most recent call last):
    dateline.errors.FrameError: timeline needs a Look, not 'dark'; write look=Look(theme="dark")
    """
    if (needs_case or case is not None) and not isinstance(case, Case):
        given = type(case).__name__
        raise FrameError(
            f"{view} needs a case as read_case returns it, not a {given}; write case=case"
        )
    if not isinstance(look, Look):
        hint = f'look=Look(theme="{look}")' if isinstance(look, str) else "look=Look()"
        raise FrameError(f"{view} needs a Look, not {look!r}; write {hint}")
    if not isinstance(width, Real) or not _NARROWEST <= float(width) < math.inf:
        raise FrameError(
            f"{view} needs a width of {_NARROWEST} pixels or more, not {width!r}; write width=940"
        )


def mentions_in(case: Case | None) -> pd.DataFrame | None:
    """Return a case's mentions, or None where there is no case or it has none.

    Then nothing tells who says so, and a view is silent about it instead of telling that nobody
    does.

    Examples
    --------
    >>> mentions_in(None)
    """
    return None if case is None or case.mentions.empty else case.mentions
