"""Forks, and pull requests from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.forge import Forge
from support.forge_world import small_world
from tidegate.sandbox.github.acts.forks import fork, head_of, heads
from tidegate.sandbox.github.acts.merging import merge_pull
from tidegate.sandbox.github.acts.pulls import open_pull, set_state
from tidegate.sandbox.github.acts.pushes import commit, moved
from tidegate.sandbox.github.errors import Refusal
from tidegate.sandbox.github.git.values import NOTHING
from tidegate.sandbox.github.records import Pull, Repo
from tidegate.sandbox.github.world import World


@pytest.fixture
def forked(tmp_path: Path) -> tuple[World, Repo, Repo, Pull]:
    """alice's pull request from `redis` of her fork into `main`."""
    world, repo = small_world(tmp_path)
    hers = fork(world, repo, "alice")
    commit(world, hers, "redis", {"redis.tf": "redis\n"}, author="alice", message="Add Redis")
    return world, repo, hers, open_pull(world, repo, "alice", title="Redis", head="alice:redis", base="main", body=None)


def test_a_fork_starts_with_every_branch_and_is_made_once(tmp_path: Path):
    world, repo = small_world(tmp_path)
    hers = fork(world, repo, "alice")
    assert (hers.full_name, hers.parent) == ("alice/infra", "acme/infra")
    assert world.git(hers).branches() == world.git(repo).branches()
    assert fork(world, repo, "alice") is hers


def test_a_fork_is_its_owners_and_others_only_read_it(tmp_path: Path):
    world, repo = small_world(tmp_path)
    hers = fork(world, repo, "alice")
    assert [world.permission(hers, login) for login in ("alice", "bob", "tidegate-bot")] == ["admin", "read", "read"]


def test_an_owner_without_a_fork_is_no_head(tmp_path: Path):
    world, repo = small_world(tmp_path)
    assert head_of(world, repo, "acme:feature") == (repo, "feature")
    with pytest.raises(Refusal):
        head_of(world, repo, "bob:feature")


def test_branches_of_forks_can_be_heads_too(forked: tuple[World, Repo, Repo, Pull]):
    world, repo, _, _ = forked
    assert heads(world, repo) == ["feature", "main", "alice:feature", "alice:main", "alice:redis"]


def test_a_push_to_the_fork_moves_the_pull_request_and_its_ref(forked: tuple[World, Repo, Repo, Pull]):
    world, repo, hers, pull = forked
    after = commit(world, hers, "redis", {"more.tf": "x\n"}, author="alice", message="More")
    assert pull.head_sha == after
    assert world.git(repo).resolve(f"refs/pull/{pull.number}/head") == after
    assert "redis" not in world.git(repo).branches()


def test_a_branch_of_the_same_name_in_the_repository_itself_moves_nothing(forked: tuple[World, Repo, Repo, Pull]):
    world, repo, _, pull = forked
    before = pull.head_sha
    commit(world, repo, "redis", {"other.tf": "x\n"}, author="bob", message="Other")
    assert pull.head_sha == before


def test_a_pull_request_from_a_fork_closes_opens_and_merges(forked: tuple[World, Repo, Repo, Pull]):
    world, repo, _, pull = forked
    set_state(world, repo, pull, "alice", "closed")
    set_state(world, repo, pull, "alice", "open")
    merged = merge_pull(world, repo, pull, "bob", method="merge")
    assert world.git(repo).commit(merged).message.startswith("Merge pull request #1 from alice/redis")
    assert world.git(repo).contains(merged, pull.head_sha)


def test_deleting_the_forks_branch_closes_the_pull_request(forked: tuple[World, Repo, Repo, Pull]):
    world, _, hers, pull = forked
    world.git(hers).delete_ref("refs/heads/redis")
    moved(world, hers, "redis", pull.head_sha, NOTHING, "alice")
    assert not pull.is_open


def test_a_pull_request_from_a_fork_is_told_as_one(forge: Forge):
    made = forge.must("alice", "POST", "/forks")
    assert (made["full_name"], made["fork"]) == (f"alice/{forge.name}", True)
    seeded = {"repo": made["full_name"], "branch": "topic", "author": "alice", "message": "x", "files": {"t.tf": "x\n"}}
    forge.sandbox.seed(commits=[seeded])
    number = forge.open_pull(head="alice:topic")

    head = forge.told("pull_request")[0].payload["pull_request"]["head"]
    assert (head["label"], head["repo"]["full_name"], head["repo"]["fork"]) == ("alice:topic", made["full_name"], True)
    assert [pull["number"] for pull in forge.must("bob", "GET", "/pulls?head=alice:topic")] == [number]
    assert forge.must("bob", "GET", "/pulls?head=acme:topic") == []
    assert forge.told("fork")[0].payload["forkee"]["full_name"] == made["full_name"]
