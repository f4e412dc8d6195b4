"""The timeline as a browser draws it."""

from itertools import product

import pandas as pd
import plotly.graph_objects as go
import pytest

from dateline import Look, events_frame, style, timeline

MARKUP = ["<b>x</b>", "<img src=x onerror=alert(1)>", "$x$ and $y$", "%{y} %{x}", "&lt;i&gt;"]
STATUSES = list(style.LOOKS)


def events_of(when, **columns):
    ids = [f"e{number}" for number in range(len(when))]
    return events_frame(
        pd.DataFrame({"event_id": ids, "title": ids, "when": list(when), **columns})
    )


LABELS = """() => [...document.querySelectorAll(".scatterlayer .textpoint text")].map(text => {
    const box = text.getBoundingClientRect();
    return [text.textContent, box.left, box.right, box.top, box.bottom];
})"""
MARKS = """() => {
    const marks = ".subplot.xy .js-line, .subplot.x3y .points path, .subplot.x2y2 .js-line";
    return [...document.querySelectorAll(marks)].map(mark => {
        const box = mark.getBoundingClientRect();
        return [mark.getAttribute("class"), box.left, box.right, box.top, box.bottom];
    }).filter(([, left, right, top, bottom]) => left < right || top < bottom);
}"""
TICKS = """() => [...document.querySelectorAll(".subplot.xy .js-line")]
    .flatMap(path => path.getAttribute("d").split("M").slice(1))
    .flatMap(line => {
        const points = line.split("L").map(point => point.split(",").map(Number));
        return points.slice(1).map((point, i) => [points[i], point]);
    })
    .filter(([[x, y], [x2, y2]]) => Math.abs(x - x2) < 0.1 && Math.abs(y - y2) === 20)
    .map(([[x, y], [, y2]]) => [x, Math.min(y, y2), Math.max(y, y2)])"""
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
@pytest.mark.parametrize(
    ("which", "width"),
    [*product(["case", "mixed"], [390, 1000]), ("case", 1600), ("crowd", 390), ("crowd", 1600)],
)
def test_no_label_is_cut_or_lies_on_anything(draw, case, many, width, which):
    """As drawn, every label lies inside the figure, and on no other label and no mark."""
    figures = {
        "case": lambda: timeline(case.events, case=case, width=width),
        "mixed": lambda: mixed(width),
        "crowd": lambda: timeline(many(120)[0], case=many(120)[1], width=width, height=1800),
    }
    figure = figures[which]()
    page = draw(figure, width=width + 20, height=int(figure.layout.height) + 20)
    offset = page.evaluate("document.querySelector('.main-svg').getBoundingClientRect().left")
    boxes, marks = page.evaluate(LABELS), page.evaluate(MARKS)
    assert len(boxes) == {"case": 11, "mixed": 21}.get(which, len(boxes))
    assert len(boxes) > 9
    assert len(marks) > len(boxes)
    for text, left, right, _, _ in boxes:
        assert left - offset >= 12, text
        assert right - offset <= width - 12, text
    for place, (one, left, right, top, bottom) in enumerate(boxes):
        for other, left2, right2, top2, bottom2 in boxes[:place]:
            apart = right <= left2 or right2 <= left or bottom <= top2 or bottom2 <= top
            assert apart, (one, other)
        for _, left2, right2, top2, bottom2 in marks:
            apart = right <= left2 or right2 <= left or bottom <= top2 + 1 or bottom2 <= top + 1
            assert apart, one


HEADS = """() => {
    const parts = ".annotation-text, .updatemenu-button, .updatemenu-header, .legendtext";
    return [...document.querySelectorAll(parts)].map(part => {
        const box = part.getBoundingClientRect();
        return [part.textContent, box.left, box.right, box.top, box.bottom];
    });
}"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 940])
def test_no_heading_or_control_is_cut_or_lies_on_another(draw, width):
    """However long the lanes' names are, they end in the figure, and the buttons lie apart."""
    lanes = ["A lane whose name is far too long for a narrow page or a menu", "W" * 60, "中文" * 30]
    when = ["2014-05", "2023-05-26", "2020/2021", "", "", ""]
    figure = timeline(events_of(when, lane=lanes * 2, status=(STATUSES * 2)[:6]), width=width)
    page = draw(figure, width=width + 20, height=int(figure.layout.height) + 20)
    offset = page.evaluate("document.querySelector('.main-svg').getBoundingClientRect().left")
    boxes = page.evaluate(HEADS)
    assert len(boxes) > 12
    for place, (one, left, right, top, bottom) in enumerate(boxes):
        assert left - offset >= 0, one
        assert right - offset <= width, one
        for other, left2, right2, top2, bottom2 in boxes[:place]:
            apart = right <= left2 or right2 <= left or bottom <= top2 + 1 or bottom2 <= top + 1
            assert apart, (one, other)


