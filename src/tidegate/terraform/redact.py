"""Hiding secrets in text, line by line. Standard library only: the detached runner loads this file by its path."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import TextIO

MASK = "(hidden)"
SHORTEST = 4  # Shorter values would tear holes into ordinary words.
LONGEST_LINE = 1 << 20  # Characters; a longer one is read in pieces.
OVERLAP = 1 << 14  # Characters of a piece that wait for the next: more than a token has.
LOOKS_BACK = len("://")  # What a token's shape wants before it.
LONGEST_KEY = 200  # Lines of a private key, should its last line never come.

TOKEN_SHAPES = (
    r"gh[opsur]_[A-Za-z0-9]{20,}",
    r"github_pat_[A-Za-z0-9_]{20,}",
    r"glpat-[A-Za-z0-9_-]{20,}",
    r"A[KS]IA[A-Z0-9]{16}",
    r"xox[abeoprs]-[A-Za-z0-9-]{10,}",
    r"eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*",
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?-----END [A-Z ]*PRIVATE KEY-----",
    r"(?<=://)[^/\s:@\"']*:[^/\s@\"']+(?=@)",
)
_SHAPES = re.compile("|".join(TOKEN_SHAPES))
_KEY_BEGINS = re.compile(r"(?<=PRIVATE KEY-----)[^\r\n]*")
_KEY_ENDS = re.compile(r"[^\r\n]*(?=-----END [A-Z ]*PRIVATE KEY-----)")
_CONTENT = re.compile(r"[^\r\n]+")


class Redactor:
    """Hides known secrets and everything shaped like a token. Doing it twice changes nothing more.

    Args:
        secrets: Values to hide. Of a value with several lines each line is hidden; parts under 4 characters are not.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        parts = {part for secret in secrets for line in secret.splitlines() for part in _spellings(line.strip())}
        known = sorted((part for part in parts if len(part) >= SHORTEST), key=len, reverse=True)
        self._overlap = max([OVERLAP, *map(len, known)])
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def __call__(self, text: str) -> str:
        """Redact a whole text."""
        return "".join(self.lines(text.splitlines(keepends=True)))

    def lines(self, lines: Iterable[str]) -> Iterator[str]:
        """Redact a stream of lines, each with its line end; a private key is hidden from its first line to its last."""
        left = 0
        for line in lines:
            text = self._line(line)
            begins = "-----BEGIN " in text and "PRIVATE KEY-----" in text
            if begins:
                left = LONGEST_KEY
                yield _KEY_BEGINS.sub(_hide, text, count=1)
            elif left and _KEY_ENDS.match(text):
                left = 0
                yield _KEY_ENDS.sub(_hide, text, count=1)
            elif left:
                left -= 1
                yield _CONTENT.sub(MASK, text, count=1)
            else:
                yield text

    def stream(self, text: TextIO) -> Iterator[str]:
        """Redact what a program prints, line by line; a secret in a line too long to be read at once is hidden too."""
        return self.lines(self._pieces(text))

    def _pieces(self, text: TextIO) -> Iterator[str]:
        rest = ""
        while more := text.readline(LONGEST_LINE):
            piece = rest + more
            cut = len(piece) if piece.endswith("\n") else self._cut(piece)
            rest = piece[cut:]
            if cut:
                yield piece[:cut]
        if rest:
            yield rest

    def _cut(self, piece: str) -> int:
        """Where to cut a piece of a line: not within a secret, nor near the end, where one may have begun.

        At 0, to wait for more, while all of it is one; but not for ever.
        """
        cut = max(len(piece) - self._overlap, 0)
        for begin, end in sorted(self._secrets(piece), reverse=True):
            if begin - LOOKS_BACK < cut <= end:
                cut = max(begin - LOOKS_BACK, 0)
        return len(piece) if cut == 0 and len(piece) >= 2 * LONGEST_LINE else cut

    def _secrets(self, piece: str) -> Iterator[tuple[int, int]]:
        for known in filter(None, (self._known, _SHAPES)):
            yield from (found.span() for found in known.finditer(piece))

    def _line(self, line: str) -> str:
        return MASK.join(self._clear(piece) for piece in line.split(MASK))

    def _clear(self, piece: str) -> str:
        if self._known:
            return MASK.join(_SHAPES.sub(MASK, part) for part in self._known.split(piece))
        return _SHAPES.sub(MASK, piece)


def _hide(found: re.Match[str]) -> str:
    return MASK if found.group().strip() else found.group()


def _spellings(value: str) -> tuple[str, str]:
    """A value as it is, and as JSON and HCL write it between quotes."""
    return value, json.dumps(value, ensure_ascii=False)[1:-1]
