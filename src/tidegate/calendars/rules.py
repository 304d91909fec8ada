"""The days of `RRULE:` phrases, by dateutil."""

from __future__ import annotations

from datetime import date, datetime, time

from dateutil.rrule import rrulestr

from tidegate.core.windows.model import Rule

#: The calendar is the same every 400 years. Dateutil looks for the next day until the year 9999, which takes seconds
#: for a rule that never comes; moved there, a rule is given up soon.
_SHIFT = 19 * 400


def days_of_rule(rule: Rule, first: date, last: date) -> tuple[date, ...]:
    """The days from `first` to `last`, both included, that the rule names."""
    parts = ";".join(f"{name}={value}" for name, value in rule.parts.items() if name != "UNTIL")
    end = min(last, rule.until) if rule.until else last
    recurring = rrulestr(f"RRULE:{parts}", dtstart=_far(rule.begins or first))
    return tuple(
        found.date().replace(year=found.year - _SHIFT) for found in recurring.between(_far(first), _far(end), inc=True)
    )


def _far(day: date) -> datetime:
    return datetime.combine(day.replace(year=day.year + _SHIFT), time(0))
