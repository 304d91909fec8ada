"""Workflow steps on this machine: the port `Terraform`, on detached processes."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from pathlib import Path

from tidegate.core.changes import Change
from tidegate.core.errors import StepFailed, TerraformMissing
from tidegate.core.projects.model import Step
from tidegate.ports.terraform import StageRun, StepDone
from tidegate.terraform import outputs, process, steps
from tidegate.terraform.binary import Binaries, wanted_version
from tidegate.terraform.excerpts import excerpt
from tidegate.terraform.limits import TimeLimit, run_within
from tidegate.terraform.redact import Redactor
from tidegate.terraform.variables import Surroundings, variables
from tidegate.terraform.worktree_files import read_text

SHOW_TIMEOUT = 300.0
TAIL = 20_000  # Bytes of a failed step's output that travel with the error; the log has all of it.
DATA_KINDS = frozenset({"env", "multienv"})


class LocalTerraform:
    """Performs steps here. What happened to them is in the run's folder, so that any instance can go on.

    Args:
        binaries: Where terraform is found.
        shims: Folder of our stand-ins for tools, first on the steps' PATH.
        cli_config: Terraform's CLI configuration for every process; none by default.
        version: Constraint for projects that name no version.
        step_timeout: Seconds a step may take that may be performed again. An apply has no limit.
        grace: Seconds such a step then gets to end after its interrupt.
    """

    def __init__(
        self,
        binaries: Binaries,
        shims: Path,
        *,
        cli_config: Path | None = None,
        version: str | None = None,
        step_timeout: float = 3600.0,
        grace: float = 30.0,
    ) -> None:
        self._binaries = binaries
        self._shims = shims
        self._cli_config = cli_config or Path(os.devnull)
        self._version = version
        self._limit = TimeLimit(seconds=step_timeout, grace=grace)

    async def surround(self, run: StageRun, change: Change, actor: str, declared: Mapping[str, str]) -> StageRun:
        wanted = await asyncio.to_thread(wanted_version, run.project, run.worktree)
        binary = await self._binaries.find(wanted or self._version, run.project.terraform_distribution or "terraform")
        home = run.folder / "home"
        await asyncio.to_thread(home.mkdir, mode=0o700, parents=True, exist_ok=True)
        around = Surroundings(
            worktree=run.worktree,
            terraform=binary.path,
            terraform_version=str(binary.version),
            shims=self._shims,
            home=home,
            cli_config=self._cli_config,
            plan_file=run.plan_file,
            show_file=_show_file(run),
            declared=declared,
        )
        return replace(run, variables=variables(change, run.project, actor, run.comment_args, around))

    async def version(self) -> str:
        binary = await self._binaries.find(self._version)
        return f"terraform {binary.version}"

    async def perform(self, run: StageRun, index: int, step: Step) -> StepDone:
        return await self._perform(run, index, step, self._run_again)

    async def perform_once(self, run: StageRun, index: int, step: Step) -> StepDone:
        return await self._perform(run, index, step, process.run_once)

    async def show(self, run: StageRun) -> Mapping[str, object]:
        text = await _show(run)
        content: dict[str, object] = await asyncio.to_thread(json.loads, text)
        return content

    def is_running(self, folder: Path) -> bool:
        return any(process.is_running(started.parent) for started in folder.glob("*/started"))

    def lock_file(self, run: StageRun) -> str:
        return read_text(run.dir / steps.LOCK_FILE, run.worktree) or ""

    def redact(self, run: StageRun, secrets: frozenset[str]) -> None:
        hidden = {run.variables.get(name, "") for name in run.concealed}
        redactor = Redactor(secrets | hidden)
        for log in (run.folder / "log", *run.folder.glob("*/log")):
            if log.is_file():
                _rewrite(log, redactor)

    def clean(self, run: StageRun) -> None:
        for clear in (_show_file(run), *run.folder.glob("*/value")):
            clear.unlink(missing_ok=True)

    async def _perform(
        self, run: StageRun, index: int, step: Step, finish: Callable[[process.Program], Awaitable[int]]
    ) -> StepDone:
        if step.kind == "env" and step.command is None:
            return StepDone(variables={step.name or "": step.value or ""}, output="")
        if step.kind == "show":
            await asyncio.to_thread(_write_private, _show_file(run), await _show(run))
            return StepDone(variables={}, output="")
        *before, last = (_program(run, index, part, step) for part in steps.parts(run, step, _tool(run)))
        if not process.started(last.folder):
            for program in before:
                _done(step, program, await self._run_again(program))
        return _done(step, last, await finish(last))

    async def _run_again(self, program: process.Program) -> int:
        return await run_within(program, self._limit)


async def _show(run: StageRun) -> str:
    line = (_tool(run), "show", "-json", "-no-color", str(run.plan_file))
    try:
        found = await process.capture(line, run.dir, run.variables, SHOW_TIMEOUT)
    except TimeoutError:
        text = f"It was ended after {SHOW_TIMEOUT:g} s without having read the plan; plan again."
        raise StepFailed("terraform show", -signal.SIGKILL, text) from None
    if found.exit_code:
        hidden = Redactor(run.variables.get(name, "") for name in run.concealed)
        raise StepFailed("terraform show", found.exit_code, hidden(found.errors).replace("\0", "")[-TAIL:])
    return found.output


def _show_file(run: StageRun) -> Path:
    """Where SHOWFILE leads, unless a step of the change's author has set it to something else."""
    return run.folder / "show.json"


def _tool(run: StageRun) -> str:
    """Terraform or OpenTofu, from the PATH every step sees."""
    name = "tofu" if run.project.terraform_distribution == "opentofu" else "terraform"
    path = run.variables.get("PATH", "")
    found = shutil.which(name, path=path)
    if found is None:
        raise TerraformMissing(f"No {name} on the step's PATH ({path}).")
    return found


def _program(run: StageRun, index: int, part: steps.Part, step: Step) -> process.Program:
    folder = run.folder / f"{index:02}-{part.name}"
    return process.Program(
        folder=folder,
        title=part.title,
        argv=part.argv,
        cwd=run.dir,
        environment=run.variables,
        hidden=run.concealed,
        log=run.folder / "log",
        value=folder / "value" if step.kind in DATA_KINDS else None,
    )


def _done(step: Step, program: process.Program, code: int) -> StepDone:
    log = program.folder / "log"
    if code:
        raise StepFailed(program.title, code, excerpt(log, 0, TAIL))
    found: Mapping[str, str] = {}
    if program.value:
        found = outputs.variables(step, outputs.value(step, program.value))
    return StepDone(variables=found, output=outputs.shown(step, excerpt(log)))


def _rewrite(log: Path, redactor: Redactor) -> None:
    temporary = log.with_suffix(".tmp")
    with log.open(newline="\n", errors="replace") as old, temporary.open("w", newline="") as new:
        new.writelines(redactor.stream(old))
    temporary.chmod(0o600)
    temporary.replace(log)


def _write_private(file: Path, text: str) -> None:
    """A new file of its owner's alone, whatever a step has left in its place."""
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as opened:
        opened.write(text)