@pytest.mark.browser
def test_every_mark_shows_its_card(draw, case):
    """Resting on a bar, a tick, an arrow or a label shows the card of an event."""
    page = draw(timeline(case.events, case=case))
    offset = page.evaluate("document.querySelector('.main-svg').getBoundingClientRect().left")
    seen = set()
    for _, left, right, top, bottom in [*page.evaluate(MARKS), *page.evaluate(LABELS)]:
        low, high = max(left, offset + 28), min(right, offset + 912)
        card = card_at(page, (low + high) / 2, (top + bottom) / 2)
        titles = {title for title in case.events["title"] if card.startswith(title)}
        assert len(titles) == 1, card
        assert "Status: " in card
        seen |= titles
    assert seen == set(case.events["title"])


def card_at(page, x, y):
    """Rest the pointer on a place and return the text of the card that shows."""
    page.mouse.move(2, 2)
    page.wait_for_function("document.querySelectorAll('.hoverlayer .hovertext').length === 0")
    page.mouse.move(x, y)
    page.wait_for_selector(".hoverlayer .hovertext")
    return page.evaluate(CARD)


@pytest.mark.browser
def test_cards_are_whole(draw, case):
    """No card is cut off by the figure's edge, however near to it its event lies."""
    figure = timeline(case.events, case=case, width=700)
    page = draw(figure, width=720, height=int(figure.layout.height) + 20)
    whole = page.locator(".main-svg").first.bounding_box()
    for text, left, right, top, bottom in page.evaluate(LABELS):
        card_at(page, (left + right) / 2, (top + bottom) / 2)
        box = page.locator(".hoverlayer .hovertext").bounding_box()
        for start, length in (("x", "width"), ("y", "height")):
            # A border of two pixels is drawn around what Plotly keeps inside.
            assert box[start] >= whole[start] - 2, text
            assert box[start] + box[length] <= whole[start] + whole[length] + 2, text


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
        card = card_at(page, (left + right) / 2, (top + bottom) / 2)
        assert card.startswith(text)
        assert f"Note: {text}" in card
    assert page.evaluate("document.querySelectorAll('img').length") == 0


@pytest.mark.browser
def test_a_second_is_seen_at_every_zoom(draw):
    """Among years, in its minute and in its second, two ticks show where a second lies."""
    events = events_of(["2023-05-26T14:00:00", "2001/2023"], lane=["a", "b"])
    page = draw(timeline(events))
    for span in (
        ["2000-01-01", "2024-01-01"],
        ["2023-05-26T13:30:00", "2023-05-26T14:30:00"],
        ["2023-05-26T13:59:59", "2023-05-26T14:00:02"],
    ):
        page.evaluate(f"Plotly.relayout({PLOT}, {{'xaxis.range': {span}}})")
        ticks = page.evaluate(TICKS)
        assert len(ticks) >= 2, span
    assert page.evaluate(
        "getComputedStyle(document.querySelector('.subplot.xy .js-line')).strokeWidth"
    )


@pytest.mark.browser
@pytest.mark.parametrize("when", [["-0043-03-15", "0033"], ["9999-12-31"], ["-9999", "9999"]])
def test_the_first_and_last_years_are_drawn_where_they_belong(draw, when):
    """Plotly reads the range as it is written, BCE years too, and draws every tick inside it."""
    figure = timeline(events_of(when))
    page = draw(figure)
    drawn = page.evaluate(f"{PLOT}._fullLayout.xaxis.range")
    assert [text[:10] for text in drawn] == [text[:10] for text in figure.layout.xaxis.range]
    ticks = len(page.evaluate(TICKS))
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
    dashed = "document.querySelectorAll('.scatterlayer .js-line[style*=dasharray]').length"
    assert page.evaluate(dashed) == 2
    entry = page.locator(".legend .traces", has_text="expected").locator(".legendtoggle")
    entry.click()
    page.wait_for_function(f"{dashed} === 0")
    assert [text for text, *_ in page.evaluate(LABELS)] == ["e0"]
    assert len(page.evaluate(TICKS)) == 2


