"""When a single phrase holds: until when it does at an instant, and when it begins next."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import chain, pairwise
from zoneinfo import ZoneInfo

from tidegate.core.windows.days import DAY, days_of
from tidegate.core.windows.model import MIDNIGHT, Always, Calendar, Computed, Dates, Holidays, Interval, Phrase, Rule
from tidegate.core.windows.walls import spans_of_day

FOR_EVER = datetime.max.replace(tzinfo=UTC)
HORIZON_DAYS = 400
"""How far ahead openings and closings are looked for."""


def covering(phrase: Phrase, moment: datetime, calendar: Calendar) -> datetime | None:
    """The end, UTC, of the time in which the phrase holds at `moment`; None when it does not, or nobody knows."""
    match phrase:
        case Always():
            return FOR_EVER
        case Holidays() | Rule():
            found = _before(_looked_up(phrase, calendar), moment)
            return found.end if found and moment < found.end else None
        case _:
            today = moment.astimezone(ZoneInfo(phrase.zone)).date()
            near = chain.from_iterable(_spans(phrase, today - DAY, today))
            return max((span.end for span in near if span.start <= moment < span.end), default=None)


def following(phrase: Phrase, moment: datetime, calendar: Calendar) -> datetime | None:
    """The first instant, UTC, after `moment` at which the phrase begins to hold.

    None when it does not within the horizon, or when nobody knows.
    """
    match phrase:
        case Always():
            return None
        case Holidays() | Rule():
            intervals = _looked_up(phrase, calendar)
            later = bisect_right(intervals, moment, key=lambda interval: interval.start)
            return intervals[later].start if later < len(intervals) else None
        case _:
            return _following(phrase, moment)


def _following(phrase: Computed, moment: datetime) -> datetime | None:
    today = moment.astimezone(ZoneInfo(phrase.zone)).date()
    occurrences = _spans(phrase, today - DAY, today + HORIZON_DAYS * DAY)
    # Where the clock is put back, an occurrence may begin before the one before it begins again.
    for here, after in pairwise(chain(occurrences, [()])):
        later = [span.start for span in here if span.start > moment]
        if later:
            return min((*later, *(span.start for span in after if span.start > moment)))
    return None


def _spans(phrase: Computed, first: date, last: date) -> Iterator[tuple[Interval, ...]]:
    """What begins from day `first` to day `last`, one occurrence after the other."""
    if isinstance(phrase, Dates) and phrase.start == phrase.end == MIDNIGHT:
        if phrase.first <= last and first <= phrase.last:
            yield spans_of_day(phrase.first, phrase.start, phrase.end, phrase.zone, last=phrase.last)
        return
    for day in days_of(phrase, first, last):
        yield spans_of_day(day, phrase.start, phrase.end, phrase.zone)


def _looked_up(phrase: Holidays | Rule, calendar: Calendar) -> tuple[Interval, ...]:
    return calendar.known.get(phrase.text, ())


def _before(intervals: tuple[Interval, ...], moment: datetime) -> Interval | None:
    """The last interval that has begun."""
    begun = bisect_right(intervals, moment, key=lambda interval: interval.start)
    return intervals[begun - 1] if begun else None
