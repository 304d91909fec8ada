"""Making commits in a bare repository. No ref is moved here."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from tidegate.sandbox.github.git.read import GitRepo
from tidegate.sandbox.github.git.run import must_git
from tidegate.sandbox.github.git.values import NOTHING, Commit, Signature


def write_commit(repo: GitRepo, tree: str, parents: tuple[str, ...], message: str, author: Signature) -> str:
    """A commit object by one person; gives its sha."""
    return _commit_tree(repo, tree, parents, message, {**_author(author), **_committer(author)})


def write_tag(repo: GitRepo, name: str, commit: str, message: str, tagger: Signature) -> str:
    """An annotated tag of a commit; gives its sha."""
    signed = f"{tagger.name} <{tagger.email}> {int(tagger.at.timestamp())} +0000"
    text = f"object {commit}\ntype commit\ntag {name}\ntagger {signed}\n\n{message}\n"
    return must_git(repo.folder, "mktag", stdin=text.encode()).strip()


def replay(repo: GitRepo, commit: Commit, onto: str, committer: Signature) -> str:
    """A commit's change made again on another parent, as a rebase does.

    Raises:
        Conflict: It does not apply there.
    """
    # git before 2.40 cannot be told a merge base, so a commit with the wanted base stands in for `onto`.
    stand_in = write_commit(repo, repo.commit(onto).tree, commit.parents[:1], "stand-in", committer)
    tree = repo.merge_tree(stand_in, commit.sha)
    env = {**_author(commit.author), **_committer(committer)}
    return _commit_tree(repo, tree, (onto,), commit.message, env)


def write_files(
    repo: GitRepo, parent: str | None, files: Mapping[str, bytes | None], message: str, author: Signature
) -> str:
    """A commit on `parent` with some files written, or removed where the content is None; gives its sha."""
    tree = write_tree(repo, parent, files)
    return write_commit(repo, tree, (parent,) if parent else (), message, author)


def write_tree(repo: GitRepo, parent: str | None, files: Mapping[str, bytes | None]) -> str:
    index = repo.folder / f"index.{os.getpid()}"
    env = {"GIT_INDEX_FILE": str(index)}
    try:
        must_git(repo.folder, "read-tree", parent or "--empty", env=env)
        lines = "".join(_index_line(repo.folder, path, content) for path, content in files.items())
        must_git(repo.folder, "update-index", "-z", "--index-info", stdin=lines.encode(), env=env)
        return must_git(repo.folder, "write-tree", env=env).strip()
    finally:
        index.unlink(missing_ok=True)


def _index_line(folder: Path, path: str, content: bytes | None) -> str:
    if content is None:
        return f"0 {NOTHING}\t{path}\0"
    mode = "100755" if content.startswith(b"#!") else "100644"  # A script can be run, as one committed by hand.
    return f"{mode} {must_git(folder, 'hash-object', '-w', '--stdin', stdin=content).strip()}\t{path}\0"


def _commit_tree(repo: GitRepo, tree: str, parents: tuple[str, ...], message: str, env: Mapping[str, str]) -> str:
    options = [option for parent in parents for option in ("-p", parent)]
    return must_git(repo.folder, "commit-tree", tree, *options, "-F", "-", stdin=message.encode(), env=env).strip()


def _author(who: Signature) -> dict[str, str]:
    return {"GIT_AUTHOR_NAME": who.name, "GIT_AUTHOR_EMAIL": who.email, "GIT_AUTHOR_DATE": who.at.isoformat()}


def _committer(who: Signature) -> dict[str, str]:
    return {
        "GIT_COMMITTER_NAME": who.name,
        "GIT_COMMITTER_EMAIL": who.email,
        "GIT_COMMITTER_DATE": who.at.isoformat(),
    }
