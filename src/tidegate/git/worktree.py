"""Worktrees of a mirror. What lies in one is not trusted: its steps run a change's own code.

So git is told where the administration of a worktree lies, inside the mirror, and never follows the worktree's `.git`.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import stat
from pathlib import Path

from tidegate.core.errors import GitFailed
from tidegate.git.mirror import Mirror


async def checkout(mirror: Mirror, folder: Path, sha: str) -> None:
    """A clean checkout of `sha` in `folder`, whatever was there before. Other worktrees are filled at the same time."""
    async with mirror.turns(folder).held() as lock:
        try:
            await _reset(mirror, folder, sha, lock)
        except GitFailed:
            await _fill(mirror, folder, await _add(mirror, folder, sha), sha, lock)


async def remove(mirror: Mirror, change: Path) -> None:
    """Remove every worktree in the folder of a change."""
    for folder in await asyncio.to_thread(_folders, change):
        async with mirror.turns(folder).held(), mirror.writing():
            await asyncio.to_thread(_remove, mirror, folder)
    with contextlib.suppress(OSError):  # Not there, or another worktree has been made in it since.
        await asyncio.to_thread(change.rmdir)


def head(mirror: Mirror, folder: Path) -> str | None:
    """The commit a worktree stands at; None when there is no such worktree."""
    for admin in _admins(mirror, folder):
        # Git writes the index last: a worktree without one was never filled to its end.
        if folder.is_dir() and (admin / "index").is_file():
            return _text(admin / "HEAD")
    return None


async def _reset(mirror: Mirror, folder: Path, sha: str, lock: int) -> None:
    admin = next((admin for admin in _admins(mirror, folder) if _points_to(folder / ".git", admin)), None)
    if admin is None:
        raise GitFailed(f"{folder} is not a worktree any more")
    await asyncio.to_thread(_remove_stale_locks, admin)
    there = (f"--git-dir={admin}", f"--work-tree={folder}")
    await mirror.git.run(*there, "clean", "-ffdxq", keep_open=(lock,))
    await _fill(mirror, folder, admin, sha, lock)


async def _fill(mirror: Mirror, folder: Path, admin: Path, sha: str, lock: int) -> None:
    there = (f"--git-dir={admin}", f"--work-tree={folder}")
    await mirror.git.run(*there, "checkout", "--quiet", "--force", "--detach", sha, keep_open=(lock,))


async def _add(mirror: Mirror, folder: Path, sha: str) -> Path:
    """An empty worktree, by where git administers it: filling it needs no turn at the mirror."""
    async with mirror.writing() as lock:
        await asyncio.to_thread(_remove, mirror, folder)
        line = ("worktree", "add", "--force", "--detach", "--quiet", "--no-checkout", str(folder), sha)
        await mirror.run(*line, keep_open=(lock,))
        return _admins(mirror, folder)[0]


def _remove(mirror: Mirror, folder: Path) -> None:
    for gone in (folder, *_admins(mirror, folder)):
        if gone.exists():
            shutil.rmtree(gone)


def _folders(change: Path) -> list[Path]:
    return list(change.iterdir()) if change.is_dir() else []


def _remove_stale_locks(admin: Path) -> None:
    """Whoever has a worktree's turn finds only lock files of a git that was killed."""
    for file in admin.glob("*.lock"):
        file.unlink(missing_ok=True)


def _admins(mirror: Mirror, folder: Path) -> list[Path]:
    """Where git administers a worktree; git chooses the name, and one that was killed may have left another."""
    wanted = f"{folder / '.git'}"
    return [file.parent for file in mirror.folder.glob("worktrees/*/gitdir") if _text(file) == wanted]


def _text(file: Path) -> str:
    """What a small file says; nothing once it is gone, for other worktrees come and go."""
    try:
        return file.read_text().strip()
    except FileNotFoundError:
        return ""


def _points_to(file: Path, admin: Path) -> bool:
    """Whether a worktree's `.git` is as git made it. A step may have put anything in its place, of any size."""
    wanted = f"gitdir: {admin}\n".encode()
    try:
        opened = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        return stat.S_ISREG(os.fstat(opened).st_mode) and os.read(opened, len(wanted) + 1) == wanted
    finally:
        os.close(opened)
