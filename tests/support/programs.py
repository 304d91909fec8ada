"""Programs under the detached runner, as tests look at them and put an end to them."""

from __future__ import annotations

from pathlib import Path

from support.eventually import until
from tidegate.terraform import process

# Says `begun`, waits until the file `go` appears in its folder, says `ended`.
WAITS = "echo begun; echo once >> times; until [ -e go ]; do sleep 0.05; done; echo ended"

RUNNER = str(process.RUNNER).encode()


async def begun(folder: Path) -> int:
    """The process id of a program that has printed something."""
    await until(lambda: (folder / "pid").exists() and (folder / "log").read_text())
    return int((folder / "pid").read_text())


def runner_of(pid: int) -> int:
    """The process id of the runner above a program, whatever stands between the two."""
    above = parent_of(pid)
    assert above > 1, "there is no runner any more"
    return above if RUNNER in Path(f"/proc/{above}/cmdline").read_bytes().split(b"\0") else runner_of(above)


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def end_all(folder: Path) -> None:
    """Kill every program started below `folder`, with its children."""
    for mark in folder.rglob("started"):
        process.kill(mark.parent)
