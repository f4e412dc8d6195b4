"""One page of a case in a browser without a network: whatever is chosen, all views follow."""

import csv
import sys
from pathlib import Path

import axe_playwright_python
import pandas as pd
import pytest

from dateline import Case, read_case
from dateline.frames import typed_frame
from dateline.read import About
from dateline.share.page import save_page

pytestmark = pytest.mark.browser

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
DRAWN = """() => {
    const states = [...document.querySelectorAll(".view:has(.plot)")].map(it => it.dataset.state);
    return states.every(state => state === "drawn");
}"""
LABELS = """([id, isLit]) => document.getElementById(`plot-${id}`).data
    .filter(trace => (trace.mode ?? "").includes("text") && (trace.opacity === undefined) === isLit)
    .flatMap(trace => trace.text.filter((_, place) => trace.y[place] !== null))
    .filter(text => text).map(text => text.replaceAll("<br>", " ").replaceAll(/<.?i>/g, ""))
    .sort()"""
MARKED = "id => [...document.querySelectorAll(`#${id} .marked .pick`)].map(it => it.textContent)"
SHOWN = """id => [...document.querySelectorAll(`#${id} tbody tr:not([hidden]) .pick`)]
    .map(it => it.textContent)"""
AT = """([id, text]) => {
    const plot = document.getElementById(`plot-${id}`);
    const {left, top} = plot.getBoundingClientRect();
    for (const trace of plot.data) {
        const place = (trace.text ?? []).findIndex(it => it && it.replaceAll("<br>", " ") === text);
        if (place < 0 || !trace.y || trace.y[place] === null) continue;
        const {[trace.xaxis?.replace("x", "xaxis") ?? "xaxis"]: x} = plot._fullLayout;
        const {[trace.yaxis?.replace("y", "yaxis") ?? "yaxis"]: y} = plot._fullLayout;
        return [left + x._offset + x.d2p(trace.x[place]), top + y._offset + y.d2p(trace.y[place])];
    }
}"""
AS_ASKED = """([width, paper]) => [...document.querySelectorAll(".plot")].every(plot => {
    const {width: wide, paper_bgcolor: ground} = plot._fullLayout;
    return (wide === width || (plot.id === "plot-citations" && width < 640 && wide === 500))
        && ground === paper;
})"""
PLACES = """() => [...document.querySelectorAll("section, .card, .views h2, tr, .sentence, form *")]
    .map(it => it.getBoundingClientRect()).map(({left, top, width, height}) =>
        [left, top, width, height].map(Math.round).join(" "))"""
CALL = "Putin and Lula speak by telephone"


class Opened:
    """One page in one window; what goes wrong in it is noted."""

    def __init__(self, browser, path, *, width=1000, height=900, scheme="light"):
        size = {"width": width, "height": height}
        context = browser.new_context(viewport=size, color_scheme=scheme, has_touch=width < 500)
        self.context, self.troubles = context, []
        note = self.troubles.append
        context.route(lambda url: not url.startswith("file:"), lambda route: route.abort())
        page = self.page = context.new_page()
        local = ("file:", "data:", "blob:")
        page.on("request", lambda it: it.url.startswith(local) or note(it.url))
        page.on("pageerror", lambda error: note(str(error)))
        page.on("console", lambda message: note(message.text))
        page.on("dialog", lambda dialog: (note(dialog.message), dialog.dismiss()))
        self.address = path.as_uri()

    def go(self, address=""):
        """Load the page anew at an address, and wait for its figures."""
        self.page.goto("about:blank")
        self.page.goto(self.address + address)
        self.page.wait_for_function(DRAWN)
        return self.page

    def set(self, address):
        """Follow a link to an address in the page that is open."""
        self.page.evaluate("to => { location.hash = to }", address or "#x")
        self.page.wait_for_timeout(60)
        return self.page


