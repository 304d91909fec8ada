"""Digests of what plans do, one by one, by plan."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.core.plans.change_digests import ChangeDigests
from tidegate.store.codec import dump, load
from tidegate.store.statements import put
from tidegate.store.tables import change_digests


async def keep(tx: AsyncConnection, plan_id: str, digests: ChangeDigests) -> None:
    await put(tx, change_digests, plan_id=plan_id, digests=dump(ChangeDigests, digests))


async def find(tx: AsyncConnection, plan_id: str) -> ChangeDigests | None:
    query = sa.select(change_digests.c.digests).where(change_digests.c.plan_id == plan_id)
    text = (await tx.execute(query)).scalar()
    return load(ChangeDigests, text) if text else None
