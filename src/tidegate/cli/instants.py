"""Instants and spans of time as they are given on the command line."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tidegate.core.windows.zones import ZoneError, zone_named

HELP = '`2026-12-01T10:00+09:00`, or `"2026-12-01 10:00 KST"`'
_SPAN = re.compile(r"([1-9][0-9]{0,4})([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


class NoInstant(ValueError):
    """The text is no instant, or no span; the message says what to write."""


def instant_of(text: str, zone: str = "UTC") -> datetime:
    """An aware instant. `zone` holds where the text names none.

    Raises:
        NoInstant: It is none.
    """
    words, _, last = text.strip().rpartition(" ")
    if words and last[:1].isalpha():
        try:
            return _read(words).replace(tzinfo=ZoneInfo(zone_named(last)))
        except ZoneError as error:
            raise NoInstant(str(error)) from None
    found = _read(text.strip())
    return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))


def span_of(text: str) -> timedelta:
    """`30d`, `12h`, `90m`, `4w`.

    Raises:
        NoInstant: It is none.
    """
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        raise NoInstant(f"`{text}` is no span of time. Write `30d`, `12h`, `90m` or `4w`.")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def _read(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise NoInstant(f"`{text}` is no instant. Write {HELP}.") from None
