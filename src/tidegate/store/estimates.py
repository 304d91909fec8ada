"""What plans cost, by plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.core.costs.model import CostEstimate
from tidegate.store.codec import dump, load
from tidegate.store.statements import put
from tidegate.store.tables import estimates


async def keep(tx: AsyncConnection, plan_id: str, estimate: CostEstimate) -> None:
    await put(tx, estimates, plan_id=plan_id, estimate=dump(CostEstimate, estimate))


async def of_plans(tx: AsyncConnection, plan_ids: Iterable[str]) -> Mapping[str, CostEstimate]:
    """By plan id; plans without an estimate are left out."""
    query = sa.select(estimates).where(estimates.c.plan_id.in_(tuple(plan_ids)))
    return {row.plan_id: load(CostEstimate, row.estimate) for row in await tx.execute(query)}
