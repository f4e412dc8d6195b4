"""Run every notebook again in its place, then draw README's picture again.

``python .ci/refresh.py`` runs all of them, ``python .ci/refresh.py --only 02_timeline`` that one
alone and leaves README's picture. A second run leaves the same bytes.

Beside each figure its notebook keeps a PNG, for places that run no JavaScript, as GitHub.
"""

from __future__ import annotations

import argparse
import base64
import io
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import plotly.graph_objects as go
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from PIL import Image

from dateline import read_case, timeline

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
PICTURE = NOTEBOOKS / "pictures" / "timeline.png"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
WIDGET = "application/vnd.jupyter.widget-view+json"
PLOTLY, PNG = "application/vnd.plotly.v1+json", "image/png"
# Flat colours and text: more than these are not told apart, and the file is a third of the size.
COLOURS = 64
LANGUAGE = {"name": "python", "mimetype": "text/x-python", "file_extension": ".py"}


def main() -> None:
    """Read the command line and do what it asks for."""
    parser = argparse.ArgumentParser(description="Run the notebooks again, in their place.")
    parser.add_argument("--only", metavar="NAME", help="one notebook, without its .ipynb")
    only = parser.parse_args().only
    paths = sorted(NOTEBOOKS.glob("*.ipynb"))
    if only is not None and only not in [path.stem for path in paths]:
        parser.error(f"no notebook {only}: there are {', '.join(path.stem for path in paths)}")
    # A terminal inside an editor makes Plotly choose that editor's way to show a figure.
    os.environ["PLOTLY_RENDERER"] = "plotly_mimetype"
    for path in paths:
        if only in (None, path.stem):
            refresh(path)
    if only is None:
        draw_picture()


def refresh(path: Path) -> None:
    """Execute one notebook and write it back, unless a cell fails or warns."""
    notebook = nbformat.read(path, as_version=4)
    stored = {str(figure[PLOTLY]): figure[PNG] for figure in figures(notebook) if PNG in figure}
    execute(notebook, name=path.name)
    for figure in figures(notebook):
        # Another version of the browser draws other bytes: what has not changed is not redrawn.
        figure[PNG] = stored.get(str(figure[PLOTLY])) or base64.b64encode(picture(figure)).decode()
    # What differs between machines or grows with each run: widgets' state, Python's version.
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        if "outputs" in cell:
            cell.outputs = [it for it in cell.outputs if WIDGET not in it.get("data", {})]
    notebook.metadata.update(kernelspec=KERNEL, language_info=LANGUAGE)
    text = nbformat.writes(notebook).rstrip("\n") + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    print(f"{path.name}: {sum(cell.cell_type == 'code' for cell in notebook.cells)} cells run")


def execute(notebook: NotebookNode, *, name: str) -> None:
    """Fill in every cell's outputs in a kernel of its own; stop at the first trouble."""
    client = NotebookClient(
        notebook,
        kernel_name=KERNEL["name"],
        resources={"metadata": {"path": str(NOTEBOOKS)}},
        # A cell's warnings are caught below; the kernel's own remarks are not about the notebook.
        extra_arguments=["--log-level=ERROR"],
        record_timing=False,
        coalesce_streams=True,
    )
    with client.setup_kernel():
        for number, cell in enumerate(notebook.cells, start=1):
            try:
                client.execute_cell(cell, number - 1)
            except CellExecutionError as error:
                sys.exit(f"{name}, cell {number}: {error}")
            warned = [out.text for out in cell.get("outputs", []) if out.get("name") == "stderr"]
            if warned:
                sys.exit(f"{name}, cell {number} writes to stderr: {''.join(warned)}")


def figures(notebook: NotebookNode) -> Iterator[NotebookNode]:
    """Return the forms of each output that is a figure."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if PLOTLY in output.get("data", {}):
                yield output.data


def picture(figure: NotebookNode) -> bytes:
    """Draw a stored figure as a PNG, as wide as it is in the notebook."""
    parts = figure[PLOTLY]
    return drawn(go.Figure({name: parts[name] for name in ("data", "layout")}), scale=1)


def drawn(figure: go.Figure, *, scale: int) -> bytes:
    """Draw a figure as a PNG of few colours."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit(f"no picture drawn: none of {', '.join(BROWSERS)} is on the PATH")
    os.environ["BROWSER_PATH"] = browser
    with Image.open(io.BytesIO(figure.to_image("png", scale=scale))) as image:
        few = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    file = io.BytesIO()
    few.save(file, "PNG", optimize=True)
    return file.getvalue()


def draw_picture() -> None:
    """Draw the bundled case's timeline as README shows it."""
    case = read_case(ROOT / "data" / "negotiations-2023")
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_bytes(drawn(timeline(case.events, case=case, width=1000), scale=2))
    print(f"{PICTURE.relative_to(ROOT)}: drawn")


if __name__ == "__main__":
    main()
