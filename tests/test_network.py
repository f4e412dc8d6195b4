"""Actors and arrows: the figure as data."""

import json
import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import Case, FrameError, Look, actor_network, events_frame, style
from dateline.frames import typed_frame
from dateline.network.cast import staged
from dateline.network.places import across, placed

MARKUP = ["<b>x</b>", "<img src=x onerror=alert(1)>", "$x$ and $y$", "%{y} %{x}"]
STATUSES = ["occurred", "ongoing", "expected", "undetermined", "not-occurred"]


def events_of(*ties, **columns):
    """Return an event for each (initiators, recipients, kind)."""
    return events_frame(
        pd.DataFrame(
            {
                "event_id": [f"e{number:05}" for number in range(len(ties))],
                "title": [f"Event {number}" for number in range(len(ties))],
                "initiators": [one for one, _, _ in ties],
                "recipients": [other for _, other, _ in ties],
                "kind": [kind for _, _, kind in ties],
                **columns,
            }
        )
    )


def actors_of(**columns):
    """Return a typed actors frame; whose kind and naming are not given is a named person."""
    frame = pd.DataFrame({"kind": "person", "naming": "named"} | columns, dtype="str")
    return typed_frame("actors", frame)


def after(figure, *updates):
    """Return a figure's JSON as ``Plotly.update`` leaves it, called with each of these in turn."""
    page = json.loads(figure.to_json())
    for traces, layout, numbers in updates:
        for name, values in traces.items():
            for number, value in zip(numbers, values, strict=True):
                page["data"][number][name] = value
        for path, value in layout.items():
            number, name = re.fullmatch(r"shapes\[(\d+)\]\.(\w+)", path).groups()
            page["layout"]["shapes"][int(number)][name] = value
    return page


def steps(figure):
    """Return the slider's labels and what each does."""
    [slider] = figure.layout.sliders
    return {step.label: step.args for step in slider.steps}


def choices(figure):
    """Return the menu's labels and what each does."""
    [menu] = figure.layout.updatemenus
    return {button.label: button.args for button in menu.buttons}


def points(page, *, group):
    """Return the marks that are shown of traces of a group: by kind of trace, then point."""
    rows = []
    for trace in page["data"]:
        if trace["mode"] != "markers+text" or not trace["legendgroup"].startswith(group):
            continue
        marker = trace["marker"]
        for place, (x, y) in enumerate(zip(trace["x"], trace["y"], strict=True)):
            if x is not None and y is not None:
                names = ("text", "hovertext", "customdata")
                row = {name: trace[name][place] for name in names}
                for name in ("size", "color"):
                    value = marker[name]
                    row[name] = value[place] if isinstance(value, list) else value
                width = marker["line"]["width"]
                outline = width[place] if isinstance(width, list) else width
                row |= {"at": (x, y), "symbol": marker["symbol"], "outline": outline}
                rows.append(row | {"kind": trace["name"], "colour": marker["line"]["color"]})
    return rows


def actors(page):
    """Return the actors that are shown, by id."""
    page = page if isinstance(page, dict) else after(page)
    rows = points(page, group="actors")
    assert len({row["customdata"] for row in rows}) == len(rows)
    return {row["customdata"]: row for row in rows}


def middles(page):
    """Return the middles of arrows that are shown."""
    return points(page if isinstance(page, dict) else after(page), group="kind")


def lines(page):
    """Return the lines of arrows that are shown, as (kind, dash, points)."""
    page = page if isinstance(page, dict) else after(page)
    found = []
    for trace in page["data"]:
        if trace["mode"] != "lines+markers" or trace["x"] == [None]:
            continue
        line = []
        for x, y, size in zip(trace["x"], trace["y"], trace["marker"]["size"], strict=True):
            if x is None or y is None:
                line = []
                continue
            line.append((x, y))
            if size:
                found.append((trace["name"], trace["line"]["dash"], np.array(line)))
    return found


def dots(figure):
    """Return the places of the grey dots, by actor id."""
    traces = [trace for trace in figure.data if trace.mode == "markers" and trace.x != (None,)]
    return {
        actor: (x, y)
        for trace in traces
        for actor, x, y in zip(trace.customdata, trace.x, trace.y, strict=True)
    }


def pairs(figure):
    """Return the pairs of places that grey lines join."""
    [trace] = [trace for trace in figure.data if trace.mode == "lines"]
    ends = list(zip(trace.x, trace.y, strict=True))
    return list(zip(ends[::3], ends[1::3], strict=True))


def key(figure):
    """Return what is said under a figure."""
    return figure.layout.annotations[0].text.replace("<br>", " ")


@pytest.fixture(scope="module")
def figure(case):
    """Return the case's network."""
    return actor_network(case.events, case=case)


# -- who is drawn, and where -------------------------------------------------------------------


def test_every_actor_of_an_event_is_drawn_once(case, figure):
    """Actors with and without an arrow are drawn, and nobody who takes part in no event."""
    ids = {
        *case.events["initiators"].explode().dropna(),
        *case.events["recipients"].explode().dropna(),
    }
    assert set(actors(figure)) == ids
    assert {actor: shown["at"] for actor, shown in actors(figure).items()} == dots(figure)


def test_no_two_actors_stand_in_one_place(figure):
    """Marks do not touch one another, those of isolated actors neither."""
    shown = [*actors(figure).values()]
    places, sizes = (np.array([actor[name] for actor in shown]) for name in ("at", "size"))
    apart = np.linalg.norm(places[:, None] - places[None], axis=2)
    touching = apart <= (sizes[:, None] + sizes[None]) / 2
    assert (touching == np.eye(len(shown), dtype=bool)).all()