@pytest.fixture(scope="module")
def files(tmp_path_factory, case, ferry):
    folder = tmp_path_factory.mktemp("pages")
    made = {"case": case, "ferry": ferry, "hostile": hostile()}
    one_lane = made["hostile"].events.assign(lane=pd.Categorical([HOSTILE[5]] * len(HOSTILE)))
    made["labelled"] = Case(events=one_lane)
    made["only"] = read_case(Path(__file__).parent / "cases" / "sound-events-only")
    for name, one in made.items():
        save_page(one, folder / f"{name}.html")
    return {name: folder / f"{name}.html" for name in made}


@pytest.fixture(scope="module")
def windows():
    return {}


@pytest.fixture
def opened(browser, files, windows):
    """Return a function that gives a page at an address, in a window of some size and colours.

    Each page is loaded once: reading plotly.js takes longer than any test. A request, an error, a
    warning or a dialog fails the test.
    """
    used = []

    def _opened(address="", *, which="case", width=1000, scheme="light"):
        if which not in windows:
            windows[which] = Opened(browser, files[which])
            windows[which].go()
        used.append(windows[which])
        page = windows[which].set(address)
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        paper = {"light": "#ffffff", "dark": "#12171d"}[scheme]
        page.wait_for_function(AS_ASKED, arg=[348 if width < 720 else 640, paper])
        page.mouse.move(0, 0)
        page.evaluate("scrollTo(0, 0)")
        return page

    yield _opened
    for window in used:
        found, window.troubles[:] = [*window.troubles], []
        assert found == []


@pytest.fixture(scope="module", autouse=True)
def closed(windows):
    yield
    for window in windows.values():
        window.context.close()


def click(page, figure, text):
    """Click on the mark or label with this text, in the middle of the window."""
    _, y = page.evaluate(AT, [figure, text])
    page.evaluate("by => scrollBy(0, by - innerHeight / 2)", y)
    page.mouse.move(1, 1)
    page.mouse.click(*page.evaluate(AT, [figure, text]))


def panel(page):
    return page.locator("#panel").inner_text()


def hash_of(page):
    return page.evaluate("location.hash")


# -- drawing -----------------------------------------------------------------------------------


def test_all_figures_are_drawn_without_a_request(browser, files, capsys):
    """Three figures are drawn, nothing is asked for, and the time to the first is told."""
    window = Opened(browser, files["case"], width=1000)
    window.page.add_init_script(
        """new MutationObserver((_, watch) => {
            if (!document.querySelector("[data-state=drawn]")) return;
            window.first = performance.now();
            watch.disconnect();
        }).observe(document, {subtree: true, childList: true, attributes: true})"""
    )
    page = window.go()
    assert page.evaluate("document.querySelectorAll('.plot .main-svg').length >= 3")
    assert page.locator("[data-state=drawn]").count() == 3
    with capsys.disabled():
        sys.stdout.write(f"\nfirst figure drawn after {page.evaluate('first') / 1000:.2f} s\n")
    assert window.troubles == []
    window.context.close()


# -- choosing ----------------------------------------------------------------------------------


def test_an_event_is_followed_by_all_views(opened):
    """An event leaves its own mark, its actors, its speakers, its claims and sentences."""
    page = opened("#event=e-call")
    assert page.evaluate(LABELS, ["timeline", True]) == [CALL]
    assert page.evaluate(LABELS, ["network", True]) == [
        "Luiz Inacio Lula da Silva",
        "Vladimir Putin",
        "call",
    ]
    speakers = ["ISW's analysts", "Institute for the Study of War", "Kremlin"]
    lit = page.evaluate(LABELS, ["citations", True])
    assert [it for it in lit if not it.isdigit() and "News item" not in it] == [
        *speakers,
        "Unnamed news outlet",
    ]
    assert page.evaluate(MARKED, "events") == [CALL]
    assert len(page.evaluate(MARKED, "claims")) == 4
    assert len(page.evaluate(MARKED, "mentions")) == 5
    assert [it[:2].strip() for it in page.evaluate(MARKED, "text")] == ["2", "3"]


