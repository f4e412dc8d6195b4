"""How many events were under way when: counts by lane, status and bin of time.

``bins`` divides time, ``lanes`` puts small lanes together, ``counts`` counts.
"""

from __future__ import annotations

from dateline.density.bins import Bins, bins_for
from dateline.density.counts import counted_by_bin
from dateline.density.lanes import few_lanes

__all__ = ["Bins", "bins_for", "counted_by_bin", "few_lanes"]
