"""Programs under the detached runner, as tests look at them and put an end to them."""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path

from support.eventually import until

# Says `begun`, waits until the file `go` appears in its folder, says `ended`.
WAITS = "echo begun; echo once >> times; until [ -e go ]; do sleep 0.05; done; echo ended"


async def begun(folder: Path) -> int:
    """The process id of a program that has printed something."""
    await until(lambda: (folder / "pid").exists() and (folder / "log").read_text())
    return int((folder / "pid").read_text())


def runner_of(pid: int) -> int:
    """The process id of the runner above a program."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def end_all(folder: Path) -> None:
    """Kill every program started below `folder`, with its children."""
    for file in folder.rglob("pid"):
        if not file.with_name("rc").exists():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(int(file.read_text()), signal.SIGKILL)
