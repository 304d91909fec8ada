"""Wildcards matched in time that grows with pattern and path only: anybody who opens a pull request writes patterns."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum
from functools import partial
from typing import assert_never

_FEW = 3
_SHORT = 128


class Wild(Enum):
    """What stands for more than one sign, with the regular expression that says so."""

    SEGMENT = "[^/]*"
    DIRECTORIES = "(?:.*/)?"
    ANYTHING = ".*"
    BELOW = "(?:/.*)?"


Token = Wild | re.Pattern[str]
"""A wildcard, or an expression for exactly one sign."""


def matcher(tokens: Sequence[Token]) -> Callable[[str], bool]:
    """Whether a text is what the tokens say, whole.

    A few wildcards over a short text are left to a regular expression, which is quick; with many, or over the longest
    paths git takes, it would try their combinations.
    """
    slow = partial(_walk, tuple(tokens))
    if sum(isinstance(token, Wild) for token in tokens) > _FEW:
        return slow
    written = (token.value if isinstance(token, Wild) else token.pattern for token in tokens)
    regex = re.compile("".join(written), re.DOTALL)
    return lambda text: slow(text) if len(text) > _SHORT else regex.fullmatch(text) is not None


def _walk(tokens: Sequence[Token], text: str) -> bool:
    """Keeps every place one can have come to after each token."""
    places: AbstractSet[int] = {0}
    for token in tokens:
        if not places:
            return False
        places = _after(token, places, text)
    return len(text) in places


def _after(token: Token, places: AbstractSet[int], text: str) -> AbstractSet[int]:
    match token:
        case re.Pattern():
            return {at + 1 for at in places if at < len(text) and token.fullmatch(text[at])}
        case Wild.SEGMENT:
            return _within_segments(places, text)
        case Wild.DIRECTORIES:
            return places | {at + 1 for at in range(min(places), len(text)) if text[at] == "/"}
        case Wild.ANYTHING:
            return set(range(min(places), len(text) + 1))
        case Wild.BELOW:
            slash = min((at for at in places if text.startswith("/", at)), default=len(text))
            return places | set(range(slash + 1, len(text) + 1))
        case _:
            assert_never(token)


def _within_segments(places: AbstractSet[int], text: str) -> AbstractSet[int]:
    found: set[int] = set()
    for start in sorted(places):
        if start not in found:  # What an earlier one came to it shares with all later ones of its segment.
            found.update(range(start, _segment_end(text, start) + 1))
    return found


def _segment_end(text: str, start: int) -> int:
    end = text.find("/", start)
    return len(text) if end < 0 else end
