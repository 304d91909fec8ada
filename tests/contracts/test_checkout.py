"""What every Checkout must do, on real git over HTTP."""

from __future__ import annotations

import asyncio

import pytest

from support.git_http import PASSWORD, USER, serve
from tidegate.core.errors import GitFailed, MergeConflict
from tidegate.git.checkout import GitCheckout
from tidegate.ports.checkout import Checkout
from tidegate.ports.forge import CloneSource

REPO = "acme/infra"


@pytest.fixture
def origin(tmp_path):
    with serve(tmp_path) as origin:
        yield origin


@pytest.fixture
def checkout(tmp_path) -> Checkout:
    return GitCheckout(tmp_path / "data", patience=5)


@pytest.fixture
def source(origin):
    return CloneSource(url=origin.url, username=USER, secret=PASSWORD)


async def test_a_file_is_read_at_a_branch_and_at_a_sha(checkout, origin, source):
    first = origin.commit("main", {"a.tf": "one\n", "dir/b.tf": "b\n"})
    origin.commit("main", {"a.tf": "två\n"})
    await checkout.fetch(REPO, source)
    assert await checkout.read(REPO, "main", "a.tf") == "två\n"
    assert await checkout.read(REPO, first, "a.tf") == "one\n"


async def test_a_file_that_is_not_there_is_none(checkout, origin, source):
    origin.commit("main", {"dir/b.tf": "b\n"})
    await checkout.fetch(REPO, source)
    assert [await checkout.read(REPO, "main", path) for path in ("absent", "dir", "*")] == [None] * 3


@pytest.mark.parametrize("ref", ["no-such-branch", "0" * 40, "HEAD", "--output=x", "main^", "main:dir"])
async def test_an_unknown_ref_is_an_error(checkout, origin, source, ref):
    origin.commit("main", {"a.tf": ""})
    await checkout.fetch(REPO, source)
    with pytest.raises(GitFailed):
        await checkout.read(REPO, ref, "a.tf")


async def test_a_deleted_branch_is_gone_after_the_next_fetch(checkout, origin, source):
    origin.commit("main", {"a.tf": ""})
    origin.commit("topic", {"a.tf": "b"})
    await checkout.fetch(REPO, source)
    origin.git("push", "-q", "origin", ":topic")
    origin.git("branch", "-q", "-m", "topic", "other")
    origin.commit("topic/below", {"a.tf": "c"})
    await checkout.fetch(REPO, source)
    assert await checkout.read(REPO, "topic/below", "a.tf") == "c"
    with pytest.raises(GitFailed):
        await checkout.read(REPO, "topic", "a.tf")


async def test_the_head_of_a_change_from_elsewhere_is_fetched_by_its_number(checkout, origin, source):
    base = origin.commit("main", {"a.tf": ""})
    head = origin.commit("fork", {"a.tf": "forked"})
    origin.show_change(7, head)
    origin.git("push", "-q", "origin", ":fork")
    await checkout.fetch(REPO, source, number=7, sha=head)
    assert await checkout.read(REPO, head, "a.tf") == "forked"
    assert await checkout.merge_base(REPO, "main", head) == base


async def test_a_commit_the_forge_shows_late_is_waited_for(checkout, origin, source):
    origin.commit("main", {"a.tf": ""})
    late = origin.git("commit-tree", "-p", "HEAD", "-m", "late", "HEAD^{tree}")
    fetched = asyncio.create_task(checkout.fetch(REPO, source, number=7, sha=late))
    await asyncio.wait({fetched}, timeout=0.3)
    assert not fetched.done()
    origin.git("push", "-q", "origin", f"{late}:refs/pull/7/head")
    await fetched
    assert await checkout.contains(REPO, "main", late)


async def test_a_commit_that_never_comes_is_an_error(tmp_path, origin, source):
    origin.commit("main", {"a.tf": ""})
    with pytest.raises(GitFailed):
        await GitCheckout(tmp_path / "other", patience=0).fetch(REPO, source, sha="1" * 40)


async def test_a_wrong_password_is_an_error_in_gits_words(checkout, origin):
    with pytest.raises(GitFailed, match="Authentication failed"):
        await checkout.fetch(REPO, CloneSource(url=origin.url, username=USER, secret="wrong"))


