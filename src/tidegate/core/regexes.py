"""Regular expressions of Atlantis's files are Go's (RE2): they are read as Go reads them and run by Python's `re`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from tidegate.core.regex_classes import LETTERS, NAMED, Ranges, everything_but

MAX_DEPTH = 100
MAX_REPEAT = 1000  # Go: a larger count is an error

_FLAGS = re.compile(r"\(\?([imsU]*)(-[imsU]+)?([:)])")
_NAMED_GROUP = re.compile(r"\(\?P?<([A-Za-z_][A-Za-z0-9_]*)>")
_REPEAT = re.compile(r"[*+?]|\{(\d+)(,(\d*))?\}")
_OCTAL = re.compile(r"0[0-7]{0,2}|[1-7][0-7]{1,2}")
_HEX = re.compile(r"x([0-9A-Fa-f]{2})|x\{([0-9A-Fa-f]{1,8})\}")
_POSIX = re.compile(r"\[:(\^?)([a-z]+):\]")
_CONTROL = {"a": 7, "f": 12, "t": 9, "n": 10, "r": 13, "v": 11}
_ASSERTIONS = {"A": r"\A", "z": r"\Z", "b": r"(?a:\b)", "B": r"(?a:\B)"}


class NotAPattern(ValueError):
    """Go would refuse the expression, or this version cannot run it; the text says which and why."""


@lru_cache(maxsize=4096)
def compiled(pattern: str) -> re.Pattern[str]:
    """The expression, ready to search with; it may match anywhere, as in Go.

    Raises:
        NotAPattern: It cannot be used.
    """
    text = _Reader(pattern).whole()
    try:
        return re.compile(text)
    except (re.error, OverflowError, RecursionError) as error:
        raise NotAPattern(str(error)) from None


def fits(pattern: str | None, text: str) -> bool:
    """Whether a `/regex/` in slashes, as Atlantis writes them, is found in a text; None fits everything."""
    return pattern is None or compiled(pattern[1:-1]).search(text) is not None


@lru_cache(maxsize=4096)
def may_run_long(pattern: str) -> bool:
    """Whether a repeat holds what can be matched in several ways: a repeat, `?` or `|`. Python may take forever.

    Go takes linear time for these.

    Raises:
        NotAPattern: It cannot be used.
    """
    reader = _Reader(pattern)
    reader.whole()
    return reader.repeats_repeats


@dataclass(frozen=True, slots=True, kw_only=True)
class _Flags:
    i: bool = False
    m: bool = False
    s: bool = False


class _Reader:
    """Reads Go's syntax from left to right and writes Python's. Flags are resolved on the way."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.repeats_repeats = False

    def whole(self) -> str:
        written, _ = self.group(_Flags(), 0)
        if self.at < len(self.text):
            raise NotAPattern("a `)` closes nothing")
        return written

    def group(self, flags: _Flags, depth: int) -> tuple[str, bool]:
        """Everything up to the closing bracket, and whether there are several ways to match it."""
        if depth > MAX_DEPTH:
            raise NotAPattern(f"brackets are nested more than {MAX_DEPTH} deep")
        written: list[str] = []
        repeats = False
        while self.at < len(self.text) and self.text[self.at] != ")":
            if self.text[self.at] == "|":
                self.at += 1
                written.append("|")
                repeats = True
                continue
            setting = _FLAGS.match(self.text, self.at)
            if setting and setting[3] == ")":
                self.at = setting.end()
                flags = _changed(flags, setting)
                continue
            atom, inside = self.atom(flags, depth)
            suffix, many = self.repeat()
            self.repeats_repeats |= inside and many
            repeats |= inside or many or suffix.startswith("?") or "," in suffix
            written.append(atom + suffix)
        return "".join(written), repeats

    def atom(self, flags: _Flags, depth: int) -> tuple[str, bool]:
        sign = self.text[self.at]
        if sign == "(":
            return self.bracket(flags, depth)
        if sign in "*+?" or _REPEAT.match(self.text, self.at):
            raise NotAPattern(f"`{sign}` has nothing before it to repeat")
        if sign == "[":
            return _folded(self.char_class(), flags), False
        if sign == "\\":
            return self.escape(flags), False
        self.at += 1
        return _alone(sign, flags), False

    def bracket(self, flags: _Flags, depth: int) -> tuple[str, bool]:
        if named := _NAMED_GROUP.match(self.text, self.at):
            opening, self.at = f"(?P<{named[1]}>", named.end()
        elif setting := _FLAGS.match(self.text, self.at):
            opening, self.at = "(?:", setting.end()
            flags = _changed(flags, setting)
        elif self.text.startswith("(?", self.at):
            raise NotAPattern(f"Go's regular expressions have no `{self.text[self.at : self.at + 4]}`")
        else:
            opening, self.at = "(", self.at + 1
        inner, repeats = self.group(flags, depth + 1)
        if self.at >= len(self.text):
            raise NotAPattern("a `(` is not closed")
        self.at += 1
        return f"{opening}{inner})", repeats

    def repeat(self) -> tuple[str, bool]:
        """A repetition after an atom, and whether it goes round many times."""
        found = _REPEAT.match(self.text, self.at)
        if not found:
            return "", False
        self.at = found.end()
        written, many = _counted(found)
        if self.text.startswith("?", self.at):
            self.at += 1
            written += "?"
        if _REPEAT.match(self.text, self.at):
            raise NotAPattern(f"`{found[0]}` is followed by another repetition")
        return written, many

    def escape(self, flags: _Flags) -> str:
        letter = self.text[self.at + 1 : self.at + 2]
        if letter == "Q":
            return _folded(self.quoted(), flags)
        if letter in _ASSERTIONS:
            self.at += 2
            return _ASSERTIONS[letter]
        ranges = self.letter_class()
        if ranges is not None:
            return _folded(_class(ranges), flags)
        return _folded(_char(self.character()), flags)

    def quoted(self) -> str:
        end = self.text.find(r"\E", self.at + 2)
        stop = len(self.text) if end < 0 else end
        written = "".join(_char(ord(sign)) for sign in self.text[self.at + 2 : stop])
        self.at = stop if end < 0 else end + 2
        return f"(?:{written})"

    def letter_class(self) -> Ranges | None:
        r"""`\d`, `\W` and their like; None for another escape."""
        letter = self.text[self.at + 1 : self.at + 2]
        if letter in ("p", "P"):
            raise NotAPattern(f"Unicode classes (`\\{letter}`) are not read by this version")
        if letter.lower() not in LETTERS:
            return None
        self.at += 2
        ranges = LETTERS[letter.lower()]
        return everything_but(ranges) if letter.isupper() else ranges

    def character(self) -> int:
        """One character, escaped or not."""
        if self.text[self.at] != "\\":
            self.at += 1
            return ord(self.text[self.at - 1])
        start = self.at + 1
        for form in (_OCTAL, _HEX):
            if found := form.match(self.text, start):
                self.at = found.end()
                return _code(found[0])
        letter = self.text[start : start + 1]
        if not letter or (letter.isalnum() and letter not in _CONTROL) or not letter.isascii():
            raise NotAPattern(f"Go's regular expressions have no escape `\\{letter}`")
        self.at += 2
        return _CONTROL.get(letter, ord(letter))

    def char_class(self) -> str:
        self.at += 1
        negated = self.text.startswith("^", self.at)
        self.at += negated
        ranges: list[tuple[int, int]] = []
        while self.at < len(self.text) and (self.text[self.at] != "]" or not ranges):
            ranges.extend(self.class_item())
        if self.at >= len(self.text):
            raise NotAPattern("a `[` is not closed")
        self.at += 1
        return _class(everything_but(tuple(ranges)) if negated else tuple(ranges))

    def class_item(self) -> Ranges:
        if posix := _POSIX.match(self.text, self.at):
            if posix[2] not in NAMED:
                raise NotAPattern(f"there is no class `{posix[0]}`")
            self.at = posix.end()
            return everything_but(NAMED[posix[2]]) if posix[1] else NAMED[posix[2]]
        if self.text[self.at] == "\\" and (ranges := self.letter_class()) is not None:
            return ranges
        low = self.character()
        if not self.text.startswith("-", self.at) or self.text[self.at + 1 : self.at + 2] in ("]", ""):
            return ((low, low),)
        self.at += 1
        high = self.character()
        if high < low:
            raise NotAPattern(f"the range `{chr(low)}-{chr(high)}` runs backwards")
        return ((low, high),)


