"""How fast the live view follows; run with ``pytest --benchmark-only`` on this file."""

import itertools
from functools import cache

import pandas as pd
import pytest

import dateline
from dateline import Case
from dateline.frames import typed_frame
from test_network_benchmark import made_up, made_up_mentions

EVENTS, MENTIONS, ACTORS, SOURCES = 10_000, 20_000, 200, 40
RUNS = 5
FIRST = "the first display: at most 2 s, of which the kernel's part"
FOLLOWS = (
    "10,000 events and 20,000 mentions: the kernel's part of a filter or choice, at most 0.2 s"
)


@cache
def large():
    """Make up events in six lanes, told in forty documents."""
    lanes = pd.Categorical([f"lane {row % 6}" for row in range(EVENTS)])
    sources = {
        "source_id": [f"s{row}" for row in range(SOURCES)],
        "title": [f"Document {row}" for row in range(SOURCES)],
        "published": [f"2023-0{1 + row % 9}-01" for row in range(SOURCES)],
    }
    return dateline.explore(
        Case(
            events=made_up(ACTORS, EVENTS).assign(lane=lanes),
            mentions=made_up_mentions(MENTIONS),
            sources=typed_frame("sources", pd.DataFrame(sources, dtype="str")),
        )
    )


def setting(control, *values):
    """Return a function that sets a control to the next of some values."""
    turn = itertools.cycle(values)
    return lambda: setattr(getattr(large().controls, control), "value", next(turn))


ACTS = {
    "lane": setting("lanes", ("lane 1",), ("lane 2", "lane 3")),
    "status": setting("statuses", ("ongoing",), ("occurred",)),
    "told as": setting("factuality", ("CT+",), ("PR+",)),
    "actor": setting("actor", "a1", "a2"),
    "hops": setting("depth", 1, 2),
    "from": setting("first", "2022", "2023"),
    "known on": setting("known_on", "2023-03-01", "2023-05-01"),
    "event": setting("event", "e1", "e2"),
}


@pytest.mark.parametrize("act", ACTS)
def test_follows(act, benchmark):
    """After each control, everything that the widget shows has been told to the browser."""
    shown = large()
    shown.controls.reset.click()
    benchmark.group = FOLLOWS
    benchmark.pedantic(ACTS[act], rounds=RUNS, warmup_rounds=1)
    assert 'role="alert"' not in "".join(getattr(it, "value", "") for it in shown.children)


def test_first_display(benchmark, case):
    """The bundled case's widget is made."""
    benchmark.group = FIRST
    shown = benchmark.pedantic(dateline.explore, args=(case,), rounds=RUNS)
    assert len(shown.selection) == len(case.events)
