"""Deployment windows as people write them, read into values: `24/7`, days with hours, dates."""

from __future__ import annotations

import re
from datetime import date, time

from tidegate.core.windows.model import Always, Dates, Phrase, Weekly
from tidegate.core.windows.zones import ZoneError, zone_named

FORMS = 'This version reads "24/7", "Mon-Thu 09:00-17:00 KST", "2026-12-24" and "2026-12-24 ~ 2026-12-26".'

_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_KOREAN = "월화수목금토일"
_DAYS = {
    **{name: index for index, name in enumerate(_ENGLISH)},
    **{name[:3]: index for index, name in enumerate(_ENGLISH)},
    **{letter: index for index, letter in enumerate(_KOREAN)},
    **{f"{letter}요일": index for index, letter in enumerate(_KOREAN)},
    "tues": 1,
    "thur": 3,
    "thurs": 3,
}
_DATES = re.compile(r"(\d{4}-\d{2}-\d{2})(?:~(\d{4}-\d{2}-\d{2}))?")
_WEEKLY = re.compile(r"(?P<days>[^\d\s]+) (?P<start>\d{1,2}:\d{2})-(?P<end>\d{1,2}:\d{2})(?: (?P<zone>\S+))?")


class PhraseError(ValueError):
    """The text is no window this version reads.

    Attributes:
        message: What is wrong, one sentence.
        suggestion: What to write instead.
    """

    def __init__(self, message: str, suggestion: str = FORMS) -> None:
        self.message = message
        self.suggestion = suggestion
        super().__init__(f"{message} {suggestion}")


def parse(text: str, default_zone: str) -> Phrase:
    """Read one phrase.

    Args:
        text: `24/7`, `Mon-Thu 09:00-17:00 KST`, `월-목 09:00-17:00`, `2026-12-24 ~ 2026-12-26`.
        default_zone: IANA name used where the text names no zone.

    Raises:
        PhraseError: Anything else.
    """
    tight = _tightened(text)
    if tight == "24/7":
        return Always()
    if dates := _DATES.fullmatch(tight):
        return _dates(text, dates, default_zone)
    if weekly := _WEEKLY.fullmatch(tight):
        return _weekly(text, weekly, default_zone)
    raise PhraseError(f"`{text}` is not a time this version understands.")


def _tightened(text: str) -> str:
    """One space between words, none around `-`, `~` and `,`; a typographic dash is a dash."""
    dashed = re.sub(r"[–—]", "-", text.strip())
    return re.sub(r"\s+", " ", re.sub(r"\s*([-~,])\s*", r"\1", dashed))


def _dates(text: str, found: re.Match[str], zone: str) -> Dates:
    first = _date(found[1])
    last = _date(found[2] or found[1])
    if last < first:
        raise PhraseError(f"`{text}` ends before it begins.", f'Write "{last} ~ {first}".')
    return Dates(first=first, last=last, zone=zone, text=text)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PhraseError(f"`{text}` is not a day of the calendar.", "Dates are written YYYY-MM-DD.") from None


def _weekly(text: str, found: re.Match[str], default_zone: str) -> Weekly:
    days = frozenset[int]().union(*(_days(part) for part in found["days"].split(",")))
    start = _time(found["start"])
    end = time(0) if found["end"] == "24:00" else _time(found["end"])
    if start == end and found["end"] != "24:00":
        raise PhraseError(f"`{text}` begins and ends at the same time.", "For whole days write 00:00-24:00.")
    return Weekly(days=days, start=start, end=end, zone=_zone(found["zone"] or default_zone), text=text)


def _days(part: str) -> frozenset[int]:
    """`Mon`, `Mon-Thu`, `Fri-Mon`, `월~목`: the days meant, both ends included."""
    first, _, last = part.replace("~", "-").partition("-")
    begin = _day(first)
    length = (_day(last) - begin) % 7 if last else 0
    return frozenset((begin + step) % 7 for step in range(length + 1))


def _day(word: str) -> int:
    index = _DAYS.get(word.lower())
    if index is None:
        raise PhraseError(f"`{word}` is not a day of the week.", "Write Mon to Sun, or 월 to 일.")
    return index


def _time(text: str) -> time:
    hour, minute = text.split(":")
    try:
        return time(int(hour), int(minute))
    except ValueError:
        raise PhraseError(f"`{text}` is not a time of day.", "Times go from 00:00 to 24:00.") from None


def _zone(word: str) -> str:
    try:
        return zone_named(word)
    except ZoneError as wrong:
        raise PhraseError(wrong.message, wrong.suggestion) from None
