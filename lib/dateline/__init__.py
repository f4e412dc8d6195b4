"""Read information campaigns: who said or did what, when, and on whose word."""

from dateline.case import Case, check_case, read_case
from dateline.chains import origins, who_says
from dateline.citations import citation_network, citation_table
from dateline.clocks import two_clocks
from dateline.dates import parse_dates
from dateline.errors import CaseError, DateError, DatelineError, FrameError
from dateline.exchange import network_tables, save_network
from dateline.explore import explore
from dateline.face_to_face import face_to_face, face_to_face_table
from dateline.form import edit_case
from dateline.frames import events_frame
from dateline.legend import timeline_legend
from dateline.network import actor_network
from dateline.order import order
from dateline.order_chart import order_chart
from dateline.share.page import save_page
from dateline.style import Look
from dateline.timeline import timeline, timeline_table

__all__ = [
    "Case",
    "CaseError",
    "DateError",
    "DatelineError",
    "FrameError",
    "Look",
    "actor_network",
    "check_case",
    "citation_network",
    "citation_table",
    "edit_case",
    "events_frame",
    "explore",
    "face_to_face",
    "face_to_face_table",
    "network_tables",
    "order",
    "order_chart",
    "origins",
    "parse_dates",
    "read_case",
    "save_network",
    "save_page",
    "timeline",
    "timeline_legend",
    "timeline_table",
    "two_clocks",
    "who_says",
]
