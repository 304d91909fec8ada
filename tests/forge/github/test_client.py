"""Paging, signing in again, waiting: what every call to GitHub has."""

import asyncio
import time
from dataclasses import replace

import httpx
import pytest

from support.github_app import new_app
from tidegate.core.errors import ForgeRefused, ForgeUnavailable
from tidegate.forge.github.auth import AppAccess, TokenAccess
from tidegate.forge.github.client import Patience, Rest, _Pace, items_of, next_page

REPO = "acme/infra"


def test_the_next_page_is_the_link_that_says_so():
    header = '<https://api.example/x?page=1>; rel="prev", <https://api.example/x?page=3>; rel="next"'
    assert next_page(httpx.Response(200, headers={"Link": header}).links) == "https://api.example/x?page=3"
    assert next_page(httpx.Response(200).links) is None


@pytest.mark.parametrize(
    ("answer", "inside", "items"),
    [([1, 2], None, [1, 2]), ({"check_runs": [1]}, "check_runs", [1]), ({"message": "?"}, None, []), ({}, "x", [])],
)
def test_items_are_found_bare_or_wrapped(answer, inside, items):
    assert list(items_of(answer, inside)) == items


async def test_a_token_that_is_no_longer_taken_is_renewed_and_the_call_repeated(sandbox):
    access = AppAccess(sandbox.api, *new_app(sandbox))
    rest = Rest(access, Patience(between_writes=0, backoff=()))
    await rest.get(REPO, f"/repos/{REPO}")
    access._tokens = {key: replace(token, secret="revoked") for key, token in access._tokens.items()}
    assert (await rest.get(REPO, f"/repos/{REPO}"))["full_name"] == REPO


async def test_a_wrong_personal_token_is_refused_with_githubs_words(sandbox):
    rest = Rest(TokenAccess(sandbox.api, lambda: "wrong"), Patience(between_writes=0, backoff=()))
    with pytest.raises(ForgeRefused, match="401: Bad credentials"):
        await rest.get(REPO, f"/repos/{REPO}")


async def test_a_forge_that_cannot_be_reached_is_unavailable():
    rest = Rest(TokenAccess("http://127.0.0.1:9/api/v3", lambda: "x"), Patience(between_writes=0, backoff=(0.0,)))
    with pytest.raises(ForgeUnavailable, match="did not answer"):
        await rest.get(REPO, f"/repos/{REPO}")


async def test_a_longer_wait_than_ours_is_handed_to_the_caller(sandbox):
    rest = Rest(
        TokenAccess(sandbox.api, lambda: "sandbox-bob"), Patience(between_writes=0, backoff=(0.0,), longest=0.5)
    )
    sandbox.arm("secondary_limit", 1)
    with pytest.raises(ForgeUnavailable, match="rate limit"):
        await rest.write(REPO, "POST", f"/repos/{REPO}/statuses/{'0' * 40}", {"state": "success"})


async def test_writes_keep_their_distance():
    pace = _Pace(0.05)
    started = time.monotonic()
    await asyncio.gather(pace.turn(), pace.turn(), pace.turn())
    assert time.monotonic() - started >= 0.1


async def test_a_write_that_does_no_harm_twice_is_asked_for_again(sandbox):
    rest = Rest(TokenAccess(sandbox.api, lambda: "sandbox-bob"), Patience(between_writes=0, backoff=(0.0, 0.0)))
    sha = sandbox.commit("insist", {"insist.tf": "x\n"})
    sandbox.arm("bad_gateway", 2)
    made = await rest.insist(REPO, "POST", f"/repos/{REPO}/statuses/{sha}", {"state": "success", "context": "c"})
    assert made["state"] == "success"
    sandbox.arm("bad_gateway", 3)
    with pytest.raises(ForgeUnavailable):
        await rest.insist(REPO, "POST", f"/repos/{REPO}/statuses/{sha}", {"state": "success", "context": "c"})
