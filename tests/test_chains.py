"""Chains of mentions: the ladder behind a claim, its origins, and what rises on the way out."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.chains import Voices, counts, origins, speakers, voices, who_says
from dateline.citations.stances import STANCES
from dateline.errors import FrameError
from dateline.frames import typed_frame
from dateline.terms import FACTUALITY, allowed

VIEWS = {
    "who_says": lambda mentions: who_says(mentions, "e1"),
    "origins": origins,
    "voices": lambda mentions: voices(mentions, ["e1"], names={}),
    "speakers": lambda mentions: speakers(mentions, names={}),
    "counts": counts,
}
COLUMNS = [
    *("chain", "depth", "mention_id", "source_id", "source", "locator", "speaker_id", "speaker"),
    *("cue", "hedge", "factuality", "quote", "is_origin"),
]


def mentions_of(*rows, **columns):
    """Return mentions of the event e1 in a made-up gazette: id, parent, speaker, factuality."""
    frame = pd.DataFrame(
        rows, columns=["mention_id", "parent_id", "speaker_id", "factuality"], dtype="str"
    )
    given = {"event_id": "e1", "source_id": "gazette", "locator": "s1"} | columns
    return typed_frame("mentions", frame.assign(**given).fillna(""))


def ladder_of(mentions, id, *columns, **names):
    return who_says(mentions, id, **names)[list(columns)].to_numpy().tolist()


def row_of(mentions, id="e1"):
    return origins(mentions).set_index("id").loc[id].to_dict()


def rising(*chain):
    """Return what rises in one chain of these factualities, outermost first, as m0, m1, …"""
    rows = [
        (f"m{place}", f"m{place - 1}" if place else "", f"owl-{place}", factuality)
        for place, factuality in enumerate(chain)
    ]
    found = row_of(mentions_of(*rows))
    assert found["rises"] == (found["rising_mentions"] != ())
    return found["rising_mentions"]


# The gazette passes on a dragon, who passes on a knight and a witch.
FORK = (
    ("m-gazette", "", "gazette", "Uu"),
    ("m-dragon", "m-gazette", "dragon", "CT+"),
    ("m-knight", "m-dragon", "knight", "PR+"),
    ("m-witch", "m-dragon", "witch", "CT-"),
)


# -- who says so -------------------------------------------------------------------------------


def test_the_ladder_of_the_freeze_ends_at_an_unnamed_diplomat(case):
    """Four hops, outermost first, with names, the exact cue and each speaker's factuality."""
    hops = ladder_of(
        case.mentions,
        "c-freeze",
        *("chain", "depth", "locator", "speaker", "cue", "factuality", "is_origin"),
        case=case,
    )
    assert [[None if pd.isna(cell) else cell for cell in hop] for hop in hops] == [
        [1, 0, "s7", "Unnamed news outlet", None, "Uu", False],
        [1, 1, "s7", "Institute for the Study of War", None, "Uu", False],
        [1, 2, "s7", "The Wall Street Journal", "reported", "Uu", False],
        [1, 3, "s7", "First unnamed diplomat", "explained", "CT+", True],
    ]


def test_likely_and_confirmed_are_two_chains(case):
    """The revival is told twice: s1 hedges it, s2 does not."""
    columns = ("chain", "locator", "speaker_id", "hedge", "factuality")
    assert ladder_of(case.mentions, "c-revival", *columns) == [
        [1, "s1", "news-outlet", (), "Uu"],
        [1, "s1", "isw-analysts", ("likely",), "PR+"],
        [2, "s2", "news-outlet", (), "Uu"],
        [2, "s2", "isw-analysts", (), "CT+"],
    ]


def test_the_ladder_has_the_types_it_promises(case):
    """Numbers are int, texts str, factuality stays a category, is_origin is bool."""
    ladder = who_says(case.mentions, "e-call")
    types = {"chain": "int64", "depth": "int64", "hedge": "object", "factuality": "category"}
    expected = dict.fromkeys(COLUMNS, "str") | types | {"is_origin": "bool"}
    assert {name: str(dtype) for name, dtype in ladder.dtypes.items()} == expected
    assert list(ladder) == COLUMNS
    assert ladder.index.equals(pd.RangeIndex(5))


