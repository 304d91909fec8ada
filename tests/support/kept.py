"""The data folder of a server that has decided some things."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from support.decisions import FACTS, NOON, POLICY
from tidegate.core.gates.decide import decide
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import Governance
from tidegate.store import decisions
from tidegate.store.database import Database
from tidegate.store.decisions import StoredDecision
from tidegate.store.migrate import migrate


def decision(number: int = 0, known: Facts = FACTS, policy: Governance = POLICY, **changed: object) -> StoredDecision:
    """Bob asks to apply to staging, `number` hours after noon; id `d<number>`."""
    made = decide("apply", known, policy, NOON + timedelta(hours=number))
    stored = StoredDecision(id=f"d{number}", decision=made, facts=known, policy=policy)
    return replace(stored, **changed) if changed else stored


def keep_decisions(data: Path, *stored: StoredDecision) -> Path:
    """Keep decisions in the database of a data folder."""
    url = f"sqlite:///{data}/tidegate.sqlite"
    migrate(url)
    asyncio.run(_keep(url, stored))
    return data


async def _keep(url: str, stored: tuple[StoredDecision, ...]) -> None:
    database = Database(url)
    async with database.begin() as tx:
        for one in stored:
            await decisions.keep(tx, one)
    await database.close()
