"""Short programs that look at a checkout: within the walls of a run, or on a laptop as they are."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import shutil
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tidegate.core.errors import Interrupted, ToolFailed
from tidegate.ports.programs import NOTHING_MORE, Ran
from tidegate.ports.terraform import StageRun
from tidegate.terraform import own, process
from tidegate.terraform.excerpts import excerpt
from tidegate.terraform.limits import TimeLimit, end, run_within
from tidegate.terraform.runner import NOT_STARTED
from tidegate.terraform.sights import Sights
from tidegate.terraform.toolbox import Toolbox
from tidegate.terraform.variables import SYSTEM_PATH, terraform_settings

GRACE = 2.0  # Seconds a program gets to end after its interrupt: it writes nothing that matters.
LOOK = 0.2  # Seconds between two looks at how much a program has printed.
TAIL = 20_000  # Bytes of what a program said that travel with an error.


class LaptopPrograms:
    """Programs in a process group of their own, in an environment somebody gives, seeing what that person sees.

    Args:
        scratch: An existing folder.
        environment: The whole environment; nothing is inherited.
    """

    def __init__(self, scratch: Path, toolbox: Toolbox, environment: Mapping[str, str]) -> None:
        self.scratch = scratch
        self._toolbox = toolbox
        self._environment = environment

    def find(self, name: str) -> str | None:
        return self._toolbox.find(name)

    async def run(
        self, argv: Sequence[str], *, cwd: Path, seconds: float, variables: Mapping[str, str] = NOTHING_MORE
    ) -> Ran:
        name = Path(argv[0]).name
        try:
            done = await process.capture(tuple(argv), cwd, {**self._environment, **variables}, seconds)
        except TimeoutError:
            raise _late(name, seconds, "") from None
        except process.TooMuch:
            raise _loud(name, "") from None
        except OSError as error:
            raise ToolFailed(f"{argv[0]} could not be started in {cwd}: {error.strerror}.") from error
        return Ran(code=done.exit_code, out=done.output, err=done.errors)


@dataclass(frozen=True, slots=True, kw_only=True)
class WalledPrograms:
    """Programs under the detached runner, within the walls of a run's steps but with less in sight.

    What is of them lies in the run's folder, so that the run's cancellation is theirs, and a server that comes back
    finds the one it had started.

    Attributes:
        reads: Folders they see besides the checkout.
        halt: While this file is there, none begins.
    """

    stage_run: StageRun
    sights: Sights
    toolbox: Toolbox
    reads: tuple[Path, ...]
    halt: Path

    @property
    def scratch(self) -> Path:
        return own.scratch_made(self.stage_run)

    def find(self, name: str) -> str | None:
        return self.toolbox.find(name)

    async def run(
        self, argv: Sequence[str], *, cwd: Path, seconds: float, variables: Mapping[str, str] = NOTHING_MORE
    ) -> Ran:
        if not await asyncio.to_thread(Path(argv[0]).exists):  # bubblewrap would start, and fail like any program.
            raise ToolFailed(f"{argv[0]} could not be started: it is not there.")
        program = await asyncio.to_thread(self._program, tuple(argv), cwd, variables)
        limit = TimeLimit(seconds=seconds, grace=GRACE, named="its limit")
        async with _cleared(program):
            try:
                code = await _within_room(program, limit)
            except Interrupted as error:
                raise ToolFailed(f"{error}. Start the checks again.", _said(program)) from error
            if (program.folder / "expired").exists():
                raise _late(program.title, seconds, _said(program))
            if code == NOT_STARTED and not (program.folder / "pid").exists():
                raise ToolFailed(f"{program.title} could not be started.", _said(program))
            return await asyncio.to_thread(_ran, program, code)

    def _program(self, argv: tuple[str, ...], cwd: Path, variables: Mapping[str, str]) -> process.Program:
        folder = self.stage_run.folder / f"looks-{Path(argv[0]).name}-{_digest(argv, cwd)}"
        home = self.toolbox.home(argv[0])
        reads = (*self.reads, home) if home else self.reads
        scratch = self.scratch
        return process.Program(
            folder=folder,
            title=Path(argv[0]).name,
            argv=argv,
            cwd=cwd,
            environment={**_environment(scratch, self.sights.cli_config), **variables},
            hidden=frozenset(variables),
            log=folder / "said",
            value=folder / "value",
            walls=self.sights.looking(self.stage_run, argv[0], cwd, reads),
            halt=self.halt,
        )


def _environment(scratch: Path, cli_config: Path) -> dict[str, str]:
    return {
        "PATH": SYSTEM_PATH,
        "HOME": str(scratch / "home"),
        "TMPDIR": str(scratch / "tmp"),
        "LANG": "C.UTF-8",
        **terraform_settings(cli_config),
    }


def _digest(argv: tuple[str, ...], cwd: Path) -> str:
    """The same for the same program, so that a server that comes back goes on with it."""
    return hashlib.sha256(json.dumps([*argv, str(cwd)]).encode()).hexdigest()[:16]


@contextlib.asynccontextmanager
async def _cleared(program: process.Program) -> AsyncIterator[None]:
    """Nothing of a program is left, whatever ended the wait for it."""
    try:
        yield
    finally:
        if process.is_running(program.folder):
            await end(program.folder, 0.0)
        await asyncio.to_thread(shutil.rmtree, program.folder, ignore_errors=True)


async def _within_room(program: process.Program, limit: TimeLimit) -> int:
    """Exit code of a program that prints no more than anybody reads."""
    running = asyncio.create_task(run_within(program, limit))
    try:
        while not running.done():
            await asyncio.wait({running}, timeout=LOOK)
            if _printed(program) > process.ROOM:
                raise _loud(program.title, _said(program))
        return running.result()
    finally:
        running.cancel()


def _printed(program: process.Program) -> int:
    files = (program.folder / "value", program.folder / "log")
    return max((file.stat().st_size for file in files if file.exists()), default=0)


def _ran(program: process.Program, code: int) -> Ran:
    out = (program.folder / "value").read_text("utf-8", errors="replace")
    err = (program.folder / "log").read_text("utf-8", errors="replace")
    return Ran(code=code, out=out, err=err)


def _said(program: process.Program) -> str:
    return excerpt(program.folder / "log", 0, TAIL)


def _late(name: str, seconds: float, output: str) -> ToolFailed:
    return ToolFailed(f"{name} took longer than {seconds:g} s and was ended.", output)


def _loud(name: str, output: str) -> ToolFailed:
    return ToolFailed(f"{name} printed more than {process.ROOM >> 20} MB and was ended.", output)
