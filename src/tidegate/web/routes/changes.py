"""The list of changes."""

from __future__ import annotations

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from tidegate.core.changes import Change
from tidegate.store import changes as change_rows
from tidegate.store import decisions, deployments, plans
from tidegate.web import pages
from tidegate.web.house import House
from tidegate.web.views.changes import changes_page
from tidegate.web.views.standing import Known, known

router = APIRouter()

SHOWN = 50


@router.get("/")
async def changes(request: Request, house: House) -> Response:
    async with house.database.read() as tx:
        newest = await change_rows.newest(tx, SHOWN)
        found = [(change, await known_of(tx, change)) for change in newest]
    return pages.show(request, "changes.html", page=changes_page(found), limit=SHOWN)


async def known_of(tx: AsyncConnection, change: Change) -> Known:
    """What is stored about a change."""
    return known(
        plans=await plans.of_change(tx, change.repo, change.number),
        decisions=await decisions.newest_to_apply(tx, change.repo, change.number),
        deployments=await deployments.of_change(tx, change.repo, change.number),
    )
