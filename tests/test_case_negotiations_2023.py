"""The case `negotiations-2023` holds what its ten sentences say, and on whose word."""

import json
import re
from pathlib import Path

import frictionless
import pandas as pd
import pytest

from dateline import terms

CASE = Path(__file__).parents[1] / "data" / "negotiations-2023"
FILES = [*(f"{table}.csv" for table in terms.TABLES), "datapackage.json", "reading.md"]
SENTENCES = [f"s{number}" for number in range(1, 11)]
EVENTS = {
    "e-call": "2023-05-26",
    "e-statement": "2023-05-26",
    "e-arrival": "2023-05-26",
    "e-news-item": "2023-05-27",
    "e-isw-report": "[2023-05-26..2023-05-27]",
    "e-wsj-reporting": "[..2023-05-27]",
    "e-campaign": "/..",
    "e-visit": "",
    "e-appeal": "",
    "e-talk": "",
    "e-counteroffensive": "",
}
CHAINS = {
    "s1-revival-isw-analysts": "news-outlet isw-analysts",
    "s3-openness-putin": "news-outlet isw kremlin putin",
    "s3-blocked-putin": "news-outlet isw kremlin putin",
    "s4-no-interest-isw": "news-outlet isw",
    "s5-ready-kremlin": "news-outlet isw-analysts kremlin",
    "s6-visit-wsj": "news-outlet isw wsj",
    "s6-end-conflict-li-hui": "news-outlet isw wsj li-hui",
    "s7-freeze-diplomat-1": "news-outlet isw wsj diplomat-1",
    "s7-support-diplomat-1": "news-outlet isw wsj diplomat-1",
    "s8-victory-diplomat-2": "news-outlet isw wsj diplomat-2",
    "s8-nuclear-diplomat-2": "news-outlet isw wsj diplomat-2",
}
HEDGES = {
    "s1-revival-isw-analysts": "likely",
    "s1-campaign-isw-analysts": "likely",
    "s5-intensify-isw-analysts": "likely",
    "s9-ceasefire-push-news": "likely indicates;may be attempting",
    "s10-amplify-isw": "likely",
}


