"""Cutting Markdown into comments: blocks, folds and tables left open by the cut are closed and opened again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# GitHub: "Body is too long (maximum is 65536 characters)"; the rest is room for the hidden marker of a comment.
LIMIT = 65_000

_FENCE = re.compile(r"(`{3,})[a-z0-9]*$")
_FOLD = "<details><summary>"
_FOLD_END = "</details>"
_TABLE_RULE = re.compile(r"\|( --- \|)+$")
_CONTINUED = "Continued output from previous comment."
_TO_BE_CONTINUED = "**Continued in the next comment.**"
# A line that would leave less room than this is itself cut: a page of one endless line must come through.
_LEAST_ROOM = 200
# Begins each piece of a line that was cut, so that none of them ends its code block.
_BLOCK, _PIECE = "```", "… "


def split(markdown: str, limit: int = LIMIT) -> list[str]:
    """The Markdown that `render` made as comments of at most `limit` characters each, in one pass.

    Raises:
        ValueError: The limit leaves no room for what is opened and closed again.
    """
    if len(markdown) <= limit:
        return [markdown]
    cutter = _Cutter(limit)
    for line in markdown.removesuffix("\n").split("\n"):
        cutter.add(line)
    return cutter.comments()


@dataclass(slots=True)
class _Open:
    """What is open at a point of the text, each as the line that opened it."""

    folds: list[str] = field(default_factory=list)
    fence: str | None = None
    table: list[str] = field(default_factory=list)

    def see(self, line: str) -> None:
        if self.fence is not None:
            if line == _ticks(self.fence):
                self.fence = None
        elif _FENCE.match(line):
            self.fence, self.table = line, []
        else:
            self._see_outside_code(line)

    def _see_outside_code(self, line: str) -> None:
        if line.startswith(_FOLD):
            self.folds.append(line)
        elif line == _FOLD_END and self.folds:
            self.folds.pop()
        if not line.startswith("|"):
            self.table = []
        elif len(self.table) < 2:
            self.table.append(line)

    @property
    def in_table(self) -> bool:
        return len(self.table) == 2 and bool(_TABLE_RULE.match(self.table[1]))

    def closing(self) -> list[str]:
        fence = [_ticks(self.fence)] if self.fence is not None else []
        return [*fence, *(part for _ in self.folds for part in ("", _FOLD_END)), "", _TO_BE_CONTINUED]

    def opening(self) -> list[str]:
        folds = [part for fold in self.folds for part in (fold, "")]
        fence = [self.fence] if self.fence is not None else []
        return [_CONTINUED, "", *folds, *fence, *(self.table if self.in_table else [])]


class _Cutter:
    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._open = _Open()
        self._lines: list[str] = []
        self._size = 0
        self._done: list[str] = []

    def add(self, line: str) -> None:
        for piece in self._fitting(line):
            if self._size + len(piece) + 1 + self._reserve(piece) > self._limit:
                self._cut()
            self._put(piece)
            self._open.see(piece)

    def comments(self) -> list[str]:
        return [*self._done, "\n".join(self._lines) + "\n"]

    def _fitting(self, line: str) -> Iterator[str]:
        """The line, in pieces when no comment could hold it whole.

        Pieces stand in a code block: a cut may fall inside of inline code, and strangers' words would be markup then.
        """
        room = self._limit - _length(self._open.opening()) - _length(self._open.closing()) - _LEAST_ROOM
        opens_fold = self._open.fence is None and line.startswith(_FOLD)
        if room < _LEAST_ROOM or (opens_fold and len(line) > room):
            raise ValueError(f"a limit of {self._limit} characters leaves no room for the text itself")
        if len(line) <= room:
            yield line
            return
        fence = [_BLOCK] if self._open.fence is None else []
        mark = _PIECE if fence else ""
        yield from fence
        for start in range(0, len(line), room):
            yield mark + line[start : start + room]
        yield from fence

    def _reserve(self, line: str) -> int:
        """Room for closing everything after this line; what the line itself may open is counted in."""
        return _length(self._open.closing()) + len(_FOLD_END) + 2 + (len(line) if _FENCE.match(line) else 0)

    def _cut(self) -> None:
        self._done.append("\n".join([*self._lines, *self._open.closing()]) + "\n")
        self._lines, self._size = [], 0
        for line in self._open.opening():
            self._put(line)

    def _put(self, line: str) -> None:
        self._lines.append(line)
        self._size += len(line) + 1


def _ticks(fence: str) -> str:
    return fence.rstrip("abcdefghijklmnopqrstuvwxyz0123456789")


def _length(lines: list[str]) -> int:
    return sum(len(line) + 1 for line in lines)
