from __future__ import annotations

import os
from pathlib import Path

import pytest

from tidegate.terraform.worktree_files import LONGEST, read_text


@pytest.fixture
def worktree(tmp_path):
    (tmp_path / "secret").write_text("the server's own")
    (tmp_path / "work" / "app").mkdir(parents=True)
    return tmp_path / "work"


def test_a_file_is_read_where_it_lies(worktree):
    (worktree / "app" / "main.tf").write_text("é")
    assert read_text(worktree / "app" / "main.tf", worktree) == "é"


def test_what_is_no_utf_8_is_read_all_the_same(worktree):
    (worktree / "main.tf").write_bytes(b"a\xffb")
    assert read_text(worktree / "main.tf", worktree) == "a\ufffdb"


def test_a_link_within_the_worktree_is_followed(worktree):
    (worktree / "shared.tf").write_text("shared")
    (worktree / "app" / "shared.tf").symlink_to("../shared.tf")
    (worktree / "also").symlink_to("app")
    assert read_text(worktree / "also" / "shared.tf", worktree) == "shared"


@pytest.mark.parametrize("target", ["../secret", "../../secret", "/dev/zero", "/etc/passwd", "main.tf", "absent"])
def test_a_link_to_the_outside_to_itself_or_to_nothing_is_as_if_absent(worktree, target):
    (worktree / "main.tf").symlink_to(target)
    assert read_text(worktree / "main.tf", worktree) is None


def test_a_folder_that_leads_outside_holds_nothing(worktree):
    (worktree / "out").symlink_to("..")
    assert read_text(worktree / "out" / "secret", worktree) is None
    assert read_text(worktree / ".." / "secret", worktree) is None


def test_a_folder_is_no_file(worktree):
    assert read_text(worktree / "app", worktree) is None
    assert read_text(worktree, worktree) is None


def test_a_pipe_nobody_writes_to_is_not_waited_for(worktree):
    os.mkfifo(worktree / "main.tf")
    assert read_text(worktree / "main.tf", worktree) is None


@pytest.mark.parametrize(("size", "is_read"), [(LONGEST, True), (LONGEST + 1, False)])
def test_a_file_of_more_than_a_mib_is_as_if_absent(worktree, size, is_read):
    (worktree / "main.tf").write_bytes(b"x" * size)
    assert (read_text(worktree / "main.tf", worktree) is not None) is is_read


def test_a_file_that_is_not_there_is_none(worktree):
    assert read_text(worktree / "main.tf", worktree) is None
    assert read_text(worktree / "main.tf", Path("/absent")) is None
