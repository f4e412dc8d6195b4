"""The live view: what the controls let through, what is chosen, and what every mark shows then."""

import json
import re
from html import unescape
from html.parser import HTMLParser

import ipywidgets as widgets
import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dateline
from dateline import Case, FrameError, events_frame, standin
from dateline.explore import explorer, telling
from dateline.explore.choosing import Chooser
from dateline.explore.filters import Filters, lines
from dateline.explore.layers import PALE
from dateline.frames import typed_frame
from dateline.handover import CASE, unpacked
from dateline.index import related
from hostile import HOSTILE, hostile_case

PLOTLY = "application/vnd.plotly.v1+json"
WIDGET = "application/vnd.jupyter.widget-view+json"
LASSO = {"type": "lasso", "selector_state": {"xs": [0, 1, 1], "ys": [0, 0, 1]}}


@pytest.fixture(scope="module")
def cases(case, ferry):
    return {"bundled": case, "ferry": ferry}


@pytest.fixture(scope="module")
def choosers(cases):
    return {name: Chooser(case) for name, case in cases.items()}


@pytest.fixture(scope="module")
def widget(case):
    return dateline.explore(case)


@pytest.fixture
def shown(widget):
    """Return the bundled case's widget, as it is at first."""
    widget.controls.reset.click()
    return widget


@pytest.fixture(scope="module")
def dense(many):
    return dateline.explore(many(2000)[1])


def texts(shown):
    """Return all that the widget says in HTML."""
    return "".join(it.value for it in shown.children if isinstance(it, widgets.HTML))


def error(shown):
    """Return what the widget says is wrong; empty: nothing."""
    found = re.search(r'class="dateline-error" role="alert">(.*?)</div>', texts(shown))
    return unescape(found[1]) if found else ""


def status(shown):
    return re.search(r'role="status">(.*?)</p>', texts(shown))[1]


def ids(shown):
    return shown.selection["event_id"].tolist()


def made_by(code, case):
    """Return what the lines leave in ``events``."""
    names = {"case": case}
    exec(code, names)  # noqa: S102 (to run them is what they are for)
    return names["events"]


def tell(shown, act, points, *, selector=None):
    """Say to the figure what a browser says when a reader points at marks."""
    traces, places = ([*it] for it in zip(*points, strict=True)) if points else ([], [])
    told = {"trace_indexes": traces, "point_indexes": places}
    told |= dict.fromkeys(("xs", "ys"), [0] * len(points))
    message = {"event_type": f"plotly_{act}", "points": told, "device_state": None}
    shown.figure._js2py_pointsCallback = message | {"selector": selector}


def marks(shown, *keys):
    """Return the trace and place of each mark that stands for exactly these keys."""
    return [
        (trace, place)
        for trace, points in enumerate(shown._drawing.points)
        for place, own in enumerate(points)
        if own == keys
    ]


def zoom(shown, first, last):
    ends = {"xaxis.range[0]": first, "xaxis.range[1]": last}
    shown.figure._js2py_relayout = {"relayout_data": ends, "source_view_id": "x"}


# What the controls let through, counted again without the library.


def hops_of(case):
    """Return by mention how many others relay it."""
    parents = dict(zip(case.mentions["mention_id"], case.mentions["parent_id"], strict=True))

    def depth(mention):
        return 1 + depth(parents[mention]) if isinstance(parents[mention], str) else 0

    return {mention: depth(mention) for mention in parents}


def recount(case, filters):
    """Return the ids of the events that filters let through."""
    published = case.sources.set_index("source_id")["published_max"]
    hops, told = hops_of(case), []
    for row in case.mentions.to_dict("records"):
        ok = not filters.factuality or row["factuality"] in filters.factuality
        ok &= filters.depth is None or hops[row["mention_id"]] <= filters.depth
        if filters.known_on:
            ok &= published[row["source_id"]] <= (pd.Period(filters.known_on) + 1).start_time
        if ok:
            told.append(row["event_id"])
    said = case.mentions.loc[case.mentions["speaker_id"] == filters.actor, "event_id"].tolist()
    is_asked = filters.factuality or filters.known_on or filters.depth is not None
    return [
        row["event_id"]
        for row in case.events.to_dict("records")
        if (not filters.lanes or row["lane"] in filters.lanes)
        and (not filters.statuses or row["status"] in filters.statuses)
        and (not is_asked or row["event_id"] in told)
        and (
            not filters.actor
            or filters.actor in (*row["initiators"], *row["recipients"])
            or row["event_id"] in said
        )
        and may_lie(row, filters)
    ]


