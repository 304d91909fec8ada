"""Which plans count only for what their change does by itself, and what is known of that."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from tidegate.core.costs.model import CostEstimate
from tidegate.core.costs.own import Own, cost_of
from tidegate.core.gates.policy import Policy
from tidegate.core.known import Known, Unknown
from tidegate.core.words import say
from tidegate.flows.outside import outside
from tidegate.flows.rules import Rules
from tidegate.store import own_changes
from tidegate.store.database import Connection
from tidegate.store.plans import StoredPlan

NOT_COMPARED = Unknown(unknown_because=say("it was planned before this server compared plans with their base"))
ELSEWHERE = Unknown(unknown_because=say("it was planned while the change went into another branch"))
NOT_YET = Unknown(unknown_because=say("what is merged and not yet deployed is still being planned"))


def is_compared(plan: StoredPlan, rules: Rules) -> bool:
    """Whether a plan counts without what its base does already: one nobody applies, where there are rules to count."""
    return not plan.deployable and isinstance(rules.governance, Policy)


def own_of(plan: StoredPlan, kept: Mapping[str, Known[Own] | None]) -> Known[Own]:
    """What a plan's change does by itself. `kept`: plan id → that; None while it is being found out."""
    return kept.get(plan.id, NOT_COMPARED) or NOT_YET


async def kept_of(tx: Connection, plan_ids: Collection[str], *, base_branch: str) -> Mapping[str, Known[Own] | None]:
    """What is kept of plans of a change that goes into a branch now: what they were compared with must be of it."""
    kept, elsewhere = await own_changes.of_plans(tx, plan_ids), await own_changes.elsewhere(tx, plan_ids, base_branch)
    return {plan: ELSEWHERE if plan in elsewhere else own for plan, own in kept.items()}


async def is_elsewhere(plan: StoredPlan, base_branch: str) -> bool:
    """Whether a plan was made while its change went into another branch."""
    async with outside().database.read() as tx:
        return bool(await own_changes.elsewhere(tx, [plan.id], base_branch))


def own_costs(costs: Mapping[str, CostEstimate], kept: Mapping[str, Known[Own] | None]) -> Mapping[str, CostEstimate]:
    """Plan id → what people are shown that it costs: of plans that are compared, what their change does by itself."""
    return {plan: cost_of(kept[plan] or NOT_YET, whole) if plan in kept else whole for plan, whole in costs.items()}


def fault_of(log_id: str) -> Unknown:
    """We failed, not the change."""
    return Unknown(unknown_because=say("Tidegate itself failed to compare it; its log says why under {id}", id=log_id))