def read(table):
    """Return a table of the case as text, an empty cell being an empty string."""
    return pd.read_csv(CASE / f"{table}.csv", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def actors():
    return read("actors").set_index("actor_id")


@pytest.fixture(scope="module")
def events():
    return read("events").set_index("event_id")


@pytest.fixture(scope="module")
def mentions():
    return read("mentions").set_index("mention_id")


def chain(mentions, mention_id):
    """Return the speakers from the source's own voice inwards to a mention."""
    speakers = []
    while mention_id:
        speakers.insert(0, mentions.loc[mention_id, "speaker_id"])
        mention_id = mentions.loc[mention_id, "parent_id"]
    return speakers


@pytest.mark.parametrize("table", terms.TABLES)
def test_columns_are_those_of_the_schema(table):
    """Every table has exactly the schema's columns, in the schema's order."""
    assert tuple(read(table).columns) == terms.columns(table)


@pytest.mark.parametrize("name", FILES)
def test_files_are_plain_utf8(name):
    """Every file is UTF-8 without a byte-order mark, with LF line ends and a last one."""
    content = (CASE / name).read_bytes()
    content.decode("utf-8")
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert content.endswith(b"\n")
    assert not content.endswith(b"\n\n")


def test_package_inlines_the_schemas_of_the_library():
    """The data package describes the six tables with the very schemas that the library reads."""
    package = json.loads((CASE / "datapackage.json").read_text(encoding="utf-8"))
    found = {resource["path"]: resource["schema"] for resource in package["resources"]}
    assert found == {f"{table}.csv": terms.schema(table) for table in terms.TABLES}


def test_package_is_valid_for_frictionless():
    """Frictionless finds neither a wrong cell nor a dangling key nor a fault in the package."""
    report = frictionless.validate(str(CASE / "datapackage.json"))
    assert report.flatten(["title", "message"]) == []
    assert report.valid


@pytest.mark.parametrize(
    ("table", "column"),
    [("events", "initiators"), ("events", "recipients"), ("mentions", "addressees")],
)
def test_listed_ids_resolve(table, column, actors):
    """Every id in a list of actors is an actor of the case."""
    listed = set(read(table)[column].str.split(";").explode()) - {""}
    assert listed
    assert listed <= set(actors.index)


def test_events_and_their_dates(events):
    """The case holds eleven events, and a day stands only where the item allows one."""
    assert events["when"].to_dict() == EVENTS


def test_undated_events_carry_no_bounds(events):
    """The talk with the diplomat and the counteroffensive are put on no day at all."""
    undated = events.loc[["e-talk", "e-counteroffensive"], ["when", *terms.BOUNDS]]
    assert (undated == "").all(axis=None)
    assert events.loc["e-counteroffensive", "status"] == "expected"


def test_visit_lies_inside_the_past_week(events):
    """The visit spans two days or more inside the week, and none of its days is certain."""
    visit = events.loc["e-visit"]
    assert visit["when_text"] == "in the past week"
    bounds = dict(visit[list(terms.BOUNDS)])
    assert bounds == {
        "start_min": "2023-05-19",
        "start_max": "2023-05-26",
        "end_min": "2023-05-20",
        "end_max": "2023-05-27",
    }
    assert bounds["start_max"] > bounds["end_min"]


def test_campaign_is_open(events):
    """The campaign is under way when the item appears, with neither start nor end told."""
    campaign = events.loc["e-campaign", ["status", "when", *terms.BOUNDS]]
    assert list(campaign) == ["ongoing", "/..", "", "2023-05-28", "2023-05-27", ""]


def test_every_sentence_is_a_locator(mentions):
    """Each of the ten sentences carries a mention, and no mention stands elsewhere."""
    assert sorted(set(mentions["locator"])) == sorted(SENTENCES)


def test_every_event_and_claim_is_mentioned(mentions, events):
    """Only the item's own appearance rests on no sentence, and its note says so."""
    assert set(events.index) - set(mentions["event_id"]) == {"e-news-item"}
    assert "no mention" in events.loc["e-news-item", "note"]
    assert set(read("claims")["claim_id"]) == set(mentions["claim_id"]) - {""}


def test_mention_has_one_object(mentions):
    """A mention asserts either an event or a claim, never both and never neither."""
    assert ((mentions["event_id"] == "") != (mentions["claim_id"] == "")).all()


def test_parent_is_about_the_same_thing(mentions):
    """A mention and the one that relays it share source, sentence and event or claim."""
    shared = ["event_id", "claim_id", "source_id", "locator"]
    inner = mentions[mentions["parent_id"] != ""]
    outer = mentions.loc[inner["parent_id"], shared].set_axis(inner.index)
    pd.testing.assert_frame_equal(inner[shared], outer)


@pytest.mark.parametrize(("mention_id", "speakers"), CHAINS.items())
def test_attribution_is_nested_as_it_stands(mentions, mention_id, speakers):
    """Each chain names its speakers from the item's own voice to the one who said it first."""
    assert " ".join(chain(mentions, mention_id)) == speakers


def test_outermost_speaker_is_the_item(mentions):
    """Only the item's own voice has no parent, and no reporting verb introduces it."""
    outermost = mentions[mentions["parent_id"] == ""]
    found = outermost[["speaker_id", "cue", "mode"]].drop_duplicates()
    assert found.to_numpy().tolist() == [["news-outlet", "", "none"]]
    assert (mentions["speaker_id"] == "news-outlet").sum() == len(outermost)


def test_item_commits_itself_twice(mentions):
    """The item passes everything on uncommitted but s9 and the existence of ISW's report."""
    committed = mentions.query("parent_id == '' and factuality != 'Uu'")["factuality"]
    assert committed.to_dict() == {"s9-ceasefire-push-news": "PS+", "s10-isw-report-news": "CT+"}


def test_s9_is_in_the_items_own_voice(mentions):
    """Sentence 9 is one mention without parent or reporting verb, and its note says why."""
    (row,) = mentions[mentions["locator"] == "s9"].to_dict("records")
    found = {name: row[name] for name in ("parent_id", "speaker_id", "cue", "mode")}
    assert found == {"parent_id": "", "speaker_id": "news-outlet", "cue": "", "mode": "none"}
    assert "No reporting verb" in row["note"]


def test_likely_and_confirmed_stay_apart(mentions):
    """One claim of one speaker is probable in s1 and certain in s2."""
    said = mentions.query("claim_id == 'c-revival' and speaker_id == 'isw-analysts'")
    assert dict(zip(said["locator"], said["factuality"], strict=True)) == {"s1": "PR+", "s2": "CT+"}
    assert "confirmed" in mentions.loc["s2-revival-isw-analysts", "note"]


def test_false_claims_of_readiness(mentions):
    """What the Kremlin puts forward as certain in s5, ISW's analysts hold to be certainly false."""
    told = mentions.query("claim_id == 'c-ready'").set_index("speaker_id")["factuality"]
    assert told.to_dict() == {"news-outlet": "Uu", "isw-analysts": "CT-", "kremlin": "CT+"}


def test_unnamed_diplomats_are_two(actors):
    """The two unnamed diplomats are two actors, each with the item's own description."""
    diplomats = actors[actors["name"].str.contains("diplomat")]
    assert diplomats["descriptor"].to_dict() == {
        "diplomat-1": "a (likely European, but unspecified) diplomat who spoke to Li",
        "diplomat-2": "another (likely European, but unspecified) diplomat",
    }
    assert set(diplomats["naming"]) == {"unnamed"}
    assert set(diplomats["member_of"]) == {""}


def test_second_diplomat_talks_to_nobody(events):
    """Nothing says that the second diplomat spoke to Li Hui, so no event has that diplomat."""
    talk = events.loc["e-talk", ["initiators", "recipients"]]
    assert list(talk) == ["diplomat-1", "li-hui"]
    everyone = events["initiators"].str.split(";") + events["recipients"].str.split(";")
    assert "diplomat-2" not in set(everyone.explode())


def test_openness_is_refuted_by_a_link(mentions):
    """ISW's refutation of Putin's openness is a claim of its own, linked by its mention in s4."""
    (link,) = read("links").query("relation == 'refutes'").to_dict("records")
    assert (link["claim_id"], link["other_claim_id"]) == ("c-no-interest", "c-openness")
    linking = mentions.loc[link["mention_id"], ["claim_id", "locator", "speaker_id"]]
    assert list(linking) == ["c-no-interest", "s4", "isw"]


def test_links_rest_on_mentions_of_their_claims(mentions):
    """A link's mention asserts the claim that bears on the other."""
    links = read("links")
    assert mentions.loc[links["mention_id"], "claim_id"].tolist() == links["claim_id"].tolist()


def test_hedges_stand_where_they_are_spoken(mentions):
    """The hedges are the item's own words, each at the hop that speaks it and nowhere else."""
    assert mentions.loc[mentions["hedge"] != "", "hedge"].to_dict() == HEDGES


def test_quotes_are_short(mentions):
    """A quotation has at most 25 words and leaves none out."""
    quotes = mentions.loc[mentions["quote"] != "", "quote"]
    assert quotes.str.split().str.len().max() <= 25
    assert not quotes.str.contains("…", regex=False).any()
    assert set(mentions.loc[quotes.index, "mode"]) == {"direct", "mixed"}


def test_titles_are_short(events):
    """A title fits the timeline: at most 45 characters."""
    assert events["title"].str.len().max() <= 45


def test_reading_text_has_ten_numbered_sentences():
    """The reading text retells each of the ten sentences on one numbered line."""
    lines = (CASE / "reading.md").read_text(encoding="utf-8").splitlines()
    numbered = [re.match(r"(\d+)\. \S.*\.$", line) for line in lines]
    assert [int(found[1]) for found in numbered if found] == list(range(1, 11))
    assert lines[0].startswith("# ")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "likely"),
        (2, "confirms"),
        (5, "likely"),
        (7, "not identified but likely European"),
        (8, "not identified and likely European"),
        (9, "likely indicates what China may be attempting"),
        (10, "likely"),
    ],
)
def test_hedges_survive_the_retelling(number, words):
    """The retelling hedges where its sentence hedges."""
    text = (CASE / "reading.md").read_text(encoding="utf-8")
    (line,) = re.findall(rf"(?m)^{number}\. .*$", text)
    assert words in line


def test_cues_and_hedges_stand_in_their_sentence(mentions):
    """The words that the tables give as cues and hedges can be found where their locators lead."""
    text = (CASE / "reading.md").read_text(encoding="utf-8")
    sentences = {f"s{number}": line for number, line in re.findall(r"(?m)^(\d+)\. (.*)$", text)}
    told = 0
    for row in mentions.itertuples():
        for words in filter(None, [row.cue, *row.hedge.split(";")]):
            assert words.lower() in sentences[row.locator].lower(), (row.locator, words)
            told += 1
    assert told > 40
