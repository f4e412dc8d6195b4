"""A time of day and its offset from UTC → seconds."""

from __future__ import annotations

from dateline.dates.civil import DAY
from dateline.dates.faults import Fault, Write

EARLIEST, LATEST = -12 * 60, 14 * 60
"""The offsets in use, in minutes; none west of -12:00 or east of +14:00."""


def clock_seconds(clock: str) -> int:
    """Return the seconds since midnight of ``Thh:mm:ss``.

    Notes
    -----
    ``T24:00:00`` is the end of its day, the first instant of the next (ISO 8601-1:2019,
    Amendment 1). There is no second 60: UTC as computers count it has no leap seconds.

    Raises
    ------
    Fault
        There is no such time.
    """
    hours, minutes, seconds = int(clock[1:3]), int(clock[4:6]), int(clock[7:9])
    if hours == 24 and not minutes and not seconds:
        return DAY
    for name, number, highest in (
        ("hour", hours, 23),
        ("minute", minutes, 59),
        ("second", seconds, 59),
    ):
        if number > highest:
            raise Fault(
                f"has no possible {name}: {number:02}; {name}s are 00 to {highest}",
                advice=f"correct the {name}, or leave the time out and write the day alone",
            )
    return hours * 3600 + minutes * 60 + seconds


def zone_seconds(zone: str) -> int:
    """Return how far a clock with this offset is ahead of UTC, in seconds.

    Raises
    ------
    Fault
        There is no such offset.
    """
    if zone in ("", "Z"):
        return 0
    hours, minutes = int(zone[1:3]), int(zone[4:6] or 0)
    if minutes > 59:
        raise Fault(
            f"has no possible offset: {zone}; its minutes are 00 to 59",
            advice="write Z for UTC, or hours and minutes as in +03:00",
        )
    ahead = (hours * 60 + minutes) * (-1 if zone[0] == "-" else 1)
    if zone[0] == "-" and ahead == 0:
        raise Fault("has the offset -00:00", Write("Z", "for UTC"), part=zone)
    if not EARLIEST <= ahead <= LATEST:
        raise Fault(
            f"has no possible offset: {zone}; offsets in use are -12:00 to +14:00",
            advice="write the time in UTC with Z, or the clock's true offset",
        )
    return ahead * 60


def offset_text(zone: str) -> str:
    """Return an offset as ±hh:mm, empty where none is given.

    Examples
    --------
    >>> offset_text("+03"), offset_text("Z"), offset_text("")
    ('+03:00', '+00:00', '')
    """
    if zone == "Z":
        return "+00:00"
    return f"{zone}:00" if len(zone) == 3 else zone
