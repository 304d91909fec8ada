"""Quantities as people write them, in English and Korean: how long, how much of what was, how often in a row."""

from __future__ import annotations

import re
from decimal import Decimal

_SECONDS = {
    1: ("s", "sec", "secs", "second", "seconds", "초"),
    60: ("m", "min", "mins", "minute", "minutes", "분"),
    3600: ("h", "hr", "hrs", "hour", "hours", "시간"),
    86_400: ("d", "day", "days", "일"),
    604_800: ("w", "week", "weeks", "주"),
}
_UNITS = {word: seconds for seconds, words in _SECONDS.items() for word in words}
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_PART = f"([0-9]{{1,6}}) ?({_UNIT})"

DURATION = f"^{_PART}( ?{_PART})*( ?(간|동안))?$"
"""`30m`, `5 minutes`, `1h 30m`, `10분`: a pattern other programs can use too."""
FAILURES = r"^([0-9]{1,4} (consecutive )?failures?( in a row)?|(연속 )?[0-9]{1,4}[회번] ?(연속 )?실패)$"
"""`3 consecutive failures`, `연속 3회 실패`."""
_SHARE = r"[0-9]{1,5}(\.[0-9]{1,3})?%"
OF_BASELINE = f"^({_SHARE}( of (the )?baseline)?|(기준|기준선|평소)의 {_SHARE})$"
"""`200% of baseline`, `기준선의 200%`."""
INCREASE = f"^({_SHARE}( (increase|more|higher))?|{_SHARE} ?(증가|상승))$"
"""`50% increase`, `50% 증가`."""


def seconds(text: str) -> int | None:
    """How long a text says; None when it says nothing of the kind."""
    tidy = _tidy(text)
    if not re.fullmatch(DURATION, tidy):
        return None
    return sum(int(number) * _UNITS[unit] for number, unit in re.findall(_PART, tidy))


def failures(text: str) -> int | None:
    """How many failures in a row; None when the text says nothing of the kind."""
    return _whole(text) if re.fullmatch(FAILURES, _tidy(text)) else None


def of_baseline(text: str) -> Decimal | None:
    """How many percent of the baseline; None when the text says nothing of the kind."""
    return _percent(text) if re.fullmatch(OF_BASELINE, _tidy(text)) else None


def increase(text: str) -> Decimal | None:
    """How many percent more than before; None when the text says nothing of the kind."""
    return _percent(text) if re.fullmatch(INCREASE, _tidy(text)) else None


def _tidy(text: str) -> str:
    return " ".join(text.split()).lower()


def _whole(text: str) -> int:
    return int("".join(re.findall("[0-9]", text)))


def _percent(text: str) -> Decimal:
    return Decimal("".join(re.findall(r"[0-9.]", text)))
