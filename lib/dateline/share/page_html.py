"""Text, addresses and choices as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from urllib.parse import quote

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def text(value: object) -> str:
    r"""Return a text from a case as HTML; what no page may hold is shown as a box.

    Examples
    --------
    >>> text("a < b\x00")
    'a &lt; b�'
    """
    return escape(_CONTROLS.sub("\ufffd", str(value)))


def address(name: str) -> str:
    """Return the address that chooses the thing of this key.

    Examples
    --------
    >>> address("event e-call")
    '#event=e-call'
    """
    kind, _, id = name.partition(" ")
    return f"#{kind}={quote(id, safe='', errors='replace')}"


def pick(name: str, label: str, *, number: Mapping[str, int]) -> str:
    """Return what chooses a thing."""
    return f'<a class="pick" href="{text(address(name))}" data-pick="{number[name]}">{label}</a>'


def row(names: Iterable[str], *cells: str, number: Mapping[str, int]) -> str:
    """Return a table's row; its first cell is its head."""
    head, *rest = cells
    keys = " ".join(str(number[name]) for name in names)
    return f'<tr data-keys="{keys}"><th scope="row">{head}</th>{"".join(map(_cell, rest))}</tr>'


def table(id: str, heads: Iterable[str], rows: Iterable[str], *, title: str, note: str) -> str:
    """Return a section with a table in a box of its own."""
    columns = "".join(f'<th scope="col">{head}</th>' for head in heads)
    return (
        f'<section id="{id}" class="view">\n<h2 tabindex="-1">{title}</h2>\n<p>{note}</p>\n'
        f'<div class="box list"><table aria-label="{title}"><thead><tr>{columns}</tr></thead>\n'
        f"<tbody>\n{chr(10).join(rows)}\n</tbody></table></div>\n"
        f'<p class="under"><button type="button" data-csv="{id}">'
        f"Download this table (CSV)</button></p>\n</section>"
    )


def choice(id: str, label: str, options: Iterable[tuple[str, str]], *, every: str) -> str:
    """Return a labelled select whose first option sets no limit."""
    shown = "".join(
        f'<option value="{text(value)}">{text(words)}</option>' for value, words in options
    )
    return (
        f'<p><label for="{id}">{label}</label>'
        f'<select id="{id}"><option value="">{every}</option>{shown}</select></p>'
    )


def _cell(content: str) -> str:
    return f'<td class="number">{content}</td>' if content.isdigit() else f"<td>{content}</td>"