def may_lie(row, filters):
    """Tell whether an event may have been under way between the two dates."""
    bounds = [row[name] for name in ("start_min", "start_max", "end_min", "end_max")]
    after = not filters.first or not bounds[3] <= pd.Period(filters.first).start_time
    before = not filters.last or not bounds[0] >= (pd.Period(filters.last) + 1).start_time
    is_dated = any(pd.notna(bound) for bound in bounds)
    return after and before and (is_dated or not (filters.first or filters.last))


def some(values):
    return st.lists(st.sampled_from(sorted(values)), max_size=2, unique=True).map(tuple)


DAYS = {
    "bundled": ["2023-05", "2023-05-18", "2023-05-26", "2023-05-27", "2023-06", "2022"],
    "ferry": ["2031-03", "2031-03-04", "2031-03-05", "2031-03-09", "2031-04", "2032"],
}


def ends_after(last, first):
    return not first or pd.Period(last).end_time > pd.Period(first).start_time


@st.composite
def drawn_filters(draw, case, days):
    """Draw any combination of what the controls can say."""
    actors = {
        it for column in ("initiators", "recipients") for its in case.events[column] for it in its
    }
    actors |= set(case.mentions["speaker_id"])
    published = case.sources["published"].tolist()
    first = draw(st.sampled_from(["", "", *days]))
    return Filters(
        lanes=draw(some(set(case.events["lane"]))),
        statuses=draw(some(set(case.events["status"]))),
        factuality=draw(some(set(case.mentions["factuality"]))),
        actor=draw(st.sampled_from(["", "", "", *sorted(actors)])),
        depth=draw(st.sampled_from([None, None, 0, 1, 2])),
        first=first,
        last=draw(st.sampled_from(["", "", *(it for it in days if ends_after(it, first))])),
        known_on=draw(st.sampled_from(["", "", *published])),
    )


@pytest.mark.parametrize("name", ["bundled", "ferry"])
@settings(max_examples=10)
@given(data=st.data())
def test_filters_and_choices(name, cases, choosers, data):
    """Whatever is filtered and chosen: a recount, the selection and the pandas lines agree."""
    case, chooser = cases[name], choosers[name]
    filters = data.draw(drawn_filters(case, DAYS[name]))
    chosen = tuple(data.draw(some(chooser.names)))
    seen = chooser.seen(filters, chosen)
    assert seen.passing["event_id"].tolist() == recount(case, filters)
    belongs = {it for one in chosen for it in related(chooser.index).get(one, {one})}
    expected = [id for id in recount(case, filters) if not chosen or f"event {id}" in belongs]
    assert seen.events["event_id"].tolist() == expected
    code = lines(filters, ids=expected if chosen else None)
    pd.testing.assert_frame_equal(made_by(code, case), seen.events)


SET = [
    ("lanes", ("Kremlin", "Ukraine"), Filters(lanes=("Kremlin", "Ukraine"))),
    ("statuses", ("expected",), Filters(statuses=("expected",))),
    ("factuality", ("PR+",), Filters(factuality=("PR+",))),
    ("actor", "Li Hui", Filters(actor="li-hui")),
    ("depth", 0, Filters(depth=0)),
    ("first", " 2023-05-27 ", Filters(first="2023-05-27")),
    ("last", "2023-05-18", Filters(last="2023-05-18")),
]


@pytest.mark.parametrize(("control", "value", "filters"), SET, ids=[it[0] for it in SET])
def test_control(control, value, filters, shown, case):
    """Each control filters: the selection is the recount's, and the lines make the same."""
    getattr(shown.controls, control).value = value
    assert ids(shown) == recount(case, filters) != case.events["event_id"].tolist()
    pd.testing.assert_frame_equal(made_by(shown.code, case), shown.selection)
    assert status(shown).startswith(f"In full: {len(ids(shown))} of 11 events, ")


def test_known_on(ferry):
    """The dates offered are those of sources, and one lets through what these tell."""
    shown = dateline.explore(ferry)
    offered = [date for _, date in shown.controls.known_on.options]
    assert offered == ["", "2031-03-03", "2031-03-05", "2031-03-08", "2031-03-10"]
    shown.controls.known_on.value = "2031-03-03"
    assert ids(shown) == ["e-late", "e-letter"]
    assert shown.code.splitlines()[1] == 'mentions = case.as_known_on("2031-03-03").mentions'
    pd.testing.assert_frame_equal(made_by(shown.code, ferry), shown.selection)


