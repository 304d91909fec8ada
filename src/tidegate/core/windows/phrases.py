"""Deployment windows as people write them, read into values: `24/7`, days with hours, dates, recurrences, calendars."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from tidegate.core.windows.faults import PhraseError, not_understood
from tidegate.core.windows.hours import Hours, split_hours
from tidegate.core.windows.model import Always, Dates, Holidays, Phrase
from tidegate.core.windows.recurrences import recurrence
from tidegate.core.windows.rrule import rule

_DATES = re.compile(r"(\d{4}-\d{2}-\d{2})(?:~(\d{4}-\d{2}-\d{2}))?")
_HOLIDAYS = re.compile(r"holidays?: ?(?P<country>[A-Za-z]{2})(?:-(?P<part>[A-Za-z0-9]{1,6}))?", re.IGNORECASE)


def parse(text: str, default_zone: str) -> Phrase:
    """Read one phrase.

    Args:
        text: One of `faults.FORMS`, with hours and a zone behind it where it has days.
        default_zone: IANA name used where the text names no zone.

    Raises:
        PhraseError: Anything else.
    """
    tight = tightened(text)
    if tight == "24/7":
        return Always()
    what, hours = split_hours(tight, default_zone)
    if found := _DATES.fullmatch(what):
        return _dates(text, found, hours)
    if found := _HOLIDAYS.fullmatch(what):
        return _holidays(text, found, hours)
    phrase = rule(what, hours, text) or recurrence(what, hours, text)
    if phrase is None:
        raise not_understood(text)
    return phrase


def tightened(text: str) -> str:
    """One space between words, none around `-`, `~` and `,`; typographic dashes and wide letters made plain."""
    plain = unicodedata.normalize("NFKC", text.strip())
    dashed = re.sub(r"[〜∼]", "~", re.sub(r"[–—]", "-", plain))
    return re.sub(r"\s+", " ", re.sub(r"\s*([-~,])\s*", r"\1", dashed))


def _dates(text: str, found: re.Match[str], hours: Hours) -> Dates:
    first = _date(found[1])
    last = _date(found[2] or found[1])
    if last < first:
        raise PhraseError(f"`{text}` ends before it begins.", f'Write "{last} ~ {first}".')
    return Dates(first=first, last=last, zone=hours.zone, text=text, start=hours.start, end=hours.end)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PhraseError(f"`{text}` is not a day of the calendar.", "Dates are written YYYY-MM-DD.") from None


def _holidays(text: str, found: re.Match[str], hours: Hours) -> Holidays:
    return Holidays(
        country=found["country"].upper(),
        part=(found["part"] or "").upper(),
        start=hours.start,
        end=hours.end,
        zone=hours.zone,
        text=text,
    )
