"""Commits, diffs and trees as values, and reading them from what git prints."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

NOTHING = "0" * 40
COMMIT_FIELDS = "%H%x00%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B"


class Unresolved(Exception):
    """No such commit, branch or path."""


class Conflict(Exception):
    """Two commits cannot be merged; the text names the conflicting files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    name: str
    email: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    sha: str
    tree: str
    parents: tuple[str, ...]
    author: Signature
    committer: Signature
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """One file of a diff.

    Attributes:
        status: `added`, `removed`, `modified` or `renamed`.
        patch: Hunks; None for binary files.
    """

    path: str
    status: str
    previous: str | None
    sha: str
    additions: int
    deletions: int
    patch: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file or folder of a tree: `kind` is git's `blob` or `tree`."""

    path: str
    kind: str
    sha: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """An annotated tag; `of` is the commit."""

    sha: str
    name: str
    of: str
    message: str
    tagger: Signature


def read_commit(text: str) -> Commit:
    sha, tree, parents, an, ae, at, cn, ce, ct, message = text.split("\0", 9)
    return Commit(
        sha=sha,
        tree=tree,
        parents=tuple(parents.split()),
        author=Signature(name=an, email=ae, at=datetime.fromisoformat(at).astimezone(UTC)),
        committer=Signature(name=cn, email=ce, at=datetime.fromisoformat(ct).astimezone(UTC)),
        message=message.rstrip("\n"),
    )


_STATUSES = {"A": "added", "D": "removed", "M": "modified", "T": "changed", "R": "renamed", "C": "copied"}


def read_changes(raw: list[str], numbers: list[str], patches: str) -> list[FileChange]:
    """The files of a diff, from what `git diff` prints as `--raw -z`, `--numstat -z` and `--patch`."""
    # A line of a hunk starts with a space, a sign or a backslash, so only a header starts like this.
    texts = re.split(r"^diff --git ", patches, flags=re.MULTILINE)[1:]
    return [
        FileChange(
            path=path,
            status=status,
            previous=previous,
            sha=sha,
            additions=added,
            deletions=deleted,
            patch=_hunks(text),
        )
        for (status, path, sha, previous), (added, deleted), text in zip(
            _raw(raw), _numbers(numbers), texts, strict=True
        )
    ]


def _hunks(text: str) -> str | None:
    """A file's patch from its first hunk on, as GitHub gives it."""
    start = text.find("\n@@")
    return text[start + 1 :].rstrip("\n") if start >= 0 else None


def _raw(parts: list[str]) -> list[tuple[str, str, str, str | None]]:
    """Status, path, blob and previous path of every file of `git diff --raw -z`."""
    found: list[tuple[str, str, str, str | None]] = []
    words = iter(parts[:-1])
    for head in words:
        _, _, old, new, letter = head.split(" ")
        status, path = _STATUSES[letter[0]], next(words)
        previous, path = (path, next(words)) if letter[0] in "RC" else (None, path)
        found.append((status, path, old if status == "removed" else new, previous))
    return found


def _numbers(parts: list[str]) -> list[tuple[int, int]]:
    """Added and deleted lines of every file of `git diff --numstat -z`; binary files count none."""
    found: list[tuple[int, int]] = []
    words = iter(parts[:-1])
    for head in words:
        added, deleted, path = head.split("\t")
        if not path:  # a rename: both paths follow
            next(words), next(words)
        found.append((0 if added == "-" else int(added), 0 if deleted == "-" else int(deleted)))
    return found


def read_entries(text: str) -> list[Entry]:
    found: list[Entry] = []
    for line in text.split("\0"):
        if line:
            meta, _, path = line.partition("\t")
            _, kind, sha, size = meta.split()
            found.append(Entry(path=path, kind=kind, sha=sha, size=0 if size == "-" else int(size)))
    return found
