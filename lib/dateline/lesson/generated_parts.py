"""What a lesson on any case says, and the code by which it shows the case's figures and tables."""

from __future__ import annotations

from typing import NamedTuple


class Part(NamedTuple):
    """A section of the lesson.

    Attributes
    ----------
    title, aim, text, points : str
        The heading; what one can do afterwards; how to read what follows; and for instructors.
    sorts : tuple of str
        The first words of the ids of its exercises.
    covers : str
        Of these the sort that covers the figure until it is answered; empty: the figure stands
        first, to be read.
    names : tuple of str
        The functions of dateline that its code needs.
    figure, table : str
        Code that draws, and code that makes a table; empty: there is none. The table stays
        covered until the last question with one answer; ``{ids}`` in it stands for what the
        questions are about.
    """

    title: str
    aim: str
    text: str
    points: str
    sorts: tuple[str, ...]
    covers: str
    names: tuple[str, ...]
    figure: str
    table: str


ORDER = Part(
    "What came first",
    "say which events certainly follow one another, and which do not",
    "A solid bar is time in which an event was certainly going on, a pale one time in which it "
    "may have been: somewhere in here. One event certainly comes before another only where it "
    "was over before the other began. The dates stand in a table, which the last question covers.",
    "Let learners name the two days that settle a pair before they move anything. Expect them to "
    "go by the middle of a bar, or to take the order of the text for the order of events.",
    ("order", "first"),
    "",
    ("timeline", "timeline_table"),
    "timeline(case.events, case=case)",
    """timeline_table(case.events, case=case).drop(
    columns=["edtf", "who says so", "mentions", "sources", "origins"], errors="ignore"
)""",
)
VOICES = Part(
    "Who says so",
    "follow what is told to its origins, and tell who says so from who passes on and who denies",
    "Each step from the page inwards is a hop: a voice that speaks, or passes on another. Whoever "
    "has nobody behind them is an origin. What is told many times may rest on one voice, and an "
    "origin who denies something does not support it. Two origins are two voices; whether one "
    "knows it from the other, the tables do not tell. In the figure an arrow leads from whoever "
    "tells to those on whose word, and the number on it counts hops.",
    "Ask of each hop: on whose word? Expect learners to count documents or retellings for "
    "voices, to take the outlet that they read for the origin, and to count a denial as support.",
    ("chain", "speakers", "origins"),
    "origins",
    ("citation_network", "citation_table"),
    "citation_network(case.mentions, case=case)",
    """citation_table(told({ids}), case=case)[
    ["about", "told by", "on the word of", "document", "locator", "origin"]
]""",
)
STANCE = Part(
    "How surely it is said",
    "tell how certain each voice is, and by which words",
    "A hedge is a word such as “likely” by which a voice says less than “certainly”. It belongs "
    "to the voice that uses it, and may get lost on the way out. Look each place up, or read the "
    "words that the question quotes.",
    "Read the sentence aloud without its hedge. Expect learners to give a hedge to the wrong "
    "voice, and to mix up what a voice says with what they themselves believe.",
    ("hedge", "certainty"),
    "",
    ("citation_table",),
    "",
    """citation_table(told({ids}), case=case)[
    ["about", "on the word of", "certainty", "hedge", "cue", "document", "locator"]
]""",
)
TIES = Part(
    "Who acts on whom",
    "say what an arrow between two actors means, and what it does not",
    "An arrow leads from one side of an event to the other: from who acts to whom it reaches, or, "
    "of a meeting or a call, in the order in which a source names them. Where no arrow is, these "
    "tables tell of no tie; there may be one in the world.",
    "Size counts the events coded here that an actor takes part in. Ask what would change if "
    "another source were added. Expect learners to take the middle of the drawing for the one who "
    "pulls the strings.",
    ("volume", "tie"),
    "volume",
    ("actor_network", "network_tables"),
    "actor_network(case.events, case=case)",
    """network_tables(case.events, case=case)[1].assign(
    **{side: lambda ties, side=side: ties[side].map(case.names) for side in ("source", "target")}
)[["source", "target", "label", "status"]].rename(
    columns={"source": "from", "target": "to", "label": "event"}
)""",
)
SETUP = '''import re

import pandas as pd
from IPython.display import HTML, Markdown

from dateline import {names}

pd.set_option("display.max_colwidth", None)
case = read_case({folder})


def shown(table):
    """Show a table with its texts whole, and without row numbers."""
    return HTML(table.to_html(index=False, na_rep="", max_rows=100))


def told(*ids):
    """Return who tells of these events and claims."""
    mentions = case.mentions
    return mentions[mentions["event_id"].isin(ids) | mentions["claim_id"].isin(ids)]'''
ASK = "from dateline import exercises\n\nasked = {it.id: it for it in exercises.from_case(case)}"
# Its headings stand below the lesson's.
READ = 'Markdown(re.sub("^#+", r"##\\g<0>", case.about.reading, flags=re.MULTILINE))'
NOTE = """**Before you begin.** This lesson is about what some sources tell, and who says so. If \
what they tell of touches you, leave out what you like. The lesson is about recognising, not about \
making, and it takes no side: the tables say who claims what."""
STARTING = """Read the text twice. From here on s3 is its sentence 3; where there are several \
sources, it is said of which. Then cover it, and write down in one line what happened, when, and \
who says so. Keep the line for the last part."""
WRITING = """Write an assessment in three sentences: **(1)** what is told, by whom, on whose word \
and since when; **(2)** how likely you hold it, and what else could explain what is told; **(3)** \
how much rests on how little, and what would change your mind. Exchange it with somebody, and hold \
theirs against this rubric.

| graded | beginning | developing | secure |
|---|---|---|---|
| **evidence** | says what happened | gives a place in a source for some of it | gives one for \
every statement, and says what no source tells |
| **chronology** | dates an event by its report | keeps the date of an event apart from that of \
its report | also leaves open what the dates leave open |
| **network** | takes the largest mark for the most powerful | names who acts on whom | keeps how \
often somebody is told of apart from whom they connect, and adds no tie |
| **attribution** | writes “it is said” | names the voice next to the page | goes to the origin, \
and leaves denials and hedges with whoever uttered them |"""
WORDS = """| word | here it means |
|---|---|
| event | something that happened, is said to have happened, or is expected |
| claim | what somebody puts forward |
| mention | one speaker, in one source, on one event or claim |
| hop, chain | a mention on the way inwards; all of them, from the page to the origin |
| origin | the innermost speaker of a chain |
| hedge | a word by which a speaker is less than certain |
| certain, probable, possible | how sure a speaker is that it is so |
| certainly not, probably not, possibly not | how sure a speaker is that it is not so: a denial |
| passed on without stance | the speaker tells what another says, and not whether it is so |
| knows whether it is so | the speaker is said to know, and we are not told which |"""