def test_selection_is_a_copy(shown, case):
    """To change the selection's cells changes neither the case nor the next selection."""
    before = case.events["title"].tolist()
    selection = shown.selection
    selection["title"] = "changed"
    assert shown.selection["title"].tolist() == case.events["title"].tolist() == before


def test_claims_pass_with_their_events(shown, case):
    """A claim stands with the event it is about, and one about none where events are not asked."""
    shown.controls.lanes.value = ("Kremlin",)
    kremlin = case.events.loc[case.events["lane"] == "Kremlin", "event_id"]
    assert (
        shown._seen.claims
        == case.claims.loc[case.claims["event_id"].isin(kremlin), "claim_id"].tolist()
    )


def test_hops_where_only_claims_are_told(case):
    """Where no mention is of an event, the lines for hops still run, and leave no event."""
    told = case.mentions[case.mentions["claim_id"].notna()]
    part = Case(events=case.events, claims=case.claims, mentions=told, sources=case.sources)
    shown = dateline.explore(part)
    shown.controls.depth.value = 1
    assert ids(shown) == made_by(shown.code, part)["event_id"].tolist() == []


def test_what_the_controls_let_through_is_told(shown):
    """The widget names each filter in words, and says what to do where nothing is left."""
    shown.controls.lanes.value = ("Kremlin", "Ukraine")
    shown.controls.factuality.value = ("PR+",)
    shown.controls.actor.value = "WSJ"
    shown.controls.depth.value = 1
    shown.controls.last.value = "2023-05-26"
    told = (
        "Let through: lane Kremlin or Ukraine; told as probable; actor The Wall Street Journal;"
        " hops up to 1 further in; to 2023-05-26. Reset shows everything again."
    )
    assert status(shown).endswith(told)
    assert status(shown).startswith("In full: 0 of 11 events")


def test_dates_the_wrong_way_round(shown):
    """A time that ends before it begins is refused; one date may lie within the other."""
    shown.controls.first.value = "2023-05-31"
    shown.controls.last.value = "2023-05-20"
    assert error(shown).startswith("from 2023-05-31 to 2023-05-20 is no time: change them about.")
    shown.controls.last.value = "2023-05"
    assert error(shown) == ""


def test_what_is_wrong_is_told_until_it_is_mended(shown):
    """A click that succeeds does not take away what is said of an input that is still wrong."""
    shown.controls.first.value = "yesterday"
    told = error(shown)
    tell(shown, "click", marks(shown, "actor putin")[-1:])
    assert shown._seen.chosen == ("actor putin",)
    assert error(shown) == told != ""
    shown.controls.first.value = ""
    assert error(shown) == ""


def test_actor_by_part_of_a_name(shown):
    """Who mistypes one word of a name is told whose it is, where it is one actor's alone."""
    shown.controls.actor.value = "Putinn"
    assert "did you mean “Vladimir Putin”? Until this" in error(shown)


def test_a_claim_is_chosen(shown, case):
    """A claim chosen in the menu is named, told, listed, and among the lines."""
    shown.controls.claim.value = "c-freeze"
    text = case.claims.set_index("claim_id")["text"]["c-freeze"]
    assert status(shown).startswith("In full: 0 of 11 events, 1 of 18 claims, ")
    assert status(shown).endswith(f"Chosen: <b>{text.rstrip('.')}</b>.")
    assert "<h4>Claims</h4>" in texts(shown)
    names = {"case": case}
    exec(shown.code, names)  # noqa: S102 (to run them is what they are for)
    assert names["claims"]["claim_id"].tolist() == ["c-freeze"]
    assert len(names["events"]) == 0
    shown.controls.event.value = "e-call"
    assert shown.controls.claim.value == ""


def test_as_wide_as_there_is_room(case):
    """Without a width the figure follows the room that the browser tells of, with what is seen."""
    shown = dateline.explore(case)
    shown.choose("event e-call")
    shown._keys.room = 1200
    assert shown.figure.layout.width == 1200
    shown._keys.room = 1210  # A scroll bar comes and goes.
    assert shown.figure.layout.width == 1200
    shown._keys.room = 390
    assert shown.figure.layout.width == 390
    assert (ids(shown), error(shown)) == (["e-call"], "")
    fixed = dateline.explore(case, width=700)
    fixed._keys.room = 1200
    assert fixed.figure.layout.width == 700


