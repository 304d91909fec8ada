"""Where something was written, and what is wrong with it there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place in a text people wrote. `line` and `column` count from 1."""

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    @property
    def short(self) -> str:
        """`file:line`, the form gates and comments show."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault in a file.

    Attributes:
        path: Dotted path of the key: `environments.staging.apply.allow[1]`; empty for the whole file.
        text: The offending text as written.
        message: What is wrong, one sentence.
        suggestion: What to write instead; empty when nothing sensible can be said.
    """

    mark: Mark
    path: str
    text: str
    message: str
    suggestion: str = ""

    def __str__(self) -> str:
        where = f"{self.mark}: {self.path}: " if self.path else f"{self.mark}: "
        return where + self.message + (f" {self.suggestion}" if self.suggestion else "")
