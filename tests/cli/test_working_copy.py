import pytest

from support.working_copy import commit, git, working_copy, write
from tidegate.cli.working_copy import propose
from tidegate.core.errors import GitFailed
from tidegate.git.run import Git

FILES = {"a/main.tf": "old", "a/gone.tf": "x", "b/main.tf": "b", ".gitignore": "*.log\n"}


@pytest.fixture
def ours(tmp_path):
    return Git.install(tmp_path / "ours")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "copy").mkdir()
    return working_copy(tmp_path / "copy", FILES)


def is_code(path):
    return path.endswith(".tf")


async def test_commits_since_the_merge_base_are_the_change(ours, folder):
    commit(folder, {"a/main.tf": "new", "c/main.tf": "c"})
    (folder / "a/gone.tf").unlink()
    git(folder, "commit", "--quiet", "--all", "--message=Gone")
    git(folder, "switch", "--quiet", "main")
    commit(folder, {"b/main.tf": "the base moved on"})
    found = await propose(ours, folder, "main", "feature", is_code)
    assert sorted(found.paths) == ["a/gone.tf", "a/main.tf", "c/main.tf"]
    assert found.files == {"a/main.tf", "b/main.tf", "c/main.tf", ".gitignore"}
    assert found.gained == ("c/main.tf",)
    assert found.texts == {"a/main.tf": "new", "b/main.tf": "b", "c/main.tf": "c"}
    assert not found.uncommitted


async def test_without_a_head_the_working_tree_counts_as_it_is(ours, folder):
    commit(folder, {"a/main.tf": "committed"})
    write(folder, {"a/main.tf": "not committed", "d/new.tf": "d", "noise.log": "ignored"})
    (folder / "a/gone.tf").unlink()
    (folder / "d/link.tf").symlink_to("new.tf")
    found = await propose(ours, folder / "a", "main", None, is_code)
    assert sorted(found.paths) == ["a/gone.tf", "a/main.tf", "d/link.tf", "d/new.tf"]
    assert found.gained == ("d/link.tf", "d/new.tf")
    assert found.texts == {"a/main.tf": "not committed", "b/main.tf": "b", "d/new.tf": "d"}
    assert found.uncommitted


async def test_a_clean_working_tree_is_what_is_committed(ours, folder):
    commit(folder, {"a/main.tf": "new"})
    found = await propose(ours, folder, "main", None, is_code)
    assert (found.paths, found.uncommitted) == (("a/main.tf",), False)


@pytest.mark.parametrize(("base", "head"), [("nowhere", None), ("main", "nowhere")])
async def test_a_name_that_means_nothing_is_an_error_that_says_so(ours, folder, base, head):
    with pytest.raises(GitFailed, match="no branch or commit nowhere here"):
        await propose(ours, folder, base, head, is_code)


async def test_a_folder_without_git_is_an_error(ours, tmp_path):
    with pytest.raises(GitFailed, match="not a git repository"):
        await propose(ours, tmp_path, "main", None, is_code)
