"""Signing in."""

import pytest

from tidegate.forge.github import github_with_token


async def test_git_gets_address_and_secret_apart(sandbox, sign_in):
    source = await sign_in("bob").clone_source("acme/infra")
    assert (source.url, source.username, source.secret) == (
        f"{sandbox.url}/acme/infra.git",
        "x-access-token",
        "sandbox-bob",
    )


def test_nobody_signs_in_without_a_webhook_secret():
    with pytest.raises(ValueError, match="webhook secret is empty"):
        github_with_token(api_url="https://x/api/v3", web_url="https://x", token=lambda: "t", secret="")
