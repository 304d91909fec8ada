"""A layer around the sandbox that holds everything it says against GitHub's published schemas."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from oracle.schemas import operations, webhooks
from tidegate.sandbox.github.front import FAULT_HEADER
from tidegate.sandbox.github.urls import API
from tidegate.sandbox.github.world import World

VIOLATIONS = "/_oracle/violations"


class Checked:
    """The application, observed. `GET /_oracle/violations` lists what did not fit, one line each.

    A request is judged only when it was accepted: what the forge refused is the caller's business. Of errors only
    the shape of the body is judged, the schemas list few of them.
    """

    def __init__(self, app: ASGIApp, world: World) -> None:
        self._app = app
        self.violations: list[str] = []
        world.outbox.watchers.append(self._delivered)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == VIOLATIONS:
            await JSONResponse(self.violations)(scope, receive, send)
        elif scope["type"] == "http" and scope["path"].startswith(f"{API}/"):
            await self._observed(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _observed(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked, answered = bytearray(), bytearray()
        start: Message = {}

        async def hear() -> Message:
            message = await receive()
            asked.extend(message.get("body", b""))
            return message

        async def say(message: Message) -> None:
            start.update(message if message["type"] == "http.response.start" else {})
            answered.extend(message.get("body", b""))
            if message["type"] == "http.response.body" and not message.get("more_body"):
                self._judge(scope, bytes(asked), start, bytes(answered))
            await send(message)

        await self._app(scope, hear, say)

    def _judge(self, scope: Scope, asked: bytes, start: Message, answered: bytes) -> None:
        status = start["status"]
        call = f"{scope['method']} {scope['path']}"
        if FAULT_HEADER in Headers(raw=start["headers"]):
            return
        if status >= 400:
            self.violations.extend(f"{call}: {status}: {problem}" for problem in _error_problems(answered))
        elif status != 304:
            self._judge_success(scope, asked, status, answered)

    def _judge_success(self, scope: Scope, asked: bytes, status: int, answered: bytes) -> None:
        path = scope["raw_path"].decode().removeprefix(API)
        operation = operations().operation(scope["method"], path)
        if operation is None:
            self.violations.append(f"{scope['method']} {path}: not among the extracted operations")
            return
        request = operations().request(operation, json.loads(asked)) if asked else []
        answer = operations().answer(operation, status, json.loads(answered) if answered else None)
        self.violations.extend([*request, *answer])

    def _delivered(self, event: str, payload: Mapping[str, Any], headers: Mapping[str, str]) -> None:
        self.violations.extend(webhooks().delivery(event, payload, headers))


def _error_problems(answered: bytes) -> list[str]:
    """GitHub's errors hold a message and where it is documented; a list of errors when several fields are meant."""
    try:
        body = json.loads(answered)
    except ValueError:
        return ["an error that is not JSON"]
    wanted = {"message": str, "documentation_url": str, "status": str}
    lacking = [name for name, kind in wanted.items() if not isinstance(body.get(name), kind)]
    wrong = [] if isinstance(body.get("errors", []), list) else ["`errors` is no list"]
    return [*(f"an error without {name}" for name in lacking), *wrong]
