from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from support.eventually import until
from support.programs import WAITS, alive, begun, end_all, runner_of
from tidegate.core.errors import Interrupted
from tidegate.terraform import process
from tidegate.terraform.process import Program

# Counts its SIGINTs in a file and ends when the file `go` appears.
COUNTS_INTERRUPTS = """
import os, pathlib, signal, time
signal.signal(signal.SIGINT, lambda *_: open("sigints", "a").write("x"))
print("begun", flush=True)
while not os.path.exists("go"):
    time.sleep(0.05)
"""


@pytest.fixture
def folder(tmp_path):
    yield tmp_path
    end_all(tmp_path)


def program(folder: Path, *argv: str, **changes) -> Program:
    values = {
        "folder": folder / "one",
        "title": "a program",
        "argv": argv,
        "cwd": folder,
        "environment": {"PATH": "/usr/bin:/bin"},
        "hidden": frozenset(),
        "log": folder / "log",
    }
    return Program(**{**values, **changes})


async def test_output_goes_to_its_own_log_and_after_its_title_to_the_shared_one(folder):
    assert await process.run_again(program(folder, "sh", "-c", "echo out; echo err >&2")) == 0
    assert (folder / "one" / "log").read_text() == "out\nerr\n"
    assert (folder / "log").read_text() == "$ a program\nout\nerr\n"


async def test_the_exit_code_comes_back_again_without_running_twice(folder):
    twice = program(folder, "sh", "-c", "echo once >> times; exit 7")
    assert [await process.run_again(twice), await process.run_again(twice), await process.run_once(twice)] == [7, 7, 7]
    assert (folder / "times").read_text() == "once\n"


async def test_nothing_of_our_environment_reaches_the_program(folder, monkeypatch):
    monkeypatch.setenv("TIDEGATE_SECRET", "ours")
    monkeypatch.setenv("PYTHONPATH", "ours")
    await process.run_again(program(folder, "/usr/bin/env", environment={"ONLY": "this"}))
    lines = (folder / "one" / "log").read_text().splitlines()
    assert lines == ["ONLY=this"]


async def test_a_program_sees_no_terminal_and_no_input(folder):
    await process.run_again(program(folder, "sh", "-c", "wc -c; test -t 1 || echo none"))
    assert (folder / "one" / "log").read_text() == "0\nnone\n"


async def test_hidden_values_and_tokens_reach_no_log(folder):
    secret = "first half\nsecond half"
    hides = program(
        folder,
        "sh",
        "-c",
        'echo "<$SECRET>"; echo ghp_$TAIL; echo "$SECRET" | head -c 10',
        title="says first half",
        environment={"PATH": "/usr/bin:/bin", "SECRET": secret, "TAIL": "a1" * 18},
        hidden=frozenset({"SECRET", "NOT_SET"}),
    )
    await process.run_again(hides)
    for log in (folder / "log", folder / "one" / "log"):
        assert "half" not in log.read_text()
        assert "a1a1" not in log.read_text()


async def test_a_hidden_value_within_a_line_of_megabytes_reaches_no_log(folder):
    prints = "import os; print('x' * ((1 << 20) - 5) + os.environ['SECRET'] + 'x' * (1 << 20))"
    variables = {"PATH": "/usr/bin:/bin", "SECRET": "hunter2 hunter2"}
    line = (sys.executable, "-c", prints)
    await process.run_again(program(folder, *line, environment=variables, hidden=frozenset({"SECRET"})))
    text = (folder / "one" / "log").read_text()
    assert len(text) > 2_000_000
    assert "hunter2" not in text


async def test_what_a_program_makes_is_its_owners_alone(folder):
    await process.run_again(program(folder, "sh", "-c", "mkdir made; touch made/file"))
    assert (folder / "made").stat().st_mode & 0o777 == 0o700
    assert (folder / "made" / "file").stat().st_mode & 0o777 == 0o600


async def test_output_that_is_data_goes_to_the_value_file_alone(folder):
    value = folder / "value"
    await process.run_again(program(folder, "sh", "-c", "echo data; echo warning >&2", value=value))
    assert value.read_text() == "data\n"
    assert value.stat().st_mode & 0o777 == 0o600
    assert (folder / "one" / "log").read_text() == "warning\n"


async def test_a_program_that_is_not_there_answers_127_and_says_so(folder):
    assert await process.run_again(program(folder, "no-such-program")) == 127
    assert "no-such-program could not be started" in (folder / "log").read_text()


async def test_a_missing_working_directory_is_named(folder):
    assert await process.run_again(program(folder, "true", cwd=folder / "absent")) == 127
    assert str(folder / "absent") in (folder / "log").read_text()


async def test_the_end_of_a_program_does_not_wait_for_a_child_it_left_behind(folder):
    code = await asyncio.wait_for(process.run_again(program(folder, "sh", "-c", "sleep 600 & exit 3")), 20)
    os.killpg(int((folder / "one" / "pid").read_text()), signal.SIGKILL)
    assert code == 3


