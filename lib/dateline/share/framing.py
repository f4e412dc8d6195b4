"""A case's linked page within another page, whose plotly.js it borrows."""

from __future__ import annotations

from typing import Any

from plotly.offline import get_plotlyjs

from dateline.case import Case
from dateline.share.document import for_script
from dateline.share.page_body import page

BORROWED = "/* plotly.js */"
"""Stands in the framed page where the script of the page around it puts plotly.js."""


def framed(case: Case) -> dict[str, Any]:
    """Return what the template says of a case's page, and the page as JSON."""
    content = page(case).decode("utf-8").replace(get_plotlyjs(), BORROWED)
    return {"name": case.about.title or "A case", "json": for_script({"page": content})}
