"""Digests of what plans do, one by one, by plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.core.plans.change_digests import ChangeDigests
from tidegate.store.codec import dump, load
from tidegate.store.statements import put
from tidegate.store.tables import change_digests


async def keep(tx: AsyncConnection, plan_id: str, digests: ChangeDigests) -> None:
    await put(tx, change_digests, plan_id=plan_id, digests=dump(ChangeDigests, digests))


async def find(tx: AsyncConnection, plan_id: str) -> ChangeDigests | None:
    return (await of_plans(tx, [plan_id])).get(plan_id)


async def of_plans(tx: AsyncConnection, plan_ids: Iterable[str]) -> Mapping[str, ChangeDigests]:
    """By plan id; plans none are kept of are left out."""
    query = sa.select(change_digests).where(change_digests.c.plan_id.in_(tuple(plan_ids)))
    return {row.plan_id: load(ChangeDigests, row.digests) for row in await tx.execute(query)}
