"""What the cells of a notebook show, made ready for the template.

A page runs no code but its own, so an output must have a form that needs none. What has only
a form that a running kernel or another script would have to show fails, with its cell.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from dateline.errors import CaseError
from dateline.exercises import MIMETYPE as EXERCISE
from dateline.exercises import ExerciseError, html
from dateline.handover import CASE, unpacked
from dateline.phrases import counted, listed, printable
from dateline.share.document import for_script
from dateline.share.faults import at_cell

PLOTLY = "application/vnd.plotly.v1+json"
WIDGET = "application/vnd.jupyter.widget-view+json"
SHOWN = (
    EXERCISE,
    CASE,
    PLOTLY,
    "text/html",
    "text/markdown",
    "image/svg+xml",
    "image/png",
    "image/jpeg",
    "text/latex",
    "text/plain",
)
"""The forms of an output that a page can show, the best first."""

_MAPS = {"choropleth", "choroplethmap", "densitymap", "scattergeo", "scattermap"}
_ERRORS_ALLOWED = "raises-exception"


def prepared(notebook: NotebookNode, *, path: Path) -> NotebookNode:
    """Return a copy of a notebook in which every output has the form in which it will be shown.

    Each cell's metadata get its ``number``; each figure, and each case that stands in for a live
    view, becomes what the template needs of it.

    Raises
    ------
    RenderError
        A cell ended with an error that its tags do not announce, a figure cannot be drawn, or
        an output has no form that a page can show.
    """
    notebook = copy.deepcopy(notebook)
    figures = 0
    for number, cell in enumerate(notebook.cells, start=1):
        cell.metadata["number"] = number
        if cell.cell_type != "code":
            continue
        try:
            cell.outputs = [_form(output, cell) for output in _shown(cell.outputs)]
        except _NotShownError as error:
            raise at_cell(path, number, cell, str(error)) from error
        for output in cell.outputs:
            if PLOTLY in output.get("data", {}):
                figures += 1
                output["figure"] = _figure(output.data[PLOTLY], number=figures, cell=number)
    return notebook


def has_exercises(notebook: NotebookNode) -> bool:
    """Tell whether a prepared notebook has exercises, which need a script and a style."""
    return any("exercise" in output for cell in _code(notebook) for output in cell.outputs)


def cases_in(notebook: NotebookNode) -> int:
    """Count the cases of a prepared notebook."""
    return sum("case" in output for cell in _code(notebook) for output in cell.outputs)


def figures_in(notebook: NotebookNode) -> int:
    """Count the figures of a prepared notebook."""
    return sum("figure" in output for cell in _code(notebook) for output in cell.outputs)


def remarks(notebook: NotebookNode) -> Iterator[str]:
    """Tell what the author of a notebook should know of its page."""
    cells = list(_code(notebook))
    missing = sum(cell.execution_count is None and bool(cell.source.strip()) for cell in cells)
    if missing:
        yield f"{counted(missing, 'code cell')} of {len(cells)} never run: no outputs are stored"
    for number, cell in enumerate(notebook.cells, start=1):
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                last = output.text.strip().splitlines()[-1:] or [""]
                yield f"cell {number} warns, which the page leaves out: {printable(last[0])}"


def _code(notebook: NotebookNode) -> Iterator[NotebookNode]:
    return (cell for cell in notebook.cells if cell.cell_type == "code")


class _NotShownError(ValueError):
    """An output that no page can show."""


def _shown(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Leave out warnings, which are for the author, displays since emptied, and live widgets.

    A widget is left out only where something stands in for it, just before it.
    """
    shown: list[NotebookNode] = []
    for output in outputs:
        if output.get("name") == "stderr" or output.get("data") == {}:
            continue
        if WIDGET in output.get("data", {}) and shown and WIDGET not in shown[-1].get("data", {}):
            continue
        shown.append(output)
    return shown


