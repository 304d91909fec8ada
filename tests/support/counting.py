"""Counting what work costs, whatever else the machine does: queries, programs started, Python's own operations."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import sqlalchemy as sa

from tidegate.git.run import Git
from tidegate.store.database import Database


@contextmanager
def queries(database: Database) -> Iterator[list[str]]:
    """The statements that read rows, as they are sent."""
    engine = database._engine().sync_engine
    sent: list[str] = []

    def note(*given: Any) -> None:
        if given[2].startswith("SELECT"):
            sent.append(given[2])

    sa.event.listen(engine, "before_cursor_execute", note)
    yield sent
    sa.event.remove(engine, "before_cursor_execute", note)


@contextmanager
def git_runs() -> Iterator[list[tuple[str, ...]]]:
    """The arguments of every git that is started."""
    ended, started = Git._ended, []

    async def noted(git: Git, arguments: tuple[str, ...], **more: Any) -> tuple[int, bytes, str]:
        started.append(arguments)
        return await ended(git, arguments, **more)

    Git._ended = noted  # type: ignore[assignment, method-assign]  # it goes on as before
    yield started
    Git._ended = ended  # type: ignore[method-assign]


def operations(work: Callable[[], object]) -> int:
    """How many operations of Python's machine some work takes; the same however fast that is."""
    done, before = 0, sys.gettrace()

    def trace(frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal done
        frame.f_trace_lines, frame.f_trace_opcodes = False, True
        done += event == "opcode"
        return trace

    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return done
