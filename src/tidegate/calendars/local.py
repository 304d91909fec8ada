"""A calendar that needs no network: what libraries know of holidays and recurrence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import assert_never

from tidegate.calendars.public_holidays import days_of_holidays
from tidegate.calendars.rules import days_of_rule
from tidegate.core.windows.model import Calendar, Holidays, Interval, Looked, Phrase, Rule
from tidegate.core.windows.walls import joined, spans_of_day

_DAY = timedelta(days=1)
_AROUND = timedelta(days=2)
"""Days of other zones, and hours that go past midnight, reach into the time asked about."""


class LocalCalendars:
    """Answers from tables and rules."""

    def look_up(self, phrases: Iterable[Phrase], first: date, last: date) -> Calendar:
        span = Interval(start=_midnight(first), end=_midnight(last + _DAY))
        needed = [phrase for phrase in phrases if isinstance(phrase, Holidays | Rule)]
        found = {phrase.text: _intervals(phrase, first - _AROUND, last + _AROUND) for phrase in needed}
        return Calendar(span=span, known={text: known for text, known in found.items() if known is not None})


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=UTC)


def _intervals(phrase: Looked, first: date, last: date) -> tuple[Interval, ...] | None:
    days = _days(phrase, first, last)
    if days is None:
        return None
    spans = (span for day in days for span in spans_of_day(day, phrase.start, phrase.end, phrase.zone))
    return joined(spans)


def _days(phrase: Looked, first: date, last: date) -> tuple[date, ...] | None:
    match phrase:
        case Holidays():
            return days_of_holidays(phrase, first, last)
        case Rule():
            return days_of_rule(phrase, first, last)
        case _:
            assert_never(phrase)
