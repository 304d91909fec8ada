"""Days that come again, in English and Korean: `last Friday of every month`, `매월 말일`, `every December 25`."""

from __future__ import annotations

import re
from calendar import monthrange

from tidegate.core.windows.faults import PhraseError
from tidegate.core.windows.hours import Hours
from tidegate.core.windows.model import Monthly, Weekly, Yearly
from tidegate.core.windows.vocabulary import LAST, month, ordinal, weekday, weekdays

Recurrence = Weekly | Monthly | Yearly

_OF_MONTH = r"of (?:every|each|the) month"
_NTH_WEEKDAY = (
    re.compile(rf"(?:(?:every|each|the) )?(?P<nth>\w+) (?P<weekday>\w+) {_OF_MONTH}", re.IGNORECASE),
    re.compile(r"매[월달] (?P<nth>(?:\w+ 번째)|\w+?) (?P<weekday>[월화수목금토일](?:요일)?)"),
)
_NTH_DAY = (
    re.compile(rf"(?:(?:every|each|the) )?(?P<nth>\w+)(?: day)? {_OF_MONTH}", re.IGNORECASE),
    re.compile(r"매[월달] (?P<nth>\d{1,2})일"),
    re.compile(r"매[월달] (?P<nth>마지막) ?날"),
    re.compile(r"매[월달] (?P<nth>말)일"),
)
_DAY_OF_YEAR = (
    re.compile(r"every (?:year on )?(?P<month>[a-z]+) (?P<day>\d{1,2})(?:st|nd|rd|th)?", re.IGNORECASE),
    re.compile(r"every (?P<day>\d{1,2})(?:st|nd|rd|th)? (?:of )?(?P<month>[a-z]+)", re.IGNORECASE),
    re.compile(r"매[년해] (?P<month>\d{1,2})월 ?(?P<day>\d{1,2})일"),
)
_WEEKLY = (
    re.compile(r"(?:every|each) (?P<days>[^\d\s]+)", re.IGNORECASE),
    re.compile(r"매주 (?P<days>[^\d\s]+)"),
)
_BARE = re.compile(r"[^\d\s:]+")
_LEAP_YEAR = 2024


def recurrence(what: str, hours: Hours, text: str) -> Recurrence | None:
    """Read the days; `text` is the whole phrase as written. None when it is no recurrence.

    Raises:
        PhraseError: It is one, of days that do not exist.
    """
    if found := _match(_NTH_WEEKDAY, what):
        return _nth_weekday(found, hours, text)
    if found := _match(_NTH_DAY, what):
        return _nth_day(found, hours, text)
    if found := _match(_DAY_OF_YEAR, what):
        return _day_of_year(found, hours, text)
    if found := _match(_WEEKLY, what):
        return _weekly(found["days"], hours, text)
    return _bare(what, hours, text) if _BARE.fullmatch(what) else None


def _match(patterns: tuple[re.Pattern[str], ...], what: str) -> re.Match[str] | None:
    return next((found for pattern in patterns if (found := pattern.fullmatch(what))), None)


def _nth_weekday(found: re.Match[str], hours: Hours, text: str) -> Monthly | None:
    nth = ordinal(found["nth"].replace(" ", ""))
    if nth is None:
        return None
    if found["weekday"].lower() == "day":
        return _monthly(nth, None, hours, text)
    if nth > 5:
        raise PhraseError(
            f"`{text}` never comes: no month has more than five of a weekday.", "Write first to fifth, or last."
        )
    return _monthly(nth, weekday(found["weekday"]), hours, text)


def _nth_day(found: re.Match[str], hours: Hours, text: str) -> Monthly | None:
    written = found["nth"]
    nth = int(written) if written.isdecimal() else LAST if written == "말" else ordinal(written)
    return None if nth is None else _monthly(nth, None, hours, text)


def _monthly(nth: int, counted: int | None, hours: Hours, text: str) -> Monthly:
    if nth == 0 or nth > 31:
        raise PhraseError(f"`{text}` never comes: no month has that day.", "Days of a month go from 1 to 31.")
    return Monthly(nth=nth, weekday=counted, start=hours.start, end=hours.end, zone=hours.zone, text=text)


def _day_of_year(found: re.Match[str], hours: Hours, text: str) -> Yearly:
    written, day = found["month"], int(found["day"])
    number = int(written) if written.isdecimal() else month(written)
    if not 1 <= number <= 12 or not 1 <= day <= monthrange(_LEAP_YEAR, number)[1]:
        raise PhraseError(f"`{text}` never comes: the calendar has no such day.", 'Write it as in "every December 25".')
    return Yearly(month=number, day=day, start=hours.start, end=hours.end, zone=hours.zone, text=text)


def _bare(what: str, hours: Hours, text: str) -> Weekly | None:
    """`Mon-Thu`, `평일`: with hours behind it, a word that is no day is taken for a slip of the pen."""
    try:
        return _weekly(what, hours, text)
    except PhraseError:
        if hours.whole_day:
            return None
        raise


def _weekly(days: str, hours: Hours, text: str) -> Weekly:
    return Weekly(days=weekdays(days), start=hours.start, end=hours.end, zone=hours.zone, text=text)
