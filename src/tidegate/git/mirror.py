"""A bare mirror of one repository, and what can be read from it without a checkout."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from pathlib import Path

from tidegate.core.errors import GitFailed
from tidegate.git.lock import FolderLock
from tidegate.git.run import Git
from tidegate.ports.checkout import Snapshot
from tidegate.ports.forge import CloneSource

ASK_AGAIN = 0.5
BRANCHES = "+refs/heads/*:refs/heads/*"

_SHA = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class Mirror:
    """One repository's objects and branches.

    Args:
        folder: Where it lies, made at the first fetch.
        patience: Seconds a forge gets to show a commit its webhook has already told about.
    """

    def __init__(self, git: Git, folder: Path, *, patience: float) -> None:
        self.folder = folder
        self.git = git
        self._patience = patience
        self._lock = FolderLock(folder.with_suffix(".lock"))
        self._turns: dict[str, FolderLock] = {}

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[int]:
        """Be the only one who changes refs and the list of worktrees; yields a descriptor for git to keep open.

        Git holds the lock on when we die. So lock files found now belong to a git that was killed, and go.
        """
        async with self._lock.held() as descriptor:
            await asyncio.to_thread(_remove_stale_locks, self.folder)
            yield descriptor

    def turns(self, worktree: Path) -> FolderLock:
        """The lock of one worktree, out of reach of what runs in it; taken before `writing`, never after."""
        name = f"{worktree.parent.name}+{worktree.name}.lock"
        return self._turns.setdefault(name, FolderLock(self.folder.with_suffix(".locks") / name))

    async def run(self, *arguments: str, keep_open: tuple[int, ...] = ()) -> str:
        """Git's output in the mirror."""
        return await self.git.run(f"--git-dir={self.folder}", *arguments, keep_open=keep_open)

    async def fetch(self, source: CloneSource, number: int | None, sha: str | None) -> None:
        wanted = (BRANCHES, *([f"+refs/pull/{number}/head:refs/pull/{number}/head"] if number is not None else []))
        deadline = time.monotonic() + self._patience
        while True:
            try:
                await self._fetch(source, *wanted)
                if sha is None or await self._has(sha):
                    return
                await self._fetch(source, sha)  # Already overtaken by another push, yet the forge may still have it.
            except GitFailed:
                if sha is None or time.monotonic() > deadline:
                    raise
            else:
                return
            await asyncio.sleep(ASK_AGAIN)

    async def read(self, ref: str, path: str) -> str | None:
        commit = await self.commit(ref)
        entry = await self.run("ls-tree", "-z", commit, "--", path)
        kind, _, rest = entry.partition("\t")
        if not rest or kind.split()[1] != "blob":
            return None
        return await self.run("cat-file", "blob", kind.split()[2])

    async def history(self, ref: str, most: int) -> tuple[Snapshot, ...]:
        line = ("log", "--first-parent", f"-{most}", "--format=%H %T", await self.commit(ref))
        found = (entry.split() for entry in (await self.run(*line)).splitlines())
        return tuple(Snapshot(sha=sha, tree=tree) for sha, tree in found)

    async def trees(self, commits: Collection[str]) -> dict[str, str]:
        known = [sha for sha in dict.fromkeys(commits) if _SHA.fullmatch(sha)]
        if not known:
            return {}
        asked = "".join(f"{sha}^{{tree}}\n" for sha in known).encode()
        line = (f"--git-dir={self.folder}", "cat-file", "--batch-check=%(objectname)")
        answers = (await self.git.fed(asked, *line)).decode().splitlines()
        # Of an object it does not have git says `NAME missing`.
        return {sha: tree for sha, tree in zip(known, answers, strict=True) if _SHA.fullmatch(tree)}

    async def missing(self, head: str, others: Collection[str]) -> tuple[str, ...]:
        known = [f"^{await self.commit(other)}" for other in others]
        return tuple((await self.run("rev-list", await self.commit(head), *known)).split())

    async def merge_base(self, one: str, other: str) -> str:
        first, second = await self.commit(one), await self.commit(other)
        code, output, errors = await self.git.ask(f"--git-dir={self.folder}", "merge-base", first, second)
        if code:
            raise GitFailed(errors.strip() or f"{one} and {other} have no common ancestor")
        return output.strip()

    async def changed_files(self, base: str, head: str) -> tuple[str, ...]:
        since = await self.merge_base(base, head)
        # Without rename detection a rename is a deletion and an addition: both names.
        listing = await self.run("diff-tree", "-r", "-z", "--name-only", "--no-renames", since, await self.commit(head))
        return _paths(listing)

    async def differing(self, one: str, other: str) -> tuple[str, ...]:
        line = ("diff-tree", "-r", "-z", "--name-only", "--no-renames")
        return _paths(await self.run(*line, await self.commit(one), await self.commit(other)))

    async def files(self, ref: str) -> tuple[str, ...]:
        return _paths(await self.run("ls-tree", "-r", "-z", "--name-only", await self.commit(ref)))

    async def blobs(self, ref: str) -> dict[str, str]:
        listing = await self.run("ls-tree", "-r", "-z", await self.commit(ref))
        entries = (entry.partition("\t") for entry in listing.split("\0") if entry)
        return {path: about.split()[2] for about, _, path in entries}

    async def contains(self, ancestor: str, descendant: str) -> bool:
        first, second = await self.commit(ancestor), await self.commit(descendant)
        line = ("merge-base", "--is-ancestor", first, second)
        code, _, errors = await self.git.ask(f"--git-dir={self.folder}", *line)
        if code > 1:
            raise GitFailed(errors.strip())
        return code == 0

    async def commit(self, ref: str) -> str:
        """The sha of a branch or of a commit we have.

        Raises:
            GitFailed: We have no such thing.
        """
        name = ref if _SHA.fullmatch(ref) else f"refs/heads/{ref}"
        line = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        code, output, _ = await self.git.ask(f"--git-dir={self.folder}", *line)
        if code:
            raise GitFailed(f"there is no branch or commit {ref} in the mirror of this repository; fetch it first")
        return output.strip().splitlines()[-1]

    async def _fetch(self, source: CloneSource, *wanted: str) -> None:
        async with self.writing() as lock:
            if not (self.folder / "HEAD").is_file():
                await self.git.run("init", "--quiet", "--bare", str(self.folder), keep_open=(lock,))
            line = ("fetch", "--quiet", "--prune", "--no-tags", "--no-write-fetch-head", source.url, *wanted)
            await self.git.run(f"--git-dir={self.folder}", *line, source=source, keep_open=(lock,))

    async def _has(self, sha: str) -> bool:
        code, _, _ = await self.git.ask(f"--git-dir={self.folder}", "cat-file", "-e", f"{sha}^{{commit}}")
        return code == 0


def _paths(listing: str) -> tuple[str, ...]:
    return tuple(path for path in listing.split("\0") if path)


def _remove_stale_locks(mirror: Path) -> None:
    for place in (mirror.glob("*.lock"), mirror.glob("refs/**/*.lock")):
        for file in place:
            file.unlink(missing_ok=True)
