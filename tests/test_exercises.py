"""The model of exercises, their seals, each kind's key, and those made from a case."""

import json
import re
from base64 import b64decode
from dataclasses import FrozenInstanceError, replace
from itertools import combinations, permutations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import (
    Case,
    events_frame,
    exercises,
    network_tables,
    order,
    origins,
    read_case,
    who_says,
)
from dateline.exercises.form import KINDS, answers
from dateline.exercises.scales import EXPRESSIONS, scales_of
from dateline.exercises.sealed import read
from dateline.exercises.sealing import address, hashed, masked
from dateline.exercises.telling import sentences_of
from dateline.read import About
from dateline.terms import FACTUALITY

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def all_kinds(start="s7"):
    """Return an exercise of each kind, made up, and with this in every reason."""
    evidence = {
        "e1": exercises.Evidence("The ferry is late", {"h1": "C", "h2": "NC"}, f"{start} e1"),
        "e2": exercises.Evidence("Nobody met", {"h1": "N", "h2": "I"}, f"{start} e2", 2),
    }
    sentences = {
        "s1": ("The ferry docked late.", "event", f"{start} event"),
        "s2": ("It will likely be sold.", ("assessment", "claim"), f"{start} assessment"),
    }
    options = [
        ("One", "right", f"{start} one"),
        ("Two", "wrong", f"{start} two"),
        ("Some", "either", f"{start} some"),
    ]
    return [
        exercises.single("single", "How many?", options),
        exercises.several("several", "Which?", options),
        exercises.ordering(
            "ordering",
            "Which first?",
            items={"a": "A", "b": "B", "c": "C"},
            before={("a", "b"): f"{start} before"},
            unsettled=f"{start} open",
        ),
        exercises.classify("classify", "Of what kind?", sentences=sentences),
        exercises.chain(
            "chain",
            "Who says so?",
            hops=[("Gazette", f"{start} page"), ("Captain", f"{start} says")],
            distractors=["Board"],
        ),
        exercises.likelihood("likelihood", "likely"),
        exercises.ach("ach", "Why?", hypotheses={"h1": "Engine", "h2": "Sale"}, evidence=evidence),
        exercises.predict("predict", "How many?", options=options),
        exercises.predict("open", "What will stand first?", look=f"{start} look"),
    ]


def verdicts(exercise):
    return exercise.solution().set_index("atom")["verdict"].to_dict()


# -- the model -----------------------------------------------------------------------------------


def test_every_kind_has_an_exercise():
    """There is an exercise of each kind, and no kind without one."""
    assert {it.kind for it in all_kinds()} == set(KINDS)


def test_an_exercise_is_frozen():
    """An exercise cannot be changed."""
    with pytest.raises(FrozenInstanceError):
        all_kinds()[0].question = "Another?"


def test_alike_exercises_are_equal():
    """Two exercises made alike are equal, and so are their outputs to the byte."""
    for one, other in zip(all_kinds(), all_kinds(), strict=True):
        assert one == other
        assert one.sealed() == other.sealed()
        assert json.dumps(one._repr_mimebundle_()) == json.dumps(other._repr_mimebundle_())


@pytest.mark.parametrize("exercise", all_kinds(), ids=lambda it: it.id)
def test_the_key_judges_every_answer(exercise):
    """The solution has a row for each possible answer, each with a verdict and a reason."""
    solution = exercise.solution()
    assert solution["atom"].tolist() == [atom.atom for atom in exercise.key]
    assert set(solution["atom"]) == set(answers(read(exercise.sealed()).form))
    assert set(solution["verdict"]) <= {"right", "wrong", "either"}
    assert solution.notna().all(axis=None)
    assert (solution["reason"].str.len() > 0).all()


def test_a_key_with_a_gap_is_refused():
    """A key that leaves out an answer, adds one or says it twice is told so."""
    whole = all_kinds()[0]
    with pytest.raises(exercises.ExerciseError, match="says nothing of “option:3”"):
        replace(whole, key=whole.key[:2])
    with pytest.raises(exercises.ExerciseError, match="judges “option:9”; give each"):
        replace(whole, key=(*whole.key, exercises.Atom("option:9", "right", "s1")))
    with pytest.raises(exercises.ExerciseError, match="judges an answer twice"):
        replace(whole, key=(*whole.key, whole.key[0]))


def test_a_representation_tells_nothing():
    """What a list of exercises prints names no answer and no verdict."""
    assert repr(all_kinds("SECRET")[0]) == "<Exercise single: single, 3 answers>"
    assert "SECRET" not in repr(all_kinds("SECRET"))


# -- what the kinds refuse -----------------------------------------------------------------------

