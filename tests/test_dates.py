"""What `dateline.dates` reads, what it refuses, and what it says to write instead."""

import csv
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from dateline.dates import (
    diagnose,
    diagnose_instant,
    override_bounds,
    parse_dates,
    parse_instants,
)
from dateline.dates.bounds import PRECISIONS
from dateline.errors import DateError

BOUNDS = ["start_min", "start_max", "end_min", "end_max"]
FLAGS = ["approximate", "uncertain", "open_start", "open_end"]
COLUMNS = [*BOUNDS, "precision", *FLAGS, "offset", "problem"]

with (Path(__file__).parent / "edtf.csv").open(encoding="utf-8", newline="") as file:
    SUITES = list(csv.DictReader(file))
VALID = [row["value"] for row in SUITES if row["verdict"] == "valid"]

DIFFERENT = {
    "a decade or century of three or two digits is not in the profile": (
        r"-?\d{2,3}[?~%]?",
        "wrong",
    ),
    "an offset has a colon": (r".*T.*[+-]\d{4}", "wrong"),
    "there are no fractions of a second": (r".*\.042Z?", "wrong"),
    "an interval has an end": ("/", "wrong"),
    "Y is for years of more than four digits": (r"Y-?\d{4}", "wrong"),
    "a month may end inside itself": (r"0000-01-03/0000-01|0000-02/0000", "valid"),
    "a season may end an interval": (r"2018-01\?/2018-23|2018/2018-23", "valid"),
    "a long year may begin an interval": ("Y-61000/-2000", "valid"),
}
"""Why a verdict is not that of a public suite: the values, and our verdict."""


def bounds(value):
    """Return the four bounds of one value as text, midnight left out."""
    row = parse_dates([value])[BOUNDS].iloc[0]
    texts = [str(at).removesuffix("T00:00:00") for at in row.to_numpy(dtype="datetime64[s]")]
    return " ".join(re.sub(r"^-(?=\d{3}-)", "-0", text) for text in texts)


def row_of(value):
    """Return everything that is said of one value."""
    return parse_dates([value], errors="coerce").iloc[0]


@pytest.mark.parametrize("row", SUITES, ids=lambda row: repr(row["value"]))
def test_public_suites(row):
    """Every string of the Library of Congress and the public suites has the verdict written."""
    assert ("valid" if diagnose(row["value"]) is None else "wrong") == row["verdict"]


@pytest.mark.parametrize("row", SUITES, ids=lambda row: repr(row["value"]))
def test_public_suites_differ_for_a_reason(row):
    """Where a verdict is not a suite's own, a reason is given."""
    other = row["wrong_in" if row["verdict"] == "valid" else "valid_in"]
    reasons = [
        reason
        for reason, (pattern, verdict) in DIFFERENT.items()
        if re.fullmatch(pattern, row["value"]) and verdict == row["verdict"]
    ]
    assert bool(reasons) or not other


