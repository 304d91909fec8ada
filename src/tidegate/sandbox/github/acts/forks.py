"""Forks: a copy of a repository that belongs to a person, and what a pull request takes from one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidegate.sandbox.github.errors import invalid_field
from tidegate.sandbox.github.events import fork_event
from tidegate.sandbox.github.records import Repo

if TYPE_CHECKING:
    from tidegate.sandbox.github.world import World


def fork(world: World, repo: Repo, actor: str) -> Repo:
    """The actor's fork of a repository; the one there is when there is one, as GitHub does."""
    there = world.repos.get(f"{actor}/{repo.name}".lower())
    if there is not None and there.parent == repo.full_name:
        return there
    made = world.add_repo(actor, repo.name, repo.default_branch)
    made.parent = repo.full_name
    world.git(made).take(world.git(repo), "+refs/heads/*:refs/heads/*")
    fork_event(world, repo, made, actor)
    return made


def head_of(world: World, repo: Repo, head: str) -> tuple[Repo, str]:
    """The repository and the branch that the head of a new pull request names: `branch` or `owner:branch`.

    Raises:
        Refusal: 422: nobody of that name has a fork.
    """
    owner, colon, branch = head.partition(":")
    if not colon or owner.lower() == repo.owner.lower():
        return repo, branch or head
    for each in world.repos.values():
        if each.parent == repo.full_name and each.owner.lower() == owner.lower():
            return each, branch
    raise invalid_field("PullRequest", "head")


def heads(world: World, repo: Repo) -> list[str]:
    """Everything that can be the head of a pull request, as `head_of` reads it."""
    forks = [each for each in world.repos.values() if each.parent == repo.full_name]
    return [
        *world.git(repo).branches(),
        *(f"{each.owner}:{name}" for each in forks for name in world.git(each).branches()),
    ]


def take_head(world: World, repo: Repo, source: Repo, branch: str) -> None:
    """Bring the commits of a fork's branch into the repository that a pull request goes to."""
    if source is not repo:
        world.git(repo).take(world.git(source), f"refs/heads/{branch}")
