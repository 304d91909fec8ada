"""Opening the database: SQLite in WAL mode beside the engine's file, or PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

SQLITE_PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=30000", "foreign_keys=ON")


class Database:
    """Transactions on one database.

    Args:
        url: `sqlite:///path` or `postgresql://...`; the async driver is chosen here.
    """

    def __init__(self, url: str) -> None:
        self.url = sa.make_url(url)
        self._engine = _open(self.url)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """One transaction: committed at the end, rolled back on an exception."""
        async with self._engine.begin() as connection:
            yield connection

    async def close(self) -> None:
        await self._engine.dispose()


def sync_url(url: str) -> sa.URL:
    """The same database for code that is not async: migrations and the engine."""
    parsed = sa.make_url(url)
    return parsed.set(drivername="postgresql+psycopg" if parsed.get_backend_name() == "postgresql" else "sqlite")


def set_pragmas(connection: Any) -> None:
    """What every SQLite connection of ours runs with."""
    cursor = connection.cursor()
    for pragma in SQLITE_PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _open(url: sa.URL) -> AsyncEngine:
    if url.get_backend_name() == "postgresql":
        return create_async_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    engine = create_async_engine(url.set(drivername="sqlite+aiosqlite"))

    @sa.event.listens_for(engine.sync_engine, "connect")
    def _connected(connection: Any, _record: object) -> None:
        set_pragmas(connection)

    @sa.event.listens_for(engine.sync_engine, "begin")
    def _begun(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
