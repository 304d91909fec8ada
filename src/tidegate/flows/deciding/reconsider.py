"""Deciding again because facts moved: a plan finished, a review came or went. Nothing is applied here."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import structlog

from tidegate.core.changes import Change
from tidegate.core.errors import TidegateError
from tidegate.core.gates.policy import Environment
from tidegate.core.projects.environments import merged_only
from tidegate.engine import durable
from tidegate.flows.addressing import addressed
from tidegate.flows.deciding.deciding import Attempt, decide_known, decide_merge
from tidegate.flows.deciding.gates_shown import show_gates
from tidegate.flows.deciding.rules_held import hold_rules
from tidegate.flows.facts import gathering
from tidegate.flows.facts.gathering import Asked, OfChange
from tidegate.flows.outside import outside
from tidegate.flows.refresh import fetch, planned_commit
from tidegate.flows.rules import Rules, rules_at
from tidegate.flows.telling import report
from tidegate.store import plans
from tidegate.store.decisions import STANDING, StoredDecision
from tidegate.store.plans import StoredPlan

log = structlog.get_logger()


@durable.step("reconsider")
async def reconsider(repo: str, number: int, batch: str) -> None:
    """Decide again for every environment with a deployable plan, store it, and show it on the change."""
    try:
        change = await addressed(repo, number)
        if not change.is_live:
            return
        await fetch(change)
        await hold_rules(change, batch, change.author)
        rules = await rules_at(change, await planned_commit(change))
        await decide_and_show(change, rules, batch)
    except TidegateError as error:
        # The next event, or whoever applies, asks again; nothing was promised meanwhile.
        log.warning("could not reconsider", repo=repo, number=number, error=str(error))


async def decide_and_show(change: Change, rules: Rules, batch: str) -> tuple[StoredDecision, ...]:
    """Decide for every environment the change may be applied or merged into, and show it. Answers with the decisions.

    Raises:
        TidegateError: The facts could not be gathered.
    """
    async with outside().database.read() as tx:
        newest = await plans.newest(tx, change.repo, change.number)
    applied, home = _to_apply(newest), merged_only(change.base_branch, rules.governance)
    mine = _of(newest, home)
    known = await gathering.of_change(change.author, change, {**applied, **({home.name: mine} if home else {})}, rules)
    made = await _decide_each(known, applied, batch)
    merge = await _decide_merge(known, home, mine, batch) if home else None
    every = (*made, *([merge] if merge else []))
    await report.merge_standing(change, merge.decision if merge else None)
    await report.standing(change, [stored.decision for stored in every])
    await show_gates(change, rules.governance, [stored.decision for stored in every])
    return every


def _to_apply(newest: Iterable[StoredPlan]) -> Asked:
    deployable = sorted((plan for plan in newest if plan.deployable), key=lambda plan: plan.environment or "")
    return {name: tuple(group) for name, group in groupby(deployable, key=lambda plan: plan.environment)}


def _of(newest: Iterable[StoredPlan], environment: Environment | None) -> tuple[StoredPlan, ...]:
    return tuple(plan for plan in newest if environment and plan.environment == environment.name)


async def _decide_each(known: OfChange, asked: Asked, batch: str) -> list[StoredDecision]:
    """One decision for each environment, asked as the change's author; pages show the newest."""
    actor = known.facts.actor
    return [
        await decide_known(
            Attempt(id=f"{batch}.{environment or 'all'}{STANDING}", actor=actor, asking=batch),
            known,
            environment,
            planned,
        )
        for environment, planned in asked.items()
    ]


async def decide_merge_of(change: Change, rules: Rules, batch: str) -> StoredDecision | None:
    """Whether the change is fit to be merged into the branch of an environment where nothing is applied.

    None where its base branch is none of those.
    """
    home = merged_only(change.base_branch, rules.governance)
    if home is None:
        return None
    async with outside().database.read() as tx:
        mine = _of(await plans.newest(tx, change.repo, change.number), home)
    known = await gathering.of_change(change.author, change, {home.name: mine}, rules)
    return await _decide_merge(known, home, mine, batch)


async def _decide_merge(known: OfChange, home: Environment, mine: tuple[StoredPlan, ...], batch: str) -> StoredDecision:
    return await decide_merge(known, home.name, mine, asking=batch, decision_id=f"{batch}.merge")
