"""What belongs to no repository: the start page, style and script, avatars, and choosing whom to act as."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from tidegate.sandbox.github.errors import not_found
from tidegate.sandbox.github.pages.look import FOLDER, go, show
from tidegate.sandbox.github.pages.places import own_page
from tidegate.sandbox.github.pages.session import PERSONA, FromOurPage, personas, remember
from tidegate.sandbox.github.rest.call import world_of

router = APIRouter()
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" rx="20" '
    'fill="hsl({hue} 45% 42%)"/><text x="20" y="27" font-family="sans-serif" font-size="19" fill="#fff" '
    'text-anchor="middle">{letter}</text></svg>'
)


@router.get("/")
def home(request: Request) -> Response:
    """Straight to the repository where there is one only."""
    repos = list(world_of(request).repos.values())
    return go(f"/{repos[0].full_name}") if len(repos) == 1 else show(request, "home.html", repos=repos)


@router.get("/_sandbox/style.css")
def style() -> Response:
    return Response((FOLDER / "style.css").read_text("utf-8"), media_type="text/css")


@router.get("/_sandbox/live.js")
def script() -> Response:
    return Response((FOLDER / "live.js").read_text("utf-8"), media_type="text/javascript")


@router.get("/_sandbox/icon.svg")
def icon() -> Response:
    return Response((FOLDER / "icon.svg").read_text("utf-8"), media_type="image/svg+xml")


@router.get("/avatars/{account_id}")
def avatar(request: Request, account_id: int) -> Response:
    """A coloured disc with the first letter of the login."""
    who = next((each for each in world_of(request).accounts.values() if each.id == account_id), None)
    if who is None:
        raise not_found()
    picture = _SVG.format(hue=account_id * 67 % 360, letter=who.login[0].upper())
    return Response(picture, media_type="image/svg+xml", headers={"Cache-Control": "max-age=3600"})


@router.post("/_sandbox/persona", dependencies=[FromOurPage])
def act_as(request: Request, login: Annotated[str, Form()], back: Annotated[str, Form()] = "/") -> Response:
    if login not in [who.login for who in personas(world_of(request))]:
        raise not_found()
    response = go(own_page(back))
    remember(response, PERSONA, login)
    return response
