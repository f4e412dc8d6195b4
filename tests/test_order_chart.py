"""What is certain of the order: the figure as data, and as a browser draws it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from dateline import Case, FrameError, Look, events_frame, style
from dateline.frames import typed_frame
from dateline.order import order
from dateline.order_chart import order_chart

MARKUP = ["<b>x</b>", "<img src=x onerror=alert(1)>", "$x$ and $y$", "%{y} %{x}"]
STATUSES = ["occurred", "ongoing", "expected", "not-occurred", "undetermined"]
TEXTS = """() => [...document.querySelectorAll(".scatterlayer .textpoint text, .xtick text,"
        + " .annotation-text")].map(text => {
    const {left, right, top, bottom} = text.getBoundingClientRect();
    return {text: text.textContent, left, right, top, bottom};
})"""
BARS = """() => [...document.querySelectorAll(".scatterlayer .js-line")].map(path => {
    const {left, right, top, bottom} = path.getBoundingClientRect();
    return {left, right, top, bottom, width: right - left};
})"""


def events_of(*when, **columns):
    """Return events e0, e1, … of these EDTF dates."""
    ids = [f"e{number}" for number in range(len(when))]
    titles = [f"Event {number}" for number in range(len(when))]
    frame = pd.DataFrame({"event_id": ids, "title": titles, "when": pd.Series(when, dtype="str")})
    return events_frame(frame.assign(**columns))


def made_up(count, *, days=60):
    """Return events of days, months, intervals, open ends, times of day and no date."""
    draw = np.random.default_rng(count)
    first = pd.date_range("2023-03-01", periods=days)[draw.integers(0, days, count)]
    forms = ["%Y-%m-%d", "%Y-%m-%d", "%Y-%m", "%Y-%m-%d/..", "%Y-%m-%dT14:30:00Z", ""]
    when = [day.strftime(form) for day, form in zip(first, draw.choice(forms, count), strict=True)]
    titles = [f"Event {n} " + "of a long title" * int(draw.integers(0, 4)) for n in range(count)]
    return events_of(*when, title=titles, status=draw.choice(STATUSES, count))


def title_of(card):
    return card.split("</b>")[0].removeprefix("<b>").replace("<br>", " ")


def bars(figure, axis):
    """Return each bar that shows, by its event's title: where it begins and ends."""
    return {
        title_of(card): (round(left, 2), round(left + length, 2))
        for trace in figure.data
        if trace.type == "bar" and trace.xaxis == axis
        for card, left, length in zip(trace.hovertext, trace.base, trace.x, strict=True)
    }


def spans(figure):
    """Return the columns of each event's bar, the last included."""
    return {name: (int(left), int(right)) for name, (left, right) in bars(figure, "x").items()}


def cards_of(figure):
    """Return each event's card by its title."""
    return {
        title_of(card): card
        for trace in figure.data
        if trace.type == "bar" and trace.hovertext
        for card in trace.hovertext
    }


def note(figure):
    """Return the text under the figure, in one line."""
    return figure.layout.annotations[0].text.replace("<br>", " ")


def tray(figure):
    return {*bars(figure, "x2")}


def written(figure):
    """Count the titles that stand in the figure."""
    return sum(len(trace.text) for trace in figure.data if trace.type == "scatter" and trace.text)


def alt(figure):
    return figure.layout.meta["alt"]


@pytest.fixture(scope="module")
def figure(case):
    """Return what is certain in the case."""
    return order_chart(case.events, case=case)


# -- the figure as data ------------------------------------------------------------------------


def test_the_case(figure):
    """Five events of the case end before the news item begins, and five have no certain place."""
    assert spans(figure) == {
        "Li Hui urges officials to end the conflict": (0, 0),
        "Li Hui visits European states": (0, 0),
        "Li Hui arrives in Moscow": (0, 0),
        "Putin and Lula speak by telephone": (0, 0),
        "Kremlin tells what Putin said in the call": (0, 0),
        "News item on ISW's report appears": (1, 1),
    }
    assert tray(figure) == {
        "Information campaign likely being revived",
        "Unnamed diplomat speaks with Li Hui",
        "Planned Ukrainian counteroffensive",
        "Wall Street Journal reports on Li Hui",
        "ISW publishes its report",
    }
    assert figure.layout.xaxis.tickvals == (1,)
    assert figure.layout.xaxis.ticktext == ("27 May<br>2023",)


