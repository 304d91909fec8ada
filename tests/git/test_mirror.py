from __future__ import annotations

import pytest

from support.git_http import PASSWORD, USER, serve
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


async def test_lock_files_of_a_git_that_was_killed_do_not_stop_a_fetch(mirror, origin):
    source = CloneSource(url=origin.url, username=USER, secret=PASSWORD)
    origin.commit("main", {"a.tf": "one"})
    await mirror.fetch(source, None, None)
    (mirror.folder / "refs" / "heads" / "main.lock").touch()
    (mirror.folder / "packed-refs.lock").touch()
    sha = origin.commit("main", {"a.tf": "two"})
    await mirror.fetch(source, None, sha)
    assert await mirror.commit("main") == sha


async def test_a_commit_overtaken_by_a_forced_push_is_fetched_by_its_sha(mirror, origin):
    source = CloneSource(url=origin.url, username=USER, secret=PASSWORD)
    origin.git("config", "uploadpack.allowAnySHA1InWant", "true", cwd=origin.bare)
    origin.commit("main", {"a.tf": ""})
    overtaken = origin.commit("topic", {"a.tf": "first"})
    origin.git("reset", "-q", "--hard", "main")
    origin.commit("topic", {"a.tf": "second"})
    await mirror.fetch(source, None, overtaken)
    assert await mirror.read(overtaken, "a.tf") == "first"


async def test_branches_without_a_common_ancestor_have_no_merge_base(mirror, origin):
    origin.commit("main", {"a.tf": ""})
    alone = origin.git("commit-tree", "-m", "alone", "HEAD^{tree}")
    origin.git("push", "-q", "origin", f"{alone}:refs/heads/alone")
    await mirror.fetch(CloneSource(url=origin.url, username=USER, secret=PASSWORD), None, None)
    with pytest.raises(Exception, match="no common ancestor"):
        await mirror.merge_base("main", "alone")
