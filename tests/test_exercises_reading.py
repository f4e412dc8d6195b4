"""Hand-written exercises: what the file says is what is asked, and what is wrong is named."""

import re
from textwrap import dedent

import pytest

from dateline import exercises
from dateline.exercises import Evidence, ExerciseError, reading

EXAMPLES = "\n".join(
    dedent(block) for block in re.findall(r"::\n\n((?:    .*\n|\n)+)", f"{reading.__doc__}\n")
)
SINGLE = '[voices]\nkind = "single"\nquestion = "On how many?"\n'
OPTIONS = """options = [
    {text = "One", verdict = "right", reason = "s2: one."},
    {text = "Four", verdict = "wrong", reason = "s5: retold."},
]"""
DATA = f"""
[several]
kind = "several"
question = "Who?"
{OPTIONS}
[predict]
kind = "predict"
question = "How many?"
{OPTIONS}
[ordering]
kind = "ordering"
question = "Order."
items = {{a = "A", b = "B", c = "C"}}
before = [{{earlier = "a", later = "b", reason = "s1."}}]
unsettled = "Open."
[classify]
kind = "classify"
question = "What?"
categories = ["assessment", "claim"]
[classify.sentences.s1]
text = "It may be sold."
is = ["assessment", "claim"]
reason = {{claim = "s1.", assessment = "s2."}}
[chain]
kind = "chain"
question = "Who?"
hops = [{{speaker = "P", reason = "s1."}}, {{speaker = "Q", reason = "s2."}}]
distractors = ["R"]
[likelihood]
kind = "likelihood"
expression = "likely"
question = "Which number?"
[ach]
kind = "ach"
question = "Why?"
hypotheses = {{h1 = "Engine", h2 = "Sale"}}
[ach.evidence.e1]
text = "Late"
ratings = {{h1 = "C", h2 = "NC"}}
reason = {{h1 = "s1.", h2 = "s2."}}
weight = 2
"""


@pytest.fixture
def read(tmp_path):
    """Return a function that reads exercises from a text."""
    path = tmp_path / "exercises.toml"

    def _read(text):
        path.write_text(text, encoding="utf-8")
        return exercises.read(path)

    return _read


def test_every_example_of_the_docstring_is_read(read):
    """The examples in the module's docstring are one file that has all eight kinds but one."""
    asked = read(EXAMPLES)
    assert [(id, it.id, it.kind) for id, it in asked.items()] == [
        ("voices", "voices", "single"),
        ("lanes", "lanes", "predict"),
        ("order", "order", "ordering"),
        ("sentences", "sentences", "classify"),
        ("letter", "letter", "chain"),
        ("likely", "likely", "likelihood"),
        ("why", "why", "ach"),
    ]


def test_data_make_the_same_exercise_as_the_function(read):
    """What is read equals what the function of that kind makes of the same parameters."""
    options = [("One", "right", "s2: one."), ("Four", "wrong", "s5: retold.")]
    line = Evidence("Late", {"h1": "C", "h2": "NC"}, {"h1": "s1.", "h2": "s2."}, 2)
    sentence = ("It may be sold.", ["assessment", "claim"], {"claim": "s1.", "assessment": "s2."})
    made = [
        exercises.several("several", "Who?", options),
        exercises.predict("predict", "How many?", options=options),
        exercises.ordering(
            "ordering", "Order.", items={"a": "A", "b": "B", "c": "C"}, before={("a", "b"): "s1."},
            unsettled="Open.",
        ),
        exercises.classify(
            "classify", "What?", sentences={"s1": sentence}, categories=["assessment", "claim"]
        ),
        exercises.chain("chain", "Who?", hops=[("P", "s1."), ("Q", "s2.")], distractors=["R"]),
        exercises.likelihood("likelihood", "likely", question="Which number?"),
        exercises.ach(
            "ach", "Why?", hypotheses={"h1": "Engine", "h2": "Sale"}, evidence={"e1": line}
        ),
    ]  # fmt: skip
    assert list(read(DATA).values()) == made


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a = 1", "“a”: 1 is not an exercise; begin it with [a]"),
        (
            '[a]\nquestion = "?"',
            (
                "“a”: kind is missing; allowed are single, several, predict, "
                "ordering, classify, chain, likelihood and ach"
            ),
        ),
        ("[a]\nkind = 3", "“a”: kind, 3 is not a kind of exercise; allowed"),
        ("[a]\nkind = []", "“a”: kind, [] is not a kind of exercise"),
        (SINGLE, "“voices”: options is missing; give question and options"),
        (
            f"{SINGLE}optoins = []",
            (
                "“voices”: “optoins” is not known here; did you mean options? "
                "allowed are question and options"
            ),
        ),
        (
            f'{SINGLE}options = "One"',
            ("“voices”, options: 'One' is not a list of tables, as in [{…}, {…}]"),
        ),
        (
            f'{SINGLE}options = [{{text = "One", verdict = "rihgt", reason = "s1."}}]',
            (
                "“voices”, options, 1, verdict: “rihgt” is not a verdict; "
                "allowed are right, wrong and either"
            ),
        ),
        (
            f'{SINGLE}options = [{{text = 1, verdict = "right", reason = "s1."}}]',
            ("“voices”, options, 1, text: 1 is not a text; write it in quotation marks"),
        ),
        (
            f"{SINGLE}options = [3]",
            ("“voices”, options, 1: 3 is not a table of text, verdict and reason"),
        ),
        (
            f'{SINGLE}options = [{{text = "One", verdict = "wrong", reason = "s1."}}]',
            "“voices”: exercise “voices” (single) has 1 choices",
        ),
        (
            '[a]\nkind = "ordering"\nquestion = "?"\nitems = ["a"]\nbefore = []',
            "“a”, items: ['a'] is not a table; name each thing in it",
        ),
        (
            '[a]\nkind = "chain"\nquestion = "?"\nhops = []\ndistractors = [1]',
            '“a”, distractors: [1] is not a list of texts, as in ["a", "b"]',
        ),
        (
            '[a]\nkind = "likelihood"\nexpression = "perhaps"',
            "“a”: “perhaps” is not among the expressions whose meaning",
        ),
        (
            (
                '[a]\nkind = "classify"\nquestion = "?"\n[a.sentences.s2]\ntext = "A"\n'
                'is = "rumour"\nreason = "s2."'
            ),
            (
                "“a”: the category of sentence “s2” is “rumour”; offered are "
                "event, claim, assessment and denial"
            ),
        ),
    ],
)
def test_what_is_wrong_is_named(read, text, told):
    """An error names the file, the exercise, the key, what stands there and what is allowed."""
    with pytest.raises(ExerciseError) as error:
        read(text)
    assert str(error.value).startswith(f"exercises.toml, exercise {told}")


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    """A path that leads to no text is an error with that path or name."""
    with pytest.raises(ExerciseError, match=r"none\.toml cannot be read: No such file"):
        exercises.read(tmp_path / "none.toml")
    path = tmp_path / "half.toml"
    path.write_text("[a\n", encoding="utf-8")
    with pytest.raises(ExerciseError, match=r"^half\.toml is not valid TOML: Expected"):
        exercises.read(path)
    path = tmp_path / "latin.toml"
    path.write_bytes(b'a = "\xe9"')
    with pytest.raises(ExerciseError, match=r"^latin\.toml is not valid TOML: "):
        exercises.read(path)
