"""What every request passes before it reaches the forge: faults, the one lock, and GitHub's response headers."""

from __future__ import annotations

import asyncio
import hashlib
import uuid

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tidegate.sandbox.github.errors import Refusal
from tidegate.sandbox.github.faults import Faults
from tidegate.sandbox.github.urls import API

# Answers that a fault made say so: they are no claim about GitHub's schemas.
FAULT_HEADER = "x-sandbox-fault"
_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_PAGE = "<html><body><h1>{0}</h1><p>Unicorn! Try again in a moment.</p></body></html>"


class OneAtATime:
    """Lets one request in at a time: the world needs no other lock."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._lock = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        async with self._lock:
            await self._app(scope, receive, send)


class Faulty:
    """Answers with a fault that was armed, instead of or after the real answer."""

    def __init__(self, app: ASGIApp, faults: Faults) -> None:
        self._app = app
        self._faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _is_api(scope):
            await self._app(scope, receive, send)
        elif (answer := self._instead(scope["method"])) is not None:
            await answer(scope, receive, send)
        elif scope["method"] in _WRITES and self._faults.happens("dropped_after_write"):
            await self._app(scope, receive, _swallow)
            # A response that begins and does not go on makes the server close the connection.
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1")]})
        else:
            await self._app(scope, receive, send)

    def _instead(self, method: str) -> Response | None:
        if self._faults.happens("server_error"):
            return HTMLResponse(_PAGE.format(500), 500, {FAULT_HEADER: "server_error"})
        if self._faults.happens("bad_gateway"):
            return HTMLResponse(_PAGE.format(502), 502, {FAULT_HEADER: "bad_gateway"})
        if method in _WRITES and self._faults.happens("secondary_limit"):
            refusal = Refusal(403, "You have exceeded a secondary rate limit. Please wait a few minutes.")
            return JSONResponse(refusal.body, 403, {"Retry-After": "1", FAULT_HEADER: "secondary_limit"})
        return None


class Labelled:
    """Adds GitHub's headers to answers of the interface, and answers unchanged reads with 304."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _is_api(scope):
            await self._app(scope, receive, send)
            return
        kept: list[Message] = []

        async def keep(message: Message) -> None:
            kept.append(message)

        await self._app(scope, receive, keep)
        body = b"".join(message.get("body", b"") for message in kept)
        start = next(message for message in kept if message["type"] == "http.response.start")
        for message in _labelled(scope, start, body):
            await send(message)


def _labelled(scope: Scope, start: Message, body: bytes) -> tuple[Message, Message]:
    headers = MutableHeaders(raw=list(start["headers"]))
    headers["X-GitHub-Request-Id"] = str(uuid.uuid4()).upper()
    headers["X-GitHub-Media-Type"] = "github.v3; format=json"
    headers["X-GitHub-Enterprise-Version"] = "3.19.0"
    headers["X-RateLimit-Limit"] = "5000"
    headers["X-RateLimit-Remaining"] = "4999"
    status = start["status"]
    if scope["method"] == "GET" and status == 200:
        etag = f'W/"{hashlib.sha256(body).hexdigest()}"'
        headers["ETag"] = etag
        headers["Cache-Control"] = "private, max-age=60, s-maxage=60"
        if Headers(scope=scope).get("if-none-match") == etag:
            status, body = 304, b""
            del headers["content-length"]
    started = {"type": "http.response.start", "status": status, "headers": headers.raw}
    return started, {"type": "http.response.body", "body": body}


def _is_api(scope: Scope) -> bool:
    return scope["type"] == "http" and str(scope["path"]).startswith(f"{API}/")


async def _swallow(message: Message) -> None:
    """Nobody reads this answer."""
