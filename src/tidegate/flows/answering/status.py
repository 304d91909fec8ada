"""Answering `status`: where every environment of a change stands, as whoever asks would find it."""

from __future__ import annotations

from itertools import groupby

from tidegate.core.changes import Change
from tidegate.core.errors import TidegateError
from tidegate.core.gates.increase import increase
from tidegate.core.gates.policy import Policy
from tidegate.core.notices import overview
from tidegate.core.notices.overview import Overview
from tidegate.core.projects.environments import merged_only
from tidegate.engine import durable
from tidegate.flows.addressing import addressed
from tidegate.flows.deciding.deciding import consider
from tidegate.flows.facts.renamed import called_today
from tidegate.flows.orders import StatusOrder
from tidegate.flows.outside import outside
from tidegate.flows.refresh import fetch, planned_commit
from tidegate.flows.rules import Rules, rules_at
from tidegate.flows.telling import report, results
from tidegate.store import appointments, debts, plans
from tidegate.store.plans import StoredPlan


@durable.step("status")
async def status(order: StatusOrder, batch: str) -> None:
    """Answer on the change with one table for each environment. Nothing is decided: nobody attempted anything."""
    try:
        change = await addressed(order.repo, order.number)
        await fetch(change)
        rules = await rules_at(change, await planned_commit(change))
        async with outside().database.read() as tx:
            newest = await plans.newest(tx, order.repo, order.number)
            waiting = await appointments.waiting(tx, order.repo, order.number)
        places = list(rules.governance.environments) if isinstance(rules.governance, Policy) else []
        ordered = sorted(newest, key=lambda plan: _place(plan.environment, places))
        found = [
            await _overview(order, change, environment, tuple(group), rules)
            for environment, group in groupby(ordered, key=lambda plan: plan.environment)
        ]
    except TidegateError as error:
        await report.trouble_with(order, batch, error)
        return
    due = [each.due for each in waiting]
    await report.say(order, batch, overview.compose(found, due))


def _place(environment: str | None, places: list[str]) -> tuple[int, str]:
    """Environments come as the rules write them; what is in none of them comes last."""
    return (places.index(environment) if environment in places else len(places), environment or "")


async def _overview(
    order: StatusOrder, change: Change, environment: str | None, planned: tuple[StoredPlan, ...], rules: Rules
) -> Overview:
    policy = rules.governance if isinstance(rules.governance, Policy) else None
    currency = policy.cost.currency if policy else "USD"
    decided = await consider(order.actor, change, environment, planned, rules, asking="")
    async with outside().database.read() as tx:
        owed = called_today(await debts.open_of_change(tx, order.repo, order.number), rules.governance)
    home = merged_only(change.base_branch, rules.governance)
    acted_on = any(plan.deployable for plan in planned) or (home is not None and home.name == environment)
    return Overview(
        called=policy.environments[environment].called if policy and environment else environment or "",
        results=await results.of_plans(planned),
        decision=decided.decision if acted_on else None,
        cost=increase(decided.facts, currency),
        currency=currency,
        debts=tuple(debt for debt in owed if debt.environment == environment),
    )
