"""The time limit of programs that may be started again: a hung one must not keep a worker for ever."""

from __future__ import annotations

import asyncio
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from tidegate.terraform import process

LAST_WAIT = 10.0  # Seconds a program gets to be gone after SIGKILL; then we stop waiting for it.


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """How long a program may take, in seconds, and then take to end after its interrupt; `named` as people see it."""

    seconds: float
    grace: float = 30.0
    named: str = "the limit of TIDEGATE_STEP_TIMEOUT"


async def run_within(program: process.Program, limit: TimeLimit) -> int:
    """`process.run_again`, but a program over its limit is interrupted, then killed, and its exit code is -9.

    The time counts from the start of the program, not of this call: a restart of the server does not prolong it.

    Raises:
        Interrupted: As `process.run_again`.
    """
    while not _expired(program).exists():
        try:
            async with asyncio.timeout(_left(program.folder, limit)):
                return await process.run_again(program)
        except TimeoutError:
            if _left(program.folder, limit) <= 0:  # Otherwise a lost one was started anew meanwhile.
                _say(program, limit)
    await end(program.folder, limit.grace)
    return -signal.SIGKILL


def _expired(program: process.Program) -> Path:
    return program.folder / "expired"


def _left(folder: Path, limit: TimeLimit) -> float:
    """Seconds until the limit. By the wall clock: the mark is on disk."""
    try:
        return (folder / "started").stat().st_mtime + limit.seconds - time.time()
    except FileNotFoundError:
        return limit.seconds


def _say(program: process.Program, limit: TimeLimit) -> None:
    """In its logs before its end, and then for us, that the end to come is ours."""
    for log in (program.folder / "log", program.log):
        with log.open("a") as opened:
            opened.write(f"ended after {limit.seconds:g} s: {limit.named}\n")
    _expired(program).touch()


async def end(folder: Path, grace: float) -> None:
    """End a program that may be started again: one SIGINT, `grace` seconds, SIGKILL of all it started."""
    await process.interrupt(folder)
    if not await _gone_within(folder, grace):
        process.kill(folder)
        await _gone_within(folder, LAST_WAIT)


async def _gone_within(folder: Path, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await process.attach(folder)
    except TimeoutError:
        return False
    except process.Gone:
        pass
    return True
