"""Stopping all applies, and letting them go on (Atlantis: /apply/lock and /apply/unlock)."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from tidegate.store import apply_lock
from tidegate.web.house import House
from tidegate.web.origins import is_ours

router = APIRouter()
NOBODY = "somebody at the dashboard"


@router.post("/apply/lock")
async def engage(request: Request, house: House) -> Response:
    _only_from_here(request, house)
    async with house.database.begin() as tx:
        await apply_lock.engage(tx, actor=house.username or NOBODY, at=house.now())
    return RedirectResponse("/locks", HTTPStatus.SEE_OTHER)


@router.post("/apply/unlock")
@router.delete("/apply/unlock")
async def lift(request: Request, house: House) -> Response:
    _only_from_here(request, house)
    async with house.database.begin() as tx:
        await apply_lock.lift(tx)
    return RedirectResponse("/locks", HTTPStatus.SEE_OTHER)


def _only_from_here(request: Request, house: House) -> None:
    if not is_ours(request.headers, house.public_url):
        raise HTTPException(HTTPStatus.FORBIDDEN, "This was asked for by another site's page.")
