"""What checks found, by plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.core.checks.model import CheckResult
from tidegate.store.codec import dump, load
from tidegate.store.statements import put
from tidegate.store.tables import examinations

Results = tuple[CheckResult, ...]


async def keep(tx: AsyncConnection, plan_id: str, results: Results) -> None:
    await put(tx, examinations, plan_id=plan_id, results=dump(Results, results))


async def of_plans(tx: AsyncConnection, plan_ids: Iterable[str]) -> Mapping[str, Results]:
    """By plan id; plans nothing has examined are left out."""
    query = sa.select(examinations).where(examinations.c.plan_id.in_(tuple(plan_ids)))
    return {row.plan_id: load(Results, row.results) for row in await tx.execute(query)}
