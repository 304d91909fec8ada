"""Making one plan: run the workflow's plan stage, read what it says, keep the plan file sealed."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import structlog

from tidegate.core.changes import Change
from tidegate.core.errors import StepFailed, TidegateError
from tidegate.core.plans.conceal import conceal
from tidegate.core.plans.inverse import going_back
from tidegate.core.plans.read import read, sensitive_values
from tidegate.core.projects.workflows import workflow_of
from tidegate.core.words import say
from tidegate.engine import durable
from tidegate.flows.addressing import planned_change
from tidegate.flows.facts.own import is_compared
from tidegate.flows.outside import outside
from tidegate.flows.planning.base_plans import digests_of
from tidegate.flows.planning.code import code_behind
from tidegate.flows.planning.estimating import estimate
from tidegate.flows.planning.examining import examine
from tidegate.flows.planning.fingerprinting import fingerprint
from tidegate.flows.planning.stage import (
    NothingPlanned,
    clean,
    digest_of,
    ground_of_plan,
    hide,
    plan_run,
    redact,
    run_plan_stage,
)
from tidegate.flows.records import audit
from tidegate.flows.rules import Rules, rules_at
from tidegate.flows.telling.language import told
from tidegate.ports.terraform import StageRun
from tidegate.store import change_digests, estimates, examinations, fingerprints, plans, previews
from tidegate.store.database import Connection
from tidegate.store.letting_go import let_go_of
from tidegate.store.plans import StoredPlan

log = structlog.get_logger()


class Fault(TidegateError):
    """We failed, not the change."""

    def __init__(self, plan_id: str) -> None:
        super().__init__(say("Tidegate itself failed; its log says why under {id}.", id=plan_id))


@durable.workflow("plan")
async def plan_project(plan_id: str) -> None:
    """Make one stored plan."""
    await make(plan_id)


@durable.step("plan.make")
async def make(plan_id: str) -> None:
    """Run the plan stage and record how it ended. After a crash it attaches to what still runs."""
    door = outside()
    async with door.database.begin() as tx:
        await plans.running(tx, plan_id)
        plan = await plans.get(tx, plan_id)
    if plan.state != "running":
        return  # Somebody cancelled it before it began.
    try:
        await _make(plan)
    except TidegateError as error:
        await _fail(plan, error)
    except Exception:
        # A fault of ours must not leave the plan running for ever, nor show its insides to people.
        log.exception("plan failed", plan=plan_id)
        await _fail(plan, Fault(plan_id))


async def _make(plan: StoredPlan) -> None:
    outside()
    change = await planned_change(plan)
    rules = await rules_at(change, plan.commit)
    run = await plan_run(plan, change, rules)
    workflow = workflow_of(rules.config, plan.project)
    try:
        output = await run_plan_stage(run, workflow)
        if not run.plan_file.exists():
            await asyncio.to_thread(_unseal, run, plan)
        await _record(plan, run, change, rules, output)
    except TidegateError as error:
        await redact(run, frozenset())
        await _fail(plan, error)
    except Exception:
        log.exception("plan failed", plan=plan.id)
        await _fail(plan, Fault(plan.id))
    await clean(run)  # Whatever broke: what is there holds secrets in clear.


async def _record(plan: StoredPlan, run: StageRun, change: Change, rules: Rules, output: str) -> None:
    """Read what the plan does, have it priced and examined, seal its file, and store it all redacted."""
    door = outside()
    shown = await door.terraform.show(run)
    secrets = await asyncio.to_thread(sensitive_values, shown)
    behind = await code_behind(plan, run, shown)
    workflow = workflow_of(rules.config, plan.project)
    made = await digest_of(run, workflow, shown, behind)
    taken = await fingerprint(plan, run, rules, shown, behind)
    cost, found = await asyncio.gather(
        estimate(plan, run, rules.governance, shown), examine(plan, run, change, rules, shown)
    )
    digests = await digests_of(shown, behind)
    ground = await ground_of_plan(run, workflow, shown, behind) if plan.deployable else None
    await redact(run, secrets)
    if plan.deployable:
        await asyncio.to_thread(door.vault.keep, run.plan_file, plan.id)
    # Before the transaction, and beside the server's other work: a large plan takes a while.
    cost, found = await asyncio.to_thread(conceal, (cost, found), secrets)
    content = await asyncio.to_thread(read, shown, secrets)
    output = await asyncio.to_thread(hide, output, secrets)
    async with door.database.begin() as tx:
        await estimates.keep(tx, plan.id, cost)
        await examinations.keep(tx, plan.id, found)
        await fingerprints.keep(tx, plan.id, taken)
        await previews.keep(tx, plan.id, going_back(content))
        if plan.deployable or is_compared(plan, rules):
            await change_digests.keep(tx, plan.id, replace(digests, ground=ground))
        if await plans.finish(tx, plan.id, digest=made, content=content, output=output, at=door.clock.now()):
            await _note(tx, plan, made)


async def _note(tx: Connection, plan: StoredPlan, digest: str) -> None:
    subject = audit.of_change(plan.repo, plan.number)
    at = {"project": plan.project.key, "environment": plan.environment, "head": plan.head_sha}
    await audit.note(tx, "plan", actor=plan.actor, subject=subject, id=plan.id, digest=digest, **at)


def _unseal(run: StageRun, plan: StoredPlan) -> None:
    """Take back what an attempt sealed that a crash ended before it was recorded."""
    try:
        outside().vault.take(plan.id, run.plan_file)
    except FileNotFoundError:
        raise NothingPlanned from None


async def _fail(plan: StoredPlan, error: TidegateError) -> None:
    door = outside()
    output = error.output if isinstance(error, StepFailed) else ""
    why = await told(error.words, plan.repo)
    async with door.database.begin() as tx:
        await plans.fail(tx, plan.id, error=why, output=output, at=door.clock.now())
        await let_go_of(tx, [plan])