ONE = ("One", "right", "s1")
REFUSED = {
    "no option": (
        lambda: exercises.single("q", "?", [ONE]),
        "exercise “q” (single) has 1 choices; it needs 2 to 40",
    ),
    "none right": (
        lambda: exercises.single("q", "?", [("A", "wrong", "s1"), ("B", "wrong", "s1")]),
        "exercise “q” has no option that is right",
    ),
    "alike": (
        lambda: exercises.several("q", "?", [ONE, ONE]),
        "“One” is given twice in the choices of exercise “q”; nobody could tell the two apart",
    ),
    "verdict": (
        lambda: exercises.single("q", "?", [ONE, ("Two", "true", "s1")]),
        "exercise “q”, option:2: 'true' is not a verdict; allowed are right, wrong and either",
    ),
    "no reason": (
        lambda: exercises.single("q", "?", [ONE, ("Two", "wrong", " ")]),
        "the reason of option:2 in exercise “q” is ' '; give a text that is not empty",
    ),
    "half an option": (
        lambda: exercises.single("q", "?", [ONE, "Two"]),
        "option 2 of exercise “q” is 'Two'; give its text, right, wrong or either, and the reason",
    ),
    "no question": (
        lambda: exercises.single("q", "", [ONE, ("Two", "wrong", "s1")]),
        "the question of exercise “q” is ''; give a text that is not empty",
    ),
    "no id": (
        lambda: exercises.single(7, "?", [ONE, ("Two", "wrong", "s1")]),
        "the id is 7; give a text that is not empty",
    ),
    "half a letter": (
        lambda: exercises.single("q", "?", [ONE, ("\ud800", "wrong", "s1")]),
        "a text in the choices of exercise “q” holds what is no character of a text",
    ),
    "too long": (
        lambda: exercises.single("q", "?" * 5000, [ONE, ("Two", "wrong", "s1")]),
        "the question of exercise “q” has 5,000 characters; say it shorter",
    ),
    "predict": (
        lambda: exercises.predict("q", "?"),
        "exercise “q” needs either options, or in look what to tell after an open answer",
    ),
    "one prediction": (
        lambda: exercises.predict("q", "?", options=[ONE]),
        "exercise “q” offers one option; offer at least two, or none and ask openly",
    ),
    "no pair": (
        lambda: exercises.ordering("q", "?", items={"a": "A", "b": "B"}, before={}),
        "no pair of exercise “q” is settled: any order would do",
    ),
    "unknown item": (
        lambda: exercises.ordering("q", "?", items={"a": "A"}, before={("a", "b"): "s1"}),
        "exercise “q” orders 'a' before 'b'; both must be in items",
    ),
    "circle": (
        lambda: exercises.ordering(
            "q",
            "?",
            items={"a": "A", "b": "B", "c": "C"},
            before={("a", "b"): "s1", ("b", "c"): "s1", ("c", "a"): "s1"},
        ),
        "both ways round; take out one of the pairs in before",
    ),
    "category": (
        lambda: exercises.classify("q", "?", sentences={"s1": ("It is.", "evnt", "s1")}),
        "the category of sentence “s1” is “evnt”; offered are event, claim, assessment and denial",
    ),
    "half a sentence": (
        lambda: exercises.classify("q", "?", sentences={"s1": ("It is.", "event")}),
        "sentence “s1” of exercise “q” is ('It is.', 'event'); give its text, its category and the",
    ),
    "distractor": (
        lambda: exercises.chain("q", "?", hops=[("A", "s1"), ("B", "s1")], distractors=["B"]),
        "“B” speaks in the chain of exercise “q” and so cannot be a distractor",
    ),
    "one hop": (
        lambda: exercises.chain("q", "?", hops=[("A", "s1")], distractors=["B"]),
        "exercise “q” (chain) has 1 rows; it needs 2 to 12",
    ),
    "expression": (
        lambda: exercises.likelihood("q", "perhaps"),
        "“perhaps” is not among the expressions whose meaning is published here; choose among",
    ),
    "rating": (
        lambda: exercises.ach(
            "q",
            "?",
            hypotheses={"h1": "A", "h2": "B"},
            evidence={"e": exercises.Evidence("E", {"h1": "C", "h2": "X"}, "s1")},
        ),
        "evidence “e” of exercise “q” is 'X' to h2; allowed are C (consistent), I (inconsistent)",
    ),
    "unrated": (
        lambda: exercises.ach(
            "q",
            "?",
            hypotheses={"h1": "A", "h2": "B"},
            evidence={"e": exercises.Evidence("E", {"h1": "C"}, "s1")},
        ),
        "evidence “e” of exercise “q” rates h1; rate h1 and h2",
    ),
    "weight": (
        lambda: exercises.ach(
            "q",
            "?",
            hypotheses={"h1": "A", "h2": "B"},
            evidence={"e": exercises.Evidence("E", {"h1": "C", "h2": "I"}, "s1", 10)},
        ),
        "a weight in the rows of exercise “q” is 10; allowed are 1 to 9",
    ),
    "no case": (
        lambda: exercises.from_case("data"),
        "from_case needs a Case, not a str: read_case(path)",
    ),
}