def test_library_of_congress():
    """Every example of the Library of Congress is valid."""
    examples = [row for row in SUITES if "loc" in row["valid_in"].split()]
    assert (len(examples), {row["verdict"] for row in examples}) == (63, {"valid"})


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2023-05-26", "2023-05-26 2023-05-27 2023-05-26 2023-05-27"),
        ("2024-02", "2024-02-01 2024-03-01 2024-02-01 2024-03-01"),
        ("2023", "2023-01-01 2024-01-01 2023-01-01 2024-01-01"),
        ("-0044-03-15", "-0044-03-15 -0044-03-16 -0044-03-15 -0044-03-16"),
        ("-0004-02-29", "-0004-02-29 -0004-03-01 -0004-02-29 -0004-03-01"),
        ("0000", "0000-01-01 0001-01-01 0000-01-01 0001-01-01"),
        ("-9999", "-9999-01-01 -9998-01-01 -9999-01-01 -9998-01-01"),
        ("9999-12-31", "9999-12-31 10000-01-01 9999-12-31 10000-01-01"),
        (
            "2023-05-26T14:00:00",
            "2023-05-26T14:00:00 2023-05-26T14:00:01 2023-05-26T14:00:00 2023-05-26T14:00:01",
        ),
        (
            "2023-05-26T01:00:00+03",
            "2023-05-25T22:00:00 2023-05-25T22:00:01 2023-05-25T22:00:00 2023-05-25T22:00:01",
        ),
        ("2023-12-31T24:00:00", "2024-01-01 2024-01-01T00:00:01 2024-01-01 2024-01-01T00:00:01"),
        ("2001-21", "2001-03-01 2001-06-01 2001-03-01 2001-06-01"),
        ("2001-24", "2001-12-01 2002-03-01 2001-12-01 2002-03-01"),
        ("2019-28", "2019-12-01 2020-03-01 2019-12-01 2020-03-01"),
        ("2001-29", "2001-09-01 2001-12-01 2001-09-01 2001-12-01"),
        ("2001-30", "2001-12-01 2002-03-01 2001-12-01 2002-03-01"),
        ("2001-34", "2001-04-01 2001-07-01 2001-04-01 2001-07-01"),
        ("2001-39", "2001-09-01 2002-01-01 2001-09-01 2002-01-01"),
        ("2001-40", "2001-01-01 2001-07-01 2001-01-01 2001-07-01"),
        ("19XX-21", "1900-03-01 1999-06-01 1900-03-01 1999-06-01"),
        ("156X-12-25", "1560-12-25 1569-12-26 1560-12-25 1569-12-26"),
        ("-156X-12-25", "-1569-12-25 -1560-12-26 -1569-12-25 -1560-12-26"),
        ("1985-XX-XX", "1985-01-01 1986-01-01 1985-01-01 1986-01-01"),
        ("2023-XX-31", "2023-01-31 2024-01-01 2023-01-31 2024-01-01"),
        ("2023-0X-31", "2023-01-31 2023-09-01 2023-01-31 2023-09-01"),
        ("XXXX-02-29", "0000-02-29 9996-03-01 0000-02-29 9996-03-01"),
        ("-XXXX", "-9999-01-01 0000-01-01 -9999-01-01 0000-01-01"),
        ("1950S2", "1900-01-01 2000-01-01 1900-01-01 2000-01-01"),
        ("-1859S5", "-1859-01-01 -1858-01-01 -1859-01-01 -1858-01-01"),
        ("Y20E2", "2000-01-01 2001-01-01 2000-01-01 2001-01-01"),
        ("Y-20E2S3", "-2009-01-01 -1999-01-01 -2009-01-01 -1999-01-01"),
        ("2004-06/2006-08", "2004-06-01 2004-07-01 2006-08-01 2006-09-01"),
        ("2004-06/2004-06-11", "2004-06-01 2004-06-12 2004-06-11 2004-06-12"),
        ("2004-06-11/2004-06", "2004-06-11 2004-06-12 2004-06-11 2004-07-01"),
        ("1985/..", "1985-01-01 1986-01-01 NaT NaT"),
        ("../1985", "NaT NaT 1985-01-01 1986-01-01"),
        ("1985/", "1985-01-01 1986-01-01 1985-01-01 NaT"),
        ("/1985", "NaT 1986-01-01 1985-01-01 1986-01-01"),
        ("/..", "NaT NaT NaT NaT"),
        ("../..", "NaT NaT NaT NaT"),
        ("..2004-06-01/2004-06-20..", "NaT 2004-06-02 2004-06-20 NaT"),
        ("[1667,1760-12]", "1667-01-01 1761-01-01 1667-01-01 1761-01-01"),
        ("[1670..1672]", "1670-01-01 1673-01-01 1670-01-01 1673-01-01"),
        ("[..1984]", "NaT 1985-01-01 NaT 1985-01-01"),
        ("[1984..]", "1984-01-01 NaT 1984-01-01 NaT"),
        ("[1760-01,1760-12..]", "1760-01-01 NaT 1760-01-01 NaT"),
        ("{1667..1672}", "1667-01-01 1668-01-01 1672-01-01 1673-01-01"),
        ("{1667,1668..1670,1671}", "1667-01-01 1668-01-01 1671-01-01 1672-01-01"),
        ("{1667,1669}", "1667-01-01 1668-01-01 1668-01-01 1670-01-01"),
        ("{1961-12,1960}", "1960-01-01 1961-01-01 1961-01-01 1962-01-01"),
        ("{1960,1961-XX,1962}", "1960-01-01 1961-01-01 1961-01-01 1963-01-01"),
        ("{..1984}", "NaT 1985-01-01 1984-01-01 1985-01-01"),
        ("{1984..}", "1984-01-01 1985-01-01 1984-01-01 NaT"),
    ],
)
def test_bounds(value, expected):
    """A value has the four bounds that its meaning gives."""
    assert bounds(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2023-05-26T14:00:00Z", "second"),
        ("2023-05-26", "day"),
        ("2023-05", "month"),
        ("2023-05-XX", "month"),
        ("2023-33", "quarter"),
        ("2023-21", "season"),
        ("2023-37", "quadrimester"),
        ("2023-41", "half-year"),
        ("2023", "year"),
        ("1984-1X", "year"),
        ("Y20E2", "year"),
        ("156X-12-25", "decade"),
        ("15XX", "century"),
        ("1950S2", "century"),
        ("1XXX-12", "millennium"),
        ("XXXX", "millennium"),
        ("2023-05-26/2024", "year"),
        ("[1960-05-01,1961-12]", "month"),
        ("2023-05-26/..", "day"),
    ],
)
def test_precision(value, expected):
    """The precision is the smallest unit known to hold the date, the coarsest of several."""
    assert row_of(value)["precision"] == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1984", set()),
        ("1984?", {"uncertain"}),
        ("2004-06~-11", {"approximate"}),
        ("?2004-06-~11", {"uncertain", "approximate"}),
        ("2004-%06", {"uncertain", "approximate"}),
        ("1984~/2004?", {"uncertain", "approximate"}),
        ("[1984~,1985]", {"approximate"}),
        ("Y17000?", {"uncertain"}),
        ("1985/..", {"open_end"}),
        ("../1985", {"open_start"}),
        ("../..", {"open_start", "open_end"}),
        ("1985/", set()),
        ("[..1984]", set()),
        ("{..1984}", set()),
    ],
)
def test_flags(value, expected):
    """`~` and `?` anywhere and `..` at an interval's end set flags, and nothing else does."""
    row = row_of(value)
    assert {flag for flag in FLAGS if row[flag]} == expected


