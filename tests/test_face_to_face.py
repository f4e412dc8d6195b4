"""Claims face to face: lags, who stands behind what, the figure as data and in a browser."""

import json
from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import (
    Case,
    FrameError,
    Look,
    events_frame,
    face_to_face,
    face_to_face_table,
    origins,
    style,
    terms,
)
from dateline.face_to_face.faces import MOST
from dateline.face_to_face.lags import ANY, Lag, Order, When, lag_between, lag_in_words
from dateline.face_to_face.relations import RELATIONS
from dateline.frames import typed_frame

HOSTILE = ["<b>x</b>", "<img src=x onerror=alert(1)>", "$x$ and $y$", "%{y} %{x}", "W" * 300]
DAY = 86_400
CAUTION = "This figure takes no side."


def case_of(claims=(), links=(), mentions=(), *, sources=(("s1", "2023-05-27"),), names=None):
    """Return a case from short rows.

    Claims are (id, text) or an id; links (id, relation, other id, mention); mentions (id, claim,
    speaker, factuality, said, parent, quote, source), as many cells as needed.
    """
    texts = [row if isinstance(row, tuple) else (row, f"Claim {row}") for row in claims]
    told = ["mention_id", "claim_id", "speaker_id", "factuality"]
    told += ["said", "parent_id", "quote", "source_id"]
    usual = ("", "", "", "CT+", "", "", "", "s1")
    rows = [(*row, *usual[len(row) :]) for row in mentions]
    ends = [(*row, *("", "", "", "")[len(row) :]) for row in links]
    frames = {
        "claims": pd.DataFrame(texts, columns=["claim_id", "text"]).assign(kind="assertion"),
        "links": pd.DataFrame(
            ends, columns=["claim_id", "relation", "other_claim_id", "mention_id"]
        ),
        "mentions": pd.DataFrame(rows, columns=told).assign(locator="s1", hedge=""),
        "sources": pd.DataFrame(list(sources), columns=["source_id", "published"]).assign(
            title="A report"
        ),
        "actors": pd.DataFrame(list((names or {}).items()), columns=["actor_id", "name"]),
    }
    events = events_frame(pd.DataFrame({"event_id": [], "title": []}, dtype="str"))
    typed = {table: typed_frame(table, frame.astype("str")) for table, frame in frames.items()}
    return Case(events=events, **typed)


def trace(figure, name):
    """Return the trace of "claims" or "answers" that has cards."""
    [found] = [it for it in figure.data if it.name == name and it.type == "bar"]
    return found


def arrows(figure):
    """Return what a click on each arrow tells."""
    return [tuple(key) for key in trace(figure, "answers").customdata]


def written(figure):
    """Return all that is written in the figure, a line a text."""
    texts = [
        text for it in figure.data if it.type == "scatter" and it.mode == "text" for text in it.text
    ]
    texts += [note.text for note in figure.layout.annotations]
    return [text.replace("<br>", " ") for text in texts]


def drawn(case, **options):
    return face_to_face(case.claims, case=case, **options)


def table_of(case, **options):
    return face_to_face_table(case.claims, case=case, **options)


@pytest.fixture(scope="module")
def figure(case):
    """Return the bundled case's claims face to face."""
    return face_to_face(case.claims, case=case)


# -- lags --------------------------------------------------------------------------------------

BOUND = st.one_of(st.none(), st.integers(-12, 12))
FAR = 60
"""Beyond it, a bound that is not known is taken to lie, for counting by hand."""


@st.composite
def whens(draw):
    low, high = draw(BOUND), draw(BOUND)
    if low is not None and high is not None and low >= high:
        low, high = high, low + 1
    return When(low, high)


def instants(when):
    """Return every second that the bounds allow, as far as one counts by hand."""
    low = -FAR if when.low is None else when.low
    return range(low, FAR if when.high is None else when.high)


def by_hand(claim, answer, order=ANY):
    """Return the least and greatest lag of all pairs of seconds; None: there is no such."""
    pairs = product(instants(claim), instants(answer))
    lags = {b - a for a, b in pairs}
    if order.not_earlier:
        lags = {lag for lag in lags if lag >= 0} or lags
    if order.not_later:
        lags = {lag for lag in lags if lag <= 0} or lags
    low_known = (claim.high is not None and answer.low is not None) or order.not_earlier
    high_known = (claim.low is not None and answer.high is not None) or order.not_later
    return lags, low_known, high_known


@settings(max_examples=300)
@given(whens(), whens())
def test_lags_are_those_of_all_pairs_of_instants(claim, answer):
    """Every admissible pair has a lag within the bounds, and each bound is reached by one."""
    lag = lag_between(claim, answer)
    lags, low_known, high_known = by_hand(claim, answer)
    assert lag.low == (min(lags) if low_known else None)
    assert lag.high == (max(lags) if high_known else None)
    assert all((lag.low is None or lag.low <= it) and (lag.high is None or it <= lag.high)
               for it in lags)  # fmt: skip


