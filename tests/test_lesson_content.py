"""The lesson says of the bundled case what its tables say, and keeps its own promises."""

import re
from pathlib import Path

import nbformat
import networkx as nx
import pandas as pd
import pytest

from dateline import exercises, network_tables, order, origins, read_case, who_says
from dateline.terms import FACTUALITY

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "data" / "negotiations-2023"
ASKED = exercises.read(FOLDER / "exercises.toml")
CELLS = nbformat.read(ROOT / "notebooks" / "10_lesson.ipynb", as_version=4).cells
PARTS = re.compile(r"^## (\d) .*\((\d+) minutes\)$", flags=re.MULTILINE)
PROSE = "\n".join(cell.source for cell in CELLS if cell.cell_type == "markdown")
# The claim or event that each sentence in "kinds" retells.
RETOLD = {
    "s1": "c-revival",
    "s3": "c-openness",
    "s4": "c-no-interest",
    "s5": "e-arrival",
    "s6": "e-appeal",
    "s8": "c-victory",
    "s9": "c-ceasefire-push",
}

every_exercise = pytest.mark.parametrize("asked", ASKED.values(), ids=list(ASKED))


@pytest.fixture(scope="module")
def case():
    return read_case(FOLDER)


def right(exercise):
    """Return the answers that are right, as atoms."""
    solution = exercise.solution()
    return solution.loc[solution["verdict"] == "right", "atom"].tolist()


def right_text(exercise):
    solution = exercise.solution()
    (text,) = solution.loc[solution["verdict"] == "right", "answer"]
    return text


def sentences():
    """Return the numbers of the sentences of the reading text."""
    text = (FOLDER / "reading.md").read_text(encoding="utf-8")
    return {f"s{number}" for number in re.findall(r"^(\d+)\. ", text, flags=re.MULTILINE)}


@every_exercise
def test_every_reason_points_to_a_sentence(asked):
    """Each reason names a sentence, and all that it names are in the reading text."""
    there = sentences()
    for reason in asked.solution()["reason"]:
        named = set(re.findall(r"\bs\d+\b", reason))
        assert asked.kind == "likelihood" or named, reason
        assert named <= there, reason


def test_text_names_sentences_that_exist():
    """The lesson's prose names no sentence that the reading text has not."""
    assert set(re.findall(r"\bs\d+\b", PROSE)) <= sentences()


def test_every_exercise_is_asked_once():
    """Every hand-written exercise stands in one cell of the lesson, and no cell asks another."""
    code = "\n".join(cell.source for cell in CELLS if cell.cell_type == "code")
    assert sorted(re.findall(r'asked\["(.*?)"\]', code)) == sorted(ASKED)


def test_exercise_comes_first_in_its_cell():
    """A cell tagged as exercise begins with it; only instructors' cells read the keys."""
    for cell in CELLS:
        tags = cell.metadata.get("tags", [])
        starts = re.match(r'(display\()?(asked\["|exercises\.ask_)', cell.source)
        assert bool(starts) == ("exercise" in tags), cell.source
        assert "exercises.read" not in cell.source or tags == ["instructor"]


def test_minutes_add_up():
    """Parts 1 to 7 take the minutes that the head promises, part 8 the rest, as its table says."""
    head = CELLS[0].source
    minutes = {int(part): int(number) for part, number in PARTS.findall(PROSE)}
    table = re.findall(r"^\| (\d) .*\| (\d+) \|$", head, flags=re.MULTILINE)
    assert minutes == {int(part): int(number) for part, number in table}
    promised, more = re.search(r"\*\*Time:\*\* (\d+) minutes, and (\d+) more", head).groups()
    assert sum(minutes[part] for part in range(1, 8)) == int(promised) == 75
    assert minutes[8] == int(more) == 15


def test_instructor_knows_when_parts_begin():
    """The instructor's clock gives the minute at which each part begins."""
    minutes = [int(number) for _, number in PARTS.findall(PROSE)]
    begins = [sum(minutes[:part]) for part in range(len(minutes))]
    said = re.search(r"Parts begin at ([\d, ]+) and (\d+) minutes, part 8 at (\d+)", PROSE)
    assert [*map(int, said[1].split(", ")), int(said[2]), int(said[3])] == begins


# -- the keys against the tables -----------------------------------------------------------------


def test_no_stretch_is_certain(case):
    """The prediction of part 1: no event of the case has a core."""
    assert len(case.events) == 11
    assert not (case.events["start_max"] < case.events["end_min"]).any()
    assert right_text(ASKED["predict-solid"]) == "None"


