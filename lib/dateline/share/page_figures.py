"""The page's figures, each wide and narrow, with what every mark of them stands for."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from dateline.case import Case
from dateline.citations import linked_citations
from dateline.linked import EVENT, Linked
from dateline.network import linked_network
from dateline.phrases import counted
from dateline.share.page_html import text
from dateline.timeline import linked_timeline

_WIDE, _NARROW, _LAYERED = 640, 348, 500
"""Pixels of a figure in a window that has room, on a phone, and there with layers side by side."""


class Figure(NamedTuple):
    """A figure of the page: its id and title, what is said under it, and how it is drawn."""

    id: str
    title: str
    note: str
    draw: Callable[[int], Linked]
    narrow: int


def figures_of(case: Case) -> list[Figure]:
    """Return the figures that this case's tables are enough for."""
    events, mentions = case.events, case.mentions
    figures = [
        Figure(
            "timeline",
            "Timeline",
            "What happened, is said to have happened, or is expected. The same in words: Events.",
            lambda width: linked_timeline(events, case=case, width=width),
            _NARROW,
        )
    ]
    if events[["initiators", "recipients"]].map(len).to_numpy().any():
        note = (
            "Arrows run from who acts to whom. Size counts events of this corpus, not influence."
            " The same in words: Events and Actors."
        )
        draw = lambda width: linked_network(events, case=case, width=width)  # noqa: E731
        figures.append(Figure("network", "Who acts on whom", note, draw, _NARROW))
    if len(mentions):
        note = (
            "From documents on the left to the origins on the right, on whose word it is told."
            " Size counts mentions in this corpus. The same in words: Mentions."
        )
        draw = lambda width: linked_citations(mentions, case=case, width=width)  # noqa: E731
        figures.append(Figure("citations", "Who says so", note, draw, _LAYERED))
    return figures


def drawing(figure: Figure, *, number: Mapping[str, int]) -> tuple[str, dict[str, Any]]:
    """Return a figure's place in the page, and what the script draws there."""
    wide, narrow = figure.draw(_WIDE), figure.draw(figure.narrow)
    alt, height = text(wide.figure.layout.meta["alt"]), wide.figure.layout.height
    html = (
        f'<section id="{figure.id}" class="view">\n<h2 tabindex="-1">{figure.title}</h2>\n'
        f"<p>{figure.note}{_unmarked(figure, wide, number)}</p>\n"
        f'<figure><div class="card"><div class="plot" id="plot-{figure.id}" role="img"'
        f' aria-label="{alt}" style="min-height: {height:.0f}px">'
        "<p>This figure is drawn by JavaScript, which does not run here.</p></div></div>\n"
        f"<figcaption><details><summary>This figure in words</summary><p>{alt}</p></details>"
        f"</figcaption></figure>\n</section>"
    )
    return html, {"id": figure.id, "wide": _drawn(wide, number), "narrow": _drawn(narrow, number)}


def _unmarked(figure: Figure, linked: Linked, number: Mapping[str, int]) -> str:
    """Say how many events of a timeline have no mark that could follow what is chosen."""
    marked = {key for trace in linked.points for keys in trace for key in keys}
    events = {name for name in number if name.startswith(f"{EVENT} ")}
    rest = len(events - marked) if figure.id == "timeline" else 0
    if not rest:
        return ""
    return (
        f" {counted(rest, 'event')} of {len(events):,} have no mark of their own here: bars that"
        " count events stay as they are, whatever is chosen, and the table holds every event."
    )


def _drawn(linked: Linked, number: Mapping[str, int]) -> dict[str, Any]:
    """Return a figure with the numbers of the keys of its points and shapes.

    Traces say in ``customdata`` what their cards are about; the script needs nothing of it.
    """
    figure = json.loads(linked.figure.to_json())
    data = [{it: trace[it] for it in trace if it != "customdata"} for trace in figure["data"]]
    points = [
        [[number[key] for key in keys if key in number] for keys in trace]
        for trace in linked.points
    ]
    shapes = [[number[key] for key in keys if key in number] for keys in linked.shapes]
    return {"data": data, "layout": figure["layout"], "points": points, "shapes": shapes}
