"""What is chosen, in words: the table of events, the ladders behind one, counts, code, errors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

import pandas as pd

from dateline.case import Case
from dateline.chains import who_says
from dateline.errors import DatelineError
from dateline.phrases import counted, printable
from dateline.terms import FACTUALITY
from dateline.timeline import timeline_table

ROWS = 50
"""So many events a table shows at most."""
_LADDERS = 3
_UNTIL = "Until this is mended the views stay as they are; Reset shows everything again."
_TALL = 1_000_000
"""Pixels in which so many events have room to be told one by one."""

STYLE = """<style>
.dateline-explore table { border-collapse: collapse; font-size: 13px; line-height: 1.4; }
.dateline-explore tr > :is(th, td) { text-align: left !important; vertical-align: top;
  white-space: normal; padding: 3px 14px 3px 0; border-bottom: 1px solid #8886; max-width: 30em; }
.dateline-explore h4 { margin: 12px 0 4px; font-size: 14px; }
.dateline-explore pre { white-space: pre-wrap; font-size: 12px; margin: 4px 0; }
.dateline-error { border-left: 4px solid #b3261e; padding: 4px 10px; margin: 4px 0; }
</style>"""


def table(events: pd.DataFrame, *, case: Case) -> str:
    """Return the chosen events as a table, HTML: dates in words, and who says so."""
    shown = timeline_table(events.head(ROWS), case=case, height=_TALL)
    columns = ["lane", "title", "status", "when", "who says so"]
    rest = len(events) - ROWS
    more = f"<p>{counted(rest, 'more event')} in .selection.</p>" if rest > 0 else ""
    return f"<h4>Events</h4>{_html(shown[columns])}{more}" if len(shown) else "<p>No event.</p>"


def ladders(names: Mapping[str, str], *, case: Case) -> str:
    """Return the ladders behind events and claims, by id and name: HTML, who says so."""
    mentions = case.mentions
    told = [id for id in names if (mentions["event_id"].eq(id) | mentions["claim_id"].eq(id)).any()]
    parts = [_ladder(id, title=names[id], case=case) for id in told[:_LADDERS]]
    if len(told) > _LADDERS:
        parts.append(f"<p>{counted(len(told) - _LADDERS, 'more ladder')}: choose one.</p>")
    return "".join(parts)


def _ladder(id: str, *, title: str, case: Case) -> str:
    hops = who_says(case.mentions, id, case=case)
    hedge = hops["hedge"].map(lambda words: "; ".join(words) if isinstance(words, tuple) else "")
    speaker = ["→ " * depth for depth in hops["depth"]] + hops["speaker"]
    shown = hops[["cue", "quote", "source", "locator"]].astype("str").fillna("")
    shown.insert(0, "speaker, outermost first", speaker)
    shown.insert(1, "certainty", hops["factuality"].map(FACTUALITY).astype("str"))
    shown.insert(2, "hedge", hedge)
    told = [column for column in shown if (shown[column] != "").any()]
    return f"<h4>Who says so: {escape(title)}</h4>{_html(shown[told])}"


def _html(frame: pd.DataFrame) -> str:
    return frame.astype("str").fillna("").to_html(index=False, border=0, escape=True)


def claims(ids: Sequence[str], *, case: Case) -> str:
    """Return the chosen claims as a table, HTML: their words and kind, and what they are about."""
    shown = case.claims[case.claims["claim_id"].isin(ids[:ROWS])]
    titles = case.events.set_index("event_id")["title"]
    about = shown["event_id"].map(titles).astype("str").fillna("")
    more = f"<p>{counted(len(ids) - ROWS, 'more claim')}.</p>" if len(ids) > ROWS else ""
    table = _html(shown[["text", "kind"]].assign(**{"about the event": about}))
    return f"<h4>Claims</h4>{table}{more}" if ids else ""


def said(numbers: dict[str, tuple[int, int]], *, chosen: Iterable[str], filters: str) -> str:
    """Return how much is seen, what was chosen, and what the controls let through."""
    seen = ", ".join(
        f"{some:,} of {counted(every, noun)}" for noun, (some, every) in numbers.items() if every
    )
    names = [escape(printable(name)) for name in chosen]
    several = "; ".join(names[:5]).rstrip(".") + " …" * (len(names) > 5)
    choice = f" Chosen: <b>{several}</b>." if names else ""
    passing = f" Let through: {escape(printable(filters))}." if filters else ""
    nothing = "" if any(some for some, _ in numbers.values()) else " Reset shows everything again."
    return f'<p role="status">In full: {seen or "no event"}.{choice}{passing}{nothing}</p>'


def code(lines: str) -> str:
    """Return the lines that make the same selection."""
    return f"<h4>The same in pandas</h4><pre>{escape(lines)}</pre>"


def trouble(error: Exception) -> str:
    """Return an error in words: one of dateline's tells what to do, any other where to look."""
    told = printable(str(error))
    if not isinstance(error, DatelineError):
        told = f"{type(error).__name__}: {told}. This is a fault of dateline, not yours; Reset."
    else:
        told = f"{told}{'' if told.endswith(('.', '?')) else '.'} {_UNTIL}"
    return f'<div class="dateline-error" role="alert">{escape(told)}</div>'
