"""A PostgreSQL server of the tests' own, from Debian's or the image's binaries, in a folder that goes away."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from support.missing import report_missing
from support.ports import free_port


def binaries() -> Path | None:
    """Folder of the newest PostgreSQL binaries found; None when there are none."""
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = str(candidates[-1]) if candidates else shutil.which("initdb")
    if found is None:
        report_missing("PostgreSQL binaries: the suite ran on SQLite only")
        return None
    return Path(found).resolve().parent


@contextmanager
def running_postgres(programs: Path) -> Iterator[str]:
    """A server on a free port of the loopback; answers with its URL, without a database name."""
    with tempfile.TemporaryDirectory(prefix="tidegate-pg") as folder:
        data = Path(folder) / "data"
        Path(folder).chmod(0o755)
        data.mkdir()
        as_user = _unprivileged(data)
        port = free_port()
        subprocess.run(
            [*as_user, programs / "initdb", "-D", data, "-U", "tidegate", "-A", "trust", "--no-sync"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=data,
        )
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={data} -c fsync=off"
        control = [*as_user, programs / "pg_ctl", "-D", data, "-w"]
        subprocess.run(
            [*control, "-l", data / "log", "-o", options, "start"], check=True, stdout=subprocess.DEVNULL, cwd=data
        )
        try:
            yield f"postgresql://tidegate@127.0.0.1:{port}"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=True, stdout=subprocess.DEVNULL, cwd=data)


def _unprivileged(data: Path) -> list[str]:
    """PostgreSQL refuses to run as root: use the account its package made, or nobody."""
    if os.geteuid() != 0:
        return []
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    shutil.chown(data, user)
    return ["setpriv", f"--reuid={user}", f"--regid={pwd.getpwnam(user).pw_gid}", "--clear-groups"]
