"""A sealed exercise as HTML: a form that reads as a question where no script runs."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files

from dateline.exercises.form import KINDS, RATINGS, Form, Item
from dateline.exercises.sealed import Sealed, written

# On whatever can have the focus: JupyterLab would else take keys for its own, such as the arrows
# among radio buttons.
_KEYS = 'data-lm-suppress-shortcuts="true"'
# With a value: where JupyterLab does not trust HTML, it takes empty attributes away.
_HIDDEN = 'hidden="hidden"'
_COVERED = "What follows stays covered until you have answered."
_ASLEEP = "Nothing can be answered here yet. First run the notebook: Run, Run All Cells."
_UNCOVERED = "Then what follows is covered, too."


def assets() -> tuple[str, str]:
    """Return the style sheet and the script that exercises in a page need, once.

    Returns
    -------
    tuple of str
        CSS and JavaScript. The script needs no other right than to run: it asks nobody, stores
        nothing, and may run again, for exercises that came later.
    """
    return _static("exercise.css"), _static("exercise.js")


def whole(sealed: Sealed) -> str:
    """Return an exercise that brings its own style sheet and script.

    A notebook that was not run by its reader is shown without these: then it asks to be run.
    """
    style, script = assets()
    note = f"{_ASLEEP} {_UNCOVERED}" if sealed.form.kind == "predict" else _ASLEEP
    asked = f'<p class="dateline-asleep">{note}</p>\n{form_html(sealed)}'
    return f"<style>\n{style}</style>\n{asked}\n<script>\n{script}</script>"


def form_html(sealed: Sealed) -> str:
    """Return an exercise's form; what makes it live must be in the page."""
    form = sealed.form
    kind = f'<span class="kind">{KINDS[form.kind].title}<span class="unseen">:</span></span>'
    lines = [
        f'<div class="dateline-exercise" data-exercise="{form.kind}">',
        # Of this method, as no script may run: submitting then does nothing.
        '<form method="dialog" autocomplete="off" novalidate>',
        "<fieldset disabled>",
        f'<legend>{kind} <span class="question">{escape(form.question)}</span></legend>',
        *_body(form),
        "</fieldset>",
        f'<p class="act"><button type="submit" {_KEYS} {_HIDDEN}>{_button(form)}</button></p>',
        '<div class="feedback" role="status"></div>',
        "</form>",
        f'<script type="application/json">{written(sealed)}</script>',
        "</div>",
    ]
    return "\n".join(lines)


def plain(sealed: Sealed) -> str:
    """Return an exercise as plain text."""
    form = sealed.form
    lines = [f"{KINDS[form.kind].title}: {form.question}"]
    lines += [f"  - {item.text}" for item in form.rows if form.kind != "chain"]
    lines += [f"  [ ] {item.text}" for item in form.choices]
    return "\n".join(lines)


@cache
def _static(name: str) -> str:
    return files(__package__).joinpath("static", name).read_text(encoding="utf-8")


def _button(form: Form) -> str:
    return {"predict": "Answer", "likelihood": "Compare"}.get(form.kind, "Check")


def _body(form: Form) -> list[str]:
    return {
        "single": _options,
        "several": _options,
        "ordering": _ordering,
        "classify": _classify,
        "chain": _chain,
        "likelihood": _likelihood,
        "ach": _ach,
        "predict": _predict,
    }[form.kind](form)


def _options(form: Form) -> list[str]:
    type = "checkbox" if form.kind == "several" else "radio"
    return [
        f'<div class="row" data-row="{escape(item.id)}"><label class="option">'
        f'<input type="{type}" {_KEYS} name="option" value="{escape(item.id)}">'
        f"<span>{escape(item.text)}</span></label></div>"
        for item in form.choices
    ]


def _ordering(form: Form) -> list[str]:
    return [
        '<p class="paper">Number them, earliest first.</p>',
        '<ol class="items">',
        *(
            f'<li data-item="{escape(item.id)}"><span class="box"></span>'
            f'<span class="text">{escape(item.text)}</span><span class="moves" {_HIDDEN}>'
            f"{_move(item, by=-1, word='earlier', arrow='↑')}"
            f"{_move(item, by=1, word='later', arrow='↓')}</span></li>"
            for item in form.choices
        ),
        "</ol>",
        '<p class="moved" role="status"></p>',
    ]


