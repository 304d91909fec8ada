"""Words of a command as version 2 of `atlantis.yaml` takes it apart: quotes and backslashes go, blanks collapse."""

from __future__ import annotations

_BLANKS = " \t\r\n"


class Unfinished(ValueError):
    """A quote is open at the end, or a backslash stands there."""


def words(text: str) -> list[str]:
    """Words of a command line (Atlantis: google/shlex): a backslash keeps the next character, `#` begins a comment.

    Raises:
        Unfinished: The text ends inside a word.
    """
    found: list[str] = []
    at = 0
    while at < len(text):
        if text[at] in _BLANKS:
            at += 1
        elif text[at] == "#":
            at = (text.find("\n", at) + 1) or len(text)
        else:
            word, at = _word(text, at)
            found.append(word)
    return found


def _word(text: str, at: int) -> tuple[str, int]:
    """The word that begins at `at`, and where it ends."""
    word = ""
    while at < len(text) and text[at] not in _BLANKS:
        match text[at]:
            case "'":
                end = text.find("'", at + 1)
                if end < 0:
                    raise Unfinished("a quote is not closed")
                word, at = word + text[at + 1 : end], end + 1
            case '"':
                quoted, at = _quoted(text, at + 1)
                word += quoted
            case "\\":
                word, at = word + _kept(text, at), at + 2
            case sign:
                word, at = word + sign, at + 1
    return word, at


def _quoted(text: str, at: int) -> tuple[str, int]:
    """What stands between double quotes, and where it goes on behind them."""
    inner = ""
    while at < len(text):
        if text[at] == '"':
            return inner, at + 1
        if text[at] == "\\":
            inner, at = inner + _kept(text, at), at + 2
        else:
            inner, at = inner + text[at], at + 1
    raise Unfinished("a quote is not closed")


def _kept(text: str, at: int) -> str:
    if at + 1 >= len(text):
        raise Unfinished("a backslash stands at the end")
    return text[at + 1]
