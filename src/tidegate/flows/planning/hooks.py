"""The server's hooks: commands run once before and after a command's projects, in the worktree of `default`."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import structlog

from tidegate.core.changes import Change, CommitStatus
from tidegate.core.errors import ForgeError, StepFailed, TidegateError
from tidegate.core.projects.model import Hook, Project, RepoConfig, Step
from tidegate.core.words import Wording, say
from tidegate.engine import durable
from tidegate.flows.addressing import addressed
from tidegate.flows.orders import ApplyOrder, PlanOrder
from tidegate.flows.outside import outside
from tidegate.flows.rules import CONFIG, Rules, rule_of
from tidegate.flows.telling.language import told
from tidegate.ports.terraform import StageRun
from tidegate.store import deployments, plans
from tidegate.store.codec import dump, load
from tidegate.terraform.worktree_files import read_text

log = structlog.get_logger()

ROOT = Project(dir=".")
HookStage = Literal["pre_hook", "post_hook"]
FOLDER: dict[HookStage, str] = {"pre_hook": "pre", "post_hook": "post"}
_WORDS = {"pending": say("in progress..."), "success": say("succeeded."), "failure": say("failed.")}


@dataclass(frozen=True, slots=True, kw_only=True)
class HookOutcome:
    """How the hooks before a command ended.

    Attributes:
        failed: Which hook failed and how, one sentence; empty when all went well.
        config_text: The repository configuration as a hook left it in the worktree; None when no hook wrote one.
    """

    failed: Wording = ""
    config_text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Later:
    """What is to run after a command, as its beginning knew it.

    Attributes:
        commit: What was planned.
    """

    commit: str
    hooks: tuple[Hook, ...]


def due(hooks: Sequence[Hook], command: str) -> tuple[Hook, ...]:
    """Those of the hooks that run for a command."""
    return tuple(hook for hook in hooks if not hook.commands or command in hook.commands)


def prepares(config: RepoConfig, workspace: str) -> bool:
    """Whether hooks before a plan have made a workspace's worktree ready: it must be left as they left it."""
    return workspace == ROOT.workspace and bool(due(config.pre_hooks, "plan"))


async def before(order: PlanOrder | ApplyOrder, batch: str, change: Change, rules: Rules) -> HookOutcome:
    """Run the hooks before a command. Inside a step: performed again, it attaches to what still runs."""
    post = due(rules.config.post_hooks, order.kind)
    if post:
        await asyncio.to_thread(_keep, batch, _Later(commit=rules.commit, hooks=post))
    hooks = due(rules.config.pre_hooks, order.kind)
    if not hooks:
        return HookOutcome()
    try:
        run = await _run(order, batch, change, rules.commit, "pre_hook")
    except TidegateError as error:
        return HookOutcome(failed=error.words)
    failed = await _run_all(run, hooks, change, "pre_hook")
    return HookOutcome(failed=failed, config_text=await _written(run.worktree, change.repo, rules.commit))


@durable.step("hooks.after")
async def after(order: PlanOrder | ApplyOrder, batch: str) -> None:
    """Run the hooks after a command, those its beginning knew of. What they do wrong is shown and stops nothing."""
    later = await asyncio.to_thread(_kept, batch)
    if later is None:
        return
    try:
        change = await addressed(order.repo, order.number)
        run = await _run(order, batch, change, later.commit, "post_hook")
        wrong = "true" if await _has_errors(order, batch) else "false"
        run = replace(run, variables={**run.variables, "COMMAND_HAS_ERRORS": wrong})
        await _run_all(run, later.hooks, change, "post_hook")
    except TidegateError as error:
        log.warning("post-workflow hooks not run", order=batch, error=str(error))


