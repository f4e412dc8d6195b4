"""One widget a field: it is given a cell's text, and gives it back with what was changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import ipywidgets as widgets

from dateline.form.fields import Field
from dateline.form.messages import help_text, told
from dateline.form.readings import reading
from dateline.phrases import listed

_WIDE = {"description_width": "9em"}
_INDENT = "0 0 0 9.6em"
_NONE = "–"
_EXAMPLES = {
    "edtf": "as in 2023-05-26 or 2023-05 or 2023-05-20/2023-05-26",
    "instant": "as in 2023-05-26",
}

Guard = Callable[[Callable[[], None]], Callable[[object], None]]
"""Makes of an action the handler of a widget's event, which shows any error in the form."""


class Input(Protocol):
    """A field on the screen."""

    box: widgets.Widget

    @property
    def pending(self) -> str:
        """What still has to be done before the cell can be taken; usually nothing."""

    @property
    def cell(self) -> str:
        """The text for the cell."""

    @cell.setter
    def cell(self, text: str) -> None: ...


class TextInput:
    """Any text, with values used before where there are some, and dates read as one types."""

    pending = ""

    def __init__(self, field: Field, *, habits: Sequence[str], cell: str, guard: Guard) -> None:
        self._field = field
        self._line = widgets.HTML()
        common = {"description": _description(field), "style": _WIDE, "layout": _layout()}
        # Only a field of several lines keeps a line break.
        self._widget: widgets.ValueWidget
        if field.kind == "long" or "\n" in cell:
            self._widget = widgets.Textarea(**common, rows=3)
        elif habits and field.kind == "text":
            self._widget = widgets.Combobox(**common, options=habits, ensure_option=False)
        else:
            self._widget = widgets.Text(**common, placeholder=_EXAMPLES.get(field.kind, ""))
        self._widget.observe(guard(self._read), names="value")
        self.cell = cell
        self.box = _field_box(self._widget, self._line, field=field)

    @property
    def cell(self) -> str:
        """The text for the cell."""
        return str(self._widget.value).strip()

    @cell.setter
    def cell(self, text: str) -> None:
        self._widget.value = text

    def _read(self) -> None:
        if self._field.kind in ("edtf", "instant"):
            self._line.value = told(reading(self.cell, kind=self._field.kind))


class ChoiceInput:
    """One of a vocabulary, or one of the ids that there are."""

    pending = ""

    def __init__(self, field: Field, *, options: Mapping[str, str], cell: str) -> None:
        self._options = options
        self._widget = widgets.Dropdown(
            description=_description(field), style=_WIDE, layout=_layout()
        )
        self.cell = cell
        self.box = _field_box(self._widget, field=field)

    @property
    def cell(self) -> str:
        """The text for the cell."""
        return str(self._widget.value)

    @cell.setter
    def cell(self, text: str) -> None:
        self._widget.options = _pairs(self._options, text)
        self._widget.value = text


class SeveralInput:
    """Several of the ids that there are, in an order of their own."""

    def __init__(
        self, field: Field, *, options: Mapping[str, str], cell: str, guard: Guard
    ) -> None:
        self._options, self._guard = options, guard
        self._chosen: tuple[str, ...] = ()
        self._choice = widgets.Dropdown(
            description=_description(field),
            style=_WIDE,
            layout=_layout(),
            options=_pairs(options, ""),
        )
        self._add = widgets.Button(description="Add", tooltip=f"Add the chosen one to {field.name}")
        self._add.on_click(guard(self._append))
        self._field = field
        self._buttons = widgets.HBox(layout=widgets.Layout(flex_flow="row wrap", margin=_INDENT))
        self.cell = cell
        row = widgets.HBox([self._choice, self._add])
        self.box = _field_box(row, self._buttons, field=field)

    @property
    def pending(self) -> str:
        """What is chosen but not added, so that it is not forgotten silently."""
        chosen = self._choice.value
        if not chosen:
            return ""
        return f"{self._field.name}: {chosen} is chosen but not added; press Add, or choose {_NONE}"

    @property
    def cell(self) -> str:
        """The text for the cell."""
        return ";".join(self._chosen)

    @cell.setter
    def cell(self, text: str) -> None:
        self._show(tuple(part.strip() for part in text.split(";") if part.strip()))

    def _append(self) -> None:
        chosen = str(self._choice.value)
        self._choice.value = ""
        if chosen and chosen not in self._chosen:
            self._show((*self._chosen, chosen))

    def _show(self, chosen: tuple[str, ...]) -> None:
        old = self._buttons.children
        self._chosen = chosen
        self._buttons.children = [self._button(member) for member in chosen]
        for button in old:
            button.close()

    def _button(self, member: str) -> widgets.Button:
        name = self._options.get(member, f"{member} (not there)")
        button = widgets.Button(description=f"✕ {name}", tooltip=f"Take out {name}")
        button.layout.width = "auto"
        rest = [other for other in self._chosen if other != member]
        button.on_click(self._guard(lambda: self._show(tuple(rest))))
        return button


def input_for(
    field: Field,
    *,
    cell: str,
    options: Mapping[str, str] | None,
    habits: Sequence[str],
    guard: Guard,
) -> Input:
    """Return the input that fits a field.

    Parameters
    ----------
    field : Field
        What is asked for.
    cell : str
        What the cell holds.
    options : mapping of str to str or None
        The ids to choose from, each with its label; None: the case has no such table yet.
    habits : sequence of str
        What the column holds elsewhere, to be offered.
    guard : callable
        Makes of an action the handler of an event.
    """
    if field.kind == "words":
        return ChoiceInput(field, options=field.words, cell=cell)
    if field.kind == "id" and options is not None:
        return ChoiceInput(field, options=options, cell=cell)
    if field.kind == "ids" and options is not None:
        return SeveralInput(field, options=options, cell=cell, guard=guard)
    if options is None:
        field = field._replace(help=f"{field.help} There is no {field.target}.csv to choose from.")
    return TextInput(field, habits=habits, cell=cell, guard=guard)


def _pairs(options: Mapping[str, str], cell: str) -> list[tuple[str, str]]:
    """Return what a list shows and means; what a cell already holds is never lost."""
    other = {} if not cell or cell in options else {cell: f"{cell} (not one of these)"}
    return [(_NONE, ""), *((shown, value) for value, shown in {**other, **options}.items())]


def _description(field: Field) -> str:
    return f"{field.name} *" if field.is_required else field.name


def _layout() -> widgets.Layout:
    return widgets.Layout(width="min(100%, 44em)")


def _field_box(*parts: widgets.Widget, field: Field) -> widgets.VBox:
    meaning = widgets.HTML(help_text(_help(field)), layout=widgets.Layout(margin=_INDENT))
    for part in parts[1:]:
        part.layout.margin = _INDENT
    return widgets.VBox([*parts, meaning], layout=widgets.Layout(margin="0 0 8px 0"))


def _help(field: Field) -> str:
    if field.words and not any(" — " in shown for shown in field.words.values()):
        return f"{field.help} Words: {listed(field.words, last='or')}."
    return field.help
