"""How soon the page of a case draws; run with ``pytest --benchmark-only`` on this file."""

import json
import shutil
import subprocess
import time
from statistics import median
from urllib.request import Request, urlopen

import pytest

from dateline import save_page

pytestmark = pytest.mark.browser

RUNS, MOST = 9, 1_500
"""How often a page is opened, and the milliseconds after which its first figure is there."""
QUIET = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]
QUIET += ["--disable-background-networking", "--remote-debugging-port=0", "--window-size=1000,900"]
REST = 4
"""Seconds that nobody listens to a page: a listener makes plotly.js twice as slow to start."""
MARKS = """() => Object.fromEntries([
    ...performance.getEntriesByType("navigation").map(it => ["read", it.responseEnd]),
    ...performance.getEntriesByType("navigation").map(it => ["parsed", it.domInteractive]),
    ...performance.getEntriesByType("mark").map(it => [it.name, it.startTime]),
])"""


def port_of(folder):
    """Return where a browser that is starting in this folder can be asked."""
    file = folder / "DevToolsActivePort"
    for _ in range(200):
        if file.exists() and (lines := file.read_text(encoding="utf-8").split()):
            return f"http://127.0.0.1:{lines[0]}"
        time.sleep(0.05)
    raise TimeoutError("Chromium did not start")


def opened(browser, chromium, page, folder):
    """Open a page in a new browser, leave it alone, and return when what was done, in ms."""
    command = [chromium, *QUIET, f"--user-data-dir={folder}", "about:blank"]
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, **silent)  # noqa: S603
    try:
        port = port_of(folder)
        time.sleep(1)
        with urlopen(Request(f"{port}/json/new?{page.as_uri()}", method="PUT")) as answer:  # noqa: S310
            assert json.load(answer)["type"] == "page"
        time.sleep(REST)
        listening = browser.browser_type.connect_over_cdp(port)
        pages = [page for context in listening.contexts for page in context.pages]
        [tab] = [tab for tab in pages if tab.url == page.as_uri()]
        tab.wait_for_function("performance.getEntriesByType('mark').length === 3")
        marks = tab.evaluate(MARKS)
        listening.close()
        return marks
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def test_first_draw_of_the_bundled_case(benchmark, pytestconfig, case, browser, chromium, tmp_path):
    """A reader's browser has drawn the first figure of the bundled case after 1.5 s."""
    page = tmp_path / "case.html"
    save_page(case, page)

    def measure():
        return [opened(browser, chromium, page, tmp_path / str(run)) for run in range(RUNS)]

    runs = benchmark.pedantic(measure)
    plugin = pytestconfig.pluginmanager.getplugin
    with plugin("capturemanager").global_and_fixture_disabled():
        plugin("terminalreporter").write_line(f"\nThe page of the bundled case, {RUNS} times")
        for name in runs[0]:
            times = [run[name] for run in runs]
            told = f"median {median(times):.0f} ms, from {min(times):.0f} to {max(times):.0f} ms"
            plugin("terminalreporter").write_line(f"  {name}: {told}")
    assert (
        median(min(run[name] for name in run if name.startswith("drawn")) for run in runs) <= MOST
    )
