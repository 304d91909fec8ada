"""What whoever starts checks and cost tools must do: within a run's walls, and on a laptop."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from support import walls
from support.eventually import until
from support.programs import alive, end_all
from support.stages import stage_run
from tidegate.core.errors import Cancelled, ToolFailed
from tidegate.ports.programs import Programs
from tidegate.terraform import process
from tidegate.terraform.binary import Binaries
from tidegate.terraform.isolation import Bubblewrap, Isolation, Open
from tidegate.terraform.limits import TimeLimit
from tidegate.terraform.local import LocalTerraform
from tidegate.terraform.programs import LaptopPrograms
from tidegate.terraform.toolbox import Toolbox

SECRETS = {"AWS_SECRET_ACCESS_KEY": "s3cret", "TF_VAR_password": "s3cret"}
CHILD = "sleep 600 & echo $! > $TMPDIR/child; wait"


def within(folder: Path, isolation: Isolation) -> Programs:
    terraform = LocalTerraform(
        Binaries(folder), folder / "shims", isolation=isolation, toolbox=Toolbox(folder=folder / "tools")
    )
    run = stage_run(folder, variables=SECRETS, hidden=frozenset(SECRETS))
    (folder / "base").mkdir()
    (folder / "base" / "old.tf").write_text("# old\n")
    return terraform.programs(run, (folder / "base",))


def laptop(folder: Path) -> Programs:
    stage_run(folder)
    (folder / "scratch" / "tmp").mkdir(parents=True)
    environment = {"PATH": "/usr/bin:/bin", "TMPDIR": str(folder / "scratch" / "tmp"), "LANG": "C.UTF-8"}
    return LaptopPrograms(folder / "scratch", Toolbox(folder=folder / "tools"), environment)


KINDS: dict[str, Callable[[Path], Programs]] = {
    "isolated": lambda folder: within(folder, Bubblewrap(hidden=(folder,))),
    "open": lambda folder: within(folder, Open()),
    "laptop": laptop,
}


@pytest.fixture
def folder(tmp_path):
    yield tmp_path
    end_all(tmp_path)


@pytest.fixture(params=KINDS)
def kind(request) -> str:
    if request.param == "isolated":
        walls.need()
    return request.param


@pytest.fixture
def programs(folder, kind) -> Programs:
    made = KINDS[kind](folder)
    place_tool(folder, "looker", "cat $1; echo seen >&2; exit 3")
    return made


def place_tool(folder: Path, name: str, script: str) -> None:
    file = folder / "tools" / name / "bin" / name
    file.parent.mkdir(parents=True)
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


async def shell(programs: Programs, script: str, *, seconds: float = 20.0, **variables: str):
    return await programs.run(("/bin/sh", "-c", script), cwd=programs.scratch, seconds=seconds, variables=variables)


async def test_a_tool_of_this_server_looks_at_the_checkout_and_its_words_stay_apart(programs, folder):
    tool = programs.find("looker")
    assert tool
    ran = await programs.run((tool, "main.tf"), cwd=folder / "work" / "app", seconds=20)
    assert (ran.code, ran.err) == (3, "seen\n")
    assert 'resource "terraform_data" "one"' in ran.out


async def test_the_systems_programs_are_found_and_others_are_not(programs):
    assert programs.find("sh") in {"/usr/bin/sh", "/bin/sh"}
    assert programs.find("no-such-scanner") is None


async def test_the_python_of_this_server_runs_with_its_libraries(programs):
    ran = await programs.run((sys.executable, "-I", "-c", "import regopy"), cwd=programs.scratch, seconds=20)
    assert (ran.code, ran.out, ran.err) == (0, "", "")


async def test_a_program_keeps_files_in_its_scratch_and_temporary_folder(programs):
    ran = await shell(programs, "echo one > kept && mktemp > /dev/null && cat kept")
    assert (ran.code, ran.out) == (0, "one\n")
    assert (programs.scratch / "kept").read_text() == "one\n"


async def test_nothing_of_the_server_reaches_a_program_but_what_it_is_given(programs, monkeypatch):
    monkeypatch.setenv("TIDEGATE_GITHUB_TOKEN", "s3cret")
    ran = await shell(programs, "env", INFRACOST_API_KEY="ico-1")
    assert "INFRACOST_API_KEY=ico-1" in ran.out.splitlines()
    assert "s3cret" not in ran.out


async def test_a_given_value_is_in_no_file_of_the_run(programs, folder):
    task = asyncio.create_task(shell(programs, "echo $KEY >&2; touch on; sleep 1", KEY="ico-12345678"))
    await until((programs.scratch / "on").exists)
    here = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    assert not [path for path in here if b"ico-12345678" in path.read_bytes()]
    await task


async def test_a_hung_program_is_ended_with_all_it_started(programs, kind):
    with pytest.raises(ToolFailed, match=r"sh took longer than 2 s"):
        await shell(programs, CHILD, seconds=2)
    if kind != "isolated":  # There its number is another outside, and the end of its first process is everybody's.
        child = int(next(programs.scratch.rglob("child")).read_text())
        await until(lambda: not alive(child))


async def test_more_output_than_anybody_reads_ends_a_program(programs, monkeypatch):
    monkeypatch.setattr(process, "ROOM", 1 << 20)
    with pytest.raises(ToolFailed, match="more than 1 MB"):
        await shell(programs, "yes")


async def test_a_program_that_is_not_there_cannot_be_started(programs):
    with pytest.raises(ToolFailed, match="could not be started"):
        await programs.run(("/not/there",), cwd=programs.scratch, seconds=20)


async def test_whoever_waits_no_more_leaves_nothing_running(programs, folder):
    task = asyncio.create_task(shell(programs, f"touch on; {CHILD}"))
    await until((programs.scratch / "on").exists)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not [mark for mark in folder.rglob("started") if process.is_running(mark.parent)]


async def test_two_run_side_by_side(programs):
    waits = "until [ -e other ]; do sleep 0.05; done; rm other; echo done"
    one = asyncio.create_task(shell(programs, waits))
    ran = await shell(programs, "touch other; echo done")
    assert ((await one).out, ran.out) == ("done\n", "done\n")


@pytest.fixture
def isolated(folder) -> Programs:
    walls.need()
    return KINDS["isolated"](folder)


async def test_within_walls_the_checkout_and_the_base_are_only_read(isolated, folder):
    ran = await isolated.run(
        ("/bin/sh", "-c", f"cat {folder}/base/old.tf; echo > here; echo > {folder}/base/here"),
        cwd=folder / "work" / "app",
        seconds=20,
    )
    assert ran.out == "# old\n"
    assert ran.err.count("Read-only file system") == 2


async def test_within_walls_neither_plan_nor_logs_nor_what_steps_left_is_seen(isolated, folder):
    for name in ("files/plan.tfplan", "home/token", "tmp/left", "log"):
        file = folder / "run" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("s3cret")
    ran = await shell(isolated, f"ls {folder}/run; cat /tmp/left {folder}/run/log")
    assert ran.out == "scratch\n"


async def test_a_cancelled_run_ends_its_programs_and_begins_none(folder):
    programs = KINDS["open"](folder)
    terraform = LocalTerraform(Binaries(folder), folder / "shims", limit=TimeLimit(seconds=60.0, grace=0.1))
    task = asyncio.create_task(shell(programs, "touch on; sleep 600"))
    await until((programs.scratch / "on").exists)
    assert await terraform.cancel(folder / "run")
    ran = await task
    assert ran.code < 0
    with pytest.raises(Cancelled):
        await shell(programs, "true")


async def test_a_server_that_comes_back_goes_on_with_the_program_it_had_started(folder):
    """The first server's wait is lost as by a crash: nobody clears up after it."""
    programs = KINDS["open"](folder)
    script = "echo once >> $TMPDIR/times; until [ -e go ]; do sleep 0.05; done; cat $TMPDIR/times"
    program = programs._program(("/bin/sh", "-c", script), programs.scratch, {})
    process.start(program)
    again = asyncio.create_task(shell(programs, script))
    await until((programs.scratch / "tmp" / "times").exists)
    (programs.scratch / "go").touch()
    assert (await again).out == "once\n"


def test_json_is_what_it_is(folder):
    """Programs' output is data: nothing of it is redacted."""
    programs = KINDS["laptop"](folder)
    text = json.dumps({"token": "ghp_" + "a" * 36})
    ran = asyncio.run(shell(programs, f"echo '{text}'"))
    assert json.loads(ran.out) == json.loads(text)
    assert os.environ.get("TIDEGATE_GITHUB_TOKEN") is None
