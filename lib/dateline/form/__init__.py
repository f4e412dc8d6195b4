"""A form in a notebook, by which somebody who knows little code fills a case row by row.

What it knows stands in modules without widgets: `fields` (what is asked for), `choices` (rows and
ids by name), `readings` (dates in words), `entry` (one row), `trial` (the case as it would be) and
`messages` (what is said). `inputs` has a widget for each kind of field, `panel` puts all together.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import EditError
from dateline.phrases import printable

if TYPE_CHECKING:
    import ipywidgets as widgets

__all__ = ["edit_case"]


def edit_case(folder: str | os.PathLike[str]) -> widgets.VBox:
    """Show a form that adds rows to a case's tables, or changes them.

    Choose a table, then a row of it or a new one, fill in the fields and save. Dates are read
    back in words as they are typed; vocabularies and ids are chosen from lists.

    Parameters
    ----------
    folder : str or os.PathLike
        The case's folder. Tables that it does not have yet are started with their first row.

    Returns
    -------
    ipywidgets.VBox
        The form; a notebook shows it where it is a cell's last line.

    Raises
    ------
    EditError
        There is no such folder.

    Notes
    -----
    A row is saved only if the case, checked as it would be with this row, has no problem in it.
    Only that row's line in the file changes. The version before stands in the folder
    ``previous``. If another program changed the file meanwhile, nothing is overwritten: the form
    says so, keeps what was typed and reads the file again.
    """
    # Widgets take longer to import than everything else, and most notebooks need none.
    from dateline.form.panel import Panel  # noqa: PLC0415

    path = Path(folder).resolve()
    if not path.is_dir():
        raise EditError(f"there is no such folder; looked for {printable(str(path))}")
    return Panel(path).box
