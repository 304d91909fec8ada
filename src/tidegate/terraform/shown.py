"""What a plan file says, asked of Terraform once: kept for as long as the file is the same, out of its steps' reach."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from tidegate.ports.terraform import StageRun
from tidegate.terraform import own


def fingerprint(plan_file: Path) -> str | None:
    """What tells a plan file from another; None where there is none, or what a step has left there is no file."""
    try:
        # Steps write there: neither a link out of their reach nor a pipe that never ends is read.
        opened = os.open(plan_file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    if not stat.S_ISREG(os.fstat(opened).st_mode):
        os.close(opened)
        return None
    with os.fdopen(opened, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def kept(run: StageRun, mark: str) -> str | None:
    """What the plan file of this fingerprint said; None when it was never asked."""
    try:
        return _file(run, mark).read_text("utf-8")
    except FileNotFoundError:
        return None


def keep(run: StageRun, mark: str, text: str) -> None:
    forget(run)
    own.write_private(_file(run, mark), text)


def forget(run: StageRun) -> None:
    """It holds secrets in clear."""
    for file in run.folder.glob("shown-*.json"):
        file.unlink(missing_ok=True)


def _file(run: StageRun, mark: str) -> Path:
    return run.folder / f"shown-{mark}.json"
