"""Building a world and asking it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tidegate.sandbox.github.errors import Refusal
from tidegate.sandbox.github.world import World


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path, "http://forge.test")
    made.add_org("acme")
    made.add_user("alice", "Alice Kim")
    made.add_repo("acme", "infra")
    return made


def test_the_most_that_is_held_counts(world: World):
    repo = world.repo("acme/infra")
    assert world.permission(repo, "alice") == "read"
    world.add_team("acme", "developers", ["alice"])
    assert world.permission(repo, "alice") == "write"
    world.add_collaborator("acme/infra", "alice", "admin")
    assert world.permission(repo, "alice") == "admin"
    assert world.may(repo, "alice", "write")
    assert world.permission(repo, "stranger") is None


def test_names_are_found_whatever_their_case(world: World):
    assert world.account("ALICE").login == "alice"
    assert world.repo("Acme/Infra").full_name == "acme/infra"
    assert world.by_email("alice@users.noreply.sandbox.test") == world.account("alice")


def test_what_is_not_there_is_refused_as_not_found(world: World):
    for ask in (
        lambda: world.account("bob"),
        lambda: world.repo("acme/x"),
        lambda: world.pull(world.repo("acme/infra"), 1),
    ):
        with pytest.raises(Refusal, match="Not Found"):
            ask()
