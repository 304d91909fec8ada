"""Sentences about a change as a whole, said under one batch of plans."""

from __future__ import annotations

import json
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.store.statements import put
from tidegate.store.tables import batch_remarks


async def keep(tx: AsyncConnection, batch: str, sentences: Sequence[str]) -> None:
    if sentences:
        await put(tx, batch_remarks, batch=batch, sentences=json.dumps(list(sentences)))


async def of(tx: AsyncConnection, batch: str) -> tuple[str, ...]:
    text = (await tx.execute(sa.select(batch_remarks.c.sentences).where(batch_remarks.c.batch == batch))).scalar()
    return tuple(json.loads(text)) if text else ()
