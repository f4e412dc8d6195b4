"""The widget: controls, one figure of all views, and what is chosen in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import ipywidgets as widgets
import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dateline.case import Case
from dateline.errors import DatelineError
from dateline.explore import telling
from dateline.explore.choosing import Chooser, Seen
from dateline.explore.controls import Controls
from dateline.explore.drawing import Drawing, Span, Views
from dateline.explore.filters import Filters, lines
from dateline.explore.keys import Keys
from dateline.explore.live_figure import LiveFigure
from dateline.explore.pointing import CLICK, Pointed, listen
from dateline.handover import CASE, packed
from dateline.index import CLAIM, actors_of
from dateline.index.publication import dates_of
from dateline.linked import ACTOR, EVENT, key
from dateline.share.outputs import PLOTLY
from dateline.standin import WithStandIn

_WIDTH, _LEAST, _MOST, _NEAR = 940, 320, 1600, 40
"""Pixels: the width as long as none is known, the bounds of what follows, and what stays."""
_REFINED = 1000
"""Above so many events a zoom draws the timeline anew, with finer counts or events one by one."""


class Explorer(WithStandIn):
    """A case's views in one widget, as `explore` makes it.

    Attributes
    ----------
    figure : plotly.graph_objects.FigureWidget
        All views.
    controls : Controls
        The controls' widgets, by name.
    """

    def __init__(self, case: Case, *, width: int | None) -> None:
        self._case = case
        self._keys = Keys()
        self._chooser = Chooser(case)
        self._views = Views(case, number=self._chooser.number, width=width or _WIDTH)
        self._seen = self._chooser.seen(Filters(), ())
        self._is_held = False
        self._error, self._said, self._told = (widgets.HTML() for _ in range(3))
        self._within: Span | None = None
        self._drawing = self._views.whole
        layers, layout = self._drawing.layers, self._drawing.figure.layout
        self.figure = LiveFigure(layers.traces, layout)
        self.figure._config = {"displaylogo": False, "displayModeBar": True}
        self._shown: dict[int, dict[str, Any]] = {}
        self.controls = _controls(case, self._chooser)
        above = [widgets.HTML(telling.STYLE), self._keys, self.controls.box(case)]
        parts = [*above, self._error, self._said, self.figure, self._told]
        super().__init__(parts, when=".main-svg")
        self.add_class("dateline-explore")
        self._show()
        self._connect()
        if width is None:
            self._keys.observe(self._safely(self._fit), "room")

    def stand_in(self) -> dict[str, Any]:
        """Return the figure, and the case, of which a rendered notebook makes its page."""
        figure = self._views.whole.figure
        shown = {PLOTLY: json.loads(figure.to_json()), "text/plain": figure.layout.meta["alt"]}
        return shown | {CASE: packed(self._case)}

    @property
    def selection(self) -> pd.DataFrame:
        """The events that are seen in full: rows of ``case.events``."""
        return self._seen.events.copy()

    @property
    def code(self) -> str:
        """Python that takes ``case`` and leaves the same rows in ``events``."""
        chosen = self._seen.events["event_id"].tolist() if self._seen.chosen else None
        claims = self._seen.claims if self._seen.chosen else ()
        return lines(self._seen.filters, ids=chosen, claims=claims)

    def choose(self, *keys: str) -> None:
        """Choose what these keys stand for, ``"event e-call"`` or ``"actor a-li"``; none: let go.

        Raises
        ------
        KeyError
            The case has no such thing.
        """
        for name in keys:
            if name not in self._chooser.number:
                raise KeyError(name)
        self._see(self._seen.filters, keys)

    def _see(self, filters: Filters, chosen: tuple[str, ...]) -> None:
        self._seen = self._chooser.seen(filters, chosen)
        self._show()

    def _show(self) -> None:
        """Let every part of the widget show what is seen."""
        seen = self._seen
        ids = seen.events["event_id"].tolist()
        changes = self._drawing.changes(seen.levels, ids)
        with self.figure.batch_update():
            for place, parts in changes.items():
                for name, values in parts.items():
                    if not _equal(self._shown.get(place, {}).get(name), values):
                        self.figure.data[place][name] = values
            for shape, opacity in zip(
                self.figure.layout.shapes,
                self._drawing.layers.opacities(seen.levels),
                strict=True,
            ):
                if shape.opacity != opacity:
                    shape.opacity = opacity
        self._shown = changes
        with self._held():
            self.controls.offer(seen.passing, seen.stating, chosen=_only(seen.chosen))
        names = self._chooser.names
        filters = seen.filters.in_words(names)
        self._said.value = telling.said(
            self._numbers(seen), chosen=self._names(seen), filters=filters
        )
        subjects = {it.split(" ", maxsplit=1)[1]: names[it] for it in _subjects(seen)}
        self._told.value = "".join(
            [
                telling.ladders(subjects, case=self._case),
                telling.table(seen.events, case=self._case),
                telling.claims(seen.claims if seen.chosen else [], case=self._case),
                telling.code(self.code),
            ]
        )

    def _numbers(self, seen: Seen) -> dict[str, tuple[int, int]]:
        case = self._case
        return {
            "event": (len(seen.events), len(case.events)),
            "claim": (len(seen.claims), len(case.claims)),
            "mention": (seen.mentions, len(case.mentions)),
        }

    def _names(self, seen: Seen) -> list[str]:
        return [self._chooser.names[name] or name for name in seen.chosen]

    # What a reader does

    def _connect(self) -> None:
        self.controls.watch(self._safely(self._filter), picked=self._safely(self._pick))
        self.controls.reset.on_click(self._safely(self._reset))
        listen(self.figure, self._safely(self._point))
        if len(self._case.events) > _REFINED:
            zoomed = self._safely(self._zoom)
            self.figure.layout.on_change(zoomed, "xaxis.range", "xaxis.autorange")

    def _safely(self, act: Callable[..., None]) -> Callable[..., None]:
        """Return a callback whose error is shown in the widget instead of in a log."""

        def callback(*given: Any) -> None:  # noqa: ANN401
            if self._is_held:
                return
            try:
                act(*given)
                self._error.value = self._unmended()
            except Exception as error:
                self._error.value = telling.trouble(error)

        return callback

    def _unmended(self) -> str:
        """Return what is still wrong in the controls, whatever else was done meanwhile."""
        try:
            self.controls.filters().span()
        except DatelineError as error:
            return telling.trouble(error)
        return ""

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Let changes that the widget makes itself call nobody."""
        was, self._is_held = self._is_held, True
        try:
            yield
        finally:
            self._is_held = was

    def _filter(self, _change: Any) -> None:  # noqa: ANN401
        self._see(self.controls.filters(), self._seen.chosen)

    def _pick(self, change: Any) -> None:  # noqa: ANN401
        kind = EVENT if change["owner"] is self.controls.event else CLAIM
        self._see(self._seen.filters, (key(kind, change["new"]),) if change["new"] else ())

    def _reset(self, _button: Any) -> None:  # noqa: ANN401
        self._redraw(None)
        with self._held():
            self.controls.clear()
            self.figure.layout.xaxis.range = self._drawing.figure.layout.xaxis.range
        self._see(Filters(), ())

    def _point(self, pointed: Pointed) -> None:
        marks = self._drawing.points
        found = [
            marks[place][point]
            for place, point in pointed.points
            if point < len(marks[place]) and self._drawing.is_mark(place)
        ]
        choices = self._chooser.choice(name for keys in found for name in keys)
        if pointed.act != CLICK:
            self._see(self._seen.filters, choices)
        elif choices:
            # Another click lets go.
            self._see(self._seen.filters, () if choices == self._seen.chosen else choices)

    def _zoom(self, _layout: Any, ends: Any, is_auto: Any) -> None:  # noqa: ANN401
        whole = self._views.whole.figure.layout.xaxis.range
        is_whole = is_auto or ends is None or _span(ends) == _span(whole)
        self._redraw(None if is_whole else _span(ends))
        self._show()

    def _fit(self, change: Any) -> None:  # noqa: ANN401
        """Draw everything anew as wide as there is room, where that is much more or less."""
        width = min(max(change["new"], _LEAST), _MOST)
        if change["new"] > 0 and abs(width - self._views.width) > _NEAR:
            self._views = Views(self._case, number=self._chooser.number, width=width)
            self._within = None
            self._draw()
            self._show()

    def _redraw(self, within: Span | None) -> None:
        """Draw the timeline anew where a zoom may show more of it."""
        if within != self._within:
            self._within = within
            self._draw()

    def _draw(self) -> None:
        within = self._within
        self._drawing = self._views.whole if within is None else self._views.within(within)
        self._shown = {}
        with self._held():
            _replace(self.figure, self._drawing)


