"""Splitting a comment into words like a shell, without expanding anything."""

from __future__ import annotations

import re
import shlex
from io import StringIO

_REMARK = re.compile(r"[ \t\r\n]*#")


def shell_words(text: str) -> list[str]:
    """Words with their quotes resolved. A word that begins with a bare `#` ends them, as in a shell (Atlantis: shlex).

    Raises:
        ValueError: A quote is left open, or a back-slash has nothing behind it.
    """
    source = StringIO(text)
    lexer = shlex.shlex(source, posix=True)
    lexer.whitespace_split = True
    lexer.commenters = ""  # Of its own it would cut a word at a # in its middle.
    words: list[str] = []
    while not _REMARK.match(text, source.tell()):
        word = lexer.get_token()
        if word is None:
            break
        words.append(word)
    return words
