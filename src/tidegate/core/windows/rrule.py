"""`RRULE:` phrases: which rules of RFC 5545 are taken. What they mean is for a calendar to say.

A rule gives days, so its occurrences are few; hours stand behind it as in every phrase.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from tidegate.core.windows.faults import PhraseError, nearest
from tidegate.core.windows.hours import Hours
from tidegate.core.windows.model import Rule

_RULE = re.compile(r"(?:DTSTART(?:;VALUE=DATE)?[:=](?P<begins>\S+) )?RRULE: ?(?P<parts>\S+)", re.IGNORECASE)
_FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
_TOO_OFTEN = ("HOURLY", "MINUTELY", "SECONDLY")
_CLOCK = ("BYHOUR", "BYMINUTE", "BYSECOND")
_WEEKDAY = "(MO|TU|WE|TH|FR|SA|SU)"


def _numbers(highest: int) -> re.Pattern[str]:
    """A list of whole numbers of at most as many digits, signs allowed; the calendar looks at their values."""
    one = rf"[+-]?\d{{1,{len(str(highest))}}}"
    return re.compile(rf"{one}(,{one})*")


_PARTS = {
    "FREQ": re.compile("|".join(_FREQUENCIES)),
    "INTERVAL": re.compile(r"[1-9]\d{0,2}"),
    "COUNT": re.compile(r"[1-9]\d{0,3}"),
    "UNTIL": re.compile(r"\d{8}(T\d{6}Z?)?"),
    "BYMONTH": _numbers(12),
    "BYMONTHDAY": _numbers(31),
    "BYYEARDAY": _numbers(366),
    "BYWEEKNO": _numbers(53),
    "BYDAY": re.compile(rf"([+-]?\d{{1,2}})?{_WEEKDAY}(,([+-]?\d{{1,2}})?{_WEEKDAY})*"),
    "BYSETPOS": _numbers(366),
    "WKST": re.compile(_WEEKDAY),
}
_LIMITS = {"BYMONTH": 12, "BYMONTHDAY": 31, "BYYEARDAY": 366, "BYWEEKNO": 53, "BYSETPOS": 366}
_COUNTING = ("MONTHLY", "YEARLY")
_FITTING = {
    "BYWEEKNO": ("YEARLY",),
    "BYYEARDAY": ("YEARLY",),
    "BYMONTHDAY": _COUNTING,
    "BYSETPOS": ("WEEKLY", *_COUNTING),
}
_YEARS = range(2000, 2200)
_DAYS = ("BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO")
_WITH_HOURS = 'Put hours behind the rule: "RRULE:FREQ=WEEKLY;BYDAY=FR 15:00-18:00".'


def rule(what: str, hours: Hours, text: str) -> Rule | None:
    """Read a rule; `text` is the whole phrase as written. None when it does not look like one.

    Raises:
        PhraseError: It is a rule that is not taken.
    """
    found = _RULE.fullmatch(what)
    if not found:
        return None
    parts = _parts(found["parts"].upper(), text)
    _fitting(parts, text)
    begins = _day(found["begins"]) if found["begins"] else None
    _complete(parts, begins, text)
    until = _day(parts["UNTIL"]) if "UNTIL" in parts else None
    return Rule(parts=parts, begins=begins, until=until, start=hours.start, end=hours.end, zone=hours.zone, text=text)


def _parts(written: str, text: str) -> Mapping[str, str]:
    parts: dict[str, str] = {}
    for piece in written.removesuffix(";").split(";"):
        name, _, value = piece.partition("=")
        _look_at(name, value)
        if name in parts:
            raise PhraseError(f"`{name}` stands twice in `{text}`.", "Keep one.")
        parts[name] = value
    if "FREQ" not in parts:
        raise PhraseError(f"`{text}` has no FREQ.", f"Begin it with RRULE:FREQ= and one of {', '.join(_FREQUENCIES)}.")
    return parts


def _look_at(name: str, value: str) -> None:
    """One part of a rule."""
    if name in _CLOCK or (name == "FREQ" and value in _TOO_OFTEN):
        raise PhraseError(f"`{name}={value}` is not taken: a rule here gives whole days.", _WITH_HOURS)
    if name not in _PARTS:
        near = nearest(name, _PARTS)
        suggestion = f"Did you mean `{near}`?" if near else f"Parts are {', '.join(_PARTS)}."
        raise PhraseError(f"`{name}` is not a part of a rule.", suggestion)
    if not _PARTS[name].fullmatch(value) or not _within(name, value):
        raise PhraseError(f"`{name}={value}` cannot be.", _example(name))


def _within(name: str, value: str) -> bool:
    limit = _LIMITS.get(name)
    if limit is None:
        return True
    lowest = 1 if name == "BYMONTH" else -limit
    return all(number and lowest <= number <= limit for number in map(int, value.split(",")))


def _example(name: str) -> str:
    if name == "FREQ":
        return f"FREQ is one of {', '.join(_FREQUENCIES)}."
    if name in _LIMITS:
        return f"Write numbers from 1 to {_LIMITS[name]}, as in `{name}=1`."
    return {
        "INTERVAL": "Write 1 to 999.",
        "COUNT": "Write 1 to 9999.",
        "UNTIL": "Write a day as in `UNTIL=20261231`.",
        "BYDAY": "Write days as in `BYDAY=MO,TU` or `BYDAY=-1FR`.",
        "WKST": "Write a day as in `WKST=MO`.",
    }[name]


def _fitting(parts: Mapping[str, str], text: str) -> None:
    """Parts that say nothing in the rule's frequency."""
    frequency = parts["FREQ"]
    for name, fitting in _FITTING.items():
        if name in parts and frequency not in fitting:
            raise PhraseError(f"`{name}` does not go with FREQ={frequency} in `{text}`.", _write_freq(fitting))
    if re.search(r"\d", parts.get("BYDAY", "")) and frequency not in _COUNTING:
        raise PhraseError(f"`{text}` counts days of the week in FREQ={frequency}.", _write_freq(_COUNTING))


def _write_freq(frequencies: tuple[str, ...]) -> str:
    return f"Write {' or '.join(f'FREQ={one}' for one in frequencies)}."


def _complete(parts: Mapping[str, str], begins: date | None, text: str) -> None:
    """Without a first day, a rule must not count from one."""
    if begins is not None:
        return
    counts = [name for name in ("COUNT", "INTERVAL") if parts.get(name, "1") != "1" or name == "COUNT" in parts]
    if counts:
        suggestion = f'Say from when: "DTSTART:20260105 {text}".'
        raise PhraseError(f"`{text}` counts with {counts[0]}, and nobody says from which day.", suggestion)
    if parts["FREQ"] != "DAILY" and not any(name in parts for name in _DAYS):
        suggestion = 'Add it, as in "RRULE:FREQ=MONTHLY;BYDAY=-1FR".'
        raise PhraseError(f"`{text}` does not say which day: BYDAY or BYMONTHDAY is missing.", suggestion)


def _day(written: str) -> date:
    digits = written.replace("-", "")[:8]
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise PhraseError(f"`{written}` is not a day of the calendar.", "Write it as in `20261231`.") from None
    if day.year not in _YEARS:
        raise PhraseError(f"`{written}` is too far away.", f"Years go from {_YEARS[0]} to {_YEARS[-1]}.")
    return day
