"""Tokens of an App: made when needed, renewed before they expire and when GitHub no longer takes them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from githubkit.exception import RequestFailed

from support.github_app import new_app
from tidegate.forge.github.auth import AppAccess, TokenAccess

REPO = "acme/infra"


@pytest.fixture
def access(sandbox):
    return AppAccess(sandbox.api, *new_app(sandbox))


async def test_a_token_is_used_while_it_is_fresh(access):
    assert await access.token(REPO) == await access.token(REPO)


async def test_a_token_about_to_expire_is_replaced(access):
    first = await access.token(REPO)
    soon = datetime.now(UTC) + timedelta(minutes=5)
    access._tokens = {key: replace(token, expires=soon) for key, token in access._tokens.items()}
    assert await access.token(REPO) != first


async def test_a_refused_token_can_be_renewed_once(access):
    first = await access.token(REPO)
    assert access.renew(REPO)
    assert not access.renew(REPO)
    assert await access.token(REPO) != first


async def test_a_person_has_one_token_for_everything(sandbox):
    access = TokenAccess(sandbox.api, lambda: "sandbox-bob")
    assert await access.token("acme") == await access.token("else/where") == "sandbox-bob"
    assert await access.own_login() == "bob"
    assert not access.renew("acme")


async def test_a_token_that_was_replaced_in_its_file_is_read_anew(sandbox, tmp_path):
    file = tmp_path / "token"
    file.write_text("sandbox-bob")
    access = TokenAccess(sandbox.api, file.read_text)
    file.write_text("sandbox-carol")
    assert access.renew("acme")
    assert await access.own_login() == "carol"
    assert await access.token("acme") == "sandbox-carol"


async def test_a_wrong_key_is_said_by_github(sandbox):
    app, _ = new_app(sandbox)
    _, another_key = new_app(sandbox)
    with pytest.raises(RequestFailed):
        await AppAccess(sandbox.api, app, another_key).token(REPO)
