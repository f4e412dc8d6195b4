"""What belongs to what in a case, what it is called, and when it was known."""

from dataclasses import replace

import pytest

from dateline import who_says
from dateline.frames import typed_frame
from dateline.index import index_of, related, scopes
from dateline.index.names import names_of
from dateline.index.publication import dates_of
from dateline.index.reading import Block, blocks_of
from dateline.read import About


@pytest.fixture(scope="module")
def index(case):
    return index_of(case, blocks_of(case))


def of_kind(keys, kind):
    return sorted(key.split(" ", 1)[1] for key in keys if key.startswith(f"{kind} "))


def test_an_event_brings_its_actors_claims_speakers_and_sentences(index):
    """What belongs to an event is who takes part, who tells of it, where, and claims about it."""
    found = related(index)["event e-call"]
    assert of_kind(found, "event") == ["e-call"]
    assert of_kind(found, "actor") == ["lula", "putin"]
    assert of_kind(found, "voice") == ["isw", "isw-analysts", "kremlin", "news-outlet"]
    assert of_kind(found, "sentence") == ["s2", "s3"]
    assert of_kind(found, "claim") == [
        "c-blocked",
        "c-call-confirms",
        "c-no-interest",
        "c-openness",
    ]
    assert len(of_kind(found, "mention")) == 5


def test_an_actor_brings_what_it_takes_part_in_and_what_it_says(index):
    """What belongs to an actor is its events with their actors, and its words with who relays."""
    found = related(index)["actor li-hui"]
    assert of_kind(found, "event") == ["e-appeal", "e-arrival", "e-talk", "e-visit"]
    assert of_kind(found, "claim") == ["c-end-conflict"]
    assert of_kind(found, "voice") == ["isw", "li-hui", "news-outlet", "wsj"]
    assert of_kind(found, "sentence") == ["s5", "s6", "s7"]


def test_a_claim_and_a_sentence_bring_what_is_told_there(index):
    """A claim brings its event and speakers, a sentence all that is told in it."""
    claim, sentence = (related(index)[name] for name in ("claim c-openness", "sentence s8"))
    assert of_kind(claim, "event") == ["e-call"]
    assert of_kind(claim, "voice") == ["isw", "kremlin", "news-outlet", "putin"]
    assert of_kind(sentence, "claim") == ["c-nuclear", "c-victory"]
    assert of_kind(sentence, "voice") == ["diplomat-2", "isw", "news-outlet", "wsj"]


def test_what_belongs_together_does_so_both_ways(index):
    """A sentence that belongs to an event, or to a claim, has it too."""
    found = related(index)
    for name, members in found.items():
        for kind in ("event", "claim"):
            if name.startswith(kind):
                for sentence in of_kind(members, "sentence"):
                    assert name in found[f"sentence {sentence}"]


def test_the_scope_of_an_actor_holds_also_what_it_only_tells_of(index):
    """A filter for an actor keeps events in which it only speaks."""
    assert "event e-visit" in scopes(index)["actor wsj"]
    assert "event e-visit" not in related(index)["actor wsj"]


def test_chains_are_those_of_who_says(case, index):
    """Every event and claim has the chains that `who_says` has, outermost first."""
    ids = index.mentions["mention_id"].tolist()
    for subject, chains in index.chains.items():
        ladder = who_says(case.mentions, subject.split(" ")[1])
        expected = ladder.groupby("chain")["mention_id"].agg(tuple).tolist()
        assert [tuple(ids[row] for row in chain) for chain in chains] == expected


def test_sentences_are_those_that_locators_name(case):
    """With one source, sentence 7 of the reading text is what s7 names; the title is left out."""
    blocks = blocks_of(case)
    assert [block.id for block in blocks if block.kind == "sentence"] == [
        f"s{number}" for number in range(1, 11)
    ]
    assert blocks[0].kind == "paragraph"


def test_headings_tell_whose_sentences_follow(ferry):
    """With several sources, a heading that is a source's title or id is needed to link them."""
    text = "# Title\n\n1. Nobody's.\n\n## herald-05\n\n1. First,\n   on two lines.\n2) Second."
    text += "\n\n## Work stops in the port\n1. Third."
    blocks = blocks_of(replace(ferry, about=About(reading=text)))
    assert blocks == [
        Block("sentence", "Nobody's.", 1),
        Block("heading", "herald-05"),
        Block("sentence", "First, on two lines.", 1, "herald-05", "herald-05/s1"),
        Block("sentence", "Second.", 2, "herald-05", "herald-05/s2"),
        Block("heading", "Work stops in the port"),
        Block("sentence", "Third.", 1, "herald-10", "herald-10/s1"),
    ]


def test_dates_are_those_on_which_sources_were_out(ferry):
    """Each day by whose end a source was out is a date, and each mention has its source's."""
    dates = dates_of(ferry, index_of(ferry, []))
    assert dates.options == [
        ("2031-03-03", "3 March 2031"),
        ("2031-03-05", "5 March 2031"),
        ("2031-03-08", "8 March 2031"),
        ("2031-03-10", "10 March 2031"),
    ]
    assert sorted(dates.steps) == [0] * 3 + [1] * 4 + [2] * 4 + [3] * 2


def test_a_source_without_a_date_is_known_when_all_is_coded(ferry):
    """A mention whose source has no known date comes after all dates."""
    sources = typed_frame(
        "sources", ferry.sources.assign(published=["2031", "2031/..", "2032", "2033"]).astype("str")
    )
    dates = dates_of(replace(ferry, sources=sources), index_of(ferry, []))
    assert [value for value, _ in dates.options] == ["2031-12-31", "2032-12-31", "2033-12-31"]
    assert max(dates.steps) == 3


def test_everything_has_a_name(case, index):
    """Every key that anything belongs to has its name; what has none is called by its id."""
    names = names_of(case, index, blocks_of(case))
    keys = {*related(index), *(key for members in related(index).values() for key in members)}
    assert keys <= {*names}
    assert names["event e-call"] == "Putin and Lula speak by telephone"
    assert names["voice li-hui"] == names["actor li-hui"] == "Li Hui"
    assert names["sentence s7"] == "Sentence 7"
    unnamed = replace(case, actors=case.actors.iloc[:0])
    assert names_of(unnamed, index, [])["actor li-hui"] == "li-hui"
