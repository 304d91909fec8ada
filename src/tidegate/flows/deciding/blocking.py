"""Whether a rule somebody wants to waive stands in the way of anything."""

from __future__ import annotations

from itertools import groupby

from tidegate.core.changes import Change
from tidegate.core.gates.policy import Environment
from tidegate.core.words import Wording, say
from tidegate.flows.deciding.deciding import consider
from tidegate.flows.orders import SayOrder
from tidegate.flows.outside import outside
from tidegate.flows.refresh import fetch, planned_commit
from tidegate.flows.rules import rules_at
from tidegate.store import plans


async def nothing_to_waive(order: SayOrder, change: Change, environment: Environment | None) -> Wording:
    """Why there is nothing to waive, a sentence; empty when the rule stands in the way of an environment asked about.

    A waiver holds for what a plan shows, so there has to be one.
    """
    await fetch(change)
    rules = await rules_at(change, await planned_commit(change))
    async with outside().database.read() as tx:
        newest = await plans.newest(tx, change.repo, change.number)
    ordered = sorted(newest, key=lambda plan: plan.environment or "")
    groups = [(name, tuple(group)) for name, group in groupby(ordered, lambda plan: plan.environment)]
    asked = [(name, mine) for name, mine in groups if name and (environment is None or name == environment.name)]
    every = [await consider(order.actor, change, name, mine, rules, asking=order.id) for name, mine in asked]
    made = [each.decision for each in every]
    if any(answer.gate == order.subject for decision in made for answer in decision.missing):
        return ""
    fine = next((each for decision in made for each in decision.answers if each.gate == order.subject), None)
    if fine is None:
        return say("No plan here is held against `{gate}`, so there is nothing to waive.", gate=order.subject)
    return say(
        "`{gate}` stands in nobody's way, so there is nothing to waive: {why}", gate=order.subject, why=fine.reason
    )