async def test_another_instance_attaches_to_a_running_program(folder):
    waits = program(folder, "sh", "-c", WAITS)
    first = asyncio.create_task(process.run_once(waits))
    await begun(waits.folder)
    second = asyncio.create_task(process.run_again(waits))
    (folder / "go").touch()
    assert [await first, await second] == [0, 0]
    assert (folder / "times").read_text() == "once\n"


async def test_a_program_that_must_run_once_is_interrupted_when_all_is_lost(folder):
    waits = program(folder, "sh", "-c", WAITS)
    once = asyncio.create_task(process.run_once(waits))
    pid = await begun(waits.folder)
    os.kill(runner_of(pid), signal.SIGKILL)
    os.killpg(pid, signal.SIGKILL)
    with pytest.raises(Interrupted) as lost:
        await once
    assert lost.value.step == "a program"
    assert lost.value.host == os.uname().nodename
    with pytest.raises(Interrupted):
        await process.run_once(waits)
    assert (folder / "times").read_text() == "once\n"


async def test_a_program_that_may_run_again_is_started_again_when_all_is_lost(folder):
    waits = program(folder, "sh", "-c", WAITS)
    again = asyncio.create_task(process.run_again(waits))
    pid = await begun(waits.folder)
    os.kill(runner_of(pid), signal.SIGKILL)
    os.killpg(pid, signal.SIGKILL)
    (folder / "go").touch()
    assert await again == 0
    assert (folder / "times").read_text() == "once\nonce\n"


async def test_while_the_program_lives_the_loss_of_its_runner_is_not_its_end(folder):
    waits = program(folder, "sh", "-c", WAITS)
    once = asyncio.create_task(process.run_once(waits))
    pid = await begun(waits.folder)
    runner = runner_of(pid)
    os.kill(runner, signal.SIGKILL)
    await until(lambda: not alive(runner))
    done, _ = await asyncio.wait({once}, timeout=5 * process.POLL)
    assert not done, "the program still held its lock"
    (folder / "go").touch()
    with pytest.raises(Interrupted):
        await once


async def test_an_interrupt_is_one_sigint_however_often_it_is_asked_for(folder):
    counts = program(folder, sys.executable, "-c", COUNTS_INTERRUPTS)
    end = asyncio.create_task(process.run_once(counts))
    pid = await begun(counts.folder)
    assert await process.interrupt(counts.folder)
    assert not await process.interrupt(counts.folder)
    os.kill(runner_of(pid), signal.SIGTERM)
    os.kill(runner_of(pid), signal.SIGINT)
    os.kill(runner_of(pid), signal.SIGHUP)
    await until((folder / "sigints").exists)
    (folder / "go").touch()
    assert await end == 0
    assert (folder / "sigints").read_text() == "x"


async def test_the_runner_passes_on_one_sigint_of_many(folder):
    counts = program(folder, sys.executable, "-c", COUNTS_INTERRUPTS)
    end = asyncio.create_task(process.run_once(counts))
    pid = await begun(counts.folder)
    os.kill(runner_of(pid), signal.SIGTERM)
    await until((folder / "sigints").exists)
    os.kill(runner_of(pid), signal.SIGINT)
    assert not await process.interrupt(counts.folder)
    (folder / "go").touch()
    assert await end == 0
    assert (folder / "sigints").read_text() == "x"


async def test_a_signal_shows_as_a_negative_exit_code(folder):
    waits = program(folder, "sh", "-c", WAITS)
    end = asyncio.create_task(process.run_again(waits))
    os.killpg(await begun(waits.folder), signal.SIGTERM)
    assert await end == -signal.SIGTERM


async def test_there_is_nothing_to_interrupt_before_the_start_and_after_the_end(folder):
    ends = program(folder, "true")
    assert not await process.interrupt(ends.folder)
    await process.run_again(ends)
    assert not await process.interrupt(ends.folder)


async def test_captured_output_is_data_and_errors_apart(folder):
    found = await process.capture(("sh", "-c", "echo data; echo oops >&2; exit 4"), folder, {"PATH": "/bin"}, 20)
    assert (found.exit_code, found.output, found.errors) == (4, "data\n", "oops\n")


async def test_a_captured_program_that_takes_too_long_is_killed_with_its_children(folder):
    with pytest.raises(TimeoutError):
        await process.capture(("sh", "-c", "echo $$ > pid; sleep 600; true"), folder, {"PATH": "/bin"}, 0.5)
    assert not alive(int((folder / "pid").read_text()))


async def test_a_captured_program_that_prints_without_end_is_killed(tmp_path, monkeypatch):
    monkeypatch.setattr(process, "ROOM", 1 << 20)
    with pytest.raises(process.TooMuch):
        await process.capture(("sh", "-c", "yes >&2"), tmp_path, {"PATH": "/usr/bin:/bin"}, 30.0)


def test_a_folder_that_was_cleared_away_has_nothing_running(tmp_path):
    assert process._lock_is_free(tmp_path / "gone")
