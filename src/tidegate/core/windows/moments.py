"""When something is to happen, as people write it behind `--at`: the next opening, or a time on the wall."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tidegate.core.windows.days import DAY
from tidegate.core.windows.faults import PhraseError
from tidegate.core.windows.hours import clock, zone
from tidegate.core.windows.occurrences import HORIZON_DAYS
from tidegate.core.words import say

NEXT_WINDOW = "next-window"
FORMS = say('Write next-window, "2026-12-01 10:00 KST" or "10:00".')
END_FORMS = say('Write 2026-12-01, which counts to its end, or "2026-12-01 10:00 KST".')

_MOMENT = re.compile(
    r"(?:(?P<day>\d{4}-\d{2}-\d{2})[ T])?(?P<clock>\d{1,2}:\d{2})(?::(?P<second>[0-5]\d))?(?: ?(?P<zone>[A-Za-z]\S*))?"
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SLACK = timedelta(minutes=1)
"""Who writes the minute that is running means now."""


def parse_moment(text: str, now: datetime, default_zone: str) -> datetime:
    """The instant, UTC, that a time on the wall names: `2026-12-01 10:00 KST`, or `10:00` for the next time it shows.

    Args:
        text: Without a zone it is in `default_zone`.
        now: Aware. A time before it is refused, and so is one beyond the horizon of windows.
        default_zone: IANA name.

    Raises:
        PhraseError: It is no time, the wall never shows it, or it has gone by.
    """
    found = _MOMENT.fullmatch(" ".join(text.split()))
    if not found:
        raise PhraseError(say("`{text}` is not a time.", text=text), FORMS)
    there = ZoneInfo(zone(found["zone"]) if found["zone"] else default_zone)
    at = clock(found["clock"]).replace(second=int(found["second"] or 0))
    return _to_come(_on(_day(found["day"]), at, there, text) if found["day"] else _next(at, now, there), now, text)


def parse_end(text: str, now: datetime, default_zone: str) -> datetime:
    """The instant, UTC, something ends on: as `parse_moment`, or a day, `2026-12-01`, which counts to its end.

    Raises:
        PhraseError: It is no time, the wall never shows it, or it has gone by.
    """
    words = " ".join(text.split())
    if _DAY.fullmatch(words):
        midnight = datetime.combine(_day(words) + DAY, time(), tzinfo=ZoneInfo(default_zone))
        return _to_come(midnight.astimezone(UTC), now, text)
    if not _MOMENT.fullmatch(words):
        raise PhraseError(say("`{text}` is not a time.", text=text), END_FORMS)
    return parse_moment(text, now, default_zone)


def _to_come(moment: datetime, now: datetime, text: str) -> datetime:
    if moment < now - _SLACK:
        raise PhraseError(say("`{text}` has gone by.", text=text), say("Write a time to come."))
    if moment > now + HORIZON_DAYS * DAY:
        raise PhraseError(
            say("`{text}` is too far away.", text=text), say("Write a time within {days} days.", days=HORIZON_DAYS)
        )
    return moment


def _on(day: date, at: time, there: ZoneInfo, text: str) -> datetime:
    local = datetime.combine(day, at, tzinfo=there)
    moment = local.astimezone(UTC)
    if moment.astimezone(there).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise PhraseError(
            say("No clock in {zone} shows `{text}`: it is put forward then.", zone=there.key, text=text),
            say("Write another time."),
        )
    return moment


def _next(at: time, now: datetime, there: ZoneInfo) -> datetime:
    today = now.astimezone(there).date()
    days = (today + ahead * DAY for ahead in range(3))
    # Where the clock skips it, the time of that day is when the clock has jumped.
    return next(found for day in days if (found := datetime.combine(day, at, tzinfo=there).astimezone(UTC)) > now)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PhraseError(
            say("`{text}` is not a day of the calendar.", text=text), say("Write one that is, as in 2026-12-01.")
        ) from None