@pytest.mark.parametrize(("make", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_asked_is_told(make, said):
    """An exercise that could not be shown, answered or judged is refused, with what to do."""
    with pytest.raises(exercises.ExerciseError, match=re.escape(said)):
        make()


# -- the kinds -----------------------------------------------------------------------------------


def test_several_judges_ticked_and_not_ticked():
    """What is to be ticked is wrong where it is not, and the other way round."""
    assert verdicts(all_kinds()[1]) == {
        "option:1=yes": "right",
        "option:1=no": "wrong",
        "option:2=yes": "wrong",
        "option:2=no": "right",
        "option:3=yes": "either",
        "option:3=no": "either",
    }


def test_order_follows_from_settled_pairs():
    """What follows from two settled pairs is settled by both reasons, and the rest is open."""
    exercise = exercises.ordering(
        "q",
        "?",
        items={"a": "A", "b": "B", "c": "C", "d": "D"},
        before={("a", "b"): "s1.", ("b", "c"): "s2."},
    )
    solution = exercise.solution().set_index("atom")
    assert solution.loc["a < c", ["verdict", "reason"]].tolist() == ["right", "s1. s2."]
    assert solution.loc["c < a", ["verdict", "reason"]].tolist() == ["wrong", "s1. s2."]
    assert solution.loc[["a < d", "d < a", "d < c"], "verdict"].tolist() == ["either"] * 3


@given(
    st.permutations("abcdef"), st.sets(st.sampled_from(list(combinations(range(6), 2))), min_size=1)
)
def test_an_ordering_never_starts_solved(names, pairs):
    """Whatever is settled, the learner finds an order in which some pair is wrong."""
    before = {(names[one], names[other]): "s1" for one, other in pairs}
    exercise = exercises.ordering(
        "q", "?", items={name: name for name in sorted(names)}, before=before
    )
    judged = verdicts(exercise)
    start = [item.id for item in exercise.choices]
    assert "wrong" in [judged[f"{one} < {other}"] for one, other in combinations(start, 2)]
    assert "wrong" not in [judged[f"{one} < {other}"] for one, other in combinations(names, 2)]


def test_categories_may_be_shared():
    """The first category of a sentence is right, the others are accepted, each with a reason."""
    sentence = ("It will be sold.", ("assessment", "claim"), {"a": "x"})
    with pytest.raises(exercises.ExerciseError, match="the reason of s1=event in exercise “q”"):
        exercises.classify("q", "?", sentences={"s1": sentence})
    assert verdicts(all_kinds()[3])["s2=assessment"] == "right"
    assert verdicts(all_kinds()[3])["s2=claim"] == "either"
    assert verdicts(all_kinds()[3])["s2=denial"] == "wrong"


def test_a_voice_can_stand_twice_in_a_chain():
    """A speaker who is quoted by somebody whom it quotes is offered once and right at both."""
    hops = [("A", "s1"), ("B", "s1"), ("A", "s1")]
    exercise = exercises.chain("q", "?", hops=hops)
    right = [atom for atom, verdict in verdicts(exercise).items() if verdict == "right"]
    assert right == ["hop:1=A", "hop:2=B", "hop:3=A"]
    assert len(exercise.choices) == 2


def test_the_matrix_accepts_two_letters():
    """Of two letters the first is right and the second accepted; a third is wrong."""
    judged = verdicts(all_kinds()[6])
    assert [judged[f"cell:h2/e1={letter}"] for letter in "NCI"] == ["right", "either", "wrong"]


def test_published_ranges():
    """The ranges are those of ICD 203, of Kent and of the IPCC, and cover what they cover."""
    found = {(it.by, it.word): (it.low, it.high) for word in EXPRESSIONS for it in scales_of(word)}
    icd = [(1, 5), (5, 20), (20, 45), (45, 55), (55, 80), (80, 95), (95, 99)]
    assert sorted({span for (by, _), span in found.items() if by == "ICD 203 (2015)"}) == icd
    assert found["Kent (1964)", "almost certain"] == (87, 99)
    assert found["Kent (1964)", "probable"] == (63, 87)
    assert found["Kent (1964)", "almost certainly not"] == (2, 12)
    assert found["IPCC (2010)", "likely"] == (66, 100)
    for expression in EXPRESSIONS:
        for scale in scales_of(expression):
            assert 0 <= scale.low <= (scale.middle or scale.low) <= scale.high <= 100


# -- seals ---------------------------------------------------------------------------------------


def opened(exercise, atom):
    """Open a seal as the script in the page does, by giving the answer."""
    text = dict(read(exercise.sealed()).seals)[address(exercise.id, atom)]
    return json.loads(masked(b64decode(text), id=exercise.id, atom=atom))


@pytest.mark.parametrize("exercise", all_kinds(), ids=lambda it: it.id)
def test_an_answer_opens_its_seal(exercise):
    """Who gives an answer finds its verdict and reason."""
    for atom, verdict, reason in exercise.key:
        assert opened(exercise, atom)[:2] == [verdict, reason]


def test_the_number_opens_the_ranges():
    """The seal of a number holds the published ranges with their sources."""
    exercise = all_kinds()[5]
    assert opened(exercise, "number")[2] == [list(scale) for scale in exercise.scales]


@pytest.mark.parametrize("exercise", all_kinds("SECRET"), ids=lambda it: it.id)
def test_no_output_holds_a_solution(exercise):
    """No reason, no verdict and no range stands in what is stored, in clear or in base64."""
    for sealed in (exercise, exercises.from_sealed(exercise.sealed())):
        bundle = sealed._repr_mimebundle_()
        style, script = exercises.assets()
        html = bundle["text/html"].replace(style, "").replace(script, "")
        shown = "\n".join([html, bundle["text/plain"], json.dumps(bundle), sealed.sealed()])
        shown = shown.replace(json.dumps(style)[1:-1], "").replace(json.dumps(script)[1:-1], "")
        decoded = [b64decode(text) for _, text in read(sealed.sealed()).seals]
        everywhere = [shown.encode(), *decoded]
        told = [
            "right",
            "wrong",
            "either",
            "SECRET",
            "ICD 203",
            *(it.reason for it in exercise.key),
        ]
        assert [word for word in told if any(word.encode() in part for part in everywhere)] == []


def test_seals_do_not_tell_by_length_or_place():
    """All seals of an exercise are of one length, sorted by an address that hides the answer."""
    short, long = ("One", "right", "s1"), ("Two", "wrong", "s2: " + "because " * 40)
    seals = read(exercises.single("q", "?", [short, long]).sealed()).seals
    assert len({len(text) for _, text in seals}) == 1
    assert [place for place, _ in seals] == sorted(place for place, _ in seals)
    turned = exercises.single("q", "?", [("One", "wrong", "s1"), ("Two", "right", long[2])])
    assert [place for place, _ in read(turned.sealed()).seals] == [place for place, _ in seals]


@given(TEXT, TEXT, st.binary(max_size=80))
def test_a_mask_comes_off_by_the_same_answer_only(id, atom, payload):
    """Masking twice gives the payload back, and another answer does not."""
    assert masked(masked(payload, id=id, atom=atom), id=id, atom=atom) == payload
    if len(payload) > 8:
        assert masked(masked(payload, id=id, atom=atom), id=id, atom=atom + "x") != payload


def test_hashes_are_fnv_1a():
    """The hash is FNV-1a of 32 bits, as its authors' test vectors have it."""
    vectors = {"": 0x811C9DC5, "a": 0xE40C292C, "b": 0xE70C2DE5, "foobar": 0xBF9CF968}
    assert {text: hashed(text) for text in vectors} == vectors


# -- sealed exercises ----------------------------------------------------------------------------


@pytest.mark.parametrize("exercise", all_kinds(), ids=lambda it: it.id)
def test_a_sealed_exercise_shows_the_same(exercise):
    """From its text, also by way of JSON, an exercise shows the same form to the byte."""
    sealed = exercises.from_sealed(exercise.sealed())
    assert sealed.sealed() == exercise.sealed()
    assert sealed._repr_mimebundle_() == exercise._repr_mimebundle_()
    stored = json.loads(json.dumps(exercise._repr_mimebundle_()[exercises.MIMETYPE]))
    assert exercises.html(stored) == exercises.html(exercise.sealed())
    # Only a notebook says that it is asleep until it is run.
    shown = re.sub(r'<p class="asleep">.*?</p>\n', "", exercise._repr_mimebundle_()["text/html"])
    assert exercises.html(stored) in shown


def test_a_sealed_exercise_has_no_solution():
    """Who asks a sealed exercise for its solution is told where that is."""
    sealed = exercises.from_sealed(all_kinds()[0].sealed())
    assert repr(sealed) == "<SealedExercise single: single>"
    with pytest.raises(exercises.ExerciseError, match="in the instructor's notebook"):
        sealed.solution()


def parts(**others):
    return json.loads(all_kinds()[0].sealed()) | others


HOSTILE = {
    "no JSON": ("{", "is not JSON"),
    "deep": ("[" * 100_000, "is not JSON"),
    "list": ([], "a JSON object of kind, id, question, rows, choices and seals"),
    "nothing": ({}, "a JSON object of kind"),
    "more": (parts(onload="alert(1)"), "a JSON object of kind"),
    "kind": (parts(kind="quiz"), "“quiz” is not a kind of exercise; allowed are single"),
    "kind of kind": (parts(kind=["single"]), "the kind of a sealed exercise is"),
    "question": (parts(question={"html": "<script>"}), "the question of exercise “single” is"),
    "id": (parts(id=None), "the id is None"),
    "rows": (parts(rows="abc"), "the rows of a sealed exercise are not a list of ids and texts"),
    "row": (parts(choices=[["1", "One", 1, 1]]), "the choices of a sealed exercise are not a list"),
    "text": (
        parts(choices=[["1", 1], ["2", 2]]),
        "a text in the choices of exercise “single” is 1",
    ),
    "weight": (parts(choices=[["1", "A", 2], ["2", "B"]]), "only evidence has a weight, in ach"),
    "bool": (parts(choices=[["1", "A", True], ["2", "B"]]), "a weight in the choices"),
    "many": (
        parts(choices=[[str(at), str(at)] for at in range(99)]),
        "has 99 choices; it needs 2 to 40",
    ),
    "no seals": (parts(seals=[]), "the seals of exercise “single” do not fit its question"),
    "seals": (parts(seals=[["a", "b"]] * 3), "do not fit its question; seal it again"),
    "no seal": (parts(seals=7), "do not fit its question"),
    "changed": (parts(id="other"), "the seals of exercise “other” do not fit its question"),
    "base64": (
        parts(seals=[[place, "<"] for place, _ in parts()["seals"]]),
        "do not fit its question",
    ),
}


@pytest.mark.parametrize(("given", "said"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_sealed_exercise_is_told(given, said):
    """JSON that no exercise wrote never becomes a form, and is refused in words."""
    with pytest.raises(exercises.ExerciseError, match=re.escape(said)):
        exercises.html(given)


def test_from_sealed_needs_text():
    """What is no text is refused, and so is text that is no exercise."""
    with pytest.raises(exercises.ExerciseError, match="from_sealed needs the text"):
        exercises.from_sealed(b"{}")
    with pytest.raises(exercises.ExerciseError, match="copy the whole text"):
        exercises.from_sealed("hello")


# -- outputs -------------------------------------------------------------------------------------


@pytest.mark.parametrize("exercise", all_kinds(), ids=lambda it: it.id)
def test_outputs(exercise):
    """An output holds the sealed JSON, HTML and plain text, no widget, no handler, no id twice."""
    bundle = exercise._repr_mimebundle_()
    assert list(bundle) == [exercises.MIMETYPE, "text/html", "text/plain"]
    assert bundle["text/plain"].startswith(KINDS[exercise.kind].title)
    assert re.findall(r'\s(?:on\w+|id|src|href|action)="', exercises.html(exercise.sealed())) == []
    assert json.loads(exercise.sealed()) == bundle[exercises.MIMETYPE]


@pytest.mark.parametrize("exercise", all_kinds(), ids=lambda it: it.id)
def test_jupyterlab_leaves_the_keys_alone(exercise):
    """Each control asks JupyterLab not to take keys: of the focused element only is that heard."""
    controls = re.findall(
        r"<(?:input|select|textarea|button)\b[^>]*>", exercises.html(exercise.sealed())
    )
    assert controls
    assert [it for it in controls if 'data-lm-suppress-shortcuts="true"' not in it] == []


def test_texts_are_escaped():
    """A text with markup stands in the form as text, and ends neither script nor attribute."""
    evil = "</script><img src=x onerror=alert(1)>\"'&<!--"
    exercise = exercises.single("q" + evil, evil, [(evil, "right", evil), ("b", "wrong", "s1")])
    html = exercises.html(exercise.sealed())
    assert "<img" not in html
    assert html.count("</script>") == 1
    assert "<" not in exercise.sealed()
    assert exercises.from_sealed(exercise.sealed()).sealed() == exercise.sealed()


def test_assets_are_small_and_run_nothing_given():
    """Style sheet and script ask nobody, store nothing and make no code or markup out of text."""
    style, script = exercises.assets()
    assert len(script.splitlines()) <= 500
    for word in ("eval(", "innerHTML", "fetch(", "XMLHttp", "localStorage", "document.write"):
        assert word not in script
    assert "url(" not in style
    assert "@import" not in style


# -- from a case ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def asked(case):
    """Return the exercises of the bundled case, by id."""
    return {exercise.id: exercise for exercise in exercises.from_case(case)}


def right_answers(exercise):
    solution = exercise.solution()
    return solution.loc[solution["verdict"] == "right", "answer"].tolist()


def test_a_case_gives_each_sort_of_question(asked, case):
    """The bundled case gives questions on order, chains, origins, hedges, certainty and ties."""
    starts = [id.partition("-")[0] for id in asked]
    assert starts == [
        *("order", "first", "first", "chain", "chain", "speakers", "speakers", "origins"),
        *("origins", "hedge", "hedge", "certainty", "certainty", "volume", "tie"),
    ]
    assert [it.sealed() for it in exercises.from_case(case)] == [
        it.sealed() for it in asked.values()
    ]
    assert len(exercises.from_case(case, most=1)) == 10


def test_reasons_point_into_the_case(asked, case):
    """Every reason names a sentence, or a row of a table."""
    places = {*case.mentions["locator"].dropna(), *case.events["event_id"], "events.csv"}
    for exercise in asked.values():
        for atom in exercise.key:
            words = set(re.findall(r"[\w.-]+", atom.reason.replace(".csv.", ".csv")))
            assert words & places or {it.rstrip(".") for it in words} & places, atom


def test_the_key_of_order_is_that_of_order(asked, case):
    """A pair is right where one certainly precedes the other, and open where neither does."""
    ids = {item.id for item in asked["order"].choices}
    table = order(case.events[case.events["event_id"].isin(ids)])
    known = {(row.event_id, row.other_id): row.precedes for row in table.itertuples()}
    expected = {}
    for one, other in permutations(ids, 2):
        flow = {(True, False): "right", (False, True): "wrong", (False, False): "either"}
        both = (known[one, other] == "certainly", known[other, one] == "certainly")
        expected[f"{one} < {other}"] = flow[both]
    assert verdicts(asked["order"]) == expected
    assert {"right", "either"} <= set(expected.values())


def test_which_came_first_is_as_in_order(asked, case):
    """Of two events one is first, or the dates leave it open, as order has it."""
    table = order(case.events).set_index(["event_id", "other_id"])["precedes"]
    titles = case.events.set_index("title")["event_id"]
    found = []
    for exercise in (it for id, it in asked.items() if id.startswith("first-")):
        one, other = (titles[item.text] for item in exercise.choices[:2])
        (answer,) = right_answers(exercise)
        found.append("open" if answer == "The dates leave it open" else "settled")
        first = {one: (one, other), other: (other, one)}.get(titles.get(answer))
        if first:
            assert table[first] == "certainly"
        else:
            assert "certainly" not in (table[one, other], table[other, one])
    assert found == ["settled", "open"]


def test_the_key_of_a_chain_is_that_of_who_says(asked, case):
    """The right speakers of a chain are its hops in who_says, and distractors speak elsewhere."""
    chains = [it for id, it in asked.items() if id.startswith("chain-")]
    for exercise in chains:
        mention = exercise.id.removeprefix("chain-")
        row = case.mentions.set_index("mention_id").loc[mention]
        about = row["claim_id"] if pd.isna(row["event_id"]) else row["event_id"]
        ladder = who_says(case.mentions, about, case=case)
        (chain,) = ladder.loc[ladder["mention_id"] == mention, "chain"]
        hops = ladder[ladder["chain"] == chain]
        expected = [f"hop {at}: {it}" for at, it in enumerate(hops["speaker"], start=1)]
        assert right_answers(exercise) == expected
        others = {it.id for it in exercise.choices} - set(hops["speaker_id"])
        assert others
        assert others <= set(case.mentions["speaker_id"])
    assert len(chains) == 2


def test_the_key_of_origins_is_that_of_origins(asked, case):
    """The right number is that of origins, and the right speakers are the innermost ones."""
    table = origins(case.mentions, case=case).set_index("id")
    numbers = [it for id, it in asked.items() if id.startswith("origins-")]
    for exercise in numbers:
        row = table.loc[exercise.id.removeprefix("origins-")]
        assert right_answers(exercise) == [str(row["origins"])]
        offered = {int(item.text) for item in exercise.choices}
        assert offered >= {row["origins"], row["mentions"], row["sources"], row["chains"]}
    assert len(numbers) == 2
    for exercise in (it for id, it in asked.items() if id.startswith("speakers-")):
        ladder = who_says(case.mentions, exercise.id.removeprefix("speakers-"), case=case)
        inner = set(ladder.loc[ladder["is_origin"], "speaker"])
        ticked = {it.removeprefix("ticked: ") for it in right_answers(exercise) if it[0] == "t"}
        assert ticked == inner
        assert {item.text for item in exercise.choices} == set(ladder["speaker"])


def recounted(mentions, id):
    """Return the speakers who say that something is so and whom nobody relays, and who denies."""
    about = [it for it in mentions.to_dict("records") if id in (it["event_id"], it["claim_id"])]
    relayed = {it["parent_id"] for it in about}
    inner = [it for it in about if it["mention_id"] not in relayed]
    denying = {it["speaker_id"] for it in about if str(it["factuality"]).endswith("-")}
    return {it["speaker_id"] for it in inner if str(it["factuality"]).endswith("+")}, denying


def ticked(exercise):
    return {it.removeprefix("ticked: ") for it in right_answers(exercise) if it[0] == "t"}


def require_own_voices(case, *, every=1):
    """Ask of everything in a case, and hold the keys against a count of their own."""
    ids = pd.concat([case.mentions["event_id"], case.mentions["claim_id"]]).dropna().unique()
    asked, refused = 0, []
    for id in ids[::every]:
        backing, denying = recounted(case.mentions, id)
        for ask in (exercises.ask_origins, exercises.ask_speakers):
            try:
                exercise = ask(case, id)
            except exercises.ExerciseError as error:
                refused.append((bool(backing & denying), not backing, str(error)))
                continue
            asked += 1
            if ask is exercises.ask_origins:
                assert right_answers(exercise) == [str(len(backing))]
            else:
                assert ticked(exercise) == {case.names.get(it, it) for it in backing}
                assert not ticked(exercise) & {case.names.get(it, it) for it in denying}
    assert [it for it in refused if not (it[0] or it[1] or "all who speak" in it[2])] == []
    return asked


@pytest.mark.parametrize("name", ["sound-all-tables", "sound-undated-open-and-overridden"])
def test_no_denier_is_support_in_sound_cases(name):
    """In sound cases, nobody who denies is ticked, and the number is that of another count."""
    require_own_voices(read_case(Path(__file__).parent / "cases" / name))


def test_no_denier_is_support_in_the_bundled_cases(case, ferry):
    """In the bundled case and in the ferry, every key of voices is that of another count."""
    assert require_own_voices(case, every=3) > 12
    assert require_own_voices(ferry) == 9


@settings(max_examples=4, deadline=None)
@given(st.lists(st.sampled_from(list(FACTUALITY)), min_size=13, max_size=13))
def test_no_denier_is_support_however_mentions_are_coded(ferry, coded):
    """Whatever the speakers' stances are, the keys of voices are those of another count."""
    mentions = ferry.mentions.assign(factuality=coded)
    require_own_voices(replace(ferry, mentions=mentions))


def test_who_denies_the_meeting_is_no_support(ferry):
    """Of the ferry's meeting a docker tells and the board denies it: it rests on one voice."""
    number = exercises.ask_origins(ferry, "e-meeting")
    assert right_answers(number) == ["1"]
    assert "independent" not in number.question
    reasons = number.solution().set_index("answer")["reason"]
    assert reasons["1"] == (
        "It rests on Unnamed docker: s1 of “Board meets”. Who only passes it on adds no voice. "
        "Harbour board of Port Nowhere denies it (s1 of “No meeting after all?”): not support."
    )
    assert reasons["2"].startswith("That is the number of all its origins. ")
    assert reasons["2"].endswith("denies it (s1 of “No meeting after all?”): not support.")
    speakers = exercises.ask_speakers(ferry, "e-meeting")
    assert ticked(speakers) == {"Unnamed docker"}
    told = speakers.solution().set_index("answer")["reason"]
    assert told["ticked: Harbour board of Port Nowhere"] == (
        "s1 of “No meeting after all?”: this voice denies it, which is not support."
    )


STANCES = """mention_id,event_id,claim_id,source_id,locator,parent_id,speaker_id,mode,factuality
m1,,c1,n1,s1,,paper,none,Uu
m2,,c1,n1,s1,m1,office,indirect,CT-
m3,,c1,n1,s1,m2,mayor,indirect,CT+
m4,,c1,n1,s2,,paper,none,Uu
m5,,c1,n1,s2,m4,witness,indirect,PS-
m6,,c1,n1,s3,,paper,none,Uu
m7,,c1,n1,s3,m6,clerk,indirect,CTu
m8,,c2,n1,s4,,paper,none,CT+
m9,,c2,n1,s5,,paper,none,Uu
m10,,c2,n1,s5,m9,baker,indirect,PR-
m11,,c3,n1,s6,,paper,none,Uu
m12,,c3,n1,s6,m11,baker,indirect,PR-
m13,,c4,n1,s7,,paper,none,CT+
m14,,c4,n1,s8,,paper,none,CT-
"""


@pytest.fixture
def made_up(tmp_path):
    """Return a small case in which some say, some deny, and some only pass on."""
    (tmp_path / "mentions.csv").write_text(STANCES, encoding="utf-8")
    rows = [f"c{number},The well of Nowhere is deep ({number}),assertion" for number in range(1, 5)]
    (tmp_path / "claims.csv").write_text("\n".join(["claim_id,text,kind", *rows]) + "\n")
    names = ("paper", "office", "mayor", "witness", "clerk", "baker")
    rows = [f"{name},The {name},group,generic" for name in names]
    (tmp_path / "actors.csv").write_text("\n".join(["actor_id,name,kind,naming", *rows]) + "\n")
    source = "source_id,title,published\nn1,News of Nowhere,2031-03-02\n"
    (tmp_path / "sources.csv").write_text(source)
    event = "event_id,title,status,kind,lane\ne1,Parade,occurred,parade,Nowhere\n"
    (tmp_path / "events.csv").write_text(event)
    return read_case(tmp_path)


def test_stances_of_a_small_case_counted_by_hand(made_up):
    """A hop that denies is no support, and does not make the origin behind it deny."""
    first, second, third = (exercises.ask_origins(made_up, f"c{number}") for number in (1, 2, 3))
    assert [right_answers(it) for it in (first, second, third)] == [["1"], ["1"], ["0"]]
    said = first.solution().set_index("answer").loc["1", "reason"]
    assert said == (
        "It rests on The mayor: s1. Who only passes it on adds no voice. The office denies it "
        "(s1): not support. The witness denies it (s2): not support. The clerk does not tell "
        "whether it is so (s3): not support."
    )
    assert ticked(exercises.ask_speakers(made_up, "c1")) == {"The mayor"}
    assert ticked(exercises.ask_speakers(made_up, "c2")) == {"The paper"}
    none = third.solution().set_index("answer").loc["0", "reason"]
    assert none == "No origin says that it is so. The baker denies it (s6): not support."
    with pytest.raises(exercises.ExerciseError, match="no origin of “c3” says that it is so"):
        exercises.ask_speakers(made_up, "c3")
    with pytest.raises(exercises.ExerciseError, match="“paper” both says and denies it; there"):
        exercises.ask_origins(made_up, "c4")


def test_the_key_of_stance_is_that_of_the_mention(asked, case):
    """The right hedge and certainty are those that the mention has."""
    mentions = case.mentions.set_index("mention_id")
    words = {"PR+": "probable", "PS+": "possible", "CT+": "certain"}
    for id, exercise in asked.items():
        sort, _, mention = id.partition("-")
        if sort == "hedge":
            hedge = " and ".join(f"“{it}”" for it in mentions.loc[mention, "hedge"])
            assert right_answers(exercise) == [hedge]
        if sort == "certainty":
            assert right_answers(exercise) == [words[mentions.loc[mention, "factuality"]]]


def test_a_hedge_that_stands_there_with_something_else_is_told(case):
    """Where a voice hedges one thing and not another, the reason says with what the words stand."""
    exercise = exercises.ask_hedge(case, "s5-ready-isw-analysts")
    assert right_answers(exercise) == ["With no hedge"]
    reasons = exercise.solution().set_index("answer")["reason"]
    assert reasons["“likely”"].startswith(
        "At s5, “likely” is said by ISW's analysts of the claim “While Li Hui"
    )


def test_what_nobody_can_look_up_is_not_asked(ferry):
    """Without reading text and quotes no hedge is asked; a quote is shown, or the source named."""
    bare = replace(ferry, about=About())
    sorts = {it.id.partition("-")[0] for it in exercises.from_case(bare)}
    assert sorts == {"order", "first", "chain", "speakers", "origins", "volume", "tie"}
    asked = exercises.ask_hedge(bare, "m5").question
    assert asked.startswith("Unnamed docker, in your source, at s1 of “Board meets”, on the event")
    quote = ferry.mentions["quote"].mask(ferry.mentions["mention_id"] == "m5", "Probably they met.")
    quoted = replace(bare, mentions=ferry.mentions.assign(quote=quote))
    found = {it.id: it.question for it in exercises.from_case(quoted)}
    assert [id for id in found if id.startswith(("hedge", "cert"))] == ["hedge-m5", "certainty-m5"]
    assert " The words: “Probably they met.”. With which words" in found["hedge-m5"]


def test_the_ferry_can_be_looked_up(ferry):
    """Each mention of the ferry has its sentence, in which its cue, hedges and quote stand."""
    sentences = sentences_of(ferry)

    def folded(text):
        return " ".join(text.casefold().split())

    for mention in ferry.mentions.to_dict("records"):
        sentence = folded(sentences[mention["source_id"], mention["locator"]])
        given = [it for it in (mention["cue"], mention["quote"]) if pd.notna(it)]
        assert [it for it in (*given, *mention["hedge"]) if folded(it) not in sentence] == []


def test_the_keys_of_ties_are_those_of_the_network(asked, case):
    """The largest mark, its number, and the pair that is joined are those of network_tables."""
    nodes, edges = network_tables(case.events, case=case)
    top = nodes.sort_values("events", ascending=False).iloc[0]
    (volume,) = (it for id, it in asked.items() if id.startswith("volume-"))
    assert volume.id == f"volume-{top['id']}"
    assert right_answers(volume)[0].endswith(f" events that are coded here: {top['events']}.")
    (tie,) = (it for id, it in asked.items() if id.startswith("tie-"))
    ends = zip(edges["source"].map(case.names), edges["target"].map(case.names), strict=True)
    joined = {frozenset(it) for it in ends}
    for text, verdict in tie.solution()[["answer", "verdict"]].itertuples(index=False):
        assert (frozenset(text.split(" and ")) in joined) == (verdict == "right")
    with pytest.raises(exercises.ExerciseError, match="“putin” is not the one actor in the most"):
        exercises.ask_volume(case, "putin")
    with pytest.raises(exercises.ExerciseError, match="no event joins “lula” and “west”"):
        exercises.ask_tie(case, ("west", "lula"))


def test_only_one_answer_covers(asked):
    """A single choice becomes a prediction with the same key; another kind is refused."""
    single = next(it for id, it in asked.items() if id.startswith("origins-"))
    covering = exercises.covering(single)
    assert (covering.kind, covering.key) == ("predict", single.key)
    with pytest.raises(exercises.ExerciseError, match="only a single choice can cover"):
        exercises.covering(asked["order"])


def test_events_alone_give_questions_on_order():
    """A case with events only asks for their order, and one without dates asks nothing."""
    when = ["2023-05-01", "2023-05-03", "2023-05-05", "2023-05"]
    raw = pd.DataFrame({"event_id": list("abcd"), "title": list("ABCD"), "when": when})
    raw["status"] = "occurred"
    found = exercises.from_case(Case(events=events_frame(raw)))
    assert [exercise.id for exercise in found] == ["order", "first-b-a", "first-d-a"]
    assert exercises.from_case(Case(events=events_frame(raw.assign(when="")))) == []


def test_flagged_dates_are_not_asked_about():
    """What is certain only as far as a flagged date is chosen by nobody, and refused."""
    when = ["2023-05-01~", "2023-05-03", "2023-05-05?"]
    raw = pd.DataFrame({"event_id": list("abc"), "title": list("ABC"), "when": when})
    case = Case(events=events_frame(raw.assign(status="occurred")))
    assert exercises.from_case(case) == []
    with pytest.raises(exercises.ExerciseError, match="only as far as what is approximate"):
        exercises.ask_order(case, ["a", "b"])


def test_what_has_two_answers_is_not_asked(ferry):
    """Where two chains start in one place, or nothing has an id, there is no question."""
    doubled = pd.concat([ferry.mentions, ferry.mentions.assign(speaker_id="board").iloc[[2]]])
    doubled["mention_id"] = [*ferry.mentions["mention_id"], "m14"]
    twice = replace(ferry, mentions=doubled.reset_index(drop=True))
    with pytest.raises(exercises.ExerciseError, match="no chain behind “e-letter” has two to"):
        exercises.ask_chain(twice, "e-letter")
    with pytest.raises(exercises.ExerciseError, match="names no event and no claim; ask about one"):
        exercises.ask_origins(ferry, "e-nothing")
    with pytest.raises(exercises.ExerciseError, match="all who speak of “e-late” are its origins"):
        exercises.ask_speakers(ferry, "e-late")
    again = pd.concat([ferry.mentions, ferry.mentions.iloc[[4]].assign(mention_id="m15")])
    same = replace(ferry, mentions=again.reset_index(drop=True))
    with pytest.raises(exercises.ExerciseError, match="would have two answers"):
        exercises.ask_hedge(same, "m5")
    with pytest.raises(exercises.ExerciseError, match="“e-no” is not an event of the case"):
        exercises.ask_order(ferry, ["e-no", "e-late"])


def test_several_sources_are_named(ferry):
    """Where a case has several sources, a reason tells which one a sentence is of."""
    solution = exercises.ask_hedge(ferry, "m5").solution()
    assert solution["reason"].str.contains("s1 of “Board meets”", regex=False).any()


@settings(max_examples=8)
@given(st.integers(0, 2**32 - 1))
def test_any_sound_case_can_be_asked(case, seed):
    """Whichever mentions a case has, its exercises are made, and judge every answer."""
    draw = np.random.default_rng(seed)
    kept = case.mentions[draw.random(len(case.mentions)) < draw.random()]
    part = replace(case, mentions=kept.reset_index(drop=True))
    for exercise in exercises.from_case(part, most=1):
        assert len(exercise.solution()) == len(exercise.key)
