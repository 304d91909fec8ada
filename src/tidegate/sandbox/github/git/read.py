"""Asking a bare git repository, and moving its refs."""

from __future__ import annotations

from pathlib import Path

from tidegate.sandbox.github.git.run import must_git, run_git
from tidegate.sandbox.github.git.values import (
    COMMIT_FIELDS,
    Commit,
    Conflict,
    Entry,
    FileChange,
    Unresolved,
    read_changes,
    read_commit,
    read_entries,
)

# The tree without any file, which every git knows.
_EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
_UPDATE_HOOK = """#!/bin/sh
# Asked by git for every ref of a push; the server names in REFUSED_REFS the branches this person may not push to.
case " $REFUSED_REFS " in
  *" $1 "*) echo "GH006: Protected branch update failed for $1." >&2
            echo "Changes must be made through a pull request." >&2; exit 1 ;;
esac
case "$1" in refs/pull/*) echo "deny updating a hidden ref" >&2; exit 1 ;; esac
"""


class GitRepo:
    """A bare repository. Names of commits are anything git resolves.

    Methods raise `Unresolved` for what is not there.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def create(cls, folder: Path, default_branch: str) -> GitRepo:
        folder.parent.mkdir(parents=True, exist_ok=True)
        must_git(folder.parent, "init", "-q", "--bare", f"--initial-branch={default_branch}", str(folder))
        made = cls(folder)
        settings = {
            "http.receivepack": "true",
            "uploadpack.allowAnySHA1InWant": "true",
            "receive.hideRefs": "refs/pull",
            "receive.denyDeleteCurrent": "ignore",
            "core.logAllRefUpdates": "false",
            "gc.auto": "0",
        }
        for name, value in settings.items():
            must_git(folder, "config", name, value)
        hook = folder / "hooks" / "update"
        hook.write_text(_UPDATE_HOOK, "utf-8")
        hook.chmod(0o755)
        return made

    def resolve(self, name: str) -> str:
        """The commit a name stands for."""
        if name.startswith("-"):
            raise Unresolved(name)
        return self._asked("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").strip()

    def branches(self) -> dict[str, str]:
        lines = must_git(
            self.folder, "for-each-ref", "--format=%(refname:lstrip=2)%00%(objectname)", "refs/heads"
        ).splitlines()
        return dict(line.split("\0") for line in lines)

    def tip(self, branch: str) -> str:
        return self.resolve(f"refs/heads/{branch}")

    def target(self, ref: str) -> str:
        """The object a ref leads to: a commit, or an annotated tag."""
        return self._asked("rev-parse", "--verify", "--quiet", "--end-of-options", ref).strip()

    def kind(self, sha: str) -> str:
        """`commit` or `tag`."""
        return self._asked("cat-file", "-t", sha).strip()

    def has_ref(self, ref: str) -> bool:
        return run_git(self.folder, "show-ref", "--verify", "--quiet", ref).returncode == 0

    def set_ref(self, ref: str, sha: str) -> None:
        must_git(self.folder, "update-ref", ref, sha)

    def delete_ref(self, ref: str) -> None:
        must_git(self.folder, "update-ref", "-d", ref)

    def take(self, other: GitRepo, refspec: str) -> None:
        """Fetch from another repository of this forge."""
        must_git(self.folder, "fetch", "-q", "--no-tags", str(other.folder), refspec)

    def contains(self, sha: str, ancestor: str) -> bool:
        """Whether `ancestor` is part of the history of `sha`."""
        return run_git(self.folder, "merge-base", "--is-ancestor", ancestor, sha).returncode == 0

    def merge_base(self, one: str, other: str) -> str:
        return self._asked("merge-base", one, other).strip()

    def commit(self, name: str) -> Commit:
        return read_commit(self._asked("log", "-1", f"--format={COMMIT_FIELDS}", self.resolve(name)).rstrip("\n"))

    def commits(self, include: str, exclude: str | None = None, most: int = 250) -> list[Commit]:
        """Commits of `include` that `exclude` has not, oldest first."""
        limits = [f"^{exclude}"] if exclude else []
        out = self._asked("log", "-z", "--topo-order", f"-{most}", f"--format={COMMIT_FIELDS}%x01", include, *limits)
        found = [text.lstrip("\0\n") for text in out.split("\x01")]
        return [read_commit(text) for text in reversed(found) if text]

    def count(self, include: str, exclude: str) -> int:
        return int(self._asked("rev-list", "--count", include, f"^{exclude}"))

    def diff(self, before: str, after: str) -> list[FileChange]:
        """What `after` changed since it left `before` (three dots), renames found."""
        return self.changes(self.merge_base(before, after), after)

    def changes(self, before: str, after: str) -> list[FileChange]:
        """What differs between two commits (two dots)."""
        raw = self._asked("diff", "--raw", "-z", "-M", "--abbrev=40", before, after).split("\0")
        numbers = self._asked("diff", "--numstat", "-z", "-M", before, after).split("\0")
        patches = self._asked("diff", "-M", "--patch", before, after)
        return read_changes(raw, numbers, patches)

    def changes_of(self, commit: Commit) -> list[FileChange]:
        """What a commit changed against its first parent; for a root, everything in it."""
        return self.changes(commit.parents[0] if commit.parents else _EMPTY_TREE, commit.sha)

    def entry(self, name: str, path: str) -> Entry:
        """A file or folder at a commit; the empty path is the root."""
        if not path:
            return Entry(path="", kind="tree", sha=self.commit(name).tree, size=0)
        found = read_entries(self._asked("ls-tree", "-z", "-l", self.resolve(name), "--", path.strip("/")))
        if not found:
            raise Unresolved(path)
        return found[0]

    def entries(self, name: str, path: str) -> list[Entry]:
        """What a folder holds."""
        tree = self.entry(name, path)
        prefix = f"{path.strip('/')}/" if path else ""
        return [
            Entry(path=prefix + each.path, kind=each.kind, sha=each.sha, size=each.size)
            for each in read_entries(self._asked("ls-tree", "-z", "-l", tree.sha))
        ]

    def blob(self, sha: str) -> bytes:
        done = run_git(self.folder, "cat-file", "blob", sha)
        if done.returncode:
            raise Unresolved(sha)
        return done.stdout

    def merge_tree(self, base: str, head: str) -> str:
        """The tree of merging `head` into `base`.

        Raises:
            Conflict: They do not merge.
        """
        done = run_git(self.folder, "merge-tree", "--write-tree", "--name-only", "--no-messages", base, head)
        tree, *files = done.stdout.decode().splitlines()
        if done.returncode:
            raise Conflict(", ".join(files))
        return tree

    def _asked(self, *arguments: str) -> str:
        done = run_git(self.folder, *arguments)
        if done.returncode:
            raise Unresolved(done.stderr.decode("utf-8", "replace").strip() or " ".join(arguments))
        return done.stdout.decode("utf-8", "replace")
