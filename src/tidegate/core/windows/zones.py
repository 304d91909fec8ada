"""Time zones as people write them: IANA names, and the abbreviations that mean one place only."""

from __future__ import annotations

from difflib import get_close_matches
from zoneinfo import ZoneInfo, available_timezones

ABBREVIATIONS = {
    "UTC": "UTC",
    "Z": "UTC",
    "GMT": "UTC",
    "KST": "Asia/Seoul",
    "JST": "Asia/Tokyo",
    "HKT": "Asia/Hong_Kong",
    "SGT": "Asia/Singapore",
    "WET": "Europe/Lisbon",
    "WEST": "Europe/Lisbon",
    "CET": "Europe/Berlin",
    "CEST": "Europe/Berlin",
    "EET": "Europe/Helsinki",
    "EEST": "Europe/Helsinki",
    "EDT": "America/New_York",
    "PDT": "America/Los_Angeles",
    "NZST": "Pacific/Auckland",
    "NZDT": "Pacific/Auckland",
}
"""A summer-time abbreviation means the place, not the offset: the clock on the wall counts all year."""

AMBIGUOUS = {
    "AEST": ("Australia/Sydney", "Australia/Brisbane"),
    "AST": ("America/Halifax", "Asia/Riyadh"),
    "BST": ("Europe/London", "Asia/Dhaka"),
    "CDT": ("America/Chicago", "America/Havana"),
    "CST": ("America/Chicago", "Asia/Shanghai", "America/Havana"),
    "EST": ("America/New_York", "America/Panama"),
    "IST": ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"),
    "MST": ("America/Denver", "America/Phoenix"),
    "PST": ("America/Los_Angeles", "Asia/Manila"),
}


class ZoneError(ValueError):
    """The word names no time zone, or several.

    Attributes:
        message: What is wrong, one sentence.
        suggestion: What to write instead.
    """

    def __init__(self, message: str, suggestion: str) -> None:
        self.message = message
        self.suggestion = suggestion
        super().__init__(f"{message} {suggestion}")


def zone_named(word: str) -> str:
    """The IANA name somebody means.

    Raises:
        ZoneError: The word is unknown or ambiguous; the suggestion names candidates.
    """
    known = ABBREVIATIONS.get(word.upper())
    if known:
        return known
    candidates = AMBIGUOUS.get(word.upper())
    if candidates:
        raise ZoneError(f"`{word}` names more than one time zone.", f"Write one of: {', '.join(candidates)}.")
    if not _exists(word):
        raise ZoneError(f"`{word}` is not a time zone.", _nearest(word))
    return word


def _exists(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):  # unknown; not a relative path; a directory such as `Asia`
        return False
    return True


def _nearest(word: str) -> str:
    by_lower = {name.lower(): name for name in available_timezones()}
    near = get_close_matches(word.lower(), by_lower, n=1)
    example = by_lower[near[0]] if near else "Asia/Seoul"
    return f"Did you mean `{example}`?" if near else f"Write an IANA name such as `{example}`."
