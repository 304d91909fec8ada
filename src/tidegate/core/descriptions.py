"""Reading the description of a change as people fill in its template."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FENCE = re.compile(r"\s{0,3}(```+|~~~+)")
_TICKED = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+\[[xX]\]\s+(.*\S)\s*")


def ticked(body: str) -> tuple[str, ...]:
    """Texts of ticked items, as GitHub shows them: `- [x] Tests planned`; not those in comments or code blocks."""
    found: list[str] = []
    fence = ""
    for line in _COMMENT.sub("", body).splitlines():
        opening = _FENCE.match(line)
        if opening and not fence:
            fence = opening[1]
        elif fence:
            fence = "" if opening and opening[1].startswith(fence) else fence
        elif item := _TICKED.fullmatch(line):
            found.append(item[1])
    return tuple(dict.fromkeys(found))
