"""How fast a timeline of many events is; run with ``pytest --benchmark-only`` on this file."""

import json
import multiprocessing
import re
import tracemalloc
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import plotly.express as px
import plotly.io
import pytest

from dateline import Case, events_frame, timeline
from dateline.frames import typed_frame

FEW, MANY, BARS = 10, 1_000_000, 20_000
DRAWN, COUNTED = 1000, 100_000
SIZES = (FEW, DRAWN, COUNTED, MANY)
SOURCES = 50
RUNS = 5
MOST_JSON, MOST_MEMORY = 1_500_000, 1_500_000_000

BUILT = "building"
BESIDE = "building from 100,000 closed events, at most 3 ×"
SEEN = "first draw, at most 1 s"
ZOOMED = "zoom by relayout, at most 200 ms"
DRAGGED = "zoom by drag, at most 200 ms"
STEPPED = "slider step"
MEMORY = "memory above the case's for a million events, at most 1.5 GB"

# What is timed ends when the browser has had the time to show it.
SCRIPT = """
const place = document.createElement("div");
document.body.replaceChildren(place);
const frame = () => new Promise(requestAnimationFrame);
const seen = async done => { await done; await frame(); await frame(); };
const middle = () => {
    const {range, r2l, l2r} = place._fullLayout.xaxis;
    const [first, last] = range.map(r2l);
    const quarter = (last - first) / 4;
    return [first + quarter, last - quarter].map(at => l2r(at));
};
const newPlot = () => seen(Plotly.newPlot(place, figure.data, figure.layout));
const zoom = range => seen(Plotly.relayout(place, {"xaxis.range": range}));
const step = number => {
    const {method, args} = place.layout.sliders[0].steps[number];
    return seen(Plotly[method](place, ...args));
};
"""


@cache
def made_up(count, *, closed=False):
    """Events of days, months, intervals, open ends and no date, in five lanes, and their case."""
    draw = np.random.default_rng(count)
    days = np.datetime_as_string(np.arange("1980-01-01", "2020-01-01", dtype="datetime64[D]"))
    first, after = draw.integers(0, len(days) - 40, count), draw.integers(1, 40, count)
    month, interval = days.astype("U7")[first], np.char.add("/", days[first + after])
    forms = [days[first], month, np.char.add(days[first], interval)]
    forms += [] if closed else [np.char.add(days[first], "/.."), np.full(count, "")]
    share = np.array([0.68, 0.14, 0.16, 0.01, 0.01][: len(forms)])
    number = pd.Series(range(count)).astype("str")
    columns = {
        "event_id": "e" + number,
        "title": "Made-up event " + number,
        "when": np.choose(draw.choice(len(forms), count, p=share / share.sum()), forms),
        "status": draw.choice(
            ["occurred", "ongoing", "expected", "not-occurred", "undetermined"], count
        ),
        "lane": draw.choice(["north", "south", "east", "west", "press"], count),
    }
    events = events_frame(pd.DataFrame(columns))
    return events, Case(events=events, mentions=_mentions(events, draw), sources=_sources())


def _mentions(events, draw):
    """Half as many mentions as events."""
    count = len(events) // 2
    columns = {
        "mention_id": [f"m{number}" for number in range(count)],
        "event_id": events["event_id"].iloc[draw.integers(0, len(events), count)].to_numpy(),
        "source_id": _source_ids()[draw.integers(0, SOURCES, count)],
        "speaker_id": "made-up-speaker",
        "factuality": "CT+",
    }
    return typed_frame("mentions", pd.DataFrame(columns))


def _sources():
    published = pd.date_range("2000-01-01", periods=SOURCES, freq="100D").strftime("%Y-%m-%d")
    columns = {"source_id": _source_ids(), "title": "Made-up paper", "published": published}
    return typed_frame("sources", pd.DataFrame(columns))


def _source_ids():
    return np.array([f"s{number}" for number in range(SOURCES)], dtype=object)


def ours(count, *, closed=False):
    events, case = made_up(count, closed=closed)
    return timeline(events, case=case)


