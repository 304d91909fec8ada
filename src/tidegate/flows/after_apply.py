"""Commands run in the repository after an apply: what makes a deployment a tested one.

They come from the trusted branch, where nobody's change edits them unseen, and see what a plan sees.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import structlog

from tidegate.core.changes import Change
from tidegate.core.deployments.scripts import origin, script_of
from tidegate.core.errors import StepFailed, TidegateError
from tidegate.core.gates.policy import Policy
from tidegate.core.known import Unknown
from tidegate.core.projects.model import Project, Step
from tidegate.engine import durable
from tidegate.flows import report
from tidegate.flows.addressing import addressed
from tidegate.flows.credentials import credentials_of
from tidegate.flows.outside import outside
from tidegate.flows.refresh import fetch
from tidegate.flows.rules import Rules, governance_of, governance_ref, rules_at
from tidegate.flows.stage import PLAIN
from tidegate.ports.terraform import StageRun
from tidegate.store import after_tests, decisions, deployments, plans
from tidegate.store.after_tests import AfterTest
from tidegate.store.deployments import StoredDeployment
from tidegate.store.plans import StoredPlan

log = structlog.get_logger()

ROOT = Project(dir=".")
GOVERNANCE_GATE = "governance"
KEPT = 20_000  # Characters of a command's output.


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ended:
    """How a command stands. `exit_code` is None while it runs, and where it never began."""

    state: Literal["running", "passed", "failed"]
    exit_code: int | None = None
    output: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """Where the commands of one environment run.

    Attributes:
        deployed: What they are about, all of one environment and one apply command.
        plan: One of their plans: whose credentials they get.
        trusted: The commit scripts are taken from.
        approved: Scripts of the deployed commit the owners of the rules approved.
    """

    change: Change
    deployed: tuple[StoredDeployment, ...]
    plan: StoredPlan
    rules: Rules
    trusted: str
    approved: frozenset[str]


async def run_after_apply(batch: str) -> None:
    """Run the commands of every environment all of whose projects were applied. Called inside a workflow."""
    for environment in await due(batch):
        await run_commands(batch, environment)
        await report.deployments(batch)


@durable.step("after_apply.due")
async def due(batch: str) -> list[str]:
    """Environments that an apply command left applied, and that have commands to run then."""
    async with outside().database.read() as tx:
        made = await deployments.of_batch(tx, batch)
    if not made:
        return []
    governance = await governance_of(made[0].repo)
    if not isinstance(governance, Policy):
        return []
    states: dict[str, set[str]] = {}
    for entry in made:
        states.setdefault(entry.environment or "", set()).add(entry.state)
    applied = [name for name, seen in states.items() if seen == {"applied"} and name in governance.environments]
    return [name for name in applied if governance.environments[name].after_apply]


@durable.step("after_apply.run")
async def run_commands(batch: str, environment: str) -> None:
    """Run an environment's commands one after the other; each is recorded as it ends, a failure keeps none back."""
    async with outside().database.read() as tx:
        made = [entry for entry in await deployments.of_batch(tx, batch) if entry.environment == environment]
        plan = await plans.get(tx, made[0].plan_id)
    try:
        ground = await _ground(tuple(made), plan)
        governance = ground.rules.governance
        commands = governance.environments[environment].after_apply if isinstance(governance, Policy) else ()
        for position, command in enumerate(commands):
            await _record(ground, position, command, _Ended(state="running"))
            await _run(ground, f"{batch}.{environment}-after", position, command)
    except TidegateError as error:
        # Nothing says that it is tested then; the next apply, or a person, may.
        log.warning("after-apply commands not run", batch=batch, environment=environment, error=str(error))


async def _ground(deployed: tuple[StoredDeployment, ...], plan: StoredPlan) -> _Ground:
    change = await addressed(plan.repo, plan.number)
    await fetch(change)
    rules = await rules_at(change, plan.commit)
    async with outside().database.read() as tx:
        made = await decisions.of_ids(tx, {entry.decision_id for entry in deployed})
    approved: set[str] = set()
    for stored in made:
        files = stored.facts.governed_files
        passed = any(answer.gate == GOVERNANCE_GATE and answer.verdict == "pass" for answer in stored.decision.answers)
        if passed and not isinstance(files, Unknown):
            approved.update(files)
    trusted = await outside().checkout.commit(plan.repo, await governance_ref(plan.repo))
    return _Ground(
        change=change, deployed=deployed, plan=plan, rules=rules, trusted=trusted, approved=frozenset(approved)
    )


async def _run(ground: _Ground, name: str, position: int, command: str) -> None:
    """Run one command and record how it ended."""
    checkout, repo = outside().checkout, ground.plan.repo
    script = script_of(command)
    there = frozenset(await checkout.files(repo, ground.trusted))
    match origin(script, there, ground.approved):
        case "trusted":
            commit = ground.trusted
        case "deployed":
            commit = ground.plan.commit
        case "none":
            why = f"{script} is not on the trusted branch, and no owner of the rules approved the deployed one."
            await _record(ground, position, command, _Ended(state="failed", output=why))
            return
    run = await _stage_run(ground, name, commit)
    try:
        done = await outside().terraform.perform(run, position, Step(kind="run", command=command))
        ended = _Ended(state="passed", exit_code=0, output=done.output)
    except StepFailed as error:
        ended = _Ended(state="failed", exit_code=error.exit_code, output=error.output)
    except TidegateError as error:
        ended = _Ended(state="failed", output=str(error))
    await _record(ground, position, command, ended)


async def _stage_run(ground: _Ground, name: str, commit: str) -> StageRun:
    """Within the walls of a step, with the environment's read-only credentials."""
    door = outside()
    folder = door.settings.runs / name
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    declared = await credentials_of(ground.plan, "plan", ground.rules)
    run = StageRun(
        folder=folder,
        worktree=await _worktree(ground.plan, commit),
        project=ROOT,
        stage="post_hook",
        variables={},
        hidden=frozenset(name for name in declared if not name.startswith(PLAIN)),
        comment_args=(),
        plan_file=folder / "plan.tfplan",
        state_lock="off",
    )
    return await door.terraform.surround(run, ground.change, ground.deployed[0].actor, declared)


async def _worktree(plan: StoredPlan, commit: str) -> Path:
    """A checkout of its own: what a plan left in its worktree waits to be applied."""
    checkout = outside().checkout
    place = (plan.repo, plan.number, f"after-apply-{commit[:12]}", commit)
    return checkout.existing_worktree(*place) or await checkout.worktree(*place)


async def _record(ground: _Ground, position: int, command: str, ended: _Ended) -> None:
    """The same for every deployment of the apply command: they were tested together."""
    door = outside()
    async with door.database.begin() as tx:
        for entry in ground.deployed:
            test = AfterTest(
                deployment_id=entry.id,
                position=position,
                command=command,
                state=ended.state,
                at=door.clock.now(),
                exit_code=ended.exit_code,
                output=ended.output[-KEPT:],
            )
            await after_tests.keep(tx, test)
