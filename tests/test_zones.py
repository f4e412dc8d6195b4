"""Times on the clock of one zone; calendar days on their day."""

import zoneinfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from dateline.dates import parse_dates
from dateline.errors import FrameError
from dateline.frames import events_frame
from dateline.terms import BOUNDS
from dateline.wording import when_in_words
from dateline.zones import in_zone

NAMES = sorted(zoneinfo.available_timezones() - {"localtime"})
# Where clocks were set back: by an hour, half an hour, two hours, and almost a day.
SET_BACK = {
    "Europe/Berlin": "2023-10-29T01:00:00",
    "America/Sao_Paulo": "2018-02-18T02:00:00",
    "Australia/Lord_Howe": "2023-04-01T15:00:00",
    "Antarctica/Troll": "2023-10-29T01:00:00",
    "Pacific/Kwajalein": "1969-09-30T13:00:00",
}


def seconds(text):
    return int(np.datetime64(text, "s").astype(np.int64))


def frame_of(rows, *, names=BOUNDS):
    """Return a frame of bounds from rows of seconds since 1970, None for null."""
    columns = zip(*rows, strict=True) if rows else [()] * len(names)
    instants = {
        name: np.array(
            ["NaT" if at is None else np.datetime64(at, "s") for at in column], "datetime64[s]"
        )
        for name, column in zip(names, columns, strict=True)
    }
    return pd.DataFrame(instants)


def starts(edtf, *, zone):
    """Return on which second a date starts on a zone's clock."""
    moved = in_zone(parse_dates([edtf]), zone=zone)
    return moved["start_min"].to_numpy()[0]


@pytest.mark.parametrize(
    ("edtf", "zone", "clock"),
    [
        ("2023-05-26T14:00:00+03:00", "Europe/Kyiv", "2023-05-26T14:00:00"),
        ("2023-05-26T14:00:00Z", "Europe/Kyiv", "2023-05-26T17:00:00"),
        ("2023-01-26T14:00:00Z", "Europe/Kyiv", "2023-01-26T16:00:00"),
        ("2023-05-26T14:00:00Z", "Asia/Kathmandu", "2023-05-26T19:45:00"),
        ("1985-12-31T18:30:00Z", "Asia/Kathmandu", "1986-01-01T00:15:00"),
        ("1985-12-31T18:29:59Z", "Asia/Kathmandu", "1985-12-31T23:59:59"),
        ("2018-12-01T12:00:00Z", "America/Sao_Paulo", "2018-12-01T10:00:00"),
        ("2023-12-01T12:00:00Z", "America/Sao_Paulo", "2023-12-01T09:00:00"),
        ("2023-10-29T00:59:59Z", "Europe/Berlin", "2023-10-29T02:59:59"),
        ("2023-10-29T01:00:00Z", "Europe/Berlin", "2023-10-29T02:00:00"),
        ("2023-05-26T22:00:00Z", "+03:00", "2023-05-27T01:00:00"),
        ("2023-05-26T22:00:00Z", "-09:30", "2023-05-26T12:30:00"),
        ("2023-05-26T22:00:00Z", "+00:00", "2023-05-26T22:00:00"),
    ],
)
def test_an_instant_is_told_as_the_clocks_there_showed_it(edtf, zone, clock):
    """An instant moves to what the zone's clocks showed at that moment, by the rules then held."""
    assert starts(edtf, zone=zone) == np.datetime64(clock)


@pytest.mark.parametrize(
    ("edtf", "zone", "clock"),
    [
        ("-0043-03-15T12:00:00Z", "Europe/Kyiv", "-0043-03-15T14:02:04"),
        ("0000-12-31T23:00:00Z", "Europe/Kyiv", "0001-01-01T01:02:04"),
        ("0001-01-01T01:00:00Z", "America/Sao_Paulo", "0000-12-31T21:53:32"),
        ("-9999-01-01T00:00:00Z", "America/Sao_Paulo", "-10000-12-31T20:53:32"),
        ("9999-07-01T12:00:00Z", "Europe/Kyiv", "9999-07-01T15:00:00"),
        ("9999-12-31T23:59:59Z", "Europe/Kyiv", "10000-01-01T01:59:59"),
        ("9999-12-31T23:59:59Z", "+14:00", "10000-01-01T13:59:59"),
    ],
)
def test_far_years_keep_the_first_and_the_last_rule(edtf, zone, clock):
    """Before its first rule a zone is on local mean time, and its last rule holds to 9999."""
    assert starts(edtf, zone=zone) == np.datetime64(clock)