def test_arrows_run_from_initiator_to_recipient(case, figure):
    """Each of the case's arrows begins at its initiator and ends, with a head, at its recipient."""
    at = {actor: shown["at"] for actor, shown in actors(figure).items()}
    drawn = {(kind, tuple(line[0]), tuple(line[-1])) for kind, _, line in lines(figure)}
    assert drawn == {
        ("appeal", at["li-hui"], at["european-officials"]),
        ("call", at["putin"], at["lula"]),
        ("campaign", at["kremlin"], at["west"]),
        ("talk", at["diplomat-1"], at["li-hui"]),
        ("visit", at["li-hui"], at["european-states"]),
    }
    assert {id for arrow in middles(figure) for id in arrow["customdata"]} == {
        id
        for id, ones, others in case.events[["event_id", "initiators", "recipients"]].to_numpy()
        if ones and others
    }


def test_parallel_and_opposite_arrows_and_those_to_oneself_lie_apart():
    """Twelve arrows of one pair, and four of one actor to itself, are all seen."""
    pair = [("a", "b"), ("b", "a")] * 6
    ties = [(*ends, f"kind {n // 2}") for n, ends in enumerate(pair)]
    ties += [("a", "a", f"own {n}") for n in range(4)]
    figure = actor_network(events_of(*ties))
    found = lines(figure)
    assert len(found) == 16
    centres = np.array([line[len(line) // 2] for _, _, line in found])
    apart = np.linalg.norm(centres[:, None] - centres[None], axis=2) + 99 * np.eye(16)
    assert apart.min() > 8
    assert len({arrow["at"] for arrow in middles(figure)}) == 16


def test_events_of_one_pair_and_kind_are_one_arrow_with_its_count():
    """Three calls are one arrow; what is expected of them is another; cards list them by date."""
    events = events_of(
        *[("a", "b", "call")] * 4,
        when=["2023-05-27", "2023-05-26", "", "2023-06"],
        status=["occurred", "ongoing", "occurred", "expected"],
    )
    shown = {arrow["text"].strip("\xa0"): arrow for arrow in middles(actor_network(events))}
    assert {text: arrow["customdata"] for text, arrow in shown.items()} == {
        "call × 3": ["e00001", "e00000", "e00002"],
        "call (expected)": ["e00003"],
    }
    assert shown["call × 3"]["hovertext"] == (
        "<b>a → b: call</b><br>• Event 1 (26 May 2023)<br>• Event 0 (27 May 2023)"
        "<br>• Event 2 (no date given)"
    )
    assert shown["call (expected)"]["hovertext"] == (
        "<b>a → b: call, expected</b><br>• Event 3 (June 2023; expected)"
    )


def test_what_did_not_happen_is_drawn_otherwise():
    """Only what occurred or is under way is a solid arrow; the key says what the others are."""
    events = events_of(*[("a", "b", "call")] * 5, status=STATUSES)
    figure = actor_network(events)
    assert sorted((dash, len(line)) for _, dash, line in lines(figure)) == [
        ("1px,3px", 13),
        ("1px,3px", 13),
        ("4px,3px", 13),
        ("solid", 13),
    ]
    assert sorted(arrow["symbol"] for arrow in middles(figure)) == ["circle"] * 3 + ["x"]
    for words in (
        "Dashed arrow: expected.",
        "Dotted arrow: whether it happened is not determined.",
        "Dotted arrow with a cross: said not to have happened.",
    ):
        assert words in key(figure)


@pytest.mark.parametrize("width", [200, 390, 700, 940, 1600])
def test_everything_lies_inside_the_figure(case, width):
    """At every width all actors and arrows, however far they bend, lie on the page."""
    ties = [("a", "b", f"kind {n}") for n in range(12)] + [("a", "a", f"k {n}") for n in range(4)]
    for drawn in (
        actor_network(case.events, case=case, width=width),
        actor_network(events_of(*ties, ("c", "", "x")), width=width),
    ):
        for axis, values in (("xaxis", "x"), ("yaxis", "y")):
            low, high = sorted(drawn.layout[axis].range)
            shown = [at for trace in drawn.data for at in trace[values] if at is not None]
            assert low <= min(shown)
            assert max(shown) <= high


def test_a_figure_is_as_high_as_its_longest_card():
    """One actor in ten events with long titles has a card that a browser has the room to show."""
    events = events_of(*[("a", "", "call")] * 20).assign(title="A title of words " * 5)
    figure = actor_network(events)
    [card] = [actor["hovertext"] for actor in actors(figure).values()]
    assert card.count("•") == 10
    assert card.endswith("<br>and 10 more")
    assert figure.layout.height > 17 * len(card.split("<br>"))


# -- how actors look, and what is said of them -------------------------------------------------


def test_size_counts_events_and_the_caption_says_so(figure):
    """A mark's area grows with the events of its actor, which the caption calls coverage."""
    drawn = actors(figure)
    assert drawn["li-hui"]["size"] > drawn["kremlin"]["size"] > drawn["ukraine"]["size"]
    assert key(figure) == (
        "Size counts the events coded here that an actor takes part in: coverage, not influence. "
        "Dashed ring: an actor whom the source does not name. Hollow: a class of actors. "
        "The slider shows an event from the day by which it has begun, as dated; "
        "undated ones come last. Sizes stay those of all events."
    )


def test_an_unnamed_actor_is_a_dashed_ring_with_an_italic_label(figure):
    """An unnamed actor has no filled mark but a dashed ring of its size; its label is italic."""
    drawn = actors(figure)
    unnamed = [drawn["diplomat-1"], drawn["news-outlet"]]
    rings = {(ring.xanchor, ring.yanchor, ring.x1 * 2) for ring in figure.layout.shapes}
    assert rings == {(*actor["at"], actor["size"]) for actor in unnamed}
    assert {ring.line.dash for ring in figure.layout.shapes} == {"4px,3px"}
    assert [actor["text"] for actor in unnamed] == [
        "<i>First unnamed<br>diplomat</i>",
        "<i>Unnamed news<br>outlet</i>",
    ]
    assert {(actor["color"], actor["outline"]) for actor in unnamed} == {("#ffffff", 0)}
    assert drawn["west"]["text"] == "The West"


def test_kinds_and_naming_show_in_shape_and_filling(figure):
    """A class of actors is hollow, a named actor is filled, and each kind has its shape."""
    shown = {
        actor: (drawn["symbol"], drawn["color"], drawn["outline"])
        for actor, drawn in actors(figure).items()
    }
    assert shown["west"] == ("triangle-up", "#ffffff", 2)
    assert shown["ukraine"] == ("square", "#2f4a63", 2)
    assert shown["putin"] == ("circle", "#2f4a63", 2)
    entries = [trace.name for trace in figure.data if trace.x == (None,)]
    assert entries == ["government", "group", "organisation", "outlet", "person", "state"]


def test_a_card_says_who_an_actor_is_and_lists_its_events(figure):
    """A card gives kind, naming, description, other names, whom it belongs to, and events."""
    cards = {actor: shown["hovertext"] for actor, shown in actors(figure).items()}
    assert cards["diplomat-1"] == (
        "<b>First unnamed diplomat</b><br>person, unnamed"
        "<br>described as: “a (likely European, but unspecified) diplomat<br>who spoke to Li”"
        "<br>in 1 event coded here:<br>• Unnamed diplomat speaks with Li Hui (no date given)"
    )
    assert cards["putin"] == (
        "<b>Vladimir Putin</b><br>person, named<br>also called Putin<br>belongs to Russia"
        "<br>in 1 event coded here:<br>• Putin and Lula speak by telephone (26 May 2023)"
    )


def test_ids_without_a_row_stand_for_themselves():
    """Unknown actors are drawn under their ids, named and of no kind, and lose no arrow."""
    events = events_of(("x", "y", ""), status=["occurred"])
    known = actors_of(actor_id=["y"], name=["Y"], kind=["state"])
    figure = actor_network(events, case=Case(events=events, actors=known))
    drawn = actors(figure)
    assert drawn["x"]["hovertext"] == (
        "<b>x</b><br>kind not given, named<br>in 1 event coded here:<br>• Event 0 (no date given)"
    )
    assert drawn["y"]["hovertext"].startswith("<b>Y</b><br>state, named")
    [arrow] = middles(figure)
    assert arrow["hovertext"].startswith("<b>x → Y: kind not given</b>")
    for given_case in (None, Case(events=events)):
        assert set(actors(actor_network(events, case=given_case))) == {"x", "y"}


@pytest.mark.parametrize(
    ("ties", "alt", "note"),
    [
        (
            [],
            (
                "Network of 0 actors with 0 ties between them. "
                "No event here names an initiator or a recipient."
            ),
            "No event here names an initiator or a recipient.",
        ),
        (
            [("", "", "x")],
            (
                "Network of 0 actors with 0 ties between them. "
                "No event here names an initiator or a recipient."
            ),
            "No event here names an initiator or a recipient.",
        ),
        ([("a", "", "x")], "Network of 1 actor with 0 ties between them. Most events: a (1).", ""),
        (
            [("a", "a", "x")],
            (
                "Network of 1 actor with 1 tie between them, of these 1 undetermined and 1 of an "
                "actor to itself. Most events: a (1)."
            ),
            "",
        ),
        (
            [("a", "b", "x"), ("b", "a", "x"), ("a", "", "x")],
            (
                "Network of 2 actors with 2 ties between them, of these 2 undetermined. "
                "Most events: a (3) and b (2)."
            ),
            "",
        ),
    ],
)
def test_few_actors_are_drawn(ties, alt, note):
    """No actor, one, one that acts on itself, and two each make a figure with its text."""
    figure = actor_network(events_of(*ties, when=["2023-05-26"] * len(ties)))
    assert figure.layout.meta["alt"] == alt
    assert "".join(text.text for text in figure.layout.annotations[1:]) == note
    assert not figure.layout.sliders
    ids = {actor for one, other, _ in ties for actor in (one, other) if actor}
    assert len(figure.layout.updatemenus) == (len(ids) > 1)
    assert set(actors(figure)) == ids
    assert np.isfinite([*figure.layout.xaxis.range, *figure.layout.yaxis.range]).all()


def test_the_alt_text_of_the_case(figure):
    """The figure says in words how many actors and ties it shows and who stands out."""
    assert figure.layout.meta["alt"] == (
        "Network of 12 actors with 5 ties between them. "
        "Most events: Li Hui (4), Kremlin (2) and First unnamed diplomat (1). Unnamed: 2 actors. "
        "A slider shows the events in 3 steps of time."
    )


def test_texts_from_a_case_are_escaped():
    """Tags, formulas and templates in names, aliases, kinds, descriptions, titles are no markup."""
    ends = [(f"a{n}", "b", text) for n, text in enumerate(MARKUP)]
    events = events_of(*ties_twice(ends)).assign(title=MARKUP * 2)
    ids = [f"a{n}" for n in range(len(MARKUP))]
    known = actors_of(actor_id=ids, name=MARKUP, descriptor=MARKUP, aliases=MARKUP)
    figure = actor_network(events, case=Case(events=events, actors=known), ego="b")
    rows = [*actors(figure).values(), *middles(figure)]
    texts = [text for row in rows for text in (row["text"], row["hovertext"])]
    texts += [label.replace("→", "") for label in choices(figure)]
    texts += [trace.name or "" for trace in figure.data]
    assert len(texts) > 30
    for text in texts:
        bare = re.sub(r"</?[bi]>|<br>", "", re.sub(r"^<b>(.*?)</b>", r"\1", text))
        assert not re.search(r"[<>$]|%\{", bare.replace("&lt;", "").replace("&gt;", "")), text
        assert "<b>x</b>" not in text


def ties_twice(ties):
    return [*ties, *ties]


# -- levels, and one actor's neighbourhood -----------------------------------------------------


def test_actors_can_stand_for_their_states(case):
    """Folded to states, the call is one of Russia and Brazil, and nobody else is lost."""
    figure = actor_network(case.events, case=case, level="state")
    drawn = set(actors(figure))
    assert {"russia", "brazil", "china", "wsj"} <= drawn
    assert not {"putin", "kremlin", "li-hui"} & drawn
    assert "Members stand for their state, where one is known." in key(figure)
    heads = {arrow["hovertext"].split("<br>")[0] for arrow in middles(figure)}
    assert "<b>Russia → Brazil: call</b>" in heads


@pytest.mark.parametrize("level", ["person", "organisation", "state"])
def test_a_circle_of_members_is_refused(level):
    """Whatever level is asked for, the error names the circle."""
    events = events_of(("a", "x", "call"))
    known = actors_of(actor_id=list("abcd"), name=list("ABCD"), member_of=["b", "c", "d", "b"])
    with pytest.raises(FrameError) as raised:
        actor_network(events, case=Case(events=events, actors=known), level=level)
    assert str(raised.value) == "member_of runs in a circle: b → c → d → b"


def test_an_unknown_level_is_refused(case):
    """The error says which levels there are."""
    with pytest.raises(FrameError) as raised:
        actor_network(case.events, case=case, level="planet")
    assert str(raised.value) == ("there is no level “planet”; write person, organisation or state")


@pytest.mark.parametrize("ego", ["li-hui", "LI-HUI", "Li Hui", "li  hui", "Li", "LI"])
def test_an_actor_is_found_by_id_name_or_alias(case, ego):
    """However it is called, an actor is drawn with those it has ties with, and nobody else."""
    figure = actor_network(case.events, case=case, ego=ego)
    near = {"li-hui", "european-officials", "european-states", "diplomat-1"}
    assert set(actors(figure)) == set(dots(figure)) == near
    assert [kind for kind, _, _ in sorted(lines(figure), key=lambda line: line[0])] == [
        "appeal",
        "talk",
        "visit",
    ]
    assert figure.layout.meta["alt"].startswith(
        "Network around Li Hui of 4 actors with 3 ties between them. Most events: Li Hui (4),"
    )
    assert actors(figure)["li-hui"]["hovertext"].count("•") == 4


def test_without_a_case_an_id_is_found_in_capitals_or_not():
    """Where ids stand for names they are read as names are."""
    figure = actor_network(events_of(("alpha", "beta", "x"), ("c", "d", "x")), ego="ALPHA")
    assert set(actors(figure)) == {"alpha", "beta"}


def test_a_neighbourhood_has_the_ties_among_neighbours_and_no_others():
    """Ties among neighbours are drawn, ties and events of neighbours with others are not."""
    ties = [("a", "b", "x"), ("b", "c", "x"), ("c", "a", "x"), ("c", "d", "x"), ("d", "", "x")]
    figure = actor_network(events_of(*ties, ("a;d", "b;e", "y")), ego="c")
    assert set(actors(figure)) == {"a", "b", "c", "d"}
    ends = {tuple(sorted(arrow["hovertext"][3:8].split(" → "))) for arrow in middles(figure)}
    assert ends == {("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"), ("b", "d")}
    assert "e00004" not in {id for arrow in middles(figure) for id in arrow["customdata"]}


def test_a_neighbourhood_is_drawn_larger_and_as_the_whole_has_it(case):
    """Actors around one stand to each other as in the whole figure, further apart."""
    whole, near = (
        actor_network(case.events, case=case),
        actor_network(case.events, case=case, ego="li-hui"),
    )
    places = {actor: np.array(shown["at"]) for actor, shown in actors(whole).items()}
    mine = {actor: np.array(shown["at"]) for actor, shown in actors(near).items()}
    for one, other in (("european-officials", "li-hui"), ("diplomat-1", "li-hui")):
        before, now = places[one] - places[other], mine[one] - mine[other]
        cosine = before @ now / np.linalg.norm(before) / np.linalg.norm(now)
        assert cosine > 0.8


def test_an_actor_in_no_event_has_an_empty_figure_that_says_so(case):
    """Who is known to the case but takes part in nothing is named in the figure and its text."""
    figure = actor_network(case.events, case=case, ego="China")
    assert actors(figure) == {}
    assert figure.layout.annotations[1].text == "China takes part in none of these events."
    assert figure.layout.meta["alt"] == (
        "Network around China of 0 actors with 0 ties between them. "
        "China takes part in none of these events."
    )


def test_an_actor_without_ties_stands_alone(case):
    """Who acts on nobody is drawn with its own events."""
    figure = actor_network(case.events, case=case, ego="wsj")
    assert set(actors(figure)) == {"wsj"}
    assert figure.layout.meta["alt"].startswith(
        "Network around The Wall Street Journal of 1 actor with 0 ties between them."
    )


def test_whom_a_network_is_about_is_drawn_however_many_are_around():
    """The centre of eighty busier neighbours is drawn in full, with its arrows first."""
    near = [f"n{number:02}" for number in range(80)]
    ties = [("hub", ";".join(near), "x")]
    ties += [(one, other, "y") for one, other in pairwise([*near, near[0]]) for _ in range(3)]
    figure = actor_network(events_of(*ties), ego="hub")
    assert len(actors(figure)) == 40
    assert "hub" in actors(figure)
    assert sum("hub → " in arrow["hovertext"] for arrow in middles(figure)) == 39
    assert (
        "Drawn in full: hub and, of the others, the 39 actors in the most events; "
        "41 further actors stand as grey dots." in key(figure)
    )


def test_an_actor_stands_for_its_body_in_its_own_view(case):
    """On the level of states the view of a president is that of the state."""
    figure = actor_network(case.events, case=case, level="state", ego="Putin")
    assert {"russia", "brazil", "west"} == set(actors(figure))


@pytest.mark.parametrize(
    ("ego", "message"),
    [
        (
            "Vladimir Puttin",
            (
                "there is no actor “Vladimir Puttin” in these events or in the case: "
                "did you mean “Vladimir Putin”?"
            ),
        ),
        (
            "<b>nobody</b>",
            (
                "there is no actor “<b>nobody</b>” in these events or in the case: "
                "write an actor's id, name or alias"
            ),
        ),
        (
            "",
            (
                "there is no actor “” in these events or in the case: "
                "write an actor's id, name or alias"
            ),
        ),
        (7, "ego=7 is no text: write an actor's id, name or alias, or None"),
    ],
)
def test_an_unknown_actor_is_refused(case, ego, message):
    """The error says whom it did not find, and whom may be meant."""
    with pytest.raises(FrameError) as raised:
        actor_network(case.events, case=case, ego=ego)
    assert str(raised.value) == message


def test_a_name_of_several_actors_is_refused():
    """Two actors of one name are told by their ids, which the error lists."""
    events = events_of(("a", "b", "x"))
    known = actors_of(actor_id=["a", "b"], name=["Smith", "J. Smith"], aliases=["", "smith"])
    case = Case(events=events, actors=known)
    with pytest.raises(FrameError) as raised:
        actor_network(events, case=case, ego="SMITH")
    assert str(raised.value) == "ego=“SMITH” may be a or b: write the id"
    assert set(actors(actor_network(events, case=case, ego="b"))) == {"a", "b"}


# -- some of the events ------------------------------------------------------------------------


IDS = st.sampled_from("abcdefgh")
SIDES = st.lists(IDS, max_size=2, unique=True).map(";".join)
TIES = st.lists(st.tuples(SIDES, SIDES, st.sampled_from(["call", "visit"])), max_size=14)


@settings(max_examples=25)
@given(ties=TIES, data=st.data(), width=st.sampled_from([390, 800, 940]))
def test_everybody_stays_where_the_whole_has_it(ties, data, width):
    """Whichever events of a case are shown, all its actors have the places of the whole."""
    events = events_of(*ties)
    names = {actor: "Spokesperson " * number for number, actor in enumerate("abcdefg", 1)}
    known = actors_of(actor_id=[*names], name=[*names.values()], member_of="")
    case = Case(events=events, actors=known)
    shown = data.draw(st.lists(st.booleans(), min_size=len(ties), max_size=len(ties)))
    rows = events[np.array(shown, dtype=bool)]

    def places(events):
        stage = staged(events, case=case, level="person", ego=None, across=across(width))
        return placed(stage, width=width).places[["x", "y"]]

    pd.testing.assert_frame_equal(places(rows), places(events))


@pytest.mark.parametrize("width", [390, 940])
def test_some_events_of_the_case_leave_everybody_in_place(case, width):
    """Drawn by lane, all actors of the case have their dots, and those shown stand on them."""
    whole = dots(actor_network(case.events, case=case, width=width))
    for _, events in case.events.groupby("lane", observed=True):
        figure = actor_network(events, case=case, width=width)
        assert dots(figure) == whole
        shown = {actor: drawn["at"] for actor, drawn in actors(figure).items()}
        assert shown.items() <= whole.items()
        told = [text for trace in figure.data[2:3] for text in trace.hovertext]
        assert len(told) == len(whole) - len(shown)
        assert all(text.endswith("in 0 events shown") for text in told)


# -- steps of time, and choices of the menu ----------------------------------------------------


DATES = ["", "2023", "2023-05", "2023-05-26", "2023-05-27", "2023-05-26T23:59:59", "2023-06-01/..",
         "../2023-05-20", "[2023-05-20..2023-05-22]"]  # fmt: skip


def end_of_day(label, *, zone="UTC"):
    """Return the first instant after the day that a step is called by; None: it shows all."""
    day = re.fullmatch(r"dated to begin by (\d+ \w+ \d{4})", label)
    if day is None:
        assert label in {"all", "all, undated ones too"}
        return None
    end = pd.Timestamp(day[1]) + pd.Timedelta(1, "D")
    return end.tz_localize(zone).tz_convert("UTC").tz_localize(None)


@settings(max_examples=12)
@given(st.lists(st.tuples(IDS, IDS, st.sampled_from(DATES)), min_size=1, max_size=12))
def test_a_step_shows_the_events_begun_by_then(rows):
    """At each step arrows, actors, counts and cards are of events whose latest start has passed."""
    events = events_of(*[(*row[:2], "x") for row in rows], when=[row[2] for row in rows])
    figure = actor_network(events)
    if not figure.layout.sliders:
        assert events["start_max"].nunique() + events["start_max"].hasnans < 2
        return
    for label, step in steps(figure).items():
        end = end_of_day(label)
        shown = events if end is None else events[events["start_max"] <= end]
        page = after(figure, step)
        told = shown.sort_values(["start_min", "end_max", "event_id"])
        behind = {}
        for event, ones, others in told[["event_id", "initiators", "recipients"]].to_numpy():
            for actor in {*ones, *others}:
                behind.setdefault(actor, []).append(event)
        cards = {actor: drawn["hovertext"] for actor, drawn in actors(page).items()}
        assert set(cards) == set(behind)
        titles = dict(zip(events["event_id"], events["title"], strict=True))
        for actor, ids in behind.items():
            noun = "event" if len(ids) == 1 else "events"
            assert f"<br>in {len(ids)} {noun} coded here:<br>" in cards[actor]
            assert re.findall(r"• (Event \d+) ", cards[actor]) == [titles[id] for id in ids[:10]]
        arrows = {tuple(sorted(arrow["customdata"])) for arrow in middles(page)}
        ways = told.groupby([told["initiators"].str[0], told["recipients"].str[0]])["event_id"]
        assert arrows == {tuple(sorted(ids)) for _, ids in ways}
        assert len(lines(page)) == len(arrows)
        for arrow in middles(page):
            number = len(arrow["customdata"])
            assert re.sub("\xa0", "", arrow["text"]) in {"", f"x × {number}" if number > 1 else "x"}
    last = [*steps(figure)][-1]
    assert (last == "all, undated ones too") == events["start_max"].hasnans
    assert after(figure, steps(figure)[last]) == after(figure)


def test_the_steps_of_the_case(figure):
    """Each day by which something has begun is a step; undated events come last."""
    shown = {
        label: {id for arrow in middles(after(figure, step)) for id in arrow["customdata"]}
        for label, step in steps(figure).items()
    }
    assert shown == {
        "dated to begin by 25 May 2023": {"e-visit"},
        "dated to begin by 26 May 2023": {"e-visit", "e-call", "e-appeal"},
        "dated to begin by 27 May 2023": {"e-visit", "e-call", "e-appeal", "e-campaign"},
        "all, undated ones too": {"e-visit", "e-call", "e-appeal", "e-campaign", "e-talk"},
    }
    assert figure.layout.sliders[0].active == 3


def test_a_step_is_a_day_of_the_zone_asked_for():
    """What began at half past eleven in the evening in London began the next day in Kyiv."""
    when = ["2023-05-26T22:30:00Z", "2023-05-28"]
    events = events_of(*[("a", "b", "x")] * 2, when=when)
    by_zone = {
        zone: next(iter(steps(actor_network(events, look=Look(zone=zone, months="iso")))))
        for zone in ("UTC", "Europe/Kyiv")
    }
    assert by_zone == {
        "UTC": "dated to begin by 2023-05-26",
        "Europe/Kyiv": "dated to begin by 2023-05-27",
    }


def test_events_of_nobody_are_no_steps():
    """A day on which nothing in the figure changes is not offered."""
    ties = [("a", "b", "x"), ("", "", "x"), ("b", "", "x")]
    events = events_of(*ties, when=["2023-05-01", "2023-05-02", "2023-05-03"])
    assert [*steps(actor_network(events))] == ["dated to begin by 1 May 2023", "all"]


def test_many_days_make_few_steps():
    """Of two hundred days 24 are steps, the last event is shown at the last alone."""
    days = pd.date_range("2023-01-01", periods=200).strftime("%Y-%m-%d").tolist()
    figure = actor_network(events_of(*[("a", "b", "x")] * 200, when=days))
    assert len(steps(figure)) == 25
    counts = [len(middles(after(figure, step))[0]["customdata"]) for step in steps(figure).values()]
    assert counts == sorted(set(counts))
    assert counts[-1] == 200
    ends = [*steps(figure)][:-1]
    days = pd.Series(pd.to_datetime(days)) + pd.Timedelta(1, "D")
    assert counts[:-1] == [int((days <= end_of_day(label)).sum()) for label in ends]


def crossed():
    """Return events in which time and neighbourhoods cross, and their case of unnamed actors."""
    ties = [("a", "b", "x"), ("b", "a", "x"), ("b", "c", "y"), ("c", "c", "y"), ("d", "c", "x"),
            ("d", "", "x")]  # fmt: skip
    when = ["2023-05-01", "2023-05-03", "2023-05-02", "2023-05-04", "", "2023-05-05"]
    events = events_of(*ties, when=when)
    naming = ["unnamed", "named", "unnamed", "unnamed"]
    known = actors_of(
        actor_id=list("abcd"), name=list("ABCD"), naming=naming, aliases=["", "Bee;Bea", "", ""]
    )
    return events, Case(events=events, actors=known)


def seen(page):
    """Return what a page shows: actors, arrows by their ends, middles, and rings."""
    rings = {
        (ring["xanchor"], ring["yanchor"])
        for ring in page["layout"]["shapes"]
        if min(ring["xanchor"], ring["yanchor"]) >= 0
    }
    ends = {(tuple(line[0]), tuple(line[-1])) for _, _, line in lines(page)}
    return set(actors(page)), ends, {tuple(row["customdata"]) for row in middles(page)}, rings


def test_a_choice_and_a_step_each_leave_what_the_other_hides():
    """In either order, what is shown is what both show; all actors at the last step is all."""
    events, case = crossed()
    figure = actor_network(events, case=case)
    at = dots(figure)
    near = {"all actors": set("abcd"), "A": set("ab"), "B": set("abc"), "C": set("bcd"),
            "D": set("cd"), "Bee → B": set("abc"), "Bea → B": set("abc")}  # fmt: skip
    assert set(choices(figure)) == set(near)
    for label, choice in choices(figure).items():
        for step in steps(figure).values():
            both = after(figure, choice, step)
            assert both == after(figure, step, choice)
            actors_shown, ends, arrows, rings = seen(both)
            all_actors, all_ends, all_arrows, all_rings = seen(after(figure, step))
            places = {at[actor] for actor in near[label]}
            assert actors_shown == all_actors & near[label]
            assert ends == {end for end in all_ends if {*end} <= places}
            assert arrows <= all_arrows
            assert rings == all_rings & places
            assert len(arrows) == len(ends)
    whole = after(figure, [*steps(figure).values()][-1], choices(figure)["all actors"])
    assert whole == after(figure)


def test_the_rings_follow_the_steps_with_their_actors():
    """An unnamed actor's ring is there from the step at which the actor is."""
    events, case = crossed()
    figure = actor_network(events, case=case)
    at = dots(figure)
    for step in steps(figure).values():
        shown, _, _, rings = seen(after(figure, step))
        assert rings == {at[actor] for actor in shown & set("acd")}
    # A ring's visibility is left to the legend.
    changed = {path for step in steps(figure).values() for path in step[1]}
    assert {path.rpartition(".")[2] for path in changed} == {"yanchor"}


def test_the_menu_lists_names_and_aliases_by_the_alphabet(figure):
    """All actors come first, then every name and alias as in an index."""
    labels = [*choices(figure)]
    assert labels[0] == "all actors"
    assert labels[1:] == sorted(labels[1:], key=str.casefold)
    assert "Putin → Vladimir Putin" in labels
    assert figure.layout.updatemenus[0].buttons[0].args == choices(figure)["all actors"]


# -- the figure as a whole ---------------------------------------------------------------------


def test_order_of_rows_does_not_matter(case, figure):
    """The same events and actors in another order make the same figure to the byte."""
    turned = replace(case, events=case.events.iloc[::-1], actors=case.actors.iloc[::-1])
    assert actor_network(turned.events, case=turned).to_json() == figure.to_json()


def test_the_figure_is_json_without_numbers_that_are_none(figure):
    """No value is NaN, which JSON does not know."""
    json.loads(figure.to_json(), parse_constant=pytest.fail)


def test_the_frames_given_are_not_changed(case):
    """Drawing leaves events and actors as they were."""
    events, known = case.events.copy(deep=True), case.actors.copy(deep=True)
    actor_network(case.events, case=case, level="state", ego="Li")
    pd.testing.assert_frame_equal(case.events, events)
    pd.testing.assert_frame_equal(case.actors, known)


def test_lists_made_by_hand_are_read_as_typed_ones():
    """Text, lists and nulls in the place of tuples name the same actors."""
    events = events_of(("putin", "lula;li", "x"), ("", "lula", "x"))
    by_hand = events.assign(initiators=["putin", None], recipients=[["lula", "li"], "lula"])
    assert actor_network(by_hand).to_json() == actor_network(events).to_json()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda events: events[["event_id", "title", "initiators"]],
            (
                "actor_network needs a typed events frame, but this one lacks the columns status, "
                "lane, start_min and more: pass case.events, or events_frame(df) for a frame of "
                "your own"
            ),
        ),
        (
            lambda events: events.drop(columns="recipients"),
            (
                "actor_network needs a typed events frame, but this one lacks the column "
                "recipients: pass case.events, or events_frame(df) for a frame of your own"
            ),
        ),
        (
            lambda events: pd.concat([events, events], ignore_index=True),
            (
                "row 1: event_id 'e00000' is used twice; actor_network needs one of its own for "
                "each event"
            ),
        ),
        (
            lambda _: "events.csv",
            "actor_network needs a frame of events, not a str: pass case.events",
        ),
    ],
)
def test_a_frame_that_would_mislead_is_refused(change, message):
    """Lost columns, an id used twice and what is no frame are errors, not a wrong figure."""
    with pytest.raises(FrameError) as raised:
        actor_network(change(events_of(("a", "b", "x"))))
    assert str(raised.value) == message


