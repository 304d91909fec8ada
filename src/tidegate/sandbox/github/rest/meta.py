"""The server itself, and the accounts on it."""

from __future__ import annotations

import time

from fastapi import APIRouter
from starlette.responses import Response

from tidegate.sandbox.github.errors import forbidden
from tidegate.sandbox.github.rest.call import Authenticated, reply
from tidegate.sandbox.github.shapes.basics import public_user

router = APIRouter()


@router.get("/meta")
def meta() -> Response:
    return reply({"verifiable_password_authentication": False, "installed_version": "3.19.0"})


@router.get("/rate_limit")
def rate_limit(_: Authenticated) -> Response:
    limit = {"limit": 5000, "remaining": 4999, "used": 1, "reset": int(time.time()) + 3600}
    return reply({"resources": {"core": limit, "search": limit}, "rate": limit})


@router.get("/user")
def myself(call: Authenticated) -> Response:
    """GitHub: not for installations of an App."""
    if call.caller.app is not None:
        raise forbidden("Resource not accessible by integration")
    return reply(public_user(call.world, call.actor))


@router.get("/users/{username}")
def user(call: Authenticated, username: str) -> Response:
    return reply(public_user(call.world, username))
