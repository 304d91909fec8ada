"""The one door through which workflows start programs, and the one place where a command line is built.

A program runs under a detached runner and survives this server; its folder holds all there is to know about it.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tidegate.core.errors import Cancelled, Interrupted
from tidegate.terraform import network, runner

POLL = 0.05
ROOM = 64 << 20  # Bytes of output anybody reads of a program whose output is data.
PATIENCE = 10.0  # Seconds a runner gets to start its program before an interrupt gives up on it.
RUNNER = Path(runner.__file__)

#: The runner is outside the walls, and a step chooses its program's variables: LD_PRELOAD or PATH would lead it out.
RUNNERS_OWN: Mapping[str, str] = {**network.TOOLS, "LANG": "C.UTF-8"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Walls:
    """What stands around a program: bubblewrap.

    Attributes:
        line: Its command line up to the program.
        network: `own`, which slirp4netns connects, or the `host`'s.
    """

    line: tuple[str, ...]
    network: Literal["own", "host"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program to run to its end.

    Attributes:
        folder: Its own folder: `started`, `lock`, `pid`, `log`, `rc`, `interrupted` once it
            was, `expired` once its time was up, and `trouble`: what the runner itself had to complain about. Within
            walls also `init`, whose end is the end of everything within, and `network`.
        title: What people see it as: `terraform plan`.
        environment: The whole environment; nothing is inherited.
        hidden: Names in `environment` whose values never reach a log.
        log: The log its redacted output is appended to, besides its own.
        value: Where standard output goes in clear instead of the logs, for output that is data.
        walls: What stands around it; None when it sees all of this machine.
        halt: While this file is there, the program does not begin.
    """

    folder: Path
    title: str
    argv: tuple[str, ...]
    cwd: Path
    environment: Mapping[str, str]
    hidden: frozenset[str]
    log: Path
    value: Path | None = None
    walls: Walls | None = None
    halt: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """What a short program printed."""

    exit_code: int
    output: str
    errors: str


class TooMuch(Exception):
    """The program has printed more than `ROOM`."""


class Gone(Exception):
    """The program is not running and left no exit code."""


def command_line(program: Program) -> tuple[str, ...]:
    """What the runner really executes."""
    return (*program.walls.line, "--", *program.argv) if program.walls else program.argv


def started(folder: Path) -> bool:
    """Whether a program was ever started in this folder."""
    return (folder / "started").exists()


def is_running(folder: Path) -> bool:
    """Whether a program started in this folder, or its runner, is still there."""
    return started(folder) and not _lock_is_free(folder)


async def run_again(program: Program) -> int:
    """Exit code of a program that may be started again: a lost one is, once.

    Raises:
        Interrupted: It was lost twice, or after somebody asked it to stop.
        Cancelled: It was not to begin any more.
    """
    if not started(program.folder):
        start(program)
    try:
        return await attach(program.folder)
    except Gone:
        _refuse_halted(program)
        if not (program.folder / "interrupted").exists():
            shutil.rmtree(program.folder)
        return await run_once(program)


async def run_once(program: Program) -> int:
    """Exit code of a program that must never be started twice.

    Raises:
        Interrupted: It was started, is gone, and left no exit code.
        Cancelled: It was not to begin any more.
    """
    if not started(program.folder):
        start(program)
    try:
        return await attach(program.folder)
    except Gone:
        raise Interrupted(program.title, (program.folder / "started").read_text()) from None


