"""What several test files share: the case, and a browser without a network."""

import json
import os
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import plotly.io
import pytest
from hypothesis import settings
from playwright.sync_api import sync_playwright
from plotly.offline import get_plotlyjs

from dateline import Case, events_frame, read_case, terms
from dateline.frames import typed_frame

ROOT = Path(__file__).parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]

# How long an example takes says more about the machine than about the code.
settings.register_profile("dateline", deadline=None, max_examples=25)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("dateline")


def pytest_xdist_auto_num_workers(config):
    """Start no further process for files and benchmarks; leave the number to xdist otherwise."""
    named = [Path(argument.split("::")[0]) for argument in config.args]
    if config.getoption("benchmark_only") or not any(path.is_dir() for path in named):
        return 0
    return None


@pytest.fixture(scope="session")
def root():
    """Return the repository's folder."""
    return ROOT


@pytest.fixture(scope="session")
def case():
    """Return the bundled case."""
    return read_case(ROOT / "data" / "negotiations-2023")


@pytest.fixture(scope="session")
def ferry():
    """Return the made-up case of notebook 02, which has four sources."""
    return read_case(ROOT / "notebooks" / "made-up-ferry")


@pytest.fixture(scope="session")
def many():
    """Return a function that makes up so many events, and a case that mentions half of them."""
    return make_up


def make_up(number):
    """Make up events of all statuses in five lanes over ten years, some mentioned often."""
    draw = np.random.default_rng(number)
    days = pd.Series(pd.date_range("2014-01-01", "2023-12-31").strftime("%Y-%m-%d"))
    at = draw.integers(len(days) - 40, size=number)
    first, last = (days.iloc[place].reset_index(drop=True) for place in (at, at + 40))
    form = draw.random(number)
    rows = {
        "event_id": [f"e{row}" for row in range(number)],
        "title": [f"Made-up event number {row}" for row in range(number)],
        "when": first.mask(form < 0.15, first.str[:7]).mask(form > 0.9, first + "/" + last),
        "status": draw.choice(
            terms.allowed("events", "status"), number, p=[0.6, 0.1, 0.1, 0.1, 0.1]
        ),
        "lane": draw.choice(["North", "East", "South", "West", "Centre"], number),
    }
    events = events_frame(pd.DataFrame(rows))
    told = np.minimum(draw.zipf(1.6, number // 2), number) - 1
    mentions = {
        "mention_id": [f"m{row}" for row in range(len(told))],
        "event_id": [f"e{row}" for row in told],
        "source_id": [f"s{row % 50}" for row in range(len(told))],
        "speaker_id": "somebody",
        "factuality": "CT+",
    }
    published = [f"20{14 + row // 5}-06-{row % 28 + 1:02}" for row in range(50)]
    sources = {"source_id": [f"s{row}" for row in range(50)], "title": "A", "published": published}
    frames = {"mentions": mentions, "sources": sources}
    typed = {
        table: typed_frame(table, pd.DataFrame(columns, dtype="str"))
        for table, columns in frames.items()
    }
    return events, Case(events=events, **typed)


@pytest.fixture(scope="session")
def chromium():
    """Return the path of a Chromium; where there is none skip, but in CI fail."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium found, and CI must not skip browser tests")
        pytest.skip(f"no browser found: none of {', '.join(BROWSERS)} is on the PATH")
    return path


@pytest.fixture(scope="session")
def browser(chromium):
    """Return a headless Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield started
        started.close()


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


class Sheet:
    """A page with plotly.js, on which one test after another draws its figure.

    To open a page, or the same one anew, takes several times as long as all that is done with it.
    """

    def __init__(self, browser, blank):
        self.page, self.blank, self.troubles = browser.new_page(), blank, []
        note = self.troubles.append
        self.page.on("request", lambda request: is_local(request.url) or note(request.url))
        self.page.on("pageerror", lambda error: note(str(error)))
        self.page.on("dialog", lambda dialog: (note(dialog.message), dialog.dismiss()))
        self.page.goto(blank)

    def draw(self, figure, *, width, height):
        """Draw a figure in a window of this size."""
        self.page.set_viewport_size({"width": width, "height": height})
        figure = json.loads(plotly.io.to_json(figure))
        self.page.evaluate(
            """async figure => {
                const place = document.createElement("div");
                document.body.replaceChildren(place);
                await Plotly.newPlot(place, figure.data, figure.layout);
            }""",
            figure,
        )

    def clear(self):
        """Leave nothing on the page, the pointer in its corner; return what went wrong there."""
        self.page.mouse.up()  # A test that failed may have held it down.
        self.page.mouse.move(0, 0)
        self.page.emulate_media(media="screen")
        self.page.evaluate(
            """() => {
                document.querySelectorAll(".js-plotly-plot").forEach(Plotly.purge);
                document.body.replaceChildren();
                scrollTo(0, 0);
            }"""
        )
        found, self.troubles[:] = [*self.troubles], []
        return found


@pytest.fixture(scope="session")
def sheets():
    """Return the pages opened so far; they close with the browser."""
    return []


@pytest.fixture
def draw(browser, blank, sheets):
    """Return a function that draws a figure on a page of its own and gives that page.

    A request that leaves the machine, an error in the console or a dialog fails the test.
    """
    used = []

    def _draw(figure, *, width=1040, height=900):
        if len(used) == len(sheets):
            sheets.append(Sheet(browser, blank))
        used.append(sheets[len(used)])
        used[-1].draw(figure, width=width, height=height)
        return used[-1].page

    yield _draw
    assert [trouble for sheet in used for trouble in sheet.clear()] == []
