"""What people said about changes through Tidegate: added once, never edited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.core.statements import Statement
from tidegate.store.codec import dump, load
from tidegate.store.statements import insert_new
from tidegate.store.tables import statements


async def add(tx: AsyncConnection, repo: str, number: int, statement: Statement) -> bool:
    """Keep a statement. Says whether it was new: the same id is the same statement told again."""
    return await insert_new(
        tx,
        statements,
        id=statement.id,
        repo=repo,
        number=number,
        at=statement.at,
        statement=dump(Statement, statement),
    )


async def find(tx: AsyncConnection, statement_id: str) -> Statement | None:
    text = (await tx.execute(sa.select(statements.c.statement).where(statements.c.id == statement_id))).scalar()
    return load(Statement, text) if text else None


async def of_change(tx: AsyncConnection, repo: str, number: int) -> tuple[Statement, ...]:
    """Oldest first; of one second in the order of their ids, which is the order they came in."""
    return (await of_numbers(tx, repo, (number,))).get(number, ())


async def of_numbers(tx: AsyncConnection, repo: str, numbers: Iterable[int]) -> Mapping[int, tuple[Statement, ...]]:
    """The same of several changes by number; those nothing was said of are left out."""
    query = (
        sa.select(statements.c.number, statements.c.statement)
        .where(statements.c.repo == repo, statements.c.number.in_(tuple(numbers)))
        .order_by(statements.c.at, statements.c.id)
    )
    found: dict[int, tuple[Statement, ...]] = {}
    for row in await tx.execute(query):
        found[row.number] = (*found.get(row.number, ()), load(Statement, row.statement))
    return found
