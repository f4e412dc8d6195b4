"""The timeline as a table: the same events, order and words as the figure."""

import pandas as pd
import pytest

from dateline import Look, events_frame, timeline, timeline_table


def titles_of(figure):
    """Return the titles of all cards of a figure."""
    return {
        card.split("</b>")[0].removeprefix("<b>")
        for bar in figure.data
        if bar.type == "bar"
        for card in bar.hovertext or ()
    }


def test_the_table_has_the_events_of_the_figure(case):
    """Every event of the figure has a row, and no other."""
    table = timeline_table(case.events, case=case)
    assert set(table["title"]) == titles_of(timeline(case.events, case=case))
    assert len(table) == len(case.events)


def test_rows_are_in_the_order_of_the_figure(case):
    """Dated events come by lane and start, undated ones last."""
    table = timeline_table(case.events, case=case)
    assert table["lane"].tolist() == (
        ["Kremlin"] * 3 + ["China's envoy"] * 3 + ["Reporting"] * 3 + ["China's envoy", "Ukraine"]
    )
    assert (table["when"].iloc[:9] != "no date given").all()
    assert (table["when"].iloc[9:] == "no date given").all()


def test_a_row_says_what_the_card_says(case):
    """Date in words, in EDTF and in the source's words, the chain of speakers, the counts."""
    table = timeline_table(case.events, case=case).set_index("title")
    row = table.loc["Planned Ukrainian counteroffensive"]
    assert row.to_dict() == {
        "lane": "Ukraine",
        "status": "expected",
        "when": "no date given",
        "edtf": "",
        "in the source": "planned",
        "who says so": "Unnamed news outlet → Institute for the Study of War (probable)",
        "mentions": 2,
        "sources": 1,
        "origins": 1,
    }
    call = table.loc["Putin and Lula speak by telephone"]
    assert (call["when"], call["edtf"], call["in the source"]) == (
        "26 May 2023",
        "2023-05-26",
        "on May 26",
    )


def test_without_a_case_nobody_is_said_to_say_nothing(case):
    """Where no mentions are given the numbers are unknown, not zero."""
    table = timeline_table(case.events)
    assert table[["mentions", "sources", "origins"]].isna().all(axis=None)
    assert (table["who says so"] == "").all()


def test_an_event_that_nobody_mentions_counts_zero(case):
    """With the case, no mention is a fact: the number is zero."""
    table = timeline_table(case.events, case=case).set_index("title")
    assert table.loc["News item on ISW's report appears", "mentions"] == 0


def test_the_table_knows_what_was_known(ferry):
    """As known on a date, later sources are in no row and no number."""
    table = timeline_table(ferry.events, case=ferry, known_on="2031-03-05").set_index("title")
    meeting = table.loc["Harbour board meets about the ferry"]
    assert (meeting["mentions"], meeting["sources"]) == (2, 1)
    assert meeting["who says so"] == "The Made-up Herald → Unnamed docker (probable, “probably”)"
    assert "Dockers stop work" not in table.index


def test_dates_are_written_as_the_look_says():
    """Months in ISO and the zone asked for are those of the figure."""
    events = events_frame(
        pd.DataFrame({"event_id": ["e1"], "title": ["A"], "when": ["2031-05-05T22:00:00Z"]})
    )
    table = timeline_table(events, look=Look(months="iso", zone="Europe/Kyiv"))
    assert table["when"].tolist() == ["2031-05-06 01:00:00 Europe/Kyiv"]


@pytest.mark.parametrize("when", [[], [""], ["2031"]])
def test_any_frame_has_a_table(when):
    """No events, an undated one and a dated one each give a table with the same columns."""
    ids = [f"e{number}" for number in range(len(when))]
    events = events_frame(pd.DataFrame({"event_id": ids, "title": ids, "when": when}, dtype="str"))
    table = timeline_table(events)
    assert len(table) == len(when)
    assert table.columns.tolist()[:4] == ["lane", "title", "status", "when"]


def test_nothing_known_is_a_table_without_rows(ferry):
    """Before anything was known the table has its columns and their types, and no row."""
    table = timeline_table(ferry.events, case=ferry, known_on="2031-03-01")
    assert len(table) == 0
    assert table.dtypes.equals(timeline_table(ferry.events, case=ferry).dtypes)


def test_what_the_figure_counts_the_table_counts(many):
    """Above 1,000 events the table holds the numbers of the figure's bars."""
    events, known = many(20_000)
    table = timeline_table(events, case=known)
    assert table.columns.tolist() == ["lane", "from", "until", "status", "may", "certainly"]
    assert (table["certainly"] <= table["may"]).all()
    assert ((table["until"] - table["from"]) == pd.Timedelta(28, "D")).all()
    may = table[["status", "may"]].groupby("status")["may"].sum()
    assert (may >= events["status"].value_counts().reindex(may.index)).all()


def test_undated_events_are_counted_too(many):
    """Where the table counts, a row without a span tells how many events have no date."""
    events, known = many(2000)
    undated = events_frame(
        pd.DataFrame({"event_id": ["u1", "u2", "u3"], "title": "Made up", "lane": ["North"] * 3})
    )
    table = timeline_table(pd.concat([events, undated]), case=known)
    assert table.tail(1).to_dict("records") == [
        {
            "lane": "North",
            "from": pd.NaT,
            "until": pd.NaT,
            "status": "undetermined",
            "may": 3,
            "certainly": 0,
        }
    ]
    assert table.iloc[:-1].equals(timeline_table(events.assign(lane=events["lane"].astype("str"))))
    assert table.dtypes.equals(timeline_table(events).dtypes)


def test_the_table_counts_where_the_figure_does(many):
    """Whatever takes room in the figure, both hold events or both hold counts."""
    events, known = many(100)
    events = events.assign(start_min=pd.Timestamp("2014"))
    seen = set()
    for height in range(2480, 2640, 80):
        for case, now in ((None, None), (known, None), (None, "2024-06-01")):
            view = {"case": case, "now": now, "height": height}
            is_counted = "counted by lane" in timeline(events, **view).layout.meta["alt"]
            assert ("may" in timeline_table(events, **view)) == is_counted, view
            seen.add((height, is_counted))
    assert len(seen) > 2, "a height at which only the slider makes the difference"
