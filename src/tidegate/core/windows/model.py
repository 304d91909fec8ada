"""Deployment windows as values. Times of day are local to the window's zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from tidegate.core.marks import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Always:
    """`24/7`."""

    text: str = "24/7"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """`Mon-Thu 09:00-17:00 KST`: some days of the week, from `start` (included) to `end` (excluded).

    Attributes:
        days: 0 is Monday.
        end: Not after `start` means the next day.
        zone: IANA name.
        text: As written.
    """

    days: frozenset[int]
    start: time
    end: time
    zone: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """`2024-12-24 ~ 2024-12-26`: whole days in `zone`, both ends included."""

    first: date
    last: date
    zone: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """From `start` (included) to `end` (excluded), aware instants."""

    start: datetime
    end: datetime


Phrase = Always | Weekly | Dates


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
