"""What a pull request from a git working copy would change, and what it would hold."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tidegate.core.errors import GitFailed
from tidegate.git.mirror import Mirror
from tidegate.git.run import Git
from tidegate.git.texts import texts

_LARGEST = 1024 * 1024  # Bytes.


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A change that nobody has opened yet.

    Attributes:
        paths: Changed since the merge base, both names of a rename.
        files: All that is there afterwards.
        gained: Those the merge base lacks.
        texts: By path, of the files asked for.
        uncommitted: Whether some of it is in the working tree only.
    """

    paths: tuple[str, ...]
    files: frozenset[str]
    gained: tuple[str, ...]
    texts: Mapping[str, str]
    uncommitted: bool = False


async def propose(git: Git, folder: Path, base: str, head: str | None, wanted: Callable[[str], bool]) -> Proposal:
    """What is between the merge base with `base` and `head`, or the working tree as it is when there is no head.

    Raises:
        GitFailed: This is no working copy, or a name means nothing in it.
    """
    top = Path((await git.run("-C", str(folder), "rev-parse", "--show-toplevel")).rstrip("\n"))
    admin = (await git.run("-C", str(top), "rev-parse", "--absolute-git-dir")).rstrip("\n")
    objects = Mirror(git, Path(admin), patience=0)
    tip = await _commit(git, top, head or "HEAD")
    start = await objects.merge_base(await _commit(git, top, base), tip)
    before = frozenset(await objects.files(start))
    if head is None:
        return await _of_working_tree(git, top, start, before, wanted)
    files = frozenset(await objects.files(tip))
    return Proposal(
        paths=await objects.differing(start, tip),
        files=files,
        gained=tuple(sorted(files - before)),
        texts=await texts(objects, tip, [path for path in files if wanted(path)]),
    )


async def _of_working_tree(
    git: Git, top: Path, start: str, before: frozenset[str], wanted: Callable[[str], bool]
) -> Proposal:
    there = ("-C", str(top))
    new = _paths(await git.run(*there, "ls-files", "-z", "--others", "--exclude-standard"))
    known = _paths(await git.run(*there, "ls-files", "-z", "--cached"))
    changed = _paths(await git.run(*there, "diff", "--no-ext-diff", "--no-renames", "--name-only", "-z", start))
    files = frozenset(path for path in (*known, *new) if (top / path).is_file())
    return Proposal(
        paths=(*changed, *new),
        files=files,
        gained=tuple(sorted(files - before)),
        texts=await asyncio.to_thread(_read, top, [path for path in files if wanted(path)]),
        uncommitted=bool(await git.run(*there, "status", "--porcelain")),
    )


def _read(top: Path, paths: list[str]) -> dict[str, str]:
    """The same files a commit would give: no links, nothing large."""
    plain = (path for path in paths if not (top / path).is_symlink() and (top / path).stat().st_size <= _LARGEST)
    return {path: (top / path).read_bytes().decode(errors="replace") for path in plain}


async def _commit(git: Git, top: Path, name: str) -> str:
    line = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    code, output, _ = await git.ask("-C", str(top), *line)
    if code:
        raise GitFailed(f"there is no branch or commit {name} here; `git fetch` may bring it")
    return output.split()[-1]


def _paths(listing: str) -> tuple[str, ...]:
    return tuple(path for path in listing.split("\0") if path)
