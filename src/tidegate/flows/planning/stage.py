"""Performing a stage of a workflow: the run's folder, what its processes see, one step after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

from tidegate.core.changes import Change
from tidegate.core.errors import Cancelled, StepFailed, TidegateError
from tidegate.core.plans.change_digests import Ground
from tidegate.core.plans.digest import DigestInputs, digest
from tidegate.core.plans.leftover import ground_of
from tidegate.core.plans.read import sensitive_values
from tidegate.core.projects.model import Stage, Step, StepKind, Workflow
from tidegate.core.projects.step_files import files_of
from tidegate.core.projects.workflows import workflow_of
from tidegate.core.words import Words, say
from tidegate.flows.outside import outside
from tidegate.flows.planning.code import Behind, code_behind
from tidegate.flows.planning.credentials import credentials_of
from tidegate.flows.rules import Rules
from tidegate.ports.terraform import StageRun, Terraform
from tidegate.store.codec import dump, load
from tidegate.store.deployments import StoredDeployment
from tidegate.store.plans import StoredPlan

#: Declared variables that configure Terraform and are no secrets: hiding their values would garble logs.
PLAIN = ("TF_CLI_ARGS", "TF_REATTACH_PROVIDERS", "AWS_REGION", "AWS_DEFAULT_REGION")
#: Steps whose output people are shown, in order (Atlantis).
TOLD: frozenset[StepKind] = frozenset({"plan", "apply", "run", "multienv"})
#: Steps that change nothing outside their worktree: cut off by a crash, they may run again.
REPEATABLE: frozenset[StepKind] = frozenset({"init", "plan", "show", "env"})


class NotReviewed(TidegateError):
    """What would be applied is not what was reviewed, so nothing was.

    Attributes:
        output: What the new plan says; empty when there is none.
    """

    def __init__(self, because: Words, output: str = "") -> None:
        self.output = output
        super().__init__(say("{because} Nothing was applied; plan again and have that plan reviewed.", because=because))


class NothingPlanned(TidegateError):
    """The plan stage ended well and left no plan."""

    def __init__(self) -> None:
        super().__init__(
            say("The plan stage made no plan file. It needs a `plan` step, or a `run` step that writes $PLANFILE.")
        )


async def plan_run(plan: StoredPlan, change: Change, rules: Rules) -> StageRun:
    """The plan stage of a project, in the worktree its order prepared. Its workflow is written down for the apply."""
    run = await _run(plan, "plan", plan.id, await _worktree(plan), change, plan.actor, rules)
    _workflow_file(plan).write_text(dump(Workflow, workflow_of(rules.config, plan.project)))
    return run


async def apply_run(deployment: StoredDeployment, plan: StoredPlan, change: Change, rules: Rules) -> StageRun:
    """The apply stage of a project, in the worktree as its plan left it, or a fresh one at the plan's commit."""
    return await _run(plan, "apply", deployment.id, await _worktree(plan), change, deployment.actor, rules)


async def base_run(plan: StoredPlan, worktree: Path, change: Change, rules: Rules) -> StageRun:
    """The plan stage of a project where a change leaves its base, in a checkout of that commit; nothing applies it."""
    at_base = replace(change, head_sha=plan.commit)
    return await _run(plan, "plan", plan.id, worktree, at_base, plan.actor, rules)


async def run_plan_stage(run: StageRun, workflow: Workflow) -> str:
    """Perform every step of the plan stage. Answers with what the plan steps printed, redacted."""
    said: list[str] = []
    for index, step in enumerate(workflow.plan.steps):
        done = await outside().terraform.perform(run, index, step)
        run = _with(run, step, done.variables)
        if step.kind in TOLD and done.output:
            said.append(done.output)
    return "\n".join(said)


async def run_apply_stage(run: StageRun, plan: StoredPlan, workflow: Workflow) -> str:
    """Perform every step of the apply stage, at most once. Answers with what the apply steps printed, redacted.

    Raises:
        NotReviewed: The stage plans again, and that plan is not the reviewed one.
        Interrupted: A step that must not run twice is gone without an exit code.
    """
    door = outside()
    if not plans_again(workflow) and not run.plan_file.exists():
        await asyncio.to_thread(_unseal, run, plan)
    said: list[str] = []
    for index, step in enumerate(workflow.apply.steps):
        perform = door.terraform.perform if step.kind in REPEATABLE else door.terraform.perform_once
        done = await perform(run, index, step)
        run = _with(run, step, done.variables)
        if step.kind == "plan":
            await _agree(run, plan, workflow, done.output)
        if step.kind in TOLD and done.output:
            said.append(done.output)
    return "\n".join(said)


def reviewed_workflow(plan: StoredPlan) -> Workflow:
    """The workflow the plan was made by, whatever the trusted branch has become since.

    Raises:
        NotReviewed: It is not on this host.
    """
    try:
        return load(Workflow, _workflow_file(plan).read_text())
    except FileNotFoundError:
        raise NotReviewed(say("The files of the reviewed plan are not on this server.")) from None


def plans_again(workflow: Workflow) -> bool:
    """Whether the apply stage has a plan step of its own, as the convention's workflows do."""
    return any(step.kind == "plan" for step in workflow.apply.steps)


