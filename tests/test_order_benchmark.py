"""How long the order of 2,000 events takes; run with ``pytest --benchmark-only`` on this file."""

from datetime import datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from dateline import events_frame
from dateline.order import order
from dateline.order_chart import order_chart

MANY, FEW = 2000, 200
RUNS = 5


def events(count):
    """Events of days, months, intervals, open ends and no date, within two years."""
    draw = np.random.default_rng(count)
    first = pd.date_range("2022-02-24", periods=730)[draw.integers(0, 730, count)]
    forms = draw.choice(["%Y-%m-%d", "%Y-%m", "%Y-%m-%d/2024-03", "%Y-%m-%d/..", ""], count)
    when = [day.strftime(form) for day, form in zip(first, forms, strict=True)]
    ids = [f"e{number}" for number in range(count)]
    return events_frame(pd.DataFrame({"event_id": ids, "title": "Made up", "when": when}))


def one_pair_at_a_time(frame):
    """Tell certain and possible precedence alone, by a loop over all pairs in plain Python."""
    epoch, last = datetime(1, 1, 1), datetime(9999, 1, 1)  # noqa: DTZ001
    columns = [
        [default if pd.isna(at) else at.to_pydatetime() for at in frame[name]]
        for name, default in (
            ("start_min", epoch),
            ("start_max", last),
            ("end_min", epoch),
            ("end_max", last + timedelta(days=1)),
        )
    ]
    rows = list(zip(frame["event_id"], *columns, strict=True))
    found = []
    for one, start, _, end, over in rows:
        for other, begin, begun, _, ended in rows:
            if one != other:
                if over <= begin:
                    found.append((one, other, "certainly"))
                elif max(start, end) < min(begun, ended):
                    found.append((one, other, "possibly"))
                else:
                    found.append((one, other, "never"))
    return found


@pytest.fixture(scope="module")
def fastest(pytestconfig):
    """Collect the shortest times, and show each by the pair of events."""
    times = {}
    yield times
    plugin = pytestconfig.pluginmanager.getplugin
    with plugin("capturemanager").global_and_fixture_disabled():
        for name, (seconds, count) in times.items():
            by_pair = seconds / (count * (count - 1)) * 1e9
            line = f"\n  {name}, {count:,} events: {seconds:.3f} s, {by_pair:.0f} ns a pair"
            plugin("terminalreporter").write(line)


@pytest.mark.parametrize(
    ("name", "call", "count"),
    [
        ("a loop in plain Python, precedence only", one_pair_at_a_time, FEW),
        ("order", order, FEW),
        ("order, at most 2 s", order, MANY),
    ],
)
def test_order_of_many_events(benchmark, fastest, name, call, count):
    """Every pair of events has its answer."""
    result = benchmark.pedantic(call, args=(events(count),), rounds=RUNS, warmup_rounds=1)
    if benchmark.stats:
        fastest[name] = benchmark.stats.stats.min, count
    assert len(result) == count * (count - 1)


def test_chart_of_many_events(benchmark, fastest):
    """A chart of 2,000 events is built."""
    figure = benchmark.pedantic(order_chart, args=(events(MANY),), rounds=RUNS, warmup_rounds=1)
    if benchmark.stats:
        fastest["order_chart"] = benchmark.stats.stats.min, MANY
    assert figure.layout.meta["alt"].startswith("Order of 2,000 events")


def test_the_loop_agrees():
    """The loop that the time is compared with has the same answers."""
    frame = order(events(FEW))[["event_id", "other_id", "precedes"]].astype(str)
    assert one_pair_at_a_time(events(FEW)) == [*frame.itertuples(index=False, name=None)]
