"""One page of a case for a reader without Python, whose views are linked without a kernel.

`page_panels` is what is told of each thing; `page_figures`, `page_tables` and `page_filters` make
what is seen, `page_data` what the script looks up, and `page_body` puts all of it together.
"""

from __future__ import annotations

from pathlib import Path

from dateline.case import Case
from dateline.errors import DatelineError
from dateline.files import replace_all
from dateline.options import require_options
from dateline.phrases import quoted
from dateline.style import LIGHT


class PageError(DatelineError, ValueError):
    """A file that cannot take a page."""


def save_page(case: Case, path: str | Path) -> None:
    """Write a case as one HTML page, for readers who have no Python.

    Its timeline, networks, tables and reading text are linked: whoever chooses an event, an
    actor, a claim or a sentence in one of them sees in all others what belongs to it, and beside
    them who says so, on whose word, how certainly. What is chosen stands in the page's address.

    Parameters
    ----------
    case : Case
        As `read_case` returns it. Views whose tables are empty are left out, and the page says
        which.
    path : str or pathlib.Path
        The file to write, usually ``.html``; a file that is there is replaced.

    Returns
    -------
    None

    Raises
    ------
    FrameError
        `case` is no `Case`, one of its ids is used twice, or a chain of mentions runs in a
        circle.
    PageError
        The file cannot be written.

    Notes
    -----
    The page holds plotly.js (about 4.8 MB) and asks the network for nothing. The same case gives
    the same bytes. It is written whole: a write that is cut off leaves the file that was there,
    and at worst a draft beside it, ``.case.html.1234``, that may be deleted.
    """
    require_options(view="save_page", case=case, look=LIGHT, width=940, needs_case=True)
    file = Path(path)
    if file.is_dir():
        raise PageError(f"{file} is a folder; name a file in it, as in {file / 'case.html'}")
    if not file.parent.is_dir():
        raise PageError(f"there is no folder {file.parent}; make it first, or name another")
    # Imported here: it loads plotly's figures and more than `import dateline` should wait for.
    from dateline.share.page_body import page  # noqa: PLC0415

    content = page(case)
    try:
        replace_all({file: content})
    except OSError as error:
        reason = error.strerror or str(error)
        raise PageError(f"{quoted(str(file))} cannot be written: {reason}") from error