@pytest.mark.parametrize("value", ["2004-06-11", "2004-06", "2004", "156X-12-25", "2001-21"])
@pytest.mark.parametrize("mark", "~?%")
def test_marks_move_no_bound(value, mark):
    """A qualifier leaves the bounds as they are."""
    assert bounds(value + mark) == bounds(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2023-05-26T14:00:00+03", "+03:00"),
        ("2023-05-26T14:00:00-04:30", "-04:30"),
        ("2023-05-26T14:00:00Z", "+00:00"),
        ("2023-05-26T14:00:00+03:00/2023-05-26T16:00:00+03", "+03:00"),
        ("2023-05-26T14:00:00+03:00/2023-05-26T16:00:00+02:00", "+03:00/+02:00"),
        ("-0044-03-15T12:00:00+00:30", "+00:30"),
    ],
)
def test_offset(value, expected):
    """The offset is kept as ±hh:mm, two different ones side by side."""
    assert row_of(value)["offset"] == expected


def test_no_offset():
    """Without an offset there is none."""
    assert row_of("2023-05-26T14:00:00")[["offset", "problem"]].isna().all()


@pytest.mark.parametrize("value", ["Y170000002", "Y-17E7", "Y171010000S3", "[2000,Y12345]"])
@pytest.mark.parametrize("errors", ["raise", "coerce"])
def test_far_years(value, errors):
    """A year beyond -9999 to 9999 is valid, but has no bounds and a problem that says why."""
    row = parse_dates([value], errors=errors).iloc[0]
    expected = f"{value!r} is a date outside the years -9999 to 9999, which cannot be drawn"
    assert (row[BOUNDS].isna().all(), row["problem"]) == (True, expected)
    assert diagnose(value) is None


def test_absurd_exponent():
    """A year with an absurd exponent or number of digits is read without computing it."""
    values = ["Y1E" + "9" * 5000, "Y" + "9" * 5000, "Y1" + "0" * 4000 + "S" + "9" * 4000]
    assert [diagnose(value) for value in values] == [None, None, None]


def test_frame():
    """The frame has its columns in order, each of its type."""
    frame = parse_dates(["2023-05-26", "Y17E7"])
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == {
        **dict.fromkeys(BOUNDS, "datetime64[s]"),
        "precision": "category",
        **dict.fromkeys(FLAGS, "bool"),
        "offset": "str",
        "problem": "str",
    }
    assert list(frame["precision"].cat.categories) == list(PRECISIONS)
    assert frame["precision"].cat.ordered


@pytest.mark.parametrize(
    "empty", [[], (), pd.Series(dtype="str"), pd.Series(dtype=object), np.array([]), pd.Index([])]
)
def test_empty(empty):
    """No values give no rows, with the same columns."""
    frame = parse_dates(empty)
    assert (len(frame), list(frame)) == (0, COLUMNS)
    assert frame.dtypes.equals(parse_dates(["2023"]).dtypes)


MIXED = ["2023-05-26", "2023-05", "1984~/..", "2023-05-26T14:00:00+03:00"]


@pytest.mark.parametrize(
    "values",
    [
        tuple(MIXED),
        np.array(MIXED),
        np.array(MIXED, dtype=object),
        np.array(MIXED, dtype=np.dtypes.StringDType()),
        pd.Index(MIXED),
        pd.array(MIXED, dtype="str"),
        pd.Series(MIXED),
        pd.Series(MIXED, dtype=object),
        pd.Series(MIXED, dtype="string"),
        pd.Series(MIXED, dtype="category"),
        iter(MIXED),
    ],
    ids=lambda values: type(values).__name__,
)
def test_kinds_of_column(values):
    """Any kind of column of texts gives what a list gives."""
    pd.testing.assert_frame_equal(parse_dates(values), parse_dates(MIXED))


