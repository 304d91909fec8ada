"""Explaining: recompute the apply decision as the asker, print every gate's answer, change nothing."""

from __future__ import annotations

from itertools import groupby

from tidegate.core.errors import TidegateError
from tidegate.engine import durable
from tidegate.flows.addressing import addressed
from tidegate.flows.answering.supposing import suppose
from tidegate.flows.deciding.deciding import Attempt, decide_apply
from tidegate.flows.deciding.rules_held import hold_rules
from tidegate.flows.orders import ExplainOrder
from tidegate.flows.projects import choose_planned
from tidegate.flows.refresh import fetch, planned_commit
from tidegate.flows.rules import rules_at
from tidegate.flows.telling import report


@durable.step("explain")
async def explain(order: ExplainOrder, batch: str) -> None:
    """Answer on the change with one decision for each environment asked about."""
    try:
        change = await addressed(order.repo, order.number)
        await fetch(change)
        rules = await rules_at(change, await planned_commit(change))
        planned = await choose_planned(change, rules, order.scope)
        ruled = await hold_rules(change, batch, order.actor) if _is_of_all_now(order) else None
    except TidegateError as error:
        await report.trouble_with(order, batch, error)
        return
    if ruled:
        await report.explained(order, ruled)
    elif not isinstance(planned, tuple):
        await report.reply(order, batch, planned)
    if not isinstance(planned, tuple):
        return
    if order.at or order.as_user:
        await suppose(order, batch, change, rules, planned)
        return
    for environment, group in groupby(planned, key=lambda plan: plan.environment):
        attempt = Attempt(id=f"{batch}.{environment or 'all'}", actor=order.actor, asking=batch)
        made = await decide_apply(attempt, change, environment, tuple(group), rules)
        await report.explained(order, made)


def _is_of_all_now(order: ExplainOrder) -> bool:
    """Whether it is asked about the whole change as it is: an edit of the rules is of no project."""
    return order.scope.is_everything and not (order.at or order.as_user)
