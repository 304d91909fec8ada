"""Restrictions that are over for good: dates gone by, rules past their end."""

from __future__ import annotations

from datetime import date, datetime

from tidegate.core.windows.model import Dates, Restriction, Rule, Window
from tidegate.core.windows.walls import spans_of_day


def stale(window: Window, now: datetime) -> tuple[Restriction, ...]:
    """The restrictions that never close anything again; `now` is aware."""
    return tuple(one for one in window.restrictions if _is_over(one, now))


def _is_over(restriction: Restriction, now: datetime) -> bool:
    match restriction.phrase:
        case Dates() as phrase:
            last = phrase.last
        case Rule(until=date() as until) as phrase:
            last = until
        case _:
            return False
    return all(span.end <= now for span in spans_of_day(last, phrase.start, phrase.end, phrase.zone))
