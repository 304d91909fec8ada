from __future__ import annotations

import os
from pathlib import Path

import pytest

from support.git_http import PASSWORD, USER, serve
from tidegate.core.errors import GitFailed
from tidegate.git.run import Git
from tidegate.ports.forge import CloneSource


@pytest.fixture
def git(tmp_path):
    return Git.install(tmp_path / "git")


async def test_no_configuration_of_the_machine_or_the_user_counts(git, tmp_path, monkeypatch):
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text("[user]\nname = Somebody\n")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.email")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "ours@example.com")
    listed = await git.run("config", "--list", "--show-scope")
    assert {line.split()[0] for line in listed.splitlines()} == {"command"}
    assert "user." not in listed


async def test_a_password_is_asked_for_and_left_nowhere(git, tmp_path):
    with serve(tmp_path) as origin:
        sha = origin.commit("main", {"a.tf": ""})
        source = CloneSource(url=origin.url, username=USER, secret=PASSWORD)
        copy = tmp_path / "copy.git"
        await git.run("clone", "--quiet", "--bare", source.url, str(copy), source=source)
        assert await git.run(f"--git-dir={copy}", "rev-parse", "main") == f"{sha}\n"
        for folder in (copy, git.askpass.parent):
            assert not any(PASSWORD in file.read_text(errors="replace") for file in folder.rglob("*") if file.is_file())


async def test_without_a_password_git_gives_up_instead_of_asking(git, tmp_path):
    with serve(tmp_path) as origin, pytest.raises(GitFailed, match="Authentication failed"):
        await git.run("ls-remote", origin.url)


async def test_only_http_is_spoken(git, tmp_path):
    await git.run("init", "--quiet", "--bare", str(tmp_path / "local.git"))
    for url in (f"file://{tmp_path}/local.git", "ext::sh -c true", str(tmp_path / "local.git")):
        with pytest.raises(GitFailed, match="not allowed"):
            await git.run("ls-remote", url)


async def test_hooks_of_a_repository_do_not_run(git, tmp_path):
    await git.run("init", "--quiet", str(tmp_path / "repo"))
    hook = tmp_path / "repo" / ".git" / "hooks" / "post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    hook.chmod(0o755)
    here = ("-C", str(tmp_path / "repo"), "-c", "user.name=a", "-c", "user.email=a@example.com")
    await git.run(*here, "commit", "--quiet", "--allow-empty", "-m", "one")
    await git.run(*here, "checkout", "--quiet", "-b", "other")
    assert not (tmp_path / "ran").exists()


async def test_an_error_carries_gits_words(git):
    with pytest.raises(GitFailed, match="not a git repository"):
        await git.run("--git-dir=/nowhere", "status")


async def test_additions_to_the_environment_reach_git(tmp_path):
    git = Git.install(tmp_path / "git", {"GIT_AUTHOR_NAME": "Añadido", "GIT_AUTHOR_EMAIL": "a@example.com"})
    assert (await git.run("var", "GIT_AUTHOR_IDENT")).startswith("Añadido <")


def test_the_askpass_program_is_ours_alone(git):
    assert Path(git.askpass).stat().st_mode & 0o777 == 0o700
    assert os.access(git.askpass, os.X_OK)


async def test_what_is_fed_comes_back_byte_for_byte(git, tmp_path):
    await git.run("init", "--quiet", "--bare", str(tmp_path / "repo.git"))
    here = f"--git-dir={tmp_path}/repo.git"
    blob = (await git.fed(b"\xff\r\n", here, "hash-object", "-w", "--stdin")).decode().strip()
    assert (
        await git.fed(f"{blob}\n".encode(), here, "cat-file", "--batch") == f"{blob} blob 3\n".encode() + b"\xff\r\n\n"
    )
