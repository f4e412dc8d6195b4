"""Two clocks: the tense of mentions, their boxes, and the figure as a browser draws it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import plotly.io
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import Case, FrameError, Look, events_frame, style
from dateline.clocks import two_clocks
from dateline.clocks.places import SIZE, height_for, meets, place, reaches
from dateline.clocks.tense import tell
from dateline.frames import typed_frame

MARKUP = ["<b>x</b>", "<img src=x onerror=alert(1)>", "$x$ and $y$", "%{y} %{x}"]


def frames_of(*told, published="2031-06-30", **columns):
    """Return mentions, events and sources of a made-up case from pairs of (event, said)."""
    ids = [f"e{number}" for number in range(len(told))]
    mentions = {
        "mention_id": [f"m{number}" for number in range(len(told))],
        "event_id": ids,
        "source_id": ["gazette"] * len(told),
        "locator": ["s1"] * len(told),
        "speaker_id": ["a-dragon"] * len(told),
        "said": [said for _, said in told],
        "factuality": ["CT+"] * len(told),
    } | columns
    titles = [f"Tournament {number} on the moon" for number in range(len(told))]
    events = {"event_id": ids, "title": titles, "when": [when for when, _ in told]}
    sources = {"source_id": ["gazette"], "title": ["The Gazette"], "published": [published]}
    return {
        "mentions": typed_frame("mentions", pd.DataFrame(mentions, dtype="str")),
        "events": events_frame(pd.DataFrame(events)),
        "sources": typed_frame("sources", pd.DataFrame(sources)),
    }


def drawn(frames, **options):
    return two_clocks(frames["mentions"], case=Case(**frames), **options)


def of_case(case, **options):
    return two_clocks(case.mentions, case=case, **options)


def badges_of(figure):
    """Return the traces of badges: they alone have a number and a card."""
    return [
        trace
        for trace in figure.data
        if trace.type == "scatter" and trace.mode == "markers+text" and trace.hovertext
    ]


def counts_of(figure):
    return {trace.name: sorted(map(int, trace.text)) for trace in badges_of(figure)}


# -- the tense ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "said", "tense", "meaning"),
    [
        ("2031-05-20", "2031-05-19", "forecast", "said before the event"),
        ("2031-05-20", "2031-05-21", "retrospect", "said after it was over"),
        ("2031-05-20", "2031-05-20", "undecided", "may be forecast, live or retrospect"),
        ("2031-05-20", "2031-05", "undecided", "may be forecast, live or retrospect"),
        ("2031-05-20", "", "undecided", "may be forecast, live or retrospect"),
        ("2031-07-01", "", "forecast", "said before the event"),
        ("2031-05-10/2031-05-20", "2031-05-09", "forecast", "said before the event"),
        ("2031-05-10/2031-05-20", "2031-05-10", "undecided", "may be forecast or live"),
        ("2031-05-10/2031-05-20", "2031-05-11", "live", "said while it lasted"),
        ("2031-05-10/2031-05-20", "2031-05-19", "live", "said while it lasted"),
        ("2031-05-10/2031-05-20", "2031-05-20", "undecided", "may be live or retrospect"),
        ("2031-05-10/2031-05-20", "2031-05-21", "retrospect", "said after it was over"),
        ("2031-05-10/..", "2031-06-01", "undecided", "may be live or retrospect"),
        ("2031-05-10/..", "2031-05-09", "forecast", "said before the event"),
        ("2031-05-10/", "2031-06-01", "undecided", "may be live or retrospect"),
        ("../2031-05-10", "2031-05-01", "undecided", "may be forecast or live"),
        ("../2031-05-10", "2031-05-11", "retrospect", "said after it was over"),
        ("/2031-05-10", "2031-05-01", "undecided", "may be forecast or live"),
        ("2031-05-20T14:00:00Z", "2031-05-20T13:59:59Z", "forecast", "said before the event"),
        ("2031-05-20T14:00:00Z", "2031-05-20T14:00:01Z", "retrospect", "said after it was over"),
    ],
)
def test_a_tense_is_told_where_the_others_are_impossible(when, said, tense, meaning):
    """Bounds that touch decide; bounds that overlap, are open or not known leave tenses open."""
    frames = frames_of((when, said))
    told, left_out = tell(frames["mentions"], events=frames["events"], sources=frames["sources"])
    assert left_out == []
    assert told[["tense", "meaning"]].to_numpy().tolist() == [[tense, meaning]]


@pytest.mark.parametrize(
    ("said", "published", "bounds"),
    [
        ("", "2031-06-30", ("NaT", "2031-07-01", True)),
        ("2031", "2031-06-30", ("2031-01-01", "2031-07-01", True)),
        ("2031-05-01/..", "2031-06-30", ("2031-05-01", "2031-07-01", True)),
        ("2031-05-01", "2031-06-30", ("2031-05-01", "2031-05-02", False)),
        ("2031-05-01", "2031-04-01", ("2031-05-01", "2031-05-02", False)),
    ],
)
def test_a_source_bounds_what_was_said_in_it(said, published, bounds):
    """Words were said at the latest when their source was out, if that does not contradict."""
    frames = frames_of(("2031-05-20", said), published=published)
    told, _ = tell(frames["mentions"], events=frames["events"], sources=frames["sources"])
    [(low, high, by_source)] = told[["said_from", "said_to", "by_source"]].to_numpy().tolist()
    assert (str(low)[:10], str(high)[:10], by_source) == bounds


def test_an_open_event_is_live_as_far_as_a_bound_tells():
    """What is known to have gone on until a day was live when it was told of before that day."""
    frames = frames_of(("2031-05-10/..", "2031-05-15"), ("2031-05-10/..", "2031-06-15"))
    until = frames["events"]["end_min"].fillna(pd.Timestamp("2031-06-01"))
    events = frames["events"].assign(end_min=until)
    told, _ = tell(frames["mentions"], events=events, sources=frames["sources"])
    assert told["tense"].tolist() == ["live", "undecided"]
    assert told["core_to"].astype(str).tolist() == ["2031-06-01"] * 2


def test_what_is_left_out_is_counted_with_its_reason():
    """Claims, unknown and undated events, and mentions that nothing dates are told, not guessed."""
    frames = frames_of(
        ("", "2031-05-01"),
        ("2031-05-20", ""),
        ("2031-05-20", "2031-05-20"),
        ("2031-05-20", "2031-05-20"),
        claim_id=["", "", "c1", ""],
        event_id=["e0", "e1", "", "another"],
    )
    figure = drawn({name: frames[name] for name in ("mentions", "events")})
    assert figure.layout.meta["alt"] == (
        "Two clocks: 0 mentions of 0 events, by when the event was and when it was said. "
        "Left out: 1 mention of a claim, 1 mention of an event that is not in events, "
        "1 mention of an event without a date and 1 mention that nothing dates."
    )
    assert figure.layout.xaxis.visible is False
    assert figure.data == ()
    assert "1 mention that nothing dates" in figure.layout.annotations[0].text.replace("<br>", " ")


# -- the figure as data ------------------------------------------------------------------------


def test_the_alt_text_of_the_case(case):
    """The figure says how many mentions have which tense, and how many it leaves out."""
    assert of_case(case).layout.meta["alt"] == (
        "Two clocks: 22 mentions of 8 events, by when the event was and when it was said. "
        "6 retrospect and 16 undecided. Dated only by when the source was out: 11. "
        "Left out: 52 mentions of a claim and 5 mentions of an event without a date."
    )


def test_mentions_with_the_same_bounds_share_a_box(case):
    """The case's 22 mentions are ten boxes, each with its number."""
    assert counts_of(of_case(case)) == {
        "retrospect": [2, 4],
        "undecided": [1, 1, 1, 1, 2, 2, 4, 4],
    }


