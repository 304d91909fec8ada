"""The network of an isolated step, with listeners of our own standing for what it must not reach."""

from __future__ import annotations

import os
import signal
import socket
from pathlib import Path

import pytest

from support import walls as here
from support.eventually import until
from support.metadata import ADDRESS, listening
from support.programs import WAITS, alive, begun, end_all, runner_of
from tidegate.terraform import isolation, network, process
from tidegate.terraform.isolation import Bubblewrap, HostNetwork, View, walls
from tidegate.terraform.process import Program


@pytest.fixture
def folder(tmp_path):
    here.need_network()
    for name in ("work", "tmp"):
        (tmp_path / name).mkdir()
    yield tmp_path
    end_all(tmp_path)


@pytest.fixture
def metadata():
    """A listener at the address where clouds give a machine its credentials; answers with its port."""
    with listening() as port:
        yield port


@pytest.fixture
def loopback():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def program(folder: Path, command: str, around: Bubblewrap) -> Program:
    view = View(writable=(folder / "work",), readable=(), temporary=folder / "tmp")
    return Program(
        folder=folder / "one",
        title="a step",
        argv=("/bin/bash", "-c", command),
        cwd=folder / "work",
        environment={"PATH": "/usr/bin:/bin"},
        hidden=frozenset(),
        log=folder / "log",
        walls=walls(around, view, folder / "work"),
    )


async def said(folder: Path, command: str, around: Bubblewrap) -> str:
    await process.run_once(program(folder, command, around))
    return (folder / "one" / "log").read_text()


async def own(folder: Path) -> Bubblewrap:
    return Bubblewrap(network=await isolation.network(folder / "network"))


def reach(host: str, port: int) -> str:
    return f"timeout 3 bash -c 'echo > /dev/tcp/{host}/{port}' && echo reached {host};"


async def test_neither_metadata_nor_the_hosts_loopback_are_reached(folder, metadata, loopback):
    tries = reach(ADDRESS, metadata) + "".join(
        reach(host, loopback) for host in ("127.0.0.1", "10.0.2.2", "10.0.2.3", "10.0.2.4", "localhost")
    )
    answer = await said(folder, tries, await own(folder))
    assert "reached" not in answer
    assert answer.count("connect:") + answer.count("refused") >= 5


async def test_the_listeners_are_there_for_a_step_on_the_hosts_network(folder, metadata, loopback):
    tries = reach(ADDRESS, metadata) + reach("127.0.0.1", loopback)
    answer = await said(folder, tries, Bubblewrap(network=HostNetwork()))
    assert f"reached {ADDRESS}" in answer
    assert "reached 127.0.0.1" in answer


async def test_a_step_cannot_change_its_routes(folder, metadata):
    tries = "PATH=$PATH:/usr/sbin; ip route del unreachable 169.254.0.0/16 && echo changed; ip route;"
    answer = await said(folder, tries + reach(ADDRESS, metadata), await own(folder))
    assert "unreachable 169.254.0.0/16" in answer
    assert "changed" not in answer
    assert "reached" not in answer


async def test_the_world_is_reached_and_names_are_asked_of_the_hosts_nameserver(folder):
    """The host's own address stands for the world: nothing else is sure to answer in a test."""
    with socket.create_server(("0.0.0.0", 0)) as server:
        port = server.getsockname()[1]
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(("192.0.2.1", 9))  # Sends nothing; the kernel chooses our address.
            host = probe.getsockname()[0]
        answer = await said(folder, reach(host, port) + "cat /etc/resolv.conf", await own(folder))
    assert f"reached {host}" in answer
    assert f"nameserver {network.NAMESERVER}\n" in answer


async def test_without_its_network_no_step_begins(folder, monkeypatch):
    around = await own(folder)
    tools = folder / "bin"
    tools.mkdir()
    (tools / "slirp4netns").write_text("#!/bin/sh\necho no tap for you >&2; exit 1\n")
    (tools / "slirp4netns").chmod(0o755)
    runner = folder / "runner"
    runner.mkdir()
    for file in ("runner", "walled", "network", "redact"):
        text = (process.RUNNER.with_name(f"{file}.py")).read_text()
        (runner / f"{file}.py").write_text(text.replace("/usr/local/sbin:", f"{tools}:/usr/local/sbin:"))
    monkeypatch.setattr(process, "RUNNER", runner / "runner.py")
    unconnected = program(folder, "touch began", around)
    assert await process.run_once(unconnected) == 127
    log = (folder / "log").read_text()
    assert "a step was not started, for want of a network of its own: slirp4netns: no tap for you" in log
    assert not (folder / "work" / "began").exists()


async def test_the_connection_outlives_the_runner_and_ends_with_the_step(folder):
    once = program(folder, WAITS, await own(folder))
    process.start(once)
    pid = await begun(once.folder)
    runner = runner_of(pid)
    (connection,) = [each for each in children_of(runner) if b"slirp4netns" in command_of(each)]
    os.kill(runner, signal.SIGKILL)
    await until(lambda: not alive(runner))
    assert alive(connection)
    (folder / "work" / "go").touch()
    await until(lambda: not alive(connection))


def children_of(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def command_of(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()
