"""Dates and time zones that are written as arguments."""

from datetime import UTC, date, timedelta, timezone
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from dateline.arguments import clock_of, date_given
from dateline.errors import DateError, FrameError

ALLOWED = (
    "is not a time zone; allowed are UTC, names of the IANA time zone database such as "
    "Europe/Kyiv, and offsets from -12:00 to +14:00"
)
TEXT = "write a year, month or day as text: '2023-05-26'"


# -- dates -------------------------------------------------------------------------------------


def test_a_date_is_read():
    """A date in EDTF is one row of bounds and flags."""
    bounds = date_given("2023-05", name="now", needs="start_min")
    assert bounds[["start_min", "end_max"]].astype(str).to_numpy().tolist() == [
        ["2023-05-01", "2023-06-01"]
    ]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("26.5.2023", "'26.5.2023' has the day first; write 2023-05-26"),
        ("Y20000", "'Y20000' is a date outside the years -9999 to 9999, which cannot be drawn"),
        ("", f"'' is empty; {TEXT}"),
        (None, f"None is no date; {TEXT}"),
        (20230526, f"20230526 is a number, not text; {TEXT}"),
        (date(2023, 5, 26), f"2023-05-26 is a date, not text; {TEXT}"),
        (pd.Timestamp("2023-05-26"), f"2023-05-26 00:00:00 is a Timestamp, not text; {TEXT}"),
    ],
)
def test_what_is_no_date_is_refused_by_the_parameters_name(wrong, told):
    """The error begins with the parameter, not with a row, and says what to write."""
    with pytest.raises(DateError) as raised:
        date_given(wrong, name="known_on", needs="end_max")
    assert str(raised.value) == f"known_on: {told}"
    assert (raised.value.row, raised.value.value) == ("known_on", wrong)


@pytest.mark.parametrize(
    ("wrong", "needs", "told"),
    [
        ("2023/..", "end_max", "'2023/..' has no end"),
        ("../2023", "start_min", "'../2023' has no start"),
        ("../..", "start_min", "'../..' has no start"),
    ],
)
def test_a_date_needs_the_end_that_is_asked_for(wrong, needs, told):
    """A date that is open where it must not be is refused by the parameter's name."""
    with pytest.raises(FrameError) as raised:
        date_given(wrong, name="now", needs=needs)
    assert str(raised.value) == f"now: {told}; write a day, such as '2023-05-26'"


# -- time zones --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "clock"),
    [
        ("UTC", UTC),
        ("Europe/Kyiv", ZoneInfo("Europe/Kyiv")),
        ("-09:30", timezone(timedelta(hours=-9, minutes=-30))),
    ],
)
def test_a_zone_has_a_clock(zone, clock):
    """UTC, a name of the database and an offset are zones."""
    assert clock_of(zone) == clock


@pytest.mark.parametrize(
    ("zone", "advice"),
    [
        ("Kyiv", '; write zone="Europe/Kyiv"'),
        ("europe/kyiv", '; write zone="Europe/Kyiv"'),
        ("Europe/Kyjiv", '; write zone="Europe/Kyiv"'),
        ("Europe/Viena", '; write zone="Europe/Vienna"'),
        ("Asia/Berlin", '; write zone="Europe/Berlin"'),
        ("Katmandoo", '; write zone="Asia/Katmandu"'),
        ("Sao Paulo", '; write zone="America/Sao_Paulo"'),
        ("louisville", '; write zone="America/Kentucky/Louisville" or "America/Louisville"'),
        ("utc", '; write zone="UTC"'),
        ("UTC+3", '; write zone="+03:00"'),
        ("GMT-3:30", '; write zone="-03:30"'),
        ("+0545", '; write zone="+05:45"'),
        ("−03:00", '; write zone="-03:00"'),
        ("-00:00", '; write zone="+00:00"'),
        ("+25:00", ""),
        ("GMT-14", ""),
        ("+03:75", ""),
        ("EEST", ""),
        ("localtime", ""),
        ("Gondor", ""),
        ("", ""),
    ],
)
def test_an_unknown_zone_is_named_with_what_to_write(zone, advice):
    """A zone that does not exist is refused with what is allowed and, if it is near, the name."""
    with pytest.raises(FrameError) as error:
        clock_of(zone)
    assert str(error.value) == f"“{zone}” {ALLOWED}{advice}"
