"""What going back after plans would mean, by plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.core.plans.inverse import GoingBack
from tidegate.store.codec import dump, load
from tidegate.store.statements import put
from tidegate.store.tables import previews

Preview = tuple[GoingBack, ...]


async def keep(tx: AsyncConnection, plan_id: str, preview: Preview) -> None:
    await put(tx, previews, plan_id=plan_id, preview=dump(Preview, preview))


async def of_plans(tx: AsyncConnection, plan_ids: Iterable[str]) -> Mapping[str, Preview]:
    """By plan id; plans without a preview are left out."""
    query = sa.select(previews).where(previews.c.plan_id.in_(tuple(plan_ids)))
    return {row.plan_id: load(Preview, row.preview) for row in await tx.execute(query)}
