"""Path patterns as `.dockerignore` has them, which is what Atlantis's `when_modified` uses (moby: patternmatcher)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tidegate.core.projects.wildcards import Token, Wild, matcher
from tidegate.core.regexes import NotAPattern, compiled

_SPECIAL = re.compile(r"[*?\[\]\\]")
_WHOLE = re.compile(r"\\.|\[\^?+(?:\[:\^?[a-z]+:\]|(?:[^\\\]-]|\\.)(?:-(?:[^\\\]-]|\\.))?)+\]", re.DOTALL)
"""An escaped sign, or a class of signs with its brackets."""
_TOKEN = re.compile(rf"\*\*/?|{_WHOLE.pattern}|.", re.DOTALL)
_ANY_SIGN_BUT_SLASH = re.compile("[^/]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One pattern relative to the repository root. `excludes` for one written with `!`."""

    text: str
    excludes: bool = False

    @property
    def anchor(self) -> str:
        """The path everything it matches lies at or below; empty for the whole repository."""
        return _split(self.text)[0]

    def fits(self, path: str) -> bool:
        """Whether it matches the path or a directory the path is in."""
        anchor, rest = _split(self.text)
        if not rest:
            return path == anchor or path.startswith(f"{anchor}/")
        if anchor:
            if not path.startswith(f"{anchor}/"):
                return False
            path = path[len(anchor) + 1 :]
        whole = _matcher(rest, not anchor)
        if whole is None:
            return path == rest or path.startswith(f"{rest}/")
        return any(map(whole, prefixes(path)))


def below(directory: str, patterns: Iterable[str]) -> tuple[Pattern, ...]:
    """Patterns people wrote relative to a directory; `../` leads out of it, and a blank one is the directory itself."""
    return tuple(_read(_joined(directory, pattern.strip())) for pattern in patterns)


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


def fault(pattern: str) -> str:
    """What is wrong with a pattern as written, half a sentence; empty when nothing is (Go: filepath.Match).

    Atlantis refuses to plan with such a pattern. Here it stands for the path of that very text.
    """
    text = pattern.strip().removeprefix("!")
    left = _WHOLE.sub("", text)
    if "[" in left:
        return "a `[` is not closed by `]`, or holds nothing"
    if "\\" in left:
        return "a `\\` at the end stands before nothing"
    try:
        _tokens(text, at_the_start=False)
    except NotAPattern as error:
        return str(error)
    return ""


def _joined(directory: str, written: str) -> str:
    """Atlantis: the directory goes between a `!` and the rest."""
    excludes = written.startswith("!")
    text = posixpath.normpath(posixpath.join(directory, written.removeprefix("!").lstrip("/")))
    return f"!{text}" if excludes else text


def _read(text: str) -> Pattern:
    return Pattern(text=text.removeprefix("!").rstrip(), excludes=text.startswith("!"))


@lru_cache(maxsize=65536)
def _split(text: str) -> tuple[str, str]:
    """The plain directories a pattern begins with, and the rest: many projects' patterns share a rest."""
    segments = text.split("/")
    plain = next((n for n, segment in enumerate(segments) if _SPECIAL.search(segment)), len(segments))
    return "/".join(segments[:plain]), "/".join(segments[plain:])


@lru_cache(maxsize=4096)
def _matcher(rest: str, at_the_start: bool) -> Callable[[str], bool] | None:  # noqa: FBT001  part of the key
    """None for a pattern with a fault."""
    return None if fault(rest) else matcher(_tokens(rest, at_the_start=at_the_start))


def _tokens(pattern: str, *, at_the_start: bool) -> tuple[Token, ...]:
    """What a pattern is made of. `**/` stands for any directories or none, `**` before anything else for the same.

    At its start, before plain signs only, `**` is any text: `**.tf` fits `a.tf`, which `dir/**.tf` never does.
    """
    text = re.sub(r"(\*\*/)+", "**/", pattern)
    if at_the_start and text.startswith("**") and not _SPECIAL.search(text, 2) and text[2:3] != "/":
        return (Wild.ANYTHING, *map(_sign, text[2:]))
    return tuple(_read_token(found[0], last=found.end() == len(text)) for found in _TOKEN.finditer(text))


def _read_token(written: str, *, last: bool) -> Token:
    if written.startswith("**"):
        return Wild.ANYTHING if last else Wild.DIRECTORIES
    if written == "*":
        return Wild.SEGMENT
    if written == "?":
        return _ANY_SIGN_BUT_SLASH
    return compiled(written) if _WHOLE.fullmatch(written) else _sign(written)


def _sign(sign: str) -> re.Pattern[str]:
    return re.compile(re.escape(sign))
