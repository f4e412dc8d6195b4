"""What shows when the pointer rests on an event."""

import json
import re

import pandas as pd
import pytest

from dateline import Look
from dateline.cards import event_cards, named
from dateline.chains import Voices, voices
from dateline.frames import events_frame, typed_frame
from dateline.zones import in_zone

MARKUP = "<b>x</b> <img src=x onerror=alert(1)> $x$ %{y} 5% &amp;"
HEAD = "<b>A call</b><br>When: no date given<br>Status: undetermined"


def in_json(card):
    return len(json.dumps(card)) - 2


def cards(names=None, told=None, look=None, size=4000, **columns):
    """Return the cards of events of these columns; one of a call, if none is given."""
    events = events_frame(pd.DataFrame({"event_id": ["e1"], "title": ["A call"], **columns}))
    look = look or Look()
    events = in_zone(events, zone=look.zone)
    return event_cards(events, names=names or {}, voices=told, look=look, size=size)


def voices_of(*mentions, names=None):
    """Return the voices of events from (mention, parent, speaker, event, factuality, hedge)."""
    columns = ("mention_id", "parent_id", "speaker_id", "event_id", "factuality", "hedge")
    raw = pd.DataFrame(mentions, columns=columns, dtype="str").assign(locator="s1")
    raw = raw.assign(source_id=raw["mention_id"].str[0])
    frame = typed_frame("mentions", raw)
    return voices(frame, frame["event_id"].unique(), names=names or {})


# -- facts -------------------------------------------------------------------------------------


def test_a_card_says_what_is_known():
    """A card names the event, its date, status, actors and place, in this order."""
    [card] = cards(
        names={"putin": "Vladimir Putin"},
        when=["2023-05-26T14:00:00+03:00"],
        when_text=["on May 26"],
        status=["occurred"],
        place=["Moscow"],
        initiators=["putin"],
        recipients=["lula;brazil"],
        note=["The year is inferred."],
    )
    assert card == (
        "<b>A call</b><br>When: 26 May 2023, 11:00:00 UTC<br>EDTF: 2023-05-26T14:00:00+03:00"
        "<br>Offset: written as UTC+03:00<br>In the source: “on May 26”<br>Status: occurred"
        "<br>By: Vladimir Putin<br>To or with: lula, brazil<br>Place: Moscow"
        "<br>Note: The year is inferred."
    )


def test_a_card_leaves_out_what_is_not_there():
    """An event with nothing but a title has a card without empty rows."""
    assert cards() == [HEAD]


def test_no_events_have_no_cards():
    """No event, no card."""
    assert cards(event_id=[], title=[]) == []


@pytest.mark.parametrize(
    ("look", "when"),
    [
        (Look(), "26 May 2023, 11:00:00 UTC"),
        (Look(zone="Europe/Kyiv"), "26 May 2023, 14:00:00 Europe/Kyiv"),
        (Look(months="iso", zone="-09:30"), "2023-05-26 01:30:00 -09:30"),
    ],
)
def test_dates_are_written_as_the_look_says(look, when):
    """Months and time zone are the look's; what the source wrote stays as it is."""
    [card] = cards(when=["2023-05-26T14:00:00+03:00"], look=look)
    assert f"<br>When: {when}<br>" in card
    assert "<br>Offset: written as UTC+03:00<br>" in card
    assert "<br>EDTF: 2023-05-26T14:00:00+03:00<br>" in card


def test_a_long_note_is_cut_between_words():
    """A note of more than 280 characters is cut between two words, and a mark says so."""
    [short] = cards(note=["word " * 55 + "final"])
    [long] = cards(note=["word " * 56 + "final"])
    assert short.replace("<br>", " ").endswith("word final")
    assert long.replace("<br>", " ").endswith("word word …")
    assert long.count("word") == 56


def test_a_card_escapes_every_text_of_the_case():
    """Markup in any cell of the case, in a name or in a chain with its hedges shows as text."""
    told = Voices([f"{MARKUP} → owl (probable, “{MARKUP}”)"], 1, 1, 1)
    [card] = cards(
        title=[MARKUP],
        when_text=[MARKUP],
        place=[MARKUP],
        note=[MARKUP],
        initiators=["a"],
        recipients=["b"],
        names={"a": MARKUP, "b": MARKUP},
        told={"e1": told},
    )
    assert set(re.findall("<[^>]*>", card)) == {"<b>", "</b>", "<br>"}
    assert card.replace("<br>", " ").count("&lt;img src=x onerror=alert(1)&gt;") == 8
    assert "$" not in card
    assert "%{" not in card


def test_names_are_joined_and_unknown_ids_stand_for_themselves():
    """An actor without a name is shown by id."""
    assert named(("a", "b"), {"a": "Anna"}) == "Anna, b"
    assert named((), {"a": "Anna"}) == ""


@pytest.mark.parametrize("nobody", [None, float("nan"), pd.NA, (), [], ""])
def test_null_and_empty_lists_are_nobody(nobody):
    """In a frame made by hand, a cell of actors that is null or empty names nobody."""
    events = events_frame(pd.DataFrame({"event_id": ["e1"], "title": ["A call"]}))
    both = dict.fromkeys(["initiators", "recipients"], pd.Series([nobody], dtype=object))
    assert event_cards(events.assign(**both), names={}) == [HEAD]


@pytest.mark.parametrize("both", ["a; b", ["a", "b"], {"b", "a"}])
def test_actors_of_a_frame_made_by_hand_are_named(both):
    """A cell of actors may hold text or a list; it is never spelt out letter by letter."""
    events = events_frame(pd.DataFrame({"event_id": ["e1"], "title": ["A call"]}))
    cell = pd.Series([both], dtype=object)
    [card] = event_cards(events.assign(initiators=cell), names={"a": "Anna"})
    assert card == f"{HEAD}<br>By: Anna, b"


