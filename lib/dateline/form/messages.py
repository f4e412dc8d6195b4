"""What the form says, as HTML in which every text from a case is plain text."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from html import escape
from pathlib import Path

from dateline.editing import previous_of
from dateline.errors import Problem
from dateline.form.trial import Trial
from dateline.phrases import counted, printable, quoted

_SHOWN = 8

STYLE = """<style>
.dateline-form .dateline-help { opacity: 0.75; font-size: 12px; line-height: 1.35; }
.dateline-form .dateline-told { font-size: 13px; line-height: 1.4; }
.dateline-form .dateline-problem { border-left: 4px solid #b3261e; padding: 4px 10px; }
.dateline-form .dateline-done { border-left: 4px solid #2e6b34; padding: 4px 10px; }
.dateline-form :is(p, ul) { margin: 4px 0; }
</style>"""


def plain(text: str) -> str:
    """Put a text into HTML as it is."""
    return escape(printable(text))


def help_text(text: str) -> str:
    """Return what a field means."""
    return f'<div class="dateline-help">{plain(text)}</div>'


def told(text: str) -> str:
    """Return what is said about what was just typed; nothing where there is nothing to say."""
    return f'<div class="dateline-told" role="status">{plain(text)}</div>' if text else ""


def trouble(text: str) -> str:
    """Return what stands in the way of what was asked for."""
    lines = "".join(f"<p>{plain(line)}</p>" for line in text.splitlines())
    return f'<div class="dateline-problem" role="alert">{lines}</div>'


def done(text: str) -> str:
    """Return that something is done or as it should be."""
    return f'<div class="dateline-done" role="status"><p>{plain(text)}</p></div>'


def unexpected(error: Exception) -> str:
    """Return an error of dateline itself, with what its authors need to know of it."""
    lines = "".join(traceback.format_exception(error))
    return (
        '<div class="dateline-problem" role="alert"><p>dateline met an error of its own: '
        f"{plain(f'{type(error).__name__}: {error}')}. What you typed is still here. Please tell "
        "the authors, with the lines below.</p><details><summary>Lines for the authors</summary>"
        f"<pre>{escape(lines)}</pre></details></div>"
    )


def not_saved(trial: Trial) -> str:
    """Return why a row is not saved, and what to do about it."""
    if trial.own:
        found = counted(len(trial.own), "problem")
        what, problems = f"Not saved: the row has {found}. Correct it and save again.", trial.own
    else:
        found = counted(len(trial.caused), "problem")
        what = (
            f"Not saved yet: the row itself is sound, but it would bring {found} to other rows. "
            "Undo the change, or press “Save all the same” and then correct those rows."
        )
        problems = trial.caused
    items = _items(problems)
    return f'<div class="dateline-problem" role="alert"><p>{what}</p>{items}</div>'


def was_saved(path: Path, row: int, *, is_first: bool, before: Sequence[Problem]) -> str:
    """Return what was written where, and what is still wrong elsewhere."""
    previous = previous_of(path)
    kept = (
        f"{path.name} is new, so there is no version before it."
        if is_first
        else f"The version before it is {previous.parent.name}/{previous.name} in the same folder."
    )
    text = f"<p>Saved: row {row} of {plain(str(path))}. {plain(kept)}</p>"
    if before:
        are = "problems are" if len(before) > 1 else "problem is"
        text += f"<p>{len(before):,} {are} left elsewhere in the case:</p>{_items(before)}"
    return f'<div class="dateline-done" role="status">{text}</div>'


def _items(problems: Sequence[Problem]) -> str:
    items = [f"<li>{plain(_line(problem))}</li>" for problem in problems[:_SHOWN]]
    if len(problems) > _SHOWN:
        items.append(f"<li>and {len(problems) - _SHOWN:,} more: see dateline check</li>")
    return f"<ul>{''.join(items)}</ul>"


def _line(problem: Problem) -> str:
    place = [
        problem.file,
        f"row {problem.row}" if problem.row else "",
        f"column {problem.column}" if problem.column else "",
    ]
    value = f" (it is {quoted(problem.value)})" if problem.value and problem.row else ""
    where = ", ".join(part for part in place if part)
    return f"{where}{value}: {problem.problem}. Fix: {problem.fix}"
