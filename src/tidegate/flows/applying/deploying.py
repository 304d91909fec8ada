"""Deploying one project: take its slot, decide once more, run the apply stage at most once, give the slot back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog

from tidegate.core.errors import Cancelled, Interrupted, StepFailed, TidegateError
from tidegate.core.projects.workflows import workflow_of
from tidegate.core.words import Wording, say
from tidegate.engine import durable
from tidegate.flows.addressing import addressed
from tidegate.flows.applying import identities
from tidegate.flows.applying.owing import owe
from tidegate.flows.deciding.deciding import Attempt, decide_apply
from tidegate.flows.outside import outside
from tidegate.flows.planning.stage import (
    NotReviewed,
    apply_run,
    clean,
    hide,
    redact,
    reviewed_workflow,
    run_apply_stage,
    secrets_of,
)
from tidegate.flows.records import audit
from tidegate.flows.refresh import fetch
from tidegate.flows.rules import Rules, rules_at
from tidegate.flows.telling.language import told
from tidegate.render.words import in_locale
from tidegate.store import decisions, deployments, plans, slots, stage_runs
from tidegate.store.database import Connection
from tidegate.store.deployments import DeploymentState, StoredDeployment
from tidegate.store.plans import StoredPlan

log = structlog.get_logger()

#: Seconds between attempts to get back to an apply after a crash, while the forge or git may be away too.
RESUME_PAUSES = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 60.0, 60.0, 60.0)


@durable.workflow("deploy")
async def deploy_project(deployment_id: str) -> str:
    """Apply one stored deployment. Answers with its state."""
    try:
        return await _deploy(deployment_id)
    except Exception:
        # A fault of ours, or of the database: whether terraform ran is not known.
        log.exception("deployment failed", id=deployment_id)
        await keep_closed(deployment_id)
        return await abandon(deployment_id)


async def _deploy(deployment_id: str) -> str:
    if not await take_slot(deployment_id):
        return await refuse(deployment_id)
    because = await decide_again(deployment_id)
    if because:
        await give_back(deployment_id)
        return await refuse(deployment_id, because)
    outcome = await perform(deployment_id)
    await (keep_closed(deployment_id) if outcome == "interrupted" else give_back(deployment_id))
    return outcome


@durable.step("deploy.take_slot")
async def take_slot(deployment_id: str) -> bool:
    door = outside()
    async with door.database.begin() as tx:
        deployment = await deployments.get(tx, deployment_id)
        if deployment.state not in deployments.UNFINISHED:
            return False  # Somebody cancelled it before it began.
        return await slots.take(
            tx, deployment.repo, deployment.project, workflow=durable.current_workflow(), at=door.clock.now()
        )


@durable.step("deploy.decide_again")
async def decide_again(deployment_id: str) -> str:
    """Read head, digests and approvals once more inside the slot. Answers with what is missing now.

    The window is the one the whole command began in: its first decision, as it is kept, says when.
    """
    door = outside()
    async with door.database.begin() as tx:
        deployment = await deployments.get(tx, deployment_id)
        plan = await plans.get(tx, deployment.plan_id)
        (decided,) = await decisions.of_ids(tx, [deployment.decision_id])
    try:
        change = await addressed(deployment.repo, deployment.number)
        await fetch(change)
        rules = await rules_at(change, plan.commit)
        asking = durable.current_workflow()
        attempt = Attempt(
            id=f"{deployment_id}.again",
            actor=deployment.actor,
            asking=asking,
            emergency=decided.facts.emergency,
            begun=decided.decision.at,
        )
        stored = await decide_apply(attempt, change, deployment.environment, (plan,), rules)
    except Exception as error:
        log.exception("could not decide again", id=deployment_id)
        why = error.words if isinstance(error, TidegateError) else str(error)
        unread = say("The facts could not be read again just before the apply: {why}", why=why)
        return await told(unread, deployment.repo)
    return " ".join(in_locale(answer.reason, stored.decision.locale) for answer in stored.decision.missing)


@durable.step("deploy.perform")
async def perform(deployment_id: str) -> str:
    """Run the apply stage. After a crash it attaches to what still runs, or reports the deployment interrupted."""
    door = outside()
    async with door.database.begin() as tx:
        await deployments.running(tx, deployment_id)
        deployment = await deployments.get(tx, deployment_id)
        if deployment.state != "running":
            return deployment.state  # Somebody cancelled it before it began.
        claim = await stage_runs.start(tx, durable.current_workflow(), host=door.settings.host, at=door.clock.now())
        if claim.fresh:
            await owe(tx, deployment)
            await _note(tx, "apply started", deployment)
    if claim.host != door.settings.host:
        gone = say("It was started on {host}, which is gone.", host=claim.host)
        return await _settle(deployment, "interrupted", error=gone)
    return await (_attempt(deployment) if claim.fresh else _resume(deployment))


@durable.step("deploy.abandon")
async def abandon(deployment_id: str) -> str:
    async with outside().database.begin() as tx:
        deployment = await deployments.get(tx, deployment_id)
    fault = say("Tidegate failed; its log says why under {id}.", id=deployment_id)
    return await _settle(deployment, "interrupted", error=fault)


@durable.step("deploy.refuse")
async def refuse(deployment_id: str, because: str = "") -> str:
    """End it before it began. `because` as people read it; empty when its slot is not free."""
    async with outside().database.begin() as tx:
        deployment = await deployments.get(tx, deployment_id)
    busy = say("Another apply of this project is running, or its end is not known.")
    return await _settle(deployment, "refused", error=because or busy)


@durable.step("deploy.give_back")
async def give_back(deployment_id: str) -> None:
    async with outside().database.begin() as tx:
        deployment = await deployments.get(tx, deployment_id)
        await slots.free(tx, deployment.repo, deployment.project, workflow=durable.current_workflow())


@durable.step("deploy.keep_closed")
async def keep_closed(deployment_id: str) -> None:
    """Nobody knows how terraform ended: nobody else starts one until a person has looked."""
    async with outside().database.begin() as tx:
        deployment = await deployments.get(tx, deployment_id)
        await slots.suspect(tx, deployment.repo, deployment.project, workflow=durable.current_workflow())


async def _attempt(deployment: StoredDeployment) -> DeploymentState:
    """The first attempt: an error before the apply step means that nothing was applied."""
    try:
        return await _run(deployment, _unchanged)
    except NotReviewed as error:
        return await _settle(deployment, "changed", error=error.words, output=error.output)
    except TidegateError as error:
        return await _settle(deployment, "failed", error=error.words)


async def _resume(deployment: StoredDeployment) -> DeploymentState:
    """A later attempt, after a crash: terraform may be at work, so an error on the way to it decides nothing."""
    for pause in RESUME_PAUSES:
        try:
            return await _run(deployment, lambda _plan, _rules: None)
        except TidegateError as error:
            log.warning("could not attach yet", id=deployment.id, error=str(error))
            last = error
            await asyncio.sleep(pause)
    lost = say("After a restart it could not be attached to: {why}", why=last.words)
    return await _settle(deployment, "interrupted", error=lost)


async def _run(deployment: StoredDeployment, check: Callable[[StoredPlan, Rules], None]) -> DeploymentState:
    """Run the stage and record how it ended. `check` may refuse before anything starts.

    Raises:
        TidegateError: No step ended badly; the way to the steps was barred.
    """
    door = outside()
    async with door.database.begin() as tx:
        plan = await plans.get(tx, deployment.plan_id)
    change = await addressed(deployment.repo, deployment.number)
    rules = await rules_at(change, plan.commit)
    check(plan, rules)
    workflow = reviewed_workflow(plan)
    run = await apply_run(deployment, plan, change, rules)
    state: DeploymentState
    error: Wording
    try:
        state, error, output = "applied", "", await run_apply_stage(run, plan, workflow)
    except NotReviewed as refusal:
        state, error, output = "changed", refusal.words, refusal.output
    except Cancelled as stopped:
        state, error, output = "failed", stopped.words, ""
    except Interrupted as lost:
        state, error, output = "interrupted", lost.words, ""
    except StepFailed as failure:
        # Killed, terraform has no time to write down what it had done (seen: an empty state file).
        state = "interrupted" if failure.exit_code < 0 else "failed"
        error, output = failure.words, failure.output
    secrets = await secrets_of(run)
    await redact(run, secrets)
    await _settle(deployment, state, output=hide(output, secrets), error=error)
    await clean(run)
    return state


def _unchanged(plan: StoredPlan, rules: Rules) -> None:
    """The steps that were reviewed with the plan are still the trusted ones.

    Raises:
        NotReviewed: They are not.
    """
    if workflow_of(rules.config, plan.project).apply.steps != reviewed_workflow(plan).apply.steps:
        raise NotReviewed(say("The workflow's apply steps have changed since the plan was made."))


async def _settle(
    deployment: StoredDeployment, state: DeploymentState, *, output: str = "", error: Wording = ""
) -> DeploymentState:
    door, why = outside(), await told(error, deployment.repo)
    now = door.clock.now()
    async with door.database.begin() as tx:
        if await deployments.settle(tx, deployment.id, state, output=output, error=why, at=now):
            if state == "applied":
                await identities.remember(tx, deployment, f"{deployment.id}.again", now)
            await _note(tx, "apply ended", deployment, state=state)
    log.info("deployment ended", id=deployment.id, state=state, error=str(error))
    return state


async def _note(tx: Connection, kind: str, deployment: StoredDeployment, **more: str) -> None:
    await audit.note(
        tx,
        kind,
        actor=deployment.actor,
        subject=audit.of_change(deployment.repo, deployment.number),
        id=deployment.id,
        project=deployment.project.key,
        environment=deployment.environment,
        plan=deployment.plan_id,
        decision=deployment.decision_id,
        **more,
    )
