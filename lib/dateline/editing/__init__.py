"""Tables of a case that are edited row by row, and saved so that nothing is ever lost.

`opening` makes of a file a `Table`, a value that keeps every character of it (`table`); `records`
takes its text apart, `storable` says what CSV can hold, `saving` puts an edited table in its
file's place.
"""

from __future__ import annotations

from dateline.editing.opening import opened, started
from dateline.editing.saving import previous_of, saved
from dateline.editing.table import Table

__all__ = ["Table", "opened", "previous_of", "saved", "started"]
