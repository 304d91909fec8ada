"""Worktrees of a mirror. What lies in one is not trusted: its steps run a change's own code.

So git is told where the administration of a worktree lies, inside the mirror, and never follows the worktree's `.git`.
"""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

from tidegate.core.errors import GitFailed
from tidegate.git.mirror import Mirror


async def checkout(mirror: Mirror, folder: Path, sha: str) -> None:
    """A clean checkout of `sha` in `folder`, whatever was there before."""
    async with mirror.writing() as lock:
        try:
            await _reset(mirror, folder, sha, lock)
        except GitFailed:
            await _remove(mirror, folder, lock)
            await mirror.run("worktree", "add", "--force", "--detach", "--quiet", str(folder), sha, keep_open=(lock,))


async def remove(mirror: Mirror, folder: Path) -> None:
    """Remove every worktree below `folder`."""
    async with mirror.writing() as lock:
        await _remove(mirror, folder, lock)


def head(mirror: Mirror, folder: Path) -> str | None:
    """The commit a worktree stands at; None when there is no such worktree."""
    admin = _admin(mirror, folder)
    return (admin / "HEAD").read_text().strip() if admin and folder.is_dir() else None


async def _reset(mirror: Mirror, folder: Path, sha: str, lock: int) -> None:
    admin = _admin(mirror, folder)
    if admin is None or not _points_to(folder / ".git", admin):
        raise GitFailed(f"{folder} is not a worktree any more")
    there = (f"--git-dir={admin}", f"--work-tree={folder}")
    await mirror.git.run(*there, "clean", "-ffdxq", keep_open=(lock,))
    await mirror.git.run(*there, "checkout", "--quiet", "--force", "--detach", sha, keep_open=(lock,))


async def _remove(mirror: Mirror, folder: Path, lock: int) -> None:
    await asyncio.to_thread(_remove_folder, folder)
    if mirror.folder.exists():
        await mirror.run("worktree", "prune", "--expire=now", keep_open=(lock,))


def _remove_folder(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _admin(mirror: Mirror, folder: Path) -> Path | None:
    """Where git administers a worktree; git chooses the name."""
    for gitdir in mirror.folder.glob("worktrees/*/gitdir"):
        if gitdir.read_text().strip() == str(folder / ".git"):
            return gitdir.parent
    return None


def _points_to(file: Path, admin: Path) -> bool:
    return file.is_file() and not file.is_symlink() and file.read_text().strip() == f"gitdir: {admin}"
