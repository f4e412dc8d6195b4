"""Events on a time axis: the figure as data, and as a browser draws it."""

import json

import pandas as pd
import plotly.io
import pytest

from dateline import (
    Case,
    DateError,
    FrameError,
    Look,
    events_frame,
    marks,
    timeline,
    timeline_table,
)
from dateline.frames import typed_frame


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


def areas_of(figure, *, axis="x"):
    """Return what can be pointed at as (title, first, last, top, bottom)."""
    for bar in on_axis(figure, "bar", axis=axis):
        for card, base, length, y, width in zip(
            bar.hovertext, bar.base, bar.x, bar.y, bar.width, strict=True
        ):
            if y is None:
                continue
            first = pd.Timestamp(base)
            last = first + pd.Timedelta(length, "ms")
            yield title_of(card), first, last, y - width / 2, y + width / 2


def bars_of(figure):
    """Return each filled bar as (title, height, first instant, last instant)."""
    areas = list(areas_of(figure))
    bars = set()
    for trace in on_axis(figure, "scatter"):
        corners = zip(trace.x[::6], trace.x[2::6], trace.y[::6], trace.y[2::6], strict=True)
        for first, last, top, bottom in corners if trace.fill else ():
            [title] = [
                title
                for title, left, right, above, below in areas
                if left <= pd.Timestamp(first) and pd.Timestamp(last) <= right
                if above <= top and bottom <= below
            ]
            bars.add((title, bottom - top, first, last))
    return bars


# -- the figure as data ------------------------------------------------------------------------


def test_bars_of_the_case_end_at_its_bounds(case):
    """Every outer bar that both bounds are known of runs from the one to the other."""
    figure = timeline(case.events)
    closed = case.events.dropna(subset=["start_min", "end_max"])
    expected = {
        (title, marks.OUTER_HEIGHT, start.isoformat(), end.isoformat())
        for title, start, end in zip(
            closed["title"], closed["start_min"], closed["end_max"], strict=True
        )
    }
    assert len(expected) == 7
    assert expected <= bars_of(figure)


def test_nothing_in_the_case_is_certainly_under_way(case):
    """The bundled text makes no stretch of time certain, so the figure has no core."""
    assert [bar for bar in bars_of(timeline(case.events)) if bar[1] == marks.CORE_HEIGHT] == []


@pytest.mark.parametrize("now", [None, "2023-06-01"])
@pytest.mark.parametrize("when", ["2023-05-26/..", "../2023-05-26"])
def test_an_open_end_makes_nothing_certain(when, now):
    """That no end is stated does not tell that an event goes on: its bar is pale to the arrow."""
    figure = timeline(events_of([when], status=["ongoing"]), now=now)
    [(_, height, start, end)] = bars_of(figure)
    assert height == marks.OUTER_HEIGHT
    first, last = figure.layout.xaxis.range
    assert (start < first) == when.startswith("..")
    assert (end > last) == when.endswith("..")


@pytest.mark.parametrize("known_on", [None, "2031-03-10"])
def test_no_source_makes_an_open_end_certain(ferry, known_on):
    """The strike of a case is pale, for the herald that tells of it does not say until when."""
    figure = timeline(ferry.events, case=ferry, known_on=known_on, now="2031-03-12")
    solid = {title for title, height, *_ in bars_of(figure) if height == marks.CORE_HEIGHT}
    assert solid == {"Harbour board meets about the ferry"}


@pytest.mark.parametrize("when", ["2014-05-26/..", "../2014-05-26"])
def test_an_open_end_is_counted_as_possible_and_not_as_certain(many, when):
    """Where events are counted, an open one may go on for ever, and certainly goes on nowhere."""
    events = many(2000)[0].assign(lane="others", status="occurred")
    one = events_of([when], lane=["open"]).assign(event_id="open")
    table = timeline_table(pd.concat([events, one]))
    mine = table[table["lane"] == "open"]
    assert len(mine) > 2
    assert mine["may"].eq(1).all()
    assert mine["certainly"].sum() <= 1


def test_a_core_ends_where_certainty_does():
    """An open end whose lower bound is known is certain up to that bound and no further."""
    events = events_of(["2023-05-01/.."], status=["ongoing"], end_min=["2023-05-20"])
    [bar] = [bar for bar in bars_of(timeline(events)) if bar[1] == marks.CORE_HEIGHT]
    assert bar[2:] == ("2023-05-02T00:00:00", "2023-05-20T00:00:00")


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
        ("e0", marks.OUTER_HEIGHT, "2023-05-01T00:00:00", "2023-05-11T00:00:00"),
        ("e0", marks.CORE_HEIGHT, "2023-05-02T00:00:00", "2023-05-10T00:00:00"),
    }


