"""Phrases of a window that are over for good: dates gone by, rules past their end."""

from __future__ import annotations

from datetime import date, datetime

from tidegate.core.windows.model import Dates, Phrase, Restriction, Rule, Window
from tidegate.core.windows.walls import spans_of_day


def stale(window: Window, now: datetime) -> tuple[Restriction, ...]:
    """The restrictions that never close anything again; `now` is aware."""
    return tuple(one for one in window.restrictions if _is_over(one.phrase, now))


def never_opens(window: Window, now: datetime) -> bool:
    """Whether everything the window is open in lies in the past; `now` is aware."""
    return all(_is_over(phrase, now) for phrase in window.allowed)


def _is_over(phrase: Phrase, now: datetime) -> bool:
    match phrase:
        case Dates():
            last = phrase.last
        case Rule(until=date() as until):
            last = until
        case _:
            return False
    return all(span.end <= now for span in spans_of_day(last, phrase.start, phrase.end, phrase.zone))
