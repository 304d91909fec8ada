"""Planning a project in a working copy, as its workflow says, in the environment of whoever asks.

Terraform is initialised where the project lies, as people do by hand; no state is locked and no workspace selected.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tidegate.core.errors import StepFailed, ToolFailed
from tidegate.core.projects.model import Project, Step, Workflow
from tidegate.ports.programs import Programs, Ran
from tidegate.ports.terraform import StageRun
from tidegate.terraform.steps import Part, parts, title

SECONDS = 1800.0
TAIL = 4000  # Characters of what a failed program printed.
_TERRAFORM = frozenset({"init", "plan"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Planner:
    """One project that is to be planned here.

    Attributes:
        root: The working copy.
        terraform: Path of terraform or tofu.
        version: Its version, as the command lines depend on it.
    """

    root: Path
    project: Project
    workflow: Workflow
    programs: Programs
    terraform: str
    version: str

    async def plan(self) -> Mapping[str, Any]:
        """`terraform show -json` of a new plan, which is thrown away.

        Raises:
            StepFailed: A step of it failed.
            ToolFailed: A program did not do its part.
        """
        run = self._run()
        for step in self.workflow.plan.steps:
            if step.kind == "env" and step.name and step.value is not None:
                run = replace(run, variables={**run.variables, step.name: step.value})
            elif step.kind in _TERRAFORM:
                for part in parts(run, step, self.terraform):
                    await self._perform(part, run)
        if not run.plan_file.exists():
            raise ToolFailed("its workflow makes no plan with a `plan` step: only a server runs steps of other kinds")
        shown = Part(name="show", title="terraform show", argv=(self.terraform, "show", "-json", str(run.plan_file)))
        document: dict[str, Any] = json.loads((await self._perform(shown, run)).out)
        return document

    async def _perform(self, part: Part, run: StageRun) -> Ran:
        ran = await self.programs.run(part.argv, cwd=run.dir, seconds=SECONDS, variables=run.variables)
        if ran.code:
            raise StepFailed(part.title, ran.code, f"{ran.out}{ran.err}"[-TAIL:])
        return ran

    def _run(self) -> StageRun:
        scratch = self.programs.scratch
        return StageRun(
            folder=scratch,
            worktree=self.root,
            project=self.project,
            stage="plan",
            variables={
                **os.environ,
                "TF_WORKSPACE": self.project.workspace,
                "TF_IN_AUTOMATION": "1",
                "ATLANTIS_TERRAFORM_VERSION": self.version,
            },
            hidden=frozenset(),
            comment_args=(),
            plan_file=scratch / f"{self.project.label.replace(os.sep, '-')}.tfplan",
            state_lock="off",
        )


def left_out(workflow: Workflow) -> Iterator[str]:
    """Steps of the plan stage that only a server runs, as people see them."""
    for step in workflow.plan.steps:
        if not _runs_here(step):
            yield title(step)


def _runs_here(step: Step) -> bool:
    return step.kind in _TERRAFORM or (step.kind == "env" and step.value is not None)
