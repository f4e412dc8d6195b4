"""Who says so on whose word: the figure as data, and as a browser draws it."""

import json
from collections import Counter
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import Case, FrameError, Look, citation_network, citation_table, events_frame, style
from dateline.citations.hops import drawn_of
from dateline.citations.layers import crossings, layered
from dateline.frames import typed_frame

MARKUP = ["<b>x</b>", "<img src=x onerror=alert(1)>", "$x$ and $y$", "%{y} %{x}"]
CARD = """() => [...document.querySelectorAll(".hoverlayer .hovertext")]
    .map(card => card.textContent).join("|")"""
AT = """([x, y]) => {
    const plot = document.querySelector(".js-plotly-plot"), {xaxis, yaxis} = plot._fullLayout;
    const box = plot.getBoundingClientRect();
    return [box.left + xaxis._offset + xaxis.d2p(x), box.top + yaxis._offset + yaxis.d2p(y)];
}"""
LABELS = """() => [...document.querySelectorAll(".scatterlayer .textpoint text")]
    .filter(text => !/^\\d+k?$/.test(text.textContent))
    .map(text => {
        const {left, right, top, bottom} = text.getBoundingClientRect();
        return [text.textContent, left, top, right, bottom];
    })"""
BADGES = """() => [...document.querySelectorAll(".scatterlayer .textpoint text")]
    .map(text => text.textContent).filter(text => /^\\d+k?$/.test(text))"""
SIZE = "() => document.querySelector('.js-plotly-plot')._fullLayout._size"


def mentions_of(*rows):
    """Return typed mentions from (id, parent, speaker, factuality) or with an event and source."""
    columns = ["mention_id", "parent_id", "speaker_id", "factuality", "event_id", "source_id"]
    full = [(*row, *("", "", "", "CT+", "e1", "s1")[len(row) :]) for row in rows]
    frame = pd.DataFrame(full, columns=columns, dtype="str").assign(locator="s1")
    return typed_frame("mentions", frame)


def case_of(*, speakers=(), texts=()):
    """Return a case whose speakers a0, a1, … and events e0, e1, … are called so."""
    ids = [f"e{number}" for number in range(len(texts))]
    events = events_frame(pd.DataFrame({"event_id": ids, "title": list(texts)}, dtype="str"))
    actors = {"actor_id": [f"a{number}" for number in range(len(speakers))], "name": speakers}
    frame = pd.DataFrame(actors, dtype="str").assign(kind="person", naming="named")
    return Case(events=events, actors=typed_frame("actors", frame))


def badges(figure):
    """Return the traces of badges."""
    return [t for t in figure.data if t.mode == "markers+text" and t.legendgroup]


def cards(figure):
    """Return each arrow's first line to its second: between whom, how certain, how many hops."""
    rows = [card.split("<br>") for trace in badges(figure) for card in trace.hovertext]
    return sorted((row[0].removeprefix("<b>").removesuffix("</b>"), row[1]) for row in rows)


def places(figure):
    """Return each document's and speaker's name to its place and look."""
    [marks] = [trace for trace in figure.data if trace.mode == "markers"]
    columns = (marks.hovertext, marks.x, marks.y, marks.marker.size, marks.marker.color)
    return {
        card.split("</b>")[0].removeprefix("<b>").replace("<br>", " "): (x, y, size, colour)
        for card, x, y, size, colour in zip(*columns, strict=True)
    }


@pytest.fixture(scope="module")
def figure(case):
    """Return the bundled case's network."""
    return citation_network(case.mentions, case=case)


# -- the figure as data ------------------------------------------------------------------------


def test_every_hop_of_the_case_is_in_an_arrow(case, figure):
    """A recount by hand of hops by pair of speakers and kind of factuality gives the badges."""
    by_id = case.mentions.set_index("mention_id")
    outer = case.mentions["parent_id"].map(by_id["speaker_id"]).fillna("the document")
    factuality = case.mentions["factuality"].astype("str")
    hops = Counter(zip(outer, case.mentions["speaker_id"], factuality, strict=True))
    assert sorted(hops.values()) == sorted(int(n) for t in badges(figure) for n in t.text)
    assert sum(hops.values()) == 79


