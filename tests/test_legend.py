"""The legend of marks: every mark that a timeline can draw, drawn by the timeline."""

from dateline import Look, style, timeline_legend
from dateline.timeline.words import _KEY


def test_every_status_is_in_the_legend():
    """Each status of the vocabulary has a made-up event whose title begins with its name."""
    figure = timeline_legend()
    labels = [text for trace in figure.data for text in trace.text or ()]
    for status in style.LOOKS:
        assert any(label.removeprefix("× ").startswith(f"{status}: ") for label in labels), status


def test_every_mark_of_the_key_is_in_the_legend():
    """No mark can be in a figure's key and not in the legend of marks."""
    note = timeline_legend().layout.annotations[-1].text.replace("<br>", " ")
    missing = [words for mark, words in _KEY.items() if words not in note and mark != "known"]
    assert missing == []


def test_the_legend_follows_look_and_width():
    """It is drawn in the theme and width of the figures that it explains."""
    figure = timeline_legend(look=Look(theme="dark"), width=700)
    assert figure.layout.width == 700
    assert figure.layout.template.layout.paper_bgcolor == style.THEMES["dark"][style.PAPER]


def test_the_legend_has_a_tray_and_no_one_real():
    """Its undated event stands in the tray, and no event of it names anybody."""
    figure = timeline_legend()
    assert "Without a date: “No date is given”." in figure.layout.meta["alt"]
    assert all("By: " not in card for trace in figure.data for card in trace.hovertext or ())