def test_years_before_christ():
    """Dates before the year 1 are filtered and zoomed like others, and the lines can be run."""
    df = pd.DataFrame({"event_id": ["a", "b"], "title": "T", "when": ["-0500", "-0005-03-02"]})
    case = Case(events=events_frame(df))
    shown = dateline.explore(case)
    shown.controls.first.value = "-0005"
    assert (ids(shown), error(shown)) == (["b"], "")
    pd.testing.assert_frame_equal(made_by(shown.code, case), shown.selection)


# What is chosen.


def levels(case, chooser, filters, chosen):
    """Return by key how much is seen, 0, 1 or 2, from plain rules."""
    events = {f"event {id}" for id in recount(case, filters)}
    claims = {
        f"claim {row['claim_id']}"
        for row in case.claims.to_dict("records")
        if f"event {row['event_id']}" in events or (pd.isna(row["event_id"]) and not filters.lanes)
    }
    passing = events | claims
    for row in case.events.to_dict("records"):
        if f"event {row['event_id']}" in events:
            passing |= {f"actor {id}" for id in (*row["initiators"], *row["recipients"])}
    for row in case.mentions.to_dict("records"):
        if {f"event {row['event_id']}", f"claim {row['claim_id']}"} & passing:
            passing |= {f"mention {row['mention_id']}", f"voice {row['speaker_id']}"}
            passing |= {f"source {row['source_id']}"}
    lit = {it for name in chosen for it in related(chooser.index)[name]} or set(chooser.names)
    return {name: 0 if name not in passing else 2 if name in lit else 1 for name in chooser.names}


CHOICES = [
    ((), ()),
    ((), ("event e-call",)),
    ((), ("actor li-hui",)),
    ((), ("claim c-openness", "event e-arrival")),
    (("Kremlin",), ()),
    (("Kremlin",), ("actor kremlin",)),
    (("Ukraine",), ("event e-call",)),
]


@pytest.mark.parametrize(("lanes", "chosen"), CHOICES)
def test_marks_follow(lanes, chosen, shown, case, choosers):
    """Chosen and related marks are in full, others faint, filtered ones gone, in every trace."""
    shown.controls.lanes.value = lanes
    shown.choose(*chosen)
    level = levels(case, choosers["bundled"], Filters(lanes=lanes), chosen)
    whole, layers = shown._drawing.figure, shown._drawing.layers
    for place, (trace, points) in enumerate(
        zip(shown.figure.data, shown._drawing.points, strict=True)
    ):
        own = whole.data[layers.origins[place]]
        is_faint, is_bar = place < layers.first, trace.type == "bar"
        assert trace.opacity == (PALE if is_faint else own.opacity)
        visible = {1} if is_faint else {1, 2} if is_bar else {2}
        seen = [max((level[it] for it in keys), default=2) in visible for keys in points]
        heights = np.array(own.y, dtype=float)
        expected = np.where(seen, heights, np.nan) if points else heights
        np.testing.assert_array_equal(np.array(trace.y, dtype=float), expected)


@pytest.mark.parametrize(("lanes", "chosen"), CHOICES[1:4])
def test_shapes_follow(lanes, chosen, shown, case, choosers):
    """Shapes that stand for somebody are in full, faint or gone like marks, others in full."""
    shown.choose(*chosen)
    level = levels(case, choosers["bundled"], Filters(lanes=lanes), chosen)
    linked = [shown._views._network, shown._views._citations]
    keys = [it for one in linked for it in one.shapes]
    unlinked = len(shown.figure.layout.shapes) - len(keys)
    opacity = [(0, PALE, 1)[max((level[it] for it in own), default=2)] for own in keys]
    assert [it.opacity for it in shown.figure.layout.shapes] == [1] * unlinked + opacity


def test_click_chooses_and_lets_go(shown):
    """A click on a mark chooses what it stands for, a second one lets go, a third chooses again."""
    [*found] = marks(shown, "actor li-hui")
    tell(shown, "click", found[-1:])
    assert (shown._seen.chosen, "Chosen: <b>Li Hui</b>" in status(shown)) == (
        ("actor li-hui",),
        True,
    )
    tell(shown, "click", found[-1:])
    assert (shown._seen.chosen, len(ids(shown))) == ((), 11)
    tell(shown, "click", found[:1])  # The faint one of the two.
    assert shown._seen.chosen == ("actor li-hui",)


