"""The whole page: head, filters, figures, lists, panel, and what the script looks up."""

from __future__ import annotations

from collections.abc import Mapping

from plotly.offline import get_plotlyjs

from dateline.case import Case
from dateline.index import index_of
from dateline.index.names import names_of
from dateline.index.publication import dates_of
from dateline.index.reading import Block, blocks_of
from dateline.phrases import counted
from dateline.share.document import asset, document, for_script
from dateline.share.page_data import data_of
from dateline.share.page_figures import drawing, figures_of
from dateline.share.page_filters import form
from dateline.share.page_html import text
from dateline.share.page_panels import is_web, panels_of
from dateline.share.page_tables import Lists

_UNTITLED = "Who said or did what, when, and on whose word"
_VIEWS = {
    "timeline": "Timeline",
    "network": "Who acts on whom",
    "citations": "Who says so",
    "text": "Text",
    "events": "Events",
    "claims": "Claims",
    "actors": "Actors",
    "mentions": "Mentions",
}


def page(case: Case) -> bytes:
    """Return a case as a whole HTML page."""
    blocks = blocks_of(case)
    index = index_of(case, blocks)
    names = names_of(case, index, blocks)
    dates = dates_of(case, index)
    number = {name: place for place, name in enumerate(names)}
    figures = [drawing(figure, number=number) for figure in figures_of(case)]
    data = data_of(case, index, dates, names=names, panels=panels_of(case, index, blocks))
    data["figures"] = [drawn for _, drawn in figures]
    lists = Lists(case, index, names=names)
    parts = {
        "head": _head(case, lists.missing(blocks)),
        "filters": form(case, index, dates, names=names),
        "figures": "\n".join(html for html, _ in figures),
        "lists": _lists(lists, blocks),
    }
    return document(
        title=case.about.title or _UNTITLED,
        body=_body(parts, data=for_script(data)),
        styles=asset("page.css"),
        # Lists and panel need not wait until the browser has read plotly.js.
        scripts=[asset("page.js"), get_plotlyjs()],
    )


def _lists(lists: Lists, blocks: list[Block]) -> str:
    found = (
        lists.text(blocks),
        lists.events(),
        lists.claims(),
        lists.actors(),
        lists.mentions(),
    )
    return "\n".join(filter(None, found))


def _head(case: Case, missing: str) -> str:
    """Return title, description, licence and what the page does not claim."""
    about = case.about
    numbers = {"event": case.events, "actor": case.actors, "claim": case.claims}
    numbers |= {"mention": case.mentions, "source": case.sources}
    counts = ", ".join(counted(len(frame), noun) for noun, frame in numbers.items() if len(frame))
    licence = text(about.licence)
    if licence and is_web(about.licence_url):
        href = text(about.licence_url)
        licence = f'<a href="{href}" rel="noopener noreferrer">{licence}</a>'
    described = f"<p>{text(about.description)}</p>" if about.description else ""
    licensed = f"<p>Licence: {licence}</p>" if licence else ""
    more = described + licensed
    how = (
        f"{counts}. Choose an event, an actor, a claim or a sentence anywhere: all other views"
        " follow, and the panel tells who says so, on whose word."
    )
    caution = (
        "Claims are what speakers say; this page takes no side. Size counts mentions and events"
        " in this corpus, not influence."
    )
    return "\n".join(
        [
            f"<h1>{text(about.title or _UNTITLED)}</h1>",
            f"<p>{how}</p>",
            f"<details><summary>About this case</summary>{more}</details>" if more else "",
            f'<p class="quiet">{caution}</p>',
            missing,
        ]
    )


def _body(parts: Mapping[str, str], *, data: str) -> str:
    links = " ".join(
        f'<a href="#{id}" data-go="{id}">{words}</a>'
        for id, words in _VIEWS.items()
        if f'<section id="{id}"' in parts["figures"] + parts["lists"]
    )
    return f"""\
<a class="skip" href="#panel" data-go="panel">Skip to what is chosen</a>
<header>
{parts["head"]}
</header>
<noscript><p class="quiet">Figures, filters and links between views need JavaScript; the text
and the tables below do not.</p></noscript>
{parts["filters"]}
<nav aria-label="Views">{links}</nav>
<main>
<div class="views">
<div class="column figures">
{parts["figures"]}
</div>
<div class="column lists">
{parts["lists"]}
</div>
</div>
<aside id="panel" aria-label="What is chosen" tabindex="-1">
<div class="bar"><h2 id="panel-head" tabindex="-1">Nothing chosen</h2>
<button type="button" id="fold" aria-expanded="true" aria-controls="panel-body">Less</button>
<button type="button" id="clear" hidden>Clear</button></div>
<div id="panel-body" tabindex="0" role="region" aria-labelledby="panel-head"></div>
</aside>
</main>
<p id="said" class="unseen" role="status"></p>
<script type="application/json" id="data">{data}</script>"""