def test_layers_run_from_the_document_to_the_origins(figure):
    """The document stands left of the outlet, that left of ISW, WSJ and the diplomats."""
    at = places(figure)
    chain = [
        "News item about a report of the Institute for the Study of War",
        "Unnamed news outlet",
        "Institute for the Study of War",
        "The Wall Street Journal",
        "First unnamed diplomat",
    ]
    across = [at[name][0] for name in chain]
    assert across == sorted(set(across))
    assert at["ISW's analysts"][0] == at[chain[2]][0]
    assert at["Vladimir Putin"][0] == at["Li Hui"][0] == across[-1]


def test_a_card_tells_what_cue_hedge_factuality_place_and_quote(case):
    """An arrow's card gives each hop's claim, factuality, cue, hedge, quote, locator, source."""
    figure = citation_network(case.mentions, case=case, about="c-amplify", width=1600)
    [card] = [card for t in badges(figure) for card in t.hovertext if "Study of War</b>" in card]
    told = card.replace("<br>", " ")
    assert told.startswith("<b>Unnamed news outlet → Institute for the Study of War</b> probable")
    for part in (
        (
            "probable; cue “said”; hedge “likely”; quote “The Kremlin is likely amplifying its "
            "false interests in negotiations”; s10 in News item about a report"
        ),
        "1 hop",
    ):
        assert part in told


def test_a_card_of_many_hops_says_how_many_more():
    """Of six hops four are told, and two more are counted."""
    rows = [(f"m{n}", "", "a0", "CT+", f"e{n}", "s1") for n in range(6)]
    figure = citation_network(mentions_of(*rows))
    [card] = badges(figure)[0].hovertext
    assert card.count("•") == 4
    assert card.endswith("and 2 more hops")


def test_colour_dash_and_badge_say_the_factuality(figure):
    """Kinds of factuality differ by dash or, where they deny, by the badge's shape and filling."""
    entries = [trace for trace in figure.data if trace.x == (None,)]
    looks = {t.name: (t.line.dash, t.marker.symbol, t.line.color) for t in entries}
    assert looks == {
        "certain": ("solid", "circle", "#005a8c"),
        "probable": ("10px,4px", "circle", "#00664a"),
        "possible": ("5px,4px", "circle", "#a14400"),
        "certainly not": ("solid", "square", "#8a3a6b"),
        "passed on without stance": ("1.5px,3px", "circle", "#55606b"),
    }
    assert len({look[:2] for look in looks.values()}) == len(looks)


def test_unnamed_speakers_are_dashed_rings_and_documents_are_pages(figure):
    """Three unnamed speakers have rings of their size and italic labels, a document its page."""
    rings = [shape for shape in figure.layout.shapes if shape.type == "circle"]
    at = places(figure)
    unnamed = ["First unnamed diplomat", "Second unnamed diplomat", "Unnamed news outlet"]
    drawn = {(ring.xanchor, ring.yanchor, 2 * ring.x1) for ring in rings}
    assert drawn == {at[name][:3] for name in unnamed}
    assert {ring.line.dash for ring in rings} == {"4px,3px"}
    assert [shape.type for shape in figure.layout.shapes].count("path") == 1
    [labels] = [trace for trace in figure.data if trace.mode == "text"]
    assert sum(text.startswith("<i>") for text in labels.text) == 3
    assert at["ISW's analysts"][3] == style.PAPER


def test_about_draws_one_claims_chains_only(case):
    """With `about` only the four hops behind the freeze are drawn, without a menu."""
    figure = citation_network(case.mentions, case=case, about="c-freeze")
    assert sum(int(n) for t in badges(figure) for n in t.text) == 4
    assert len(places(figure)) == 5
    assert not figure.layout.updatemenus


