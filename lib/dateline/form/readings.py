"""How a date that somebody types is read, in words, while they type it."""

from __future__ import annotations

import pandas as pd

from dateline.dates import diagnose, diagnose_instant, parse_dates, parse_instants
from dateline.phrases import quoted
from dateline.wording import instant_in_words, when_in_words


def reading(text: str, *, kind: str) -> str:
    """Say how a date is read, or what is wrong with it and what to write instead.

    Parameters
    ----------
    text : str
        What is typed.
    kind : str
        ``edtf``: any EDTF date; ``instant``: a day or a timestamp.

    Examples
    --------
    >>> reading("2023-05-20/2023-05-26", kind="edtf")
    'is read as: began 20 May 2023, ended 26 May 2023'
    >>> reading("26/05/2023", kind="edtf")
    '“26/05/2023” has the day first; write 2023-05-26'
    >>> reading("2023-05-28", kind="instant")
    'is read as: 28 May 2023, 00:00:00 UTC'
    """
    if not text:
        return ""
    wrong = diagnose(text) if kind == "edtf" else diagnose_instant(text)
    if wrong:
        return f"{quoted(text)} {wrong[0]}; {wrong[1]}"
    if kind == "instant":
        return f"is read as: {instant_in_words(parse_instants([text]).iloc[0])}"
    dates = parse_dates([text], errors="coerce")
    problem = dates["problem"].iloc[0]
    # A date too far off to be drawn is a date all the same.
    return str(problem) if pd.notna(problem) else f"is read as: {when_in_words(dates)[0]}"
