from __future__ import annotations

import pytest

from support.git_http import PASSWORD, USER, serve
from tidegate.core.errors import GitFailed, MergeConflict
from tidegate.git import merge, worktree
from tidegate.git.mirror import Mirror
from tidegate.git.run import Git
from tidegate.ports.forge import CloneSource


@pytest.fixture
def origin(tmp_path):
    with serve(tmp_path) as origin:
        yield origin


@pytest.fixture
def mirror(tmp_path):
    return Mirror(Git.install(tmp_path / "git"), tmp_path / "mirror.git", patience=5)


async def fetch(mirror, origin):
    await mirror.fetch(CloneSource(url=origin.url, username=USER, secret=PASSWORD), None, None)


@pytest.fixture
async def diverged(mirror, origin):
    origin.commit("main", {"a.tf": "one\n"})
    origin.commit("topic", {"b.tf": "one\n"})
    origin.commit("main", {"a.tf": "two\n"})
    await fetch(mirror, origin)


async def housekeeping(mirror):
    await mirror.run("gc", "--quiet", "--prune=now")


@pytest.mark.usefixtures("diverged")
async def test_a_merge_survives_fetches_and_housekeeping_until_it_is_let_go(mirror, origin):
    made = await merge.merged(mirror, "topic", "main")
    await fetch(mirror, origin)
    await housekeeping(mirror)
    assert await mirror.read(made, "b.tf") == "one\n"
    await merge.forget(mirror)
    await housekeeping(mirror)
    with pytest.raises(GitFailed):
        await mirror.read(made, "b.tf")


@pytest.mark.usefixtures("diverged")
async def test_a_merge_that_a_worktree_stands_at_is_not_let_go(mirror, tmp_path):
    made = await merge.merged(mirror, "topic", "main")
    await worktree.checkout(mirror, tmp_path / "tree", made)
    await merge.forget(mirror)
    assert made in await mirror.run("for-each-ref", merge.KEPT)


async def test_letting_go_before_anything_was_fetched_does_nothing(mirror):
    await merge.forget(mirror)
    assert not mirror.folder.exists()


@pytest.mark.usefixtures("diverged")
async def test_a_merge_is_dated_by_the_later_of_its_parents_and_signed_by_us(mirror):
    made = await merge.merged(mirror, "topic", "main")
    ours = await mirror.run("log", "-1", "--format=%ct %cn", made)
    latest = await mirror.run("log", "-1", "--format=%ct", "refs/heads/main")
    assert ours.split() == [latest.strip(), "tidegate"]


async def test_histories_without_a_common_ancestor_are_not_merged(mirror, origin):
    origin.commit("main", {"a.tf": ""})
    alone = origin.git("commit-tree", "-m", "alone", "HEAD^{tree}")
    origin.git("push", "-q", "origin", f"{alone}:refs/heads/alone")
    await fetch(mirror, origin)
    with pytest.raises(GitFailed, match="no common ancestor"):
        await merge.merged(mirror, "alone", "main")


async def test_very_many_conflicts_are_counted(mirror, origin):
    for branch, text in (("main", "one\n"), ("topic", "two\n"), ("main", "three\n")):
        origin.commit(branch, {f"{index:02}.tf": text for index in range(25)})
    await fetch(mirror, origin)
    with pytest.raises(MergeConflict, match=r"00\.tf, .*19\.tf and 5 more; merge them"):
        await merge.merged(mirror, "topic", "main")
