"""The visual language."""

import re

import pandas as pd
import pytest

from dateline import style, terms
from dateline.frames import events_frame

MARKUP = "<b>x</b> <img src=x onerror=alert(1)> $x$ %{y} 5% &amp;"


def cards(names=None, **columns):
    columns = {"event_id": ["e1"], "title": ["A call"], **columns}
    return style.event_cards(events_frame(pd.DataFrame(columns)), names=names or {})


def luminance(colour):
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_plain_escapes_what_plotly_reads_as_markup():
    """No character is left that opens a tag, an entity or a formula."""
    assert style.plain(MARKUP) == (
        "&lt;b&gt;x&lt;/b&gt; &lt;img src=x onerror=alert(1)&gt; &#36;x&#36; &#37;{y} 5% &amp;amp;"
    )


def test_wrapping_escapes_after_breaking():
    """A text is broken first, so that no line ends inside an entity."""
    text = "a < b & c > d $ %{e} " * 20
    for characters in range(8, 40):
        for line in style.wrapped(text, characters=characters).split("<br>"):
            assert "&" not in re.sub("&(lt|gt|amp|#36|#37);", "", line)


def test_a_long_word_is_broken():
    """A word that no line holds is broken, and none of it is lost."""
    assert style.lines("x" * 25, characters=10) == ["x" * 10, "x" * 10, "x" * 5]


def test_an_empty_text_has_one_empty_line():
    """Every label has a line, if an empty one."""
    assert style.lines("", characters=10) == [""]
    assert style.lines_within("", pixels=100) == [""]


@pytest.mark.parametrize("text", ["Li Hui arrives", "MINISTRY STATEMENT", "外交部发言人表示" * 6])
def test_lines_keep_within_their_pixels(text):
    """Capitals and Chinese characters, which are wide, are broken earlier."""
    lines = style.lines_within(text * 3, pixels=200)
    assert max(map(style.width_of, lines)) <= 200
    assert "".join(lines).replace(" ", "") == (text * 3).replace(" ", "")


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
    assert cards() == ["<b>A call</b><br>When: no date given<br>Status: undetermined"]


def test_a_card_escapes_every_text_of_the_case():
    """Markup in any cell of the case, or in a name, shows as text."""
    [card] = cards(
        title=[MARKUP],
        when_text=[MARKUP],
        place=[MARKUP],
        note=[MARKUP],
        initiators=["a"],
        names={"a": MARKUP},
    )
    assert set(re.findall("<[^>]*>", card)) == {"<b>", "</b>", "<br>"}
    assert card.count("&lt;img src=x") == 5
    assert "$" not in card


def test_every_status_has_a_look_of_its_own():
    """Each status of the vocabulary has a look, and pattern or filling tells it without colour."""
    assert tuple(style.LOOKS) == terms.allowed("events", "status")
    shapes = {(look.pattern, look.filled) for look in style.LOOKS.values()}
    assert len(shapes) == len(style.LOOKS)


def test_every_kind_of_actor_has_a_symbol_of_its_own():
    """Each kind of the vocabulary has a shape, and no two share one."""
    assert tuple(style.SYMBOLS) == terms.allowed("actors", "kind")
    assert len(set(style.SYMBOLS.values())) == len(style.SYMBOLS)


def test_colours_of_marks_and_text_stand_out_from_the_paper():
    """Text and lines have a contrast of 4.5 to 1 on the figure's ground, as WCAG 2.2 asks."""
    colours = [style.INK, style.QUIET, style.ACTOR]
    colours += [look.colour for look in style.LOOKS.values()]
    colours += [colour for colour, _ in style.KINDS]
    for colour in colours:
        for ground in (style.PAPER, style.BAND):
            assert (luminance(ground) + 0.05) / (luminance(colour) + 0.05) >= 4.5, colour


def test_names_are_joined_and_unknown_ids_stand_for_themselves():
    """An actor without a name is shown by id."""
    assert style.named(("a", "b"), {"a": "Anna"}) == "Anna, b"