def test_a_speaker_at_two_depths_stands_right_of_all_that_relay_it():
    """A speaker cited once directly and once through another has one place, the deeper."""
    figure = citation_network(
        mentions_of(("m1", "", "a"), ("m2", "m1", "c"), ("m3", "m1", "b"), ("m4", "m3", "c"))
    )
    at = places(figure)
    assert at["s1"][0] < at["a"][0] < at["b"][0] < at["c"][0]


def test_a_circle_of_speakers_is_laid_out_by_mean_depth():
    """Speakers that relay each other stand by their mean depth; one arrow runs to the left."""
    figure = citation_network(
        mentions_of(
            ("m1", "", "a"),
            ("m2", "m1", "b"),
            ("n1", "", "b", "CT+", "e2", "s2"),
            ("n2", "n1", "a", "PR+", "e2", "s2"),
            ("n3", "n2", "b", "PR+", "e2", "s2"),
        )
    )
    at = places(figure)
    assert at["a"][0] < at["b"][0]
    [line] = [t for t in figure.data if t.mode == "lines+markers" and t.name == "probable"][:1]
    x = [value for value in line.x if value is not None]
    assert max(x) <= at["b"][0]
    assert cards(figure) == [
        ("a → b", "certain, 1 hop"),
        ("a → b", "probable, 1 hop"),
        ("b → a", "probable, 1 hop"),
        ("s1 → a", "certain, 1 hop"),
        ("s2 → b", "certain, 1 hop"),
    ]


def test_a_speaker_who_relays_itself_has_a_loop():
    """A hop from a speaker to itself is a loop above its mark, inside the figure."""
    figure = citation_network(mentions_of(("m1", "", "a"), ("m2", "m1", "a", "PR+")))
    [line] = [t for t in figure.data if t.mode == "lines+markers" and t.name == "probable"][:1]
    heights = [y for y in line.y if y is not None]
    assert min(heights) > 0
    assert max(heights) < places(figure)["a"][1]


def test_an_absent_parent_anchors_the_hop_at_its_document():
    """A mention whose relaying mention the frame lacks begins at its document."""
    figure = citation_network(mentions_of(("m2", "m1", "a")))
    assert cards(figure) == [("s1 → a", "certain, 1 hop")]


@pytest.mark.parametrize(
    ("rows", "alt"),
    [
        ([], "0 hops by 0 speakers in 0 documents, from 0 origins."),
        (
            [("m1", "", "a")],
            (
                "1 hop by 1 speaker in 1 document, from 1 origin. Hops: 1 certain. "
                "A longest chain, 1 hop: a, about “e1”."
            ),
        ),
        (
            [("m1", "", "a", "Uu"), ("m2", "m1", "b")],
            (
                "2 hops by 2 speakers in 1 document, from 1 origin. Hops: 1 certain and 1 passed "
                "on without stance. A longest chain, 2 hops: a on the word of b, about “e1”."
            ),
        ),
    ],
)
def test_few_mentions_are_drawn(rows, alt):
    """No mention, one and two each make a figure with its text."""
    figure = citation_network(mentions_of(*rows))
    assert figure.layout.meta["alt"] == f"Network of who says so on whose word: {alt}"
    assert np.isfinite([*figure.layout.xaxis.range, *figure.layout.yaxis.range]).all()


def test_the_alt_text_of_the_case(figure):
    """The figure says in words how much it shows, and the longest chain."""
    assert figure.layout.meta["alt"] == (
        "Network of who says so on whose word: 79 hops by 9 speakers in 1 document, from 9 "
        "origins. Hops: 25 certain, 5 probable, 1 possible, 1 certainly not and 47 passed on "
        "without stance. A longest chain, 4 hops: Unnamed news outlet on the word of Institute "
        "for the Study of War on the word of Kremlin on the word of Vladimir Putin, about “Kyiv "
        "and those in the West who sponsor it are still blocking that dialogue”."
    )


def test_the_caption_warns_that_size_is_no_influence(figure):
    """The first words of the caption say what size counts."""
    assert figure.layout.annotations[0].text.startswith(
        "Size counts a speaker's mentions in this corpus, not influence."
    )


