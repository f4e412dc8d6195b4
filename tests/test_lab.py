"""Figures and widgets run in a real JupyterLab, started as README starts it."""

import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell
from playwright.sync_api import expect

from exploring import CALL, PLOT, by_keyboard, click, lasso, mistake, says, walk
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
    notebook = nbformat.read(copy / "notebooks" / LIVE.name, as_version=4)
    notebook.cells.append(new_code_cell('dateline.edit_case("../data/negotiations-2023")'))
    nbformat.write(notebook, copy / "notebooks" / LIVE.name)
    with started(copy, home=home) as lab, opened(browser, lab) as page:
        yield page


@pytest.mark.browser
def test_explore_live(page):
    """The live view and the form run, follow mouse and keys, and leave a figure to be seen."""
    page.set_viewport_size({"width": 1400, "height": 1900})
    cells = runs(page, LIVE)
    walk(page)
    by_keyboard(page)
    mistake(page)
    lasso(page, "Vladimir Putin", reach=40)
    says(page, "Chosen: Vladimir Putin.")
    click(page, CALL, left=True)
    says(page, f"Chosen: {CALL}.")
    [at] = [it for it, cell in enumerate(cells) if cell["source"].startswith("live.selection")]
    [shown] = page.evaluate(RUN_ONE, at)
    assert re.findall(r"<td>(.*?)</td>", shown["data"]["text/html"])[0] == CALL
    form = page.locator(".dateline-form")
    form.get_by_label("title *").fill("Ruritania holds a parade")
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form.get_by_role("alert")).to_contain_text("Not saved: the row has")
    page.evaluate(SAVE)
    page.evaluate(CLOSE)
    assert page.evaluate(OPEN_WITHOUT_KERNEL, f"notebooks/{LIVE.name}") is None
    still = page.locator(f"{PANEL} .js-plotly-plot")
    expect(still).to_have_count(1)
    still.locator(MARKS).first.wait_for()
    expect(still).to_be_visible()
    expect(page.locator(PLOT)).to_have_count(0)
