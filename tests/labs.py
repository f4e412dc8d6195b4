"""A JupyterLab that knows nothing of this machine's user, and notebooks that run in it."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
import pytest
from playwright.sync_api import expect

from dateline.handover import CASE
from exploring import PATIENCE, STILL

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PLOTLY = "application/vnd.plotly.v1+json"
TOKEN = "reader"  # noqa: S105
PLACES = ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR", "LAB_SETTINGS_DIR", "LAB_WORKSPACES_DIR")
PANEL = ".jp-NotebookPanel:not(.lm-mod-hidden)"
"""The notebook that is in front."""
MARKS = ".cartesianlayer .trace :is(path, text)"
WORDS = ".infolayer .annotation-text"
IS_EMPTY = "plot => plot.data.every(trace => (trace.x ?? []).every(x => x === null))"
POPUPS = ".jp-Dialog, .Toastify__toast"
NO_KERNEL = "Cannot read properties of null (reading 'kernel')"
"""What ipywidgets' extension throws at any notebook that is opened without a kernel."""
RUN_ALL = """async path => {
    const commands = window.jupyterapp.commands;
    const panel = await commands.execute("docmanager:open", {path});
    await panel.context.ready;
    await panel.sessionContext.ready;
    await commands.execute("notebook:run-all-cells");
    return panel.content.model.toJSON().cells;
}"""
RUN_ONE = """async at => {
    const { content } = window.jupyterapp.shell.currentWidget;
    content.activeCellIndex = at;
    await window.jupyterapp.commands.execute("notebook:run-cell");
    return content.model.toJSON().cells[at].outputs;
}"""
SAVE = "() => window.jupyterapp.shell.currentWidget.context.save()"
OPEN_WITHOUT_KERNEL = """async path => {
    const kernelPreference = { autoStartDefault: false, canStart: false, shouldStart: false };
    const open = { path, kernelPreference };
    const panel = await window.jupyterapp.commands.execute("docmanager:open", open);
    await panel.context.ready;
    return panel.sessionContext.session?.kernel ?? null;
}"""
CLOSE = """async () => {
    const panel = window.jupyterapp.shell.currentWidget;
    await panel.sessionContext.shutdown();
    panel.dispose();
}"""
VISIBLE = "marks => marks.filter(m => Math.max(m.getBBox().width, m.getBBox().height) > 0).length"


def outputs_of(cells):
    return [output for cell in cells for output in cell.get("outputs", [])]


def figures(cells, kind=PLOTLY):
    """Count the Plotly figures among the outputs of cells, or the outputs of another kind."""
    return sum(kind in output.get("data", {}) for output in outputs_of(cells))


def complaints(cells):
    """Return the outputs that are an error or went to stderr."""
    return [
        output
        for output in outputs_of(cells)
        if output["output_type"] == "error" or output.get("name") == "stderr"
    ]


def copy_without_outputs(folder):
    """Copy the notebooks, no output left that could be shown unexecuted, and what they read."""
    for name in ("data", ".lab", "notebooks"):
        shutil.copytree(ROOT / name, folder / name)
    for path in NOTEBOOKS:
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.update(outputs=[], execution_count=None)
        nbformat.write(notebook, folder / "notebooks" / path.name)


def flags_of_readme():
    """Return what README's command gives to JupyterLab beside the notebook."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.search(r"jupyter lab (.*)notebooks/00_start_here\.ipynb$", text, re.MULTILINE)[1]


def address(process, *, runtime, log):
    """Wait until the server has written down where it listens."""
    deadline = time.monotonic() + PATIENCE / 1000
    while process.poll() is None and time.monotonic() < deadline:
        for path in runtime.glob("jpserver-*.json"):
            text = path.read_text(encoding="utf-8")
            if text.endswith("}"):
                return json.loads(text)["url"]
        time.sleep(0.1)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')}")


def stop(process):
    """Let the server end its kernels and itself; end it by force where it does not."""
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def started(folder, *, home):
    """Give the address of a JupyterLab on a folder, started as README starts it."""
    own = {f"JUPYTER{'' if p.startswith('LAB') else '_'}{p}": str(home / p) for p in PLACES}
    command = [
        *(sys.executable, "-m", "jupyterlab", *flags_of_readme().split()),
        *("--no-browser", "--expose-app-in-browser"),
        *("--ServerApp.ip=127.0.0.1", "--ServerApp.port=0"),
        f"--IdentityProvider.token={TOKEN}",
    ]
    log = home / "log"
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(  # noqa: S603
            command,
            cwd=folder,
            env={**os.environ, **own, "IPYTHONDIR": str(home / "ipython")},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield address(process, runtime=home / "RUNTIME_DIR", log=log)
        finally:
            stop(process)


@contextmanager
def opened(browser, lab):
    """Give a page with JupyterLab, which may ask nobody else and throw no error."""
    troubles = []
    own = {urlsplit(lab).netloc, ""}  # data: and blob: have no host
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.set_default_timeout(PATIENCE)
    page.on("request", lambda it: urlsplit(it.url).netloc in own or troubles.append(it.url))
    page.on("websocket", lambda it: urlsplit(it.url).netloc in own or troubles.append(it.url))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(f"{lab}lab?token={TOKEN}")
    page.wait_for_function("window.jupyterapp")
    page.evaluate("window.jupyterapp.restored.then(() => null)")
    yield page
    page.close()
    assert [it for it in troubles if it != NO_KERNEL] == []


def are_drawn(page, *, number, live=0):
    """Scroll through the open notebook's figures: each is large enough, and has marks or words.

    So many of them are live; each of these hides a figure that stands before it.
    """
    drawn, hidden = page.locator(f"{PANEL} .js-plotly-plot"), page.locator(f"{PANEL} {STILL}")
    expect(drawn).to_have_count(number + live, timeout=PATIENCE)
    expect(hidden).to_have_count(live)
    for figure in hidden.all():
        expect(figure).to_be_hidden(timeout=PATIENCE)
    for figure in drawn.all():
        if figure.evaluate("(it, still) => it.closest(still) !== null", STILL):
            continue
        figure.scroll_into_view_if_needed()
        is_empty = figure.evaluate(IS_EMPTY)
        seen = figure.locator(WORDS if is_empty else MARKS)
        seen.first.wait_for(state="attached")
        box = figure.locator(".main-svg").first.bounding_box()
        assert min(box["width"], box["height"]) > (100 if is_empty else 200)
        assert seen.evaluate_all(VISIBLE) > 0


def runs(page, path):
    """Run all cells of a notebook: no error, no warning, and as many figures as are committed."""
    committed = nbformat.read(path, as_version=4).cells
    cells = page.evaluate(RUN_ALL, f"notebooks/{path.name}")
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert [cell["source"] for cell in code if cell["execution_count"] is None] == []
    assert complaints(cells) == []
    assert figures(cells) == figures(committed)
    are_drawn(page, number=figures(committed), live=figures(cells, CASE))
    assert page.locator(POPUPS).all_inner_texts() == []
    return cells
