"""Text that is safe to show: without control characters and without signs that turn the reading direction."""

from __future__ import annotations

import re

# C0 and C1 controls but tab and newline, and the bidirectional signs that make text read other than it is stored.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
# What ends a line here or there; the last two are Unicode's line and paragraph separators.
_LINE_END = re.compile("\r\n|[\r\u2028\u2029]")
_WEB = re.compile(r"https?://[^\s<>\"\\]+")


def is_web(url: str) -> bool:
    """Whether it is an address of the web; nothing else becomes a link."""
    return _WEB.fullmatch(url) is not None


def printable(words: str) -> str:
    """The words with Unix line ends and nothing hidden; colours are taken off."""
    return _HIDDEN.sub("", _COLOUR.sub("", _LINE_END.sub("\n", words)))


def one_line(words: str) -> str:
    """The words on one line."""
    return printable(words).replace("\n", " ")
