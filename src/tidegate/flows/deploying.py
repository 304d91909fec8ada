"""Deploying one project: take its slot, decide once more, run the apply stage at most once, give the slot back."""

from __future__ import annotations

import structlog

from tidegate.core.errors import Interrupted, StepFailed, TidegateError
from tidegate.engine import durable
from tidegate.flows.deciding import decide_apply
from tidegate.flows.outside import outside
from tidegate.flows.refresh import fetch
from tidegate.flows.rules import rules_at
from tidegate.flows.stage import PlanChanged, apply_run, run_apply_stage
from tidegate.store import deployments, plans, slots, stage_runs
from tidegate.store.deployments import DeploymentState, StoredDeployment

log = structlog.get_logger()


@durable.workflow("deploy")
async def deploy_project(deployment_id: str) -> str:
    """Apply one stored deployment. Answers with its state."""
    if not await take_slot(deployment_id):
        return await refuse(deployment_id, "Another apply of this project is running, or its end is not known.")
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
        return await slots.take(
            tx, deployment.repo, deployment.project, workflow=durable.current_workflow(), at=door.clock.now()
        )


@durable.step("deploy.decide_again")
async def decide_again(deployment_id: str) -> str:
    """Read head, digests, approvals and window once more inside the slot. Answers with what is missing now."""
    door = outside()
    async with door.database.begin() as tx:
        deployment = await deployments.get(tx, deployment_id)
        plan = await plans.get(tx, deployment.plan_id)
    try:
        change = await door.forge.change(deployment.repo, deployment.number)
        await fetch(change)
        rules = await rules_at(change.repo, change.head_sha)
        asking = durable.current_workflow()
        stored = await decide_apply(
            deployment.actor,
            change,
            deployment.environment,
            (plan,),
            rules,
            asking=asking,
            decision_id=f"{deployment_id}.again",
        )
    except TidegateError as error:
        return f"The facts could not be read again just before the apply: {error}"
    return " ".join(answer.reason for answer in stored.decision.missing)


@durable.step("deploy.perform")
async def perform(deployment_id: str) -> str:
    """Run the apply stage. After a crash it attaches to what still runs, or reports the deployment interrupted."""
    door = outside()
    async with door.database.begin() as tx:
        deployment = await deployments.get(tx, deployment_id)
        await deployments.running(tx, deployment_id)
        host = await stage_runs.start(tx, durable.current_workflow(), host=door.settings.host, at=door.clock.now())
    if host != door.settings.host:
        return await _settle(deployment, "interrupted", error=f"It was started on {host}, which is gone.")
    return await _attempt(deployment)


@durable.step("deploy.refuse")
async def refuse(deployment_id: str, because: str) -> str:
    async with outside().database.begin() as tx:
        deployment = await deployments.get(tx, deployment_id)
    return await _settle(deployment, "refused", error=because)


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
    try:
        output = await _run(deployment)
    except Interrupted as error:
        return await _settle(deployment, "interrupted", error=str(error))
    except PlanChanged as error:
        return await _settle(deployment, "changed", error=str(error), output=error.output)
    except StepFailed as error:
        return await _settle(deployment, "failed", error=str(error), output=error.output)
    except TidegateError as error:
        return await _settle(deployment, "failed", error=str(error))
    except Exception:
        # A fault of ours: whether terraform ran is not known, so it counts as interrupted.
        log.exception("deployment failed", id=deployment.id)
        return await _settle(
            deployment, "interrupted", error=f"Tidegate itself failed; its log says why under {deployment.id}."
        )
    return await _settle(deployment, "applied", output=output)


async def _run(deployment: StoredDeployment) -> str:
    door = outside()
    async with door.database.begin() as tx:
        plan = await plans.get(tx, deployment.plan_id)
    change = await door.forge.change(deployment.repo, deployment.number)
    rules = await rules_at(deployment.repo, deployment.head_sha)
    run = await apply_run(deployment, plan, change, rules)
    try:
        return await run_apply_stage(run, plan, rules)
    finally:
        run.plan_file.unlink(missing_ok=True)


async def _settle(
    deployment: StoredDeployment, state: DeploymentState, *, output: str = "", error: str = ""
) -> DeploymentState:
    door = outside()
    async with door.database.begin() as tx:
        await deployments.settle(tx, deployment.id, state, output=output, error=error, at=door.clock.now())
    log.info("deployment ended", id=deployment.id, state=state, error=error)
    return state
