"""Ties between actors, and places that stay."""

import os
import random
import subprocess
import sys

import igraph
import numpy as np
import pandas as pd
import pytest

from dateline import events_frame, graph

SCRIPT = """
import sys
import pandas as pd
from dateline import graph
tied = pd.DataFrame({"initiator": list("abcdeg"), "recipient": list("bcaefh")})
sys.stdout.write(graph.positions(sorted({*"abcdefghij"}), tied).to_csv())
"""


def events_of(*pairs, **columns):
    return events_frame(
        pd.DataFrame(
            {
                "event_id": [f"e{number}" for number in range(len(pairs))],
                "title": "An event",
                "initiators": [initiators for initiators, _ in pairs],
                "recipients": [recipients for _, recipients in pairs],
                **columns,
            }
        )
    )


def tied(*pairs):
    return pd.DataFrame(pairs, columns=["initiator", "recipient"], dtype="str")


def rings(count, size):
    """Return ties that make rings of actors, and the actors' ids."""
    pairs = [
        (f"a{ring}-{place}", f"a{ring}-{(place + 1) % size}")
        for ring in range(count)
        for place in range(size)
    ]
    return tied(*pairs), [one for one, _ in pairs]


def test_ties_join_every_initiator_with_every_recipient():
    """Two initiators and two recipients make four ties of one event."""
    ties = graph.ties(events_of(("b;a", "d;c"), kind=["talk"]))
    assert ties.to_numpy().tolist() == [
        ["e0", "talk", "a", "c"],
        ["e0", "talk", "a", "d"],
        ["e0", "talk", "b", "c"],
        ["e0", "talk", "b", "d"],
    ]


def test_an_event_with_one_side_only_makes_no_tie():
    """Without an initiator or without a recipient there is nothing to draw between."""
    assert graph.ties(events_of(("a", ""), ("", "b"), ("", ""))).empty


def test_an_event_without_a_kind_makes_its_ties():
    """A missing kind loses no tie."""
    ties = graph.ties(events_of(("a", "b"), kind=[None]))
    assert ties.to_numpy().tolist() == [["e0", "", "a", "b"]]


def test_an_actor_named_twice_in_an_event_is_counted_once():
    """Taking part on both sides, or twice on one, is one event for that actor."""
    counts = graph.actors_in(events_of(("a;a", "a;b"), ("a", "")))
    assert counts.to_dict() == {"a": 2, "b": 1}


def test_counting_goes_by_event_and_not_by_index():
    """Frames put together, in which an index label stands twice, are counted right."""
    events = pd.concat([events_of(("a", "b")), events_of(("a", "b"))]).assign(event_id=["x", "y"])
    assert graph.actors_in(events).to_dict() == {"a": 2, "b": 2}


def test_every_actor_has_a_place_of_its_own():
    """No two actors stand in one place, tied or alone."""
    ties, actors = rings(3, 5)
    actors = [*actors, "alone-1", "alone-2", "alone-3"]
    places = graph.positions(actors, ties)
    assert places.index.tolist() == sorted(actors)
    apart = np.linalg.norm(places.to_numpy()[:, None] - places.to_numpy()[None], axis=2)
    assert (apart + np.eye(len(actors)) * 9).min() > 0.5


def test_separate_parts_do_not_overlap():
    """Each connected part has a rectangle of the page to itself."""
    ties, actors = rings(6, 4)
    places = graph.positions(actors, ties)
    boxes = [
        (part.min().to_numpy(), part.max().to_numpy())
        for _, part in places.groupby(places.index.str.split("-").str[0])
    ]
    for place, (low, high) in enumerate(boxes):
        for low2, high2 in boxes[:place]:
            assert (high < low2).any() or (high2 < low).any()


def test_places_do_not_depend_on_order():
    """The order of actors and of ties, and which end of a tie is first, change nothing."""
    ties, actors = rings(2, 6)
    turned = ties.iloc[::-1].rename(columns={"initiator": "recipient", "recipient": "initiator"})
    pd.testing.assert_frame_equal(
        graph.positions(actors, ties), graph.positions(actors[::-1], turned)
    )


def test_places_are_the_same_in_another_process():
    """Another hash seed leaves every place as it is."""
    one, other = (
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", SCRIPT],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    )
    assert one.count(b"\n") == 11
    assert one == other


def test_random_numbers_are_left_as_they_were():
    """The caller's random numbers go on as if nothing had been laid out, igraph's too."""
    ties, actors = rings(1, 5)
    random.seed(7)
    state = random.getstate()
    before = igraph.Graph.Erdos_Renyi(n=9, m=9).get_edgelist()
    random.setstate(state)
    graph.positions(actors, ties)
    assert random.getstate() == state
    assert igraph.Graph.Erdos_Renyi(n=9, m=9).get_edgelist() == before


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_actors_have_places(count):
    """None, one and two actors, tied or not, are placed like any others."""
    actors = ["a", "b"][:count]
    for ties in (tied(), tied(*[("a", "b")] * (count == 2), *[("a", "a")] * (count > 0))):
        places = graph.positions(actors, ties)
        assert len(places.drop_duplicates()) == count
        assert places.notna().all(axis=None)


@pytest.fixture(scope="module")
def tree():
    """Return the ties of a tree of 1,500 actors, more than are laid out with all rounds."""
    parents = np.random.default_rng(1).integers(0, np.arange(1, 1500))
    return tied(*[(f"a{one:04}", f"a{other:04}") for other, one in enumerate(parents, 1)])


def test_a_large_part_is_laid_out_whatever_the_order(tree):
    """Above a thousand actors, too, places are equal in every run and order, and ids sorted."""
    actors = [f"a{place:04}" for place in range(1500)]
    turned = tree.iloc[::-1].rename(columns={"initiator": "recipient", "recipient": "initiator"})
    places = graph.positions(actors, tree)
    assert places.index.tolist() == actors
    pd.testing.assert_frame_equal(places, graph.positions(actors[::-1], turned))


@pytest.mark.parametrize("number", [999, 1499])
def test_tied_actors_stand_about_one_unit_apart(tree, number):
    """However many rounds the layout takes, ties are 1.4 units long on average, and none endless.

    Leaves of one branch may stand as near as a dot's width where there are very many.
    """
    ties = tree.iloc[:number]
    places = graph.positions(sorted({*ties["initiator"], *ties["recipient"]}), ties)
    ends = [places.loc[ties[end]].to_numpy() for end in ("initiator", "recipient")]
    lengths = np.linalg.norm(ends[0] - ends[1], axis=1)
    assert lengths.mean() == pytest.approx(1.4, abs=0.01)
    assert lengths.max() < 20
    assert len(places.drop_duplicates()) > 0.99 * len(places)
    assert places.notna().all(axis=None)
