"""What is said of a value that is not EDTF, and what to write instead."""

import csv
import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from dateline.dates import diagnose, parse_dates
from dateline.dates.advice import explain
from dateline.dates.faults import EXAMPLES
from dateline.errors import DateError

with (Path(__file__).parent / "edtf.csv").open(encoding="utf-8", newline="") as file:
    SUITES = [row["value"] for row in csv.DictReader(file)]

UNKNOWN = (
    "leave the cell empty where nothing is known; where a date must stand, write it as vaguely as"
    " it is known, as in 2023 or [2023-05-26..]"
)
BOUNDS = ["start_min", "start_max", "end_min", "end_max"]

MESSAGES = {
    "2023-13-01": (
        "has no possible month: 13; months are 01 to 12",
        "write 2023-01-13 if 13 is the day, or 2023-XX-01 if the month is not known",
    ),
    "2023-13-45": (
        "has no possible month: 13; months are 01 to 12",
        "write 2023-XX-XX if the month is not known",
    ),
    "2023-26-05": (
        "has the month 26, the code of a season, which has no days; months are 01 to 12",
        "write 2023-05-26 if 26 is the day, or 2023-XX-05 if the month is not known",
    ),
    "1914-18": (
        (
            "has no possible month: 18; months are 01 to 12, "
            "seasons and other parts of a year 21 to 41"
        ),
        "write 1914/1918 if the years 1914 to 1918 are meant, or 1914-XX if the month is not known",
    ),
    "2023-02-30": (
        "has no possible day: 30; February 2023 has days 01 to 28",
        "write 2023-02-28 if the month's last day is meant, or 2023-02-XX if the day is not known",
    ),
    "2023-13-01/2024": (
        "has no possible month: 13; months are 01 to 12",
        "write 2023-01-13/2024 if 13 is the day, or 2023-XX-01/2024 if the month is not known",
    ),
    "2023-1X-35": (
        "has no possible day: 35; that month has days 01 to 31",
        "write 2023-1X-31 if the month's last day is meant, or 2023-1X-XX if the day is not known",
    ),
    "26/05/2023": ("has the day first", "write 2023-05-26"),
    "05/26/2023": ("has the month first", "write 2023-05-26"),
    "05/06/2023": (
        "has no year in front, and can be read in two ways",
        "write 2023-06-05 if 05 is the day, or 2023-05-06 if 05 is the month",
    ),
    "5.5.2023": ("has the year last", "write 2023-05-05"),
    "26-Mai-23": (
        "has a word in it that is no English month",
        "write year, month and day in numbers, as in 2023-05-26 or 2023-05",
    ),
    "26. mai 2023": (
        "has a word in it that is no English month",
        "write year, month and day in numbers, as in 2023-05-26 or 2023-05",
    ),
    "мая 2023": (
        "has a word in it that is no English month",
        "write year, month and day in numbers, as in 2023-05-26 or 2023-05",
    ),
    "26.05.2023 00:00": (
        "has the day first, and a midnight that spreadsheets add to a day",
        "write 2023-05-26",
    ),
    "2023/5/26 0:00:00": (
        "has / between its parts; EDTF has -, and a midnight that spreadsheets add to a day",
        "write 2023-05-26",
    ),
    "5/26/2023 12:30 AM": (
        "has the month first, and a time not written T00:30:00",
        "write 2023-05-26T00:30:00",
    ),
    "03/04/2023 12:30 PM": (
        "has no year in front, and can be read in two ways, and a time not written T12:30:00",
        "write 2023-04-03T12:30:00 if 03 is the day, or 2023-03-04T12:30:00 if 03 is the month",
    ),
    "2023-05-26 00:00:00": (
        "has a midnight that spreadsheets add to a day",
        "write 2023-05-26 for the day, or 2023-05-26T00:00:00 for its first second",
    ),
    "45072.75": (
        "is a number with a fraction",
        "write 2023-05-26T18:00:00 if it is a spreadsheet's day number",
    ),
    "45072,0": (
        "is a number with a fraction",
        "write 2023-05-26 if it is a spreadsheet's day number",
    ),
    "45072.9999999": (
        "is a number with a fraction",
        "write 2023-05-27T00:00:00 if it is a spreadsheet's day number",
    ),
    "99999.5": (
        "is not an EDTF date: '9' at character 5 does not belong",
        "write a year, month or day such as 2023, 2023-05 or 2023-05-26",
    ),
    "2023.0": ("is a number with a fraction", "write 2023 for the year"),
    "2023.5": ("has . between its parts; EDTF has -", "write 2023-05"),
    "1.68E+09": (
        "is a number that a spreadsheet has rounded",
        "type the date again, in a cell that is formatted as text",
    ),
    "#NAME?": (
        "is what a spreadsheet shows where it has no value",
        "type the date again, in a cell that is formatted as text",
    ),
    "####": (
        "is what a spreadsheet shows where it has no value",
        "type the date again, in a cell that is formatted as text",
    ),
    "Err:508": (
        "is what a spreadsheet shows where it has no value",
        "type the date again, in a cell that is formatted as text",
    ),
    "“2023-05-26”": ("has quotation marks around it", "write 2023-05-26"),
    "26/05/2023 25:00": (
        "has 2 signs /; an interval has one",
        "write start/end, as in 2023-05-26/2023-05-28",
    ),
    "26/05/23": ("has a year of two digits", "write 2023-05-26 if 26 is the day, of 2023"),
    "May 26": (
        "has no year, and its month in words",
        "write XXXX-05-26 if the year is not known; else write the year first, YYYY-05-26",
    ),
    "26 May 2023": ("has its month in words", "write 2023-05-26"),
    "Friday, May 26th, 2023": ("has its month in words", "write 2023-05-26"),
    "Sept 2023": ("has its month in words", "write 2023-09"),
    "winter 2002": ("has its season in words", "write 2002-24"),
    "2023-5-6": ("has a month or day of one digit; EDTF has two", "write 2023-05-06"),
    "2023/05/26": ("has / between its parts; EDTF has -", "write 2023-05-26"),
    "20230526": ("has nothing between its parts; EDTF has -", "write 2023-05-26"),
    "20230526T140000Z": ("has nothing between its parts; EDTF has -", "write 2023-05-26T14:00:00Z"),
    "2023/24": (
        "has no whole date after the /",
        "write 2023/2024 if the years 2023 to 2024 are meant",
    ),
    "2010/11": (
        "has no whole date after the /",
        "write 2010-11 if a month is meant, or 2010/2011 if the years 2010 to 2011 are meant",
    ),
    "2005/2004": ("ends before it starts", "write 2004/2005; put the earlier date first"),
    "[1672..1670]": (
        "has a range that ends before it starts",
        "write [1670..1672]; put the earlier date first",
    ),
    "2023-05-26T14:00:00Z/2023-05-26T14:00:00+03:00": (
        "ends before it starts",
        "write 2023-05-26T14:00:00+03:00/2023-05-26T14:00:00Z; put the earlier date first",
    ),
    " 2023-05-26 ": ("has blanks around it", "write 2023-05-26"),
    " 26.5.2023\n": ("has blanks around it, and has the day first", "write 2023-05-26"),
    "2023- 05-26": ("has blanks in it", "write 2023-05-26"),
    "": ("is empty", "{}, or leave the row out if nothing is known"),
    "2023–05–26": ("has characters that are not ASCII", "write 2023-05-26"),
    "２０２３": ("has characters that are not ASCII", "write 2023"),
    "٢٠٢٣-٠٥": ("has characters that are not ASCII", "write 2023-05"),
    "\ufeff2023": ("has characters that are not ASCII", "write 2023"),
    "2023-05-26t14:00:00z": ("has small letters", "write 2023-05-26T14:00:00Z"),
    "1984-05-uu": (
        "has small letters and has u for an unspecified digit",
        "write 1984-05-XX",
    ),
    "unknown/open": ("has words for an open or unknown end", "write /.."),
    "unknown": ("names no date", UNKNOWN),
    "open": ("is an end without a start", "write the start and /.., as in 2023/.."),
    "today": ("names a different day for every reader", "{}"),
    "1984?~": ("has ? and ~ together", "write 1984%"),
    "2011-(06-04)~": ("has brackets", "write 2011-~06-~04"),
    "circa 1900": (
        "says in words that it is approximate; EDTF has ~ after the date",
        "write 1900~",
    ),
    "c. May 1900": (
        "says in words that it is approximate; EDTF has ~ after the date",
        "write 1900-05~",
    ),
    "1900 (?)": ("has blanks in it and has brackets", "write 1900?"),
    "1990s": ("has a span of years in words; EDTF has X for any digit", "write 199X"),
    "1900s": (
        "has a span of years in words; EDTF has X for any digit",
        "write 19XX for the century, or 190X for the decade",
    ),
    "19th century": ("has a span of years in words; EDTF has X for any digit", "write 18XX"),
    "44 BCE": ("has an era; in EDTF 1 BCE is 0000, 2 BCE is -0001", "write -0043"),
    "1914-1918": ("has no / between start and end", "write 1914/1918"),
    "May 2023 – June 2023": (
        "has characters that are not ASCII, and has no / between start and end",
        "write 2023-05/2023-06",
    ),
    "1900 or 1901": ("has words for a choice; EDTF has brackets", "write [1900,1901]"),
    "1900, 1901": (
        "has several dates, but not as a set of EDTF",
        "write {{1900,1901}} if all of them are meant, or [1900,1901] if one of them is meant",
    ),
    "since 2020": ("has words for a limit; EDTF has ..", "write 2020/.."),
    "..2020": (
        "has .. beside a date alone",
        "write [..2020] for one day on that side, or ../2020 if it has no other end",
    ),
    "[1999}": ("is not a set of EDTF", "write [1999]"),
    "/": ("names no date", UNKNOWN),
    "foo/2023": ("has the end 'foo', which is not an EDTF date", "write both ends as EDTF"),
    "44": (
        "has 2 digits; a year has four",
        "write 0044 for the year 44, or 44XX for the century",
    ),
    "45072": (
        "has 5 digits; a year has four",
        (
            "write 2023-05-26 if it is a spreadsheet's day number, "
            "or Y45072 for a year of that many digits"
        ),
    ),
    "-0000": ("has the year -0000; the year before 0001 is 0000, which is 1 BCE", "write 0000"),
    "Y2023": (
        "has a Y before a year that has 4 digits; Y is for years of more than four digits",
        "write 2023",
    ),
    "2023-05-26T14:00": (
        "has a time without seconds; EDTF has hours, minutes, seconds",
        "write 2023-05-26T14:00:00",
    ),
    "2023-05-26T14:00:00.5Z": (
        "has a fraction of a second; EDTF has whole seconds",
        "write 2023-05-26T14:00:00Z",
    ),
    "2023-05-26 2:05 UTC": (
        "has a time without seconds; EDTF has hours, minutes, seconds",
        "write 2023-05-26T02:05:00Z",
    ),
    "2023-05-26T14:00:00+0300": (
        "has a time in another form than Thh:mm:ss and Z or ±hh:mm",
        "write 2023-05-26T14:00:00+03:00",
    ),
    "2023-05-26T14:00:00-00:00": ("has the offset -00:00", "write 2023-05-26T14:00:00Z for UTC"),
    "2023-05-26T14:00:00+15:00": (
        "has no possible offset: +15:00; offsets in use are -12:00 to +14:00",
        "write the time in UTC with Z, or the clock's true offset",
    ),
    "2023-05-26T25:00:00": (
        "has no possible hour: 25; hours are 00 to 23",
        "correct the hour, or leave the time out and write the day alone",
    ),
    "2023-05T14:00:00": (
        "has a time of day, but not after a plain day",
        (
            "write a day and a time with nothing else, as in 2023-05-26T14:00:00, "
            "or leave the time out"
        ),
    ),
    "1985wtf": ("is not an EDTF date: 'w' at character 5 does not belong", "{}"),
    "2023-": ("breaks off after a -", "write 2023, or 2023/.. if it goes on"),
}
"""What is said of a wrong text: the problem and the fix, {} standing for the examples."""


