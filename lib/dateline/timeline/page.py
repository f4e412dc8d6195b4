"""How high everything on a timeline's page is, in pixels."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from dateline import plan
from dateline.axis import Axis

SIDE = 26
SLIDER = 92
NOW = 16
_LEGEND = 36
"""Pixels above everything, for the legend."""
_LEGEND_LINE, _ENTRY = 26, 100
"""Pixels of a further line, and those that an entry takes."""
_CONTROLS = 34
_AXIS = 56
_OVERVIEW, _MINIATURE = 40, 24
"""Pixels that the range slider takes, with and without the space around it."""


class Page(NamedTuple):
    """What stands on the page, and how high it is.

    ``texts`` holds top and bottom of each lane's name and each label, in pixels; ``scale`` holds
    of each lane that is counted its top, the height to which its highest bar reaches, and the
    number that this bar counts.
    """

    axis: Axis
    lanes: list[tuple[str, float]]
    tray: pd.DataFrame
    texts: list[tuple[float, float]]
    scale: list[tuple[float, float, int]]
    note: list[str]
    statuses: int
    now: pd.Timestamp | None
    has_controls: bool
    has_slider: bool
    has_overview: bool

    @property
    def is_dated(self) -> bool:
        """Whether there is a time axis at all."""
        return len(self.lanes) > 1

    @property
    def top(self) -> float:
        """Pixels above the lanes."""
        rows = -(-self.statuses * _ENTRY // self.axis.pixels)
        return _LEGEND + _LEGEND_LINE * max(rows - 1, 0) + (_CONTROLS if self.has_controls else 0)

    @property
    def below(self) -> float:
        """Pixels under the tray: a slider, and the key."""
        return 16 * len(self.note) + 8 + (SLIDER if self.has_slider else 0)

    @property
    def whole(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The part of lanes and tray that holds them all."""
        height = plan.tray_height(self.tray)
        return (0.0, self.lanes[-1][1]), (plan.LANE_HEAD, height) if height else (0.0, 0.0)

    @property
    def _room(self) -> float:
        """Pixels between the lanes and the tray: the axis, now, and the overview."""
        now = NOW if self.now is not None else 0
        return _AXIS + now + (_OVERVIEW if self.has_overview else 0) if self.is_dated else 0

    @property
    def height(self) -> float:
        """Pixels of the whole figure."""
        return float(self.window(*self.whole)["height"])

    def window(self, lanes: tuple[float, float], tray: tuple[float, float]) -> dict[str, Any]:
        """Return the heights and ranges that show a part of the lanes and of the tray."""
        # Plotly needs some height for an axis that is not shown.
        main, below = max(lanes[1] - lanes[0], 1.0), tray[1] - tray[0]
        under = below + plan.LANE_HEAD if below else 1
        inner = main + self._room + under
        overview = {
            # Of this subplot only the range slider is to be seen: Plotly takes no thinner one.
            "yaxis4.domain": [(under + _OVERVIEW) / inner, (under + _OVERVIEW) / inner + 3e-4],
            "xaxis4.rangeslider.thickness": _MINIATURE / inner,
        }
        return (overview if self.has_overview else {}) | {
            "height": self.top + inner + self.below,
            "yaxis.range": [lanes[0] + main, lanes[0]],
            "yaxis.domain": [1 - main / inner, 1],
            # No row of the tray lies above its head, so this shows none of them.
            "yaxis2.range": [tray[1], tray[0]] if below else [1, 0],
            "yaxis2.domain": [0, max(below, 1) / inner],
        }
