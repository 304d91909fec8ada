"""Workflow steps on this machine: the port `Terraform`, on detached processes."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tidegate.core.changes import Change
from tidegate.core.errors import Cancelled, StepFailed, TerraformMissing
from tidegate.core.projects.model import Project, Step
from tidegate.ports.terraform import ModuleFolder, StageRun, StepDone
from tidegate.terraform import code_files, outputs, own, process, shown, steps
from tidegate.terraform.binary import Binaries, wanted_version
from tidegate.terraform.excerpts import excerpt
from tidegate.terraform.isolation import Isolation, Open
from tidegate.terraform.limits import TimeLimit, end, run_within
from tidegate.terraform.programs import WalledPrograms
from tidegate.terraform.redact import Redactor
from tidegate.terraform.sights import Sights
from tidegate.terraform.toolbox import Toolbox
from tidegate.terraform.variables import HookSurroundings, Surroundings, hook_variables, variables
from tidegate.terraform.worktree_files import read_text

SHOW_TIMEOUT = 300.0
LARGEST_PLAN = 256 << 20  # Bytes of its JSON. Its author must not be able to take all of the server's memory.
TAIL = 20_000  # Bytes of a failed step's output that travel with the error; the log has all of it.
DATA_KINDS = frozenset({"env", "multienv"})
OPEN = Open()
TOOLBOX = Toolbox()
LIMIT = TimeLimit(seconds=3600.0)
HALT = "halted"  # In a run's folder: no step of it begins any more.


class LocalTerraform:
    """Performs steps here. What happened to them is in the run's folder, so that any instance can go on.

    Args:
        binaries: Where terraform is found.
        shims: Folder of our stand-ins for tools, first on the steps' PATH.
        cli_config: Terraform's CLI configuration for every process; none by default.
        version: Constraint for projects that name no version.
        limit: Of a step that may be performed again. An apply has none.
        isolation: What stands around every process.
        toolbox: Where checks and cost tools are found.
    """

    def __init__(
        self,
        binaries: Binaries,
        shims: Path,
        *,
        cli_config: Path | None = None,
        version: str | None = None,
        limit: TimeLimit = LIMIT,
        isolation: Isolation = OPEN,
        toolbox: Toolbox = TOOLBOX,
    ) -> None:
        self._binaries = binaries
        self._shims = shims
        self._cli_config = cli_config or Path(os.devnull)
        self._version = version
        self._limit = limit
        self._toolbox = toolbox
        self._sights = Sights(isolation=isolation, shims=shims, cli_config=self._cli_config)

    async def version_of(self, project: Project, worktree: Path) -> str:
        wanted = await asyncio.to_thread(wanted_version, project, worktree)
        distribution = project.terraform_distribution or self._binaries.distribution
        binary = await self._binaries.find(wanted or self._version, distribution)
        return f"{distribution} {binary.version}"

    async def surround(self, run: StageRun, change: Change, actor: str, declared: Mapping[str, str]) -> StageRun:
        wanted = await asyncio.to_thread(wanted_version, run.project, run.worktree)
        distribution = run.project.terraform_distribution or self._binaries.distribution
        binary = await self._binaries.find(wanted or self._version, distribution)
        project = replace(run.project, terraform_distribution=distribution)
        run = replace(run, plan_file=own.plan_file(run), project=project)
        home = await asyncio.to_thread(own.made, run)
        around = Surroundings(
            worktree=run.worktree,
            terraform=binary.path,
            terraform_version=str(binary.version),
            shims=self._shims,
            home=home,
            cli_config=self._cli_config,
            plan_file=run.plan_file,
            show_file=own.show_file(run),
            declared=declared,
        )
        return replace(run, variables=variables(change, run.project, actor, run.comment_args, around))

    async def surround_hook(self, run: StageRun, change: Change, actor: str, command: str) -> StageRun:
        binary = await self._binaries.find(self._version)
        home = await asyncio.to_thread(own.made, run)
        around = HookSurroundings(
            worktree=run.worktree,
            terraform=binary.path,
            shims=self._shims,
            home=home,
            cli_config=self._cli_config,
            status_file=own.files(run) / "status",
        )
        return replace(run, variables=hook_variables(change, command, actor, run.comment_args, around))

    async def version(self) -> str:
        binary = await self._binaries.find(self._version)
        return f"{self._binaries.distribution} {binary.version}"

    async def perform(self, run: StageRun, index: int, step: Step) -> StepDone:
        return await self._perform(run, index, step, self._run_again)

    async def perform_once(self, run: StageRun, index: int, step: Step) -> StepDone:
        return await self._perform(run, index, step, process.run_once)

    async def cancel(self, folder: Path) -> bool:
        running = await asyncio.to_thread(_halt, folder)
        await asyncio.gather(*(end(each, self._limit.grace) for each in running))
        return bool(running)

    async def interrupt(self, folder: Path) -> bool:
        sent = [await process.interrupt(each) for each in await asyncio.to_thread(_halt, folder)]
        return any(sent)

    async def show(self, run: StageRun) -> Mapping[str, object]:
        await asyncio.to_thread(own.made, run)
        text = await self._shown(run)
        content: dict[str, object] = await asyncio.to_thread(json.loads, text)
        return content

    def programs(self, run: StageRun, reads: Sequence[Path] = ()) -> WalledPrograms:
        return WalledPrograms(
            stage_run=run, sights=self._sights, toolbox=self._toolbox, reads=tuple(reads), halt=run.folder / HALT
        )

    def tool(self, run: StageRun) -> str:
        return _tool(run)

    def is_running(self, folder: Path) -> bool:
        return any(map(process.is_running, own.programs(folder)))

    def lock_file(self, run: StageRun) -> str:
        return read_text(run.dir / steps.LOCK_FILE, run.worktree) or ""

    def backend_record(self, run: StageRun) -> str:
        return read_text(code_files.data_folder(run) / "terraform.tfstate", run.worktree) or ""

    def workspace(self, run: StageRun) -> str:
        return steps.current_workspace(run)

    def installed_modules(self, run: StageRun) -> Mapping[str, str]:
        return code_files.installed_modules(run)

    def module_folder(self, run: StageRun, directory: str) -> ModuleFolder | None:
        return code_files.module_folder(run, directory)

    def file_hashes(self, run: StageRun, files: Collection[str], folders: Collection[str]) -> Mapping[str, str]:
        return code_files.file_hashes(run, files, folders)

    def redact(self, run: StageRun, secrets: frozenset[str]) -> None:
        hidden = {run.variables.get(name, "") for name in run.concealed}
        redactor = Redactor(secrets | hidden)
        for log in (each / "log" for each in (run.folder, *own.programs(run.folder))):
            if log.is_file():
                _rewrite(log, redactor)

    def clean(self, run: StageRun) -> None:
        shown.forget(run)
        for program in own.programs(run.folder):
            (program / "value").unlink(missing_ok=True)
        own.clean(run)

    async def _perform(
        self, run: StageRun, index: int, step: Step, finish: Callable[[process.Program], Awaitable[int]]
    ) -> StepDone:
        if step.kind == "env" and step.command is None:
            return StepDone(variables={step.name or "": step.value or ""}, output="")
        await asyncio.to_thread(own.made, run)
        if step.kind == "show":
            await self._write_shown(run)
            return StepDone(variables={}, output="")
        programs = [self._program(run, index, part, step) for part in steps.parts(run, step, _tool(run))]
        *before, last = programs
        if not process.started(last.folder):
            for program in before:
                _done(step, program, await self._run_again(program))
        done = _done(step, last, await finish(last))
        if step.kind == "plan" and run.plan_file.is_file():
            await self._write_shown(run)  # It is read after the stage anyway; its later steps find it there.
        return done

    async def _run_again(self, program: process.Program) -> int:
        return await run_within(program, self._limit)

    async def _write_shown(self, run: StageRun) -> None:
        await asyncio.to_thread(own.write_private, own.show_file(run), await self._shown(run))

    async def _shown(self, run: StageRun) -> str:
        """What the plan file says. Asking starts every provider: as long as the file is the same, once is enough."""
        mark = await asyncio.to_thread(shown.fingerprint, run.plan_file)
        known = await asyncio.to_thread(shown.kept, run, mark) if mark else None
        if known is not None:
            return known
        text = await self._show(run)
        if mark:
            await asyncio.to_thread(shown.keep, run, mark, text)
        return text

    async def _show(self, run: StageRun) -> str:
        """Plan files are read by providers, which the change's author may have chosen: a step like others."""
        folder = run.folder / "show"
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
        line = (_tool(run), "show", "-json", "-no-color", str(run.plan_file))
        program = process.Program(
            folder=folder,
            title="terraform show",
            argv=line,
            cwd=run.dir,
            environment=run.variables,
            hidden=run.concealed,
            log=folder / "said",
            value=folder / "value",
            walls=self._sights.walls(run, line[0]),
            halt=run.folder / HALT,
        )
        try:
            code = await run_within(program, TimeLimit(seconds=SHOW_TIMEOUT, grace=self._limit.grace))
            if code:
                raise _not_shown(program, code)
            return await asyncio.to_thread(_whole, folder / "value")
        finally:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    def _program(self, run: StageRun, index: int, part: steps.Part, step: Step) -> process.Program:
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
            walls=self._sights.walls(run, _tool(run)),
            halt=run.folder / HALT,
        )


