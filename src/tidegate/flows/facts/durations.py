"""How long applies of some projects usually take, by those that went well before."""

from __future__ import annotations

from collections.abc import Iterable

from tidegate.core.deployments.durations import usual
from tidegate.core.projects.model import Project
from tidegate.core.projects.order import in_waves
from tidegate.flows.outside import outside
from tidegate.flows.rules import Rules
from tidegate.store import deployments

LAST = 10
"""How many applies of each project are looked at."""


async def usual_duration(repo: str, projects: Iterable[Project], rules: Rules) -> int | None:
    """Seconds; None when none of them was applied before."""
    async with outside().database.read() as tx:
        taken = {project: await deployments.durations(tx, repo, project, last=LAST) for project in projects}
    waves = in_waves(taken) if rules.config.parallel_apply else tuple((project,) for project in taken)
    return usual([[taken[project] for project in wave] for wave in waves])
