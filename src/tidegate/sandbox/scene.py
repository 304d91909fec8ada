"""Where the story begins: the sample repository on the demo's forge, its branches, rules and hook."""

from __future__ import annotations

from pathlib import Path

from tidegate.sandbox.github.acme import REPO
from tidegate.sandbox.github.acts.pushes import advance, commit
from tidegate.sandbox.github.world import World
from tidegate.sandbox.sample.seed import FEATURE_BRANCH, TITLE, base_files, redis_files

HOOK_EVENTS = ("pull_request", "pull_request_review", "issue_comment", "commit_comment", "push")


def set_scene(world: World, states: Path, *, hook_url: str, hook_secret: str) -> None:
    """Fill the empty sample repository of `acme_world`.

    Args:
        world: The demo's forge.
        states: Absolute folder of Terraform's states.
        hook_url: Where the repository's webhook goes.
        hook_secret: What it is signed with.
    """
    repo = world.repo(REPO)
    start = commit(world, repo, "main", base_files(states), author="kim-lead", message="Environments by the convention")
    for branch in ("staging", "develop"):
        advance(world, repo, branch, start, "kim-lead")
    commit(world, repo, FEATURE_BRANCH, redis_files(), author="alice", message=TITLE)
    world.protect(REPO, "main", required_reviews=1)
    world.protect(REPO, "staging", required_checks=("atlantis/apply",))
    world.add_hook(REPO, hook_url, hook_secret, HOOK_EVENTS)
