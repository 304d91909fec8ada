from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from support import walls as here
from support.eventually import until
from support.programs import WAITS, alive, begun, end_all, parent_of, runner_of
from tidegate.terraform import isolation, process
from tidegate.terraform.isolation import Bubblewrap, HostNetwork, Open, View, Visible, walls
from tidegate.terraform.process import Program

PLAIN = Bubblewrap()
PATH = "/usr/local/bin:/usr/bin:/bin"


@pytest.fixture
def folder(tmp_path):
    here.need()
    for name in ("work", "tmp", "data"):
        (tmp_path / name).mkdir()
    (tmp_path / "data" / "secret").write_text("the server's own")
    yield tmp_path
    end_all(tmp_path)


def program(folder: Path, command: str, around: Bubblewrap, name: str = "one") -> Program:
    view = View(writable=(folder / "work",), readable=(), temporary=folder / "tmp")
    return Program(
        folder=folder / name,
        title="a step",
        argv=("/bin/sh", "-c", command),
        cwd=folder / "work",
        environment={"PATH": PATH, "OWN": "value"},
        hidden=frozenset(),
        log=folder / "log",
        walls=walls(around, view, folder / "work"),
    )


def logged(one: Program) -> str:
    """What it said, and what its runner had to complain about."""
    return "".join((one.folder / name).read_text() for name in ("log", "trouble"))


def impostor(file: Path, mark: Path) -> None:
    """A program that leaves a mark when somebody starts it."""
    file.write_text(f"#!/bin/sh\ntouch {mark}\n")
    file.chmod(0o755)


def shown_to_everybody(pid: int) -> bytes:
    """What the list of processes says of one."""
    return Path(f"/proc/{pid}/cmdline").read_bytes()


async def said(folder: Path, command: str, around: Bubblewrap = PLAIN) -> str:
    await process.run_once(program(folder, command, around))
    return (folder / "one" / "log").read_text()


def test_nothing_stands_around_a_program_in_the_open():
    assert walls(Open(), View(writable=(), readable=(), temporary=Path("/x")), Path("/x")) is None


async def test_it_is_possible_here_and_a_network_of_its_own_too(tmp_path):
    here.need_network()
    assert await isolation.problem() is None
    assert not isinstance(await isolation.network(tmp_path / "network"), HostNetwork)


async def test_where_it_is_not_possible_the_tool_says_why(monkeypatch):
    here.need()
    monkeypatch.setattr(isolation, "NAMESPACES", ("--no-such-option",))
    assert "--no-such-option" in (await isolation.problem() or "")