@pytest.mark.parametrize("theme", ["dark", "print"])
def test_a_theme_changes_colours_and_nothing_else(case, figure, theme):
    """In another theme the same marks stand in the same places; print has no controls."""
    themed = actor_network(case.events, case=case, look=Look(theme=theme))
    ink = style.THEMES[theme][style.ACTOR]
    assert actors(themed)["putin"]["color"] == ink
    assert {ring.line.color for ring in themed.layout.shapes} == {ink}
    hue = dict.fromkeys(["color", "colour"])
    for one, other in (
        (list(actors(themed).values()), list(actors(figure).values())),
        (middles(themed), middles(figure)),
    ):
        assert [row | hue for row in one] == [row | hue for row in other]
    drawn = [(kind, dash, line.tolist()) for kind, dash, line in lines(themed)]
    assert drawn == [(kind, dash, line.tolist()) for kind, dash, line in lines(figure)]
    for controls in (themed.layout.updatemenus, themed.layout.sliders):
        assert len(controls) == (theme == "dark")
    assert ("slider" in themed.layout.meta["alt"]) == (theme == "dark")
    assert ("slider" in key(themed)) == (theme == "dark")
    if theme == "dark":
        assert themed.layout.meta == figure.layout.meta


def test_cards_write_dates_as_asked_for(case):
    """Cards and steps have ISO months where the look has them; nothing else differs."""
    figure = actor_network(case.events, case=case, look=Look(months="iso"))
    assert "(2023-05-26)" in actors(figure)["putin"]["hovertext"]
    assert "dated to begin by 2023-05-26" in steps(figure)


