"""The reading text of a case: headings, paragraphs, and sentences that mentions point to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dateline.case import Case

_LINE = re.compile(r"(?P<level>#+)\s+(?P<heading>.*)|(?P<number>\d{1,9})[.)]\s+(?P<sentence>.*)")


class Block(NamedTuple):
    """A part of the text.

    Attributes
    ----------
    kind : {"heading", "paragraph", "sentence"}
    text : str
        Its words, the lines joined.
    number : int
        Of a sentence; 0 of anything else.
    source : str
        The id of the source whose sentence it is; empty: nothing tells it.
    id : str
        What a sentence is called in an address: ``s7``, after ``source/`` where there are
        several sources; empty where it belongs to no source.
    """

    kind: str
    text: str
    number: int = 0
    source: str = ""
    id: str = ""


def blocks_of(case: Case) -> list[Block]:
    """Return the parts of the reading text, without its title.

    Sentence 7 is what the locator ``s7`` names. Where a case has several sources, a heading
    that is a source's title or id tells whose sentences follow.
    """
    ids = case.sources["source_id"].tolist()
    named = dict(zip(case.sources["title"], ids, strict=True)) | {id: id for id in ids}
    source = ids[0] if len(ids) == 1 else ""
    found: list[Block] = []
    for block in _blocks(case.about.reading):
        if block.kind == "heading" and len(ids) > 1:
            source = named.get(block.text, source)
        if block.kind == "sentence" and source:
            id = f"s{block.number}"
            own = id if len(ids) == 1 else f"{source}/{id}"
            found.append(block._replace(source=source, id=own))
        elif found or block.kind != "heading":
            found.append(block)
    return found


def _blocks(text: str) -> Iterator[Block]:
    """Join the lines of each part; a heading stands on one line."""
    part: Block | None = None
    for line in map(str.strip, text.splitlines()):
        match = _LINE.fullmatch(line)
        if part is not None and (match or not line):
            yield part
            part = None
        if match and match["level"]:
            yield Block("heading", match["heading"].strip())
        elif match:
            part = Block("sentence", match["sentence"], int(match["number"]))
        elif part is not None:
            part = part._replace(text=f"{part.text} {line}")
        elif line:
            part = Block("paragraph", line)
    if part is not None:
        yield part