async def test_without_the_tool_steps_use_the_hosts_network(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert isinstance(await isolation.network(tmp_path / "network"), HostNetwork)


async def test_a_step_sees_its_worktree_and_the_system_and_nothing_else(folder):
    (folder / "work" / "main.tf").touch()
    names = (await said(folder, f"ls /; echo; ls /home /root /srv /etc/shadow; ls {folder}; cat main.tf")).split()
    assert {"bin", "dev", "etc", "lib", "proc", "tmp", "usr"} <= set(names)
    assert not {"root", "home", "srv", "sys", "run", "data", "one", "log"} & {name.strip(":") for name in names}


async def test_a_step_writes_into_its_worktree_and_tmp_only(folder):
    tries = f"for each in /x /usr/x /etc/x {folder}/x/y; do touch $each && echo wrote $each; done"
    answer = await said(folder, f"touch made /tmp/kept; {tries}")
    assert "wrote" not in answer
    assert (folder / "work" / "made").exists()
    assert (folder / "tmp" / "kept").exists()


async def test_a_step_knows_its_own_processes_only(folder):
    inside = "for each in /proc/[0-9]*/environ; do tr '\\0' '\\n' < $each; done; ls -d /proc/[0-9]* | wc -l"
    lines = (await said(folder, inside)).splitlines()
    assert int(lines.pop()) <= 5
    bubblewraps = f"PATH={process.RUNNERS_OWN['PATH']}"
    assert {line for line in lines if not line.startswith("PWD=")} == {f"PATH={PATH}", "OWN=value", bubblewraps}


async def test_what_a_step_sees_of_variables_leads_nobody_outside_the_walls_to_its_files(folder):
    impostor(folder / "work" / "bwrap", folder / "escaped")
    chosen = {"PATH": f"{folder}/work:{PATH}", "LD_PRELOAD": f"{folder}/work/preloaded.so"}
    step = replace(program(folder, "echo $PATH", PLAIN), environment=chosen)
    assert await process.run_once(step) == 0
    assert not list(folder.glob("escaped"))
    answer = logged(step)
    assert f"{folder}/work:{PATH}\n" in answer
    assert answer.count("preloaded.so") == 1, "the shell's own complaint, from within"


async def test_a_variable_cannot_end_as_an_argument_of_the_walls(folder):
    step = program(folder, f"cat {folder}/data/secret", PLAIN)
    chosen = {**step.environment, "OWN": f"value\0--bind\0{folder}\0{folder}"}
    assert await process.run_once(replace(step, environment=chosen)) == 127
    assert "a variable holds NUL" in logged(step)


async def test_nobody_reads_a_steps_variables_on_a_command_line(folder):
    step = replace(program(folder, WAITS, PLAIN), environment={"PATH": PATH, "OWN": "hunter2"})
    end = asyncio.create_task(process.run_once(step))
    pid = await begun(step.folder)
    assert not any(b"hunter2" in shown_to_everybody(each) for each in (pid, parent_of(pid), runner_of(pid)))
    (folder / "work" / "go").touch()
    assert await end == 0


async def test_a_step_has_no_rights_over_the_machine_even_as_root(folder):
    answer = await said(
        folder,
        "grep CapEff /proc/self/status; true >> /proc/sys/kernel/core_pattern && echo wrote;"
        "true > /proc/sysrq-trigger && echo triggered; unshare --user --map-root-user true && echo more rights;"
        "mount -t proc proc /tmp && echo mounted; cat /proc/keys | wc -c",
    )
    assert "CapEff:\t0000000000000000" in answer
    assert not [word for word in ("wrote", "triggered", "more rights", "mounted") if word in answer.splitlines()]
    assert answer.endswith("\n0\n")


async def test_what_is_declared_is_seen_as_declared(folder):
    for name in ("shared", "states"):
        (folder / name).mkdir()
        (folder / name / "file").write_text(name)
    declared = (Visible(path=folder / "shared"), Visible(path=folder / "states", access="rw"))
    tries = f"cat {folder}/*/file; touch {folder}/shared/new {folder}/states/new"
    assert "sharedstates" in await said(folder, tries, Bubblewrap(visible=declared))
    assert not (folder / "shared" / "new").exists()
    assert (folder / "states" / "new").exists()


async def test_the_servers_own_stays_hidden_within_what_is_declared(folder):
    (folder / "key.pem").write_text("a key")
    (folder / "data" / "tools").mkdir()
    (folder / "data" / "tools" / "tool").write_text("a tool")
    around = Bubblewrap(
        visible=(Visible(path=folder, access="rw"),),
        hidden=(folder / "data", folder / "key.pem", folder / "absent"),
        shown=(folder / "data" / "tools",),
    )
    answer = await said(folder, f"ls {folder}/data; cat {folder}/data/secret {folder}/key.pem; touch made", around)
    assert answer.startswith("tools\n")
    assert "the server's own" not in answer
    assert "a key" not in answer
    assert (folder / "data" / "secret").read_text() == "the server's own"


async def test_a_link_to_a_visible_folder_shows_nothing_of_the_servers(folder):
    (folder / "link").symlink_to(folder)
    around = Bubblewrap(visible=(Visible(path=folder / "link"),), hidden=(folder / "data",))
    answer = await said(folder, f"ls {folder}/link; cat {folder}/link/data/secret", around)
    assert "work" in answer
    assert "the server's own" not in answer


async def test_exit_codes_and_signals_come_through(folder):
    assert await process.run_once(program(folder, "exit 7", PLAIN)) == 7
    killed = program(folder, "kill -TERM $$", PLAIN, "two")
    assert await process.run_once(killed) == -signal.SIGTERM


async def test_a_step_leaves_no_process_behind(folder):
    code = await asyncio.wait_for(process.run_once(program(folder, "setsid sleep 600 & sleep 0.2; exit 3", PLAIN)), 20)
    assert code == 3
    await until(lambda: not process.is_running(folder / "one"))
    assert not alive(int((folder / "one" / "init").read_text()))


async def test_a_step_that_is_killed_takes_everything_with_it(folder):
    line = "trap '' INT TERM; setsid sh -c 'echo begun; sleep 600; true' & wait"
    end = asyncio.create_task(process.run_once(program(folder, line, PLAIN)))
    await begun(folder / "one")
    process.kill(folder / "one")
    assert await end == -signal.SIGKILL


async def test_an_interrupt_reaches_the_program_within_once(folder):
    counts = "trap 'echo asked' INT; echo begun; until [ -e go ]; do sleep 0.05; done; echo ended"
    end = asyncio.create_task(process.run_once(program(folder, counts, PLAIN)))
    pid = await begun(folder / "one")
    assert await process.interrupt(folder / "one")
    assert not await process.interrupt(folder / "one")
    os.kill(runner_of(pid), signal.SIGTERM)
    await until(lambda: "asked" in (folder / "one" / "log").read_text())
    (folder / "work" / "go").touch()
    assert await end == 0
    assert (folder / "one" / "log").read_text() == "begun\nasked\nended\n"


async def test_a_program_outlives_its_runner_and_keeps_its_lock(folder):
    end = asyncio.create_task(process.run_once(program(folder, WAITS, PLAIN)))
    runner = runner_of(await begun(folder / "one"))
    os.kill(runner, signal.SIGKILL)
    await until(lambda: not alive(runner))
    assert process.is_running(folder / "one")
    (folder / "work" / "go").touch()
    await asyncio.wait({end})
    assert isinstance(end.exception(), process.Interrupted)
    assert (folder / "work" / "times").read_text() == "once\n"


async def test_a_program_whose_walls_are_killed_ends_by_itself_and_nobody_knows_how(folder):
    end = asyncio.create_task(process.run_once(program(folder, WAITS, PLAIN)))
    pid = await begun(folder / "one")
    outside = parent_of(int((folder / "one" / "init").read_text()))
    os.kill(outside, signal.SIGKILL)
    await until(lambda: not alive(outside))
    assert alive(pid)
    assert process.is_running(folder / "one")
    (folder / "work" / "go").touch()
    await asyncio.wait({end})
    assert isinstance(end.exception(), process.Interrupted)
    assert not (folder / "one" / "rc").exists()


async def test_a_step_cannot_free_the_lock_that_says_it_runs(folder):
    tries = (
        f"for fd in /proc/self/fd/*; do flock -u ${{fd##*/}}; done; readlink /proc/self/fd/* | grep -c {folder}; true"
    )
    end = asyncio.create_task(process.run_once(program(folder, f"{tries}; {WAITS}", PLAIN)))
    await begun(folder / "one")
    assert process.is_running(folder / "one")
    (folder / "work" / "go").touch()
    assert await end == 0
    assert (folder / "one" / "log").read_text().splitlines()[-3:] == ["0", "begun", "ended"]


async def test_a_path_that_is_not_there_is_named(folder):
    around = Bubblewrap(visible=(Visible(path=folder / "absent"),))
    assert str(folder / "absent") in await said(folder, "true", around)
