"""The parts of a run's folder that belong to its steps: home, /tmp, and the files they leave for us and each other.

All else in it, logs and exit codes first, is out of their reach.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tidegate.ports.terraform import StageRun

STEPS = ("home", "tmp", "files", "scratch")
"""Folders that are theirs, and their checks'."""


def home(run: StageRun) -> Path:
    return run.folder / "home"


def temporary(run: StageRun) -> Path:
    """What steps see as /tmp; the next step finds what one has left."""
    return run.folder / "tmp"


def files(run: StageRun) -> Path:
    return run.folder / "files"


def plan_file(run: StageRun) -> Path:
    return files(run) / "plan.tfplan"


def show_file(run: StageRun) -> Path:
    """Where SHOWFILE leads, unless a step of the change's author has set it to something else."""
    return files(run) / "show.json"


def scratch_made(run: StageRun) -> Path:
    """The folder of the programs that look at the checkout, with a `home` and a `tmp` in it: no step's, no plan's."""
    scratch = run.folder / "scratch"
    for folder in (run.folder, scratch, scratch / "home", scratch / "tmp"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return scratch


def made(run: StageRun) -> Path:
    """Make what is not there yet, for its owner alone; answers with the home."""
    for folder in (run.folder, home(run), temporary(run), files(run)):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return home(run)


def clean(run: StageRun) -> None:
    """Remove all of it: it may hold secrets in clear."""
    for folder in (run.folder / name for name in STEPS):
        shutil.rmtree(folder, ignore_errors=True)


def programs(folder: Path) -> tuple[Path, ...]:
    """The folders of a run's programs: all but the steps' own, where a log or a lock could be a link to any file."""
    if not folder.is_dir():
        return ()
    return tuple(each for each in sorted(folder.iterdir()) if each.is_dir() and each.name not in STEPS)


def write_private(file: Path, text: str) -> None:
    """A new file of its owner's alone, whatever a step has left in its place."""
    if file.is_dir() and not file.is_symlink():
        shutil.rmtree(file)
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as opened:
        opened.write(text)
