"""One change: environment by environment its plans, the gates' answers, and what was deployed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tidegate.core.changes import Change
from tidegate.core.checks.model import CheckResult
from tidegate.core.costs.model import CostEstimate
from tidegate.core.costs.own import Own
from tidegate.core.gates.closing import before
from tidegate.core.gates.decision import Decision
from tidegate.core.gates.policy import Link, Policy
from tidegate.core.known import Unknown
from tidegate.core.notices.closing_lists import Followed
from tidegate.core.words import Locale
from tidegate.render.words import in_locale
from tidegate.store.decisions import StoredDecision
from tidegate.store.deployments import StoredDeployment
from tidegate.store.plans import UNFINISHED as PLANNING
from tidegate.store.plans import StoredPlan
from tidegate.web.views.badges import DEPLOYMENT, Badge, badge_of
from tidegate.web.views.cost import CostView, cost_view
from tidegate.web.views.gates import DecisionView, decision_view
from tidegate.web.views.plan import PlanView, plan_view
from tidegate.web.views.standing import Known, Standing, is_of_the_head, name_of, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvironmentView:
    """One environment's part of the page.

    Attributes:
        key: Names it within the page.
        decision: The newest, or the one it was applied by; None when the gates were never asked, and when a change
            ended without it.
        asked_before: Before what the decision was made, when it is not about what is current; empty otherwise.
        after: What to look after since it was deployed to, line by line; empty before.
        before: What to have seen to before the deployment it decides about, line by line; empty once applied.
        pages: Where to look at what was deployed, as the rules it was decided by name them; empty before.
    """

    key: str
    name: str
    standing: Standing
    plans: tuple[PlanView, ...]
    cost: CostView | None
    decision: DecisionView | None
    was_applied: bool
    asked_before: str
    after: tuple[str, ...]
    before: tuple[str, ...]
    pages: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeploymentView:
    id: str
    label: str
    environment: str
    badge: Badge
    actor: str
    sha: str
    started_at: datetime
    finished_at: datetime | None
    live: bool
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePage:
    """`deployments` are newest first; `due` is when applies that were put off begin."""

    change: Change
    badge: Badge
    environments: tuple[EnvironmentView, ...]
    deployments: tuple[DeploymentView, ...]
    due: tuple[datetime, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What was found out about plans, by plan id.

    Attributes:
        owns: What only the change does of plans nobody applies.
        deciding: The decisions that deployments were made by, by their own id.
        due: When applies that were put off begin.
        followed: What is looked after since deployments.
    """

    costs: Mapping[str, CostEstimate] = field(default_factory=dict)
    checks: Mapping[str, tuple[CheckResult, ...]] = field(default_factory=dict)
    owns: Mapping[str, Own | Unknown | None] = field(default_factory=dict)
    deciding: Mapping[str, StoredDecision] = field(default_factory=dict)
    due: tuple[datetime, ...] = ()
    followed: tuple[Followed, ...] = ()


NOTHING = Looked()


def change_page(change: Change, known: Known[StoredPlan], looked: Looked = NOTHING) -> ChangePage:
    environments = tuple(
        _environment(index, environment, change, known, looked) for index, environment in enumerate(known.environments)
    )
    deployments = tuple(_deployment(deployment, known) for deployment in reversed(known.deployments))
    return ChangePage(
        change=change,
        badge=badge_of(change),
        environments=environments,
        deployments=deployments,
        due=looked.due,
    )


def _environment(
    index: int,
    environment: str | None,
    change: Change,
    known: Known[StoredPlan],
    looked: Looked,
) -> EnvironmentView:
    plans = known.plans_in(environment)
    where = standing(change, environment, known)
    was_applied = where.badge == DEPLOYMENT["applied"]
    if was_applied:  # The newest decision only says that there is nothing left to apply.
        asked = _applied_by(plans, known, looked.deciding)
    else:
        asked = known.decisions.get(environment) if change.state == "open" else None
    return EnvironmentView(
        key=f"environment-{index + 1}",
        name=name_of(environment, known),
        standing=where,
        plans=tuple(
            plan_view(plan, change, looked.checks.get(plan.id, ()), looked.owns.get(plan.id)) for plan in plans
        ),
        cost=cost_view([looked.costs[plan.id] for plan in plans if plan.id in looked.costs]),
        decision=decision_view(asked) if asked else None,
        was_applied=was_applied,
        asked_before="" if was_applied or asked is None else _asked_before(change, plans, asked),
        after=_after(environment, looked, asked.decision.locale if asked else "en"),
        before=() if was_applied or asked is None else _before(asked.decision),
        pages=_pages(environment, known, asked),
    )


def _pages(environment: str | None, known: Known[StoredPlan], asked: StoredDecision | None) -> tuple[Link, ...]:
    begun = any(one.environment == environment and one.state != "refused" for one in known.deployments)
    policy = asked.policy if asked and begun else None
    here = policy.environments.get(environment or "") if isinstance(policy, Policy) else None
    return here.monitoring if here else ()


def _after(environment: str | None, looked: Looked, locale: Locale) -> tuple[str, ...]:
    lists = (each for each in looked.followed if each.environment == environment)
    return tuple(in_locale(item.line, locale) for each in lists for item in each.items)


def _before(decision: Decision) -> tuple[str, ...]:
    return tuple(in_locale(each.line, decision.locale) for each in before(decision))


def _asked_before(change: Change, plans: Iterable[StoredPlan], asked: StoredDecision) -> str:
    if not is_of_the_head(asked, change):
        return "the last push"
    return "the plan that is being made" if any(plan.state in PLANNING for plan in plans) else ""


def _applied_by(
    plans: Iterable[StoredPlan], known: Known[StoredPlan], deciding: Mapping[str, StoredDecision]
) -> StoredDecision | None:
    mine = {plan.id for plan in plans}
    applied = [one for one in known.deployments if one.plan_id in mine and one.state == "applied"]
    return deciding.get(applied[-1].decision_id)


def _deployment(deployment: StoredDeployment, known: Known[StoredPlan]) -> DeploymentView:
    return DeploymentView(
        id=deployment.id,
        label=deployment.project.label,
        environment=name_of(deployment.environment, known),
        badge=DEPLOYMENT[deployment.state],
        actor=deployment.actor,
        sha=deployment.head_sha[:7],
        started_at=deployment.created_at,
        finished_at=deployment.finished_at,
        live=deployment.state == "running",
        error=deployment.error,
    )
