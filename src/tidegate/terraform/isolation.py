"""What a step may see of this machine: the walls bubblewrap builds around it, and whether they stand here."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tidegate.terraform import process
from tidegate.terraform.excerpts import excerpt
from tidegate.terraform.network import NAMESERVER

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")

#: Of /etc what programs look up. No keys: not /etc/ssl whole, nor /etc/pki.
ETC = (
    *("alternatives", "bash.bashrc", "ca-certificates", "debian_version", "gai.conf", "group", "host.conf", "hosts"),
    *("hostname", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "mime.types", "nsswitch.conf"),
    *("os-release", "passwd", "pki/ca-trust/extracted", "pki/tls/cert.pem", "pki/tls/certs", "protocols", "services"),
    *("ssl/cert.pem", "ssl/certs", "ssl/openssl.cnf", "terminfo", "timezone"),
)

#: bubblewrap leaves some of these to whoever is root outside, without any capability (seen: kernel.core_pattern).
PROC_READ_ONLY = ("sys", "sysrq-trigger", "irq", "bus", "fs", "acpi", "scsi", "mtrr")
PROC_HIDDEN = ("kcore", "keys", "kmsg", "latency_stats", "sched_debug", "timer_list")

NAMESPACES = (
    *("--unshare-user", "--disable-userns", "--unshare-pid", "--unshare-ipc", "--unshare-uts"),
    *("--unshare-cgroup-try", "--cap-drop", "ALL", "--new-session"),
)

REMEDY = (
    "Install bubblewrap 0.8 or newer and allow user namespaces (sysctl kernel.unprivileged_userns_clone=1; in a "
    "container seccomp and AppArmor must allow them), or set TIDEGATE_UNSAFE_RUNNER=1 if you trust everybody who can "
    "open a pull request."
)
NETWORK_REMEDY = (
    "Install slirp4netns and iproute2, and let the server open /dev/net/tun. Until then set the hop limit of the "
    "instance's metadata to 1 (IMDSv2), or give the machine no role of its own."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visible:
    """A path steps see although it is neither the system's nor theirs."""

    path: Path
    access: Literal["ro", "rw"] = "ro"


@dataclass(frozen=True, slots=True, kw_only=True)
class HostNetwork:
    """Steps use the host's network: its loopback and metadata addresses are within their reach."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNetwork:
    """Steps reach the world, but neither the host's loopback nor metadata addresses.

    Attributes:
        resolv_conf: The file they see as /etc/resolv.conf.
    """

    resolv_conf: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubblewrap:
    """Every step in namespaces of its own.

    Attributes:
        hidden: The server's own folders and files, seen by no step even where they lie below a path it sees.
        shown: Folders within them that every step may read: downloaded tools, stand-ins.
        visible: What the operator declares.
        mirrors: Folder of the bare mirrors; a step sees the one its worktree belongs to, to read.
    """

    hidden: tuple[Path, ...] = ()
    shown: tuple[Path, ...] = ()
    visible: tuple[Visible, ...] = ()
    mirrors: Path | None = None
    network: OwnNetwork | HostNetwork = HostNetwork()


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """No walls: a step sees what the server sees."""


Isolation = Bubblewrap | Open


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What one program sees besides what every program sees. Everything must be there.

    Attributes:
        temporary: The folder it sees as /tmp.
    """

    writable: tuple[Path, ...]
    readable: tuple[Path, ...]
    temporary: Path


def walls(isolation: Isolation, view: View, cwd: Path) -> process.Walls | None:
    """What stands around a program; None when nothing does."""
    match isolation:
        case Open():
            return None
        case Bubblewrap():
            own = isinstance(isolation.network, OwnNetwork)
            network = ("--unshare-net",) if own else ()
            line = ("bwrap", *NAMESPACES, *network, *_mounts(isolation, view), "--chdir", str(cwd))
            return process.Walls(line=line, network="own" if own else "host")