def test_a_box_lies_where_its_bounds_are():
    """A filled box spans the event's bounds across and the saying's bounds upwards."""
    figure = drawn(frames_of(("2031-05-10/2031-05-20", "2031-05-15")))
    outer, core = [trace for trace in figure.data if trace.type == "bar"]
    day = 86_400_000
    assert (outer.base, outer.x) == (("2031-05-10T00:00:00",), (11 * day,))
    assert (core.base, core.x) == (("2031-05-11T00:00:00",), (9 * day,))
    for bar in (outer, core):
        assert (bar.y, bar.width, bar.offset) == (("2031-05-15T00:00:00",), (day,), 0)
    assert (outer.marker.pattern.shape, core.marker.pattern.shape) == (None, "/")


def test_what_no_date_bounds_below_is_open_downwards():
    """An undated saying has no filled box, dotted edges and hollow arrows at the lower edge."""
    figure = drawn(frames_of(("2031-05-20", "")))
    assert [trace for trace in figure.data if trace.type == "bar"] == []
    [edges] = [trace for trace in figure.data if trace.line.dash == "2px,3px"]
    assert len([x for x in edges.x if x is None]) == 3
    [arrows] = [trace for trace in figure.data if trace.yaxis == "y2"]
    assert arrows.x == ("2031-05-20T00:00:00", "2031-05-21T00:00:00")
    assert arrows.y == (0, 0)
    assert arrows.marker.symbol == ("triangle-down-open",) * 2