def test_mark_of_several_things(shown):
    """A click on a mark that stands for several things chooses all of them, another none."""
    chooser = shown._chooser
    several = next(
        [(trace, place)]
        for trace, points in enumerate(shown._drawing.points)
        for place, own in enumerate(points)
        if len(chooser.choice(own)) == 3 and shown._drawing.is_mark(trace)
    )
    [[trace, place]] = several
    things, chosen = chooser.choice(shown._drawing.points[trace][place]), []
    for _ in range(3):
        tell(shown, "click", several)
        chosen.append(shown._seen.chosen)
    assert chosen == [things, (), things]


def test_click_beside_what_can_be_chosen(shown):
    """A click on a point that stands for nothing changes nothing."""
    shown.choose("event e-call")
    trace = next(it for it, points in enumerate(shown._drawing.points) if not points)
    tell(shown, "click", [(trace, 0)])
    assert shown._seen.chosen == ("event e-call",)


def test_lasso(shown):
    """A lasso chooses all within it, one without marks or a double click nothing."""
    found = [marks(shown, key)[-1] for key in ("actor putin", "actor lula")]
    tell(shown, "selected", found, selector=LASSO)
    assert shown._seen.chosen == ("actor putin", "actor lula")
    assert ids(shown) == ["e-call"]
    tell(shown, "selected", [], selector=LASSO)
    assert shown._seen.chosen == ()
    tell(shown, "selected", found, selector=LASSO)
    tell(shown, "deselect", [])
    assert shown._seen.chosen == ()


def test_lasso_takes_no_ends_of_arrows(shown):
    """An arrow that only ends within a lasso is not chosen; one whose middle is there is."""
    of_call = [
        (trace, place)
        for trace, points in enumerate(shown._drawing.points)
        for place, own in enumerate(points)
        if own == ("event e-call",) and shown.figure.data[trace].xaxis == "x4"
    ]
    middles = [it for it in of_call if shown.figure.data[it[0]].hoverinfo != "skip"]
    ends = [it for it in of_call if it not in middles]
    assert min(len(ends), len(middles)) > 0
    tell(shown, "selected", [*marks(shown, "actor putin")[-1:], *ends], selector=LASSO)
    assert shown._seen.chosen == ("actor putin",)
    tell(shown, "selected", middles, selector=LASSO)
    assert shown._seen.chosen == ("event e-call",)


def test_lasso_leaves_no_trace(shown):
    """Plotly's outline and fading are taken away in one message, and their end chooses nothing."""
    sent, path = [], {"type": "path", "path": "M0,0L1,0L1,1Z", "xref": "x4", "yref": "y3"}
    shown.figure.observe(lambda it: it["new"] and sent.append(it["new"]), "_py2js_update")
    tell(shown, "selected", marks(shown, "actor putin")[-1:], selector=LASSO)
    told = {"relayout_data": {"selections": [path]}, "source_view_id": "x"}
    shown.figure._js2py_relayout = told
    chosen, let_go = sent
    assert list(chosen["style_data"]) == ["y"]
    assert let_go["style_data"] == {"selectedpoints": [None]}
    assert let_go["layout_data"] == {"selections": []}
    assert "selections" not in shown.figure.layout.to_plotly_json()
    tell(shown, "selected", [])
    assert shown._seen.chosen == ("actor putin",)


def test_hovering_does_nothing(shown):
    """Where the pointer merely rests, nothing is chosen and nothing sent back."""
    sent = []
    shown.figure.observe(lambda it: it["new"] and sent.append(it["name"]))
    tell(shown, "hover", marks(shown, "actor putin")[-1:])
    assert (shown._seen.chosen, sent) == ((), ["_js2py_pointsCallback"])


def test_menu_chooses_an_event(shown):
    """The menu of events chooses one, shows which one is chosen elsewhere, and offers none gone."""
    shown.controls.event.value = "e-arrival"
    assert shown._seen.chosen == ("event e-arrival",)
    shown.choose("event e-call")
    assert shown.controls.event.value == "e-call"
    shown.choose("actor putin")
    assert shown.controls.event.value == ""
    shown.controls.lanes.value = ("Ukraine",)
    planned = ("Planned Ukrainian counteroffensive", "e-counteroffensive")
    assert shown.controls.event.options == (("—", ""), planned)


def test_reset(shown, case):
    """Reset empties every control, lets go, takes an error away and shows the whole axis."""
    range_before = shown.figure.layout.xaxis.range
    for control, value, _ in SET:
        getattr(shown.controls, control).value = value
    shown.choose("event e-call")
    zoom(shown, "2023-05-20", "2023-05-21")
    shown.controls.last.value = "yesterday"
    assert "yesterday" in error(shown)
    shown.controls.reset.click()
    assert shown.controls.filters() == Filters()
    assert (shown._seen.chosen, error(shown), ids(shown)) == (
        (),
        "",
        case.events["event_id"].tolist(),
    )
    assert shown.figure.layout.xaxis.range == range_before
    assert shown.code == "events = case.events"


