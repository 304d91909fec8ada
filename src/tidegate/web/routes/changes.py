"""The list of changes."""

from __future__ import annotations

from collections.abc import Collection

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from tidegate.core.changes import Change
from tidegate.flows.facts.own import own_costs
from tidegate.store import changes as change_rows
from tidegate.store import decisions, deployments, estimates, own_changes, plan_lines, plans
from tidegate.store.plan_lines import PlanLine
from tidegate.store.plans import StoredPlan
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
        found = await known_of_each(tx, newest)
        ids = [plan.id for _, known in found for plan in known.plans]
        costs = own_costs(await estimates.of_plans(tx, ids), await own_changes.of_plans(tx, ids))
    return pages.show(request, "changes.html", page=changes_page(found, costs), limit=SHOWN)


async def known_of(tx: AsyncConnection, change: Change) -> Known[StoredPlan]:
    """What is stored about a change."""
    return known(
        plans=await plans.of_change(tx, change.repo, change.number),
        decisions=await decisions.newest_to_apply(tx, (change.repo, change.number)),
        deployments=await deployments.of_change(tx, change.repo, change.number),
    )


async def known_of_each(tx: AsyncConnection, changes: Collection[Change]) -> tuple[tuple[Change, Known[PlanLine]], ...]:
    """The same of many changes with the lines of their plans, in as many queries as for one."""
    asked = [(change.repo, change.number) for change in changes]
    lines = await plan_lines.newest(tx, changes)
    decided = await decisions.newest_to_apply(tx, *asked)
    deployed = await deployments.of_changes(tx, asked)
    return tuple(
        (
            change,
            known(
                plans=[plan for plan in lines if (plan.repo, plan.number) == place],
                decisions=[one for one in decided if (one.facts.change.repo, one.facts.change.number) == place],
                deployments=[one for one in deployed if (one.repo, one.number) == place],
            ),
        )
        for change, place in zip(changes, asked, strict=True)
    )