@pytest.mark.parametrize(
    ("when", "arrows"),
    [("2031-05-10/..", (1, "triangle-right")), ("/2031-05-10", (0, "triangle-left-open"))],
)
def test_open_ends_of_events_are_arrows_at_the_side(when, arrows):
    """Edges without a corner end in arrows, full for an open end, hollow for an unknown one."""
    figure = drawn(frames_of((when, "2031-05-15")))
    [trace] = [trace for trace in figure.data if trace.xaxis == "x2"]
    assert [*zip(trace.x, trace.marker.symbol, strict=True)] == [arrows] * 2
    assert trace.y == ("2031-05-15T00:00:00", "2031-05-16T00:00:00")


def test_both_axes_show_the_same_span(case):
    """Both clocks have one range, so that the diagonal runs from corner to corner."""
    layout = of_case(case).layout
    assert layout.xaxis.range == layout.yaxis.range


def test_a_card_says_who_said_what_and_when(case):
    """A card holds the tense, the event and its date, who says so how certainly, and the cue."""
    cards = [card for trace in badges_of(of_case(case)) for card in trace.hovertext]
    [card] = [card.replace("<br>", " ") for card in cards if "“likely”" in card]
    assert card == (
        "2 mentions, said by 27 May 2023, when its source was out "
        "Undecided: may be forecast, live or retrospect "
        "<b>Information campaign likely being revived</b> "
        "When: began before 28 May 2023, end open "
        "– Unnamed news outlet → ISW's analysts (probable, “likely”); cue “according to” "
        "– Unnamed news outlet → ISW's analysts (certain); cue “According to”"
    )


def test_ten_thousand_mentions_are_two_hundred_boxes_at_most():
    """Boxes that nearly coincide become one; every mention is counted, and the key says so."""
    days = pd.date_range("2031-01-01", periods=100).strftime("%Y-%m-%d").tolist()
    frames = frames_of(*[(day, "") for day in days])
    said = [(event, day) for event in frames["events"]["event_id"] for day in days]
    mentions = pd.DataFrame(said, columns=["event_id", "said"]).assign(
        mention_id=[f"m{number:05}" for number in range(10_000)],
        source_id="gazette",
        speaker_id="a-dragon",
        factuality="CT+",
    )
    frames["mentions"] = typed_frame("mentions", mentions)
    figure = drawn({name: frames[name] for name in ("mentions", "events")})
    assert "4,950 forecast, 4,950 retrospect and 100 undecided" in figure.layout.meta["alt"]
    outer = [trace for trace in figure.data if trace.type == "bar"]
    assert sum(len(trace.base) for trace in outer) <= 200
    cards = [card for trace in outer for card in trace.hovertext]
    counted = sum(int(card.split(" mention")[0].replace(",", "")) for card in cards)
    assert counted == 10_000
    assert "Boxes that nearly coincide" in figure.layout.annotations[0].text.replace("<br>", " ")
    assert len(figure.to_json()) < 1_500_000


@pytest.mark.parametrize(
    ("name", "columns", "message"),
    [
        (
            "mentions",
            ["said_min"],
            "two_clocks needs typed mentions: case.mentions; this frame lacks said_min",
        ),
        (
            "events",
            ["start_min"],
            (
                "two_clocks needs a case whose events are typed: read_case(path), or "
                "Case(events=events_frame(df), …)"
            ),
        ),
        (
            "sources",
            ["published_max"],
            (
                "two_clocks needs a case whose sources are typed, with published_min and "
                "published_max: read_case(path)"
            ),
        ),
    ],
)
def test_untyped_frames_are_refused(name, columns, message):
    """A frame that lacks columns is refused with what to pass instead."""
    frames = frames_of(("2031-05-20", "2031-05-20"))
    frames[name] = frames[name].drop(columns=columns)
    with pytest.raises(FrameError) as raised:
        drawn(frames)
    assert str(raised.value) == message


