"""The one place of the sandbox where git is started, with an environment of its own."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path


def git_environment() -> dict[str, str]:
    """What git gets, whoever runs the server: no configuration of theirs."""
    return {
        "PATH": os.environ["PATH"],
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "LC_ALL": "C.UTF-8",
    }


def run_git(
    folder: Path, *arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder; its exit code is an answer."""
    return subprocess.run(
        ["git", "-c", "core.quotePath=false", "-c", "safe.directory=*", *arguments],
        cwd=folder,
        input=stdin,
        env={**git_environment(), **(env or {})},
        capture_output=True,
        check=False,
    )


def must_git(folder: Path, *arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> str:
    """Run git, which must succeed; gives what it printed.

    Raises:
        RuntimeError: It did not: a fault of the sandbox, or a full disk.
    """
    done = run_git(folder, *arguments, stdin=stdin, env=env)
    if done.returncode:
        raise RuntimeError(f"git {' '.join(arguments)}: {done.stderr.decode('utf-8', 'replace')}")
    return done.stdout.decode("utf-8", "replace")
