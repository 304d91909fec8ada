"""Opening the database: SQLite in WAL mode beside the engine's file, or PostgreSQL."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from tidegate.sqlite import PRAGMAS

#: What queries are given: a transaction in progress.
Connection = AsyncConnection


class Database:
    """Transactions on one database.

    Web and workflows run on event loops of their own, and a connection pool belongs to the loop that first waits in
    it: so each loop gets its own.

    Args:
        url: `sqlite:///path` or `postgresql://...`; the async driver is chosen here.
    """

    def __init__(self, url: str) -> None:
        self.url = sa.make_url(url)
        self._engines: WeakKeyDictionary[asyncio.AbstractEventLoop, AsyncEngine] = WeakKeyDictionary()
        self._making = threading.Lock()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """One transaction that may write: committed at the end, rolled back on an exception."""
        async with self._engine().begin() as connection:
            if self.url.get_backend_name() == "sqlite":
                # Waiting for the right to write at once, not in the middle, where SQLite would refuse instead.
                await connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """One transaction that only reads: it sees one moment and keeps nobody from writing."""
        async with self._engine().begin() as connection:
            if self.url.get_backend_name() == "sqlite":
                await connection.exec_driver_sql("BEGIN")
            yield connection

    async def close(self) -> None:
        """Close this loop's connections; those of other loops go with them."""
        engine = self._engines.pop(asyncio.get_running_loop(), None)
        if engine is not None:
            await engine.dispose()

    def _engine(self) -> AsyncEngine:
        loop = asyncio.get_running_loop()
        with self._making:
            if loop not in self._engines:
                self._engines[loop] = _open(self.url)
            return self._engines[loop]


def sync_url(url: str) -> sa.URL:
    """The same database for code that is not async: migrations and the engine."""
    parsed = sa.make_url(url)
    return parsed.set(drivername="postgresql+psycopg" if parsed.get_backend_name() == "postgresql" else "sqlite")


def set_pragmas(connection: Any) -> None:
    """What every SQLite connection of ours runs with."""
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _open(url: sa.URL) -> AsyncEngine:
    if url.get_backend_name() == "postgresql":
        return create_async_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    engine = create_async_engine(url.set(drivername="sqlite+aiosqlite"))

    @sa.event.listens_for(engine.sync_engine, "connect")
    def _connected(connection: Any, _record: object) -> None:
        set_pragmas(connection)

    return engine
