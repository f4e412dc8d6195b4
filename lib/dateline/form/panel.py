"""The form as it stands on the screen: which row is filled in, and what its buttons do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import ipywidgets as widgets

from dateline import terms
from dateline.editing import saved
from dateline.errors import DatelineError, StaleError
from dateline.form.choices import habitual, ids
from dateline.form.chooser import Chooser
from dateline.form.entry import NEW, Entry, edited, entry_of, read_again, table_of
from dateline.form.fields import fields_of
from dateline.form.inputs import Input, input_for
from dateline.form.messages import (
    STYLE,
    done,
    help_text,
    not_saved,
    told,
    trouble,
    unexpected,
    was_saved,
)
from dateline.form.trial import tried
from dateline.read import read_tables
from dateline.standin import WithStandIn

_INSTEAD = "Here stands a form that adds and changes rows. It needs a kernel: run this cell."
_BACK = "What you typed here before and did not save is back. “Discard” forgets it."
_NOTHING = "Nothing is filled in or changed yet, so there is nothing to save."


class _Form(WithStandIn):
    """All that is on the screen."""

    def stand_in(self) -> dict[str, str]:
        return {"text/html": f"<p>{_INSTEAD}</p>", "text/plain": _INSTEAD}


class Panel:
    """The form for one case's folder.

    Attributes
    ----------
    box : ipywidgets.VBox
        All of it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._entry: Entry | None = None
        self._inputs: dict[str, Input] = {}
        self._loaded: dict[str, str] = {}
        self._drafts: dict[tuple[str, tuple[str, ...]], dict[str, str]] = {}
        self._chooser = Chooser(folder, chosen=self._choose, guard=self.guarded)
        self._fields = widgets.VBox()
        self._message = widgets.HTML()
        self._save = _button("Save", "Check the row, and write it", style="primary")
        self._anyway = _button("Save all the same", "Write the row, and correct others afterwards")
        self._again = _button("Read again", "Read the file as it is now, and keep what you typed")
        self._discard = _button("Discard", "Forget what is typed here and not saved")
        self._save.on_click(self.guarded(self._save_sound))
        self._anyway.on_click(self.guarded(self._save_anyway))
        self._again.on_click(self.guarded(self._read_again))
        self._discard.on_click(self.guarded(self._forget))
        buttons = widgets.HBox([self._save, self._anyway, self._again, self._discard])
        parts = [self._chooser.box, self._fields, self._message, buttons]
        self.box = _Form([widgets.HTML(STYLE), *parts])
        self.box.add_class("dateline-form")
        self.guarded(self._choose)(None)

    def guarded(self, act: Callable[[], None]) -> Callable[[object], None]:
        """Make of an action the handler of an event, which shows any error in the form."""

        def handle(_: object) -> None:
            try:
                act()
            except StaleError as error:
                self._say(trouble(f"{error}\nWhat you typed is kept: press “Read again”."))
                _show(self._again)
            except DatelineError as error:
                self._say(trouble(str(error)))
            except Exception as error:
                # Unseen in a log, it would leave somebody before a button that does nothing.
                self._say(unexpected(error))

        return handle

    # -- which row ---------------------------------------------------------------------------------

    def _choose(self) -> None:
        """Put the row that is chosen on the screen, and keep what was typed into the one before."""
        self._keep_draft()
        self._clear()
        table = table_of(self._folder, self._chooser.table)
        row = self._chooser.row if self._chooser.row in table.rows else NEW
        entry = entry_of(table, row)
        draft = self._drafts.get((entry.name, entry.key), {})
        self._load(entry, draft)
        self._say(told(_BACK if draft else ""))

    def _keep_draft(self) -> None:
        if self._entry is not None:
            self._drafts[self._entry.name, self._entry.key] = self._changes()

    def _clear(self) -> None:
        """Take the fields from the screen, so that none is left if the next table has an error."""
        for box in self._fields.children:
            _close(box)
        self._fields.children = ()
        self._entry, self._inputs, self._loaded = None, {}, {}
        self._say("")
        for button in (self._save, self._anyway, self._again, self._discard):
            _hide(button)

    def _load(self, entry: Entry, changes: Mapping[str, str]) -> None:
        self._clear()
        frames, _ = read_tables(self._folder)
        rows = entry.table.rows.values()
        for field in fields_of(entry.name, entry.table.columns):
            options = ids(frames, field.target) if field.target else {}
            self._inputs[field.name] = input_for(
                field,
                cell=entry.cells.get(field.name, ""),
                options=options,
                habits=habitual(cells.get(field.name, "") for cells in rows),
                guard=self.guarded,
            )
        self._loaded = {name: field.cell for name, field in self._inputs.items()}
        for name, text in changes.items():
            self._inputs[name].cell = text
        self._entry = entry
        self._chooser.show(entry)
        about = f"{terms.schema(entry.name)['description']} Fields with * must be filled in."
        boxes = [field.box for field in self._inputs.values()]
        self._fields.children = [widgets.HTML(help_text(about)), *boxes]
        _show(self._save)
        _show(self._discard)

    def _changes(self) -> dict[str, str]:
        """Return the cells that somebody filled in or changed."""
        cells = {name: field.cell for name, field in self._inputs.items()}
        return {name: cell for name, cell in cells.items() if cell != self._loaded[name]}

    def _forget(self) -> None:
        """Show the row as the file has it, or a new one with nothing in it."""
        if self._entry is not None:
            self._drafts.pop((self._entry.name, self._entry.key), None)
            self._load(self._entry, {})
            self._say(told("What was typed here and not saved is forgotten."))

    # -- saving ------------------------------------------------------------------------------------

    def _save_sound(self) -> None:
        self._write(despite_others=False)

    def _save_anyway(self) -> None:
        self._write(despite_others=True)

    def _write(self, *, despite_others: bool) -> None:
        """Save the row if it is sound, and if it harms no other or somebody accepts that."""
        _hide(self._anyway)
        entry, changes = self._entry, self._changes()
        pending = [field.pending for field in self._inputs.values() if field.pending]
        if pending:
            self._say(trouble("\n".join(pending)))
            return
        if entry is None or not changes:
            self._say(told(_NOTHING))
            return
        # The first check of a session takes seconds, for it loads what it checks with.
        self._say(told("Checking the case with this row …"))
        after, row = edited(entry, changes)
        trial = tried(entry.table, after, row=row)
        if trial.own or (trial.caused and not despite_others):
            self._say(not_saved(trial))
            if not trial.own:
                _show(self._anyway)
            return
        table = saved(after)
        self._drafts.pop((entry.name, entry.key), None)
        self._load(entry_of(table, row), {})
        is_first = entry.table.on_disk is None
        left = [*trial.caused, *trial.before]
        self._say(was_saved(table.path, row, is_first=is_first, before=left))

    def _read_again(self) -> None:
        if self._entry is None:
            return
        entry, changes, note = read_again(self._entry, self._changes(), folder=self._folder)
        self._load(entry, changes)
        text = "The file is read again, and what you typed is kept. Look it over, then save."
        self._say(done(f"{text} {note}".strip()))

    def _say(self, html: str) -> None:
        self._message.value = html


def _button(name: str, tooltip: str, *, style: str = "") -> widgets.Button:
    button = widgets.Button(description=name, tooltip=tooltip, button_style=style)
    button.layout.width = "auto"
    return button


def _show(button: widgets.Button) -> None:
    button.layout.display = None


def _hide(button: widgets.Button) -> None:
    button.layout.display = "none"


def _close(widget: widgets.Widget) -> None:
    for child in getattr(widget, "children", ()):
        _close(child)
    with suppress(AttributeError):
        widget.layout.close()
    widget.close()
