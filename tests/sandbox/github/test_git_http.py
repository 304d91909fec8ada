"""git itself, over HTTP."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from support.forge import Forge


@pytest.fixture
def clone(tmp_path: Path, forge: Forge) -> Path:
    folder = tmp_path / "clone"
    done = git(tmp_path, "clone", "-q", "-b", "feature", forge.sandbox.git("bob", forge.full_name), str(folder))
    assert done.returncode == 0, done.stderr
    return folder


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_AUTHOR_NAME": "Bob Lee",
        "GIT_AUTHOR_EMAIL": "bob@users.noreply.sandbox.test",
        "GIT_COMMITTER_NAME": "Bob Lee",
        "GIT_COMMITTER_EMAIL": "bob@users.noreply.sandbox.test",
    }
    command = ["git", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def write_commit(folder: Path, name: str) -> str:
    (folder / name).write_text("x\n")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", f"Write {name}")
    return git(folder, "rev-parse", "HEAD").stdout.strip()


def test_a_push_moves_the_pull_request_and_tells_who_pushed(forge: Forge, clone: Path):
    number = forge.open_pull()
    sha = write_commit(clone, "more.tf")
    assert git(clone, "push", "-q").returncode == 0

    told = forge.told("pull_request", 2)[-1].payload
    assert (told["action"], told["after"], told["sender"]["login"]) == ("synchronize", sha, "bob")
    newest = forge.must("bob", "GET", "/activity?ref=feature")[0]
    assert (newest["actor"]["login"], newest["activity_type"], newest["after"]) == ("bob", "push", sha)
    assert git(clone, "fetch", "-q", "origin", f"refs/pull/{number}/head").returncode == 0
    assert git(clone, "fetch", "-q", "origin", sha).returncode == 0


def test_a_forced_push_is_told_as_forced(forge: Forge, clone: Path):
    git(clone, "reset", "-q", "--hard", "origin/main")
    write_commit(clone, "other.tf")
    assert git(clone, "push", "-q", "--force", "origin", "feature").returncode == 0

    assert forge.told("push", 3)[-1].payload["forced"] is True
    assert forge.must("bob", "GET", "/activity?ref=feature")[0]["activity_type"] == "force_push"


def test_a_protected_branch_refuses_a_push_that_would_fit(forge: Forge, clone: Path):
    forge.protect("main", required_reviews=1)
    before = forge.tip("main")
    refused = git(clone, "push", "origin", "feature:main")

    assert (refused.returncode, "Protected branch update failed for refs/heads/main" in refused.stderr) == (1, True)
    assert forge.tip("main") == before


def test_nobody_pushes_to_the_refs_of_pull_requests(forge: Forge, clone: Path):
    number = forge.open_pull()
    assert git(clone, "push", "origin", f"HEAD:refs/pull/{number}/head").returncode == 1


def test_a_wrong_password_and_a_reader_cannot_push(forge: Forge, clone: Path):
    write_commit(clone, "more.tf")
    reader = forge.sandbox.git("park-cto", forge.full_name)
    assert "403" in git(clone, "push", reader, "feature").stderr
    wrong = reader.replace("sandbox-park-cto", "guess")
    assert git(clone, "ls-remote", wrong).returncode != 0
    assert git(clone, "ls-remote", reader).returncode == 0