def ours_in_one_lane(count):
    events, case = made_up(count)
    return timeline(events.assign(lane=pd.Categorical(["north"] * count)), case=case)


def theirs(count):
    events, _ = made_up(count, closed=True)
    ends = {"x_start": "start_min", "x_end": "end_max"}
    return px.timeline(events, **ends, y="lane", color="status", hover_name="title")


@pytest.fixture(scope="module")
def noted(pytestconfig):
    """Collect what was measured in words, and show it by group."""
    groups = {}
    yield groups
    plugin = pytestconfig.pluginmanager.getplugin
    with plugin("capturemanager").global_and_fixture_disabled():
        for group, lines in groups.items():
            plugin("terminalreporter").write_line(f"\n{group}")
            for name, words in lines.items():
                plugin("terminalreporter").write_line(f"  {name}: {words}")


@pytest.fixture(scope="module")
def first():
    """Hold each group's first times, shortest and median, which others stand beside."""
    return {}


def timed(benchmark, noted, first, call, *, group, name, setup=None):
    """Run a call some times, note the shortest time and the median, and return its result."""
    benchmark.group = group
    options = {"setup": setup} if setup else {"warmup_rounds": 1}
    result = benchmark.pedantic(call, rounds=RUNS, **options)
    if benchmark.stats:
        stats = benchmark.stats.stats
        least, middle = first.setdefault(group, (stats.min, stats.median))
        noted.setdefault(group, {})[name] = (
            f"{stats.min:.3f} s, median {stats.median:.3f} s; "
            f"{stats.min / least:.2f} ×, median {stats.median / middle:.2f} × the first"
        )
    return result


@pytest.mark.parametrize("count", SIZES)
def test_building(benchmark, noted, first, count):
    """A timeline is built of any number of events, and its JSON takes 1.5 MB at most."""
    made_up(count)
    name = f"{count:,} events" + (", at most 4 s" if count == MANY else "")
    figure = timed(benchmark, noted, first, lambda: ours(count), group=BUILT, name=name)
    size = len(plotly.io.to_json(figure).encode())
    benchmark.extra_info["bytes"] = size
    noted[BUILT][name] += f"; {size / 1e6:.2f} MB of JSON"
    assert size <= MOST_JSON


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("plotly.express.timeline", lambda: theirs(COUNTED)),
        ("timeline", lambda: ours(COUNTED, closed=True)),
    ],
)
def test_building_beside_plotly_express(benchmark, noted, first, name, call):
    """Both draw the same frame, all of whose events are closed."""
    events, _ = made_up(COUNTED, closed=True)
    assert events[["start_min", "end_max"]].notna().all(axis=None)
    figure = timed(benchmark, noted, first, call, group=BESIDE, name=name)
    assert figure.data


def peak(count, *, is_traced):
    """Return how many bytes a timeline takes at most above its case, as counted in two ways."""
    events, case = made_up(count)
    timeline(made_up(FEW)[0])
    if is_traced:
        tracemalloc.start()
        timeline(events, case=case)
        return tracemalloc.get_traced_memory()[1]
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forgets the peak so far
    before = _resident("VmRSS")
    timeline(events, case=case)
    return _resident("VmHWM") - before


def _resident(name):
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(rf"{name}:\s+(\d+) kB", status)[1]) * 1024


