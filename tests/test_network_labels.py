"""Words beside actors and arrows, and the arrows' middles: the room that they take."""

from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest

from dateline import Case, events_frame
from dateline.frames import typed_frame
from dateline.network.arrows import along, curves
from dateline.network.boxes import Box, Boxes
from dateline.network.cast import staged
from dateline.network.labels import beside, middles, rooms
from dateline.network.places import Placed, across, label_box, placed, with_room

KINDS = ("call", "a long statement", "visit", "talk")


def made_up(number, ties, *, seed):
    """Return made-up events of actors with long names, a few of them in many, and the case."""
    draw = np.random.default_rng(seed)
    ids = [f"a{actor:02}" for actor in range(number)]
    ones = np.minimum(draw.zipf(1.7, ties) - 1, number - 1)
    events = events_frame(
        pd.DataFrame(
            {
                "event_id": [f"e{row}" for row in range(ties)],
                "title": "An event",
                "kind": draw.choice(KINDS, ties),
                "initiators": [ids[actor] for actor in ones],
                "recipients": draw.choice(ids, ties),
            }
        )
    )
    title = "Deputy spokesperson of the Ministry of Foreign Affairs"
    names = [title[: 8 + 5 * actor % 50] for actor in range(number)]
    actors = {"actor_id": ids, "name": names, "kind": "person", "naming": "named"}
    return events, Case(events=events, actors=typed_frame("actors", pd.DataFrame(actors)))


def laid(number, ties, *, seed=1, width=800):
    """Return who is drawn, where, the arrows' lines and their middles, with labels `kind`."""
    events, case = made_up(number, ties, seed=seed)
    stage = staged(events, case=case, level="person", ego=None, across=across(width))
    page = placed(stage, width=width)
    lines = curves(stage.cast.arrows, page.places, boxes=page.boxes, width=width)
    page = with_room(beside(stage, page, lines), lines)
    arrows = stage.cast.arrows.assign(label=stage.cast.arrows["kind"])
    return stage, page, lines, middles(arrows, lines, taken=rooms(stage, page), page=page)


def meet(one, other):
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )


def room_of_actors(stage, page):
    """Return (mark, label) of each actor drawn in full."""
    actors = stage.cast.actors.join(page.places[["x", "y", "side"]])
    found = []
    for actor, x, y, size, side in actors[["x", "y", "size", "side"]].itertuples(name=None):
        mark = Box(x - size / 2, y - size / 2, x + size / 2, y + size / 2)
        label = label_box(x, y, size=size, side=side, lines=page.lines[actor])
        found.append((mark, label))
    return found


def room_of_words(stage, at):
    """Return the room of each arrow's words that are shown."""
    rows = zip(at.itertuples(index=False), stage.cast.arrows["kind"], strict=True)
    return [label_box(x, y, size=8, side=side, lines=[kind]) for (x, y, side), kind in rows if side]


@pytest.mark.parametrize("width", [390, 800])
@pytest.mark.parametrize(("number", "ties"), [(1, 3), (2, 6), (12, 25), (25, 34), (40, 60)])
def test_nothing_takes_room_that_is_taken(number, ties, width):
    """Labels of actors and arrows lie on the page, on no other label and on no other's mark."""
    stage, page, _, at = laid(number, ties, width=width)
    actors, words = room_of_actors(stage, page), room_of_words(stage, at)
    for (mark, label), (mark2, label2) in combinations(actors, 2):
        assert not any(meet(*pair) for pair in product((mark, label), (mark2, label2)))
    taken = [box for pair in actors for box in pair]
    for place, box in enumerate(words):
        assert not any(meet(box, other) for other in [*taken, *words[:place]])
    for box in [*taken, *words]:
        assert box.left >= -0.1
        assert box.right <= width + 0.1
        assert box.top >= page.top
        assert box.bottom <= page.bottom


@pytest.mark.parametrize(("number", "ties"), [(2, 6), (12, 25), (25, 34)])
def test_middles_lie_on_their_lines_and_beside_one_another(number, ties):
    """Each arrow's mark is on its line, no two marks in one place, and near the middle."""
    _, _, lines, at = laid(number, ties)
    places = at[["x", "y"]].to_numpy()
    for place, line in zip(places, lines, strict=True):
        run = np.array([along(line, share) for share in np.linspace(0.1, 0.9, 400)])
        assert np.linalg.norm(run - place, axis=1).min() < 2
    apart = np.linalg.norm(places[:, None] - places[None], axis=2) + 99 * np.eye(len(places))
    assert apart.min() > 8