def test_names_and_titles_stand_where_they_are_given(case):
    """Speaker and source are ids without the tables, and where the tables have no text."""
    bare = who_says(case.mentions, "c-amplify")
    assert bare[["source", "speaker"]].equals(
        bare[["source_id", "speaker_id"]].set_axis(["source", "speaker"], axis=1)
    )
    nameless = case.actors.assign(name=case.actors["name"].mask(case.actors["actor_id"] == "isw"))
    for actors in (nameless, nameless.dropna(subset="name")):
        told = who_says(case.mentions, "c-amplify", case=replace(case, actors=actors))
        assert told["speaker"].tolist() == ["Unnamed news outlet", "isw"]
    assert told["source"].unique().tolist() == case.sources["title"].tolist()


def test_shared_hops_stand_in_every_chain():
    """A chain reads whole: outer hops that two chains share are repeated."""
    columns = ("chain", "depth", "mention_id", "is_origin")
    assert ladder_of(mentions_of(*FORK), "e1", *columns) == [
        [1, 0, "m-gazette", False],
        [1, 1, "m-dragon", False],
        [1, 2, "m-knight", True],
        [2, 0, "m-gazette", False],
        [2, 1, "m-dragon", False],
        [2, 2, "m-witch", True],
    ]


def test_chains_stand_by_source_then_locator_then_origin():
    """Locators sort as people count, s2 before s10, and the order of rows plays no part."""
    places = [("b", "s1", "m1"), ("a", "s10", "m2"), ("a", "s2", "m4"), ("a", "s2", "m3")]
    mentions = mentions_of(
        *((mention, "", "owl", "CT+") for _, _, mention in places),
        source_id=[source for source, _, _ in places],
        locator=[locator for _, locator, _ in places],
    )
    expected = [["a", "s2", "m3"], ["a", "s2", "m4"], ["a", "s10", "m2"], ["b", "s1", "m1"]]
    for frame in (mentions, mentions.iloc[::-1]):
        assert ladder_of(frame, "e1", "source_id", "locator", "mention_id") == expected


def test_a_voice_of_its_own_is_outermost_and_origin(case):
    """A mention that relays nobody is a chain of one hop."""
    columns = ("chain", "depth", "speaker_id", "hedge", "is_origin")
    assert ladder_of(case.mentions, "c-ceasefire-push", *columns) == [
        [1, 0, "news-outlet", ("likely indicates", "may be attempting"), True]
    ]


def test_a_chain_starts_where_the_frame_does():
    """Without the gazette's and the dragon's mentions, knight and witch are outermost."""
    part = mentions_of(*FORK).iloc[2:]
    columns = ("chain", "depth", "speaker_id", "is_origin")
    assert ladder_of(part, "e1", *columns) == [[1, 0, "knight", True], [2, 0, "witch", True]]


def test_a_parent_about_something_else_is_no_hop():
    """A chain is about one thing: where the parent is about another, the chain starts."""
    mentions = mentions_of(*FORK, event_id=["e2", "e1", "e1", "e1"])
    assert ladder_of(mentions, "e2", "speaker_id", "is_origin") == [["gazette", True]]
    assert ladder_of(mentions, "e1", "depth", "speaker_id") == [
        [0, "dragon"],
        [1, "knight"],
        [0, "dragon"],
        [1, "witch"],
    ]
    assert origins(mentions)["chains"].tolist() == [1, 2]
    both = voices(mentions, ["e1", "e2"], names={})
    assert both["e1"] == voices(mentions, ["e1"], names={})["e1"]
    assert both["e1"].chains == [
        "… → dragon (certain) → knight (probable)",
        "… → dragon (certain) → witch (certainly not)",
    ]


@pytest.mark.parametrize(
    ("id", "hint"),
    [
        ("c-revivel", "; did you mean “c-revival”?"),
        ("E-Call", "; did you mean “e-call”?"),
        ("e-news-item", ""),
        ("", ""),
    ],
)
def test_an_id_that_nobody_mentions_is_refused(case, id, hint):
    """The error says so, and names the id that was probably meant."""
    with pytest.raises(FrameError) as raised:
        who_says(case.mentions, id)
    assert str(raised.value) == (
        f"no mention is about “{id}”: neither event_id nor claim_id has it{hint}"
    )


@pytest.mark.parametrize(
    ("id", "noun"),
    [("s1-revival-news", "mention"), ("isw", "speaker"), ("news-2023-05-27", "source")],
)
def test_the_id_of_something_else_is_refused(case, id, noun):
    """The id of a mention, a speaker or a source is told as what it is."""
    with pytest.raises(FrameError) as raised:
        who_says(case.mentions, id)
    assert str(raised.value) == (
        f"who_says needs the id of an event or a claim; “{id}” is the id of a {noun}"
    )