@pytest.mark.parametrize("column", ["parent_id", "factuality", "hedge"])
def test_mentions_that_lack_a_column_are_refused(case, column):
    """Chains of speakers need columns too; a whole case is no frame of mentions."""
    with pytest.raises(FrameError) as raised:
        two_clocks(case.mentions.drop(columns=column), case=case)
    assert str(raised.value) == (
        f"two_clocks needs typed mentions: pass case.mentions; this frame lacks {column}"
    )
    with pytest.raises(FrameError) as raised:
        two_clocks(case, case=case)
    assert str(raised.value) == (
        "two_clocks needs a frame of mentions, not a Case: pass case.mentions"
    )


def test_an_id_that_is_used_twice_is_refused():
    """Two events with one id would draw a mention twice."""
    frames = frames_of(("2031-05-20", "2031-05-20"))
    frames["events"] = pd.concat([frames["events"]] * 2)
    with pytest.raises(FrameError) as raised:
        drawn(frames)
    assert str(raised.value) == "two_clocks needs each event_id once; 'e0' is used twice"


def test_the_frames_given_are_not_changed(case):
    """Drawing leaves all frames as they were."""
    names = ("mentions", "events", "sources", "actors")
    before = {name: getattr(case, name).copy(deep=True) for name in names}
    of_case(case)
    for name in names:
        pd.testing.assert_frame_equal(getattr(case, name), before[name])


def test_order_of_rows_does_not_matter(case):
    """Mentions are drawn by bounds and id, whatever their order in the table."""
    tables = ("mentions", "events", "sources", "actors")
    turned = replace(case, **{table: getattr(case, table).iloc[::-1] for table in tables})
    assert of_case(turned).to_json() == of_case(case).to_json()


@pytest.mark.parametrize(
    "told",
    [("-0043-03-15", "0033"), ("-9999", "9999"), ("9999-12-31", "9999-12-31"), ("../..", "2031")],
)
def test_any_dates_are_drawn(told):
    """The first and last years, and an event with no bound, give a figure with a text."""
    figure = drawn(frames_of(told, published="9999-12-31"))
    assert figure.layout.meta["alt"].startswith("Two clocks: ")


def test_the_figure_is_plain_json(case):
    """The figure holds no arrays in a binary coding that other tools cannot read."""
    assert "bdata" not in plotly.io.to_json(of_case(case))


def on_edge(x, y, left, right, bottom, top):
    """Tell whether a point lies on an edge of a box that may be open."""
    within_x = not (x < left or x > right)
    within_y = not (y < bottom or y > top)
    return (x in (left, right) and within_y) or (y in (bottom, top) and within_x)


def test_a_badge_lies_on_an_edge_of_its_box_where_there_is_room():
    """Nine boxes on one another have their badges on their edges, none in the middle."""
    side = {"left": 40.0, "right": 240.0, "bottom": 40.0, "top": 140.0}
    worn = place(pd.DataFrame([side] * 9), reach=np.full(9, 12.0), size=(300, 200))
    assert all(on_edge(x, y, *side.values()) for x, y in worn.spots.tolist())
    assert np.isnan(worn.corners).all()


def test_a_badge_that_has_no_room_on_its_box_stands_beside_it():
    """Of three boxes in one small place two have badges beside it, which lead to its corners."""
    side = {"left": 100.0, "right": 105.0, "bottom": 100.0, "top": 105.0}
    worn = place(pd.DataFrame([side] * 3), reach=np.full(3, 12.0), size=(300, 200))
    assert np.isnan(worn.corners).any(axis=1).tolist() == [True, False, False]
    for spot, corner in zip(worn.spots[1:], worn.corners[1:], strict=True):
        assert set(corner.tolist()) <= {100.0, 105.0}
        assert np.linalg.norm(spot - corner) < 40


