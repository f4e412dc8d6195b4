"""The exception of exercises."""

from __future__ import annotations

from dateline.errors import DatelineError


class ExerciseError(DatelineError, ValueError):
    """An exercise that cannot be asked, answered or opened."""