def start(program: Program) -> None:
    """Start a program, detached. From the mark on, it counts as started, whatever happens to us.

    Raises:
        Cancelled: It is not to begin any more.
    """
    _refuse_halted(program)
    program.folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(program.folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _mark(program.folder / "started")
        _refuse_halted(program)  # Again: whoever halts leaves the halt first and then looks for our mark.
        with (program.folder / "trouble").open("wb") as trouble, _in_memory(program.environment) as environment:
            detached = subprocess.Popen(
                _runner_line(program, lock, environment),
                cwd=program.folder,
                env=dict(RUNNERS_OWN),
                stdin=subprocess.DEVNULL,
                stdout=trouble,
                stderr=trouble,
                pass_fds=(lock, environment),
                start_new_session=True,
            )
    finally:
        os.close(lock)  # The lock lives on in the runner and its program.
    threading.Thread(target=detached.wait, name="reap", daemon=True).start()


async def attach(folder: Path) -> int:
    """Wait for the exit code of a started program.

    Raises:
        Gone: It left none.
    """
    while (code := _exit_code(folder)) is None:
        if _lock_is_free(folder):
            code = _exit_code(folder)
            if code is None:
                raise Gone
            return code
        await asyncio.sleep(POLL)
    return code


async def interrupt(folder: Path) -> bool:
    """Send the program one SIGINT, the only one it will ever get. False when there was nothing left to interrupt."""
    deadline = time.monotonic() + PATIENCE
    while not (folder / "pid").exists():
        if not started(folder) or _lock_is_free(folder) or time.monotonic() > deadline:
            return False
        await asyncio.sleep(POLL)
    if _exit_code(folder) is not None or _lock_is_free(folder):
        return False
    try:
        (folder / "interrupted").touch(exist_ok=False)
        os.kill(int((folder / "pid").read_text()), signal.SIGINT)
    except (FileExistsError, FileNotFoundError, ProcessLookupError):
        return False
    return True


def kill(folder: Path) -> None:
    """End a program and its children at once, whatever it is doing: all within its walls, else its process group."""
    if _exit_code(folder) is None and is_running(folder):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            if (folder / "init").exists():
                os.kill(int((folder / "init").read_text()), signal.SIGKILL)
            else:
                os.killpg(int((folder / "pid").read_text()), signal.SIGKILL)


async def capture(argv: tuple[str, ...], cwd: Path, environment: Mapping[str, str], seconds: float) -> Captured:
    """Run a short, harmless program whose output is data: nothing of it is logged.

    Raises:
        TimeoutError: It took longer than `seconds` and was killed with all it had started.
        TooMuch: It was killed for it.
    """
    process = await asyncio.create_subprocess_exec(
        *argv,
        cwd=cwd,
        env=dict(environment),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(seconds):
            output, errors = await asyncio.gather(_read(process, process.stdout), _read(process, process.stderr))
            code = await process.wait()
    except BaseException:
        await _end(process)
        raise
    if max(len(output), len(errors)) > ROOM:
        raise TooMuch
    return Captured(exit_code=code, output=output.decode(errors="replace"), errors=errors.decode(errors="replace"))


async def _read(process: asyncio.subprocess.Process, stream: asyncio.StreamReader | None) -> bytes:
    """What a program prints there to its end, which comes early when that is more than `ROOM`."""
    assert stream is not None  # noqa: S101 - it was asked for
    read = bytearray()
    while piece := await stream.read(1 << 16):
        if len(read) <= ROOM:
            read += piece
        else:
            _kill_group(process)
    return bytes(read)


async def _end(process: asyncio.subprocess.Process) -> None:
    """Kill a program and its children. asyncio takes it for running until what it had printed is read (seen)."""
    _kill_group(process)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(_read(process, process.stdout), _read(process, process.stderr), process.wait())


def _kill_group(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _refuse_halted(program: Program) -> None:
    if program.halt and program.halt.exists():
        raise Cancelled(program.title)


@contextlib.contextmanager
def _in_memory(environment: Mapping[str, str]) -> Iterator[int]:
    """Descriptor of a file without a name, to be read from its beginning."""
    file = os.memfd_create("environment")
    try:
        with os.fdopen(os.dup(file), "w", encoding="utf-8") as opened:
            json.dump(dict(environment), opened)
        os.lseek(file, 0, os.SEEK_SET)
        yield file
    finally:
        os.close(file)


def _runner_line(program: Program, lock: int, environment: int) -> list[str]:
    line = [sys.executable, "-I", "-S", str(RUNNER), str(program.folder), f"--title={program.title}"]
    line += [f"--log={program.log}", f"--lock-fd={lock}", f"--environment-fd={environment}", f"--cwd={program.cwd}"]
    line += [f"--hide={name}" for name in sorted(program.hidden)]
    line += [f"--value={program.value}"] if program.value else []
    line += [f"--network={program.walls.network}"] if program.walls else []
    return [*line, "--", *command_line(program)]


def _mark(path: Path) -> None:
    """Leave a mark, with our host's name in it, that survives a power loss."""
    with path.open("x") as file:
        file.write(socket.gethostname())
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _exit_code(folder: Path) -> int | None:
    try:
        return int((folder / "rc").read_text())
    except FileNotFoundError:
        return None


def _lock_is_free(folder: Path) -> bool:
    try:
        lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except FileNotFoundError:
        return True  # The folder has been cleared away meanwhile: nothing of it runs.
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)  # Shared: several may ask at once.
    except BlockingIOError:
        return False
    finally:
        os.close(lock)
    return True
