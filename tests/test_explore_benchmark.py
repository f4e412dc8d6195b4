"""How fast the live view follows; run with ``pytest --benchmark-only`` on this file."""

import itertools
import json
from functools import cache

import numpy as np
import pandas as pd
import plotly.io
import pytest

import dateline
from dateline import Case
from dateline.frames import typed_frame
from test_network_benchmark import made_up, made_up_mentions

EVENTS, MENTIONS, ACTORS, SOURCES = 10_000, 20_000, 200, 40
RUNS = 5
FIRST = "the first display: at most 2 s, of which the kernel's part"
FOLLOWS = (
    "10,000 events and 20,000 mentions: the kernel's part of a filter or choice, of at most 0.2 s"
)
DRAWS = "10,000 events and 20,000 mentions: the browser's part of it, until it is on the screen"
PLOT = """async figure => {
    globalThis.place = document.createElement("div");
    document.body.replaceChildren(place);
    await Plotly.newPlot(place, figure.data, figure.layout);
}"""
UPDATE = """async text => {
    const said = JSON.parse(text);
    // As the widget does it; a frame that follows another has drawn what was there before it.
    const kept = values => values.map(value => value === "_undefined_" ? undefined : value);
    const style = Object.entries(said.style_data).map(([name, values]) => [name, kept(values)]);
    await Plotly.update(place, Object.fromEntries(style), said.layout_data, said.style_traces);
    const frame = () => new Promise(done => requestAnimationFrame(done));
    await frame();
    await frame();
}"""


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


def in_json(value):
    """Return an array as a list; what else JSON does not know is Plotly's mark for no change."""
    return value.tolist() if isinstance(value, np.ndarray) else "_undefined_"


@pytest.fixture(scope="module")
def drawn(browser, blank):
    """Return a page that has drawn the widget's figure."""
    page = browser.new_page(viewport={"width": 1300, "height": 1400})
    page.goto(blank)
    page.evaluate(PLOT, json.loads(plotly.io.to_json(large().figure)))
    yield page
    page.close()


@pytest.mark.parametrize("act", ACTS)
def test_is_drawn(act, benchmark, drawn):
    """What the kernel tells the browser's figure after each control is drawn."""
    shown, said = large(), []
    shown.controls.reset.click()
    shown.figure.observe(lambda change: said.append(change["new"]), "_py2js_update")
    for _ in range(RUNS + 1):
        ACTS[act]()
    shown.figure.unobserve_all("_py2js_update")
    # One text is handed to the browser at once, as a widget's message is.
    told = [json.dumps(it, default=in_json).replace("NaN", "null") for it in said if it]
    assert told
    benchmark.group = DRAWS
    turn = itertools.cycle(told)  # What changes nothing is not said.
    benchmark.pedantic(lambda: drawn.evaluate(UPDATE, next(turn)), rounds=RUNS, warmup_rounds=1)


def test_first_display(benchmark, case):
    """The bundled case's widget is made."""
    benchmark.group = FIRST
    shown = benchmark.pedantic(dateline.explore, args=(case,), rounds=RUNS)
    assert len(shown.selection) == len(case.events)
