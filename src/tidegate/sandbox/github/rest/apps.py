"""A GitHub App: itself, its installations, and tokens for them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from tidegate.sandbox.github.access import app_of, new_token
from tidegate.sandbox.github.errors import forbidden, not_found
from tidegate.sandbox.github.records import App
from tidegate.sandbox.github.rest.call import Authenticated, page, reply, world_of
from tidegate.sandbox.github.shapes.basics import stamp
from tidegate.sandbox.github.shapes.hooks import app as app_shape
from tidegate.sandbox.github.shapes.hooks import installation as installation_shape
from tidegate.sandbox.github.shapes.hooks import token_permissions
from tidegate.sandbox.github.shapes.repos import repository
from tidegate.sandbox.github.world import World

router = APIRouter()


def _app(request: Request) -> App:
    return app_of(world_of(request), request.headers.get("authorization"))


TheApp = Annotated[App, Depends(_app)]
TheWorld = Annotated[World, Depends(world_of)]


@router.get("/app")
def get_app(app: TheApp, world: TheWorld) -> Response:
    return reply(app_shape(world, app))


@router.get("/app/installations")
def installations(app: TheApp, world: TheWorld, request: Request) -> Response:
    first_page = request.query_params.get("page", "1") == "1"
    return reply([installation_shape(world, app)] if first_page else [])


@router.post("/app/installations/{installation_id}/access_tokens")
def access_token(app: TheApp, world: TheWorld, installation_id: int) -> Response:
    if app.installation != installation_id:
        raise not_found()
    token, expires = new_token(world, installation_id)
    shape = {
        "token": token,
        "expires_at": stamp(expires),
        "permissions": token_permissions(),
        "repository_selection": "all",
    }
    return reply(shape, 201)


@router.get("/repos/{owner}/{repo}/installation")
def repository_installation(app: TheApp, world: TheWorld, owner: str, repo: str) -> Response:
    if world.repo(f"{owner}/{repo}").owner.lower() != app.org.lower():
        raise not_found()
    return reply(installation_shape(world, app))


@router.get("/installation/repositories")
def repositories(call: Authenticated) -> Response:
    app = call.caller.app
    if app is None:
        raise forbidden("You must authenticate with an installation access token.")
    found = [repo for repo in call.world.repos.values() if repo.owner.lower() == app.org.lower()]

    def wrap(shown: list[object], total: int) -> object:
        return {"total_count": total, "repository_selection": "all", "repositories": shown}

    return page(call, found, lambda each: repository(call.world, each), wrap)
