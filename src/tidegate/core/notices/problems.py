"""The answer to a file that cannot be used: every fault with its place."""

from __future__ import annotations

from collections.abc import Sequence

from tidegate.core.marks import Problem
from tidegate.core.notices.model import Heading, Listing, Notice, Span, code, line, text
from tidegate.core.notices.parts import counted


def compose(problems: Sequence[Problem], file: str) -> Notice:
    """All problems of one file at once."""
    return Notice(
        blocks=(
            Heading(text=f"{file} cannot be used: {counted(len(problems), 'problem')}"),
            Listing(items=tuple(_item(problem) for problem in problems)),
            text("Nothing was planned or applied. Push a mended file, or comment again."),
        )
    )


def _item(problem: Problem) -> tuple[Span, ...]:
    path = line(code(problem.path), ": ") if problem.path else ()
    wrote = line(" Written: ", code(problem.text)) if problem.text else ()
    suggestion = f" {problem.suggestion}" if problem.suggestion else ""
    return (*line(code(str(problem.mark)), " "), *path, *line(problem.message + suggestion), *wrote)
