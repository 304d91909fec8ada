"""Counting what is asked of the database, of git and of the forge: as much for many as for one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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
