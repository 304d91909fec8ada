"""Classes of characters Go's regular expressions know by name, as ranges of code points (Go: regexp/syntax)."""

from __future__ import annotations

Ranges = tuple[tuple[int, int], ...]

_LAST = 0x10FFFF


def _ranges(*written: str) -> Ranges:
    """`a-z` and single characters."""
    return tuple((ord(part[0]), ord(part[-1])) for part in written)


_DIGIT = _ranges("0-9")
_ALPHA = _ranges("A-Z", "a-z")
_WORD = (*_DIGIT, *_ALPHA, *_ranges("_"))

LETTERS: dict[str, Ranges] = {"d": _DIGIT, "s": _ranges("\t-\n", "\f-\r", " "), "w": _WORD}
r"""Behind `\d`, `\s` and `\w`; their capitals are everything else. ASCII only, and `\s` without the vertical tab."""

NAMED: dict[str, Ranges] = {
    "alnum": (*_DIGIT, *_ALPHA),
    "alpha": _ALPHA,
    "ascii": _ranges("\x00-\x7f"),
    "blank": _ranges("\t", " "),
    "cntrl": _ranges("\x00-\x1f", "\x7f"),
    "digit": _DIGIT,
    "graph": _ranges("!-~"),
    "lower": _ranges("a-z"),
    "print": _ranges(" -~"),
    "punct": _ranges("!-/", ":-@", "[-`", "{-~"),
    "space": _ranges("\t-\r", " "),
    "upper": _ranges("A-Z"),
    "word": _WORD,
    "xdigit": _ranges("0-9", "A-F", "a-f"),
}
"""Inside `[[:name:]]`."""


def everything_but(ranges: Ranges) -> Ranges:
    """All characters outside the ranges."""
    found: list[tuple[int, int]] = []
    begin = 0
    for low, high in sorted(ranges):
        if low > begin:
            found.append((begin, low - 1))
        begin = max(begin, high + 1)
    if begin <= _LAST:
        found.append((begin, _LAST))
    return tuple(found)