# -- voices ------------------------------------------------------------------------------------


def test_a_card_says_who_says_so_outermost_first():
    """After the facts stand the chains, each hedge by the speaker who hedges, and the counts."""
    told = voices_of(
        ("m1", None, "gazette", "e1", "Uu", None),
        ("m2", "m1", "herald", "e1", "PR+", "probably"),
        ("m3", "m2", "owl", "e1", "PS+", "it seems;perhaps"),
        names={"owl": "The Owl"},
    )
    [card] = cards(told=told)
    assert card == (
        f"{HEAD}<br>Who says so, outermost first:"
        "<br>– gazette → herald (probable, “probably”) → The Owl (possible,"
        "<br>“it seems”, “perhaps”)"
        "<br>3 mentions, 1 source, 1 origin"
    )


def test_a_single_mention_is_counted_in_the_singular():
    """One mention is one mention, in one source, of one origin, and without a hedge no row."""
    told = voices_of(("m1", None, "gazette", "e1", "CT+", None))
    [card] = cards(told=told)
    assert card == (
        f"{HEAD}<br>Who says so, outermost first:<br>– gazette (certain)"
        "<br>1 mention, 1 source, 1 origin"
    )


def test_many_mentions_are_counted_in_the_plural():
    """Mentions, sources and origins are counted apart."""
    told = {"e1": Voices(["a", "b"], 1200, 2, 3)}
    assert cards(told=told)[0].endswith("<br>1,200 mentions, 2 sources, 3 origins")


@pytest.mark.parametrize(
    ("chains", "more"),
    [(4, ""), (5, "<br>– and 1 more chain"), (9, "<br>– and 5 more chains")],
)
def test_four_chains_are_shown_and_the_rest_is_counted(chains, more):
    """Of more than four chains a card says how many more there are."""
    told = {"e1": Voices([f"speaker {n}" for n in range(chains)], chains, 1, chains)}
    [card] = cards(told=told)
    shown = "".join(f"<br>– speaker {n}" for n in range(4))
    assert f"outermost first:{shown}{more}<br>{chains} mentions," in card


def test_an_event_that_nobody_mentions_says_so():
    """Where there are mentions but none of this event, the card says that none is coded."""
    told = voices_of(("m1", None, "gazette", "e1", "CT+", None))
    one, other = cards(event_id=["e1", "e2"], title=["A call", "A call"], told=told)
    assert other == f"{HEAD}<br>Who says so: no mention of it is coded"
    assert "no mention" not in one


def test_without_mentions_a_card_is_silent_on_who_says_so():
    """Where a case has no mentions, no card says anything of speakers."""
    assert "says so" not in cards(told=None)[0]
    assert "no mention of it is coded" in cards(told={})[0]


def test_the_call_of_the_case(case):
    """The bundled case's call is told by the source in its own voice and after the Kremlin."""
    events = case.events[case.events["event_id"] == "e-call"]
    told = voices(case.mentions, ["e-call"], names=case.names)
    [card] = event_cards(events, names=case.names, voices=told)
    assert card.endswith("<br>5 mentions, 1 source, 2 origins")
    said = card.split("<br>Who says so, outermost first:<br>")[1].replace("<br>", " ")
    assert said.startswith(" ".join(f"– {chain}" for chain in told["e-call"].chains))
    assert " → Kremlin (" in said


# -- room --------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [150, 300, 450, 560])
def test_a_card_keeps_within_its_bytes(size):
    """Whole rows are left out until the card fits, and its last row says where they stand."""
    told = {"e1": Voices([f"speaker {n} " * 4 for n in range(9)], 9, 1, 9)}
    whole, cut = (
        cards(note=["A remark & more. " * 9], place=["Moscow"], told=told, size=number)[0]
        for number in (4000, size)
    )
    assert in_json(whole) > size >= in_json(cut)
    rows = cut.split("<br>")
    assert rows[-1] == "… more in the table"
    assert rows[:-1] == whole.split("<br>")[: len(rows) - 1]


def test_a_card_that_just_fits_is_whole():
    """A card of as many bytes as it may have is not cut; with one fewer it is."""
    [whole] = cards(place=["Moscow"])
    assert cards(place=["Moscow"], size=in_json(whole)) == [whole]
    [cut] = cards(place=["Moscow"], size=in_json(whole) - 1)
    assert cut.endswith("<br>… more in the table")


def test_the_title_is_always_there():
    """However few bytes a card may have, it begins with the event's title."""
    assert cards(size=1) == ["<b>A call</b><br>… more in the table"]


def test_a_long_title_is_cut_where_a_card_may_have_few_bytes():
    """A Chinese title takes six bytes a letter; what has no room of it is left to the table."""
    [card] = cards(size=200, title=["关于谈判的长标题" * 10])
    assert card.startswith("<b>关于谈判的长标题关于")
    assert card.endswith("…</b><br>… more in the table")
    assert in_json(card) <= 200
    [least] = cards(size=1, title=["关于谈判的长标题" * 10])
    assert least == "<b>关于谈判的长标题关于谈判…</b><br>… more in the table"


def test_frames_are_not_changed(case):
    """Writing cards leaves the events as they were."""
    before = case.events.copy(deep=True)
    event_cards(case.events, names=case.names, voices=voices(case.mentions, [], names={}))
    pd.testing.assert_frame_equal(case.events, before)
