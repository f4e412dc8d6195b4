"""Read information campaigns: who said or did what, when, and on whose word."""

from dateline.case import Case, check_case, read_case
from dateline.dates import parse_dates
from dateline.errors import CaseError, DateError, DatelineError, FrameError
from dateline.frames import events_frame
from dateline.network import actor_network
from dateline.timeline import timeline

__all__ = [
    "Case",
    "CaseError",
    "DateError",
    "DatelineError",
    "FrameError",
    "actor_network",
    "check_case",
    "events_frame",
    "parse_dates",
    "read_case",
    "timeline",
]
