"""The lock on all applies: while it is there, nothing is applied anywhere (Atlantis: the apply lock)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.store.statements import insert_new
from tidegate.store.tables import apply_lock

ONLY = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyLock:
    """Who stopped all applies, and when."""

    actor: str
    since: datetime


async def engage(tx: AsyncConnection, *, actor: str, at: datetime) -> None:
    """Stop all applies; who did it first stays on record."""
    await insert_new(tx, apply_lock, id=ONLY, actor=actor, since=at)


async def lift(tx: AsyncConnection) -> None:
    await tx.execute(sa.delete(apply_lock))


async def current(tx: AsyncConnection) -> ApplyLock | None:
    row = (await tx.execute(sa.select(apply_lock))).first()
    return ApplyLock(actor=row.actor, since=row.since) if row else None