@pytest.mark.parametrize("way", ["as Python allocates", "as the system counts"])
def test_memory(benchmark, noted, way):
    """A million events take 1.5 GB at most above their case, in a process of their own."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as process:
        measured = process.submit(peak, MANY, is_traced=way.startswith("as Python"))
        most = benchmark.pedantic(measured.result, rounds=1)
    benchmark.extra_info["bytes"] = most
    noted.setdefault(MEMORY, {})[way] = f"{most / 1e9:.2f} GB"
    assert most <= MOST_MEMORY


@pytest.fixture
def page(browser, blank):
    """Return a function that opens a page on which a figure is ready to be drawn."""
    pages = []

    def _page(figure):
        while pages:
            pages.pop().close()
        page = browser.new_page(viewport={"width": 1040, "height": 900})
        pages.append(page)
        page.goto(blank)
        page.evaluate("figure => { window.figure = figure; }", figure)
        page.add_script_tag(content=SCRIPT)
        return page

    yield _page
    while pages:
        pages.pop().close()


FIGURES = [
    ("plotly.express.timeline, 20,000 bars", theirs, BARS),
    *((f"timeline, {count:,} events", ours, count) for count in SIZES),
    (f"timeline, {DRAWN:,} events in one lane", ours_in_one_lane, DRAWN),
]


@cache
def as_json(call, count):
    return json.loads(plotly.io.to_json(call(count)))


def test_as_many_events_as_can_be_are_drawn_one_by_one():
    """The largest figure without counts is among those that are timed."""
    assert " counted by " not in ours_in_one_lane(DRAWN).layout.meta["alt"]


@pytest.mark.browser
@pytest.mark.parametrize(("name", "call", "count"), FIGURES)
def test_first_draw(benchmark, noted, first, page, name, call, count):
    """A browser that has drawn nothing before draws the figure."""
    figure, opened = as_json(call, count), []

    def fresh():
        opened[:] = [page(figure)]

    timed(
        benchmark,
        noted,
        first,
        lambda: opened[0].evaluate("newPlot()"),
        group=SEEN,
        name=name,
        setup=fresh,
    )
    assert opened[0].locator(".xtick").count() > 0


@pytest.mark.browser
@pytest.mark.parametrize(("name", "call", "count"), FIGURES)
def test_zoom(benchmark, noted, first, page, name, call, count):
    """A zoom to the middle half of the axis shows that half."""
    drawn = page(as_json(call, count))
    drawn.evaluate("newPlot()")
    whole, half = drawn.evaluate("[place._fullLayout.xaxis.range.slice(), middle()]")
    timed(
        benchmark,
        noted,
        first,
        lambda: drawn.evaluate("zoom", half),
        group=ZOOMED,
        name=name,
        setup=lambda: drawn.evaluate("zoom", whole),
    )
    assert drawn.evaluate("place._fullLayout.xaxis.range") == half


@pytest.mark.browser
@pytest.mark.parametrize(("name", "call", "count"), FIGURES)
def test_zoom_by_drag(benchmark, noted, first, page, name, call, count):
    """A drag over a part of the axis shows that part, soon after the button is let go."""
    drawn = page(as_json(call, count))
    drawn.evaluate("newPlot()")
    whole = drawn.evaluate("place._fullLayout.xaxis.range.slice()")

    def dragged():
        drawn.evaluate("zoom", whole)
        box = drawn.locator(".nsewdrag").first.bounding_box()
        y = box["y"] + 100
        drawn.mouse.move(box["x"] + box["width"] / 4, y)
        drawn.mouse.down()
        drawn.mouse.move(box["x"] + box["width"] * 3 / 4, y, steps=4)
        drawn.evaluate(
            """() => {
                window.zoomed = seen(new Promise(done => place.once("plotly_relayout", done)));
            }"""
        )

    def released():
        drawn.mouse.up()
        drawn.evaluate("zoomed")

    timed(benchmark, noted, first, released, group=DRAGGED, name=name, setup=dragged)
    assert drawn.evaluate("place._fullLayout.xaxis.range") != whole


@pytest.mark.browser
@pytest.mark.parametrize("count", [100, 1000])
def test_slider_step(benchmark, noted, first, page, count):
    """A step of the slider shows what was known at it."""
    drawn = page(as_json(ours, count))
    drawn.evaluate("newPlot()")
    last = drawn.evaluate("place.layout.sliders[0].steps.length - 1")
    timed(
        benchmark,
        noted,
        first,
        lambda: drawn.evaluate("step", last // 2),
        group=STEPPED,
        name=f"{count:,} events, {last + 1} steps",
        setup=lambda: drawn.evaluate("step", last),
    )
    assert last > 1