def test_one_text_is_one_value():
    """One text alone is a column of one value."""
    pd.testing.assert_frame_equal(parse_dates("2023-05"), parse_dates(["2023-05"]))


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (None, "dates are read from a column, not from NoneType; give a Series or a list"),
        ({"when": "2023"}, "dates are read from a column, not from dict; give a Series or a list"),
        (pd.DataFrame({"when": ["2023"]}), "dates are read from one column; choose it"),
        (np.array([["2023"]]), "dates are read from one column; choose it"),
    ],
)
def test_no_column(values, told):
    """What is not one column is refused in plain words."""
    with pytest.raises(TypeError, match=re.escape(told)):
        parse_dates(values)


@pytest.mark.parametrize("parse", [parse_dates, parse_instants])
def test_errors_is_checked(parse):
    """An unknown `errors` is refused."""
    with pytest.raises(ValueError, match='errors is \'ignore\'; it is "raise" or "coerce"'):
        parse(["2023-05-26"], errors="ignore")


@pytest.mark.parametrize("labels", [["b", "a", "b"], [7, 7, 7], [("a", 1), ("a", 2), ("b", 1)]])
def test_index_is_kept(labels):
    """The index of a Series is kept, duplicates and levels and all."""
    index = pd.MultiIndex.from_tuples(labels) if isinstance(labels[0], tuple) else pd.Index(labels)
    series = pd.Series(["2023-05-26", "2023~", "x"], index=index, name="when")
    pd.testing.assert_index_equal(parse_dates(series, errors="coerce").index, index)
    instants = parse_instants(series, errors="coerce")
    pd.testing.assert_index_equal(instants.index, index)
    assert instants.name == "when"


def test_nothing_is_changed():
    """The values given are left as they were, and the frame shares nothing with them."""
    series = pd.Series(["2023-05-26", None, "x"], dtype=object)
    before = series.copy()
    frame = parse_dates(series, errors="coerce")
    frame.loc[:, "start_min"] = pd.NaT
    pd.testing.assert_series_equal(series, before)


def test_columns_share_nothing():
    """Changing one column of the result changes no other."""
    frame = parse_dates(["2023-05-26"])
    frame.loc[0, "start_min"] = pd.NaT
    assert frame.loc[0, "end_min"] == pd.Timestamp("2023-05-26")


def test_huge_range_in_a_set():
    """A set of very many dates is not enumerated."""
    assert bounds("{-9999-01-01..9999-12-31}") == "-9999-01-01 -9999-01-02 9999-12-31 10000-01-01"


def test_instants():
    """Plain days and timestamps are one instant each, UTC; nothing is null."""
    texts = ["2023-05-26", "2023-05-26T14:00:00", "2023-05-26T14:00:00+03", "-0044-03-15", ""]
    series = pd.Series([*texts, None, float("nan")], dtype=object)
    expected = ["2023-05-26", "2023-05-26T14", "2023-05-26T11", "-0044-03-15", "NaT", "NaT", "NaT"]
    assert parse_instants(series).to_numpy().tolist() == (
        np.array(expected, dtype="datetime64[s]").tolist()
    )


INSTANT = "is not one instant; a bound is a day or a timestamp"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("2023-05", (INSTANT, "write 2023-05-01 for its first day")),
        ("-0044", (INSTANT, "write -0044-01-01 for its first day")),
        ("2023-05-XX", (INSTANT, "write 2023-05-01 for its first day")),
        ("2023-05-26~", (INSTANT, "write 2023-05-26 for its first day")),
        ("[2023-05-26]", (INSTANT, "write 2023-05-26 for its first day")),
        ("../2023", (INSTANT, "write a day such as 2023-05-26")),
        ("Y12345", (INSTANT, "write a day such as 2023-05-26")),
        ("26/05/2023", ("has the day first", "write 2023-05-26")),
        ("2023-05-26", None),
        ("", None),
        (None, None),
    ],
)
def test_no_instant(value, told):
    """What is EDTF, but not one instant, is told which instant it may be."""
    assert diagnose_instant(value) == told
    assert pd.isna(parse_instants([value], errors="coerce")[0]) == (value != "2023-05-26")


def test_instants_raise():
    """A value that is not one instant raises an error."""
    with pytest.raises(DateError, match="row 0: '2023-05' is not one instant"):
        parse_instants(["2023-05"])


def test_override_bounds():
    """Bounds given win over those of the date; an empty one leaves it."""
    dates = parse_dates(["2023-05-26", "2023-05"])
    given_ones = pd.DataFrame({"start_min": ["", "2023-05-20"], "note": ["", ""]})
    actual = override_bounds(dates, given_ones)["start_min"].dt.day.tolist()
    assert (actual, dates["start_min"].dt.day.tolist()) == ([26, 20], [26, 1])
