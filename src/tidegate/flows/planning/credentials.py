"""What a stage's processes are given of their environment's credentials: the plan's set or the apply's, never both.

The apply's set is asked for only when an apply that was decided begins.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from tidegate.core.gates.policy import Credentials, Policy
from tidegate.flows.outside import outside
from tidegate.flows.rules import Rules
from tidegate.store.plans import StoredPlan


async def credentials_of(plan: StoredPlan, stage: Literal["plan", "apply"], rules: Rules) -> Mapping[str, str]:
    """Variables the environment declares for a stage, a role's short-lived ones among them.

    Raises:
        NoCredentials: The cloud gives none.
    """
    declared = _declared(plan, stage, rules)
    if declared.aws is None:
        return declared.env
    tags = {"tidegate:change": f"{plan.repo}#{plan.number}", "tidegate:environment": plan.environment or ""}
    if plan.digest:
        tags["tidegate:digest"] = plan.digest
    session = f"tidegate-{plan.repo}-{plan.number}".replace("/", "-")
    return {**declared.env, **await outside().cloud.assume(declared.aws, session=session, tags=tags)}


def _declared(plan: StoredPlan, stage: Literal["plan", "apply"], rules: Rules) -> Credentials:
    if not isinstance(rules.governance, Policy) or plan.environment is None:
        return Credentials()
    environment = rules.governance.environments[plan.environment]
    return environment.plan_credentials if stage == "plan" else environment.apply_credentials
