"""Rows as the values notices are composed from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tidegate.core.checks.merged import without_merged
from tidegate.core.checks.model import CheckResult
from tidegate.core.commands.grammar import hint
from tidegate.core.costs.model import CostEstimate
from tidegate.core.costs.own import Own, cost_of
from tidegate.core.known import Known, Unknown
from tidegate.core.notices.results import AfterResult, ApplyResult, PlanResult, Rest
from tidegate.core.words import say
from tidegate.flows.facts.own import NOT_YET, own_of
from tidegate.flows.outside import outside
from tidegate.store import estimates, examinations, own_changes
from tidegate.store.after_tests import AfterTest
from tidegate.store.deployments import StoredDeployment
from tidegate.store.plans import StoredPlan


async def of_plans(plans: Sequence[StoredPlan]) -> tuple[PlanResult, ...]:
    """Plans as people are shown them, with what they cost and what checks found in them."""
    ids = [plan.id for plan in plans]
    async with outside().database.read() as tx:
        costs = await estimates.of_plans(tx, ids)
        checks = await examinations.of_plans(tx, ids)
        owns = await own_changes.of_plans(tx, ids)
    return tuple(_with_own(_of_plan(each, costs.get(each.id), checks.get(each.id, ())), each, owns) for each in plans)


def _with_own(result: PlanResult, plan: StoredPlan, owns: Mapping[str, Known[Own] | None]) -> PlanResult:
    """What is shown of a plan nobody applies is what its change does by itself, and the rest in a line."""
    if plan.id not in owns or result.state != "planned":
        return result
    own = own_of(plan, owns)
    shown = replace(result, cost=result.cost and cost_of(own, result.cost))
    if isinstance(own, Unknown):
        return replace(shown, rest=own, is_compared=own is not NOT_YET)
    return replace(
        shown,
        content=own.content,
        checks=without_merged(result.checks, own.merged),
        rest=Rest(resources=own.rest, cost=own.rest_cost, currency=own.cost.currency),
    )


def _of_plan(plan: StoredPlan, cost: CostEstimate | None, checks: tuple[CheckResult, ...]) -> PlanResult:
    """A discarded plan reads as failed: somebody unlocked while it ran."""
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
        error=say("It was discarded meanwhile.") if plan.state == "discarded" else plan.error,
        digest=plan.digest,
        log_url=f"{settings.public_url}/logs/{plan.id}",
        waiting_for=plan.because if waiting else "",
        reply_apply=hint("apply", plan.project, executable=settings.grammar.executable) if plan.deployable else "",
        cost=cost,
        checks=checks,
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


def of_tests(
    deployed: Sequence[StoredDeployment], tests: Mapping[str, tuple[AfterTest, ...]]
) -> tuple[AfterResult, ...]:
    """Commands that were run after deployments, once for each environment: they are about all of its deployments."""
    first = {entry.environment or "": entry for entry in reversed(deployed)}
    return tuple(
        AfterResult(environment=environment, command=test.command, state=test.state, output=test.output)
        for environment, entry in first.items()
        for test in tests.get(entry.id, ())
    )
