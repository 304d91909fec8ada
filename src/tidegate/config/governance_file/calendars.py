"""Whose public holidays there is a calendar of."""

from __future__ import annotations

from difflib import get_close_matches

from tidegate.core.windows.faults import PhraseError
from tidegate.core.windows.model import Holidays


def refuse_unknown(phrase: Holidays) -> None:
    """Look a country, and a part of it, up in the table of those whose holidays are known.

    Raises:
        PhraseError: There is no such country, or no such part of it.
    """
    # Some tenths of a second to import: paid only where a file asks for holidays.
    from holidays import country_holidays
    from holidays.registry import COUNTRIES

    codes = {names[1] for names in COUNTRIES.values()}
    if phrase.country not in codes:
        message = f"`{phrase.country}` is not a country whose holidays are known."
        raise PhraseError(message, f"Write its code of two letters{_near(phrase.country, codes)}.")
    parts = country_holidays(phrase.country).subdivisions
    if phrase.part and phrase.part not in parts:
        message = f"`{phrase.part}` is not a part of {phrase.country} whose holidays are known."
        listed = f"Parts are {', '.join(parts)}." if parts else f"Write `holidays: {phrase.country}`."
        raise PhraseError(message, listed)


def _near(code: str, codes: set[str]) -> str:
    close = sorted(get_close_matches(code, codes, n=3, cutoff=0.5))
    return f", such as {', '.join(close)}" if close else ""
