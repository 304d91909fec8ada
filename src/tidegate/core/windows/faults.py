"""What is wrong with a window somebody wrote, and the form that is nearest to it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from tidegate.core.words import Wording, joined, say

FORMS = (
    "24/7",
    "Mon-Thu 09:00-17:00 KST",
    "월-목 09:00-17:00 KST",
    "2026-12-24",
    "2026-12-24 ~ 2026-12-26",
    "every Friday",
    "every Friday 15:00-18:00",
    "매주 금요일",
    "매주 금요일 15:00-18:00 KST",
    "last Friday of every month",
    "first Monday of every month",
    "매월 마지막 금요일",
    "매월 첫째 월요일",
    "1st of every month",
    "last day of every month",
    "매월 1일",
    "매월 말일",
    "every December 25",
    "매년 12월 25일",
    "holidays: KR",
    "RRULE:FREQ=MONTHLY;BYDAY=-1FR",
)
"""One of each kind, in both languages."""

_SHOWN = (
    '"24/7", "Mon-Thu 09:00-17:00 KST", "2026-12-24 ~ 2026-12-26", "last Friday of every month", '
    '"매월 마지막 금요일", "every December 25", "holidays: KR" or "RRULE:FREQ=MONTHLY;BYDAY=-1FR"'
)
ALL_FORMS = say("Write it as {forms}.", forms=_SHOWN)


class PhraseError(ValueError):
    """The text is no window anybody can mean.

    Attributes:
        message: What is wrong, one sentence in English.
        suggestion: What to write instead.
        words: Both, for comments.
    """

    def __init__(self, message: Wording, suggestion: Wording) -> None:
        self.message = str(message)
        self.suggestion = str(suggestion)
        self.words = joined(" ", (message, suggestion))
        super().__init__(str(self.words))


def not_understood(text: str) -> PhraseError:
    """For a text of no known form: the nearest one is suggested, in English to who writes English, or all kinds."""
    near = nearest(text, (form for form in FORMS if text.isascii() <= form.isascii()))
    return PhraseError(
        say("`{text}` is not a time this version understands.", text=text),
        say('Did you mean it as in "{near}"?', near=near) if near else ALL_FORMS,
    )


def nearest(word: str, known: Iterable[str]) -> str:
    """The closest of some words, whatever their case; empty when none is close."""
    by_lower = {one.lower(): one for one in known}
    close = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[close[0]] if close else ""