def test_every_zone_reaches_from_first_to_last_year():
    """In every zone of the database the first and the last second of all years can be told."""
    extremes = ["-9999-01-01T00:00:00Z", "9999-12-30T00:00:00Z", "9999-12-31T23:59:59Z"]
    dates = parse_dates(extremes)
    for zone in NAMES:
        ahead = in_zone(dates, zone=zone)["end_max"] - dates["end_max"]
        assert ahead.abs().max() < pd.Timedelta(1, "D"), zone
        assert ahead[1] == ahead[2], zone


CALENDAR_DATES = [
    "2023-05-26",
    "2023-05",
    "195X",
    "-0043-03-15",
    "2023-05-20/2023-05-26",
    "2023/..",
    "../..",
    "[..2023-05-26]",
    "2023-05-26?",
]


@pytest.mark.parametrize("zone", ["Europe/Kyiv", "America/Sao_Paulo", "Asia/Kathmandu", "+03:00"])
def test_calendar_dates_belong_to_no_zone(zone):
    """A date that states no time is the same day wherever it is read."""
    dates = parse_dates(CALENDAR_DATES)
    assert_frame_equal(in_zone(dates, zone=zone), dates)


@pytest.mark.parametrize(("column", "value"), [("offset", "+00:00"), ("precision", "second")])
def test_a_midnight_that_somebody_stated_is_an_instant(column, value):
    """Bounds at midnight move where an offset or the precision tells that a time was stated."""
    dates = parse_dates(["2023-05-26"])
    dates.loc[0, column] = value
    moved = in_zone(dates, zone="Europe/Kyiv")
    assert (
        moved.loc[0, list(BOUNDS)].astype(str).tolist()
        == [
            "2023-05-26 03:00:00",
            "2023-05-27 03:00:00",
        ]
        * 2
    )


def test_bounds_that_a_person_wrote_move_the_whole_row():
    """Where one bound of an event is a time of day, all its bounds are instants and move."""
    wall = {"event_id": ["e1"], "title": ["A talk"], "when": ["2023-05-26"]}
    events = events_frame(pd.DataFrame({**wall, "end_max": ["2023-05-26T18:00:00"]}))
    moved = in_zone(events, zone="Europe/Kyiv")
    assert moved.loc[0, list(BOUNDS)].astype(str).tolist() == [
        "2023-05-26 03:00:00",
        "2023-05-27 03:00:00",
        "2023-05-26 03:00:00",
        "2023-05-26 21:00:00",
    ]


def test_null_stays_null():
    """A bound that is not known is not known on any clock."""
    dates = parse_dates(["2023-05-26T14:00:00Z/.."])
    moved = in_zone(dates, zone="Asia/Kathmandu")
    assert moved["start_min"].astype(str).tolist() == ["2023-05-26 19:45:00"]
    assert moved[["end_max"]].isna().equals(dates[["end_max"]].isna())
    assert moved["end_max"].isna().tolist() == [True]


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        (
            "2023-10-29T00:30:00Z/2023-10-29T02:30:00Z",
            "began 29 October 2023, 02:30:00 Berlin, ended 29 October 2023, 03:30:00 Berlin",
        ),
        (
            "2023-10-29T00:30:00Z/2023-10-29T01:45:00Z",
            "began 29 October 2023, 02:30:00 Berlin, ended 29 October 2023, 02:45:00 Berlin",
        ),
        (
            "2023-10-29T00:30:00Z/2023-10-29T01:15:00Z",
            "began 29 October 2023, 02:30:00 Berlin, ended 29 October 2023, 02:30:01 Berlin",
        ),
        ("2023-10-29T00:59:59Z", "29 October 2023, 02:59:59 Berlin"),
    ],
)
def test_an_end_in_the_repeated_hour_stands_on_the_start(edtf, words):
    """When summer time ends, an end that clocks show before its start is put on the start."""
    moved = in_zone(parse_dates([edtf]), zone="Europe/Berlin")
    assert when_in_words(moved, zone="Berlin") == [words]


