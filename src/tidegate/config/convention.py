"""The environments a governance file means when it names none: the reference convention's matrix."""

from __future__ import annotations

from tidegate.config.governance_raw import ApplyOff, ApplyRaw, ApprovalsRaw, EnvironmentRaw, PlanRaw


def _approvals(count: int, *roles: str) -> ApprovalsRaw:
    return ApprovalsRaw.model_validate({"count": count, "from": list(roles)})


MATRIX = {
    "dev": EnvironmentRaw(aliases=["develop"], branch=["develop"], plan=PlanRaw(allow=["developer"]), apply=ApplyOff()),
    "staging": EnvironmentRaw(
        branch=["staging"],
        promotes_from="dev",
        plan=PlanRaw(allow=["developer"]),
        apply=ApplyRaw(allow=["senior", "devops"], approvals=_approvals(1), require=["cost_review"]),
    ),
    "prod": EnvironmentRaw(
        aliases=["production"],
        display="production",
        branch=["main", "prod"],
        promotes_from="staging",
        plan=PlanRaw(allow=["senior"]),
        apply=ApplyRaw(
            allow=["devops-lead", "cto"], approvals=_approvals(2, "senior", "devops"), require=["cost_review"]
        ),
    ),
}