@settings(max_examples=300)
@given(whens(), whens(), st.booleans(), st.booleans())
def test_what_relays_another_bounds_the_lag_where_dates_allow_it(claim, answer, after, before):
    """Only pairs in the certain order count, unless the dates exclude all of these."""
    order = Order(after, before)
    lag = lag_between(claim, answer, order=order)
    free = lag_between(claim, answer)
    kept = [after and (free.high is None or free.high >= 0)]
    kept += [before and (free.low is None or free.low <= 0)]
    lags, low_known, high_known = by_hand(claim, answer, Order(*kept))
    assert lag.low == (min(lags) if low_known or kept[0] else None)
    assert lag.high == (max(lags) if high_known or kept[1] else None)


@settings(max_examples=300)
@given(st.tuples(*[st.integers(-(10**9), 10**9)] * 2), st.tuples(*[st.integers(1, 10**8)] * 2))
def test_words_of_a_lag_never_claim_more_than_its_bounds(starts, lengths):
    """Rounded as they are, the numbers in the words lie outside the bounds, not within."""
    claim, answer = (When(low, low + size) for low, size in zip(starts, lengths, strict=True))
    lag = lag_between(claim, answer)
    told = lag_in_words(claim, answer)
    first, last = read(told)
    assert first <= lag.low
    assert last >= lag.high


def read(words):
    """Return the least and greatest number of seconds that words of a lag state."""
    sizes = {"year": 31_556_952, "day": DAY, "hour": 3600, "minute": 60, "second": 1}
    if words == "in the same second":
        return 0, 0
    cells = words.replace(",", "").split()
    unit = next(cell.removesuffix("s") for cell in cells if cell.removesuffix("s") in sizes)
    numbers = [int(cell) * sizes[unit] for cell in cells if cell.isdigit()]
    if cells[0] == "between":
        return -numbers[0], numbers[1]
    sign = 1 if cells[-1] == "later" else -1
    return min(sign * number for number in numbers), max(sign * number for number in numbers)


@pytest.mark.parametrize(
    ("claim", "answer", "order", "words"),
    [
        ((0, DAY), (DAY, 2 * DAY), ANY, "0 to 2 days later"),
        ((0, DAY), (0, DAY), ANY, "between 1 day earlier and 1 day later"),
        ((0, DAY), (0, DAY), Order(not_earlier=True), "0 to 1 day later"),
        ((0, DAY), (0, DAY), Order(not_later=True), "0 to 1 day earlier"),
        ((5 * DAY, 6 * DAY), (0, DAY), ANY, "4 to 6 days earlier"),
        ((5 * DAY, 6 * DAY), (0, DAY), Order(not_earlier=True), "4 to 6 days earlier"),
        ((0, DAY), (None, 2 * DAY), ANY, "at most 2 days later, or earlier"),
        ((5 * DAY, None), (None, DAY), ANY, "at least 4 days earlier"),
        ((DAY, None), (None, DAY), ANY, "earlier; nobody says how much"),
        ((0, None), (None, 1), ANY, "not later; nobody says how much earlier"),
        ((None, DAY), (4 * DAY, None), ANY, "at least 3 days later"),
        ((None, DAY), (DAY, None), ANY, "later; nobody says how much"),
        ((None, 1), (0, None), ANY, "not earlier; nobody says how much later"),
        ((None, 4 * DAY), (DAY, None), ANY, "at most 3 days earlier, or later"),
        ((None, DAY), (None, DAY), Order(not_earlier=True),
         "not earlier; nobody says how much later"),
        ((None, DAY), (None, DAY), Order(not_later=True),
         "not later; nobody says how much earlier"),
        ((None, DAY), (None, DAY), Order(True, True), "in the same second"),
        ((0, 1), (0, 1), ANY, "in the same second"),
        ((0, 1), (3600, 3601), ANY, "1 hour later"),
        ((7200, 7201), (0, 1), ANY, "2 hours earlier"),
        ((0, 1), (90, 91), ANY, "90 seconds later"),
        ((0, 60), (7200, 7260), ANY, "1 to 3 hours later"),
        ((0, 60), (0, 60), ANY, "between 59 seconds earlier and 59 seconds later"),
        ((0, 365 * DAY), (3650 * DAY, 3651 * DAY), ANY, "8 to 10 years later"),
        ((0, 400 * DAY), (400 * DAY, 800 * DAY), ANY, "0 to 800 days later"),
        ((None, None), (None, None), ANY, "not known: nobody dates either"),
        ((None, None), (0, DAY), ANY, "not known: nobody dates the claim"),
        ((0, DAY), (None, None), ANY, "not known: nobody dates the answer"),
        ((None, DAY), (None, DAY), ANY, "not known: only the latest dates of both are known"),
        ((0, None), (0, None), ANY, "not known: only the earliest dates of both are known"),
    ],
)  # fmt: skip
def test_lags_in_words(claim, answer, order, words):
    """Bounds of days are told in days, of times in the coarsest unit that still tells something."""
    assert lag_in_words(When(*claim), When(*answer), order=order) == words


def test_a_lag_is_a_pair_of_seconds():
    """Two days that follow one another are from one second to two days less one apart."""
    assert lag_between(When(0, DAY), When(DAY, 2 * DAY)) == Lag(1, 2 * DAY - 1)


# -- who stands behind a claim, and since when -------------------------------------------------


def test_speakers_are_told_with_certainty_and_their_own_hedges(case):
    """In the bundled case ISW's analysts are first probable, “likely”, then certain."""
    row = table_of(case).set_index("claim_id").loc["c-revival"]
    assert row["put forward by"] == "ISW's analysts (probable, “likely”; certain)"
    assert row["passed on by"] == "Unnamed news outlet"


