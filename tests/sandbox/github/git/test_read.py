"""Asking a real repository."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from support.values import NOON
from tidegate.sandbox.github.git.read import GitRepo
from tidegate.sandbox.github.git.values import Conflict, Signature, Unresolved
from tidegate.sandbox.github.git.write import replay, write_files

WHO = Signature(name="Alice 김", email="alice@example.com", at=NOON)


@pytest.fixture
def repo(git_folder: Path) -> GitRepo:
    return GitRepo.create(git_folder, "main")


def test_a_commit_reads_as_it_was_written(repo: GitRepo):
    sha = write_files(repo, None, {"a/한글.txt": b"x\n"}, "Subject\n\nBody 🚀", WHO)
    made = repo.commit(sha)

    assert (made.message, made.author, made.parents) == ("Subject\n\nBody 🚀", WHO, ())
    assert [(each.path, each.kind) for each in repo.entries(sha, "a")] == [("a/한글.txt", "blob")]
    assert [file.path for file in repo.changes_of(made)] == ["a/한글.txt"]


def test_a_diff_knows_every_kind_of_change(repo: GitRepo):
    lines = b"".join(b"line %d\n" % number for number in range(9))
    one = write_files(repo, None, {"kept": b"a\n", "gone": b"b\n", "old": lines}, "one", WHO)
    changed = {"kept": b"a\n-- \n+++\n", "gone": None, "old": None, "new": lines, "image": b"\0\1", "empty": b""}
    two = write_files(repo, one, changed, "two", WHO)

    found = {file.path: file for file in repo.changes(one, two)}

    assert {path: file.status for path, file in found.items()} == {
        "empty": "added", "gone": "removed", "image": "added", "kept": "modified", "new": "renamed",
    }  # fmt: skip
    assert found["new"].previous == "old"
    assert (found["kept"].additions, found["kept"].patch) == (2, "@@ -1 +1,3 @@\n a\n+-- \n++++")
    assert found["image"].patch is None


def test_commits_that_change_one_line_differently_conflict(repo: GitRepo):
    base = write_files(repo, None, {"f": b"a\n"}, "base", WHO)
    one = write_files(repo, base, {"f": b"b\n"}, "one", WHO)
    other = write_files(repo, base, {"f": b"c\n"}, "other", WHO)
    with pytest.raises(Conflict, match="f"):
        repo.merge_tree(one, other)


def test_a_replayed_commit_keeps_its_author(repo: GitRepo):
    base = write_files(repo, None, {"f": b"a\n"}, "base", WHO)
    ahead = write_files(repo, base, {"g": b"b\n"}, "ahead", WHO)
    topic = write_files(repo, base, {"h": b"c\n"}, "topic", WHO)
    bob = Signature(name="Bob", email="bob@example.com", at=datetime(2026, 11, 25, tzinfo=UTC))

    made = repo.commit(replay(repo, repo.commit(topic), ahead, bob))

    assert (made.parents, made.author, made.committer) == ((ahead,), WHO, bob)
    assert {each.path for each in repo.entries(made.sha, "")} == {"f", "g", "h"}


def test_what_is_not_there_is_unresolved(repo: GitRepo):
    for name in ("nothing", "--output=/tmp/x", "a" * 40):
        with pytest.raises(Unresolved):
            repo.resolve(name)