def _move(item: Item, *, by: int, word: str, arrow: str) -> str:
    label = escape(f"Move {word}: {item.text}")
    return f'<button type="button" {_KEYS} data-by="{by}" aria-label="{label}">{arrow}</button>'


def _classify(form: Form) -> list[str]:
    lines = []
    for place, row in enumerate(form.rows, start=1):
        choices = "".join(
            f'<label class="option"><input type="radio" {_KEYS} name="row-{place}"'
            f' value="{escape(choice.id)}"><span>{escape(choice.text)}</span></label>'
            for choice in form.choices
        )
        lines.append(
            f'<fieldset class="row" data-row="{escape(row.id)}">'
            f'<legend>{escape(row.text)}</legend><div class="choices">{choices}</div></fieldset>'
        )
    return lines


def _chain(form: Form) -> list[str]:
    pieces = "".join(f"<li>{escape(choice.text)}</li>" for choice in form.choices)
    return [
        f'<div class="paper"><p>Choose from:</p><ul>{pieces}</ul></div>',
        '<ol class="hops">',
        *(
            f'<li class="row" data-row="{escape(row.id)}"><label>'
            f"<span>{escape(row.text)}</span>{_select(form.choices)}</label></li>"
            for row in form.rows
        ),
        "</ol>",
    ]


def _select(choices: tuple[Item, ...], *, label: str = "", none: str = "choose …") -> str:
    options = "".join(
        f'<option value="{escape(choice.id)}">{escape(choice.text)}</option>' for choice in choices
    )
    name = f' aria-label="{escape(label)}"' if label else ""
    return f'<select {_KEYS}{name}><option value="">{none}</option>{options}</select>'


def _likelihood(form: Form) -> list[str]:  # noqa: ARG001 (as all kinds)
    number = f'<input type="number" {_KEYS} min="0" max="100" step="1" inputmode="numeric">'
    label = (
        f'<label class="number"><span>Your number, 0 to 100</span>{number}<span>%</span></label>'
    )
    return [f'<div class="row">{label}</div>']


def _ach(form: Form) -> list[str]:
    letters = tuple(Item(letter, f"{letter} {word}") for letter, word in RATINGS.items())
    words = ", ".join(f"<b>{letter}</b> {word}" for letter, word in RATINGS.items())
    head = "".join(f'<div role="columnheader">{escape(it.text)}</div>' for it in form.choices)
    sums = "".join(
        f'<div role="cell"><span class="of" aria-hidden="true">{escape(it.text)}</span>'
        f'<span class="sum" data-sum="{escape(it.id)}">0</span></div>'
        for it in form.choices
    )
    summed = '<div role="rowheader">Inconsistency, by weight</div>'
    return [
        f'<p class="letters">Each cell: {words}. Work line by line.</p>',
        '<div class="matrix" role="table" aria-label="Evidence by hypothesis">',
        f'<div role="row" class="head"><div role="columnheader">Evidence</div>{head}</div>',
        *(_line(row, form=form, letters=letters) for row in form.rows),
        f'<div role="row" class="sums" {_HIDDEN}>{summed}{sums}</div>',
        "</div>",
    ]


def _line(row: Item, *, form: Form, letters: tuple[Item, ...]) -> str:
    weight = f' <span class="weight">weight {row.weight}</span>' if row.weight > 1 else ""
    cells = "".join(
        f'<div role="cell" data-cell="{escape(f"{it.id}/{row.id}")}">'
        f'<span class="of" aria-hidden="true">{escape(it.text)}</span>'
        f"{_select(letters, label=f'{row.text} – {it.text}', none='–')}</div>"
        for it in form.choices
    )
    return f'<div role="row"><div role="rowheader">{escape(row.text)}{weight}</div>{cells}</div>'


def _predict(form: Form) -> list[str]:
    area = f'<textarea {_KEYS} rows="3"></textarea>'
    opened = [f'<label class="open"><span>Your prediction</span>{area}</label>']
    return [*(_options(form) or opened), f'<p class="covers" {_HIDDEN}>{_COVERED}</p>']
