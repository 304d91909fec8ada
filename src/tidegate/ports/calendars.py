"""Days that cannot be computed from a phrase: public holidays, rules of recurrence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from tidegate.core.windows.model import Calendar, Phrase


class Calendars(Protocol):
    def look_up(self, phrases: Iterable[Phrase], first: date, last: date) -> Calendar:
        """When the phrases that need a calendar hold, from the beginning of `first` to the end of `last`, days of UTC.

        A phrase nobody knows anything of in all of that time is left out. Takes long: call it in a thread.
        """
        ...