def test_origins_are_counted_as_origins_counts_them(case):
    """Mentions, sources and origins of every claim are those of the other table."""
    told = table_of(case).drop_duplicates("claim_id").set_index("claim_id")
    counted = origins(case.mentions).query("about == 'claim'").set_index("id")
    for name in ("mentions", "sources", "origins"):
        expected = counted[name].reindex(told.index).fillna(0).astype("int64")
        assert told[name].tolist() == expected.tolist()


def test_a_claim_said_and_denied_faces_its_denial(case, figure):
    """That the Kremlin is ready is denied in its own mentions, by analysts who relay it."""
    assert ("c-ready", "denies", "c-ready") in arrows(figure)
    row = table_of(case).set_index("claim_id").loc["c-ready"]
    assert (row["relation"], row["answer_id"], row["answer"]) == ("denies", "", "This is not so.")
    assert (row["put forward by"], row["answered by"]) == (
        "Kremlin (certain)",
        "ISW's analysts (certain)",
    )
    assert row["lag"] == "not earlier; nobody says how much later"
    assert (row["lag_min"], pd.isna(row["lag_max"])) == (pd.Timedelta(0), True)


def test_who_relays_only_a_denial_does_not_pass_the_claim_on():
    """An outlet behind which only a denial stands passes on that, and nobody puts forward."""
    case = case_of(
        ["c1"], mentions=[("m1", "c1", "gazette", "Uu"), ("m2", "c1", "board", "CT-", "", "m1")]
    )
    [row] = table_of(case).to_dict(orient="records")
    assert (row["put forward by"], row["passed on by"]) == ("", "")
    assert row["answered by"] == "board (certain)"
    assert row["lag"] == "not known: nobody dates the claim"
    texts = written(drawn(case))
    assert "Said by board (certain), passed on by gazette" in texts
    assert (
        "Nobody here puts it forward 1 origin: board (denies it) · 2 mentions in 1 source" in texts
    )


def test_who_contradicts_a_denial_that_it_relays_speaks_after_it():
    """Where the speaker for a claim relays the denial, the denial was said first."""
    case = case_of(
        ["c1"], mentions=[("m1", "c1", "gazette", "CT+"), ("m2", "c1", "board", "CT-", "", "m1")]
    )
    [row] = table_of(case).to_dict(orient="records")
    assert row["lag"] == "not later; nobody says how much earlier"
    assert row["lag found from"].endswith(
        "Whoever puts the claim forward relays the denial, so that was said first"
    )


def test_one_denial_that_relays_nothing_leaves_the_order_open():
    """Of two denials one relays the claim: the first of them may still be the earlier."""
    rows = [
        ("m1", "c1", "board", "CT-"),
        ("m2", "c1", "docker", "CT+", "", "m1"),
        ("m3", "c1", "captain", "PR-"),
    ]
    [row] = table_of(case_of(["c1"], mentions=rows)).to_dict(orient="records")
    assert row["answered by"] == "board (certain); captain (probable)"
    assert row["lag"] == "not known: only the latest dates of both are known"


def test_the_first_saying_is_bounded_by_the_innermost_speaker_and_by_all_of_them():
    """An outer speaker cannot have been the first, but bounds the first from above."""
    rows = [
        ("m1", "c1", "gazette", "CT+", "2023-05-20"),
        ("m2", "c1", "board", "CT+", "2023-05-18/2023-05-26", "m1"),
        ("m3", "c1", "herald", "Uu", "2023-05-01"),
    ]
    [row] = table_of(case_of(["c1"], [("c1", "supports", "c1")], rows)).to_dict(orient="records")
    assert row["first said"] == "18–20 May 2023"
    assert row["passed on by"] == "herald"


def test_dates_that_contradict_a_chain_are_believed():
    """Where the outer speaker spoke before the inner one, the earliest bound of all counts."""
    rows = [
        ("m1", "c1", "gazette", "CT+", "2023-05-10"),
        ("m2", "c1", "board", "CT+", "2023-05-20", "m1"),
    ]
    [row] = table_of(case_of(["c1"], [("c1", "repeats", "c1")], rows)).to_dict(orient="records")
    assert row["first said"] == "10 May 2023"


def test_what_is_only_passed_on_was_said_before_that():
    """Where nobody commits to a claim, only the latest date is known."""
    case = case_of(
        ["c1", "c2"],
        [("c2", "refutes", "c1")],
        [("m1", "c1", "gazette", "Uu", "2023-05-20"), ("m2", "c2", "board", "CT+", "2023-05-22")],
    )
    row = table_of(case).iloc[0]
    assert row["first said"] == "on or before 20 May 2023"
    assert row["lag"] == "at least 1 day later"
    told = [text for text in written(drawn(case)) if "gazette; nobody here puts it forward" in text]
    assert len(told) == 1


def test_a_source_bounds_what_it_tells_unless_it_was_out_before():
    """As on two clocks, publication bounds the saying, but not where the table contradicts it."""
    rows = [("m1", "c1", "a"), ("m2", "c2", "b", "CT+", "2023-06-03"), ("m3", "c3", "c")]
    rows[2] = (*rows[2], "CT+", "", "", "", "s2")
    case = case_of(["c1", "c2", "c3"], [("c1", "refutes", "c2")], rows)
    first = table_of(case).set_index("claim_id")["first said"].to_dict()
    assert first == {"c2": "3 June 2023", "c3": ""}
    assert table_of(case)["answer first said"].iloc[0] == "on or before 27 May 2023"
    cards = trace(drawn(case), "claims").hovertext
    assert "on or before 27 May 2023, when its source was out" in cards[1].replace("<br>", " ")


