"""Debts of emergencies: opened once, paid once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.core.deployments.debts import Debt
from tidegate.store.codec import dump, load
from tidegate.store.places import in_environment
from tidegate.store.statements import insert_new
from tidegate.store.tables import debts


async def open_all(tx: AsyncConnection, repo: str, number: int, owed: Iterable[Debt]) -> bool:
    """Keep debts of a change; one that is known stays as it is. Says whether any was new."""
    added = [
        await insert_new(
            tx,
            debts,
            id=debt.id,
            repo=repo,
            number=number,
            environment=debt.environment,
            debt=dump(Debt, debt),
            paid=debt.paid_at is not None,
        )
        for debt in owed
    ]
    return any(added)


async def open_of(tx: AsyncConnection, repo: str, words: Iterable[str]) -> tuple[Debt, ...]:
    """What is still owed in an environment, under any word for it, whichever change left it, oldest first."""
    return await _open(tx, in_environment(debts, repo, words))


async def open_of_change(tx: AsyncConnection, repo: str, number: int) -> tuple[Debt, ...]:
    """What a change still owes, oldest first."""
    return await _open(tx, (debts.c.repo == repo) & (debts.c.number == number))


async def pay(tx: AsyncConnection, debt: Debt, *, by: str, at: datetime) -> bool:
    """Settle a debt; whoever paid it first did. Whether this was it."""
    paid = replace(debt, paid_at=at, paid_by=by)
    mine = (debts.c.id == debt.id) & debts.c.paid.is_(False)
    statement = sa.update(debts).where(mine).values(paid=True, debt=dump(Debt, paid)).returning(debts.c.id)
    return (await tx.execute(statement)).first() is not None


async def _open(tx: AsyncConnection, mine: sa.ColumnElement[bool]) -> tuple[Debt, ...]:
    rows = await tx.execute(sa.select(debts.c.debt).where(mine, debts.c.paid.is_(False)))
    found = [load(Debt, text) for text in rows.scalars()]
    return tuple(sorted(found, key=lambda debt: (debt.opened_at, debt.id)))
