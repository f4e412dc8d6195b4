"""The notebook of the live view runs in Voilà as it stands."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from exploring import CALL, FITS, PATIENCE, click, mistake, says, walk
from labs import stop

ROOT = Path(__file__).parent.parent
NOTEBOOK = "11_explore_live.ipynb"
FONTS = "https://cdn.jsdelivr.net/npm/@fortawesome/"
"""What the page of every notebook asks for in Voilà; nothing here needs it."""
PLAIN_FIGURE = "r.setData is not a function"
"""What Voilà 0.5 throws at any plain Plotly figure, which is shown nevertheless."""
FOLDERS = ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def answers(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


@pytest.fixture
def voila(browser, tmp_path):  # noqa: ARG001 (without a browser there is no need to start)
    """Return the address of a Voilà that knows nothing of this machine's user."""
    for name in ("data", "notebooks"):
        shutil.copytree(ROOT / name, tmp_path / name)
    own = {f"JUPYTER_{name}": str(tmp_path / name) for name in FOLDERS}
    port, log = free_port(), tmp_path / "log"
    command = [*(sys.executable, "-m", "voila", "--no-browser", f"--port={port}"), NOTEBOOK]
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(  # noqa: S603
            command,
            cwd=tmp_path / "notebooks",
            env={**os.environ, **own, "IPYTHONDIR": str(tmp_path / "ipython")},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            deadline = time.monotonic() + PATIENCE / 1000
            while not answers(port):
                if process.poll() is not None or time.monotonic() > deadline:
                    pytest.fail(f"Voilà did not start:\n{log.read_text(encoding='utf-8')}")
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}/"
        finally:
            stop(process)


@pytest.mark.browser
def test_explore_in_voila(voila, browser):
    """Without a network all views follow mouse and window, and a mistake is told."""
    own, asked, troubles = {urlsplit(voila).netloc, ""}, [], []
    page = browser.new_page(viewport={"width": 1200, "height": 1900})
    page.set_default_timeout(PATIENCE)
    page.route(
        lambda url: urlsplit(url).netloc not in own,
        lambda route: (asked.append(route.request.url), route.abort()),
    )
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(voila)
    walk(page)
    mistake(page)
    page.set_viewport_size({"width": 500, "height": 1900})
    page.wait_for_function(FITS)
    click(page, CALL, left=True)
    says(page, f"Chosen: {CALL}.")
    assert [url for url in asked if not url.startswith(FONTS)] == []
    assert [it for it in troubles if it != PLAIN_FIGURE] == []
    page.close()
