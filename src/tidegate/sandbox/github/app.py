"""The forge as one ASGI application over a world."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from tidegate.sandbox.github import control, git_http
from tidegate.sandbox.github.errors import Refusal, not_found
from tidegate.sandbox.github.front import Faulty, Labelled, OneAtATime
from tidegate.sandbox.github.pages import browse, commit, edit, pull, start
from tidegate.sandbox.github.pages.look import show
from tidegate.sandbox.github.rest import (
    apps,
    branches,
    checks,
    commit_comments,
    commits,
    contents,
    hooks,
    issues,
    meta,
    pulls,
    repos,
    reviews,
    teams,
)
from tidegate.sandbox.github.urls import API
from tidegate.sandbox.github.world import World

# Looked through in this order: comments of a commit come before whatever else is below a commit.
_FAMILIES = (
    meta,
    apps,
    repos,
    branches,
    checks,
    commit_comments,
    commits,
    reviews,
    pulls,
    issues,
    contents,
    teams,
    hooks,
)


def create_app(world: World) -> FastAPI:
    """The forge: pages at `/`, REST at `/api/v3`, git at `/owner/name.git`, switches at `/_sandbox`."""

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        world.outbox.start()
        yield
        world.outbox.stop()

    app = FastAPI(title="Sandbox forge", lifespan=running, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.world = world
    rest = APIRouter(prefix=API)
    for family in _FAMILIES:
        rest.include_router(family.router)
    for router in (control.router, git_http.router, rest):
        app.include_router(router)
    for pages in (start, pull, edit, commit, browse):
        app.include_router(pages.router)
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(HTTPException, _unrouted)
    app.add_exception_handler(RequestValidationError, _malformed)
    # The last added is the outermost.
    app.add_middleware(Labelled)
    app.add_middleware(OneAtATime)
    app.add_middleware(Faulty, faults=world.faults)
    return app


async def _refused(request: Request, error: Exception) -> Response:
    """Programs get GitHub's error body, people a page."""
    assert isinstance(error, Refusal)  # noqa: S101 - registered for it alone
    if request.url.path.startswith((API, "/_sandbox/faults", "/_sandbox/seed")):
        return JSONResponse(error.body, error.status, error.headers)
    return show(request, "refused.html", status=error.status, problem=error.sentence)


async def _unrouted(request: Request, error: Exception) -> Response:
    """GitHub answers 404 for a wrong method too."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it alone
    if request.url.path.startswith(API) and error.status_code in (404, 405):
        return JSONResponse(not_found().body, 404)
    return Response(f"{error.detail}\n", error.status_code)


async def _malformed(_: Request, error: Exception) -> Response:
    """A number in the address that is none; GitHub knows no such thing either. Seeds are told what is wrong."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it alone
    if all(each["loc"][0] == "path" for each in error.errors()):
        return JSONResponse(not_found().body, 404)
    return JSONResponse(Refusal(422, str(error)).body, 422)
