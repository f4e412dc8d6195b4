"""A case that stands in for a live view becomes its linked page, within the rendered one."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from plotly.offline import get_plotlyjs

from dateline.errors import RenderError
from dateline.handover import CASE, packed
from dateline.share import render

WIDGET = "application/vnd.jupyter.widget-view+json"
PLOTLY = "application/vnd.plotly.v1+json"


@pytest.fixture
def rendered(tmp_path):
    """Return a function that renders a notebook of one cell with these outputs, as stored."""

    def page(*outputs):
        displayed = [new_output("display_data", data=data) for data in outputs]
        cell = new_code_cell("live", execution_count=1, outputs=displayed)
        nbformat.write(new_notebook(cells=[cell]), tmp_path / "live.ipynb")
        return render([tmp_path / "live.ipynb"], tmp_path / "out", execute=False)[0]

    return page


def test_the_page_borrows_plotly(rendered, case):
    """The case's page is there, its widget is not, and plotly.js is in the file once."""
    text = rendered({CASE: packed(case), PLOTLY: {"data": []}}, {WIDGET: {}}).read_text("utf-8")
    assert text.count('class="case"') == 1
    assert text.count(get_plotlyjs()[:200]) == 1
    assert 500_000 < len(text) < 5_500_000


@pytest.mark.parametrize(
    ("stored", "told"),
    [
        ({}, "this is not what dateline keeps of a case"),
        ({"about": {}, "tables": {"events": {"columns": ["event_id"], "rows": [[1]]}}}, "not what"),
        ({"about": {}, "tables": {"events": {"columns": ["event_id"], "rows": []}}}, "not sound"),
    ],
)
def test_a_case_is_not_trusted(rendered, stored, told):
    """What is no sound case is refused with its cell, whatever made the notebook."""
    with pytest.raises(RenderError, match=f"cell 1.*{told}"):
        rendered({CASE: stored})


@pytest.mark.browser
def test_views_are_linked_in_the_frame(rendered, case, browser):
    """In the frame the views are drawn and follow one another, and no request is made."""
    file = rendered({CASE: packed(case)}, {WIDGET: {}})
    page, troubles = browser.new_page(viewport={"width": 1200, "height": 900}), []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda it: it.url.startswith(("file:", "blob:")) or troubles.append(it.url))
    page.goto(file.as_uri())
    frame = page.frame_locator("figure.case iframe")
    for id in ("timeline", "network", "citations"):
        frame.locator(f"#{id}[data-state=drawn]").wait_for()
    frame.get_by_role("link", name="Li Hui arrives in Moscow").first.click()
    assert frame.locator("#said").inner_text().startswith("Chosen: event Li Hui arrives in Moscow")
    frame.get_by_role("button", name="Clear").click()
    assert frame.locator("#said").inner_text().startswith("Nothing chosen")
    page.close()
    assert troubles == []