def test_times_are_shown_in_the_looks_zone_and_lags_judged_in_utc():
    """A time moves with the zone and its way to write months, a lag does not."""
    rows = [("m1", "c1", "a", "CT+", "2023-05-26T22:30:00Z"), ("m2", "c2", "b", "CT+", "2023-05")]
    case = case_of(["c1", "c2"], [("c2", "disputes", "c1")], rows)
    told = table_of(case, look=Look(zone="Europe/Kyiv", months="iso")).iloc[0]
    assert told["first said"] == "2023-05-27 01:30:00 Europe/Kyiv"
    assert told["lag"] == table_of(case).iloc[0]["lag"]
    assert told["lag"] == "between 26 days earlier and 2 days later"


def test_speakers_of_one_name_are_two():
    """Two unnamed speakers whose names agree are not one."""
    rows = [("m1", "c1", "d1"), ("m2", "c1", "d2"), ("m3", "c2", "d1")]
    names = {"d1": "Unnamed diplomat", "d2": "Unnamed diplomat"}
    case = case_of(["c1", "c2"], [("c2", "supports", "c1")], rows, names=names)
    row = table_of(case).iloc[0]
    assert row["put forward by"] == "Unnamed diplomat (certain); Unnamed diplomat (certain)"
    assert row["origins"] == 2


# -- the figure as data ------------------------------------------------------------------------


def test_the_case_has_three_answers(figure):
    """The openness and its refutation, the readiness and its denial, and what supports a third."""
    assert arrows(figure) == [
        ("c-no-interest", "refutes", "c-openness"),
        ("c-ready", "denies", "c-ready"),
        ("c-call-confirms", "supports", "c-revival"),
    ]
    assert list(trace(figure, "claims").customdata) == [
        *("c-openness", "c-no-interest", "c-ready", "c-ready", "c-revival", "c-call-confirms")
    ]


def test_the_lag_of_the_refutation_is_in_bounds(case):
    """Putin spoke on 26 May, ISW by the 27th: at most two days later, and perhaps before."""
    row = table_of(case).iloc[0]
    assert row["lag"] == "at most 2 days later, or earlier"
    assert (pd.isna(row["lag_min"]), row["lag_max"]) == (True, pd.Timedelta(2 * DAY - 1, "s"))


def test_the_caption_begins_with_the_caution(figure):
    """A refutation is what a coder read, not a verdict."""
    caption = next(text for text in written(figure) if text.startswith(CAUTION))
    assert "not a verdict on who is right" in caption
    assert "13 claims are not drawn" in caption


def test_the_alt_text_of_the_case(figure):
    """The figure says in words how many answers there are, the strongest of them, and the rest."""
    assert figure.layout.meta["alt"] == (
        "Claims face to face: 3 answers to 3 claims: 1 refutes, 1 denies and 1 supports. “The "
        "Russian side is open to dialogue by political and diplomatic means” is refuted by "
        "“Putin's statement is no sign that Russia wants to enter into negotiations with "
        "Ukraine”, put forward by Institute for the Study of War (certain). Lag: at most 2 days "
        "later, or earlier. “The Kremlin is ready to negotiate with Ukraine” is denied by ISW's "
        "analysts (certain). Lag: not earlier; nobody says how much later. “The Kremlin is "
        "reviving its information campaign, which is meant to make the West force Ukraine into "
        "concessions and …” is supported by “The telephone call between Putin and Lula confirms "
        "that the campaign is being revived”, put forward by ISW's analysts (certain). Lag not "
        "known: only the latest dates of both are known. 13 claims are not drawn: they neither "
        "answer nor are answered here. They are in the table."
    )


def test_cards_show_quotes_and_how_a_lag_was_found(figure):
    """A claim's card has the exact words and their place, an arrow's who made the link."""
    claim = trace(figure, "claims").hovertext[0].replace("<br>", " ")
    quote = "“the openness of the Russian side to dialogue on the political and diplomatic track”"
    assert f"{quote}: Vladimir Putin, s3 in News item about a report" in claim
    arrow = trace(figure, "answers").hovertext[0].replace("<br>", " ")
    for part in (
        "Read from: Institute for the Study of War (certain), cue “said”",
        "s4 in News item",
        "Claim first said 26 May 2023; answer first said on or before 27 May 2023, when its source",
        "Note: ISW does not deny that Putin said the words",
    ):
        assert part in arrow


def test_the_table_has_every_claim_and_every_answer(case, figure):
    """Rows are the figure's answers in its order, then claims without any, and no other."""
    table = table_of(case)
    told = [
        (row["answer_id"] or row["claim_id"], row["relation"], row["claim_id"])
        for row in table[table["relation"] != ""].to_dict(orient="records")
    ]
    assert told == arrows(figure)
    assert {*table["claim_id"], *table["answer_id"]} - {""} == set(case.claims["claim_id"])
    assert table.dtypes.astype(str).to_dict() == dict.fromkeys(table, "str") | dict.fromkeys(
        ["mentions", "sources", "origins"], "int64"
    ) | dict.fromkeys(["lag_min", "lag_max"], "timedelta64[s]")
    assert not table.isna().drop(columns=["lag_min", "lag_max"]).any(axis=None)


