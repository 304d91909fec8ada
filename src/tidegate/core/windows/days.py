"""On which days a phrase begins, computed from the date alone."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import assert_never

from tidegate.core.windows.model import Computed, Dates, Monthly, Weekly, Yearly
from tidegate.core.windows.vocabulary import LAST

DAY = timedelta(days=1)


def days_of(phrase: Computed, first: date, last: date) -> Iterator[date]:
    """The days from `first` to `last`, both included, on which the phrase begins, in order."""
    match phrase:
        case Weekly():
            yield from (day for day in _every_day(first, last) if day.weekday() in phrase.days)
        case Dates():
            yield from _every_day(max(first, phrase.first), min(last, phrase.last))
        case Monthly():
            for year, month in _months(first, last):
                yield from _inside(_monthly(phrase, year, month), first, last)
        case Yearly():
            for year in range(first.year, last.year + 1):
                yield from _inside(_day(year, phrase.month, phrase.day), first, last)
        case _:
            assert_never(phrase)


def _every_day(first: date, last: date) -> Iterator[date]:
    return (first + ahead * DAY for ahead in range((last - first).days + 1))


def _months(first: date, last: date) -> Iterator[tuple[int, int]]:
    begin, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return ((number // 12, number % 12 + 1) for number in range(begin, end + 1))


def _inside(day: date | None, first: date, last: date) -> Iterator[date]:
    if day is not None and first <= day <= last:
        yield day


def _monthly(phrase: Monthly, year: int, month: int) -> date | None:
    """The day of one month; None when it has none, as of a fifth Monday."""
    weekday_of_first, length = monthrange(year, month)
    if phrase.weekday is None:
        return _day(year, month, length if phrase.nth == LAST else phrase.nth)
    first = 1 + (phrase.weekday - weekday_of_first) % 7
    if phrase.nth == LAST:
        return date(year, month, first + (length - first) // 7 * 7)
    return _day(year, month, first + 7 * (phrase.nth - 1))


def _day(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if day <= monthrange(year, month)[1] else None
