"""The web server: which pages there are, and what stands before all of them."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from tidegate.web import pages
from tidegate.web.headers import HEADERS, SafeHeaders
from tidegate.web.house import WebHouse
from tidegate.web.login import Login
from tidegate.web.routes import (
    apply_lock,
    change,
    changes,
    decisions,
    environments,
    events,
    health,
    locks,
    logs,
    status,
)

ROUTERS = (
    events.router,
    health.router,
    status.router,
    changes.router,
    change.router,
    decisions.router,
    environments.router,
    logs.router,
    locks.router,
    apply_lock.router,
)


def create_app(house: WebHouse) -> FastAPI:
    """Every page over one house."""
    app = FastAPI(
        title="Tidegate",
        version=house.version,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        dependencies=[Depends(_storable)],
    )
    app.state.house = house
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=pages.FOLDER / "static"), name="static")
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(Exception, _broken)
    if house.username and house.password:
        app.add_middleware(Login, username=house.username, password=house.password)
    app.add_middleware(SafeHeaders)
    return app


async def _storable(request: Request) -> None:
    """PostgreSQL stores no NUL and fails when asked for one, so nothing can have an address with it."""
    if "\0" in request.scope["path"]:
        raise HTTPException(HTTPStatus.NOT_FOUND)


async def _refused(request: Request, error: Exception) -> Response:
    """What is not there, and what may not be done."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it alone
    said = "Nothing has this address." if error.detail == HTTPStatus.NOT_FOUND.phrase else error.detail
    title = "There is nothing here" if error.status_code == HTTPStatus.NOT_FOUND else "This cannot be done here"
    return _page(request, error.status_code, title, said)


async def _malformed(request: Request, _error: Exception) -> Response:
    """A number in the address that is none."""
    return _page(request, 404, "There is nothing here", "Nothing has this address.")


async def _broken(request: Request, _error: Exception) -> Response:
    """A fault of ours; the server's log has it. This answer is made outside of everything, so it brings its headers."""
    answer = _page(request, 500, "Tidegate itself failed here", "Its log says why. Please try again.")
    answer.headers.update(HEADERS)
    return answer


def _page(request: Request, status: int, title: str, said: str) -> Response:
    return pages.show(request, "refused.html", status=status, title=title, said=said)
