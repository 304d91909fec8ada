"""Patterns people write in Atlantis's files: Go's regular expressions, with or without slashes, and globs."""

from __future__ import annotations

import re

from tidegate.config.problems import broken
from tidegate.core.regexes import NotAPattern, compiled, may_run_long


def pattern(value: str) -> str:
    """A regular expression in Go's syntax."""
    try:
        compiled(value)
    except NotAPattern as error:
        raise broken(f"`{value}` is not a regular expression Go would take: {error}.") from None
    return value


def safe_pattern(value: str) -> str:
    """The same, written by somebody who may not be trusted: it must come to an end."""
    if may_run_long(pattern(value)):
        raise broken(
            f"`{value}` repeats what repeats, which can take forever here.",
            "Write it without a repeat, `?` or `|` in a repeat.",
        )
    return value


def slashed(value: str) -> str:
    """A regular expression between slashes, over branch names."""
    if not (len(value) > 1 and value.startswith("/") and value.endswith("/")):
        raise broken("A branch is a regular expression between slashes.", f"Did you mean `/^{re.escape(value)}$/`?")
    pattern(value[1:-1])
    return value


def safe_slashed(value: str) -> str:
    """The same, written by somebody who may not be trusted."""
    safe_pattern(slashed(value)[1:-1])
    return value


def glob(value: str) -> str:
    """A glob whose brackets are closed (Atlantis: doublestar)."""
    rest = re.sub(r"\\.", "", value)
    classless = re.sub(r"\[[\^!]?[^\]]+\]", "", rest)
    if "[" in classless or rest.endswith("\\") or _open_braces(classless):
        raise broken(f"`{value}` is not a pattern: a bracket is open.", "Close it, or write `\\` before it.")
    return value


def _open_braces(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return True
    return depth != 0
