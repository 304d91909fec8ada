"""The demo's people."""

from pathlib import Path

from tidegate.sandbox.github.acme import BOT, PEOPLE, REPO, acme_world


def test_everybody_has_a_place(tmp_path: Path):
    world = acme_world(tmp_path, "http://forge.test")
    repo = world.repo(REPO)
    held = {login: world.permission(repo, login) for login in (*PEOPLE, BOT)}
    assert held == {
        "alice": "write", "bob": "write", "carol": "write", "dave": "write",
        "kim-lead": "admin", "park-cto": "read", "tidegate-bot": "admin",
    }  # fmt: skip