def test_the_bytes_are_the_same_whatever_the_order_of_rows(case, figure):
    """The same rows in another order make the same figure and table, and are not changed."""
    tables = {name: getattr(case, name).copy(deep=True) for name in terms.TABLES}
    turned = replace(case, **{name: table.iloc[::-1] for name, table in tables.items()})
    assert drawn(turned).to_json() == figure.to_json()
    pd.testing.assert_frame_equal(table_of(turned), table_of(case))
    for name, table in tables.items():
        pd.testing.assert_frame_equal(getattr(case, name), table)


def test_the_figure_is_json_without_numbers_that_are_none(figure):
    """No value is NaN, which JSON does not know."""
    json.loads(figure.to_json(), parse_constant=pytest.fail)


@pytest.mark.parametrize("width", [390, 940])
def test_a_circle_of_links_is_drawn_a_row_for_each(width):
    """Where a refutes b and b disputes a, each stands once as claim and once as answer."""
    case = case_of(["a", "b"], [("a", "refutes", "b"), ("b", "disputes", "a")])
    case = replace(case, mentions=case_of(mentions=[("m1", "a", "x"), ("m2", "b", "y")]).mentions)
    figure = drawn(case, width=width)
    assert arrows(figure) == [("b", "disputes", "a"), ("a", "refutes", "b")]
    shown = list(trace(figure, "claims").customdata)
    assert [shown.count("a"), shown.count("b")] == ([3, 3] if width < 600 else [2, 2])
    notes = [text for text in written(figure) if "Is itself answered, in a row of its own" in text]
    assert len(notes) == 2


def test_a_claim_that_answers_itself_is_drawn():
    """A link from a claim to itself has both boxes, and does not say that it has a row."""
    case = case_of(["a"], [("a", "supports", "a")], [("m1", "a", "x", "CT+", "2023-05-01")])
    figure = drawn(case)
    assert arrows(figure) == [("a", "supports", "a")]
    assert not any("row of its own" in text for text in written(figure))


@pytest.mark.parametrize("width", [390, 940])
def test_two_relations_between_two_claims_are_two_arrows_at_one_box(width):
    """Parallel links share a box; their arrows lie below one another, the stronger above."""
    case = case_of(
        ["a", "b"],
        [("b", "qualifies", "a"), ("b", "disputes", "a"), ("b", "repeats", "a")],
        [("m1", "a", "x")],
    )
    figure = drawn(case, width=width)
    assert [relation for _, relation, _ in arrows(figure)] == ["disputes", "qualifies", "repeats"]
    assert len(set(trace(figure, "claims").customdata)) == 2
    zones = trace(figure, "answers")
    tops = [base + size for base, size in zip(zones.base, zones.y, strict=True)]
    assert tops == sorted(tops)
    assert all(base <= top + 0.2 for base, top in zip(zones.base[:-1], tops[1:], strict=True))


def test_relations_differ_by_dash_or_colour_and_by_word(figure):
    """No two relations look alike in colour, and none in grey whose colours print alike."""
    assert set(RELATIONS) - {"denies"} == set(terms.allowed("links", "relation"))
    assert len({(look.colour, look.dash) for look in RELATIONS.values()}) == len(RELATIONS)
    assert len({look.dash for look in RELATIONS.values()}) == len(RELATIONS)
    words = [
        text for it in figure.data if it.type == "scatter" and it.mode == "text" for text in it.text
    ]
    assert {"refutes", "denies", "supports"} <= set(words)


def test_a_relation_of_no_vocabulary_is_drawn_quietly():
    """A frame of one's own may hold another word, or none: it is written as it stands."""
    case = case_of(["a", "b"], [("b", "supports", "a")], [("m1", "a", "x")])
    mocks, none = (
        replace(case, links=case.links.assign(relation=pd.Series([word], dtype="str")))
        for word in ("mocks", None)
    )
    assert arrows(drawn(mocks)) == [("b", "mocks", "a")]
    assert "is answered by" in drawn(mocks).layout.meta["alt"]
    assert arrows(drawn(none)) == [("b", "relation not given", "a")]


def test_claims_without_mentions_say_so():
    """A claim that nobody is coded as saying has a box that says that."""
    case = case_of(["a", "b"], [("b", "refutes", "a")], [("m1", "a", "x", "CT+", "2023-05-01")])
    texts = written(drawn(case))
    assert "No mention of it is coded" in texts
    assert "assertion · nobody dates it" in texts
    assert "not known: nobody dates the answer" in texts
    assert "put forward by nobody who is coded" in drawn(case).layout.meta["alt"]


def test_rows_stand_by_first_saying_then_id():
    """Earlier claims come first, those of one day by id, those that nobody dates last."""
    said = {"d": "2023-05-03", "b": "2023-05-04", "c": "2023-05-03", "a": ""}
    rows = [(f"m{id}", id, "x", "CT+", date, "", "", "s9") for id, date in said.items()]
    links = [("z", "refutes", id) for id in said]
    case = case_of([*said, "z"], links, rows)
    assert [claim for _, _, claim in arrows(drawn(case))] == ["c", "d", "b", "a"]


