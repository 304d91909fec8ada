"""Who a page is shown to: the persona chosen in a cookie, and the token that proves a form came from our page."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Annotated

from fastapi import Depends, Form, Request
from starlette.responses import Response

from tidegate.sandbox.github.access import Caller
from tidegate.sandbox.github.errors import forbidden
from tidegate.sandbox.github.records import Account
from tidegate.sandbox.github.rest.call import RepoCall, world_of
from tidegate.sandbox.github.world import World

PERSONA, SESSION = "sandbox_persona", "sandbox_session"
# Forms are only good for the process that wrote them.
_KEY = secrets.token_bytes(32)


def personas(world: World) -> list[Account]:
    """The people there are, in the order they were made."""
    return [who for who in world.accounts.values() if who.kind == "User"]


def persona_of(world: World, request: Request) -> str:
    """Whom this browser acts as; the first person when nobody was chosen."""
    people = [who.login for who in personas(world)]
    chosen = request.cookies.get(PERSONA, "")
    return chosen if chosen in people else people[0]


def session_of(request: Request) -> str:
    """This browser's session, made now for a browser without one."""
    if not hasattr(request.state, "session"):
        request.state.session = request.cookies.get(SESSION) or secrets.token_urlsafe(16)
    return str(request.state.session)


def form_token(request: Request) -> str:
    """What forms on a page carry; another site cannot know it."""
    return hmac.new(_KEY, session_of(request).encode(), hashlib.sha256).hexdigest()


def remember(response: Response, name: str, value: str) -> None:
    response.set_cookie(name, value, httponly=True, samesite="strict", path="/")


def _from_our_page(request: Request, token: Annotated[str, Form()] = "") -> None:
    if not hmac.compare_digest(token.encode(), form_token(request).encode()):
        raise forbidden(
            "This form did not come from one of our pages, or the sandbox was restarted. Load the page again."
        )


FromOurPage = Depends(_from_our_page)


def _shown(request: Request, owner: str, repo: str) -> RepoCall:
    world = world_of(request)
    caller = Caller(login=persona_of(world, request))
    return RepoCall(world=world, caller=caller, request=request, repo=world.repo(f"{owner}/{repo}"))


Shown = Annotated[RepoCall, Depends(_shown)]
