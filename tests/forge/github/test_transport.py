"""What stays between calls."""

import asyncio

from githubkit.auth import TokenAuthStrategy

from tidegate.forge.github.transport import connection


def test_an_unchanged_answer_is_not_sent_again(sandbox):
    client = connection(sandbox.api, TokenAuthStrategy("sandbox-bob"))

    async def read():
        answer = await client.arequest("GET", "/repos/acme/infra")
        return answer.raw_response.extensions["hishel_revalidated"]

    async def twice():
        return [await read(), await read()]

    assert asyncio.run(twice()) == [False, True]


def test_one_client_serves_several_event_loops(sandbox):
    client = connection(sandbox.api, TokenAuthStrategy("sandbox-bob"))
    names = [asyncio.run(client.arequest("GET", "/user")).json()["login"] for _ in range(2)]
    assert names == ["bob", "bob"]
