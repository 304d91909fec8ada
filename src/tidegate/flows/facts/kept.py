"""What is kept of a change in our rows, and the facts that follow from it alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from tidegate.core.absences import Absence
from tidegate.core.changes import Change
from tidegate.core.checks.model import CheckResult
from tidegate.core.costs.model import CostEstimate
from tidegate.core.costs.own import Own
from tidegate.core.gates.facts import Facts, Posting
from tidegate.core.gates.policy import Governance, Policy
from tidegate.core.known import Known
from tidegate.core.statements import Statement
from tidegate.core.words import Wording
from tidegate.flows.facts import already
from tidegate.flows.facts.ceilings import ceilings
from tidegate.flows.facts.leftovers import left_of
from tidegate.flows.facts.own import kept_of
from tidegate.flows.facts.renamed import called_today
from tidegate.flows.outside import outside
from tidegate.store import absences, deployments, estimates, examinations, plans, said
from tidegate.store.deployments import StoredDeployment
from tidegate.store.plans import StoredPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What is kept of a change.

    Attributes:
        known: Every plan of it.
        done: Its deployments, oldest first.
        left_of: Plan id → when a deployment of it failed of which the current plan is what is left.
        costs: Plan id → what it costs.
        checks: Plan id → what checks found, of the plans that are to be applied.
        owns: Plan id → what only the change does of it, of those plans that are compared with their base.
        statements: What people said of it, oldest first.
        away: Login → the absence of everybody who is away now.
    """

    known: tuple[StoredPlan, ...]
    done: tuple[StoredDeployment, ...]
    left_of: Mapping[str, datetime]
    costs: Mapping[str, CostEstimate]
    checks: Mapping[str, tuple[CheckResult, ...]]
    owns: Mapping[str, Known[Own] | None]
    statements: tuple[Statement, ...]
    away: Mapping[str, Absence]

    @property
    def newest(self) -> tuple[StoredPlan, ...]:
        return plans.newest_of(self.known)


async def rows_of(change: Change, planned: Iterable[StoredPlan], governance: Governance) -> Rows:
    """Read them, with what checks found of the plans that are asked about."""
    async with outside().database.read() as tx:
        known = called_today(await plans.of_change(tx, change.repo, change.number), governance)
        done = await deployments.of_change(tx, change.repo, change.number)
        return Rows(
            known=known,
            done=done,
            left_of=await left_of(tx, known, planned, done, now=outside().clock.now()),
            costs=await estimates.of_plans(tx, [plan.id for plan in known]),
            checks=await examinations.of_plans(tx, [plan.id for plan in planned]),
            owns=await kept_of(tx, [plan.id for plan in planned], base_branch=change.base_branch),
            statements=called_today(await said.of_change(tx, change.repo, change.number), governance),
            away=await absences.away(tx, change.repo, outside().clock.now()),
        )


def with_rows(facts: Facts, planned: tuple[StoredPlan, ...], rows: Rows, governance: Governance) -> Facts:
    """With what people were shown, and what is applied of the change and waits to be."""
    priced, environment = _in_currency(rows.costs, governance), facts.environment
    here = [plan for plan in rows.known if plan.environment == environment]
    pending = already.pending(planned, [plan for plan in rows.newest if plan.environment == environment], rows.done)
    compared = ceilings(rows.known, planned, priced, environment, governance)
    return replace(
        facts,
        postings=postings(rows.known, facts.change, compared, rows.left_of),
        applied=_applied(rows.newest, rows.done),
        applied_cost=already.cost(planned, here, rows.done, priced),
        applied_made=already.made(planned, here, rows.done),
        pending_cost=already.pending_cost(pending, priced),
        pending_made=already.pending_made(pending),
    )


def postings(
    known: Iterable[StoredPlan], change: Change, compared: Mapping[str, Wording], left_of: Mapping[str, datetime]
) -> tuple[Posting, ...]:
    """What people were shown. Reviews after a merge are of the head that was merged, plans of what it became.

    Args:
        known: Every plan of the change.
        change: It.
        compared: Plan id → in which way the project's current plan goes beyond it.
        left_of: Plan id → when a deployment of it failed of which the project's current plan is what is left.
    """
    shown_for = {change.head_sha: change.reviewed_sha}
    return tuple(
        Posting(
            project=plan.project.key,
            environment=plan.environment,
            commit=shown_for.get(plan.head_sha, plan.head_sha),
            digest=plan.digest,
            at=plan.posted_at,
            beyond=compared.get(plan.id),
            failed_at=left_of.get(plan.id),
        )
        for plan in known
        if plan.posted_at and plan.digest
    )


def _applied(newest: Iterable[StoredPlan], done: Iterable[StoredDeployment]) -> tuple[str, ...]:
    """Labels of projects whose newest plan was applied; an apply of an older plan proves nothing about this one."""
    current = {plan.id for plan in newest}
    applied = (entry for entry in done if entry.state == "applied" and entry.plan_id in current)
    return tuple(dict.fromkeys(entry.project.label for entry in applied))


def _in_currency(costs: Mapping[str, CostEstimate], governance: Governance) -> Mapping[str, CostEstimate]:
    """Estimates in the currency the rules are written in; of another one they say nothing."""
    if not isinstance(governance, Policy):
        return costs
    return {plan: estimate for plan, estimate in costs.items() if estimate.currency == governance.cost.currency}