# -- many actors -------------------------------------------------------------------------------


def ring_of(number):
    """Return so many actors, the earlier ones in more events."""
    ids = [f"a{place:02}" for place in range(number)]
    ties = [(one, other, "x") for one, other in pairwise([*ids, ids[0]])]
    return events_of(*ties, *[(actor, "", "y") for actor in ids[:40]])


def test_sixty_actors_are_drawn_in_full():
    """Of sixty actors nobody is left out, and nothing is said of it."""
    figure = actor_network(ring_of(60))
    assert len(actors(figure)) == 60
    assert len(lines(figure)) == 60
    assert "Drawn in full" not in key(figure)
    assert pairs(figure) == []


def test_of_one_more_the_busiest_are_drawn_in_full():
    """Of 61 actors 40 are drawn in full, the others are dots, and lines join pairs."""
    figure = actor_network(ring_of(61))
    assert set(actors(figure)) == {f"a{place:02}" for place in range(40)}
    assert len(dots(figure)) == 61
    words = (
        "Drawn in full: the 40 actors in the most events; 21 further actors stand as grey dots. "
        "22 ties of 61 without an arrow: grey lines join 22 pairs of actors."
    )
    assert key(figure).endswith(words)
    assert figure.layout.meta["alt"].endswith(words)
    assert len(lines(figure)) == 39
    assert len(pairs(figure)) == 22
    cards = {card for trace in figure.data[2:3] for card in trace.hovertext}
    assert "<b>a60</b><br>in 2 events shown" in cards