def test_no_claims_and_no_answers_are_said_quietly(ferry, case):
    """A case without claims, and claims without a link between them, make a page that says so."""
    assert "No claims" in written(drawn(ferry))
    assert drawn(ferry).layout.meta["alt"] == "Claims face to face: no claims."
    assert table_of(ferry).empty
    assert table_of(ferry).dtypes.equals(table_of(case).dtypes)
    alone = case.claims[case.claims["claim_id"] == "c-blocked"]
    figure = face_to_face(alone, case=case)
    assert "No claim here answers another" in written(figure)
    assert figure.layout.meta["alt"] == (
        "Claims face to face: no claim here answers another. 1 claim is not drawn: it neither "
        "answers nor is answered here. It is in the table."
    )
    assert "No claims" in written(face_to_face(case.claims.iloc[:0], case=case))


def test_links_that_lead_out_of_the_frame_are_counted(case):
    """With the refuting claim left out, its link is not drawn but told."""
    claims = case.claims[case.claims["claim_id"] != "c-no-interest"]
    figure = face_to_face(claims, case=case)
    told = "Left out: 1 link that leads to claims not among these."
    assert told in figure.layout.meta["alt"]
    assert any(told in text for text in written(figure))
    assert len(arrows(figure)) == 2


def crowd(claims=1000, links=500, mentions=5000):
    """Make up claims, links between neighbours, and mentions, most of the first claims."""
    make = np.random.default_rng(claims)
    one = make.integers(claims, size=links)
    ends = {(f"c{n}", make.choice([*RELATIONS][2:]), f"c{(n * 7 + 1) % claims}") for n in one}
    about = np.minimum(make.zipf(1.4, mentions), claims) - 1
    stances = make.choice(["CT+", "Uu", "PR+", "CT-"], mentions, p=[0.5, 0.4, 0.09, 0.01])
    said = make.choice(["2023-05-26", "", "2023-05", "2023-05-20/2023-05-25"], mentions)
    rows = [
        (
            f"m{n}",
            f"c{about[n]}",
            f"a{n % 211}",
            stances[n],
            said[n],
            "",
            f"quote {n}",
            f"s{n % 50}",
        )
        for n in range(mentions)
    ]
    text = "is about as long as the texts of claims in a case become, if one takes them together"
    sources = [(f"s{n}", f"2023-06-{n % 28 + 1:02}") for n in range(50)]
    names = {f"a{n}": f"Deputy spokesperson of the Ministry of Affairs {n}" for n in range(211)}
    texts = [(f"c{n}", f"Claim {n} {text[: 20 + n % 70]}") for n in range(claims)]
    return case_of(texts, sorted(ends), rows, sources=sources, names=names)


def test_many_claims_are_drawn_as_the_most_mentioned_answers():
    """Of 500 links the 40 answers with the most mentions are drawn, and the rest is counted."""
    case = crowd()
    figure, table = drawn(case), table_of(case)
    answered = table[table["relation"] != ""]
    assert len(arrows(figure)) == MOST == 40
    mentions = case.mentions["claim_id"].value_counts()
    behind = [
        sum(mentions.get(claim, 0) for claim in {row.claim_id, row.answer_id or row.claim_id})
        for row in answered.itertuples()
    ]
    keys = zip(answered["answer_id"].where(answered["answer_id"] != "", answered["claim_id"]),
               answered["relation"], answered["claim_id"], strict=True)  # fmt: skip
    by_key = dict(zip(keys, behind, strict=True))
    shown = {by_key.pop(key) for key in arrows(figure)}
    assert min(shown) >= max(by_key.values())
    told = f"Left to the table: {len(answered) - 40:,} further answers."
    assert told in figure.layout.meta["alt"]
    assert any(told in text for text in written(figure))
    assert len(figure.to_json()) < 1_000_000


@settings(max_examples=40)
@given(
    st.sets(
        st.tuples(
            st.sampled_from("abcde"),
            st.sampled_from(["refutes", "supports"]),
            st.sampled_from("abcde"),
        ),
        max_size=12,
    ),
    st.lists(
        st.tuples(st.sampled_from("abcde"), st.sampled_from(["CT+", "Uu", "PS-"])), max_size=8
    ),
    st.sampled_from([300, 390, 940]),
)
def test_every_link_is_one_arrow_and_no_box_lies_on_another(links, told, width):
    """Whatever the links, each is one arrow, each denied claim one more, and boxes lie apart."""
    rows = [(f"m{n}", claim, "x", level) for n, (claim, level) in enumerate(told)]
    case = case_of("abcde", sorted(links), [*rows, ("m99", "a", "x", "Uu")])
    denied = {claim for claim, level in told if level == "PS-"}
    if not links and not denied:
        with pytest.raises(FrameError, match="needs links"):
            drawn(case)
        return
    figure = drawn(case, width=width)
    expected = [*links, *((claim, "denies", claim) for claim in denied)]
    assert sorted(arrows(figure)) == sorted(expected)
    boxes = rectangles(figure.data[0])
    for number, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 0
        assert right <= width
        assert bottom <= figure.layout.yaxis.range[0]
        for other, above, end, below in boxes[:number]:
            assert right <= other or end <= left or bottom <= above + 0.2 or below <= top + 0.2


