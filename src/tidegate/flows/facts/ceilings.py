"""How far the newest plans go beyond those people were shown before, where the rules let a consent cover less."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from tidegate.core.costs.model import CostEstimate
from tidegate.core.gates.policy import Governance, Policy
from tidegate.core.known import Known, Unknown
from tidegate.core.plans.ceiling import beyond
from tidegate.core.words import Wording, say
from tidegate.store.plans import StoredPlan

Costs = Mapping[str, CostEstimate]


def ceilings(
    known: Iterable[StoredPlan],
    current: Iterable[StoredPlan],
    costs: Costs,
    environment: str | None,
    governance: Governance,
) -> Mapping[str, Wording]:
    """Plan id → in which way the project's current plan goes beyond it; plans that are not compared are left out.

    Args:
        known: Every plan of the change.
        current: The plans that are to be applied.
        costs: By plan id, in the currency of the rules.
        environment: Where they are to be applied.
        governance: The rules.
    """
    here = governance.environments.get(environment or "") if isinstance(governance, Policy) else None
    if here is None or here.apply.sticky != "within_ceiling":
        return {}
    newest = {plan.project.key: plan for plan in current}
    return {
        plan.id: beyond(plan.content, now.content, _cost(plan, costs), _cost(now, costs))
        for plan in known
        if (now := newest.get(plan.project.key)) and plan.content and now.content
    }


def _cost(plan: StoredPlan, costs: Costs) -> Known[Decimal]:
    estimate = costs.get(plan.id)
    return estimate.increase if estimate else Unknown(unknown_because=say("it was not priced"))