async def test_changed_files_are_counted_from_the_merge_base_with_both_names_of_a_rename(checkout, origin, source):
    origin.commit("main", {"old.tf": "x\n" * 20, "kept.tf": "", "gone.tf": "y"})
    head = origin.commit("topic", {"old.tf": None, "new.tf": "x\n" * 20, "gone.tf": None, "é ü.tf": ""})
    origin.commit("main", {"later.tf": ""})
    await checkout.fetch(REPO, source)
    assert await checkout.changed_files(REPO, "main", head) == ("gone.tf", "new.tf", "old.tf", "é ü.tf")


async def test_files_lists_every_path(checkout, origin, source):
    sha = origin.commit("main", {"a.tf": "", "dir/b c.tf": ""})
    await checkout.fetch(REPO, source)
    assert await checkout.files(REPO, sha) == ("a.tf", "dir/b c.tf")


async def test_contains_knows_ancestors(checkout, origin, source):
    base = origin.commit("main", {"a.tf": ""})
    head = origin.commit("topic", {"a.tf": "b"})
    await checkout.fetch(REPO, source)
    assert await checkout.contains(REPO, base, head)
    assert await checkout.contains(REPO, "topic", head)
    assert not await checkout.contains(REPO, head, "main")


async def test_a_worktree_is_clean_whatever_the_last_run_left(checkout, origin, source):
    first = origin.commit("main", {".gitignore": "*.secret\n", "a.tf": "one", "gone.tf": ""})
    second = origin.commit("main", {"a.tf": "two", "gone.tf": None})
    await checkout.fetch(REPO, source)
    folder = await checkout.worktree(REPO, 7, "staging", first)
    (folder / "a.tf").write_text("changed")
    (folder / "left.secret").write_text("ignored by git")
    (folder / ".terraform").mkdir()
    origin.git("init", "-q", str(folder / "nested"))
    again = await checkout.worktree(REPO, 7, "staging", second)
    assert again == folder
    assert sorted(path.name for path in folder.iterdir()) == [".git", ".gitignore", "a.tf"]
    assert (folder / "a.tf").read_text() == "two"


async def test_files_have_hashes_that_follow_their_content(checkout, origin, source):
    first = origin.commit("main", {"a.tf": "one", "b/c d.tpl": "same", "é": "same"})
    second = origin.commit("main", {"a.tf": "two"})
    await checkout.fetch(REPO, source)
    before, after = await checkout.blobs(REPO, first), await checkout.blobs(REPO, second)
    assert set(before) == {"a.tf", "b/c d.tpl", "é"}
    assert before["b/c d.tpl"] == before["é"] == after["é"]
    assert before["a.tf"] != after["a.tf"]


async def test_git_works_inside_a_worktree(checkout, origin, source):
    sha = origin.commit("main", {"a.tf": "one"})
    await checkout.fetch(REPO, source)
    folder = await checkout.worktree(REPO, 7, "default", sha)
    assert origin.git("rev-parse", "HEAD", cwd=folder) == sha
    assert origin.git("status", "--porcelain", cwd=folder) == ""


async def test_an_existing_worktree_is_found_as_it_was_left(checkout, origin, source):
    sha = origin.commit("main", {"a.tf": "one"})
    await checkout.fetch(REPO, source)
    assert checkout.existing_worktree(REPO, 7, "staging", sha) is None
    folder = await checkout.worktree(REPO, 7, "staging", sha)
    (folder / "left").write_text("")
    assert checkout.existing_worktree(REPO, 7, "staging", sha) == folder
    assert checkout.existing_worktree(REPO, 7, "staging", "1" * 40) is None
    assert checkout.existing_worktree(REPO, 8, "staging", sha) is None
    assert (folder / "left").exists()


