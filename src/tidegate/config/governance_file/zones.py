"""Names of time zones."""

from __future__ import annotations

from zoneinfo import ZoneInfo, available_timezones

from tidegate.config.problems import broken, did_you_mean
from tidegate.core.windows.zones import ABBREVIATIONS


def known_zone(name: str) -> str:
    """The name itself, when it is an IANA zone; for pydantic."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise broken(f"`{name}` is not a time zone.", _closest(name)) from None
    return name


def _closest(name: str) -> str:
    if name.upper() in ABBREVIATIONS:
        return f"Did you mean `{ABBREVIATIONS[name.upper()]}`?"
    zones = available_timezones()
    by_city = {zone.rpartition("/")[2]: zone for zone in sorted(zones)}
    city = name.replace(" ", "_").title()
    if city in by_city:
        return f"Did you mean `{by_city[city]}`?"
    close = did_you_mean(name, zones)
    return close if close.startswith("Did") else "Write an IANA name, as in `Asia/Seoul`."
