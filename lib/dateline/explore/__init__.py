"""A case to explore in JupyterLab: timeline, networks and tables that follow one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.case import Case
from dateline.options import require_options
from dateline.style import LIGHT

if TYPE_CHECKING:
    from dateline.explore.explorer import Explorer

__all__ = ["explore"]


def explore(case: Case, *, width: int | None = None) -> Explorer:
    """Show a case's timeline, networks and tables in one widget, all linked.

    Parameters
    ----------
    case : Case
    width : int, optional
        The figure's width in px; from 900 on the network stands beside the timeline. By default
        it is as wide as there is room.

    Returns
    -------
    Explorer
        A widget, for JupyterLab, Voilà and wherever else a kernel runs. Controls let through
        events by lane, status, actor (by name or alias), how they are told, hops from the
        document, dates, and what was known when. A click on a mark chooses all that it stands
        for, another click lets go; Box Select and Lasso in the figure's bar choose several. All
        views follow. ``.selection`` is the frame of the events that are seen in full, ``.code`` the
        pandas lines that make the same selection. Where no kernel runs, a figure of all views
        stands in its place.

    Raises
    ------
    FrameError
        `case` is no case, or the width is none.

    Examples
    --------
    >>> from dateline.case import read_case
    >>> shown = explore(read_case("data/negotiations-2023"))
    >>> shown.controls.statuses.value = ("expected",)
    >>> shown.selection["event_id"].tolist()
    ['e-counteroffensive']
    >>> print(shown.code)
    events = case.events
    events = events[events["status"].isin(["expected"])]
    """
    # Widgets take longer to import than everything else, and most notebooks need none.
    from dateline.explore.explorer import Explorer  # noqa: PLC0415

    require_options(view="explore", case=case, look=LIGHT, width=width or 940, needs_case=True)
    return Explorer(case, width=width)
