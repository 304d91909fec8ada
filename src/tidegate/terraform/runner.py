"""Runs one program to its end, whatever becomes of the server that started it.

A stand-alone script (standard library only), started as
`python -I -S runner.py DIR --log FILE --lock-fd N --environment-fd N --cwd DIR --title TEXT [--hide NAME]
[--value FILE] [--network own|host] -- PROGRAM ...` in a session of its own. It leaves in DIR: `pid` (the program's),
`log` (its redacted output) and, when the program has ended, `rc` (its exit code, negative for a signal). The inherited
lock is free only when both are gone. The program's environment is read from its descriptor and is never the runner's
own.

With `--network`, PROGRAM is bubblewrap's whole command line: `pid` is that of the program within, and `init` that of
the first process of its namespace, which holds the lock. See `walled.py`.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import importlib.util
import io
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

ROOM = 1 << 20  # Bytes of output the pipe takes when nobody reads it any more: the most Linux gives everybody.
NOT_STARTED = 127  # As a shell answers for a program it cannot start.
LAST_WORDS = 2.0  # Seconds we listen on after the program ended, should a child of it hold the pipe open.


def main() -> None:
    options = _options()
    os.umask(0o077)  # Plans, state and whatever else a step leaves may hold secrets.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    environment = _environment(options.environment_fd)
    redactor = _neighbour("redact").Redactor([environment.get(name, "") for name in options.hide])
    own, shared = _appender(options.folder / "log"), _appender(options.log)
    shared(redactor(f"$ {options.title}\n"))

    def write(text: str) -> None:
        own(text)
        shared(text)

    know = _pass_on_one_interrupt(options.folder)
    try:
        program, output = _start(options, environment)
    except (OSError, ValueError) as error:  # ValueError: a variable no program can be given.
        write(f"{options.argv[0]} could not be started in {options.cwd}: {getattr(error, 'strerror', error)}\n")
        _leave(options.folder / "rc", NOT_STARTED)
        return
    copy = threading.Thread(target=_copy, args=(output, redactor, write), daemon=True)
    copy.start()
    code = _follow(program, options, know, write)
    copy.join(LAST_WORDS)
    if code is not None:
        _leave(options.folder / "rc", code)


def _follow(
    program: Any, options: argparse.Namespace, know: Callable[[int], None], write: Callable[[str], None]
) -> int | None:
    """Wait for the program's exit code; None when nobody can know it."""
    pid = program.pid if options.network is None else None
    if options.network is not None:
        connect = _neighbour("network").connect if options.network == "own" else None
        try:
            pid = program.begin(options.folder, connect, _leave)
        except _neighbour("walled").NotBegun as error:
            write(f"{options.title} was not started, for want of a network of its own: {error}\n")
            program.wait()
            return NOT_STARTED
    if pid is not None:
        know(pid)
        _leave(options.folder / "pid", pid)
    code: int | None = program.wait()
    return code


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--log", type=Path, required=True)
    parser.add_argument("--lock-fd", type=int, required=True)
    parser.add_argument("--environment-fd", type=int, required=True)
    parser.add_argument("--cwd", type=Path, required=True)
    parser.add_argument("--title", required=True)
    parser.add_argument("--hide", action="append", default=[])
    parser.add_argument("--value", type=Path)
    parser.add_argument("--network", choices=("own", "host"))
    ours, theirs = sys.argv[1 : sys.argv.index("--")], sys.argv[sys.argv.index("--") + 1 :]
    return parser.parse_args(ours, argparse.Namespace(argv=theirs))


def _environment(file: int) -> dict[str, str]:
    with os.fdopen(file, encoding="utf-8") as opened:
        return dict(json.load(opened))


def _start(options: argparse.Namespace, environment: dict[str, str]) -> tuple[Any, IO[bytes]]:
    """The program in a session of its own, so that only we can send it signals, holding the lock as we do.

    It also holds the reading end of its output: should we be killed, terraform must not die of a broken pipe in the
    middle of an apply, its state unwritten (seen).
    """
    reading, writing = os.pipe()
    with contextlib.suppress(OSError):
        fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, ROOM)
    with os.fdopen(writing, "wb") as logged, contextlib.ExitStack() as stack:
        value = stack.enter_context(os.fdopen(_private(options.value), "wb")) if options.value else logged

        def launch(line: list[str], descriptors: tuple[int, ...], env: dict[str, str]) -> subprocess.Popen[bytes]:
            return subprocess.Popen(
                line,
                cwd=options.cwd,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=value,
                stderr=logged,
                pass_fds=(*descriptors, reading),
                start_new_session=True,
            )

        if options.network is None:
            program: Any = launch(options.argv, (options.lock_fd,), environment)
        else:
            program = _neighbour("walled").Walled(options.argv, options.lock_fd, environment, launch)
    return program, os.fdopen(reading, "rb")


def _private(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)


def _pass_on_one_interrupt(folder: Path) -> Callable[[int], None]:
    """A second SIGINT makes Terraform drop what is in flight from its state; the marker is shared with `interrupt`.

    Answers with what is to be called once the program's process is known: an interrupt before that waits for it.
    """
    known: list[int] = []
    waiting: list[int] = []

    def once(number: int, _: object) -> None:
        if not known:
            waiting.append(number)
            return
        with contextlib.suppress(FileExistsError, ProcessLookupError):
            (folder / "interrupted").touch(exist_ok=False)
            os.kill(known[0], signal.SIGINT)

    def know(pid: int) -> None:
        known.append(pid)
        if waiting:
            once(waiting[0], None)

    signal.signal(signal.SIGINT, once)
    signal.signal(signal.SIGTERM, once)
    return know


def _copy(output: IO[bytes], redactor: Any, write: Callable[[str], None]) -> None:
    for line in redactor.stream(io.TextIOWrapper(output, encoding="utf-8", errors="replace", newline="\n")):
        write(line)


def _appender(path: Path) -> Callable[[str], None]:
    """Appends to a log. A full disk loses output, not the program: its pipe must go on being read."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def append(text: str) -> None:
        with contextlib.suppress(OSError):
            os.write(file, text.encode())

    return append


def _neighbour(name: str) -> Any:
    """The file `NAME.py` beside this one, which an isolated interpreter cannot import by name."""
    if name not in sys.modules:
        sys.dont_write_bytecode = True
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
        assert spec is not None  # noqa: S101 - the file lies beside this one
        assert spec.loader is not None  # noqa: S101
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


def _leave(path: Path, number: int) -> None:
    """Write a number so that a reader sees all of it or nothing, even after a power loss."""
    temporary = path.with_suffix(".tmp")
    with temporary.open("w") as file:
        file.write(str(number))
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


if __name__ == "__main__":
    main()
