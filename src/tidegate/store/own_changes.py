"""What changes do by themselves, by plan: pending from the moment the plan is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.core.costs.own import Own
from tidegate.core.known import Known, Unknown
from tidegate.store.codec import dump, load
from tidegate.store.plans import StoredPlan
from tidegate.store.statements import insert_new
from tidegate.store.tables import own_changes


async def begin(tx: AsyncConnection, plan: StoredPlan, *, base_branch: str) -> None:
    """It is to be found out, where the change goes into this branch; asking twice is fine."""
    await insert_new(
        tx,
        own_changes,
        plan_id=plan.id,
        repo=plan.repo,
        number=plan.number,
        head_sha=plan.head_sha,
        base_branch=base_branch,
        own=None,
    )


async def settle(tx: AsyncConnection, plan_id: str, own: Known[Own]) -> None:
    """It is found out, or nobody will know. What was settled before stays."""
    mine = (own_changes.c.plan_id == plan_id) & own_changes.c.own.is_(None)
    await tx.execute(sa.update(own_changes).where(mine).values(own=_dumped(own)))


async def cancel(
    tx: AsyncConnection, repo: str, number: int, because: Unknown, *, but_head: str = ""
) -> tuple[str, ...]:
    """Settle all of a change that is pending, of the head `but_head` left out.

    Answers with the plans that were settled for this reason, now or when this was asked before.
    """
    mine = (own_changes.c.repo == repo) & (own_changes.c.number == number)
    pending = own_changes.c.own.is_(None) & (own_changes.c.head_sha != but_head)
    text = _dumped(because)
    await tx.execute(sa.update(own_changes).where(mine & pending).values(own=text))
    query = sa.select(own_changes.c.plan_id).where(mine, own_changes.c.own == text).order_by(own_changes.c.plan_id)
    return tuple((await tx.execute(query)).scalars())


async def pending(tx: AsyncConnection, plan_ids: Iterable[str]) -> tuple[str, ...]:
    """Which of these plans wait for it, in their order."""
    asked = tuple(plan_ids)
    query = sa.select(own_changes.c.plan_id).where(own_changes.c.plan_id.in_(asked), own_changes.c.own.is_(None))
    found = set((await tx.execute(query)).scalars())
    return tuple(each for each in asked if each in found)


async def of_plans(tx: AsyncConnection, plan_ids: Iterable[str]) -> Mapping[str, Known[Own] | None]:
    """By plan id; None where it is pending. Plans nobody asked it of are left out."""
    query = sa.select(own_changes.c.plan_id, own_changes.c.own).where(own_changes.c.plan_id.in_(tuple(plan_ids)))
    return {row.plan_id: _loaded(row.own) if row.own else None for row in await tx.execute(query)}


async def elsewhere(tx: AsyncConnection, plan_ids: Iterable[str], base_branch: str) -> frozenset[str]:
    """Which of these plans were made while their change went into another branch."""
    query = sa.select(own_changes.c.plan_id).where(
        own_changes.c.plan_id.in_(tuple(plan_ids)), own_changes.c.base_branch != base_branch
    )
    return frozenset((await tx.execute(query)).scalars())


def _dumped(own: Known[Own]) -> str:
    return dump(Own | Unknown, own)


def _loaded(text: str) -> Known[Own]:
    return cast("Known[Own]", load(cast("type[Own]", Own | Unknown), text))
