"""Events on a time axis: the figure as data, and as a browser draws it."""

import json
import os
import subprocess
import sys

import pandas as pd
import plotly.graph_objects as go
import plotly.io
import pytest

from dateline import FrameError, events_frame, marks, style, timeline

MARKUP = ["<b>x</b>", "<img src=x onerror=alert(1)>", "$x$ and $y$", "%{y} %{x}", "&lt;i&gt;"]
STATUSES = list(style.LOOKS)
FIGURES = """
import sys
from dateline import actor_network, read_case, timeline
case = read_case(sys.argv[1])
for view in (timeline, actor_network):
    sys.stdout.write(view(case.events, actors=case.actors).to_json())
"""


def events_of(when, **columns):
    ids = [f"e{number}" for number in range(len(when))]
    return events_frame(
        pd.DataFrame({"event_id": ids, "title": ids, "when": list(when), **columns})
    )


def on_axis(figure, kind, *, axis="x"):
    """Return the traces of a type that lie on an axis; the legend's entries lie on none."""
    return [
        trace
        for trace in figure.data
        if trace.type == kind and trace.xaxis == axis and trace.x != (None,)
    ]


def title_of(card):
    return card.split("</b>")[0].removeprefix("<b>").replace("<br>", " ")


def filled_bars(figure):
    """Return the bars that are seen; unseen ones lie under labels and outlines for the hover."""
    return [bar for bar in on_axis(figure, "bar") if bar.marker.color != "rgba(0,0,0,0)"]


def bars_of(figure):
    """Return each filled bar as (title, height, first instant, last instant)."""
    return {
        (title_of(card), height, base, str(pd.Timestamp(base) + pd.Timedelta(length, "ms")))
        for bar in filled_bars(figure)
        for card, height, base, length in zip(
            bar.hovertext, bar.width, bar.base, bar.x, strict=True
        )
    }


# -- the figure as data ------------------------------------------------------------------------


def test_bars_of_the_case_end_at_its_bounds(case):
    """Every outer bar that both bounds are known of runs from the one to the other."""
    figure = timeline(case.events)
    closed = case.events.dropna(subset=["start_min", "end_max"])
    expected = {
        (title, marks.OUTER_HEIGHT, start.isoformat(), str(end))
        for title, start, end in zip(
            closed["title"], closed["start_min"], closed["end_max"], strict=True
        )
    }
    assert len(expected) == 7
    assert expected <= bars_of(figure)


def test_nothing_in_the_case_is_certainly_under_way(case):
    """The bundled text makes no stretch of time certain, so the figure has no core."""
    assert [bar for bar in bars_of(timeline(case.events)) if bar[1] == marks.CORE_HEIGHT] == []


def test_a_core_runs_on_where_it_is_open():
    """What began on a day and has no end certainly lasts from the next day to beyond the edge."""
    figure = timeline(events_of(["2023-05-26/.."], status=["ongoing"]))
    [(_, _, start, end)] = [bar for bar in bars_of(figure) if bar[1] == marks.CORE_HEIGHT]
    assert start == "2023-05-27T00:00:00"
    assert end > figure.layout.xaxis.range[1]


def test_a_core_ends_where_certainty_does():
    """An open end whose lower bound is known is certain up to that bound and no further."""
    events = events_of(["2023-05-01/.."], status=["ongoing"], end_min=["2023-05-20"])
    [bar] = [bar for bar in bars_of(timeline(events)) if bar[1] == marks.CORE_HEIGHT]
    assert bar[2:] == ("2023-05-02T00:00:00", "2023-05-20 00:00:00")


@pytest.mark.parametrize(
    ("when", "label"), [("2023-05~", "≈ Event"), ("2023-05?", "Event (?)"), ("2023", "Event")]
)
def test_vague_dates_are_marked_on_the_label(when, label):
    """A label says that a date is approximate or uncertain, and the key what the sign means."""
    events = events_of([when], title=["Event"], status=["occurred"])
    figure = timeline(events)
    assert label in [text for trace in figure.data for text in trace.text or ()]
    key = figure.layout.annotations[-1].text.replace("<br>", " ")
    assert ("≈: an approximate date." in key) == when.endswith("~")
    assert ("(?): an uncertain date." in key) == when.endswith("?")