def rectangles(bars):
    """Return left, top, right and bottom of bars."""
    columns = zip(bars.x, bars.width, bars.base, bars.y, strict=True)
    return [(x - wide / 2, base + high, x + wide / 2, base) for x, wide, base, high in columns]


# -- what is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize("view", [face_to_face, face_to_face_table])
def test_what_is_no_frame_of_claims_is_refused(case, view):
    """The error says what was given and what to pass."""
    name = view.__name__
    for wrong, message in (
        (["c1"], "needs a frame of claims, not a list: pass case.claims"),
        (case.events, "needs typed claims: pass case.claims; this frame lacks claim_id and text"),
        (pd.concat([case.claims] * 2), "needs each claim_id once; “c-revival” is used twice"),
        (case.claims.assign(claim_id=None), "needs a claim_id in every row; row 0 has none"),
    ):
        with pytest.raises(FrameError) as raised:
            view(wrong, case=case)
        assert str(raised.value) == f"{name} {message}"


def test_a_case_that_lacks_what_is_needed_is_refused(case):
    """Which table is needed, for what, and what to write."""
    none = {name: getattr(case, name).iloc[:0] for name in terms.TABLES}
    for wrong, message in (
        (None, "needs a case as read_case returns it, not a NoneType; write case=case"),
        (case.links, "needs a case as read_case returns it, not a DataFrame; write case=case"),
        (
            replace(case, mentions=none["mentions"]),
            (
                "needs mentions: without them nothing tells who stands behind a claim; write "
                "mentions.csv with one row for each speaker of each claim"
            ),
        ),
        (
            replace(case, links=case.links[["claim_id"]]),
            (
                "needs a case whose links are typed, as read_case returns it; these lack "
                "relation and other_claim_id"
            ),
        ),
        (
            replace(case, links=pd.concat([case.links] * 2)),
            "needs each link once; “c-call-confirms supports c-revival” is used twice",
        ),
    ):
        with pytest.raises(FrameError) as raised:
            face_to_face(case.claims, case=wrong)
        assert str(raised.value) == f"face_to_face {message}"


def test_without_links_only_denials_are_drawn_or_links_asked_for(case):
    """A case without links has its denials; where there is none either, links are needed."""
    without = replace(case, links=case.links.iloc[:0])
    assert arrows(drawn(without)) == [("c-ready", "denies", "c-ready")]
    with pytest.raises(FrameError) as raised:
        face_to_face(case.claims[case.claims["claim_id"] != "c-ready"], case=without)
    assert str(raised.value) == (
        "face_to_face needs links: without them nothing tells which claim answers which; write "
        "links.csv with the columns claim_id, relation and other_claim_id"
    )


# -- the figure in a browser -------------------------------------------------------------------

TEXTS = """() => [...document.querySelectorAll(".textpoint text, .annotation-text")].map(text => {
    const {left, right, top, bottom} = text.getBoundingClientRect();
    return [text.textContent, left, top, right, bottom];
})"""
CARD = """() => [...document.querySelectorAll(".hoverlayer .hovertext")]
    .map(card => card.textContent).join("|")"""
AT = """([x, y]) => {
    const plot = document.querySelector(".js-plotly-plot"), {xaxis, yaxis} = plot._fullLayout;
    const box = plot.getBoundingClientRect();
    return [box.left + xaxis._offset + xaxis.d2p(x), box.top + yaxis._offset + yaxis.d2p(y)];
}"""


def hostile():
    """Return a case of two answers all of whose texts try to be markup, or have no blank."""
    claims = [(f"c{n}", text) for n, text in enumerate(HOSTILE)]
    links = [(f"c{n}", "refutes", "c0", f"m{n}") for n in range(1, len(HOSTILE))]
    rows = [(f"m{n}", f"c{n}", f"a{n}", "CT+", "", "", text) for n, text in enumerate(HOSTILE)]
    names = {f"a{n}": text for n, text in enumerate(HOSTILE)}
    found = case_of(claims, links, [*rows, ("m9", "c0", "a4", "PS-")], names=names)
    hedges = pd.Series([(text, text) for text in [*HOSTILE, "x"]])
    sources = found.sources.assign(title=HOSTILE[1])
    return replace(
        found,
        mentions=found.mentions.assign(hedge=hedges, cue=HOSTILE[0], locator=HOSTILE[2]),
        links=found.links.assign(note=HOSTILE[3]),
        sources=sources,
    )