def test_many_arrows_are_cut_and_said():
    """Of three hundred arrows among thirty actors 150 are drawn, the rest is told."""
    ties = [(f"a{n % 30:02}", f"a{(n + 1 + n // 30) % 30:02}", "x") for n in range(300)]
    figure = actor_network(events_of(*ties))
    assert len(actors(figure)) == 30
    assert len(lines(figure)) == 150
    told = re.search(r"(\d+) ties of 300 without an arrow: grey lines join (\d+)", key(figure))
    assert told.groups() == ("150", str(len(pairs(figure))))


@pytest.fixture(scope="module", params=[(5_000, 25_000)])
def large(request):
    """Return made-up events of many actors, a few of them in very many, and their figure."""
    count, number = request.param
    draw = np.random.default_rng(count)
    ones = np.minimum(draw.zipf(1.3, number) - 1, count - 1)
    others = draw.integers(count, size=number)
    days = pd.Series(pd.date_range("2020-01-01", periods=700).strftime("%Y-%m-%d"))
    events = events_frame(
        pd.DataFrame(
            {
                "event_id": [f"e{row}" for row in range(number)],
                "title": [f"Made-up event number {row}" for row in range(number)],
                "when": days.iloc[draw.integers(700, size=number)].to_numpy(),
                "kind": draw.choice(["call", "talk", "visit"], number),
                "initiators": [f"a{actor}" for actor in ones],
                "recipients": [f"a{actor}" for actor in others],
            }
        )
    )
    return events, actor_network(events)