@pytest.mark.parametrize(
    ("address", "events", "actors", "sentences"),
    [
        ("#actor=li-hui", 4, 7, ["5", "6", "7"]),
        ("#claim=c-end-conflict", 1, 5, ["6"]),
        ("#sentence=s9", 0, 1, ["9"]),
        ("#source=news-2023-05-27", 10, 14, [str(number) for number in range(1, 11)]),
    ],
)
def test_every_kind_of_thing_is_followed(opened, address, events, actors, sentences):
    """An actor, a claim, a sentence and a source mark what belongs to them in tables and text."""
    page = opened(address)
    assert len(page.evaluate(MARKED, "events")) == events
    assert len(page.evaluate(LABELS, ["timeline", True])) == events
    assert len(page.evaluate(MARKED, "actors")) == actors
    assert [it.split(" ")[0] for it in page.evaluate(MARKED, "text")] == sentences


def test_a_click_in_each_figure_chooses(opened):
    """A click on a label, an actor or a badge chooses it; a badge of several, one by one."""
    page = opened()
    click(page, "timeline", CALL)
    page.wait_for_function("() => location.hash === '#event=e-call'")
    click(page, "network", "Li Hui")
    page.wait_for_function("() => location.hash === '#actor=li-hui'")
    click(page, "citations", "2")
    page.wait_for_function("() => location.hash.startsWith('#claim=')")
    first = hash_of(page)
    click(page, "citations", "2")
    page.wait_for_function("was => location.hash !== was", arg=first)


def test_a_click_on_a_row_and_on_a_sentence_chooses(opened):
    """A row is chosen wherever it is clicked, and a sentence too."""
    page = opened()
    page.locator("#events tr", has_text=CALL).locator("td").nth(1).click()
    assert hash_of(page) == "#event=e-call"
    page.locator("#text .pick").nth(4).click()
    assert hash_of(page) == "#sentence=s5"
    page.locator("#panel .pick[href='#event=e-arrival']").first.click()
    assert hash_of(page) == "#event=e-arrival"
    assert page.locator("#events [aria-current=true]").inner_text() == "Li Hui arrives in Moscow"


def test_the_panel_tells_the_whole_chain(opened):
    """Each speaker stands there, outermost first, with its certainty, words, and the place."""
    page = opened("#claim=c-openness")
    steps = page.locator("#panel .chain li").all_inner_texts()
    quote = "the openness of the Russian side to dialogue on the political and diplomatic track"
    assert [" ".join(step.split()) for step in steps] == [
        "Unnamed news outlet passed on without stance",
        "Institute for the Study of War passed on without stance · cue “said”",
        "Kremlin passed on without stance · cue “claimed”",
        f"Vladimir Putin certain · cue “expressed” {quote}",
    ]
    where = page.locator("#panel .where").inner_text()
    assert where == "s3 in News item about a report of the Institute for the Study of War"
    assert "REFUTED BY" in panel(page).upper()
    assert "hedge “likely”" in panel(opened("#claim=c-amplify"))


def test_what_is_chosen_is_announced(opened):
    """A status line tells what was chosen and how much of each kind belongs to it."""
    page = opened("#event=e-call")
    assert page.locator("#said[role=status]").inner_text() == (
        f"Chosen: event {CALL}. Marked: 2 actors, 4 claims, 2 sentences, 5 mentions."
    )
    opened("#event=none")
    assert page.locator("#said").inner_text() == "This case has no event “none”."


@pytest.mark.parametrize("width", [1600, 1000, 390])
def test_nothing_moves_when_something_is_chosen(opened, width):
    """Figures, rows, sentences and filters stay where they are, whatever is chosen."""
    page = opened(width=width)
    page.evaluate("document.querySelectorAll('.list').forEach(it => { it.scrollTop = 0 })")
    ranges = """() => [...document.querySelectorAll(".plot")].map(it => JSON.stringify(
        [it._fullLayout.xaxis.range, it._fullLayout.yaxis.range, it.offsetHeight]))"""
    before = page.evaluate(PLACES), page.evaluate(ranges)
    for address in ("#event=e-call", "#actor=kremlin", "#sentence=s10"):
        opened(address, width=width)
        page.evaluate("document.querySelectorAll('.list').forEach(it => { it.scrollTop = 0 })")
        assert page.evaluate(ranges) == before[1]
        places = zip(before[0], page.evaluate(PLACES), strict=True)
        assert [(was, now) for was, now in places if was != now] == []