def _form(output: NotebookNode, cell: NotebookNode) -> NotebookNode:
    """Return an output reduced to the one form in which it will be shown."""
    if output.output_type == "error":
        if _ERRORS_ALLOWED not in cell.metadata.get("tags", []):
            raise _NotShownError(f"{output.ename}: {printable(output.evalue)}")
        return output
    if "data" not in output:
        return output
    forms = [form for form in SHOWN if form in output.data]
    others = sorted(set(output.data) - set(SHOWN))
    if others and forms in ([], ["text/plain"]):
        # Beside a form that is not known, the plain text only names a Python object.
        raise _NotShownError(_refusal(others))
    if forms[0] == PLOTLY:
        _require_drawable(output.data[PLOTLY])
    shown = {**output, "data": {forms[0]: output.data[forms[0]]}}
    if forms[0] == CASE:
        shown["case"] = _case(output.data[CASE])
    if forms[0] == EXERCISE:
        shown["exercise"] = _exercise(output.data[EXERCISE])
    return NotebookNode(shown)  # type: ignore[no-untyped-call]


def _case(stored: object) -> dict[str, Any]:
    """Make the page of a case anew, from its tables alone: what is stored is not trusted."""
    from dateline.share.framing import framed  # noqa: PLC0415

    try:
        return framed(unpacked(stored))
    except CaseError as error:
        raise _NotShownError(str(error)) from error


def _exercise(sealed: Any) -> str:  # noqa: ANN401 (what JSON holds)
    """Make the form of an exercise anew, for what is stored is not trusted."""
    try:
        return html(sealed)
    except ExerciseError as error:
        raise _NotShownError(str(error)) from error


def _refusal(forms: list[str]) -> str:
    if WIDGET in forms:
        return (
            "a live control or a FigureWidget needs a running kernel, which a page has not;"
            " show a figure or a table beside it, or leave the cell out"
        )
    return (
        f"a page cannot show an output of type {listed(forms)};"
        " show it as a Plotly figure, a table, a picture or text"
    )


def _require_drawable(figure: Any) -> None:  # noqa: ANN401 (what JSON holds)
    """Refuse what Plotly would not draw, and what it would draw only with a network."""
    import plotly.graph_objects as go  # noqa: PLC0415

    if not isinstance(figure, dict):
        raise _NotShownError("this is no Plotly figure: it is not a JSON object")
    parts = {name: figure[name] for name in ("data", "layout", "frames") if name in figure}
    try:
        drawn = go.Figure(parts)
        json.dumps(parts, allow_nan=False)
    except (ValueError, TypeError, AttributeError) as error:
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        reason = printable(lines[0]) if lines else type(error).__name__
        raise _NotShownError(f"this is no valid Plotly figure: {reason}") from error
    maps = sorted({trace.type for trace in drawn.data} & _MAPS)
    if maps:
        raise _NotShownError(
            f"a trace of type {listed(maps)} fetches its map from the network, and a page asks"
            " nobody; draw it without a map, or show a picture of it"
        )
    if any(not str(image.source).startswith("data:") for image in drawn.layout.images):
        raise _NotShownError(
            "a picture in this figure lies on the network, and a page asks nobody;"
            " give the picture itself, as a data: address"
        )


def _figure(figure: Mapping[str, Any], *, number: int, cell: int) -> dict[str, Any]:
    """Return what the template says about a figure, and the JSON that is drawn."""
    layout = figure.get("layout", {})
    parts = {name: figure[name] for name in ("data", "layout", "frames") if figure.get(name)}
    return {
        "number": number,
        "name": _name(layout) or f"Figure, cell {cell}",
        "width": layout.get("width"),
        "height": layout.get("height", 450),
        "json": for_script(parts),
    }


def _name(layout: Mapping[str, Any]) -> str:
    """Return what a figure is called where it cannot be seen: its description or its title."""
    meta, title = layout.get("meta"), layout.get("title")
    described = meta.get("alt") if isinstance(meta, dict) else None
    titled = title.get("text") if isinstance(title, dict) else title
    texts = (text.strip() for text in (described, titled) if isinstance(text, str))
    return next(filter(None, texts), "")
