"""Path patterns as `.dockerignore` has them, which is what Atlantis's `when_modified` uses (moby: patternmatcher)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_SPECIAL = frozenset("*?[]\\")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One pattern relative to the repository root. `excludes` for one written with `!`."""

    text: str
    excludes: bool = False

    @property
    def anchor(self) -> str:
        """The path everything it matches lies at or below; empty for the whole repository."""
        segments = self.text.split("/")
        plain = next((n for n, segment in enumerate(segments) if _SPECIAL & set(segment)), len(segments))
        anchor = "/".join(segments[:plain])
        return "" if anchor == "." else anchor

    def fits(self, path: str) -> bool:
        """Whether it matches the path or a directory the path is in."""
        regex = _regex(self.text)
        return any(regex.fullmatch(part) for part in prefixes(path))


def below(directory: str, patterns: Iterable[str]) -> tuple[Pattern, ...]:
    """Patterns people wrote relative to a directory; `../` leads out of it."""
    return tuple(_joined(directory, pattern.strip()) for pattern in patterns if pattern.strip())


def matches(patterns: Sequence[Pattern], path: str) -> bool:
    """Whether a path is matched: the last pattern that fits decides."""
    return next((not pattern.excludes for pattern in reversed(patterns) if pattern.fits(path)), False)


def prefixes(path: str) -> Iterator[str]:
    """The path and every directory it is in, the root left out: `a/b/c`, `a`, `a/b`."""
    yield path
    at = path.find("/")
    while at != -1:
        yield path[:at]
        at = path.find("/", at + 1)


def _joined(directory: str, written: str) -> Pattern:
    text = posixpath.normpath(posixpath.join(directory, written.removeprefix("!").strip().lstrip("/")))
    return Pattern(text=text, excludes=written.startswith("!"))


@lru_cache(maxsize=65536)
def _regex(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile("".join(_parts(pattern)), re.DOTALL)
    except re.error:
        return re.compile(re.escape(pattern))


def _parts(pattern: str) -> Iterator[str]:
    """Regular expression of a pattern. `**/` stands for any directories or none, `**` at the end for everything."""
    text = re.sub(r"(\*\*/)+", "**/", pattern)
    at = 0
    while at < len(text):
        if text.startswith("**", at):
            at += 3 if text.startswith("**/", at) else 2
            yield "(?:.*/)?" if at < len(text) else ".*"
            continue
        sign, at = text[at], at + 1
        if sign == "*":
            yield "[^/]*"
        elif sign == "?":
            yield "[^/]"
        elif sign == "[" and "]" in text[at + 1 :]:
            end = text.index("]", at + 1)
            yield _set(text[at:end])
            at = end + 1
        elif sign == "\\" and at < len(text):
            yield re.escape(text[at])
            at += 1
        else:
            yield re.escape(sign)


def _set(signs: str) -> str:
    """A set of signs: `0-9`, `^a`."""
    negated, kept = signs.startswith("^"), signs.removeprefix("^")
    ranges = "-".join(re.escape(part) for part in re.split("-+", kept))
    return f"[{'^' if negated else ''}{ranges}]" if kept else re.escape(f"[{signs}]")
