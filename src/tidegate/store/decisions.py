"""Decisions: every attempt with the facts and the policy it was made from, so that it can be made again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.core.gates.decision import Decision
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import Governance
from tidegate.store.codec import dump, load
from tidegate.store.statements import insert_new
from tidegate.store.tables import decisions


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDecision:
    id: str
    decision: Decision
    facts: Facts
    policy: Governance


async def keep(tx: AsyncConnection, stored: StoredDecision) -> bool:
    """Store a decision. False when one is kept under its id already: that one stays."""
    change, decision = stored.facts.change, stored.decision
    return await insert_new(
        tx,
        decisions,
        id=stored.id,
        repo=change.repo,
        number=change.number,
        environment=decision.environment,
        action=decision.action,
        actor=decision.actor,
        at=decision.at,
        allowed=decision.allowed,
        decision=dump(Decision, decision),
        facts=dump(Facts, stored.facts),
        policy=dump(Governance, stored.policy),
    )


async def newest_to_apply(tx: AsyncConnection, repo: str, number: int) -> tuple[StoredDecision, ...]:
    """The newest decision of each environment about applying; those before it are not read."""
    query = (
        sa.select(decisions.c.id, decisions.c.environment)
        .where(decisions.c.repo == repo, decisions.c.number == number, decisions.c.action == "apply")
        .order_by(decisions.c.at, decisions.c.id)
    )
    last = {row.environment: row.id for row in await tx.execute(query)}
    return await of_ids(tx, last.values())


async def of_ids(tx: AsyncConnection, ids: Iterable[str]) -> tuple[StoredDecision, ...]:
    """Those of these ids that are kept, in no order."""
    query = sa.select(decisions).where(decisions.c.id.in_(tuple(ids)))
    return tuple(_decision(row) for row in await tx.execute(query))


def _decision(row: Any) -> StoredDecision:
    return StoredDecision(
        id=row.id,
        decision=load(Decision, row.decision),
        facts=load(Facts, row.facts),
        policy=load(Governance, row.policy),  # type: ignore[arg-type]  # a union is a fine type for pydantic
    )
