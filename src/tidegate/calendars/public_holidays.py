"""The days of `holidays:` phrases, by the holidays library."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from holidays import country_holidays

from tidegate.core.windows.model import Holidays


@lru_cache(maxsize=64)
def days_of_holidays(phrase: Holidays, first: date, last: date) -> tuple[date, ...] | None:
    """The public holidays from `first` to `last`, both included; None when they are not known for all these years."""
    try:
        known = country_holidays(phrase.country, subdiv=phrase.part or None, years=range(first.year, last.year + 1))
    except NotImplementedError:
        return None
    if first.year < known.start_year or last.year > known.end_year:
        return None
    return tuple(sorted(day for day in known if first <= day <= last))