# -- origins -----------------------------------------------------------------------------------


def test_every_event_and_claim_of_the_case_is_counted(case):
    """Events come first, then claims; the call has two voices in one source."""
    table = origins(case.mentions)
    assert table["about"].tolist() == ["event"] * 10 + ["claim"] * 18
    assert table["id"].tolist()[:3] == ["e-campaign", "e-call", "e-statement"]
    assert set(table["id"][table["about"] == "claim"]) == set(case.claims["claim_id"])
    assert table["mentions"].sum() == len(case.mentions)
    assert row_of(case.mentions, "e-call") == {
        "about": "event",
        "mentions": 5,
        "sources": 1,
        "chains": 2,
        "origins": 2,
        "rests_on": "5 mentions, 1 source, 2 origins: isw-analysts and kremlin",
        "rises": False,
        "rising_mentions": (),
    }


def test_origins_are_named_with_the_case(case):
    """With the case the words name whom a claim rests on; two actors of one name stay two."""
    told = origins(case.mentions, case=case).set_index("id")["rests_on"]
    assert told["c-freeze"] == "4 mentions, 1 source, 1 origin: First unnamed diplomat"
    assert told["e-call"] == "5 mentions, 1 source, 2 origins: ISW's analysts and Kremlin"
    alike = case.actors.assign(name="Somebody")
    told = origins(case.mentions, case=replace(case, actors=alike)).set_index("id")["rests_on"]
    assert told["e-call"] == "5 mentions, 1 source, 2 origins: Somebody and Somebody"


def test_who_denies_is_not_counted_as_vouching():
    """An origin that says it is not so is named as one that denies."""
    rows = {
        "mention_id": ["m1", "m2", "m3"],
        "event_id": [None] * 3,
        "claim_id": ["c1"] * 3,
        "source_id": ["s1"] * 3,
        "locator": ["p1"] * 3,
        "parent_id": [None] * 3,
        "speaker_id": ["duke", "owl", "fox"],
        "factuality": ["PR+", "CT-", "PS-"],
    }
    table = origins(typed_frame("mentions", pd.DataFrame(rows, dtype="str")))
    assert table["rests_on"].tolist() == [
        "3 mentions, 1 source, 3 origins: duke, owl (denies it) and fox (denies it)"
    ]


@pytest.mark.parametrize("id", [None, float("nan"), 3])
def test_an_id_that_is_no_text_is_refused(case, id):
    """Nothing is about no id: the error says what is needed."""
    with pytest.raises(FrameError, match="who_says needs the id of a claim or an event, not"):
        who_says(case.mentions, id)


def test_two_chains_to_one_speaker_have_one_origin(case):
    """The revival is told twice, but both times on the word of ISW's analysts."""
    told = row_of(case.mentions, "c-revival")
    assert (told["mentions"], told["chains"], told["origins"]) == (4, 2, 1)


def test_nothing_rises_inside_a_chain_of_the_case(case):
    """That s1 has likely and s2 confirmed are two chains, and no drift inside one."""
    assert origins(case.mentions)["rises"].tolist() == [False] * 28


@pytest.mark.parametrize(
    ("chain", "shown"),
    [
        (("CT+", "PR+"), ("m1", "m0")),
        (("CT+", "PS+"), ("m1", "m0")),
        (("CT-", "PR-"), ("m1", "m0")),
        (("CT+", "Uu", "CTu", "PS+"), ("m3", "m0")),
        (("CT+", "CT+", "PR+", "PS+"), ("m2", "m1", "m3", "m1")),
        (("CT-", "CT+", "PR+", "PS-"), ("m2", "m1", "m3", "m0")),
    ],
)
def test_certainty_further_out_is_a_rise(chain, shown):
    """A hop that is PR or PS rises to the nearest CT hop of its polarity further out."""
    assert rising(*chain) == shown


@pytest.mark.parametrize(
    "chain",
    [
        ("PR+", "CT+"),
        ("CT+", "PR-"),
        ("CT-", "PS+"),
        ("PR+", "PS+"),
        ("CTu", "PR+"),
        ("Uu", "PR-"),
        ("CT+", "Uu"),
        ("CT+", "CTu"),
    ],
)
def test_what_is_no_rise(chain):
    """Caution further out, another polarity, and PR from PS, CTu or Uu are no rise."""
    assert rising(*chain) == ()