def test_choose_by_key(shown):
    """A key that the case has not is refused, and nothing changes."""
    shown.choose("event e-call")
    with pytest.raises(KeyError, match="event e-cal"):
        shown.choose("event e-cal")
    assert shown._seen.chosen == ("event e-call",)


def test_ladder_of_what_is_chosen(shown):
    """Beside a chosen event or claim stands who says so, hop by hop; beside an actor, no ladder."""
    shown.choose("event e-call")
    assert "<h4>Who says so: Putin and Lula speak by telephone</h4>" in texts(shown)
    assert "→ → Kremlin" in texts(shown)
    shown.choose("actor putin")
    assert "<h4>Who says so" not in texts(shown)
    shown.choose(*(key for key in shown._chooser.names if key.startswith("claim ")))
    assert texts(shown).count("<h4>Who says so") == 3
    assert "15 more ladders: choose one." in texts(shown)


# Errors.

WRONG = [
    ("first", "gestern", "from: 'gestern' is not an EDTF date"),
    ("last", "26.05.2023", "26.05.2023"),
    ("last", "2023/..", "has no end"),
    ("actor", "Lu Hui", "this case has no actor “Lu Hui”: did you mean “Li Hui”?"),
    ("actor", "nobody known", "this case has no actor “nobody known”: choose one from the list"),
]


@pytest.mark.parametrize(("control", "value", "told"), WRONG)
def test_wrong_input_is_told(control, value, told, shown):
    """What cannot be read is told in the widget, changes nothing, and is gone once it is mended."""
    getattr(shown.controls, control).value = value
    assert told in error(shown)
    assert error(shown).endswith("the views stay as they are; Reset shows everything again.")
    assert len(ids(shown)) == 11
    getattr(shown.controls, control).value = ""
    assert error(shown) == ""


ACTS = {
    "filter": lambda shown: setattr(shown.controls.lanes, "value", ("Ukraine",)),
    "menu": lambda shown: setattr(shown.controls.event, "value", "e-call"),
    "reset": lambda shown: shown.controls.reset.click(),
    "click": lambda shown: tell(shown, "click", marks(shown, "actor putin")[-1:]),
    "lasso": lambda shown: tell(shown, "selected", [], selector=LASSO),
}


@pytest.mark.parametrize("act", ACTS)
def test_fault_is_told(act, shown, monkeypatch):
    """A fault of dateline's own shows in the widget, whatever was done, until the next success."""

    def fail(*_arguments, **_named):
        raise RuntimeError("<b>boom</b>")

    monkeypatch.setattr(telling, "table", fail)
    ACTS[act](shown)
    told = "RuntimeError: <b>boom</b>. This is a fault of dateline, not yours; Reset."
    assert error(shown) == told
    assert "<b>boom" not in texts(shown)
    monkeypatch.undo()
    shown.controls.reset.click()
    assert error(shown) == ""


def test_fault_while_zooming_is_told(dense, monkeypatch):
    """A fault while the timeline is drawn anew shows in the widget, too."""
    with monkeypatch.context() as patch:
        patch.setattr(explorer, "_replace", lambda *_: 1 / 0)
        zoom(dense, "2015-01-01", "2015-06-01")
    assert error(dense).startswith("ZeroDivisionError")
    dense.controls.reset.click()
    assert error(dense) == ""


# Actors by name.


@pytest.fixture(scope="module")
def controls(case, choosers):
    """Return controls that nothing follows."""
    return explorer._controls(case, choosers["bundled"])


