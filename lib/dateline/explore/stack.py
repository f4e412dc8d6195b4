"""Several figures as one, each in a panel of its own.

A `FigureWidget` brings all of plotly.js with it, so live views share one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import plotly.graph_objects as go

from dateline import style, typeset
from dateline.linked import Linked

HEAD = 34
"""Pixels above a panel, for its name."""

_AXIS = re.compile(r"(x|y)(\d*)( domain)?")
_POINT = re.compile(r"(-?[\d.]+),(-?[\d.]+)")
_OWN = ("xaxis", "yaxis", "legend", "margin", "width", "height", "meta", "annotations", "shapes")
"""What each panel has for itself; everything else holds for the whole figure."""
_SYMBOL, _LINE = 46, 20
"""Pixels that an entry of a legend takes beside its text, and that a row of entries is high."""

_Part = dict[str, Any]


class Panel(NamedTuple):
    """A figure and where it goes.

    Attributes
    ----------
    linked : Linked
        A figure that gives its width, height and margins in px.
    title : str
        Stands above it.
    left, top : float
        Pixels from the upper left corner of the whole, to the panel's head.
    """

    linked: Linked
    title: str
    left: float
    top: float

    @property
    def right(self) -> float:
        """Where the panel ends, in px from the left."""
        return self.left + float(self.linked.figure.layout.width)

    @property
    def bottom(self) -> float:
        """Where the panel ends, in px from the top."""
        return self.top + HEAD + float(self.linked.figure.layout.height)


class _Page(NamedTuple):
    """The whole figure's size, in px."""

    width: float
    height: float

    def within(self, panel: Panel) -> tuple[float, float, float, float]:
        """Return the left, right, lower and upper edge of a panel's plot, as parts of this."""
        given = panel.linked.figure.layout.margin.to_plotly_json()
        margin = {"l": 80.0, "r": 80.0, "t": 100.0, "b": 80.0} | given
        return (
            (panel.left + margin["l"]) / self.width,
            (panel.right - margin["r"]) / self.width,
            1 - (panel.bottom - margin["b"]) / self.height,
            1 - (panel.top + HEAD + margin["t"]) / self.height,
        )


def stacked(panels: Sequence[Panel]) -> Linked:
    """Draw several figures in one, and keep what each mark stands for.

    Parameters
    ----------
    panels : sequence of Panel
        Their traces follow one another in this order. No panel should lie on another.

    Returns
    -------
    Linked
        One figure of fixed width and height. Each panel has its own axes and its own legend.

    Examples
    --------
    >>> half = go.Figure(go.Scatter(x=[1], y=[1]), {"width": 200, "height": 100})
    >>> panels = [Panel(Linked(half, [[()]], []), "A", 0, 0)]
    >>> stacked([*panels, Panel(panels[0].linked, "B", 200, 0)]).figure.data[1].xaxis
    'x2'
    """
    page = _Page(max(it.right for it in panels), max(it.bottom for it in panels))
    layout: _Part = {"annotations": [], "shapes": []}
    data: list[_Part] = []
    axes = {"x": 0, "y": 0}
    rows = 0
    for panel in panels:
        figure = panel.linked.figure.to_plotly_json()
        own = _entries(figure["data"], width=panel.right - panel.left)
        place = _Place(panel, page, dict(axes), {group: rows + row for group, row in own.items()})
        layout |= {name: it for name, it in figure["layout"].items() if not name.startswith(_OWN)}
        layout |= place.axes(figure["layout"])
        layout |= place.legends(figure["layout"].get("legend", {}), first=rows)
        layout["annotations"] += [place.head(), *place.moved(figure["layout"], "annotations")]
        layout["shapes"] += place.moved(figure["layout"], "shapes")
        data += [place.trace(trace) for trace in figure["data"]]
        axes = {letter: taken + _count(figure["layout"], letter) for letter, taken in axes.items()}
        rows += len({*own.values()})
    margin = dict.fromkeys("lrtb", 0) | {"autoexpand": False}
    layout |= {"width": page.width, "height": page.height, "margin": margin}
    layout |= {"meta": {"alt": " ".join(_alts(panels))}, "dragmode": "zoom"}
    points = [trace for panel in panels for trace in panel.linked.points]
    shapes = [keys for panel in panels for keys in _shapes(panel.linked)]
    return Linked(go.Figure(data, layout | {"template": style.template()}), points, shapes)


def _alts(panels: Iterable[Panel]) -> Iterator[str]:
    for panel in panels:
        yield (panel.linked.figure.layout.meta or {}).get("alt", panel.title)


def _shapes(linked: Linked) -> list[tuple[str, ...]]:
    return linked.shapes or [()] * len(linked.figure.layout.shapes)


def _count(layout: Mapping[str, Any], letter: str) -> int:
    """Return the highest number that an axis of a figure has."""
    names = [name for name in layout if re.fullmatch(rf"{letter}axis\d*", name)]
    return max((int(name[5:] or 1) for name in names), default=1)


def _entries(traces: Iterable[_Part], *, width: float) -> dict[str, int]:
    """Return by group the row in the legend in which it has its entry, of those that have one.

    Plotly breaks a legend's rows only where the whole figure ends, not where a panel does.
    """
    found: dict[str, int] = {}
    row, taken = 0, 0.0
    for trace in traces:
        group = trace.get("legendgroup")
        if group is None or group in found or trace.get("showlegend") is False:
            continue
        size = _SYMBOL + typeset.width_of(trace.get("name", "")) * 12 / typeset.FONT_SIZE
        if found and taken + size > width:
            row, taken = row + 1, 0.0
        found[group] = row
        taken += size
    return found