def test_a_rise_on_hops_that_chains_share_is_shown_once():
    """Two origins behind one hedged hop do not make two rises of it."""
    rows = [("m1", "", "gazette", "CT+"), ("m2", "m1", "dragon", "PR+")]
    rows += [("m3", "m2", "knight", "Uu"), ("m4", "m2", "witch", "Uu")]
    assert row_of(mentions_of(*rows))["rising_mentions"] == ("m2", "m1")


def test_a_rise_from_one_chain_to_another_is_none():
    """Hedged in one source and certain in the next is two voices, not one that drifts."""
    mentions = mentions_of(("m1", "", "owl", "CT+"), ("m2", "", "hen", "PR+"))
    assert row_of(mentions)["rises"] is False


def test_each_rise_stands_with_its_own_event():
    """Mention ids that show a rise are told apart by what they are about."""
    pairs = [(f"m{number}-inner", f"m{number}-outer") for number in range(40)]
    rows = [(outer, "", "owl", "CT+") for _, outer in pairs]
    rows += [(inner, outer, "hen", "PR+") for inner, outer in pairs]
    table = origins(mentions_of(*rows, event_id=["e1", "e2"] * 40))
    assert dict(zip(table["id"], table["rising_mentions"], strict=True)) == {
        "e1": tuple(id for pair in pairs[::2] for id in pair),
        "e2": tuple(id for pair in pairs[1::2] for id in pair),
    }


def test_speakers_whom_no_cell_names_are_one_origin():
    """Chains that end at an empty speaker rest on somebody, nobody knows on how many."""
    rows = [("m1", "", "owl", "CT+"), ("m2", "", "", "CT+"), ("m3", "", "", "CT+")]
    mentions = mentions_of(*rows)
    mentions["speaker_id"] = mentions["speaker_id"].replace("", None)
    mentions["parent_id"] = np.nan
    assert row_of(mentions)["origins"] == 2
    assert voices(mentions, ["e1"], names={})["e1"].chains == [
        "owl (certain)",
        "unknown (certain) × 2",
    ]


def test_an_event_and_a_claim_with_one_id_are_two_rows():
    """Events and claims are counted apart, whatever their ids."""
    mentions = mentions_of(
        ("m1", "", "owl", "CT+"),
        ("m2", "", "hen", "CT+"),
        event_id=["x", ""],
        claim_id=["", "x"],
    )
    assert origins(mentions)[["id", "about", "origins"]].to_numpy().tolist() == [
        ["x", "event", 1],
        ["x", "claim", 1],
    ]


def test_origins_have_the_types_they_promise(case):
    """With mentions and without, numbers are int, rises is bool and the rest as promised."""
    numbers = dict.fromkeys(["mentions", "sources", "chains", "origins"], "int64")
    last = {"rises": "bool", "rising_mentions": "object"}
    for mentions in (case.mentions, case.mentions.iloc[:0]):
        types = {name: str(dtype) for name, dtype in origins(mentions).dtypes.items()}
        assert types == {"id": "str", "about": "str", **numbers, "rests_on": "str", **last}
    assert origins(case.mentions.iloc[:0]).empty


# -- voices and counts -------------------------------------------------------------------------


def test_the_voices_behind_the_campaign(case):
    """Chains with the factuality and hedges of each who commits itself, and the numbers."""
    names = dict(zip(case.actors["actor_id"], case.actors["name"], strict=True))
    assert voices(case.mentions, ["e-campaign", "e-call"], names=names) == {
        "e-campaign": Voices(
            chains=[
                "Unnamed news outlet → ISW's analysts (probable, “likely”)",
                "Unnamed news outlet → ISW's analysts (certain)",
            ],
            mentions=4,
            sources=1,
            origins=1,
        ),
        "e-call": Voices(
            chains=[
                "Unnamed news outlet → ISW's analysts (certain)",
                "Unnamed news outlet → Institute for the Study of War → Kremlin (certain)",
            ],
            mentions=5,
            sources=1,
            origins=2,
        ),
    }


def test_only_what_is_asked_for_and_mentioned_is_told(case):
    """Ids are answered in their order and once; what nobody mentions is left out."""
    asked = iter(["c-freeze", "e-news-item", "e-call", "c-freeze"])
    assert list(voices(case.mentions, asked, names={})) == ["c-freeze", "e-call"]
    assert voices(case.mentions, [], names={}) == {}


