"""Networks for other programs: read back by these programs, nothing is lost."""

import os
from pathlib import Path

import igraph
import networkx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import FrameError, events_frame, network_tables, save_network

ACTORS = ["a", "b", "c", "d e", "é;ü".replace(";", "-")]
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=12)


def events_of(rows):
    """Return events from (title, when, initiators, recipients)."""
    names = ["title", "when", "initiators", "recipients"]
    frame = pd.DataFrame(rows, columns=names, dtype="str")
    return events_frame(frame.assign(event_id=[f"e{number}" for number in range(len(frame))]))


PARALLEL = [
    ("A call", "2031-05-05", "a", "b"),
    ("Another call", "2031-05-06/..", "a", "b"),
    ("An answer", "", "b", "a"),
    ("A talk to oneself", "-0043-03-15", "c", "c"),
    ("Somebody alone", "2031", "d", ""),
]


def plain(value):
    return str(value)


def edges_of(network):
    return sorted(
        (
            source,
            target,
            tuple(sorted((name, about[name]) for name in ("label", "when", "end_max"))),
        )
        for source, target, about in network.edges(data=True)
    )


def expected_edges(edges):
    return sorted(
        (
            row["source"],
            row["target"],
            tuple((name, row[name]) for name in ("end_max", "label", "when")),
        )
        for row in edges.to_dict(orient="records")
    )


def test_tables_hold_every_tie_and_every_actor(case):
    """Each event, initiator and recipient is an edge, each actor who takes part a node."""
    nodes, edges = network_tables(case.events, case=case)
    assert len(nodes) == 12
    assert len(edges) == 5
    assert set(edges["source"]) | set(edges["target"]) <= set(nodes["id"])
    assert nodes.set_index("id").loc["diplomat-1"].to_dict() == {
        "label": "First unnamed diplomat",
        "kind": "person",
        "naming": "unnamed",
        "member_of": "",
        "descriptor": nodes.set_index("id").loc["diplomat-1", "descriptor"],
        "events": 1,
    }
    assert not edges.isna().any(axis=None)


def test_tables_without_a_case_have_ids_for_names():
    """Without the actors table an actor's name is the id, and what is not known is empty."""
    nodes, _ = network_tables(events_of(PARALLEL))
    assert nodes["label"].tolist() == nodes["id"].tolist() == ["a", "b", "c", "d"]
    assert (nodes["kind"] == "").all()


@pytest.mark.parametrize("rows", [[], PARALLEL[4:], PARALLEL])
@pytest.mark.parametrize("ending", ["graphml", "gexf"])
def test_networkx_reads_back_what_was_written(tmp_path, rows, ending):
    """Parallel edges, loops, lonely actors and none at all come back as they were."""
    path = tmp_path / f"network.{ending}"
    events = events_of(rows)
    save_network(events, path)
    read = (
        networkx.read_graphml(path, force_multigraph=True)
        if ending == "graphml"
        else networkx.read_gexf(path)
    )
    nodes, edges = network_tables(events)
    assert sorted(read.nodes) == nodes["id"].tolist()
    assert edges_of(read) == expected_edges(edges)
    assert [read.nodes[node]["events"] for node in nodes["id"]] == nodes["events"].tolist()


def test_igraph_reads_back_what_was_written(tmp_path, case):
    """The library igraph finds the same actors, edges and attributes in GraphML."""
    path = tmp_path / "network.graphml"
    save_network(case.events, path, case=case)
    read = igraph.Graph.Read_GraphML(str(path))
    nodes, edges = network_tables(case.events, case=case)
    assert sorted(read.vs["id"]) == nodes["id"].tolist()
    assert sorted(read.vs["label"]) == sorted(nodes["label"])
    ends = [(read.vs[one]["id"], read.vs[other]["id"]) for one, other in read.get_edgelist()]
    assert sorted(ends) == sorted(zip(edges["source"], edges["target"], strict=True))
    assert sorted(read.es["when"]) == sorted(edges["when"])


@given(st.lists(st.tuples(TEXTS, st.sampled_from(ACTORS), st.sampled_from(ACTORS)), max_size=8))
def test_any_text_comes_back(tmp_path_factory, rows):
    """Titles of any characters are read back, but for those that no XML may hold."""
    events = events_of([(title, "2031", one, other) for title, one, other in rows])
    path = tmp_path_factory.mktemp("any") / "network.graphml"
    save_network(events, path)
    read = networkx.read_graphml(path, force_multigraph=True)
    assert read.number_of_edges() == len(rows)
    told = [about["label"] for *_, about in read.edges(data=True)]
    safe = [title for title, *_ in rows if title.isprintable()]
    assert set(safe) <= set(told)


def test_an_edge_lasts_as_long_as_it_is_possible(tmp_path):
    """In GEXF the outer bounds are an edge's life; an end that nobody knows is left out."""
    path = tmp_path / "network.gexf"
    save_network(events_of(PARALLEL[:2]), path)
    read = networkx.read_gexf(path)
    lives = {
        about["label"]: (about["start"], about.get("end")) for *_, about in read.edges(data=True)
    }
    day = pd.Timestamp("2031-05-05").timestamp()
    assert lives == {
        "A call": (day, day + 86_400),
        "Another call": (day + 86_400, None),
    }


@pytest.mark.parametrize("ending", ["graphml", "gexf"])
def test_the_same_events_give_the_same_bytes(tmp_path, case, ending):
    """Neither the day, nor the order of rows, nor the program's version is in a file."""
    one, other = (tmp_path / f"{name}.{ending}" for name in ("one", "other"))
    save_network(case.events, one, case=case)
    save_network(case.events.iloc[::-1], other, case=case)
    assert one.read_bytes() == other.read_bytes()
    assert b"NetworkX" not in one.read_bytes()


@pytest.mark.parametrize(
    ("name", "told"), [("network.csv", ".csv"), ("network", "a name without ending")]
)
def test_another_format_is_refused(tmp_path, case, name, told):
    """The error names the two formats and what to call the file."""
    with pytest.raises(FrameError) as raised:
        save_network(case.events, tmp_path / name)
    assert str(raised.value) == (
        f"save_network writes .graphml and .gexf, not {told}: name the file network.graphml or "
        "network.gexf"
    )


def test_a_write_that_fails_leaves_the_old_file(tmp_path, case, monkeypatch):
    """Where the new file cannot be put in place, the old one stays and no draft is left."""
    path = tmp_path / "network.gexf"
    path.write_text("old", encoding="utf-8")

    def refuse(*_):
        raise OSError

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError):  # noqa: PT011
        save_network(case.events, path)
    assert path.read_text(encoding="utf-8") == "old"
    assert [Path(found).name for found in tmp_path.iterdir()] == ["network.gexf"]


def test_a_folder_that_is_not_there_is_named(tmp_path, case):
    """The error names the folder, and not a draft that nobody asked for."""
    with pytest.raises(FrameError) as raised:
        save_network(case.events, tmp_path / "nowhere" / "network.gexf")
    assert str(raised.value) == (
        f"save_network finds no folder {tmp_path / 'nowhere'}: make it first"
    )


def test_tables_can_be_folded(case):
    """With a level, members stand for their bodies in both tables."""
    nodes, edges = network_tables(case.events, case=case, level="state")
    assert {"russia", "brazil"} <= set(nodes["id"])
    assert "putin" not in set(edges["source"])
