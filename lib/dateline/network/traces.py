"""Actors and arrows as traces, each point with the steps and the actors that it belongs to."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from dateline import actor_marks, style, typeset
from dateline.arrows import pointed_lines
from dateline.linked import ACTOR, EVENT, keys
from dateline.network import words
from dateline.network.labels import set_off
from dateline.network.sheet import Drawn, Sheet, Trace, look_of, middle_mark, symbol_of
from dateline.network.steps import stages
from dateline.phrases import counted


def drawn(sheet: Sheet) -> list[Drawn]:
    """Draw arrows, actors, and the arrows' middles on top; in this order."""
    looks = sheet.cast.arrows[["kind", "standing"]].drop_duplicates()
    looks = looks.sort_values(["kind", "standing"])
    groups = [*looks.itertuples(index=False, name=None)]
    arrows = [_lines(sheet, *group) for group in groups]
    behind = words.behind_arrows(sheet.cast)
    heads = [
        words.arrow_head(arrow, names=sheet.names)
        for arrow in sheet.cast.arrows.to_dict(orient="records")
    ]
    middles = [_middles(sheet, group, behind=behind, heads=heads) for group in groups]
    return [*arrows, *_actors(sheet), *middles]


def _mine(sheet: Sheet, kind: str, standing: str) -> np.ndarray:
    arrows = sheet.cast.arrows
    return np.flatnonzero((arrows["kind"] == kind) & (arrows["standing"] == standing))


def _lines(sheet: Sheet, kind: str, standing: str) -> Drawn:
    arrows, mine = sheet.cast.arrows, _mine(sheet, kind, standing)
    colour, _, shown = look_of(sheet, kind)
    lines = [sheet.lines[row] for row in mine]
    ends = arrows["recipient"].iloc[mine]
    trace = pointed_lines(
        lines,
        colour=colour,
        dash=style.DASHES[standing],
        standoff=(sheet.cast.actors["size"].loc[ends] / 2 + 1).tolist(),
        showlegend=False,
        **shown,
    )
    of = np.repeat(mine, [len(line) + 1 for line in lines])
    since = [min(sheet.steps.since.get(id, 0) for id in ids) for ids in arrows["events"]]
    points = {
        "since": np.array(since)[of],
        "until": sheet.steps.last + 1,
        "one": arrows["initiator"].to_numpy()[of],
        "other": arrows["recipient"].to_numpy()[of],
        "keys": [keys(EVENT, ids) for ids in arrows["events"].iloc[of]],
    }
    return Drawn(trace, pd.DataFrame(points))


def _middles(
    sheet: Sheet, look: tuple[str, str], *, behind: list[list[str]], heads: list[str]
) -> Drawn:
    """Lines have no hover, so their middles get marks that do."""
    kind, standing = look
    colour, symbol, shown = look_of(sheet, kind)
    rows = [
        (arrow, since, until, ids)
        for arrow in _mine(sheet, kind, standing).tolist()
        for since, until, ids in stages(behind[arrow], sheet.steps)
    ]
    of = [row[0] for row in rows]
    at, arrows = sheet.middles.iloc[of], sheet.cast.arrows.iloc[of]
    trace: Trace = {
        "type": "scatter",
        "x": at["x"].tolist(),
        "y": at["y"].tolist(),
        "mode": "markers+text",
        "text": [
            set_off(typeset.plain(words.arrow_label(kind, standing, len(ids))), side)
            for side, (_, _, _, ids) in zip(at["side"], rows, strict=True)
        ],
        "textposition": [side or "top center" for side in at["side"]],
        "textfont": {"size": 12, "color": colour, "shadow": style.HALO},
        "marker": middle_mark(colour, "x" if standing == "not-occurred" else symbol),
        "hovertext": [
            "<br>".join([heads[row], *words.event_rows(ids, sheet.told, cards=_cards(sheet))])
            for row, _, _, ids in rows
        ],
        "hoverinfo": "text",
        "customdata": [ids for _, _, _, ids in rows],
        "showlegend": False,
        **shown,
    }
    points = {
        "since": [row[1] for row in rows],
        "until": [row[2] for row in rows],
        "one": arrows["initiator"].to_numpy(),
        "other": arrows["recipient"].to_numpy(),
        "keys": [keys(EVENT, ids) for _, _, _, ids in rows],
    }
    return Drawn(trace, pd.DataFrame(points))


def _cards(sheet: Sheet) -> int:
    """Return about how many cards the figure has."""
    return (len(sheet.cast.actors) + len(sheet.cast.arrows)) * min(len(sheet.steps.labels), 4)


def _actors(sheet: Sheet) -> list[Drawn]:
    behind = words.behind_actors(sheet.cast)
    kinds = sorted(sheet.cast.actors["kind"].unique())
    return [_actors_of(sheet, str(kind), behind) for kind in kinds]


def _actors_of(sheet: Sheet, kind: str, behind: Mapping[str, list[str]]) -> Drawn:
    group = sheet.cast.actors[sheet.cast.actors["kind"] == kind]
    rows = [
        (actor, since, until, ids)
        for actor in group.index
        for since, until, ids in stages(behind[actor], sheet.steps)
    ]
    ids = [row[0] for row in rows]
    actors, places = group.loc[ids], sheet.placed.places.loc[ids]
    trace: Trace = {
        "type": "scatter",
        "x": places["x"].tolist(),
        "y": places["y"].tolist(),
        "mode": "markers+text",
        "text": [
            label if side else ""
            for label, side in zip(places["label"], places["side"], strict=True)
        ],
        "textposition": [side or "bottom center" for side in places["side"]],
        "textfont": {"shadow": style.HALO},
        "marker": actor_marks.look(actors) | {"symbol": symbol_of(kind)},
        "name": typeset.plain(kind),
        "legendgroup": f"actors {kind}",
        "showlegend": False,
        "hovertext": [_actor_card(sheet, actor, events) for actor, _, _, events in rows],
        "hoverinfo": "text",
        "customdata": ids,
    }
    points = {
        "since": [row[1] for row in rows],
        "until": [row[2] for row in rows],
        "one": ids,
        "other": ids,
        "keys": [keys(ACTOR, [id]) for id in ids],
    }
    return Drawn(trace, pd.DataFrame(points))


def _actor_card(sheet: Sheet, actor: str, events: list[str]) -> str:
    head = words.actor_head(sheet.cast.actors.loc[actor].to_dict(), names=sheet.names)
    told = f"in {counted(len(events), 'event')} coded here:"
    return "<br>".join([*head, told, *words.event_rows(events, sheet.told, cards=_cards(sheet))])