# -- keyboard ----------------------------------------------------------------------------------


def test_all_is_done_with_the_keyboard(opened):
    """Tab reaches a list, arrows go on, Enter chooses, Enter again leads in, Escape clears."""
    page = opened()
    page.locator("#events [data-csv]").focus()
    page.keyboard.press("Shift+Tab")
    focused = "document.activeElement.textContent"
    first = page.evaluate(focused)
    page.keyboard.press("ArrowDown")
    second = page.evaluate(focused)
    assert second != first
    page.keyboard.press("End")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Home")
    assert page.evaluate(focused) == first
    page.keyboard.press("ArrowDown")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"
    page.keyboard.press("Enter")
    assert page.locator("#panel-head").inner_text().endswith(second)
    assert page.evaluate(MARKED, "events") == [second]
    assert len(page.evaluate(LABELS, ["timeline", True])) == 1
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel-head"
    page.keyboard.press("Escape")
    assert page.evaluate(focused) == second
    assert hash_of(page) == ""
    assert "Nothing chosen" in panel(page)


def test_each_list_is_one_stop(opened):
    """The tab key stops once in each list, and first at a link that skips to the panel."""
    page = opened()
    page.evaluate("document.querySelector('.skip').focus()")
    stops = []
    while stops[-1:] != ["mentions"]:
        page.keyboard.press("Tab")
        stops.append(
            page.evaluate("document.activeElement.closest('.list')?.parentElement.id ?? ''")
        )
    assert [stop for stop in stops if stop] == ["text", "events", "claims", "actors", "mentions"]
    page.evaluate("document.querySelector('.skip').focus()")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('#panel') !== null")


# -- address and filters -----------------------------------------------------------------------


def test_the_address_opens_the_same_view(browser, files):
    """A link with something chosen and filters opens the page so; back and forward work."""
    window = Opened(browser, files["case"], width=390)
    page = window.go("#event=e-call&lane=Kremlin&status=occurred&with=putin")
    assert page.locator("#lane").input_value() == "Kremlin"
    assert page.evaluate(SHOWN, "events") == [CALL]
    assert page.locator("#panel-head").inner_text().endswith(CALL)
    page.locator("#actors .pick", has_text="Vladimir Putin").evaluate("it => it.click()")
    assert hash_of(page) == "#actor=putin&lane=Kremlin&status=occurred&with=putin"
    page.go_back()
    page.wait_for_function(
        "() => document.getElementById('panel-head').textContent.includes('Lula')"
    )
    page.go_forward()
    page.wait_for_function(
        "() => document.getElementById('panel-head').textContent.includes('Vladimir')"
    )
    assert window.troubles == []
    window.context.close()


def test_filters_act_on_all_views(opened):
    """A lane, a status and an actor leave in figures, tables and text what passes them."""
    page = opened()
    page.locator("#lane").select_option("China's envoy")
    assert len(page.evaluate(SHOWN, "events")) == 4
    assert page.evaluate(SHOWN, "claims") == [
        "Li Hui came to Moscow to discuss a negotiated settlement of Russia's war in Ukraine.",
        "European officials should bring the conflict in Ukraine to an end before it escalates.",
    ]
    labels = page.evaluate(LABELS, ["timeline", True])
    assert len(labels) == 4
    assert "Kremlin" not in page.evaluate(LABELS, ["network", True])
    assert page.locator("#text .faint").count() == 7
    page.locator("#status").select_option("expected")
    assert page.evaluate(SHOWN, "events") == []
    page.locator("#lane").select_option("")
    assert page.evaluate(SHOWN, "events") == ["Planned Ukrainian counteroffensive"]
    page.locator("#filters [type=reset]").click()
    page.wait_for_function("() => location.hash === ''")
    assert page.locator("#counts").inner_text() == (
        "11 of 11 events, 18 of 18 claims, 79 of 79 mentions."
    )
    page.locator("#with").select_option(label="WSJ → The Wall Street Journal")
    assert hash_of(page) == "#with=wsj"
    assert len(page.evaluate(SHOWN, "events")) == 4


