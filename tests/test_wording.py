"""Dates in English words."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.dates import parse_dates
from dateline.frames import events_frame
from dateline.wording import instant_in_words, span_in_words, when_in_words

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


@given(st.lists(EDTF, min_size=1, max_size=8))
def test_words_never_fail(values):
    """Whatever the date, from 10000 BCE to 9999, there are words and none is a null."""
    for words in when_in_words(parse_dates(values, errors="coerce")):
        assert words
        assert "NaT" not in words
        assert "nan" not in words
