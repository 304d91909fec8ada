"""What is kept of plans to compare them with plans of other projects and times, by plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.core.plans.fingerprint import Fingerprint
from tidegate.store.codec import dump, load
from tidegate.store.statements import put
from tidegate.store.tables import fingerprints


async def keep(tx: AsyncConnection, plan_id: str, fingerprint: Fingerprint) -> None:
    await put(tx, fingerprints, plan_id=plan_id, fingerprint=dump(Fingerprint, fingerprint))


async def of_plans(tx: AsyncConnection, plan_ids: Iterable[str]) -> Mapping[str, Fingerprint]:
    """By plan id; plans nobody took one of are left out."""
    query = sa.select(fingerprints).where(fingerprints.c.plan_id.in_(tuple(plan_ids)))
    return {row.plan_id: load(Fingerprint, row.fingerprint) for row in await tx.execute(query)}