def test_a_core_lies_between_the_inner_bounds():
    """What certainly lasted from one instant to another is drawn thick between these two."""
    figure = timeline(events_of(["2023-05-01/2023-05-10"], status=["occurred"]))
    assert bars_of(figure) == {
        ("e0", marks.OUTER_HEIGHT, "2023-05-01T00:00:00", "2023-05-11 00:00:00"),
        ("e0", marks.CORE_HEIGHT, "2023-05-02T00:00:00", "2023-05-10 00:00:00"),
    }


def test_a_core_never_leaves_the_outer_bounds():
    """A bound that a person wrote over an open end closes it for the core too."""
    events = events_of(
        ["2023-05-01/.."], status=["occurred"], end_min=["2023-05-10"], end_max=["2023-05-20"]
    )
    assert bars_of(timeline(events)) == {
        ("e0", marks.OUTER_HEIGHT, "2023-05-01T00:00:00", "2023-05-20 00:00:00"),
        ("e0", marks.CORE_HEIGHT, "2023-05-02T00:00:00", "2023-05-10 00:00:00"),
    }


def test_a_day_has_no_core():
    """An event on some day is somewhere inside that day, so nothing of it is certain."""
    assert bars_of(timeline(events_of(["2023-05-26"]))) == {
        ("e0", marks.OUTER_HEIGHT, "2023-05-26T00:00:00", "2023-05-27 00:00:00")
    }


@pytest.mark.parametrize(
    ("when", "symbols"),
    [
        ("2023-05-26", []),
        ("2023/..", [(1, "triangle-right")]),
        ("../2023", [(0, "triangle-left")]),
        ("2023/", [(1, "triangle-right-open")]),
        ("/2023", [(0, "triangle-left-open")]),
        ("[..2023]", [(0, "triangle-left-open")]),
        ("[2023..]", [(1, "triangle-right-open")]),
    ],
)
def test_open_ends_are_arrows_at_the_edge(when, symbols):
    """Open ends are full arrows at the axis' edge, unknown ones hollow, closed ones none."""
    arrows = on_axis(timeline(events_of([when])), "scatter", axis="x3")
    assert [(trace.x[0], trace.marker.symbol[0]) for trace in arrows] == symbols


def test_undated_events_stand_in_the_tray_and_on_no_date_axis(case):
    """The talk and the counteroffensive are in the tray alone."""
    figure = timeline(case.events)
    cards = {
        axis: {
            title_of(card)
            for trace in figure.data
            if trace.hovertext and trace.xaxis in axes
            for card in trace.hovertext
        }
        for axis, axes in (("time", ("x", "x3")), ("tray", ("x2",)))
    }
    undated = {"Unnamed diplomat speaks with Li Hui", "Planned Ukrainian counteroffensive"}
    assert cards["tray"] == undated
    assert cards["time"] == set(case.events["title"]) - undated
    assert "No date given, so on no day of the axis" in str(figure.layout.annotations)


def test_expected_events_are_dashed_outlines_and_not_bars():
    """An expected event has a dashed line around its bounds and no filled bar, dated or not."""
    figure = timeline(events_of(["2023-06", ""], status=["expected", "expected"]))
    outlines = [
        trace
        for axis in ("x", "x2")
        for trace in on_axis(figure, "scatter", axis=axis)
        if trace.mode == "lines"
    ]
    assert filled_bars(figure) == []
    assert [(trace.xaxis, trace.line.dash, trace.fill) for trace in outlines] == [
        ("x", "4px,3px", None),
        ("x2", "4px,3px", None),
    ]
    assert outlines[0].x[:2] == ("2023-06-01T00:00:00", "2023-07-01T00:00:00")


@pytest.mark.parametrize(
    "when",
    [
        [],
        ["2023-05-26"],
        ["", ""],
        ["2023-05-26T14:00:00"],
        ["-0043-03-15", "0033"],
        ["-9999", "9999"],
        ["9999-12-31"],
        ["../.."],
    ],
)
def test_any_frame_is_drawn(when):
    """No events, one, undated ones and the first and last years each give a figure with text."""
    figure = timeline(events_of(when))
    assert figure.layout.meta["alt"].startswith(f"Timeline of {len(when)} event")
    assert figure.layout.height > 0