def test_order_of_rows_does_not_matter(case, figure):
    """The same rows in another order make the same figure to the byte, and are not changed."""
    mentions = case.mentions.copy(deep=True)
    turned = replace(case, mentions=case.mentions.iloc[::-1], actors=case.actors.iloc[::-1])
    assert citation_network(turned.mentions, case=turned).to_json() == figure.to_json()
    pd.testing.assert_frame_equal(case.mentions, mentions)


@pytest.mark.parametrize(
    ("about", "message"),
    [
        (
            "c-freze",
            (
                "no mention is about “c-freze”: neither event_id nor claim_id has it; did you mean "
                "“c-freeze”?"
            ),
        ),
        (
            "putin",
            "citation_network needs the id of an event or a claim; “putin” is the id of a speaker",
        ),
    ],
)
def test_an_unknown_id_is_refused(case, about, message):
    """An id that no mention is about is refused with the nearest, or with what it is."""
    with pytest.raises(FrameError) as raised:
        citation_network(case.mentions, about=about)
    assert str(raised.value) == message


def test_an_untyped_frame_and_a_circle_are_refused(case):
    """A frame without the columns, events instead of mentions, or a circle is refused."""
    with pytest.raises(FrameError, match="citation_network needs typed mentions"):
        citation_network(case.events)
    with pytest.raises(FrameError, match="parent_id runs in a circle through “m1” and “m2”"):
        citation_network(mentions_of(("m1", "m2", "a"), ("m2", "m1", "b")))


@pytest.mark.parametrize("theme", ["dark", "print"])
def test_a_theme_changes_colours_and_print_has_no_menu(case, figure, theme):
    """In another theme everything stands where it stood relative to the rest."""
    themed = citation_network(case.mentions, case=case, look=Look(theme=theme))
    assert bool(themed.layout.updatemenus) == (theme == "dark")
    ink = style.THEMES[theme][style.ACTOR]
    assert places(themed)["Vladimir Putin"][3] == ink
    for name, (x, y, size, _) in places(figure).items():
        assert places(themed)[name][:3] == (x, y, size)


def test_many_mentions_are_gathered_and_the_rest_is_counted():
    """Of 20,000 hops by 3,000 speakers in 30 documents what is not drawn is counted in words."""
    number = 20_000
    rows = {
        "mention_id": [f"m{n}" for n in range(number)],
        "event_id": [f"e{n // 4}" for n in range(number)],
        "source_id": [f"s{n // 4 % 30}" for n in range(number)],
        "locator": "s1",
        "parent_id": ["" if n % 4 == 0 else f"m{n - 1}" for n in range(number)],
        "speaker_id": [f"a{n % 4 * 1000 + n * n % 997}" for n in range(number)],
        "factuality": "CT+",
    }
    mentions = typed_frame("mentions", pd.DataFrame(rows, dtype="str"))
    drawn = drawn_of(mentions, about=None)
    assert int(drawn.arrows["count"].sum() + drawn.left_out["count"].sum()) == number
    figure = citation_network(mentions)
    assert "30 documents" in " ".join(places(figure))
    told = (
        f"Drawn: the 200 arrows with the most hops. Left out: {len(drawn.left_out):,} further "
        f"arrows with {drawn.left_out['count'].sum():,} hops."
    )
    assert figure.layout.meta["alt"].endswith(told)
    assert told in figure.layout.annotations[0].text.replace("<br>", " ")
    assert len(figure.to_json()) < 2_000_000


@st.composite
def forests(draw):
    """Make up mentions in chains of several depths, about several events, in several sources."""
    rows = []
    for number in range(draw(st.integers(0, 25))):
        parent = draw(st.integers(-1, number - 1))
        event, source = (
            (rows[parent][4], rows[parent][5])
            if parent >= 0
            else (draw(st.sampled_from(["e0", "e1", "e2"])), draw(st.sampled_from(["s0", "s1"])))
        )
        speaker = draw(st.sampled_from(["a0", "a1", "a2", "a3", "a4"]))
        factuality = draw(st.sampled_from(["CT+", "CT-", "PR+", "PS-", "Uu", "CTu"]))
        rows.append((f"m{number}", f"m{parent}" if parent >= 0 else "", speaker, factuality,
                     event, source))  # fmt: skip
    return rows