def test_the_alt_text_of_the_case(figure):
    """The figure says in words a longest certain sequence, and what has no certain place."""
    assert alt(figure) == (
        "Order of 11 events, as far as it is certain under every admissible dating. "
        "A longest certain sequence: “Li Hui urges officials to end the conflict” and “News item "
        "on ISW's report appears”. No certain place in the order: “Information campaign "
        "likely being revived”, “Unnamed diplomat speaks with Li Hui”, “Planned Ukrainian "
        "counteroffensive”, “ISW publishes its report” and “Wall Street Journal reports on Li Hui”."
    )


@pytest.mark.parametrize("count", [30, 300])
def test_left_of_means_certainly_before(count):
    """A bar ends left of where another begins exactly where that order is certain."""
    events = made_up(count).assign(title=lambda frame: frame["event_id"])
    figure = order_chart(events)
    pairs = order(events)
    certain = pairs[pairs["precedes"] == "certainly"][["event_id", "other_id"]]
    drawn = bars(figure, "x")
    assert {
        (one, other)
        for one, (_, right) in drawn.items()
        for other, (left, _) in drawn.items()
        if right < left
    } == set(certain.itertuples(index=False, name=None))
    comparable = {*certain["event_id"], *certain["other_id"]}
    assert (drawn.keys(), tray(figure)) == (comparable, {*events["event_id"]} - comparable)


def test_lines_carry_the_instants_that_part_the_columns():
    """By a line's date all that ends left of it is over, and nothing right of it has begun."""
    figure = order_chart(
        events_of("2023-05-26", "2023-05-26T14:00:00Z", "2023-05-27", "2023-05-28T06:00:00Z")
    )
    assert spans(figure) == {
        "Event 0": (0, 0),
        "Event 1": (0, 0),
        "Event 2": (1, 1),
        "Event 3": (2, 2),
    }
    assert figure.layout.xaxis.tickvals == (1, 2)
    assert figure.layout.xaxis.ticktext == ("27 May<br>2023", "28 May<br>2023, 06:00:00")


def test_years_before_the_common_era_are_written():
    """A line at a BCE date says so."""
    figure = order_chart(events_of("-0044-03-14", "-0043-03-15"))
    assert figure.layout.xaxis.ticktext == ("15 March<br>44 BCE",)


def test_a_card_counts_what_is_certain(figure):
    """A card ends with how many events certainly come before and after."""
    cards = {title: card.split("<br>")[-1] for title, card in cards_of(figure).items()}
    assert cards["News item on ISW's report appears"] == "Certainly after 5 events, before 0 events"
    assert cards["Li Hui arrives in Moscow"] == "Certainly after 0 events, before 1 event"
    assert cards["ISW publishes its report"] == "Certainly after 0 events, before 0 events"


@pytest.mark.parametrize(
    ("when", "number", "said"),
    [
        ([""], "1 event", " No certain place in the order: “Event 0”."),
        (
            ["2023-05-26", "2023-05-26"],
            "2 events",
            " No certain place in the order: “Event 0” and “Event 1”.",
        ),
        (
            ["2023-05-27", "2023-05-26", "2023-05-27"],
            "3 events",
            " A longest certain sequence: “Event 1” (undetermined) and “Event 0” (undetermined).",
        ),
    ],
)
def test_few_events_are_drawn(when, number, said):
    """One event, two without an order, and two with one each make a figure with its text."""
    figure = order_chart(events_of(*when))
    start = f"Order of {number}, as far as it is certain under every admissible dating."
    assert alt(figure) == start + said
    assert figure.layout.xaxis.visible == (len(when) == 3)


@pytest.mark.parametrize("theme", ["light", "print"])
def test_no_events_are_said_to_be_none(theme):
    """A frame without events is one quiet line, not a blank page."""
    figure = order_chart(events_of(), look=Look(theme=theme))
    assert (note(figure), alt(figure)) == ("No events.", "Order of events: no events.")
    assert figure.layout.xaxis.visible is False