def test_mentions_move_by_midnight_alone():
    """Mentions have neither precision nor offset: times of day move, midnights stay."""
    day, at = parse_dates(["2023-05-26"]), parse_dates(["2023-05-26T22:30:00Z"])
    both = pd.concat([day, at])[["start_min", "end_max"]]
    mentions = both.set_axis(["said_min", "said_max"], axis=1)
    moved = in_zone(mentions, zone="Europe/Kyiv", bounds=("said_min", "said_max"))
    assert moved.astype(str).to_numpy().tolist() == [
        ["2023-05-26 00:00:00", "2023-05-27 00:00:00"],
        ["2023-05-27 01:30:00", "2023-05-27 01:30:01"],
    ]
    of_events = mentions.assign(precision="second", offset="+03:00")
    again = in_zone(of_events, zone="Europe/Kyiv", bounds=("said_min", "said_max"))
    assert_frame_equal(again[["said_min", "said_max"]], moved)


def test_the_case_keeps_its_days(case):
    """The bundled case states days, not times, so that no zone moves any of it."""
    assert_frame_equal(in_zone(case.events, zone="Europe/Kyiv"), case.events)
    said = in_zone(case.mentions, zone="Europe/Kyiv", bounds=("said_min", "said_max"))
    assert_frame_equal(said, case.mentions)


@pytest.mark.parametrize("zone", ["UTC", "Europe/Kyiv"])
@pytest.mark.parametrize("edtf", ["2023-05-26", "2023-05-26T14:00:00Z"])
def test_the_frame_given_is_left_as_it_is(zone, edtf):
    """A new frame is returned; neither moving nor changing the result touches the one given."""
    dates = parse_dates([edtf])
    before = dates.copy(deep=True)
    moved = in_zone(dates, zone=zone)
    moved.loc[0, "start_min"] = pd.NaT
    moved["words"] = "new"
    assert_frame_equal(dates, before)


def test_index_columns_and_their_order_are_kept():
    """Labels that occur twice, further columns and the columns' order come back as they were."""
    dates = parse_dates(pd.Series(["2023-05-26T14:00:00Z", "2023-05-26"], index=["a", "a"]))
    dates.insert(0, "lane", ["talks", "visits"])
    moved = in_zone(dates, zone="Europe/Kyiv")
    assert moved.drop(columns=list(BOUNDS)).equals(dates.drop(columns=list(BOUNDS)))
    assert moved.columns.tolist() == dates.columns.tolist()
    assert moved.dtypes.equals(dates.dtypes)
    assert moved["start_min"].astype(str).tolist() == ["2023-05-26 17:00:00", "2023-05-26 00:00:00"]


def test_a_frame_without_rows_stays_empty():
    """A frame without rows is returned without rows."""
    dates = parse_dates([])
    assert_frame_equal(in_zone(dates, zone="Europe/Kyiv"), dates)


def test_a_zone_that_does_not_exist_is_refused():
    """No frame is put on the clock of a zone that nobody knows."""
    with pytest.raises(FrameError, match=r'“Kyiv” is not a time zone; .* write zone="Europe/Kyiv"'):
        in_zone(parse_dates(["2023-05-26"]), zone="Kyiv")


@pytest.mark.parametrize("zone", ["UTC", "Europe/Kyiv"])
@pytest.mark.parametrize(
    "events",
    [
        pd.DataFrame({"when": ["2023-05-26"]}),
        pd.DataFrame({"start_min": ["2023-05-26"]}),
        pd.DataFrame({"start_min": pd.to_datetime(["2023-05-26"]).tz_localize("UTC")}),
    ],
)
def test_dates_that_were_not_read_are_refused(events, zone):
    """A column that is absent, or holds text or times of a zone, is named with what to pass."""
    with pytest.raises(FrameError) as error:
        in_zone(events, zone=zone)
    assert str(error.value) == (
        "in_zone needs dates that have been read in the column start_min; pass case.events or "
        "events_frame(df), or name the columns that hold them with bounds="
    )


