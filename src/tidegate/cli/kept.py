"""What a server keeps, as commands beside it find it: its database and its keys."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa

from tidegate.core.errors import TidegateError
from tidegate.keys import load_keys
from tidegate.store.database import Connection, Database

T = TypeVar("T")


class NotKept(TidegateError):
    """There is no such thing where it was looked for; the text says where that was and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Where to look.

    Attributes:
        data_dir: The server's data folder.
        database_url: Its database; empty for the SQLite file in the data folder.
    """

    data_dir: Path
    database_url: str = ""

    @property
    def database(self) -> str:
        """The database's URL.

        Raises:
            NotKept: There is no such file: opening it would make one.
        """
        url = self.database_url or f"sqlite:///{self._folder / 'tidegate.sqlite'}"
        parsed = sa.make_url(url)
        if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").is_file():
            raise NotKept(f"There is no database {parsed.database}. {_REMEDY}")
        return url

    @property
    def audit_key(self) -> bytes:
        """What the audit log is chained with.

        Raises:
            NotKept: There is no secret file.
            KeyFileUnusable: Others may read it, or it holds too little.
        """
        secret = self._folder / "secret"
        if not secret.is_file():
            raise NotKept(f"There is no secret file {secret}, which the key comes from. {_REMEDY}")
        return load_keys(secret).audit

    @property
    def _folder(self) -> Path:
        return self.data_dir.expanduser().absolute()


_REMEDY = "Name the server's data folder with --data-dir, and a database elsewhere with --database-url."


def asked_of(kept: Kept, question: Callable[[Connection], Awaitable[T]]) -> T:
    """What the server's database answers to one question.

    Raises:
        NotKept: There is no database.
    """
    return asyncio.run(_asked(kept.database, question))


def done_in(kept: Kept, deed: Callable[[Connection], Awaitable[T]]) -> T:
    """Change something in the server's database, in one transaction, beside a server that may run.

    Raises:
        NotKept: There is no database.
    """
    return asyncio.run(_done(kept.database, deed))


async def _asked(url: str, question: Callable[[Connection], Awaitable[T]]) -> T:
    database = Database(url)
    try:
        async with database.read() as tx:
            return await question(tx)
    finally:
        await database.close()


async def _done(url: str, deed: Callable[[Connection], Awaitable[T]]) -> T:
    database = Database(url)
    try:
        async with database.begin() as tx:
            return await deed(tx)
    finally:
        await database.close()
