"""Statements, and the governance file of the reference convention's production, for tests of approvals."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from support.decisions import (
    DEVELOPERS,
    DEVOPS,
    DIGEST,
    FACTS,
    HEAD,
    MINUTE,
    NOON,
    PLAN,
    POLICY,
    PROJECT,
    SENIORS,
    mark,
)
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import ApplyRule, CostRange, Environment, Policy
from tidegate.core.people import Role, Standing
from tidegate.core.statements import Statement


def said(
    person: str, what: str = "approve", *, at: int = 10, environment: str | None = "staging", **changed
) -> Statement:
    """`at` is minutes after noon; the plan was shown at minute 5."""
    statement = Statement(
        id=f"{person}-{what}-{at}",
        person=person,
        surface="comment",
        at=NOON + at * MINUTE,
        said=what,  # type: ignore[arg-type]
        environment=environment,
        seen={PROJECT.key: DIGEST},
        head_sha=HEAD,
    )
    return replace(statement, **changed)


RANGES = (
    CostRange(text="$0-100/month", low=Decimal(0), high=Decimal(100), approvals=1, at=mark(81)),
    CostRange(text="$100-500/month", low=Decimal(100), high=Decimal(500), approvals=2, at=mark(83)),
    CostRange(
        text="$500+/month",
        low=Decimal(500),
        high=None,
        approvals=3,
        additional=("business_justification", "cto_approval"),
        at=mark(85),
    ),
)
ROLES = {
    "developer": Role(name="developer", teams=frozenset({DEVELOPERS})),
    "senior": Role(name="senior", teams=frozenset({SENIORS}), includes=("developer",)),
    "devops": Role(name="devops", teams=frozenset({DEVOPS}), includes=("developer",)),
    "devops-lead": Role(
        name="devops-lead",
        logins=frozenset({"kim-lead"}),
        includes=("senior", "devops"),
        deputies=frozenset({"lee-devops"}),
    ),
    "cto": Role(name="cto", logins=frozenset({"park-cto"}), includes=("senior",), deputies=frozenset({"choi-vp"})),
}
PROD = Environment(
    name="prod",
    display="production",
    branches=("main",),
    promotes_from="staging",
    plan_allow=("senior",),
    apply=ApplyRule(
        allow=("devops-lead", "cto"),
        approvals=2,
        approvals_from=("senior", "devops"),
        one_from_each=("devops-lead", "cto"),
    ),
    emergency_override=True,
    rollback_approvers=("devops-lead", "cto"),
)
CONVENTION = replace(
    POLICY,
    roles=ROLES,
    environments={**POLICY.environments, "prod": PROD},
    marks={**POLICY.marks, "environments.prod.apply.approvals": mark(44), "environments.prod.plan": mark(40)},
)
WITH_RANGES = replace(CONVENTION, cost_ranges=RANGES)

STANDINGS = {
    **FACTS.standings,
    "kim-lead": Standing(login="kim-lead"),
    "park-cto": Standing(login="park-cto"),
    "lee-devops": Standing(login="lee-devops", teams=frozenset({DEVOPS})),
    "choi-vp": Standing(login="choi-vp"),
}


def prod(**changed) -> Facts:
    """Alice's change, planned for prod at noon; nobody has said anything."""
    here = replace(
        FACTS,
        actor="kim-lead",
        environment="prod",
        change=replace(FACTS.change, base_branch="main"),
        projects=(replace(PROJECT, environment="prod"),),
        postings=tuple(replace(each, environment="prod") for each in FACTS.postings),
        standings=STANDINGS,
        reviews=(),
    )
    return replace(here, **changed)


def costing(monthly: object, currency: str = "USD", **changed) -> Facts:
    """The same at a cost."""
    amount = monthly if not isinstance(monthly, str) else Decimal(monthly)
    plan = replace(PLAN, cost=amount, currency=currency)
    return prod(projects=(replace(PROJECT, environment="prod", plan=plan),), **changed)


def with_prod(**changed) -> Policy:
    """The convention with another rule for prod."""
    return replace(CONVENTION, environments={**CONVENTION.environments, "prod": replace(PROD, **changed)})