@pytest.mark.parametrize("value", MESSAGES)
def test_messages(value):
    """A wrong text is told what is wrong with it and what to write instead."""
    problem, fix = MESSAGES[value]
    assert diagnose(value) == (problem, fix.format(EXAMPLES))


AS_TEXT = "read the column as text, as in pandas.read_csv(path, dtype=str)"
AS_DAYS = "for a whole column, .dt.strftime('%Y-%m-%d') makes text of it"


@pytest.mark.parametrize(
    ("value", "problem", "fix"),
    [
        (20230526, "is a number, not text", f"write 2023-05-26; {AS_TEXT}"),
        (2023, "is a number, not text", f"write 2023 for the year; {AS_TEXT}"),
        (
            45072.5,
            "is a number, not text",
            (
                "write 2023-05-26 if it is a spreadsheet's day number, "
                f"or Y45072 for a year of that many digits; {AS_TEXT}"
            ),
        ),
        (
            np.int64(-44),
            "is a number, not text",
            f"write -0044 for the year -44, or -44XX for the century; {AS_TEXT}",
        ),
        (float("inf"), "is a number, not text", AS_TEXT),
        (True, "is of the type bool, not text", EXAMPLES),
        (b"2023", "is of the type bytes, not text", EXAMPLES),
        (["2023"], "is of the type list, not text", EXAMPLES),
        (np.datetime64("2023-05"), "is of the type datetime64, not text", "write 2023-05"),
        (dt.date(2023, 5, 26), "is a date, not text", f"write 2023-05-26; {AS_DAYS}"),
        (
            pd.Timestamp("2023-05-26T14:00:00+03:00"),
            "is a Timestamp, not text",
            "write 2023-05-26, or 2023-05-26T14:00:00+03:00 if the time of day counts; " + AS_DAYS,
        ),
        *(
            (nothing, "is no date", f"{EXAMPLES}, or leave the row out where nothing is known")
            for nothing in (None, float("nan"), pd.NaT, pd.NA)
        ),
    ],
    ids=str,
)
def test_not_text(value, problem, fix):
    """A value that is no text is refused, and told how it is written as one."""
    assert diagnose(value) == (problem, fix)


