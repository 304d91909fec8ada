"""What the records derive from what they hold."""

from pathlib import Path

from support.forge_world import small_world
from support.values import NOON
from tidegate.sandbox.github.acts.pulls import open_pull


def test_names_are_derived(tmp_path: Path):
    world, repo = small_world(tmp_path)
    assert repo.full_name == "acme/infra"
    assert world.account("alice").email == "alice@users.noreply.sandbox.test"
    assert world.add_app("acme", "tidegate", "key").bot == "tidegate[bot]"


def test_a_pull_request_is_open_until_it_is_closed(tmp_path: Path):
    world, repo = small_world(tmp_path)
    pull = open_pull(world, repo, "alice", title="Add Redis", head="feature", base="main", body=None)
    assert pull.is_open
    pull.closed_at = NOON
    assert not pull.is_open