@settings(max_examples=20)
@given(forests())
def test_every_hop_is_in_exactly_one_arrow(rows):
    """Badges together count each mention once, in the figure and in each choice of the menu."""
    figure = citation_network(mentions_of(*rows))
    hops = Counter()
    speaker = {row[0]: row[2] for row in rows}
    group = {"Uu": "passed on without stance", "CTu": "passed on without stance", "CT+": "certain"}
    group |= {"CT-": "certainly not", "PR+": "probable", "PS-": "possibly not"}
    for _, parent, own, factuality, _, source in rows:
        hops[f"{speaker.get(parent, source)} → {own}", group[factuality]] += 1
    assert cards(figure) == sorted(
        (pair, f"{stance}, {number} hop{'' if number == 1 else 's'}")
        for (pair, stance), number in hops.items()
    )
    per_event = Counter(row[4] for row in rows)
    for menu in figure.layout.updatemenus:
        totals = {}
        for button in menu.buttons:
            texts = [text for text in button.args[0]["text"][-len(badges(figure)) :] if text]
            totals[button.label] = sum(int(number) for text in texts for number in text)
        assert totals == {"all events and claims": len(rows), **per_event}


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=14))
def test_arrows_run_right_but_in_circles(ends):
    """Where no circle is, every arrow's inner end stands in a layer right of its outer end."""
    pairs = [(min(pair), max(pair)) for pair in ends if pair[0] != pair[1]]
    found = layered(np.zeros(9), pairs)
    layer = {member: number for number, row in enumerate(found.rows) for member in row}
    assert all(layer[outer] < layer[inner] for outer, inner in pairs)
    assert all(len(route) == layer[b] - layer[a] + 1 for (a, b), route in found.routes.items())


def test_a_tree_has_no_crossing():
    """Where no crossing is needed, none is drawn, whatever the ids' order."""
    pairs = [(0, 5), (0, 3), (0, 4), (3, 8), (3, 10), (4, 6), (4, 9), (5, 7), (5, 11), (7, 1)]
    found = layered(np.zeros(12), pairs)
    assert crossings(found.rows, pairs) == 0


# -- the figure in a browser -------------------------------------------------------------------


def card_at(page, place):
    """Return the card that shows when the pointer rests on a place of the axes."""
    page.mouse.move(3, 3)
    page.mouse.move(*page.evaluate(AT, list(place)))
    page.wait_for_selector(".hoverlayer .hovertext")
    return page.evaluate(CARD)


def crowd():
    """Make up 36 speakers with long names who relay one another in four layers, in four sources."""
    rows = []
    for chain in range(40):
        for hop in range(4):
            number = (chain * (7 + hop) + hop) % 9 + hop * 9
            parent = f"m{chain}-{hop - 1}" if hop else ""
            stance = ["CT+", "Uu", "PR+", "CT-"][(chain + hop) % 4]
            source = f"s{chain % 4}"
            rows.append((f"m{chain}-{hop}", parent, f"a{number}", stance, f"e{chain}", source))
    names = [f"Deputy spokesperson of the Ministry of Foreign Affairs {n}" for n in range(36)]
    return mentions_of(*rows), case_of(speakers=names)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("which", "width"),
    [("case", 390), ("case", 1600), ("crowd", 390), ("crowd", 940), ("ferry", 700)],
)
def test_labels_neither_overlap_nor_are_cut(draw, case, ferry, which, width):
    """At every width no label lies on another or reaches out of the figure, up to 40 places."""
    cases = {"case": (case.mentions, case), "ferry": (ferry.mentions, ferry), "crowd": crowd()}
    mentions, of = cases[which]
    figure = citation_network(mentions, case=of, width=width)
    page = draw(figure, width=width, height=int(figure.layout.height))
    bottom, top = figure.layout.yaxis.range
    assert page.evaluate(SIZE)["h"] == bottom - top
    boxes = page.evaluate(LABELS)
    assert len(boxes) == len(places(figure))
    for number, (text, left, top, right, bottom) in enumerate(boxes):
        assert left >= 0, text
        assert right <= width, text
        assert top >= 0, text
        assert bottom <= figure.layout.height, text
        for other, start, above, end, below in boxes[:number]:
            apart = right <= start or end <= left or bottom <= above + 2 or below <= top + 2
            assert apart, (text, other)