def test_order_is_that_of_the_dates_and_of_the_quotation(case):
    """Part 3: settled are the pairs that `order` settles, and that what is quoted came first."""
    asked = ASKED["order"]
    ids = [item.id for item in asked.choices]
    pairs = order(case.events[case.events["event_id"].isin(ids)])
    certain = pairs[pairs["precedes"] == "certainly"]
    settled = {f"{row.event_id} < {row.other_id}" for row in certain.itertuples()}
    assert {*right(asked)} == settled | {"e-isw-report < e-news-item"}
    quoted = case.mentions.set_index("mention_id").loc["s10-amplify-isw"]
    assert (quoted["mode"], quoted["source_id"]) == ("direct", "news-2023-05-27")
    titles = case.events.set_index("event_id")["title"]
    assert {item.id: item.text for item in asked.choices} == titles[ids].to_dict()


def test_call_rests_on_two_voices(case):
    """The prediction of part 2: the call has the origins and the mentions that it counts."""
    row = origins(case.mentions).set_index("id").loc["e-call"]
    assert (row["sources"], row["origins"], row["mentions"]) == (1, 2, 5)
    assert right_text(ASKED["voices-call"]) == "Two"


def test_only_li_hui_is_a_bridge(case):
    """Part 4: the events and ties of Li Hui, the Kremlin and Putin are those of the network."""
    nodes, edges = network_tables(case.events, case=case)
    counts = nodes.set_index("id")["events"]
    assert counts[["li-hui", "kremlin", "putin"]].tolist() == [4, 2, 1]
    ties = nx.Graph(list(zip(edges["source"], edges["target"], strict=True)))
    assert list(nx.articulation_points(ties)) == ["li-hui"]
    assert sorted(ties["li-hui"]) == ["diplomat-1", "european-officials", "european-states"]
    assert (list(ties["kremlin"]), list(ties["putin"])) == (["west"], ["lula"])
    assert "Without Li Hui" in right_text(ASKED["bridge"])


def test_newspaper_is_a_bridge_of_voices(case):
    """Part 4: ten mentions go with the analysts and no other voice, eight and three with WSJ."""
    ids = pd.concat([case.mentions["event_id"], case.mentions["claim_id"]]).dropna().unique()
    ladders = pd.concat([who_says(case.mentions, id, case=case).assign(id=id) for id in ids])
    gone = {}
    for speaker in ("isw-analysts", "wsj"):
        heard = ladders["speaker_id"] == speaker
        falls = heard.groupby([ladders["id"], ladders["chain"]]).transform("any")
        left = set(ladders.loc[~falls, "speaker_id"])
        gone[speaker] = (int(heard.sum()), sorted(set(ladders["speaker_id"]) - left - {speaker}))
    assert gone == {"isw-analysts": (10, []), "wsj": (8, ["diplomat-1", "diplomat-2", "li-hui"])}


def test_certainty_is_that_of_the_mentions(case):
    """Part 5: each speaker is as certain as the factuality of the mention says."""
    coded = case.mentions.set_index("mention_id")["factuality"].astype("str")
    words = FACTUALITY | {"CT-": "certain", "Uu": "only passed on"}
    given = dict(atom.rsplit("=", 1) for atom in right(ASKED["certainty"]))
    assert given == {mention: words[coded[mention]] for mention in given}
    assert len(given) == 7


def test_matrix_sums_as_the_instructor_reads(case):
    """Part 6: with the key's letters the readings have 0, 1 and 1, by the lines that are named."""
    against = [atom for atom in right(ASKED["hypotheses"]) if atom.endswith("=I")]
    assert against == ["cell:h2/e2=I", "cell:h3/e4=I"]
    lines = {row.id: row.text for row in ASKED["hypotheses"].rows}
    assert (lines["e2"][:2], lines["e4"][:2]) == ("s4", "s8")
    told = case.mentions.set_index("mention_id")["speaker_id"]
    assert told["s4-no-grounds-isw"] == "isw"
    assert told["s8-victory-diplomat-2"] == "diplomat-2"


def test_kinds_are_those_of_the_claims(case):
    """Part 8: each sentence is of the kind that its claim has in the table, or an event."""
    kinds = case.claims.set_index("claim_id")["kind"].astype("str").to_dict()
    kinds |= dict.fromkeys(case.events["event_id"], "event")
    words = {"assertion": "claim"}
    given = dict(atom.split("=") for atom in right(ASKED["kinds"]))
    assert given == {at: words.get(kinds[id], kinds[id]) for at, id in RETOLD.items()}
