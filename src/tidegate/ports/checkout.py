"""Getting at a repository's content: a shared mirror and worktrees."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tidegate.ports.forge import CloneSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What a branch held at one of its commits: two with the same tree hold the same files."""

    sha: str
    tree: str


class Checkout(Protocol):
    """One bare mirror per repository; a worktree for each (change, workspace). Safe to use concurrently."""

    async def version(self) -> str:
        """What git says of itself: `git version 2.39.5`."""
        ...

    async def fetch(self, repo: str, source: CloneSource, *, number: int | None = None, sha: str | None = None) -> None:
        """Bring the mirror up to date: all branches, and the change's head when `number` is given.

        `sha` must be there afterwards; a forge that shows it late is asked again for some seconds.

        Raises:
            GitFailed: git's words.
        """
        ...

    async def read(self, repo: str, ref: str, path: str) -> str | None:
        """Text of a file at a branch name or sha; None when the file is not there.

        Raises:
            GitFailed: The ref is unknown.
        """
        ...

    async def commit(self, repo: str, ref: str) -> str:
        """The sha of a branch or of a commit.

        Raises:
            GitFailed: The ref is unknown.
        """
        ...

    async def tree(self, repo: str, ref: str) -> str:
        """Hash of all files at a ref."""
        ...

    async def trees(self, repo: str, commits: Collection[str]) -> Mapping[str, str]:
        """The same of many commits, by sha, in one go; commits that are gone are left out."""
        ...

    async def history(self, repo: str, ref: str, *, most: int) -> tuple[Snapshot, ...]:
        """A branch's own commits, newest first: of what was merged into it only the merge."""
        ...

    async def missing(self, repo: str, head: str, others: Collection[str]) -> tuple[str, ...]:
        """Commits of `head` that none of the others holds, newest first."""
        ...

    async def merge_base(self, repo: str, one: str, other: str) -> str: ...

    async def changed_files(self, repo: str, base: str, head: str) -> tuple[str, ...]:
        """Paths that differ between the merge base and `head`, both names of a rename."""
        ...

    async def files(self, repo: str, ref: str) -> tuple[str, ...]:
        """Every path at a ref."""
        ...

    async def blobs(self, repo: str, ref: str) -> Mapping[str, str]:
        """Path → git's hash of every file at a ref."""
        ...

    async def contains(self, repo: str, ancestor: str, descendant: str) -> bool: ...

    async def merged(self, repo: str, head: str, base: str) -> str:
        """A commit of ours with what merging `head` into `base` makes; the same one each time.

        `base` itself when it contains `head`; `head` when it contains `base`.

        Raises:
            MergeConflict: They change the same lines.
        """
        ...

    async def differing(self, repo: str, one: str, other: str) -> tuple[str, ...]:
        """Paths whose content differs between two commits, both names of a rename."""
        ...

    async def texts(self, repo: str, ref: str, paths: Collection[str]) -> Mapping[str, str]:
        """Texts of many files at a ref, in one go; files that are not there, or hold more than a MiB, are left out."""
        ...

    async def worktree(self, repo: str, number: int, workspace: str, sha: str) -> Path:
        """A clean checkout of `sha`: the change's worktree of that workspace, reset and emptied of leftovers."""
        ...

    def existing_worktree(self, repo: str, number: int, workspace: str, sha: str) -> Path | None:
        """The worktree as the last plan left it, when it is at `sha`."""
        ...

    async def discard(self, repo: str, number: int) -> None:
        """Remove every worktree of a change."""
        ...
