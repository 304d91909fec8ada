"""A time on the wall, as gates and notices write it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from tidegate.core.words import Words, say

_WEEKDAYS = (say("Mon"), say("Tue"), say("Wed"), say("Thu"), say("Fri"), say("Sat"), say("Sun"))


def on_the_wall(moment: datetime, zone: ZoneInfo) -> Words:
    """`Mon 2026-11-30 09:00 KST`."""
    local = moment.astimezone(zone)
    return say("{weekday} {moment}", weekday=_WEEKDAYS[local.weekday()], moment=f"{local:%Y-%m-%d %H:%M %Z}")