def test_equal_chains_are_one_line():
    """Chains that read alike are one line with how often, where it first stood."""
    rows = [("m1", "", "owl", "PS+"), ("m2", "", "hen", "CT+"), ("m3", "", "owl", "PS+")]
    mentions = mentions_of(*rows, hedge=["may;might", "", "may;might"])
    told = voices(mentions, ["e1"], names={"owl": "<b>The Owl</b>"})["e1"]
    assert told.chains == ["<b>The Owl</b> (possible, “may”, “might”) × 2", "hen (certain)"]
    assert told.origins == 2


def test_each_speaker_stands_with_its_own_factuality_and_hedges():
    """No speaker's hedge can be read as another's, and no certainty as that of the whole chain."""
    hedges = ["", "likely;it seems", "Likely;likely", "reportedly"]
    told = voices(mentions_of(*FORK, hedge=hedges), ["e1"], names={})["e1"]
    assert told.chains == [
        "gazette → dragon (certain, “likely”, “it seems”) → knight (probable, “Likely”, “likely”)",
        "gazette → dragon (certain, “likely”, “it seems”) → witch (certainly not, “reportedly”)",
    ]


@pytest.mark.parametrize(
    ("factuality", "hedge", "shown"),
    [
        ("CT+", "", "owl (certain)"),
        ("PR-", "hardly", "owl (probably not, “hardly”)"),
        ("CTu", "", "owl (knows whether it is so)"),
        ("Uu", "", "owl"),
        ("Uu", "allegedly", "owl (“allegedly”)"),
    ],
)
def test_who_only_passes_on_has_no_factuality(factuality, hedge, shown):
    """Factuality is told in words, but not of a speaker who commits itself to nothing."""
    mentions = mentions_of(("m1", "", "owl", factuality), hedge=hedge)
    assert voices(mentions, ["e1"], names={})["e1"].chains == [shown]
    assert speakers(mentions, names={}) == {"m1": shown}


def test_every_factuality_has_words_of_its_own():
    """Each value of the vocabulary has its words, and the citation network uses the same."""
    assert tuple(FACTUALITY) == allowed("mentions", "factuality")
    assert len(set(FACTUALITY.values())) == len(FACTUALITY)
    names = {level: stance.name for stance in STANCES for level in stance.levels}
    del names["CTu"]  # The network draws it like Uu, for it tells as little of the event.
    assert names == {level: FACTUALITY[level] for level in names}


def test_without_factuality_and_hedge_a_line_is_names_alone():
    """A hand-made frame may leave factuality and hedges null."""
    mentions = mentions_of(*FORK[:2]).assign(factuality=None, hedge=None)
    assert voices(mentions, ["e1"], names={})["e1"].chains == ["gazette → dragon"]
    assert speakers(mentions, names={}) == {"m-gazette": "gazette", "m-dragon": "gazette → dragon"}
    assert who_says(mentions, "e1")["hedge"].tolist() == [(), ()]


def test_an_id_that_two_things_share_stands_for_both():
    """Who says an id that an event and a claim bear is everybody who says either."""
    mentions = mentions_of(
        ("m1", "", "owl", "CT+"), ("m2", "", "hen", "CT+"), event_id=["x", ""], claim_id=["", "x"]
    )
    assert voices(mentions, ["x"], names={})["x"].chains == ["owl (certain)", "hen (certain)"]
    assert ladder_of(mentions, "x", "chain", "speaker") == [[1, "owl"], [2, "hen"]]


def test_speakers_begin_outermost():
    """Hops that the frame lacks, and circles, are an ellipsis; null speakers are unknown."""
    mentions = pd.DataFrame(
        {
            "mention_id": ["m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8"],
            "parent_id": [None, "m1", "m2", "gone", "m5", "m7", "m6", "m1"],
            "speaker_id": ["gazette", "dragon", "knight", "witch", "echo", "hen", "egg", None],
            "factuality": "Uu",
            "hedge": None,
        }
    )
    assert speakers(mentions, names={"dragon": "The Dragon"}) == {
        "m1": "gazette",
        "m2": "gazette → The Dragon",
        "m3": "gazette → The Dragon → knight",
        "m4": "… → witch",
        "m5": "… → echo",
        "m6": "… → egg → hen",
        "m7": "… → hen → egg",
        "m8": "gazette → unknown",
    }