async def problem(network: OwnNetwork | HostNetwork | None = None) -> str | None:
    """Why programs cannot be isolated here, tried with one; None when they can."""
    with tempfile.TemporaryDirectory(prefix="tidegate-") as name:
        folder = Path(name)
        view = View(writable=(folder,), readable=(), temporary=folder)
        program = process.Program(
            folder=folder / "tried",
            title="isolation",
            argv=("true",),
            cwd=folder,
            environment={"PATH": "/usr/local/bin:/usr/bin:/bin"},
            hidden=frozenset(),
            log=folder / "log",
            walls=walls(Bubblewrap(network=network or HostNetwork()), view, folder),
        )
        if await process.run_once(program) == 0:
            return None
        return excerpt(program.folder / "log").strip() or "bubblewrap gave no reason"


async def network(folder: Path) -> OwnNetwork | HostNetwork:
    """The best network there is for steps: their own, tried with one, else the host's. `folder` keeps what it needs."""
    own = await asyncio.to_thread(_own_network, folder)
    if shutil.which("slirp4netns") is None or await problem(own):
        return HostNetwork()
    return own


def _mounts(isolation: Bubblewrap, view: View) -> tuple[str, ...]:
    """In order: what comes later lies over what came before."""
    seen = (*map(Path, SYSTEM), *(each.path for each in isolation.visible))
    line = [*_system(), *_etc(isolation.network)]
    line += ["--bind", str(view.temporary), "/tmp", "--symlink", "/tmp", "/var/tmp"]  # noqa: S108 - theirs
    for each in isolation.visible:
        line += ["--bind" if each.access == "rw" else "--ro-bind", str(each.path), str(each.path)]
    for path in isolation.hidden:
        line += _covered(path.resolve(), seen)
    for path in (*isolation.shown, *view.readable):
        line += ["--ro-bind", str(path), str(path)]
    for path in view.writable:
        line += ["--bind", str(path), str(path)]
    return (*line, *_proc(), "--dev", "/dev", "--remount-ro", "/")


def _system() -> list[str]:
    line: list[str] = []
    for name in SYSTEM:
        path = Path(name)
        if path.is_symlink():
            line += ["--symlink", str(path.readlink()), name]
        else:
            line += ["--ro-bind-try", name, name]
    return line


def _etc(connected: OwnNetwork | HostNetwork) -> list[str]:
    resolv = connected.resolv_conf if isinstance(connected, OwnNetwork) else Path("/etc/resolv.conf")
    line = [each for name in ETC for each in ("--ro-bind-try", f"/etc/{name}", f"/etc/{name}")]
    return [*line, "--ro-bind-try", str(resolv), "/etc/resolv.conf"]


def _covered(path: Path, seen: tuple[Path, ...]) -> list[str]:
    """A folder or file covered wherever it is seen."""
    places = [other / path.relative_to(other.resolve()) for other in seen if path.is_relative_to(other.resolve())]
    if path.is_dir():
        return [word for place in places for word in ("--tmpfs", str(place))]
    return [word for place in places for word in ("--ro-bind", os.devnull, str(place))] if path.exists() else []


def _proc() -> list[str]:
    line = ["--proc", "/proc"]
    for name in PROC_READ_ONLY:
        line += ["--ro-bind-try", f"/proc/{name}", f"/proc/{name}"]
    for name in PROC_HIDDEN:
        line += ["--ro-bind", os.devnull, f"/proc/{name}"] if Path("/proc", name).exists() else []
    return line


def _own_network(folder: Path) -> OwnNetwork:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / "resolv.conf"
    file.write_text(_resolv_conf(Path("/etc/resolv.conf")))
    return OwnNetwork(resolv_conf=file)


def _resolv_conf(hosts: Path) -> str:
    lines = hosts.read_text(errors="replace").splitlines() if hosts.exists() else []
    kept = [line for line in lines if line.split()[:1] in (["search"], ["domain"], ["options"])]
    return "\n".join([f"nameserver {NAMESERVER}", *kept, ""])
