"""A git working copy to try commands in."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

_ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "HOME": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_{what}": "alice@acme.test" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}


def git(folder: Path, *arguments: str) -> str:
    line = ["git", "-C", str(folder), *arguments]
    return subprocess.run(line, check=True, capture_output=True, text=True, env=_ENVIRONMENT).stdout.strip()


def working_copy(folder: Path, files: Mapping[str, str]) -> Path:
    """A working copy whose branch `main` holds the files, with a branch `feature` at the same commit checked out."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, files)
    git(folder, "switch", "--quiet", "--create", "feature")
    return folder


def write(folder: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def commit(folder: Path, files: Mapping[str, str]) -> None:
    write(folder, files)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=Change")
