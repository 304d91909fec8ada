"""The network of an isolated program: its own, connected by slirp4netns, with no way to this host or to metadata.

Standard library only: the detached runner loads this file by its path.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

NS_GET_USERNS = 0xB701  # ioctl_ns(2): the user namespace that owns a namespace.
NAMESERVER = "10.0.2.3"  # slirp4netns: asks the host's first nameserver.
DEVICE = "tap0"
PATIENCE = 20.0  # Seconds bubblewrap gets to build its walls.
MOMENT = 0.001
TOOLS: Mapping[str, str] = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}

#: Where clouds answer a machine with its credentials: AWS, Google and Azure; Azure's agent; Alibaba; Oracle.
METADATA = ("169.254.0.0/16", "168.63.129.16/32", "100.100.100.200/32", "192.0.0.192/32")

#: Our alias of the nameserver would lead to every port of it, and with some clouds it is the metadata server itself.
ROUTES = "\n".join(
    [
        *(f"route add unreachable {address}" for address in METADATA),
        f"route add unreachable {NAMESERVER}/32",
        f"rule add pref 100 to {NAMESERVER} dport 53 lookup 53",
        f"route add {NAMESERVER}/32 dev {DEVICE} table 53",
        "",
    ]
)


class NotConnected(Exception):
    """The network could not be made; the text says what the tools answered."""


def connect(pid: int, alive: int, said: Path) -> subprocess.Popen[bytes]:
    """Connect the network namespace of a process that has not begun yet.

    Args:
        pid: The process.
        alive: Reading end of a pipe; when nobody holds its other end any more, the connection ends.
        said: File for what slirp4netns says.

    Raises:
        NotConnected: It did not work, and nothing is left of it.
        OSError: A tool is not here, or the process is gone.
    """
    with _namespaces(pid) as (user, net):
        _wait_until_settled(pid, user)
        connection = _slirp(user, net, alive, said)
        try:
            _route(user, net)
        except BaseException:
            connection.kill()
            connection.wait()
            raise
    return connection


@contextlib.contextmanager
def _namespaces(pid: int) -> Iterator[tuple[int, int]]:
    """The network namespace of a process and the user namespace that owns it, which need not be the process's own."""
    net = os.open(f"/proc/{pid}/ns/net", os.O_RDONLY)
    try:
        user = fcntl.ioctl(net, NS_GET_USERNS)
        try:
            yield user, net
        finally:
            os.close(user)
    finally:
        os.close(net)


def _wait_until_settled(pid: int, user: int) -> None:
    """Wait for bubblewrap: it sets up the loopback itself, and fails when somebody else has (seen).

    Entering the user namespace that `--disable-userns` asks for is the last it does before it waits for us.
    """
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            inner = Path(f"/proc/{pid}/ns/user").stat().st_ino != os.fstat(user).st_ino
            if inner and Path(f"/proc/{pid}/uid_map").read_text():
                return
        except OSError:
            break
        time.sleep(MOMENT)
    raise NotConnected("bubblewrap has not come as far as to need one")


def _slirp(user: int, net: int, alive: int, said: Path) -> subprocess.Popen[bytes]:
    reading, ready = os.pipe()
    line = ["slirp4netns", "--configure", "--mtu=65520", "--disable-host-loopback"]
    line += ["--enable-sandbox", "--enable-seccomp", f"--ready-fd={ready}", f"--exit-fd={alive}"]
    line += [f"--userns-path=/proc/self/fd/{user}", "--netns-type=path", f"/proc/self/fd/{net}", DEVICE]
    with os.fdopen(reading, "rb") as waits, said.open("wb") as file:
        try:
            connection = subprocess.Popen(
                line,
                env=dict(TOOLS),
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                pass_fds=(user, net, ready, alive),
                start_new_session=True,
            )
        finally:
            os.close(ready)
        if waits.read(1) != b"1":
            connection.kill()
            connection.wait()
            raise NotConnected(f"slirp4netns: {said.read_text(errors='replace').strip()}")
    return connection


def _route(user: int, net: int) -> None:
    line = ["nsenter", f"--user=/proc/self/fd/{user}", f"--net=/proc/self/fd/{net}", "--preserve-credentials"]
    done = subprocess.run(
        [*line, "ip", "-batch", "-"],
        input=ROUTES,
        env=dict(TOOLS),
        pass_fds=(user, net),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotConnected(f"ip: {done.stderr.strip()}")
