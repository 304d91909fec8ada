"""Stopping all applies, and letting them go on (Atlantis: /apply/lock and /apply/unlock)."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from tidegate.store import apply_lock, audit
from tidegate.web.house import House, WebHouse
from tidegate.web.origins import is_ours

router = APIRouter()
NOBODY = "somebody at the dashboard"


@router.post("/apply/lock")
async def engage(request: Request, house: House) -> Response:
    _only_from_here(request, house)
    async with house.database.begin() as tx:
        await apply_lock.engage(tx, actor=_who(house), at=house.now())
        await _note(tx, house, "all applies stopped")
    return RedirectResponse("/locks", HTTPStatus.SEE_OTHER)


@router.post("/apply/unlock")
@router.delete("/apply/unlock")
async def lift(request: Request, house: House) -> Response:
    _only_from_here(request, house)
    async with house.database.begin() as tx:
        await apply_lock.lift(tx)
        await _note(tx, house, "applies go on")
    return RedirectResponse("/locks", HTTPStatus.SEE_OTHER)


async def _note(tx: AsyncConnection, house: WebHouse, kind: str) -> None:
    await audit.append(tx, house.audit_key, at=house.now(), kind=kind, actor=_who(house), subject="apply lock", data={})


def _who(house: WebHouse) -> str:
    return house.username or NOBODY


def _only_from_here(request: Request, house: House) -> None:
    if not is_ours(request.headers, house.public_url):
        raise HTTPException(HTTPStatus.FORBIDDEN, "This was asked for by another site's page.")