def test_a_core_never_leaves_the_outer_bounds():
    """A bound that a person wrote over an open end closes it for the core too."""
    events = events_of(
        ["2023-05-01/.."], status=["occurred"], end_min=["2023-05-10"], end_max=["2023-05-20"]
    )
    assert bars_of(timeline(events)) == {
        ("e0", marks.OUTER_HEIGHT, "2023-05-01T00:00:00", "2023-05-20T00:00:00"),
        ("e0", marks.CORE_HEIGHT, "2023-05-02T00:00:00", "2023-05-10T00:00:00"),
    }


def test_a_day_has_no_core():
    """An event on some day is somewhere inside that day, so nothing of it is certain."""
    assert bars_of(timeline(events_of(["2023-05-26"]))) == {
        ("e0", marks.OUTER_HEIGHT, "2023-05-26T00:00:00", "2023-05-27T00:00:00")
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
        if trace.mode == "lines" and trace.line.dash
    ]
    assert bars_of(figure) == set()
    assert [(trace.xaxis, trace.line.dash, trace.fill) for trace in outlines] == [
        ("x", "4px,3px", None),
        ("x2", "4px,3px", None),
    ]
    assert outlines[0].x[:2] == ("2023-06-01T00:00:00", "2023-07-01T00:00:00")