def test_mentions_are_counted_by_any_id(case):
    """By event as it stands, by any other column of ids on request, nulls left out."""
    by_event = counts(case.mentions)
    assert list(by_event.items()) == list(Counter(case.mentions["event_id"].dropna()).items())
    assert (by_event.dtype, by_event.index.name) == (np.dtype("int64"), "event_id")
    by_speaker = counts(case.mentions, key="speaker_id")
    assert by_speaker["diplomat-2"] == 2
    assert by_speaker.sum() == len(case.mentions)


# -- frames that cannot be read ----------------------------------------------------------------


@pytest.mark.parametrize("name", VIEWS)
def test_what_is_no_typed_mentions_frame_is_refused(name):
    """The error names what the frame lacks and what to pass."""
    with pytest.raises(FrameError) as raised:
        VIEWS[name]("mentions.csv")
    assert str(raised.value) == f"{name} needs a frame of mentions, not a str: pass case.mentions"
    needed = "event_id" if name == "counts" else "speaker_id"
    with pytest.raises(FrameError) as raised:
        VIEWS[name](mentions_of(*FORK).drop(columns=needed))
    assert str(raised.value) == (
        f"{name} needs typed mentions: pass case.mentions; this frame lacks {needed}"
    )


def test_all_columns_that_are_absent_are_named():
    """Whoever lacks several columns learns of them at once."""
    with pytest.raises(FrameError) as raised:
        who_says(mentions_of(*FORK)[["mention_id", "event_id", "claim_id", "parent_id"]], "e1")
    assert str(raised.value) == (
        "who_says needs typed mentions: pass case.mentions; this frame lacks source_id, "
        "speaker_id, locator, factuality, hedge, cue and quote"
    )


@pytest.mark.parametrize("name", ["who_says", "origins", "voices"])
@pytest.mark.parametrize(
    ("parents", "circle"),
    [
        (["m1", "", ""], "“m1”"),
        (["m3", "m1", "m2"], "“m1”, “m3” and “m2”"),
        (["", "m3", "m2"], "“m2” and “m3”"),
        (["m2", "m3", "m2"], "“m2” and “m3”"),
    ],
)
def test_a_circle_is_refused_by_name(name, parents, circle):
    """Mentions that relay one another have no origin; the error names them, and no others."""
    ids = ["m1", "m2", "m3"]
    rows = [(own, parent, "owl", "CT+") for own, parent in zip(ids, parents, strict=True)]
    with pytest.raises(FrameError) as raised:
        VIEWS[name](mentions_of(*rows))
    assert str(raised.value) == (
        f"parent_id runs in a circle through {circle}; "
        "empty it where the source speaks in its own voice"
    )


@pytest.mark.parametrize("name", ["who_says", "origins", "voices", "speakers"])
@pytest.mark.parametrize(
    ("ids", "what"),
    [(["m1", "m2", "m2"], "“m2” is used twice"), (["m1", None, "m2"], "a mention has none")],
)
def test_mentions_that_ids_do_not_tell_apart_are_refused(name, ids, what):
    """An id used twice or missing leaves open who relays whom."""
    mentions = mentions_of(*FORK[:3]).assign(mention_id=ids)
    with pytest.raises(FrameError) as raised:
        VIEWS[name](mentions)
    assert str(raised.value) == f"mention_id must tell the mentions apart: {what}"


def test_a_mention_is_about_one_thing():
    """About an event and a claim, or about neither, a mention cannot be counted."""
    mentions = mentions_of(*FORK)
    for column, value, what in (
        ("claim_id", "c1", "an event and a claim"),
        ("event_id", None, "neither an event nor a claim"),
    ):
        with pytest.raises(FrameError) as raised:
            origins(mentions.assign(**{column: value}))
        assert str(raised.value) == (
            f"mention “m-gazette” is about {what}: give exactly one of event_id and claim_id"
        )


def test_hedges_that_were_not_read_are_refused():
    """A frame straight from a file has text where a tuple is needed."""
    mentions = mentions_of(*FORK[:1]).assign(hedge="likely")
    for name in ("who_says", "voices", "speakers"):
        with pytest.raises(FrameError) as raised:
            VIEWS[name](mentions)
        assert str(raised.value) == (
            "hedge of mention “m-gazette” is “likely”, not a tuple of texts: pass case.mentions, "
            "where such lists have been read"
        )


