"""What the calendar says of a window, for as long as anybody may ask about."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from tidegate.core.windows.model import NO_CALENDAR, Calendar, Holidays, Rule, Window
from tidegate.core.windows.occurrences import HORIZON_DAYS
from tidegate.flows.outside import outside

_DAY = timedelta(days=1)


async def calendar_of(window: Window) -> Calendar:
    """From yesterday to past the horizon, for the phrases that need one."""
    if not any(isinstance(phrase, Holidays | Rule) for phrase in window.phrases):
        return NO_CALENDAR
    door = outside()
    today = door.clock.now().date()
    return await asyncio.to_thread(
        door.calendars.look_up, window.phrases, today - _DAY, today + (HORIZON_DAYS + 1) * _DAY
    )
