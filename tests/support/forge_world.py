"""A world of the sandbox inside the test's own process, and its shapes judged by GitHub's schemas."""

from __future__ import annotations

from pathlib import Path

from oracle.schemas import operations
from tidegate.sandbox.github.acme import REPO, acme_world
from tidegate.sandbox.github.acts.pushes import commit
from tidegate.sandbox.github.records import Repo
from tidegate.sandbox.github.world import World


def small_world(folder: Path) -> tuple[World, Repo]:
    """acme's people, and `acme/infra` whose `feature` is one file ahead of `main`."""
    world = acme_world(folder, "http://forge.test")
    repo = world.repo(REPO)
    commit(world, repo, "main", {"README.md": "# Infra\n"}, author="alice", message="Begin")
    commit(world, repo, "feature", {"redis.tf": "redis\n"}, author="alice", message="Add Redis")
    return world, repo


def misfits(definition: str, value: object) -> list[str]:
    """What about a value does not fit one of GitHub's published definitions."""
    return operations().problems(definition, {"$ref": f"#/$defs/{definition}"}, value)
