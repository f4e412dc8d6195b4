"""What is wrong with one value, and what to write instead."""

from __future__ import annotations

from typing import NamedTuple

LONGEST_SHOWN = 60

EXAMPLES = "write a year, month or day such as 2023, 2023-05 or 2023-05-26"
"""The advice where there is no better one."""


class Write(NamedTuple):
    """A value to write instead, and when that is what was meant."""

    value: str
    when: str = ""


class Fault(Exception):  # noqa: N818 - it is the value's, and mostly returned, not raised
    """Why a value cannot be read.

    Attributes
    ----------
    problem : str
        What is wrong, as the end of a sentence that begins with the value.
    writes : tuple of Write
        What to write instead, the likeliest first.
    advice : str
        What to do besides; `EXAMPLES` where nothing else can be said.
    part : str
        The part of the value that `writes` stand for; empty: the whole value.
    """

    def __init__(self, problem: str, *writes: Write, advice: str = "", part: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.writes = writes
        self.advice = advice
        self.part = part

    @property
    def fix(self) -> str:
        """The sentence that says what to write or do instead."""
        options = [f"{write.value} {write.when}".rstrip() for write in self.writes]
        written = f"write {', or '.join(options)}" if options else ""
        return "; ".join(text for text in (written, self.advice) if text) or EXAMPLES


class OrderFault(Fault):
    """An interval, or a range in a set, that certainly ends before it starts."""


def shown(value: object) -> str:
    """Return a value as a message shows it: text in quotes, and never long.

    Examples
    --------
    >>> shown("26/05/2023")
    "'26/05/2023'"
    """
    if isinstance(value, str):
        quoted = repr(value[: LONGEST_SHOWN + 1])
        if len(quoted) <= LONGEST_SHOWN:
            return quoted
        return f"{quoted[:LONGEST_SHOWN]}… ({len(value):,} characters)"
    text = str(value)
    return f"{text[:LONGEST_SHOWN]}…" if len(text) > LONGEST_SHOWN else text
