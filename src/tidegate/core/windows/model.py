"""Deployment windows as values. Times of day are local to the phrase's zone.

A phrase with hours goes from `start` (included) to `end` (excluded); an end that is not after the start is on the next
day, so midnight to midnight is a whole day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from tidegate.core.marks import Mark

MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Always:
    """`24/7`."""

    text: str = "24/7"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """`Mon-Thu 09:00-17:00 KST`, `매주 금요일`: some days of the week.

    Attributes:
        days: 0 is Monday.
        zone: IANA name.
        text: As written.
    """

    days: frozenset[int]
    start: time
    end: time
    zone: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Monthly:
    """`매월 마지막 금요일`, `1st of every month`: one day of each month that has it.

    Attributes:
        nth: From 1; -1 is the last.
        weekday: What is counted: 0 is Monday; None counts days.
    """

    nth: int
    weekday: int | None
    start: time
    end: time
    zone: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Yearly:
    """`매년 12월 25일`: one day of each year that has it."""

    month: int
    day: int
    start: time
    end: time
    zone: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """`2024-12-24 ~ 2024-12-26`: days in `zone`, both ends included."""

    first: date
    last: date
    zone: str
    text: str
    start: time = MIDNIGHT
    end: time = MIDNIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Holidays:
    """`holidays: KR`, `holidays: US-CA`: the public holidays of a country or a part of it.

    Attributes:
        country: ISO 3166-1 code, two letters.
        part: The code behind the dash; empty for the whole country.
    """

    country: str
    part: str
    start: time
    end: time
    zone: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`RRULE:FREQ=WEEKLY;BYDAY=FR`: days by RFC 5545, parts in upper case.

    Attributes:
        begins: `DTSTART`; None where the rule needs none.
        until: Its last day; None when it has no `UNTIL`.
    """

    parts: Mapping[str, str]
    begins: date | None
    until: date | None
    start: time
    end: time
    zone: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """From `start` (included) to `end` (excluded), aware instants."""

    start: datetime
    end: datetime


Computed = Weekly | Monthly | Yearly | Dates
"""Phrases whose days follow from the date."""
Looked = Holidays | Rule
"""Phrases whose days only a calendar knows."""
Phrase = Always | Computed | Looked


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """What a calendar said.

    Attributes:
        span: The time it was asked about: outside nothing is known. None when it was not asked at all.
        known: Text of a phrase → its intervals, in order, none touching another. A phrase that is missing is unknown.
    """

    span: Interval | None = None
    known: Mapping[str, tuple[Interval, ...]] = field(default_factory=dict)


NO_CALENDAR = Calendar()


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """A closed period. `because` is the comment written beside it; may be empty."""

    phrase: Phrase
    because: str = ""
    at: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """When an environment may be deployed to: inside any of `allowed`, outside every restriction."""

    allowed: tuple[Phrase, ...]
    restrictions: tuple[Restriction, ...] = ()
    at: Mark | None = None

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        return (*self.allowed, *(restriction.phrase for restriction in self.restrictions))

    def zone(self, default: str) -> str:
        """IANA name of the zone its hours are written in; `default` when it has none."""
        return next((phrase.zone for phrase in self.allowed if not isinstance(phrase, Always)), default)