def test_without_a_date_there_is_no_date_axis():
    """Where no event is dated, no axis with invented years is shown."""
    shown = [timeline(events_of(when)).layout.xaxis.visible for when in ([], [""], ["2023"])]
    assert shown == [False, False, True]


def test_three_hundred_events_in_one_lane_are_all_drawn():
    """A crowded lane grows in height; every event has its bar, ticks and label."""
    days = pd.date_range("2023-01-01", periods=300, freq="D").strftime("%Y-%m-%d")
    figure = timeline(events_of(days, lane=["one"] * 300))
    labels = [trace for trace in on_axis(figure, "scatter") if trace.mode == "text"]
    assert len(bars_of(figure)) == 300
    assert sum(len(trace.text) for trace in labels) == 300
    assert len(figure.data) < 10


def test_null_cells_lose_no_event():
    """An event without a status is undetermined, and one without a title shows its id."""
    events = events_of(["2023", ""], status=[None, None]).assign(title=[None, None])
    assert timeline(events).layout.meta["alt"] == (
        "Timeline of 2 events, 2023. By status: 2 undetermined. Without a date: “e1”."
    )


def test_frames_put_together_are_drawn(case):
    """Frames whose lanes differ can be joined; an index label used twice does not matter."""
    both = pd.concat([case.events, events_of(["2023-05-24"], lane=["Another"])])
    assert timeline(both).layout.meta["alt"].startswith("Timeline of 12 events, 19–27 May 2023.")


def test_a_part_of_a_case_names_only_its_own_lanes(case):
    """Lanes without an event in the frame are neither drawn nor told."""
    events = case.events[case.events["lane"] == "Kremlin"]
    assert timeline(events).layout.meta["alt"] == (
        "Timeline of 3 events, 26–27 May 2023. Lanes: Kremlin. By status: 2 occurred and 1 ongoing."
    )


def test_an_untyped_frame_is_refused():
    """A frame that lacks the bounds is refused with what to pass instead."""
    raw = pd.DataFrame({"event_id": ["e1"], "title": ["A call"], "when": ["2023-05-26"]})
    with pytest.raises(FrameError) as raised:
        timeline(raw)
    assert str(raised.value) == (
        "timeline needs events whose dates have been read: pass case.events, or "
        "events_frame(df) for a frame of your own"
    )


def test_a_case_in_place_of_its_events_is_refused(case):
    """A view that is given a whole case says which frame it needs."""
    with pytest.raises(FrameError) as raised:
        timeline(case)
    assert str(raised.value) == "timeline needs a frame of events, not a Case: pass case.events"


def test_the_frames_given_are_not_changed(case):
    """Drawing leaves events and actors as they were."""
    events, actors = case.events.copy(deep=True), case.actors.copy(deep=True)
    timeline(case.events, actors=case.actors)
    pd.testing.assert_frame_equal(case.events, events)
    pd.testing.assert_frame_equal(case.actors, actors)


def test_order_of_rows_does_not_matter_in_one_lane(case):
    """Within lanes, events are drawn by date and id, whatever their order in the table."""
    events = case.events[case.events["lane"] == "Reporting"]
    assert timeline(events).to_json() == timeline(events.iloc[::-1]).to_json()


def test_cards_show_names_of_actors(case):
    """With the actors table the cards name actors, without it they show ids."""
    with_names = str(timeline(case.events, actors=case.actors).data)
    assert "By: Vladimir Putin" in with_names
    assert "By: putin" in str(timeline(case.events).data)


def test_the_alt_text_of_the_case(case):
    """The figure says in words what it shows, undated events by name."""
    assert timeline(case.events).layout.meta["alt"] == (
        "Timeline of 11 events, 19–27 May 2023. "
        "Lanes: Kremlin, China's envoy, Ukraine and Reporting. "
        "By status: 9 occurred, 1 ongoing and 1 expected. "
        "Without a date: “Unnamed diplomat speaks with Li Hui” and "
        "“Planned Ukrainian counteroffensive”."
    )


def test_figures_are_the_same_to_the_byte_everywhere(root):
    """Hash seed, time zone and locale of the machine leave no trace in either view."""
    settings = [
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8"},
    ]
    one, other = (
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", FIGURES, root / "data" / "negotiations-2023"],
            env=os.environ | setting,
            capture_output=True,
            check=True,
        ).stdout
        for setting in settings
    )
    assert len(one) > 10_000
    assert one == other


