"""Widgets that leave something to be seen where no kernel runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets
from IPython.display import display

_CLASS = "dateline-live"


class WithStandIn(widgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """A widget, and before it an output that stands in for it.

    A widget's own output is nothing without its kernel, neither in a stored notebook nor in a
    page. The stand-in is stored with it; while the widget is alive, its style hides it.

    Parameters
    ----------
    children : sequence of ipywidgets.Widget
        From top to bottom.
    when : str
        A selector: once the widget holds such an element, the stand-in is hidden. Without one it
        is hidden at once.
    """

    def __init__(self, children: Sequence[widgets.Widget], *, when: str = "") -> None:
        alive = f".jp-OutputArea-child .{_CLASS} {when}".rstrip()
        style = f"<style>.jp-OutputArea-child:has(+ {alive}) {{ display: none; }}</style>"
        super().__init__([widgets.HTML(style), *children])
        self.add_class(_CLASS)

    def stand_in(self) -> dict[str, Any]:
        """Return the output that stands in, by type."""
        raise NotImplementedError

    def _ipython_display_(self) -> None:
        display(self.stand_in(), raw=True)  # type: ignore[no-untyped-call]
        display(self._repr_mimebundle_(), raw=True)  # type: ignore[no-untyped-call]
