"""`tidegate verify`: what a server would find in the change of this working copy, before anybody sees it.

Exit codes: 0 nothing blocks, 1 something blocks or is unknown, 2 the working copy cannot be looked at.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import typer
from rich.console import Console
from rich.status import Status

from tidegate.checks.examiner import Checks
from tidegate.cli.check import tell
from tidegate.cli.check_look import looked_at, programs_here
from tidegate.cli.check_looks import Look
from tidegate.cli.check_report import Report, report
from tidegate.cli.verify_git import working_copy_of
from tidegate.cli.verify_plan import Planner, left_out
from tidegate.cli.verify_scope import Scope, environment_named, policies_in, scope_of
from tidegate.core.checks.rules import CheckRules
from tidegate.core.errors import BadInput, GitFailed, StepFailed, TerraformMissing, ToolFailed
from tidegate.core.projects.model import Project, Workflow
from tidegate.core.projects.workflows import workflow_of
from tidegate.git.run import Git
from tidegate.hcl.paths import neighbours_of
from tidegate.hcl.places import located
from tidegate.ports.checks import Subject
from tidegate.terraform.binary import Binaries, Binary, wanted_version

FMT_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be looked at.

    Attributes:
        folder: In the git working copy.
        environments: Words that name some; none for what the change touches.
        base: Where the change would go; None for the default branch of `origin`.
        plans: Whether Terraform plans; without, nobody knows what anything costs.
        fixes: Whether Terraform formats first.
        sarif: Where findings go as SARIF; None for nowhere.
    """

    folder: Path
    environments: tuple[str, ...] = ()
    base: str | None = None
    plans: bool = True
    fixes: bool = False
    allow_unknown: bool = False
    sarif: Path | None = None


def run(asked: Asked, *, as_json: bool) -> int:
    """Look and print; the exit code."""
    try:
        made = asyncio.run(_report(asked))
    except BadInput as error:
        typer.echo("\n".join(map(str, error.problems)), err=True)
        return 2
    except (GitFailed, TerraformMissing, ToolFailed) as error:
        typer.echo(str(error), err=True)
        return 2
    tell(made, as_json=as_json, sarif=asked.sarif)
    return made.exit_code


async def _report(asked: Asked) -> Report:
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tidegate-")))
        copy = await working_copy_of(Git.install(folder / "git"), asked.folder.resolve())
        scope = await scope_of(copy, asked.base, asked.environments)
        base = await stack.enter_async_context(copy.checkout(scope.start, folder / "base"))
        status = stack.enter_context(Console(file=sys.stderr).status("Looking at the change"))
        room = _Room(
            asked=asked,
            scope=scope,
            base=base,
            scratch=folder / "scratch",
            policies=await policies_in(scope, folder / "policies"),
            binaries=Binaries(folder / "terraform", given=_given()),
            status=status,
        )
        looks = [await room.look(project) for project in scope.projects]
    notes = (*scope.notes, *(["The change touches no project."] if not looks else []))
    return report(looks, scope.rules.policy, notes, allow_unknown=asked.allow_unknown)


def _given() -> Path | None:
    path = os.environ.get("TIDEGATE_TERRAFORM_PATH")
    return Path(path) if path else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    """All that projects are looked at with.

    Attributes:
        scratch: For a folder of each project: plans hold secrets, so nobody else may look in.
    """

    asked: Asked
    scope: Scope
    base: Path
    scratch: Path
    policies: Path | None
    binaries: Binaries
    status: Status

    async def look(self, project: Project) -> Look:
        """One project, planned where that is asked for, priced and examined."""
        environment = environment_named(project, self.scope.rules.policy)
        workflow = workflow_of(self.scope.config, project)
        look = Look(project=project, environment=environment, left_out=tuple(left_out(workflow)))
        binary = await self._terraform(project)
        subject = self._subject(project, environment, workflow, binary)
        if self.asked.fixes:
            self.status.update(f"{project.label}: terraform fmt")
            await subject.programs.run((subject.terraform, "fmt", "-recursive"), cwd=subject.dir, seconds=FMT_SECONDS)
        if self.asked.plans:
            self.status.update(f"{project.label}: terraform plan")
            subject, look = await _planned(subject, look, workflow, binary)
        else:
            look = replace(look, no_plan="no plan was asked for")
        self.status.update(f"{project.label}: cost and checks")
        look = await looked_at(subject, look, self.scope.rules, Checks())
        places = await asyncio.to_thread(self.scope.places, project)
        return replace(look, checks=located(look.checks, places))

    async def _terraform(self, project: Project) -> Binary:
        wanted = await asyncio.to_thread(wanted_version, project, self.scope.copy.top)
        return await self.binaries.find(wanted, project.terraform_distribution)

    def _subject(self, project: Project, environment: str | None, workflow: Workflow, binary: Binary) -> Subject:
        policy = self.scope.rules.policy
        scratch = self.scratch / project.key.replace(os.sep, "-")
        scratch.mkdir(mode=0o700, parents=True)
        return Subject(
            root=self.scope.copy.top,
            base=self.base,
            project=project,
            plan=None,
            environment=environment,
            environment_words=policy.words_of(environment) if policy else (),
            rules=policy.checks if policy else CheckRules(),
            programs=programs_here(scratch),
            terraform=str(binary.path),
            policies=self.policies,
            neighbours=neighbours_of(environment, policy, workflow),
        )


async def _planned(subject: Subject, look: Look, workflow: Workflow, binary: Binary) -> tuple[Subject, Look]:
    planner = Planner(
        root=subject.root,
        project=look.project,
        workflow=workflow,
        programs=subject.programs,
        terraform=subject.terraform,
        version=str(binary.version),
    )
    try:
        return replace(subject, plan=await planner.plan()), look
    except (StepFailed, ToolFailed) as error:
        return subject, replace(look, no_plan=str(error).rstrip("."), output=error.output)
