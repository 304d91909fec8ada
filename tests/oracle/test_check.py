"""The layer that holds the sandbox against the schemas sees what is wrong, and only that."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from oracle.check import Checked
from tidegate.sandbox.github.front import FAULT_HEADER
from tidegate.sandbox.github.world import World


async def violations(
    folder: Path, answer: Response, method: str = "GET", path: str = "/repos/a/b/branches"
) -> list[str]:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await answer(scope, receive, send)

    world = World(folder, "http://forge.test")
    transport = httpx.ASGITransport(app=Checked(app, world))
    async with httpx.AsyncClient(transport=transport, base_url="http://forge.test") as http:
        await http.request(method, f"/api/v3{path}")
        found: list[str] = (await http.get("/_oracle/violations")).json()
        return found


BRANCH = {"name": "main", "commit": {"sha": "a", "url": "u"}, "protected": False}
ERROR = {"message": "Not Found", "documentation_url": "https://docs.github.com", "status": "404"}


@pytest.mark.parametrize(
    "answer",
    [
        JSONResponse([BRANCH]),
        JSONResponse(ERROR, 404),
        Response(status_code=304),
        Response("<html>", 502, {FAULT_HEADER: "bad_gateway"}),
    ],
)
async def test_what_fits_is_not_reported(tmp_path: Path, answer: Response):
    assert await violations(tmp_path, answer) == []


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (JSONResponse([{**BRANCH, "protected": "no"}]), "/0/protected"),
        (JSONResponse({"detail": "Not Found"}, 404), "an error without message"),
        (Response("Internal Server Error", 500), "an error that is not JSON"),
        (JSONResponse([BRANCH], 201), "201 is not documented"),
    ],
)
async def test_what_does_not_fit_is_reported(tmp_path: Path, answer: Response, says: str):
    assert any(says in problem for problem in await violations(tmp_path, answer))


async def test_an_endpoint_without_a_schema_is_reported(tmp_path: Path):
    (problem,) = await violations(tmp_path, JSONResponse({}), "POST", "/repos/a/b/unheard-of")
    assert "not among the extracted operations" in problem
