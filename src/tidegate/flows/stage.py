"""Performing a stage of a workflow: the run's folder, what its processes see, one step after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

from tidegate.core.changes import Change
from tidegate.core.errors import TidegateError
from tidegate.core.gates.policy import Credentials, Policy
from tidegate.core.plans.digest import DigestInputs, digest
from tidegate.core.projects.model import Project, Stage, Step, StepKind
from tidegate.core.projects.workflows import workflow_of
from tidegate.flows.outside import outside
from tidegate.flows.rules import Rules
from tidegate.ports.terraform import StageRun
from tidegate.store.deployments import StoredDeployment
from tidegate.store.plans import StoredPlan

#: Declared variables that configure Terraform and are no secrets: hiding their values would garble logs.
PLAIN = ("TF_CLI_ARGS", "TF_REATTACH_PROVIDERS", "AWS_REGION", "AWS_DEFAULT_REGION")
#: Steps that change nothing outside their worktree: cut off by a crash, they may run again.
REPEATABLE: frozenset[StepKind] = frozenset({"init", "plan", "show", "env"})


class PlanChanged(TidegateError):
    """Planning again inside the apply stage gave another digest than the one that was reviewed.

    Attributes:
        output: What the new plan says.
    """

    def __init__(self, output: str) -> None:
        self.output = output
        super().__init__("The plan made just before applying differs from the reviewed one; nothing was applied.")


async def plan_run(plan: StoredPlan, change: Change, rules: Rules) -> StageRun:
    """The plan stage of a project, in the worktree its order prepared."""
    return await _run(plan, "plan", plan.id, change, plan.actor, rules)


async def apply_run(deployment: StoredDeployment, plan: StoredPlan, change: Change, rules: Rules) -> StageRun:
    """The apply stage of a project, in the worktree as its plan left it, or a fresh one at the plan's commit."""
    return await _run(plan, "apply", deployment.id, change, deployment.actor, rules)


async def run_plan_stage(run: StageRun, rules: Rules) -> str:
    """Perform every step of the plan stage. Answers with what the plan steps printed, redacted."""
    door = outside()
    said: list[str] = []
    for index, step in enumerate(workflow_of(rules.config, run.project).plan.steps):
        done = await door.terraform.perform(run, index, step)
        run = _with(run, step, done.variables)
        if step.kind == "plan":
            said.append(done.output)
    return "\n".join(said)


async def run_apply_stage(run: StageRun, plan: StoredPlan, rules: Rules) -> str:
    """Perform every step of the apply stage, at most once. Answers with what the apply steps printed, redacted.

    Raises:
        PlanChanged: The stage plans again, and that plan is not the reviewed one.
        Interrupted: A step that must not run twice is gone without an exit code.
    """
    door = outside()
    stage = workflow_of(rules.config, run.project).apply
    if not _plans_again(run.project, rules) and not run.plan_file.exists():
        await asyncio.to_thread(door.vault.take, plan.id, run.plan_file)
    said: list[str] = []
    for index, step in enumerate(stage.steps):
        perform = door.terraform.perform if step.kind in REPEATABLE else door.terraform.perform_once
        done = await perform(run, index, step)
        run = _with(run, step, done.variables)
        if step.kind == "plan" and await digest_of(run, rules) != plan.digest:
            raise PlanChanged(done.output)
        if step.kind == "apply":
            said.append(done.output)
    return "\n".join(said)


async def digest_of(run: StageRun, rules: Rules, shown: Mapping[str, object] | None = None) -> str:
    """Digest of the run's plan file. `shown` saves asking terraform again."""
    door = outside()
    workflow = workflow_of(rules.config, run.project)
    inputs = DigestInputs(
        show_json=shown if shown is not None else await door.terraform.show(run),
        lock_file=door.terraform.lock_file(run),
        workspace=run.project.workspace,
        comment_args=run.comment_args,
        steps=_texts(workflow.plan) + _texts(workflow.apply),
    )
    return digest(door.digest_key, inputs)


def hide(words: str, secrets: frozenset[str]) -> str:
    """The words without what the plan marks as sensitive. Longest first: one secret may be part of another."""
    for secret in sorted(secrets, key=len, reverse=True):
        words = words.replace(secret, "***")
    return words


def _texts(stage: Stage) -> tuple[str, ...]:
    return tuple(repr(step) for step in stage.steps)


async def _run(
    plan: StoredPlan, stage: Literal["plan", "apply"], run_id: str, change: Change, actor: str, rules: Rules
) -> StageRun:
    door = outside()
    folder = door.settings.runs / run_id
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    declared = _credentials(rules, plan.environment, stage).env
    run = StageRun(
        folder=folder,
        worktree=await _worktree(plan),
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
    place = (plan.repo, plan.number, plan.project.workspace, plan.head_sha)
    return checkout.existing_worktree(*place) or await checkout.worktree(*place)


def _plans_again(project: Project, rules: Rules) -> bool:
    """Whether the apply stage has a plan step of its own, as the convention's workflows do."""
    return any(step.kind == "plan" for step in workflow_of(rules.config, project).apply.steps)


def _with(run: StageRun, step: Step, found: Mapping[str, str]) -> StageRun:
    """The run with what a step added. What a command found out may be a secret and is hidden from then on."""
    hidden = run.hidden | found.keys() if step.command else run.hidden
    return replace(run, variables={**run.variables, **found}, hidden=hidden)


def _credentials(rules: Rules, environment: str | None, stage: str) -> Credentials:
    if not isinstance(rules.governance, Policy) or environment is None:
        return Credentials()
    declared = rules.governance.environments[environment]
    return declared.plan_credentials if stage == "plan" else declared.apply_credentials