def test_error_names_the_first_wrong_value():
    """The error names row, value, problem and fix of the first wrong value, and counts others."""
    series = pd.Series(["2023", "26/05/2023", "May 26", ""], index=["a", "b", "c", "d"])
    with pytest.raises(DateError) as caught:
        parse_dates(series)
    assert str(caught.value) == (
        "row b: '26/05/2023' has the day first; write 2023-05-26. 2 more values cannot be read; "
        'errors="coerce" lists every one in the column problem'
    )
    assert (caught.value.row, caught.value.value) == ("b", "26/05/2023")


def test_error_about_one_value():
    """One wrong value alone has no others."""
    with pytest.raises(DateError) as caught:
        parse_dates(["2023", None])
    assert str(caught.value) == (
        f"row 1: None is no date; {EXAMPLES}, or leave the row out where nothing is known"
    )
    assert caught.value.row == 1


def test_coerce_tells_every_problem():
    """With errors="coerce" every wrong value has its problem, and no bounds."""
    frame = parse_dates(["2023-05-26", " 2023", 20230526, "2023-05-26"], errors="coerce")
    assert frame["problem"].fillna("").tolist() == [
        "",
        "' 2023' has blanks around it; write 2023",
        f"20230526 is a number, not text; write 2023-05-26; {AS_TEXT}",
        "",
    ]
    assert frame[[*BOUNDS, "precision"]].isna().all(axis=1).tolist() == [False, True, True, False]


