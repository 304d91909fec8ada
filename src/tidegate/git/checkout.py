"""The port `Checkout` on git: mirrors and worktrees under one data folder."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from tidegate.git import merge, texts, worktree
from tidegate.git.mirror import Mirror
from tidegate.git.paths import safe_part
from tidegate.git.run import NOTHING, Git
from tidegate.ports.checkout import Snapshot
from tidegate.ports.forge import CloneSource

PATIENCE = 10.0


class GitCheckout:
    """Mirrors in `mirrors/OWNER%2FNAME.git`, worktrees in `worktrees/OWNER%2FNAME/NUMBER/WORKSPACE`.

    Args:
        data: The data folder.
        environment: Additions to git's environment, such as a proxy or GIT_SSL_CAINFO.
        patience: Seconds a forge gets to show a commit its webhook has already told about.
    """

    def __init__(self, data: Path, *, environment: Mapping[str, str] = NOTHING, patience: float = PATIENCE) -> None:
        self._data = data.resolve()
        self._git = Git.install(self._data / "git", environment)
        self._patience = patience
        self._mirrors: dict[str, Mirror] = {}

    async def version(self) -> str:
        return (await self._git.run("version")).strip()

    async def fetch(self, repo: str, source: CloneSource, *, number: int | None = None, sha: str | None = None) -> None:
        await self._mirror(repo).fetch(source, number, sha)

    async def read(self, repo: str, ref: str, path: str) -> str | None:
        return await self._mirror(repo).read(ref, path)

    async def commit(self, repo: str, ref: str) -> str:
        return await self._mirror(repo).commit(ref)

    async def tree(self, repo: str, ref: str) -> str:
        return (await self._mirror(repo).history(ref, 1))[0].tree

    async def trees(self, repo: str, commits: Collection[str]) -> Mapping[str, str]:
        return await self._mirror(repo).trees(commits)

    async def history(self, repo: str, ref: str, *, most: int) -> tuple[Snapshot, ...]:
        return await self._mirror(repo).history(ref, most)

    async def missing(self, repo: str, head: str, others: Collection[str]) -> tuple[str, ...]:
        return await self._mirror(repo).missing(head, others)

    async def merge_base(self, repo: str, one: str, other: str) -> str:
        return await self._mirror(repo).merge_base(one, other)

    async def changed_files(self, repo: str, base: str, head: str) -> tuple[str, ...]:
        return await self._mirror(repo).changed_files(base, head)

    async def files(self, repo: str, ref: str) -> tuple[str, ...]:
        return await self._mirror(repo).files(ref)

    async def blobs(self, repo: str, ref: str) -> Mapping[str, str]:
        return await self._mirror(repo).blobs(ref)

    async def contains(self, repo: str, ancestor: str, descendant: str) -> bool:
        return await self._mirror(repo).contains(ancestor, descendant)

    async def merged(self, repo: str, head: str, base: str) -> str:
        return await merge.merged(self._mirror(repo), head, base)

    async def differing(self, repo: str, one: str, other: str) -> tuple[str, ...]:
        return await self._mirror(repo).differing(one, other)

    async def texts(self, repo: str, ref: str, paths: Collection[str]) -> Mapping[str, str]:
        return await texts.texts(self._mirror(repo), ref, paths)

    async def worktree(self, repo: str, number: int, workspace: str, sha: str) -> Path:
        folder = self._worktree(repo, number, workspace)
        await worktree.checkout(self._mirror(repo), folder, sha)
        return folder

    def existing_worktree(self, repo: str, number: int, workspace: str, sha: str) -> Path | None:
        folder = self._worktree(repo, number, workspace)
        return folder if worktree.head(self._mirror(repo), folder) == sha else None

    async def discard(self, repo: str, number: int) -> None:
        mirror = self._mirror(repo)
        await worktree.remove(mirror, self._change(repo, number))
        await merge.forget(mirror)

    def _mirror(self, repo: str) -> Mirror:
        if repo not in self._mirrors:
            folder = self._data / "mirrors" / f"{safe_part(repo)}.git"
            self._mirrors[repo] = Mirror(self._git, folder, patience=self._patience)
        return self._mirrors[repo]

    def _change(self, repo: str, number: int) -> Path:
        return self._data / "worktrees" / safe_part(repo) / str(number)

    def _worktree(self, repo: str, number: int, workspace: str) -> Path:
        return self._change(repo, number) / safe_part(workspace)
