"""What a change has already done in an environment: limits hold for the whole change, not for each of its applies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from tidegate.core.costs.model import CostEstimate
from tidegate.core.known import Known, Unknown, added
from tidegate.core.plans.model import made_by
from tidegate.store.deployments import StoredDeployment
from tidegate.store.plans import StoredPlan

#: Ends of an apply that has changed something, or may have.
BEGUN = frozenset({"applied", "failed", "interrupted"})

Costs = Mapping[str, CostEstimate]


def cost(
    asked: Sequence[StoredPlan], known: Sequence[StoredPlan], done: Sequence[StoredDeployment], costs: Costs
) -> Known[Decimal]:
    """What it costs more a month than before its first apply there, without what the plans asked about would add.

    Measured between the estimates of the first plan it began to apply and of the newest: what an apply that failed
    halfway has left is in it too.

    Args:
        asked: The newest plans of the environment's projects.
        known: Every plan of the change in this environment, oldest first.
        done: Every deployment of the change.
        costs: Plan id → what the plan costs, in the currency of the rules that hold now.
    """
    begun = {entry.plan_id for entry in done if entry.state in BEGUN}
    first: dict[str, StoredPlan] = {}
    last: dict[str, StoredPlan] = {}
    for plan in known:
        if plan.id in begun:
            first.setdefault(plan.project.key, plan)
            last[plan.project.key] = plan
    now = {plan.project.key: plan for plan in asked}
    return added((_moved(first[key], now.get(key), last[key], costs) for key in first), Decimal(0))


def made(
    asked: Sequence[StoredPlan], known: Sequence[StoredPlan], done: Sequence[StoredDeployment]
) -> Mapping[str, Known[int]]:
    """Terraform type → how many it has created or replaced there, without the plans asked about."""
    others = {entry.plan_id for entry in done if entry.state == "applied"} - {plan.id for plan in asked}
    return made_by(plan.content for plan in known if plan.id in others and plan.content)


def _moved(first: StoredPlan, now: StoredPlan | None, last: StoredPlan, costs: Costs) -> Known[Decimal]:
    start, end = costs.get(first.id), costs.get((now or last).id)
    if start is None or end is None or start.trouble or end.trouble:
        return Unknown(unknown_because=f"what was applied of {first.project.label} before was not priced")
    if isinstance(start.increase, Unknown):
        return start.increase
    return (end.past if now else end.future) - start.past
