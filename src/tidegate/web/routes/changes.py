"""The list of changes."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from tidegate.core.changes import Change
from tidegate.store import changes as change_rows
from tidegate.store import decisions, deployments, estimates, plan_lines, plans
from tidegate.store.plans import StoredPlan
from tidegate.web import pages
from tidegate.web.house import House
from tidegate.web.views.changes import changes_page
from tidegate.web.views.standing import Known, P, known

router = APIRouter()

SHOWN = 50


@router.get("/")
async def changes(request: Request, house: House) -> Response:
    async with house.database.read() as tx:
        newest = await change_rows.newest(tx, SHOWN)
        lines = await plan_lines.newest(tx, newest)
        found = [(change, await _known_of(tx, change, lines)) for change in newest]
        costs = await estimates.of_plans(tx, [plan.id for _, known in found for plan in known.plans])
    return pages.show(request, "changes.html", page=changes_page(found, costs), limit=SHOWN)


async def known_of(tx: AsyncConnection, change: Change) -> Known[StoredPlan]:
    """What is stored about a change."""
    return await _known_of(tx, change, await plans.of_change(tx, change.repo, change.number))


async def _known_of(tx: AsyncConnection, change: Change, found: Iterable[P]) -> Known[P]:
    """`found` are plans of this change and of others."""
    return known(
        plans=[plan for plan in found if (plan.repo, plan.number) == (change.repo, change.number)],
        decisions=await decisions.newest_to_apply(tx, change.repo, change.number),
        deployments=await deployments.of_change(tx, change.repo, change.number),
    )
