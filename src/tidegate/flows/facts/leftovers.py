"""Which plans the current ones are what is left of, after a deployment of this change that did not end well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from tidegate.core.plans.change_digests import ChangeDigests
from tidegate.core.plans.leftover import is_kept, is_left_of
from tidegate.store import change_digests
from tidegate.store.database import Connection
from tidegate.store.deployments import DeploymentState, StoredDeployment
from tidegate.store.plans import StoredPlan

_BROKEN: tuple[DeploymentState, ...] = ("failed", "interrupted")


async def left_of(
    tx: Connection,
    known: Iterable[StoredPlan],
    current: Iterable[StoredPlan],
    done: Iterable[StoredDeployment],
    *,
    now: datetime,
) -> Mapping[str, datetime]:
    """Plan id → when the deployment ended, of all plans with the digest of one the current plan is left of.

    Args:
        tx: To read what is kept of the plans.
        known: Every plan of the change.
        current: The plans that are to be applied.
        done: The change's deployments, oldest first.
        now: Consents are kept for a while only.
    """
    newest = {plan.project.key: plan.id for plan in current}
    broken = _broken(done, now)
    if not broken:
        return {}
    digests = await change_digests.of_plans(tx, {*broken, *newest.values()})
    every = tuple(known)
    kept = {
        _effect(plan): broken[plan.id]
        for plan in every
        if plan.id in broken and _is_left(newest.get(plan.project.key), plan.id, digests)
    }
    return {plan.id: at for plan in every if (at := kept.get(_effect(plan)))}


def _is_left(current: str | None, applied: str, digests: Mapping[str, ChangeDigests]) -> bool:
    """Of plan ids; a plan whose changes are not known is left of nothing."""
    one, other = digests.get(current or ""), digests.get(applied)
    return one is not None and other is not None and is_left_of(one, other)


def _effect(plan: StoredPlan) -> tuple[str, str]:
    return plan.project.key, plan.digest


def _broken(done: Iterable[StoredDeployment], now: datetime) -> Mapping[str, datetime]:
    """Plan id → when its deployment ended, of those that have not ended well since the last of the project that did."""
    found: dict[str, dict[str, datetime]] = {}
    for entry in done:
        mine = found.setdefault(entry.project.key, {})
        if entry.state == "applied":
            mine.clear()
        elif entry.state in _BROKEN and entry.finished_at and is_kept(entry.finished_at, now):
            mine[entry.plan_id] = entry.finished_at
    return {plan: ended for mine in found.values() for plan, ended in mine.items()}
