"""Finding out what a change does by itself where its plan is only looked at.

Such a plan shows everything that was merged and is not deployed, too: the plan of where the change leaves its base is
made as well, after its own, and taken off.
"""

from __future__ import annotations

import structlog

from tidegate.core.costs.own import Look, Own, all_own, own
from tidegate.core.errors import TidegateError
from tidegate.core.known import Known, Unknown
from tidegate.core.words import say
from tidegate.engine import durable
from tidegate.engine.queues import PLANS
from tidegate.flows.addressing import planned_change
from tidegate.flows.facts.own import ELSEWHERE, NOT_COMPARED, fault_of, is_elsewhere
from tidegate.flows.outside import outside
from tidegate.flows.patience import insist
from tidegate.flows.planning.base_plans import base_of, base_plan, check_out_base, is_outdated, is_there, run_of
from tidegate.flows.rules import rules_at
from tidegate.flows.telling import report
from tidegate.store import change_digests, estimates, own_changes, plans
from tidegate.store.plans import StoredPlan

log = structlog.get_logger()

OUTDATED = Unknown(unknown_because=say("something was deployed to it while it was planned"))


async def compare_plans(batch: str, abreast: int) -> None:
    """Find out for every plan of a batch that is only looked at, and tell. Called inside a workflow."""
    due = await due_comparisons(batch)
    for first in range(0, len(due), abreast):
        some = due[first : first + abreast]
        children = [await durable.start(PLANS, compare_plan, each, workflow=f"{run_of(each)}-run") for each in some]
        for child in children:
            await child.answer()
    if due:
        await insist(lambda: report.plans(batch))


@durable.step("compare.due")
async def due_comparisons(batch: str) -> list[str]:
    """Plans of a batch that are to be compared, with a checkout of where they leave their base."""
    async with outside().database.read() as tx:
        made = [plan for plan in await plans.of_batch(tx, batch) if plan.state == "planned"]
        due = set(await own_changes.pending(tx, [plan.id for plan in made]))
    pending = [plan for plan in made if plan.id in due]
    try:
        for plan in {plan.project.workspace: plan for plan in pending}.values():
            await check_out_base(plan, await base_of(plan, await planned_change(plan)))
    except TidegateError as error:
        log.warning("no base to compare with", batch=batch, error=str(error))  # Each of them says so itself.
    return [plan.id for plan in pending]


@durable.workflow("compare")
async def compare_plan(plan_id: str) -> None:
    """Find out what a plan's change does by itself."""
    await compare(plan_id)


@durable.step("compare.make")
async def compare(plan_id: str) -> None:
    """Plan what the plan is compared with, and keep the difference. After a crash it attaches to what still runs."""
    door = outside()
    async with door.database.read() as tx:
        plan = await plans.get(tx, plan_id)
        if not await own_changes.pending(tx, [plan_id]):
            return  # Somebody cancelled it before it began.
    found = await _found_out(plan)
    async with door.database.begin() as tx:
        await own_changes.settle(tx, plan_id, found)


async def _found_out(plan: StoredPlan) -> Known[Own]:
    try:
        return await _own(plan)
    except TidegateError as error:
        why = say("what is merged and not yet deployed could not be planned ({why})", why=error.words)
        return Unknown(unknown_because=why)
    except Exception:
        log.exception("comparison failed", plan=plan.id)
        return fault_of(plan.id)


async def _own(plan: StoredPlan) -> Known[Own]:
    head = await _head(plan)
    if isinstance(head, Unknown):
        return head
    if head.content.is_empty:
        return all_own(head)  # There is nothing to take off.
    change = await planned_change(plan)
    if await is_elsewhere(plan, change.base_branch):
        return ELSEWHERE
    base = await base_of(plan, change)
    if base == plan.commit:
        return own(head, head)
    rules = await rules_at(change, base)
    if not is_there(plan.project, rules):
        return all_own(head)
    found = await base_plan(plan, base, change, rules)
    return OUTDATED if await is_outdated(plan) else own(head, found)


async def _head(plan: StoredPlan) -> Known[Look]:
    async with outside().database.read() as tx:
        cost = (await estimates.of_plans(tx, [plan.id])).get(plan.id)
        digests = await change_digests.find(tx, plan.id)
    if plan.content is None or cost is None or digests is None:
        return NOT_COMPARED
    return Look(content=plan.content, cost=cost, digests=digests)
