"""Which repositories a server works for (Atlantis: repo-allowlist)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache


def is_allowed(repo: str, patterns: Iterable[str]) -> bool:
    """Whether a list of patterns lets a repository in.

    Case does not count, `*` stands for anything, slashes too, and an entry that begins with `!` excludes what it
    matches wherever it stands in the list.

    Args:
        repo: `host/owner/name`.
        patterns: Entries of the allow-list.
    """
    included = False
    for pattern in patterns:
        if _pattern(pattern.removeprefix("!")).fullmatch(repo):
            if pattern.startswith("!"):
                return False
            included = True
    return included


@lru_cache(maxsize=512)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, text.split("*"))), re.IGNORECASE | re.DOTALL)
