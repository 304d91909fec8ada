"""Rows as the values notices are composed from."""

from __future__ import annotations

from tidegate.core.commands.grammar import hint
from tidegate.core.notices.results import ApplyResult, PlanResult
from tidegate.flows.outside import outside
from tidegate.store.deployments import StoredDeployment
from tidegate.store.plans import StoredPlan


def of_plan(plan: StoredPlan) -> PlanResult:
    """A plan as people are shown it. A discarded one reads as failed: somebody unlocked while it ran."""
    settings = outside().settings
    waiting = plan.state == "waiting"
    return PlanResult(
        project=plan.project,
        environment=plan.environment,
        state="failed" if plan.state == "discarded" else plan.state,
        deployable=plan.deployable,
        speculative_because="" if plan.deployable or waiting else plan.because,
        content=plan.content,
        output=plan.output,
        error="It was discarded meanwhile." if plan.state == "discarded" else plan.error,
        digest=plan.digest,
        log_url=f"{settings.public_url}/logs/{plan.id}",
        waiting_for=plan.because if waiting else "",
        reply_apply=hint("apply", plan.project, executable=settings.grammar.executable) if plan.deployable else "",
    )


def of_deployment(deployment: StoredDeployment) -> ApplyResult:
    """A deployment as people are shown it."""
    return ApplyResult(
        project=deployment.project,
        environment=deployment.environment,
        # Refused just before terraform started: to people it is an apply that failed and changed nothing.
        state="failed" if deployment.state == "refused" else deployment.state,
        output=deployment.output,
        error=deployment.error,
        log_url=f"{outside().settings.public_url}/logs/{deployment.id}",
    )