async def test_discarding_a_change_takes_its_worktrees_and_no_others(checkout, origin, source):
    sha = origin.commit("main", {"a.tf": "one"})
    await checkout.fetch(REPO, source)
    folders = [await checkout.worktree(REPO, number, name, sha) for number, name in ((7, "a"), (7, "b"), (8, "a"))]
    await checkout.discard(REPO, 7)
    assert [folder.exists() for folder in folders] == [False, False, True]
    assert checkout.existing_worktree(REPO, 7, "a", sha) is None
    assert checkout.existing_worktree(REPO, 8, "a", sha) == folders[2]
    await checkout.discard(REPO, 7)
    assert (await checkout.worktree(REPO, 7, "a", sha) / "a.tf").read_text() == "one"


async def test_everything_at_once_works(checkout, origin, source, tmp_path):
    sha = origin.commit("main", {"a.tf": "one"})
    other = GitCheckout(tmp_path / "data")
    await asyncio.gather(*(one.fetch(REPO, source) for one in (checkout, other, checkout)))
    folders = await asyncio.gather(
        *(one.worktree(REPO, number, name, sha) for one in (checkout, other) for number in (7, 8) for name in "ab"),
        *(one.fetch(REPO, source) for one in (checkout, other)),
    )
    assert all(folder is None or (folder / "a.tf").read_text() == "one" for folder in folders)


@pytest.mark.parametrize("workspace", ["../../../up", "..", ".git", "a/b", "x" * 300, "한국"])
async def test_a_workspace_name_never_leaves_its_folder(checkout, origin, source, tmp_path, workspace):
    sha = origin.commit("main", {"a.tf": "one"})
    await checkout.fetch(REPO, source)
    folder = await checkout.worktree(REPO, 7, workspace, sha)
    assert str(folder.parent) == str(tmp_path / "data" / "worktrees" / "acme%2Finfra" / "7")


async def test_merging_two_commits_makes_the_same_commit_each_time(checkout, origin, source, tmp_path):
    origin.commit("main", {"a.tf": "one\n", "b.tf": "b\n"})
    head = origin.commit("topic", {"a.tf": "two\n"})
    base = origin.commit("main", {"b.tf": "c\n"})
    await checkout.fetch(REPO, source)
    made = await checkout.merged(REPO, "topic", "main")
    assert [await checkout.read(REPO, made, name) for name in ("a.tf", "b.tf")] == ["two\n", "c\n"]
    assert await checkout.contains(REPO, head, made)
    assert await checkout.contains(REPO, base, made)
    elsewhere = GitCheckout(tmp_path / "elsewhere")
    await elsewhere.fetch(REPO, source)
    assert await elsewhere.merged(REPO, head, base) == made


async def test_merging_what_is_contained_makes_no_commit(checkout, origin, source):
    base = origin.commit("main", {"a.tf": "one"})
    head = origin.commit("topic", {"a.tf": "two"})
    await checkout.fetch(REPO, source)
    assert await checkout.merged(REPO, head, "main") == head
    assert await checkout.merged(REPO, base, "topic") == head
    assert await checkout.merged(REPO, head, head) == head


async def test_a_conflict_names_the_files(checkout, origin, source):
    origin.commit("main", {"a.tf": "one\n", "dir/b.tf": "one\n", "c.tf": "one\n"})
    origin.commit("topic", {"a.tf": "two\n", "dir/b.tf": "two\n", "c.tf": "two\n"})
    origin.commit("main", {"a.tf": "three\n", "dir/b.tf": None})
    await checkout.fetch(REPO, source)
    with pytest.raises(MergeConflict, match=r"a\.tf, dir/b\.tf") as conflict:
        await checkout.merged(REPO, "topic", "main")
    assert "c.tf" not in str(conflict.value)


async def test_what_a_merge_makes_can_be_checked_out_and_looked_at_as_any_commit(checkout, origin, source):
    origin.commit("main", {"a.tf": "one\n"})
    head = origin.commit("topic", {"new.tf": "new\n"})
    origin.commit("main", {"a.tf": "two\n"})
    await checkout.fetch(REPO, source)
    made = await checkout.merged(REPO, head, "main")
    folder = await checkout.worktree(REPO, 7, "default", made)
    assert {name: (folder / name).read_text() for name in ("a.tf", "new.tf")} == {"a.tf": "two\n", "new.tf": "new\n"}
    assert checkout.existing_worktree(REPO, 7, "default", made) == folder
    assert await checkout.changed_files(REPO, "main", made) == ("new.tf",)
    await checkout.discard(REPO, 7)
    assert await checkout.merged(REPO, head, "main") == made


