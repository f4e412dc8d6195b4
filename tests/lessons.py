"""A small lesson for tests, and a way to look for a text in whatever a file makes of it."""

import base64
import json
from html import escape
from urllib.parse import quote

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from plotly.offline import get_plotlyjs

QUESTIONS = """
[voices]
kind = "predict"
question = "On how many voices does it rest?"
options = [
    {text = "One", verdict = "right", reason = "s2: the “dockers” are the only ones, <b>all</b> others retell."},
    {text = "Three", verdict = "wrong", reason = "s2 & s5: both newspapers pass on what the dockers say."},
]

[origins]
kind = "several"
question = "On whose word?"
options = [
    {text = "Dockers", verdict = "right", reason = "s2: nobody at all stands behind them."},
    {text = "Gazette", verdict = "wrong", reason = "s2: it only passes on what the dockers say."},
]

[order]
kind = "ordering"
question = "Put in order."
items = {late = "The ferry is late", strike = "The dockers strike", letter = "A letter"}
before = [{earlier = "late", later = "strike", reason = "s1 and s4: the Sunday, then the Monday."}]

[kinds]
kind = "classify"
question = "What is the sentence?"
[kinds.sentences.s4]
text = "There was no meeting, says the board."
is = "denial"
reason = "s4: the words are “no meeting”, and the board's."

[letter]
kind = "chain"
question = "Who says so?"
hops = [
    {speaker = "The Gazette", reason = "s2: this is the page that we read."},
    {speaker = "The captain", reason = "s2: it ends with “says the captain”."},
]

[likely]
kind = "likelihood"
expression = "likely"

[why]
kind = "ach"
question = "Why was it late?"
hypotheses = {h1 = "The engine failed", h2 = "The board wants to sell"}
[why.evidence.e1]
text = "The ferry docked a day late"
ratings = {h1 = "C", h2 = "NC"}
reason = "s1: a failure makes it late, a sale does not."
"""  # noqa: E501 (TOML has such tables on one line)

# A figure as Plotly shows it, without loading Plotly.
SETUP = """voices = [1, 3]
bars = {"data": [{"type": "bar", "y": voices}], "layout": {"width": 640, "height": 480}}
figure = {"application/vnd.plotly.v1+json": bars, "text/plain": "Bars"}
"""
READ = 'from dateline import exercises\n\nasked = exercises.read("exercises.toml")'
PREDICT = 'display(asked["voices"])  # one, not three\ndisplay(figure, raw=True)'
TALK = "**Talking points.** Expect “three”, for learners count newspapers."
MODEL = "One answer that is secure: it rests on the dockers alone."


def code(text, *tags, kind=""):
    return new_code_cell(text, metadata=_metadata(tags, kind))


def prose(text, *tags, kind=""):
    return new_markdown_cell(text, metadata=_metadata(tags, kind))


def _metadata(tags, kind):
    return {
        **({"tags": [*tags]} if tags else {}),
        **({"slideshow": {"slide_type": kind}} if kind else {}),
    }


def lesson_cells():
    """Return the cells of a notebook that has each kind of exercise, and secrets in all places."""
    first = code(PREDICT, "exercise", kind="slide")
    first.metadata["answer"] = "s2: the “dockers” are the only ones, <b>all</b> others retell."
    ids = ("origins", "order", "kinds", "letter", "likely", "why")
    others = [code(f'asked["{id}"]', "exercise", kind="subslide") for id in ids]
    return [
        prose("# A late ferry\n\nYou will be able to count voices.", kind="slide"),
        code(SETUP, "keep-me", kind="skip"),
        code(READ, "instructor", kind="skip"),
        prose(TALK, "instructor", kind="notes"),
        first,
        *others,
        prose(f"## A model\n\n{MODEL}", "solution", kind="slide"),
        code(f"print({MODEL!r})", "solution"),
        prose("## Glossary\n\n| word | meaning |\n|---|---|\n| origin | the innermost voice |"),
        prose("Only in the notes of a slide show.", kind="notes"),
        prose("## Recap\n\nFirst this.", kind="slide"),
        prose("Then that, when called.", kind="fragment"),
    ]


def write_notebook(folder, cells):
    """Write a notebook of these cells, and the file of its exercises beside it."""
    (folder / "exercises.toml").write_text(QUESTIONS, encoding="utf-8")
    metadata = {"widgets": {"state": {"one": {"text": MODEL}}}, "notes": TALK}
    path = folder / "ferry.ipynb"
    nbformat.write(new_notebook(cells=cells, metadata=metadata), path)
    return path


def readable(content):
    """Return the text of a file without plotly.js, as it is and with all its blanks alike."""
    text = content.decode("utf-8").replace(get_plotlyjs(), "")
    return f"{text}\n{' '.join(text.split())}"


def hidden_in(content, text):
    """Name the forms in which a text stands in what is `readable`, as it is or encoded."""
    return [form for form, told in forms(text).items() if told in content]


def forms(text):
    """Return a text in the forms in which a file may hold it."""
    raw = text.encode()
    # Base64 packs three bytes into four letters: a text begins at the first, second or third.
    shifted = (base64.b64encode(bytes(shift) + raw).decode() for shift in range(3))
    once, ascii_once = json.dumps(text, ensure_ascii=False)[1:-1], json.dumps(text)[1:-1]
    return {
        "plain": text,
        "HTML": escape(text),
        "HTML, quotes left": escape(text, quote=False),
        "JSON": once,
        "JSON in ASCII": ascii_once,
        "JSON in JSON": json.dumps(ascii_once)[1:-1],
        "JSON for a script": ascii_once.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026"),
        "Python": ascii(text)[1:-1],
        "address": quote(text),
        "hexadecimal": raw.hex(),
        "backwards": text[::-1],
        **{f"base64, shifted by {n}": it[4:-8] for n, it in enumerate(shifted)},
    }
