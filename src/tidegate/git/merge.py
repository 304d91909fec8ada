"""Merging two commits inside the mirror, without a worktree: the same two always make the same commit."""

from __future__ import annotations

from dataclasses import replace

from tidegate.core.errors import GitFailed, MergeConflict
from tidegate.core.words import Wording, Words, say
from tidegate.git.mirror import Mirror

# Keeps a merge through git's housekeeping until a worktree stands at it.
KEPT = "refs/tidegate/merged/"
_NAME, _MAIL = "tidegate", "tidegate@localhost"
_NAMED = 20


async def merged(mirror: Mirror, head: str, base: str) -> str:
    """The commit of `head` merged into `base`, or the one of them that contains the other.

    Raises:
        MergeConflict: Names the files in conflict.
        GitFailed: A commit is unknown, or they have no common ancestor.
    """
    ours, theirs = await mirror.commit(base), await mirror.commit(head)
    since = await mirror.merge_base(ours, theirs)
    if since == theirs:
        return ours
    if since == ours:
        return theirs
    made = await _committed(mirror, await _tree(mirror, ours, theirs), ours, theirs)
    async with mirror.writing() as lock:
        await mirror.run("update-ref", f"{KEPT}{made}", made, keep_open=(lock,))
    return made


async def forget(mirror: Mirror) -> None:
    """Let go of merges that no worktree stands at; git drops them some weeks later, and they can be made again."""
    if not mirror.folder.exists():
        return
    async with mirror.writing() as lock:
        kept = (await mirror.run("for-each-ref", "--format=%(objectname)", KEPT)).split()
        for sha in set(kept) - _stood_at(mirror):
            await mirror.run("update-ref", "-d", f"{KEPT}{sha}", keep_open=(lock,))


async def _tree(mirror: Mirror, ours: str, theirs: str) -> str:
    line = ("merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", ours, theirs)
    code, output, errors = await mirror.git.ask(f"--git-dir={mirror.folder}", *line)
    tree, *conflicts = [part for part in output.split("\0") if part] or [""]
    if code == 0:
        return tree
    if code == 1:
        raise MergeConflict(_conflict(ours, theirs, conflicts))
    raise GitFailed(errors.strip() or f"git merge-tree ended with exit code {code}")


async def _committed(mirror: Mirror, tree: str, ours: str, theirs: str) -> str:
    """The time is the later of the parents' times: a fixed one, and in order with history."""
    times = await mirror.run("log", "--no-walk", "--format=%ct", ours, theirs)
    stamp = f"@{max(map(int, times.split()))} +0000"
    fixed = {
        f"GIT_{role}_{field}": value
        for role in ("AUTHOR", "COMMITTER")
        for field, value in (("NAME", _NAME), ("EMAIL", _MAIL), ("DATE", stamp))
    }
    git = replace(mirror.git, environment={**mirror.git.environment, **fixed})
    line = ("commit-tree", tree, "-p", ours, "-p", theirs, "-m", f"Merge {theirs} into {ours}")
    return (await git.run(f"--git-dir={mirror.folder}", *line)).strip()


def _conflict(ours: str, theirs: str, paths: list[str]) -> Words:
    named: Wording = ", ".join(paths[:_NAMED])
    if len(paths) > _NAMED:
        named = say("{paths} and {count} more", paths=named, count=len(paths) - _NAMED)
    return say(
        "{theirs} cannot be merged into {ours}, both change {paths}; merge them and resolve the conflict",
        theirs=theirs[:12],
        ours=ours[:12],
        paths=named,
    )


def _stood_at(mirror: Mirror) -> set[str]:
    return {file.read_text().strip() for file in mirror.folder.glob("worktrees/*/HEAD")}