def _changed(flags: _Flags, setting: re.Match[str]) -> _Flags:
    on, off = setting[1], setting[2] or ""
    if "U" in on or "U" in off:
        raise NotAPattern("the flag `U` is not read by this version; write `?` after each repetition instead")
    return replace(flags, **dict.fromkeys(on, True), **dict.fromkeys(off[1:], False))


def _alone(sign: str, flags: _Flags) -> str:
    """A character that stands for itself, or for a place or class of its own."""
    match sign:
        case ".":
            return r"[\x00-\U0010ffff]" if flags.s else r"[^\n]"
        case "^":
            return "(?m:^)" if flags.m else r"\A"
        case "$":
            return "(?m:$)" if flags.m else r"\Z"
        case _:
            return _folded(_char(ord(sign)), flags)


def _folded(written: str, flags: _Flags) -> str:
    return f"(?i:{written})" if flags.i else written


def _counted(found: re.Match[str]) -> tuple[str, bool]:
    """How Python writes a repetition, and whether it goes round many times."""
    if found[1] is None:
        return found[0], found[0] != "?"
    least = int(found[1])
    most = least if found[2] is None else int(found[3]) if found[3] else None
    if max(least, most or 0) > MAX_REPEAT or (most is not None and most < least):
        raise NotAPattern(f"`{found[0]}` is not a count from 0 to {MAX_REPEAT}")
    return found[0], most is None or most >= 10


def _code(written: str) -> int:
    code = int(written.strip("x{}"), 16) if written.startswith("x") else int(written, 8)
    if code > 0x10FFFF:
        raise NotAPattern(f"`\\{written}` is not a character")
    return code


def _char(code: int) -> str:
    sign = chr(code)
    return sign if sign.isascii() and sign.isalnum() else rf"\U{code:08x}"


def _class(ranges: Ranges) -> str:
    if not ranges:
        return "(?!)"
    return "[" + "".join(f"{_char(low)}-{_char(high)}" for low, high in ranges) + "]"