def number_in(pattern, text):
    """Return the numbers that a sentence gives."""
    return [int(number.replace(",", "")) for number in re.search(pattern, text).groups()]


def test_a_large_network_says_what_it_left_out(large):
    """What is drawn and what the words say is not drawn add up to all there is."""
    events, figure = large
    ends = events[["initiators", "recipients"]].map(lambda ids: ids[0])
    everybody = {*ends["initiators"], *ends["recipients"]}
    alt = figure.layout.meta["alt"]
    assert number_in(r"Network of ([\d,]+) actors with ([\d,]+) ties", alt) == [
        len(everybody),
        len(events),
    ]
    full, rest = number_in(r"the ([\d,]+) actors in the most events; ([\d,]+) further", alt)
    assert full == len(actors(figure)) == 40
    assert full + rest == len(everybody)
    dotted = len(dots(figure)) - full
    if "of them as grey dots" in alt:
        assert number_in(r"\(([\d,]+) of them as grey dots\)", alt) == [dotted]
        assert dotted < rest
    else:
        assert dotted == rest
    left, joined = number_in(r"([\d,]+) ties of .* grey lines join ([\d,]+) pairs", alt)
    assert left + sum(len(arrow["customdata"]) for arrow in middles(figure)) == len(events)
    assert joined == len(pairs(figure))
    assert set(np.ravel(pairs(figure)).tolist()) <= set(np.ravel([*dots(figure).values()]).tolist())
    assert alt.partition("Drawn in full")[2] == key(figure).partition("Drawn in full")[2]
    assert len(figure.to_json()) <= 5_000_000


