"""Notebooks run and draw in a real JupyterLab, started as README starts it."""

import re

import pytest
from playwright.sync_api import expect

from exploring import CALL, PLOT, click, lasso, says, walk
from labs import (
    CLOSE,
    MARKS,
    OPEN_WITHOUT_KERNEL,
    PANEL,
    ROOT,
    RUN_ONE,
    SAVE,
    copy_without_outputs,
    opened,
    runs,
    started,
)

LIVE = ROOT / "notebooks" / "11_explore_live.ipynb"


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory):
    """Return a page with JupyterLab, which may ask nobody else and throw no error."""
    home, copy = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("copy")
    copy_without_outputs(copy)
    with started(copy, home=home) as lab, opened(browser, lab) as page:
        yield page


@pytest.mark.browser
# nbval runs every notebook, and the lesson and the live view have tests of their own: here is one
# with figures alone, and one with the form.
@pytest.mark.parametrize("name", ["00_start_here", "05_your_own_case"])
def test_notebook_draws(name, page):
    """All cells run without error or warning, every figure is drawn, and nothing pops up."""
    runs(page, ROOT / "notebooks" / f"{name}.ipynb")
    page.evaluate(CLOSE)


@pytest.mark.browser
def test_explore_live(page):
    """The live view runs as other notebooks do, follows mouse and keys, and outlives its kernel."""
    page.set_viewport_size({"width": 1400, "height": 1900})
    cells = runs(page, LIVE)
    walk(page)
    lasso(page, "Vladimir Putin", reach=40)
    says(page, "Chosen: Vladimir Putin.")
    click(page, CALL, left=True)
    says(page, f"Chosen: {CALL}.")
    [at] = [it for it, cell in enumerate(cells) if cell["source"].startswith("live.selection")]
    [shown] = page.evaluate(RUN_ONE, at)
    assert re.findall(r"<td>(.*?)</td>", shown["data"]["text/html"])[0] == CALL
    page.evaluate(SAVE)
    page.evaluate(CLOSE)
    assert page.evaluate(OPEN_WITHOUT_KERNEL, f"notebooks/{LIVE.name}") is None
    still = page.locator(f"{PANEL} .js-plotly-plot")
    expect(still).to_have_count(1)
    still.locator(MARKS).first.wait_for()
    expect(still).to_be_visible()
    expect(page.locator(PLOT)).to_have_count(0)
