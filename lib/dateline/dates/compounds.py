"""Intervals, sets and words around a date that are not EDTF, and what they mean.

To add one: write a function that takes the text and a function that makes EDTF of a part,
None where it cannot, and returns a `Fault` or None; and put it into `COMPOUNDS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from dateline.dates import spreadsheet
from dateline.dates.faults import Fault, Write

Reader: TypeAlias = Callable[[str], str | None]
Compound: TypeAlias = Callable[[str, Reader], Fault | None]

_MARKS = {
    "~": r"c|ca|circa|approx|approximately|about|around|roughly|some time in",
    "?": r"possibly|probably|perhaps|maybe|presumably",
}

_LIMITS = {
    "[..{}]": r"before|by|not later than",
    "[{}..]": r"after|not before",
    "../{}": r"until|till|up to",
    "{}/..": r"since|from|starting",
}


def _about(text: str, edtf: Reader) -> Fault | None:
    """C. 1900, circa May 1900, about 1900, 1900 (ca.), probably 1900."""
    for mark, words in _MARKS.items():
        match = re.fullmatch(rf"(?i:{words})(?:\.? +|\.)(\S.*)", text) or re.fullmatch(
            rf"(\S.*?)[ ,(]+(?i:{words})\.?\)?", text
        )
        if match and (inner := edtf(match[1])):
            meaning = "approximate" if mark == "~" else "uncertain"
            return Fault(
                f"says in words that it is {meaning}; EDTF has {mark} after the date",
                Write(f"{inner}{mark}"),
            )
    return None


def _limit(text: str, edtf: Reader) -> Fault | None:
    """Before 1900, after May 1900, since 2020, until 2020, 2020-."""
    for form, words in _LIMITS.items():
        match = re.fullmatch(rf"(?i:{words}) +(\S.*)", text)
        if match and (inner := edtf(match[1])):
            return Fault("has words for a limit; EDTF has ..", Write(form.format(inner)))
    match = re.fullmatch(r"\.\. ?(.*?\S)|(\S.*?) ?\.\.", text)
    if match and (inner := edtf(match[1] or match[2])):
        one, lasting = ("[..{}]", "../{}") if match[1] else ("[{}..]", "{}/..")
        return Fault(
            "has .. beside a date alone",
            Write(one.format(inner), "for one day on that side"),
            Write(lasting.format(inner), "if it has no other end"),
        )
    match = re.fullmatch(r"(\S.*?) ?-+", text)
    if match and (inner := edtf(match[1])):
        return Fault("breaks off after a -", Write(inner), Write(f"{inner}/..", "if it goes on"))
    return None


def _from_to(text: str, edtf: Reader) -> Fault | None:
    """1914-1918, 1914 to 1918, from 1914 until 1918, between 1914 and 1918."""
    match = re.fullmatch(r"(?i:between) +(\S.*?) +(?i:and) +(\S.*)", text)
    if match and (ends := _both(match[1], match[2], edtf)):
        return Fault(
            "has words for a span of time",
            Write(f"[{'..'.join(ends)}]", "if it was on one day in between"),
            Write("/".join(ends), "if it lasted from the one to the other"),
        )
    whole = re.sub(r"(?i)^from +", "", text)
    for sign in re.finditer(r" ?-+ ?|\.\.+| (?i:to|until|till|through) ", whole):
        if ends := _both(whole[: sign.start()], whole[sign.end() :], edtf):
            return Fault("has no / between start and end", Write("/".join(ends)))
    return None


def _several(text: str, edtf: Reader) -> Fault | None:
    """1900 or 1901, 1900 and 1901, 1900 & 1901, 1900, 1901."""
    for sign, form in ((" or ", "[{}]"), (" and | ?& ?", "{{{}}}"), (r" ?[,;|] ?", "{{{}}}")):
        parts = [edtf(part) for part in re.split(sign, text.strip("[]{}"))]
        dates = [part for part in parts if part]
        if len(parts) > 1 and len(dates) == len(parts):
            every, one = f"{{{','.join(dates)}}}", f"[{','.join(dates)}]"
            if form[0] == "[":
                return Fault("has words for a choice; EDTF has brackets", Write(one))
            return Fault(
                "has several dates, but not as a set of EDTF",
                Write(every, "if all of them are meant"),
                Write(one, "if one of them is meant"),
            )
    return None


def _both(first: str, last: str, edtf: Reader) -> tuple[str, str] | None:
    start, end = edtf(first), edtf(last)
    return (start, end) if start and end else None


def _ends(text: str, edtf: Reader) -> Fault | None:
    """Read an interval with an end that is not EDTF."""
    ends = text.split("/")
    if len(ends) < 2 or not any(ends):
        return None
    if len(ends) > 2:
        problem = f"has {len(ends) - 1} signs /; an interval has one"
        return Fault(problem, advice="write start/end, as in 2023-05-26/2023-05-28")
    readable = [end.strip() if end.strip() in ("", "..") else edtf(end.strip()) for end in ends]
    if None not in readable:
        whole = "/".join(end for end in readable if end is not None)
        return Fault("has an end in a form that is not EDTF", Write(whole))
    wrong = ends[readable.index(None)]
    return Fault(
        f"has the end {wrong!r}, which is not an EDTF date", advice="write both ends as EDTF"
    )


def _brackets(text: str, edtf: Reader) -> Fault | None:
    """Read a set whose brackets or members are not EDTF."""
    if not text or (text[0] not in "[{" and text[-1] not in "]}"):
        return None
    inside = text.strip("[]{} ")
    members = [_member(member.strip(), edtf) for member in re.split(r"[,;]", inside)]
    known = [member for member in members if member]
    form = "{{{}}}" if "{" in text and "[" not in text else "[{}]"
    writes = [Write(form.format(",".join(known)))] if len(known) == len(members) else []
    return Fault(
        "is not a set of EDTF",
        *writes,
        advice="" if writes else "write [2022,2023] for one of several dates, {2022,2023} for all",
    )


def _member(text: str, edtf: Reader) -> str | None:
    """Make EDTF of a date or range in a set."""
    ends = [edtf(end.strip()) if end.strip() else "" for end in text.split("..")]
    known = [end for end in ends if end is not None]
    return "..".join(known) if 1 <= len(known) == len(ends) <= 2 and any(known) else None


def _word_for_month(text: str, _edtf: Reader) -> Fault | None:
    """Read 26-Mai-23; last, for any other word before a number has a meaning of its own."""
    return spreadsheet.word_for_month(text)


COMPOUNDS: tuple[Compound, ...] = (
    _about,
    _limit,
    _brackets,
    _ends,
    _from_to,
    _several,
    _word_for_month,
)
"""All of them, each tried in turn."""
