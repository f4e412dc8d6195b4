"""One page of a case in a browser without a network: whatever is chosen, all views follow."""

from pathlib import Path

import axe_playwright_python
import pytest

from dateline import read_case
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

    def __init__(self, browser):
        context = browser.new_context(viewport={"width": 1000, "height": 900})
        self.context, self.troubles = context, []
        note = self.troubles.append
        context.route(lambda url: not url.startswith("file:"), lambda route: route.abort())
        page = self.page = context.new_page()
        local = ("file:", "data:", "blob:")
        page.on("request", lambda it: it.url.startswith(local) or note(it.url))
        page.on("pageerror", lambda error: note(str(error)))
        page.on("console", lambda message: note(message.text))
        page.on("dialog", lambda dialog: (note(dialog.message), dialog.dismiss()))
        self.path = None

    def go(self, path, address=""):
        """Load a page anew at an address, and wait for its figures."""
        self.path = path
        self.page.goto("about:blank")
        self.page.goto(path.as_uri() + address)
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
    made = {"case": case, "ferry": ferry}
    made["only"] = read_case(Path(__file__).parent / "cases" / "sound-events-only")
    for name, one in made.items():
        save_page(one, folder / f"{name}.html")
    return {name: folder / f"{name}.html" for name in made}


@pytest.fixture(scope="module")
def tab(browser):
    tab = Opened(browser)
    yield tab
    tab.context.close()


@pytest.fixture
def opened(files, tab):
    """Return a function that gives a page at an address, in a window of some size and colours.

    A page is loaded only where another was before: reading plotly.js takes longer than any test.
    A request, an error, a warning or a dialog fails the test.
    """

    def _opened(address="", *, which="case", width=1000, scheme="light"):
        if tab.path != files[which]:
            tab.go(files[which])
        page = tab.set(address)
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        paper = {"light": "#ffffff", "dark": "#12171d"}[scheme]
        page.wait_for_function(AS_ASKED, arg=[348 if width < 720 else 640, paper])
        page.mouse.move(0, 0)
        page.evaluate("scrollTo(0, 0)")
        return page

    yield _opened
    found, tab.troubles[:] = [*tab.troubles], []
    assert found == []


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


def test_all_figures_are_drawn_without_a_request(opened):
    """Three figures are drawn, and nothing is asked for or complained of."""
    page = opened()
    assert page.locator("[data-state=drawn]").count() == 3
    assert page.evaluate("document.querySelectorAll('.plot .main-svg').length >= 3")


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


@pytest.mark.parametrize("width", [1600, 390])
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


def test_the_address_opens_the_same_view(opened, files, tab):
    """A link with something chosen and filters opens the page so; back and forward work."""
    opened(width=390)
    page = tab.go(files["case"], "#event=e-call&lane=Kremlin&status=occurred&with=putin")
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
        ("#sentence=s3", {"width": 390, "scheme": "dark"}),
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


def test_on_a_phone_a_wide_figure_is_smaller_and_can_be_clicked(opened):
    """A figure wider than the window is drawn whole, and its marks stay where they are clicked."""
    page = opened(width=390)
    box = page.locator("#plot-citations").bounding_box()
    room = page.locator("#citations figure").bounding_box()
    assert (box["x"], box["width"]) == pytest.approx((room["x"], room["width"]), abs=1)
    badge = page.locator("#plot-citations .textpoint text", has_text="1").first
    badge.scroll_into_view_if_needed()
    middle = badge.bounding_box()
    page.mouse.click(middle["x"] + middle["width"] / 2, middle["y"] + middle["height"] / 2)
    page.wait_for_function("() => /^#(claim|event)=/.test(location.hash)")
    page = opened(width=1000)
    assert page.locator("#plot-citations").bounding_box()["width"] == 640


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


# -- other cases -------------------------------------------------------------------------------


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


def test_a_case_of_events_alone_can_be_used(opened):
    """A page with a timeline and one table follows what is chosen, and says who is silent."""
    page = opened("#event=e1", which="only")
    assert len(page.evaluate(LABELS, ["timeline", True])) == 1
    assert "This case has no mentions, so nothing tells." in panel(page)
