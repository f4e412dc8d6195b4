"""How fast networks are beside networkx; run with ``pytest --benchmark-only`` on this file."""

from functools import cache
from importlib.util import find_spec

import networkx
import numpy as np
import pandas as pd
import plotly.io
import pytest

from dateline import actor_network, citation_network, events_frame, graph
from dateline.frames import typed_frame

ACTORS, EVENTS, MANY = 5_000, 25_000, 100_000
RUNS = 3
MOST_JSON = 5_000_000

BESIDE = "5,000 actors and 25,000 events: the figure in at most 5 s, networkx's layout 20 × that"
LARGE = "100,000 events or mentions, at most 30 s"


@cache
def made_up(actors, events):
    """Make up dated events among so many actors, some of whom are in very many."""
    draw = np.random.default_rng(events)
    ones = draw.permutation(actors)[np.minimum(draw.zipf(1.3, events), actors) - 1]
    others = draw.integers(actors, size=events)
    days = pd.Series(pd.date_range("2021-01-01", periods=1000).strftime("%Y-%m-%d"))
    number = pd.Series(range(events)).astype("str")
    rows = {
        "event_id": "e" + number,
        "title": "Made-up event " + number,
        "when": days.iloc[draw.integers(len(days), size=events)].to_numpy(),
        "status": draw.choice(["occurred", "ongoing", "expected"], events, p=[0.8, 0.1, 0.1]),
        "kind": draw.choice(["call", "visit", "talk", "appeal"], events),
        "initiators": [f"a{actor}" for actor in ones],
        "recipients": [f"a{actor}" for actor in others],
    }
    return events_frame(pd.DataFrame(rows))


@cache
def made_up_mentions(count):
    """Make up chains of four mentions, by three thousand speakers in forty documents."""
    draw = np.random.default_rng(count)
    hop, chain = np.arange(count) % 4, np.arange(count) // 4
    rows = {
        "mention_id": [f"m{row}" for row in range(count)],
        "event_id": [f"e{row}" for row in chain],
        "source_id": [f"s{row % 40}" for row in chain],
        "locator": "s1",
        "parent_id": [f"m{row - 1}" if row % 4 else "" for row in range(count)],
        "speaker_id": [f"a{row}" for row in hop * 750 + draw.integers(750, size=count)],
        "factuality": draw.choice(["CT+", "PR+", "PS+", "Uu"], count),
    }
    return typed_frame("mentions", pd.DataFrame(rows, dtype="str"))


@cache
def ties_and_actors():
    events = made_up(ACTORS, EVENTS)
    return graph.ties(events), graph.actors_in(events).index.tolist()


def our_layout():
    ties, actors = ties_and_actors()
    return graph.positions(actors, ties)


def our_figure():
    return actor_network(made_up(ACTORS, EVENTS))


def their_graph():
    """Return the graph that is laid out, as networkx has it."""
    ties, actors = ties_and_actors()
    made = networkx.Graph()
    made.add_nodes_from(actors)
    pairs = ties[["initiator", "recipient"]].drop_duplicates()
    made.add_edges_from(pairs.itertuples(index=False, name=None))
    return made


HAS_SCIPY = find_spec("scipy") is not None
THEIRS = "networkx.spring_layout, " + (
    "its default" if HAS_SCIPY else "the way that it takes without scipy, of small graphs"
)


def their_layout(made):
    """Lay out with networkx's defaults; these need scipy for so many nodes."""
    if HAS_SCIPY:
        return networkx.spring_layout(made, seed=1)
    matrix = networkx.to_numpy_array(made)
    return networkx.drawing.layout._fruchterman_reingold(matrix, seed=1)


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
def medians():
    """Hold the median time of each call, which others stand beside."""
    return {}


def timed(benchmark, noted, medians, call, *, group, name, rounds=RUNS):
    """Run a call some times, note the shortest time and the median, and return its result."""
    benchmark.group = group
    result = benchmark.pedantic(call, rounds=rounds)
    stats = benchmark.stats.stats
    medians[name] = stats.median
    noted.setdefault(group, {})[name] = f"{stats.min:.2f} s, median {stats.median:.2f} s"
    return result


def weigh(noted, figure, *, group, name):
    size = len(plotly.io.to_json(figure).encode())
    noted[group][name] += f"; {size / 1e6:.2f} MB of JSON"
    assert size <= MOST_JSON


@pytest.mark.parametrize(
    ("name", "call"), [("actor_network", our_figure), ("its layout alone", our_layout)]
)
def test_a_network_of_many_actors(benchmark, noted, medians, name, call):
    """Layout and figure of 5,000 actors and 25,000 events, and the layout by itself."""
    made_up(ACTORS, EVENTS)
    ties_and_actors()
    result = timed(benchmark, noted, medians, call, group=BESIDE, name=name)
    if call is our_figure:
        weigh(noted, result, group=BESIDE, name=name)
        assert "Drawn in full: the 40 actors in the most events;" in result.layout.meta["alt"]


def test_networkx_beside(benchmark, noted, medians):
    """The same graph is laid out by networkx, once, for it takes long."""
    made = their_graph()
    places = timed(
        benchmark, noted, medians, lambda: their_layout(made), group=BESIDE, name=THEIRS, rounds=1
    )
    assert len(places) == len(ties_and_actors()[1])
    for name in ("actor_network", "its layout alone"):
        if name in medians:
            ratio = medians[THEIRS] / medians[name]
            noted[BESIDE][THEIRS] += f"; {ratio:.0f} × {name}"


@pytest.mark.parametrize("actors", [5_000, 20_000])
def test_a_hundred_thousand_events(benchmark, noted, medians, actors):
    """Of 100,000 events arrows are gathered, and the figure says what it left out."""
    events = made_up(actors, MANY)
    name = f"actor_network, {actors:,} actors"
    figure = timed(benchmark, noted, medians, lambda: actor_network(events), group=LARGE, name=name)
    weigh(noted, figure, group=LARGE, name=name)
    assert " ties of 100,000 without an arrow: grey lines join " in figure.layout.meta["alt"]


def test_a_hundred_thousand_mentions(benchmark, noted, medians):
    """Of 100,000 mentions arrows are gathered, and the figure says what it left out."""
    mentions = made_up_mentions(MANY)
    name = "citation_network, 3,000 speakers"
    figure = timed(
        benchmark, noted, medians, lambda: citation_network(mentions), group=LARGE, name=name
    )
    weigh(noted, figure, group=LARGE, name=name)
    assert "Left out: " in figure.layout.meta["alt"]