def _span(ends: Sequence[str]) -> Span:
    """Return the two instants that the browser names, to the second and not the same."""
    first, last = (pd.Timestamp(end).floor("s") for end in ends)
    return first, max(last, first + pd.Timedelta(1, "s"))


def _replace(figure: go.FigureWidget, drawing: Drawing) -> None:
    figure.data = ()
    new = drawing.figure.layout
    with figure.batch_update():
        # plotly.js moves what is on axes only where their domains are set one by one.
        for axis in (*figure.select_xaxes(), *figure.select_yaxes()):
            if axis.plotly_name in new:
                axis.domain = new[axis.plotly_name].domain
    figure.update_layout(new, overwrite=True)
    figure.add_traces(drawing.layers.traces)


def _controls(case: Case, chooser: Chooser) -> Controls:
    index = chooser.index
    actors = actors_of(case, index)
    names = {it.removeprefix(f"{ACTOR} "): chooser.names[it] for it in actors}
    depth = max((len(one.chain) for one in index.told), default=0)
    return Controls(case, names=names, dates=dates_of(case, index).options, depth=depth)


def _only(chosen: tuple[str, ...]) -> str:
    """Return the key of the only thing chosen, if it is one alone."""
    return chosen[0] if len(chosen) == 1 else ""


def _subjects(seen: Seen) -> list[str]:
    return [it for it in seen.chosen if it.startswith((f"{EVENT} ", f"{CLAIM} "))]


def _equal(one: Any, other: Any) -> bool:  # noqa: ANN401
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return np.array_equal(one, other, equal_nan=True)
    return one is not None and not isinstance(other, np.ndarray) and bool(one == other)
