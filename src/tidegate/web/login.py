"""One user name and password before everything but what the forge and a load balancer call (Atlantis: basic auth)."""

from __future__ import annotations

import base64
import hmac

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

#: Called by machines: deliveries are signed, and health says nothing.
OPEN_PATHS = frozenset({"/events", "/healthz"})


class Login:
    """Asks for a name and a password. Whoever adds a page need not think of it: what is not open is closed."""

    def __init__(self, app: ASGIApp, *, username: str, password: str) -> None:
        self._app = app
        self._wanted = f"{username}:{password}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        closed = scope["type"] == "http" and scope["path"] not in OPEN_PATHS
        if closed and not hmac.compare_digest(_given(Headers(scope=scope)), self._wanted):
            answer = PlainTextResponse("Log in with the user name and password of this server.\n", 401)
            answer.headers["WWW-Authenticate"] = 'Basic realm="Tidegate", charset="UTF-8"'
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _given(headers: Headers) -> bytes:
    """`name:password` as sent; empty when there is none or it cannot be read."""
    scheme, _, encoded = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return b""
    try:
        return base64.b64decode(encoded.strip(), validate=True)
    except ValueError:  # Neither ASCII nor base64.
        return b""
