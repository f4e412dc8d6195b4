"""Dates in English words."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.dates import parse_dates
from dateline.errors import FrameError
from dateline.frames import events_frame
from dateline.wording import instant_in_words, span_in_words, when_in_words, year_in_words

WORDS = {
    "2023-05-26": "26 May 2023",
    "2023-05": "May 2023",
    "2023": "2023",
    "2023-05-26T14:00:00": "26 May 2023, 14:00:00 UTC",
    "2023-05-26T14:00:00+03:00": "26 May 2023, 11:00:00 UTC",
    "2023-05-26T24:00:00": "27 May 2023, 00:00:00 UTC",
    "2023-21": "1 March – 31 May 2023",
    "2023-24": "1 December 2023 – 29 February 2024",
    "195X": "1950–1959",
    "156X-12-25": "25 December 1560 – 25 December 1569",
    "2023-05-2X": "20–29 May 2023",
    "2023-05-20/2023-05-26": "began 20 May 2023, ended 26 May 2023",
    "2023-05-26/2023-05-26": "26 May 2023",
    "2023-05-26T14:00:00/2023-05-26T15:00:00": (
        "began 26 May 2023, 14:00:00 UTC, ended 26 May 2023, 15:00:00 UTC"
    ),
    "2023/..": "began 2023, end open",
    "../2023": "start open, ended 2023",
    "2023-05/": "began May 2023, ended not before 1 May 2023",
    "2023-05-26T14:00:00/": (
        "began 26 May 2023, 14:00:00 UTC, ended not before 26 May 2023, 14:00:00 UTC"
    ),
    "/2023-05": "began before 1 June 2023, ended May 2023",
    "/..": "start and end open",
    "../..": "start and end open",
    "[..2023-05-26]": "some time before 27 May 2023",
    "[2023-05-26..]": "some time from 26 May 2023 on",
    "[2023-05-20,2023-05-26]": "20–26 May 2023",
    "{2023-05-20..2023-05-26}": "began 20 May 2023, ended 26 May 2023",
    "{2023-05-20,2023-05-26}": "began 20 May 2023, ended 21–26 May 2023",
    "2023-05~": "May 2023 (approximate)",
    "2023-05-26?": "26 May 2023 (uncertain)",
    "2023%": "2023 (approximate, uncertain)",
    "-0043-03-15": "15 March 44 BCE",
    "0000": "1 BCE",
    "-0001/0001": "began 2 BCE, ended 1",
    "-9999": "10000 BCE",
    "9999": "9999",
    "9999-12-31": "31 December 9999",
}


@pytest.mark.parametrize(("edtf", "words"), WORDS.items())
def test_every_kind_of_date_has_its_words(edtf, words):
    """Every kind of EDTF date is said in English, no more exactly than it is known."""
    assert when_in_words(parse_dates([edtf])) == [words]


def test_an_undated_event_has_no_date():
    """An event without any bound has words that name no day."""
    events = events_frame(pd.DataFrame({"event_id": ["e1"], "title": ["A talk"], "when": [""]}))
    assert when_in_words(events) == ["no date given"]


def test_bounds_that_a_person_wrote_are_said(case):
    """Overridden bounds of the case are said as what they bound: start and end each."""
    events = case.events.set_index("event_id").loc[["e-visit", "e-campaign", "e-appeal"]]
    assert when_in_words(events) == [
        "began 19–25 May 2023, ended 20–26 May 2023",
        "began before 28 May 2023, end open",
        "19–26 May 2023",
    ]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2023-05-26", "2023-05-27", "26 May 2023"),
        ("2023-05-26", "2023-06-03", "26 May – 2 June 2023"),
        ("2023-12-30", "2024-01-02", "30 December 2023 – 1 January 2024"),
        ("2023-01-01", "2025-01-01", "2023–2024"),
        (
            "2023-05-26T14:00:00",
            "2023-05-27",
            "26 May 2023, 14:00:00 UTC – 27 May 2023, 00:00:00 UTC",
        ),
    ],
)
def test_a_span_says_once_what_its_ends_share(first, last, words):
    """A half-open span is said with both days included and the shared month or year once."""
    assert span_in_words(pd.Timestamp(first), pd.Timestamp(last)) == words


def test_an_instant_is_said_to_the_second():
    """An instant is said with its second and with UTC."""
    assert instant_in_words(pd.Timestamp("2023-05-06T04:05:06")) == "6 May 2023, 04:05:06 UTC"


ISO = {
    "2023-05-26T14:00:00+03:00": "2023-05-26 11:00:00 UTC",
    "2023-21": "2023-03-01 – 2023-05-31",
    "195X": "1950 – 1959",
    "-004X": "-0049 – -0040",
    "2023-05-2X": "2023-05-20 – 2023-05-29",
    "2023-05-20/2023-05-26": "began 2023-05-20, ended 2023-05-26",
    "2023/..": "began 2023, end open",
    "2023-05/": "began 2023-05, ended not before 2023-05-01",
    "2023-05-26T14:00:00/": (
        "began 2023-05-26 14:00:00 UTC, ended not before 2023-05-26 14:00:00 UTC"
    ),
    "[..2023-05-26]": "some time before 2023-05-27",
    "[2023-05-26..]": "some time from 2023-05-26 on",
    "{2023-05-20,2023-05-26}": "began 2023-05-20, ended 2023-05-21 – 2023-05-26",
    "2023-05~": "2023-05 (approximate)",
    "-0001/0001": "began -0001, ended 0001",
}


@pytest.mark.parametrize(("edtf", "words"), ISO.items())
def test_iso_writes_every_date_in_figures(edtf, words):
    """Asked for ISO, words keep their sense and write each date as ISO 8601 does."""
    assert when_in_words(parse_dates([edtf]), months="iso") == [words]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2023-05-26", "2023-05-27", "2023-05-26"),
        ("2023-05-19", "2023-05-27", "2023-05-19 – 2023-05-26"),
        ("2023-05-01", "2023-05-04", "2023-05-01 – 2023-05-03"),
        ("2023-05-01", "2023-06-01", "2023-05"),
        ("2023-05-01", "2023-07-01", "2023-05-01 – 2023-06-30"),
        ("2023-01-01", "2024-01-01", "2023"),
        ("2022-01-01", "2024-01-01", "2022 – 2023"),
        ("2023-01-01", "2023-12-31", "2023-01-01 – 2023-12-30"),
        ("2023-12-30", "2024-01-02", "2023-12-30 – 2024-01-01"),
        ("2023-05-26T14:00:00", "2023-05-27", "2023-05-26 14:00:00 UTC – 2023-05-27 00:00:00 UTC"),
    ],
)
def test_an_iso_span_has_both_ends_in_full(first, last, words):
    """In ISO a span repeats what its ends share; whole months and years are said as such."""
    assert span_in_words(pd.Timestamp(first), pd.Timestamp(last), months="iso") == words


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ("english", "26 May 2023, 17:00:00 Europe/Kyiv"),
        ("iso", "2023-05-26 17:00:00 Europe/Kyiv"),
    ],
)
def test_a_zone_is_named_after_the_time(months, words):
    """A time is followed by the zone that it is already told in, and is not converted."""
    instant = pd.Timestamp("2023-05-26T17:00:00")
    after = instant + pd.Timedelta(1, "s")
    events = parse_dates(["2023-05-26T17:00:00"])
    form = {"months": months, "zone": "Europe/Kyiv"}
    assert instant_in_words(instant, **form) == words
    assert span_in_words(instant, after, **form) == words
    assert when_in_words(events, **form) == [words]


@pytest.mark.parametrize(
    ("edtf", "english", "iso"),
    [("2023", "2023", "2023"), ("-0043", "44 BCE", "-0043"), ("0000", "1 BCE", "0000")],
)
def test_a_year_before_our_era_is_counted_as_each_form_counts(edtf, english, iso):
    """English counts years BCE as historians do, ISO from a year 0 as EDTF does."""
    instant = parse_dates([edtf])["start_min"].iloc[0]
    assert year_in_words(instant) == english
    assert year_in_words(instant, months="iso") == iso


@pytest.mark.parametrize(
    "say",
    [
        lambda months: when_in_words(parse_dates([]), months=months),
        lambda months: span_in_words(pd.Timestamp(0), pd.Timestamp(1), months=months),
        lambda months: instant_in_words(pd.Timestamp(0), months=months),
        lambda months: year_in_words(pd.Timestamp(0), months=months),
    ],
)
def test_another_form_is_refused(say):
    """A word for the months that is neither English nor ISO is named, with what is allowed."""
    with pytest.raises(FrameError) as error:
        say("ISO")
    assert str(error.value) == (
        'months is “ISO”; allowed are "english", as in 26 May 2023, and "iso", as in 2023-05-26'
    )


YEARS = st.integers(-9999, 9999).map(lambda year: f"{'-' * (year < 0)}{abs(year):04}")
DAYS = st.builds("{}-{:02}-{:02}".format, YEARS, st.integers(1, 12), st.integers(1, 28))
SINGLE = st.one_of(
    YEARS,
    st.builds("{}-{:02}".format, YEARS, st.one_of(st.integers(1, 12), st.integers(21, 41))),
    DAYS,
    st.builds("{}T{:02}:{:02}:59".format, DAYS, st.integers(0, 23), st.integers(0, 59)),
    st.integers(-999, 999).map(lambda year: f"{'-' * (year < 0)}{abs(year):03}X"),
)
QUALIFIED = st.builds("{}{}".format, SINGLE, st.sampled_from(["", "~", "?", "%"]))
ENDS = st.one_of(QUALIFIED, st.sampled_from(["", ".."]))
EDTF = st.one_of(
    QUALIFIED,
    st.builds("{}/{}".format, ENDS, ENDS),
    st.builds("[{},{}]".format, SINGLE, SINGLE),
    st.builds("{{{},{}}}".format, SINGLE, SINGLE),
    st.builds("[..{}]".format, DAYS),
    st.builds("[{}..]".format, DAYS),
)


@given(
    st.one_of(
        YEARS,
        DAYS,
        st.builds("{}-{:02}".format, YEARS, st.integers(1, 12)),
        st.builds("{}/..".format, DAYS),
    )
)
def test_iso_words_are_the_date_as_it_was_written(edtf):
    """A year, a month and a day are said in ISO just as EDTF writes them, from 10000 BCE on."""
    said = edtf if "/" not in edtf else f"began {edtf.removesuffix('/..')}, end open"
    assert when_in_words(parse_dates([edtf]), months="iso") == [said]


@given(st.lists(EDTF, min_size=1, max_size=8), st.sampled_from(["english", "iso"]))
def test_words_never_fail(values, months):
    """Whatever the date, from 10000 BCE to 9999, there are words and none is a null."""
    for words in when_in_words(parse_dates(values, errors="coerce"), months=months):
        assert words
        assert "NaT" not in words
        assert "nan" not in words
