"""A program within bubblewrap as the runner outside handles it: held back until its walls stand, found, ended whole.

Standard library only: the detached runner loads this file by its path.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import Popen

MOMENT = 0.002  # Seconds between two looks for the program's process.
SIGNALLED = 128  # bubblewrap answers for a program ended by signal N as a shell does: 128 + N.

Launch = Callable[[list[str], tuple[int, ...], dict[str, str]], "Popen[bytes]"]
Connect = Callable[[int, int, Path], "Popen[bytes]"]


class NotBegun(Exception):
    """The program was never started; the text says why."""


class Walled:
    """bubblewrap, started with its program held back.

    Args:
        line: Its whole command line.
        lock: Descriptor that the first process within keeps open, and the program does not: it could unlock it.
        environment: The program's. bubblewrap has not its own of it: it is outside, where LD_PRELOAD is a way out.
        launch: Starts a command line with descriptors in an environment.

    Raises:
        ValueError: No program can be given this environment.
    """

    def __init__(self, line: list[str], lock: int, environment: dict[str, str], launch: Launch) -> None:
        variables = _variables(environment)
        self._info, told = os.pipe()
        held, self._release = os.pipe()
        self._alive, self._living = os.pipe()
        descriptors = [
            "--args",
            str(variables),
            "--info-fd",
            str(told),
            "--block-fd",
            str(held),
            "--sync-fd",
            str(lock),
        ]
        passed = (variables, told, held, lock, self._living)
        try:
            self._bubblewrap = launch([line[0], *descriptors, *line[1:]], passed, {"PATH": os.environ["PATH"]})
        finally:
            for each in (variables, told, held):
                os.close(each)
        self._init: int | None = None  # A descriptor of the process, so that no other can be meant by its number.
        self._connection: Popen[bytes] | None = None

    def begin(self, folder: Path, connect: Connect | None, leave: Callable[[Path, int], None]) -> int | None:
        """Let the program start; its process id, or None when it has ended before it was seen.

        Args:
            folder: Gets `init`, through `leave`, and `network`: what the connection had to say.
            connect: Makes the network; raises when it cannot. None for a program on the host's.
            leave: Writes a number into a file, all of it or nothing.

        Raises:
            NotBegun: There is no network.
        """
        init = self._told()
        if init is None:
            return None  # bubblewrap has said why in the log.
        try:
            self._init = os.pidfd_open(init)
        except ProcessLookupError:
            return None
        leave(folder / "init", init)
        try:
            self._connection = connect(init, self._alive, folder / "network") if connect else None
        except Exception as error:  # Whatever it is: without its network no program starts.
            self._end()
            raise NotBegun(str(error)) from error
        with contextlib.suppress(BrokenPipeError):  # bubblewrap has ended already and said why.
            os.write(self._release, b".")
        return self._found(init)

    def wait(self) -> int | None:
        """Wait until nothing within is left; the exit code, or None when bubblewrap was killed and nobody knows it."""
        code = self._bubblewrap.wait()
        if self._init is not None:
            if code >= 0:  # The program has ended: what it left behind goes with it.
                self._end()
            select.select([self._init], [], [])
        os.close(self._living)
        if self._connection is not None:
            self._connection.wait()
        if code < 0:
            return None
        return SIGNALLED - code if SIGNALLED < code < SIGNALLED + signal.NSIG else code

    def _end(self) -> None:
        assert self._init is not None  # noqa: S101 - called only then
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._init, signal.SIGKILL)

    def _told(self) -> int | None:
        """The process id of the first process within, from what bubblewrap tells."""
        text = b""
        while b"}" not in text:
            more = os.read(self._info, 4096)
            if not more:
                return None
            text += more
        return int(json.loads(text)["child-pid"])

    def _found(self, init: int) -> int | None:
        """The program is the first child of the first process within."""
        children = Path(f"/proc/{init}/task/{init}/children")
        while self._bubblewrap.poll() is None:
            try:
                if pids := children.read_text().split():
                    return int(pids[0])
            except OSError:
                return None
            time.sleep(MOMENT)
        return None


def _variables(environment: dict[str, str]) -> int:
    """A file of bubblewrap's arguments that set them: on its command line everybody here could read their values."""
    words = ["--clearenv", *(word for name, value in environment.items() for word in ("--setenv", name, value))]
    if any("\0" in word for word in words):
        raise ValueError("a variable holds NUL")  # Which ends an argument: the rest would be ours.
    file = os.memfd_create("variables")
    with os.fdopen(os.dup(file), "wb") as opened:
        opened.write(b"".join(os.fsencode(word) + b"\0" for word in words))
    os.lseek(file, 0, os.SEEK_SET)
    return file
