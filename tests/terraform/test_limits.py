from __future__ import annotations

import asyncio
import os
import signal
import time

import pytest

from support.eventually import until
from support.programs import WAITS, alive, begun, end_all, runner_of
from tidegate.terraform import process
from tidegate.terraform.limits import TimeLimit, run_within
from tidegate.terraform.process import Program

SENTENCE = "ended after {} s: the limit of TIDEGATE_STEP_TIMEOUT\n"
ENDS_WHEN_ASKED = "trap 'echo asked; exit 0' INT; echo begun; while :; do sleep 0.05; done"
IGNORES = "trap '' INT; echo begun; sleep 600 & echo $! > child; wait"
LONG_AGO = 1_000_000_000


@pytest.fixture
def program(tmp_path):
    """Makes a program of a shell command."""

    def make(command: str) -> Program:
        return Program(
            folder=tmp_path / "one",
            title="a program",
            argv=("sh", "-c", command),
            cwd=tmp_path,
            environment={"PATH": "/usr/bin:/bin"},
            hidden=frozenset(),
            log=tmp_path / "log",
        )

    yield make
    end_all(tmp_path)


def make_old(program: Program) -> None:
    os.utime(program.folder / "started", (LONG_AGO, LONG_AGO))


async def test_within_its_limit_a_program_ends_by_itself(program):
    assert await run_within(program("exit 3"), TimeLimit(seconds=600, grace=0)) == 3


async def test_over_its_limit_a_program_is_asked_to_end_and_has_failed_whatever_it_answers(program, tmp_path):
    asked = program(ENDS_WHEN_ASKED)
    assert await run_within(asked, TimeLimit(seconds=0.5, grace=20)) == -signal.SIGKILL
    for log in (asked.folder / "log", tmp_path / "log"):
        assert log.read_text().endswith("begun\n" + SENTENCE.format(0.5) + "asked\n")
    assert (asked.folder / "rc").read_text() == "0"


async def test_one_that_does_not_listen_is_killed_with_its_children(program, tmp_path):
    deaf = program(IGNORES)
    assert await run_within(deaf, TimeLimit(seconds=0.5, grace=0.1)) == -signal.SIGKILL
    assert (deaf.folder / "rc").read_text() == "-9"
    assert not alive(int((tmp_path / "child").read_text()))


async def test_asked_again_it_answers_the_same_and_says_it_once(program):
    asked, limit = program(ENDS_WHEN_ASKED), TimeLimit(seconds=0.5, grace=20)
    assert [await run_within(asked, limit), await run_within(asked, limit)] == [-9, -9]
    assert (asked.folder / "log").read_text().count("TIDEGATE_STEP_TIMEOUT") == 1


async def test_the_time_counts_from_the_programs_start(program):
    asked = program(ENDS_WHEN_ASKED)
    process.start(asked)
    await begun(asked.folder)
    make_old(asked)
    began = time.monotonic()
    assert await run_within(asked, TimeLimit(seconds=600, grace=20)) == -9
    assert time.monotonic() - began < 60


async def test_one_that_ended_in_time_while_nobody_looked_has_ended_well(program):
    ends = program("exit 0")
    await process.run_again(ends)
    make_old(ends)
    assert await run_within(ends, TimeLimit(seconds=600, grace=0)) == 0


async def test_an_end_begun_by_another_server_is_brought_to_its_end(program):
    deaf, limit = program(IGNORES), TimeLimit(seconds=0.5, grace=600)
    first = asyncio.create_task(run_within(deaf, limit))
    await begun(deaf.folder)
    await until((deaf.folder / "interrupted").exists)
    first.cancel()
    assert await run_within(deaf, TimeLimit(seconds=0.5, grace=0.1)) == -9
    assert (deaf.folder / "rc").read_text() == "-9"


async def test_one_lost_long_ago_gets_its_whole_time_when_it_is_started_again(program, tmp_path):
    waits = program(WAITS)
    process.start(waits)
    pid = await begun(waits.folder)
    os.kill(runner_of(pid), signal.SIGKILL)
    os.killpg(pid, signal.SIGKILL)
    await until(lambda: not process.is_running(waits.folder))
    make_old(waits)
    again = asyncio.create_task(run_within(waits, TimeLimit(seconds=600, grace=0)))
    (tmp_path / "go").touch()
    assert await again == 0
    assert (tmp_path / "times").read_text() == "once\nonce\n"


async def test_a_program_whose_runner_is_gone_is_ended_all_the_same(program):
    asked = program(ENDS_WHEN_ASKED)
    process.start(asked)
    pid = await begun(asked.folder)
    os.kill(runner_of(pid), signal.SIGKILL)
    assert await run_within(asked, TimeLimit(seconds=0.1, grace=20)) == -9
    assert not alive(pid)
