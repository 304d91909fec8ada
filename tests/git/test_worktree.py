from __future__ import annotations

import asyncio
import shutil

import pytest

from support.git_http import PASSWORD, USER, serve
from tidegate.git import worktree
from tidegate.git.mirror import Mirror
from tidegate.git.run import Git
from tidegate.ports.forge import CloneSource


@pytest.fixture
async def mirror(tmp_path):
    with serve(tmp_path) as origin:
        origin.commit("main", {"a.tf": "one"})
        mirror = Mirror(Git.install(tmp_path / "git"), tmp_path / "mirror.git", patience=5)
        await mirror.fetch(CloneSource(url=origin.url, username=USER, secret=PASSWORD), None, None)
        yield mirror


async def test_a_worktree_whose_git_file_was_turned_elsewhere_is_made_anew(mirror, tmp_path):
    folder, sha = tmp_path / "tree", await mirror.commit("main")
    await worktree.checkout(mirror, folder, sha)
    evil = tmp_path / "evil.git"
    await mirror.git.run("init", "--quiet", "--bare", str(evil))
    await mirror.git.run(f"--git-dir={evil}", "config", "filter.x.smudge", f"touch {tmp_path}/ran; cat")
    (folder / ".git").write_text(f"gitdir: {evil}\n")
    (folder / ".gitattributes").write_text("* filter=x\n")
    await worktree.checkout(mirror, folder, sha)
    assert sorted(path.name for path in folder.iterdir()) == [".git", "a.tf"]
    assert str(evil) not in (folder / ".git").read_text()
    assert not (tmp_path / "ran").exists()


async def test_a_worktree_whose_folder_was_lost_is_made_anew(mirror, tmp_path):
    folder, sha = tmp_path / "tree", await mirror.commit("main")
    await worktree.checkout(mirror, folder, sha)
    shutil.rmtree(folder)
    assert worktree.head(mirror, folder) is None
    await worktree.checkout(mirror, folder, sha)
    assert (folder / "a.tf").read_text() == "one"


async def test_the_lock_file_of_a_git_that_was_killed_is_in_nobodys_way(mirror, tmp_path):
    folder, sha = tmp_path / "tree", await mirror.commit("main")
    await worktree.checkout(mirror, folder, sha)
    (mirror.folder / "worktrees" / "tree" / "index.lock").touch()
    await worktree.checkout(mirror, folder, sha)
    assert worktree.head(mirror, folder) == sha


async def test_a_worktree_that_was_never_filled_to_its_end_is_none(mirror, tmp_path):
    folder, sha = tmp_path / "tree", await mirror.commit("main")
    await mirror.run("worktree", "add", "--quiet", "--detach", "--no-checkout", str(folder), sha)
    assert worktree.head(mirror, folder) is None
    await worktree.checkout(mirror, folder, sha)
    assert worktree.head(mirror, folder) == sha


async def test_one_worktree_that_is_held_keeps_no_other_from_being_made(mirror, tmp_path):
    held, other, sha = tmp_path / "held", tmp_path / "other", await mirror.commit("main")
    await worktree.checkout(mirror, held, sha)
    async with mirror.turns(held).held():
        async with asyncio.timeout(20):
            await worktree.checkout(mirror, other, sha)
    assert worktree.head(mirror, other) == sha
