"""Days of the week, months and ordinals, as people write them in English and Korean."""

from __future__ import annotations

import re

from tidegate.core.windows.faults import PhraseError, nearest

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
LAST = -1

_KOREAN_DAYS = "월화수목금토일"
_DAYS = {
    **{name.lower(): index for index, name in enumerate(WEEKDAYS)},
    **{name[:3].lower(): index for index, name in enumerate(WEEKDAYS)},
    **{letter: index for index, letter in enumerate(_KOREAN_DAYS)},
    **{f"{letter}요일": index for index, letter in enumerate(_KOREAN_DAYS)},
    "tues": 1,
    "thur": 3,
    "thurs": 3,
}
_GROUPS = {
    "day": range(7),
    "매일": range(7),
    "weekdays": range(5),
    "weekday": range(5),
    "평일": range(5),
    "weekends": range(5, 7),
    "weekend": range(5, 7),
    "주말": range(5, 7),
}
_MONTHS = {
    **{name.lower(): number for number, name in enumerate(MONTHS, 1)},
    **{name[:3].lower(): number for number, name in enumerate(MONTHS, 1)},
    "sept": 9,
}
_ORDINALS = {
    **{word: number for number, word in enumerate(("first", "second", "third", "fourth", "fifth"), 1)},
    **{word: number for number, word in enumerate(("첫째", "둘째", "셋째", "넷째", "다섯째"), 1)},
    **{word: number for number, word in enumerate(("첫번째", "두번째", "세번째", "네번째", "다섯번째"), 1)},
    "첫": 1,
    "last": LAST,
    "마지막": LAST,
}
_COUNTED = re.compile(r"(\d{1,2})(?:st|nd|rd|th|번째|째)")


def weekdays(text: str) -> frozenset[int]:
    """`Mon`, `Mon-Thu`, `Mon,Wed,Fri`, `금-월`, `평일`: the days meant, 0 is Monday.

    Raises:
        PhraseError: A word is no day of the week.
    """
    return frozenset[int]().union(*(_some_days(part) for part in text.lower().split(",")))


def weekday(word: str) -> int:
    """0 is Monday.

    Raises:
        PhraseError: The word is no day of the week.
    """
    index = _DAYS.get(word.lower())
    if index is None:
        near = nearest(word, (*WEEKDAYS, *(f"{letter}요일" for letter in _KOREAN_DAYS)))
        suggestion = f"Did you mean `{near}`?" if near else "Write Mon to Sun, or 월 to 일."
        raise PhraseError(f"`{word}` is not a day of the week.", suggestion)
    return index


def month(word: str) -> int:
    """1 is January.

    Raises:
        PhraseError: The word is no month.
    """
    number = _MONTHS.get(word.lower())
    if number is None:
        near = nearest(word, MONTHS)
        raise PhraseError(
            f"`{word}` is not a month.", f"Did you mean `{near}`?" if near else "Write January to December."
        )
    return number


def ordinal(word: str) -> int | None:
    """`first`, `2nd`, `셋째`, `last`: from 1, or `LAST`; None when the word counts nothing."""
    counted = _COUNTED.fullmatch(word.lower())
    return int(counted[1]) if counted else _ORDINALS.get(word.lower())


def _some_days(part: str) -> frozenset[int]:
    if part in _GROUPS:
        return frozenset(_GROUPS[part])
    first, _, last = part.replace("~", "-").partition("-")
    begin = weekday(first)
    length = (weekday(last) - begin) % 7 if last else 0
    return frozenset((begin + step) % 7 for step in range(length + 1))
