"""One decision: every gate's answer, and the facts they answered from."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from tidegate.store import decisions
from tidegate.web import pages
from tidegate.web.house import House
from tidegate.web.views.decision import decision_page

router = APIRouter()


@router.get("/decisions/{decision_id}")
async def decision(request: Request, house: House, decision_id: str) -> Response:
    async with house.database.read() as tx:
        found = await decisions.of_ids(tx, [decision_id])
    if not found:
        raise HTTPException(404, "No decision is kept under this id.")
    return pages.show(request, "decision.html", page=decision_page(found[0]))