def test_a_few_arrows_all_have_their_words():
    """Where there is room for them, no arrow goes without its label."""
    _, _, lines, at = laid(2, 6)
    assert len(lines) >= 4
    assert at["side"].all()


def test_many_arrows_have_no_words():
    """Beyond forty arrows none has a label: the legend and cards tell their kinds."""
    stage, _, _, at = laid(30, 80)
    assert len(stage.cast.arrows) > 40
    assert not at["side"].any()


def test_words_have_no_side_where_there_is_no_room():
    """A label that would leave the page, or lie on what is there, is left out."""
    page = Placed(pd.DataFrame(), {}, {}, width=60, top=0, bottom=40)
    arrows = pd.DataFrame({"label": ["a label as long as this one"]})
    line = [np.array([[0.0, 20.0], [60.0, 20.0]])]
    at = middles(arrows, line, taken=Boxes(), page=page)
    assert at.to_numpy().tolist() == [[30, 20, ""]]
    short, tall = arrows.assign(label="x"), replace(page, bottom=80)
    sides = [middles(short, line, taken=Boxes(), page=one)["side"].item() for one in (page, tall)]
    assert sides == ["middle right", "bottom center"]
    taken = Boxes([Box(0, 24, 60, 80)])
    assert middles(short, line, taken=taken, page=tall)["side"].tolist() == [""]


def test_a_mark_gives_way_to_what_stands_on_its_line():
    """Where an actor's mark stands on a line's middle, the arrow's mark is put beside it."""
    page = Placed(pd.DataFrame(), {}, {}, width=200, top=0, bottom=99)
    arrows = pd.DataFrame({"label": ["x"]})
    line = [np.array([[0.0, 50.0], [200.0, 50.0]])]
    at = middles(arrows, line, taken=Boxes([Box(90, 40, 110, 60)]), page=page)
    assert at[["x", "y"]].to_numpy().tolist() == [[82, 50]]


def test_without_arrows_nothing_moves():
    """Labels stay where they are if no arrow runs, and there is no middle."""
    stage, page, lines, at = laid(1, 0)
    assert stage.cast.actors.empty
    assert beside(stage, page, lines) is page
    assert with_room(page, []) == page
    assert at.empty


def test_labels_make_way_for_arrows():
    """The label of an actor with arrows below and room beside it is not run over."""
    ties = [("a", other) for other in "bcde"]
    rows = {
        "event_id": [f"e{n}" for n in range(4)],
        "title": "An event",
        "initiators": [one for one, _ in ties],
        "recipients": [other for _, other in ties],
    }
    events = events_frame(pd.DataFrame(rows))
    stage = staged(events, case=None, level="person", ego=None, across=across(800))
    page = placed(stage, width=800)
    lines = curves(stage.cast.arrows, page.places, boxes=page.boxes, width=800)
    moved = beside(stage, page, lines)
    points = np.vstack(
        [np.array([along(line, s) for s in np.linspace(0, 1, 40)]) for line in lines]
    )

    def run_over(page):
        return sum(Boxes([label]).holding(points) for _, label in room_of_actors(stage, page))

    assert run_over(moved) <= run_over(page)
    assert moved.places[["x", "y"]].equals(page.places[["x", "y"]])


@pytest.mark.parametrize(
    ("side", "box"),
    [
        ("bottom center", (90, 61.5, 110, 78.5)),
        ("top center", (90, 19.5, 110, 36.5)),
        ("middle right", (113.5, 41.5, 133.5, 58.5)),
        ("middle left", (66.5, 41.5, 86.5, 58.5)),
    ],
)
def test_a_label_takes_the_room_where_plotly_puts_it(side, box, monkeypatch):
    """A line is 17 px high, and stands off by five eighths of the mark, a pixel more or less."""
    monkeypatch.setattr("dateline.typeset.width_of", lambda _: 20.0)
    assert label_box(100, 50, size=20, side=side, lines=["x"]) == pytest.approx(box)
