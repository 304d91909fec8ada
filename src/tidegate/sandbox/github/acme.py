"""The people of the demo: the organisation `acme`, its teams, an empty `acme/infra`, and the bot."""

from __future__ import annotations

from pathlib import Path

from tidegate.sandbox.github.world import World

ORG, REPO, BOT = "acme", "acme/infra", "tidegate-bot"
PEOPLE = {
    "alice": "Alice Kim",
    "bob": "Bob Lee",
    "carol": "Carol Choi",
    "dave": "Dave Jung",
    "kim-lead": "Kim Minseo",
    "park-cto": "Park Jihoon",
}
TEAMS = {
    "developers": ("alice", "bob", "carol"),
    "senior-developers": ("bob", "carol"),
    "devops": ("dave", "kim-lead"),
}


def acme_world(folder: Path, url: str) -> World:
    """A world with the demo's people and an empty repository; the devops lead and the bot administer it.

    Args:
        folder: Where git repositories are made.
        url: Where the server is reached.
    """
    world = World(folder, url)
    world.add_org(ORG)
    for login, name in PEOPLE.items():
        world.add_user(login, name)
    world.add_user(BOT, "Tidegate", "Bot")
    for slug, members in TEAMS.items():
        world.add_team(ORG, slug, members)
    world.add_repo(ORG, REPO.partition("/")[2])
    for login in ("kim-lead", BOT):
        world.add_collaborator(REPO, login, "admin")
    return world