# -- the figure in a browser -------------------------------------------------------------------

LABELS = """() => [...document.querySelectorAll(".scatterlayer .textpoint text")].map(text => {
    const box = text.getBoundingClientRect();
    return [text.textContent, box.left, box.right, box.top, box.bottom];
})"""
MARKS = """() => {
    const paths = ".barlayer .point path, .scatterlayer .points path";
    const texts = ".scatterlayer .textpoint text";
    return [...document.querySelectorAll(`${paths}, ${texts}`)].map(mark => {
        const box = mark.getBoundingClientRect();
        return [mark.tagName, box.left, box.right, box.top, box.bottom];
    }).filter(([, left, right, top, bottom]) => left < right || top < bottom);
}"""
CARD = """() => [...document.querySelectorAll(".hoverlayer .hovertext")]
    .map(card => card.textContent).join("|")"""
PLOT = "document.querySelector('.js-plotly-plot')"
BUTTONS = """() => [...document.querySelectorAll(".modebar-btn")].map(b => b.dataset.title)"""


def mixed(width):
    """Return a figure of every status and kind of end, with long titles."""
    when = ["2023-05-26", "2023-05", "2023-06/2023-07", "2023/..", "../2023-05-01", "", "2023-06"]
    title = "An event with a title about as long as one of a case may ever become in the end"
    events = events_of(when * 3, status=(STATUSES * 5)[: 3 * len(when)], lane=list("aaabbbc" * 3))
    return timeline(
        events.assign(title=[f"{n} {title[: 8 * n + 9]}" for n in range(21)]), width=width
    )


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 700, 1000, 1600])
@pytest.mark.parametrize("which", ["case", "mixed"])
def test_no_label_is_cut_or_lies_on_another(draw, case, width, which):
    """As drawn, every label lies inside the figure and none on another."""
    figure = timeline(case.events, width=width) if which == "case" else mixed(width)
    page = draw(figure, width=width + 20, height=int(figure.layout.height) + 20)
    offset = page.evaluate("document.querySelector('.main-svg').getBoundingClientRect().left")
    boxes = page.evaluate(LABELS)
    assert len(boxes) == (11 if which == "case" else 21)
    for text, left, right, _, _ in boxes:
        assert left - offset >= 12, text
        assert right - offset <= width - 12, text
    for place, (one, left, right, top, bottom) in enumerate(boxes):
        for other, left2, right2, top2, bottom2 in boxes[:place]:
            apart = right <= left2 or right2 <= left or bottom <= top2 or bottom2 <= top
            assert apart, (one, other)


@pytest.mark.browser
def test_every_mark_shows_its_card(draw, case):
    """Resting on a bar, a tick, an arrow or a label shows the card of an event."""
    figure = timeline(case.events, actors=case.actors)
    page = draw(figure)
    offset = page.evaluate("document.querySelector('.main-svg').getBoundingClientRect().left")
    seen = set()
    for _, left, right, top, bottom in page.evaluate(MARKS):
        low, high = max(left, offset + 4), min(right, offset + 996)
        page.mouse.move(5, 5)
        page.mouse.move((low + high) / 2, (top + bottom) / 2)
        page.wait_for_selector(".hoverlayer .hovertext")
        card = page.evaluate(CARD)
        titles = {title for title in case.events["title"] if title in card}
        assert len(titles) == 1, card
        assert "Status: " in card
        seen |= titles
    assert seen == set(case.events["title"])


@pytest.mark.browser
def test_markup_in_a_case_shows_as_text(draw):
    """Tags, formulas and templates in titles, lanes and notes are shown as they are written."""
    events = events_of(["2023-05-26"] * len(MARKUP), lane=MARKUP, note=MARKUP).assign(title=MARKUP)
    page = draw(timeline(events))
    boxes = page.evaluate(LABELS)
    assert sorted(text for text, *_ in boxes) == sorted(MARKUP)
    heads = page.evaluate(
        "[...document.querySelectorAll('.annotation-text')].map(t=>t.textContent)"
    )
    assert set(MARKUP) <= set(heads)
    for text, left, right, top, bottom in boxes:
        page.mouse.move(5, 5)
        page.mouse.move((left + right) / 2, (top + bottom) / 2)
        page.wait_for_selector(".hoverlayer .hovertext")
        assert page.evaluate(CARD).startswith(text)
        assert f"Note: {text}" in page.evaluate(CARD)
    assert page.evaluate("document.querySelectorAll('img').length") == 0


