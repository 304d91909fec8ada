"""The answer to a file that cannot be used: every fault with its place."""

from __future__ import annotations

from collections.abc import Sequence

from tidegate.core.marks import Problem
from tidegate.core.notices.model import Heading, Listing, Notice, Span, code, line, text
from tidegate.core.words import Words, say

# Characters of somebody's file that are repeated to them; the place says where the rest is.
_LONGEST = 300


def compose(problems: Sequence[Problem], file: str) -> Notice:
    """All problems of one file at once."""
    return Notice(
        blocks=(
            Heading(text=unusable(problems, file)),
            Listing(items=items(problems)),
            text(say("Nothing was planned or applied. Push a mended file, or comment again.")),
        )
    )


def unusable(problems: Sequence[Problem], file: str) -> Words:
    count = len(problems)
    return say(
        "{file} cannot be used: {count} problem" if count == 1 else "{file} cannot be used: {count} problems",
        file=file,
        count=count,
    )


def items(problems: Sequence[Problem]) -> tuple[tuple[Span, ...], ...]:
    """A line for each problem: its place, what is wrong, and what to write instead."""
    return tuple(_item(problem) for problem in problems)


def _item(problem: Problem) -> tuple[Span, ...]:
    path = line(code(problem.path), ": ") if problem.path else ()
    wrote = line(" ", say("Written:"), " ", code(_short(problem.text))) if problem.text else ()
    suggestion = f" {problem.suggestion}" if problem.suggestion else ""
    return (*line(code(str(problem.mark)), " "), *path, *line(_short(problem.message) + suggestion), *wrote)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