FLAGGED = ["2023-05-01~", "2023-05-05?", "2023-05-08", "2023-05-12", "2023-05-14", "2023-05-20/.."]
STATED = ["occurred", "occurred", "not-occurred", "expected", "occurred", "ongoing"]


def test_titles_and_bars_show_what_is_not_settled():
    """Signs stand at titles, a cross on what did not occur, and the key tells each of them."""
    figure = order_chart(events_of(*FLAGGED, status=STATED))
    titles = {text for trace in figure.data for text in trace.text or ()}
    assert titles == {"≈ Event 0", "Event 1 (?)", "× Event 2", "Event 3", "Event 4", "Event 5"}
    [cross] = [trace for trace in figure.data if trace.type == "scatter" and trace.marker.symbol]
    assert (cross.marker.symbol, cross.x) == ("x", (2.5,))
    assert note(figure).startswith(
        "Dashed: expected. ×, crossed: said not to have happened. ≈: an approximate date. "
        "(?): an uncertain date. One event certainly"
    )
    assert note(order_chart(events_of("2023-05-26"))).startswith("One event certainly precedes")


def test_the_sequence_in_words_is_of_settled_events():
    """Expected, denied and flagged events are left out of the sequence that is told as certain."""
    figure = order_chart(events_of(*FLAGGED, status=STATED))
    assert alt(figure).endswith(
        " A longest certain sequence of events that are said to have happened, on dates that are "
        "not flagged: “Event 4” and “Event 5”."
    )
    settled = order_chart(events_of(*FLAGGED[4:], status=STATED[4:]))
    assert alt(settled).endswith(" A longest certain sequence: “Event 0” and “Event 1”.")


def test_a_sequence_of_others_says_what_they_are():
    """Where no two settled events follow one another, each other one is told as what it is."""
    figure = order_chart(events_of(*FLAGGED[:5], status=STATED[:5]))
    assert alt(figure).endswith(
        " A longest certain sequence: “Event 0” (approximate), “Event 1” (uncertain), “Event 2” "
        "(not-occurred), “Event 3” (expected) and “Event 4”."
    )


def test_gaps_in_a_frame_lose_no_event():
    """An event without a title stands under its id, one without a status as undetermined."""
    events = events_of("2023-05-26", "2023-05-27").assign(title=None, status=None)
    figure = order_chart(events.astype({"title": "str"}))
    said = "A longest certain sequence: “e0” (undetermined) and “e1” (undetermined)."
    assert alt(figure).endswith(said)
    assert {trace.name for trace in figure.data} == {"undetermined"}


def test_above_200_events_titles_are_only_in_the_cards():
    """Two hundred events have their titles beside them; of 201 each still has its card."""
    assert written(order_chart(made_up(200))) == 200
    figure = order_chart(made_up(201).assign(title=lambda frame: frame["event_id"]))
    assert written(figure) == 0
    assert len(spans(figure)) + len(tray(figure)) == 201


def test_what_is_left_out_is_said():
    """Of more than 2,000 events the first are drawn, and note and text say how many are not."""
    days = pd.date_range("2010-01-01", periods=2003).strftime("%Y-%m-%d")
    figure = order_chart(events_of(*reversed(days)))
    said = "3 events left out: drawn are the 2,000 with the first bounds."
    assert alt(figure).startswith("Order of 2,000 events")
    assert alt(figure).endswith(said)
    assert note(figure).startswith(said)
    assert len(spans(figure)) == 2000
    assert {"Event 0", "Event 1", "Event 2"}.isdisjoint(spans(figure))
    assert len(figure.to_json()) < 1_500_000


def test_order_of_rows_does_not_matter(case, figure):
    """The same events in another order make the same figure to the byte."""
    turned = replace(
        case,
        events=case.events.iloc[::-1],
        actors=case.actors.iloc[::-1],
        mentions=case.mentions.iloc[::-1],
    )
    again = order_chart(turned.events, case=turned)
    assert again.to_json() == figure.to_json()


def test_the_frames_given_are_not_changed(case):
    """Drawing leaves all frames of the case as they were."""
    names = ("events", "actors", "mentions")
    before = {name: getattr(case, name).copy(deep=True) for name in names}
    order_chart(case.events, case=case, look=Look(zone="Europe/Kyiv"))
    for name in names:
        pd.testing.assert_frame_equal(getattr(case, name), before[name])