@pytest.mark.parametrize(
    "when",
    [
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
    """One event, undated ones and the first and last years each give a figure with text."""
    figure = timeline(events_of(when))
    assert figure.layout.meta["alt"].startswith(f"Timeline of {len(when)} event")
    assert figure.layout.height > 0


def key_of(figure):
    return figure.layout.annotations[-1].text.replace("<br>", " ")


@pytest.mark.parametrize("theme", ["light", "print"])
def test_no_events_are_said_to_be_none(ferry, theme):
    """A figure without events is one quiet line that says why, and so does its description."""
    look = Look(theme=theme)
    empty = timeline(ferry.events[:0], case=ferry, look=look)
    assert (key_of(empty), empty.layout.meta["alt"]) == ("No events.", "Timeline: no events.")
    early = timeline(ferry.events, case=ferry, known_on="2031-03-01", look=look)
    assert key_of(early) == "Nothing was known by the end of 2031-03-01."
    assert early.layout.meta["alt"] == "Timeline: nothing was known by the end of 2031-03-01."
    assert len(empty.layout.annotations) == len(early.layout.annotations) == 1


def test_what_did_not_occur_has_a_cross_at_any_width():
    """A cross on the bar and before the title, dated or not, tells it, and the key explains it."""
    when = ["2023-05-26", "2001/2022", "", "2023-05-01/..", "[..2023-05-02]"]
    status = ["not-occurred", "occurred", "not-occurred", "not-occurred", "not-occurred"]
    events = events_of(when, status=status)
    figure = timeline(events)
    [crosses] = [trace for trace in on_axis(figure, "scatter") if trace.marker.symbol == "x"]
    assert sorted(crosses.x) == [
        "2023-05-01T12:00:00",
        "2023-05-03T00:00:00",
        "2023-05-26T12:00:00",
    ]
    assert {*labels_of(figure)} == {"× e0", "e1", "× e3", "× e4"}
    assert labels_of(figure, axis="x2") == ["× e2 · not-occurred"]
    assert "×, crossed: said not to have happened." in key_of(figure)
    assert "×" not in str(timeline(events_of(["2023"], status=["occurred"])).to_json())


def test_without_a_date_there_is_no_date_axis():
    """Where no event is dated, no axis with invented years is shown."""
    shown = [timeline(events_of(when)).layout.xaxis.visible for when in ([], [""], ["2023"])]
    assert shown == [False, False, True]


def labels_of(figure, *, axis="x"):
    return [
        label
        for trace in on_axis(figure, "scatter", axis=axis)
        if trace.mode == "text"
        for label in trace.text
    ]


def test_three_hundred_events_in_one_lane_are_all_drawn():
    """A crowded lane grows in height; every event has its bar and, given room, its label."""
    days = pd.date_range("2023-01-01", periods=300, freq="D").strftime("%Y-%m-%d")
    events = events_of(days, lane=["one"] * 300)
    figure = timeline(events, height=9000)
    assert len(bars_of(figure)) == len(labels_of(figure)) == 300
    assert len(figure.data) < 10


def test_labels_without_room_are_told_and_found_in_the_cards():
    """Where labels have no room the key says how many, and every event keeps its card."""
    days = pd.date_range("2023-01-01", periods=300, freq="D").strftime("%Y-%m-%d")
    figure = timeline(events_of(days, lane=["one"] * 300), height=700)
    bare = 300 - len(labels_of(figure))
    assert 0 < bare < 300
    note = figure.layout.annotations[-1].text.replace("<br>", " ")
    assert f"{bare} events without a label (some have one): the table names them." in note
    assert len(list(areas_of(figure))) == 300
    assert figure.layout.height <= 700


def test_the_most_mentioned_keep_their_labels(many):
    """Of more events than labels fit, those that are labelled are mentioned most."""
    events, known = many(300)
    figure = timeline(events, case=known)
    counts = known.mentions["event_id"].value_counts()
    told = {
        title: counts.get(event, 0) for event, title in events[["event_id", "title"]].to_numpy()
    }
    labels = {label.removeprefix("× ") for label in labels_of(figure)}
    assert 0 < len(labels) < 300
    most_left_out = max(number for title, number in told.items() if title not in labels)
    assert min(told[title] for title in labels) >= most_left_out


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
        "Timeline of 3 events, 26–27 May 2023. Lanes: Kremlin. "
        "By status: 2 occurred and 1 ongoing. "
        "With an end that is open or not known: 1."
    )


def test_an_untyped_frame_is_refused():
    """A frame that lacks the bounds is refused with what to pass instead."""
    raw = pd.DataFrame({"event_id": ["e1"], "title": ["A call"], "when": ["2023-05-26"]})
    with pytest.raises(FrameError) as raised:
        timeline(raw)
    assert str(raised.value) == (
        "timeline needs a typed events frame, but this one lacks the columns status, lane, "
        "start_min and more: pass case.events, or events_frame(df) for a frame of your own"
    )


def test_a_case_in_place_of_its_events_is_refused(case):
    """A view that is given a whole case says which frame it needs."""
    with pytest.raises(FrameError) as raised:
        timeline(case)
    assert str(raised.value) == "timeline needs a frame of events, not a Case: pass case.events"


def test_the_frames_given_are_not_changed(case):
    """Drawing leaves every table of the case as it was."""
    tables = ("events", "actors", "mentions", "sources")
    before = {table: getattr(case, table).copy(deep=True) for table in tables}
    timeline(case.events, case=case)
    for table, frame in before.items():
        pd.testing.assert_frame_equal(getattr(case, table), frame)


def test_order_of_rows_does_not_matter_in_one_lane(case):
    """Within lanes, events are drawn by date and id, whatever their order in the table."""
    events = case.events[case.events["lane"] == "Reporting"]
    assert timeline(events).to_json() == timeline(events.iloc[::-1]).to_json()


def test_order_of_rows_does_not_matter_without_a_date(case):
    """Undated events are described in the order of the tray, whatever their order in the table."""
    assert timeline(case.events).to_json() == timeline(case.events.iloc[::-1]).to_json()


OWN = ["mentions", "row", "left", "card", "since", "until", "top", "label", "bin", "base", "told"]


@pytest.mark.parametrize("number", [40, 2000])
def test_columns_of_ones_own_do_not_get_in_the_way(many, number):
    """A frame may have columns named as those that a timeline makes for itself."""
    events, known = many(number)
    own = events.assign(**dict.fromkeys(OWN, "mine"))
    assert timeline(own, case=known).to_json() == timeline(events, case=known).to_json()
    assert timeline_table(own, case=known).equals(timeline_table(events, case=known))


@pytest.mark.parametrize("number", [20, 2000])
def test_an_index_does_not_matter(many, number):
    """Labels used twice and an index named as a column give the same figure."""
    events, known = many(number)
    expected = timeline(events, case=known).to_json()
    for index in (
        [7] * number,
        pd.Index(events["event_id"]),
        pd.Index(events["title"], name="lane"),
    ):
        assert timeline(events.set_axis(index), case=known).to_json() == expected
    again = Case(
        events=known.events,
        mentions=known.mentions.set_axis([0] * len(known.mentions)),
        sources=known.sources.set_axis([0] * len(known.sources)),
    )
    assert timeline(events, case=again).to_json() == expected


@pytest.mark.parametrize("number", [20, 2000])
def test_how_columns_are_stored_does_not_matter(many, number):
    """Text, objects, categories and finer instants that hold the same give the same figure."""
    events, known = many(number)
    expected = timeline(events, case=known).to_json()
    names = ["event_id", "title", "when", "when_text", "place", "note", "offset"]
    for dtype in ("category", "object", "string"):
        stored = events.astype(dict.fromkeys(names, dtype) | {"start_min": "datetime64[ns]"})
        assert timeline(stored, case=known).to_json() == expected
    stored = events.assign(status=events["status"].astype("str"))
    assert timeline(stored, case=known).to_json() == expected


@pytest.mark.parametrize("number", [12, 2000])
def test_an_event_without_a_lane_is_drawn(number):
    """A null lane is no lane: its events have a row, a place in the table, and are counted."""
    lane = pd.Series(["North", None] * (number // 2))
    events = events_of(["2023-05-26"] * number).assign(lane=lane.astype("category"))
    empty = events.assign(lane=pd.Categorical(lane.fillna(""), ["North", ""]))
    assert timeline(events).to_json() == timeline(empty).to_json()
    assert timeline_table(events).equals(timeline_table(empty))
    assert set(timeline_table(events)["lane"]) == {"North", ""}
    assert (
        timeline(events.assign(lane=None)).layout.meta
        == timeline(events_of(["2023-05-26"] * number)).layout.meta
    )


def test_null_flags_are_no_flags():
    """A flag that is lost when frames are joined makes no date approximate."""
    flags = dict.fromkeys(["approximate", "uncertain", "open_start", "open_end"], None)
    events = events_of(["2023-05-26"])
    assert timeline(events.assign(**flags)).to_json() == timeline(events).to_json()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda events: events.drop(columns="note"),
            (
                "timeline needs a typed events frame, but this one lacks the column note: pass "
                "case.events, or events_frame(df) for a frame of your own"
            ),
        ),
        (
            lambda events: events.assign(event_id="e1"),
            "row 1: event_id 'e1' is used twice; timeline needs one of its own for each event",
        ),
        (
            lambda events: events.assign(event_id=None),
            "row 0: the event has no event_id; timeline needs one of its own for each event",
        ),
        (
            lambda events: events.assign(status="planned"),
            (
                "'planned' is not a status; allowed are occurred, ongoing, expected, not-occurred "
                "and undetermined"
            ),
        ),
    ],
)
def test_a_frame_that_would_mislead_is_refused(change, message):
    """Lost columns, an id used twice and an invented status are errors, not a wrong figure."""
    with pytest.raises(FrameError) as raised:
        timeline(change(events_of(["2023", "2024"])))
    assert str(raised.value) == message


