"""Having a plan, and the code it was made from, examined by every check."""

from __future__ import annotations

import asyncio
import posixpath
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import structlog

from tidegate.core.changes import Change
from tidegate.core.checks.model import CheckResult
from tidegate.core.checks.rules import CheckRules
from tidegate.core.errors import GitFailed, TidegateError
from tidegate.core.gates.policy import Policy
from tidegate.core.projects.modules import called_from
from tidegate.core.projects.workflows import workflow_of
from tidegate.core.words import say
from tidegate.flows.facts.own import is_elsewhere
from tidegate.flows.modules import module_calls
from tidegate.flows.outside import outside
from tidegate.flows.rules import Rules, governance_ref
from tidegate.flows.waiting import compared_with
from tidegate.hcl.modules import may_call
from tidegate.hcl.paths import neighbours_of
from tidegate.hcl.places import Places, located
from tidegate.ports.checks import Subject
from tidegate.ports.programs import Programs
from tidegate.ports.terraform import StageRun
from tidegate.store.plans import StoredPlan

log = structlog.get_logger()

#: Worktrees of a change no step runs in: of its own commit and of what it comes from. No workspace may be called so.
HEAD, BASE = "~head", "~base"


async def examine(
    plan: StoredPlan, run: StageRun, change: Change, rules: Rules, shown: Mapping[str, object]
) -> tuple[CheckResult, ...]:
    """Every check of a plan; `shown` is `terraform show -json` of it. Never raises: what cannot be said is failed."""
    try:
        found = await outside().examiner.examine(await _subject(plan, run, change, rules, shown))
        return located(found, await _places(plan, rules))
    except TidegateError as error:
        reason = error.words
    except Exception:
        log.exception("checks failed", plan=plan.id)
        reason = say("Tidegate itself failed; its log says why under {id}.", id=plan.id)
    return (CheckResult(check="checks", state="failed", reason=reason),)


async def _subject(
    plan: StoredPlan, run: StageRun, change: Change, rules: Rules, shown: Mapping[str, object]
) -> Subject:
    policy = rules.governance if isinstance(rules.governance, Policy) else None
    asked = policy.checks if policy else CheckRules()
    base = await _base(plan, change)
    # As it was committed: in the run's own worktree a step or a provider can have tidied up after the plan.
    root = await _checkout(plan, HEAD, plan.commit)
    programs = outside().terraform.programs(replace(run, worktree=root), reads=() if base is None else (base,))
    return Subject(
        root=root,
        base=base,
        project=plan.project,
        plan=shown,
        environment=plan.environment,
        environment_words=policy.words_of(plan.environment) if policy else (),
        rules=asked,
        programs=programs,
        terraform=outside().terraform.tool(run),
        policies=await _policies(plan.repo, asked.policies, programs),
        neighbours=neighbours_of(plan.environment, policy, workflow_of(rules.config, plan.project)),
    )


async def _places(plan: StoredPlan, rules: Rules) -> Places:
    """Where the code of the project's resources stands, in its directory and the local modules it calls."""
    calls = await module_calls(plan.repo, plan.commit, rules)
    homes = {plan.project.dir, *called_from(plan.project.dir, calls)}
    paths = [path for path in rules.files if (posixpath.dirname(path) or ".") in homes and may_call(path)]
    return await asyncio.to_thread(
        Places, plan.project.dir, await outside().checkout.texts(plan.repo, plan.commit, paths)
    )


async def _base(plan: StoredPlan, change: Change) -> Path | None:
    """A checkout of where the change leaves its base; None when git cannot say, or it is another base by now."""
    if await is_elsewhere(plan, change.base_branch):
        return None
    try:
        start = await outside().checkout.merge_base(plan.repo, await compared_with(change), plan.commit)
        return await _checkout(plan, BASE, start)
    except GitFailed as error:
        log.warning("no base to compare with", plan=plan.id, error=str(error))
        return None


async def _checkout(plan: StoredPlan, name: str, commit: str) -> Path:
    """Projects of one change are examined at one commit at a time, so they share it."""
    place = (plan.repo, plan.number, name, commit)
    return outside().checkout.existing_worktree(*place) or await outside().checkout.worktree(*place)


async def _policies(repo: str, folder: str, programs: Programs) -> Path | None:
    """The policies of the trusted ref, written where checks can read them; None where none are named."""
    if not folder:
        return None
    ref = await governance_ref(repo)
    paths = [path for path in await outside().checkout.files(repo, ref) if path.startswith(f"{folder.rstrip('/')}/")]
    texts = await outside().checkout.texts(repo, ref, paths)
    target = programs.scratch / "policies"
    await asyncio.to_thread(_write, target, {path: text for path, text in texts.items() if path.endswith(".rego")})
    return target


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in texts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
