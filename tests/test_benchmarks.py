"""How long a million rows take; run with ``pytest --benchmark-only tests/test_benchmarks.py``."""

import numpy as np
import pandas as pd
import pytest

from dateline import events_frame, parse_dates

ROWS = 1_000_000
RUNS = 5

FORMS = (
    "{year}",
    "{year}-{month:02}",
    "{year}-{month:02}-{day:02}~",
    "{year}-{month:02}-{day:02}/{later}",
    "{decade}X-{month:02}-{day:02}",
    "[{year},{later}..{last}]",
    "{year}?-{month:02}-XX/..",
    "{{{year},{later}-{month:02}}}",
    "Y{year}E3S2",
    "{year}-{season}",
)


def days():
    """A million plain days, as people's tables have them: about 40,000 different ones."""
    different = pd.date_range("1914-07-28", periods=40_000).strftime("%Y-%m-%d")
    return _drawn(different)


def timestamps():
    """A million timestamps, no two the same."""
    moments = pd.date_range("2022-02-24", periods=ROWS, freq="37s")
    return pd.Series(moments.strftime("%Y-%m-%dT%H:%M:%S"))


def mixed():
    """95 % plain days and timestamps, 5 % values of any level, 2,000 of these different."""
    stamps = timestamps()
    stamps = stamps.mask(stamps.index % 4 == 1, stamps + "Z")
    stamps = stamps.mask(stamps.index % 4 == 2, stamps + "+03:00")
    other = [_any_level(number) for number in range(2000)]
    assert len(set(other)) == len(other)
    share = np.random.default_rng(2).random(ROWS)
    plain = days().where(share < 0.5, stamps)
    return plain.where(share < 0.95, _drawn(pd.Index(other)))


def _any_level(number):
    year = 1000 + number // len(FORMS) * 3
    return FORMS[number % len(FORMS)].format(
        year=year,
        later=year + 4,
        last=year + 9,
        decade=100 + number // len(FORMS),
        month=number % 12 + 1,
        day=number % 28 + 1,
        season=21 + number // len(FORMS) % 21,
    )


def _drawn(different):
    places = np.random.default_rng(1).integers(len(different), size=ROWS)
    return pd.Series(different.take(places)).astype("str")


def events(when, **columns):
    """A million events of these dates."""
    ids = pd.Series(range(ROWS)).astype("str")
    return pd.DataFrame({"event_id": "e" + ids, "title": "Made up", "when": when, **columns})


def full_events():
    """A million events of mixed dates, with the columns that real ones have."""
    draw = np.random.default_rng(3).choice
    return events(
        mixed(),
        status=draw(["occurred", "expected", "undetermined"], ROWS),
        kind=draw(["call", "visit"], ROWS),
        lane=draw(["north", "south", "press"], ROWS),
        initiators=draw(["a;b", "c", ""], ROWS),
        recipients=draw(["a", "b", ""], ROWS),
    )


@pytest.fixture(scope="module")
def fastest(pytestconfig):
    """Collect the shortest times, and show each beside the first of its group."""
    times = {}
    yield times
    plugin = pytestconfig.pluginmanager.getplugin
    for group, of_group in times.items():
        reference, *_ = of_group.items()
        with plugin("capturemanager").global_and_fixture_disabled():
            plugin("terminalreporter").write_line(f"\n{group}")
            for name, seconds in of_group.items():
                ratio = f"{seconds / reference[1]:.1f} × {reference[0]}"
                plugin("terminalreporter").write_line(f"  {name}: {seconds:.3f} s, {ratio}")


def timed(benchmark, fastest, *, group, name, call, argument):
    """Run a call some times, note the shortest, and return its result."""
    benchmark.group = group
    result = benchmark.pedantic(call, args=(argument,), rounds=RUNS, warmup_rounds=1)
    if benchmark.stats:
        fastest.setdefault(group, {})[name] = benchmark.stats.stats.min
    return result


@pytest.mark.parametrize(
    ("name", "read", "column"),
    [
        ("pandas.to_datetime, days", pd.to_datetime, days),
        ("parse_dates, days", parse_dates, days),
        ("parse_dates, timestamps all different", parse_dates, timestamps),
        ("parse_dates, 95 % plain and 5 % of any level", parse_dates, mixed),
    ],
)
def test_a_million_dates(benchmark, fastest, name, read, column):
    """A million dates are read, and as many rows come back."""
    group = "a million dates, at most 5 ×"
    result = timed(benchmark, fastest, group=group, name=name, call=read, argument=column())
    assert len(result) == ROWS


MIXED = "a million events of mixed dates, at most 3 ×"
PLAIN = "a million events of plain days and nothing else"


@pytest.mark.parametrize(
    ("group", "name", "read", "column"),
    [
        (MIXED, "parse_dates", parse_dates, mixed),
        (MIXED, "events_frame", events_frame, full_events),
        (PLAIN, "parse_dates", parse_dates, days),
        (PLAIN, "events_frame", events_frame, lambda: events(days())),
    ],
)
def test_a_million_events(benchmark, fastest, group, name, read, column):
    """A million events are typed, and as many rows come back."""
    result = timed(benchmark, fastest, group=group, name=name, call=read, argument=column())
    assert len(result) == ROWS
