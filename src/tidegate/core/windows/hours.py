"""The end of a phrase: `15:00-18:00 KST`, hours of a day and the zone they are in, both optional."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from tidegate.core.windows.faults import PhraseError
from tidegate.core.windows.model import MIDNIGHT
from tidegate.core.windows.zones import ABBREVIATIONS, AMBIGUOUS, ZoneError, zone_named

_HOURS = re.compile(r"(?P<what>.+?) (?P<start>\d{1,2}:\d{2})-(?P<end>\d{1,2}:\d{2})(?: (?P<zone>\S+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """From `start` to `end` in a zone; a whole day when nobody says."""

    start: time = MIDNIGHT
    end: time = MIDNIGHT
    zone: str

    @property
    def whole_day(self) -> bool:
        return self.start == self.end == MIDNIGHT


def split_hours(tight: str, default_zone: str) -> tuple[str, Hours]:
    """What stands before the hours, and the hours.

    Raises:
        PhraseError: The hours or the zone cannot be.
    """
    found = _HOURS.fullmatch(tight)
    if found:
        return found["what"], _hours(found, default_zone)
    what, _, last = tight.rpartition(" ")
    if what and ("/" in last or last.upper() in {*ABBREVIATIONS, *AMBIGUOUS}):
        return what, Hours(zone=zone(last))
    return tight, Hours(zone=default_zone)


def clock(text: str) -> time:
    """`9:00`, `17:30`.

    Raises:
        PhraseError: There is no such time of day.
    """
    hour, minute = text.split(":")
    try:
        return time(int(hour), int(minute))
    except ValueError:
        raise PhraseError(f"`{text}` is not a time of day.", "Times go from 00:00 to 24:00.") from None


def zone(word: str) -> str:
    """The IANA name somebody means.

    Raises:
        PhraseError: The word is unknown or ambiguous.
    """
    try:
        return zone_named(word)
    except ZoneError as wrong:
        raise PhraseError(wrong.message, wrong.suggestion) from None


def _hours(found: re.Match[str], default_zone: str) -> Hours:
    start = clock(found["start"])
    end = MIDNIGHT if found["end"] == "24:00" else clock(found["end"])
    if start == end and found["end"] != "24:00":
        written = f"{found['start']}-{found['end']}"
        raise PhraseError(f"`{written}` begins and ends at the same time.", "For whole days write 00:00-24:00.")
    return Hours(start=start, end=end, zone=zone(found["zone"]) if found["zone"] else default_zone)