async def test_differing_compares_two_commits_as_they_are(checkout, origin, source):
    origin.commit("main", {"old.tf": "x\n" * 20, "kept.tf": ""})
    origin.commit("topic", {"old.tf": None, "new.tf": "x\n" * 20})
    origin.commit("main", {"later.tf": ""})
    await checkout.fetch(REPO, source)
    assert await checkout.differing(REPO, "main", "topic") == ("later.tf", "new.tf", "old.tf")
    assert await checkout.differing(REPO, "main", "main") == ()


async def test_many_texts_are_read_in_one_go(checkout, origin, source):
    (origin.clone / "latin.tf").write_bytes(b"caf\xe9\n")
    (origin.clone / "link.tf").symlink_to("a.tf")
    files = {
        "a.tf": "två\n",
        "dir/b c.tf": "",
        "big.tf": "x" * (1024 * 1024 + 1),
        "same.tf": "två\n",
        "new\nline.tf": "n",
    }
    origin.commit("main", files)
    await checkout.fetch(REPO, source)
    wanted = [*files, "latin.tf", "link.tf", "dir", "absent", "*"]
    assert await checkout.texts(REPO, "main", wanted) == {
        "a.tf": "två\n",
        "dir/b c.tf": "",
        "same.tf": "två\n",
        "new\nline.tf": "n",
        "latin.tf": "caf\N{REPLACEMENT CHARACTER}\n",
    }
    assert await checkout.texts(REPO, "main", ["absent"]) == {}
    assert await checkout.texts(REPO, "main", []) == {}


async def test_two_event_loops_use_one_checkout_at_the_same_time(checkout, origin, source):
    sha = origin.commit("main", {"a.tf": "one"})
    await checkout.fetch(REPO, source)

    async def work(number: int) -> list[str]:
        made = await asyncio.gather(*(checkout.worktree(REPO, number, name, sha) for name in "abc"))
        await asyncio.gather(*(checkout.fetch(REPO, source) for _ in range(2)))
        return [(folder / "a.tf").read_text() for folder in made]

    threads = (asyncio.to_thread(asyncio.run, work(number)) for number in (7, 8))
    assert await asyncio.gather(work(9), *threads) == [["one"] * 3] * 3


async def test_a_branch_is_known_by_the_trees_it_held_whatever_the_commits(checkout, origin, source):
    first = origin.commit("main", {"a.tf": "one\n"})
    second = origin.commit("main", {"a.tf": "two\n"})
    third = origin.commit("main", {"a.tf": "one\n"})
    await checkout.fetch(REPO, source)
    history = await checkout.history(REPO, "main", most=2)
    assert [each.sha for each in history] == [third, second]
    assert history[0].tree == await checkout.tree(REPO, first) != history[1].tree
    assert await checkout.commit(REPO, "main") == third


async def test_trees_of_many_commits_are_those_of_each_and_what_is_gone_has_none(checkout, origin, source):
    shas = [origin.commit("main", {"a.tf": text}) for text in ("one\n", "two\n", "one\n")]
    await checkout.fetch(REPO, source)
    found = await checkout.trees(REPO, [*shas, "0" * 40, "main", ""])
    assert found == {sha: await checkout.tree(REPO, sha) for sha in shas}
    assert await checkout.trees(REPO, []) == {}


async def test_commits_that_others_lack_are_listed_newest_first(checkout, origin, source):
    origin.commit("main", {"a.tf": "one\n"})
    origin.git("push", "-q", "origin", "main:topic")
    one = origin.commit("topic", {"b.tf": "b\n"})
    two = origin.commit("topic", {"c.tf": "c\n"})
    await checkout.fetch(REPO, source)
    assert await checkout.missing(REPO, "topic", ["main"]) == (two, one)
    assert await checkout.missing(REPO, two, ["main", one]) == (two,)
    assert await checkout.missing(REPO, "main", ["topic"]) == ()