def test_line_break_in_a_value():
    """A line break inside a value does not shift the values after it."""
    frame = parse_dates(["2023-05-26", "2023\n2024", "2024-01-01"], errors="coerce")
    assert frame["start_min"].dt.year.fillna(0).tolist() == [2023, 0, 2024]


@pytest.mark.parametrize(
    "hostile",
    [
        "[" * 100_000,
        "{[" * 50_000,
        "(" * 100_000,
        "[" + "2023," * 20_000 + "2024]",
        "/" * 100_000,
        "-" * 100_000,
        "2023-05-26" * 10_000,
        "9" * 100_000,
        "Y" + "0" * 9_000,
        "[2023-13-01" + ",2023" * 1_000 + "]",
        "[2023..2022" + ",2023" * 1_000 + "]",
        "c. " * 30_000 + "1900",
        "\ud800" * 100,
        "ﷺ" * 90,
        "a-" * 49,
        "1900 to " * 12,
        "[" * 90 + "1" + "]" * 9,
    ],
    ids=lambda text: f"{text[:6]!a}x{len(text)}",
)
def test_hostile_text(hostile):
    """A long, nested or broken text is refused like any other, in a short message."""
    with pytest.raises(DateError) as caught:
        parse_dates([hostile])
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("value", [*MESSAGES, *SUITES])
def test_every_fix_can_be_read(value):
    """Whatever a message says to write is EDTF."""
    fault = explain(value)
    writes = fault.writes if fault else ()
    assert [write.value for write in writes if diagnose(write.value)] == []
