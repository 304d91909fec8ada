"""The sample's organisation: who there is, in which team, and the repository they work on."""

from __future__ import annotations

from pathlib import Path

from tidegate.sandbox.github.acts.pushes import advance, commit
from tidegate.sandbox.github.world import World
from tidegate.sandbox.sample.seed import FEATURE_BRANCH, TITLE, base_files, redis_files

ORGANISATION = "acme"
REPO = "acme/infra"
BOT = "tidegate-bot"
NAMES = {
    "alice": "Alice (developer)",
    "bob": "Bob (senior)",
    "carol": "Carol (senior)",
    "dave": "Dave (DevOps)",
    "kim-lead": "김리드 (DevOps lead)",
    "park-cto": "박시티오 (CTO)",
}
TEAMS = {
    "developers": ("alice", "bob", "carol"),
    "senior-developers": ("bob", "carol"),
    "devops": ("dave", "kim-lead"),
}
HOOK_EVENTS = ("pull_request", "pull_request_review", "issue_comment", "push")


def settle(world: World, states: Path, *, hook_url: str, hook_secret: str) -> None:
    """People, teams and the sample repository with its branches, feature branch included.

    Args:
        world: An empty forge.
        states: Absolute folder of Terraform's states.
        hook_url: Where the repository's webhook goes.
        hook_secret: What it is signed with.
    """
    world.add_org(ORGANISATION)
    for login, name in NAMES.items():
        world.add_user(login, name)
    world.add_user(BOT, "Tidegate", "Bot")
    for slug, members in TEAMS.items():
        world.add_team(ORGANISATION, slug, members)
    repo = world.add_repo(ORGANISATION, "infra")
    # As an App with Administration: read, so that review rules of protected branches can be seen.
    world.add_collaborator(REPO, BOT, "admin")
    start = commit(world, repo, "main", base_files(states), author="kim-lead", message="Environments by the convention")
    for branch in ("staging", "develop"):
        advance(world, repo, branch, start, "kim-lead")
    commit(world, repo, FEATURE_BRANCH, redis_files(), author="alice", message=TITLE)
    world.protect(REPO, "main", required_reviews=1)
    world.protect(REPO, "staging", required_checks=("atlantis/apply",))
    world.add_hook(REPO, hook_url, hook_secret, HOOK_EVENTS)