def test_a_date_leaves_what_was_known_by_then(opened):
    """As known on a date there are only the events, chains and speakers told by then."""
    page = opened("#known=2031-03-03", which="ferry")
    late = ["Ferry Imaginary docks a day late", "Captain writes to the board"]
    assert page.evaluate(SHOWN, "events") == late
    assert len(page.evaluate(LABELS, ["timeline", True])) == 2
    assert page.locator("#counts").inner_text() == "2 of 6 events, 3 of 13 mentions."
    opened("#event=e-meeting&known=2031-03-05", which="ferry")
    assert page.locator("#panel .chain").count() == 1
    opened("#event=e-meeting&known=2031-03-08", which="ferry")
    assert page.locator("#panel .chain").count() == 2
    opened("#event=e-meeting&known=2031-03-03", which="ferry")
    assert "The filters hide it in the views." in panel(page)
    assert "Nobody yet, as known on this date." in panel(page)


def test_an_actor_that_only_speaks_is_not_hidden(opened):
    """The panel says that the filters hide an actor only where its row is hidden, too."""
    page = opened("#actor=docker-1&known=2031-03-08", which="ferry")
    assert "The filters hide it" not in panel(page)
    assert "Unnamed docker" in page.evaluate(SHOWN, "actors")
    opened("#actor=docker-1&known=2031-03-03", which="ferry")
    assert "The filters hide it in the views." in panel(page)


def test_one_date_of_publication_is_no_choice(opened):
    """With one date there is no such filter, and a line says so."""
    page = opened()
    assert page.locator("#known").count() == 0
    assert "There is one date of publication (1 source, 27 May 2023)" in page.inner_text("form")


# -- reading it on any window ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "window"),
    [
        ("#event=e-call", {"width": 1600}),
        ("#actor=li-hui", {"scheme": "dark"}),
        ("", {"width": 390}),
        ("#sentence=s3", {"width": 390}),
    ],
)
def test_axe_finds_no_violation(opened, address, window):
    """Nothing in the page violates WCAG 2.1 AA as far as axe-core can tell."""
    page = opened(address, **window)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        """async () => {
            const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
            const only = {runOnly: {type: "tag", values}, resultTypes: ["violations"]};
            const {violations} = await axe.run(document, only);
            return violations.map(it => [it.id, it.nodes.length, it.nodes[0].html]);
        }"""
    )
    assert found == []


@pytest.mark.parametrize("width", [390, 1000, 1600])
@pytest.mark.parametrize("address", ["", "#actor=news-outlet"])
def test_nothing_is_broken_at_any_width(opened, width, address):
    """The page never scrolls sideways, nothing reaches out of it, and no headings overlap."""
    page = opened(address, width=width)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide == width
    boxes = page.evaluate(
        """() => [...document.querySelectorAll(".view, .box, .card, #panel, form, header")]
            .map(it => it.getBoundingClientRect()).map(it => [it.left, it.right])"""
    )
    assert min(left for left, _ in boxes) >= 0
    assert max(right for _, right in boxes) <= width
    heads = page.evaluate(
        """() => [...document.querySelectorAll("h1, .views h2")].map(it => {
            const {left, top, right, bottom} = it.getBoundingClientRect();
            return [left, top, right, bottom];
        })"""
    )
    for place, (left, top, right, bottom) in enumerate(heads):
        for left2, top2, right2, bottom2 in heads[:place]:
            assert right <= left2 or right2 <= left or bottom <= top2 or bottom2 <= top


