"""The pipeline of environments of each repository."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fastapi import APIRouter, Request
from starlette.responses import Response

from tidegate.core.changes import Change
from tidegate.core.errors import TidegateError
from tidegate.core.gates.policy import Governance, Policy
from tidegate.core.windows.model import Calendar
from tidegate.flows.facts.renamed import called_today
from tidegate.store import changes as change_rows
from tidegate.store import deployments
from tidegate.store.plan_lines import PlanLine
from tidegate.web import pages
from tidegate.web.house import House, WebHouse
from tidegate.web.routes.changes import known_of_each
from tidegate.web.views.environments import Ground, pipeline
from tidegate.web.views.standing import Known

router = APIRouter()

OPEN_READ = 100


@router.get("/environments")
async def environments(request: Request, house: House) -> Response:
    async with house.database.read() as tx:
        repos = await change_rows.repos(tx)
        newest = await change_rows.newest(tx, OPEN_READ)
        waiting = await known_of_each(tx, [change for change in newest if change.is_live])
    lines = [pipeline(await _ground(house, repo, waiting), house.now()) for repo in repos]
    return pages.show(request, "environments.html", pipelines=lines)


async def _ground(house: WebHouse, repo: str, waiting: Sequence[tuple[Change, Known[PlanLine]]]) -> Ground:
    governance, trouble = await _rules(house, repo)
    async with house.database.read() as tx:
        last = await deployments.last_of_projects(tx, repo)
    return Ground(
        repo=repo,
        governance=governance,
        trouble=trouble,
        calendars=await _calendars(house, governance),
        deployed=called_today(last, governance) if governance else last,
        open_changes=tuple((change, known) for change, known in waiting if change.repo == repo),
    )


async def _calendars(house: WebHouse, governance: Governance | None) -> Mapping[str, Calendar]:
    environments = governance.environments.values() if isinstance(governance, Policy) else ()
    return {one.name: await house.calendar(one.window) for one in environments if one.window}


async def _rules(house: WebHouse, repo: str) -> tuple[Governance | None, str]:
    """The rules that hold, or why they could not be read: a forge that is away must not take the page with it."""
    try:
        return await house.governance(repo), ""
    except TidegateError as error:
        return None, str(error)
