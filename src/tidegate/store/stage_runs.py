"""The row written before a stage that must not run twice: who started it, and on which host."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.store.statements import insert_new
from tidegate.store.tables import stage_runs


async def start(tx: AsyncConnection, workflow: str, *, host: str, at: datetime) -> str:
    """Claim the stage of a workflow for a host. Answers with the host that owns it: ours, or an earlier one."""
    await insert_new(tx, stage_runs, workflow=workflow, host=host, started_at=at)
    return str((await tx.execute(sa.select(stage_runs.c.host).where(stage_runs.c.workflow == workflow))).scalar_one())
