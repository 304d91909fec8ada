"""The two statements SQL spells differently: insert unless there, and insert or update."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


def insert(tx: AsyncConnection, table: sa.Table) -> Any:
    """The dialect's insert, which knows `on conflict`."""
    return postgresql.insert(table) if tx.dialect.name == "postgresql" else sqlite.insert(table)


async def insert_new(tx: AsyncConnection, table: sa.Table, **values: object) -> bool:
    """Insert a row unless a unique key of it is taken. Says whether it was inserted."""
    key = next(iter(table.primary_key.columns))
    statement = insert(tx, table).values(**values).on_conflict_do_nothing().returning(key)
    return (await tx.execute(statement)).first() is not None


async def put(tx: AsyncConnection, table: sa.Table, **values: object) -> None:
    """Insert a row, or overwrite the one with the same primary key."""
    keys = [column.name for column in table.primary_key.columns]
    changed = {name: value for name, value in values.items() if name not in keys}
    await tx.execute(insert(tx, table).values(**values).on_conflict_do_update(index_elements=keys, set_=changed))
