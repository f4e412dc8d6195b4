"""What several test files share: the case, and a browser without a network."""

import json
import os
import shutil
from pathlib import Path

import plotly.io
import pytest
from hypothesis import settings
from playwright.sync_api import sync_playwright
from plotly.offline import get_plotlyjs

from dateline import read_case

ROOT = Path(__file__).parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]

# How long an example takes says more about the machine than about the code.
settings.register_profile("dateline", deadline=None)
settings.load_profile("dateline")


@pytest.fixture(scope="session")
def root():
    """Return the repository's folder."""
    return ROOT


@pytest.fixture(scope="session")
def case():
    """Return the bundled case."""
    return read_case(ROOT / "data" / "negotiations-2023")


@pytest.fixture(scope="session")
def browser():
    """Return a headless Chromium; where there is none skip, but in CI fail."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium found, and CI must not skip browser tests")
        pytest.skip(f"no browser found: none of {', '.join(BROWSERS)} is on the PATH")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def blank(tmp_path_factory):
    """Return a page's address that holds plotly.js and nothing else."""
    path = tmp_path_factory.mktemp("page") / "blank.html"
    script = get_plotlyjs()
    path.write_text(
        f"<!doctype html><meta charset=utf-8><body><script>{script}</script>", encoding="utf-8"
    )
    return path.as_uri()


def is_local(url):
    """Tell an address that no network is needed for."""
    return url.startswith(("file:", "data:", "blob:"))


@pytest.fixture
def draw(browser, blank):
    """Return a function that draws a figure on a page of its own and gives that page.

    A request that leaves the machine, an error in the console or a dialog fails the test.
    """
    pages, troubles = [], []

    def _draw(figure, *, width=1040, height=900):
        page = browser.new_page(viewport={"width": width, "height": height})
        pages.append(page)
        page.on("request", lambda request: is_local(request.url) or troubles.append(request.url))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("dialog", lambda dialog: (troubles.append(dialog.message), dialog.dismiss()))
        page.goto(blank)
        figure = json.loads(plotly.io.to_json(figure))
        page.evaluate(
            """async figure => {
                const place = document.createElement("div");
                document.body.replaceChildren(place);
                await Plotly.newPlot(place, figure.data, figure.layout);
            }""",
            figure,
        )
        return page

    yield _draw
    for page in pages:
        page.close()
    assert troubles == []
