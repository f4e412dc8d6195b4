"""Texts that try to run, a case that is full of them, and a watch on what they do in a page."""

import pandas as pd

import dateline
from dateline import Case
from dateline.frames import typed_frame
from dateline.read import About

RUN = "window.hit=1"
WITHIN = (
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"</SCRIPT ><script>{RUN}//",
    f"<img src=x onerror={RUN}>",
    f"<img src=x onerror='{RUN}'//",
    f'"><img src=x onerror="{RUN}">',
    f"'><img src=x onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<svg/onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<math><mtext><img src=x onerror={RUN}></mtext></math>",
    f"<body onload={RUN}>",
    f"<input autofocus onfocus={RUN}>",
    f"<details open ontoggle={RUN}>",
    f"<video><source onerror={RUN}></video>",
    f"<audio src=x onerror={RUN}>",
    f"<iframe src=javascript:parent.{RUN}></iframe>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<object data=javascript:{RUN}></object>",
    "<object data=https://example.org/></object>",
    f"<embed src=javascript:{RUN}>",
    f"<a href=javascript:{RUN}>go</a>",
    f"<a href='data:text/html,<script>{RUN}</script>'>go</a>",
    f"<form action=javascript:{RUN}><button>go</button></form>",
    f"<base href=javascript:{RUN}//>",
    "<link rel=stylesheet href=https://example.org/a.css>",
    f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>",
    "<meta http-equiv=refresh content='0;url=https://example.org/'>",
    "<style>@import 'https://example.org/a.css';</style>",
    "<style>*{display:none}</style>",
    "<div style='background:url(https://example.org/a.png)'>",
    f"<marquee onstart={RUN}>",
    f"<template><script>{RUN}</script></template>",
    f"<noscript><img src=x onerror={RUN}></noscript>",
    f"<textarea></textarea><script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"</style><script>{RUN}</script>",
    f"</select><img src=x onerror={RUN}>",
    f"</table><img src=x onerror={RUN}>",
    f"<!--<img src=x onerror={RUN}>-->",
    f"--><script>{RUN}</script>",
    "<!-- <script>",
    f"<![CDATA[<img src=x onerror={RUN}>]]>",
    f"<?xml ?><script>{RUN}</script>",
    f"${{{RUN}}}",
    f"`${{{RUN}}}`",
    f"{{{{constructor.constructor('{RUN}')()}}}}",
    f"%{{x}}<img src=x onerror={RUN}>%{{y}}",
    f"$\\href{{javascript:{RUN}}}{{x}}$",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;img src=x onerror={RUN}&#62;",
    f"\u202e>{RUN}=rorrene x=crs gmi<",
    f"a\x00b<scr\x00ipt>{RUN}</script>",
    f"＜script＞{RUN}＜/script＞",
    f"'-{RUN}-'",
    f'";{RUN};//',
    f"\\';{RUN};//",
    f'{{"__proto__":{{"hit":1}}}};{RUN}',
    "<div style='position:fixed;inset:0;background:url(https://example.org/)'>x</div>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'></noscript>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}></style></table></math>",
    f"<b onclick={RUN}>x</b>",
    f"<a href='\x01javascript:{RUN}'>go</a>",
    f"[go](javascript:{RUN})",
    f"![p](data:text/html,<script>{RUN}</script>)",
    f"<http://example.org/' onmouseover='{RUN}>",
    "{{ 7 * 7 }}{% raw %}",
    f"]]><script xmlns='http://www.w3.org/1999/xhtml'>{RUN}</script>",
    f"<!DOCTYPE x [<!ENTITY y '{RUN}'>]>&y;",
)
"""Texts that could do harm wherever they stand."""

WHOLE = (
    f"javascript:{RUN}",
    f"java\tscript:{RUN}",
    f"JaVaScRiPt:{RUN}",
    f"vbscript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    "https://example.org/evil.png",
    "//example.org/evil.js",
    f"\u2028{RUN}\u2028",
    f"\u2029{RUN};//",
    f"\ufeff<script>{RUN}</script>",
    "__proto__",
    "constructor",
    '=HYPERLINK("https://example.org/","go")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    " =1+1",
    "\r=1+1",
)
"""Texts that could do harm where a field holds nothing else, or begins with them."""