def test_the_busiest_of_a_large_network_are_drawn_in_full(large):
    """The forty actors in the most events, counted by hand, are those drawn in full."""
    events, figure = large
    sides = [events[side].map(lambda ids: ids[0]) for side in ("initiators", "recipients")]
    parts = pd.concat(sides).reset_index().drop_duplicates()[0]
    counts = parts.value_counts()
    shown = set(actors(figure))
    assert counts[list(shown)].min() >= counts.drop(list(shown)).max()


def test_many_aliases_do_not_make_a_heavy_figure():
    """Names and aliases are offered as far as the figure stays light, and it says of how many."""
    ids = [f"a{place}" for place in range(40)]
    draw = np.random.default_rng(1)
    ties = [(*draw.choice(ids, 2), f"kind {draw.integers(3)}") for _ in range(400)]
    events = events_of(*ties)
    aliases = [";".join(f"{actor} called {number}" for number in range(30)) for actor in ids]
    known = actors_of(actor_id=ids, name=ids, aliases=aliases)
    figure = actor_network(events, case=Case(events=events, actors=known))
    labels = [*choices(figure)]
    offered = {label for label in labels if label in ids}
    assert 0 < len(offered) < 40
    assert labels[0] == f"all actors (or one of {len(offered)})"
    assert len(labels) == 1 + 31 * len(offered)
    assert len(figure.to_json()) <= 2_000_000


