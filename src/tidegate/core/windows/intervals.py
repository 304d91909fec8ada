"""Whether a window is open at an instant, and when that changes.

A phrase that only a calendar knows, and about which the calendar said nothing, is unknown: it opens nothing, and a
window that may be closed by it is not open.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TypeGuard

from tidegate.core.windows.model import NO_CALENDAR, Calendar, Holidays, Looked, Phrase, Restriction, Rule, Window
from tidegate.core.windows.occurrences import HORIZON_DAYS, covering, following

_HORIZON = timedelta(days=HORIZON_DAYS)


def is_open(window: Window, now: datetime, calendar: Calendar = NO_CALENDAR) -> bool:
    """Surely inside any of `allowed` and outside every restriction. `now` is aware."""
    return (
        _allowed_until(window, now, calendar) is not None
        and closed_by(window, now, calendar) is None
        and not _unknown_restrictions(window, now, calendar)
    )


def closed_by(window: Window, now: datetime, calendar: Calendar = NO_CALENDAR) -> Restriction | None:
    """The first restriction that is known to be in force."""
    return next((one for one in window.restrictions if covering(one.phrase, now, calendar)), None)


def undecided_by(window: Window, now: datetime, calendar: Calendar = NO_CALENDAR) -> Phrase | None:
    """The first phrase that keeps anybody from saying whether the window is open; None when it is known."""
    if closed_by(window, now, calendar):
        return None
    allowed = _allowed_until(window, now, calendar) is not None
    unknown = _unknown_restrictions(window, now, calendar)
    if not allowed:
        possible = tuple(phrase for phrase in window.allowed if _is_unknown(phrase, now, calendar))
        return possible[0] if possible else None
    return unknown[0] if unknown else None


def next_opening(window: Window, now: datetime, calendar: Calendar = NO_CALENDAR) -> datetime | None:
    """The first instant, UTC, not before `now`, at which it is open; None when none is known within the horizon."""
    moment, end = now.astimezone(UTC), _known_until(window, now, calendar)
    while moment < end and not _unknown_restrictions(window, moment, calendar):
        closed = _latest(covering(one.phrase, moment, calendar) for one in window.restrictions)
        if closed is not None:
            moment = closed
        elif _allowed_until(window, moment, calendar) is not None:
            return moment
        else:
            opening = _earliest(following(phrase, moment, calendar) for phrase in window.allowed)
            if opening is None:
                return None
            moment = opening
    return None


def closes_at(window: Window, now: datetime, calendar: Calendar = NO_CALENDAR) -> datetime | None:
    """The instant, UTC, at which an open window closes.

    None when it is closed, or stays open as far as anybody knows.
    """
    if not is_open(window, now, calendar):
        return None
    end = _known_until(window, now, calendar)
    closing = _earliest(following(one.phrase, now, calendar) for one in window.restrictions)
    stop = min(end, closing) if closing else end
    moment = now.astimezone(UTC)
    while moment < stop:
        until = _allowed_until(window, moment, calendar)
        if until is None:
            return moment
        moment = until
    return closing if closing is not None and closing < end else None


def _allowed_until(window: Window, moment: datetime, calendar: Calendar) -> datetime | None:
    return _latest(covering(phrase, moment, calendar) for phrase in window.allowed)


def _unknown_restrictions(window: Window, moment: datetime, calendar: Calendar) -> tuple[Phrase, ...]:
    return tuple(one.phrase for one in window.restrictions if _is_unknown(one.phrase, moment, calendar))


def _is_unknown(phrase: Phrase, moment: datetime, calendar: Calendar) -> bool:
    if not _is_looked_up(phrase):
        return False
    span = calendar.span
    return phrase.text not in calendar.known or span is None or not span.start <= moment < span.end


def _is_looked_up(phrase: Phrase) -> TypeGuard[Looked]:
    return isinstance(phrase, Holidays | Rule)


def _known_until(window: Window, now: datetime, calendar: Calendar) -> datetime:
    """The horizon, or the end of what the calendar was asked about where the window needs one."""
    end = now.astimezone(UTC) + _HORIZON
    if calendar.span and any(map(_is_looked_up, window.phrases)):
        return min(end, calendar.span.end)
    return end


def _latest(moments: Iterator[datetime | None]) -> datetime | None:
    return max((moment for moment in moments if moment is not None), default=None)


def _earliest(moments: Iterator[datetime | None]) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)