def test_on_a_phone_the_panel_lies_below_and_can_be_folded(opened):
    """Choosing opens the panel at the lower edge without scrolling; a button folds it."""
    page = opened(width=390)
    page.evaluate("document.getElementById('actors').scrollIntoView()")
    top = page.evaluate("scrollY")
    page.locator("#actors .pick").nth(1).click()
    assert page.evaluate("scrollY") == top
    box = page.locator("#panel").bounding_box()
    assert box["y"] + box["height"] == 900
    assert 100 < box["height"] <= 900 * 0.48 + 1
    page.locator("#fold").click()
    assert page.locator("#panel").bounding_box()["height"] < 100
    page.locator("#fold").click()


def test_dark_figures_are_drawn_in_dark_colours(opened):
    """In dark mode the figures have the dark theme's paper, and on paper the light one's."""
    page = opened(scheme="dark")
    paper = "document.getElementById('plot-timeline')._fullLayout.paper_bgcolor"
    assert page.evaluate(paper) == "#12171d"
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.wait_for_function(f"() => {paper} === '#ffffff'")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.wait_for_function(f"() => {paper} === '#12171d'")


def test_on_paper_boxes_are_unfolded_and_the_panel_comes_first(opened):
    """Printed, nothing is cut off by a box, and what is chosen stands before the views."""
    page = opened("#event=e-call")
    page.emulate_media(media="print")
    cut = """() => [...document.querySelectorAll(".box, #panel-body")]
        .filter(it => it.scrollHeight > it.clientHeight + 1).length"""
    assert page.evaluate(cut) == 0
    panel_at, views_at = (page.locator(it).bounding_box()["y"] for it in ("#panel", ".views"))
    assert panel_at < views_at
    page.emulate_media(media="screen")


def test_a_case_of_events_alone_can_be_used(opened):
    """A page with a timeline and one table follows what is chosen, and says who is silent."""
    page = opened("#event=e1", which="only")
    assert len(page.evaluate(LABELS, ["timeline", True])) == 1
    assert "This case has no mentions, so nothing tells." in panel(page)


# -- hostile texts -----------------------------------------------------------------------------