def test_an_untyped_frame_is_refused():
    """A frame that is not typed is refused with what to pass instead."""
    raw = pd.DataFrame({"event_id": ["e1"], "title": ["A call"], "when": ["2023-05-26"]})
    with pytest.raises(FrameError) as raised:
        order_chart(raw)
    assert str(raised.value) == (
        "order_chart needs a typed events frame, but this one lacks the columns status, lane, "
        "start_min and more: pass case.events, or events_frame(df) for a frame of your own"
    )


def test_cards_say_who_says_so_where_the_case_tells_it(case, figure):
    """With a case that has mentions a card names speakers; without, it says nothing of them."""
    title = "Putin and Lula speak by telephone"
    assert "<br>Who says so, outermost first:<br>– " in cards_of(figure)[title]
    assert "<br>By: Vladimir Putin<br>" in cards_of(figure)[title]
    without = replace(case, mentions=case.mentions[:0])
    for drawn, by in (
        (order_chart(case.events, case=without), "Vladimir Putin"),
        (order_chart(case.events), "putin"),
    ):
        assert "Who says so" not in cards_of(drawn)[title]
        assert f"<br>By: {by}<br>" in cards_of(drawn)[title]


def test_an_event_without_a_mention_says_so():
    """In a case that has mentions, the card of an event that has none says that none is coded."""
    events = events_of("2023-05-26", "2023-05-27")
    told = {"mention_id": ["m1"], "event_id": ["e0"], "source_id": ["s"], "locator": ["s1"]}
    told |= {"speaker_id": ["owl"], "factuality": ["CT+"]}
    mentions = typed_frame("mentions", pd.DataFrame(told))
    cards = cards_of(order_chart(events, case=Case(events=events, mentions=mentions)))
    assert "<br>Who says so, outermost first:<br>– owl (certain)<br>" in cards["Event 0"]
    assert "<br>Who says so: no mention of it is coded<br>" in cards["Event 1"]


@pytest.mark.parametrize(
    ("look", "instant", "day"),
    [
        (Look(), "27 May 2023, 22:30:00 UTC", "26 May 2023"),
        (Look(zone="Europe/Kyiv"), "28 May 2023, 01:30:00 Europe/Kyiv", "26 May 2023"),
        (Look(zone="-09:30"), "27 May 2023, 13:00:00 -09:30", "26 May 2023"),
        (Look(months="iso"), "2023-05-27 22:30:00 UTC", "2023-05-26"),
        (
            Look(months="iso", zone="Europe/Kyiv"),
            "2023-05-28 01:30:00 Europe/Kyiv",
            "2023-05-26",
        ),
    ],
)
def test_cards_follow_zone_and_months(look, instant, day):
    """In a card an instant is told on the zone's clock, and a day stays the day it is called."""
    figure = order_chart(events_of("2023-05-26", "2023-05-28T01:30:00+03:00"), look=look)
    cards = cards_of(figure)
    assert f"<br>When: {day}<br>" in cards["Event 0"]
    assert f"<br>When: {instant}<br>" in cards["Event 1"]


def test_the_order_is_the_same_in_every_zone():
    """A zone moves neither bars nor lines, and the note says which clock is whose."""
    events = events_of("2023-05-26", "2023-05-26T23:00:00Z", "2023-05-27T01:00:00Z")
    utc, elsewhere = order_chart(events), order_chart(events, look=Look(zone="Asia/Kathmandu"))
    assert spans(elsewhere) == spans(utc)
    assert elsewhere.layout.xaxis.ticktext == utc.layout.xaxis.ticktext
    assert note(utc).endswith(" the order and the dates at lines are UTC.")
    assert note(elsewhere).endswith(
        " the order and the dates at lines are UTC, times in cards Asia/Kathmandu."
    )


def test_lines_are_dated_in_iso_too():
    """With months="iso" the lines' days and times are written as ISO 8601 writes them."""
    events = events_of("-0044-03-14", "2023-05-26", "2023-05-27", "2023-05-28T06:00:00Z")
    drawn = order_chart(events, look=Look(months="iso"))
    assert drawn.layout.xaxis.ticktext == ("2023-05-26", "2023-05-27", "2023-05-28<br>06:00:00")


