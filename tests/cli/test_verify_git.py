import pytest

from support.working_copy import commit, git, working_copy
from tidegate.cli.verify_git import working_copy_of
from tidegate.core.errors import GitFailed
from tidegate.git.run import Git


async def opened(folder):
    return await working_copy_of(Git.install(folder.parent / "git"), folder)


@pytest.fixture
def repo(tmp_path):
    (tmp_path / "repo").mkdir()
    return working_copy(tmp_path / "repo", {"a/main.tf": "old\n"})


async def test_a_folder_within_leads_to_the_top(repo):
    assert (await opened(repo / "a")).top == repo


async def test_a_folder_outside_every_working_copy_is_refused(tmp_path):
    with pytest.raises(GitFailed, match="not a git repository"):
        await opened(tmp_path)


async def test_the_trusted_branch_is_what_origin_calls_its_default(repo):
    git(repo, "update-ref", "refs/remotes/origin/trunk", "main")
    copy = await opened(repo)
    assert await copy.trusted() == "main"
    git(repo, "update-ref", "refs/remotes/origin/main", "main")
    assert await copy.trusted() == "origin/main"
    git(repo, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")
    assert await copy.trusted() == "origin/trunk"


async def test_where_no_branch_has_a_usual_name_people_are_asked_for_one(repo):
    git(repo, "branch", "--move", "main", "trunk")
    with pytest.raises(GitFailed, match="say with --base where the change goes"):
        await (await opened(repo)).trusted()


async def test_what_a_commit_holds_is_read_without_a_checkout(repo):
    commit(repo, {"a/main.tf": "new\n", "policies/a.rego": "package a\n"})
    copy = await opened(repo)
    before, after = await copy.commit("main"), await copy.commit("HEAD")
    assert (await copy.text(before, "a/main.tf"), await copy.text(after, "a/main.tf")) == ("old\n", "new\n")
    assert await copy.text(before, "policies/a.rego") is None
    assert await copy.files(after) == ("a/main.tf", "policies/a.rego")
    assert await copy.merge_base("main") == before
    with pytest.raises(GitFailed, match="no branch or commit nothing here"):
        await copy.merge_base("nothing")


async def test_what_was_there_before_is_checked_out_beside_and_gone_afterwards(repo, tmp_path):
    commit(repo, {"a/main.tf": "new\n"})
    copy = await opened(repo)
    async with copy.checkout(await copy.commit("main"), tmp_path / "base") as base:
        assert (base / "a/main.tf").read_text() == "old\n"
        assert (repo / "a/main.tf").read_text() == "new\n"
    assert not (tmp_path / "base").exists()
    assert git(repo, "worktree", "list").count("\n") == 0
    assert git(repo, "status", "--porcelain") == ""