def test_the_frames_given_are_not_changed(case):
    """No function leaves a trace in the mentions, actors or sources."""
    before = [frame.copy(deep=True) for frame in (case.mentions, case.actors, case.sources)]
    who_says(case.mentions, "c-freeze", case=case)
    for view in ("origins", "voices", "speakers", "counts"):
        VIEWS[view](case.mentions)
    for frame, old in zip((case.mentions, case.actors, case.sources), before, strict=True):
        pd.testing.assert_frame_equal(frame, old)


# -- any forest --------------------------------------------------------------------------------


@st.composite
def forests(draw):
    """Return mentions of four made-up events and claims, each relayed by an earlier one or none."""
    rows = []
    for place in range(draw(st.integers(1, 25))):
        outer = draw(st.none() | st.sampled_from(rows)) if rows else None
        about = draw(st.sampled_from(["e1", "e2", "c1", "c2"])) if outer is None else outer["about"]
        rows.append(
            {
                "mention_id": f"m{place}",
                "parent_id": None if outer is None else outer["mention_id"],
                "about": about,
                "event_id": about if about.startswith("e") else None,
                "claim_id": about if about.startswith("c") else None,
                "source_id": draw(st.sampled_from("ab")) if outer is None else outer["source_id"],
                "locator": f"s{draw(st.integers(1, 12))}",
                "speaker_id": draw(st.sampled_from(["owl", "hen", "fox"])),
                "factuality": draw(st.sampled_from(allowed("mentions", "factuality"))),
            }
        )
    shuffled = draw(st.permutations(rows))
    frame = pd.DataFrame(shuffled, dtype="str").fillna("").drop(columns="about")
    return {row["mention_id"]: row for row in shuffled}, typed_frame("mentions", frame)


def outwards(row, rows):
    """Return a mention and those that relay it, innermost first."""
    chain = [row]
    while chain[-1]["parent_id"] is not None:
        chain.append(rows[chain[-1]["parent_id"]])
    return chain


@given(forests())
def test_every_chain_ends_in_exactly_one_origin(forest):
    """Each innermost mention is the end of exactly one chain, which is that mention's whole way."""
    rows, mentions = forest
    ends = []
    for id in {row["about"] for row in rows.values()}:
        for _, chain in who_says(mentions, id).groupby("chain"):
            assert chain["is_origin"].tolist() == [False] * (len(chain) - 1) + [True]
            assert chain["depth"].tolist() == list(range(len(chain)))
            origin = rows[chain["mention_id"].iloc[-1]]
            way = [hop["mention_id"] for hop in outwards(origin, rows)]
            assert chain["mention_id"].tolist() == way[::-1]
            ends.append(origin["mention_id"])
    relaying = {row["parent_id"] for row in rows.values()}
    assert sorted(ends) == sorted(rows.keys() - relaying)


@given(forests())
def test_counts_agree_with_a_plain_recount(forest):
    """Mentions, sources, chains, origins and rises are what counting one by one gives."""
    rows, mentions = forest
    relaying = {row["parent_id"] for row in rows.values()}
    table = origins(mentions).set_index("id")
    assert set(table.index) == {row["about"] for row in rows.values()}
    told = voices(mentions, table.index, names={})
    for id, found in table.iterrows():
        mine = [row for row in rows.values() if row["about"] == id]
        inner = [row for row in mine if row["mention_id"] not in relaying]
        plain = {
            "mentions": len(mine),
            "sources": len({row["source_id"] for row in mine}),
            "chains": len(inner),
            "origins": len({row["speaker_id"] for row in inner}),
            "rising_mentions": tuple(id for row in mine for id in rise_of(row, rows)),
        }
        assert {name: found[name] for name in plain} == plain
        assert found["rises"] == (plain["rising_mentions"] != ())
        assert [getattr(told[id], name) for name in ("mentions", "sources", "origins")] == [
            plain[name] for name in ("mentions", "sources", "origins")
        ]
    assert counts(mentions).to_dict() == Counter(
        row["event_id"] for row in rows.values() if row["event_id"]
    )


def rise_of(row, rows):
    """Return a hedged mention and the first certain one that relays it, if there is one."""
    level, sign = row["factuality"][:-1], row["factuality"][-1]
    for outer in outwards(row, rows)[1:] if level in {"PR", "PS"} else ():
        if outer["factuality"] == f"CT{sign}":
            return (row["mention_id"], outer["mention_id"])
    return ()