@pytest.mark.browser
def test_speakers_and_arrows_show_their_cards(draw, figure):
    """Resting on a mark shows its speaker, and on a badge the hops behind it."""
    page = draw(figure, height=int(figure.layout.height) + 20)
    for name, (x, y, _, _) in places(figure).items():
        assert card_at(page, (x, y)).startswith(name[:30])
    for trace in badges(figure):
        for x, y, card in zip(trace.x, trace.y, trace.hovertext, strict=True):
            head = card.split("</b>")[0].removeprefix("<b>").replace("<br>", "")
            assert card_at(page, (x, y)).startswith(head)


@pytest.mark.browser
def test_the_menu_isolates_one_claim_and_all_comes_back(draw, figure):
    """A choice leaves one claim's hops, where they stood, and the first choice brings all back."""
    page = draw(figure, height=700)
    marks = "[...document.querySelector('.js-plotly-plot').data].find(t => t.mode === 'markers')"
    whole = page.evaluate(BADGES)
    text = "It is not in the international interest to freeze the conflict."
    at = places(figure)
    page.locator(".updatemenu-header").click()
    page.locator(".updatemenu-dropdown-button", has_text=text).dispatch_event("click")
    page.wait_for_function(f"() => {marks}.x.length === 5")
    assert page.evaluate(BADGES) == ["1", "1", "1", "1"]
    assert len(page.evaluate(LABELS)) == 5
    kept = page.evaluate(f"() => [{marks}.x, {marks}.y]")
    assert set(zip(*kept, strict=True)) <= {place[:2] for place in at.values()}
    visible = "() => document.querySelectorAll('.shapelayer path').length"
    assert page.evaluate(visible) == 3
    page.locator(".updatemenu-header").click()
    page.locator(".updatemenu-dropdown-button").first.dispatch_event("click")
    page.wait_for_function(f"() => {marks}.x.length === {len(at)}")
    assert page.evaluate(BADGES) == whole
    assert page.evaluate(visible) == 4


@pytest.mark.browser
def test_the_legend_hides_a_factuality_in_every_choice(draw, figure):
    """A click on a factuality hides its arrows, and no choice of the menu brings them back."""
    page = draw(figure, height=700)
    [passed] = [trace for trace in badges(figure) if trace.name.startswith("passed on")]
    left = len(page.evaluate(BADGES)) - len(passed.x)
    page.locator(".legend .traces", has_text="passed on").locator(".legendtoggle").click()
    page.wait_for_function(f"() => ({BADGES})().length === {left}")
    page.locator(".updatemenu-header").click()
    text = "It is not in the international interest"
    page.locator(".updatemenu-dropdown-button", has_text=text).dispatch_event("click")
    page.wait_for_function(f"() => ({BADGES})().length === 1")


@pytest.mark.browser
def test_markup_in_a_case_shows_as_text(draw):
    """Tags, formulas and templates in names, texts, cues and quotes are shown as written."""
    rows = [(f"m{n}", "", f"a{n}", "CT+", f"e{n}", text) for n, text in enumerate(MARKUP)]
    mentions = mentions_of(*rows).assign(cue=MARKUP, quote=MARKUP, locator=MARKUP)
    figure = citation_network(mentions, case=case_of(speakers=MARKUP, texts=MARKUP), width=1600)
    page = draw(figure, width=1600, height=int(figure.layout.height) + 20)
    shown = [text.replace(" ", "") for text, *_ in page.evaluate(LABELS)]
    assert sorted(shown) == sorted([text.replace(" ", "") for text in MARKUP] * 2)
    [trace] = badges(figure)
    for x, y in zip(trace.x, trace.y, strict=True):
        card = card_at(page, (x, y)).replace(" ", "")
        told = [card.count(text.replace(" ", "")) for text in MARKUP]
        assert sorted(told) == [0, 0, 0, 7]
    page.locator(".updatemenu-header").click()
    choices = page.locator(".updatemenu-dropdown-button").all_text_contents()
    assert sorted(choices[1:]) == sorted(MARKUP)
    assert page.evaluate("document.querySelectorAll('img').length") == 0


