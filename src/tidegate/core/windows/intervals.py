"""Whether a window is open at an instant, and when that changes.

The clock on the wall of the phrase's zone decides, so an hour that happens twice counts twice and one that is skipped
does not count. Starts are included, ends excluded.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from tidegate.core.windows.model import Always, Dates, Phrase, Restriction, Weekly, Window

HORIZON_DAYS = 400
"""How far ahead openings and closings are looked for."""

_DAY = timedelta(days=1)


def is_open(window: Window, now: datetime) -> bool:
    """Inside any of `allowed` and outside every restriction. `now` is aware."""
    return any(_holds(phrase, now) for phrase in window.allowed) and closed_by(window, now) is None


def closed_by(window: Window, now: datetime) -> Restriction | None:
    """The first restriction in force."""
    return next((restriction for restriction in window.restrictions if _holds(restriction.phrase, now)), None)


def next_opening(window: Window, now: datetime) -> datetime | None:
    """The first instant, UTC, not before `now`, at which it is open; None when there is none within the horizon."""
    if is_open(window, now):
        return now
    return next((moment for moment in _moments_after(window, now) if is_open(window, moment)), None)


def closes_at(window: Window, now: datetime) -> datetime | None:
    """The instant, UTC, at which an open window closes; None when it is closed, or stays open past the horizon."""
    if not is_open(window, now):
        return None
    return next((moment for moment in _moments_after(window, now) if not is_open(window, moment)), None)


def _holds(phrase: Phrase, now: datetime) -> bool:
    match phrase:
        case Always():
            return True
        case Dates():
            return phrase.first <= now.astimezone(ZoneInfo(phrase.zone)).date() <= phrase.last
        case Weekly():
            return _holds_weekly(phrase, now.astimezone(ZoneInfo(phrase.zone)))
        case _:
            assert_never(phrase)


def _holds_weekly(phrase: Weekly, local: datetime) -> bool:
    today, clock = local.weekday() in phrase.days, local.time()
    if phrase.start < phrase.end:
        return today and phrase.start <= clock < phrase.end
    yesterday = (local.weekday() - 1) % 7 in phrase.days
    return (today and clock >= phrase.start) or (yesterday and clock < phrase.end)


def _moments_after(window: Window, now: datetime) -> Iterator[datetime]:
    """Every instant within the horizon at which the answer may change, in order."""
    phrases = (*window.allowed, *(restriction.phrase for restriction in window.restrictions))
    today = now.astimezone(UTC).date()
    for ahead in range(HORIZON_DAYS):
        day = today + ahead * _DAY
        found = {moment for phrase in phrases for moment in _moments_of(phrase, day)}
        yield from sorted(moment for moment in found if moment > now)


def _moments_of(phrase: Phrase, day: date) -> Iterator[datetime]:
    """Instants of one UTC day at which a phrase may begin or end: its own edges, and the clock being changed."""
    if isinstance(phrase, Always):
        return
    zone = ZoneInfo(phrase.zone)
    yield from _clock_changes(zone, day)
    clocks = (phrase.start, phrase.end, time(0)) if isinstance(phrase, Weekly) else (time(0),)
    for local_day in (day - _DAY, day, day + _DAY):
        for clock in clocks:
            for fold in (0, 1):
                moment = datetime.combine(local_day, clock.replace(fold=fold), tzinfo=zone).astimezone(UTC)
                if moment.date() == day:
                    yield moment


def _clock_changes(zone: ZoneInfo, day: date) -> Iterator[datetime]:
    """The instant of this UTC day at which the zone's offset changes, to the second."""
    before = datetime.combine(day, time(0), tzinfo=UTC)
    after = before + _DAY
    old = before.astimezone(zone).utcoffset()
    if after.astimezone(zone).utcoffset() == old:
        return
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        before, after = (middle, after) if middle.astimezone(zone).utcoffset() == old else (before, middle)
    yield after