RUN = "window.hit=1"
HOSTILE = (
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
    f"javascript:{RUN}",
    f"java\tscript:{RUN}",
    f"JaVaScRiPt:{RUN}",
    f"vbscript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    "https://example.org/evil.png",
    "//example.org/evil.js",
    f"${{{RUN}}}",
    f"`${{{RUN}}}`",
    f"{{{{constructor.constructor('{RUN}')()}}}}",
    f"%{{x}}<img src=x onerror={RUN}>%{{y}}",
    f"$\\href{{javascript:{RUN}}}{{x}}$",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;img src=x onerror={RUN}&#62;",
    f"\u2028{RUN}\u2028",
    f"\u2029{RUN};//",
    f"\u202e>{RUN}=rorrene x=crs gmi<",
    f"a\x00b<scr\x00ipt>{RUN}</script>",
    f"\ufeff<script>{RUN}</script>",
    f"＜script＞{RUN}＜/script＞",
    f"'-{RUN}-'",
    f'";{RUN};//',
    f"\\';{RUN};//",
    f'{{"__proto__":{{"hit":1}}}};{RUN}',
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


def hostile():
    """Return a case whose texts, ids and addresses all try to run, in every field."""
    number = len(HOSTILE)
    bare = ["".join(text.split()) or "x" for text in HOSTILE]

    def own(letter):
        return [f"{letter}{place}{text}" for place, text in enumerate(bare)]

    text = {name: [*HOSTILE] for name in ("title", "note", "name", "descriptor", "text", "medium")}
    note = {"note": text["note"]}
    events = {
        "event_id": own("e"),
        "title": text["title"],
        "when": [f"2023-{place % 12 + 1:02}-{place % 28 + 1:02}" for place in range(number)],
        "status": ["occurred"] * number,
        "initiators": own("a"),
        "recipients": own("a")[::-1],
        **dict.fromkeys(("when_text", "kind", "lane", "place"), text["name"]),
        **note,
    }
    actors = {
        "actor_id": own("a"),
        "kind": ["person"] * number,
        "naming": ["named"] * number,
        "member_of": ["", *own("a")[:-1]],
        **dict.fromkeys(("name", "aliases", "descriptor"), text["name"]),
        **note,
    }
    sources = {
        "source_id": own("s"),
        "published": [f"2023-05-{place % 28 + 1:02}" for place in range(number)],
        "publisher_id": own("a"),
        **dict.fromkeys(("title", "medium", "lang", "url"), text["title"]),
        **note,
    }
    claims = {"claim_id": own("c"), "kind": ["denial"] * number, "text": text["text"]}
    claims |= {"event_id": own("e"), **note}
    mentions = {
        "mention_id": own("m"),
        "claim_id": own("c"),
        "source_id": own("s"),
        "speaker_id": own("a"),
        "factuality": ["CT+"] * number,
        **dict.fromkeys(("locator", "cue", "hedge", "quote"), text["text"]),
        **note,
    }
    links = {"claim_id": own("c"), "relation": ["disputes"] * number}
    links |= {"other_claim_id": own("c")[::-1], **note}
    tables = {"events": events, "actors": actors, "sources": sources, "claims": claims}
    tables |= {"mentions": mentions, "links": links}
    frames = {
        name: typed_frame(name, pd.DataFrame(table).astype(object))
        for name, table in tables.items()
    }
    reading = "\n".join(f"{place}. {' '.join(text.split())}" for place, text in enumerate(HOSTILE))
    words = HOSTILE[1]
    return Case(**frames, about=About(words, words, words, HOSTILE[45], f"# {words}\n\n{reading}"))


def test_there_are_enough_hostile_texts():
    """At least sixty different texts try to run."""
    assert len(set(HOSTILE)) >= 60


def test_text_of_a_case_never_runs(opened):
    """No text in any field runs, asks for anything or opens a dialog, whatever is chosen."""
    page = opened(which="hostile")
    assert page.evaluate("document.querySelectorAll('.view').length") == 8
    assert page.evaluate("document.scripts.length") == 3
    for kind in ("event", "actor", "claim", "source"):
        keys = page.evaluate(
            """kind => JSON.parse(document.getElementById("data").textContent).keys
                .filter(key => key.startsWith(kind)).map(key => key.slice(kind.length))""",
            f"{kind} ",
        )
        assert len(keys) >= len(HOSTILE)
        for id in keys[::40]:
            page.evaluate(
                "([kind, id]) => { location.hash = `${kind}=${encodeURIComponent(id)}` }",
                [kind, id],
            )
    links = page.evaluate(
        """() => [...document.links].map(it => it.protocol + (it.rel || it.hash.slice(0, 1)))"""
    )
    assert set(links) <= {"file:#", "file:", "https:noopener noreferrer"}
    assert page.evaluate("[window.hit, Object.prototype.hit]") == [None, None]
    assert (
        page.evaluate("document.querySelectorAll('img, iframe, object, embed, base').length") == 0
    )


def test_titles_in_a_timeline_never_run(opened):
    """Labels and cards of events in one lane, which are drawn one by one, do not run either."""
    page = opened(which="labelled")
    assert len(page.evaluate(LABELS, ["timeline", True])) > 30
    page.mouse.move(400, 700)
    page.mouse.move(410, 720)
    assert page.evaluate("window.hit") is None


def test_cells_that_a_spreadsheet_would_run_are_defused(opened, tmp_path):
    """A table that is downloaded has an apostrophe before what looks like a formula."""
    page = opened(which="hostile")
    with page.expect_download() as waiting:
        page.locator("#claims [data-csv]").click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert path.name == "claims.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [*csv.reader(file)]
    assert rows[0] == ["Claim", "Kind", "About the event", "Mentions"]
    assert len(rows) == len(HOSTILE) + 1
    begin = [cell[:1] for row in rows for cell in row]
    assert not set(begin) & set("=+-@\t\r")
    assert '\'=HYPERLINK("https://example.org/","go")' in [row[0] for row in rows]
    assert "' =1+1" in [row[0] for row in rows]