LIMITS = st.tuples(st.none() | st.integers(0, 300), st.none() | st.integers(0, 120)).map(
    lambda ends: (ends[0], None if None in ends else ends[0] + ends[1])
)
CLOSED = st.tuples(st.integers(0, 300), st.integers(0, 120)).map(lambda two: (two[0], sum(two)))
BOXES = st.tuples(LIMITS, CLOSED | CLOSED.map(lambda ends: (None, ends[1])))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(BOXES, st.sampled_from(["forecast", "live", "undecided"])), max_size=40),
    st.integers(112, 500),
)
def test_whatever_the_boxes_every_badge_has_a_place(made, width):
    """In a plot as high as is asked for, every badge lies whole inside and on no other."""
    tenses = pd.Series([tense for _, tense in made], dtype="str")
    rows = [[*event, *said] for (event, said), _ in made]
    sides = pd.DataFrame(rows, columns=["left", "right", "bottom", "top"], dtype=float)
    size = (float(width), max(height_for(tenses, width=width), 300.0))
    sides = sides.clip(upper=[size[0], size[0], size[1], size[1]], axis=1)
    worn = place(sides, reach=reaches(tenses), size=size)
    left, right, bottom, top = worn.rects.T
    assert (left >= 0).all()
    assert (right <= size[0]).all()
    assert (bottom >= 0).all()
    assert (top <= size[1]).all()
    assert not any(meets(rect, worn.rects[:row]) for row, rect in enumerate(worn.rects) if row)


def labels_of(figure):
    """Return the titles beside badges, without the blanks that keep them off."""
    traces = [trace for trace in figure.data if trace.type == "scatter" and trace.text]
    titles = [title for trace in traces if not trace.hovertext for title in trace.text]
    return [" ".join(title.replace("<br>", " ").split()) for title in titles if "<i>" not in title]


def test_an_event_names_one_box():
    """Of an event that is told at many times one box bears the title."""
    frames = frames_of(*[("2031-05-20", f"2031-{month:02}-25") for month in range(1, 13)])
    frames["mentions"] = frames["mentions"].assign(event_id="e0")
    figure = drawn(frames, width=1600)
    assert labels_of(figure) == ["Tournament 0 on the moon"]
    assert sum(map(len, counts_of(figure).values())) == 12


def test_a_number_beside_its_box_is_explained():
    """The key tells of lines from numbers to boxes where there are such, and nowhere else."""
    told = [("2031-05-20", f"2031-05-{day}") for day in range(21, 28)]
    far = ("2001", "2001")
    for frames, has_lines in ((frames_of(*told, far), True), (frames_of(*told), False)):
        figure = drawn(frames)
        scatters = [trace for trace in figure.data if trace.type == "scatter"]
        lines = [trace for trace in scatters if trace.line.color == style.QUIET]
        key = figure.layout.annotations[0].text.replace("<br>", " ")
        assert bool(lines) == ("A thin grey line leads from a number" in key) == has_lines


# -- the look ----------------------------------------------------------------------------------


def places_of(figure):
    """Return where each filled box begins on both clocks."""
    return {
        (across, up)
        for trace in figure.data
        if trace.type == "bar"
        for across, up in zip(trace.base, trace.y, strict=True)
    }


@pytest.mark.parametrize(
    ("zone", "event", "said"),
    [
        ("UTC", "2031-05-20T22:30:00", "2031-05-20T23:00:00"),
        ("Europe/Kyiv", "2031-05-21T01:30:00", "2031-05-21T02:00:00"),
        ("-09:30", "2031-05-20T13:00:00", "2031-05-20T13:30:00"),
    ],
)
def test_both_clocks_are_of_the_zone(zone, event, said):
    """Instants stand where the zone's clocks showed them, on both axes, and days on their day."""
    frames = frames_of(
        ("2031-05-21T01:30:00+03:00", "2031-05-20T23:00:00Z"), ("2031-05-10", "2031-05-12")
    )
    figure = drawn(frames, look=Look(zone=zone))
    assert places_of(figure) == {(event, said), ("2031-05-10T00:00:00", "2031-05-12T00:00:00")}
    assert figure.layout.xaxis.title.text == f"When the event was ({zone})"
    assert figure.layout.yaxis.title.text == f"When it was said ({zone})"


