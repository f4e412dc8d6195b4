"""What is true of every date, however it is put together."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.dates import diagnose, parse_dates
from dateline.dates.advice import explain, read
from dateline.dates.column import read_column
from dateline.errors import DateError

DAYS = st.dates().map(dt.date.isoformat)
OFFSETS = st.one_of(
    st.sampled_from(["", "Z", "+03", "-12:00", "+14:00", "+00:00"]),
    st.builds(
        "{}{:02}:{:02}".format, st.sampled_from("+-"), st.integers(1, 11), st.integers(0, 59)
    ),
)
STAMPS = st.builds("{}T{}{}".format, DAYS, st.times().map(lambda at: f"{at:%H:%M:%S}"), OFFSETS)
PLAIN = st.one_of(DAYS, STAMPS)
MARK = st.sampled_from(["", "", "", "?", "~", "%"])


@st.composite
def marked(draw, *parts):
    """Draw one of a date's parts each, with marks to their left or right."""
    return "-".join(draw(MARK) + draw(part) + draw(MARK) for part in parts)


def digits(lowest, highest, width):
    """Draw a number, perhaps with unspecified digits."""
    numbers = st.integers(lowest, highest).map(lambda number: f"{number:0{width}}")
    hidden = st.sets(st.integers(0, width - 1))
    return st.builds(
        lambda text, places: "".join(
            "X" if place in places else digit for place, digit in enumerate(text)
        ),
        numbers,
        st.one_of(st.just(set()), hidden),
    )


YEAR = st.builds(
    lambda sign, year: year if year == "0000" else sign + year,
    st.sampled_from(["", "", "-"]),
    digits(0, 9999, 4),
)
DATES = st.one_of(
    marked(YEAR),
    marked(YEAR, digits(1, 12, 2)),
    marked(YEAR, st.integers(21, 41).map(str)),
    marked(YEAR, digits(1, 12, 2), digits(1, 28, 2)),
    st.builds("{}{}".format, st.integers(1, 9999).map("{:04}".format), st.just("S2")),
    st.builds("Y{}{}{}".format, st.integers(10_000), st.sampled_from(["", "E3"]), MARK),
)
MEMBERS = st.lists(DATES, min_size=1, max_size=4).map(",".join)
SETS = st.one_of(
    MEMBERS.map("[{}]".format),
    MEMBERS.map("{{{}}}".format),
    MEMBERS.map("[..{}]".format),
    MEMBERS.map("{{{}..}}".format),
)
HALF_OPEN = st.builds(
    lambda form, date: form.format(date),
    st.sampled_from(["{}/..", "../{}", "{}/", "/{}"]),
    st.one_of(DATES, STAMPS),
)
SORTED = st.lists(st.dates(), min_size=2, max_size=2).map(
    lambda days: "/".join(day.isoformat() for day in sorted(days))
)
EDTF = st.one_of(DATES, SETS, HALF_OPEN, SORTED, PLAIN)


@given(EDTF)
def test_generated_values_can_be_read(value):
    """Every value that is put together by the rules of EDTF can be read."""
    assert diagnose(value) is None


@given(st.lists(EDTF, min_size=1))
def test_bounds_are_in_order(values):
    """No start is certain before it is possible, no end either, and the core lies inside."""
    frame = parse_dates(values)
    for low, high in (
        ("start_min", "start_max"),
        ("end_min", "end_max"),
        ("start_min", "end_min"),
        ("start_max", "end_max"),
    ):
        known = frame[low].notna() & frame[high].notna()
        assert (frame.loc[known, low] <= frame.loc[known, high]).all()


@given(EDTF)
def test_open_ends_have_no_bounds(value):
    """An open end has no bounds, and only an interval has one."""
    row = parse_dates([value], errors="coerce").iloc[0]
    for end in ("start", "end"):
        if row[f"open_{end}"]:
            assert row[[f"{end}_min", f"{end}_max"]].isna().all()
            assert "/" in value


@given(st.lists(st.dates(), min_size=1))
def test_days_are_those_of_datetime(days):
    """A plain day lasts from its own midnight to the next."""
    frame = parse_dates([day.isoformat() for day in days])
    first = pd.Series(np.array(days, dtype="datetime64[s]"), name="start_min")
    pd.testing.assert_series_equal(frame["start_min"], first)
    pd.testing.assert_series_equal(
        frame["end_max"], first + np.timedelta64(1, "D"), check_names=False
    )


@given(st.datetimes(), st.integers(-12 * 60, 14 * 60).filter(bool))
def test_timestamps_are_those_of_datetime(moment, minutes):
    """A timestamp with an offset is the same instant in UTC."""
    ahead = dt.timedelta(minutes=minutes)
    offset = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    row = parse_dates([f"{moment:%Y-%m-%dT%H:%M:%S}".zfill(19) + offset]).iloc[0]
    expected = np.datetime64(moment.replace(microsecond=0), "s") - np.timedelta64(ahead)
    assert (np.datetime64(row["start_min"], "s"), row["offset"]) == (expected, offset)


@given(
    st.lists(PLAIN | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:]{8}Z?)?", fullmatch=True))
)
def test_both_ways_agree(values):
    """The whole column's way and the one value's way read plain values alike."""
    plain = read_column(values, read=read).plain
    for place, value in enumerate(values):
        result = read(value)
        if plain.found[place]:
            first = int(plain.first[place])
            after = first + int(plain.length[place])
            assert result[:4] == (first, after, first, after)
        else:
            assert result is None or "T24:00:00" in value


@given(st.lists(PLAIN, min_size=1))
def test_plain_values_are_all_found(values):
    """Every plain day and timestamp is read the whole column's way."""
    assert read_column(values, read=read).plain.found.all()


@given(st.text() | st.text("0123456789-/.[]{},XYZTES?~% :+") | EDTF.map(lambda text: text[1:]))
@example("2023-05-26\x00")
@example("\ud800")
def test_any_text_is_read_or_refused(text):
    """Any text is read or refused with a `DateError`, and every fix can be read."""
    result = explain(text)
    if result is None:
        assert len(parse_dates([text])) == 1
        return
    with pytest.raises(DateError, match="row 0"):
        parse_dates([text])
    assert all(read(write.value) for write in result.writes)


@given(st.lists(st.none() | st.integers() | st.floats() | st.booleans() | EDTF | st.binary()))
def test_any_value_is_read_or_refused(values):
    """A column of anything has a row a value, and a problem for each that is no text."""
    frame = parse_dates(values, errors="coerce")
    expected = [bounds is None or bounds.far for bounds in map(read, values)]
    assert frame["problem"].notna().tolist() == expected