def looks_of(figure):
    """Return by kind of events the colour and the symbol of its arrows' middles."""
    return {
        trace.name: (trace.marker.line.color, trace.marker.symbol)
        for trace in figure.data
        if str(trace.legendgroup).startswith("kind") and "markers" in trace.mode
        if trace.mode == "markers+text"
    }


def test_a_kind_looks_the_same_in_every_figure_of_a_case(case, figure):
    """Of some of the events the kinds keep the colours and symbols that they have among all."""
    kremlin = case.events[case.events["lane"] == "Kremlin"]
    some = looks_of(actor_network(kremlin, case=case))
    assert set(some) == {"call", "campaign"}
    assert some.items() <= looks_of(figure).items()


def test_many_kinds_have_each_a_look_of_its_own():
    """When all colours have had their turn, they come again with other symbols."""
    events = events_of(*[("a", "b", f"kind {number:02}") for number in range(20)])
    looks = looks_of(actor_network(events))
    assert len(looks) == len(set(looks.values())) == 20


def test_ties_of_what_did_not_happen_are_told_apart():
    """The alt text counts the ties of events that are expected, denied or not determined."""
    statuses = ["occurred", "expected", "not-occurred", "undetermined", "ongoing"]
    events = events_of(*[("a", "b", "call")] * 5).assign(status=statuses)
    assert (
        actor_network(events)
        .layout.meta["alt"]
        .startswith(
            "Network of 2 actors with 5 ties between them, of these 1 expected, 1 undetermined and "
            "1 not-occurred."
        )
    )


def test_folding_needs_to_know_who_belongs_to_whom():
    """Without a table of actors nobody can stand for a state, and the figure does not say so."""
    with pytest.raises(FrameError) as raised:
        actor_network(events_of(("a", "b", "call")), level="state")
    assert str(raised.value) == (
        "level='state' needs to know who belongs to whom: pass case=case, with a table of actors"
    )


def test_grey_dots_and_print_are_explained(case):
    """A figure of some events explains its grey dots; on paper nothing leads to a card."""
    kremlin = case.events[case.events["lane"] == "Kremlin"]
    note = actor_network(kremlin, case=case).layout.annotations[0].text.replace("<br>", " ")
    assert "Grey dot: an actor of the case who takes part in none of these events." in note
    events = events_of(*[("a", "b", f"kind {number}") for number in range(30)])
    paper = actor_network(events, look=Look(theme="print"), width=300).layout.annotations[0].text
    assert "is in the table of ties." in paper.replace("<br>", " ")
    assert "card" not in paper
