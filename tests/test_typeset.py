"""Text for Plotly: escaped, broken into lines, and measured before it is drawn."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import style
from dateline.typeset import FONT_SIZE, lines, lines_within, plain, width_of, wrapped

MARKUP = "<b>x</b> <img src=x onerror=alert(1)> $x$ %{y} 5% &amp;"
TEXT = st.text(st.characters(codec="utf-8"), max_size=80)

LATIN = [
    "Li Hui arrives in Moscow",
    "Putin and Lula speak by telephone",
    "MINISTRY STATEMENT WITHDRAWN",
    "illicit fill; 1,111 (i.e. till)",
    "WWW @ MOMENTUM & Co. 100%",
    "“quoted” – he said… ‘yes’ — no • × ≈ → ·",
    "€ 5, £ 3, § 4, 20 °C, ½",
    "[a] {b} <c> ~d ^e _f `g |h \\i",
    "Ångström, façade, naïve, Œuvre, Æsir, ñandú",
]
GERMAN = [
    "Außenministerium übt Kritik an Überflügen",
    "Straßenverkehrsordnungsänderung",
    "ÄMTER, Ölförderung",
]
POLISH = ["Rzeczpospolita: źródło zażółć gęślą jaźń", "ŁÓDŹ, Święty Krzyż, łączność", "íìîïĩī ľďť"]
CYRILLIC = [
    "Министерство обороны опровергло сообщение",
    "ЖЁЛТЫЙ ЩИТ, ШЫНЫ",
    "Міністерство закордонних справ України",
    "шщжюфмыъ",
    "Љубљана, Њујорк, №",
]
ARABIC = [
    "وزارة الخارجية تنفي الخبر",
    "صرح المتحدث باسم الحكومة",
    "سسس ششش صصص ضضض ططط",
    "٢٦ أيار ٢٠٢٣",
]
DEVANAGARI = ["विदेश मंत्रालय ने बयान जारी किया", "संयुक्त राष्ट्र ने कहा", "क्षत्रिय ज्ञान श्री २६ मई"]
CHINESE = ["外交部发言人表示", "李辉抵达莫斯科，会见外长。", "“和平”——《环球时报》"]
DRAWN = """([text, font, size]) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const line = document.createElementNS("http://www.w3.org/2000/svg", "text");
    line.textContent = text;
    line.setAttribute("style", `font-family: ${font}; font-size: ${size}px; white-space: pre`);
    svg.appendChild(line);
    document.body.appendChild(svg);
    const width = line.getComputedTextLength();
    svg.remove();
    return width;
}"""


# -- escaping ----------------------------------------------------------------------------------


def test_plain_escapes_what_plotly_reads_as_markup():
    """No character is left that opens a tag, an entity or a formula."""
    assert plain(MARKUP) == (
        "&lt;b&gt;x&lt;/b&gt; &lt;img src=x onerror=alert(1)&gt; &#36;x&#36; &#37;{y} 5% &amp;amp;"
    )


@given(TEXT)
def test_plain_text_is_read_back_as_it_was(text):
    """A reader of the markup sees exactly the text, and no tag, formula or template in it."""
    escaped = plain(text)
    assert unescape(escaped) == text
    assert not set("<>$") & set(escaped)
    assert "%{" not in escaped


@pytest.mark.parametrize("value", [5, 1.5, None])
def test_plain_takes_what_is_not_text(value):
    """A number or None is written as Python writes it."""
    assert plain(value) == str(value)


# -- lines of characters -----------------------------------------------------------------------


def test_wrapping_escapes_after_breaking():
    """A text is broken first, so that no line ends inside an entity."""
    text = "a < b & c > d $ %{e} " * 20
    for characters in range(8, 40):
        for line in wrapped(text, characters=characters).split("<br>"):
            assert "&" not in re.sub("&(lt|gt|amp|#36|#37);", "", line)


def test_a_text_that_fits_is_one_line():
    """A text of as many characters as a line has is not broken; with one more it is."""
    assert lines("ab cd ef gh", characters=11) == ["ab cd ef gh"]
    assert lines("ab cd ef gh", characters=10) == ["ab cd ef", "gh"]


def test_a_long_word_is_broken():
    """A word that no line holds is broken, and none of it is lost."""
    assert lines("x" * 25, characters=10) == ["x" * 10, "x" * 10, "x" * 5]


def test_a_line_has_room_for_eight_characters():
    """Fewer characters than eight to a line are taken for eight."""
    assert lines("abcdefgh", characters=1) == ["abcdefgh"]


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_an_empty_text_has_one_empty_line(text):
    """Every label has a line, if an empty one."""
    assert lines(text, characters=10) == [""]
    assert lines_within(text, pixels=100) == [""]


@pytest.mark.parametrize("text", ["two\nlines", "a\ttab", " both ends "])
def test_blanks_that_do_not_show_are_made_blanks_or_cut(text):
    """Breaks and tabs in a cell become blanks, and blanks at the ends go."""
    assert lines(text, characters=40) == [" ".join(text.split())]


@given(TEXT, st.integers(8, 40))
def test_no_line_is_longer_than_it_may_be(text, characters):
    """Each line keeps within its characters, and all that is not a blank is in one of them."""
    broken = lines(text, characters=characters)
    assert max(map(len, broken)) <= characters
    assert "".join("".join(broken).split()) == "".join(text.split())


# -- lines of pixels ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["Li Hui arrives", "MINISTRY STATEMENT", "外交部发言人表示" * 6, "x" * 90]
)
@pytest.mark.parametrize("pixels", [60, 200, 391])
def test_lines_keep_within_their_pixels(text, pixels):
    """Capitals and Chinese characters, which are wide, are broken earlier."""
    text = f"{text} " * 3
    broken = lines_within(text, pixels=pixels)
    assert max(map(width_of, broken)) <= pixels
    assert "".join(broken).replace(" ", "") == text.replace(" ", "")


def test_words_stay_whole_where_a_line_holds_them():
    """Lines are broken between words, as many words to a line as it holds."""
    assert lines_within("A call to Moscow and Kyiv", pixels=80) == [
        "A call to",
        "Moscow and",
        "Kyiv",
    ]


def test_a_line_too_narrow_for_a_letter_still_gets_one():
    """In any width a line holds at least one letter, so that breaking ends."""
    assert lines_within("WWW", pixels=1) == ["W", "W", "W"]


@given(TEXT, st.integers(20, 300))
def test_nothing_of_a_text_is_lost(text, pixels):
    """All that is not a blank stands in one of the lines, in order."""
    assert "".join("".join(lines_within(text, pixels=pixels)).split()) == "".join(text.split())


# -- widths ------------------------------------------------------------------------------------


def test_an_empty_line_has_no_width():
    """Nothing is no pixels wide."""
    assert width_of("") == 0


@given(TEXT, TEXT)
def test_a_longer_line_is_never_narrower(one, other):
    """The width of two texts in a row is that of the one and that of the other."""
    assert width_of(one + other) == pytest.approx(width_of(one) + width_of(other))


def test_an_accent_of_its_own_takes_no_room():
    """A letter with a combining accent is as wide as the letter alone."""
    assert width_of("e\u0301") == width_of("e")


@pytest.mark.browser
def test_no_text_is_wider_than_it_is_measured(browser):
    """Chromium draws no line wider than its width says; a Latin one is at most a quarter over."""
    page = browser.new_page()
    in_latin = [*LATIN, *GERMAN, *POLISH]
    for text in [*in_latin, *CYRILLIC, *ARABIC, *DEVANAGARI, *CHINESE]:
        width = page.evaluate(DRAWN, [text, style.FONT, FONT_SIZE])
        assert 0 < width <= width_of(text), text
        if text in in_latin:
            assert width_of(text) <= 1.25 * width, text
    page.close()