ZONES = st.one_of(
    st.sampled_from(["UTC", "+03:00", "-12:00", "+14:00", *SET_BACK]), st.sampled_from(NAMES)
)
EVER = st.integers(seconds("-9999-01-01"), seconds("9999-12-31T23:59:59"))
AT_A_CHANGE = st.builds(
    int.__add__,
    st.sampled_from([seconds(text) for text in SET_BACK.values()]),
    st.integers(-30 * 3600, 30 * 3600),
)
ROWS = st.lists(
    st.one_of(
        st.tuples(*[st.none() | AT_A_CHANGE] * 4),
        st.tuples(*[st.none() | EVER] * 4),
    ),
    max_size=5,
)
# Within one change's hours, so that most rows would be out of order if nothing kept them in it.
TORN = st.sampled_from(sorted(SET_BACK)).flatmap(
    lambda zone: st.tuples(
        st.just(zone),
        st.lists(
            st.tuples(
                *[st.none() | st.integers(-7200, 7200).map(seconds(SET_BACK[zone]).__add__)] * 4
            ),
            min_size=1,
            max_size=5,
        ),
    )
)


@given(st.one_of(TORN, st.tuples(ZONES, ROWS)))
def test_bounds_keep_their_order_in_every_zone(zone_and_rows):
    """Of two bounds of a row, the one that was not later is not later on any clock."""
    zone, rows = zone_and_rows
    frame = frame_of(rows)
    moved = in_zone(frame, zone=zone)
    assert moved.isna().equals(frame.isna())
    for one in BOUNDS:
        for other in BOUNDS:
            held = frame[one] <= frame[other]
            assert (moved[one] <= moved[other])[held].all()


@given(st.one_of(TORN, st.tuples(ZONES, ROWS)))
def test_a_bound_is_moved_to_its_clock_or_onto_an_earlier_bound(zone_and_rows):
    """Each bound is what the clock shows then, or what it showed at an earlier bound if later."""
    zone, rows = zone_and_rows
    moved = in_zone(frame_of(rows).assign(precision="second"), zone=zone)
    for row, (_, told) in zip(rows, moved.iterrows(), strict=True):
        alone = {
            at: in_zone(frame_of([(at,) * 4]).assign(precision="second"), zone=zone).iloc[0, 0]
            for at in row
            if at is not None
        }
        expected = [
            pd.NaT if at is None else max(alone[one] for one in alone if one <= at) for at in row
        ]
        assert told[list(BOUNDS)].tolist() == expected


DAYS = EVER.map(lambda at: at // 86_400 * 86_400)


@given(st.lists(st.tuples(*[st.none() | DAYS] * 4), max_size=5), ZONES)
def test_calendar_days_never_move(rows, zone):
    """Rows of midnights stay as they are in every zone, whatever the day."""
    frame = frame_of(rows)
    assert_frame_equal(in_zone(frame, zone=zone), frame)


@given(ROWS)
def test_utc_changes_nothing(rows):
    """The bounds are UTC already."""
    frame = frame_of(rows)
    assert_frame_equal(in_zone(frame, zone="UTC"), frame)


@given(
    st.lists(st.integers(seconds("1800-01-01"), seconds("2100-01-01")) | AT_A_CHANGE, max_size=8),
    st.sampled_from(NAMES),
)
def test_moving_back_gives_the_instant_again(instants, zone):
    """What a clock shows only once leads back to the instant that it was."""
    frame = frame_of([(at,) for at in instants], names=["said_min"]).assign(precision="second")
    frame = frame.rename(columns={"said_min": "start_min"})
    told = in_zone(frame, zone=zone, bounds=["start_min"])["start_min"]
    local = told.dt.tz_localize(zone, ambiguous="NaT", nonexistent="raise")
    back = local.dt.tz_convert("UTC").dt.tz_localize(None)
    shown_once = back.notna()
    assert back[shown_once].tolist() == frame["start_min"][shown_once].tolist()