def test_the_figure_is_json_without_numbers_that_are_none(figure):
    """No value is NaN, which JSON does not know."""
    json.loads(figure.to_json(), parse_constant=pytest.fail)


@pytest.mark.parametrize("width", [200, 390])
def test_a_narrow_figure_is_drawn(case, width):
    """From the narrowest width that is allowed on, the menu finds its place."""
    figure = citation_network(case.mentions, case=case, width=width)
    assert figure.layout.width == width
    assert len(figure.layout.updatemenus[0].buttons) == 29


@pytest.mark.parametrize("width", [200, 800])
def test_every_badge_has_its_room_in_the_figure(case, ferry, width):
    """No badge reaches over the upper edge of what the axes show, however many lines meet."""
    for of in (case, ferry):
        figure = citation_network(of.mentions, case=of, width=width)
        heights = [y for trace in badges(figure) for y in trace.y if y is not None]
        assert min(heights) - 8 >= figure.layout.yaxis.range[1]


def test_chains_that_are_cut_short_are_counted(case):
    """Without the rows of the diplomats, the figure says that their chains go on in the case."""
    chosen = case.mentions[~case.mentions["speaker_id"].str.startswith("diplomat")]
    figure = citation_network(chosen, case=case)
    told = "Cut short, for the case has further hops that were not chosen: 4 chains."
    assert told in figure.layout.meta["alt"]
    assert told in " ".join(figure.layout.annotations[0].text.split("<br>"))
    assert "Cut short" not in citation_network(chosen).layout.meta["alt"]


# -- the table ---------------------------------------------------------------------------------


def test_the_table_holds_every_hop(case):
    """The table has a row for each mention, with both ends of its hop, in the figure's words."""
    table = citation_table(case.mentions, case=case)
    assert len(table) == len(case.mentions)
    ends = Counter(zip(table["told by"], table["on the word of"], strict=True))
    assert ends["The Wall Street Journal", "First unnamed diplomat"] == 2
    assert ends["Unnamed news outlet", "ISW's analysts"] == 10
    coded = case.mentions["factuality"].astype("str").value_counts()
    assert table["certainty"].value_counts().to_dict() == {
        "certain": coded["CT+"],
        "certainly not": coded["CT-"],
        "passed on without stance": coded["Uu"],
        "possible": coded["PS+"],
        "probable": coded["PR+"],
    }


def test_the_table_tells_one_chain_from_the_outside_in(case):
    """About one claim, the rows go from the document's own voice to the origin."""
    table = citation_table(case.mentions, case=case, about="c-freeze")
    speakers = [
        "Unnamed news outlet",
        "Institute for the Study of War",
        "The Wall Street Journal",
        "First unnamed diplomat",
    ]
    assert table["on the word of"].tolist() == speakers
    assert table["told by"].tolist() == [case.sources["title"].iloc[0], *speakers[:-1]]
    assert table["depth"].tolist() == [0, 1, 2, 3]
    assert table["origin"].tolist() == ["", "", "", "yes"]


def test_the_table_of_more_documents_than_the_figure_tells_apart(many):
    """Where the figure draws all documents as one, the table still names each."""
    _, made = many(200)
    table = citation_table(made.mentions)
    assert set(table["told by"]) == set(made.mentions["source_id"])


def test_no_mentions_make_an_empty_table(case):
    """Without mentions there are the columns and no row."""
    table = citation_table(case.mentions.iloc[:0], case=case)
    assert len(table) == 0
    assert list(table)[:3] == ["about", "told by", "on the word of"]