async def _run_all(run: StageRun, hooks: Sequence[Hook], change: Change, stage: HookStage) -> Wording:
    """One hook after the other; the first that fails is the last (Atlantis). Answers with what went wrong."""
    for index, hook in enumerate(hooks):
        name = hook.description or f"{FOLDER[stage].capitalize()} workflow hook #{index}"
        status = Path(f"{run.variables['OUTPUT_STATUS_FILE']}-{index}")
        own = replace(run, variables={**run.variables, "OUTPUT_STATUS_FILE": str(status)})
        await _show(change, stage, name, "pending", "")
        failed = await _perform(own, index, hook)
        said = (await asyncio.to_thread(read_text, status, status.parent) or "").strip()
        await _show(change, stage, name, "failure" if failed else "success", said)
        if failed:
            return say("{name}: {why}.", name=name, why=failed)
    return ""


async def _perform(run: StageRun, index: int, hook: Hook) -> Wording:
    """Run a hook. Answers with why it failed, empty when it did not."""
    step = Step(kind="run", command=hook.command, shell=hook.shell, shell_args=hook.shell_args)
    try:
        await outside().terraform.perform(run, index, step)
    except StepFailed as error:
        log.warning("hook failed", folder=str(run.folder), exit_code=error.exit_code)
        return say("it ended with exit code {code}", code=error.exit_code)
    except TidegateError as error:
        return error.words
    return ""


async def _run(order: PlanOrder | ApplyOrder, batch: str, change: Change, commit: str, stage: HookStage) -> StageRun:
    door = outside()
    folder = door.settings.runs / f"{batch}-{FOLDER[stage]}"
    run = StageRun(
        folder=folder,
        worktree=await _worktree(order, folder, change, commit, stage),
        project=ROOT,
        stage=stage,
        variables={},
        hidden=frozenset(),
        comment_args=order.scope.args,
        plan_file=folder / "plan.tfplan",
        state_lock="off",
    )
    return await door.terraform.surround_hook(run, change, order.actor, order.kind)


async def _worktree(order: PlanOrder | ApplyOrder, folder: Path, change: Change, commit: str, stage: HookStage) -> Path:
    """A clean one before a plan, once; else as the plan or an attempt of ours has left it."""
    checkout = outside().checkout
    place = (change.repo, change.number, ROOT.workspace, commit)
    begun = await asyncio.to_thread(folder.exists)
    afresh = order.kind == "plan" and stage == "pre_hook" and not begun
    left = None if afresh else checkout.existing_worktree(*place)
    return left or await checkout.worktree(*place)


async def _written(worktree: Path, repo: str, commit: str) -> str | None:
    """The configuration in the worktree, where it is not the commit's own."""
    file = rule_of(repo).repo_config_file or CONFIG
    found = await asyncio.to_thread(read_text, worktree / file, worktree)
    return None if found == await outside().checkout.read(repo, commit, file) else found


async def _has_errors(order: PlanOrder | ApplyOrder, batch: str) -> bool:
    """Whether something of a command did not end well. An apply that applied nothing did not."""
    async with outside().database.read() as tx:
        if order.kind == "plan":
            return any(plan.state == "failed" for plan in await plans.of_batch(tx, batch))
        done = await deployments.of_batch(tx, batch)
    return not done or any(entry.state != "applied" for entry in done)


async def _show(
    change: Change, stage: HookStage, name: str, state: Literal["pending", "success", "failure"], said: str
) -> None:
    """A status for each hook (Atlantis: its names). A forge that cannot be written to stops no hook."""
    settings = outside().settings
    status = CommitStatus(
        context=f"{settings.status_prefix}/{FOLDER[stage]}_workflow_hook: {name}",
        state=state,
        description=said or await told(_WORDS[state], change.repo),
        url=settings.page_of(change),
    )
    try:
        await outside().forge.set_status(change.repo, change.head_sha, status)
    except ForgeError as error:
        log.warning("status not written", context=status.context, error=str(error))


def _later_file(batch: str) -> Path:
    return outside().settings.runs / f"{batch}-post" / "hooks.json"


def _keep(batch: str, later: _Later) -> None:
    file = _later_file(batch)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = file.with_suffix(".tmp")
    temporary.write_text(dump(_Later, later))
    temporary.replace(file)


def _kept(batch: str) -> _Later | None:
    try:
        return load(_Later, _later_file(batch).read_text())
    except FileNotFoundError:
        return None