@pytest.mark.parametrize(
    ("typed", "actor"),
    [
        ("Li Hui", "li-hui"),
        (" li  HUI ", "li-hui"),
        ("Lula", "lula"),
        ("WSJ", "wsj"),
        ("Wall Street", "wsj"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_actor_by_name(typed, actor, controls):
    """An actor is found by name, by alias, or by a part that only one name has."""
    controls.actor.value = typed
    assert controls.filters().actor == actor


def test_part_of_several_names(controls):
    """A part that several names have is refused with these names."""
    controls.actor.value = "diplomat"
    told = "“diplomat” may be First unnamed diplomat or Second unnamed diplomat: choose one"
    with pytest.raises(FrameError, match=told):
        controls.filters()


def test_two_actors_of_one_name():
    """Actors who share a name are told apart by their ids, and neither is taken for the other."""
    df = {"event_id": ["a", "b", "c"], "title": "T", "initiators": ["j1", "j2", "k"]}
    rows = {"actor_id": ["j1", "j2", "k"], "name": ["John", "john ", "Kay"]}
    rows |= {"aliases": ["", "", "John"]}
    actors = typed_frame("actors", pd.DataFrame(rows, dtype="str"))
    shown = dateline.explore(Case(events=events_frame(pd.DataFrame(df)), actors=actors))
    control = shown.controls.actor
    assert control.options == ("John (Kay)", "John (j1)", "Kay", "john  (j2)")
    control.value = "John"
    assert "“John” may be John (j1), john  (j2) or John (Kay)" in error(shown)
    found = []
    for name in ("John (j1)", "john  (j2)", "Kay", "John (Kay)"):
        control.value = name
        found += ids(shown)
    assert (found, error(shown)) == (["a", "b", "c", "c"], "")


# Small cases, large cases, hostile cases.


def test_empty_case(case):
    """A case without events says so, and its controls do nothing wrong."""
    shown = dateline.explore(Case(events=case.events[:0]))
    shown.controls.first.value = "2023"
    assert (status(shown), error(shown), ids(shown)) == (
        "In full: no event. Let through: from 2023. Reset shows everything again.",
        "",
        [],
    )
    assert "No event." in texts(shown)


def test_one_event():
    """One event with a title and nothing else is shown and chosen; dates leave it out."""
    df = pd.DataFrame({"event_id": ["e"], "title": ["Alone"]})
    case = Case(events=events_frame(df))
    shown = dateline.explore(case)
    shown.choose("event e")
    assert status(shown) == "In full: 1 of 1 event. Chosen: <b>Alone</b>."
    shown.controls.first.value = "2023"
    assert ids(shown) == made_by(shown.code, case)["event_id"].tolist() == []


def test_events_only(case):
    """A case with nothing but events has a timeline and a network, and no controls for mentions."""
    shown = dateline.explore(Case(events=case.events), width=700)
    titles = [it.text for it in shown.figure.layout.annotations if it.font.size == 15]
    assert titles == ["<b>Timeline</b>", "<b>Who acts on whom</b>"]
    [controls] = [it for it in shown.children if isinstance(it, widgets.Box)][:1]
    labels = {it.description for it in flat(controls) if hasattr(it, "description")}
    assert labels == {"Lane", "Status", "Actor", "Event", "From", "To", "Reset"}


def flat(box):
    for it in box.children:
        yield it
        yield from flat(it) if isinstance(it, widgets.Box) else ()


def test_mentions_beside_or_below(ferry):
    """The chain stands beside the network where there is room, and under it in a narrow figure."""
    wide, narrow = dateline.explore(ferry).figure, dateline.explore(ferry, width=700).figure
    assert (wide.layout.width, narrow.layout.width) == (940, 700)
    assert wide.layout.height < narrow.layout.height


def counts(shown):
    """Return the trace of unseen bars that say what is counted."""
    told = [it for it in shown.figure.data if it.hovertext and "May fall here" in it.hovertext[0]]
    return told[0]


def bars(shown):
    """Return what the counts say, by lane and beginning: the words of one bar."""
    trace = counts(shown)
    return {
        (text.split("<br>")[0], pd.Timestamp(left, unit="ms")): text.split("May fall here:<br>")[1]
        for left, text in zip(trace.x, trace.hovertext, strict=True)
    }


def test_counts_follow(dense):
    """Of many events bars count those let through, in each lane and bin as a recount does."""
    dense.controls.reset.click()
    dense.controls.statuses.value = ("expected", "ongoing")
    events = dense._case.events
    events = events[events["status"].isin(["expected", "ongoing"])]
    pd.testing.assert_frame_equal(dense.selection, events)
    trace = counts(dense)
    width, expected = pd.Timedelta(trace.width, "ms"), {}
    lefts = np.arange(min(trace.x), max(trace.x) + 1, trace.width)
    for lane, own in events.groupby("lane", observed=True):
        for left in pd.to_datetime(lefts, unit="ms"):
            here = own[(own["start_min"] < left + width) & (own["end_max"] > left)]
            if len(here):
                numbers = here["status"].value_counts()
                expected[f"<b>{lane}</b>", left] = numbers[numbers > 0].to_dict()
    counted = bars(dense)
    assert set(counted) == set(expected)
    for place, numbers in expected.items():
        told = re.findall(r"(\d+) (?!certainly)([a-z-]+)", counted[place])
        assert {it: int(number) for number, it in told} == numbers


def test_zoom_refines(dense):
    """A zoom counts in finer bins, a near one draws events one by one, and going back restores."""
    dense.controls.reset.click()
    before = drawn(dense)
    whole = dense.figure.layout.xaxis.range
    width = counts(dense).width
    zoom(dense, "2014-01-01 00:00:00.1234", "2019-07-01")
    assert counts(dense).width < width
    zoom(dense, "2015-03-01", "2015-06-01")
    events = dense._case.events
    inside = (events["end_max"] > "2015-03-01") & (events["start_min"] < "2015-06-01")
    keys = {key for points in dense._drawing.points for own in points for key in own}
    expected = {f"event {id}" for id in events.loc[inside, "event_id"]}
    assert {key for key in keys if key.startswith("event ")} == expected
    assert dense.figure.layout.xaxis.range == ("2015-03-01T00:00:00", "2015-06-01T00:00:00")
    zoom(dense, *whole)
    assert drawn(dense) == before


def drawn(shown):
    """Return all that a figure shows, as plain JSON; traces that are drawn anew have new ids."""
    traces = [trace.to_plotly_json() for trace in shown.figure.data]
    traces = [{**trace, "uid": "", "y": np.array(trace["y"], float)} for trace in traces]
    return json.loads(go.Figure(traces, shown.figure.layout).to_json())


class Tags(HTMLParser):
    """The elements of a text, and their attributes."""

    def __init__(self):
        super().__init__()
        self.found = set()

    def handle_starttag(self, tag, attrs):
        self.found |= {tag, *(f"@{name}" for name, _ in attrs)}


OWN = {"p", "b", "h4", "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "pre"}
OWN |= {"style", "div", "@role", "@class", "@style"}


def test_hostile_texts_are_escaped():
    """No text of a case becomes an element of the page: titles, names, quotes, errors, code."""
    shown = dateline.explore(hostile_case())
    names, said = [*shown._chooser.names], [texts(shown)]
    kinds = [[it for it in names if it.startswith(kind)] for kind in ("event", "claim", "actor")]
    for place in range(0, min(map(len, kinds)), 9):
        shown.choose(*(keys[place] for keys in kinds))
        said.append(texts(shown))
    for text in HOSTILE[::30]:
        shown.controls.actor.value = text
        said.append(texts(shown))
    parser = Tags()
    parser.feed("".join(said))
    assert parser.found <= OWN


def test_long_texts_are_whole():
    """A long title is not cut in the table, whatever pandas is told to show."""
    title = "A title that goes on and on, until it is some eighty characters long, and then ends"
    df = pd.DataFrame({"event_id": ["e"], "title": [title]})
    with pd.option_context("display.max_colwidth", 20):
        assert f"<td>{title}</td>" in texts(dateline.explore(Case(events=events_frame(df))))


def test_more_events_than_a_table_shows(dense):
    """A table shows 50 events and says how many more there are."""
    dense.controls.reset.click()
    assert texts(dense).count("<tr>") == 50
    assert "<p>1,950 more events in .selection.</p>" in texts(dense)


# What a notebook keeps.


def test_what_is_displayed(widget, case, monkeypatch):
    """A figure of all views with the case stands before the widget, for where no kernel runs."""
    shown, whole = [], json.loads(widget._views.whole.figure.to_json())
    monkeypatch.setattr(standin, "display", lambda data, raw: shown.append((data, raw)))
    widget.choose("event e-call")
    widget._ipython_display_()
    (still, is_raw), (live, _) = shown
    assert (is_raw, set(still)) == (True, {PLOTLY, "text/plain", CASE})
    assert set(live) == {WIDGET, "text/plain"}
    assert still[PLOTLY] == whole
    assert still["text/plain"] == whole["layout"]["meta"]["alt"]
    assert len(whole["data"]) == len(widget.figure.data) - widget._drawing.layers.first
    pd.testing.assert_frame_equal(unpacked(still[CASE]).events, case.events.reset_index(drop=True))


def test_needs_a_case(case):
    """A frame in place of a case is refused with what to pass."""
    with pytest.raises(FrameError, match="case"):
        dateline.explore(case.events)
    with pytest.raises(FrameError, match="width"):
        dateline.explore(case, width=10)
