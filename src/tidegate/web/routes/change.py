"""One change: its plans resource by resource, what stands in the way, and what was deployed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from tidegate.core.changes import Change
from tidegate.flows.facts.own import own_costs
from tidegate.flows.telling.following_up import followed_of
from tidegate.store import appointments, decisions, estimates, examinations, own_changes
from tidegate.store import changes as change_rows
from tidegate.store.plans import StoredPlan
from tidegate.web import pages
from tidegate.web.house import House
from tidegate.web.routes.changes import known_of
from tidegate.web.views.change import Looked, change_page
from tidegate.web.views.standing import Known

router = APIRouter()

LARGEST = 2**31 - 1  # What a database's integer column holds.


@router.get("/changes/{owner}/{name}/{number}")
async def change(
    request: Request, house: House, owner: str, name: str, number: Annotated[int, Path(ge=-LARGEST, le=LARGEST)]
) -> Response:
    repo = f"{owner}/{name}"
    async with house.database.read() as tx:
        found = await change_rows.find(tx, repo, number)
        if found is None:
            raise HTTPException(404, f"Nothing has been heard of {repo}#{number} yet.")
        known = await known_of(tx, found)
        looked = await _looked(tx, found, known)
    return pages.show(request, "change.html", page=change_page(found, known, looked))


async def _looked(tx: AsyncConnection, change: Change, known: Known[StoredPlan]) -> Looked:
    ids = [plan.id for plan in known.plans]
    owns = await own_changes.of_plans(tx, ids)
    made = await decisions.of_ids(tx, {deployment.decision_id for deployment in known.deployments})
    return Looked(
        costs=own_costs(await estimates.of_plans(tx, ids), owns),
        checks=await examinations.of_plans(tx, ids),
        owns=owns,
        deciding={stored.id: stored for stored in made},
        followed=await followed_of(tx, change.repo, change.number),
        due=tuple(each.due for each in await appointments.waiting(tx, change.repo, change.number)),
    )
