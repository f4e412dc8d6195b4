"""The index of a folder of pages: what each is called, what it is good for, how long it takes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from bs4 import BeautifulSoup

from dateline.phrases import counted
from dateline.share.document import asset, document

_AIM = re.compile(r"\bbe able to\s+(.+)", flags=re.DOTALL)
_MINUTES = re.compile(r"\b(\d+) minutes?\b")


class Entry(NamedTuple):
    """One page in the index, as its first cell describes it."""

    file: str
    title: str
    aim: str
    minutes: int | None


def entry(soup: BeautifulSoup, *, file: str) -> Entry:
    """Return what a page's first heading and first cell say of it.

    The aim is what follows "be able to" in a paragraph, or the whole of the first paragraph;
    empty where there is none.
    """
    heading, first = soup.h1, soup.find(id="cell-1")
    paragraphs = [_plain(it.get_text()) for it in first("p")] if first else []
    aims = [found[1] for text in paragraphs if (found := _AIM.search(text))]
    minutes = _MINUTES.search(" ".join(paragraphs))
    return Entry(
        file=file,
        title=_plain(heading.get_text()) if heading else file,
        aim=next(iter([*(f"You will be able to {aim}" for aim in aims), *paragraphs]), ""),
        minutes=int(minutes[1]) if minutes else None,
    )


def contents(entries: Iterable[Entry]) -> bytes:
    """Return the index as a page."""
    items = "\n".join(map(_item, entries))
    body = f'<main class="index">\n<h1>Notebooks</h1>\n<ol>\n{items}\n</ol>\n</main>'
    return document(title="Notebooks", body=body, styles=asset("reader.css"))


def _item(entry: Entry) -> str:
    time = "" if entry.minutes is None else f" {counted(entry.minutes, 'minute')}"
    return "\n".join(
        [
            "<li>",
            f'<h2><a href="{escape(quote(entry.file))}">{escape(entry.title)}</a></h2>',
            *([f"<p>{escape(entry.aim)}</p>"] if entry.aim else []),
            *([f'<p class="time">{time.strip()}</p>'] if time else []),
            "</li>",
        ]
    )


def _plain(text: str) -> str:
    return " ".join(text.split())