def _whole(shown: Path) -> str:
    if shown.stat().st_size > LARGEST_PLAN:
        text = f"As JSON the plan is larger than {LARGEST_PLAN >> 20} MB, too large to be read; split the project."
        raise StepFailed("terraform show", 1, text)
    return shown.read_text("utf-8")


def _not_shown(program: process.Program, code: int) -> StepFailed:
    if (program.folder / "expired").exists():
        text = f"It was ended after {SHOW_TIMEOUT:g} s without having read the plan; plan again."
        return StepFailed(program.title, -signal.SIGKILL, text)
    return StepFailed(program.title, code, excerpt(program.folder / "log", 0, TAIL))


def _halt(folder: Path) -> list[Path]:
    """No step of a run begins any more; answers with what still runs. In this order: `process.start` has the other."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / HALT).touch()
    return [program for program in own.programs(folder) if process.is_running(program)]


def _tool(run: StageRun) -> str:
    """Terraform or OpenTofu, from the PATH every step sees."""
    name = "tofu" if run.project.terraform_distribution == "opentofu" else "terraform"
    path = run.variables.get("PATH", "")
    found = shutil.which(name, path=path)
    if found is None:
        raise TerraformMissing(f"No {name} on the step's PATH ({path}).")
    return found


def _done(step: Step, program: process.Program, code: int) -> StepDone:
    log = program.folder / "log"
    if code and program.halt and program.halt.exists():
        raise Cancelled(program.title)
    if code:
        raise StepFailed(program.title, code, excerpt(log, 0, TAIL))
    found: Mapping[str, str] = {}
    if program.value:
        found = outputs.variables(step, outputs.value(step, program.value))
    return StepDone(variables=found, output=outputs.shown(step, excerpt(log), found))


def _rewrite(log: Path, redactor: Redactor) -> None:
    temporary = log.with_suffix(".tmp")
    with log.open(newline="\n", errors="replace") as old, temporary.open("w", newline="") as new:
        new.writelines(redactor.stream(old))
    temporary.chmod(0o600)
    temporary.replace(log)
