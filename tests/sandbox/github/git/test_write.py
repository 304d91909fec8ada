"""Commits made in a bare repository."""

from pathlib import Path

from support.values import NOON
from tidegate.sandbox.github.git.read import GitRepo
from tidegate.sandbox.github.git.run import must_git
from tidegate.sandbox.github.git.values import Signature
from tidegate.sandbox.github.git.write import write_files

WHO = Signature(name="Alice", email="alice@example.com", at=NOON)


def test_files_are_written_and_removed_and_others_stay(git_folder: Path):
    repo = GitRepo.create(git_folder, "main")
    one = write_files(repo, None, {"a/x": b"1", "a/y": b"2"}, "one", WHO)
    two = write_files(repo, one, {"a/x": None, "z": "한글".encode()}, "two", WHO)

    assert [each.path for each in repo.entries(two, "a")] == ["a/y"]
    assert repo.blob(repo.entry(two, "z").sha).decode() == "한글"
    assert repo.branches() == {}
    assert not list(git_folder.glob("index*"))


def test_the_same_commit_has_the_same_name_everywhere(tmp_path: Path):
    made = {write_files(GitRepo.create(tmp_path / name, "main"), None, {"a": b"1"}, "one", WHO) for name in "xy"}
    assert len(made) == 1


def test_a_script_can_be_run(git_folder: Path):
    repo = GitRepo.create(git_folder, "main")
    made = write_files(repo, None, {"run.sh": b"#!/bin/sh\n", "notes": b"#1\n"}, "one", WHO)
    assert must_git(git_folder, "ls-tree", made, "run.sh").startswith("100755")
    assert must_git(git_folder, "ls-tree", made, "notes").startswith("100644")
