"""Networks for other programs: tables of nodes and edges, GraphML and GEXF."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import numpy as np
import pandas as pd

from dateline import graph
from dateline.case import Case
from dateline.errors import FrameError
from dateline.files import replace_all
from dateline.folding import folded
from dateline.frames import require_typed_events, typed_frame
from dateline.terms import BOUNDS

if TYPE_CHECKING:
    from networkx import MultiDiGraph

_ABOUT_ACTORS = ("kind", "naming", "member_of", "descriptor")
_ABOUT_EVENTS = ("kind", "status", "lane", "place", "when")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GEXF = "{http://www.gexf.net/1.2draft}"


def network_tables(
    events: pd.DataFrame, *, case: Case | None = None, level: str = "person"
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return who acts on whom, as `actor_network` draws it, as a table of nodes and one of edges.

    Parameters
    ----------
    events : pandas.DataFrame
        A typed events frame, as `events_frame` returns it and ``case.events`` is one.
    case : Case, optional
        Where the actors' names and kinds are looked up.
    level : {"person", "organisation", "state"}, default "person"
        Whom an actor stands for, as in `actor_network`.

    Returns
    -------
    nodes : pandas.DataFrame
        A row an actor who takes part in an event, by id: ``id``, ``label`` (the name), ``kind``,
        ``naming``, ``member_of``, ``descriptor`` (str; empty: not known), ``events`` (int).
    edges : pandas.DataFrame
        A row for each event, initiator and recipient: ``id``, ``source``, ``target`` (actor
        ids), ``event_id``, ``label`` (the title), ``kind``, ``status``, ``lane``, ``place``,
        ``when`` (EDTF), and the four bounds (str, ISO 8601, UTC; empty: no bound is known).

    Raises
    ------
    FrameError
        `events` is not a typed events frame, there is no such level, or ``member_of`` runs in
        a circle.

    Examples
    --------
    >>> from dateline.case import read_case
    >>> case = read_case("data/negotiations-2023")
    >>> nodes, edges = network_tables(case.events, case=case)
    >>> edges.loc[edges["event_id"] == "e-call", ["source", "target", "start_min"]].to_numpy()
    array([['putin', 'lula', '2023-05-26T00:00:00']], dtype=object)
    """
    require_typed_events(events, view="network_tables")
    known = typed_frame("actors", None) if case is None else case.actors
    events = folded(events, actors=known, level=level)
    ties = graph.ties(events)
    told = events.drop_duplicates("event_id").set_index("event_id")
    about = told.reindex(ties["event_id"]).reset_index(drop=True)
    edges = {
        "id": ties["event_id"] + "|" + ties["initiator"] + "|" + ties["recipient"],
        "source": ties["initiator"],
        "target": ties["recipient"],
        "event_id": ties["event_id"],
        "label": about["title"].fillna(ties["event_id"]),
        **{name: _text(about[name]) for name in _ABOUT_EVENTS},
        **{bound: _iso(about[bound]) for bound in BOUNDS},
    }
    return _nodes(events, known), pd.DataFrame(edges).astype("str")


def save_network(
    events: pd.DataFrame, path: str | Path, *, case: Case | None = None, level: str = "person"
) -> Path:
    """Write who acts on whom to a file that Gephi, networkx, igraph or Cytoscape reads.

    Parameters
    ----------
    events, case, level
        As `network_tables` takes them.
    path : str or pathlib.Path
        A name that ends in ``.graphml`` or ``.gexf``. An existing file is replaced, as a whole
        or, where writing fails, not at all.

    Returns
    -------
    pathlib.Path
        The file that was written.

    Raises
    ------
    FrameError
        `events` is not a typed events frame, the name ends in neither, or its folder does not
        exist.

    Notes
    -----
    Both formats hold the columns of `network_tables`; edges between the same actors stay apart.
    An event that names only initiators or only recipients is no edge, here as in the figure.
    In GEXF an edge also lasts from ``start_min`` to ``end_max``, in seconds since 1970, so that
    Gephi's own timeline shows an event as long as it is possible. The same events give the same
    bytes.
    """
    writers = {".graphml": _graphml, ".gexf": _gexf}
    path = Path(path)
    if path.suffix.lower() not in writers:
        raise FrameError(
            f"save_network writes .graphml and .gexf, not {path.suffix or 'a name without ending'}:"
            f" name the file {path.stem}.graphml or {path.stem}.gexf"
        )
    if not path.parent.is_dir():
        raise FrameError(f"save_network finds no folder {path.parent}: make it first")
    network = _graph(*network_tables(events, case=case, level=level))
    replace_all({path: writers[path.suffix.lower()](network)})
    return path


def _nodes(events: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    counts = graph.actors_in(events)
    ids = counts.index.astype("str")
    known = known.set_index("actor_id").reindex(index=ids, columns=["name", *_ABOUT_ACTORS])
    nodes = {
        "id": ids,
        "label": known["name"].astype("str").fillna(pd.Series(ids, index=ids)).to_numpy(),
        **{name: _text(known[name]).to_numpy() for name in _ABOUT_ACTORS},
    }
    return pd.DataFrame(nodes).astype("str").assign(events=counts.to_numpy())


def _text(values: pd.Series) -> pd.Series:
    return values.astype("str").fillna("")


def _iso(instants: pd.Series) -> pd.Series:
    return instants.dt.strftime("%Y-%m-%dT%H:%M:%S").astype("str").fillna("")


def _graph(nodes: pd.DataFrame, edges: pd.DataFrame) -> MultiDiGraph:
    # Imported here: it is needed by nothing else, and takes a fifth of a second.
    from networkx import MultiDiGraph  # noqa: PLC0415

    network = MultiDiGraph()
    for node in map(_xml, nodes.to_dict(orient="records")):
        network.add_node(node.pop("id"), **node)
    for edge in map(_xml, edges.to_dict(orient="records")):
        source, target, id = edge.pop("source"), edge.pop("target"), edge.pop("id")
        network.add_edge(source, target, key=id, **edge)
    return network


def _xml(row: Mapping[Hashable, Any]) -> dict[str, Any]:
    """Return a row whose ids and texts have no characters that no XML may hold."""
    return {
        str(name): _NOT_XML.sub("\ufffd", it) if isinstance(it, str) else it
        for name, it in row.items()
    }


def _graphml(network: MultiDiGraph) -> bytes:
    from networkx import write_graphml_xml  # noqa: PLC0415

    written = BytesIO()
    write_graphml_xml(network, written, edge_id_from_attribute=None)
    return written.getvalue()


def _gexf(network: MultiDiGraph) -> bytes:
    from networkx import write_gexf  # noqa: PLC0415

    network.graph["mode"] = "dynamic"
    for _, _, number, about in network.edges(keys=True, data=True):
        about |= {"id": number, **dict(_lasting(about["start_min"], about["end_max"]))}
    written = BytesIO()
    write_gexf(network, written)
    ElementTree.register_namespace("", _GEXF[1:-1])
    tree = ElementTree.fromstring(written.getvalue())  # noqa: S314 (written just now)
    tree.remove(tree.find(f"{_GEXF}meta"))  # type: ignore[arg-type]  # day and program
    return ElementTree.tostring(tree, encoding="utf-8", xml_declaration=True)


def _lasting(first: str, last: str) -> Iterator[tuple[str, float]]:
    for name, instant in (("start", first), ("end", last)):
        if instant:
            yield name, float(np.datetime64(instant, "s").astype(np.int64))