def test_cards_show_names_of_actors(case):
    """With the actors table the cards name actors, without it they show ids."""
    with_names = str(timeline(case.events, case=case).data)
    assert "By: Vladimir Putin" in with_names
    assert "By: putin" in str(timeline(case.events).data)


def test_the_alt_text_of_the_case(case):
    """The figure says in words what it shows, undated events by name."""
    assert timeline(case.events).layout.meta["alt"] == (
        "Timeline of 11 events, 19–27 May 2023. "
        "Lanes: Kremlin, China's envoy, Ukraine and Reporting. "
        "By status: 9 occurred, 1 ongoing and 1 expected. "
        "With an end that is open or not known: 2. "
        "Without a date: “Unnamed diplomat speaks with Li Hui” and "
        "“Planned Ukrainian counteroffensive”."
    )


# -- who says so, and what was known when ------------------------------------------------------


def cards_of(figure):
    return {
        title_of(card): card
        for axis in ("x", "x2")
        for bar in on_axis(figure, "bar", axis=axis)
        for card, height in zip(bar.hovertext, bar.y, strict=True)
        if height is not None
    }


def test_cards_say_who_says_so(case):
    """With the case, a card has the chains of speakers with their hedges, and the counts."""
    card = cards_of(timeline(case.events, case=case))["Information campaign likely being revived"]
    assert (
        "<br>Who says so, outermost first:"
        "<br>– Unnamed news outlet → ISW's analysts (probable, “likely”)<br>"
    ) in card
    assert card.endswith("<br>4 mentions, 1 source, 1 origin")


def test_without_the_case_cards_are_silent_about_speakers(case):
    """Where nobody can tell who says so, no card claims that nobody does."""
    assert "Who says so" not in str(timeline(case.events).data)