@pytest.mark.browser
def test_a_second_among_years_can_be_seen(draw):
    """Bar and ticks of a second beside years are drawn with lines, so that they show."""
    page = draw(timeline(events_of(["2023-05-26T14:00:00", "2001/2023"], lane=["a", "b"])))
    sizes = page.evaluate(
        """() => {
            const middle = document.querySelector(".scatterlayer .textpoint text");
            const lane = middle.getBoundingClientRect().bottom + 25;
            const paths = ".barlayer .point path, .scatterlayer .points path";
            return [...document.querySelectorAll(paths)].map(path => {
                const box = path.getBoundingClientRect(), look = getComputedStyle(path);
                const stroke = look.stroke === "none" ? 0 : parseFloat(look.strokeWidth);
                return [box.top, box.height, stroke];
            }).filter(([top, height]) => height > 0 && top < lane).map(mark => mark.slice(1));
        }"""
    )
    drawn = [(round(height), stroke) for height, stroke in sizes if stroke]
    assert sorted(drawn) == [(8, 0.8), (20, 2), (20, 2)]


@pytest.mark.browser
@pytest.mark.parametrize("when", [["-0043-03-15", "0033"], ["9999-12-31"], ["-9999", "9999"]])
def test_the_first_and_last_years_are_drawn_where_they_belong(draw, when):
    """Plotly reads the range as it is written, BCE years too, and draws every tick inside it."""
    figure = timeline(events_of(when))
    page = draw(figure)
    drawn = page.evaluate(f"{PLOT}._fullLayout.xaxis.range")
    assert [text[:10] for text in drawn] == [text[:10] for text in figure.layout.xaxis.range]
    ticks = page.evaluate(
        """() => [...document.querySelectorAll(".scatterlayer .points path")].filter(
            path => path.getBoundingClientRect().height > 10 && path.style.display != "none"
        ).length"""
    )
    assert ticks == 2 * len(when)


@pytest.mark.browser
def test_a_double_click_shows_the_same_span_again(draw, case):
    """Plotly's automatic range is the axis as first seen, whatever lies open beyond it."""
    page = draw(timeline(case.events))
    span = f"{PLOT}._fullLayout.xaxis.range.map(Date.parse)"
    seen = page.evaluate(span)
    page.evaluate(f"{PLOT}.on('plotly_relayout', () => {{ window.isDone = true; }})")
    page.mouse.dblclick(300, 330)
    page.wait_for_function("window.isDone")
    assert page.evaluate(span) == seen


@pytest.mark.browser
def test_the_legend_hides_an_expected_event_whole(draw):
    """A click on a status hides its outlines, ticks and labels together, on axis and in tray."""
    events = events_of(["2023-05", "2023-06", ""], status=["occurred", "expected", "expected"])
    page = draw(timeline(events))
    assert len(page.evaluate(LABELS)) == 3
    lines = "document.querySelectorAll('.scatterlayer .js-line').length"
    assert page.evaluate(lines) == 2
    entry = page.locator(".legend .traces", has_text="expected").locator(".legendtoggle")
    entry.click()
    page.wait_for_function(f"{lines} === 0")
    assert [text for text, *_ in page.evaluate(LABELS)] == ["e0"]
    assert page.evaluate("document.querySelectorAll('.scatterlayer .points path').length") == 2


@pytest.mark.browser
def test_no_button_sends_the_figure_away(draw, case):
    """Plotly's own bar has a button that uploads the chart; the figure's has none."""
    upload = "Share chart..."
    assert upload in draw(go.Figure(go.Scatter(x=[1], y=[1]))).evaluate(BUTTONS)
    buttons = draw(timeline(case.events)).evaluate(BUTTONS)
    assert "Download plot as a PNG" in buttons
    assert upload not in buttons


def test_the_figure_is_plain_json(case):
    """The figure holds values only: no arrays in a binary coding that other tools cannot read."""
    assert "bdata" not in plotly.io.to_json(timeline(case.events))
    assert json.loads(timeline(case.events).to_json())["layout"]["meta"]["alt"]
