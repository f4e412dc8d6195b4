"""Files for readers who have no Python: notebooks as pages that need no network.

The way of a notebook: `notebooks` reads and executes it, `outputs` looks at what each cell shows,
`exporter` turns it into HTML with nbconvert and the template beside it, `sanitizing` takes out of
that HTML what a page must not hold, `tidying` leads its links to the other pages, `document` puts
a policy, a style sheet and scripts around it, `contents` lists the pages, and `files` writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

__all__ = ["render"]


def render(
    paths: Sequence[str | Path],
    out: str | Path,
    *,
    execute: bool = True,
    tell: Callable[[str], None] | None = None,
) -> list[Path]:
    """Write notebooks as HTML pages that need neither Python nor a network, and an index.

    Parameters
    ----------
    paths : sequence of str or pathlib.Path
        The notebooks, in the order that the index will have. They are not changed.
    out : str or pathlib.Path
        The folder that the pages are written to; it is made where there is none.
    execute : bool, default True
        Whether each notebook is executed, in its own folder, or shown with stored outputs.
    tell : callable, optional
        What is called with a line of text as each notebook begins and ends.

    Returns
    -------
    list of pathlib.Path
        The files written: a page a notebook, ``02_timeline.html`` for ``02_timeline.ipynb``,
        and ``index.html``.

    Raises
    ------
    RenderError
        A path is no notebook, two would become one page, a cell fails, a figure cannot be
        drawn, an output has no form that a page can show, or the folder cannot be written.
        Then no file is written, and old ones stay as they are.

    Notes
    -----
    Each figure is drawn by plotly.js, which is in the page, once. What a cell writes to stderr
    is not in the page, only told. The same notebook and outputs give the same bytes. A run that
    is killed leaves each page the old or the new one, and at worst a draft beside it,
    ``.02_timeline.html.1234``, that may be deleted.
    """
    # Imported here: nbconvert takes longer to load than all of dateline.
    from dateline.share.rendering import rendered  # noqa: PLC0415

    return rendered([Path(path) for path in paths], Path(out), execute=execute, tell=tell)