@pytest.mark.parametrize("theme", ["dark", "print"])
def test_a_theme_changes_colours_and_nothing_else(case, figure, theme):
    """In another theme the same bars stand in the same columns, in that theme's colours."""
    themed = order_chart(case.events, case=case, look=Look(theme=theme))
    colours = style.THEMES[theme]
    assert themed.layout.xaxis.gridcolor == colours[style.QUIET]
    assert {band.fillcolor for band in themed.layout.shapes} == {colours[style.BAND]}
    assert (spans(themed), tray(themed), alt(themed)) == (spans(figure), tray(figure), alt(figure))
    assert cards_of(themed) == cards_of(figure)


def test_a_zone_that_does_not_exist_is_refused(case):
    """A wrong zone is refused with the one that was probably meant."""
    with pytest.raises(FrameError) as raised:
        order_chart(case.events, look=Look(zone="Kyiv"))
    assert str(raised.value).endswith('; write zone="Europe/Kyiv"')


# -- the figure in a browser -------------------------------------------------------------------


def overlapping(boxes, others):
    """Return pairs of boxes that overlap by more than half a pixel each way."""
    return [
        (one, other)
        for one in boxes
        for other in others
        if one is not other
        and min(one["right"], other["right"]) - max(one["left"], other["left"]) > 0.5
        and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > 0.5
    ]


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1000])
@pytest.mark.parametrize("count", [11, 60])
def test_texts_overlap_nothing_and_are_not_cut_off(draw, case, count, width):
    """No text lies over another or over a bar, or reaches out of the figure."""
    figure = order_chart(case.events if count == 11 else made_up(count), width=width)
    page = draw(figure, width=width + 40, height=int(figure.layout.height) + 40)
    texts, drawn = page.evaluate(TEXTS), page.evaluate(BARS)
    assert len(texts) > count
    assert overlapping(texts, texts) == []
    assert len(drawn) == count
    assert overlapping(texts, drawn) == []
    box = page.locator(".js-plotly-plot").bounding_box()
    for text in texts:
        assert box["x"] <= text["left"], text
        assert text["right"] <= box["x"] + width, text
        assert text["bottom"] <= box["y"] + figure.layout.height, text


@pytest.mark.browser
def test_every_bar_is_seen(draw):
    """Of 2,000 events each has a bar that is more than a pixel wide, its outline included."""
    days = pd.date_range("2010-01-01", periods=2000).strftime("%Y-%m-%d")
    page = draw(order_chart(events_of(*days)))
    drawn = [bar for bar in page.evaluate(BARS) if bar["width"]]
    assert len(drawn) == 2000
    outline = 0.8
    assert min(bar["width"] for bar in drawn) + outline > 1


@pytest.mark.browser
def test_markup_in_a_case_shows_as_text(draw):
    """Tags, formulas and templates in titles are shown as they are written."""
    when = ["2023-05-26", "2023-05-27", "2023-05-28", ""]
    page = draw(order_chart(events_of(*when, title=MARKUP)))
    texts = [text["text"] for text in page.evaluate(TEXTS)]
    for title in MARKUP[:3]:
        assert title in texts
    assert f"{MARKUP[3]} · undetermined" in texts
    assert page.evaluate("document.querySelectorAll('img').length") == 0


@pytest.mark.browser
def test_titles_and_bars_show_the_card(draw, figure):
    """Resting on a title, on a bar and on a mark of the tray shows the event's card."""
    page = draw(figure, height=int(figure.layout.height) + 40)
    titles = {text["text"]: text for text in page.evaluate(TEXTS)}
    for text, title in (
        ("Li Hui arrives in Moscow", "Li Hui arrives in Moscow"),
        ("ISW publishes its report · Reporting · occurred", "ISW publishes its report"),
    ):
        box = titles[text]
        middle = (box["top"] + box["bottom"]) / 2
        page.mouse.move(3, 3)
        page.mouse.move(box["left"] + 20, middle)
        page.wait_for_selector(".hoverlayer .hovertext")
        card = page.locator(".hoverlayer .hovertext").first.text_content()
        assert card.startswith(title)
        assert "Certainly after 0 events" in card