def test_only_what_was_known_on_a_date_is_drawn(ferry):
    """Before a source was out, its events, mentions and hedges are in no part of the figure."""
    figure = timeline(ferry.events, case=ferry, known_on="2031-03-05")
    assert figure.layout.meta["alt"] == (
        "Timeline of 4 events, 2 March – 30 April 2031. As known on 2031-03-05; left out, for no "
        "source certainly out by then mentions them: 2 events. Lanes: The ferry and The harbour. "
        "By status: 3 occurred and 1 expected. "
        "Without a date: “Captain writes to the board”."
    )
    assert set(cards_of(figure)) == {
        "Ferry Imaginary docks a day late",
        "Captain writes to the board",
        "Harbour board meets about the ferry",
        "Ferry Imaginary is to be sold",
    }
    note = figure.layout.annotations[-1].text.replace("<br>", " ")
    assert note.startswith("As known on 2031-03-05: 4 of 6 events.")
    assert "Harbour board of Port Nowhere (certainly" not in str(figure.data)
    assert len(figure.layout.sliders) == 0


def test_what_was_known_is_the_case_as_known_on(ferry):
    """A figure as known on a date is that of the case cut to the date."""
    cut = ferry.as_known_on("2031-03-08")
    one = timeline(ferry.events, case=ferry, known_on="2031-03-08")
    other = timeline(cut.events, case=cut).update_layout(sliders=[])
    assert cards_of(one) == cards_of(other)


def mixed_case():
    """Make up a case whose sources are dated by month, by second, or not at all."""
    events = events_of(["2023-01", "2023-02", "", "2023-04", "2023-05/..", "2023-06"])
    published = ["2023-05", "2023-05-10", None, "2023-06-01T22:30:00+00:00"]
    sources = {"source_id": list("abcd"), "title": "A", "published": published}
    about = ["e0", "e0", "e1", "e2", "e3", "e0", "e4"]
    mentions = {
        "mention_id": [f"m{number}" for number in range(7)],
        "event_id": about,
        "source_id": list("abbcdda"),
        "speaker_id": list("pqrstuv"),
        "factuality": "CT+",
    }
    typed = {
        table: typed_frame(table, pd.DataFrame(columns, dtype="str"))
        for table, columns in {"sources": sources, "mentions": mentions}.items()
    }
    return Case(events=events, **typed)


def cards_at(figure, step):
    """Return the cards that a step of the slider shows."""
    heights = figure.layout.sliders[0].steps[step].args[0]["y"]
    return {
        (event, card)
        for trace, own in zip(figure.data, heights, strict=False)
        if trace.type == "bar"
        for event, card, height in zip(trace.customdata, trace.hovertext, own, strict=True)
        if height is not None
    }


def test_each_step_is_the_figure_as_known_on_its_date():
    """At every step the events and their cards are those of ``known_on``; the last shows all."""
    made_up = mixed_case()
    figure = timeline(made_up.events, case=made_up)
    for step, date in enumerate(["2023-05-10", "2023-05", "2023-06-01T22:30:00+00:00"]):
        known = timeline(made_up.events, case=made_up, known_on=date)
        assert {card for _, card in cards_at(figure, step)} == set(cards_of(known).values())
    assert {event for event, _ in cards_at(figure, 3)} == set(made_up.events["event_id"])


def test_steps_are_named_on_the_clock_of_the_zone():
    """A source that came out at an hour did so at another hour elsewhere; a day is a day."""
    made_up = mixed_case()
    figure = timeline(made_up.events, case=made_up, look=Look(zone="Europe/Kyiv"))
    assert [step.label for step in figure.layout.sliders[0].steps] == [
        "by 10 May 2023",
        "by 31 May 2023",
        "by 2 June 2023, 01:30:01 Europe/Kyiv",
        "all that is coded",
    ]


