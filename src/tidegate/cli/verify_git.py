"""What `verify` asks git about a working copy: which branch is trusted, what a commit holds, what was there before."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tidegate.core.errors import GitFailed
from tidegate.git.mirror import Mirror
from tidegate.git.run import Git
from tidegate.git.texts import texts

_REMOTE = "refs/remotes/"
_USUAL = ("origin/main", "origin/master", "main", "master")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCopy:
    """A git working copy of this machine.

    Attributes:
        top: Its uppermost folder.
        admin: Where git administers it.
    """

    git: Git
    top: Path
    admin: Path

    async def trusted(self) -> str:
        """The default branch of `origin` as it was fetched last; else a branch that usually is one.

        Raises:
            GitFailed: There is none of them.
        """
        line = ("symbolic-ref", "--quiet", f"{_REMOTE}origin/HEAD")
        code, output, _ = await self.git.ask("-C", str(self.top), *line)
        if code == 0:
            return output.strip().removeprefix(_REMOTE)
        for name in _USUAL:
            if await self.commit(name):
                return name
        raise GitFailed(
            f"{self.top} has none of the branches {', '.join(_USUAL)}: say with --base where the change goes"
        )

    async def commit(self, name: str) -> str:
        """The commit of a name; empty when there is none."""
        line = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        _, output, _ = await self.git.ask("-C", str(self.top), *line)
        return output.strip()

    async def text(self, commit: str, path: str) -> str | None:
        """Text of a file at a commit; None when it is not there."""
        return (await self.texts(commit, [path])).get(path)

    async def texts(self, commit: str, paths: list[str]) -> dict[str, str]:
        return dict(await texts(self._objects(), commit, paths))

    async def files(self, commit: str) -> tuple[str, ...]:
        return await self._objects().files(commit)

    async def merge_base(self, base: str) -> str:
        """Where the working copy's branch left `base`."""
        return await self._objects().merge_base(await self._known(base), await self._known("HEAD"))

    @asynccontextmanager
    async def checkout(self, commit: str, folder: Path) -> AsyncIterator[Path]:
        """The commit in a worktree of its own, removed afterwards; the person's own tree is not touched."""
        there = ("-C", str(self.top), "worktree")
        await self.git.run(*there, "add", "--quiet", "--detach", str(folder), commit)
        try:
            yield folder
        finally:
            await self.git.run(*there, "remove", "--force", "--force", str(folder))

    async def _known(self, name: str) -> str:
        found = await self.commit(name)
        if not found:
            raise GitFailed(f"there is no branch or commit {name} here; `git fetch` may bring it")
        return found

    def _objects(self) -> Mirror:
        return Mirror(self.git, self.admin, patience=0)


async def working_copy_of(git: Git, folder: Path) -> WorkingCopy:
    """The working copy a folder lies in.

    Raises:
        GitFailed: It lies in none.
    """
    top = (await git.run("-C", str(folder), "rev-parse", "--show-toplevel")).rstrip("\n")
    admin = (await git.run("-C", top, "rev-parse", "--absolute-git-dir")).rstrip("\n")
    return WorkingCopy(git=git, top=Path(top), admin=Path(admin))
