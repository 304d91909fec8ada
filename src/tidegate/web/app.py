"""The web server: which pages there are, and what stands before all of them."""

from __future__ import annotations

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

from tidegate.web import pages
from tidegate.web.headers import SafeHeaders
from tidegate.web.house import WebHouse
from tidegate.web.login import Login
from tidegate.web.routes import change, changes, environments, events, health, locks, logs, status

ROUTERS = (
    events.router,
    health.router,
    status.router,
    changes.router,
    change.router,
    environments.router,
    logs.router,
    locks.router,
)


def create_app(house: WebHouse) -> FastAPI:
    """Every page over one house."""
    app = FastAPI(title="Tidegate", version=house.version, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.house = house
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=pages.FOLDER / "static"), name="static")
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(Exception, _broken)
    if house.username and house.password:
        app.add_middleware(Login, username=house.username, password=house.password)
    app.add_middleware(SafeHeaders)
    return app


async def _refused(request: Request, error: Exception) -> Response:
    """What is not there, and what may not be done."""
    status_code = error.status_code if isinstance(error, HTTPException) else 500
    said = error.detail if isinstance(error, HTTPException) else ""
    return pages.show(request, "refused.html", status=status_code, code=status_code, said=said)


async def _broken(_request: Request, _error: Exception) -> Response:
    """A fault of ours; the server's log has it."""
    return PlainTextResponse("Tidegate itself failed here; its log says why. Please try again.\n", 500)