def tangle():
    """Return a case with circles, parallel links, a hub, and texts of many lengths and scripts."""
    text = "Ещё одно утверждение о переговорах, которое длиннее прочих. 关于谈判的又一个说法。 "
    claims = [(f"c{n}", (text * 4)[: 25 * n + 12]) for n in range(9)]
    links = [(f"c{n}", "supports", "c0", "") for n in range(1, 6)]
    links += [("c0", "disputes", "c1"), ("c1", "refutes", "c1"), ("c7", "qualifies", "c8")]
    links += [("c7", "disputes", "c8"), ("c7", "refutes", "c8"), ("c7", "repeats", "c8")]
    rows = [(f"m{n}", f"c{n % 8}", f"a{n}", "CT+") for n in range(40)]
    names = {
        f"a{n}": f"Deputy spokesperson of the Ministry of Foreign Affairs {n}" for n in range(40)
    }
    return case_of(claims, links, [*rows, ("m99", "c0", "a1", "CT-")], names=names)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("which", "width", "theme"),
    [
        *product(["case", "hostile", "tangle"], [260, 940], ["light"]),
        *product(["case", "crowd"], [390, 1600], ["light"]),
        ("case", 940, "dark"),
        ("case", 940, "print"),
    ],
)
def test_no_text_is_cut_or_lies_on_another(draw, case, which, width, theme):
    """Every text of a box lies in its box, every other in the figure, and none on another."""
    of = {"case": lambda: case, "hostile": hostile, "tangle": tangle, "crowd": crowd}[which]()
    figure = drawn(of, width=width, look=Look(theme=theme))
    page = draw(figure, width=width, height=int(figure.layout.height))
    found = page.evaluate(TEXTS)
    x_min, y_min, x_max, y_max = whole(page)
    assert (x_max - x_min, y_max - y_min) == (width, figure.layout.height)
    assert len(found) == len(written(figure))
    boxes = on_page(page, rectangles(figure.data[0]))
    in_boxes = sum(
        len(it.text) for it in figure.data if it.type == "scatter" and it.mode == "text"
    ) - 2 * len(arrows(figure))
    for number, (text, left, top, right, bottom) in enumerate(found):
        assert x_min <= left, text
        assert right <= x_max, text
        assert y_min <= top, text
        assert bottom <= y_max, text
        inside = [
            x0 <= left and right <= x1 and y0 <= top and bottom <= y1 for x0, y0, x1, y1 in boxes
        ]
        meets = [left < x1 and x0 < right and top < y1 and y0 < bottom for x0, y0, x1, y1 in boxes]
        assert any(inside) == (number < in_boxes), text
        assert sum(meets) == sum(inside), text
        for other, start, above, end, below in found[:number]:
            apart = right <= start or end <= left or bottom <= above + 1 or below <= top + 1
            assert apart, (text, other)


def on_page(page, places):
    """Return rectangles of the axes where the page has them."""
    x, y = page.evaluate(AT, [0, 0])
    return [(left + x, top + y, right + x, bottom + y) for left, top, right, bottom in places]


def card_at(page, place):
    """Rest the pointer on a place and return the text of the card that shows, and its box."""
    page.mouse.move(1, 1)
    page.wait_for_function("document.querySelectorAll('.hoverlayer .hovertext').length === 0")
    page.mouse.move(*place)
    page.wait_for_selector(".hoverlayer .hovertext")
    return page.evaluate(CARD), page.locator(".hoverlayer .hovertext").bounding_box()


@pytest.mark.browser
@pytest.mark.parametrize(("which", "width"), [("case", 1600), ("hostile", 390), ("tangle", 940)])
def test_boxes_and_arrows_show_their_cards_whole(draw, case, which, width):
    """Resting anywhere on a box or an arrow shows its card, inside the figure."""
    one = face_to_face(case.claims[case.claims["claim_id"].isin(["c-openness", "c-no-interest"])],
                       case=case, width=width)  # fmt: skip
    of = {"case": lambda: drawn(case, width=width), "one": lambda: one}
    of |= {"hostile": lambda: drawn(hostile(), width=width)}
    of |= {"tangle": lambda: drawn(tangle(), width=width)}
    figure = of[which]()
    page = draw(figure, width=width, height=int(figure.layout.height))
    for name in ("claims", "answers"):
        bars = trace(figure, name)
        places = on_page(page, rectangles(bars))
        for (left, top, right, bottom), card in zip(places, bars.hovertext, strict=True):
            for down in (0.15, 0.85):
                at = ((left + right) / 2, top + down * (bottom - top))
                told, box = card_at(page, at)
                assert told == as_text(page, card)
                x_min, y_min, x_max, y_max = whole(page)
                # A border of two pixels is drawn around what Plotly keeps inside.
                assert box["x"] >= x_min - 2.1
                assert box["y"] >= y_min - 2.1
                assert box["x"] + box["width"] <= x_max + 2.1
                assert box["y"] + box["height"] <= y_max + 2.1


def whole(page):
    """Return the figure's left, top, right and bottom on the page."""
    box = page.locator(".main-svg").first.bounding_box()
    return box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]


def as_text(page, card):
    """Return what a card's markup says once it is read as HTML, without any element in it."""
    return page.evaluate(
        "card => new DOMParser().parseFromString(card, 'text/html').body.textContent", card
    )


@pytest.mark.browser
def test_markup_in_a_case_shows_as_text(draw):
    """Tags, formulas and templates in claims, names, hedges and quotes are shown as written."""
    figure = drawn(hostile(), width=1600)
    page = draw(figure, width=1600, height=int(figure.layout.height))
    shown = [text for text, *_ in page.evaluate(TEXTS)]
    for text in HOSTILE[:4]:
        assert text in shown
    assert page.evaluate("document.querySelectorAll('img').length") == 0


def test_a_theme_changes_colours_only(case, figure):
    """In another theme every box, arrow and text stands where it stood."""
    for theme in ("dark", "print"):
        themed = drawn(case, look=Look(theme=theme))
        assert style.THEMES[theme][style.BAND] in themed.data[0].marker.color
        assert written(themed) == written(figure)
        assert [it.x for it in themed.data] == [it.x for it in figure.data]
        assert [it.y for it in themed.data] == [it.y for it in figure.data]
