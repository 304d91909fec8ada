"""git gets an environment of its own."""

from pathlib import Path

import pytest

from tidegate.sandbox.github.git.run import must_git, run_git


def test_no_configuration_of_whoever_runs_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / ".gitconfig").write_text("[user]\n  name = Somebody\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Somebody")
    assert run_git(tmp_path, "config", "user.name").returncode == 1


def test_a_failure_tells_the_command_and_gits_words(tmp_path: Path):
    with pytest.raises(RuntimeError, match="git rev-parse HEAD: fatal"):
        must_git(tmp_path, "rev-parse", "HEAD")
