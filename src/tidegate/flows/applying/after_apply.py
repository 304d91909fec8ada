"""Commands run in the repository after an apply: what makes a deployment a tested one.

They come from the trusted branch, where nobody's change edits them unseen, and see what a plan sees.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tidegate.core.changes import Change
from tidegate.core.deployments.scripts import origin, script_of
from tidegate.core.errors import StepFailed, TidegateError
from tidegate.core.gates.policy import Policy
from tidegate.core.known import Unknown
from tidegate.core.projects.model import Project, Step
from tidegate.core.words import say
from tidegate.engine import durable
from tidegate.flows.addressing import addressed
from tidegate.flows.outside import outside
from tidegate.flows.planning.credentials import credentials_of
from tidegate.flows.planning.stage import PLAIN
from tidegate.flows.refresh import fetch
from tidegate.flows.rules import Rules, governance_ref, rules_at
from tidegate.flows.telling import report
from tidegate.flows.telling.language import told
from tidegate.ports.terraform import StageRun
from tidegate.store import after_tests, decisions, deployments, plans
from tidegate.store.after_tests import AfterTest
from tidegate.store.decisions import StoredDecision
from tidegate.store.deployments import StoredDeployment
from tidegate.store.plans import StoredPlan

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
    """Environments that an apply command left applied, and that have commands to run then. Nobody outside is asked."""
    async with outside().database.read() as tx:
        made = await deployments.of_batch(tx, batch)
    states: dict[str, set[str]] = {}
    for entry in made:
        states.setdefault(entry.environment or "", set()).add(entry.state)
    applied = [name for name, seen in states.items() if name and seen == {"applied"}]
    return [name for name in applied if await _commands([entry for entry in made if entry.environment == name])]


async def _commands(deployed: Sequence[StoredDeployment]) -> tuple[str, ...]:
    """What the rules that let deployments of one environment through say is run after them."""
    policies = [stored.policy for stored in await _decided(deployed)]
    homes = [
        policy.environments.get(deployed[0].environment or "") for policy in policies if isinstance(policy, Policy)
    ]
    return next((home.after_apply for home in homes if home), ())


async def _decided(deployed: Iterable[StoredDeployment]) -> tuple[StoredDecision, ...]:
    async with outside().database.read() as tx:
        return await decisions.of_ids(tx, {entry.decision_id for entry in deployed})


@durable.step("after_apply.run")
async def run_commands(batch: str, environment: str) -> None:
    """Run an environment's commands one after the other; each is recorded as it ends, a failure keeps none back.

    One that had ended before a crash is not run again.
    """
    async with outside().database.read() as tx:
        made = [entry for entry in await deployments.of_batch(tx, batch) if entry.environment == environment]
        plan = await plans.get(tx, made[0].plan_id)
        known = (await after_tests.of_deployments(tx, [made[0].id])).get(made[0].id, ())
    ended = {test.position for test in known if test.state != "running"}
    left = [(at, command) for at, command in enumerate(await _commands(made)) if at not in ended]
    try:
        ground = await _ground(tuple(made), plan)
    except TidegateError as error:
        # Nothing says that it is tested then; the next apply, or a person, may.
        for position, command in left:
            await _record(made, position, command, await _not_run(error, plan.repo))
        return
    for position, command in left:
        await _record(made, position, command, _Ended(state="running"))
        await _record(made, position, command, await _run(ground, f"{batch}.{environment}-after", position, command))


async def _ground(deployed: tuple[StoredDeployment, ...], plan: StoredPlan) -> _Ground:
    change = await addressed(plan.repo, plan.number)
    await fetch(change)
    rules = await rules_at(change, plan.commit)
    approved: set[str] = set()
    for stored in await _decided(deployed):
        files = stored.facts.governed_files
        passed = any(answer.gate == GOVERNANCE_GATE and answer.verdict == "pass" for answer in stored.decision.answers)
        if passed and not isinstance(files, Unknown):
            approved.update(files)
    trusted = await outside().checkout.commit(plan.repo, await governance_ref(plan.repo))
    return _Ground(
        change=change, deployed=deployed, plan=plan, rules=rules, trusted=trusted, approved=frozenset(approved)
    )


async def _run(ground: _Ground, name: str, position: int, command: str) -> _Ended:
    """Run one command. Answers with how it ended."""
    script = script_of(command)
    try:
        there = frozenset(await outside().checkout.files(ground.plan.repo, ground.trusted))
        found = origin(script, there, ground.approved)
        if found == "none":
            why = say(
                "{script} is not on the trusted branch, and no owner of the rules approved the deployed one.",
                script=script,
            )
            return _Ended(state="failed", output=await told(why, ground.plan.repo))
        run = await _stage_run(ground, name, ground.trusted if found == "trusted" else ground.plan.commit)
        done = await outside().terraform.perform(run, position, Step(kind="run", command=command))
    except StepFailed as error:
        return _Ended(state="failed", exit_code=error.exit_code, output=error.output)
    except TidegateError as error:
        return await _not_run(error, ground.plan.repo)
    return _Ended(state="passed", exit_code=0, output=done.output)


async def _not_run(error: TidegateError, repo: str) -> _Ended:
    why = await told(say("It could not be run: {why}", why=error.words), repo)
    return _Ended(state="failed", output=why)


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


async def _record(deployed: Iterable[StoredDeployment], position: int, command: str, ended: _Ended) -> None:
    """The same for every deployment of the apply command: they were tested together."""
    door = outside()
    async with door.database.begin() as tx:
        for entry in deployed:
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