async def digest_of(run: StageRun, workflow: Workflow, shown: Mapping[str, object], behind: Behind) -> str:
    """Digest of a plan; `shown` is `terraform show -json` of it, `behind` the code it was made from."""
    return await asyncio.to_thread(_digest, run, workflow, shown, behind)


async def ground_of_plan(
    run: StageRun, workflow: Workflow, shown: Mapping[str, object], behind: Behind
) -> Ground | None:
    """What a plan stands on besides what it changes; None where a part of it is not known."""
    inputs = await asyncio.to_thread(digest_inputs, outside().terraform, run, workflow, shown, behind)
    return await asyncio.to_thread(ground_of, outside().digest_key, inputs)


def digest_inputs(
    terraform: Terraform, run: StageRun, workflow: Workflow, shown: Mapping[str, object], behind: Behind
) -> DigestInputs:
    """Everything the digest of a run's plan covers."""
    return DigestInputs(
        show_json=shown,
        code=behind.covered,
        values=behind.values,
        identity=behind.identity,
        lock_file=terraform.lock_file(run),
        workspace=run.project.workspace,
        comment_args=run.comment_args,
        steps=(*_texts(workflow.plan), *_texts(workflow.apply), *_scripts(run, workflow, behind)),
    )


def _digest(run: StageRun, workflow: Workflow, shown: Mapping[str, object], behind: Behind) -> str:
    return digest(outside().digest_key, digest_inputs(outside().terraform, run, workflow, shown, behind))


async def secrets_of(run: StageRun) -> frozenset[str]:
    """Values the run's plan marks as sensitive; none when there is no plan to ask."""
    if not run.plan_file.exists():
        return frozenset()
    try:
        return sensitive_values(await outside().terraform.show(run))
    except (StepFailed, Cancelled):
        return frozenset()


async def redact(run: StageRun, secrets: frozenset[str]) -> None:
    """Hide in the log what the plan marks as sensitive. Before the end is recorded: followers leave with it."""
    await asyncio.to_thread(outside().terraform.redact, run, secrets)


async def clean(run: StageRun) -> None:
    """Leave nothing in clear behind. After the end is recorded: until then a crash may need it again."""
    await asyncio.to_thread(outside().terraform.clean, run)


def hide(words: str, secrets: frozenset[str]) -> str:
    """The words without what the plan marks as sensitive. Longest first: one secret may be part of another."""
    for secret in sorted(secrets, key=len, reverse=True):
        words = words.replace(secret, "(hidden)")
    return words


async def _agree(run: StageRun, plan: StoredPlan, workflow: Workflow, output: str) -> None:
    """Hold the plan just made against the reviewed one, once: after a restart terraform may be applying it already."""
    agreed = run.folder / "agreed"
    if agreed.exists():
        return
    shown = await outside().terraform.show(run)
    if await digest_of(run, workflow, shown, await code_behind(plan, run, shown)) != plan.digest:
        words = hide(output, sensitive_values(shown))
        raise NotReviewed(say("The plan made just before applying differs from the reviewed one."), words)
    with (run.folder / "log").open("a") as log:
        log.write(f"Planned again to compare: digest {plan.digest[:12]} is the reviewed one.\n")
    agreed.touch()


def _unseal(run: StageRun, plan: StoredPlan) -> None:
    try:
        outside().vault.take(plan.id, run.plan_file)
    except FileNotFoundError:
        raise NotReviewed(say("The reviewed plan is not kept any more.")) from None


async def _run(
    plan: StoredPlan,
    stage: Literal["plan", "apply"],
    run_id: str,
    worktree: Path,
    change: Change,
    actor: str,
    rules: Rules,
) -> StageRun:
    door = outside()
    folder = door.settings.runs / run_id
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    declared = await credentials_of(plan, stage, rules)
    run = StageRun(
        folder=folder,
        worktree=worktree,
        project=plan.project,
        stage=stage,
        variables={},
        hidden=frozenset(name for name in declared if not name.startswith(PLAIN)),
        comment_args=plan.args,
        plan_file=folder / "plan.tfplan",
        state_lock="on" if plan.deployable else "off",
    )
    return await door.terraform.surround(run, change, actor, declared)


async def _worktree(plan: StoredPlan) -> Path:
    """As the plan stage left it, files its steps made included; a fresh one when it is gone."""
    checkout = outside().checkout
    place = (plan.repo, plan.number, plan.project.workspace, plan.commit)
    return checkout.existing_worktree(*place) or await checkout.worktree(*place)


def _workflow_file(plan: StoredPlan) -> Path:
    return outside().settings.runs / plan.id / "workflow.json"


def _texts(stage: Stage) -> tuple[str, ...]:
    return tuple(repr(step) for step in stage.steps)


def _scripts(run: StageRun, workflow: Workflow, behind: Behind) -> tuple[str, ...]:
    """Files its commands name, as they were committed, each with its hash: they are the head's own."""
    named = files_of((*workflow.plan.steps, *workflow.apply.steps), run.project.dir)
    return tuple(f"{path} {found}" for path, found in sorted(behind.there.hashes(named).items()))


def _with(run: StageRun, step: Step, found: Mapping[str, str]) -> StageRun:
    """The run with what a step added. What a command found out may be a secret and is hidden from then on."""
    names = run.found | found.keys() if step.command else run.found
    return replace(run, variables={**run.variables, **found}, found=names)
