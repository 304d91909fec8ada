"""Repositories, branches, protection."""

from support.forge_world import misfits
from tidegate.sandbox.github.records import Repo
from tidegate.sandbox.github.shapes.repos import branch, protection_of, repository, short_branch
from tidegate.sandbox.github.world import World


def test_one_shape_is_every_kind_of_repository(place: tuple[World, Repo]):
    world, repo = place
    found = repository(world, repo)
    assert [misfits(name, found) for name in ("full-repository", "repository", "minimal-repository")] == [[], [], []]
    assert found["clone_url"] == "http://forge.test/acme/infra.git"


def test_branches_and_protection_fit_the_schemas(place: tuple[World, Repo]):
    world, repo = place
    rules = world.protect("acme/infra", "main", required_checks=["atlantis/apply"], required_reviews=2)
    assert misfits("branch-with-protection", branch(world, repo, "main")) == []
    assert misfits("short-branch", short_branch(world, repo, "main", "a" * 40)) == []
    assert misfits("branch-protection", protection_of(world, repo, "main", rules)) == []


def test_a_part_that_is_not_required_is_left_out(place: tuple[World, Repo]):
    world, repo = place
    found = protection_of(world, repo, "main", world.protect("acme/infra", "main"))
    assert not {"required_status_checks", "required_pull_request_reviews"} & set(found)
