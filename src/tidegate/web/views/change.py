"""One change: environment by environment its plans, the gates' answers, and what was deployed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tidegate.core.changes import Change
from tidegate.store.deployments import UNFINISHED, StoredDeployment
from tidegate.web.views.badges import CHANGE, DEPLOYMENT, Badge
from tidegate.web.views.gates import DecisionView, decision_view
from tidegate.web.views.plan import PlanView, plan_view
from tidegate.web.views.standing import Known, Standing, name_of, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvironmentView:
    """`key` names it within the page; `decision` is the newest, None when the gates were never asked."""

    key: str
    name: str
    standing: Standing
    plans: tuple[PlanView, ...]
    decision: DecisionView | None


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
    """`deployments` are newest first; `live` while anything runs."""

    change: Change
    badge: Badge
    environments: tuple[EnvironmentView, ...]
    deployments: tuple[DeploymentView, ...]
    live: bool


def change_page(change: Change, known: Known) -> ChangePage:
    environments = tuple(
        _environment(index, environment, change, known) for index, environment in enumerate(known.environments)
    )
    deployments = tuple(_deployment(deployment, known) for deployment in reversed(known.deployments))
    return ChangePage(
        change=change,
        badge=CHANGE[change.state],
        environments=environments,
        deployments=deployments,
        live=any(plan.live for environment in environments for plan in environment.plans)
        or any(deployment.live for deployment in deployments),
    )


def _environment(index: int, environment: str | None, change: Change, known: Known) -> EnvironmentView:
    decision = known.decisions.get(environment)
    return EnvironmentView(
        key=f"environment-{index + 1}",
        name=name_of(environment, known),
        standing=standing(environment, known),
        plans=tuple(plan_view(plan, change.head_sha) for plan in known.plans_in(environment)),
        decision=decision_view(decision.decision) if decision else None,
    )


def _deployment(deployment: StoredDeployment, known: Known) -> DeploymentView:
    return DeploymentView(
        id=deployment.id,
        label=deployment.project.label,
        environment=name_of(deployment.environment, known),
        badge=DEPLOYMENT[deployment.state],
        actor=deployment.actor,
        sha=deployment.head_sha[:7],
        started_at=deployment.created_at,
        finished_at=deployment.finished_at,
        live=deployment.state in UNFINISHED,
        error=deployment.error,
    )