def test_what_a_source_bounds_is_on_the_clock_of_the_zone_too():
    """Words that only their source dates end when it was out, as the zone's clocks showed it."""
    frames = frames_of(("2031-05-20", "2031-06"), published="2031-06-29T22:00:00Z")
    figure = drawn(frames, look=Look(zone="Europe/Kyiv"))
    [card] = [card for trace in badges_of(figure) for card in trace.hovertext]
    assert card.startswith(
        "1 mention, said 1 June 2031, 00:00:00 Europe/Kyiv – 30 June 2031, 01:00:01 Europe/Kyiv"
    )


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "-05:00", "+14:00"])
@pytest.mark.parametrize(
    ("when", "said", "tense"),
    [
        ("2031-10-26T00:50:00Z", "2031-10-26T01:10:00Z", "retrospect"),
        ("2031-10-26T01:10:00Z", "2031-10-26T00:50:00Z", "forecast"),
        ("2031-05-20", "2031-05-21T00:30:00Z", "retrospect"),
        ("2031-05-20", "2031-05-20T23:30:00Z", "undecided"),
    ],
)
def test_no_tense_depends_on_the_zone(when, said, tense, zone):
    """What is certain stays so in every zone, also in the hour that Berlin's clocks show twice."""
    figure = drawn(frames_of((when, said), published="2031-12"), look=Look(zone=zone))
    assert counts_of(figure) == {tense: [1]}
    key = figure.layout.annotations[0].text.replace("<br>", " ")
    assert key.endswith("What is certain is judged in UTC.") == (zone != "UTC")


def test_cards_write_months_and_zone():
    """A card writes the event's date and the saying's as the look says."""
    frames = frames_of(("2031-05-20T14:00:00Z", "2031-05-21"))
    figure = drawn(frames, look=Look(months="iso", zone="Europe/Kyiv"))
    [card] = [card for trace in badges_of(figure) for card in trace.hovertext]
    assert card.startswith("1 mention, said 2031-05-21<br>")
    assert "<br>When: 2031-05-20 17:00:00 Europe/Kyiv<br>" in card


@pytest.mark.parametrize("months", ["english", "iso"])
def test_both_axes_write_months_as_the_look_says(case, months):
    """Ticks of both clocks are those of the look."""
    look = Look(months=months)
    layout = of_case(case, look=look).layout
    for axis in (layout.xaxis, layout.yaxis):
        formats = [stop.value for stop in axis.tickformatstops]
        assert formats == [tick["value"] for tick in look.ticks]
        assert any("%b" in value for value in formats) == (months == "english")


@pytest.mark.parametrize("theme", ["dark", "print"])
def test_a_theme_changes_colours_and_nothing_else(case, theme):
    """In another theme the same boxes stand in the same places, in that theme's colours."""
    light, themed = of_case(case), of_case(case, look=Look(theme=theme))
    colours = style.THEMES[theme]
    assert themed.layout.annotations[0].font.color == colours[style.QUIET]
    assert (places_of(themed), counts_of(themed)) == (places_of(light), counts_of(light))
    for one, other in zip(light.data, themed.data, strict=True):
        assert (one.x, one.y, one.hovertext, one.text) == (
            other.x,
            other.y,
            other.hovertext,
            other.text,
        )
        if one.type == "bar":
            assert other.marker.color == colours[one.marker.color]


# -- the figure in a browser -------------------------------------------------------------------

BOXES = """selector => [...document.querySelectorAll(selector)].map(mark => {
    const box = mark.getBoundingClientRect();
    return [mark.textContent, box.left, box.right, box.top, box.bottom];
}).filter(([, left, right]) => left < right)"""
LINES = """selector => [...document.querySelectorAll(selector)].flatMap(text => {
    const nodes = document.createTreeWalker(text, NodeFilter.SHOW_TEXT), boxes = [];
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
        const letters = node.data.trim(), start = node.data.indexOf(letters);
        if (!letters || /^[0-9]+$/.test(letters)) continue;
        const range = document.createRange();
        range.setStart(node, start);
        range.setEnd(node, start + letters.length);
        const box = range.getBoundingClientRect();
        boxes.push([box.left, box.right, box.top, box.bottom]);
    }
    return boxes;
})"""
"""Every line of titles and words, without the blanks that keep it off its badge."""
TEXTS = ".scatterlayer .textpoint text"
CARD = """() => [...document.querySelectorAll(".hoverlayer .hovertext")]
    .map(card => card.textContent).join("|")"""