HOSTILE = (*WITHIN, *WHOLE)
FIELDS = (*(" ".join(WITHIN[place::12]) for place in range(12)), *WHOLE)
"""All of them in so few fields that a case of them is quickly drawn."""


def hostile_case():
    """Return a case whose texts, ids and addresses all try to run, in every field.

    Each claim is told, some of them in a chain of two speakers, and each event.
    """
    number = len(FIELDS)
    bare = ["".join(text.split()) or "x" for text in FIELDS]

    def own(letter, turn=0):
        ids = [f"{letter}{place}{text}" for place, text in enumerate(bare)]
        return [*ids[turn:], *ids[:turn]]

    def every(*columns):
        return {column: [*FIELDS] for column in columns}

    events = {
        "event_id": own("e"),
        "when": [f"2023-0{place % 5 + 1}-11" for place in range(number)],
        "status": ["occurred"] * number,
        "initiators": own("a"),
        "recipients": own("a", 1),
        **every("title", "when_text", "kind", "lane", "place", "note"),
    }
    actors = {
        "actor_id": own("a"),
        "kind": ["person"] * number,
        "naming": ["unnamed", "named"] * (number // 2) + ["named"] * (number % 2),
        "member_of": ["", *own("a")[:-1]],
        **every("name", "aliases", "descriptor", "note"),
    }
    sources = {
        "source_id": own("s"),
        "published": [f"2023-0{place % 4 + 2}-20" for place in range(number)],
        "publisher_id": own("a"),
        **every("title", "medium", "lang", "url", "note"),
    }
    claims = {"claim_id": own("c"), "kind": ["denial"] * number, "event_id": own("e")}
    claims |= every("text", "note")
    links = {"claim_id": own("c"), "relation": ["disputes"] * number}
    links |= {"other_claim_id": own("c", 1), "mention_id": own("m"), **every("note")}
    tables = {"events": events, "actors": actors, "sources": sources, "claims": claims}
    tables |= {"mentions": _mentions(own, every), "links": links}
    frames = {
        name: typed_frame(name, pd.DataFrame(table).astype(object))
        for name, table in tables.items()
    }
    reading = "\n".join(f"{place}. {' '.join(text.split())}" for place, text in enumerate(FIELDS))
    words = FIELDS[1]
    address = f"javascript:{RUN}"
    return Case(**frames, about=About(words, words, words, address, f"# {words}\n\n{reading}"))


def _mentions(own, every):
    """Return mentions of each claim, of some by two speakers, and of each event."""
    rows = {"source_id": own("s"), "factuality": ["CT+"] * len(FIELDS)}
    rows |= {"addressees": own("a", 2)} | every("locator", "cue", "hedge", "quote", "note")
    outer = {"mention_id": own("m"), "claim_id": own("c"), "speaker_id": own("a")}
    inner = {"mention_id": own("n"), "claim_id": own("c"), "speaker_id": own("a", 1)}
    inner |= {"parent_id": own("m")}
    about = {"mention_id": own("o"), "event_id": own("e"), "speaker_id": own("a", 3)}
    # A chain in five is enough: each text stands in every column of the others already.
    whole = [pd.DataFrame(rows | part) for part in (outer, inner, about)]
    parts = [whole[0], whole[1].iloc[::5], whole[2]]
    return pd.concat(parts, ignore_index=True).fillna("")


# What draws and what tells, so that nothing public is forgotten.


def one_lane(case):
    """Return the events in one lane, where they are drawn and named one by one."""
    return case.events.assign(lane=pd.Categorical([FIELDS[5]] * len(case.events)))


FIGURES = {
    "timeline": lambda case: dateline.timeline(case.events, case=case),
    "timeline, one lane": lambda case: dateline.timeline(one_lane(case), case=case),
    "two_clocks": lambda case: dateline.two_clocks(case.mentions, case=case),
    "order_chart": lambda case: dateline.order_chart(case.events, case=case),
    "actor_network": lambda case: dateline.actor_network(case.events, case=case),
    "actor_network, ego": lambda case: dateline.actor_network(
        case.events, case=case, ego=case.events["initiators"].iloc[-1][0]
    ),
    "citation_network": lambda case: dateline.citation_network(case.mentions, case=case),
    "face_to_face": lambda case: dateline.face_to_face(case.claims, case=case),
    "timeline_legend": lambda _: dateline.timeline_legend(),
}
TABLES = {
    "events_frame": lambda case: dateline.events_frame(case.events.drop(columns=["when"])),
    "timeline_table": lambda case: dateline.timeline_table(case.events, case=case),
    "citation_table": lambda case: dateline.citation_table(case.mentions, case=case),
    "face_to_face_table": lambda case: dateline.face_to_face_table(case.claims, case=case),
    "network_tables": lambda case: dateline.network_tables(case.events, case=case)[0],
    "network_tables, edges": lambda case: dateline.network_tables(case.events, case=case)[1],
    # A row for every pair of events: those of each event's first pair hold all texts.
    "order": lambda case: dateline.order(case.events).drop_duplicates("event_id"),
    "origins": lambda case: dateline.origins(case.mentions, case=case),
    "who_says": lambda case: pd.concat(
        dateline.who_says(case.mentions, id, case=case) for id in case.claims["claim_id"]
    ),
    "parse_dates": lambda _: dateline.parse_dates([*HOSTILE], errors="coerce"),
    "read_case": lambda case: case.actors,
    "Case, claims": lambda case: case.claims,
    "Case, events": lambda case: case.events,
    "Case, links": lambda case: case.links,
    "Case, mentions": lambda case: case.mentions,
    "Case, sources": lambda case: case.sources,
}


# How a page is watched.

FAULTS = """() => {
    const found = [];
    if ("hit" in window || Object.prototype.hit) found.push("a script ran");
    const banned = "base, embed, frame, iframe, link, meta[http-equiv=refresh], object, portal";
    for (const it of document.querySelectorAll(banned)) found.push(`element ${it.localName}`);
    const addresses = "href xlink:href src srcset action formaction data poster background ping";
    for (const element of document.querySelectorAll("*")) {
        for (const { name, value } of element.attributes) {
            const at = `${element.localName} ${name}`;
            if (name.startsWith("on") || name === "srcdoc") found.push(at);
            if (!addresses.split(" ").includes(name) || value.startsWith("#")) continue;
            const isPicture = /^(img|image)$/.test(element.localName);
            if (isPicture && /^(data:image[/]|blob:)/.test(value)) continue;
            const { protocol, host } = new URL(value, document.baseURI);
            const isLink = element.localName === "a" && /^(https?|mailto):$/.test(protocol);
            if (!isLink && (protocol !== "file:" || host)) found.push(`${at} ${protocol}`);
        }
    }
    return [...new Set(found)].sort();
}"""
"""What a page holds that could run, ask or lead away; a link to the web may be followed."""


class Watch:
    """A page without a network, and all that happens on it unasked."""

    def __init__(self, browser):
        self.context = browser.new_context(viewport={"width": 1000, "height": 900})
        self.context.route(lambda url: not url.startswith("file:"), lambda route: route.abort())
        self.page, self.asked, self.noted = self.context.new_page(), [], []
        note = self.noted.append
        self.page.on("request", lambda it: self.asked.append(it.url))
        self.page.on("pageerror", lambda error: note(f"error {error}"))
        self.page.on("console", lambda it: note(f"console {it.text}"))
        self.page.on("dialog", lambda it: (note(f"dialog {it.message}"), it.dismiss()))
        self.context.on("page", lambda it: note(f"window {it.url}"))

    def open(self, path):
        """Open a file."""
        self.address = path.as_uri()
        self.asked.clear()
        self.noted.clear()
        self.page.goto(self.address)
        return self.page

    def faults(self):
        """Return what happened since the page was opened, and what could happen on it."""
        # Figures are kept as pictures within the page; anything else that is asked for is told.
        own = (self.address, "blob:", "data:image/")
        asked = [f"request {url}" for url in self.asked if not url.startswith(own)]
        elsewhere = [] if self.page.url.startswith(self.address) else [f"at {self.page.url}"]
        return [*asked, *self.noted, *elsewhere, *self.page.evaluate(FAULTS)]