@pytest.mark.browser
def test_no_button_sends_the_figure_away(draw, case):
    """Plotly's own bar has a button that uploads the chart; the figure's has none."""
    upload = "Share chart..."
    assert upload in draw(go.Figure(go.Scatter(x=[1], y=[1]))).evaluate(BUTTONS)
    buttons = draw(timeline(case.events)).evaluate(BUTTONS)
    assert "Download plot as a PNG" in buttons
    assert upload not in buttons


# -- controls that work without a kernel -------------------------------------------------------


def labels_on(page):
    return {text.split(" · ")[0] for text, *_ in page.evaluate(LABELS)}


def step_to(page, number, steps):
    """Press on the slider where a step is."""
    rail = page.locator(".slider-rail-touch-rect").bounding_box()
    share = number / (steps - 1)
    page.mouse.click(rail["x"] + 1 + share * (rail["width"] - 2), rail["y"] + rail["height"] / 2)


@pytest.mark.browser
def test_the_slider_shows_what_was_known(draw, ferry):
    """Each step draws the events that were known by then, with the cards of that day."""
    figure = timeline(ferry.events, case=ferry)
    page = draw(figure)
    dates = ["2031-03-03", "2031-03-05", "2031-03-08", "2031-03-10"]
    assert [step.label for step in figure.layout.sliders[0].steps] == [
        "by 3 March 2031",
        "by 5 March 2031",
        "by 8 March 2031",
        "by 10 March 2031",
        "all that is coded",
    ]
    assert labels_on(page) == set(ferry.events["title"])
    meeting = "Harbour board meets about the ferry"
    for number, date in enumerate(dates):
        step_to(page, number, len(dates) + 1)
        expected = set(ferry.as_known_on(date).events["title"])
        page.wait_for_function(
            f"document.querySelectorAll('.scatterlayer .textpoint text').length == {len(expected)}"
        )
        assert labels_on(page) == expected
        if meeting in expected:
            [place] = [place for text, *place in page.evaluate(LABELS) if text == meeting]
            card = card_at(page, (place[0] + place[1]) / 2, (place[2] + place[3]) / 2)
            assert ("Port Nowhere (certainly" in card) == (date >= "2031-03-08")
            assert ("2 mentions" in card) == (date == "2031-03-05")
    step_to(page, 4, 5)
    page.wait_for_function("document.querySelectorAll('.scatterlayer .textpoint text').length == 6")


@pytest.mark.browser
def test_the_slider_leaves_the_legend_alone(draw, ferry):
    """A status that was hidden stays hidden at every step."""
    page = draw(timeline(ferry.events, case=ferry))
    page.locator(".legend .traces", has_text="expected").locator(".legendtoggle").click()
    page.wait_for_function("document.querySelectorAll('.scatterlayer .textpoint text').length == 5")
    step_to(page, 1, 5)
    page.wait_for_function("document.querySelectorAll('.scatterlayer .textpoint text').length == 3")
    assert "Ferry Imaginary is to be sold" not in labels_on(page)


@pytest.mark.browser
def test_the_menu_shows_one_lane_in_the_same_size(draw, case):
    """A lane chosen from the menu is drawn alone, its rows as high as before, and its tray."""
    page = draw(timeline(case.events, case=case))
    before = {text: bottom - top for text, _, _, top, bottom in page.evaluate(LABELS)}
    gap = row_gap(page)
    height = page.evaluate(f"{PLOT}._fullLayout.height")
    page.locator(".updatemenu-header").click()
    page.locator(".updatemenu-dropdown-button", has_text="China's envoy").click()
    page.wait_for_function(f"{PLOT}._fullLayout.height < {height}")
    inside = visible_labels(page)
    mine = case.events[case.events["lane"] == "China's envoy"]
    assert {text.split(" · ")[0] for text in inside} == set(mine["title"])
    assert {text: bottom - top for text, (_, _, top, bottom) in inside.items()}.items() <= (
        before.items()
    )
    assert row_gap(page) == pytest.approx(gap, abs=0.5)
    page.locator(".updatemenu-header").click()
    page.locator(".updatemenu-dropdown-button", has_text="all lanes").click()
    page.wait_for_function(f"{PLOT}._fullLayout.height === {height}")
    assert len(visible_labels(page)) == 11