def apart(one, other):
    """Tell whether two boxes, each as left, right, top and bottom, share no point."""
    left, right, top, bottom = one
    left2, right2, top2, bottom2 = other
    return right <= left2 or right2 <= left or bottom <= top2 or bottom2 <= top


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1000])
@pytest.mark.parametrize(("name", "number"), [("case", 10), ("ferry", 11)])
def test_texts_and_badges_are_seen_whole(draw, request, name, number, width):
    """As drawn, no text is cut or on another, and no badge under another or under a title."""
    figure = of_case(request.getfixturevalue(name), width=width)
    page = draw(figure, width=width + 20, height=int(figure.layout.height) + 20)
    offset = page.evaluate("document.querySelector('.main-svg').getBoundingClientRect().left")
    boxes = page.evaluate(BOXES, f"{TEXTS}, .annotation-text, .legendtext")
    assert len(boxes) >= 15
    for row, (text, *place_) in enumerate(boxes):
        assert place_[0] - offset >= 0, text
        assert place_[1] - offset <= width, text
        for other, *place2 in boxes[:row]:
            assert apart(place_, place2), (text, other)
    [plot] = page.evaluate(BOXES, ".draglayer .xy .nsewdrag")
    paths = page.evaluate(BOXES, ".scatterlayer .points path")
    badges = [place_ for _, *place_ in paths if place_[1] - place_[0] > 18]
    titles = page.evaluate(LINES, TEXTS)
    assert len(badges) == number
    assert len(titles) >= 4
    for row, badge in enumerate(badges):
        left, right, top, bottom = badge
        assert plot[1] <= left < right <= plot[2]
        assert plot[3] <= top < bottom <= plot[4]
        assert all(apart(badge, other) for other in [*badges[:row], *titles])


@pytest.mark.browser
def test_every_badge_shows_its_card(draw, case):
    """Resting on a number shows the card of that box, so all 22 mentions can be read."""
    page = draw(of_case(case))
    numbers = [box for box in page.evaluate(BOXES, TEXTS) if box[0].isdigit()]
    assert sorted(int(number) for number, *_ in numbers) == [1, 1, 1, 1, 2, 2, 2, 4, 4, 4]
    cards = set()
    for number, left, right, top, bottom in numbers:
        page.mouse.move(5, 5)
        page.mouse.move((left + right) / 2, (top + bottom) / 2)
        page.wait_for_selector(".hoverlayer .hovertext")
        card = page.evaluate(CARD)
        assert card.startswith(f"{number} mention"), card
        cards.add(card)
    assert len(cards) == 10


@pytest.mark.browser
def test_a_second_among_years_can_be_seen(draw):
    """Beside years, a box of a second by a second still has corners and a badge of full size."""
    frames = frames_of(("2031-05-20T14:00:00Z", "2031-05-20T14:00:05Z"), ("2001/2029", "2030"))
    page = draw(drawn(frames))
    paths = page.evaluate(BOXES, ".scatterlayer .points path")
    widths = [round(right - left) for _, left, right, *_ in paths]
    assert widths.count(6) >= 6
    assert [width for width in widths if width > 20] == [SIZE] * 2


@pytest.mark.browser
def test_markup_shows_as_text(draw):
    """Tags, formulas and templates in titles, names and quotes are shown as they are written."""
    told = [("2031-05-20", f"2031-0{month}-25") for month in range(6, 10)]
    frames = frames_of(*told, published="2031-10", quote=MARKUP, speaker_id=MARKUP)
    frames["events"] = frames["events"].assign(title=MARKUP)
    page = draw(drawn(frames))
    texts = page.evaluate(BOXES, TEXTS)
    written = {"".join(text.split()) for text, *_ in texts}
    words = {"".join(word.split()) for word in MARKUP}
    assert written >= words
    seen = set()
    for text, left, right, top, bottom in texts:
        if text == "1":
            page.mouse.move(5, 5)
            page.mouse.move((left + right) / 2, (top + bottom) / 2)
            page.wait_for_selector(".hoverlayer .hovertext")
            card = "".join(page.evaluate(CARD).split())
            seen |= {word for word in words if f"“{word}”" in card and f"–{word}(certain);" in card}
    assert seen == words
    assert page.evaluate("document.querySelectorAll('img').length") == 0