def test_the_overview_steps_too(many):
    """What was not known at a step is in the small picture of the axis neither."""
    events, known = many(60)
    figure = timeline(events, case=known)
    [place] = [place for place, trace in enumerate(figure.data) if trace.xaxis == "x4"]
    steps = figure.layout.sliders[0].steps
    shown = [sum(height is not None for height in step.args[0]["y"][place]) // 4 for step in steps]
    assert shown == [len(cards_at(figure, step)) for step in range(len(steps))]
    assert shown[0] < shown[-1] == 60


def test_known_on_needs_the_case(case):
    """Without sources and mentions nothing can tell what was known."""
    with pytest.raises(FrameError) as raised:
        timeline(case.events, known_on="2023-05-27")
    assert str(raised.value) == (
        "timeline needs the case to tell what was known on 2023-05-27: pass case=case"
    )


def test_now_is_marked_only_when_it_is_given(case):
    """No figure knows the day on which it is drawn; a date that is passed in is a line."""
    assert not [shape for shape in timeline(case.events).layout.shapes if shape.type == "path"]
    figure = timeline(case.events, now="2023-06-01")
    assert {instant for instant, _, _ in now_parts(figure)} == {"2023-06-01_00:00:00"}
    assert "now: 1 June 2023" in [note.text for note in figure.layout.annotations]
    assert figure.layout.xaxis.range[1] > "2023-06-01"


def now_parts(figure):
    """Return the parts of the line of now as (instant, top, bottom)."""
    [line] = [shape for shape in figure.layout.shapes if shape.type == "path"]
    for part in line.path.split("M")[1:]:
        (at, top), (_, bottom) = [point.split(",") for point in part.split("L")]
        yield at, float(top), float(bottom)


def test_the_line_of_now_runs_through_no_text(many):
    """At no zoom does the line cross a title or a lane's name, for it leaves out their heights."""
    events, known = many(120)
    figure = timeline(events, case=known, now="2019-05-05", height=1200)
    parts = [*now_parts(figure)]
    lines = 17
    texts = [
        (y - lines * (text.count("<br>") + 1) / 2, y + lines * (text.count("<br>") + 1) / 2)
        for trace in on_axis(figure, "scatter")
        if trace.mode == "text"
        for text, y in zip(trace.text, trace.y, strict=True)
    ]
    texts += [(note.y, note.y + 22) for note in figure.layout.annotations if note.yref == "y"]
    assert len(parts) > 5
    assert len(texts) > 20
    assert [
        (part, text) for part in parts for text in texts if part[1] < text[1] and text[0] < part[2]
    ] == []
    assert parts[-1][2] == figure.layout.yaxis.range[0]


@pytest.mark.parametrize("view", [timeline, timeline_table])
@pytest.mark.parametrize(
    ("now", "day"),
    [("2040-02", "2040-02-01"), ("2040", "2040-01-01"), ("2040-02-03/..", "2040-02-03")],
)
def test_a_now_that_is_longer_than_a_day_is_refused(case, view, now, day):
    """A month drawn as a line would be its first day: the error says which day to write."""
    with pytest.raises(FrameError) as raised:
        view(case.events, now=now)
    assert str(raised.value) == f"now: '{now}' is longer than a day; write one day, such as '{day}'"


def test_now_needs_an_axis():
    """Where no event is dated there is no axis on which now could be."""
    figure = timeline(events_of([""]), now="2023-06-01")
    assert not figure.layout.shapes
    assert "now" not in str(figure.layout.annotations)


@pytest.mark.parametrize(
    ("option", "wrong", "told"),
    [
        ("now", "26.5.2023", "'26.5.2023' has the day first; write 2023-05-26"),
        ("known_on", "26.5.2023", "'26.5.2023' has the day first; write 2023-05-26"),
        ("now", "../2023", "'../2023' has no start; write a day, such as '2023-05-26'"),
        ("known_on", "2023/..", "'2023/..' has no end; write a day, such as '2023-05-26'"),
    ],
)
@pytest.mark.parametrize("view", [timeline, timeline_table])
def test_an_option_that_is_no_date_is_refused_by_its_name(case, view, option, wrong, told):
    """An error about a date that was written as an option begins with the option's name."""
    with pytest.raises((DateError, FrameError)) as raised:
        view(case.events, case=case, **{option: wrong})
    assert str(raised.value) == f"{option}: {told}"


# -- the look ----------------------------------------------------------------------------------


def test_instants_move_to_the_zone_and_days_stay():
    """An hour with an offset is drawn in the zone asked for; a day belongs to no zone."""
    events = events_of(["2023-05-26T22:30:00+00:00", "2023-05-26"], lane=["a", "b"])
    figure = timeline(events, look=Look(zone="Europe/Kyiv"))
    starts = {first for _, _, first, _ in bars_of(figure)}
    assert starts == {"2023-05-27T01:30:00", "2023-05-26T00:00:00"}
    assert "2023, Europe/Kyiv; days as written" in [note.text for note in figure.layout.annotations]
    card = cards_of(figure)["e0"]
    assert "When: 27 May 2023, 01:30:00 Europe/Kyiv" in card
    assert "Offset: written as UTC+00:00" in card


def test_months_can_be_numbers(case):
    """With ISO dates no English month is in the axis, the cards or the description."""
    figure = timeline(case.events, case=case, look=Look(months="iso"), now="2023-05-28")
    assert figure.layout.xaxis.tickformatstops[2].value == "%m-%d\n%Y"
    assert "2023-05-19 – 2023-05-27" in figure.layout.meta["alt"]
    assert "When: 2023-05-26" in cards_of(figure)["Putin and Lula speak by telephone"]
    assert "now: 2023-05-28" in [note.text for note in figure.layout.annotations]


def test_a_print_has_no_controls(many):
    """On paper there is nothing to press: no buttons, menus, sliders."""
    events, known = many(60)
    on_screen = timeline(events, case=known).layout
    on_paper = timeline(events, case=known, look=Look(theme="print")).layout
    assert len(on_screen.sliders) == 1
    assert [menu.type for menu in on_screen.updatemenus] == [None, "buttons"]
    assert on_screen.xaxis4.rangeslider.visible
    assert (len(on_paper.sliders), len(on_paper.updatemenus)) == (0, 0)
    assert "xaxis4" not in on_paper


@pytest.mark.parametrize(
    ("when", "labels"),
    [
        (["2023-05-26"], []),
        (["2023-05-20", "2023-05-27"], ["last day", "all"]),
        (["2014", "2023"], ["last 6 months", "last year", "all"]),
        (["0900", "2023"], ["last 100 years", "all"]),
    ],
)
def test_range_presets_are_shorter_than_the_axis(when, labels):
    """Only spans that show a part of the axis, and not a sliver, can be chosen."""
    assert [*presets_of(timeline(events_of(when)))] == labels


def presets_of(figure):
    """Return the spans that buttons show, by label."""
    return {
        button.label: tuple(button.args[0]["xaxis.range"])
        for menu in figure.layout.updatemenus
        if menu.type == "buttons"
        for button in menu.buttons
    }


@pytest.mark.parametrize(
    ("now", "first", "last"),
    [
        (None, "2023-05-31T00:00:00", "2023-06-30T00:00:00"),
        ("2023-06-08", "2023-05-09T00:00:00", "2023-06-08T00:00:00"),
    ],
)
def test_presets_end_now_or_with_the_last_known_bound(now, first, last):
    """The last month is that before now, or before the last bound, not before the axis' end."""
    events = events_of(["2023-01-05", "2023-05-20/..", "2023-06-29"])
    figure = timeline(events, now=now)
    start, end = presets_of(figure)["last month"]
    assert start == first
    assert pd.Timestamp(last) < pd.Timestamp(end) < pd.Timestamp(last) + pd.Timedelta(2, "D")
    assert presets_of(figure)["all"] == figure.layout.xaxis.range


def test_a_preset_is_never_of_a_time_in_which_nothing_is_known():
    """Long after all events, or before them, a last week would be empty and is not offered."""
    events = events_of(["2023-01-05", "2023-02-20"])
    assert [*presets_of(timeline(events, now="2023-02-23"))] == ["last week", "last month", "all"]
    assert [*presets_of(timeline(events, now="2023-03-10"))] == ["last month", "all"]
    assert [*presets_of(timeline(events, now="2022-12-01"))] == []


def test_a_few_events_have_no_overview(many):
    """The range slider is for figures whose events can be lost from sight."""
    assert "xaxis4" not in timeline(many(10)[0]).layout
    assert timeline(many(60)[0]).layout.xaxis4.rangeslider.visible


# -- many events -------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [10, 1000, 1001, 20_000])
def test_a_figure_stays_small(many, number):
    """However many events there are, the figure's JSON keeps below 1.5 MB."""
    events, known = many(number)
    assert len(timeline(events, case=known).to_json()) < 1_500_000


def test_a_figure_of_chinese_texts_stays_small(many):
    """Long titles, notes and chains in Chinese leave the JSON below 1.5 MB at every size."""
    for number in (300, 1000):
        events, known = many(number)
        told = known.mentions.loc[known.mentions.index.repeat(6)].reset_index(drop=True)
        ids = [f"m{row}" for row in range(len(told))]
        about = [f"e{row % number}" for row in range(len(told))]
        told = told.assign(mention_id=ids, event_id=about, speaker_id="某某发言人" * 3)
        events = events.assign(
            title="关于谈判的长标题" * 10, note="说明" * 300, lane=events["lane"]
        )
        rich = Case(events=events, mentions=told, sources=known.sources)
        figure = timeline(events, case=rich)
        assert len(figure.to_json()) < 1_500_000
        assert len(figure.layout.sliders) == (number == 300)


def test_many_events_are_counted_and_the_most_mentioned_marked(many):
    """Above 1,000 events bars count them, and some of the most mentioned have marks."""
    events, known = many(20_000)
    figure = timeline(events, case=known)
    counts = known.mentions["event_id"].value_counts()
    titles = dict(events[["event_id", "title"]].to_numpy())
    drawn = set(labels_of(figure))
    assert titles[counts.index[0]] in drawn
    assert 5 <= len(drawn) <= 40
    key = figure.layout.annotations[-1].text.replace("<br>", " ")
    assert f"Drawn one by one: {len(drawn)}, each among the most mentioned of its lane." in key
    assert "20,000 events counted by lane and 28 days" in figure.layout.meta["alt"]
    assert "Bars count the events that may fall into 28 days" in key
    assert "Drawn one by one" not in str(timeline(events).layout.annotations)


def test_counts_are_as_high_as_what_they_count(many):
    """All bars have one scale, and their heights are those of the table's numbers."""
    events, _ = many(20_000)
    figure, table = timeline(events), timeline_table(events)
    whole = table.groupby(["lane", "from"], sort=False)["may"].sum()
    [cells] = [bar for bar in on_axis(figure, "bar") if not bar.legendgroup]
    heights = sorted(-height for height in cells.y)
    scale = 58 / whole.max()
    expected = sorted(max(count * scale, 8) for count in whole)
    assert heights == pytest.approx(expected, abs=0.01)


def test_each_lane_tells_how_high_it_counts(many):
    """Beside each lane's name stands what its highest bar counts, with a line at that height."""
    events, _ = many(20_000)
    figure, table = timeline(events), timeline_table(events)
    highest = table.groupby(["lane", "from"])["may"].sum().groupby("lane").max()
    tops = {
        note.y - 2: note.text.removeprefix("<b>").removesuffix("</b>")
        for note in figure.layout.annotations
        if note.yref == "y" and note.x == 0
    }
    told = {
        tops[note.y - 4]: note.text
        for note in figure.layout.annotations
        if note.yref == "y" and note.x == 1
    }
    assert told == {lane: f"highest bar: {number:,}" for lane, number in highest.items()}
    [cells] = [bar for bar in on_axis(figure, "bar") if not bar.legendgroup]
    ends = {
        base: min(at + height for at, height in zip(cells.base, cells.y, strict=True) if at == base)
        for base in cells.base
    }
    lines = sorted(shape.y0 for shape in figure.layout.shapes if shape.type == "line")
    assert lines == pytest.approx(sorted(ends.values()), abs=0.02)


@pytest.mark.parametrize("width", [390, 940])
@pytest.mark.parametrize("lanes", [["North"], ["North", "East", "South"]])
def test_beside_counts_the_tray_stays_small(many, width, lanes):
    """Where events are counted, undated ones take a quarter of the figure at most."""
    titles = [f"An undated event with a title of some length, number {n}" for n in range(40)]
    undated = events_of([""] * 40, lane=["North"] * 40).assign(title=titles)
    undated["event_id"] = [f"u{number}" for number in range(40)]
    dated = many(2000)[0]
    dated["lane"] = [lanes[row % len(lanes)] for row in range(2000)]
    figure = timeline(pd.concat([dated, undated]), width=width)
    shown = len(labels_of(figure, axis="x2"))
    bottom, _ = figure.layout.yaxis2.range
    assert 1 <= shown < 30
    assert bottom <= figure.layout.height / 4
    heads = str(figure.layout.annotations)
    assert f"({40 - shown} counted in the table)" in heads


def test_many_lanes_become_few(many):
    """A lane for each event is no lane: the biggest are kept and the rest put together."""
    events, _ = many(2000)
    events = events.assign(lane=pd.Categorical([f"lane {n % 400:03}" for n in range(2000)]))
    heads = [note.text for note in timeline(events).layout.annotations]
    assert "<b>377 more lanes</b>" in heads
    assert sum(head.startswith("<b>") for head in heads) == 24


def test_the_figure_is_plain_json(case):
    """The figure holds values only: no arrays in a binary coding that other tools cannot read."""
    assert "bdata" not in plotly.io.to_json(timeline(case.events))
    assert json.loads(timeline(case.events).to_json())["layout"]["meta"]["alt"]