def visible_labels(page):
    """Return the labels that lie inside the plot of their axis, by text."""
    plots = page.evaluate(
        """() => ["yaxis", "yaxis2"].map(name => {
            const axis = document.querySelector(".js-plotly-plot")._fullLayout[name];
            const top = document.querySelector(".main-svg").getBoundingClientRect().top;
            return [top + axis._offset, top + axis._offset + axis._length];
        })"""
    )
    return {
        text: place
        for text, *place in page.evaluate(LABELS)
        if any(top <= (place[2] + place[3]) / 2 <= bottom for top, bottom in plots)
    }


def row_gap(page):
    """Return how far below its label the tick of the visit stands, in pixels."""
    [place] = [place for text, *place in page.evaluate(LABELS) if text.startswith("Li Hui visits")]
    below = [top for _, left, right, top, _ in page.evaluate(MARKS) if top > place[3] - 2]
    return min(below) - place[3]


@pytest.mark.browser
def test_presets_and_overview_move_the_axis(draw, many):
    """A preset shows a part, the overview's window follows, and a double click shows all."""
    events, known = many(120)
    page = draw(timeline(events, case=known, height=900), height=1000)
    whole = page.evaluate(f"{PLOT}._fullLayout.xaxis.range.map(Date.parse)")
    page.locator(".updatemenu-button", has_text="last year").click()
    span = f"{PLOT}._fullLayout.xaxis.range.map(Date.parse)"
    page.wait_for_function(f"({span})[0] > {whole[0]}")
    one, other = page.evaluate(span)
    assert other - one == pytest.approx(1.04 * 365 * 86_400_000, rel=1e-6)
    assert page.evaluate(f"{PLOT}._fullLayout.xaxis4.range.map(Date.parse)") == [one, other]
    page.locator(".updatemenu-button", has_text="all").click()
    page.wait_for_function(f"({span})[0] === {whole[0]} && ({span})[1] === {whole[1]}")
    grip = page.locator(".rangeslider-grabber-min .rangeslider-grabarea-min").first.bounding_box()
    page.mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
    page.mouse.down()
    page.mouse.move(grip["x"] + 300, grip["y"] + grip["height"] / 2, steps=4)
    page.mouse.up()
    page.wait_for_function(f"({span})[0] > {whole[0]}")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("when", "now"),
    [(["2023-05-26", "2023-06-30"], "2023-06-05"), (["-0043", "0033"], "-0004-06-01")],
)
def test_now_is_a_line_at_its_instant(draw, when, now):
    """The line of now is seen where its instant lies, in years before the common era too."""
    page = draw(timeline(events_of(when), now=now))
    line = page.locator(".shapelayer path[d*='L'][style*='dasharray']").bounding_box()
    at = page.evaluate(
        f"""() => {{
            const axis = {PLOT}._fullLayout.xaxis;
            const left = document.querySelector(".main-svg").getBoundingClientRect().left;
            return left + axis._offset + axis.r2p("{now}");
        }}"""
    )
    assert line["x"] + line["width"] / 2 == pytest.approx(at, abs=1)
    assert line["height"] > 20


@pytest.mark.browser
def test_a_count_shows_what_it_counts(draw, many):
    """Resting on a bar of counts tells the lane, the span, and the numbers by status."""
    page = draw(timeline(many(20_000)[0]), height=1200)
    bars = page.evaluate(
        """() => [...document.querySelectorAll(".subplot.xy .barlayer .point path")].map(bar => {
            const box = bar.getBoundingClientRect();
            return [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
        })"""
    )
    card = card_at(page, *bars[len(bars) // 2])
    assert "May fall here:" in card
    assert " occurred, " in card
    assert " certainly" in card


# -- pictures ----------------------------------------------------------------------------------


@pytest.mark.browser
def test_a_picture_has_the_size_and_the_labels_of_the_figure(browser, case, tmp_path):
    """Written as SVG at 1,200 × 600, no two labels lie on each other and none is outside."""
    path = tmp_path / "timeline.svg"
    figure = timeline(case.events, case=case, look=Look(theme="print"), width=1200, height=600)
    figure.write_image(path, width=1200, height=600)
    page = browser.new_page(viewport={"width": 1200, "height": 600})
    page.goto(path.as_uri())
    boxes = page.evaluate(LABELS)
    assert len(boxes) >= 7
    for place, (one, left, right, top, bottom) in enumerate(boxes):
        assert left >= 0, one
        assert right <= 1200, one
        assert bottom <= 600, one
        for other, left2, right2, top2, bottom2 in boxes[:place]:
            apart = right <= left2 or right2 <= left or bottom <= top2 or bottom2 <= top
            assert apart, (one, other)
    page.close()
