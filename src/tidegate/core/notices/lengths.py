"""How much of what programs printed a comment shows: enough to read, few enough comments. The log has all of it."""

from __future__ import annotations

from tidegate.core.words import Wording, say

#: Characters of output in the comments of one command, shared among its projects: about two comments of GitHub's.
BUDGET = 120_000
#: Characters every project has, however many there are.
LEAST = 2_000


def share(projects: int) -> int:
    """Characters of output for each of so many projects."""
    return max(LEAST, BUDGET // max(projects, 1))


def within(words: Wording, most: int) -> Wording:
    """The words, or their first and last lines with a word on how many are left out between them."""
    whole = str(words)
    if len(whole) <= most:
        return words
    lines = whole.splitlines(keepends=True)
    first = _fitting(lines, most // 4)
    last = _fitting(lines[::-1], most - most // 4)
    left_out = len(lines) - first - last
    if left_out <= 0:  # A few lines, one of them longer than a comment.
        return say("{start}\n[The rest is left out here; the log has it.]\n", start=whole[:most])
    return say(
        "{start}[{count} lines are left out here; the log has them.]\n{end}",
        start="".join(lines[:first]),
        count=f"{left_out:,}",
        end="".join(lines[-last:]),
    )


def _fitting(lines: list[str], most: int) -> int:
    """How many of the lines fit; one at least, so that something is shown."""
    used = 0
    for count, each in enumerate(lines):
        used += len(each)
        if used > most:
            return max(count, 1)
    return len(lines)
