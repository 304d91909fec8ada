"""Who a token stands for."""

from __future__ import annotations

import base64
from datetime import timedelta
from pathlib import Path

import pytest

from tidegate.sandbox.github.access import caller_of, new_token
from tidegate.sandbox.github.acme import acme_world
from tidegate.sandbox.github.errors import Refusal
from tidegate.sandbox.github.world import World


@pytest.fixture
def world(tmp_path: Path) -> World:
    return acme_world(tmp_path, "http://forge.test")


@pytest.mark.parametrize("scheme", ["Bearer", "token", "bearer"])
def test_a_personas_token_is_known_by_its_login(world: World, scheme: str):
    assert caller_of(world, f"{scheme} sandbox-kim-lead").login == "kim-lead"


def test_git_sends_the_token_as_password_of_anybody(world: World):
    sent = base64.b64encode(b"x-access-token:sandbox-bob").decode()
    assert caller_of(world, f"Basic {sent}").login == "bob"


@pytest.mark.parametrize("sent", [None, "", "Bearer", "Bearer bob", "Bearer sandbox-acme", "Basic !!!", "Basic eA=="])
def test_anything_else_is_nobody(world: World, sent: str | None):
    with pytest.raises(Refusal) as refused:
        caller_of(world, sent)
    assert refused.value.status == 401


def test_an_installations_token_ends_after_its_hour(world: World):
    app = world.add_app("acme", "tidegate", "a public key")
    token, expires = new_token(world, app.installation)
    assert caller_of(world, f"Bearer {token}").login == "tidegate[bot]"

    world.tokens[token] = (app, expires - timedelta(hours=1, seconds=1))
    with pytest.raises(Refusal, match="Bad credentials"):
        caller_of(world, f"Bearer {token}")