class _Place(NamedTuple):
    """A panel's plot within the whole: where it is, and what its axes and legends are called."""

    panel: Panel
    page: _Page
    taken: Mapping[str, int]
    rows: Mapping[str, int]

    def name(self, letter: str, number: str = "") -> str:
        """Return an axis' new name, x or x2."""
        return _numbered(letter, self.taken[letter] + int(number or 1))

    def ref(self, given: Any) -> Any:  # noqa: ANN401
        """Return a reference to an axis under its new name; others as they are."""
        found = _AXIS.fullmatch(given) if isinstance(given, str) else None
        return self.name(found[1], found[2]) + (found[3] or "") if found else given

    def along(self, letter: str, part: float) -> float:
        """Return where a part of the panel's plot lies in the whole."""
        left, right, low, high = self.page.within(self.panel)
        start, end = (left, right) if letter == "x" else (low, high)
        return start + part * (end - start)

    def axes(self, layout: Mapping[str, Any]) -> _Part:
        """Return the axes under their new names, each within the panel."""
        axes = {}
        for name in sorted({"xaxis", "yaxis", *(it for it in layout if it[1:5] == "axis")}):
            letter, other = ("x", "y") if name[0] == "x" else ("y", "x")
            axis = {key: self.ref(value) for key, value in layout.get(name, {}).items()}
            ends = [self.along(letter, part) for part in axis.get("domain", (0, 1))]
            axis["domain"] = [min(max(end, 0.0), 1.0) for end in ends]
            if axis.get("type") != "date":
                axis["fixedrange"] = True
            # An axis without an anchor would go with the first panel's.
            axes[self.name(letter, name[5:]).replace(letter, f"{letter}axis")] = {
                "anchor": self.name(other),
                **axis,
            }
        return axes

    def legends(self, own: Mapping[str, Any], *, first: int) -> _Part:
        """Return a legend for each row of entries."""
        top = 1 - (self.panel.top + HEAD) / self.page.height
        like = style.template().layout.legend.to_plotly_json() | dict(own)
        # Columns of one width would be wider than the entries that were counted for a row.
        like.pop("entrywidth", None)
        return {
            _numbered("legend", row + 1): like
            | {"x": self.panel.left / self.page.width, "yref": "container", "yanchor": "top"}
            # A row's ground would cover the descenders of the row above.
            | {"bgcolor": "rgba(0,0,0,0)"}
            | {"y": top - (row - first) * _LINE / self.page.height}
            for row in sorted({*self.rows.values()})
        }

    def moved(self, layout: Mapping[str, Any], kind: str) -> list[_Part]:
        """Return annotations or shapes in their new places."""
        absent = "paper" if kind == "annotations" else None
        return [self._moved(part, absent) for part in layout.get(kind, [])]

    def _moved(self, part: Mapping[str, Any], absent: str | None) -> _Part:
        new = _in_units(part) if part.get("xsizemode") == "pixel" else dict(part)
        for letter in "xy":
            ref = part.get(f"{letter}ref", absent or letter)
            new[f"{letter}ref"] = self.ref(ref)
            if ref == "paper":
                names = (letter, f"{letter}0", f"{letter}1")
                new |= {it: self.along(letter, part[it]) for it in names if it in part}
        return new | self._belongs(part)

    def trace(self, trace: Mapping[str, Any]) -> _Part:
        """Return a trace on its new axes."""
        axes = {f"{it}axis": self.ref(trace.get(f"{it}axis", it)) for it in "xy"}
        return {**trace, **axes, **self._belongs(trace)}

    def _belongs(self, part: Mapping[str, Any]) -> _Part:
        """Return the legend and the group in it."""
        group = part.get("legendgroup")
        if group is None:
            return {}
        # A word may stand in two panels' legends, and a click hides what is of one group.
        own = {"legendgroup": f"{self.panel.title} {group}"}
        row = self.rows.get(group)
        return own if row is None else own | {"legend": _numbered("legend", row + 1)}

    def head(self) -> _Part:
        """Return the panel's title."""
        return {
            "text": f"<b>{typeset.plain(self.panel.title)}</b>",
            "font": {"size": 15},
            "showarrow": False,
            "xref": "paper",
            "yref": "paper",
            "x": self.panel.left / self.page.width,
            "y": 1 - (self.panel.top + 4) / self.page.height,
            "xanchor": "left",
            "yanchor": "top",
        }


def _in_units(shape: Mapping[str, Any]) -> _Part:
    """Return a shape of so many pixels in its axes' units, which are pixels, downwards.

    While a shape is sized in pixels, plotly.js 4.1 takes a lasso to be elsewhere than drawn.
    """
    new = {key: value for key, value in shape.items() if key[1:] not in {"sizemode", "anchor"}}
    left, top = shape["xanchor"], shape["yanchor"]
    if "path" in shape:
        moved = lambda found: f"{left + float(found[1]):.2f},{top - float(found[2]):.2f}"  # noqa: E731
        return new | {"path": _POINT.sub(moved, shape["path"])}
    return new | {
        **{side: left + shape[side] for side in ("x0", "x1")},
        **{side: top - shape[side] for side in ("y0", "y1")},
    }


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}{number}"
